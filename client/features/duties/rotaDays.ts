import type { Duty } from '#core/contract/duties.ts'
import { dayEnd, instantOf, longDay } from '#client/ui/districtTime.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })

/** A moment as a field takes it, `2026-11-25T08:30`, by the clock of the district. */
export const typed = (at: string): string => `${longDay(Date.parse(at))}T${clock.format(Date.parse(at))}`
export const hourOf = (at: string): string => clock.format(Date.parse(at))

/** A day of the district, days on. */
export const dayOn = (day: string, days: number): string => longDay(Date.parse(`${day}T00:00:00+08:00`) + days * DAY_MS)
/** The Monday of the week of a moment. */
export function mondayOf(at: number): string {
  const day = longDay(at)
  return dayOn(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
/** Turns that touch a day of the district. */
export const turnsOn = (turns: readonly Duty[], day: string): readonly Duty[] => {
  const [begins, ends] = [Date.parse(`${day}T00:00:00+08:00`), Date.parse(dayEnd(day))]
  return turns.filter(({ fromAt, untilAt }) => Date.parse(fromAt) < ends && Date.parse(untilAt) > begins)
}

export type OnDuty = { readonly account: number; readonly person: string } | { readonly account: null; readonly person: string; readonly phone: string | null } // prettier-ignore

/** How long each turn is, and how many there are. */
interface Rotation {
  readonly hours: number
  readonly turns: number
}
/** How many of the turns, one after the other from the first on, end by a moment; all of them while the first is no time. */
export function turnsUntil(first: string, { hours, turns }: Rotation, until: number): number {
  const start = instantOf(first)
  if (start === undefined) return turns
  return Math.max(0, Math.min(turns, Math.floor((until - Date.parse(start)) / (hours * HOUR_MS))))
}

/** Turns one after the other from the first on, in the order of the people, again and again. */
export function rotate(people: readonly OnDuty[], first: string, { hours, turns }: Rotation) {
  const start = instantOf(first)
  if (start === undefined || people.length === 0) return []
  return Array.from({ length: turns }, (_, n) => {
    const from = Date.parse(start) + n * hours * HOUR_MS
    return {
      ...people[n % people.length]!,
      fromAt: new Date(from).toISOString(),
      untilAt: new Date(from + hours * HOUR_MS).toISOString(),
    }
  })
}
