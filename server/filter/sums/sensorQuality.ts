import { QUALITY_DAYS, QUALITY_KEPT_MINUTES } from '#core/contract/qualityIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'

const midnight = (daysBack: number, now: Sql) =>
  sql`((app.day_of(${now}) - ${daysBack}::integer)::timestamp at time zone 'Asia/Shanghai')`

/** When the days of which quality is told begin, by China. */
export const QUALITY_SINCE = {
  today: (now: Sql) => midnight(0, now),
  month: (now: Sql) => midnight(QUALITY_DAYS - 1, now),
} as const

/** Until when quality was counted: a moment, or null where that is too long ago, or another day, to be called now. */
export const qualityUntil = (now: Sql): Sql =>
  sql`(select c.at from app.quality_counted_at() c (at) where c.at <= ${now} and app.day_of(c.at) = app.day_of(${now})
    and c.at > ${now} - make_interval(mins => ${QUALITY_KEPT_MINUTES}::integer))`

/** What was counted then of the sensors whose ids are selected; no rows where that is not now. */
export const qualityOf = (ids: Sql, span: keyof typeof QUALITY_SINCE, now: Sql): Sql =>
  sql`(select k.* from sensor_quality_kept k where k.sensor in (${ids}) and k.span = ${span}::text and k.until_at = ${qualityUntil(now)})`

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
