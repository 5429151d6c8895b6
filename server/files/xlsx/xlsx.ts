import { type Archive, openArchive, withArchive } from '../archive.ts'
import { batcher } from '../batches.ts'
import { cellFaults } from '../cellFaults.ts'
import { columnsOf, headerIn, type HeaderOptions, TOP } from '../header.ts'
import type { Batch, Issue, RowSource, SourceRow } from '../rows.ts'
import { lettersOf } from './letters.ts'
import { checkHeader, mergedFaults, rowNumbers } from './merged.ts'
import { readFormats, readStrings } from './parts.ts'
import { type CellFault, type Context, type SheetSink, sheetSteps } from './sheet.ts'
import { readWorkbook, sheetIn, type Workbook } from './workbook.ts'

export interface XlsxOptions extends HeaderOptions {
  /** The first that can be seen where left out. */
  readonly sheet?: string | undefined
  /** Rows from the top of which the texts are wanted; those of others may be a question mark. All where left out. */
  readonly top?: number | undefined
}

/** What is known of a sheet before its rows are read. */
interface Layout {
  readonly context: Context
  readonly header: SourceRow
  /** Whether the header has all the names that are looked for. */
  readonly found: boolean
  readonly columns: readonly string[]
  /** Columns that somebody reads: what stands in others is no fault. */
  readonly read: ReadonlySet<string>
}

const IGNORED: SheetSink = { fault: () => {}, row: () => {}, merged: () => {} }

type Unlettered = Omit<Context, 'stringAt'>

/** How many of the texts that are kept aside the first rows of a sheet refer to. */
async function textsAtTop(archive: Archive, context: Unlettered, rows: number): Promise<number> {
  let [seen, most] = [0, -1]
  const stringAt = (place: number) => {
    most = Math.max(most, place)
    return '?' // not an empty cell
  }
  const sink = { ...IGNORED, row: () => (seen += 1) }
  for await (const _ of sheetSteps(archive.stream(context.part), { ...context, stringAt }, sink))
    if (seen >= rows) break
  return most + 1
}

async function contextOf(archive: Archive, workbook: Workbook, { sheet, top }: XlsxOptions): Promise<Context> {
  const { part } = sheetIn(workbook, sheet)
  const formats = await readFormats(archive, workbook.styles)
  const context = { part, formats, from1904: workbook.from1904 }
  const most = top === undefined ? Infinity : await textsAtTop(archive, context, top)
  const strings = most === 0 ? [] : await readStrings(archive, workbook.strings, most)
  return { ...context, stringAt: (place) => strings[place] ?? (place >= most ? '?' : undefined) }
}

/** Takes what a sheet's cells refer to, and reads its top. */
async function layoutOf(archive: Archive, options: XlsxOptions): Promise<Layout> {
  const context = await contextOf(archive, await readWorkbook(archive), options)
  const { part } = context
  const top: SourceRow[] = []
  for await (const _ of sheetSteps(archive.stream(part), context, { ...IGNORED, row: (row) => top.push(row) })) {
    if (top.length >= TOP) break
  }
  const { place, found } = headerIn(top, options)
  const header = top[place] ?? { row: 1, cells: [] }
  const columns = columnsOf(header)
  return { context, header, found, columns, read: new Set(options.names ?? columns) }
}

/** The row with one cell for each column, and what is wrong with it. */
function fitted({ row, cells }: SourceRow, columns: readonly string[]): [row: SourceRow, faults: Issue[]] {
  const unnamed = cells.flatMap((cell, i) =>
    cell.trim() === '' || (columns[i] ?? '') !== ''
      ? []
      : [{ row, column: lettersOf(i), rule: 'no-heading', found: cell.slice(0, 200) }],
  )
  const whole = { row, cells: columns.map((_, i) => cells[i] ?? '') }
  return [whole, [...unnamed, ...cellFaults(whole, columns)]]
}

async function* counted(chunks: AsyncIterable<Buffer>, seen: { bytes: number }) {
  for await (const chunk of chunks) {
    seen.bytes += chunk.length
    yield chunk
  }
}

async function* batchesOf(archive: Archive, layout: Layout): AsyncGenerator<Batch, void, undefined> {
  const { context, header, found, columns, read } = layout
  const [batch, numbers, merged, seen] = [batcher(), rowNumbers(), [] as string[], { bytes: 0 }]
  let faults: CellFault[] = []
  const shown = ({ row, place, rule, found: what }: CellFault): Issue[] => {
    const column = columns[place] ?? ''
    return column !== '' && read.has(column) ? [{ row, column, rule, found: what }] : []
  }
  const sink: SheetSink = {
    fault: (fault) => fault.row > header.row && faults.push(fault),
    row(source) {
      if (source.row <= header.row) return
      const [row, more] = fitted(source, columns)
      numbers.add(row.row)
      batch.row(row, [...faults.flatMap(shown), ...more])
      faults = []
    },
    merged: (range) => merged.push(range),
  }
  const size = archive.size(context.part)
  for await (const _ of sheetSteps(counted(archive.stream(context.part), seen), context, sink)) {
    yield* batch.full(Math.min(1, seen.bytes / size))
  }
  checkHeader(merged, header, found)
  for (const issue of mergedFaults(merged, numbers).flatMap(shown)) batch.issue(issue)
  yield* batch.rest()
}

async function* opened(path: string, layout: Layout): AsyncGenerator<Batch, void, undefined> {
  const archive = await openArchive(path)
  try {
    yield* batchesOf(archive, layout)
  } finally {
    archive.close()
  }
}

/**
 * One sheet of a workbook, read as it is unpacked; formulas by the values that were kept with them.
 * @throws FileRefused where it is damaged, too large, or, once it is read, its header is merged
 */
export async function openXlsx(path: string, options: XlsxOptions = {}): Promise<RowSource> {
  const layout = await withArchive(path, (archive) => layoutOf(archive, options))
  return { columns: layout.columns, headerRow: layout.header.row, of: 'cells', batches: () => opened(path, layout) }
}
