import { expect, test } from 'vitest'
import { daysLate, periodBefore, periodDue, periodEnd, periodsOf, periodStart, yearEarlier, yearOf } from './reports.ts'

test.each([
  ['2026-Q1', '2025-12-31T16:00:00.000Z', '2026-03-31T16:00:00.000Z', '2026-04-15', '2025-Q4', '2025-Q1'],
  ['2026-Q3', '2026-06-30T16:00:00.000Z', '2026-09-30T16:00:00.000Z', '2026-10-15', '2026-Q2', '2025-Q3'],
  ['2025-Q4', '2025-09-30T16:00:00.000Z', '2025-12-31T16:00:00.000Z', '2026-01-15', '2025-Q3', '2024-Q4'],
  ['2025', '2024-12-31T16:00:00.000Z', '2025-12-31T16:00:00.000Z', '2026-01-31', '2024', undefined],
])('%s begins, ends and is due by the clock of China', (...[period, start, end, due, before, earlier]) => {
  expect([periodStart(period).toISOString(), periodEnd(period).toISOString(), periodDue(period)]).toEqual([start, end, due]) // prettier-ignore
  expect([periodBefore(period), yearEarlier(period)]).toEqual([before, earlier])
})

test.each([
  ['2026-Q3', '2026-10-15T15:59:59.999Z', 0],
  ['2026-Q3', '2026-10-15T16:00:00.000Z', 1],
  ['2026-Q3', '2026-10-18T15:59:59.999Z', 3],
  ['2026-Q3', '2026-10-18T16:00:00.000Z', 4],
  ['2025', '2026-01-31T15:59:59.999Z', 0],
  ['2025', '2026-01-31T16:00:00.000Z', 1],
  ['2026', '2026-05-01T00:00:00.000Z', 0],
])('%s is late at %s by %i days', (period, now, days) => {
  expect(daysLate(period, new Date(now))).toBe(days)
})

test('a year has four quarters and itself, and begins in China eight hours early', () => {
  expect(periodsOf(2026)).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2026'])
  expect([yearOf(new Date('2025-12-31T15:59:59Z')), yearOf(new Date('2025-12-31T16:00:00Z'))]).toEqual([2025, 2026])
})

test.each(['2026-Q5', '2026-q1', '1999', '26', '2026-01', ''])('%j is no period', (period) => {
  expect(() => periodStart(period)).toThrow(RangeError)
})
