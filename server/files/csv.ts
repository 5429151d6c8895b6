import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CsvError, parse } from 'csv-parse'
import { cellFaults } from './cellFaults.ts'
import { columnsOf, headerIn } from './header.ts'
import { MOST, rowBudget, tooManyRows } from './limits.ts'
import type { Issue, SourceRow, Table } from './rows.ts'

export interface CsvOptions {
  /** Told by the first line where left out. */
  readonly delimiter?: string | undefined
  /** Names by which the header is known where titles stand above it. */
  readonly names?: readonly string[] | undefined
  /** Told the share of the text that has been read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

const DELIMITERS = [',', ';', '\t', '|'] as const
const CHUNK = 1 << 18
/** Longest record, bytes of UTF-8: an open quote may not swallow a file unseen. */
const LONGEST_RECORD = 1_000_000

/** First line by which Excel is told the delimiter; it is no row of the table, though it counts as one. */
const SEP = /^sep=([^\r\n])(?:\r\n|\n|\r)/i

/** The delimiter that the first line says, or has most of, outside quotes. */
export function delimiterOf(text: string): string {
  const [, said] = SEP.exec(text) ?? []
  if (said !== undefined) return said
  const [first = ''] = text.slice(0, 65_536).replaceAll(/"[^"]*"/g, '').split(/\r|\n/, 1) // prettier-ignore
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, n: first.split(delimiter).length }))
  return counted.reduce((most, each) => (each.n > most.n ? each : most)).delimiter
}

function* chunksOf(text: string, onProgress: (share: number) => void) {
  for (let at = 0; at < text.length; at += CHUNK) {
    yield text.slice(at, at + CHUNK)
    onProgress(Math.min(1, (at + CHUNK) / text.length))
  }
}

/** Names the fault of a record that the parser gave up on. */
const ruleOf = ({ code }: CsvError) => (code === 'CSV_QUOTE_NOT_CLOSED' ? 'quote-not-closed' : 'csv-malformed')

/** @throws FileRefused where there are more lines than rows that are taken; a `\r\n` is one line break */
function checkLines(text: string): void {
  const breaks = /\r\n|\n|\r/g
  for (let lines = 0; breaks.test(text); lines++) if (lines > MOST.rows) throw tooManyRows()
}

/** The lines of a text that has no quote, where a line is a record; undefined where one may be too long for a record. */
function plainLines(text: string): string[] | undefined {
  checkLines(text)
  const lines = text.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return lines.some((line) => line.length * 3 >= LONGEST_RECORD) ? undefined : lines // three bytes a character
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '')

/** Every record of the text in order; those that cannot be read as issues of their row. Blank lines count as rows. */
async function recordsOf(text: string, options: CsvOptions): Promise<{ records: SourceRow[]; issues: Issue[] }> {
  const delimiter = options.delimiter ?? delimiterOf(text)
  // without a quote and its rules, splitting says the same as the parser in a tenth of the time
  const lines = text.includes('"') ? undefined : plainLines(text)
  if (!lines) return parsedRecords(text, { ...options, delimiter })
  const records: SourceRow[] = []
  const count = rowBudget()
  for (const [i, line] of lines.entries()) {
    const cells = line.split(delimiter)
    if (isBlank(cells)) continue
    count(cells.length)
    records.push({ row: i + 1, cells })
  }
  options.onProgress?.(1)
  return { records, issues: [] }
}

/** As recordsOf, with quotes and the line breaks and delimiters in them. */
async function parsedRecords(text: string, { delimiter, onProgress = () => {} }: CsvOptions & { delimiter: string }) {
  const count = rowBudget()
  const records: SourceRow[] = []
  const issues: Issue[] = []
  let row = 0
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true, // a quote inside a cell that began without one is a character
    skip_records_with_error: true,
    max_record_size: LONGEST_RECORD,
    on_skip: (error) => {
      row += 1
      const found = error?.message ?? ''
      issues.push({ row, column: '', rule: error ? ruleOf(error) : 'csv-malformed', found: found.slice(0, 200) })
      return undefined
    },
    on_record: (cells: string[]) => {
      row += 1
      if (isBlank(cells)) return null
      count(cells.length)
      records.push({ row, cells })
      return null
    },
  })
  const sink = new Writable({ objectMode: true, write: (_, _encoding, done) => done() })
  await pipeline(Readable.from(chunksOf(text, onProgress)), parser, sink)
  return { records, issues }
}

/** Rows whose number of cells differs from the header's, and cells that cannot be taken. */
function faultsOf(source: SourceRow, columns: readonly string[]): Issue[] {
  const { row, cells } = source
  if (cells.length === columns.length) return cellFaults(source, columns)
  return [{ row, column: '', rule: 'ragged-row', found: `${cells.length} / ${columns.length}` }]
}

/**
 * A CSV text as a table. The header is the first row at the top that has the `names`, else the first; zero bytes at the
 * very end are left out. @throws FileRefused where there is no header, or more than is taken
 */
export async function readCsv(text: string, options: CsvOptions = {}): Promise<Table> {
  const { records, issues } = await recordsOf(text.replace(/\0+$/, ''), options)
  if (SEP.test(text)) records.shift()
  const { place } = headerIn(records, options.names)
  const header = records[place] ?? { row: 1, cells: [] }
  const columns = header.cells.map((cell) => cell.trim())
  columnsOf(header)
  const rows = records.slice(place + 1)
  const faults = rows.flatMap((row) => faultsOf(row, columns))
  const below = issues.filter(({ row }) => row > header.row)
  return { columns, rows, issues: [...below, ...faults].sort((a, b) => a.row - b.row) }
}
