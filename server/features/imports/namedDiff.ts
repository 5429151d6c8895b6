import { z } from 'zod'
import type { StagedRow } from '#core/contract/importShapes.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Columns that hold the number of another row, and of which table. */
const OF: Readonly<Record<string, 'enterprise' | 'department'>> = {
  manager_enterprise: 'enterprise',
  enterprise: 'enterprise',
  lead_department: 'department',
}
const Name = z.object({ table: z.string(), id: z.number(), name: z.string() })

/** The rows with names in the place of numbers that nobody knows. */
export async function withNames(db: Db, rows: readonly StagedRow[]): Promise<StagedRow[]> {
  const held = rows.flatMap(({ diff }) => diff.flatMap(({ field, before, after }) => [[field, before], [field, after]] as const)) // prettier-ignore
  const asked = held.flatMap(([field, id]) => (OF[field] && typeof id === 'number' ? [{ table: OF[field], id }] : []))
  if (asked.length === 0) return [...rows]
  const names = await db.many(
    Name,
    sql`select a.table, a.id, coalesce(e.name, d.name) as name
      from (select distinct * from json_to_recordset(${JSON.stringify(asked)}::json) a ("table" text, id integer)) a
      left join enterprise e on a.table = 'enterprise' and e.id = a.id
      left join department d on a.table = 'department' and d.id = a.id where coalesce(e.name, d.name) is not null`,
  )
  const byKey = new Map(names.map(({ table, id, name }) => [`${table} ${id}`, name]))
  const named = (field: string, value: unknown) => byKey.get(`${OF[field]} ${String(value)}`) ?? value
  return rows.map((row) => ({
    ...row,
    diff: row.diff.map(({ field, before, after }) => ({ field, before: named(field, before), after: named(field, after) })),
  })) // prettier-ignore
}
