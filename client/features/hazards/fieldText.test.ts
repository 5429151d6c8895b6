import { expect, test } from 'vitest'
import { lateReceipt } from './fieldText.ts'

const NOW = Date.parse('2026-06-15T04:00:00Z')

test.each([
  ['2026-06-14T22:30:00Z', '2026-06-15T02:05:00Z', '06-15 10:05'],
  ['2025-12-31T15:59:00Z', '2025-12-31T16:01:00Z', '01-01 00:01'],
  ['2026-06-15T02:05:01Z', '2026-06-15T02:05:59Z', undefined],
  ['2026-06-15T02:05:00Z', null, undefined],
])('found %s and received %s, the report came at %s', (foundAt, receivedAt, text) => {
  expect(lateReceipt({ foundAt, receivedAt }, NOW)).toBe(text)
})
