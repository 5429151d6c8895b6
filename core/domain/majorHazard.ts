/**
 * Identification and grading of major hazard sources 重大危险源.
 * Quantities in tonnes; α and β without unit. Nothing is rounded: figures are rounded where they are shown.
 * @see GB 18218-2018 危险化学品重大危险源辨识, 4.2 and 4.3
 */
import { NAMED_CHEMICALS, type NamedChemical } from './gb18218Table1.ts'
import { ALPHA_BY_PEOPLE, CHEMICAL_CATEGORIES, LEVEL_BY_R, NAMED_BETA } from './gb18218Tables.ts'

export type HazardSourceLevel = 1 | 2 | 3 | 4

/** One dangerous chemical of a unit. */
export interface Substance {
  readonly name: string
  readonly cas?: string
  /** Symbol of table 2, e.g. W5.3, where table 1 does not name it, or where β needs it. */
  readonly category?: string
  /** q, t, maximum design quantity of the unit, > 0 */
  readonly quantity: number
  /** Q, t, > 0; found in table 1 by name or CAS, else in table 2 by category, where it is not given. */
  readonly critical?: number
  /** β, ≥ 1, set by the assessor where the standard leaves it open; needs a reason. */
  readonly beta?: number
  readonly betaReason?: string
}

/** Terms of the worked sum, one for each substance. */
export interface Term {
  readonly name: string
  readonly quantity: number
  readonly critical: number
  /** q/Q */
  readonly ratio: number
  readonly beta: number
  readonly betaReason: string
  /** β·q/Q */
  readonly weighted: number
}

export interface Assessment {
  /** S = Σ q/Q */
  readonly sumRatio: number
  /** Σ β·q/Q */
  readonly sumWeighted: number
  readonly alpha: number
  /** R = α·Σ β·q/Q */
  readonly r: number
  /** undefined: below S = 1, no major hazard source */
  readonly level: HazardSourceLevel | undefined
  /** 暂定: no plant boundary is known, so α could not be counted and the safe side is used. */
  readonly provisional: boolean
  readonly terms: readonly Term[]
}

/** Sums of decimal fractions such as 0.4 + 0.5 + 0.1 come out just below their value. */
const GUARD = 1e-9
/** Without a plant boundary nobody can say who lives around it. */
const PROVISIONAL_ALPHA = 2

