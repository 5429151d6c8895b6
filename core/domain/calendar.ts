/** Months of the district's calendar. China keeps one zone, UTC+8, without summer time since 1991. */
const OFFSET_MS = 8 * 3_600_000

/** `YYYY-MM` in which a moment lies in China. */
export const monthOf = (moment: Date): string => new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 7)

/** First moment of a month `YYYY-MM` in China. @throws RangeError for another form */
export function monthStart(month: string): Date {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RangeError(`a month is YYYY-MM, not ${month}`)
  return new Date(Date.parse(`${month}-01T00:00:00Z`) - OFFSET_MS)
}

/** The month `by` months after `month`; before it where negative. */
export function monthAfter(month: string, by = 1): string {
  const start = new Date(monthStart(month).getTime() + OFFSET_MS)
  start.setUTCMonth(start.getUTCMonth() + by)
  return start.toISOString().slice(0, 7)
}

/** The last `count` months up to that of `now`, oldest first. */
export const monthsBack = (now: Date, count: number): string[] =>
  Array.from({ length: count }, (_, at) => monthAfter(monthOf(now), at - count + 1))

/** The same moment of the same day a year earlier in China; of 29 February the day before 1 March. */
export function yearBefore(now: Date): Date {
  const local = new Date(now.getTime() + OFFSET_MS)
  const month = local.getUTCMonth()
  local.setUTCFullYear(local.getUTCFullYear() - 1)
  if (local.getUTCMonth() !== month) local.setUTCDate(0)
  return new Date(local.getTime() - OFFSET_MS)
}
