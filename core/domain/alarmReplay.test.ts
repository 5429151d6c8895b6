import { expect, test } from 'vitest'
import { alarmReplay } from './alarmReplay.ts'

const step = {
  sensor: { low: 0, high: 100, ll: null, l: null, h: 80, hh: 90, cadence: 10, enabled: true },
  rule: { deadBand: 0, onDelay: 5, offDelay: 0, rate: null, flatAfter: null },
}

test('what the last reading left open is raised by the clock at the end, once it may be judged, and not before', () => {
  const endedAt = (now: number) => {
    const player = alarmReplay(step)
    player.take([{ at: 0, value: 85, received: 0 }], 0)
    return player.end(now).map(({ raised, cleared }) => [raised, cleared])
  }
  expect([34_999, 35_000].map(endedAt)).toEqual([[], [[5_000, null]]])
})
