import iconv from 'iconv-lite'
import { detectEncoding } from '../encoding.ts'
import { MOST, tooManyCells, tooManyColumns, tooManyRows } from '../limits.ts'
import { FileRefused } from '../rows.ts'
import { encodingOfCpg, encodingOfLanguage } from './codePage.ts'

/** The attributes of a shapefile. */
export interface DbfTable {
  readonly columns: readonly string[]
  readonly count: number
  /** The cells of a record, counted from 0; undefined where it was deleted. */
  record(index: number): readonly string[] | undefined
}

interface Field {
  readonly name: Buffer
  readonly type: string
  readonly start: number
  readonly length: number
}

function damaged(why: string): FileRefused {
  return new FileRefused(
    `.dbf 损坏或被截断（${why}）。请重新导出 Shapefile，并检查压缩包是否完整。`,
    `The .dbf is damaged or cut off (${why}). Export the shapefile again, and check that the zip is whole.`,
  )
}

const untilZero = (bytes: Buffer) => (bytes.includes(0) ? bytes.subarray(0, bytes.indexOf(0)) : bytes)

/** The fields that the header describes. @see dBASE III file structure: 32 bytes each, ended by 0x0D */
function fieldsIn(bytes: Buffer, headerLength: number, recordLength: number): Field[] {
  const fields: Field[] = []
  let start = 1
  for (let at = 32; at + 32 <= headerLength && bytes[at] !== 0x0d; at += 32) {
    const type = String.fromCharCode(bytes[at + 11] ?? 0)
    const length = bytes[at + 16] ?? 0
    if (!/[A-Z@+0-9]/.test(type)) throw damaged(`field ${fields.length + 1}`)
    fields.push({ name: untilZero(bytes.subarray(at, at + 11)), type, start, length })
    start += length
  }
  if (start > recordLength) throw damaged(`${start} / ${recordLength} B`)
  if (fields.length > MOST.columns) throw tooManyColumns()
  return fields
}

/** The text of a value as others write it: days by ISO 8601, truth as `true` and `false`, nothing as ''. */
function textOf(type: string, raw: string): string {
  const text = raw.replace(/[\0\s]+$/, '')
  if (type === 'D') return text.trim().replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  if (type === 'L') return /^[TtYy]$/.test(text) ? 'true' : /^[FfNn]$/.test(text) ? 'false' : ''
  if (type === 'N' || type === 'F') return /^\**$/.test(text.trim()) ? '' : text.trim()
  return text
}

/** A name of ten bytes may end in the middle of a character. */
const nameOf = (bytes: Buffer, encoding: string) => iconv.decode(bytes, encoding).replace(/\uFFFD$/, '').trim() // prettier-ignore

/**
 * Reads a `.dbf`. Its encoding is the one that the `.cpg` names, then the declared, then that of its language byte, then
 * the one that its bytes look like. @throws FileRefused where it is damaged, cut off, or claims more than it holds
 */
export function readDbf(bytes: Buffer, cpg: string | undefined, declared: string | undefined): DbfTable {
  if (bytes.length < 33) throw damaged(`${bytes.length} B`)
  const [count, headerLength, recordLength] = [bytes.readUInt32LE(4), bytes.readUInt16LE(8), bytes.readUInt16LE(10)]
  if (headerLength < 33 || headerLength > bytes.length || recordLength < 1) throw damaged('header')
  if (headerLength + count * recordLength > bytes.length)
    throw damaged(`${count} × ${recordLength} B / ${bytes.length} B`)
  if (count > MOST.rows) throw tooManyRows()
  const fields = fieldsIn(bytes, headerLength, recordLength)
  const encoding =
    encodingOfCpg(cpg ?? '') ??
    declared ??
    encodingOfLanguage(bytes[29] ?? 0) ??
    detectEncoding(bytes.subarray(headerLength))
  if (count * fields.length > MOST.cells) throw tooManyCells()
  const record = (index: number) => {
    const line = bytes.subarray(headerLength + index * recordLength, headerLength + (index + 1) * recordLength)
    if (line[0] === 0x2a) return undefined
    return fields.map(({ type, start, length }) =>
      textOf(type, iconv.decode(line.subarray(start, start + length), encoding)),
    )
  }
  return { columns: fields.map(({ name }) => nameOf(name, encoding)), count, record }
}
