/** A moment as a file writes it: milliseconds since 1970, and whether only its day is told. */
export interface Moment {
  readonly at: number
  readonly dayOnly: boolean
}

/** China keeps one zone, UTC+8, and files that name none are in it. */
const OFFSET_MS = 8 * 3_600_000
export const DAY_MS = 86_400_000

const WRITTEN =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** 2026年3月1日 14时30分 as 2026-3-1 14:30. */
const plain = (text: string) =>
  text
    .replace(/^(\d{4})年(\d{1,2})月(\d{1,2})日\s*/, '$1-$2-$3 ')
    .replace(/(\d{1,2})[时点](\d{1,2})分?$/, '$1:$2')
    .trim()

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return OFFSET_MS
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** Reads a day, with its time where that is told; undefined where the calendar has no such moment, or another century has. */
export function momentIn(text: string): Moment | undefined {
  const parts = WRITTEN.exec(plain(text))
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = [1, 3, 4, 5, 6, 7].map((part) => Number(parts[part] ?? 0)) as [number, number, number, number, number, number] // prettier-ignore
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number((parts[8] ?? '').padEnd(3, '0'))))
  const isReal = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!isReal || year < 1900 || year > 2199) return undefined
  return { at: local.getTime() - offsetOf(parts[9]), dayOnly: parts[5] === undefined }
} // prettier-ignore

/** A moment as the database writes it in JSON. */
export const instantOf = (at: number): string => new Date(at).toISOString().replace('.000Z', '+00:00').replace('Z', '+00:00') // prettier-ignore

/** Whether a moment is written with its time, and that is the first of its day in China. */
export const isMidnight = ({ at, dayOnly }: Moment): boolean => !dayOnly && (at + OFFSET_MS) % DAY_MS === 0

/** `YYYY-MM-DD` of a moment in China. */
export const dayOf = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10)
