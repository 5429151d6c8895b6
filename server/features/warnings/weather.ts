import type { Input } from '#core/contract/route.ts'
import { WeatherWarning, type warnings } from '#core/contract/warnings.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const columns = sql`id, kind, colour, from_at as "fromAt", until_at as "untilAt", note, made_by as "madeBy", made_at as "madeAt",
  ended_at as "endedAt", ended_by as "endedBy"`

/** In force, to come, or over for less than 30 days, newest first. */
export async function listWeather(db: Db) {
  const rows = await db.many(
    WeatherWarning,
    sql`select ${columns} from weather_warning where coalesce(ended_at, until_at) > app.now() - interval '30 days'
      order by until_at desc, id desc limit 200`,
  )
  return { rows }
}

type Announced = Input<typeof warnings.announce>['body']

/** The same request again is the same warning. @throws Problem request-taken, Problem weather-span where it would last longer than 7 days, end before it begins, or lies in the past or far ahead */
export async function announceWeather(db: Db, body: Announced): Promise<WeatherWarning> {
  await holdRequest(db, body)
  const { request, kind, colour, fromAt, untilAt, note } = body
  try {
    await db.run(
      sql`insert into weather_warning (request, kind, colour, from_at, until_at, note)
        values (${request}::uuid, ${kind}, ${colour}::smallint, ${fromAt}::timestamptz, ${untilAt}::timestamptz, ${note})
        on conflict (request) do nothing`,
    )
  } catch (error) {
    const { constraint, code } = error as { constraint?: unknown; code?: unknown }
    // the policy bounds when it may begin; who may at all, the route has asked before
    if (constraint === 'weather_warning_span') throw problem('weather-span', undefined, 'body.untilAt')
    if (code === '42501') throw problem('weather-span', undefined, 'body.fromAt')
    throw error
  }
  const written = await db.maybe(
    WeatherWarning,
    sql`select ${columns} from weather_warning where request = ${request}::uuid and kind = ${kind} and colour = ${colour}::smallint
      and from_at = ${fromAt}::timestamptz and until_at = ${untilAt}::timestamptz and note is not distinct from ${note}
      and made_by = coalesce(app.person(), session_user)`,
  )
  if (!written) throw requestTaken()
  return written
}

/** Ends one that is in force or to come. @throws Problem not-found where there is none, or it has ended */
export async function endWeather(db: Db, id: number): Promise<WeatherWarning> {
  const ended = await db.maybe(
    WeatherWarning,
    sql`update weather_warning set ended_at = app.now(), ended_by = coalesce(app.person(), session_user)
      where id = ${id}::integer and ended_at is null and until_at > app.now() returning ${columns}`,
  )
  if (!ended) throw problem('not-found')
  return ended
}
