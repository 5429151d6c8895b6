import { z } from 'zod'
import { type duties, DutyEntry } from '#core/contract/duties.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { join, Sql, sql } from '../../db/sql.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { refusing } from './refusals.ts'

const Key = z.tuple([z.iso.datetime({ precision: 6 }), z.string()])
const Row = DutyEntry.extend({ moment: z.string() })
const Total = z.object({ n: z.number().int() })
const columns = sql`e.key, e.at, e.kind, e.person, e.text, e.corrects, e.alarm, e.act, e.about, e.handover`
const dayStart = (day: string, more: number) =>
  sql`((${day}::date + ${more}::integer)::timestamp at time zone 'Asia/Shanghai')`

type Asked = Input<typeof duties.log>['query']

function narrowed({ search, kind, from, until }: Asked): Sql {
  const holds = (text: string) =>
    sql`(position(lower(${text}) in lower(e.text)) > 0 or position(lower(${text}) in lower(e.person)) > 0
      or position(lower(${text}) in lower(e.about)) > 0)`
  const conditions = [
    search !== undefined && holds(search),
    kind && sql`e.kind = ${kind}`,
    from && sql`e.at >= ${dayStart(from, 0)}`,
    until && sql`e.at < ${dayStart(until, 1)}`,
  ].filter((one) => one instanceof Sql)
  return conditions.length > 0 ? join(conditions, sql` and `) : sql`true`
}

/** The duty log, the latest first. */
export async function listLog(db: Db, asked: Asked): Promise<Output<typeof duties.log>> {
  const { after, limit } = asked
  const where = narrowed(asked)
  const before = after === undefined ? undefined : readKey(Key, after)
  const { n: total } = await db.one(Total, sql`select count(*)::int as n from duty_entry e where ${where}`)
  const rows = await db.many(
    Row,
    sql`select ${columns}, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment from duty_entry e where ${where}
      and ${before ? sql`(e.at, e.key) < (${before[0]}::timestamptz, ${before[1]}::text)` : sql`true`}
      order by e.at desc, e.key desc limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, ({ moment, key }) => [moment, key])
  return { total, next: page.next, rows: page.rows.map(({ moment: _, ...row }) => row) }
}

/** Writes into the log. @throws Problem entry-refused, not-allowed, request-taken */
export async function writeLog(db: Db, body: Input<typeof duties.write>['body']): Promise<DutyEntry> {
  await holdRequest(db, body)
  const { request, kind, text, corrects } = body
  await refusing(
    db.run(sql`insert into duty_log (request, kind, text, corrects) values (${request}::uuid, ${kind}, ${text}, ${corrects}::integer)
      on conflict (request) do nothing`), // prettier-ignore
  )
  const written = await db.maybe(
    DutyEntry,
    sql`select ${columns} from duty_log l join duty_entry e on e.key = 'log-' || l.id where l.request = ${request}::uuid and l.kind = ${kind}
      and l.text = ${text} and l.corrects is not distinct from ${corrects}::integer
      and app.hand_key(l.account, l.person) = app.hand_key(app.account(), coalesce(app.person(), session_user))`,
  )
  if (!written) throw requestTaken()
  return written
}
