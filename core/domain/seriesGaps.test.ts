import { expect, test } from 'vitest'
import { gapsOf, mayHideGaps } from './seriesGaps.ts'

const at = (...moments: number[]) => moments.map((moment) => ({ first: moment, last: moment, quiet: null }))

test('three agreed times are no gap, a moment more is one; at the edges too', () => {
  expect(gapsOf(at(30_000, 60_000), [0, 90_000], 10)).toEqual([])
  expect(gapsOf(at(30_001, 60_001), [0, 90_002], 10)).toEqual([[0, 30_001], [60_001, 90_002]]) // prettier-ignore
  expect(gapsOf([], [0, 90_000], 10)).toEqual([[0, 90_000]])
  expect(gapsOf([], [90_000, 90_000], 10)).toEqual([])
})

test('a silence within a minute lies between those about it', () => {
  const minutes = [
    { first: 0, last: 59_000, quiet: [5000, 50_000] as const },
    { first: 60_000, last: 61_000, quiet: [60_000, 61_000] as const },
    { first: 200_000, last: 201_000, quiet: null },
  ]
  expect(gapsOf(minutes, [0, 205_000], 10)).toEqual([[5000, 50_000], [61_000, 200_000]]) // prettier-ignore
})

test('a second gap may be hid where two that are longer than three agreed times go into one minute or hour, and in no single value', () => {
  expect([9, 10].map((cadence) => mayHideGaps('minute', cadence))).toEqual([true, false])
  expect([599, 600].map((cadence) => mayHideGaps('hour', cadence))).toEqual([true, false])
  expect(mayHideGaps('raw', 1)).toBe(false)
  // two such gaps in a minute of a sensor read every nine seconds, of which only the longest is kept
  const values = [0, 28_000, 56_000]
  expect(gapsOf(at(...values), [0, 56_000], 9)).toHaveLength(2)
  expect(gapsOf([{ first: 0, last: 56_000, quiet: [0, 28_000] }], [0, 56_000], 9)).toHaveLength(1)
})
