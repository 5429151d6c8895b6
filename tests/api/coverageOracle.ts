import polygonClipping, { type MultiPolygon, type Polygon } from 'polygon-clipping'
import { metresAt, metresTo, type Point } from './coverageCity.ts'

/** Level-3 grids by id, and the district; null where it has no outline. */
export interface Territory {
  readonly district: MultiPolygon | null
  readonly grids: ReadonlyMap<number, MultiPolygon>
}

const [A, E] = [6378137, 0.0818191908426215]
/** Metres in which any outline encloses its area on the ellipsoid: equal-area cylinder of WGS 84 (Snyder 1987, 3-12, 10-17). */
function equalArea([lng, lat]: Point): Point {
  const sine = Math.sin((lat * Math.PI) / 180)
  const q = (1 - E * E) * (sine / (1 - (E * sine) ** 2) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E))
  return [(A * lng * Math.PI) / 180, (A * q) / 2]
}

/** m² and m. A hole as large as what it is in leaves little: both are measured on the same ellipsoid. */
function measured(polygon: Polygon): { area: number; edge: number } {
  const origin = equalArea(polygon[0]![0]!)
  const rings = polygon.map((ring) => {
    const flat = ring.map((point) => equalArea(point)).map(([x, y]) => [x - origin[0], y - origin[1]] as const)
    return {
      area: Math.abs(flat.slice(1).reduce((sum, to, at) => sum + flat[at]![0] * to[1] - flat[at]![1] * to[0], 0) / 2),
      edge: ring.slice(1).reduce((sum, to, at) => sum + Math.hypot(...metresTo(ring[at]!, to)), 0),
    }
  })
  const edge = rings.reduce((sum, ring) => sum + ring.edge, 0)
  return { area: rings.reduce((sum, ring, at) => sum + (at === 0 ? ring.area : -ring.area), 0), edge }
}

/** Metres from a point to a stretch between two others, in the plane at the point: of a stretch of kilometres a degree is not the same at its ends. */
function distance(point: Point, from: Point, to: Point): number {
  const [perLng, perLat] = metresAt(point[1])
  const [x, y] = [(from[0] - point[0]) * perLng, (from[1] - point[1]) * perLat]
  const [dx, dy] = [(to[0] - from[0]) * perLng, (to[1] - from[1]) * perLat]
  const part = Math.min(1, Math.max(0, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x + part * dx, y + part * dy)
}

const edgesOf = (shape: MultiPolygon) =>
  shape.flat().flatMap((ring) => ring.slice(1).map((to, at) => [ring[at]!, to] as const))

const comesNear = (point: Point, edges: ReturnType<typeof edgesOf>, metres: number) =>
  edges.some(([from, to]) => distance(point, from, to) < metres)

/** Whether the borders of two shapes come as near as 2 cm: by the vertices of either and the sides of the other. */
function areNear(one: MultiPolygon, other: MultiPolygon): boolean {
  const near = (points: MultiPolygon, sides: MultiPolygon) =>
    points.flat(2).some((point) => comesNear(point, edgesOf(sides), 0.02))
  return near(one, other) || near(other, one)
}

/** Area by edge: somewhere a disc of this radius fits in, at the least. */
const meanWidth = (polygon: Polygon) => {
  const { area, edge } = measured(polygon)
  return area / edge
}
/** m; narrower on the average is a sliver of rounding. */
const isSliver = (polygon: Polygon) => meanWidth(polygon) < 0.00025
/** A disc of a centimetre fits in for sure; what is neither this nor a sliver may be a fault or none. */
const isSurelyWide = (polygon: Polygon) => meanWidth(polygon) > 0.005

/** A piece of ground as the sweep line finds it, or as it is kept. */
export interface Piece {
  readonly kind: string
  readonly grids: readonly number[]
  /** m². */
  readonly area: number
  readonly shape: Polygon
}

/** All faults: sweep line of another hand over all pairs, with no index and no erosion. */
export function faultsBySweep({ district, grids }: Territory): Piece[] {
  const all = [...grids].sort(([one], [other]) => one - other)
  const piecesOf = (kind: string, ids: (shape: Polygon) => number[], shapes: MultiPolygon) =>
    shapes
      .filter((shape) => !isSliver(shape))
      .map((shape) => ({ kind, grids: ids(shape), area: measured(shape).area, shape }))
  const { intersection, difference } = polygonClipping
  const overlaps = all.flatMap(([id, shape], at) =>
    all
      .slice(at + 1)
      .flatMap(([other, near]) => piecesOf('territory-overlap', () => [id, other], intersection(shape, near))),
  )
  if (!district) return overlaps
  const touching = (gap: Polygon) => all.filter(([, shape]) => areNear([gap], shape)).map(([id]) => id)
  return [
    ...overlaps,
    ...all.flatMap(([id, shape]) => piecesOf('territory-outside', () => [id], difference(shape, district))),
    ...piecesOf('territory-gap', touching, difference(district, ...grids.values())),
  ]
}

/**
 * Pieces that are not covered by kept faults of their kind and grids, and kept faults in no piece. Where a piece is narrower than a centimetre
 * somewhere that part is not kept, which is less than half of that by its edge, and what is left may be two, each with its own share of the grids around.
 */
export function unequal(pieces: readonly Piece[], kept: readonly Piece[]): Piece[] {
  const isIn = (piece: Piece) => (fault: Piece) =>
    fault.kind === piece.kind &&
    (piece.kind === 'territory-gap'
      ? fault.grids.every((id) => piece.grids.includes(id))
      : fault.grids.join() === piece.grids.join()) &&
    fault.shape.flat().every((corner) => comesNear(corner, edgesOf([piece.shape]), 0.03))
  const covered = (piece: Piece) => kept.filter(isIn(piece)).reduce((sum, { area }) => sum + area, 0)
  return [
    ...pieces.filter(
      (piece) =>
        isSurelyWide(piece.shape) &&
        Math.abs(covered(piece) - piece.area) > 0.05 + 0.005 * measured(piece.shape).edge + piece.area / 10_000,
    ),
    ...kept.filter((fault) => !pieces.some((piece) => isIn(piece)(fault))),
  ]
}
