import { expect, test } from 'vitest'
import { alphaOf, betaOf, criticalQuantity } from '#core/domain/majorHazard.ts'
import { cases, proves, sampleOf } from '../sample.ts'
import { decimal, dividedBy, type Fraction, ONE, plus, toDecimal } from './fraction.ts'
import { around, differs, GUARDED, named, PEOPLE, SHARES, unnamed, valueOf } from './hazardUnits.ts'
import { alphaFor, assessed, CATEGORIES, NAMED, WAYS_TO_NAME } from './majorHazardOracle.ts'

const JUDGED = 'core/domain/majorHazard.ts'
const JUDGE = 'GB 18218-2018 in exact fractions, from its tables in tests/fixtures/standards'

test('one chemical is identified and graded right around every limit', (context) => {
  const compared = proves(context, {
      claim: 'One chemical: S, R and level around S = 1 and R = 10, 50, 100, for 85 named chemicals in 24 categories, 24 unnamed ones and every step of α',
      judged: `${JUDGED} assessSource`,
      judge: JUDGE,
    }) // prettier-ignore
  for (const chemical of sampleOf([...named, ...unnamed], 12))
    for (const { people, texts } of around([chemical], PEOPLE, (limit) => [...SHARES, ...GUARDED[limit]!])) {
      expect(differs([chemical], people, texts)).toBeUndefined()
      compared()
    }
})

test('ten equal parts come to their sum', (context) => {
  const compared = proves(context, {
    claim: 'Up to 60 equal parts whose ratios come to exactly 1 are a major hazard source, though floating point adds them to less',
    judged: `${JUDGED} assessSource`,
    judge: JUDGE,
  }) // prettier-ignore
  for (const chemical of sampleOf(unnamed, 8))
    for (let parts = 1; parts <= cases(20, 60); parts += 1) {
      const chemicals = Array.from({ length: parts }, () => chemical)
      // as decimal text of twelve places each part is a little less than its share: the last makes up for it
      const part = toDecimal(dividedBy(chemical.critical, decimal(String(parts))), 12)
      const rest = { over: -decimal(part).over * BigInt(parts - 1), under: decimal(part).under }
      const texts = chemicals.map((_, at) => (at > 0 ? part : toDecimal(plus(chemical.critical, rest), 12)))
      expect(differs(chemicals, 0, texts)).toBeUndefined()
      expect(assessed(chemicals.map((one, at) => ({ ...one, quantity: decimal(texts[at]!) })), 0).sumRatio).toSatisfy(
        (sum: Fraction) => sum.over * ONE.under === sum.under,
      )
      compared()
    }
}) // prettier-ignore

/** A value, or that it was refused. */
function orRefused<Value>(work: () => Value): Value | 'refused' {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return 'refused'
    throw error
  }
}

test('Q and β are those of the tables by every name, alias and CAS number', (context) => {
  const compared = proves(context, {
    claim: 'Q by every name, alias and CAS number of table 1, refused where it says too little; β by table 3, then by table 4, never by default',
    judged: `${JUDGED} criticalQuantity, betaOf`,
    judge: JUDGE,
  }) // prettier-ignore
  for (const { critical, ...asked } of WAYS_TO_NAME) {
    const wanted = critical === undefined ? 'refused' : Number(critical)
    expect([asked, orRefused(() => criticalQuantity({ ...asked, quantity: 1 }))]).toEqual([asked, wanted])
    compared()
  }
  for (const { name, beta } of NAMED) {
    for (const category of [undefined, ...CATEGORIES]) {
      const asked = { name, quantity: 1, ...(category && { category: category.symbol }) }
      const wanted = beta ?? category?.beta
      expect([asked, orRefused(() => betaOf(asked).beta)]).toEqual([asked, wanted ? Number(wanted) : 'refused'])
      compared()
    }
  }
})

test('α has the steps of table 5', (context) => {
  const compared = proves(context, {
    claim: 'α for every number of people from 0 to 100 000',
    judged: `${JUDGED} alphaOf`,
    judge: JUDGE,
  })
  for (let people = 0; people <= cases(300, 100_000); people += 1) {
    if (alphaOf(people) !== valueOf(alphaFor(people))) expect.fail(`${people} people: α = ${alphaOf(people)}`)
    compared()
  }
})
