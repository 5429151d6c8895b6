import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { district, edge, follow, meshed, move, OUTER, outlineOf, split, vertex } from '../../../tests/meshDistrict.ts'
import { at, box, grid, ring, sampleGrids } from '../../../tests/meshSamples.ts'
import { edgesNear } from './cells.ts'
import { redo, undo } from './change.ts'
import { refusalOf } from './check.ts'
import { draftOf } from './draft.ts'
import { pointOf } from './lattice.ts'
import { mergeGrids } from './merge.ts'
import { segmentOf, sidesAlong, vertexOf } from './mesh.ts'
import { type GridPolygons, outerBorderOf, polygonsOf } from './polygonsOf.ts'
import { splitGrid } from './split.ts'
import { isTiling } from './tiling.ts'
import { loopsOf } from './trace.ts'
import { insertVertex, moveVertex, removeVertex } from './vertices.ts'

/** A grid of two polygons that meet in a corner, one with a hole just beside; and what lies in the hole. */
const wings = () =>
  meshed([
    grid(
      1,
      [ring([0, 0], [100, 0], [50, 100]), ring([80, 2], [80, 4], [82, 4], [82, 2])],
      [ring([100, 0], [0, -20], [50, -100])],
    ),
    grid(2, [box(80, 2, 82, 4)]),
  ])

test('a corner of two polygons is not moved so that a hole of one comes to lie in the other, though nothing crosses', () => {
  const mesh = wings()
  expect(moveVertex(mesh, vertex(mesh, 100, 0), at(100, 30), OUTER)?.reason).toBe('inverts')
  expect(moveVertex(mesh, vertex(mesh, 100, 0), at(100, 1), OUTER)).toBeUndefined()
  expect(isTiling(mesh)).toBe(true)
})

test('rings that meet in one corner are told apart there, however sharp', () => {
  const random = randomFrom(8)
  for (let look = 0; look < 50; look++) {
    const angles = Array.from(
      { length: 2 * random.whole(2, 9) },
      () => random.next() * random.pick([0.001, 1, 2 * Math.PI]),
    )
    const points = angles.sort((a, b) => a - b).map((angle) => ({ x: Math.round(1e9 * Math.cos(angle)), y: Math.round(1e9 * Math.sin(angle)) })) // prettier-ignore
    const last = points.length
    const fan = Array.from({ length: last / 2 }, (_, i) => [last, 2 * i, 2 * i + 1])
    const loops = loopsOf({ points: [...points, { x: 0, y: 0 }] }, random.shuffled(fan.flatMap(sidesAlong)))
    const fromCentre = loops.map((loop) => [...loop.slice(loop.indexOf(last)), ...loop.slice(0, loop.indexOf(last))])
    expect(fromCentre.toSorted((a, b) => a[1]! - b[1]!)).toEqual(fan)
  }
})

