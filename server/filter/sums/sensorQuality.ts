import { QUALITY_DAYS } from '#core/contract/qualityIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'

const midnight = (daysBack: number, now: Sql) =>
  sql`((app.day_of(${now}) - ${daysBack}::integer)::timestamp at time zone 'Asia/Shanghai')`

/** When the days of which quality is told begin, by China. */
export const QUALITY_SINCE = {
  today: (now: Sql) => midnight(0, now),
  month: (now: Sql) => midnight(QUALITY_DAYS - 1, now),
} as const

/** Rows of app.sensor_quality until now, of the sensors whose ids are selected. */
export const qualityOf = (ids: Sql, span: keyof typeof QUALITY_SINCE, now: Sql): Sql =>
  sql`app.sensor_quality(array(${ids}), ${QUALITY_SINCE[span](now)}, ${now})`

/** A gateway `g` that is off by more than the rule allows. */
export const clockOff = sql`g.revoked_at is null and exists (select from gateway_pulse p where p.gateway = g.id
  and abs(least(p.least_ms, p.former_least_ms)) > 1000 * (select skew_seconds from ingest_rule))`

/** Readings of an enterprise refused since a moment: a number. */
export const refusedOf = (enterprise: Sql, span: keyof typeof QUALITY_SINCE, now: Sql): Sql =>
  sql`(select coalesce(sum(f.refused), 0)::bigint from gateway_refusals f join gateway g on g.id = f.gateway
    where g.enterprise = ${enterprise} and f.day >= app.day_of(${QUALITY_SINCE[span](now)}) and f.day <= app.day_of(${now}))`

/** How often the cadence of a sensor was changed since a moment: a number. One change at a time counts, whatever it was switched between. */
export const cadencesChanged = (sensor: Sql, span: keyof typeof QUALITY_SINCE, now: Sql): Sql =>
  sql`(select count(*) from (select v.from_at, v.cadence, lag(v.cadence) over (order by v.from_at) as before
      from sensor_service v where v.sensor = ${sensor}) c
    where c.cadence <> c.before and c.from_at >= ${QUALITY_SINCE[span](now)} and c.from_at <= ${now})`

/** The sensor `m` has an alarm that its value never changes. */
export const stuck = sql`m.enabled and exists (select from alarm a where a.sensor = m.id and a.kind = 'flat' and a.cleared_at is null)`
