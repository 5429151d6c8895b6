import { type FileHandle, open } from 'node:fs/promises'
import { damaged, noGeoPackage, notUtf8, stillOpen } from './refusals.ts'

/** What a schema may hold, so that it is parsed in no time: tables, indices, triggers and views, and bytes of all their words. */
const MOST_ENTRIES = 10_000
const MOST_WORDS = 2 ** 23
const HEADER = 100
const [INTERIOR, LEAF] = [0x05, 0x0d]
/** Versions of the journal and encodings of text that a header may name. */
const [ROLLBACK, WAL, UTF8] = [1, 2, 1]

interface Pages {
  readonly file: FileHandle
  readonly pageSize: number
  readonly count: number
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw damaged(`${position} B`)
  return buffer
}

/** The header, judged. @throws FileRefused where it is none, or the file is shorter than it says */
async function pagesOf(file: FileHandle): Promise<Pages> {
  const { size } = await file.stat()
  const header = await bytesAt(file, 0, HEADER)
  const told = header.readUInt16BE(16)
  const pageSize = told === 1 ? 65_536 : told
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw damaged(`page ${pageSize} B`)
  const journal = [header[18], header[19]]
  if (journal.includes(WAL)) throw stillOpen()
  if (journal.some((version) => version !== ROLLBACK)) throw noGeoPackage()
  if (header.readUInt32BE(56) !== UTF8) throw notUtf8()
  const count = header.readUInt32BE(28)
  // the number of pages counts where whoever wrote last kept it
  if (header.readUInt32BE(24) === header.readUInt32BE(92) && count * pageSize > size) {
    throw damaged(`${size} / ${count * pageSize} B`)
  }
  return { file, pageSize, count: Math.floor(size / pageSize) }
}

/** A number of one to nine bytes; nine only of what is far too large. */
function varintAt(page: Buffer, at: number): number {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = page.readUInt8(at + i)
    value = value * 128 + (byte & 127)
    if (byte < 128) return value
  }
  return Infinity
}

/** The numbers that the cells of a page point at. */
function cellsOf(page: Buffer, from: number, length: number): number[] {
  const count = page.readUInt16BE(from + 3)
  return Array.from({ length: count }, (_, i) => page.readUInt16BE(from + length + 2 * i))
}

/**
 * Goes through the pages that hold the schema before SQLite parses it: a tree whose pages lead back to themselves, or that is
 * endless, would keep it busy for ever. @see sqlite.org/fileformat2.html 1.6
 */
async function walk({ file, pageSize, count }: Pages): Promise<void> {
  const seen = new Set<number>()
  const next = [1]
  let [entries, words] = [0, 0]
  for (let number = next.pop(); number !== undefined; number = next.pop()) {
    if (number < 1 || number > count || seen.has(number)) throw damaged(`page ${number}`)
    seen.add(number)
    const page = await bytesAt(file, (number - 1) * pageSize, pageSize)
    const from = number === 1 ? HEADER : 0
    if (page[from] === INTERIOR) {
      next.push(page.readUInt32BE(from + 8), ...cellsOf(page, from, 12).map((at) => page.readUInt32BE(at)))
    } else if (page[from] === LEAF) {
      const lengths = cellsOf(page, from, 8).map((at) => varintAt(page, at))
      entries += lengths.length
      words += lengths.reduce((sum, length) => sum + length, 0)
    } else throw damaged(`page ${number}`)
    if (seen.size + next.length + entries > MOST_ENTRIES || words > MOST_WORDS) throw damaged(`${entries} tables`)
  }
}

/** Judges header and schema of a database by its bytes. @throws FileRefused that says why it is not to be opened */
export async function checkPages(path: string): Promise<void> {
  const file = await open(path)
  try {
    await walk(await pagesOf(file))
  } catch (error) {
    if (error instanceof RangeError) throw damaged('schema')
    throw error
  } finally {
    await file.close()
  }
}
