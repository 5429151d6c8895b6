/** A position: [longitude, latitude] in degrees, or [x, y] in metres of the drawing plane. */
export type Point = readonly [number, number]
export type Ring = readonly Point[]

/** Origin and scale of the drawing plane: an affine image of longitude and latitude, so straight stays straight. */
const ORIGIN: Point = [121.52, 37.42]
const METRES_EAST = 88_410
const METRES_NORTH = 110_990

/** Degrees to metres east and north of the origin; true to 0.2 % within the district. */
export function toPlane([longitude, latitude]: Point): Point {
  return [(longitude - ORIGIN[0]) * METRES_EAST, (latitude - ORIGIN[1]) * METRES_NORTH]
}

/** Metres of the plane to degrees, rounded to 1e-7 (about a centimetre): equal points stay equal. */
export function toDegrees([x, y]: Point): Point {
  return [round7(ORIGIN[0] + x / METRES_EAST), round7(ORIGIN[1] + y / METRES_NORTH)]
}

export const round7 = (value: number) => Math.round(value * 1e7) / 1e7

export const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])

/** Point a fraction of the way from a to b. */
export const between = (a: Point, b: Point, part: number): Point => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
]

/** Signed area of a ring, closed or not: positive anticlockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a
    sum += a[0] * b[1] - b[0] * a[1]
  })
  return sum / 2
}

/** Area-weighted centre of a ring. */
export function centroid(ring: Ring): Point {
  let x = 0
  let y = 0
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a
    const cross = a[0] * b[1] - b[0] * a[1]
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
  })
  const area = signedArea(ring)
  return [x / (6 * area), y / (6 * area)]
}

/** Even-odd rule; a point on the border may fall on either side. */
export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  })
  return inside
}

/** Metres from a point to the nearest place of a line. */
export function distanceToLine(point: Point, line: readonly Point[]): number {
  let nearest = Infinity
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i] as Point
    const b = line[i + 1] as Point
    const length = distance(a, b) ** 2
    const along = length === 0 ? 0 : ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length
    nearest = Math.min(nearest, distance(point, between(a, b, Math.min(1, Math.max(0, along)))))
  }
  return nearest
}

/** Smooth line through control points (Catmull-Rom), each stretch cut into `steps`. */
export function smooth(points: readonly Point[], steps: number, closed = false): Point[] {
  const last = points.length - 1
  const at = (i: number) =>
    points[closed ? (i + points.length) % points.length : Math.min(last, Math.max(0, i))] as Point
  const line: Point[] = []
  for (let i = 0; i < (closed ? points.length : last); i++) {
    for (let step = 0; step < steps; step++) line.push(spline([at(i - 1), at(i), at(i + 1), at(i + 2)], step / steps))
  }
  line.push(closed ? (line[0] as Point) : at(last))
  return line
}

function spline([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const one = (p: number, q: number, r: number, s: number) =>
    q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))
  return [one(a[0], b[0], c[0], d[0]), one(a[1], b[1], c[1], d[1])]
}

/** Points along a line no further apart than `step`, corners kept. */
export function densify(line: readonly Point[], step: number): Point[] {
  const dense: Point[] = []
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i] as Point
    const b = line[i + 1] as Point
    const parts = Math.max(1, Math.ceil(distance(a, b) / step))
    for (let part = 0; part < parts; part++) dense.push(between(a, b, part / parts))
  }
  dense.push(line.at(-1) as Point)
  return dense
}
