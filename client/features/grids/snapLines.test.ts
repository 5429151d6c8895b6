import { expect, test } from 'vitest'
import type { BasemapLine } from '#core/contract/basemapLines.ts'
import type { Position } from '#core/domain/gridMesh/lattice.ts'
import { snapTo } from './snapLines.ts'

/** At latitude 37.5° a thousandth of a degree is 111.195 m to the north and 88.2 m to the east of the mean sphere. */
const line = (kind: BasemapLine['kind'], name: string | null, places: [number, number][]): BasemapLine => ({ kind, name, line: places }) // prettier-ignore
const road = line('road', '长江路', [[121.2, 37.5], [121.21, 37.5], [121.21, 37.51]]) // prettier-ignore
const coast = line('coast', null, [[121.2, 37.5004], [121.21, 37.5004]]) // prettier-ignore
const at = (east: number, north: number): Position => [121.2 + east, 37.5 + north]

test.each([
  ['the nearest place of a line', [road], at(0.005, 0.0001), 20, { place: [121.205, 37.5], name: '长江路' }],
  ['a corner of it, though its edge is nearer', [road], at(0.0099, 0.0001), 20, { place: [121.21, 37.5], name: '长江路' }],
  ['the corner that is nearest of all lines', [road, coast], at(0.0099, 0.00025), 30, { place: [121.21, 37.5004], name: null }],
  ['the nearer of two lines', [road, coast], at(0.005, 0.0003), 60, { place: [121.205, 37.5004], name: null }],
  ['beyond an end there is nothing but the end', [coast], at(-0.0001, 0.0004), 10, { place: [121.2, 37.5004], name: null }],
] as const)('%s', (...[, lines, from, metres, wanted]) => expect(snapTo(lines, from, metres)).toMatchObject(wanted)) // prettier-ignore
test('beyond reach is nothing: 11.1195 m is within 11.2 and not within 11.0', () => {
  expect(snapTo([road], at(0.005, 0.0001), 11.2)).toBeDefined()
  expect(snapTo([road], at(0.005, 0.0001), 11)).toBeUndefined()
  expect(snapTo([], at(0, 0), 1000)).toBeUndefined()
})
test('what is found lies on the lattice', () => {
  const { place } = snapTo([line('road', null, [[121.2, 37.5], [121.2031, 37.5017]])], at(0.0013, 0.0009), 60)! // prettier-ignore
  expect(place.map((value) => Number(value.toFixed(9)))).toEqual(place)
})
