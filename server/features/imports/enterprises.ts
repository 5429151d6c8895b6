import { usccFault, usccText } from '#core/domain/uscc.ts'
import type { Report } from '../../files/checkRows.ts'
import type { SourceRow, Table } from '../../files/rows.ts'
import { type Cell, cellOf, constantCell } from './columns.ts'
import { FIELD_KINDS } from './fields.ts'
import type { Made, Value } from './made.ts'
import type { EnterpriseMapping, Field } from './mapping.ts'
import { positionIn, type PositionRules } from './positions.ts'
import { strayUscc } from './strayUscc.ts'

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
export function keyIn(row: SourceRow, cell: Cell, scheme: string, report: Report): string | undefined {
  const { text, column, rule } = cell(row)
  const key = scheme === 'uscc' ? usccText(text) : text
  const broken = rule ?? keyFault(key, scheme)
  if (broken) report(column, broken, text)
  return broken ? undefined : key
}

/** A check of one row of a table of enterprises. What it would become is told even where an issue stands against it. */
export function enterpriseCheck(table: Pick<Table, 'columns'>, mapping: EnterpriseMapping, rules: PositionRules) {
  const readers = readersOf(table, mapping)
  const fields = fieldsOf(mapping).map((field) => ({ field, read: readers[field], kind: FIELD_KINDS[field] }))
  const warnOfCodes = strayUscc(readers, mapping.scheme)
  return (row: SourceRow, report: Report): Made | undefined => {
    warnOfCodes(row, report)
    const key = keyIn(row, readers.key, mapping.scheme, report)
    const made: Record<string, Value> = {}
    for (const { field, read, kind } of fields) {
      const { text, column, rule } = read?.(row) ?? { text: '', column: field }
      const value = rule ? { rule } : kind.read(text)
      if ('rule' in value) report(column, value.rule, text)
      else if (field === 'name' && value.value === null) report(column, 'required', '')
      else if (value.value !== null) made[kind.column] = value.value
    }
    const position = positionIn({ row, key: key ?? '', report }, readers, {
      ...rules,
      ...mapping.rules,
      bounds: rules.bounds,
    })
    return key === undefined ? undefined : { key, columns: made, at: position }
  }
}
