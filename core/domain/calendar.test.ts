import { describe, expect, test } from 'vitest'
import { monthAfter, monthOf, monthsBack, monthStart, yearBefore } from './calendar.ts'

const at = (iso: string) => new Date(iso)

describe('calendar', () => {
  test.each([
    ['2026-11-25T04:00:00.000Z', '2025-11-25T04:00:00.000Z'],
    ['2025-02-28T16:30:00.000Z', '2024-02-29T16:30:00.000Z'], // 1 March, half past midnight in China
    ['2024-02-29T04:00:00.000Z', '2023-02-28T04:00:00.000Z'],
    ['2024-02-28T16:30:00.000Z', '2023-02-27T16:30:00.000Z'], // 29 February already in China
  ])('a year before %s is %s', (now, before) => {
    expect(yearBefore(at(now))).toEqual(at(before))
  })

  test.each([
    ['2026-10-31T15:59:59.999Z', '2026-10'],
    ['2026-10-31T16:00:00Z', '2026-11'],
    ['2025-12-31T16:00:00Z', '2026-01'],
  ])('%s lies in %s', (moment, month) => {
    expect(monthOf(at(moment))).toBe(month)
  })
  test('a month starts at midnight in China', () => {
    expect(monthStart('2026-03').toISOString()).toBe('2026-02-28T16:00:00.000Z')
  })
  test('twelve months back cross the year', () => {
    expect(monthsBack(at('2026-02-10T00:00:00Z'), 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(monthAfter('2026-12')).toBe('2027-01')
  })
  test.each(['2026', '2026-13', '2026-1'])('refuses the month %s', (month) => {
    expect(() => monthStart(month)).toThrow(RangeError)
  })
})
