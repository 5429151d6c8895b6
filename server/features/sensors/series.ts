import { z } from 'zod'
import { MOST_SERIES_DAYS, type Series, type sensors } from '#core/contract/sensors.ts'
import type { Input } from '#core/contract/route.ts'
import type { SeriesGrain } from '#core/domain/sensors.ts'
import { gapsOf } from '#core/domain/seriesGaps.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { Problem } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'

type Asked = Input<typeof sensors.readings>['query']
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const CHINA_MS = 8 * HOUR_MS
const SIZE_MS: Readonly<Record<SeriesGrain, number>> = { raw: 1, minute: 60_000, hour: HOUR_MS }

const Ground = z.object({
  cadence: z.number(),
  now: z.coerce.date(),
  rule: z.number(),
  rawDays: z.number(),
  minuteDays: z.number(),
  hourDays: z.number().nullable(),
})
/** What a series of one sensor stands on: its cadence, the clock, and the rule by which values are kept. */
export type Ground = z.output<typeof Ground>
const Ms = z.coerce.number()
const Found = z.object({
  at: Ms,
  n: z.number().int(),
  least: z.number(),
  average: z.number(),
  greatest: z.number(),
  first: Ms,
  last: Ms,
  quietFrom: Ms.nullable(),
  quietUntil: Ms.nullable(),
})
type Found = z.output<typeof Found>

/** A span of time in epoch milliseconds, the end left out. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** @throws Problem not-found */
export async function groundOf(db: Db, sensor: number): Promise<Ground> {
  const found = await db.maybe(
    Ground,
    sql`select m.cadence, app.now() as now, r.version as rule, r.raw_days as "rawDays", r.minute_days as "minuteDays", r.hour_days as "hourDays"
      from sensor m cross join app.reading_rule() r where m.id = ${sensor}::integer and m.kind <> 'video'`,
  )
  if (!found) throw problem('not-found')
  return found
}

const TOO_LONG = `起止时间须先后有序，且不超过 ${MOST_SERIES_DAYS} 天；请改正。\nThe time must begin before it ends and span ${MOST_SERIES_DAYS} days at most: correct it.`

/** The time that is asked for. @throws Problem invalid-request */
export function spanOf({ from, until }: Pick<Asked, 'from' | 'until'>, now: Date): Span {
  const end = until === undefined ? now.getTime() : Date.parse(until)
  const begin = from === undefined ? end - DAY_MS : Date.parse(from)
  if (begin >= end || end - begin > MOST_SERIES_DAYS * DAY_MS)
    throw new Problem('invalid-request', TOO_LONG, [{ at: 'query.from', message: TOO_LONG }])
  return { from: begin, until: end }
}

const time = (ms: number): Sql => sql`${new Date(ms).toISOString()}::timestamptz`
const epoch = (moment: Sql): Sql => sql`(extract(epoch from ${moment}) * 1000)::double precision`

/** Whole minutes or hours that hold a span. */
export function widened({ from, until }: Span, grain: SeriesGrain): Span {
  const size = SIZE_MS[grain]
  return { from: Math.floor(from / size) * size, until: Math.ceil(until / size) * size }
}

/** Rows of minutes or hours, those that are not rolled up yet made from the values themselves: `r` of reading_hour's columns. */
export function rolled(sensor: number, { from, until }: Span, grain: 'minute' | 'hour'): Sql {
  const [table, size] = grain === 'minute' ? [sql`reading_minute`, sql`'minute'`] : [sql`reading_hour`, sql`'hour'`]
  return sql`(
    with dirty as materialized (
      select distinct date_trunc(${size}, d.minute, 'UTC') as at from reading_dirty d
      where ${sensor}::integer = any (d.sensors) and d.minute >= ${time(from)} and d.minute < ${time(until)})
    select k.* from ${table} k where k.sensor = ${sensor}::integer and k.at >= ${time(from)} and k.at < ${time(until)}
      and k.at not in (select at from dirty)
    union all
    select made.* from dirty cross join lateral app.values_of(${sensor}::integer, dirty.at, dirty.at + ('1 ' || ${size})::interval) made) r`
}

