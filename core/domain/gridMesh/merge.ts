import { attempt } from './attempt.ts'
import { beginningAs, type Draft } from './draft.ts'
import { backOf, type Face, type Mesh, OUTSIDE, pointAt, type Ring, sidesOf, walkOf } from './mesh.ts'
import { type Refusal, refusal } from './refusal.ts'
import { loopsOf, polygonsFrom } from './trace.ts'

/** Joins a grid to its neighbour, which keeps its id. The borders between them vanish; where these ended a vertex stays. */
export function mergeGrids(mesh: Mesh, kept: number, joined: number): Refusal | undefined {
  const [face, other] = [mesh.faces.get(kept), mesh.faces.get(joined)]
  if (!face || !other || kept === OUTSIDE || joined === OUTSIDE) return refusal('no-grid', { x: 0, y: 0 })
  return attempt(mesh, 'merge', {}, (draft) => join(mesh, draft, { kept, joined, face, other }))
}

interface Pair {
  readonly kept: number
  readonly joined: number
  readonly face: Face
  readonly other: Face
}

function join(mesh: Mesh, draft: Draft, { kept, joined, face, other }: Pair): Refusal | undefined {
  const ids = [...face.flat(), ...other.flat()]
  const ringAt = (id: number): Ring => mesh.rings.get(id)!
  const shared = sharedSides(mesh, face, joined)
  const open = ids.filter((id) => sidesOf(ringAt(id)).some((side) => shared.has(side)))
  if (open.length === 0) return refusal('not-neighbours', pointAt(mesh, ringAt(ids[0]!).corners[0]!))
  const touched = (polygon: readonly number[]) => polygon.some((id) => open.includes(id))
  const border = open.flatMap((id) => sidesOf(ringAt(id))).filter((side) => !shared.has(side))
  const whole = [...face, ...other]
    .filter(touched)
    .flat()
    .filter((id) => !open.includes(id))
  const former = open.flatMap((id) => ringAt(id).corners)
  const { forward } = ringAt(open[0]!)
  const loops = whole.toSorted((a, b) => a - b).map((id) => ({ id, walk: walkOf(ringAt(id)) }))
  for (const walk of loopsOf(mesh, border)) {
    const corners = beginningAs(forward ? walk : walk.toReversed(), former)
    draft.rings.set(mesh.made, { grid: kept, corners, forward })
    loops.push({ id: mesh.made++, walk })
  }
  const polygons = polygonsFrom(mesh, loops).map((rings) => rings.map(({ id }) => id))
  if (polygons.flat().length < loops.length) return refusal('inverts', pointAt(mesh, former[0]!))
  for (const id of open) draft.rings.set(id, undefined)
  for (const id of other.flat()) if (!open.includes(id)) draft.rings.set(id, { ...ringAt(id), grid: kept })
  const at = face.findIndex(touched)
  const rest = face.filter((polygon) => !touched(polygon))
  draft.faces.set(kept, [
    ...rest.slice(0, at),
    ...polygons,
    ...rest.slice(at),
    ...other.filter((polygon) => !touched(polygon)),
  ])
  draft.faces.set(joined, undefined)
  return undefined
}

/** Directed edges between a face and a grid, both ways. */
function sharedSides(mesh: Mesh, face: Face, grid: number): Set<number> {
  const shared = new Set<number>()
  for (const side of face.flat().flatMap((id) => sidesOf(mesh.rings.get(id)!))) {
    const back = backOf(side)
    if (mesh.rings.get(mesh.sides.get(back)!)!.grid === grid) shared.add(side).add(back)
  }
  return shared
}
