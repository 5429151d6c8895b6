import { type Datum, toWgs84 } from '../../../files/datum.ts'
import type { FeatureRow, MultiPolygon } from '../../../files/features.ts'
import type { SourceRow } from '../../../files/rows.ts'
import type { Report } from '../../../files/checkRows.ts'
import type { Bounds } from '../mapping.ts'
import { isInside } from '../positions.ts'

/** Decimals of a degree that are kept, as of boundaries that people draw: a centimetre. */
const DECIMALS = 7
/** Corners of the least ring, its first one twice. */
const LEAST = 4

/** Areas that a row of a file draws; none where it is a row of a table, a point, or could not be read. */
export const areasOf = (row: SourceRow): MultiPolygon => ('polygons' in row ? (row as FeatureRow).polygons : [])

const shifted = (at: readonly [number, number], datum: Datum): [number, number] => {
  const [lng, lat] = toWgs84(at, datum)
  return [Number(lng.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]
}

/** The one area of a place as the database reads it, and its first corner, WGS 84; undefined, and reported, where it cannot be one. */
export function groundIn(areas: MultiPolygon, report: Report, { datum, bounds }: { datum: Datum; bounds: Bounds | undefined }) {
  const [rings, ...others] = areas
  if (others.length > 0) return void report('geometry', 'several-areas', String(areas.length))
  if (!rings || rings.some((ring) => ring.length < LEAST)) return void report('geometry', 'nothing-left', '')
  const drawn = rings.map((ring) => ring.map((at) => shifted(at, datum)))
  const beyond = bounds && drawn.flat().find((at) => !isInside(bounds, at))
  if (beyond) report('geometry', 'outside-bounds', beyond.join(', '))
  const text = drawn.map((ring) => `(${ring.map((at) => at.join(' ')).join(', ')})`).join(', ')
  return { geom: `SRID=4326;POLYGON(${text})`, at: drawn[0]![0]! }
} // prettier-ignore
