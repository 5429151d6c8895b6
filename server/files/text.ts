import { isAscii } from 'node:buffer'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import iconv from 'iconv-lite'
import type { Piece } from './csv.ts'
import { decoderOf } from './decoder.ts'
import { detectEncoding, type Encoding, markedAs, SAMPLE } from './encoding.ts'
import { MOST } from './limits.ts'
import { FileRefused } from './rows.ts'

/** An encoding, and what told it: the byte order mark, a declaration, or what the bytes look like. */
export interface Told {
  readonly encoding: Encoding | 'cp1252'
  readonly by: 'mark' | 'declared' | 'detected'
}

/** Bytes read at a time. */
const CHUNK = 1 << 16

/** What the first bytes of a text tell of its encoding: the mark decides, then what is declared, then what they look like. */
function toldBy(bytes: Buffer, declared: Encoding | undefined): Told {
  const marked = markedAs(bytes)
  if (marked) return { encoding: marked, by: 'mark' }
  return declared ? { encoding: declared, by: 'declared' } : { encoding: detectEncoding(bytes), by: 'detected' }
}

/**
 * Bytes as text. A byte order mark decides, then what is declared, then what the bytes look like. What cannot be read
 * becomes U+FFFD, which the rows' check reports.
 */
export function decode(bytes: Buffer, declared?: Encoding): { text: string; encoding: Encoding | 'cp1252' } {
  const { encoding } = toldBy(bytes, declared)
  return { text: iconv.decode(bytes, encoding, { stripBOM: true }), encoding }
}

function tooLarge(): FileRefused {
  const most = MOST.bytes / 2 ** 20
  return new FileRefused(
    `文件超过 ${most} MB，请拆分后分别导入。`,
    `The file is larger than ${most} MB. Split it, and import the parts.`,
  )
}

const withReason = (path: string, error: unknown): Error => {
  if (error instanceof FileRefused || error instanceof RangeError) return error
  const { code } = error as NodeJS.ErrnoException
  return new FileRefused(
    `无法读取 ${path}（${code}）。请检查路径与权限。`,
    `${path} cannot be read (${code}). Check the path and its permissions.`,
  )
}

/** The first bytes of a file, so many at most. @throws FileRefused where it is too large or cannot be read */
export async function headOf(path: string, most: number): Promise<Buffer> {
  try {
    const file = await open(path)
    try {
      if ((await file.stat()).size > MOST.bytes) throw tooLarge()
      const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw withReason(path, error)
  }
}

/** The bytes of a file. @throws FileRefused where it is too large or cannot be read */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > MOST.bytes) throw tooLarge()
    return bytes
  } catch (error) {
    throw withReason(path, error)
  }
}

/** The next bytes of an open file; none at its end. */
async function nextOf(file: FileHandle, path: string): Promise<Buffer> {
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, null)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw withReason(path, error)
  }
}

/** The bytes of a file as they are read; leaving the loop closes it. @throws FileRefused as readBytes does */
export async function* chunksOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path).catch((error: unknown) => {
    throw withReason(path, error)
  })
  try {
    for (let seen = 0; ;) {
      const chunk = await nextOf(file, path)
      seen += chunk.length
      if (seen > MOST.bytes) throw tooLarge()
      if (chunk.length === 0) return
      yield chunk
    }
  } finally {
    await file.close()
  }
}

/** The first bytes of a text from its first character beyond ASCII on; none where it has no such character. */
async function beyondAscii(path: string): Promise<Buffer> {
  let sample = Buffer.alloc(0)
  for await (const chunk of chunksOf(path)) {
    const from = sample.length > 0 || isAscii(chunk) ? 0 : chunk.findIndex((byte) => byte > 127)
    if (sample.length > 0 || !isAscii(chunk)) sample = Buffer.concat([sample, chunk.subarray(from)])
    if (sample.length >= SAMPLE) break
  }
  return sample
}

/**
 * The encoding of a text by its head. Where that is all ASCII, the first characters beyond it tell. What comes later and
 * is no such text becomes U+FFFD. @throws FileRefused where it is too large or cannot be read
 */
export async function encodingOf(path: string, declared?: Encoding): Promise<Told> {
  const head = await headOf(path, SAMPLE)
  const told = toldBy(head, declared)
  if (told.by !== 'detected' || told.encoding !== 'utf8' || head.length < SAMPLE || !isAscii(head)) return told
  return { encoding: detectEncoding(await beyondAscii(path)), by: 'detected' }
}

/** Bytes of a text as its pieces; `size` is how many there are in all. */
export async function* piecesOf(
  chunks: AsyncIterable<Buffer>,
  encoding: string,
  size: number,
): AsyncGenerator<Piece, void, undefined> {
  const decoder = decoderOf(encoding)
  let seen = 0
  for await (const chunk of chunks) {
    seen += chunk.length
    const text = decoder.write(chunk)
    if (text !== '') yield { text, share: Math.min(1, seen / size) }
  }
  const last = decoder.end()
  if (last !== '') yield { text: last, share: 1 }
}
