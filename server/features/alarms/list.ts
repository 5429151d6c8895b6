import { z } from 'zod'
import type { alarms } from '#core/contract/alarms.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { alarmPage } from '../../filter/rows/alarmRows.ts'

type Beside = Pick<
  Input<typeof alarms.list>['query'],
  'share' | 'unacknowledged' | 'enterprise' | 'source' | 'sensor' | 'kind' | 'since' | 'order'
>
const Counts = z.object({ total: z.number().int(), calling: z.number().int(), standing: z.number().int() })

/** One page of alarms, the most urgent or the newest first, with how many call and stand in scope and filter. */
export async function listAlarms(
  db: Db,
  { after, limit, share, unacknowledged, enterprise, source, sensor, kind, since, order, ...filter }: Filter & PageAsked & Beside, // prettier-ignore
): Promise<Output<typeof alarms.list>> {
  const asked = await ask(db, filter)
  const within = sql`a.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})`
  const beside = besides({ share, unacknowledged, enterprise, source, sensor, kind, since, order })
  const counts = await db.one(
    Counts,
    sql`select (count(*) filter (where ${beside}))::int as total, (count(*) filter (where app.alarm_calls(a)))::int as calling,
      (count(*) filter (where a.cleared_at is null))::int as standing from alarm a where ${within}`,
  )
  const page = await alarmPage(db, asked.ground, sql`${within} and ${beside}`, { after, limit, urgent: order === 'urgent' }) // prettier-ignore
  return { at: asked.ground.at.toISOString(), ...counts, ...page }
}

const SHARES: Readonly<Record<Beside['share'], Sql>> = {
  open: sql`a.state <> 'closed'`,
  standing: sql`a.cleared_at is null`,
  calling: sql`app.alarm_calls(a)`,
  all: sql`true`,
}

function besides({ share, unacknowledged, enterprise, source, sensor, kind, since }: Beside): Sql {
  const conditions = [
    SHARES[share],
    unacknowledged && sql`a.state like '%-unacknowledged'`,
    enterprise !== undefined && sql`a.enterprise = ${enterprise}::integer`,
    source !== undefined && sql`a.hazard_source = ${source}::integer`,
    sensor !== undefined && sql`a.sensor = ${sensor}::integer`,
    kind && sql`a.kind = ${kind}`,
    since && sql`a.raised_at >= ${since}::timestamptz`,
  ]
  return join(
    conditions.filter((one) => one instanceof Sql),
    sql` and `,
  )
}
