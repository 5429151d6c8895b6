import type { Report } from '../../files/checkRows.ts'
import type { Issue, SourceRow } from '../../files/rows.ts'
import type { Made } from './made.ts'
import type { Lookup } from './overrides.ts'
import { RULES } from './rules.ts'

/** An issue of a row; `reason` where the rule was set aside for it, `every` where it was for all rows. */
export interface Finding extends Omit<Issue, 'row'> {
  readonly reason?: string
  readonly every?: true
}

/** A row as it is staged. */
export interface JudgedRow {
  readonly row: number
  readonly key: string | null
  readonly made: Made['columns'] | null
  readonly lng: number | null
  readonly lat: number | null
  /** Its cells as they were, where they may be wanted again. */
  readonly cells: readonly string[] | null
  readonly issues: readonly Finding[] | null
  readonly rejected: boolean
  /** It will be published, and something is to be looked at. */
  readonly warned: boolean
}

/** Whether an issue keeps its row out of the book. */
export const isError = ({ rule }: Pick<Issue, 'rule'>): boolean => !RULES[rule]?.warning

/** A cell that could not be read is named once: what the check makes of what is left of it says nothing more. */
function joined(unread: readonly Issue[], checks: readonly Issue[]): Issue[] {
  if (unread.length === 0) return [...checks]
  const columns = new Set(unread.map(({ column }) => column).filter((column) => column !== ''))
  return [...unread, ...checks.filter(({ column }) => !columns.has(column))]
}

interface Found {
  readonly issues: readonly Issue[]
  readonly key?: string | undefined
  readonly cells?: readonly string[] | undefined
}

/** What issues say of a row together, once overrides have set aside what they may. */
function verdict(row: number, { issues, key = '', cells }: Found, lookup: Lookup) {
  if (issues.length === 0) return { cells: null, issues: null, rejected: false, warned: false }
  const findings = issues.map(({ column, rule, found }): Finding => {
    const aside = lookup(row, key, rule)
    return { column, rule, found, ...(aside && { reason: aside.reason, ...('every' in aside && { every: true }) }) }
  })
  const standing = findings.filter(({ reason }) => reason === undefined)
  const rejected = standing.some(isError)
  // who sets a rule aside for all rows has not looked at each: they go on being marked
  const warned = !rejected && (standing.some((one) => !isError(one)) || findings.some(({ every }) => every))
  return { cells: cells ?? null, issues: findings, rejected, warned }
}

/** Checks a row that could be read. */
export function judgedRow<Row extends SourceRow>(
  source: Row,
  unread: readonly Issue[],
  check: (row: Row, report: Report) => Made | undefined,
  lookup: Lookup,
): JudgedRow {
  const checks: Issue[] = []
  const made = check(source, (column, rule, found) => checks.push({ row: source.row, column, rule, found }))
  const found = { issues: joined(unread, checks), key: made?.key, cells: source.cells }
  const judged = verdict(source.row, found, lookup)
  const [lng, lat] = made?.at ?? [null, null]
  const rejected = judged.rejected || made === undefined
  const warned = judged.warned && !rejected
  return { row: source.row, key: made?.key ?? null, made: made?.columns ?? null, lng, lat, ...judged, rejected, warned }
}

/** A row that could not be read. */
export function unreadRow(row: number, issues: readonly Issue[]): JudgedRow {
  const judged = verdict(row, { issues }, () => undefined)
  return { row, key: null, made: null, lng: null, lat: null, ...judged, rejected: true, warned: false }
}

/** What is found out late of a row that is staged already. */
export type LateRow = Pick<JudgedRow, 'row' | 'issues' | 'rejected' | 'warned'>
export function lateRow(row: number, issues: readonly Issue[], lookup: Lookup): LateRow {
  const { issues: findings, rejected, warned } = verdict(row, { issues }, lookup)
  return { row, issues: findings, rejected, warned }
}
