import { expect, test } from 'vitest'
import { daysLeft } from './reminderDays.ts'

test.each([
  ['2026-06-15T15:59:59Z', 0],
  ['2026-06-15T16:00:00Z', -1],
  ['2026-06-14T15:59:59Z', 1],
  ['2026-03-15T02:00:00Z', 92],
])('on %s the last day 2026-06-15 is %d days ahead', (now, days) => {
  expect(daysLeft('2026-06-15', Date.parse(now))).toBe(days)
})
