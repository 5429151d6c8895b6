import { Checklist } from '#core/contract/inspections.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'

const found = (db: Db, where: Sql) =>
  db.many(
    Checklist,
    sql`select c.id, c.name, c.version, c.industry, c.source, c.state, c.made_at as "madeAt", c.made_by as "madeBy",
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'n', i.n, 'question', i.question, 'clause', i.clause, 'evidence', i.evidence,
        'severity', i.severity, 'kind', i.kind) order by i.n), '[]') from checklist_item i where i.checklist = c.id) as items
      from checklist c where ${where} order by c.industry nulls first, c.name, c.version desc`,
  )

/** Checklists in force, or those that were, with their items: those for all trades first. */
export const listChecklists = (db: Db, state: Checklist['state']) => found(db, sql`c.state = ${state}`)

/** One checklist, in force or retired; undefined where there is none. */
export async function readChecklist(db: Db, id: number): Promise<Checklist | undefined> {
  const [one] = await found(db, sql`c.id = ${id}::integer`)
  return one
}
