import { type PolygonPositions, positionOf } from './lattice.ts'
import { type Mesh, OUTSIDE, pointAt } from './mesh.ts'

/** A grid's territory, as the coordinates of a GeoJSON multipolygon. */
export interface GridPolygons {
  readonly id: number
  readonly polygons: readonly PolygonPositions[]
}

/** The territory of every grid, in the order in which grids came: of what did not change exactly what was put in. */
export const polygonsOf = (mesh: Mesh): GridPolygons[] =>
  [...mesh.order].flatMap((id) =>
    id !== OUTSIDE && mesh.faces.has(id) ? [{ id, polygons: polygonsOfFace(mesh, id) }] : [],
  )

/** The line around all grids, and around what lies open among them, as rings that are closed. */
export const outerBorderOf = (mesh: Mesh): PolygonPositions => polygonsOfFace(mesh, OUTSIDE).flat()

function polygonsOfFace(mesh: Mesh, grid: number): PolygonPositions[] {
  const closed = (corners: readonly number[]) =>
    [...corners, corners[0]!].map((vertex) => positionOf(pointAt(mesh, vertex)))
  return (mesh.faces.get(grid) ?? []).map((rings) => rings.map((id) => closed(mesh.rings.get(id)!.corners)))
}
