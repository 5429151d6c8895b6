/** How figures and spans of time are written; the words come from the locale files. */

/** `1,286` */
export const count = (value: number): string => value.toLocaleString('en')

/** `87.3%`, always one decimal; nothing to divide by is `—`, never 0. */
export const percent = (n: number, of: number): string => (of > 0 ? `${((n / of) * 100).toFixed(1)}%` : '—')

const DAY_MS = 86_400_000
/** Whole days from now until a moment, rounded up; negative once it has passed. */
export const daysUntil = (moment: string, now: number): number => {
  const days = (Date.parse(moment) - now) / DAY_MS
  return days >= 0 ? Math.ceil(days) : -Math.ceil(-days)
}

/** A figure of a worked sum: four significant digits at most, no trailing zeros. */
export const term = (value: number): string => String(Number(value.toPrecision(4)))

/** A span in its two greatest units, both rounded down: `n` days and `rest` hours, or `n` hours and `rest` minutes, or `n` minutes. */
export function spanOf(seconds: number): { unit: 'days' | 'hours' | 'minutes'; n: number; rest: number } {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return { unit: 'days', n: Math.floor(hours / 24), rest: hours % 24 }
  return hours > 0 ? { unit: 'hours', n: hours, rest: minutes % 60 } : { unit: 'minutes', n: minutes, rest: 0 }
}
