import { describe, expect, test } from 'vitest'
import { accidentGrade } from './accidentGrade.ts'

const NONE = { deaths: 0, seriousInjuries: 0, directLoss: 0 }

describe('accidentGrade', () => {
  test.each([
    ['deaths', [1, 2], [3, 9], [10, 29], [30, 500]],
    ['seriousInjuries', [0, 9], [10, 49], [50, 99], [100, 900]],
    ['directLoss', [0, 9_999_999.99], [10_000_000, 49_999_999.99], [50_000_000, 99_999_999.99], [100_000_000, 1e12]],
  ] as const)('%s: the number itself reaches the grade', (field, ...bands) => {
    bands.forEach((band, at) => {
      for (const value of band) expect([value, accidentGrade({ ...NONE, [field]: value })]).toEqual([value, 4 - at])
    })
  })

  test('any one criterion is enough, the worst decides', () => {
    expect(accidentGrade({ deaths: 1, seriousInjuries: 10, directLoss: 1 })).toBe(3)
    expect(accidentGrade({ deaths: 10, seriousInjuries: 100, directLoss: 10_000_000 })).toBe(1)
    expect(accidentGrade({ deaths: 3, seriousInjuries: 0, directLoss: 50_000_000 })).toBe(2)
  })

  test.each([
    { deaths: -1 },
    { deaths: 0.5 },
    { seriousInjuries: Number.NaN },
    { directLoss: -0.01 },
    { directLoss: Number.NaN },
  ])('%o is refused', (wrong) => {
    expect(() => accidentGrade({ ...NONE, ...wrong })).toThrow(RangeError)
  })
})
