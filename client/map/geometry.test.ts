import { describe, expect, test } from 'vitest'
import type { Position } from '#core/contract/route.ts'
import { PolygonText } from '#core/contract/filter.ts'
import { clusterZoom, openingZoom, saysCamera } from './camera.ts'
import { circleRing } from './circle.ts'
import { readPolygon, writePolygon } from './polygonText.ts'
import { areaText, distanceText, metresPerPixel, scaleBar } from './scaleBar.ts'
import { addCorner, areaOf, dropCorner, EMPTY_SKETCH, faultOf, pointAt, ringOf } from './sketch.ts'

const WEST: Position = [121.5, 37.4]
const EAST: Position = [121.51, 37.4]
const NORTH: Position = [121.51, 37.41]
const NORTHWEST: Position = [121.5, 37.41]

describe('circleRing', () => {
  // st_project(point(121.52, 37.42)::geography, 500 m, bearing) by PostGIS 3.3
  test.each([
    { bearing: 0, at: [121.52, 37.42450509] },
    { bearing: 45, at: [121.523994234, 37.423185513] },
    { bearing: 90, at: [121.52564846, 37.419999865] },
  ])('lies 500 m away at bearing $bearing°, as PostGIS has it', ({ bearing, at }) => {
    const ring = circleRing([121.52, 37.42], 500)
    const corner = ring[(bearing / 360) * 96]!
    // 2e-7° is 2 cm
    expect(Math.abs(corner[0] - at[0]!)).toBeLessThan(2e-7)
    expect(Math.abs(corner[1] - at[1]!)).toBeLessThan(2e-7)
  })

  test('is closed', () => {
    const ring = circleRing([121.52, 37.42], 500)
    expect(ring.at(-1)).toEqual(ring[0])
  })
})

describe('polygon text', () => {
  test('is what the contract takes, and comes back the same', () => {
    const corners: Position[] = [
      [121.4714, 37.372],
      [121.563123, 37.372],
      [-0.000001, 0],
    ]
    const text = writePolygon(corners)
    expect(PolygonText.parse(text)).toEqual(corners)
    expect(readPolygon(text)).toEqual(corners)
  })

  test('keeps six decimals', () => {
    expect(writePolygon([[121.123_456_789, 37]])).toBe('121.123457,37')
  })

  test.each([undefined, '', '1,2;3,4', '1,2;3,x;5,6', '1,2;3;5,6'])('%s is no polygon', (text) => {
    expect(readPolygon(text)).toBeUndefined()
  })
})

describe('a sketch', () => {
  const drawn = [WEST, EAST, NORTH].reduce(addCorner, EMPTY_SKETCH)

  test('takes a spot that is clicked twice once', () => {
    expect(addCorner(drawn, NORTH).corners).toHaveLength(3)
  })
  test('takes its last corner back', () => {
    expect(dropCorner(drawn).corners).toEqual([WEST, EAST])
  })
  test('shows the ring with the pointer as its last corner', () => {
    expect(ringOf(pointAt(drawn, NORTHWEST))).toEqual([WEST, EAST, NORTH, NORTHWEST])
  })
  test('has the geodesic area of its ring', () => {
    // 0.01° × 0.01° at 37.405° N: 885.3 m × 1109.9 m on the ellipsoid, 0.9826 km²; turf's sphere is within 0.5 %
    expect(areaOf([WEST, EAST, NORTH, NORTHWEST]) / 982_600).toBeCloseTo(1, 2)
  })
  test.each([
    ['two corners', [WEST, EAST], 'too-few'],
    ['a bow tie', [WEST, NORTH, EAST, NORTHWEST], 'crossing'],
    ['a square', [WEST, EAST, NORTH, NORTHWEST], undefined],
  ] as const)('%s: %#', (_what, ring, fault) => {
    expect(faultOf(ring)).toBe(fault)
  })
})

describe('the camera', () => {
  test.each([
    [11.49, 11.49],
    [11.5, 12],
    [11.97, 12],
    [12, 12],
    [13.2, 13.2],
  ])('fitted to %s opens at %s', (fitted, opened) => {
    expect(openingZoom(fitted)).toBe(opened)
  })
  test.each([
    ['#map=12/37.4/121.5&v=1', true],
    ['#v=1&map=12/37.4/121.5', true],
    ['#v=1&search=map=3', false],
    ['', false],
  ])('%s says where the map looks: %s', (hash, says) => {
    expect(saysCamera(hash)).toBe(says)
  })
  test.each([
    [8, 9.5],
    [10, 12],
    [11.5, 13],
    [13, 14.5],
  ])('a click on a cluster at zoom %s leads to %s', (from, to) => {
    expect(clusterZoom(from)).toBe(to)
  })
})

describe('the scale bar', () => {
  test.each([
    [20, 2000, 100],
    [1, 100, 100],
    [0.45, 50, 50 / 0.45],
  ])('at %s m a pixel shows %s m', (perPixel, metres, width) => {
    expect(scaleBar(perPixel)).toEqual({ metres, width })
  })
  test('a pixel at zoom 12 and 37.42° N is 15.18 m', () => {
    expect(metresPerPixel(37.42, 12)).toBeCloseTo(15.177, 2)
  })
  test('distances and areas are said as people say them', () => {
    expect([distanceText(500), distanceText(2000)]).toEqual(['500 m', '2 km'])
    expect([areaText(8400), areaText(1_234_567)]).toEqual(['8,400 m²', '1.23 km²'])
  })
})
