/** Clock of the district, wherever the screen stands. */
const ZONE = 'Asia/Shanghai'

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})
const parts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
const spoken = {
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, month: 'long', day: 'numeric', weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: 'short', day: 'numeric', weekday: 'short' }),
}

/** `09:42:31` of an instant in epoch milliseconds. */
export const clockTime = (at: number): string => time.format(at)

/** `11月23日 周一`, `Mon 23 Nov`. */
export const spokenDay = (at: number, locale: 'zh' | 'en'): string =>
  spoken[locale].format(at).replace('日周', '日 周').replace(',', '')

/** `11-25` within the year of `now`, else `2027-01-08`. */
export function shortDay(at: number, now: number): string {
  const day = parts.format(at)
  return day.slice(0, 4) === parts.format(now).slice(0, 4) ? day.slice(5) : day
}

const minute = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hour12: false })
/** `11-25 09:42`, with the year where it is another than that of `now`. */
export const momentText = (at: number, now: number): string => `${shortDay(at, now)} ${minute.format(at)}`

/** The zone keeps one offset all the year. */
const OFFSET = '+08:00'
const DAY_MS = 86_400_000
/** The instant at which a day `2026-11-25` of the district is over. */
export const dayEnd = (day: string): string => new Date(Date.parse(`${day}T00:00:00${OFFSET}`) + DAY_MS).toISOString()
/** `2026-11-25`, the day of an instant in the district. */
export const longDay = (at: number): string => parts.format(at)
/** `2026-11-24` of `2026-11-25`: the last day of what is over on a day. */
export const dayBefore = (day: string): string => longDay(Date.parse(`${day}T00:00:00${OFFSET}`) - 1)
/** `2026-11-26` of `2026-11-25`: the first day no longer, of a last one. */
export const nextDay = (day: string): string => longDay(Date.parse(dayEnd(day)))

/** `2026-11-25T09:42` of an instant, as a field for date and time holds it. */
export const typedMoment = (at: number): string => `${longDay(at)}T${minute.format(at)}`

/** The instant of a date and time as typed, `2026-11-25T09:42`, by the clock of the district; undefined where it is none. */
export function instantOf(typed: string): string | undefined {
  const at = new Date(`${typed}${OFFSET}`)
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined
}
