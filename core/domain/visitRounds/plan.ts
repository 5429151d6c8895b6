import { type Place, type RoundDay, travelMinutes, visitsOf } from './round.ts'
import type { RoundRules } from './rules.ts'
import { solveRound } from './solve.ts'
import { type RoundReason, type RoundSubject, type RoundTerm, scoreOf, termsOf } from './terms.ts'

/** Somebody who may be visited. */
export interface RoundCandidate extends RoundSubject {
  readonly id: number
  /** null is ranked, and never routed. */
  readonly position: Place | null
}

/** The day to be filled: from where, between which minutes of the day, by which rules. */
export interface RoundSetting {
  readonly start: Place
  readonly begins: number
  readonly ends: number
  readonly rules: RoundRules
}

/** A stop of the round, and which of its reasons keep it there: without them it would not be visited that day. */
export interface RoundStop {
  readonly id: number
  readonly travel: number
  readonly arrives: number
  readonly begins: number
  readonly leaves: number
  readonly kept: readonly RoundReason[]
}

/** An enterprise on the list, with what its score is the product of. */
export interface RoundRanked {
  readonly id: number
  readonly score: number
  readonly terms: readonly RoundTerm[]
}

const MINUTES = { A: 'minutes-a', B: 'minutes-b', C: 'minutes-c' } as const
interface Scored {
  readonly one: RoundCandidate & { readonly position: Place }
  readonly score: number
}
const byScore = (a: Scored, b: Scored) => b.score - a.score || a.one.id - b.one.id

/** The visits of the best round among those with the highest scores; `gone`: as if a reason of one of them did not hold. */
function routed(
  candidates: readonly RoundCandidate[],
  setting: RoundSetting,
  gone?: { readonly id: number; readonly reason: RoundReason },
) {
  const { rules, start, begins, ends } = setting
  const scored = candidates
    .flatMap((one): Scored[] => {
      const { position } = one
      const score = scoreOf(one, rules, gone?.id === one.id ? gone.reason : undefined)
      return position && score > 0 ? [{ one: { ...one, position }, score }] : []
    })
    .sort(byScore)
    .slice(0, rules['most-routed'])
  const grounds = [start, ...scored.map(({ one }) => one.position)]
  const day: RoundDay = {
    places: scored.map(({ one, score }) => ({ score, minutes: rules[MINUTES[one.class]], opens: rules.opens, closes: rules.closes })), // prettier-ignore
    travel: grounds.map((from) => grounds.map((to) => travelMinutes(from, to, rules))),
    begins,
    ends,
  }
  const visits = visitsOf(day, solveRound(day)) ?? []
  return visits.map(({ place, ...visit }) => ({ ...visit, id: scored[place]!.one.id }))
}

/** Whom to visit next: everybody by score, and the round of the day with what keeps each stop in it, found by taking it away and solving again. */
export function planRound(candidates: readonly RoundCandidate[], setting: RoundSetting) {
  const ranked = candidates
    .map((one): RoundRanked => ({ id: one.id, score: scoreOf(one, setting.rules), terms: termsOf(one, setting.rules) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.id - b.id)
  const termsById = new Map(ranked.map(({ id, terms }) => [id, terms]))
  const stops = routed(candidates, setting).map((visit): RoundStop => {
    const known = new Map<number, boolean>()
    const isKept = ({ reason, value, without }: RoundTerm) => {
      const factor = without / value
      if (!known.has(factor)) {
        const others = routed(candidates, setting, { id: visit.id, reason })
        known.set(factor, !others.some(({ id }) => id === visit.id))
      }
      return known.get(factor)!
    }
    const terms = termsById.get(visit.id) ?? []
    return { ...visit, kept: terms.filter(isKept).map(({ reason }) => reason) }
  })
  return { ranked, stops }
}
