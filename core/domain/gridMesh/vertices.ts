import { attempt } from './attempt.ts'
import { replaceChain } from './draft.ts'
import { type Position, samePoint } from './lattice.ts'
import { isUsed, type Mesh, OUTSIDE, pointAt, ringsAt, sideOf, vertexOf } from './mesh.ts'
import { type Allowance, isRefusal, placeOf, type Refusal, refusal } from './refusal.ts'

const NOWHERE = { x: 0, y: 0 }

/** Moves a vertex with all borders that meet in it. */
export function moveVertex(mesh: Mesh, vertex: number, to: Position, allowed: Allowance = {}): Refusal | undefined {
  if (!isUsed(mesh, vertex)) return refusal('no-vertex', mesh.points[vertex] ?? NOWHERE)
  const place = placeOf(to)
  if (isRefusal(place)) return place
  if (samePoint(place, pointAt(mesh, vertex))) return refusal('same-place', place)
  return attempt(mesh, 'move', allowed, (draft) => {
    const moved = vertexOf(mesh, place)
    if (isUsed(mesh, moved)) return refusal('touches', place)
    for (const id of ringsAt(mesh, vertex)) {
      const ring = mesh.rings.get(id)!
      draft.rings.set(id, { ...ring, corners: ring.corners.map((corner) => (corner === vertex ? moved : corner)) })
      if (ring.grid === OUTSIDE) draft.outerMoves = true
    }
    return undefined
  })
}

/** Puts a vertex into the border between two vertices that follow each other. */
export function insertVertex(
  mesh: Mesh,
  [from, to]: readonly [from: number, to: number],
  at: Position,
  allowed: Allowance = {},
): Refusal | undefined {
  const place = placeOf(at)
  if (isRefusal(place)) return place
  if (!mesh.sides.has(sideOf(from, to))) return refusal('no-border', place)
  return attempt(mesh, 'insert', allowed, (draft) =>
    replaceChain(mesh, draft, [from, to], [from, vertexOf(mesh, place), to]),
  )
}

/** Takes a vertex out of a border; it then leads straight from the one before to the one behind. */
export function removeVertex(mesh: Mesh, vertex: number, allowed: Allowance = {}): Refusal | undefined {
  const star = mesh.stars.get(vertex)
  if (!star) return refusal('no-vertex', mesh.points[vertex] ?? NOWHERE)
  if (star.length !== 2) return refusal('junction', pointAt(mesh, vertex))
  const [from, to] = star as [number, number]
  return attempt(mesh, 'remove', allowed, (draft) => replaceChain(mesh, draft, [from, vertex, to], [from, to]))
}
