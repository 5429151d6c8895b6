/**
 * Quarterly and annual statistics of hazards 一张表. Periods are `YYYY` or `YYYY-Q1` … `YYYY-Q4` of the district's calendar, half-open.
 * @see 安全生产事故隐患排查治理暂行规定 (Order 16 of 2007), article 14: each quarter by the 15th of the next, each year by 31 January,
 * signed by the principal
 */
import { monthAfter, monthOf, monthStart } from './calendar.ts'
import type { PostKind } from './posts.ts'

/** The definitions by which reports are counted; a change of one is another version. The migration writes the same. */
export const REPORT_RULE = 'HR-1'

/** What is counted, in the order of the columns. Each holds of a hazard or does not; docs/reports.md defines them. */
export const REPORT_MEASURES = ['found', 'closed', 'open', 'overdue', 'waiting', 'due', 'on-time'] as const
export type ReportMeasure = (typeof REPORT_MEASURES)[number]

/** By what a report is divided; a figure of these opens its rows. */
export const REPORT_SECTIONS = ['total', 'level', 'industry', 'grid', 'department'] as const
export type ReportSection = (typeof REPORT_SECTIONS)[number]

/** Who prepares and who signs; never the same person. `app.may_report` says the same to the database. */
export const REPORT_POSTS = {
  prepare: ['duty-officer', 'data-steward'],
  sign: ['leader'],
} as const satisfies Record<string, readonly PostKind[]>

export const PERIOD = /^20\d{2}(-Q[1-4])?$/
const DAY_MS = 86_400_000

const isYear = (period: string) => period.length === 4
const firstMonth = (period: string) => {
  if (!PERIOD.test(period)) throw new RangeError(`a period is YYYY or YYYY-Qn, not ${period}`)
  return isYear(period) ? `${period}-01` : `${period.slice(0, 4)}-${String(Number(period.at(-1)) * 3 - 2).padStart(2, '0')}`
} // prettier-ignore
const nextMonth = (period: string) => monthAfter(firstMonth(period), isYear(period) ? 12 : 3)

/** First moment of a period in China. @throws RangeError for another form */
export const periodStart = (period: string): Date => monthStart(firstMonth(period))
/** First moment after a period in China. @throws RangeError for another form */
export const periodEnd = (period: string): Date => monthStart(nextMonth(period))
/** The last day `YYYY-MM-DD` on which its report is in time: the 15th of the month after a quarter, 31 January after a year. */
export const periodDue = (period: string): string => `${nextMonth(period)}-${isYear(period) ? 31 : 15}`
/** Whole days of China after the due day; 0 up to its end. */
export function daysLate(period: string, now: Date): number {
  const over = monthStart(nextMonth(period)).getTime() + (isYear(period) ? 31 : 15) * DAY_MS
  return Math.max(0, Math.floor((now.getTime() - over) / DAY_MS) + 1)
}
/** Quarters and then the year. */
export const periodsOf = (year: number): string[] => [
  ...[1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
  `${year}`,
]
/** Year of the district's calendar in which a moment lies. */
export const yearOf = (moment: Date): number => Number(monthOf(moment).slice(0, 4))
/** The period of the same length before it. */
export function periodBefore(period: string): string {
  const before = monthAfter(firstMonth(period), isYear(period) ? -12 : -3)
  return isYear(period) ? before.slice(0, 4) : `${before.slice(0, 4)}-Q${Math.ceil(Number(before.slice(5)) / 3)}`
}
/** The same quarter a year earlier; undefined for a year, whose period before that is. */
export const yearEarlier = (period: string): string | undefined =>
  isYear(period) ? undefined : `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`
