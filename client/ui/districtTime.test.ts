import { expect, test } from 'vitest'
import { clockTime, instantOf, momentText, shortDay, spokenDay } from './districtTime.ts'

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

test('a moment is written with its minute by the clock of the district', () => {
  expect(momentText(Date.parse('2026-11-25T01:05:59Z'), MONDAY)).toBe('11-25 09:05')
  expect(momentText(Date.parse('2027-01-07T16:00:00Z'), MONDAY)).toBe('2027-01-08 00:00')
})

test.each([
  ['2026-11-25T09:42', '2026-11-25T01:42:00.000Z'],
  ['2027-01-01T00:00', '2026-12-31T16:00:00.000Z'],
  ['', undefined],
  ['2026-13-01T00:00', undefined],
  ['2026-11-25', undefined],
])('%j typed is the instant %s', (typed, instant) => {
  expect(instantOf(typed)).toBe(instant)
})
