import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { at, box, grid, ring, sampleGrids } from '../../../tests/meshSamples.ts'
import { edgesNear } from './cells.ts'
import { redo, undo } from './change.ts'
import { refusalOf } from './check.ts'
import { draftOf } from './draft.ts'
import { followLine } from './follow.ts'
import { pointOf, type Position } from './lattice.ts'
import { mergeGrids } from './merge.ts'
import { type Mesh, OUTSIDE, segmentOf, sidesAlong, vertexAt, vertexOf } from './mesh.ts'
import { meshOf } from './meshOf.ts'
import { type GridPolygons, outerBorderOf, polygonsOf } from './polygonsOf.ts'
import { REFUSAL_REASONS, type Refusal } from './refusal.ts'
import { splitGrid } from './split.ts'
import { isTiling } from './tiling.ts'
import { loopsOf } from './trace.ts'
import { insertVertex, moveVertex, removeVertex } from './vertices.ts'

const OUTER = { outer: true }
function meshed(grids: readonly GridPolygons[]): Mesh {
  const made = meshOf(grids)
  if ('faults' in made) throw new Error(JSON.stringify(made.faults))
  return made.mesh
}
/** Six squares, three beside each other in two rows; a corner in the middle of the border of the first two; islands to the east. */
const district = () =>
  meshed([
    grid(1, [ring([0, 0], [10, 0], [10, 5], [10, 10], [0, 10])]),
    grid(2, [ring([10, 0], [20, 0], [20, 10], [10, 10], [10, 5])]),
    grid(3, [box(20, 0, 30, 10)]),
    grid(4, [box(0, 10, 10, 20)]),
    grid(5, [box(10, 10, 20, 20)]),
    grid(6, [box(20, 10, 30, 20)]),
    grid(7, [ring([60, 0], [70, 0], [65, 10])]),
    grid(8, [box(100, 0, 120, 20), box(114, 14, 116, 16)]),
    grid(9, [box(114, 14, 116, 16)]),
  ])
const vertex = (mesh: Mesh, x: number, y: number) => vertexAt(mesh, at(x, y))!
const edge = (mesh: Mesh, from: [number, number], to: [number, number]) =>
  [vertex(mesh, ...from), vertex(mesh, ...to)] as const
const move =
  (from: [number, number], to: [number, number], allowed = {}) =>
  (mesh: Mesh) =>
    moveVertex(mesh, vertex(mesh, ...from), at(...to), allowed)
const split =
  (grid: number, path: readonly Position[], made = 50, allowed = {}) =>
  (mesh: Mesh) =>
    splitGrid(mesh, { grid, path, made }, allowed)
const border = { from: [10, 0], next: [10, 5], to: [10, 10] } as const
const follow = (line: readonly Position[], { from, next, to }: Record<'from' | 'next' | 'to', readonly [number, number]> = border, allowed = {}) => (mesh: Mesh) =>
  followLine(mesh, { from: vertex(mesh, ...from), next: vertex(mesh, ...next), to: vertex(mesh, ...to), line }, allowed) // prettier-ignore
const outlineOf = (mesh: Mesh, id: number, polygon = 0) => polygonsOf(mesh).find((grid) => grid.id === id)?.polygons[polygon]?.[0] // prettier-ignore

