import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atLeisure } from './inSlices.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('a few hundred looks are made at once, ten thousand within two seconds, each once and in its order', async () => {
  const leisurely = atLeisure()
  const made: number[] = []
  for (let n = 0; n < 250; n++) leisurely(() => made.push(n))
  await vi.advanceTimersByTimeAsync(0)
  expect(made).toHaveLength(250)
  for (let n = 250; n < 10_250; n++) leisurely(() => made.push(n))
  await vi.advanceTimersByTimeAsync(0)
  expect(made).toHaveLength(500)
  await vi.advanceTimersByTimeAsync(49)
  expect(made).toHaveLength(500)
  await vi.advanceTimersByTimeAsync(1_951)
  expect(made).toEqual(Array.from({ length: 10_250 }, (_, n) => n))
  const last = () => made.push(-1)
  for (let n = 0; n < 3; n++) leisurely(last)
  await vi.advanceTimersByTimeAsync(0)
  expect(made.slice(10_250)).toEqual([-1])
})
