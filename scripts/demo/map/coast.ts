import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import polygonClipping from 'polygon-clipping'
import type { MultiPolygon, Polygon } from 'polygon-clipping'
import { between, distance, toPlane } from './plane.ts'
import type { Point, Ring } from './plane.ts'

/** [west, south, east, north] degrees: as far as the map can be dragged. */
export const SURROUNDINGS = [118.5, 35.6, 124, 39.6] as const

/** Metres around the district in which the coast is kept whole; it grows coarser beyond. */
const WHOLE_WITHIN = 40_000
/** Corners near the district are rounded over at most this many metres to either side. */
const ROUNDING = 170
/** Metres around the district in which corners are rounded and notches left out. */
const ROUNDED_WITHIN = 25_000
/** A corner sharper than 40 degrees is a notch. */
const NOTCH_COSINE = Math.cos((40 * Math.PI) / 180)

/** Land around the district, clipped from OpenStreetMap's coastlines, islands too small for the distance left out. */
export function readLand(): MultiPolygon {
  const require = createRequire(import.meta.url)
  const path = require.resolve('@geo-maps/earth-coastlines-10m/map.geo.json')
  const world = JSON.parse(readFileSync(path, 'utf8')) as { geometries: { coordinates: Polygon[] }[] }
  const rings = world.geometries.flatMap((geometry) => geometry.coordinates).map((polygon) => polygon[0] as Ring)
  const kept = rings.filter((ring) => ring.some(isAround)).map((ring) => window(ring))
  const [west, south, east, north] = SURROUNDINGS
  const box: Polygon = [[[west, south], [east, south], [east, north], [west, north], [west, south]]] // prettier-ignore
  const clipped = polygonClipping.intersection(
    kept.map((ring) => [ring as Polygon[0]]),
    box,
  )
  const drawn = clipped
    .map((polygon) =>
      polygon
        .map((ring) => roundCorners(withoutNotches(thin(ring as Ring))) as Polygon[0])
        .filter((ring) => ring.length > 3),
    )
    .filter((polygon) => polygon.length > 0)
  return polygonClipping.union(drawn) // thinning may have crossed a line with itself: union mends that
}

function isAround([x, y]: Point): boolean {
  const [west, south, east, north] = SURROUNDINGS
  return x > west - 1 && x < east + 1 && y > south - 1 && y < north + 1
}

/** A ring of a continent, with what lies far outside reduced to every 200th vertex. */
function window(ring: Ring): Ring {
  return ring.filter((point, i) => i === 0 || i === ring.length - 1 || isAround(point) || i % 200 === 0)
}

const tolerance = (point: Point) => Math.max(0, (Math.hypot(...toPlane(point)) - WHOLE_WITHIN) / 45)

/** Douglas–Peucker with a tolerance in metres that grows with the distance from the district. */
function thin(ring: Ring): Ring {
  const keep = new Set([0, ring.length - 1])
  const half = Math.floor(ring.length / 2)
  keep.add(half)
  const stack = [[0, half], [half, ring.length - 1]] as [number, number][] // prettier-ignore
  for (let span = stack.pop(); span; span = stack.pop()) {
    const worst = farthest(ring, span)
    if (worst === undefined) continue
    keep.add(worst)
    stack.push([span[0], worst], [worst, span[1]])
  }
  return ring.filter((_, i) => keep.has(i))
}

function farthest(ring: Ring, [from, to]: readonly [number, number]): number | undefined {
  const a = toPlane(ring[from] as Point)
  const b = toPlane(ring[to] as Point)
  const length = distance(a, b) || 1
  let worst: number | undefined
  let excess = 0
  for (let i = from + 1; i < to; i++) {
    const p = toPlane(ring[i] as Point)
    const off = Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length
    const ratio = (distance(a, b) === 0 ? distance(a, p) : off) - tolerance(ring[i] as Point)
    if (ratio > excess) {
      excess = ratio
      worst = i
    }
  }
  return worst
}

/** Without the tips of creeks and spits near the district: drawn with few corners they look like slips of the pen. */
function withoutNotches(ring: Ring): Ring {
  const open = ring.slice(0, -1)
  const kept = open.filter((corner, i) => {
    const at = toPlane(corner)
    if (Math.hypot(...at) > ROUNDED_WITHIN) return true
    const [a, b] = [i - 1 + open.length, i + 1].map((j) => toPlane(open[j % open.length] as Point)) as [Point, Point]
    const cosine =
      ((a[0] - at[0]) * (b[0] - at[0]) + (a[1] - at[1]) * (b[1] - at[1])) / (distance(a, at) * distance(b, at))
    return cosine < NOTCH_COSINE
  })
  return [...kept, kept[0] as Point]
}

function roundCorners(ring: Ring): Ring {
  const open = ring.slice(0, -1)
  const rounded = open.flatMap((corner, i): Point[] => {
    if (Math.hypot(...toPlane(corner)) > ROUNDED_WITHIN) return [corner]
    const before = open[(i - 1 + open.length) % open.length] as Point
    const after = open[(i + 1) % open.length] as Point
    const start = between(corner, before, reach(corner, before))
    const end = between(corner, after, reach(corner, after))
    return [0, 0.25, 0.5, 0.75, 1].map((t) => between(between(start, corner, t), between(corner, end, t), t))
  })
  return [...rounded, rounded[0] as Point]
}

const reach = (corner: Point, neighbour: Point) =>
  Math.min(0.42, ROUNDING / Math.max(1, distance(toPlane(corner), toPlane(neighbour))))
