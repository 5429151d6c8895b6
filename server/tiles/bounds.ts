import { type Sql, sql } from '../db/sql.ts'

/** Half the side of the Web Mercator square, metres of EPSG:3857. */
const HALF = 20037508.342789244
/** Farther out than any projected position: latitude 90 lies at 2.4e8. */
const BEYOND = 1e9
/** Units of a tile's side inside the encoded tile. */
export const EXTENT = 4096

/** One tile of the XYZ scheme; row 0 lies north. */
export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** [west, south, east, north] and side in metres of EPSG:3857. Neighbours share each edge to the last bit. */
export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly side: number
}

/** The square of a tile. */
export function boundsOf({ z, x, y }: TileAddress): Bounds {
  const side = (2 * HALF) / 2 ** z
  return {
    west: -HALF + x * side,
    east: -HALF + (x + 1) * side,
    north: HALF - y * side,
    south: HALF - (y + 1) * side,
    side,
  }
}

/**
 * Whether a point column lies in a tile. Half-open, west and north edges in; tiles on the rim of the world reach on, so
 * that ±180° and latitudes beyond 85.05° lie in exactly one tile of each zoom, too.
 */
export function pointInTile(column: Sql, address: TileAddress): Sql {
  const last = 2 ** address.z - 1
  const bounds = boundsOf(address)
  const west = address.x === 0 ? -BEYOND : bounds.west
  const east = address.x === last ? BEYOND : bounds.east
  const north = address.y === 0 ? BEYOND : bounds.north
  const south = address.y === last ? -BEYOND : bounds.south
  // one case instead of four conditions: the planner would take each for a third of the rows, all for a hundredth
  return sql`${column} && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 3857)
    and case when st_x(${column}) >= ${west} and st_x(${column}) < ${east}
      and st_y(${column}) > ${south} and st_y(${column}) <= ${north} then true else false end`
}

/** Two columns ux, uy: a point column in units of the tile, east and south of its corner; floats, 0 ≤ u < EXTENT inside. */
export function unitsOf(column: Sql, address: TileAddress): Sql {
  const { west, north, side } = boundsOf(address)
  return sql`(st_x(${column}) - ${west}::float8) * ${EXTENT / side}::float8 as ux,
    (${north}::float8 - st_y(${column})) * ${EXTENT / side}::float8 as uy`
}

/**
 * The point of a tile at ux, uy, rounded down: st_asmvtgeom would round the last half unit up onto the far edge, where
 * MapLibre takes it for the neighbour's and draws it nowhere.
 */
export const unitPoint = sql`st_makepoint(
  least(greatest(floor(ux), 0), ${EXTENT - 1}::float8), least(greatest(floor(uy), 0), ${EXTENT - 1}::float8))`

/** Column of the cell that a float column of units lies in, where `cells` of them divide the tile's side. */
export const cellOf = (units: Sql, cells: number): Sql =>
  sql`least(greatest(floor(${units} * ${cells / EXTENT}::float8), 0), ${cells - 1}::float8)::integer`

/** A mean of units as whole units that lie in the same cell as all its members, rounding or not. */
export const unitInCell = (mean: Sql, cell: Sql, cells: number): Sql =>
  sql`least(greatest(floor(${mean}), ceil(${cell} * ${EXTENT / cells}::float8)), ceil((${cell} + 1) * ${EXTENT / cells}::float8) - 1)`

/** Units around the tile in which polygons are kept, so that outlines do not show the tile's edge. */
const BUFFER = 64

/** Whether any of a geometry column may show in the tile or its buffer. */
export function shapeInTile(column: Sql, address: TileAddress): Sql {
  const { west, south, east, north, side } = boundsOf(address)
  const more = (side * BUFFER) / EXTENT
  return sql`${column} && st_makeenvelope(${west - more}, ${south - more}, ${east + more}, ${north + more}, 3857)`
}

/** A geometry column in units of the tile, clipped to it and its buffer; null where nothing of it is left. */
export function shapeOf(column: Sql, address: TileAddress): Sql {
  const { west, south, east, north } = boundsOf(address)
  return sql`st_asmvtgeom(${column}, st_makeenvelope(${west}, ${south}, ${east}, ${north}, 3857)::box2d, ${EXTENT}::integer, ${BUFFER}::integer, true)`
}
