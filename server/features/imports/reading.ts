import type { Encoding } from '../../files/encoding.ts'
import type { Report } from '../../files/checkRows.ts'
import type { Datum } from '../../files/datum.ts'
import { groupsBy } from '../../files/groups.ts'
import { openPolygons } from '../../files/read.ts'
import type { Issue, SourceRow, Table } from '../../files/rows.ts'
import { openGrounds, openRows } from '../../files/source.ts'
import { enterpriseCheck } from './enterprises.ts'
import { gridCheck } from './grids.ts'
import { kindCheck } from './kinds/check.ts'
import { type JudgedRow, judgedRow, type LateRow, lateRow, unreadRow } from './judge.ts'
import type { Made } from './made.ts'
import type { Bounds, Mapping, Override } from './mapping.ts'
import { type Lookup, lookupOf } from './overrides.ts'

/** A file, and all that is needed to read and check its rows; plain enough to be handed to another thread. */
export interface Reading {
  readonly path: string
  readonly mapping: Mapping
  readonly datum: Datum
  readonly sheet?: string | undefined
  readonly encoding?: Encoding | undefined
  /** WGS 84; undefined where nothing is outside. */
  readonly bounds?: Bounds | undefined
  readonly overrides: readonly Override[]
  /** Rows up to this number are staged already. */
  readonly after: number
  /** Milliseconds since 1970: what is later has not happened. */
  readonly now: number
}

/** Checked rows as JSON, what was found out late of earlier ones, the number of the last row, and the share of the file that is read. */
export interface Batch {
  readonly rows: string
  readonly late: string | null
  readonly last: number
  readonly share: number
}

/** A file whose rows come checked. */
export interface CheckedFile {
  readonly columns: readonly string[]
  readonly of: Table['of']
  batches(): AsyncIterable<Batch>
}

interface Source<Row extends SourceRow> {
  readonly columns: readonly string[]
  readonly of?: Table['of']
  batches(): AsyncIterable<{ readonly rows: readonly Row[]; readonly issues: readonly Issue[]; readonly share: number }>
}

interface Rows<Row extends SourceRow> {
  readonly rows: readonly Row[]
  readonly issues: readonly Issue[]
}

/** Rows of one transaction: what a transaction and its plan cost is shared by so many. */
const MOST_ROWS = 3_000
/** Characters of the same: rows may be wide. */
const MOST_LENGTH = 1_000_000

/** A row as JSON without what is not there. */
const brief = ({ row, key, made, lng, lat, cells, issues, rejected, warned }: JudgedRow): string =>
  JSON.stringify({
    row,
    key,
    made,
    lng: lng ?? undefined,
    lat: lat ?? undefined,
    cells: cells ?? undefined,
    issues: issues ?? undefined,
    rejected: rejected || undefined,
    warned: warned || undefined,
  })

const isKind = ({ capability }: Mapping): boolean => capability !== 'enterprises' && capability !== 'grids'

/** Judges rows with what could not be read of them. Of rows that have gone by before this batch (`seen`) issues come late. */
function judgeBatch<Row extends SourceRow>(
  { rows, issues }: Rows<Row>,
  { after, seen, lookup }: { readonly after: number; readonly seen: number; readonly lookup: Lookup },
  judge: (row: Row, unread: readonly Issue[]) => JudgedRow,
): { judged: JudgedRow[]; late: LateRow[] } {
  const unread = new Map(groupsBy(issues, ({ row }) => row))
  const judged: JudgedRow[] = []
  const late: LateRow[] = []
  for (const row of rows) {
    const found = unread.get(row.row) ?? []
    unread.delete(row.row)
    if (row.row > after) judged.push(judge(row, found))
  }
  for (const [row, found] of unread) {
    if (row <= seen) late.push(lateRow(row, found, lookup))
    else if (row > after) judged.push(unreadRow(row, found))
  }
  return { judged, late }
}

async function checked<Row extends SourceRow>(
  source: Source<Row>,
  check: (row: Row, report: Report) => Made | undefined,
  { overrides, after, mapping }: Reading,
): Promise<CheckedFile> {
  const lookup = lookupOf(overrides)
  const judge = (row: Row, unread: readonly Issue[]) => {
    const made = judgedRow(row, unread, check, lookup)
    // which cells of a workbook are merged is told at its end, when its rows have gone by; so are enterprises that nobody knows
    return source.of === 'cells' || isKind(mapping) ? { ...made, cells: row.cells } : made
  }
  async function* batches() {
    const rows: string[] = []
    let [seen, length] = [0, 0]
    const gathered = (late: readonly LateRow[], share: number): Batch => {
      length = 0
      return {
        rows: `[${rows.splice(0).join(',')}]`,
        late: late.length > 0 ? JSON.stringify(late) : null,
        last: Math.max(seen, after),
        share,
      }
    }
    for await (const batch of source.batches()) {
      const { judged, late } = judgeBatch(batch, { after, seen, lookup }, judge)
      for (const { row } of [...batch.rows, ...judged]) if (row > seen) seen = row
      for (const row of judged) length += rows[rows.push(brief(row)) - 1]?.length ?? 0
      // what is told late of a row may be of one that is gathered: it goes behind the rows, with them
      if (rows.length >= MOST_ROWS || length >= MOST_LENGTH || late.length > 0) yield gathered(late, batch.share)
    }
    if (rows.length > 0) yield gathered([], 1)
  }
  return { columns: source.columns, of: source.of, batches }
}

/** The columns of the file by which its header is known. */
export function namesIn({ columns, ...rest }: Mapping): string[] {
  const mapped = [...Object.values(columns), ...('key' in rest ? [rest.key] : [])]
  return mapped.flatMap((column) => (column ? [column.column] : []))
}

/** Opens a file for reading and checking. @throws FileRefused where it cannot be read as it is mapped */
export async function openChecked(reading: Reading): Promise<CheckedFile> {
  const { path, mapping, datum, overrides, bounds } = reading
  const encoding = reading.encoding ?? mapping.encoding
  const sheet = reading.sheet ?? mapping.sheet
  if (mapping.capability === 'grids') {
    const source = await openPolygons(path, { sheet, encoding })
    return checked(source, gridCheck(source, mapping, datum), reading)
  }
  const options = {
    encoding,
    delimiter: mapping.delimiter,
    sheet,
    names: namesIn(mapping),
  }
  const source = await (mapping.capability === 'places' ? openGrounds : openRows)(path, options)
  if (mapping.capability !== 'enterprises')
    return checked(
      source,
      kindCheck(source, mapping, { datum, bounds, lookup: lookupOf(overrides), now: reading.now }),
      reading,
    )
  return checked(source, enterpriseCheck(source, mapping, { datum, bounds, lookup: lookupOf(overrides) }), reading)
}
