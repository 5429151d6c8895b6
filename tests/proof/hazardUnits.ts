/** Units of one or more chemicals about the limits of GB 18218-2018, judged by the product and by exact fractions. */
import { assessSource, type Substance } from '#core/domain/majorHazard.ts'
import { decimal, dividedBy, type Fraction, plus, times, toDecimal } from './fraction.ts'
import { alphaFor, assessed, CATEGORIES, NAMED } from './majorHazardOracle.ts'

/** A chemical as the product is asked, and as the standard counts it. */
export interface Chemical {
  readonly asked: Omit<Substance, 'quantity'>
  readonly critical: Fraction
  readonly beta: Fraction
}
export const named = NAMED.flatMap(({ name, critical, beta }) =>
  CATEGORIES.map((category): Chemical => ({
    asked: { name, category: category.symbol },
    critical: decimal(critical),
    beta: decimal(beta ?? category.beta),
  })),
)
export const unnamed = CATEGORIES.map(({ symbol, critical, beta }): Chemical => ({
  asked: { name: '某危险化学品', category: symbol },
  critical: decimal(critical),
  beta: decimal(beta),
}))
/** The beginning of each step of table 5, and a plant whose surroundings nobody knows. */
export const PEOPLE = [0, 1, 30, 50, 100, undefined]
/** What is to be reached: S = 1, or R = 10, 50 and 100. */
const LIMITS = ['S 1', 'R 10', 'R 50', 'R 100'] as const
/** Shares of a limit, down to a hundred-millionth beside it. */
export const SHARES = ['0.5', '0.99', '0.999999', '0.99999999', '1', '1.00000001', '1.000001', '1.01', '2'].map(decimal)
export const NEAREST = ['0.99999999', '1', '1.00000001'].map(decimal)
/** Shares of each limit that lie below it within and beyond the guard of 1e-9. */
export const GUARDED = Object.fromEntries(
  LIMITS.map((limit) => {
    const value = decimal(limit.split(' ')[1]!)
    return [limit, ['-0.0000000005', '-0.000000002'].map((by) => dividedBy(plus(value, decimal(by)), value))]
  }),
)

/** Quantities that together come to a share of a limit, split evenly, in t as decimal text of twelve places. */
function quantitiesFor(chemicals: readonly Chemical[], people: number | undefined, limit: string, share: Fraction) {
  const [of, value = ''] = limit.split(' ')
  return chemicals.map(({ critical, beta }) => {
    const whole = of === 'S' ? critical : dividedBy(times(decimal(value), critical), times(alphaFor(people), beta))
    return toDecimal(times(dividedBy(whole, decimal(String(chemicals.length))), share), 12)
  })
}

export const valueOf = ({ over, under }: Fraction) => Number((over * 10n ** 15n) / under) / 1e15

/** Whether the product says of a unit what the oracle says; where not, the case. */
export function differs(chemicals: readonly Chemical[], people: number | undefined, texts: readonly string[]) {
  const wanted = assessed(
    chemicals.map(({ critical, beta }, at) => ({ critical, beta, quantity: decimal(texts[at]!) })),
    people,
  )
  const substances = chemicals.map(({ asked }, at) => ({ ...asked, quantity: Number(texts[at]) }))
  const found = assessSource({ substances, peopleOutside: people })
  const [s, r] = [valueOf(wanted.sumRatio), valueOf(wanted.r)]
  const near = Math.abs(found.sumRatio - s) <= 1e-12 * s && Math.abs(found.r - r) <= 1e-12 * r
  return near && found.level === wanted.level ? undefined : { substances, people, found, wanted: { s, r, level: wanted.level } }
} // prettier-ignore

/** Quantities around every limit for every one of the counts of people. */
export function* around(
  chemicals: readonly Chemical[],
  counts: readonly (number | undefined)[],
  sharesOf: (limit: string) => readonly Fraction[],
) {
  for (const people of counts)
    for (const limit of LIMITS)
      for (const share of sharesOf(limit)) yield { people, texts: quantitiesFor(chemicals, people, limit, share) }
}
