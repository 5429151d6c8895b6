import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BEAT_SECONDS, type Versions } from '#core/contract/live.ts'
import { type Beat, pulse, sharedRead } from './pulse.ts'

const log = pino({ level: 'silent' })
const told = (hazards: number) => ({
  versions: { hazards } as Versions,
  turned: { grids: 'b', hazards: 'a', inspections: 'b', pledges: 'b', 'special-works': 'b' },
  at: '2026-06-15T02:00:00.000Z',
  release: '/assets/app-a.js',
})
const said = (hazards: number, holds = Infinity) => ({ ...told(hazards), holds })
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('sharedRead', () => {
  test('never answers with a read that began before one asked, and reads once for all who wait', async () => {
    const answers: ((value: number) => void)[] = []
    const read = vi.fn(() => new Promise<number>((resolve) => answers.push(resolve)))
    const ask = sharedRead(read)
    const first = ask()
    const second = ask()
    const third = ask()
    answers[0]?.(1)
    expect(await first).toBe(1)
    await settle()
    answers[1]?.(2)
    expect([await second, await third]).toEqual([2, 2])
    expect(read).toHaveBeenCalledTimes(2)
  })

  test('reads again after one that failed', async () => {
    const read = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(2)
    const ask = sharedRead(read)
    const [first, second] = await Promise.allSettled([ask(), ask()])
    expect(first.status).toBe('rejected')
    expect(second).toEqual({ status: 'fulfilled', value: 2 })
  })

  test('gives up one that hangs', async () => {
    const read = vi
      .fn<() => Promise<number>>()
      .mockReturnValueOnce(new Promise(() => undefined))
      .mockResolvedValue(2)
    const ask = sharedRead(read)
    void ask()
    const second = ask()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await second).toBe(2)
  })
})

describe('pulse', () => {
  test('reads once a beat for all hearers, and nothing when nobody is there', async () => {
    const read = vi.fn(async () => said(1))
    const { hear } = pulse(read, log)
    const heard: [Beat[], Beat[]] = [[], []]
    const leave = [hear((beat) => heard[0].push(beat)), hear((beat) => heard[1].push(beat))]
    await settle()
    const atStart = read.mock.calls.length
    expect(heard.map((beats) => beats[0])).toEqual([
      { is: 'beat', ...told(1) },
      { is: 'beat', ...told(1) },
    ])
    await vi.advanceTimersByTimeAsync(BEAT_SECONDS * 3000)
    expect(read.mock.calls.length - atStart).toBe(3)
    for (const end of leave) end()
    await vi.advanceTimersByTimeAsync(BEAT_SECONDS * 5000)
    expect(read.mock.calls.length - atStart).toBe(3)
  })

  test('says down where the read fails or hangs, asks more often, and beats again on its return', async () => {
    const read = vi
      .fn<() => Promise<ReturnType<typeof said>>>()
      .mockRejectedValueOnce(new Error('refused'))
      .mockReturnValueOnce(new Promise(() => undefined))
      .mockResolvedValue(said(2))
    const heard: string[] = []
    pulse(read, log).hear((beat) => heard.push(beat.is))
    await settle()
    expect(heard).toEqual(['down'])
    await vi.advanceTimersByTimeAsync(2_000 + 4_000)
    expect(heard).toEqual(['down', 'down'])
    await vi.advanceTimersByTimeAsync(40_000)
    expect(heard.at(-1)).toBe('beat')
  })

  test('beats at once when notices may have been lost', async () => {
    const read = vi.fn(async () => said(read.mock.calls.length))
    const beats = pulse(read, log)
    const heard: Beat[] = []
    beats.hear((beat) => heard.push(beat))
    await settle()
    beats.beatNow()
    await settle()
    expect(heard).toEqual([
      { is: 'beat', ...told(1) },
      { is: 'beat', ...told(2) },
    ])
  })

  test('beats when time turns something, to the second, yet never more than once a second', async () => {
    const read = vi.fn(async () => said(1, 0.2)).mockResolvedValueOnce(said(1, 4.25))
    const times: number[] = []
    const start = Date.now()
    pulse(read, log).hear(() => times.push(Date.now() - start))
    await vi.advanceTimersByTimeAsync(6_500)
    expect(times).toEqual([0, 4_250, 5_250, 6_250])
  })
})
