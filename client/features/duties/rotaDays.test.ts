import { expect, test } from 'vitest'
import { dayOn, mondayOf, rotate, turnsOn, turnsUntil, typed } from './rotaDays.ts'

test('weeks begin on Monday by the calendar of China, whatever zone the machine is in', () => {
  // Sunday 2026-03-01 23:59 and Monday 00:00 in China
  expect(mondayOf(Date.parse('2026-03-01T15:59:59Z'))).toBe('2026-02-23')
  expect(mondayOf(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02')
  expect(dayOn('2026-02-28', 1)).toBe('2026-03-01')
  expect(typed('2026-03-01T16:30:00Z')).toBe('2026-03-02T00:30')
})

test('a turn over midnight stands under both days, and one that ends at midnight under one', () => {
  const turn = (fromAt: string, untilAt: string) => ({ id: 1, seat: 'officer' as const, account: null, person: '甲', phone: null, note: null, changedAt: fromAt, fromAt, untilAt }) // prettier-ignore
  const [over, till] = [turn('2026-03-02T12:30:00Z', '2026-03-03T00:30:00Z'), turn('2026-03-02T04:00:00Z', '2026-03-02T16:00:00Z')] // prettier-ignore
  expect(turnsOn([over, till], '2026-03-02')).toEqual([over, till])
  expect(turnsOn([over, till], '2026-03-03')).toEqual([over])
})

test('people take turns in their order, each from the end of the one before', () => {
  const [one, two] = [
    { account: 1, person: '甲' },
    { account: null, person: '乙', phone: null },
  ] as const
  const made = rotate([one, two], '2026-03-02T08:30', { hours: 12, turns: 3 })
  expect(made.map(({ person }) => person)).toEqual(['甲', '乙', '甲'])
  expect(made[0]?.fromAt).toBe('2026-03-02T00:30:00.000Z')
  expect(made.slice(1).map(({ fromAt }) => fromAt)).toEqual(made.slice(0, -1).map(({ untilAt }) => untilAt))
  expect(rotate([], '2026-03-02T08:30', { hours: 12, turns: 3 })).toEqual([])
  expect(rotate([one], '', { hours: 12, turns: 3 })).toEqual([])
})

test('as many turns fit before the horizon as end by it, to the instant', () => {
  const fit = (until: string) => turnsUntil('2026-03-02T08:30', { hours: 12, turns: 7 }, Date.parse(until))
  // the third ends on 3 March at 20:30 in China
  expect(fit('2026-03-03T12:30:00.000Z')).toBe(3)
  expect(fit('2026-03-03T12:29:59.999Z')).toBe(2)
  expect(fit('2026-03-02T12:29:59.999Z')).toBe(0)
  expect(fit('2026-03-01T00:00:00.000Z')).toBe(0)
  expect(fit('2027-03-01T00:00:00.000Z')).toBe(7)
  expect(turnsUntil('', { hours: 12, turns: 7 }, 0)).toBe(7)
})
