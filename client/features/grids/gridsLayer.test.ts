import { expect, test } from 'vitest'
import type { Grid } from '#core/contract/grids.ts'
import { gridNameFeatures } from './gridsLayer.ts'

const grid = (id: number, level: number, centre: [number, number] | null): Grid => ({
  id,
  level,
  code: String(id),
  name: `网格 ${id}`,
  parent: null,
  department: null,
  person: '演示',
  substitute: null,
  phone: '0535-0000001',
  centre,
  area: null,
})
const placesOf = (sources: [number, number][], ...grids: Grid[]) =>
  gridNameFeatures(grids, sources).features.map(({ geometry }) => geometry.type === 'Point' && geometry.coordinates)

test('only territories have a name on the map', () => {
  expect(placesOf([], grid(1, 1, [121.5, 37.4]), grid(2, 2, null), grid(3, 3, [121.5, 37.41]))).toEqual([
    [121.5, 37.41],
  ])
})

test('a name gives way by 230 m to a hazard source that sits on it', () => {
  const [moved] = placesOf([[121.5005, 37.4001]], grid(3, 3, [121.5, 37.4]))
  expect(moved).toEqual([121.5, expect.closeTo(37.4 + 230 / 111_320, 9)])
})

test('a hazard source elsewhere moves no name', () => {
  expect(placesOf([[121.51, 37.4]], grid(3, 3, [121.5, 37.4]))).toEqual([[121.5, 37.4]])
})
