import { z } from 'zod'
import { type inspectionLeftovers, LEFT_OVER, Leftover } from '#core/contract/inspectionLeftovers.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { MOST_OPEN_DAYS } from '#core/domain/inspections.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import { hazardOverdueAt } from '../../filter/predicate.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { planTargets, targetOverdue } from '../../filter/parts/planTargets.ts'

/** Microseconds since when, the place of its kind, and the id. */
const Key = z.tuple([z.string().regex(/^-?[0-9]{1,17}$/), z.number().int(), z.number().int()])
const Row = Leftover.extend({ moment: z.string() })
type About = (typeof LEFT_OVER)[number]
interface Wanted {
  readonly own: boolean
  readonly ahead: boolean
}

const isOwn = sql`app.is_own_inspection(v.inspector_account, v.inspector)`
const mineAlone = (own: boolean, condition: Sql) => (own ? sql`and ${condition}` : sql``)

/** Each kind as rows of about, id, enterprise, text, named, since, request, hazard, state, plan. */
const KINDS: Readonly<Record<About, (now: Sql, wanted: Wanted) => Sql>> = {
  finding: (now, { own }) => sql`select 0 as about, h.id, h.enterprise, h.description as text,
      (select e.responsible_person from hazard_event e where e.hazard = h.id and e.act = 'dispatch' order by e.n desc limit 1) as named,
      h.due_at as since, v.request, h.id as hazard, h.state, null::integer as plan
    from hazard h join inspection v on v.id = h.inspection where ${hazardOverdueAt(now)} ${mineAlone(own, isOwn)}`,
  advice: (
    _now,
    { own, ahead },
  ) => sql`select 1, r.id, v.enterprise, r.note, r.named, app.end_of(r.due_on), v.request, null::integer, null::text, null::integer
    from inspection_record r join inspection v on v.id = r.inspection
    where r.kind = 'advice' and (r.due_on < app.day_of(app.now()) or ${ahead}::boolean) and app.advice_state(r.id, r.due_on) <> 'done'
      ${mineAlone(own, sql`app.is_own_inspection(r.account, r.person)`)}`,
  target: (_now, { own }) => sql`select 2, t.id, t.enterprise, p.name,
      coalesce(t.named, case t.side when 'grid' then (select g.person from grid g where g.id = t.grid)
        when 'department' then (select d.name from department d where d.id = t.department) end),
      app.end_of(t.due_on), null::uuid, null::integer, null::text, p.id
    from ${planTargets} where ${targetOverdue} ${mineAlone(own, sql`false`)}`,
  open: (now, { own }) => sql`select 3, v.id, v.enterprise, null::text, v.inspector,
      v.received_at + ${MOST_OPEN_DAYS}::int * interval '24 hours', v.request, null::integer, null::text, null::integer
    from inspection v where v.request is not null and v.state = 'open'
      and v.received_at + ${MOST_OPEN_DAYS}::int * interval '24 hours' < ${now} ${mineAlone(own, isOwn)}`,
}

/** One page of what is left over at the enterprises in scope and filter, what stands longest first. */
export async function listLeftovers(
  db: Db,
  { after, limit, about, own, ahead, ...filter }: Input<typeof inspectionLeftovers.list>['query'],
): Promise<Output<typeof inspectionLeftovers.list>> {
  const asked = await ask(db, filter)
  const kinds = about ? [about] : LEFT_OVER
  const union = join(
    kinds.map((kind) => KINDS[kind](asked.ground.now, { own: own === '1', ahead: ahead === '1' })),
    sql` union all `,
  )
  const from = after === undefined ? undefined : readKey(Key, after)
  const moment = sql`(extract(epoch from x.since) * 1000000)::bigint`
  const rows = await db.many(
    Row,
    sql`select (${[...LEFT_OVER]}::text[])[x.about + 1] as about, x.id, x.enterprise, n.name as "enterpriseName", x.text, x.named, x.since,
        x.request, x.hazard, x.state as "hazardState", x.plan, ${moment}::text as moment
      from (${union}) x (about, id, enterprise, text, named, since, request, hazard, state, plan) join enterprise n on n.id = x.enterprise
      where x.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})
        and ${from ? sql`(${moment}, x.about, x.id) > (${from[0]}::bigint, ${from[1]}::integer, ${from[2]}::integer)` : sql`true`}
      order by ${moment}, x.about, x.id limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, ({ moment: at, about: kind, id }) => [at, LEFT_OVER.indexOf(kind), id])
  return { rows: page.rows.map(({ moment: _, ...row }) => row), next: page.next }
}
