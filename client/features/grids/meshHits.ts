import { edgesAround } from '#core/domain/gridMesh/cells.ts'
import {
  footOn,
  metresBetween,
  type Point,
  pointOf,
  type Position,
  positionOf,
  reachAt,
} from '#core/domain/gridMesh/lattice.ts'
import { polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import { backOf, endsOf, type Mesh, OUTSIDE, pointAt, segmentOf, sideOf } from '#core/domain/gridMesh/mesh.ts'
import { gridAtPlace } from './landHits.ts'

/** An edge of a border under the pointer: its ends, and the place of it that is nearest. */
export interface EdgeHit {
  readonly ends: readonly [Position, Position]
  readonly foot: Position
}

const nearestOf = <Found extends { far: number }>(found: readonly Found[], metres: number): Found | undefined =>
  found.filter(({ far }) => far <= metres).toSorted((a, b) => a.far - b.far)[0]

const edgesNear = (mesh: Mesh, at: Point, metres: number) => [...edgesAround(mesh.cells, at, reachAt(at.y, metres))]

/** The corner of a border that is nearest to a place, within so many metres. */
export function cornerNear(mesh: Mesh, at: Position, metres: number): Position | undefined {
  const place = pointOf(at)
  const corners = new Set(edgesNear(mesh, place, metres).flatMap(endsOf))
  const found = [...corners].map((corner) => {
    const point = pointAt(mesh, corner)
    return { point, far: metresBetween(point, place) }
  })
  const nearest = nearestOf(found, metres)
  return nearest && positionOf(nearest.point)
}

/** The edge that is nearest to a place, within so many metres; of one grid where that is named. */
export function edgeNear(mesh: Mesh, at: Position, metres: number, grid?: number): EdgeHit | undefined {
  const place = pointOf(at)
  const isOf = (edge: number) => [edge, backOf(edge)].some((side) => gridLeftOf(mesh, side) === grid)
  const edges = edgesNear(mesh, place, metres).filter((edge) => grid === undefined || isOf(edge))
  const found = edges.map((edge) => {
    const segment = segmentOf(mesh, edge)
    const foot = footOn(segment, place)
    return { segment, foot, far: metresBetween(foot, place) }
  })
  const nearest = nearestOf(found, metres)
  if (!nearest) return undefined
  const [from, to] = nearest.segment
  return { ends: [positionOf(from), positionOf(to)], foot: positionOf(nearest.foot) }
}

/** Where a path may begin or end: a corner of the grid's border within reach, else the nearest place of it. */
export function onBorder(mesh: Mesh, grid: number, at: Position, metres: number): Position | undefined {
  const edge = edgeNear(mesh, at, metres, grid)
  if (!edge) return undefined
  const place = pointOf(at)
  const ends = edge.ends.map((end) => ({ end, far: metresBetween(pointOf(end), place) }))
  return nearestOf(ends, metres)?.end ?? edge.foot
}

const gridLeftOf = (mesh: Mesh, side: number) => mesh.rings.get(mesh.sides.get(side) ?? -1)?.grid

/** The grid in which a place lies. */
export const gridAt = (mesh: Mesh, at: Position): number | undefined => gridAtPlace(polygonsOf(mesh), at)

/** A border between two junctions, with what lies beyond it as seen from a grid. */
export interface Chain {
  readonly corners: readonly Position[]
  /** 0 where it is the outer border. */
  readonly other: number
}

/** The borders of a grid from junction to junction, in the order of its rings; one without a junction has none that could be followed. */
export function chainsOf(mesh: Mesh, grid: number): Chain[] {
  const chains: Chain[] = []
  for (const id of mesh.faces.get(grid)?.flat() ?? []) {
    const { corners, forward } = mesh.rings.get(id)!
    const walk = forward ? corners : corners.toReversed()
    const begin = walk.findIndex((corner) => isJunction(mesh, corner))
    if (begin < 0) continue
    const turned = [...walk.slice(begin), ...walk.slice(0, begin), walk[begin]!]
    let from = 0
    for (let to = 1; to < turned.length; to++) {
      if (!isJunction(mesh, turned[to]!)) continue
      const other = gridLeftOf(mesh, sideOf(turned[from + 1]!, turned[from]!)) ?? OUTSIDE
      chains.push({ corners: turned.slice(from, to + 1).map((corner) => positionOf(pointAt(mesh, corner))), other })
      from = to
    }
  }
  return chains
}
const isJunction = (mesh: Mesh, corner: number) => mesh.stars.get(corner)!.length > 2

/** Corners of a grid, ring by ring, as a hand walks them. */
export const cornersOf = (mesh: Mesh, grid: number): Position[] =>
  (mesh.faces.get(grid)?.flat() ?? []).flatMap((id) =>
    mesh.rings.get(id)!.corners.map((corner) => positionOf(pointAt(mesh, corner))),
  )

/** Grids that have a border in common with one, each once. */
export const neighboursOf = (mesh: Mesh, grid: number): number[] => {
  const rings = mesh.faces.get(grid)?.flat() ?? []
  const others = rings.flatMap((id) => {
    const { corners, forward } = mesh.rings.get(id)!
    const walk = forward ? corners : corners.toReversed()
    return walk.map((from, i) => gridLeftOf(mesh, sideOf(walk[(i + 1) % walk.length]!, from)) ?? OUTSIDE)
  })
  return [...new Set(others)].filter((other) => other !== OUTSIDE)
}

/** The place so many metres east and north of another, on the lattice. */
export function stepFrom(at: Position, east: number, north: number): Position {
  const { x, y } = pointOf(at)
  const reach = reachAt(y, 1000)
  return positionOf({ x: x + Math.round((east * reach.x) / 1000), y: y + Math.round((north * reach.y) / 1000) })
}
