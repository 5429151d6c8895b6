/** Why a reading is refused 隔离 and kept aside; the first that applies. */
export const READING_REFUSALS = [
  'time',
  'future',
  'old',
  'unknown',
  'several',
  'disabled',
  'no-number',
  'range',
  'contradiction',
] as const
export type ReadingRefusal = (typeof READING_REFUSALS)[number]

/** A sensor as far as a reading is judged by it. */
export interface Measuring {
  readonly enabled: boolean
  readonly low: number
  readonly high: number
}

/** Between when a reading may have been measured, ms since 1970. */
export interface Between {
  readonly first: number
  readonly last: number
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})/

/** No 30th of February: JavaScript would make it a day of March. */
function isDay(text: string): boolean {
  if (Number(text.slice(8, 10)) <= 28) return true
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number)
  const date = new Date(Date.UTC(year!, month! - 1, day))
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day
}

/** ms since 1970 of an instant with Z or an offset; undefined where it is none. Fractions of a millisecond are left off. */
export function instantOf(text: string): number | undefined {
  const at = INSTANT.test(text) && isDay(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(at) ? at : undefined
}

/** A value this far outside the range of the sensor, in widths of that range, is no measurement. */
const MOST_WIDTHS = 1

/** @param found the sensors of that code @returns why the reading cannot be one; undefined where it can */
export function readingRefusal(
  { at, value }: { readonly at: number | undefined; readonly value: unknown },
  found: readonly Measuring[],
  { first, last }: Between,
): ReadingRefusal | undefined {
  if (at === undefined) return 'time'
  if (at > last) return 'future'
  if (at < first) return 'old'
  const [sensor] = found
  if (!sensor) return 'unknown'
  if (found.length > 1) return 'several'
  if (!sensor.enabled) return 'disabled'
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'no-number'
  const margin = MOST_WIDTHS * (sensor.high - sensor.low)
  return value < sensor.low - margin || value > sensor.high + margin ? 'range' : undefined
}
