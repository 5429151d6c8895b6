import type { RoundCandidate, RoundSetting } from '#core/domain/visitRounds/plan.ts'
import type { RoundRules } from '#core/domain/visitRounds/rules.ts'
import { randomOf } from './api/randomFilters.ts'

/** Numbers of the tests, none of which the product sets by default. */
export const RULES: RoundRules = {
  'class-a': 5, 'class-b': 3, 'class-c': 2, 'risk-red': 1.9, 'risk-orange': 1.6, 'risk-yellow': 1.3, 'risk-blue': 0.9, 'risk-none': 1.1,
  'never-visited': 3.5, overdue: 2, 'overdue-cycle': 1.5, 'overdue-most': 4, due: 1.2, visited: 0.3, 'hazard-overdue-major': 3.1,
  'hazard-overdue': 2.2, 'hazard-major': 1.7, 'hazard-open': 1.15, 'minutes-a': 75, 'minutes-b': 50, 'minutes-c': 35, speed: 18, detour: 1.3,
  starts: 500, 'day-minutes': 300, opens: 520, closes: 1000, 'most-routed': 8,
} // prettier-ignore

/** Candidates made at random, one in eight without a position and one in three never late. */
export function candidatesOf(seed: number, n: number): RoundCandidate[] {
  const random = randomOf(seed)
  const one = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  return Array.from({ length: n }, (_, at) => {
    const [group, state, position] = [one(['A', 'B', 'C'] as const), one(['overdue', 'overdue', 'due', 'done'] as const), [121 + random() * 0.05, 37 + random() * 0.05] as const] // prettier-ignore
    const hazards = one([0, 0, 1, 2, 3, 4])
    return {
      id: 100 + at,
      class: group,
      risk: one([null, 1, 2, 3, 4]),
      state,
      daysLate: state === 'overdue' ? one([null, 1, 12, 60, 400]) : 0,
      cycleDays: { A: 30, B: 91, C: 182 }[group],
      hazards: { open: hazards > 0, major: hazards === 2 || hazards === 4, overdue: hazards > 2, overdueMajor: hazards === 4 },
      position: random() < 1 / 8 ? null : position,
    }
  }) // prettier-ignore
}

/** A day of the rules from some place among them. */
export const settingOf = (rules: RoundRules = RULES): RoundSetting => ({
  start: [121.02, 37.02],
  begins: rules.starts,
  ends: rules.starts + rules['day-minutes'],
  rules,
})
