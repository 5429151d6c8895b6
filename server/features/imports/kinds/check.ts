import { HEADED, type HeadedField } from '#core/domain/headingsTable.ts'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import type { Report } from '../../../files/checkRows.ts'
import type { Datum } from '../../../files/datum.ts'
import type { SourceRow, Table } from '../../../files/rows.ts'
import { type Cell, cellOf, constantCell, linesOf } from '../columns.ts'
import { keyIn } from '../enterprises.ts'
import type { Made, Value } from '../made.ts'
import type { KindMapping } from '../mapping.ts'
import { positionIn, type PositionRules } from '../positions.ts'
import { KIND_OF } from './kinds.ts'

/** Fields that a mapping fills, by column or by constant, in the order of the registry. */
const filledBy = ({ capability, columns, constants }: KindMapping): string[] =>
  Object.keys(KIND_OF[capability].fields).filter((field) => columns[field] !== undefined || constants?.[field] !== undefined) // prettier-ignore

const isPlaced = ({ capability, columns }: KindMapping): boolean =>
  IMPORT_FIELDS[capability].lies === 'point' && columns['lng'] !== undefined && columns['lat'] !== undefined

/** What says where a row comes from, of tables that keep it themselves. */
const marksOf = (mapping: KindMapping, datum: Datum): Readonly<Record<string, Value>> =>
  KIND_OF[mapping.capability].marked ? { source: 'import', ...(isPlaced(mapping) && { source_datum: datum }) } : {}

/** Columns of the book that a mapping fills; `geom` where rows lie somewhere. */
export function kindColumns(mapping: KindMapping): string[] {
  const { fields, derived } = KIND_OF[mapping.capability]
  const filled = filledBy(mapping)
  const named = filled.flatMap((field) => fields[field]?.column ?? [])
  const place = isPlaced(mapping) ? ['geom'] : []
  return [...new Set([...named, ...(derived?.(filled) ?? []), ...place, ...Object.keys(marksOf(mapping, 'wgs84'))])]
}

/** The columns of the file that together tell rows apart. */
export const kindKeyColumn = ({ capability, columns }: KindMapping): string =>
  IMPORT_FIELDS[capability].key.flatMap((field) => columns[field]?.column ?? []).join(', ')

/** Fields whose text may be of several lines, as in the forms. */
const OF_LINES: readonly string[] = ['description', 'measures']

function readersOf(table: Pick<Table, 'columns'>, { columns, constants }: KindMapping): Readonly<Record<string, Cell>> {
  const mapped = Object.entries(columns).map(
    ([field, column]) => [field, (OF_LINES.includes(field) ? linesOf : cellOf)(table, column)] as const,
  )
  const constant = Object.entries(constants ?? {}).map(([field, text]) => [field, constantCell(field, text)] as const)
  return Object.fromEntries([...constant, ...mapped])
}

/** How files call a field that this one has no column for. */
const headingOf = (field: string): string =>
  [HEADED.riskPoints, HEADED.hazards]
    .map((fields: Readonly<Record<string, HeadedField>>) => fields[field]?.headings[0])
    .find((heading) => heading !== undefined) ?? field

/** By what rows of a kind are judged. */
export interface KindRules extends PositionRules {
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A check of one row of a table of another kind, all but what the book alone knows: whether there is such an enterprise. */
export function kindCheck(table: Pick<Table, 'columns'>, mapping: KindMapping, rules: KindRules) {
  const { required, key, lies } = IMPORT_FIELDS[mapping.capability]
  const { fields, settle, placed } = KIND_OF[mapping.capability]
  const readers = readersOf(table, mapping)
  const filled = filledBy(mapping)

  function valuesIn(row: SourceRow, report: Report): Record<string, Value> {
    const made: Record<string, Value> = {}
    for (const name of filled) {
      const [field, cell] = [fields[name], readers[name]?.(row)]
      if (!field || !cell) continue
      const read = cell.rule === undefined ? field.read(cell.text, rules.now) : { rule: cell.rule }
      if ('rule' in read) report(cell.column, read.rule, cell.text)
      else if (read.value === null && required.includes(name)) report(cell.column, 'required', '')
      else if (read.value !== null) made[field.column] = read.value
    }
    return made
  }

  /** Where a row must lie that is known by its place. */
  function placeIn(row: SourceRow, report: Report) {
    const { lng, lat } = readers
    const isNeeded = required.includes('lng')
    const strict: Report = (column, rule, found) => report(column, isNeeded && rule === 'position-missing' ? 'required' : rule, found)
    return positionIn({ row, key: '', report: strict }, { lng, lat }, rules)
  } // prettier-ignore

  return (row: SourceRow, report: Report): Made | undefined => {
    const owner = readers['enterprise'] ? keyIn(row, readers['enterprise'], mapping.scheme, report) : undefined
    const made = valuesIn(row, report)
    const settled = settle?.({
      made,
      text: (field) => readers[field]?.(row).text ?? '',
      heading: (field) => readers[field]?.(row).column ?? headingOf(field),
      report: (field, rule, found) =>
        report(readers[field]?.(row).column ?? headingOf(field), rule, found ?? readers[field]?.(row).text ?? ''),
    })
    const at = lies === 'point' ? placeIn(row, report) : null
    const keys = key.map((field) => {
      if (field === 'enterprise') return owner
      if (field === 'lng' || field === 'lat') return at?.[field === 'lng' ? 0 : 1]
      return made[fields[field]?.column ?? '']
    })
    if (keys.some((part) => part === undefined || part === null)) return undefined
    const place = placed && at ? { geom: `SRID=4326;POINT(${at[0]} ${at[1]})` } : {}
    const columns = { ...made, ...settled, ...place, ...marksOf(mapping, rules.datum), ...(owner !== undefined && { enterprise: owner }) }
    return { key: keys.join(' · '), columns, at }
  } // prettier-ignore
}
