import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import type { Position } from '../gridMesh/lattice.ts'
import { shortestNet } from './shortestNet.ts'

const AT: Position = [121.47, 37.47]
/** Haversine on the mean sphere: written apart from what it judges. */
function metres([aLon, aLat]: Position, [bLon, bLat]: Position): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const h =
    Math.sin(rad(bLat - aLat) / 2) ** 2 +
    Math.cos(rad(aLat)) * Math.cos(rad(bLat)) * Math.sin(rad(bLon - aLon) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h))
}
/** Kruskal: edges by length, each that joins two parts. */
function netByEdges(places: readonly Position[]): number {
  const parts = places.map((_, i) => i)
  const edges = places.flatMap((a, i) => places.slice(i + 1).map((b, j) => ({ i, j: i + 1 + j, far: metres(a, b) })))
  let length = 0
  for (const { i, j, far } of edges.toSorted((a, b) => a.far - b.far)) {
    const [one, other] = [parts[i]!, parts[j]!]
    if (one === other) continue
    length += far
    for (const [k, part] of parts.entries()) if (part === other) parts[k] = one
  }
  return length
}

describe('the shortest net', () => {
  test('is nothing of none and of one', () => {
    expect([shortestNet([]), shortestNet([AT])]).toEqual([0, 0])
  })
  test('is as long as one that is built edge by edge', () => {
    const random = randomFrom(7)
    for (let round = 0; round < 60; round++) {
      const places = Array.from({ length: random.whole(2, 40) }, (): Position => [
        AT[0] + random.whole(-40, 40) / 1000,
        AT[1] + random.whole(-40, 40) / 1000,
      ])
      expect(shortestNet(places) / Math.max(netByEdges(places), 1)).toBeCloseTo(netByEdges(places) > 1 ? 1 : 0, 3)
    }
  })
})
