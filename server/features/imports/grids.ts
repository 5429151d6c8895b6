import type { Report } from '../../files/checkRows.ts'
import { type Datum, toWgs84 } from '../../files/datum.ts'
import type { FeatureRow } from '../../files/features.ts'
import type { Table } from '../../files/rows.ts'
import { type Cell, cellOf, constantCell } from './columns.ts'
import { isPhone } from './fields.ts'
import type { Made } from './made.ts'
import type { GridMapping } from './mapping.ts'

/** A territory before the database has looked at its shape; `geometry` is GeoJSON text in WGS 84. */
export interface GridRow {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly person: string
  readonly phone: string
  readonly geometry: string
}

const FIELDS = ['code', 'name', 'person', 'phone'] as const
type GridField = (typeof FIELDS)[number]
const MOST: Readonly<Record<GridField, number>> = { code: 40, name: 80, person: 60, phone: 20 }

/** A node of the grid without a person who answers for it is none: where neither file nor mapping names one, it is refused. */
function readersOf(
  table: Pick<Table, 'columns'>,
  { columns, constants }: GridMapping,
): Readonly<Record<GridField, Cell>> {
  const reader = (field: GridField) => {
    const column = columns[field]
    const constant = field === 'person' || field === 'phone' ? constants?.[field] : undefined
    return column ? cellOf(table, column) : constantCell(field, constant ?? '')
  }
  return { code: reader('code'), name: reader('name'), person: reader('person'), phone: reader('phone') }
}

function faultOf(field: GridField, text: string): string | undefined {
  if (text === '') return 'required'
  if (field === 'phone' && !isPhone(text)) return 'phone'
  return text.length > MOST[field] ? 'text-too-long' : undefined
}

const shifted = ({ polygons }: FeatureRow, datum: Datum) => ({
  type: 'MultiPolygon',
  coordinates: polygons.map((rings) => rings.map((ring) => ring.map((position) => toWgs84(position, datum)))),
})

/** A check of one feature of a file of territories, all but its shape, which the database judges. */
export function gridCheck(table: Pick<Table, 'columns'>, mapping: GridMapping, datum: Datum) {
  const readers = readersOf(table, mapping)
  return (source: FeatureRow, report: Report): Made | undefined => {
    const values: Record<GridField, string> = { code: '', name: '', person: '', phone: '' }
    for (const field of FIELDS) {
      const { text, column, rule } = readers[field](source)
      const broken = rule ?? faultOf(field, text)
      if (broken) report(column, broken, text)
      else values[field] = text
    }
    if (values.code === '') return undefined
    const area = shifted(source, datum)
    const [lng, lat] = area.coordinates[0]?.[0]?.[0] ?? []
    if (lng === undefined || lat === undefined)
      return { key: values.code, columns: { ...values, geometry: null }, at: null }
    return { key: values.code, columns: { ...values, geometry: JSON.stringify(area) }, at: [lng, lat] }
  }
}
