import { z } from 'zod'
import type { Input, Output } from '#core/contract/route.ts'
import { SupervisionRule, SupportedEnterprise, type supervision } from '#core/contract/supervision.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'
import { written } from './rules.ts'

const Head = z.object({
  at: z.string(),
  department: z.object({ id: z.number().int(), name: z.string() }),
  total: z.number().int(),
})
const Found = SupportedEnterprise.extend({ urgency: z.number().int() })
const Key = z.tuple([z.number().int(), z.number().int()])

/** What a unit supports, the worst risk first: the database tells it to that unit and the government alone. @throws Problem not-found */
export async function listSupported(
  db: Db,
  { department, after, limit }: Input<typeof supervision.supported>['query'],
): Promise<Output<typeof supervision.supported>> {
  const head = await db.maybe(
    Head,
    sql`select app.iso(app.now()) as at, json_build_object('id', d.id, 'name', d.name) as department,
        (select count(distinct s.enterprise)::int from supported_enterprise s where s.department = d.id) as total
      from department d where d.id = ${department}::integer and (app.role() = 'government' or d.id = app.department())`,
  )
  if (!head) throw problem('not-found')
  const [urgency, id] = after === undefined ? [0, 0] : readKey(Key, after)
  const rows = await db.many(
    Found,
    sql`select s.enterprise as id, s.name, s.industry, s.class, s.status, s.address, s.urgency, s.rules, g.name as "gridName",
        case when l.id is not null then json_build_object('id', l.id, 'name', l.name, 'phone', l.phone) end as lead
      from (
        select s.enterprise, s.name, s.industry, s.class, s.status, s.address, s.urgency, s.grid, s.lead_department, array_agg(s.rule order by s.rule) as rules
        from supported_enterprise s
        where s.department = ${department}::integer and (s.urgency, s.enterprise) > (${urgency}::smallint, ${id}::integer)
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by s.urgency, s.enterprise limit ${limit + 1}::integer) s
      left join grid g on g.id = s.grid left join department l on l.id = s.lead_department
      order by s.urgency, s.enterprise`,
  )
  const page = pageOf(rows, limit, (row) => [row.urgency, row.id])
  const named = [...new Set(page.rows.flatMap((row) => row.rules))]
  const rules = await db.many(SupervisionRule, sql`${written} where r.id = any (${named}::integer[]) order by r.id`)
  return { ...head, rules, next: page.next, rows: page.rows.map(({ urgency: _, ...row }) => row) }
}
