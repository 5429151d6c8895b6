import { describe, expect, test } from 'vitest'
import cases from '../../tests/fixtures/standards/gb18218Cases.json' with { type: 'json' }
import { NAMED_CHEMICALS } from './gb18218Table1.ts'
import { CHEMICAL_CATEGORIES } from './gb18218Tables.ts'
import { alphaOf, assessSource, betaOf, criticalQuantity, levelOf } from './majorHazard.ts'

interface Case {
  id: string
  title: string
  items: { substance: string; q: number; Q: number; beta: number }[]
  people?: number
  levelCheckOnly?: number
  expect: { S?: number; R?: number; alpha?: number; level?: number; isMajor?: boolean }
}
const published = cases as unknown as Case[]

describe('assessSource', () => {
  test.each(published.filter(({ items }) => items.length > 0))(
    'case $id: $title',
    ({ items, people, expect: wanted }) => {
      const substances = items.map(({ substance, q, Q, beta }) => ({
        name: substance,
        quantity: q,
        critical: Q,
        beta,
        betaReason: 'published case',
      }))
      const found = assessSource({ substances, peopleOutside: people })
      if (wanted.S !== undefined) expect(found.sumRatio).toBeCloseTo(wanted.S, 9)
      if (wanted.R !== undefined) expect(found.r).toBeCloseTo(wanted.R, 6)
      if (wanted.alpha !== undefined) expect(found.alpha).toBe(wanted.alpha)
      if (wanted.level !== undefined) expect(found.level).toBe(wanted.level)
      if (wanted.isMajor !== undefined) expect(found.level !== undefined).toBe(wanted.isMajor)
    },
  )

  test.each(published.filter(({ items }) => items.length > 0))(
    'case $id: Q and β come from the tables by name alone, β of unlisted gases and liquids by category',
    ({ items, people, expect: wanted }) => {
      const substances = items.map(({ substance, q }) => {
        const category = NAMED_CHEMICALS.find(({ name }) => name === substance)?.category
        return { name: substance, quantity: q, ...(category && { category }) }
      })
      const withPetrol = substances.map((one) => (one.name === '汽油' ? { ...one, category: 'W5.3' } : one))
      const found = assessSource({ substances: withPetrol, peopleOutside: people })
      expect(found.terms.map(({ critical, beta }) => [critical, beta])).toEqual(items.map(({ Q, beta }) => [Q, beta]))
      if (wanted.R !== undefined) expect(found.r).toBeCloseTo(wanted.R, 6)
      if (wanted.level !== undefined) expect(found.level).toBe(wanted.level)
    },
  )

  test.each(published.filter(({ levelCheckOnly }) => levelCheckOnly !== undefined))(
    'case $id: $title grades by its published R alone',
    ({ levelCheckOnly, expect: wanted }) => {
      expect(levelOf(1, levelCheckOnly ?? Number.NaN)).toBe(wanted.level)
    },
  )

  test('finds Q and β by name: 氨 500 t among nobody is R = 50, level 二', () => {
    const found = assessSource({ substances: [{ name: '液氨', quantity: 500 }], peopleOutside: 0 })
    expect(found).toMatchObject({ sumRatio: 50, alpha: 0.5, r: 50, level: 2, provisional: false })
    expect(found.terms).toEqual([
      {
        name: '液氨',
        quantity: 500,
        critical: 10,
        ratio: 50,
        beta: 2,
        betaReason: 'GB 18218-2018 表3 氨',
        weighted: 100,
      },
    ])
  })

  test('without a plant boundary takes α = 2.0 and says so', () => {
    const substances = [{ name: '氯', quantity: 5 }]
    expect(assessSource({ substances })).toMatchObject({ alpha: 2, r: 8, level: 4, provisional: true })
  })

  test('a unit below S = 1 has no level, however many people live around it', () => {
    expect(
      assessSource({ substances: [{ name: '碳酰氯', quantity: 0.29 }], peopleOutside: 5000 }).level,
    ).toBeUndefined()
  })

  test.each([
    ['no substance', []],
    ['no quantity', [{ name: '氯', quantity: 0 }]],
    ['a negative quantity', [{ name: '氯', quantity: -1 }]],
    ['an endless quantity', [{ name: '氯', quantity: Number.POSITIVE_INFINITY }]],
    ['Q = 0', [{ name: '氯', quantity: 1, critical: 0 }]],
    ['a category that is not in table 2', [{ name: '无名之物', category: 'W99', quantity: 1 }]],
    ['a blank reason', [{ name: '氯', quantity: 1, beta: 2, betaReason: ' ' }]],
    ['β that is no number', [{ name: '氯', quantity: 1, beta: Number.NaN, betaReason: 'x' }]],
    ['煤气, whose β no table gives', [{ name: '煤气', quantity: 1 }]],
    ['a missing quantity', [{ name: '氯', quantity: Number.NaN }]],
    ['an unknown substance', [{ name: '无名之物', quantity: 1 }]],
    ['an unknown β', [{ name: '无名之物', quantity: 1, critical: 10 }]],
    ['β by hand without a reason', [{ name: '氯', quantity: 1, beta: 1 }]],
    ['β below 1', [{ name: '氯', quantity: 1, beta: 0.5, betaReason: 'x' }]],
  ])('refuses %s', (_what, substances) => {
    expect(() => assessSource({ substances, peopleOutside: 0 })).toThrow(RangeError)
  })
})

