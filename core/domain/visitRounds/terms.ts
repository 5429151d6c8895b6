import type { RoundRules } from './rules.ts'

/** Why somebody is to be visited: of each kind of reason one holds, or none. */
export const ROUND_REASONS = [
  'class-a',
  'class-b',
  'risk-red',
  'risk-orange',
  'risk-yellow',
  'risk-none',
  'never-visited',
  'overdue',
  'due',
  'hazard-overdue-major',
  'hazard-overdue',
  'hazard-major',
  'hazard-open',
] as const
export type RoundReason = (typeof ROUND_REASONS)[number]

/** What is known of an enterprise that may be visited. */
export interface RoundSubject {
  readonly class: 'A' | 'B' | 'C'
  /** 1 red … 4 blue; null is not rated. */
  readonly risk: number | null
  readonly state: 'overdue' | 'due' | 'done'
  /** Days since the cycle ended, 0 where it did not; null where there never was a visit. */
  readonly daysLate: number | null
  /** Days of the cycle of the class. */
  readonly cycleDays: number
  readonly hazards: { readonly open: boolean; readonly major: boolean; readonly overdue: boolean; readonly overdueMajor: boolean } // prettier-ignore
}

/** One factor of the score; `without` is the factor were its reason gone, and 0 where the enterprise would leave the list. */
export interface RoundTerm {
  readonly reason: RoundReason
  readonly value: number
  readonly without: number
}

const CLASS = { A: 'class-a', B: 'class-b', C: 'class-c' } as const
const RISK = ['risk-none', 'risk-red', 'risk-orange', 'risk-yellow', 'risk-blue'] as const

/** Overdue hazards alone bring somebody onto the list whose visit is not due. */
const isListed = ({ state, hazards }: RoundSubject) => state !== 'done' || hazards.overdue

function timing(subject: RoundSubject, rules: RoundRules): RoundTerm[] {
  const { state, daysLate, cycleDays } = subject
  // were it visited today, only overdue hazards would keep it on the list
  const without = isListed({ ...subject, state: 'done' }) ? rules.visited : 0
  if (state === 'done') return []
  if (state === 'due') return [{ reason: 'due', value: rules.due, without }]
  if (daysLate === null) return [{ reason: 'never-visited', value: rules['never-visited'], without }]
  const grown = rules.overdue + (rules['overdue-cycle'] * daysLate) / cycleDays
  return [{ reason: 'overdue', value: Math.min(grown, rules['overdue-most']), without }]
}

function hazardous(subject: RoundSubject, rules: RoundRules): RoundTerm[] {
  const { overdueMajor, overdue, major, open } = subject.hazards
  const reason = overdueMajor
    ? 'hazard-overdue-major'
    : overdue
      ? 'hazard-overdue'
      : major
        ? 'hazard-major'
        : 'hazard-open'
  if (!open) return []
  const none = { open: false, major: false, overdue: false, overdueMajor: false }
  return [{ reason, value: rules[reason], without: isListed({ ...subject, hazards: none }) ? 1 : 0 }]
}

/** The factors of the score that differ from what they would be without their reason: risk, how late, hazards. */
export function termsOf(subject: RoundSubject, rules: RoundRules): RoundTerm[] {
  if (!isListed(subject)) return []
  const [group, colour] = [CLASS[subject.class], RISK[subject.risk ?? 0] ?? 'risk-none']
  return [
    ...(group === 'class-c' ? [] : [{ reason: group, value: rules[group], without: rules['class-c'] }]),
    ...(colour === 'risk-blue' ? [] : [{ reason: colour, value: rules[colour], without: rules['risk-blue'] }]),
    ...timing(subject, rules),
    ...hazardous(subject, rules),
  ]
}

/** What is multiplied although it is no reason: the least class, the least colour, a visit that is not due. */
const ground = ({ class: group, risk, state }: RoundSubject, rules: RoundRules) =>
  (group === 'C' ? rules['class-c'] : 1) *
  (risk === 4 ? rules['risk-blue'] : 1) *
  (state === 'done' ? rules.visited : 1)

/** The score of an enterprise, the product of all its factors; with `gone` as if that reason did not hold. 0 is not on the list. */
export function scoreOf(subject: RoundSubject, rules: RoundRules, gone?: RoundReason): number {
  if (!isListed(subject)) return 0
  const value = (term: RoundTerm) => (term.reason === gone ? term.without : term.value)
  return termsOf(subject, rules).reduce((score, term) => score * value(term), ground(subject, rules))
}
