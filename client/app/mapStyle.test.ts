import { diff, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import { TILE_LAYERS } from '#core/contract/tiles.ts'
import { pointTiles } from '../map/channels.ts'
import { keepLiveData } from '../map/layer.ts'
import { palette } from '../map/palette.ts'
import { tileAddress, tilesAsked } from '../map/tileSource.ts'
import { firstLayers, LAYER_KEYS, type LayerLooks } from '../view/viewState.ts'
import { mapStyle } from './mapStyle.ts'

const ORIGIN = 'http://127.0.0.1:8420'
const addressesOf = (version: string, filter = {}) =>
  Object.fromEntries(TILE_LAYERS.map((layer) => [layer, tileAddress(ORIGIN, layer, filter, version)]))

function styleWith({
  version = '1',
  theme = 'light' as const as 'light' | 'dark',
  grids = [] as number[],
  change = {},
} = {}) {
  const layers: LayerLooks = { ...firstLayers(), ...change }
  return pointTiles(mapStyle({ colours: palette(theme), layers, chosenGrids: grids }), addressesOf(version))
}
const commands = (...styles: Parameters<typeof diff>) => [...new Set(diff(...styles).map(({ command }) => command))]

describe('mapStyle', () => {
  test.each(['light', 'dark'] as const)('is a style that MapLibre accepts in theme %s', (theme) => {
    expect(validateStyleMin(styleWith({ theme, grids: [3] }))).toEqual([])
  })

  test('names no glyphs and no address but our own', () => {
    const text = JSON.stringify(styleWith())
    expect(text).not.toMatch(/"glyphs"|"sprite"/)
    expect([...new Set(text.match(/https?:\/\/[^/"]+/g))]).toEqual([ORIGIN])
  })

  test.each(LAYER_KEYS)('switching %s changes visibility alone, and reloads nothing', (key) => {
    const before = firstLayers()[key]
    const switched = styleWith({ change: { [key]: { ...before, on: !before.on } } })
    expect(commands(styleWith(), switched)).toEqual(['setLayoutProperty'])
  })

  test('with everything switched off only ground, chosen grids, the district, blind spots and the marks remain', () => {
    const off = Object.fromEntries(LAYER_KEYS.map((key) => [key, { on: false, opacity: 1 }]))
    const seen = styleWith({ change: off }).layers.filter(({ layout }) => layout?.visibility !== 'none')
    const rooms = seen.map(({ id }) => id.split('-')[0])
    expect([...new Set(rooms)]).toEqual(['basemap', 'district', 'grids', 'coverage', 'sketch', 'selection'])
    expect(seen.map(({ id }) => id).filter((id) => /road|grids/.test(id))).toEqual([
      'grids-chosen',
      'grids-chosen-line',
    ])
  })

  test.each(LAYER_KEYS.filter((key) => key !== 'population'))('fading %s changes paint alone', (key) => {
    const [whole, faded] = [1, 0.4].map((opacity) => styleWith({ change: { [key]: { on: true, opacity } } }))
    expect(commands(whole!, faded!)).toEqual(['setPaintProperty'])
  })

  test('another theme changes paint alone', () => {
    expect(commands(styleWith(), styleWith({ theme: 'dark' }))).toEqual(['setPaintProperty'])
  })

  test('a chosen grid changes a filter and the colour of its name', () => {
    expect(commands(styleWith(), styleWith({ grids: [7] })).sort()).toEqual(['setFilter', 'setPaintProperty'])
  })

  test('draws blind spots below every symbol, red above the names of grids, and hazard sources above red', () => {
    const ids = styleWith().layers.map(({ id }) => id)
    const order = [
      'coverage-area',
      'coverage-ring',
      'enterprises-low',
      'grids-name',
      'enterprises-high',
      'hazard-sources-symbol',
      'selection-ring',
    ]
    expect(ids.filter((id) => order.includes(id))).toEqual(order)
  })
})

describe('keepLiveData', () => {
  const held = () => {
    const style = styleWith()
    style.sources['grid-names'] = {
      ...(style.sources['grid-names'] as { type: 'geojson' }),
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [1, 2] } }],
      },
    }
    return style
  }

  test('a new look would clear live data and reload tiles without it', () => {
    const found = commands(held(), styleWith({ version: '2' }))
    expect(found).toContain('setGeoJSONSourceData')
    expect(found).toContain('removeSource')
  })

  test('a new look leaves live data and tiles alone', () => {
    const now = held()
    expect(diff(now, keepLiveData(now, styleWith({ version: '2' })))).toEqual([])
  })
})

test('newer data asks for the same tiles; another filter or identity for others', () => {
  const asked = (filter: Parameters<typeof tileAddress>[2], version: string) =>
    tilesAsked(tileAddress(ORIGIN, 'enterprises', filter, version))
  const before = asked({ risk: '1', search: 'v=0.1' }, '0.13.91.2qOcl')
  expect(asked({ risk: '1', search: 'v=0.1' }, '0.14.91.2qOcl')).toBe(before)
  expect(asked({ risk: '1', search: 'v=0.2' }, '0.13.91.2qOcl')).not.toBe(before)
  expect(asked({ risk: '2', search: 'v=0.1' }, '0.13.91.2qOcl')).not.toBe(before)
  expect(asked({ risk: '1', search: 'v=0.1' }, '1.13.91.2qOcl')).not.toBe(before)
})

describe('tileAddress', () => {
  test('carries the filter where it chooses what is shown, and nowhere else', () => {
    const filter = { risk: '1,2', search: '蓝鲸' }
    expect(tileAddress(ORIGIN, 'enterprises', filter, '0.4')).toBe(
      `${ORIGIN}/tiles/enterprises/{z}/{x}/{y}?risk=1%2C2&search=%E8%93%9D%E9%B2%B8&v=0.4`,
    )
    expect(tileAddress(ORIGIN, 'basemap', filter, '0.4')).toBe(`${ORIGIN}/tiles/basemap/{z}/{x}/{y}?v=0.4`)
  })
})
