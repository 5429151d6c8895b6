import { attempt } from './attempt.ts'
import { edgesAround } from './cells.ts'
import { beginningAs, type Draft, replaceChain, ringOf } from './draft.ts'
import { footOn, metresBetween, type Point, type Position, reachAt, samePoint } from './lattice.ts'
import { backOf, endsOf, isUsed, type Mesh, OUTSIDE, pointAt, segmentOf, sideOf, vertexOf, walkOf } from './mesh.ts'
import { type Allowance, isRefusal, placesOf, type Refusal, refusal } from './refusal.ts'
import { polygonsFrom } from './trace.ts'

/** A path that ends as near to a border, in metres, ends on it. */
const ON_BORDER = 0.01

export interface Cut {
  readonly grid: number
  /** From one place of the grid's border through the grid to another one. */
  readonly path: readonly Position[]
  /** The grid that what lies at the left of the path becomes. */
  readonly made: number
}

/** Cuts a grid in two along a path. */
export function splitGrid(mesh: Mesh, { grid, path, made }: Cut, allowed: Allowance = {}): Refusal | undefined {
  const places = placesOf(path)
  if (isRefusal(places)) return places
  const start = places[0] ?? { x: 0, y: 0 }
  if (!mesh.faces.has(grid) || grid === OUTSIDE) return refusal('no-grid', start)
  if (!Number.isSafeInteger(made) || made <= OUTSIDE || mesh.faces.has(made)) return refusal('grid-taken', start)
  const refused = attempt(mesh, 'split', allowed, (draft) => {
    const ends = endsOnBorder(mesh, draft, { grid, places })
    if (isRefusal(ends)) return ends
    const inner = places.slice(1, -1).filter((place, i, all) => i === 0 || !samePoint(place, all[i - 1]!))
    const walk = [ends.from, ...inner.map((place) => vertexOf(mesh, place)), ends.to]
    const taken = walk.find(
      (vertex, i) =>
        i > 0 && ((isUsed(mesh, vertex) && i < walk.length - 1) || mesh.sides.has(sideOf(walk[i - 1]!, vertex))),
    )
    if (taken !== undefined) return refusal('touches', pointAt(mesh, taken))
    return cut(mesh, draft, { grid, made, walk })
  })
  return refused?.reason === 'inverts' ? { ...refused, reason: 'leaves-grid' } : refused
}

interface Ends {
  readonly from: number
  readonly to: number
}
/** The vertices where a path begins and ends; they are put into the border where there are none. */
function endsOnBorder(
  mesh: Mesh,
  draft: Draft,
  { grid, places }: { grid: number; places: readonly Point[] },
): Ends | Refusal {
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last || places.length < 2 || samePoint(first, last))
    return refusal('off-border', first ?? { x: 0, y: 0 })
  const ends: number[] = []
  const put = new Map<number, number[]>()
  for (const place of [first, last]) {
    const found = onBorderOf(mesh, grid, place)
    if (!found) return refusal('off-border', place)
    ends.push(found.vertex)
    if (found.side !== undefined) put.set(found.side, [...(put.get(found.side) ?? []), found.vertex])
  }
  for (const [side, vertices] of put) {
    const [from, to] = endsOf(side)
    const far = (vertex: number) => metresBetween(pointAt(mesh, from), pointAt(mesh, vertex))
    const path = [from, ...vertices.toSorted((a, b) => far(a) - far(b)), to]
    const refused = replaceChain(mesh, draft, [from, to], path)
    if (refused) return refused
  }
  const [from, to] = ends as [number, number]
  return from === to ? refusal('off-border', last) : { from, to }
}

/** A vertex of a grid's border, or a place on one of its edges. */
function onBorderOf(mesh: Mesh, grid: number, at: Point): { vertex: number; side?: number } | undefined {
  const known = mesh.vertices.get(`${at.x} ${at.y}`)
  const ofGrid = (side: number) => mesh.rings.get(mesh.sides.get(side)!)!.grid === grid
  if (known !== undefined && (mesh.stars.get(known) ?? []).some((end) => ofGrid(sideOf(known, end))))
    return { vertex: known }
  const sides = [...edgesAround(mesh.cells, at, reachAt(at.y, ON_BORDER))].flatMap((edge) =>
    [edge, backOf(edge)].filter(ofGrid),
  )
  const nearestOf = <Place extends { foot: Point }>(places: readonly Place[]) => {
    const near = places.map((place) => ({ ...place, far: metresBetween(place.foot, at) }))
    return near.filter(({ far }) => far <= ON_BORDER).toSorted((a, b) => a.far - b.far)[0]
  }
  const corner = nearestOf(sides.map((side) => ({ foot: segmentOf(mesh, side)[0] })))
  if (corner) return { vertex: vertexOf(mesh, corner.foot) }
  const nearest = nearestOf(sides.map((side) => ({ side, foot: footOn(segmentOf(mesh, side), at) })))
  if (!nearest) return undefined
  const vertex = vertexOf(mesh, nearest.foot)
  return isUsed(mesh, vertex) ? { vertex } : { vertex, side: nearest.side }
}

/** Two rings of one, and each polygon to its grid. */
function cut(
  mesh: Mesh,
  draft: Draft,
  { grid, made, walk }: { grid: number; made: number; walk: readonly number[] },
): Refusal | undefined {
  const [from, to] = [walk[0]!, walk.at(-1)!]
  const face = mesh.faces.get(grid)!
  const walks = new Map(face.flat().map((id) => [id, walkOf(ringOf(mesh, draft, id)!)]))
  const rings = [...walks].filter(([, corners]) => corners.includes(from))
  const [id, ring] = rings.find(([, corners]) => corners.includes(to)) ?? []
  if (id === undefined || !ring) return refusal('two-rings', pointAt(mesh, from))
  const former = ringOf(mesh, draft, id)!
  const polygon = face.find((rings) => rings.includes(id))!
  const [left, right] = [mesh.made, mesh.made + 1]
  mesh.made += 2
  const loops = [
    { id: right, walk: [...arc(ring, from, to), ...walk.slice(1, -1).toReversed()] },
    { id: left, walk: [...walk.slice(0, -1), ...arc(ring, to, from).slice(0, -1)] },
    ...polygon.filter((other) => other !== id).map((other) => ({ id: other, walk: walks.get(other)! })),
  ]
  const polygons = polygonsFrom(mesh, loops).map((loops) => loops.map((loop) => loop.id))
  const ours = polygons.filter((rings) => !rings.includes(left))
  const theirs = polygons.filter((rings) => rings.includes(left))
  if (ours.length === 0 || theirs.length === 0 || polygons.flat().length < loops.length)
    return refusal('leaves-grid', pointAt(mesh, walk[1]!))
  draft.rings.set(id, undefined)
  for (const { id: other, walk: corners } of loops) {
    const owner = theirs.flat().includes(other) ? made : grid
    const { forward, corners: before } = other === left || other === right ? former : ringOf(mesh, draft, other)!
    draft.rings.set(other, {
      grid: owner,
      forward,
      corners: beginningAs(forward ? corners : corners.toReversed(), before),
    })
  }
  draft.faces.set(made, theirs)
  draft.faces.set(
    grid,
    face.flatMap((rings) => (rings === polygon ? ours : [rings])),
  )
  return undefined
}

/** Corners of a ring from one to another, both included. */
function arc(ring: readonly number[], from: number, to: number): readonly number[] {
  const at = ring.indexOf(from)
  const turned = [...ring.slice(at), ...ring.slice(0, at)]
  return turned.slice(0, turned.indexOf(to) + 1)
}
