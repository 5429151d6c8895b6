import { z } from 'zod'
import { AssignedLeader, Assignment, type assignments } from '#core/contract/assignments.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, sql } from '../../db/sql.ts'
import { ledVisit, ledVisitLate } from '../../filter/parts/assignments.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

const now = sql`app.now()`
/** How a leader is told apart: by account, or, in a demonstration, by name. */
const leaderKey = sql`coalesce('account-' || a.account, 'name-' || a.person)`

/** An assignment `a` of the enterprise `e` as it is read. */
const columns = sql`a.id, a.enterprise, e.name as "enterpriseName", e.class, (select g.name from grid g where g.id = e.grid) as "gridName",
  ${leaderKey} as leader, a.person, a.from_on::text as "fromOn", a.until_on::text as "untilOn", (l.id is not null) as active, a.note,
  app.iso(a.made_at) as "madeAt", a.made_by as "madeBy", app.iso(a.ended_at) as "endedAt", a.ended_by as "endedBy", a.end_reason as "endReason",
  app.iso(v.at) as "visitedAt", app.day_of(${now}) - app.day_of(v.at) as "visitedDays",
  (l.id is not null and coalesce(${ledVisitLate(now)}, false)) as late`
const placed = sql`assignment a join enterprise e on e.id = a.enterprise left join assignment_led l on l.id = a.id
  cross join lateral (select ${ledVisit(sql`a.enterprise`, now)} as at) v`

const Head = z.object({ at: z.string(), today: z.string(), total: z.number().int() })
const Key = z.tuple([z.iso.date(), z.number().int()])

/** Assignments, the latest first. */
export async function listAssignments(
  db: Db,
  { after, limit, enterprise, leader, on }: Input<typeof assignments.list>['query'],
): Promise<Output<typeof assignments.list>> {
  const asked = join(
    [
      sql`true`,
      ...(enterprise === undefined ? [] : [sql`a.enterprise = ${enterprise}::integer`]),
      ...(leader === undefined ? [] : [sql`${leaderKey} = ${leader}`]),
      ...(on === undefined ? [] : [sql`a.from_on <= ${on}::date and coalesce(a.until_on > ${on}::date, true)`]),
    ],
    sql` and `,
  )
  const head = await db.one(
    Head,
    sql`select app.iso(${now}) as at, app.day_of(${now})::text as today, count(*)::int as total from assignment a where ${asked}`,
  )
  const from = after === undefined ? undefined : readKey(Key, after)
  const beyond = from ? sql`(a.from_on, a.id) < (${from[0]}::date, ${from[1]}::integer)` : sql`true`
  const rows = await db.many(
    Assignment,
    sql`select ${columns} from ${placed} where ${asked} and ${beyond} order by a.from_on desc, a.id desc limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, (row) => [row.fromOn, row.id])
  return { ...head, next: page.next, rows: page.rows }
}

/** One assignment in scope. @throws Problem not-found */
export async function readAssignment(db: Db, id: number): Promise<Assignment> {
  const found = await db.maybe(Assignment, sql`select ${columns} from ${placed} where a.id = ${id}::integer`)
  if (!found) throw problem('not-found')
  return found
}

const Rule = z.object({
  at: z.string(),
  today: z.string(),
  assigns: z.boolean(),
  rule: z.object({ version: z.number().int(), limit: z.number().int(), source: z.string() }),
})
/** Leaders with what they answer for in scope; to whoever assigns also those who answer for nothing yet. */
export async function listLeaders(db: Db): Promise<Output<typeof assignments.leaders>> {
  const head = await db.one(
    Rule,
    sql`select app.iso(${now}) as at, app.day_of(${now})::text as today, app.may_assign() as assigns,
      json_build_object('version', r.version, 'limit', r."limit", 'source', r.source) as rule from assignment_rule r`,
  )
  const leaders = await db.many(
    AssignedLeader,
    sql`with one as (
        select ${leaderKey} as leader, a.person, a.id, a.account, (l.id is not null) as active, v.at, (l.id is not null and coalesce(${ledVisitLate(now)}, false)) as late
        from ${placed} where a.until_on is null and e.status <> 'closed'
        union all
        select 'account-' || c.account, c.person, null, c.account, true, null, false from app.leaders() c where app.may_assign())
      select leader, max(person) as person, bool_or(active) as active, count(id)::int as enterprises, (count(*) filter (where late))::int as late,
        app.iso(max(at)) as "visitedAt"
      from one group by leader order by active desc, count(id) desc, leader`,
  )
  return { ...head, leaders }
}
