import type { z } from 'zod'
import { EnterpriseRow } from '#core/contract/enterprises.ts'
import { HazardRow } from '#core/contract/hazards.ts'
import { HazardSource } from '#core/contract/hazardSources.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Ground, reach } from '../../filter/ground.ts'
import type { PartRows } from '../../filter/parts/partRows.ts'
import { besideEnterprise, enterpriseColumns } from '../../filter/rows/enterpriseRows.ts'
import { HAZARD_ORDERS, hazardColumns } from '../../filter/rows/hazardRows.ts'
import { hazardSourceColumns, hazardSourceRows } from '../../filter/rows/hazardSourceRows.ts'
import { type Column, ENTERPRISE_COLUMNS, HAZARD_COLUMNS, HAZARD_SOURCE_COLUMNS } from './columns.ts'
import { line } from '../../files/csvLine.ts'
import type { Language } from './words.ts'

/** All rows of a list as a sheet: the statement that reads them, its heading, and each row as a line. */
export interface Sheet {
  readonly statement: Sql
  readonly heading: (language: Language) => string
  readonly line: (row: unknown, language: Language) => string
}

function sheet<Row extends z.ZodType>(statement: Sql, row: Row, columns: readonly Column<z.output<Row>>[]): Sheet {
  return {
    statement,
    heading: (language) => line(columns.map((column) => column[language])),
    line: (found, language) => {
      const parsed = row.parse(found)
      return line(columns.map((column) => column.value(parsed, language)))
    },
  }
}

/** The rows of a part, or of a list, in the order in which pages show them. */
export function sheetOf(ground: Ground, rows: PartRows): Sheet {
  const { where } = rows
  if (rows.kind === 'enterprise') {
    const statement = sql`select ${enterpriseColumns} from enterprise e ${besideEnterprise(ground)}
      where ${where} and ${reach(ground, 'e')} order by e.urgency, e.id`
    return sheet(statement, EnterpriseRow, ENTERPRISE_COLUMNS)
  }
  if (rows.kind === 'hazard') {
    const statement = sql`select ${hazardColumns(ground)} from hazard h where ${where} and ${reach(ground, 'h')}
      order by ${HAZARD_ORDERS[rows.order]} desc, h.id desc`
    return sheet(statement, HazardRow, HAZARD_COLUMNS)
  }
  const statement = sql`select ${hazardSourceColumns} from ${hazardSourceRows}
    where ${where} and ${reach(ground, 's')} order by coalesce(s.level, 5::smallint), s.id`
  return sheet(statement, HazardSource, HAZARD_SOURCE_COLUMNS)
}
