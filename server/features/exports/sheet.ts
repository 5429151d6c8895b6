import type { z } from 'zod'
import type { Sql } from '../../db/sql.ts'
import type { Area, Value, WrittenRow } from '../../files/write/table.ts'
import type { Column, Heading } from './columns.ts'
import type { Language } from './words.ts'

/** All rows of a list: the statement that reads them, its columns, and what each row says; its position and area in WGS 84. */
export interface Sheet {
  readonly statement: Sql
  readonly columns: readonly Heading[]
  readonly read: (row: unknown, language: Language) => WrittenRow
  /** What formats with geometry draw. */
  readonly draws: 'points' | 'areas'
}

type Placed = z.ZodType<{ readonly position: [number, number] | null; readonly area?: Area | undefined }>

export function sheet<Row extends Placed>(
  statement: Sql,
  row: Row,
  columns: readonly Column<z.output<Row>>[],
  draws: Sheet['draws'] = 'points',
): Sheet {
  return {
    statement,
    columns,
    draws,
    read: (found, language) => {
      const parsed = row.parse(found)
      const { position, area } = parsed
      const values = columns.map((column): Value => column.value(parsed, language))
      return { values, position, ...(area && { area }) }
    },
  }
}
