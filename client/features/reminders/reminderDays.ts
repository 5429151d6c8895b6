import { longDay } from '#client/ui/districtTime.ts'

const DAY_MS = 86_400_000

/** Days from today until a last day `YYYY-MM-DD`, both of the district: 0 on that day, negative once it is over. */
export const daysLeft = (lastDay: string, now: number): number =>
  Math.round((Date.parse(lastDay) - Date.parse(longDay(now))) / DAY_MS)