const mustBePositive = (name: string, value: number, unit: string) => {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be > 0 ${unit}, not ${value}`)
}

/** Full-width and half-width brackets and commas are one in a name. */
export const plainName = (name: string) =>
  name.trim().replace(/[（），]/g, (mark) => (mark === '（' ? '(' : mark === '）' ? ')' : ','))
/** What stands before the bracket of a name in table 1: 汽油(乙醇汽油、甲醇汽油) is asked for as 汽油. */
const head = (name: string) => name.split(/[([]/)[0]

/** Rows of table 1 by full name, else alias, else the head of either, else CAS; several where that says too little. */
export function namedAs(substance: Pick<Substance, 'name' | 'cas'>): readonly NamedChemical[] {
  const name = plainName(substance.name)
  const ways: ((row: NamedChemical) => boolean)[] = [
    (row) => row.name === name,
    (row) => row.aliases.includes(name),
    (row) => [row.name, ...row.aliases].some((known) => head(known) === name),
    (row) => substance.cas !== undefined && row.cas.includes(substance.cas.trim()),
  ]
  return ways.map((fits) => NAMED_CHEMICALS.filter(fits)).find((rows) => rows.length > 0) ?? []
}
const categoryOf = (symbol: string | undefined) => CHEMICAL_CATEGORIES.find((known) => known.symbol === symbol)

/** Q in tonnes: as given, else table 1 by name or CAS, else table 2 by category.
 *
 * @throws RangeError where none of the three names it, or where rows of table 1 with different Q fit: 硝酸铵 alone is
 *   5 t or 50 t
 * @see GB 18218-2018, 4.2.1
 */
export function criticalQuantity(substance: Substance): number {
  const rows = namedAs(substance)
  if (substance.critical === undefined && new Set(rows.map(({ critical }) => critical)).size > 1) {
    throw new RangeError(
      `${substance.name} may be any of ${rows.map(({ name }) => name).join(' | ')}: give the full name`,
    )
  }
  const critical = substance.critical ?? rows[0]?.critical ?? categoryOf(substance.category)?.critical
  if (critical === undefined) throw new RangeError(`no critical quantity for ${substance.name}: name its category`)
  mustBePositive('critical quantity', critical, 't')
  return critical
}

/** β with its reason: table 3 by name first, then table 4 by category; the assessor's own needs a reason.
 *
 * @throws RangeError where β is unknown: it is never 1 by default
 * @see GB 18218-2018, 4.3.2, tables 3 and 4
 */
export function betaOf(substance: Substance): { beta: number; reason: string } {
  if (substance.beta !== undefined) {
    if (!(substance.beta >= 1 && Number.isFinite(substance.beta)))
      throw new RangeError(`β must be ≥ 1, not ${substance.beta}`)
    if (!substance.betaReason?.trim()) throw new RangeError(`β of ${substance.name} was set by hand and needs a reason`)
    return { beta: substance.beta, reason: substance.betaReason }
  }
  const name = plainName(substance.name)
  const cas = [substance.cas?.trim(), ...namedAs(substance).flatMap((row) => row.cas)]
  const toxic = NAMED_BETA.find((row) => row.name === name || cas.includes(row.cas))
  if (toxic) return { beta: toxic.beta, reason: `GB 18218-2018 表3 ${toxic.name}` }
  const category = categoryOf(substance.category)
  if (category) return { beta: category.beta, reason: `GB 18218-2018 表4 ${category.symbol}` }
  throw new RangeError(`β of ${substance.name} is unknown: give its category, or β with a reason`)
}

/** α by the people within 500 m outside the plant boundary.
 *
 * @param people whole number ≥ 0
 * @see GB 18218-2018, 4.3.3, table 5
 */
export function alphaOf(people: number): 0.5 | 1 | 1.2 | 1.5 | 2 {
  if (!(Number.isInteger(people) && people >= 0))
    throw new RangeError(`people must be a whole number ≥ 0, not ${people}`)
  return ALPHA_BY_PEOPLE.find(({ least }) => people >= least)?.alpha ?? 0.5
}

/** Level by R; undefined below S = 1, however high R may be.
 *
 * @see GB 18218-2018, 4.1.2 and 4.3.4, table 6
 */
export function levelOf(sumRatio: number, r: number): HazardSourceLevel | undefined {
  if (!(sumRatio >= 0 && r >= 0)) throw new RangeError(`S and R must be ≥ 0, not ${sumRatio} and ${r}`)
  if (sumRatio < 1 - GUARD) return undefined
  return LEVEL_BY_R.find(({ least }) => r >= least - GUARD)?.level ?? 4
}

/** Identifies and grades one unit.
 *
 * S = Σ qᵢ/Qᵢ, R = α·Σ βᵢ·qᵢ/Qᵢ
 *
 * @param unit.substances    at least one
 * @param unit.peopleOutside within 500 m outside the plant boundary; undefined where no footprint is known
 * @throws RangeError for a quantity that is not > 0, an unknown Q or an unknown β
 */
export function assessSource(unit: {
  substances: readonly Substance[]
  peopleOutside?: number | undefined
}): Assessment {
  if (unit.substances.length === 0) throw new RangeError('a unit has at least one substance')
  const terms = unit.substances.map((substance): Term => {
    mustBePositive('quantity', substance.quantity, 't')
    const critical = criticalQuantity(substance)
    const { beta, reason } = betaOf(substance)
    const ratio = substance.quantity / critical
    const { name, quantity } = substance
    return { name, quantity, critical, ratio, beta, betaReason: reason, weighted: beta * ratio }
  })
  const sumRatio = terms.reduce((sum, { ratio }) => sum + ratio, 0)
  const sumWeighted = terms.reduce((sum, { weighted }) => sum + weighted, 0)
  const provisional = unit.peopleOutside === undefined
  const alpha = unit.peopleOutside === undefined ? PROVISIONAL_ALPHA : alphaOf(unit.peopleOutside)
  const r = alpha * sumWeighted
  return { sumRatio, sumWeighted, alpha, r, level: levelOf(sumRatio, r), provisional, terms }
}
