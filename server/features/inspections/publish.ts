import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { FiledChecklist } from './checklistFile.ts'

const Present = z.object({ id: z.number().int(), version: z.number().int(), same: z.boolean(), state: z.string() })
const Made = z.object({ id: z.number().int() })

/**
 * Puts checklists in force, each as the next version of its name, and retires the one before; one that is the same as what is in force
 * changes nothing. @returns ids of those that are new
 */
export async function publishChecklists(db: Db, lists: readonly FiledChecklist[]): Promise<number[]> {
  const made: number[] = []
  for (const list of lists) {
    const items = JSON.stringify(list.items)
    const former = await db.maybe(
      Present,
      sql`select c.id, c.version, c.state, c.state = 'in-force' and c.industry is not distinct from ${list.industry} and c.source = ${list.source}
          and (select jsonb_agg(jsonb_build_object('n', i.n, 'question', i.question, 'clause', i.clause, 'evidence', i.evidence,
            'severity', i.severity, 'kind', i.kind) order by i.n) from checklist_item i where i.checklist = c.id) = ${items}::jsonb as same
        from checklist c where c.name = ${list.name} order by c.version desc limit 1`,
    )
    if (former?.same) continue
    await db.run(sql`update checklist set state = 'retired' where name = ${list.name} and state = 'in-force'`)
    const { id } = await db.one(
      Made,
      sql`insert into checklist (name, version, industry, source)
        values (${list.name}, ${(former?.version ?? 0) + 1}::integer, ${list.industry}, ${list.source}) returning id`,
    )
    await db.run(
      sql`insert into checklist_item (checklist, n, question, clause, evidence, severity, kind)
        select ${id}::integer, r.n, r.question, r.clause, r.evidence, r.severity, r.kind
        from jsonb_to_recordset(${items}::jsonb) r (n smallint, question text, clause text, evidence text, severity text, kind text)`,
    )
    made.push(id)
  }
  return made
}
