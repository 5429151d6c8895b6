import { headingOf } from '#core/domain/headingWords.ts'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import type { Report } from '../../../files/checkRows.ts'
import type { Datum } from '../../../files/datum.ts'
import type { SourceRow, Table } from '../../../files/rows.ts'
import { type Cell, cellOf, constantCell, linesOf } from '../columns.ts'
import { keyIn } from '../enterprises.ts'
import type { Made, Value } from '../made.ts'
import type { KindMapping } from '../mapping.ts'
import { positionIn, type PositionRules } from '../positions.ts'
import { strayUscc } from '../strayUscc.ts'
import { areasOf, groundIn } from './grounds.ts'
import { KIND_OF } from './kinds.ts'

/** Fields that a mapping fills, by column or by constant, in the order of the registry. */
const filledBy = ({ capability, columns, constants }: KindMapping): string[] =>
  Object.keys(KIND_OF[capability].fields).filter((field) => columns[field] !== undefined || constants?.[field] !== undefined) // prettier-ignore

/** Whether rows may say where they lie: by their columns, or as they are drawn. */
const isPlaced = ({ capability, columns }: KindMapping): boolean => {
  const { lies } = IMPORT_FIELDS[capability]
  return lies === 'ground' || (lies === 'point' && columns['lng'] !== undefined && columns['lat'] !== undefined)
}

/** What says where a row comes from, of tables that keep it themselves. */
const marksOf = (mapping: KindMapping, datum: Datum, lies: boolean): Readonly<Record<string, Value>> =>
  KIND_OF[mapping.capability].marked ? { source: 'import', ...(lies && { source_datum: datum }) } : {}

/** Columns of the book that a mapping fills; `geom` where rows lie somewhere. */
export function kindColumns(mapping: KindMapping): string[] {
  const { fields, derived, names } = KIND_OF[mapping.capability]
  const filled = filledBy(mapping)
  const named = filled.flatMap((field) => fields[field]?.column ?? [])
  const place = isPlaced(mapping) ? ['geom'] : []
  const linked = names && mapping.columns['enterprise'] !== undefined ? ['enterprise'] : []
  return [
    ...new Set([
      ...named,
      ...linked,
      ...(derived?.(filled) ?? []),
      ...place,
      ...Object.keys(marksOf(mapping, 'wgs84', isPlaced(mapping))),
    ]),
  ]
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

/** By what rows of a kind are judged. */
export interface KindRules extends PositionRules {
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A check of one row of a table of another kind, all but what the book alone knows: whether there is such an enterprise. */
export function kindCheck(table: Pick<Table, 'columns'>, mapping: KindMapping, rules: KindRules) {
  const { required, key, lies } = IMPORT_FIELDS[mapping.capability]
  const { fields, settle, placed, names } = KIND_OF[mapping.capability]
  const readers = readersOf(table, mapping)
  const filled = filledBy(mapping)
  const warnOfCodes = strayUscc(readers, mapping.scheme)

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

  /** What names the enterprise of a row; a tenant may have none. */
  function ownerIn(row: SourceRow, report: Report): string | undefined {
    const cell = readers['enterprise']
    if (!cell || (names && cell(row).text === '')) return undefined
    return keyIn(row, cell, mapping.scheme, report)
  }

  /** Where a row must lie that is known by its place. */
  function placeIn(row: SourceRow, report: Report) {
    const { lng, lat } = readers
    const isNeeded = required.includes('lng')
    const strict: Report = (column, rule, found) => {
      if (rule !== 'position-missing') return report(column, rule, found)
      // a place that the book has keeps its boundary; that a new one has none is told when the book is asked
      if (lies !== 'ground') report(column, isNeeded ? 'required' : rule, found)
    }
    return positionIn({ row, key: '', report: strict }, { lng, lat }, rules)
  } // prettier-ignore

  return (row: SourceRow, report: Report): Made | undefined => {
    warnOfCodes(row, report)
    const owner = ownerIn(row, report)
    const made = valuesIn(row, report)
    const settled = settle?.({
      made,
      text: (field) => readers[field]?.(row).text ?? '',
      heading: (field) => readers[field]?.(row).column ?? headingOf(mapping.capability, field),
      report: (field, rule, found) =>
        report(readers[field]?.(row).column ?? headingOf(mapping.capability, field), rule, found ?? readers[field]?.(row).text ?? ''),
    })
    const areas = areasOf(row)
    const ground = areas.length > 0 ? groundIn(areas, report, rules) : undefined
    const at = ground?.at ?? (lies === 'point' || (lies === 'ground' && areas.length === 0) ? placeIn(row, report) : null)
    const keys = key.map((field) => {
      if (field === 'enterprise') return owner
      if (field === 'lng' || field === 'lat') return at?.[field === 'lng' ? 0 : 1]
      return made[fields[field]?.column ?? '']
    })
    if (keys.some((part) => part === undefined || part === null)) return undefined
    const place = ground ? { geom: ground.geom } : placed && at ? { geom: `SRID=4326;POINT(${at[0]} ${at[1]})` } : {}
    const columns = { ...made, ...settled, ...place, ...marksOf(mapping, rules.datum, at !== null), ...(owner !== undefined && { [names ? 'enterprise_key' : 'enterprise']: owner }) }
    return { key: keys.join(' · '), columns, at }
  } // prettier-ignore
}
