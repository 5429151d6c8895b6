import type { Archive } from '../archive.ts'
import { cellFaults } from '../cellFaults.ts'
import { columnsOf, headerIn } from '../header.ts'
import type { Issue, SourceRow, Table } from '../rows.ts'
import { lettersOf } from './letters.ts'
import { checkHeader, mergedFaults } from './merged.ts'
import { readFormats, readStrings } from './parts.ts'
import { type CellFault, readSheet } from './sheet.ts'
import { readWorkbook, sheetIn } from './workbook.ts'

export interface XlsxOptions {
  /** The first that can be seen where left out. */
  readonly sheet?: string | undefined
  /** Names by which the header is known where titles stand above it. */
  readonly names?: readonly string[] | undefined
  /** Told the share of the sheet that has been read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

async function* counted(chunks: AsyncIterable<Buffer>, size: number, onProgress: (share: number) => void) {
  let seen = 0
  for await (const chunk of chunks) {
    yield chunk
    seen += chunk.length
    onProgress(Math.min(1, seen / size))
  }
}

/** The row with one cell for each column, and what stands where no column has a name. */
function fitted({ row, cells }: SourceRow, columns: readonly string[]): { row: SourceRow; unnamed: Issue[] } {
  const unnamed = cells.flatMap((cell, i) =>
    cell.trim() === '' || (columns[i] ?? '') !== ''
      ? []
      : [{ row, column: lettersOf(i), rule: 'no-heading', found: cell.slice(0, 200) }],
  )
  return { row: { row, cells: columns.map((_, i) => cells[i] ?? '') }, unnamed }
}

/**
 * One sheet of a workbook as a table, read as it is unpacked; formulas by the values that were kept with them.
 * @throws FileRefused where it is damaged, too large, or its header is merged
 */
export async function readXlsx(archive: Archive, options: XlsxOptions = {}): Promise<Table> {
  const workbook = await readWorkbook(archive)
  const { part } = sheetIn(workbook, options.sheet)
  const strings = await readStrings(archive, workbook.strings)
  const formats = await readFormats(archive, workbook.styles)
  const chunks = counted(archive.stream(part), archive.size(part), options.onProgress ?? (() => {}))
  const sheet = await readSheet(chunks, { part, strings, formats, from1904: workbook.from1904 })

  const { place, found } = headerIn(sheet.rows, options.names)
  const header = sheet.rows[place] ?? { row: 1, cells: [] }
  checkHeader(sheet.merged, header, found)
  const columns = columnsOf(header)
  const body = sheet.rows.slice(place + 1).map((row) => fitted(row, columns))
  const rows = body.map(({ row }) => row)
  // what stands in a column that nobody reads, or above the header, is no fault
  const read = new Set(options.names ?? columns)
  const shown = ({ row, place: at, rule, found: what }: CellFault): Issue[] => {
    const column = columns[at] ?? ''
    return row > header.row && column !== '' && read.has(column) ? [{ row, column, rule, found: what }] : []
  }
  const issues = [
    ...[...sheet.faults, ...mergedFaults(sheet.merged, rows)].flatMap(shown),
    ...body.flatMap(({ row, unnamed }) => [...unnamed, ...cellFaults(row, columns)]),
  ]
  return { columns, rows, issues: issues.sort((a, b) => a.row - b.row), of: 'cells' }
}
