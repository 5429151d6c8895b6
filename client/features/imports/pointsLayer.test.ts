import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { composeStyle, draw } from '#client/map/layer.ts'
import { palette } from '#client/map/palette.ts'
import { boundsAround, POINT_LOOKS, pointsLayer, readingFeatures, stagedFeatures } from './pointsLayer.ts'

const counts = { inDistrict: 1, inSea: 0, elsewhere: 0 }

test.each(['light', 'dark'] as const)('points of a file are a style that MapLibre accepts in theme %s', (theme) => {
  const look = { colours: palette(theme), on: true, opacity: 1 }
  const style = composeStyle({ version: 8, sources: {}, layers: [] }, [draw(pointsLayer, look)])
  expect(validateStyleMin(style)).toEqual([])
})

test('the three readings differ in shape and in colour, and none has a colour of danger', () => {
  const readings = [POINT_LOOKS.wgs84, POINT_LOOKS.gcj02, POINT_LOOKS.bd09]
  for (const part of ['hollow', 'full', 'colour'] as const)
    expect(new Set(readings.map((look) => look[part])).size).toBe(3)
  expect(Object.values(POINT_LOOKS).filter(({ colour }) => colour.startsWith('risk'))).toEqual([])
})

test('each point is shown as its datum reads it, and the chosen reading stands out', () => {
  const { features } = readingFeatures(
    [
      { datum: 'wgs84', points: [[121, 37]], ...counts },
      { datum: 'gcj02', points: [[121.1, 37.1], [121.2, 37.2]], ...counts },
    ],
    'gcj02',
  ) // prettier-ignore
  expect(features.map(({ properties }) => properties)).toEqual([
    { kind: 'wgs84', chosen: false },
    { kind: 'gcj02', chosen: true },
    { kind: 'gcj02', chosen: true },
  ])
})

test('a rejected row is marked, a good one is not', () => {
  const { features } = stagedFeatures([
    { at: [121, 37], rejected: false },
    { at: [122, 38], rejected: true },
  ])
  expect(features.map(({ properties }) => properties?.kind)).toEqual(['good', 'rejected'])
})

test('bounds are drawn around all positions', () => {
  expect(boundsAround([])).toBeUndefined()
  expect(boundsAround([[121, 37], [120, 38], [122, 36]])).toEqual([120, 36, 122, 38]) // prettier-ignore
})
