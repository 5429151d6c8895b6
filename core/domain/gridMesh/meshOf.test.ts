import polygonClipping from 'polygon-clipping'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { at, box, grid, ring, sampleGrids } from '../../../tests/meshSamples.ts'
import type { Position } from './lattice.ts'
import { vertexAt } from './mesh.ts'
import { type Meshed, meshOf, type MeshWishes } from './meshOf.ts'
import { type GridPolygons, outerBorderOf, polygonsOf } from './polygonsOf.ts'
import type { MeshFault } from './rawRings.ts'
import { isTiling } from './tiling.ts'
import { moveVertex } from './vertices.ts'

const random = randomFrom(37)
/** 1 cm in units of 1e-4°: along a parallel here, and a little less along a meridian. */
const CENTIMETRE = 1.13e-3

function meshed(grids: readonly GridPolygons[], wishes?: MeshWishes): Meshed {
  const made = meshOf(grids, wishes)
  if ('faults' in made) throw new Error(JSON.stringify(made.faults))
  expect(isTiling(made.mesh)).toBe(true)
  return made
}
function faulty(grids: readonly GridPolygons[], wishes?: MeshWishes): readonly MeshFault[] {
  const made = meshOf(grids, wishes)
  return 'faults' in made ? made.faults : []
}
const told = (grids: readonly GridPolygons[], wishes?: MeshWishes) =>
  faulty(grids, wishes).map(({ kind, grids }) => `${kind} ${grids.join()}`)

describe('polygons become a mesh and come back', () => {
  test('to the byte, whatever the start and direction of their rings, with holes, islands and touching rings', () => {
    for (let look = 0; look < 20; look++) {
      const grids = sampleGrids(random, 4).map(({ id, polygons }) => ({
        id,
        polygons: polygons.map((rings) => rings.map((closed) => anew(closed))),
      }))
      const { mesh, changed } = meshed(random.shuffled(grids))
      expect(changed).toEqual([])
      expect(JSON.stringify(polygonsOf(mesh).toSorted((a, b) => a.id - b.id))).toBe(
        JSON.stringify(grids.toSorted((a, b) => a.id - b.id)),
      )
      expect(outerBorderOf(mesh)).toHaveLength(2)
    }
  })
  /** The same ring from another corner, or the other way round. */
  function anew(closed: readonly Position[]): Position[] {
    const open = closed.slice(0, -1)
    const turn = random.whole(0, open.length - 1)
    const turned = [...open.slice(turn), ...open.slice(0, turn)]
    const walked = random.chance(0.5) ? turned : turned.toReversed()
    return [...walked, walked[0]!]
  }

  test('rounded to billionths of a degree where they have more digits, and the grid is named', () => {
    const long = box(0, 0, 10, 10).map(([x, y]): Position => [x - 3e-11, y + 3e-11])
    const { mesh, changed } = meshed([grid(1, [long]), grid(2, [box(10, 0, 20, 10)])])
    expect(changed).toEqual([1])
    expect(polygonsOf(mesh)[0]!.polygons).toEqual([[box(0, 0, 10, 10)]])
  })

  test('a corner on a neighbour’s edge is one of that edge from then on, and moves for both', () => {
    const { mesh, changed } = meshed([grid(1, [box(0, 0, 10, 10)]), grid(2, [box(10, 0, 20, 4)]), grid(3, [box(10, 4, 20, 10)])]) // prettier-ignore
    expect(changed).toEqual([1])
    expect(polygonsOf(mesh)[0]!.polygons).toEqual([[ring([0, 0], [10, 0], [10, 4], [10, 10], [0, 10])]])
    expect(moveVertex(mesh, vertexAt(mesh, at(10, 4))!, at(9, 5))).toBeUndefined()
    expect(polygonsOf(mesh).map(({ polygons }) => polygons[0]![0]!)).toEqual([
      ring([0, 0], [10, 0], [9, 5], [10, 10], [0, 10]),
      ring([10, 0], [20, 0], [20, 4], [9, 5]),
      ring([9, 5], [20, 4], [20, 10], [10, 10]),
    ])
    expect(isTiling(mesh)).toBe(true)
  })

  test('with a lake that is nobody’s where that is asked', () => {
    const around = [
      grid(1, [ring([0, 0], [10, 0], [10, 20], [0, 20], [0, 12], [5, 12], [5, 8], [0, 8])]),
      grid(2, [box(-10, 0, 0, 20)]),
    ]
    expect(told(around)).toEqual(['gap 1,2'])
    expect(outerBorderOf(meshed(around, { open: true }).mesh)).toHaveLength(2)
  })
})