describe('tables', () => {
  test('table 1 has 85 chemicals, numbered, each with a CAS number or none and Q > 0', () => {
    expect(NAMED_CHEMICALS.map(({ no }) => no)).toEqual(Array.from({ length: 85 }, (_, at) => at + 1))
    for (const { critical } of NAMED_CHEMICALS) expect(critical).toBeGreaterThan(0)
  })
  test('every CAS number carries its check digit', () => {
    for (const cas of NAMED_CHEMICALS.flatMap((chemical) => chemical.cas)) {
      const digits = cas.replaceAll('-', '')
      const sum = [...digits.slice(0, -1)].reverse().reduce((total, digit, at) => total + Number(digit) * (at + 1), 0)
      expect(sum % 10, cas).toBe(Number(digits.at(-1)))
    }
  })
  test.each([
    ['苯乙烯', 500],
    ['氯', 5],
    ['汽油', 200],
    ['乙醇', 500],
    ['天然气', 50],
    ['环氧氯丙烷', 20],
    ['硝酸铵（含可燃物≤0.2%）', 50],
  ])('Q of %s is %d t', (name, critical) => {
    expect(criticalQuantity({ name, quantity: 1 })).toBe(critical)
  })
  test.each(['硝酸铵', '硝化棉', '硝化纤维素'])(
    '%s alone may be rows with different Q, and category does not decide',
    (name) => {
      expect(() => criticalQuantity({ name, category: 'W10', quantity: 1 })).toThrow(/full name/)
      expect(criticalQuantity({ name, critical: 5, quantity: 1 })).toBe(5)
    },
  )
  test('CAS names a chemical whose name is not in table 1', () => {
    const trade = { name: 'Ammonia, anhydrous', cas: '7664-41-7', quantity: 1 }
    expect([criticalQuantity(trade), betaOf(trade).beta]).toEqual([10, 2])
  })
  test('table 1 goes before table 2: 苯 is 50 t though W5.3 is 1000 t', () => {
    expect(criticalQuantity({ name: '苯', category: 'W5.3', quantity: 1 })).toBe(50)
  })
  test('every proposed category is one of table 2', () => {
    const symbols = CHEMICAL_CATEGORIES.map(({ symbol }) => symbol)
    expect(NAMED_CHEMICALS.filter(({ category }) => category && !symbols.includes(category))).toEqual([])
  })
  test('there are 24 categories, and J2 has β = 1', () => {
    expect(CHEMICAL_CATEGORIES).toHaveLength(24)
    expect(betaOf({ name: '某毒物', category: 'J2', quantity: 1 })).toEqual({ beta: 1, reason: 'GB 18218-2018 表4 J2' })
  })
  test('table 3 goes before table 4', () => {
    expect(betaOf({ name: '氯', category: 'J3', quantity: 1 }).beta).toBe(4)
  })
})

describe('alphaOf', () => {
  test.each([
    [0, 0.5],
    [1, 1],
    [29, 1],
    [30, 1.2],
    [49, 1.2],
    [50, 1.5],
    [99, 1.5],
    [100, 2],
    [82_292, 2],
  ])('%d people give α = %d', (people, alpha) => {
    expect(alphaOf(people)).toBe(alpha)
  })
  test('α never falls as people grow, and steps at 1, 30, 50 and 100', () => {
    const alphas = Array.from({ length: 300 }, (_, people) => alphaOf(people))
    const steps = alphas.flatMap((alpha, people) => (people > 0 && alpha !== alphas[people - 1] ? [people] : []))
    expect(steps).toEqual([1, 30, 50, 100])
    expect(alphas).toEqual([...alphas].sort((one, other) => one - other))
  })
  test.each([-1, 0.5, Number.NaN])('refuses %d people', (people) => {
    expect(() => alphaOf(people)).toThrow(RangeError)
  })
})

describe('levelOf', () => {
  test.each([
    [1, 100, 1],
    [1, 99.999_999, 2],
    [1, 50, 2],
    [1, 49.99, 3],
    [1, 10, 3],
    [1, 9.99, 4],
    [1, 0.5, 4],
    [Array.from({ length: 10 }, () => 0.1).reduce((sum, part) => sum + part, 0), 0.5, 4],
    [1, 100 - 5e-10, 1],
    [1, 100 - 2e-9, 2],
  ])('S = %d and R = %d is level %d', (sumRatio, r, level) => {
    expect(levelOf(sumRatio, r)).toBe(level)
  })
  test('S just below 1 is no major hazard source', () => {
    expect(levelOf(0.999_999, 500)).toBeUndefined()
  })
  test.each([
    [Number.NaN, 1],
    [1, Number.NaN],
    [-1, 1],
    [1, -1],
  ])('refuses S = %d with R = %d', (sumRatio, r) => {
    expect(() => levelOf(sumRatio, r)).toThrow(RangeError)
  })
})
