import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LAYERS, STALE_SECONDS, type Versions } from '#core/contract/live.ts'
import { useLive } from './liveStore.ts'

/** The browser's EventSource as a thing that a test can speak through. */
class StubStream extends EventTarget {
  static readonly opened: StubStream[] = []
  static get latest() {
    return StubStream.opened.at(-1)!
  }
  onerror: (() => void) | null = null
  closed = false
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    StubStream.opened.push(this)
  }
  close() {
    this.closed = true
  }
  say(type: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }))
  }
}

const turned = { grids: 'today', hazards: 'before', inspections: 'today', pledges: 'today', 'special-works': 'today' }
const at = '2026-11-25T01:42:31.000Z'
const versions = (changed: Partial<Versions> = {}) =>
  ({ ...Object.fromEntries(LAYERS.map((layer) => [layer, 1])), ...changed }) as Versions
const release = '/assets/app-a.js'
const beat = (changed?: Partial<Versions>) =>
  StubStream.latest.say('beat', { versions: versions(changed), turned, at, release })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', StubStream)
  StubStream.opened.length = 0
  setActivePinia(createPinia())
  useLive().start()
})
afterEach(() => {
  useLive().stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('age', () => {
  test('is counted by the local clock since the last confirmation', () => {
    const live = useLive()
    expect(live.state).toBe('connecting')
    beat()
    expect([live.state, live.age]).toEqual(['live', 0])
    vi.advanceTimersByTime(7000)
    expect([live.state, live.age]).toEqual(['live', 7])
    StubStream.latest.say('change', { layer: 'hazards', version: 2, ids: null })
    expect([live.age, live.versions.hazards]).toEqual([0, 2])
  })

  test('is not called live from the moment the stream breaks until it speaks again', () => {
    const live = useLive()
    beat()
    StubStream.latest.onerror?.()
    expect([live.state, live.age]).toEqual(['slow', 0])
    vi.advanceTimersByTime(2000)
    expect(StubStream.opened).toHaveLength(2)
    beat()
    expect(live.state).toBe('live')
  })

  test.each([
    [STALE_SECONDS / 2 - 1, 'live'],
    [STALE_SECONDS / 2 + 1, 'slow'],
    [STALE_SECONDS, 'slow'],
    [STALE_SECONDS + 1, 'stale'],
  ])('after %d seconds of an open but silent stream it is %s', (seconds, state) => {
    beat()
    vi.advanceTimersByTime(seconds * 1000)
    expect(useLive().state).toBe(state)
  })

  test('a page that never heard anything turns stale too', () => {
    vi.advanceTimersByTime((STALE_SECONDS + 1) * 1000)
    expect(useLive().state).toBe('stale')
  })

  test('goes on while the server says that the database is down', () => {
    const live = useLive()
    beat()
    for (let second = 0; second < STALE_SECONDS + 5; second += 10) {
      vi.advanceTimersByTime(10_000)
      StubStream.latest.say('down', { at })
    }
    expect(live.state).toBe('stale')
    expect(StubStream.opened).toHaveLength(1)
    beat()
    expect([live.state, live.age]).toEqual(['live', 0])
  })
})

describe('recovery', () => {
  test('a silent stream is closed and opened anew', () => {
    beat()
    const silent = StubStream.latest
    vi.advanceTimersByTime((STALE_SECONDS + 2) * 1000)
    expect(silent.closed).toBe(true)
    expect(StubStream.opened).toHaveLength(2)
    beat({ enterprises: 5 })
    expect(useLive().state).toBe('live')
    expect(useLive().versions.enterprises).toBe(5)
  })

  test('a broken stream is opened anew, waiting longer each time', () => {
    const delays = [1, 2, 4, 8, 15, 15]
    for (const [turn, delay] of delays.entries()) {
      StubStream.latest.onerror?.()
      vi.advanceTimersByTime(delay * 1000 - 1)
      expect(StubStream.opened).toHaveLength(turn + 1)
      vi.advanceTimersByTime(1)
      expect(StubStream.opened).toHaveLength(turn + 2)
    }
    beat()
    StubStream.latest.onerror?.()
    vi.advanceTimersByTime(1000)
    expect(StubStream.opened).toHaveLength(delays.length + 2)
  })
})

describe('versionOf', () => {
  test('changes with its own layers only', () => {
    const live = useLive()
    const key = live.versionOf(['hazards', 'enterprises'])
    beat()
    const first = key.value
    StubStream.latest.say('change', { layer: 'population', version: 9, ids: null })
    expect(key.value).toBe(first)
    StubStream.latest.say('change', { layer: 'hazards', version: 2, ids: [3] })
    expect(key.value).not.toBe(first)
  })

  test('changes with the person, who also gets a stream of their own', () => {
    const live = useLive()
    const key = live.versionOf(['hazards'])
    beat()
    const first = key.value
    const before = StubStream.latest
    live.changeIdentity()
    expect(key.value).not.toBe(first)
    expect(before.closed).toBe(true)
    expect(StubStream.latest).not.toBe(before)
  })

  test('changes with what time alone has turned, in the layers where it did', () => {
    const live = useLive()
    const [hazards, inspections] = [live.versionOf(['hazards']), live.versionOf(['inspections'])]
    beat()
    const [first, other] = [hazards.value, inspections.value]
    beat()
    expect(hazards.value).toBe(first)
    StubStream.latest.say('beat', { versions: versions(), turned: { ...turned, hazards: 'after' }, at, release })
    expect(hazards.value).not.toBe(first)
    expect(inspections.value).toBe(other)
  })

  test('a notice that arrives late does not turn a version back', () => {
    beat({ hazards: 8 })
    StubStream.latest.say('change', { layer: 'hazards', version: 7, ids: null })
    expect(useLive().versions.hazards).toBe(8)
  })
})

test('first requests wait for the first versions, but not long', () => {
  const live = useLive()
  expect(live.settled).toBe(false)
  vi.advanceTimersByTime(500)
  expect(live.settled).toBe(true)
})

describe('the release of the client that the server has', () => {
  test('is known while the stream speaks', () => {
    const live = useLive()
    expect(live.release).toBe(null)
    beat()
    expect(live.release).toBe(release)
    StubStream.latest.onerror?.()
    expect(live.release).toBe(null)
  })

  test('is known of a beat, too, that this page does not understand; the data only grow older by it', () => {
    const live = useLive()
    beat()
    vi.advanceTimersByTime(3000)
    const stranger = { versions: { ...versions(), orbits: 1 }, turned: {}, at, release: '/assets/app-b.js' }
    StubStream.latest.say('beat', stranger)
    expect([live.release, live.age]).toEqual(['/assets/app-b.js', 3])
  })
})

test('knows the server’s clock', () => {
  vi.setSystemTime(Date.parse(at) - 90_000)
  beat()
  expect(useLive().clockOffset).toBe(90_000)
})
