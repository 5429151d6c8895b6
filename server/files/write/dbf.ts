import type { Value, WrittenColumn, WrittenTable } from './table.ts'

/** Bytes of a text field at most; characters and decimals of a number. @see dBASE III file structure */
const [LONGEST_TEXT, LONGEST_NUMBER, MOST_DECIMALS] = [254, 20, 15]
const encoder = new TextEncoder()

/** How long the values of a column are, and how many texts of it are longer than a field can be. */
export interface FieldSize {
  /** Bytes of text; of numbers the digits before the point, with the sign. */
  length: number
  decimals: number
  shortened: number
}

/** A number without exponent. */
const plain = (value: number) => {
  const text = String(value)
  return text.includes('e') ? value.toFixed(MOST_DECIMALS) : text
}
export const emptySizes = ({ columns }: WrittenTable): FieldSize[] =>
  columns.map(() => ({ length: 1, decimals: 0, shortened: 0 }))

/** Makes the sizes fit a row too. */
export function measureFields(sizes: readonly FieldSize[], values: readonly Value[]): void {
  for (const [i, size] of sizes.entries()) {
    const value = values[i] ?? ''
    if (typeof value === 'number') {
      const [whole = '', fraction = ''] = plain(value).split('.')
      size.decimals = Math.max(size.decimals, Math.min(MOST_DECIMALS, fraction.length))
      size.length = Math.max(size.length, whole.length)
    } else if (value !== '') {
      const bytes = Buffer.byteLength(value)
      if (bytes > LONGEST_TEXT) size.shortened += 1
      size.length = Math.max(size.length, Math.min(bytes, LONGEST_TEXT))
    }
  }
}

/** The field of a column: room for the longest integer part beside as many decimals as fit. */
function fieldOf({ number }: WrittenColumn, size: FieldSize | undefined): { length: number; decimals: number } {
  const { length, decimals: most } = size ?? { length: 1, decimals: 0 }
  const decimals = number ? Math.max(0, Math.min(most, LONGEST_NUMBER - length - 1)) : 0
  return { length: length + (decimals > 0 ? decimals + 1 : 0), decimals }
}

/** Header of a table of so many records whose fields have these sizes. */
export function dbfHeader(columns: readonly WrittenColumn[], sizes: readonly FieldSize[], n: number, at: Date): Buffer {
  const header = Buffer.alloc(32 + 32 * columns.length + 1)
  header.set([0x03, at.getUTCFullYear() - 1900, at.getUTCMonth() + 1, at.getUTCDate()])
  header.writeUInt32LE(n, 4)
  header.writeUInt16LE(header.length, 8)
  let record = 1
  for (const [i, column] of columns.entries()) {
    const { length, decimals } = fieldOf(column, sizes[i])
    const from = 32 + 32 * i
    header.write(column.field, from, 10, 'latin1')
    header.write(column.number ? 'N' : 'C', from + 11, 'latin1')
    header.set([length, decimals], from + 16)
    record += length
  }
  header.writeUInt16LE(record, 10)
  header[header.length - 1] = 0x0d
  return header
}

/** A record. A text that is too long ends with its last whole character. */
export function dbfRecord(columns: readonly WrittenColumn[], sizes: readonly FieldSize[], values: readonly Value[]) {
  const fields = columns.map((column, i) => fieldOf(column, sizes[i]))
  const record = Buffer.alloc(1 + fields.reduce((sum, { length }) => sum + length, 0), 0x20)
  let at = 1
  for (const [i, { length, decimals }] of fields.entries()) {
    const value = values[i] ?? ''
    const field = record.subarray(at, at + length)
    if (typeof value === 'number') field.write(value.toFixed(decimals).padStart(length), 'latin1')
    else encoder.encodeInto(value, field)
    at += length
  }
  return record
}

/** What ends the records. */
export const DBF_END = Buffer.from([0x1a])
