import { expect, test } from 'vitest'
import { lateReceipt, lengthText, placeText } from './fieldText.ts'

const NOW = Date.parse('2026-06-15T04:00:00Z')

test.each([
  ['2026-06-14T22:30:00Z', '2026-06-15T02:05:00Z', '06-15 10:05'],
  ['2025-12-31T15:59:00Z', '2025-12-31T16:01:00Z', '01-01 00:01'],
  ['2026-06-15T02:05:01Z', '2026-06-15T02:05:59Z', undefined],
  ['2026-06-15T02:05:00Z', null, undefined],
])('found %s and received %s, the report came at %s', (foundAt, receivedAt, text) => {
  expect(lateReceipt({ foundAt, receivedAt }, NOW)).toBe(text)
})

test.each([
  [0, '0 m'],
  [0.2, '< 1 m'],
  [12.4, '12 m'],
  [999.4, '999 m'],
  [999.6, '1 km'],
  [1549, '1.5 km'],
  [12_345_678, '12,345.7 km'],
])('%d metres are %s', (metres, text) => {
  expect(lengthText(metres)).toBe(text)
})

test.each([
  [[121.25, 37.5], '37.50000° N, 121.25000° E'],
  [[-70.1, -33.45], '33.45000° S, 70.10000° W'],
] as const)('%j is written %s', (position, text) => {
  expect(placeText(position)).toBe(text)
})
