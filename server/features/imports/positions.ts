import { numberIn, type Report } from '../../files/checkRows.ts'
import { type Datum, toWgs84 } from '../../files/datum.ts'
import type { SourceRow } from '../../files/rows.ts'
import type { Cell } from './columns.ts'
import type { Bounds } from './mapping.ts'
import type { Lookup } from './overrides.ts'

/** By what positions are judged. */
export interface PositionRules {
  readonly datum: Datum
  /** WGS 84; undefined where nothing is outside. */
  readonly bounds: Bounds | undefined
  /** Whether a rule is set aside for a row. */
  readonly lookup: Lookup
  /** The file says itself that it lies in the western hemisphere. */
  readonly positiveLongitude?: boolean | undefined
}

interface PositionReaders {
  readonly lng?: Cell | undefined
  readonly lat?: Cell | undefined
}

/** The rule that a position of the file breaks first. */
function positionFault([lng, lat]: readonly [number, number], rules: PositionRules) {
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return 'range'
  if (lng === 0 || lat === 0) return 'zero-coordinate'
  if (rules.positiveLongitude && lng > 0) return 'positive-longitude'
  return undefined
}

export const isInside = ([west, south, east, north]: Bounds, [lng, lat]: readonly [number, number]) =>
  lng >= west && lng <= east && lat >= south && lat <= north

interface Place {
  readonly row: SourceRow
  readonly key: string
  readonly report: Report
}

/** Both numbers as the file has them; undefined where the cells are empty, or where one cannot be read. */
function numbersIn({ row, report }: Place, lng: Cell, lat: Cell) {
  const cells = [lng(row), lat(row)] as const
  const column = cells.map((cell) => cell.column).join(', ')
  if (cells.every(({ text }) => text === '')) report(column, 'position-missing', '')
  const numbers = cells.map(({ text }) => numberIn(text))
  for (const [i, cell] of cells.entries()) {
    if (numbers[i] === undefined && cells.some(({ text }) => text !== ''))
      report(cell.column, cell.text === '' ? 'required' : 'number', cell.text)
  }
  const [x, y] = numbers
  const found = cells.map(({ text }) => text).join(', ')
  return x === undefined || y === undefined ? undefined : { at: [x, y] as const, column, found }
}

/** The position in WGS 84; null where there is none. What one rule has caught is not caught again by the bounds. */
export function positionIn(
  place: Place,
  readers: PositionReaders,
  rules: PositionRules,
): readonly [number, number] | null {
  if (!readers.lng || !readers.lat) return null
  const given = numbersIn(place, readers.lng, readers.lat)
  if (!given) return null
  const { at, column, found } = given
  const fault = positionFault(at, rules)
  if (fault) place.report(column, fault, found)
  if (fault === 'range') return null
  const position = toWgs84(at, rules.datum)
  const caught = fault !== undefined && rules.lookup(place.row.row, place.key, fault) === undefined
  if (!caught && rules.bounds && !isInside(rules.bounds, position)) place.report(column, 'outside-bounds', found)
  return position
}
