import { expect, test } from 'vitest'
import { clockTime, shortDay, spokenDay } from './districtTime.ts'

const MONDAY = Date.parse('2026-11-23T01:42:31Z')

test('the clock is the district’s, wherever the screen stands', () => {
  expect(clockTime(MONDAY)).toBe('09:42:31')
  expect(clockTime(Date.parse('2026-11-22T16:00:00Z'))).toBe('00:00:00')
})

test.each([
  ['zh', '11月23日 周一'],
  ['en', 'Mon 23 Nov'],
] as const)('a day is spoken in %s', (locale, day) => {
  expect(spokenDay(MONDAY, locale)).toBe(day)
})

test.each([
  ['2026-11-18T02:00:00Z', '11-18'],
  ['2025-12-31T15:59:59Z', '2025-12-31'],
  ['2025-12-31T16:00:00Z', '01-01'],
])('%s is written %s', (at, day) => {
  expect(shortDay(Date.parse(at), MONDAY)).toBe(day)
})
