import { describe, expect, test } from 'vitest'
import { candidatesOf, RULES, settingOf } from '../../../tests/roundSamples.ts'
import { planRound, type RoundCandidate } from './plan.ts'
import { travelMinutes } from './round.ts'
import { solveRound } from './solve.ts'
import type { RoundReason } from './terms.ts'

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1)
const setting = settingOf()

/** The score once more, from the words of docs/rounds.md. */
function plainScore({ class: group, risk, state, daysLate, cycleDays, hazards }: RoundCandidate): number {
  if (state === 'done' && !hazards.overdue) return 0
  const byClass = group === 'A' ? 5 : group === 'B' ? 3 : 2
  const byRisk = risk === null ? 1.1 : [1.9, 1.6, 1.3, 0.9][risk - 1]!
  const late = daysLate === null ? 3.5 : Math.min(4, 2 + (1.5 * daysLate) / cycleDays)
  const byTime = { overdue: late, due: 1.2, done: 0.3 }[state]
  const byHazard = hazards.overdueMajor ? 3.1 : hazards.overdue ? 2.2 : hazards.major ? 1.7 : hazards.open ? 1.15 : 1
  return byClass * byRisk * byTime * byHazard
}

/** The round of candidates with scores of the test's own. */
function plainRound(candidates: readonly RoundCandidate[], score: (one: RoundCandidate) => number): number[] {
  const chosen = candidates
    .filter((one) => one.position !== null && score(one) > 0)
    .toSorted((a, b) => score(b) - score(a) || a.id - b.id)
    .slice(0, 8)
  const grounds = [setting.start, ...chosen.map(({ position }) => position!)]
  const places = chosen.map((one) => ({ score: score(one), minutes: { A: 75, B: 50, C: 35 }[one.class], opens: 520, closes: 1000 })) // prettier-ignore
  const travel = grounds.map((from) => grounds.map((to) => travelMinutes(from, to, RULES)))
  return solveRound({ places, travel, begins: 500, ends: 800 }).map((place) => chosen[place]!.id)
}

/** The same enterprise were the reason gone; the minutes of a class stay those of its visit. */
function without(one: RoundCandidate, reason: RoundReason): number {
  if (reason.startsWith('class')) return (plainScore(one) * 2) / (one.class === 'A' ? 5 : 3)
  if (reason.startsWith('risk')) return plainScore({ ...one, risk: 4 })
  if (reason.startsWith('hazard')) return plainScore({ ...one, hazards: { open: false, major: false, overdue: false, overdueMajor: false } }) // prettier-ignore
  return plainScore({ ...one, state: 'done', daysLate: 0 })
}

describe('whom to visit next, of candidates made at random', () => {
  test.each(SEEDS)('%i: everybody who is due, late or has overdue hazards is ranked by the product of the factors', (seed) => {
    const candidates = candidatesOf(seed, 14)
    const { ranked } = planRound(candidates, setting)
    const expected = candidates.filter((one) => plainScore(one) > 0).toSorted((a, b) => plainScore(b) - plainScore(a) || a.id - b.id)
    expect(ranked.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    for (const [at, { score }] of ranked.entries()) expect(score).toBeCloseTo(plainScore(expected[at]!), 9)
  }) // prettier-ignore

  test.each(SEEDS)('%i: the round is that of the scores, and each reason keeps its stop exactly where the stop goes with it', (seed) => {
    const candidates = candidatesOf(seed, 14)
    const { ranked, stops } = planRound(candidates, setting)
    expect(stops.map(({ id }) => id)).toEqual(plainRound(candidates, plainScore))
    for (const { id, kept } of stops) {
      const one = candidates.find((other) => other.id === id)!
      const reasons = ranked.find((other) => other.id === id)!.terms.map(({ reason }) => reason)
      const gone = reasons.filter((reason) => {
        const others = plainRound(candidates, (other) => (other.id === id ? without(one, reason) : plainScore(other)))
        return !others.includes(id)
      })
      expect(kept).toEqual(gone)
    }
  }) // prettier-ignore

  test('both happen: reasons without which a stop goes, and reasons without which it stays', () => {
    const plans = SEEDS.map((seed) => planRound(candidatesOf(seed, 14), setting))
    const kept = plans.flatMap(({ stops }) => stops.flatMap((stop) => stop.kept)).length
    const told = plans.flatMap(({ ranked, stops }) => stops.flatMap(({ id }) => ranked.find((one) => one.id === id)!.terms)).length // prettier-ignore
    expect(kept).toBeGreaterThan(told * 0.1)
    expect(kept).toBeLessThan(told * 0.9)
  })

  test('the order in which candidates are given changes nothing', () => {
    const candidates = candidatesOf(77, 20)
    expect(planRound(candidates.toReversed(), setting)).toEqual(planRound(candidates, setting))
  })

  test('who has no position is ranked and never a stop, and a day without minutes has no stops', () => {
    const candidates = candidatesOf(5, 16)
    const nowhere = candidates.filter(({ position }) => position === null).map(({ id }) => id)
    const { ranked, stops } = planRound(candidates, setting)
    expect(nowhere.length).toBeGreaterThan(0)
    expect(ranked.map(({ id }) => id).filter((id) => nowhere.includes(id))).not.toEqual([])
    expect(stops.map(({ id }) => id).filter((id) => nowhere.includes(id))).toEqual([])
    expect(planRound(candidates, { ...setting, ends: setting.begins - 1 }).stops).toEqual([])
  })
})

test('a way is straight, times the detour, in whole minutes rounded up', () => {
  // a degree of the meridian is 111.195 km on the mean sphere
  expect(travelMinutes([121, 37], [121, 37.1], { speed: 20, detour: 1.4 })).toBe(47)
  expect(travelMinutes([121, 37], [121, 37], { speed: 20, detour: 1.4 })).toBe(0)
})
