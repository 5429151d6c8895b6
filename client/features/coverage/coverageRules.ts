import type { CoverageRule } from '#core/contract/coverage.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'

/** The rules in the groups that they are told in; together they are all of them, in their order. */
export const RULE_GROUPS = {
  territory: ['territory-gap', 'territory-overlap', 'territory-outside'],
  enterprises: [
    'enterprise-no-grid',
    'enterprise-no-lead',
    'enterprise-two-leads',
    'industry-ownerless',
    'class-a-leader',
  ],
  people: ['node-person', 'chief-overload'],
  work: ['visit-overdue', 'source-responsible', 'place-register'],
} as const satisfies Record<string, readonly FaultKind[]>

const THINGS: Readonly<Record<FaultKind, string>> = {
  'territory-gap': 'territory',
  'territory-overlap': 'territory',
  'territory-outside': 'territory',
  'enterprise-no-grid': 'enterprise',
  'enterprise-no-lead': 'enterprise',
  'enterprise-two-leads': 'enterprise',
  'industry-ownerless': 'industry',
  'class-a-leader': 'enterprise',
  'node-person': 'node',
  'chief-overload': 'chief',
  'visit-overdue': 'enterprise',
  'source-responsible': 'source',
  'place-register': 'place',
}
/** What a rule looks at, as the words of `coverage.looked` call it. */
export const thingOf = (kind: FaultKind): string => THINGS[kind]

/** A kind as an address says it; undefined where it says none. */
export const kindOf = (text: unknown): FaultKind | undefined => FAULT_KINDS.find((kind) => kind === text)

/** How the proof stands, as far as it is known here. */
export type Verdict = 'whole' | 'found' | 'asking' | 'unknown' | 'nothing'

interface Known {
  /** Faults of each kind, and of `all`; undefined while it is not known. */
  readonly faultsOf: (part: FaultKind | 'all') => number | undefined
  /** Looked at by each rule; undefined while it is not known. */
  readonly looked: readonly number[] | undefined
  /** Nothing is under way of either. */
  readonly settled: boolean
  /** Nothing on the screen can be told to be of now. */
  readonly stopped: boolean
}

/**
 * The verdict: faults that are known stand as long as they are not known to be gone; that there are none is said only of now, by every rule,
 * where the ground was looked at.
 */
export function verdictOf({ faultsOf, looked, settled, stopped }: Known): Verdict {
  const all = faultsOf('all')
  const each = FAULT_KINDS.map(faultsOf)
  if (stopped) return 'unknown'
  if (all === undefined || each.some((n) => n === undefined)) return settled ? 'unknown' : 'asking'
  if (all > 0 || each.some((n) => n! > 0)) return 'found'
  if (looked === undefined || looked.length !== FAULT_KINDS.length) return settled ? 'unknown' : 'asking'
  if (!settled) return 'asking'
  // without grids, or an outline, the ground is not known, whatever else was looked at
  return looked[FAULT_KINDS.indexOf('territory-gap')] === 0 ? 'nothing' : 'whole'
}

/** What checking a certificate again gave, and whether the rules are still those that it was made by. */
interface Checked {
  readonly sameData: boolean
  readonly sameRules: boolean
  readonly hash: string
}

/**
 * What checking again came to: the same data by the same rules must give the same hash. Other data or other rules give another, which is no
 * fault of the certificate; the same hash of other data cannot be, so it does not agree either.
 */
export function checkedAs({ sameData, sameRules, hash }: Checked, certified: string) {
  if (hash === certified) return sameData ? 'same' : 'differs'
  if (!sameData) return 'changed'
  return sameRules ? 'differs' : 'rules'
}

/** Rules as they were certified, and as they are now: each by its version. */
export const sameRules = (one: readonly Pick<CoverageRule, 'kind' | 'version'>[], other: typeof one): boolean =>
  FAULT_KINDS.every((kind) => {
    const [before, now] = [one, other].map((rules) => rules.find((rule) => rule.kind === kind)?.version)
    return before === now
  })
