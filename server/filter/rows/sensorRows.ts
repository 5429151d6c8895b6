import { z } from 'zod'
import { SensorRow } from '#core/contract/sensors.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { pageOf, readKey } from './key.ts'

/** What rows of sensors are read from, cameras left out, which measure nothing: the sensor `m` of the source `s` of the enterprise `e`, its newest value `newest`, how `live` it is. */
export const sensorRows = sql`sensor m join hazard_source s on s.id = m.hazard_source and m.kind <> 'video' join enterprise e on e.id = s.enterprise
  left join gateway g on g.id = m.gateway left join sensor_now newest on newest.sensor = m.id
  cross join lateral (select app.sensor_age(newest.at, newest.received_at) as age) aged
  cross join lateral (select app.sensor_state(aged.age, m.cadence, m.enabled) as state) live`

/** Columns of SensorRow. */
export const sensorColumns = sql`m.id, m.hazard_source as source, s.name as "sourceName", s.enterprise, e.name as "enterpriseName",
  m.gateway, g.name as "gatewayName", m.code, m.name, m.kind, m.gas, m.unit, m.range_low as "rangeLow", m.range_high as "rangeHigh",
  m.limit_ll as "limitLowLow", m.limit_l as "limitLow", m.limit_h as "limitHigh", m.limit_hh as "limitHighHigh",
  m.limits_basis as "limitsBasis", m.cadence, m.tank, m.part, m.enabled, m.changed_at as "changedAt", m.changed_by as "changedBy",
  newest.value, newest.at, aged.age, live.state,
  (select a.kind from alarm a where a.sensor = m.id and a.over_range and a.cleared_at is null order by a.id desc limit 1) as "overRange"`

const Key = z.tuple([z.number().int(), z.string(), z.number().int()])

/** Sensors in scope under `where`, by source and tag. @throws Problem invalid-request */
export async function sensorPage(db: Db, where: Sql, { after, limit }: PageAsked) {
  const [source, code, id] = after === undefined ? [0, '', 0] : readKey(Key, after)
  const rows = await db.many(
    SensorRow,
    sql`select ${sensorColumns} from ${sensorRows} where ${where}
      and (m.hazard_source, m.code collate "C", m.id) > (${source}::integer, ${code}::text collate "C", ${id}::integer)
      order by m.hazard_source, m.code collate "C", m.id limit ${limit + 1}::integer`,
  )
  return pageOf(rows, limit, (row) => [row.source, row.code, row.id])
}
