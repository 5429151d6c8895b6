import { expect, test } from 'vitest'
import { limitReached, limitsOf, liveNow, shareOf, valueText } from './liveSensor.ts'

const ROW = { age: 5, cadence: 10, enabled: true }
const LIMITS = { limitLowLow: 1, limitLow: 2, limitHigh: 8, limitHighHigh: null }

test('a value ages by what has passed since the server told its age', () => {
  expect(liveNow(ROW, 0)).toEqual({ age: 5, state: 'fresh' })
  expect(liveNow(ROW, 15.5)).toEqual({ age: 20, state: 'late' })
  expect(liveNow(ROW, 25)).toEqual({ age: 30, state: 'late' })
  expect(liveNow(ROW, 25.1)).toEqual({ age: 30, state: 'silent' })
  expect(liveNow({ ...ROW, age: null }, 1)).toEqual({ age: null, state: 'silent' })
  expect(liveNow({ ...ROW, enabled: false }, 1).state).toBe('off')
})

test('the outermost limit that is reached is told, at the limit itself too', () => {
  const told = [0.5, 1, 1.5, 2, 2.1, 7.9, 8, 99, null].map((value) => limitReached(LIMITS, value))
  expect(told).toEqual(['LL', 'LL', 'L', 'L', undefined, undefined, 'H', 'H', undefined])
  expect(limitsOf(LIMITS).map(({ name }) => name)).toEqual(['LL', 'L', 'H'])
})

test('a value stands within its range, and is written with the digits that it has', () => {
  const range = { rangeLow: -10, rangeHigh: 30 }
  expect([-20, -10, 10, 30, 31].map((value) => shareOf(range, value))).toEqual([0, 0, 50, 100, 100])
  expect([null, 0, 0.1 + 0.2, 1234.5678, 0.00012].map(valueText)).toEqual(['—', '0', '0.3', '1,234.57', '0.00012'])
})
