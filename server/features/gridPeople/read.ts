import { z } from 'zod'
import { GridPerson, type gridPeople } from '#core/contract/gridPeople.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const today = sql`app.today()`
/** Of people `p` in scope, as they are on the day of asking. */
const peopleWhere = (where: Sql): Sql => sql`
  select p.id, p.grid, (select g.name from grid g where g.id = p.grid) as "gridName", p.part, p.name,
    (select c.phone from grid_person_contact c where c.grid_person = p.id) as phone, p.from_on::text as "fromOn", p.until_on::text as "untilOn",
    case when p.until_on = p.from_on then 'withdrawn' when p.until_on <= ${today} then 'ended' when p.from_on > ${today} then 'coming' else 'standing' end as state,
    p.note, app.iso(p.made_at) as "madeAt", p.made_by as "madeBy", app.iso(p.ended_at) as "endedAt", p.ended_by as "endedBy", p.end_reason as "endReason"
  from grid_person p where ${where} order by p.grid, p.part, p.from_on > ${today}, case when p.from_on > ${today} then p.from_on end, p.from_on desc, p.id desc`

const Head = z.object({ at: z.string(), today: z.string(), edits: z.boolean() })

/** Who works and stands in in the nodes in scope. @throws Problem invalid-request for a day to come */
export async function listGridPeople(
  db: Db,
  { grid, on }: Input<typeof gridPeople.list>['query'],
): Promise<Output<typeof gridPeople.list>> {
  const head = await db.one(
    Head,
    sql`select app.iso(app.now()) as at, ${today}::text as today, app.may_edit_grids() as edits`,
  )
  if (on !== undefined && on > head.today)
    throw problem('invalid-request', [`${on} 还没有到（今天是 ${head.today}）；安排在后的代班不带日期即可查到，请去掉日期，或改查今天或更早。`, `${on} lies ahead (today is ${head.today}): who is to come is told without a day, so leave it out, or ask for today or a day before.`], 'query.on') // prettier-ignore
  const ofNode = grid === undefined ? sql`true` : sql`p.grid = ${grid}::integer`
  const days =
    on !== undefined
      ? sql`p.from_on <= ${on}::date and coalesce(p.until_on > ${on}::date, true)`
      : grid === undefined
        ? sql`coalesce(p.until_on > ${today} and p.until_on > p.from_on, true)`
        : sql`true`
  return { ...head, people: await db.many(GridPerson, peopleWhere(sql`${ofNode} and ${days}`)) }
}

/** Of one id, or one request; undefined where there is none in scope. */
export const findGridPerson = (db: Db, of: { readonly id: number } | { readonly request: string }) =>
  db.maybe(GridPerson, peopleWhere('id' in of ? sql`p.id = ${of.id}::integer` : sql`p.request = ${of.request}::uuid`))
