import { boardFor, type Cells, edgesAround, putEdge } from './cells.ts'
import { onSegment } from './exact.ts'
import { footOn, metresBetween, type Point, reachAt, type Segment } from './lattice.ts'
import { edgeOf, endsOf, type Mesh, pointAt, segmentOf, sidesAlong } from './mesh.ts'
import { type RawRing, withoutRepeats } from './rawRings.ts'

type Points = Pick<Mesh, 'points'>

/** Rings in which vertices that are as near to each other, in metres, are one: the first of them, where several are near the nearest. */
export function welded(mesh: Points, rings: readonly RawRing[], metres: number): RawRing[] {
  const used = [...new Set(rings.flatMap(({ corners }) => corners))]
  const cells: Cells = { ...boardFor([]), edges: new Map() }
  const become = new Map<number, number>()
  for (const vertex of used) {
    const at = pointAt(mesh, vertex)
    const far = (other: number) => metresBetween(pointAt(mesh, other), at)
    const near = [...edgesAround(cells, at, reachAt(at.y, metres))].filter((other) => far(other) <= metres)
    const nearest = near.toSorted((a, b) => far(a) - far(b))[0]
    become.set(vertex, nearest ?? vertex)
    if (nearest === undefined) putEdge(cells, vertex, [at, at])
  }
  return rings.map((ring) => ({ ...ring, corners: withoutRepeats(ring.corners.map((corner) => become.get(corner)!)) }))
}

/** Edges of rings, once each. */
export function edgesOf(rings: readonly RawRing[]): Set<number> {
  const edges = new Set<number>()
  for (const { corners } of rings) for (const side of sidesAlong(corners)) edges.add(edgeOf(...endsOf(side)))
  return edges
}
export function boardOf(mesh: Points, edges: Iterable<number>): Cells {
  const segments = [...edges].map((edge): [number, Segment] => [edge, segmentOf(mesh, edge)])
  const cells = boardFor(segments.map(([, segment]) => segment))
  for (const [edge, segment] of segments) putEdge(cells, edge, segment)
  return cells
}

/**
 * Rings in which every vertex that lies on an edge is a corner of it: exactly on it or, where vertices are welded, as near in metres, and
 * then the edge bends. The line of an edge stays what it was where all lie exactly on it.
 */
export function knotted(mesh: Points, rings: readonly RawRing[], metres = 0): RawRing[] {
  const edges = edgesOf(rings)
  const cells = boardOf(mesh, edges)
  const onEdge = new Map<number, number[]>()
  for (const vertex of new Set(rings.flatMap(({ corners }) => corners))) {
    const at = pointAt(mesh, vertex)
    for (const edge of edgesAround(cells, at, reachAt(at.y, metres))) {
      if (endsOf(edge).includes(vertex) || !liesOn(segmentOf(mesh, edge), at, metres)) continue
      onEdge.set(edge, [...(onEdge.get(edge) ?? []), vertex])
    }
  }
  if (onEdge.size === 0) return [...rings]
  return rings.map((ring) => ({
    ...ring,
    corners: withoutRepeats(
      ring.corners.flatMap((from, i) => {
        const to = ring.corners[(i + 1) % ring.corners.length]!
        return [from, ...sortedFrom(mesh, from, onEdge.get(edgeOf(from, to)) ?? [])]
      }),
    ),
  }))
}

const liesOn = (segment: Segment, at: Point, metres: number) =>
  metres > 0 ? metresBetween(footOn(segment, at), at) <= metres : onSegment(segment, at)
function sortedFrom(mesh: Points, from: number, vertices: readonly number[]): readonly number[] {
  const far = (vertex: number) => {
    const [a, b] = [pointAt(mesh, from), pointAt(mesh, vertex)]
    return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
  }
  return vertices.toSorted((a, b) => far(a) - far(b))
}
