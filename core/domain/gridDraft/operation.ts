import { followLine } from '../gridMesh/follow.ts'
import type { Position } from '../gridMesh/lattice.ts'
import { mergeGrids } from '../gridMesh/merge.ts'
import { type Mesh, vertexAt } from '../gridMesh/mesh.ts'
import { isRefusal, placeOf, type Refusal, refusal } from '../gridMesh/refusal.ts'
import { splitGrid } from '../gridMesh/split.ts'
import { insertVertex, moveVertex, removeVertex } from '../gridMesh/vertices.ts'

/**
 * What is done to borders, told by places: the same on whoever's mesh has them, and refused where another hand has moved them meanwhile.
 * With `outer` the border to what lies outside may move too.
 */
export type BorderOperation =
  | { readonly kind: 'move'; readonly from: Position; readonly to: Position; readonly outer?: boolean | undefined }
  | {
      readonly kind: 'insert'
      readonly between: readonly [Position, Position]
      readonly at: Position
      readonly outer?: boolean | undefined
    }
  | { readonly kind: 'remove'; readonly at: Position; readonly outer?: boolean | undefined }
  | { readonly kind: 'split'; readonly grid: number; readonly path: readonly Position[]; readonly made: number }
  /** `grid` vanishes in its neighbour `into`. */
  | { readonly kind: 'merge'; readonly grid: number; readonly into: number }
  | {
      readonly kind: 'follow'
      readonly from: Position
      readonly next: Position
      readonly to: Position
      readonly line: readonly Position[]
      readonly outer?: boolean | undefined
    }

/** Does it to the mesh, or says why not and where; then nothing has changed. */
export function operate(mesh: Mesh, operation: BorderOperation): Refusal | undefined {
  switch (operation.kind) {
    case 'split':
      return splitGrid(mesh, operation)
    case 'merge':
      return mergeGrids(mesh, operation.into, operation.grid)
    case 'move':
    case 'insert':
    case 'remove':
    case 'follow':
      return alongBorder(mesh, operation)
  }
}

function alongBorder(
  mesh: Mesh,
  operation: Extract<BorderOperation, { kind: 'move' | 'insert' | 'remove' | 'follow' }>,
): Refusal | undefined {
  const allowed = { outer: operation.outer ?? false }
  const vertices = verticesAt(mesh, placesNamed(operation))
  if (isRefusal(vertices)) return vertices
  const [first, second, third] = vertices as [number, number, number]
  switch (operation.kind) {
    case 'move':
      return moveVertex(mesh, first, operation.to, allowed)
    case 'insert':
      return insertVertex(mesh, [first, second], operation.at, allowed)
    case 'remove':
      return removeVertex(mesh, first, allowed)
    case 'follow':
      return followLine(mesh, { from: first, next: second, to: third, line: operation.line }, allowed)
  }
}

/** The vertices that must be there. */
function placesNamed(
  operation: Extract<BorderOperation, { kind: 'move' | 'insert' | 'remove' | 'follow' }>,
): readonly Position[] {
  switch (operation.kind) {
    case 'move':
      return [operation.from]
    case 'insert':
      return operation.between
    case 'remove':
      return [operation.at]
    case 'follow':
      return [operation.from, operation.next, operation.to]
  }
}

function verticesAt(mesh: Mesh, places: readonly Position[]): readonly number[] | Refusal {
  const vertices: number[] = []
  for (const at of places) {
    const place = placeOf(at)
    if (isRefusal(place)) return place
    const vertex = vertexAt(mesh, at)
    if (vertex === undefined) return refusal('no-vertex', place)
    vertices.push(vertex)
  }
  return vertices
}
