import { batcher, tableOf } from './batches.ts'
import { cellFaults } from './cellFaults.ts'
import { undefused } from './csvLine.ts'
import { recordReader } from './csvRecords.ts'
import { columnsOf, headerIn, type HeaderOptions, TOP } from './header.ts'
import type { Batch, Issue, RowSource, SourceRow, Table } from './rows.ts'

export interface CsvOptions extends HeaderOptions {
  /** Told by the first line where left out. */
  readonly delimiter?: string | undefined
}

/** A piece of a text, cut anywhere, and the share of its bytes that has been read with it, 0 to 1. */
export interface Piece {
  readonly text: string
  readonly share: number
}

/** How a CSV text is laid out, as its top tells. */
interface CsvLayout {
  readonly delimiter: string
  readonly header: SourceRow
  readonly columns: readonly string[]
}

const DELIMITERS = [',', ';', '\t', '|'] as const
const CHUNK = 1 << 18
/** Characters by which the delimiter is told. */
const HEAD = 65_536

/** First line by which Excel is told the delimiter; it is no row of the table, though it counts as one. */
const SEP = /^sep=([^\r\n])(?:\r\n|\n|\r)/i

/** The delimiter that the first line says, or has most of, outside quotes. */
export function delimiterOf(text: string): string {
  const [, said] = SEP.exec(text) ?? []
  if (said !== undefined) return said
  const [first = ''] = text.slice(0, HEAD).replaceAll(/"[^"]*"/g, '').split(/\r|\n/, 1) // prettier-ignore
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, n: first.split(delimiter).length }))
  return counted.reduce((most, each) => (each.n > most.n ? each : most)).delimiter
}

/** The pieces without the zeros at the very end of their text. */
async function* withoutLastZeros(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  let zeros = 0
  for await (const { text, share } of pieces) {
    const kept = text.replace(/\0+$/, '')
    for (; kept !== '' && zeros > 0; zeros -= Math.min(zeros, CHUNK)) yield { text: '\0'.repeat(Math.min(zeros, CHUNK)), share } // prettier-ignore
    if (kept !== '') yield { text: kept, share }
    zeros += text.length - kept.length
  }
} // prettier-ignore

/** The first records of a text, its delimiter, and whether its first line says that delimiter. */
async function topOf(pieces: AsyncIterable<Piece>, declared: string | undefined) {
  const records: SourceRow[] = []
  const sink = { record: (record: SourceRow) => records.push(record), fault: () => {} }
  let head = ''
  let [delimiter, reader] = [declared ?? ',', recordReader(',', sink)]
  let begun = false
  function begin(): void {
    delimiter = declared ?? delimiterOf(head)
    reader = recordReader(delimiter, sink)
    reader.write(head)
    begun = true
  }
  for await (const { text } of withoutLastZeros(pieces)) {
    if (begun) reader.write(text)
    else head += text
    if (!begun && head.length >= HEAD) begin()
    if (records.length > TOP) return { records, delimiter, said: SEP.test(head) }
  }
  if (!begun) begin()
  reader.end()
  return { records, delimiter, said: SEP.test(head) }
}

/** How a text is laid out; only its top is read. @throws FileRefused where there is no header, or more than is taken */
async function layoutOf(pieces: AsyncIterable<Piece>, options: CsvOptions = {}): Promise<CsvLayout> {
  const { records, delimiter, said } = await topOf(pieces, options.delimiter)
  if (said) records.shift()
  const { place } = headerIn(records, options)
  const header = records[place] ?? { row: 1, cells: [] }
  columnsOf(header)
  return { delimiter, header, columns: header.cells.map((cell) => cell.trim()) }
}

/** Rows whose number of cells differs from the header's, and cells that cannot be taken. */
function faultsOf(source: SourceRow, columns: readonly string[]): Issue[] {
  const { row, cells } = source
  if (cells.length === columns.length) return cellFaults(source, columns)
  return [{ row, column: '', rule: 'ragged-row', found: `${cells.length} / ${columns.length}` }]
}

/** As the row was before its cells were defused; most have none that was. */
const asWritten = ({ row, cells }: SourceRow): SourceRow =>
  cells.some((cell) => cell.startsWith("'")) ? { row, cells: cells.map(undefused) } : { row, cells }

async function* batchesOf(pieces: AsyncIterable<Piece>, layout: CsvLayout): AsyncGenerator<Batch, void, undefined> {
  const { delimiter, header, columns } = layout
  const batch = batcher()
  const reader = recordReader(delimiter, {
    record(source) {
      if (source.row <= header.row) return
      const written = asWritten(source)
      batch.row(written, faultsOf(written, columns))
    },
    fault: (issue) => issue.row > header.row && batch.issue(issue),
  })
  for await (const { text, share } of withoutLastZeros(pieces)) {
    reader.write(text)
    yield* batch.full(share)
  }
  reader.end()
  yield* batch.rest()
}

/**
 * A CSV text as rows, read as it comes. The header is the first row at the top that has the `names`, else the first; zero
 * bytes at the very end are left out. `pieces` gives the text from its beginning each time it is called.
 * @throws FileRefused where there is no header, or more than is taken
 */
export async function openCsv(
  pieces: () => AsyncIterable<Piece>,
  options: CsvOptions = {},
): Promise<RowSource & { readonly delimiter: string }> {
  const layout = await layoutOf(pieces(), options)
  const { columns, header, delimiter } = layout
  return { columns, headerRow: header.row, delimiter, batches: () => batchesOf(pieces(), layout) }
}

/** A CSV text as a table, all of it in memory. @throws FileRefused as openCsv does */
export async function readCsv(text: string, options: CsvOptions = {}): Promise<Table> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += CHUNK) yield { text: text.slice(at, at + CHUNK), share: at / text.length }
  }
  return tableOf(await openCsv(pieces, options))
}
