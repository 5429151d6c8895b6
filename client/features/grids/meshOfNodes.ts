import type { DraftNode } from '#core/contract/gridDrafts.ts'
import { meshOf } from '#core/domain/gridMesh/meshOf.ts'
import type { Mesh } from '#core/domain/gridMesh/mesh.ts'

/** The territories of a draft as one mesh, the oldest first and as the server makes it: ground of nobody is allowed, ground of two is not; undefined where they are none, for then no border can be edited. */
export function meshOfNodes(nodes: readonly Pick<DraftNode, 'id' | 'level' | 'polygons'>[]): Mesh | undefined {
  const grids = nodes.flatMap(({ id, level, polygons }) => (level === 3 && polygons ? [{ id, polygons }] : []))
  const made = meshOf(
    grids.toSorted((a, b) => a.id - b.id),
    { open: true },
  )
  return grids.length === 0 || 'faults' in made ? undefined : made.mesh
}
