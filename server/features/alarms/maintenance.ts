import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import { MaintenanceWindow, type maintenanceWindows, MOST_MAINTENANCE_DAYS } from '#core/contract/maintenanceWindows.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

const columns = sql`w.id, w.enterprise, (select e.name from enterprise e where e.id = w.enterprise) as "enterpriseName", w.hazard_source as source,
  (select h.name from hazard_source h where h.id = w.hazard_source) as "sourceName", w.sensor,
  (select s.code from sensor s where s.id = w.sensor) as "sensorCode", w.from_at as "from", w.until_at as until, w.reason, w.person,
  (select count(*)::int from alarm a where a.maintenance = w.id) as alarms`
const Key = z.tuple([z.string().regex(/^-?[0-9]{1,16}$/), z.number().int()])
const Found = MaintenanceWindow.extend({ moment: z.string() })
const Total = z.object({ n: z.number().int() })
type Beside = Pick<Input<typeof maintenanceWindows.list>['query'], 'enterprise' | 'source' | 'ahead'>

/** Windows of maintenance, the latest end first. */
export async function listWindows(
  db: Db,
  { after, limit, enterprise, source, ahead, ...filter }: Filter & PageAsked & Beside,
): Promise<Output<typeof maintenanceWindows.list>> {
  // prettier-ignore
  const asked = await ask(db, filter)
  const where = sql`w.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})
    and ${enterprise === undefined ? sql`true` : sql`w.enterprise = ${enterprise}::integer`}
    and ${source === undefined ? sql`true` : sql`w.hazard_source = ${source}::integer`}
    and ${ahead ? sql`w.until_at > ${asked.ground.now}` : sql`true`}`
  const key = after === undefined ? undefined : readKey(Key, after)
  const beyond = key ? sql`(w.until_at, w.id) < (timestamptz 'epoch' + ${key[0]}::bigint * interval '1 microsecond', ${key[1]}::integer)` : sql`true` // prettier-ignore
  const { n: total } = await db.one(Total, sql`select count(*)::int as n from maintenance_window w where ${where}`)
  const rows = await db.many(
    Found,
    sql`select ${columns}, (extract(epoch from w.until_at) * 1000000)::bigint::text as moment from maintenance_window w
      where ${where} and ${beyond} order by w.until_at desc, w.id desc limit ${limit + 1}`,
  )
  const page = pageOf(rows, limit, ({ moment, id }) => [moment, id])
  return { total, next: page.next, rows: page.rows.map(({ moment: _, ...row }) => row) }
}

const oneOf = (db: Db, where: Sql) => db.maybe(MaintenanceWindow, sql`select ${columns} from maintenance_window w where ${where}`) // prettier-ignore
const Source = z.object({ enterprise: z.number().int() })

/**
 * Announces maintenance; the same request again answers with the one it made.
 * @throws Problem invalid-request where the source or sensor is not in scope or the times do not fit, request-taken
 */
export async function addWindow(
  db: Db,
  body: Input<typeof maintenanceWindows.add>['body'],
): Promise<MaintenanceWindow> {
  await holdRequest(db, body)
  const { request, source, sensor, from, until, reason } = body
  // prettier-ignore
  const made = sql`w.request = ${request}::uuid and w.hazard_source = ${source}::integer and w.sensor is not distinct from ${sensor ?? null}::integer
    and w.until_at = ${until}::timestamptz and w.reason = ${reason}`
  const before = await oneOf(db, made)
  if (before) return before
  const found = await db.maybe(
    Source,
    sql`select h.enterprise from hazard_source h where h.id = ${source}::integer
      and (${sensor ?? null}::integer is null or exists (select from sensor s where s.id = ${sensor ?? null}::integer and s.kind <> 'video' and s.hazard_source = h.id))`,
  )
  if (!found) throw problem('invalid-request', ['没有这个危险源，或监测点不属于它；请重新选择。', 'There is no such source, or the sensor is not of it: choose again.'], 'body.source') // prettier-ignore
  try {
    await db.run(
      sql`insert into maintenance_window (request, enterprise, hazard_source, sensor, from_at, until_at, reason)
        values (${request}::uuid, ${found.enterprise}::integer, ${source}::integer, ${sensor ?? null}::integer,
          coalesce(${from ?? null}::timestamptz, app.now()), ${until}::timestamptz, ${reason})`,
    )
  } catch (error) {
    const { constraint, code } = error as { readonly constraint?: string; readonly code?: string }
    if (code === '42501') throw problem('invalid-request', ['企业登记的检修最迟三天后结束；更长的请由值班室登记。', 'Maintenance that an enterprise announces ends within three days; the command centre announces longer ones.'], 'body.until') // prettier-ignore
    if (constraint === 'maintenance_window_span') throw problem('invalid-request', [`检修须从此刻或之后开始，结束晚于开始，最长 ${MOST_MAINTENANCE_DAYS} 天；请改正时间。`, `Maintenance begins now or later and ends after that, within ${MOST_MAINTENANCE_DAYS} days: correct the times.`], 'body.until') // prettier-ignore
    if (constraint === 'maintenance_window_request_key') throw requestTaken()
    throw error
  }
  const added = await oneOf(db, made)
  if (!added) throw problem('not-found')
  return added
}

/** Ends a window now. @throws Problem not-found, alarm-changed where it was ended since, alarm-refused where it is over */
export async function endWindow(db: Db, id: number, seen: string): Promise<MaintenanceWindow> {
  const before = await oneOf(db, sql`w.id = ${id}::integer`)
  if (!before) throw problem('not-found')
  if (before.until !== seen) throw problem('alarm-changed')
  const ended = await db.run(
    sql`update maintenance_window w set until_at = greatest(app.now(), w.from_at)
      where w.id = ${id}::integer and w.until_at > app.now() and w.until_at = ${seen}::timestamptz`,
  )
  if (ended === 0) throw problem('alarm-refused', ['检修已经结束。', 'The maintenance is over already.'])
  const after = await oneOf(db, sql`w.id = ${id}::integer`)
  if (!after) throw problem('not-found')
  return after
}
