import type { MultiPolygon, Position } from '../features.ts'

type Ring = readonly Position[]

/** Twice the signed area, square degrees; clockwise rings, which are outer ones, are negative. */
function area2(ring: Ring): number {
  let sum = 0
  for (const [i, [x, y]] of ring.entries()) {
    const [x0, y0] = ring.at(i - 1) ?? [x, y]
    sum += x0 * y - x * y0
  }
  return sum
}

function boxOf(ring: Ring) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    ;[west, east] = [Math.min(west, x), Math.max(east, x)]
    ;[south, north] = [Math.min(south, y), Math.max(north, y)]
  }
  return { west, south, east, north }
}

function inside([x, y]: Position, ring: Ring): boolean {
  let odd = false
  for (const [i, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring.at(i - 1) ?? [x1, y1]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

interface Outer {
  readonly ring: Ring
  readonly size: number
  readonly box: ReturnType<typeof boxOf>
  readonly holes: Ring[]
}

const outerOf = (ring: Ring): Outer => ({ ring, size: Math.abs(area2(ring)), box: boxOf(ring), holes: [] })

/** The smallest outer ring that a hole lies in; it may touch it with some of its vertices, not with all. */
function outerAround(hole: Ring, outers: readonly Outer[]): Outer | undefined {
  const box = boxOf(hole)
  return outers
    .filter((outer) => outer.box.west <= box.west && outer.box.east >= box.east)
    .filter((outer) => outer.box.south <= box.south && outer.box.north >= box.north)
    .sort((a, b) => a.size - b.size)
    .find(({ ring }) => hole.some((at) => inside(at, ring)))
}

/** Rings of a shapefile as polygons: clockwise ones are outer, the others holes; a hole in nothing is a polygon of its own. */
export function polygonsOf(rings: readonly Ring[]): MultiPolygon {
  const outers = rings.filter((ring) => area2(ring) <= 0).map(outerOf)
  const alone: Outer[] = []
  for (const hole of rings.filter((ring) => area2(ring) > 0)) {
    const outer = outerAround(hole, outers)
    if (outer) outer.holes.push(hole)
    else alone.push(outerOf(hole))
  }
  return [...outers, ...alone].map(({ ring, holes }) => [ring, ...holes])
}
