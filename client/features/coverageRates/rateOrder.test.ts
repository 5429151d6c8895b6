import { expect, test } from 'vitest'
import type { CoverageRate } from '#core/contract/coverageRates.ts'
import { ordered, seriesPaths } from './rateOrder.ts'

const row = (key: string, rank: number | null, overdue: number): CoverageRate => ({
  key, name: key, n: 1, of: 2, low: 0.1, high: 0.9, rank, few: rank === null, outlier: null, months: [],
  beside: { 'visits-overdue': overdue, 'hazards-overdue-now': 0, 'hazards-overdue-major': 0, 'coverage-faults': 0 },
}) // prettier-ignore

test('the worst goes first, who has no rank after those who have one, and equals keep their order', () => {
  const rows = [row('a', 1, 4), row('b', null, 9), row('c', 2, 4), row('d', 3, 0)]
  expect(ordered(rows, 'visit-coverage').map(({ key }) => key)).toEqual(['d', 'c', 'a', 'b'])
  expect(ordered(rows, 'visits-overdue').map(({ key }) => key)).toEqual(['b', 'a', 'c', 'd'])
})

test('a month over nothing breaks the line and its band, and one that stands alone is a dot', () => {
  const point = (n: number, of: number) => ({ n, of, low: of ? 0 : null, high: of ? 1 : null })
  const { line, bands } = seriesPaths([point(1, 2), point(2, 2), point(0, 0), point(0, 4)], { width: 40, height: 10 })
  expect(line).toBe('M5.0,5.0 L15.0,0.0 M35.0,10.0 h0')
  expect(bands).toEqual(['M5.0,0.0 L15.0,0.0 L15.0,10.0 L5.0,10.0 Z', 'M35.0,0.0 L35.0,10.0 Z'])
  expect(seriesPaths([point(0, 0)], { width: 40, height: 10 })).toEqual({ line: '', bands: [] })
})
