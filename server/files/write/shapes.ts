import type { Area, Position, WrittenRow, WrittenTable } from './table.ts'

/** What a row of a table is drawn as. */
export type Drawn = { readonly at: Position } | { readonly area: Area } | null

export function drawnOf({ position, area }: WrittenRow, { draws }: Pick<WrittenTable, 'draws'>): Drawn {
  if (draws === 'areas') return area ? { area } : null
  return position && { at: position }
}

/** `[west, south, east, north]` of positions, degrees. */
export type Edges = readonly [west: number, south: number, east: number, north: number]

/** The edges of what is drawn. */
export function edgesOf(drawn: NonNullable<Drawn>): Edges {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of 'at' in drawn ? [drawn.at] : drawn.area.flat(2)) {
    ;[west, east] = [Math.min(west, lng), Math.max(east, lng)]
    ;[south, north] = [Math.min(south, lat), Math.max(north, lat)]
  }
  return [west, south, east, north]
}

const POINT = 1
const POLYGON = 3
const MULTIPOLYGON = 6

function numbers(bytes: readonly number[], doubles: readonly number[] = []): Buffer {
  const buffer = Buffer.alloc(bytes.length * 4 + doubles.length * 8)
  bytes.forEach((value, i) => buffer.writeUInt32LE(value, 4 * i))
  doubles.forEach((value, i) => buffer.writeDoubleLE(value, bytes.length * 4 + 8 * i))
  return buffer
}
/** The mark of the least byte first, and the kind. */
const begun = (kind: number) => Buffer.from([1, kind, 0, 0, 0])

/** Well-known binary, least byte first. @see OGC 06-103r4, 8.2 */
export function wkbOf(drawn: NonNullable<Drawn>): Buffer {
  if ('at' in drawn) return Buffer.concat([begun(POINT), numbers([], drawn.at)])
  const polygons = drawn.area.flatMap((rings) => [
    begun(POLYGON),
    numbers([rings.length]),
    ...rings.map((ring) => numbers([ring.length], ring.flat())),
  ])
  return Buffer.concat([begun(MULTIPOLYGON), numbers([drawn.area.length]), ...polygons])
}

/** Twice the area of a ring, degrees²; above zero where it runs against the clock. */
const turn = (ring: readonly Position[]) =>
  ring.slice(1).reduce((sum, [x, y], i) => {
    const [fromX, fromY] = ring[i] ?? [x, y]
    return sum + (fromX - x) * (fromY + y)
  }, 0)

/** Types of shapes in a shapefile. */
export const SHAPES = { none: 0, points: 1, areas: 5 } as const

/**
 * The content of a shapefile's record. Outer rings run with the clock and holes against it, as readers tell them apart.
 * @see ESRI Shapefile Technical Description, July 1998
 */
export function shapeOf(drawn: Drawn): Buffer {
  if (!drawn) return numbers([SHAPES.none])
  if ('at' in drawn) return numbers([SHAPES.points], drawn.at)
  const rings = drawn.area.flatMap((polygon) =>
    polygon.map((ring, i) => (turn(ring) > 0 === (i === 0) ? ring.toReversed() : ring)),
  )
  const begins: number[] = []
  let points = 0
  for (const ring of rings) {
    begins.push(points)
    points += ring.length
  }
  return Buffer.concat([
    numbers([SHAPES.areas], edgesOf(drawn)),
    numbers([rings.length, points, ...begins], rings.flat(2)),
  ])
}
