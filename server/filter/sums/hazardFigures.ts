import { monthAfter, monthOf, monthStart } from '#core/domain/calendar.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'

/** Figures of rectification of one month, as core/domain/rectification.ts defines them. */
export interface MonthSums {
  readonly found: number
  readonly closed: number
  readonly overdue: number
  readonly due: number
  readonly onTime: number
}

/** Hazards of a filter, summed: by month, and as they stand now. */
export interface HazardSums {
  /** In the order of the months asked for. */
  readonly months: readonly MonthSums[]
  readonly open: number
  readonly overdueNow: number
  readonly dueSoon: number
}

/** Moments by which a month is counted, ISO 8601: its start, its end, and min(end, now). */
export interface MonthEdges {
  readonly month: string
  readonly start: string
  readonly end: Sql
  readonly until: Sql
  readonly running: boolean
}

/** Consecutive months, none after the running one. */
export function edgesOf(ground: Ground, months: readonly string[]): MonthEdges[] {
  return months.map((month) => {
    const end = sql`${monthStart(monthAfter(month)).toISOString()}::timestamptz`
    const running = month === monthOf(ground.at)
    return { month, start: monthStart(month).toISOString(), end, until: running ? ground.now : end, running }
  })
}
