import { z } from 'zod'
import { PatrolTrack, type patrols } from '#core/contract/patrols.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'
import { changedSince } from '../../http/refusing.ts'
import { refusingPatrol } from './refusals.ts'
import { rulesJson } from './rules.ts'

const now = sql`app.now()`
const isOwn = sql`app.hand_key(t.account, t.person) = app.own_hand()`
/** A track is over 12 hours after it began, whoever forgot to end it. */
const over = sql`t.began_at + interval '12 hours'`
const columns = sql`t.request, t.person, t.post, t.grids, app.iso(t.began_at) as "beganAt",
  app.iso(coalesce(t.ended_at, case when ${over} <= ${now} then ${over} end)) as "endedAt", p.points, p.fast, app.iso(p.last_at) as "lastAt", ${isOwn} as own`
const counted = sql`patrol_track t cross join lateral (select count(*)::int as points, (count(*) filter (where o.fast))::int as fast,
  max(o.at) filter (where not o.fast) as last_at from patrol_point o where o.track = t.id) p`

const Head = z.object({ at: z.string(), total: z.number().int(), rules: z.object({ near: z.number(), recent: z.number(), keep: z.number() }) }) // prettier-ignore
const Key = z.tuple([z.number().int(), z.number().int()])
/** Microseconds since 1970. */
const began = sql`floor(extract(epoch from t.began_at) * 1000000)::bigint`
const Row = PatrolTrack.extend({ id: z.number().int(), began: z.number() })
const Gone = z.object({ points: z.number().int() })

/** Tracks that whoever asks may see, the latest first. */
export async function listTracks(
  db: Db,
  { grid, after, limit }: Input<typeof patrols.tracks>['query'],
): Promise<Output<typeof patrols.tracks>> {
  const ofGrid = grid === undefined ? sql`true` : sql`${grid}::integer = any (t.grids)`
  const head = await db.one(
    Head,
    sql`select app.iso(${now}) as at, count(*)::int as total, ${rulesJson} as rules from patrol_track t where ${ofGrid}`,
  )
  const from = after === undefined ? undefined : readKey(Key, after)
  const beyond = from ? sql`(${began}, t.id) < (${from[0]}::bigint, ${from[1]}::integer)` : sql`true`
  const rows = await db.many(
    Row,
    sql`select ${columns}, t.id, ${began}::float8 as began from ${counted} where ${ofGrid} and ${beyond} order by ${began} desc, t.id desc limit ${limit + 1}::integer`,
  )
  return { ...head, ...pageOf(rows, limit, (row) => [row.began, row.id]) }
}

/** One’s own track. @throws Problem not-found */
async function readOwn(db: Db, request: string): Promise<PatrolTrack> {
  const found = await db.maybe(
    PatrolTrack,
    sql`select ${columns} from ${counted} where t.request = ${request}::uuid and ${isOwn}`,
  )
  if (!found) throw problem('not-found')
  return found
}

/**
 * Switches one’s own track on; the same request again begins nothing.
 * @throws Problem not-allowed, patrol-refused, patrol-open with the one that is on, request-taken, not-found
 */
export async function beginTrack(
  db: Db,
  body: Input<typeof patrols.begin>['body'],
): Promise<PatrolTrack> {
  await holdRequest(db, body)
  const { request, beganAt, sentAt } = body
  // whoever begins twice at once waits here
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(app.own_hand(), 108))`)
  const open = await db.maybe(PatrolTrack, sql`select ${columns} from ${counted} where ${isOwn} and t.request <> ${request}::uuid and t.ended_at is null and ${over} > ${now}`)
  const known = await db.run(sql`select from patrol_track t where t.request = ${request}::uuid`)
  if (open && known === 0) throw changedSince('patrol-open', open)
  const begin = db.run(sql`insert into patrol_track (request, person, post, grids, device_began_at, sent_at, skew, began_at)
    values (${request}::uuid, '—', 'grid-chief', '{0}', ${beganAt}::timestamptz, ${sentAt}::timestamptz, interval '0', ${beganAt}::timestamptz)
    on conflict on constraint patrol_track_request do nothing`)
  await refusingPatrol(begin)
  return readOwn(db, request)
} // prettier-ignore

/** Switches one’s own track off; one that is off stays as it is. @throws Problem not-found */
export async function endTrack(db: Db, request: string, endedAt: string): Promise<PatrolTrack> {
  await readOwn(db, request)
  await refusingPatrol(
    db.run(
      sql`update patrol_track t set ended_at = least(${endedAt}::timestamptz + t.skew, ${now}) where t.request = ${request}::uuid and t.ended_at is null and ${isOwn}`,
    ),
  )
  return readOwn(db, request)
}

/** Deletes one’s own track with its points. @throws Problem not-found */
export async function dropTrack(db: Db, request: string): Promise<Output<typeof patrols.drop>> {
  await readOwn(db, request)
  const { points } = await db.one(
    Gone,
    sql`select count(*)::int as points from patrol_point p join patrol_track t on t.id = p.track where t.request = ${request}::uuid`,
  )
  await db.run(sql`delete from patrol_track t where t.request = ${request}::uuid and ${isOwn}`)
  return { dropped: points }
}
