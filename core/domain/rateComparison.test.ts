import { describe, expect, test } from 'vitest'
import { compareRates, FEWEST_RANKED, intervalOf } from './rateComparison.ts'
import { Z_95 } from './wilson.ts'

describe('compareRates', () => {
  test('ranks by what is known to be kept: 3 of 3 has no rank, 38 of 40 goes before 5 of 5', () => {
    const rates = [{ n: 3, of: 3 }, { n: 5, of: 5 }, { n: 38, of: 40 }, { n: 0, of: 0 }, { n: 5, of: 5 }, { n: 10, of: 40 }] // prettier-ignore
    const compared = compareRates(rates, { n: 61, of: 93 })
    expect(compared.map(({ rank }) => rank)).toEqual([null, 2, 1, null, 2, 4])
    expect(compared.map(({ few }) => few)).toEqual([true, false, false, true, false, false])
    expect(compared[3]).toMatchObject({ low: null, high: null, outlier: null })
    expect(compared.map(({ outlier }) => outlier)).toEqual([null, null, 'above', null, null, 'below'])
  })

  test.each([{ n: 300, of: 400 }, { n: 95, of: 100 }, { n: 1, of: 50 }])('calls an outlier of $n of $of exactly what lies beyond the limits of a funnel', (whole) => {
    const p = whole.n / whole.of
    const sizes = Array.from({ length: 85 }, (_, at) => at + FEWEST_RANKED)
    for (const [n, of] of sizes.flatMap((size) => Array.from({ length: size + 1 }, (_, at) => [at, size] as const))) {
      const [{ outlier } = { outlier: null }] = compareRates([{ n, of }], whole)
      const beyond = n / of - p
      const limit = Z_95 * Math.sqrt((p * (1 - p)) / of)
      if (Math.abs(Math.abs(beyond) - limit) < 1e-9) continue
      expect(outlier, `${n} of ${of} around ${p}`).toBe(Math.abs(beyond) < limit ? null : beyond > 0 ? 'above' : 'below')
    }
  }) // prettier-ignore

  test('knows no outlier where the whole is nothing', () => {
    expect(compareRates([{ n: 5, of: 5 }], { n: 0, of: 0 })).toMatchObject([{ rank: 1, outlier: null }])
    expect(intervalOf({ n: 0, of: 0 })).toEqual({ low: null, high: null })
  })
})