type Attempt = (mesh: Mesh) => Refusal | undefined
const REFUSED: readonly (readonly [reason: Refusal['reason'], what: string, attempt: Attempt, place?: Position])[] = [
  ['crosses', 'a junction beyond the next border', move([10, 10], [25, 5])],
  ['touches', 'a corner onto a border', move([10, 5], [20, 5]), at(20, 5)],
  ['touches', 'a corner onto another corner', move([10, 5], [20, 10]), at(20, 10)],
  ['touches', 'a corner so that a border runs along another', move([10, 5], [15, 0]), at(15, 0)],
  ['inverts', 'an island’s corner over the opposite side', move([65, 10], [65, -10], OUTER)],
  ['inverts', 'an outline off its hole, though nothing crosses', move([120, 20], [110, 10], OUTER)],
  ['outer-border', 'a corner of the outer border', move([0, 0], [1, 1]), at(0, 0)],
  ['outer-border', 'a junction on the outer border', move([10, 0], [11, 0]), at(10, 0)],
  ['same-place', 'a corner to where it is', move([10, 5], [10, 5]), at(10, 5)],
  ['off-globe', 'a corner off the globe', (mesh) => moveVertex(mesh, vertex(mesh, 10, 5), [121, 91])],
  ['off-globe', 'a corner to no number', (mesh) => moveVertex(mesh, vertex(mesh, 10, 5), [Number.NaN, 37])],
  ['no-vertex', 'what is no vertex', (mesh) => moveVertex(mesh, 12_345, at(1, 1))],
  ['no-vertex', 'removal of none', (mesh) => removeVertex(mesh, 12_345)],
  [
    'no-border',
    'a corner between two that do not follow each other',
    (mesh) => insertVertex(mesh, edge(mesh, [0, 0], [10, 10]), at(5, 5)),
  ],
  ['touches', 'a new corner at a corner', (mesh) => insertVertex(mesh, edge(mesh, [10, 0], [10, 5]), at(20, 10)), at(20, 10)], // prettier-ignore
  ['crosses', 'a new corner beyond a border', (mesh) => insertVertex(mesh, edge(mesh, [10, 0], [10, 5]), at(25, 5))],
  ['outer-border', 'a new corner off the outer border', (mesh) => insertVertex(mesh, edge(mesh, [0, 0], [10, 0]), at(5, 1))], // prettier-ignore
  ['junction', 'removal of a junction', (mesh) => removeVertex(mesh, vertex(mesh, 10, 10)), at(10, 10)],
  ['outer-border', 'removal of a corner of the outer border', (mesh) => removeVertex(mesh, vertex(mesh, 0, 0)), at(0, 0)], // prettier-ignore
  ['vanishes', 'removal of a corner of three', (mesh) => removeVertex(mesh, vertex(mesh, 60, 0), OUTER)],
  ['no-grid', 'a split of none', split(99, [at(0, 5), at(5, 5)])],
  ['no-grid', 'a split of what lies outside', split(OUTSIDE, [at(0, 0), at(20, 0)])],
  ['grid-taken', 'a split into one that there is', split(1, [at(0, 0), at(10, 10)], 2)],
  ['grid-taken', 'a split into no id', split(1, [at(0, 0), at(10, 10)], 0)],
  ['off-border', 'a path that ends inside', split(1, [at(0, 0), at(5, 5)]), at(5, 5)],
  ['off-border', 'a path of one place', split(1, [at(0, 0)])],
  ['off-border', 'a path back to where it began', split(1, [at(0, 0), at(5, 5), at(4, 5), at(0, 0)])],
  [
    'outer-border',
    'a path that bends the outer border where it ends',
    split(7, [[121.40625, 37.400500001], at(65, 0)]),
  ],
  ['touches', 'a path along the border', split(1, [at(0, 0), at(10, 0)])],
  ['touches', 'a path through a corner', split(1, [at(10, 0), at(10, 5), at(0, 10)]), at(10, 5)],
  ['crosses', 'a path through a neighbour', split(1, [at(0, 0), at(15, 3), at(0, 10)])],
  ['crosses', 'a path across itself', split(1, [at(0, 0), at(8, 8), at(8, 2), at(2, 9), at(10, 10)])],
  ['leaves-grid', 'a path beside the grid', split(7, [at(60, 0), at(65, -5), at(70, 0)])],
  ['two-rings', 'a path from the outline to a hole', split(8, [at(100, 0), at(114, 14)])],
  ['not-neighbours', 'a merger of grids that meet in a corner', (mesh) => mergeGrids(mesh, 1, 5)],
  ['no-grid', 'a merger with none', (mesh) => mergeGrids(mesh, 1, 99)],
  ['no-grid', 'a merger with what lies outside', (mesh) => mergeGrids(mesh, 1, OUTSIDE)],
  ['no-line', 'a line of one place', follow([at(10, 5)])],
  ['crosses', 'a line through another border', follow([at(10, 0), at(25, 5), at(10, 10)])],
  ['junction', 'a border with a junction', follow([at(9, 0), at(9, 20)], { ...border, to: [10, 20] }), at(10, 10)],
  [
    'no-border',
    'a border that leads round to its start',
    follow([at(9, 0), at(9, 20)], { from: [60, 0], next: [65, 10], to: [0, 0] }),
  ],
  [
    'outer-border',
    'an outer border along another line',
    follow([at(0, -1), at(10, -1)], { from: [0, 0], next: [10, 0], to: [10, 0] }),
  ],
]

describe('refused by name, and nothing has changed:', () => {
  const attempts = REFUSED.map(([reason, what, attempt, place]) => ({ reason, what, attempt, place }))
  test.each(attempts)('$reason: $what', ({ reason, attempt, place }) => {
    const mesh = district()
    const before = JSON.stringify([polygonsOf(mesh), mesh.points])
    const refused = attempt(mesh)
    expect(refused?.reason).toBe(reason)
    if (place) expect(refused?.at).toEqual(place)
    expect(JSON.stringify([polygonsOf(mesh), mesh.points])).toBe(before)
    expect([undo(mesh), redo(mesh), isTiling(mesh)]).toEqual([false, false, true])
  })
  test('every reason there is', () => expect(new Set(REFUSED.map(([reason]) => reason))).toEqual(new Set(REFUSAL_REASONS))) // prettier-ignore
})

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
