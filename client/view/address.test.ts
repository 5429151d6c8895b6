import { describe, expect, test } from 'vitest'
import type { FilterText } from '#core/contract/filter.ts'
import { cases, PATIENCE, proves } from '../../tests/sample.ts'
import { readAddress, writeAddress } from './address.ts'
import { firstLayers, LAYER_KEYS, type Selection, type ViewState } from './viewState.ts'

/** Mulberry32: the same seed gives the same states on every machine. */
function seeded(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (most: number) => Math.floor(next() * most)
  const some = <T>(items: readonly T[]) => items.filter(() => next() < 0.5)
  const pick = <T>(items: readonly T[]) => items[int(items.length)]!
  return { next, int, some, pick }
}
type Random = ReturnType<typeof seeded>

const degrees = (random: Random) => (random.next() * 179 - 89).toFixed(6)
const polygon = (random: Random) =>
  Array.from({ length: 3 + random.int(12) }, () => `${degrees(random)},${degrees(random)}`).join(';')

const MAKERS: Record<string, (random: Random) => string> = {
  class: ({ some }) => some(['A', 'B', 'C']).join(','),
  risk: ({ some }) => some(['1', '2', '3', '4', '0']).join(','),
  industry: ({ some }) => some(['C', 'C26', 'G59', 'N7724']).join(','),
  department: ({ some }) => some(['0', '3', '17', '2147483647']).join(','),
  grid: ({ some }) => some(['0', '12', '31']).join(','),
  place: ({ some }) => some(['5', '61']).join(','),
  sourceLevel: ({ some }) => some(['1', '2', '3', '4']).join(','),
  overdue: ({ int }) => (int(2) ? '1' : ''),
  dueSoon: ({ int }) => (int(2) ? '1' : ''),
  search: ({ pick }) => pick(['鲸跃 & 精细', 'a=b#c', '100%', '金山湾,海韵', 'MA3DEM0+', '“引号” / ?', '😀']),
  polygon,
}

function randomSelection(random: Random): Selection | undefined {
  const id = 1 + random.int(2 ** 40)
  return random.pick<Selection | undefined>([
    undefined,
    { kind: 'enterprise', id },
    { kind: 'hazard-source', id },
    { kind: 'place', id },
    { kind: 'hazard-source', id, enterprise: 1 + random.int(9999) },
  ])
}

function randomView(random: Random): ViewState {
  const conditions = random
    .some(Object.keys(MAKERS))
    .sort(() => random.next() - 0.5)
    .map((field) => [field, MAKERS[field]!(random)] as const)
    .filter(([, value]) => value !== '')
  const layers = firstLayers()
  for (const key of LAYER_KEYS) layers[key] = { on: random.int(2) === 1, opacity: (10 + random.int(91)) / 100 }
  return {
    filter: Object.fromEntries(conditions) as FilterText,
    selection: randomSelection(random),
    layers: random.int(4) ? layers : firstLayers(),
    theme: random.pick(['dark', 'light']),
    locale: random.pick(['zh', 'en']),
    open: { left: random.int(2) === 1, right: random.int(2) === 1, list: random.int(2) === 1 },
  }
}

describe('writeAddress and readAddress', () => {
  const random = seeded(20261125)
  const views = Array.from({ length: cases(200, 50_000) }, () => randomView(random))
  const JUDGED = 'client/view/address.ts'

  test('random views come back as they were, with the camera untouched', { timeout: PATIENCE }, (context) => {
    const compared = proves(context, {
      claim: 'Random states of the page come back from their address as they were, filters in their order, the camera untouched',
      judged: JUDGED,
      judge: 'the state that was written: identity',
    }) // prettier-ignore
    for (const view of views) {
      const hash = writeAddress(view, '#map=12.5/37.44/121.49&risk=9')
      expect(readAddress(hash)).toEqual(view)
      expect(Object.keys(readAddress(hash).filter)).toEqual(Object.keys(view.filter))
      expect(hash.startsWith('#map=12.5/37.44/121.49&v=1&')).toBe(true)
      expect(writeAddress(view, hash)).toBe(hash)
      compared()
    }
  })

  test('survives the way a browser keeps a fragment', { timeout: PATIENCE }, (context) => {
    const compared = proves(context, {
      claim: 'Addresses survive the way a browser keeps a fragment',
      judged: JUDGED,
      judge: 'URL of the platform, and the state that was written',
    })
    for (const view of views) {
      const { hash } = new URL(writeAddress(view), 'http://127.0.0.1:8420/')
      expect(readAddress(hash)).toEqual(view)
      compared()
    }
  })

  test('a list and a polygon stay legible', () => {
    const view = { ...views[0]!, filter: { risk: '1,2', polygon: '121.4,37.4;121.5,37.4;121.5,37.5' } }
    expect(writeAddress(view)).toContain('&risk=1,2&polygon=121.4,37.4;121.5,37.4;121.5,37.5')
  })

  test.each([
    ['a condition that the contract refuses', '#v=1&risk=9&class=A', { class: 'A' }],
    ['a camera given as a condition', '#v=1&bbox=1,1,2,2', {}],
    ['a broken escape', '#v=1&search=%E4%B8&grid=3', { grid: '3' }],
    ['the conditions of another version', '#v=2&risk=1', {}],
    ['conditions without a version', '#risk=1', {}],
  ])('leaves out %s', (_what, hash, filter) => {
    expect(readAddress(hash).filter).toEqual(filter)
  })

  test.each(['#v=1&sel=x3', '#v=1&sel=e0', '#v=1&sel=e1.2x', '#v=1&sel='])('no selection comes of %s', (hash) => {
    expect(readAddress(hash).selection).toBeUndefined()
  })

  test('a layer that does not exist changes none', () => {
    const { layers } = readAddress('#v=1&layers=toString:40,seas,grids:40:faint')
    expect(Object.entries(layers).filter(([, { on }]) => on)).toEqual([['grids', { on: true, opacity: 0.4 }]])
    expect('opacity' in Object.prototype.toString).toBe(false)
  })

  test.each(['#v=1&layers=xx:foo&open=zzz', '#v=1&layers=&open='])(
    'nonsense in %s darkens no map and shuts no panel',
    (hash) => {
      const read = readAddress(hash)
      expect(read.layers).toEqual(firstLayers())
      expect(read.open).toBeUndefined()
    },
  )

  test('none of the layers, none of the panels is a view, too', () => {
    const read = readAddress('#v=1&layers=-&open=-')
    expect(Object.values(read.layers).every(({ on }) => !on)).toBe(true)
    expect(read.open).toEqual({ left: false, right: false, list: false })
  })

  test('what it does not say is left to the page', () => {
    expect(readAddress('#v=1')).toEqual({ filter: {}, selection: undefined, layers: firstLayers() })
  })
})
