import { followLine } from '#core/domain/gridMesh/follow.ts'
import type { Position } from '#core/domain/gridMesh/lattice.ts'
import { type Mesh, vertexAt } from '#core/domain/gridMesh/mesh.ts'
import { meshOf } from '#core/domain/gridMesh/meshOf.ts'
import { type GridPolygons, polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import { splitGrid } from '#core/domain/gridMesh/split.ts'
import { moveVertex } from '#core/domain/gridMesh/vertices.ts'
import { at, box, grid, ring } from './meshSamples.ts'

/** The outer border may move. */
export const OUTER = { outer: true }
/** A mesh of grids that are a tiling. */
export function meshed(grids: readonly GridPolygons[]): Mesh {
  const made = meshOf(grids)
  if ('faults' in made) throw new Error(JSON.stringify(made.faults))
  return made.mesh
}
/** Six squares, three beside each other in two rows; a corner in the middle of the border of the first two; islands to the east. */
export const district = () =>
  meshed([
    grid(1, [ring([0, 0], [10, 0], [10, 5], [10, 10], [0, 10])]),
    grid(2, [ring([10, 0], [20, 0], [20, 10], [10, 10], [10, 5])]),
    grid(3, [box(20, 0, 30, 10)]),
    grid(4, [box(0, 10, 10, 20)]),
    grid(5, [box(10, 10, 20, 20)]),
    grid(6, [box(20, 10, 30, 20)]),
    grid(7, [ring([60, 0], [70, 0], [65, 10])]),
    grid(8, [box(100, 0, 120, 20), box(114, 14, 116, 16)]),
    grid(9, [box(114, 14, 116, 16)]),
  ])
export const vertex = (mesh: Mesh, x: number, y: number) => vertexAt(mesh, at(x, y))!
export const edge = (mesh: Mesh, from: [number, number], to: [number, number]) =>
  [vertex(mesh, ...from), vertex(mesh, ...to)] as const
export const move =
  (from: [number, number], to: [number, number], allowed = {}) =>
  (mesh: Mesh) =>
    moveVertex(mesh, vertex(mesh, ...from), at(...to), allowed)
export const split =
  (grid: number, path: readonly Position[], made = 50, allowed = {}) =>
  (mesh: Mesh) =>
    splitGrid(mesh, { grid, path, made }, allowed)
export const border = { from: [10, 0], next: [10, 5], to: [10, 10] } as const
export const follow = (line: readonly Position[], { from, next, to }: Record<'from' | 'next' | 'to', readonly [number, number]> = border, allowed = {}) => (mesh: Mesh) =>
  followLine(mesh, { from: vertex(mesh, ...from), next: vertex(mesh, ...next), to: vertex(mesh, ...to), line }, allowed) // prettier-ignore
export const outlineOf = (mesh: Mesh, id: number, polygon = 0) => polygonsOf(mesh).find((grid) => grid.id === id)?.polygons[polygon]?.[0] // prettier-ignore
