import type pg from 'pg'
import { z } from 'zod'
import { REMINDED_KINDS, REMINDED_SIDES, REMINDER_STEPS } from '#core/domain/reminders.ts'
import type { Actor } from '../../db/actor.ts'
import { asSession, type Db, inScope } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { fileTerms } from '../../filter/file/terms.ts'

/** Enterprises that are looked at in one transaction. */
const AT_ONCE = 500
/** The sweep sees the district, as the government's side does. */
const SWEEP: Actor = { role: 'government', person: '提醒', grids: [] }
const Found = z.object({
  enterprise: z.number().int(),
  kind: z.enum(REMINDED_KINDS),
  subject: z.string(),
  section: z.string(),
  called: z.string().nullable(),
  last_day: z.iso.date(),
  side: z.enum(REMINDED_SIDES),
  days: z.number().int(),
})
const Last = z.object({ id: z.number().int().nullable() })
const Made = z.object({ made: z.number().int() })

/**
 * What is to be told now of some enterprises and was not yet: of the steps that a side has reached the latest. Closed enterprises are
 * left alone. A step whose side the enterprise lacks goes to the next: without a grid to the department, without both to the district.
 */
const dueOf = (db: Db, after: number, until: number) =>
  db.many(
    Found,
    sql`with due as (
      select distinct on (e.id, term.kind, term.subject, side.told)
        e.id as enterprise, term.kind, term.subject, term.section, term.called, term.last_day, side.told as side, step.days
      from enterprise e cross join ${fileTerms(sql`app.now()`)}
      join jsonb_to_recordset(${JSON.stringify(REMINDER_STEPS)}::jsonb) step (kind text, side text, days integer) on step.kind = term.kind
      cross join lateral (select case
        when step.side = 'enterprise' or step.side = 'grid' and e.grid is not null then step.side
        when e.lead_department is not null then 'department' else 'district' end as told) side
      where e.id > ${after}::integer and e.id <= ${until}::integer and e.status <> 'closed'
        and term.last_day + step.days <= app.day_of(app.now())
      order by e.id, term.kind, term.subject, side.told, step.days desc)
    select * from due where not exists (select from reminder r where r.enterprise = due.enterprise and r.kind = due.kind
      and r.subject = due.subject and r.last_day = due.last_day and r.side = due.side and r.days = due.days)`,
  )

/** Writes down what is to be told now and was not yet; where two servers do so at once, each of it once. @returns how many */
export async function remindOnce(pool: pg.Pool): Promise<number> {
  let made = 0
  for (let after = 0; ;) {
    const batch = await inScope(pool, SWEEP, async (db) => {
      const { id } = await db.one(
        Last,
        sql`select max(id) as id from (select id from enterprise where id > ${after}::integer order by id limit ${AT_ONCE}::integer) next`,
      )
      return id === null ? undefined : { until: id, found: await dueOf(db, after, id) }
    })
    if (!batch) return made
    if (batch.found.length > 0) {
      const found = JSON.stringify(batch.found)
      made += (await asSession(pool, (db) => db.one(Made, sql`select app.remind(${found}::jsonb) as made`))).made
    }
    after = batch.until
  }
}
