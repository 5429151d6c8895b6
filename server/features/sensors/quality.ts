import { z } from 'zod'
import { FEW_SERVED_HOURS } from '#core/contract/qualityIndicators.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { QualityRow } from '#core/contract/sensorQuality.ts'
import type { sensors } from '#core/contract/sensors.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import { sensorRows } from '../../filter/rows/sensorRows.ts'
import {
  cadencesChanged,
  clockOff,
  QUALITY_SINCE,
  qualityOf,
  qualityUntil,
  refusedOf,
  stuck,
} from '../../filter/sums/sensorQuality.ts'

type Wanted = Input<typeof sensors.quality>['query']
const Found = QualityRow.extend({ total: z.number().int() })
const Edges = z.object({ today: z.coerce.date(), month: z.coerce.date(), counted: z.coerce.date().nullable() })
const FEW = FEW_SERVED_HOURS * 3600

/** Enterprises in scope and filter that have sensors, by their on-line rate over the month: the lowest first. */
export async function listQuality(
  db: Db,
  { enterprise, source, limit, ...filter }: Wanted,
): Promise<Output<typeof sensors.quality>> {
  const asked = await ask(db, filter)
  const { now, at } = asked.ground
  const edges = await db.one(
    Edges,
    sql`select ${QUALITY_SINCE.today(now)} as today, ${QUALITY_SINCE.month(now)} as month, ${qualityUntil(now)} as counted`,
  )
  const seen = sql`seen as materialized (
    select m.id, s.enterprise, m.enabled, live.state, ${stuck} as stuck,
      exists (select from maintenance_window w where w.hazard_source = s.id and (w.sensor is null or w.sensor = m.id)
        and w.from_at <= ${now} and w.until_at > ${now}) as maintained
    from ${sensorRows} where e.id in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})
      and (${enterprise ?? null}::integer is null or s.enterprise = ${enterprise ?? null}::integer)
      and (${source ?? null}::integer is null or s.id = ${source ?? null}::integer))`
  const rows = await db.many(Found, ranked(seen, now, { source: source ?? null, limit }))
  return {
    at: at.toISOString(),
    counted: edges.counted?.toISOString() ?? null,
    today: edges.today.toISOString(),
    month: edges.month.toISOString(),
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, ...row }) => row),
  }
}

/** Sums by enterprise over the sensors that are `seen`. */
function ranked(seen: Sql, now: Sql, { source, limit }: { source: number | null; limit: number }): Sql {
  const ids = sql`select o.id from seen o`
  const alarms = sql`(select count(*)::int from alarm a where a.enterprise = t.enterprise and a.cleared_at is null
    and (${source}::integer is null or a.hazard_source = ${source}::integer))`
  return sql`with ${seen},
    t as (
      select s.enterprise, (count(*) filter (where s.enabled))::int as sensors, (count(*) filter (where s.state = 'fresh'))::int as live,
        (count(*) filter (where s.state = 'late'))::int as late, (count(*) filter (where s.state = 'silent'))::int as silent,
        (count(*) filter (where not s.enabled))::int as off, (count(*) filter (where s.enabled and s.maintained))::int as maintained,
        (count(*) filter (where s.stuck))::int as stuck,
        coalesce(sum(d.served), 0)::float8 as day_served, coalesce(sum(d.online), 0)::float8 as day_online, coalesce(sum(q.served), 0)::float8 as served, coalesce(sum(q.online), 0)::float8 as online,
        coalesce(sum(q.maintenance), 0)::float8 as maintenance, coalesce(sum(q.off), 0)::float8 as switched_off, coalesce(sum(q.expected), 0)::bigint as expected,
        coalesce(sum(q.received), 0)::bigint as received, coalesce(sum(q.known), 0)::bigint as known, coalesce(sum(q.late), 0)::bigint as came_late,
        sum(${cadencesChanged(sql`s.id`, 'month', now)})::int as cadences
      from seen s left join ${qualityOf(ids, 'month', now)} q on q.sensor = s.id left join ${qualityOf(ids, 'today', now)} d on d.sensor = s.id
      group by s.enterprise)
    select t.enterprise, e.name as "enterpriseName", t.sensors, t.live, t.late, t.silent, t.off, t.maintained,
      jsonb_build_object('served', t.day_served, 'online', t.day_online) as today,
      jsonb_build_object('served', t.served, 'online', t.online, 'maintenance', t.maintenance, 'off', t.switched_off, 'expected', t.expected,
        'received', t.received, 'known', t.known, 'late', t.came_late, 'cadences', t.cadences) as month,
      ${qualityUntil(now)} is not null and t.served < ${FEW}::float8 as few, ${source === null ? refusedOf(sql`t.enterprise`, 'month', now) : sql`null::bigint`}::int as refused,
      t.stuck, ${alarms} as alarms,
      (select count(*)::int from gateway g where g.enterprise = t.enterprise and g.revoked_at is null) as gateways,
      (select count(*)::int from gateway g where g.enterprise = t.enterprise and ${clockOff}) as skewed,
      (count(*) over ())::int as total
    from t join enterprise e on e.id = t.enterprise
    order by few, case when t.served > 0 then t.online / t.served end, t.served desc, t.enterprise limit ${limit}::integer`
}
