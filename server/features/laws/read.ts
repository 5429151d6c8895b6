import { z } from 'zod'
import { Law, type laws } from '#core/contract/laws.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { clauseWords } from '#core/domain/clauseWords.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const Head = z.object({ at: z.string(), today: z.string(), keeps: z.boolean() })
/** In force on a day: from its first day until its repeal. */
const inForce = (row: Sql, day: Sql): Sql =>
  sql`(${row}.in_force_from <= ${day} and coalesce(${row}.repealed_on > ${day}, true))`

const lawsUnder = (db: Db, day: Sql, where: Sql, clauses: Sql) =>
  db.many(
    Law,
    sql`select l.id, l.name, l.short_name as "shortName", l.kind, l.in_force_from::text as "inForceFrom", l.repealed_on::text as "repealedOn",
      l.withdrawn_at is not null as withdrawn, ${inForce(sql`l`, day)} as "inForce", l.source, app.iso(l.made_at) as "madeAt", l.made_by as "madeBy",
      coalesce((select json_agg(json_build_object('id', c.id, 'number', c.number, 'text', c.text, 'inForceFrom', c.in_force_from::text,
          'repealedOn', c.repealed_on::text, 'withLaw', c.with_law, 'withdrawn', c.withdrawn_at is not null, 'inForce', ${inForce(sql`c`, day)},
          'rules', (select count(*) from supervision_rule r where r.clause = c.id and r.until_on is null)) order by c.in_force_from, c.id)
        from law_clause c where c.law = l.id and ${clauses}), '[]') as clauses,
      coalesce((select json_agg(json_build_object('what', w.what, 'clause', w.clause, 'day', w.day, 'reason', w.reason, 'at', app.iso(w.made_at), 'by', w.made_by) order by w.id desc)
        from law_withdrawal w where w.law = l.id), '[]') as withdrawals
      from law l where ${where}
      order by l.repealed_on is not null, array_position(array['law', 'administrative-regulation', 'local-regulation', 'rule', 'document'], l.kind), l.id`,
  )

/** The library: of a day what was in force then; of a search laws by their name, or else their clauses that hold it. */
export async function listLaws(
  db: Db,
  { on, search }: Input<typeof laws.list>['query'],
): Promise<Output<typeof laws.list>> {
  const head = await db.one(
    Head,
    sql`select app.iso(app.now()) as at, app.today()::text as today, app.may_keep_laws() as keeps`,
  )
  const day = on === undefined ? sql`app.today()` : sql`${on}::date`
  const named = search === undefined ? sql`true` : sql`position(lower(${search}) in lower(l.name || ' ' || coalesce(l.short_name, ''))) > 0` // prettier-ignore
  const held =
    search === undefined
      ? sql`true`
      : sql`(position(${search} in c.text) > 0 or position(${clauseWords(search)} in c.number) > 0)`
  const then = (row: Sql) => (on === undefined ? sql`true` : inForce(row, day))
  const clauses = join([then(sql`c`), sql`(${named} or ${held})`], sql` and `)
  const found = sql`(${named} or exists (select from law_clause c where c.law = l.id and ${clauses}))`
  return { ...head, laws: await lawsUnder(db, day, sql`${then(sql`l`)} and ${found}`, clauses) }
}

/** One law with all its clauses. @throws Problem not-found */
export async function readLaw(db: Db, id: number): Promise<Law> {
  const [law] = await lawsUnder(db, sql`app.today()`, sql`l.id = ${id}::integer`, sql`true`)
  if (!law) throw problem('not-found')
  return law
}
