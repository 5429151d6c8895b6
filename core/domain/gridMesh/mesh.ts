import type { Cells } from './cells.ts'
import { type Point, pointOf, type Position, type Segment } from './lattice.ts'

/** What lies beyond all grids has a face as well, so that every border has two sides. No grid has this id. */
export const OUTSIDE = 0

/** One ring of a face; never changed, only replaced. */
export interface Ring {
  readonly grid: number
  /** Vertices in the order in which the ring was given, from its first position on. */
  readonly corners: readonly number[]
  /** Whether in that order the face lies at the left. */
  readonly forward: boolean
}
/** The polygons of a grid, each as its rings, the outline first. */
export type Face = readonly (readonly number[])[]

export type OperationKind = 'move' | 'insert' | 'remove' | 'split' | 'merge' | 'follow'
/** What was, and what is now. */
export interface Swap<Item> {
  readonly id: number
  readonly before: Item | undefined
  readonly after: Item | undefined
}
/** One operation as it was done: enough to take it back and to do it again without computing anything. */
export interface Change {
  readonly kind: OperationKind
  readonly rings: readonly Swap<Ring>[]
  readonly faces: readonly Swap<Face>[]
}

/**
 * Level-3 grids as one plane of shared borders. A vertex is a place: where two grids have the same place they have the same vertex, so no
 * border can move on one side alone. `points`, `rings` and `faces` are the truth; `sides`, `stars` and `cells` follow from them.
 */
export interface Mesh {
  /** By vertex; only ever added to, so what is taken back finds its vertices again. */
  readonly points: Point[]
  readonly vertices: Map<string, number>
  readonly rings: Map<number, Ring>
  readonly faces: Map<number, Face>
  /** Grids in the order in which they came; those that are gone keep their place. */
  readonly order: Set<number>
  /** For each directed edge the ring that has its face at the left of it. */
  readonly sides: Map<number, number>
  /** For each vertex that is used, those that edges lead to. */
  readonly stars: Map<number, readonly number[]>
  readonly cells: Cells
  readonly done: Change[]
  readonly undone: Change[]
  /** Rings that were ever made. */
  made: number
}

/** As many vertices as there may ever be: two of them are one number. */
const MOST = 2 ** 26
/** A directed edge as a number. */
export const sideOf = (from: number, to: number): number => from * MOST + to
export const endsOf = (side: number): [from: number, to: number] => [Math.floor(side / MOST), side % MOST]
/** The same edge the other way. */
export const backOf = (side: number): number => {
  const [from, to] = endsOf(side)
  return sideOf(to, from)
}
/** An edge, whichever way it is walked. */
export const edgeOf = (one: number, other: number): number => (one < other ? sideOf(one, other) : sideOf(other, one))

export const emptyMesh = (cells: Cells): Mesh => ({
  points: [],
  vertices: new Map(),
  rings: new Map(),
  faces: new Map(),
  order: new Set(),
  sides: new Map(),
  stars: new Map(),
  cells,
  done: [],
  undone: [],
  made: 0,
})

/** The vertex of a place, made where none is there yet. */
export function vertexOf({ points, vertices }: Pick<Mesh, 'points' | 'vertices'>, at: Point): number {
  const key = `${at.x} ${at.y}`
  const known = vertices.get(key)
  if (known !== undefined) return known
  if (points.length >= MOST) throw new RangeError('Too many vertices for one mesh')
  vertices.set(key, points.length)
  return points.push(at) - 1
}

/** The vertex of a border at exactly that place. */
export function vertexAt(mesh: Mesh, at: Position): number | undefined {
  const { x, y } = pointOf(at)
  const vertex = mesh.vertices.get(`${x} ${y}`)
  return vertex !== undefined && isUsed(mesh, vertex) ? vertex : undefined
}
/** Whether a border passes through it. */
export const isUsed = ({ stars }: Mesh, vertex: number): boolean => stars.has(vertex)

export const pointAt = ({ points }: Pick<Mesh, 'points'>, vertex: number): Point => points[vertex]!
export const segmentOf = (mesh: Pick<Mesh, 'points'>, side: number): Segment => {
  const [from, to] = endsOf(side)
  return [pointAt(mesh, from), pointAt(mesh, to)]
}

/** Corners in the order that has the face at the left. */
export const walkOf = ({ corners, forward }: Ring): readonly number[] => (forward ? corners : corners.toReversed())
/** Directed edges with the face at the left. */
export const sidesOf = (ring: Ring): number[] => sidesAlong(walkOf(ring))
export const sidesAlong = (walk: readonly number[]): number[] =>
  walk.map((from, i) => sideOf(from, walk[(i + 1) % walk.length]!))
/** Rings that pass through a vertex. */
export const ringsAt = ({ stars, sides }: Mesh, vertex: number): Set<number> =>
  new Set((stars.get(vertex) ?? []).map((end) => sides.get(sideOf(vertex, end))!))
