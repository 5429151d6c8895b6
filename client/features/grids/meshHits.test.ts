import { describe, expect, test } from 'vitest'
import { metresBetween, pointOf, type Position } from '#core/domain/gridMesh/lattice.ts'
import { polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { district, meshed } from '../../../tests/meshDistrict.ts'
import { at, sampleGrids } from '../../../tests/meshSamples.ts'
import { chainsOf, cornerNear, cornersOf, edgeNear, gridAt, neighboursOf, onBorder, stepFrom } from './meshHits.ts'

const mesh = district()
/** Metres of 1e-4°: some 11 north, some 8.9 east. */
const REACH = 12

describe('what lies under a pointer', () => {
  test('a corner within reach, the nearest of several; beyond it none', () => {
    expect(cornerNear(mesh, at(10.4, 5.3), REACH)).toEqual(at(10, 5))
    expect(cornerNear(mesh, at(10.1, 7.9), 40)).toEqual(at(10, 10))
    expect(cornerNear(mesh, at(13, 13), REACH)).toBeUndefined()
    expect(cornerNear(mesh, at(500, 500), REACH)).toBeUndefined()
  })
  test('an edge with its ends and the place of it that is nearest; of a grid that is named, its own alone', () => {
    const hit = edgeNear(mesh, at(12, 10.5), REACH)!
    expect([...hit.ends].toSorted()).toEqual([at(10, 10), at(20, 10)].toSorted())
    expect(metresBetween(pointOf(hit.foot), pointOf(at(12, 10)))).toBeLessThan(0.01)
    expect(edgeNear(mesh, at(12, 10.5), REACH, 5)!.foot).toEqual(hit.foot)
    expect(edgeNear(mesh, at(12, 10.5), REACH, 1)).toBeUndefined()
  })
  test('a path ends at a corner within reach before any other place of the border', () => {
    expect(onBorder(mesh, 2, at(19.5, 9.6), REACH)).toEqual(at(20, 10))
    expect(onBorder(mesh, 2, at(15, 9.6), REACH)).toEqual(edgeNear(mesh, at(15, 9.6), REACH)!.foot)
    expect(onBorder(mesh, 2, at(15, 5), REACH)).toBeUndefined()
  })
  test('the grid, its hole left out; what lies outside is none', () => {
    expect([at(5, 5), at(15, 15), at(115, 15), at(101, 1), at(40, 5)].map((place) => gridAt(mesh, place))).toEqual([1, 5, 9, 8, undefined]) // prettier-ignore
  })
})

test('borders of a grid go from junction to junction, each with what lies beyond it; together they are its outline, once', () => {
  const chains = chainsOf(mesh, 1)
  expect(chains.map(({ other }) => other).toSorted()).toEqual([0, 2, 4])
  expect(chains.find(({ other }) => other === 2)!.corners).toEqual([at(10, 0), at(10, 5), at(10, 10)])
  // an island, and a grid in a hole, meet nobody in a junction
  expect([chainsOf(mesh, 7), chainsOf(mesh, 9)]).toEqual([[], []])
  expect([neighboursOf(mesh, 1).toSorted(), neighboursOf(mesh, 9), neighboursOf(mesh, 7)]).toEqual([[2, 4], [8], []])
})

test('of random districts: every chain of a grid is the chain of its neighbour backwards, and all chains hold as many edges as the rings', () => {
  const random = randomFrom(14)
  for (let look = 0; look < 12; look++) {
    const made = meshed(sampleGrids(random, 3))
    const key = (corners: readonly Position[]) => JSON.stringify(corners)
    for (const { id } of polygonsOf(made)) {
      const chains = chainsOf(made, id)
      const backwards = chains.filter(({ other }) => other !== 0).map(({ other, corners }) => [other, key(corners.toReversed())] as const) // prettier-ignore
      expect(backwards.filter(([other, wanted]) => !chainsOf(made, other).some(({ corners }) => key(corners) === wanted))).toEqual([]) // prettier-ignore
      const edges = chains.reduce((sum, { corners }) => sum + corners.length - 1, 0)
      expect(edges).toBeLessThanOrEqual(cornersOf(made, id).length)
    }
  }
})

test('a step is as long as it says, to the centimetre, wherever it is made', () => {
  for (const [east, north] of [
    [1, 0],
    [0, -1],
    [10, 0],
    [0, 10],
    [-10, 0],
  ] as const)
    // prettier-ignore
    for (const latitude of [18.2, 37.4, 53.5]) {
      const from: Position = [121.5, latitude]
      const to = stepFrom(from, east, north)
      expect(Math.abs(metresBetween(pointOf(from), pointOf(to)) - Math.hypot(east, north))).toBeLessThan(0.01)
      expect([Math.sign(to[0] - from[0]), Math.sign(to[1] - from[1])]).toEqual([Math.sign(east), Math.sign(north)])
    }
})
