import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '../db/actor.ts'
import { changeHub } from './hub.ts'
import type { Change } from './scope.ts'

const government: Actor = { role: 'government', person: '值班员', grids: [] }
const chief: Actor = { role: 'grid', person: '网格长', grids: [12] }

const payload = (layer: string, version: number, enterprise = 1, grid = 12) =>
  JSON.stringify({ layer, version, scopes: [{ enterprise, grid, department: null }] })

function reader(hub: ReturnType<typeof changeHub>, actor: Actor) {
  const heard: Change[] = []
  const calls: string[] = []
  const leave = hub.subscribe({
    actor,
    change: (change) => heard.push(change),
    recheck: () => calls.push('recheck'),
    end: () => calls.push('end'),
  })
  return { heard, calls, leave }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('changeHub', () => {
  test('tells each reader only of its scope', () => {
    const hub = changeHub()
    const all = reader(hub, government)
    const own = reader(hub, chief)
    hub.receive(payload('enterprises', 1, 5, 13))
    hub.receive(payload('hazards', 4, 6, 12))
    expect(all.heard.map(({ ids }) => ids)).toEqual([[5], [6]])
    expect(own.heard).toEqual([{ layer: 'hazards', version: 4, ids: [6] }])
  })

  test('tells the first change of a layer at once, and all that follow within the window as one', () => {
    const hub = changeHub()
    const { heard } = reader(hub, government)
    for (const version of [1, 2, 3]) hub.receive(payload('hazards', version, version))
    hub.receive(payload('enterprises', 9, 9))
    expect(heard).toEqual([
      { layer: 'hazards', version: 1, ids: [1] },
      { layer: 'enterprises', version: 9, ids: [9] },
    ])
    vi.advanceTimersByTime(200)
    expect(heard.slice(2)).toEqual([{ layer: 'hazards', version: 3, ids: [2, 3] }])
    hub.receive(payload('hazards', 4, 4))
    expect(heard).toHaveLength(3)
    vi.advanceTimersByTime(200)
    expect(heard[3]).toEqual({ layer: 'hazards', version: 4, ids: [4] })
    vi.advanceTimersByTime(1000)
    expect(heard).toHaveLength(4)
  })

  test('tells readers of one scope by the same object', () => {
    const hub = changeHub()
    const [first, second] = [reader(hub, government), reader(hub, { ...government, person: '局长' })]
    hub.receive(payload('hazards', 1))
    expect(first.heard[0]).toBe(second.heard[0])
  })

  test('tells the process itself everything at once', () => {
    const hub = changeHub()
    const versions: number[] = []
    hub.onNotice(({ version }) => versions.push(version))
    for (const version of [1, 2, 3]) hub.receive(payload('hazards', version))
    expect(versions).toEqual([1, 2, 3])
  })

  test.each(['', 'x', '{}', '{"layer":"unknown","version":1,"scopes":null}'])('refuses %j', (text) => {
    expect(() => changeHub().receive(text)).toThrow()
  })

  test('forgets a reader that left, and one that joins afterwards still hears', () => {
    const hub = changeHub()
    const first = reader(hub, government)
    first.leave()
    const second = reader(hub, government)
    first.leave()
    hub.receive(payload('hazards', 1))
    expect(first.heard).toEqual([])
    expect(second.heard).toHaveLength(1)
  })

  test('ends every stream when it closes, and one that comes later', () => {
    const hub = changeHub()
    const before = reader(hub, chief)
    hub.close()
    const after = reader(hub, government)
    expect([before.calls, after.calls]).toEqual([['end'], ['end']])
  })
})
