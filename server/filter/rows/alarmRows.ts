import { z } from 'zod'
import { AlarmRow } from '#core/contract/alarms.ts'
import { ALARM_STATE_TURNS } from '#core/domain/alarmActs.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { pageOf, readKey } from './key.ts'

/** Stage, microseconds since 1970 as text, and id. */
const Key = z.tuple([z.number().int(), z.string().regex(/^-?[0-9]{1,16}$/), z.number().int()])
const Found = AlarmRow.extend({ moment: z.string() })

/** Columns of AlarmRow over the alarm `a`. */
const alarmColumns = ({ now }: Ground): Sql => sql`
  a.id, a.enterprise, (select e.name from enterprise e where e.id = a.enterprise) as "enterpriseName",
  a.hazard_source as source, (select h.name from hazard_source h where h.id = a.hazard_source) as "sourceName",
  a.sensor, s.code as "sensorCode", s.name as "sensorName", a.gateway, (select g.name from gateway g where g.id = a.gateway) as "gatewayName",
  a.kind, a.stage, a.value, a.limit_at as limit, a.over_range as "overRange",
  case a.kind when 'rate' then s.unit || '/min' else s.unit end as unit,
  case a.kind when 'rate' then s.unit || '/min' when 'high' then s.unit when 'low' then s.unit else 's' end as "limitUnit",
  a.raised_at as "raisedAt", a.cleared_at as "clearedAt", a.told_at as "toldAt", a.acknowledged_at as "acknowledgedAt", a.answered_at as "answeredAt", a.closed_at as "closedAt",
  a.shelved_until as "shelvedUntil", a.root, a.state, coalesce(a.handed_to, ${JSON.stringify(ALARM_STATE_TURNS)}::jsonb ->> a.state) as turn,
  app.alarm_calls(a) as calls, a.maintenance is not null as maintenance, a.late, a.is_false as "false", a.cause,
  greatest(0, floor(extract(epoch from ${now} - a.raised_at)))::int as age, a.events`
const alarmRows = sql`alarm a left join sensor s on s.id = a.sensor`

/** Alarms under `where`: the second stage first where it is asked, then the newest. */
export async function alarmPage(
  db: Db,
  ground: Ground,
  where: Sql,
  { after, limit, urgent = false }: PageAsked & { readonly urgent?: boolean },
) {
  // prettier-ignore
  const stage = urgent ? sql`a.stage` : sql`(a.stage * 0)`
  const [rank, at, id] = after === undefined ? [undefined, '0', 0] : readKey(Key, after)
  const beyond = rank === undefined ? sql`true` : sql`(${stage}, a.raised_at, a.id) < (${rank}::int, timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond', ${id}::integer)` // prettier-ignore
  const rows = await db.many(
    Found,
    sql`select ${alarmColumns(ground)}, (extract(epoch from a.raised_at) * 1000000)::bigint::text as moment
      from ${alarmRows} where ${where} and ${beyond} order by ${stage} desc, a.raised_at desc, a.id desc limit ${limit + 1}`,
  )
  const page = pageOf(rows, limit, (row) => [urgent ? row.stage : 0, row.moment, row.id])
  return { next: page.next, rows: page.rows.map(({ moment: _, ...row }) => row) }
}

/** One alarm in scope; undefined where there is none. */
export const alarmOf = (db: Db, ground: Ground, id: number) =>
  db.maybe(AlarmRow, sql`select ${alarmColumns(ground)} from ${alarmRows} where a.id = ${id}::integer`)
