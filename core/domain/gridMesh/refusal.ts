import { onGlobe, pointOf, type Point, type Position, positionOf } from './lattice.ts'

/** Why an operation is not done. */
export const REFUSAL_REASONS = [
  'off-globe', // no place on the globe
  'no-vertex', // no border passes through the vertex
  'no-border', // no edge between the vertices
  'no-grid', // no such grid
  'grid-taken', // a grid has the new id, or it is none
  'same-place', // nothing would change
  'junction', // more than two edges meet in a vertex that would go
  'crosses', // a border would cross another
  'touches', // a border would touch another, or run along it
  'vanishes', // nothing would be left of a ring
  'inverts', // a face would be turned inside out, or lie over another
  'outer-border', // the border to what lies outside would move
  'not-neighbours', // the grids have no border in common
  'off-border', // the path does not begin and end on a border of the grid
  'two-rings', // the path leads from one ring to another, and splits nothing
  'no-line', // the line has fewer than two places
  'leaves-grid', // the path does not stay within the grid
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** What was refused, and where: nothing of the mesh has changed. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly at: Position
}
export const refusal = (reason: RefusalReason, at: Point): Refusal => ({ reason, at: positionOf(at) })

/** What the one who edits allows. */
export interface Allowance {
  /** The border to what lies outside may move: the outline of the district itself is edited. */
  readonly outer?: boolean
}

/** A place on the lattice, or why it is none. */
export function placeOf(at: Position): Point | Refusal {
  const point = pointOf(at)
  return onGlobe(point) ? point : { reason: 'off-globe', at }
}
/** The first that is none, or all of them. */
export function placesOf(line: readonly Position[]): Point[] | Refusal {
  const places = line.map(placeOf)
  return places.find(isRefusal) ?? (places as Point[])
}
export const isRefusal = (what: object | undefined): what is Refusal => what !== undefined && 'reason' in what
