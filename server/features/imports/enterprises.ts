import { usccFault } from '#core/domain/uscc.ts'
import { numberIn, type Report } from '../../files/checkRows.ts'
import { type Datum, toWgs84 } from '../../files/datum.ts'
import type { SourceRow, Table } from '../../files/rows.ts'
import { type Cell, cellOf, constantCell } from './columns.ts'
import { FIELD_KINDS } from './fields.ts'
import type { Made } from './made.ts'
import type { Lookup } from './overrides.ts'
import type { Bounds, EnterpriseMapping, Field } from './mapping.ts'

export interface EnterpriseRules {
  readonly datum: Datum
  /** WGS 84; undefined where nothing is outside. */
  readonly bounds: Bounds | undefined
  /** Whether a rule is set aside for a row. */
  readonly lookup: Lookup
}

type Readers = Readonly<Partial<Record<Field | 'lng' | 'lat', Cell>>> & { readonly key: Cell }

/** Fields that the mapping fills, by column or by constant. */
export function fieldsOf({ columns, constants }: EnterpriseMapping): Field[] {
  const named = Object.keys(FIELD_KINDS) as Field[]
  return named.filter((field) => columns[field] !== undefined || constants?.[field] !== undefined)
}

function readersOf(table: Pick<Table, 'columns'>, mapping: EnterpriseMapping): Readers {
  const entries = Object.entries(mapping.columns).flatMap(([field, column]) =>
    column ? [[field, cellOf(table, column)] as const] : [],
  )
  const constants = Object.entries(mapping.constants ?? {}).map(
    ([field, text]) => [field, constantCell(field, text)] as const,
  )
  return { ...Object.fromEntries([...entries, ...constants]), key: cellOf(table, mapping.key) }
}

/** The rule that a key breaks first. */
function keyFault(key: string, scheme: string): string | undefined {
  if (key === '') return 'required'
  if (key.length > 80) return 'text-too-long'
  return scheme === 'uscc' && usccFault(key) ? 'uscc-check-digit' : undefined
}

/** The key of a row; undefined, and reported, where it cannot be one. */
function keyIn(row: SourceRow, cell: Cell, scheme: string, report: Report): string | undefined {
  const { text, column, rule } = cell(row)
  const key = scheme === 'uscc' ? text.toUpperCase() : text
  const broken = rule ?? keyFault(key, scheme)
  if (broken) report(column, broken, text)
  return broken ? undefined : key
}

/** The rule that a position of the file breaks first. */
function positionFault([lng, lat]: readonly [number, number], mapping: EnterpriseMapping) {
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return 'range'
  if (lng === 0 || lat === 0) return 'zero-coordinate'
  if (mapping.rules?.positiveLongitude && lng > 0) return 'positive-longitude'
  return undefined
}

const isInside = ([west, south, east, north]: Bounds, [lng, lat]: readonly [number, number]) =>
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
function positionIn(place: Place, readers: Readers, mapping: EnterpriseMapping, rules: EnterpriseRules) {
  if (!readers.lng || !readers.lat) return null
  const given = numbersIn(place, readers.lng, readers.lat)
  if (!given) return null
  const { at, column, found } = given
  const fault = positionFault(at, mapping)
  if (fault) place.report(column, fault, found)
  if (fault === 'range') return null
  const position = toWgs84(at, rules.datum)
  const caught = fault !== undefined && rules.lookup(place.row.row, place.key, fault) === undefined
  if (!caught && rules.bounds && !isInside(rules.bounds, position)) place.report(column, 'outside-bounds', found)
  return position
}

/** A check of one row of a table of enterprises. What it would become is told even where an issue stands against it. */
export function enterpriseCheck(table: Pick<Table, 'columns'>, mapping: EnterpriseMapping, rules: EnterpriseRules) {
  const readers = readersOf(table, mapping)
  const fields = fieldsOf(mapping).map((field) => ({ field, read: readers[field], kind: FIELD_KINDS[field] }))
  return (row: SourceRow, report: Report): Made | undefined => {
    const key = keyIn(row, readers.key, mapping.scheme, report)
    const made: Record<string, string | number | boolean | null> = {}
    for (const { field, read, kind } of fields) {
      const { text, column, rule } = read?.(row) ?? { text: '', column: field }
      const value = rule ? { rule } : kind.read(text)
      if ('rule' in value) report(column, value.rule, text)
      else if (field === 'name' && value.value === null) report(column, 'required', '')
      else made[kind.column] = value.value
    }
    const position = positionIn({ row, key: key ?? '', report }, readers, mapping, rules)
    return key === undefined ? undefined : { key, columns: made, at: position }
  }
}
