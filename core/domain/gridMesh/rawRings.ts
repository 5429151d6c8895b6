import { onGlobe, pointOf, type PolygonPositions, type Position } from './lattice.ts'
import { type Mesh, OUTSIDE, vertexOf } from './mesh.ts'
import type { GridPolygons } from './polygonsOf.ts'

/** A ring as it was given: which side of it the face is on is not known yet. */
export interface RawRing {
  readonly grid: number
  /** Of the polygons of its grid. */
  readonly polygon: number
  readonly hole: boolean
  readonly corners: readonly number[]
}

/** What keeps polygons from being a mesh, in words to be translated. */
export interface MeshFault {
  readonly kind:
    | 'grid' // no territory, no id, or an id that another one has
    | 'ring' // not closed, fewer than three corners, or off the globe
    | 'polygon' // a polygon that meets itself, or a hole outside its outline
    | 'overlap' // ground of several grids
    | 'gap' // ground of none, among grids or in a slit between them
  /** The grids that it is about, by id. */
  readonly grids: readonly number[]
  readonly places: readonly Position[]
}

type Vertices = Pick<Mesh, 'points' | 'vertices'>

/** Rings over common vertices, and what cannot be read as such. */
export function rawRings(mesh: Vertices, grids: readonly GridPolygons[]): { rings: RawRing[]; faults: MeshFault[] } {
  const faults: MeshFault[] = []
  const rings: RawRing[] = []
  const seen = new Set<number>([OUTSIDE])
  for (const { id, polygons } of grids) {
    if (seen.has(id) || !Number.isSafeInteger(id) || id < OUTSIDE || !isTerritory(polygons))
      faults.push({ kind: 'grid', grids: [id], places: [] })
    seen.add(id)
    for (const [polygon, ring, hole] of polygons.flatMap(ringsWith)) {
      const corners = cornersOf(mesh, ring)
      if (corners) rings.push({ grid: id, polygon, hole, corners })
      else faults.push({ kind: 'ring', grids: [id], places: ring.slice(0, 1) })
    }
  }
  return { rings, faults }
}

const isTerritory = (polygons: readonly PolygonPositions[]) =>
  polygons.length > 0 && polygons.every((rings) => rings.length > 0)
const ringsWith = (rings: PolygonPositions, polygon: number) =>
  rings.map((ring, at) => [polygon, ring, at > 0] as const)

function cornersOf(mesh: Vertices, ring: readonly Position[]): readonly number[] | undefined {
  const points = ring.map(pointOf)
  if (points.length < 4 || !points.every(onGlobe)) return undefined
  const corners = points.map((point) => vertexOf(mesh, point))
  if (corners[0] !== corners.at(-1)) return undefined
  const plain = withoutRepeats(corners.slice(0, -1))
  return plain.length < 3 ? undefined : plain
}

/** Without corners that are the one before once more. */
export const withoutRepeats = (corners: readonly number[]): readonly number[] =>
  corners
    .filter((corner, i) => i === 0 || corner !== corners[i - 1])
    .filter((corner, i, all) => i === 0 || i < all.length - 1 || corner !== all[0])
