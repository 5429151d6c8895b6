import { metresBetween } from '../dayOrder.ts'
import type { RoundRules } from './rules.ts'

/** Longitude, latitude in degrees. */
export type Place = readonly [number, number]

/** A place that may be visited: what it is worth, how long a visit lasts, and within which minutes of the day it has to lie. */
export interface RoundPlace {
  readonly score: number
  readonly minutes: number
  readonly opens: number
  readonly closes: number
}

/** A day to be filled. Places are numbered from 0; `travel` has the start as its row and column 0 and place i as i + 1, in whole minutes. */
export interface RoundDay {
  readonly places: readonly RoundPlace[]
  readonly travel: readonly (readonly number[])[]
  /** Minutes of the day at which it begins at the start, and by which it is back there. */
  readonly begins: number
  readonly ends: number
}

/** When a visit of a round is; minutes of the day. */
export interface RoundVisit {
  readonly place: number
  /** Minutes of travel to it. */
  readonly travel: number
  readonly arrives: number
  /** Later than the arrival where it is not open yet. */
  readonly begins: number
  readonly leaves: number
}

/** Minutes from one place to another, whole and rounded up: straight, times the detour, by the speed of the rule. */
export const travelMinutes = (
  from: Place,
  to: Place,
  { speed, detour }: Pick<RoundRules, 'speed' | 'detour'>,
): number => Math.ceil((metresBetween(from, to) * detour * 60) / (speed * 1000))

/** The visits of a day in an order; undefined where it cannot be kept. */
export function visitsOf(day: RoundDay, order: readonly number[]): RoundVisit[] | undefined {
  const visits: RoundVisit[] = []
  let [at, now] = [0, day.begins]
  for (const place of order) {
    const { minutes, opens, closes } = day.places[place]!
    const travel = day.travel[at]![place + 1]!
    const begins = Math.max(now + travel, opens)
    const leaves = begins + minutes
    if (leaves > closes) return undefined
    visits.push({ place, travel, arrives: now + travel, begins, leaves })
    ;[at, now] = [place + 1, leaves]
  }
  return now + day.travel[at]![0]! <= day.ends ? visits : undefined
}
