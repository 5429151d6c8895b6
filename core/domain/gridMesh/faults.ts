import { edgesNear } from './cells.ts'
import { meetingOf } from './exact.ts'
import { gapsIn } from './gaps.ts'
import { type Point, type Position, positionOf, type Segment } from './lattice.ts'
import { edgeOf, endsOf, segmentOf } from './mesh.ts'
import { gridsAlong, type Plan, unpairedOf } from './plan.ts'
import type { MeshFault } from './rawRings.ts'
import { boardOf } from './weld.ts'
import { boxOf, doubleMiddle, windingAround, windingLeftOf } from './winding.ts'

/** What keeps rings from being a mesh: where a border is not walked once on each of its sides, and by which grids. */
export function faultsOf(plan: Plan, { slit, open }: { slit: number; open: boolean }): MeshFault[] {
  const found = new Findings()
  broken(plan, found)
  walkedTwice(plan, found)
  crossing(plan, found)
  covered(plan, found)
  const faults = found.faults()
  const muddled = new Set(faults.flatMap(({ grids }) => grids))
  return [...faults, ...gapsIn(plan, { slit, open }).filter(({ grids }) => !grids.every((grid) => muddled.has(grid)))]
}

/** Overlaps of two grids and polygons that meet themselves, each with its places. */
class Findings {
  private readonly places = new Map<string, { grids: number[]; places: Position[] }>()

  add(one: number, other: number, at: Point): void {
    const grids = one === other ? [one] : [one, other].toSorted((a, b) => a - b)
    const known = this.places.get(grids.join())
    if (known) known.places.push(positionOf(at))
    else this.places.set(grids.join(), { grids, places: [positionOf(at)] })
  }

  /** Each pair of grids that walk two edges. */
  addAll(some: readonly number[], others: readonly number[], at: Point): void {
    for (const one of some) for (const other of others) this.add(one, other, at)
  }

  faults(): MeshFault[] {
    return [...this.places.values()].map((found) => ({
      kind: found.grids.length === 1 ? 'polygon' : 'overlap',
      ...found,
    }))
  }
}

/** Rings with a corner twice, faces that do not lie once left of their edges or border on themselves, holes outside their outline. */
function broken(plan: Plan, found: Findings): void {
  for (const { grid, corners } of plan.rings)
    if (corners.length < 3 || new Set(corners).size < corners.length) found.add(grid, grid, plan.points[corners[0]!]!)
  for (const [grid, segments] of plan.segments) {
    const wrong = segments.find((segment) => windingLeftOf(segments, segment) !== 1)
    if (wrong) found.add(grid, grid, wrong[0])
  }
  const segmentsAt = (at: number): Segment[] =>
    plan.raw[at]!.corners.map((from, i, all) => [plan.points[from]!, plan.points[all[(i + 1) % all.length]!]!])
  for (const [at, { grid, polygon, hole }] of plan.raw.entries()) {
    if (!hole) continue
    const outline = plan.raw.findIndex((ring) => ring.grid === grid && ring.polygon === polygon)
    const first = segmentsAt(at)[0]!
    if (Math.abs(windingAround(segmentsAt(outline), doubleMiddle(first))) !== 1) found.add(grid, grid, first[0])
  }
}

function walkedTwice(plan: Plan, found: Findings): void {
  for (const [side, grids] of plan.walkers)
    for (const [i, grid] of grids.entries()) found.addAll([grid], grids.slice(i + 1), segmentOf(plan, side)[0])
}

function crossing(plan: Plan, found: Findings): void {
  const edges = new Set([...plan.walkers.keys()].map((side) => edgeOf(...endsOf(side))))
  const cells = boardOf(plan, edges)
  for (const edge of edges) {
    const segment = segmentOf(plan, edge)
    for (const other of edgesNear(cells, segment)) {
      const met = other > edge ? meetingOf(segment, segmentOf(plan, other)) : undefined
      if (met) found.addAll(gridsAlong(plan, edge), gridsAlong(plan, other), met.at)
    }
  }
}

/** Borders to what seems to lie outside, but is ground of another grid. */
function covered(plan: Plan, found: Findings): void {
  const boxes = [...plan.segments].map(([grid, segments]) => ({ grid, segments, within: boxOf(segments.flat()) }))
  for (const side of unpairedOf(plan)) {
    const segment = segmentOf(plan, side)
    const middle = doubleMiddle(segment)
    const own = plan.walkers.get(side)!
    for (const { grid, segments, within } of boxes)
      if (!own.includes(grid) && within(middle) && windingAround(segments, middle) > 0)
        found.addAll(own, [grid], segment[0])
  }
}