describe('what is done', () => {
  test('a junction of four moves for all four, and the outer border where that is allowed', () => {
    const mesh = district()
    expect(move([10, 10], [12, 13])(mesh)).toBeUndefined()
    expect([1, 2, 4, 5].map((id) => JSON.stringify(outlineOf(mesh, id)).includes(JSON.stringify(at(12, 13))))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(move([10, 0], [11, -1], OUTER)(mesh)).toBeUndefined()
    expect(JSON.stringify(outerBorderOf(mesh))).toContain(JSON.stringify(at(11, -1)))
    expect(isTiling(mesh)).toBe(true)
    while (undo(mesh));
    expect(polygonsOf(mesh)).toEqual(polygonsOf(district()))
    while (redo(mesh));
    expect(outlineOf(mesh, 1)).toEqual(ring([0, 0], [11, -1], [10, 5], [12, 13], [0, 10]))
    undo(mesh)
    expect(move([10, 5], [9, 5])(mesh)).toBeUndefined()
    expect(redo(mesh)).toBe(false)
  })

  test('a corner exactly on the outer border comes and goes without leave', () => {
    const mesh = district()
    expect(insertVertex(mesh, edge(mesh, [0, 0], [10, 0]), at(4, 0))).toBeUndefined()
    expect(outlineOf(mesh, 1)).toEqual(ring([0, 0], [4, 0], [10, 0], [10, 5], [10, 10], [0, 10]))
    expect(removeVertex(mesh, vertex(mesh, 4, 0))).toBeUndefined()
    expect(polygonsOf(mesh)).toEqual(polygonsOf(district()))
  })

  test('what lies left of the path is the new grid; ends on a border are corners of the neighbour too', () => {
    const mesh = district()
    expect(split(2, [at(13, 10), at(15, 5), at(20, 5)])(mesh)).toBeUndefined()
    expect(outlineOf(mesh, 50)).toEqual(ring([20, 5], [20, 10], [13, 10], [15, 5]))
    expect(outlineOf(mesh, 2)).toEqual(ring([10, 0], [20, 0], [20, 5], [15, 5], [13, 10], [10, 10], [10, 5]))
    expect(outlineOf(mesh, 5)).toEqual(ring([10, 10], [13, 10], [20, 10], [20, 20], [10, 20]))
    expect(outlineOf(mesh, 3)).toEqual(ring([20, 0], [30, 0], [30, 10], [20, 10], [20, 5]))
    expect(split(5, [at(16, 10), at(17, 15), at(18, 10)], 51)(mesh)).toBeUndefined()
    expect(outlineOf(mesh, 50)).toEqual(ring([20, 5], [20, 10], [18, 10], [16, 10], [13, 10], [15, 5]))
    expect(isTiling(mesh)).toBe(true)
  })

  test('a split from a hole cuts a piece beside it; the hole goes with what is around it', () => {
    const mesh = district()
    expect(split(8, [at(114, 14), at(112, 15), at(114, 16)])(mesh)).toBeUndefined()
    expect([isTiling(mesh), polygonsOf(mesh).find(({ id }) => id === 8)!.polygons[0]!.length]).toEqual([true, 1])
    expect(
      polygonsOf(mesh)
        .find(({ id }) => id === 50)!
        .polygons.map((rings) => rings.length),
    ).toEqual([2])
    expect(split(50, [at(100, 0), at(112, 15), at(120, 20)], 51)(mesh)?.reason).toBe('touches')
    expect(split(50, [at(100, 20), at(118, 18), at(120, 20)], 51)(mesh)).toBeUndefined()
    expect(
      polygonsOf(mesh)
        .find(({ id }) => id === 51)!
        .polygons.map((rings) => rings.length),
    ).toEqual([1])
    expect(
      polygonsOf(mesh)
        .find(({ id }) => id === 50)!
        .polygons.map((rings) => rings.length),
    ).toEqual([2])
    expect(isTiling(mesh)).toBe(true)
  })

  test('mergers leave holes where they close around a grid, and fill them', () => {
    const mesh = district()
    const around = split(8, [at(100, 0), at(114, 14)], 50)
    expect(around(mesh)?.reason).toBe('two-rings')
    expect(mergeGrids(mesh, 8, 9)).toBeUndefined()
    expect(polygonsOf(mesh).find(({ id }) => id === 8)!.polygons).toEqual([[box(100, 0, 120, 20)]])
    const squares = Array.from({ length: 9 }, (_, i) => {
      const [west, south] = [(i % 3) * 10, Math.floor(i / 3) * 10]
      return grid(i + 1, [box(west, south, west + 10, south + 10)])
    })
    const nine = meshed(squares)
    for (const id of [2, 3, 6, 9, 8, 7, 4]) expect(mergeGrids(nine, 1, id)).toBeUndefined()
    expect(polygonsOf(nine).map(({ polygons }) => polygons[0]!.length)).toEqual([2, 1])
    expect(isTiling(nine)).toBe(true)
    const open = meshed(squares)
    for (const id of [3, 6, 9, 8, 7, 4]) expect(mergeGrids(open, 2, id)).toBeUndefined()
    expect(polygonsOf(open)[1]!.polygons.map((rings) => rings.map((closed) => closed.length))).toEqual([[13, 5]])
    expect(isTiling(open)).toBe(true)
    expect(mergeGrids(nine, 5, 1)).toBeUndefined()
    expect(polygonsOf(nine)).toEqual([
      grid(5, [
        ring(
          [0, 0],
          [10, 0],
          [20, 0],
          [30, 0],
          [30, 10],
          [30, 20],
          [30, 30],
          [20, 30],
          [10, 30],
          [0, 30],
          [0, 20],
          [0, 10],
        ),
      ]),
    ])
  })

  test('split and merged again, a grid has every byte that it had; cut from where its ring began, it begins elsewhere', () => {
    const random = randomFrom(12)
    const mesh = meshed(sampleGrids(random, 5))
    const hash = (grids: readonly GridPolygons[]) => createHash('sha256').update(JSON.stringify(grids)).digest('hex')
    const cut = { same: 0, begun: 0 }
    for (let look = 0; look < 400; look++) {
      const before = polygonsOf(mesh)
      const { id, polygons } = random.pick(before)
      const closed = random.pick(random.pick(polygons))
      const path = [random.pick(closed.slice(1)), random.pick(closed.slice(1))]
      if (splitGrid(mesh, { grid: id, path, made: 1000 })) continue
      expect(isTiling(mesh)).toBe(true)
      const kept = polygonsOf(mesh).some(
        (grid) => grid.id === id && JSON.stringify(grid.polygons).includes(JSON.stringify(closed[0])),
      )
      expect(mergeGrids(mesh, id, 1000)).toBeUndefined()
      cut[kept ? 'same' : 'begun']++
      const seen = kept ? (grids: readonly GridPolygons[]) => grids : sameStart
      expect(hash(seen(polygonsOf(mesh)))).toBe(hash(seen(before)))
      if (!kept) while (undo(mesh));
    }
    expect(cut.same).toBeGreaterThan(30)
    expect(cut.begun).toBeGreaterThan(30)
  })
  /** Each ring from its westernmost corner. */
  const sameStart = (grids: readonly GridPolygons[]) =>
    grids.map(({ id, polygons }) => ({ id, polygons: polygons.map((rings) => rings.map((closed) => {
      const open = closed.slice(1)
      const first = open.reduce((best, [x], i) => (x < open[best]![0] ? i : best), 0)
      return [...open.slice(first), ...open.slice(0, first)]
    })) })) // prettier-ignore

  test('a border follows a road between the places nearest to its ends, whichever way the road runs', () => {
    const road = [at(12, 2), at(12, 4), at(11, 8), at(11, 9)]
    for (const line of [road, road.toReversed()]) {
      const mesh = district()
      expect(follow(line)(mesh)).toBeUndefined()
      expect(outlineOf(mesh, 1)).toEqual(ring([0, 0], [10, 0], [12, 2], [12, 4], [11, 8], [11, 9], [10, 10], [0, 10])) // prettier-ignore
      expect(isTiling(mesh)).toBe(true)
    }
    const mesh = district()
    expect(follow([at(10, 0), at(12, 4), at(10, 10)])(mesh)).toBeUndefined()
    expect(outlineOf(mesh, 2)).toEqual(ring([10, 0], [20, 0], [20, 10], [10, 10], [12, 4]))
    expect(follow([at(0, -3), at(10, -3)], { from: [0, 0], next: [10, 0], to: [10, 0] }, OUTER)(mesh)).toBeUndefined()
    expect(isTiling(mesh)).toBe(true)
  })
})

test('a draft that moves a border on one side alone is not done', () => {
  const mesh = district()
  const draft = draftOf('move')
  const [id] = [...mesh.rings].find(([, { grid }]) => grid === 1)!
  const moved = vertexOf(mesh, pointOf(at(9, 5)))
  const ring = mesh.rings.get(id)!
  draft.rings.set(id, {
    ...ring,
    corners: ring.corners.map((corner) => (corner === vertex(mesh, 10, 5) ? moved : corner)),
  })
  expect(refusalOf(mesh, draft, OUTER)?.reason).toBe('inverts')
})

test('an operation looks only at what is near, however many grids there are', () => {
  const mesh = meshed(sampleGrids(randomFrom(5), 24))
  const near = [...mesh.sides.keys()].map((side) => edgesNear(mesh.cells, segmentOf(mesh, side)).size)
  expect(near.length).toBeGreaterThan(3600)
  expect(Math.max(...near)).toBeLessThan(60)
})
