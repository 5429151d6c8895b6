import { edgesAround } from './cells.ts'
import { footOn, metresBetween, positionOf, reachAt } from './lattice.ts'
import { backOf, endsOf, pointAt, segmentOf, sideOf } from './mesh.ts'
import { gridsAlong, listOf, type Plan, unpairedOf } from './plan.ts'
import type { MeshFault } from './rawRings.ts'
import { isOutline, loopsOf } from './trace.ts'
import { boardOf } from './weld.ts'

/**
 * Ground that is no grid's though grids lie around it, and slits between two of them that are open to the outside.
 * @param slit metres up to which what is open between two grids is a slit
 * @param open whether ground within the outer border may be left to none, as a lake may
 */
export function gapsIn(plan: Plan, { slit, open }: { slit: number; open: boolean }): MeshFault[] {
  const unpaired = unpairedOf(plan)
  const enclosed = open ? [] : loopsOf(plan, unpaired.map(backOf)).filter((walk) => isOutline(plan, walk))
  const gaps = enclosed.map((walk): MeshFault => {
    const sides = walk.map((from, i) => sideOf(from, walk[(i + 1) % walk.length]!))
    return { kind: 'gap', grids: sorted(sides.flatMap((side) => gridsAlong(plan, side))), places: placesOf(plan, walk) }
  })
  const told = (pair: readonly number[]) => gaps.some(({ grids }) => pair.every((grid) => grids.includes(grid)))
  return [...gaps, ...slitsIn(plan, unpaired, slit).filter(({ grids }) => !told(grids))]
}

/** Corners of one grid that are as near to the border of another one, where both border on nothing. */
function slitsIn(plan: Plan, unpaired: readonly number[], slit: number): MeshFault[] {
  const cells = boardOf(plan, unpaired)
  const gridsAt = new Map<number, number[]>()
  for (const side of plan.walkers.keys())
    for (const vertex of endsOf(side)) listOf(gridsAt, vertex).push(...gridsAlong(plan, side))
  const pairs = new Map<string, { grids: number[]; vertices: Set<number> }>()
  for (const vertex of new Set(unpaired.flatMap(endsOf))) {
    const at = pointAt(plan, vertex)
    for (const side of edgesAround(cells, at, reachAt(at.y, slit))) {
      const strangers = gridsAlong(plan, side).filter((grid) => !gridsAt.get(vertex)!.includes(grid))
      if (strangers.length === 0 || metresBetween(footOn(segmentOf(plan, side), at), at) > slit) continue
      for (const grids of gridsAt.get(vertex)!.flatMap((own) => strangers.map((other) => sorted([own, other])))) {
        const pair = pairs.get(grids.join()) ?? { grids, vertices: new Set() }
        pair.vertices.add(vertex)
        pairs.set(grids.join(), pair)
      }
    }
  }
  return [...pairs.values()].map(({ grids, vertices }) => ({
    kind: 'gap',
    grids,
    places: placesOf(plan, [...vertices]),
  }))
}

const sorted = (grids: readonly number[]) => [...new Set(grids)].toSorted((a, b) => a - b)
const placesOf = (plan: Plan, vertices: readonly number[]) =>
  vertices.map((vertex) => positionOf(pointAt(plan, vertex)))
