import { z } from 'zod'
import { MOST_WALL_ALARMS, WallAlarm, type walls } from '#core/contract/walls.ts'
import type { Output } from '#core/contract/route.ts'
import { ALARM_STATE_TURNS } from '#core/domain/alarmActs.ts'
import { DUTY_SEATS } from '#core/domain/duties.ts'
import type { Db } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import { gridSubstitute } from '../../filter/parts/gridSubstitute.ts'

const Found = WallAlarm.extend({ total: z.number().int() })
const Duty = z.object({ seat: z.enum(DUTY_SEATS), person: z.string() })
/** Metres within which enterprises are counted, from where the page of the source counts them. */
const NEAR = 500

/** Alarms that take over a wall, those that nobody acknowledged first. */
export async function wallAlarms(db: Db): Promise<Output<typeof walls.alarms>> {
  const found = await db.many(
    Found,
    sql`select a.id, a.enterprise, e.name as "enterpriseName", s.id as source, s.name as "sourceName", s.level,
        case when place.geom is not null then json_build_array(st_x(place.geom), st_y(place.geom)) end as position,
        g.name as "gridName", g.person as "gridPerson", ${gridSubstitute(sql`s.grid`)} as "gridSubstitute", m.name as "sensorName", m.code as "sensorCode", m.kind, a.kind as side, m.unit,
        a.value, a.limit_at as limit, a.over_range as "overRange", n.value as newest, aged.age, app.sensor_state(aged.age, m.cadence, m.enabled) as live, m.cadence,
        a.raised_at as "raisedAt",
        coalesce((select max(v.moment) from alarm_event v where v.alarm = a.id and v.act = 'escalate'), a.raised_at) as "reachedAt", a.told_at as "toldAt", a.cleared_at as "clearedAt", a.acknowledged_at as "acknowledgedAt",
        case when a.acknowledged_at is not null then (select v.person from alarm_event v where v.alarm = a.id and v.act = 'acknowledge'
          order by v.n desc limit 1) end as "acknowledgedBy",
        a.state, coalesce(a.handed_to, ${JSON.stringify(ALARM_STATE_TURNS)}::jsonb ->> a.state) as turn,
        case when coalesce(e.footprint, e.geom) is not null then app.neighbours_near(e.id, ${NEAR}::double precision) end as near,
        case when e.footprint is not null then 'boundary' when e.geom is not null then 'enterprise' else 'nowhere' end as "nearFrom",
        (count(*) over ())::int as total
      from alarm a join sensor m on m.id = a.sensor and m.kind <> 'video' join hazard_source s on s.id = m.hazard_source join enterprise e on e.id = a.enterprise
        left join hazard_source_place place on place.hazard_source = s.id left join grid g on g.id = s.grid
        left join sensor_now n on n.sensor = m.id
        cross join lateral (select app.sensor_age(n.at, n.received_at) as age) aged
      where app.takes_wall(a)
      order by a.state = 'standing-acknowledged', a.told_at desc, a.id desc limit ${MOST_WALL_ALARMS}::integer`,
  )
  return {
    at: (await nowOf(db)).toISOString(),
    total: found[0]?.total ?? 0,
    rows: found.map(({ total: _, ...row }) => row),
    duty: await db.many(Duty, sql`select seat, person from app.on_duty() order by seat desc`),
  }
}
