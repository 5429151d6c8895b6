/**
 * Cells of about 100 m in which those of the grid were seen: 1112 rows to a degree of latitude, and in each band of one degree as many
 * columns to a degree of longitude as make its cells square. Degrees, EPSG:4326. The database numbers them alike (`app.patrol_cell`).
 */
const ROWS = 1112
const [ROW_BASE, COLUMN_BASE, ROW_STEP] = [200_000, 500_000, 1_000_000]

/** Columns to a degree of longitude at a latitude. */
const columnsAt = (lat: number): number => Math.round(ROWS * Math.cos(((Math.floor(lat) + 0.5) * Math.PI) / 180))

/** Number of the cell that a place lies in. */
export const patrolCell = (lng: number, lat: number): number =>
  (Math.floor(lat * ROWS) + ROW_BASE) * ROW_STEP + Math.floor(lng * columnsAt(lat)) + COLUMN_BASE

/** [west, south, east, north] of a cell by its number. */
export function patrolCellBounds(cell: number): [number, number, number, number] {
  const row = Math.floor(cell / ROW_STEP) - ROW_BASE
  const column = (cell % ROW_STEP) - COLUMN_BASE
  const columns = columnsAt((row + 0.5) / ROWS)
  return [column / columns, row / ROWS, (column + 1) / columns, (row + 1) / ROWS]
}

/** How long ago somebody was last seen, by days of China: 0, 7 at most, 30, 90, more. */
export const PATROL_AGES = ['today', 'week', 'month', 'quarter', 'older'] as const
export type PatrolAge = (typeof PATROL_AGES)[number]

/** Points that one batch holds at most. */
export const MOST_POINTS = 500
/** Metres: a place known less exactly is no point. */
export const MOST_ACCURACY = 100
/** Hours that a track is on at most. */
export const LONGEST_HOURS = 12
/** Days for which tracks are kept at most, as whoever switches one on is told. */
export const KEPT_DAYS = 90
