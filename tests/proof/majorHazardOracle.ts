/** GB 18218-2018 in fractions of whole numbers, from the tables of tests/fixtures/standards, as transcribed from the standard. */
import namedRows from '../fixtures/standards/gb18218Table1.json' with { type: 'json' }
import tables from '../fixtures/standards/gb18218Tables.json' with { type: 'json' }
import { decimal, dividedBy, type Fraction, isAtLeast, ONE, plus, times, ZERO } from './fraction.ts'

interface NamedRow {
  readonly no: number
  readonly name: string
  readonly aliases: readonly string[]
  readonly cas: readonly string[]
  /** Q, t, as decimal text. */
  readonly critical: string
  /** β of table 3, as decimal text; null where table 3 does not name it. */
  readonly beta: string | null
}
export const NAMED: readonly NamedRow[] = namedRows
export const CATEGORIES = tables.categories

/** How far below a limit still counts as reached, so that sums of decimal fractions do not miss it (01_gb18218, trap e). */
const GUARD = decimal('0.000000001')
const orNearly = (limit: Fraction): Fraction => ({
  over: limit.over * GUARD.under - GUARD.over * limit.under,
  under: limit.under * GUARD.under,
})

/** One chemical as the standard counts it: q, Q in t and β. */
export interface Counted {
  readonly quantity: Fraction
  readonly critical: Fraction
  readonly beta: Fraction
}

/** α of table 5; 2 where nobody knows who lives around the plant. */
export function alphaFor(people: number | undefined): Fraction {
  const row = tables.alpha.find(({ least, most }) => people! >= least && (most === null || people! <= most))
  return people === undefined ? decimal('2') : decimal(row!.alpha)
}

/** Level of table 6; undefined below S = 1. */
export function levelFor(sumRatio: Fraction, r: Fraction): number | undefined {
  if (!isAtLeast(sumRatio, orNearly(ONE))) return undefined
  const reached = (limit: string) => isAtLeast(r, orNearly(decimal(limit)))
  return tables.levels.find(({ least, below }) => reached(least) && (below === null || !reached(below)))?.level
}

/** S, R and the level of a unit. */
export function assessed(chemicals: readonly Counted[], people: number | undefined) {
  const ratios = chemicals.map(({ quantity, critical }) => dividedBy(quantity, critical))
  const sumRatio = ratios.reduce(plus, ZERO)
  const weighted = ratios.map((ratio, at) => times(ratio, chemicals[at]!.beta)).reduce(plus, ZERO)
  const r = times(alphaFor(people), weighted)
  return { sumRatio, r, level: levelFor(sumRatio, r) }
}

/** What table 1 says of rows: their Q where they agree, else that more must be said. */
const agreed = (rows: readonly NamedRow[]): string | undefined => {
  const found = new Set(rows.map(({ critical }) => critical))
  return found.size === 1 ? [...found][0] : undefined
}
/** Every way of table 1 to name a chemical, with its Q; undefined where rows with different Q share it. */
export const WAYS_TO_NAME: readonly { name: string; cas?: string; critical: string | undefined }[] = [
  ...NAMED.map(({ name, critical }) => ({ name, critical })),
  ...NAMED.map(({ name, critical }) => ({ name: ` ${name.replaceAll('(', '（').replaceAll(')', '）')} `, critical })),
  ...[...new Set(NAMED.flatMap(({ aliases }) => aliases))].map((name) => ({
    name,
    critical: agreed(NAMED.filter(({ aliases }) => aliases.includes(name))),
  })),
  ...[...new Set(NAMED.flatMap(({ cas }) => cas))].map((cas) => ({
    name: '商品名',
    cas,
    critical: agreed(NAMED.filter((row) => row.cas.includes(cas))),
  })),
]
