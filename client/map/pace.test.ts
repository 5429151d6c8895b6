import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { usePace } from './pace.ts'
import type { MapState } from './useMap.ts'

/** A map whose state the test sets, and how often newer data was taken up. */
function paced() {
  const state = ref<MapState>('loading')
  const scope = effectScope()
  let taken = 0
  const pace = scope.run(() => usePace({ state }, tryTo))!
  function tryTo() {
    if (pace.isFree()) taken += 1
  }
  return { state, changed: tryTo, taken: () => taken, end: () => scope.stop() }
}

/** Newer data is taken up for the `time`-th time after just so many milliseconds from now. */
function expectTaken(map: ReturnType<typeof paced>, milliseconds: number, time: number) {
  vi.advanceTimersByTime(milliseconds - 1)
  expect(map.taken()).toBe(time - 1)
  vi.advanceTimersByTime(1)
  expect(map.taken()).toBe(time)
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('newer data', () => {
  test('waits for nothing where the map has stood whole for a second', () => {
    const map = paced()
    map.state.value = 'idle'
    vi.advanceTimersByTime(1000)
    map.changed()
    expect(map.taken()).toBe(1)
  })

  test('waits until the map is whole and a second more, and is taken up once however often it changed', () => {
    const map = paced()
    for (let change = 0; change < 50; change++) {
      map.changed()
      vi.advanceTimersByTime(100)
    }
    map.state.value = 'idle'
    expectTaken(map, 1000, 1)
    vi.advanceTimersByTime(60_000)
    expect(map.taken()).toBe(1)
  })

  test('lets a map in a storm of changes stand whole for a second after each', () => {
    const map = paced()
    let whole = 0
    for (let tenth = 0; tenth < 600; tenth++) {
      const before = map.taken()
      map.changed()
      if (map.taken() > before) map.state.value = 'loading'
      // what was taken up is drawn for two seconds
      if (map.state.value === 'loading' && tenth % 20 === 19) map.state.value = 'idle'
      if (map.state.value === 'idle') whole += 1
      vi.advanceTimersByTime(100)
    }
    expect(map.taken()).toBeGreaterThanOrEqual(15)
    expect(whole).toBeGreaterThanOrEqual(15 * 10)
  })

  test('is taken up after twenty seconds also where the map never stands whole, and the next waits as long again', () => {
    const map = paced()
    map.changed()
    expectTaken(map, 20_000, 1)
    map.changed()
    expectTaken(map, 20_000, 2)
  })

  test('is not taken up by a map that is gone', () => {
    const map = paced()
    map.changed()
    map.end()
    vi.advanceTimersByTime(60_000)
    expect(map.taken()).toBe(0)
  })
})
