/** Longitude and latitude in degrees, as stored and as in GeoJSON. */
export type Position = readonly [longitude: number, latitude: number]
/** The rings of a polygon, its outline first, each closed by its first position. */
export type PolygonPositions = readonly (readonly Position[])[]

/** A place on the lattice: whole billionths of a degree, at most 1.8e11 of them, which a double holds exactly. */
export interface Point {
  readonly x: number
  readonly y: number
}
export type Segment = readonly [from: Point, to: Point]

const UNITS = 1e9
/** Metres of a unit along a meridian of the mean sphere; for tolerances only, never for a predicate. */
const METRES = (6_371_008.8 * Math.PI) / 180 / UNITS

/** The nearest place of the lattice. */
export const pointOf = ([longitude, latitude]: Position): Point => ({
  x: Math.round(longitude * UNITS) + 0, // never −0
  y: Math.round(latitude * UNITS) + 0,
})
/** Back again: of nine decimals exactly what was put in, for a quotient of whole numbers is rounded as a decimal is read. */
export const positionOf = ({ x, y }: Point): Position => [x / UNITS, y / UNITS]

/** Whether it lies on the globe; the exact predicates count on it. */
export const onGlobe = ({ x, y }: Point): boolean => Math.abs(x) <= 180 * UNITS && Math.abs(y) <= 90 * UNITS
export const samePoint = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y

/** Units as metres at a latitude: the plane of a few centimetres. */
const scaleAt = (y: number): Point => ({ x: METRES * Math.cos((y / UNITS / 180) * Math.PI), y: METRES })
/** As many units as reach that far in each direction. */
export function reachAt(y: number, metres: number): Point {
  const scale = scaleAt(y)
  return { x: Math.ceil(metres / scale.x), y: Math.ceil(metres / scale.y) }
}

/** Metres between two places that are near each other. */
export function metresBetween(a: Point, b: Point): number {
  const scale = scaleAt(a.y)
  return Math.hypot((a.x - b.x) * scale.x, (a.y - b.y) * scale.y)
}

/** The place of a segment that is nearest, on the lattice. */
export function footOn([from, to]: Segment, at: Point): Point {
  const scale = scaleAt(at.y)
  const along = { x: (to.x - from.x) * scale.x, y: (to.y - from.y) * scale.y }
  const length = along.x ** 2 + along.y ** 2
  const dot = (at.x - from.x) * scale.x * along.x + (at.y - from.y) * scale.y * along.y
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, dot / length))
  if (share === 1) return to
  return { x: Math.round(from.x + share * (to.x - from.x)), y: Math.round(from.y + share * (to.y - from.y)) }
}
