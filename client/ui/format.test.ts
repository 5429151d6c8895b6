import { describe, expect, test } from 'vitest'
import { count, daysUntil, percent, term, spanOf } from './format.ts'

test.each([
  [0, '0'],
  [1286, '1,286'],
])('count %d is %s', (value, text) => {
  expect(count(value)).toBe(text)
})

test.each([
  [534, 612, '87.3%'],
  [3, 4, '75.0%'],
  [0, 5, '0.0%'],
  [0, 0, '—'],
])('%d of %d is %s', (n, of, text) => {
  expect(percent(n, of)).toBe(text)
})

describe('daysUntil', () => {
  const now = Date.parse('2026-11-25T04:00:00Z')
  test.each([
    ['2026-11-25T04:00:00Z', 0],
    ['2026-11-25T05:00:00Z', 1],
    ['2026-11-27T04:00:00Z', 2],
    ['2026-11-25T03:00:00Z', -1],
    ['2026-11-21T04:00:00Z', -4],
  ])('%s is %d days away', (moment, days) => {
    expect(daysUntil(moment, now)).toBe(days)
  })
})

test.each([
  [112.4, '112.4'],
  [74.93333, '74.93'],
  [50, '50'],
  [0.00012345, '0.0001234'],
])('term %d is %s', (value, text) => {
  expect(term(value)).toBe(text)
})

const DAY = 86_400
test.each([
  [59, { unit: 'minutes', n: 0, rest: 0 }],
  [3599, { unit: 'minutes', n: 59, rest: 0 }],
  [3660, { unit: 'hours', n: 1, rest: 1 }],
  [DAY - 1, { unit: 'hours', n: 23, rest: 59 }],
  [2 * DAY + 3 * 3600, { unit: 'days', n: 2, rest: 3 }],
])('%i seconds as a span', (seconds, span) => {
  expect(spanOf(seconds)).toEqual(span)
})