/** The values of a sensor as they came. */
export const raw = (sensor: number, { from, until }: Span): Sql =>
  sql`reading r where r.sensor = ${sensor}::integer and r.at >= ${time(from)} and r.at < ${time(until)}`

const rawRows = (sensor: number, span: Span, most: number): Sql =>
  sql`select ${epoch(sql`r.at`)} as at, 1 as n, r.value as least, r.value as average, r.value as greatest, ${epoch(sql`r.at`)} as first,
    ${epoch(sql`r.at`)} as last, null as "quietFrom", null as "quietUntil" from ${raw(sensor, span)} order by r.at limit ${most + 1}::integer`
const rolledRows = (sensor: number, span: Span, grain: 'minute' | 'hour', most: number): Sql =>
  sql`select ${epoch(sql`r.at`)} as at, r.n, r.least, (r.sum / r.n)::double precision as average, r.greatest, ${epoch(sql`r.first_at`)} as first,
    ${epoch(sql`r.last_at`)} as last, ${epoch(sql`r.quiet_from`)} as "quietFrom", ${epoch(sql`r.quiet_until`)} as "quietUntil"
    from ${rolled(sensor, span, grain)} order by r.at limit ${most + 1}::integer`

/** First moment from which all of a grain is kept for certain. */
const keptSince = (now: Date, days: number) =>
  Math.floor((now.getTime() + CHINA_MS) / DAY_MS - days) * DAY_MS - CHINA_MS

/** The finest grain that is kept over the whole span and has no more points than are wanted; else hours. */
async function finest(db: Db, sensor: number, ground: Ground, { span, points }: { span: Span; points: number }) {
  const { now, rawDays, minuteDays } = ground
  if (span.from >= keptSince(now, rawDays)) {
    const rows = await db.many(Found, rawRows(sensor, span, points))
    if (rows.length <= points) return { grain: 'raw', span, rows } as const
  }
  const minutes = widened(span, 'minute')
  if (minutes.from >= keptSince(now, minuteDays)) {
    const rows = await db.many(Found, rolledRows(sensor, minutes, 'minute', points))
    if (rows.length <= points) return { grain: 'minute', span: minutes, rows } as const
  }
  const hours = widened(span, 'hour')
  const most = MOST_SERIES_DAYS * 24 + 1
  return { grain: 'hour', span: hours, rows: await db.many(Found, rolledRows(sensor, hours, 'hour', most)) } as const
}

const iso = (ms: number) => new Date(ms).toISOString()

/** A series with its gaps, as fine as fits. @throws Problem not-found, invalid-request */
export async function readSeries(db: Db, sensor: number, { points, ...asked }: Asked): Promise<Series> {
  const ground = await groundOf(db, sensor)
  const { cadence, now, rule, rawDays, minuteDays, hourDays } = ground
  const { grain, span, rows } = await finest(db, sensor, ground, { span: spanOf(asked, now), points })
  const end = Math.max(span.from, Math.min(span.until, now.getTime()))
  return {
    sensor,
    grain,
    from: iso(span.from),
    until: iso(span.until),
    at: now.toISOString(),
    count: rows.reduce((sum, { n }) => sum + n, 0),
    points: rows.map(({ at, n, least, average, greatest }) => ({ at: iso(at), n, least, average, greatest })),
    gaps: gapsOf(rows.map(spanned), [span.from, end], cadence).map(([from, until]) => ({
      from: iso(from),
      until: iso(until),
    })),
    kept: { rule, rawDays, minuteDays, hourDays },
  }
}

const spanned = ({ first, last, quietFrom, quietUntil }: Found) => ({
  first,
  last,
  quiet: quietFrom === null || quietUntil === null ? null : ([quietFrom, quietUntil] as const),
})
