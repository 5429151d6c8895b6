import type { Position, Shape } from '../features.ts'
import { MOST } from '../limits.ts'

/** What a geometry is by its number, without Z (1000), M (2000) or both. @see OGC 06-103r4, table 4 */
const NAMES: Readonly<Record<number, string>> = {
  1: 'Point',
  2: 'LineString',
  3: 'Polygon',
  4: 'MultiPoint',
  5: 'MultiLineString',
  6: 'MultiPolygon',
  7: 'GeometryCollection',
  8: 'CircularString',
  9: 'CompoundCurve',
  10: 'CurvePolygon',
  11: 'MultiCurve',
  12: 'MultiSurface',
  15: 'PolyhedralSurface',
  16: 'TIN',
  17: 'Triangle',
}
/** Z and M as PostGIS marks them. */
const [EWKB_Z, EWKB_M, EWKB_SRID] = [0x80000000, 0x40000000, 0x20000000]

/** Where reading stands. */
interface Cursor {
  readonly bytes: Buffer
  at: number
  /** Vertices so far. */
  vertices: number
}
interface Head {
  readonly little: boolean
  readonly type: string
  /** Bytes of a position, heights and measures included. */
  readonly stride: number
}

/** What no geometry is. */
export class Unreadable extends Error {}
/** A geometry of more vertices than are taken. */
class TooMany extends Error {}

function uint(cursor: Cursor, little: boolean): number {
  const { bytes, at } = cursor
  cursor.at += 4
  return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
}

function headAt(cursor: Cursor): Head {
  const order = cursor.bytes.readUInt8(cursor.at)
  if (order > 1) throw new Unreadable(`byte order ${order}`)
  cursor.at += 1
  const little = order === 1
  const told = uint(cursor, little)
  if ((told & EWKB_SRID) >>> 0 !== 0) cursor.at += 4
  const number = told & 0x0fffffff
  const kind = Math.floor(number / 1000)
  if (kind > 3) throw new Unreadable(`type ${told}`)
  const more = [told & EWKB_Z || kind & 1, told & EWKB_M || kind & 2].filter((each) => each !== 0).length
  return { little, type: NAMES[number % 1000] ?? `type ${told}`, stride: 16 + 8 * more }
}

/** How many things of at least so many bytes follow; what the rest of the bytes cannot hold is not believed. */
function countAt(cursor: Cursor, little: boolean, least: number): number {
  const count = uint(cursor, little)
  if (count * least > cursor.bytes.length - cursor.at) throw new Unreadable(`${count} × ${least} B`)
  return count
}

function positionAt(cursor: Cursor, { little, stride }: Head): Position {
  const { bytes, at } = cursor
  cursor.at += stride
  if (cursor.at > bytes.length) throw new Unreadable('cut off')
  return little
    ? [bytes.readDoubleLE(at), bytes.readDoubleLE(at + 8)]
    : [bytes.readDoubleBE(at), bytes.readDoubleBE(at + 8)]
}

function ringAt(cursor: Cursor, head: Head): Position[] {
  const count = countAt(cursor, head.little, head.stride)
  cursor.vertices += count
  if (cursor.vertices > MOST.featureVertices) throw new TooMany(String(cursor.vertices))
  return Array.from({ length: count }, () => positionAt(cursor, head))
}

/** The rings of a polygon; none of an empty one. */
function polygonAt(cursor: Cursor, head: Head): Position[][] {
  return Array.from({ length: countAt(cursor, head.little, 4) }, () => ringAt(cursor, head))
}

/** Geometries in one another, each with a head of its own. */
function eachAt<Part>(cursor: Cursor, { little }: Head, type: string, read: (head: Head) => Part): Part[] {
  return Array.from({ length: countAt(cursor, little, 5) }, () => {
    const head = headAt(cursor)
    if (head.type !== type) throw new Unreadable(`${head.type} in Multi${type}`)
    return read(head)
  })
}

/** A point of no numbers is an empty one. */
const pointOf = (at: Position): Shape => (at.every(Number.isNaN) ? { is: 'none' } : { is: 'point', at })

function polygonsOf(all: readonly (readonly (readonly Position[])[])[]): Shape {
  const polygons = all.filter((rings) => rings.length > 0)
  return polygons.length > 0 ? { is: 'polygons', polygons } : { is: 'none' }
}

function shapeAt(cursor: Cursor): Shape {
  const head = headAt(cursor)
  if (head.type === 'Point') return pointOf(positionAt(cursor, head))
  if (head.type === 'Polygon') return polygonsOf([polygonAt(cursor, head)])
  if (head.type === 'MultiPolygon')
    return polygonsOf(eachAt(cursor, head, 'Polygon', (each) => polygonAt(cursor, each)))
  if (head.type !== 'MultiPoint') return { is: 'other', type: head.type }
  const points = eachAt(cursor, head, 'Point', (each) => positionAt(cursor, each))
  if (points.length > 1) return { is: 'other', type: head.type }
  return points[0] ? pointOf(points[0]) : { is: 'none' }
}

/**
 * A geometry in WKB (ISO, or with the marks of PostGIS) from a place on; heights and measures are left out.
 * @throws Unreadable where it is none
 */
export function shapeInWkb(bytes: Buffer, at: number): Shape {
  try {
    return shapeAt({ bytes, at, vertices: 0 })
  } catch (error) {
    if (error instanceof TooMany) return { is: 'fault', rule: 'too-many-vertices', found: error.message }
    if (error instanceof RangeError) throw new Unreadable('cut off')
    throw error
  }
}
