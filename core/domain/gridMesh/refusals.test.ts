import { describe, expect, test } from 'vitest'
import { border, district, edge, follow, move, OUTER, split, vertex } from '../../../tests/meshDistrict.ts'
import { at } from '../../../tests/meshSamples.ts'
import { redo, undo } from './change.ts'
import type { Position } from './lattice.ts'
import { mergeGrids } from './merge.ts'
import { type Mesh, OUTSIDE } from './mesh.ts'
import { polygonsOf } from './polygonsOf.ts'
import { REFUSAL_REASONS, type Refusal } from './refusal.ts'
import { isTiling } from './tiling.ts'
import { insertVertex, moveVertex, removeVertex } from './vertices.ts'

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
