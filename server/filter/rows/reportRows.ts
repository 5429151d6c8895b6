import type { ReportMeasure, ReportSection } from '#core/domain/reports.ts'
import { type Sql, sql } from '../../db/sql.ts'

/** One figure of a report. */
export interface FigureAsked {
  readonly section: ReportSection
  readonly key: string
  readonly measure: ReportMeasure
}

const MEASURES: Readonly<Record<ReportMeasure, Sql>> = {
  found: sql`r.found`,
  closed: sql`r.closed`,
  open: sql`r.open`,
  overdue: sql`r.overdue`,
  waiting: sql`r.waiting`,
  due: sql`r.due`,
  'on-time': sql`r.on_time`,
}
const KEYS: Readonly<Record<ReportSection, Sql>> = {
  total: sql`''`,
  level: sql`case when r.major then 'major' else 'general' end`,
  industry: sql`coalesce(left(r.industry, 1), '-')`,
  grid: sql`coalesce(r.grid, 0)::text`,
  department: sql`coalesce(r.department, 0)::text`,
}

/** The rows `r` of a report that one of its figures counts: the page opens them, and the export writes them. */
export const figureRows = (report: number, { section, key, measure }: FigureAsked): Sql =>
  sql`r.report = ${report}::integer and ${MEASURES[measure]} and ${KEYS[section]} = ${key}`

/** A row `r` of a report, as the contract calls its columns. */
export const reportColumns = sql`r.hazard as id, r.enterprise, r.enterprise_name as "enterpriseName", r.description, r.major, r.source,
  r.industry, r.grid, r.department, r.found_at as "foundAt", r.due_at as "dueAt", r.closed_at as "closedAt", r.state, r.overdue`
