import { expect, test } from 'vitest'
import { endOf, isGathered, isOver, LONGEST_MS, MOST_GATHERED, patrolBegun, withPlace } from './patrol.ts'

const NOW = Date.parse('2026-06-15T02:00:00Z')
const HERE = { lng: 121.5, lat: 37.4, accuracyM: 12 }
const begun = patrolBegun('a', NOW)

test('a place is a point, every five seconds at most', () => {
  const first = withPlace(begun, HERE, NOW + 1000)
  expect(first).toMatchObject({ count: 1, lastAt: NOW + 1000, points: [{ at: '2026-06-15T02:00:01.000Z', position: [121.5, 37.4], accuracyM: 12 }] }) // prettier-ignore
  expect(withPlace(first, HERE, NOW + 5999)).toBe(first)
  expect(withPlace(first, HERE, NOW + 6000).count).toBe(2)
})

test.each([
  ['too inexact', { ...HERE, accuracyM: 101 }, 0],
  ['known to nobody how exactly', { ...HERE, accuracyM: Number.NaN }, 0],
  ['after the 12 hours', HERE, LONGEST_MS],
])('a place that is %s is none', (_what, place, later) => {
  expect(withPlace(begun, place, NOW + later)).toBe(begun)
})

test('points go to the queue after a minute, or when they are many', () => {
  const first = withPlace(begun, HERE, NOW)
  expect([isGathered(begun, NOW + 60_000), isGathered(first, NOW + 59_999), isGathered(first, NOW + 60_000)]).toEqual([false, false, true]) // prettier-ignore
  const point = first.points[0]!
  expect(isGathered({ ...first, points: Array.from({ length: MOST_GATHERED }, () => point) }, NOW)).toBe(true)
})

test('it ends when it is switched off, after 12 hours at most and not before it began', () => {
  expect([endOf(begun, NOW + 5), endOf(begun, NOW - 5), endOf(begun, NOW + LONGEST_MS + 5)]).toEqual([NOW + 5, NOW, NOW + LONGEST_MS]) // prettier-ignore
  expect([isOver(begun, NOW + LONGEST_MS - 1), isOver(begun, NOW + LONGEST_MS)]).toEqual([false, true])
})
