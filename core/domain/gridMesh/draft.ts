import { turn } from './exact.ts'
import {
  type Change,
  type Face,
  isUsed,
  type Mesh,
  type OperationKind,
  OUTSIDE,
  pointAt,
  type Ring,
  sideOf,
  type Swap,
} from './mesh.ts'
import { type Refusal, refusal } from './refusal.ts'

/** What an operation would make of the mesh. Undefined: it would be gone. */
export interface Draft {
  readonly kind: OperationKind
  readonly rings: Map<number, Ring | undefined>
  readonly faces: Map<number, Face | undefined>
  /** Whether the border to what lies outside would move, as a line. */
  outerMoves: boolean
}
export const draftOf = (kind: OperationKind): Draft => ({ kind, rings: new Map(), faces: new Map(), outerMoves: false })

export const ringOf = (mesh: Mesh, draft: Draft, id: number): Ring | undefined =>
  draft.rings.has(id) ? draft.rings.get(id) : mesh.rings.get(id)
export const faceOf = (mesh: Mesh, draft: Draft, grid: number): Face | undefined =>
  draft.faces.has(grid) ? draft.faces.get(grid) : mesh.faces.get(grid)

export function changeOf(mesh: Mesh, { kind, rings, faces }: Draft): Change {
  const swaps = <Item>(now: Map<number, Item>, then: Map<number, Item | undefined>): Swap<Item>[] =>
    [...then].map(([id, after]) => ({ id, before: now.get(id), after }))
  return { kind, rings: swaps(mesh.rings, rings), faces: swaps(mesh.faces, faces) }
}

/** Corners of a ring from the first of its former ones on that is left. */
export function beginningAs(corners: readonly number[], former: readonly number[]): readonly number[] {
  const left = new Set(corners)
  const first = former.find((corner) => left.has(corner))
  const at = first === undefined ? 0 : corners.indexOf(first)
  return [...corners.slice(at), ...corners.slice(0, at)]
}

/**
 * Lets a border take another way on both of its sides.
 * @param chain vertices along one border: nothing else meets it but at its ends
 * @param path with the same ends
 */
export function replaceChain(
  mesh: Mesh,
  draft: Draft,
  chain: readonly number[],
  path: readonly number[],
): Refusal | undefined {
  const old = new Set(chain)
  const [first, last] = [pointAt(mesh, chain[0]!), pointAt(mesh, chain.at(-1)!)]
  const taken = path.slice(1, -1).find((vertex) => isUsed(mesh, vertex) && !old.has(vertex))
  if (taken !== undefined) return refusal('touches', pointAt(mesh, taken))
  const bent = [...chain, ...path].some((vertex) => turn(first, last, pointAt(mesh, vertex)) !== 0)
  for (const [from, to] of [
    [chain, path],
    [chain.toReversed(), path.toReversed()],
  ] as const) {
    const id = mesh.sides.get(sideOf(from[0]!, from[1]!))
    if (id === undefined) return refusal('no-border', first)
    const ring = ringOf(mesh, draft, id)!
    draft.rings.set(id, { ...ring, corners: replaced(ring, from, to) })
    if (ring.grid === OUTSIDE && bent) draft.outerMoves = true
  }
  return undefined
}

function replaced({ corners, forward }: Ring, chain: readonly number[], path: readonly number[]): readonly number[] {
  const [from, to] = forward ? [chain, path] : [chain.toReversed(), path.toReversed()]
  const at = corners.indexOf(from[0]!)
  const rest = [...corners.slice(at), ...corners.slice(0, at)].slice(from.length)
  return beginningAs([...to, ...rest], corners)
}
