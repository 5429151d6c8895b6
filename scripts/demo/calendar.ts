/** Milliseconds of a day; the district knows no summer time. */
export const DAY = 86_400_000
const HOUR = 3_600_000
const OFFSET = 8 * HOUR

/** How far back the demo's books go, the running month included. */
export const MONTHS = 26

/** Midnight in China at the beginning of the day of `now`: everything that happened in the demo lies before it. */
export const dayOf = (now: Date) => new Date(Math.floor((now.getTime() + OFFSET) / DAY) * DAY - OFFSET)

/** First moment of the month `back` months before that of `day`, in China. */
export function monthBefore(day: Date, back: number): Date {
  const local = new Date(day.getTime() + OFFSET)
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - back, 1) - OFFSET)
}

/** Month of the year in China, 0 January. */
export const monthOfYear = (moment: Date) => new Date(moment.getTime() + OFFSET).getUTCMonth()

/** The moment at so many hours of the day `days` after `from`, both counted in China. */
export const at = (from: Date, days: number, hours: number) =>
  new Date(Math.floor((from.getTime() + OFFSET) / DAY + days) * DAY - OFFSET + Math.round(hours * 60) * 60_000)
