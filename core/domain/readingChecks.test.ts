import { describe, expect, test } from 'vitest'
import { instantOf, type Measuring, readingRefusal } from './readingChecks.ts'

const LEVEL: Measuring = { enabled: true, low: 0, high: 10 }
const BETWEEN = { first: 1_000, last: 9_000 }
const at = 5_000

test.each([
  ['of no time', { at: undefined, value: 1 }, [LEVEL], 'time'],
  ['after the last moment', { at: 9_001, value: 1 }, [LEVEL], 'future'],
  ['at the last moment', { at: 9_000, value: 1 }, [LEVEL], undefined],
  ['at the first moment', { at: 1_000, value: 1 }, [LEVEL], undefined],
  ['before the first moment', { at: 999, value: 1 }, [LEVEL], 'old'],
  ['of no sensor', { at, value: 1 }, [], 'unknown'],
  ['of a code that two sensors bear', { at, value: 1 }, [LEVEL, LEVEL], 'several'],
  ['of a sensor that is off', { at, value: 1 }, [{ ...LEVEL, enabled: false }], 'disabled'],
  ['that is a text', { at, value: '1' }, [LEVEL], 'no-number'],
  ['that is nothing', { at, value: null }, [LEVEL], 'no-number'],
  ['beyond all numbers', { at, value: Number.POSITIVE_INFINITY }, [LEVEL], 'no-number'],
  ['that is not a number', { at, value: Number.NaN }, [LEVEL], 'no-number'],
  ['one range above the range', { at, value: 20 }, [LEVEL], undefined],
  ['a little more than that', { at, value: 20.000001 }, [LEVEL], 'range'],
  ['one range below the range', { at, value: -10 }, [LEVEL], undefined],
  ['a little less than that', { at, value: -10.000001 }, [LEVEL], 'range'],
] as const)('a reading %s', (_what, reading, found, refusal) => {
  expect(readingRefusal(reading, found, BETWEEN)).toBe(refusal)
})

describe('an instant', () => {
  test.each([
    ['2026-03-02T08:00:00Z', Date.UTC(2026, 2, 2, 8)],
    ['2026-03-02T16:00:00.250+08:00', Date.UTC(2026, 2, 2, 8, 0, 0, 250)],
    ['2026-03-02T08:00Z', Date.UTC(2026, 2, 2, 8)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['2026-03-02T08:00:00.1234567Z', Date.UTC(2026, 2, 2, 8, 0, 0, 123)],
  ])('is read from %s', (text, ms) => expect(instantOf(text)).toBe(ms))

  test.each(['', 'now', '2026-03-02', '2026-03-02T08:00:00', '2026-03-02 08:00:00Z', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-03-02T25:00:00Z', '1772438400000'])(
    'is none: %j',
    (text) => expect(instantOf(text)).toBeUndefined(),
  ) // prettier-ignore
})
