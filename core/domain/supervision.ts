/** What a rule of supervision 监管职责 applies to, in the order in which they decide: the first rank of which there is any rule leads. */
export const SUPERVISION_BASES = ['place', 'place-kind', 'grid', 'licence', 'industry', 'district'] as const
export type SupervisionBasis = (typeof SUPERVISION_BASES)[number]
export const SUPERVISION_PARTS = ['lead', 'support'] as const
export type SupervisionPart = (typeof SUPERVISION_PARTS)[number]
/** 谁主管谁负责, 谁审批谁负责, 谁监管谁负责, 属地. */
export const SUPERVISION_PRINCIPLES = ['industry', 'licence', 'supervision', 'territorial'] as const
export type SupervisionPrinciple = (typeof SUPERVISION_PRINCIPLES)[number]

/** Principles on which a rule of that basis may rest, the first of them by default. */
export const principlesOf = (basis: SupervisionBasis): readonly SupervisionPrinciple[] => [
  basis === 'licence' || basis === 'industry' ? basis : 'territorial',
  'supervision',
]

/** Kinds of licences and of places that a rule may name, as the enterprise file and the places have them. */
export const LICENCE_KINDS = [
  'business',
  'safety-production',
  'dangerous-chemicals',
  'discharge',
  'fire',
  'other',
] as const
export const RULED_PLACES = ['park', 'tower'] as const

/** What came of a rule for one enterprise. */
export const VERDICTS = ['leads', 'tied', 'again', 'outranked', 'supports', 'leads-already'] as const
export type Verdict = (typeof VERDICTS)[number]

interface Applying {
  readonly part: SupervisionPart
  readonly basis: SupervisionBasis
  readonly prefix: string | null
  readonly department: number
}

const rankOf = ({ basis, prefix }: Applying) => SUPERVISION_BASES.indexOf(basis) * 10 - (prefix?.length ?? 0)

/**
 * The rules that apply to an enterprise in the order in which they decide, each with what came of it. Of one rank the unit with the lowest id
 * leads; another unit of that rank is tied, which is a fault; the leading unit named once more is `again`.
 */
export function chainOf<Rule extends Applying>(rules: readonly Rule[]): (Rule & { readonly verdict: Verdict })[] {
  const inOrder = rules.toSorted((a, b) => rankOf(a) - rankOf(b) || a.department - b.department)
  const lead = inOrder.find(({ part }) => part === 'lead')
  const verdictOf = (rule: Rule): Verdict => {
    if (rule.part === 'support') return rule.department === lead?.department ? 'leads-already' : 'supports'
    if (rule === lead) return 'leads'
    if (rankOf(rule) !== rankOf(lead!)) return 'outranked'
    return rule.department === lead!.department ? 'again' : 'tied'
  }
  return [...inOrder.filter(({ part }) => part === 'lead'), ...inOrder.filter(({ part }) => part === 'support')].map((rule) => ({ ...rule, verdict: verdictOf(rule) })) // prettier-ignore
}

interface Ruling {
  readonly part: SupervisionPart
  readonly basis: SupervisionBasis
  readonly target: string
  readonly department: number | null
}

const groups = <Rule>(rules: readonly Rule[], key: (rule: Rule) => string): Rule[][] => {
  const found = new Map<string, Rule[]>()
  for (const rule of rules) found.set(key(rule), [...(found.get(key(rule)) ?? []), rule])
  return [...found.values()].filter((group) => group.length > 1)
}

/** Rules that make different units lead for the very same; each group names two units or more. */
export const conflictsOf = <Rule extends Ruling>(rules: readonly Rule[]): Rule[][] =>
  groups(
    rules.filter(({ part }) => part === 'lead'),
    ({ basis, target }) => `${basis} ${target}`,
  ).filter((group) => new Set(group.map(({ department }) => department)).size > 1)

/** Rules that name one unit for the very same more than once. */
export const doublesOf = <Rule extends Ruling>(rules: readonly Rule[]): Rule[][] =>
  groups(rules, ({ basis, target, department }) => `${basis} ${target} ${department}`)