describe('what is no tiling is told with the grids it is about', () => {
  const left = grid(1, [box(0, 0, 10, 10)])
  test.each([
    ['a slit of 1 cm', [left, grid(2, [box(10 + CENTIMETRE, 0, 20, 10)])], ['gap 1,2']],
    ['a wedge that opens to 1 cm', [left, grid(2, [ring([10, 0], [20, 0], [20, 10], [10 + CENTIMETRE, 10])])], ['gap 1,2']],
    ['a billionth of a degree', [left, grid(2, [box(10 + 1e-5, 0, 20, 10)])], ['gap 1,2']],
    ['a gap of 1 cm between three', [left, grid(2, [box(10 + CENTIMETRE, 0, 20, 10)]), grid(3, [box(0, 10, 20, 20)]), grid(4, [box(0, -10, 20, 0)])], ['gap 1,2,3,4']],
    ['an overlap of 1 cm', [left, grid(2, [box(10 - CENTIMETRE, 0, 20, 10)])], ['overlap 1,2']],
    ['an overlap of a billionth', [left, grid(2, [box(10 - 1e-5, 0, 20, 10)])], ['overlap 1,2']],
    ['a corner in another grid', [left, grid(2, [ring([10, 0], [20, 0], [20, 10], [10, 10], [9, 5])])], ['overlap 1,2']],
    ['two that cross', [left, grid(2, [box(5, 5, 15, 15)])], ['overlap 1,2']],
    ['two bars that cross far from their middles', [grid(1, [box(0, 0, 30, 2)]), grid(2, [box(20, -5, 22, 25)])], ['overlap 1,2']],
    ['the same ground twice', [left, grid(2, [box(0, 0, 10, 10)])], ['overlap 1,2']],
    ['one within another', [left, grid(2, [box(4, 4, 6, 6)])], ['overlap 1,2']],
    ['one within another from corner to corner', [left, grid(2, [ring([0, 0], [10, 10], [4, 6])])], ['overlap 1,2']],
    ['one gap and one overlap', [left, grid(2, [box(10 - CENTIMETRE, 0, 20, 10)]), grid(3, [box(0, 10 + CENTIMETRE, 10, 20)])], ['overlap 1,2', 'gap 1,3', 'gap 2,3']],
    ['a ring like an eight', [grid(4, [ring([0, 0], [10, 10], [10, 0], [0, 10])])], ['polygon 4']],
    ['a hole beyond the outline', [grid(4, [box(0, 0, 10, 10), box(20, 0, 30, 10)])], ['polygon 4']],
    ['a hole within a hole', [grid(4, [box(0, 0, 30, 30), box(5, 5, 25, 25), box(10, 10, 20, 20)])], ['polygon 4']],
    ['polygons of one grid that overlap', [grid(4, [box(0, 0, 10, 10)], [box(5, 5, 15, 15)])], ['polygon 4']],
    ['two polygons of one grid side by side', [grid(4, [box(0, 0, 10, 10)], [box(10, 0, 20, 10)])], ['polygon 4']],
    ['a hole along the outline', [grid(4, [box(0, 0, 10, 10), ring([0, 0], [10, 0], [5, 5])])], ['polygon 4']],
    ['a hole of another polygon', [grid(4, [box(0, 0, 10, 10)], [box(20, 0, 30, 10), box(2, 2, 8, 8)])], ['polygon 4']],
    ['a ring that is not closed', [grid(4, [box(0, 0, 10, 10).slice(1)])], ['ring 4']],
    ['a ring without ground', [grid(4, [[at(0, 0), at(1, 1), at(1, 1), at(0, 0)]])], ['ring 4']],
    ['a place beyond the globe', [grid(4, [[[0, 91], [1, 0], [1, 1], [0, 91]]])], ['ring 4']],
    ['no number', [grid(4, [[[Number.NaN, 1], [1, 0], [1, 1], [Number.NaN, 1]]])], ['ring 4']],
    ['no territory', [grid(4), grid(5, [])], ['grid 4', 'grid 5']],
    ['an id twice, and none', [left, left, grid(0, [box(20, 20, 30, 30)])], ['grid 1', 'grid 0']],
  ])('%s', (_, grids, wanted) => expect(told(grids).toSorted()).toEqual(wanted.toSorted())) // prettier-ignore

  test.each([
    ['a slit of 1 cm', [left, grid(2, [box(10 + CENTIMETRE, 0, 20, 10)])]],
    ['a gap of 1 cm between three', [left, grid(2, [box(10 + CENTIMETRE, 0, 20, 10)]), grid(3, [box(0, 10, 20, 20)])]],
    ['an overlap of 1 cm', [left, grid(2, [box(10 - CENTIMETRE, 0, 20, 10)])]],
    ['a corner 1 cm beside a border', [left, grid(2, [ring([10, 0], [20, 0], [20, 10], [10, 10], [10 + CENTIMETRE, 4])])]],
    ['a corner 1 cm beyond a border', [left, grid(2, [ring([10, 0], [20, 0], [20, 10], [10, 10], [10 - CENTIMETRE, 4])])]],
  ])('welded within 2 cm, and the grids that changed are named: %s', (_, grids) => {
    expect(told(grids, { weld: 0.005 })).not.toEqual([])
    const { mesh, changed } = meshed(grids, { weld: 0.02 })
    expect(changed.length).toBeGreaterThan(0)
    expect(polygonsOf(mesh).filter(({ id, polygons }) => JSON.stringify(polygons) !== JSON.stringify(grids.find((grid) => grid.id === id)!.polygons)).map(({ id }) => id)).toEqual(changed)
  }) // prettier-ignore

  test('a corner that one of two neighbours has 1 cm elsewhere: these two and no other, where it is; welded if asked', () => {
    let overlaps = 0
    for (let look = 0; look < 40; look++) {
      const grids = JSON.parse(JSON.stringify(sampleGrids(random, 3))) as {
        id: number
        polygons: [number, number][][][]
      }[]
      const one = random.pick(grids.slice(0, 9))
      const [outline] = one.polygons[0]! as [[number, number][]]
      const moved = random.pick([1, 2, 4, 5, 7, 8, 10, 11])
      const known = [...outline[moved]!] as [number, number]
      const others = grids.filter(({ id, polygons }) => id !== one.id && JSON.stringify(polygons).includes(JSON.stringify(known))) // prettier-ignore
      if (others.length === 0) continue
      const angle = random.next() * 2 * Math.PI
      outline[moved]![0] = known[0] + 1.1e-7 * Math.cos(angle)
      outline[moved]![1] = known[1] + 0.9e-7 * Math.sin(angle)
      const faults = faulty(grids)
      expect(new Set(faults.flatMap((fault) => fault.grids))).toEqual(new Set([one.id, others[0]!.id]))
      const common = polygonClipping.intersection(one.polygons, others[0]!.polygons).length > 0
      if (common) expect(faults.map(({ kind }) => kind)).toContain('overlap')
      overlaps += Number(common)
      const { mesh, changed } = meshed(grids, { weld: 0.02 })
      expect([one.id, others[0]!.id]).toEqual(expect.arrayContaining([...changed]))
      expect(outerBorderOf(mesh)).toHaveLength(2)
    }
    expect(overlaps).toBeGreaterThan(5)
  })
})
