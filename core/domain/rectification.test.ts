import { describe, expect, test } from 'vitest'
import { monthAfter, monthStart } from './calendar.ts'
import { type HazardDates, rate, rectificationOf } from './rectification.ts'

const at = (iso: string) => new Date(iso)
const hazard = (foundAt: string, dueAt: string, closedAt?: string, voided = false): HazardDates => ({
  foundAt: at(foundAt),
  dueAt: at(dueAt),
  closedAt: closedAt ? at(closedAt) : undefined,
  voided,
})

describe('rectificationOf', () => {
  const NOW = at('2026-11-20T00:00:00Z')
  const book = [
    hazard('2026-09-10T00:00:00Z', '2026-09-30T00:00:00Z', '2026-10-05T00:00:00Z'), // late: overdue at the end of September
    hazard('2026-09-10T00:00:00Z', '2026-09-20T00:00:00Z', '2026-09-20T00:00:00Z'), // on time at the very moment
    hazard('2026-10-01T00:00:00Z', '2026-10-31T16:00:00Z'), // due at the first moment of November
    hazard('2026-11-01T00:00:00Z', '2026-11-25T00:00:00Z'), // not yet due
    hazard('2026-11-02T00:00:00Z', '2026-11-10T00:00:00Z', undefined, true), // voided
  ]
  test.each([
    ['2026-09', { new: 2, closed: 1, overdue: 1, due: 2, onTime: 1 }],
    ['2026-10', { new: 1, closed: 1, overdue: 0, due: 0, onTime: 0 }],
    ['2026-11', { new: 1, closed: 0, overdue: 1, due: 1, onTime: 0 }],
    ['2026-12', { new: 0, closed: 0, overdue: 0, due: 0, onTime: 0 }],
  ])('%s', (month, wanted) => {
    expect(rectificationOf(month, book, NOW)).toEqual(wanted)
  })
  test.each([
    ['at the very moment it is due', '2026-10-15T02:00:00Z', { overdue: 0, due: 0 }],
    ['a millisecond later', '2026-10-15T02:00:00.001Z', { overdue: 1, due: 1 }],
  ])('a hazard %s', (_when, now, wanted) => {
    const due = [hazard('2026-10-01T00:00:00Z', '2026-10-15T02:00:00Z')]
    expect(rectificationOf('2026-10', due, at(now))).toMatchObject(wanted)
  })
  test('what is granted after the end of a month changes nothing of it, and counts from then on', () => {
    const granted = at('2026-10-03T00:00:00Z')
    const [before, after] = [at('2026-09-20T00:00:00Z'), at('2026-10-20T00:00:00Z')]
    const moved: HazardDates = {
      ...hazard('2026-09-01T00:00:00Z', after.toISOString(), '2026-10-19T00:00:00Z'),
      dueThen: (moment) => (moment < granted ? before : after),
    }
    expect(rectificationOf('2026-09', [moved], NOW)).toMatchObject({ overdue: 1, due: 1, onTime: 0 })
    expect(rectificationOf('2026-10', [moved], NOW)).toMatchObject({ overdue: 0, due: 1, onTime: 1 })
    expect(rectificationOf('2026-09', [moved], at('2026-09-25T00:00:00Z'))).toMatchObject({ overdue: 0, due: 0 })
  })
  test('closing at the first moment of a month counts in it, and was no longer overdue at the end of the one before', () => {
    const late = [hazard('2026-09-01T00:00:00Z', '2026-09-10T00:00:00Z', '2026-09-30T16:00:00Z')]
    expect(rectificationOf('2026-09', late, NOW)).toMatchObject({ closed: 0, overdue: 0, due: 1, onTime: 0 })
    expect(rectificationOf('2026-10', late, NOW)).toMatchObject({ closed: 1, overdue: 0 })
  })
  test('every hazard is new, due and closed in one month at most, and overdue in each between', () => {
    const months = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12']
    const old = [hazard('2026-08-31T16:00:00Z', '2026-09-30T15:59:59Z', '2026-11-02T00:00:00Z')]
    const rows = months.map((month) => rectificationOf(month, old, NOW))
    expect(rows.map((row) => [row.new, row.due, row.overdue, row.closed])).toEqual([
      [0, 0, 0, 0],
      [1, 1, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ])
  })
  test('months hold a year of moments without gap or overlap', () => {
    const start = monthStart('2026-01').getTime()
    const moments = Array.from({ length: 1000 }, (_, index) => new Date(start + index * 8_760 * 3_600))
    const book = moments.map((moment) => ({ foundAt: moment, dueAt: moment, closedAt: moment, voided: false }))
    const year = Array.from({ length: 12 }, (_, index) => monthAfter('2026-01', index))
    const later = at('2028-01-01T00:00:00Z')
    const total = (key: 'new' | 'closed' | 'due' | 'onTime' | 'overdue') =>
      year.reduce((sum, month) => sum + rectificationOf(month, book, later)[key], 0)
    expect([total('new'), total('closed'), total('due'), total('onTime'), total('overdue')]).toEqual([
      1000, 1000, 1000, 1000, 0,
    ])
  })
  test('what is dated after now has not happened yet, what is dated now has', () => {
    const ahead = [hazard('2026-11-20T00:00:00.001Z', '2026-11-25T00:00:00Z', '2026-11-21T00:00:00Z')]
    const just = [hazard('2026-11-20T00:00:00Z', '2026-11-25T00:00:00Z', '2026-11-20T00:00:00Z')]
    expect(rectificationOf('2026-11', ahead, NOW)).toMatchObject({ new: 0, closed: 0 })
    expect(rectificationOf('2026-11', just, NOW)).toMatchObject({ new: 1, closed: 1 })
  })
  test('the past does not change with what happens later', () => {
    const closedLater = book.map((one) => (one.closedAt || one.voided ? one : { ...one, closedAt: NOW }))
    expect(rectificationOf('2026-10', closedLater, NOW)).toEqual(rectificationOf('2026-10', book, NOW))
  })
})

test('a rate over nothing is no rate', () => {
  expect(rate(0, 0)).toBeUndefined()
  expect(rate(3, 4)).toBe(0.75)
})
