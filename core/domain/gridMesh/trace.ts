import { doubleArea, turn } from './exact.ts'
import type { Point } from './lattice.ts'
import { backOf, endsOf, type Mesh, pointAt, segmentOf, sideOf, sidesAlong } from './mesh.ts'
import { doubleMiddle, windingAround } from './winding.ts'

type Points = Pick<Mesh, 'points'>

/**
 * Rings out of directed edges with the face at their left, each corner once in a ring. Where several edges leave a vertex the way goes on
 * along the same piece of the face: by the first edge clockwise from where it came. Edges that lead nowhere are left out.
 */
export function loopsOf(mesh: Points, sides: Iterable<number>): number[][] {
  const left = new Set(sides)
  const leaving = new Map<number, number[]>()
  for (const side of left) {
    const [from, to] = endsOf(side)
    leaving.set(from, [...(leaving.get(from) ?? []), to])
  }
  const loops: number[][] = []
  for (const first of left) {
    const walk: number[] = []
    let side: number | undefined = first
    while (side !== undefined && left.delete(side)) {
      const [from, to] = endsOf(side)
      walk.push(from)
      const next = (leaving.get(to) ?? []).reduce<number | undefined>(
        (best, end) => firstClockwise(mesh, [to, from], [best, end]),
        undefined,
      )
      side = next === undefined ? undefined : sideOf(to, next)
    }
    if (side === first) loops.push(...simpleLoops(walk))
  }
  return loops
}

/** Which of two edges comes first clockwise from the one back. */
function firstClockwise(
  mesh: Points,
  [at, back]: readonly [number, number],
  [best, other]: readonly [number | undefined, number],
): number {
  if (best === undefined) return other
  const [centre, from, a, b] = [at, back, best, other].map((vertex) => pointAt(mesh, vertex)) as [
    Point,
    Point,
    Point,
    Point,
  ]
  const [ofA, ofB] = [quarterOf(centre, from, a), quarterOf(centre, from, b)]
  if (ofA !== ofB) return ofA < ofB ? best : other
  return turn(centre, a, b) > 0 ? other : best
}
/** 0 clockwise less than half a turn, 1 straight on, 2 more than half a turn, 3 back. */
function quarterOf(centre: Point, from: Point, to: Point): number {
  const side = turn(centre, from, to)
  if (side !== 0) return side < 0 ? 0 : 2
  return Math.sign(from.x - centre.x) === Math.sign(to.x - centre.x) &&
    Math.sign(from.y - centre.y) === Math.sign(to.y - centre.y)
    ? 3
    : 1
}

/** A walk that passes a vertex more than once falls into loops that do not. */
function simpleLoops(walk: readonly number[]): number[][] {
  const loops: number[][] = []
  const path: number[] = []
  for (const vertex of walk) {
    const before = path.indexOf(vertex)
    if (before >= 0) loops.push(path.splice(before))
    path.push(vertex)
  }
  return [...loops, path]
}

/** Whether a ring that is walked with its face at the left is an outline; else it is a hole. */
export const isOutline = (mesh: Points, walk: readonly number[]): boolean =>
  doubleArea(walk.map((vertex) => pointAt(mesh, vertex))) > 0n

/** A ring with its face at the left. */
interface Loop {
  readonly walk: readonly number[]
}

/** Polygons of outlines, in their order, and of holes: each lies in the smallest outline around it. Holes without one are left out. */
export function polygonsFrom<Item extends Loop>(mesh: Points, loops: readonly Item[]): Item[][] {
  const areas = new Map(loops.map((loop) => [loop, doubleArea(loop.walk.map((vertex) => pointAt(mesh, vertex)))]))
  const outlines = loops.filter((loop) => areas.get(loop)! > 0n)
  const polygons = new Map(outlines.map((outline) => [outline, [outline]]))
  for (const hole of loops.filter((loop) => areas.get(loop)! <= 0n)) {
    const around = outlines.filter((outline) => liesIn(mesh, hole, outline))
    const smallest = around.toSorted((a, b) => (areas.get(a)! < areas.get(b)! ? -1 : 1))[0]
    if (smallest) polygons.get(smallest)!.push(hole)
  }
  return [...polygons.values()]
}

/** By the middle of an edge that is not the outline's own, seen from the other side. */
function liesIn(mesh: Points, hole: Loop, outline: Loop): boolean {
  const sides = new Set(sidesAlong(outline.walk))
  const own = sidesAlong(hole.walk).find((side) => !sides.has(backOf(side)))
  if (own === undefined) return false
  const around = [...sides].map((side) => segmentOf(mesh, side))
  return windingAround(around, doubleMiddle(segmentOf(mesh, own))) === 1
}
