import { perform } from './change.ts'
import { refusalOf } from './check.ts'
import { changeOf, type Draft, draftOf } from './draft.ts'
import { type Mesh, type OperationKind } from './mesh.ts'
import type { Allowance, Refusal } from './refusal.ts'

/** Drafts an operation, looks whether anything speaks against it, and does it; or leaves the mesh as it was and says why. */
export function attempt(
  mesh: Mesh,
  kind: OperationKind,
  allowed: Allowance,
  fill: (draft: Draft) => Refusal | undefined,
): Refusal | undefined {
  const [known, made] = [mesh.points.length, mesh.made]
  const draft = draftOf(kind)
  const refused = fill(draft) ?? refusalOf(mesh, draft, allowed)
  if (!refused) {
    perform(mesh, changeOf(mesh, draft))
    return undefined
  }
  for (const { x, y } of mesh.points.splice(known)) mesh.vertices.delete(`${x} ${y}`)
  mesh.made = made
  return refused
}
