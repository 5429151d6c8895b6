import { z } from 'zod'
import { PatrolKept, type PatrolPoint } from '#core/contract/patrols.ts'
import { LONGEST_HOURS, MOST_ACCURACY } from '#core/domain/patrolCells.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const Track = z.object({ id: z.number().int() })

/**
 * Adds points to one’s own track, each once. What is known too inexactly, lies in time to come or outside the track is dropped and counted by
 * its first reason.
 * @throws Problem not-found
 */
export async function addPoints(
  db: Db,
  request: string,
  points: readonly PatrolPoint[],
): Promise<z.output<typeof PatrolKept>> {
  const track = await db.maybe(
    Track,
    sql`select t.id from patrol_track t where t.request = ${request}::uuid and app.hand_key(t.account, t.person) = app.own_hand()`,
  )
  if (!track) throw problem('not-found')
  const sent = points.map(({ at, position: [lng, lat], accuracyM }) => ({ at, lng, lat, accuracy: accuracyM }))
  return db.one(
    PatrolKept,
    sql`with sent as (select distinct on (s.at) s.*, s.at + t.skew as seen_at, t.began_at, coalesce(t.ended_at, t.began_at + make_interval(hours => ${LONGEST_HOURS}::integer)) as over_at
        from json_to_recordset(${JSON.stringify(sent)}::json) s (at timestamptz, lng float8, lat float8, accuracy real)
        join patrol_track t on t.id = ${track.id}::integer order by s.at, s.accuracy),
      judged as (select s.*, case when s.accuracy > ${MOST_ACCURACY} then 'inexact' when s.seen_at > app.now() then 'future'
        when s.seen_at < s.began_at or s.seen_at > s.over_at then 'outside' end as dropped from sent s),
      kept as (insert into patrol_point (track, device_at, at, geom, accuracy_m)
        select ${track.id}::integer, j.at, j.seen_at, st_setsrid(st_makepoint(j.lng, j.lat), 4326), j.accuracy from judged j where j.dropped is null
        on conflict on constraint patrol_point_once do nothing returning 1)
      select (select count(*)::int from kept) as kept,
        ${points.length}::integer - (select count(*)::int from kept) - (select count(*)::int from judged where dropped is not null) as known,
        (select json_build_object('inexact', count(*) filter (where dropped = 'inexact'), 'future', count(*) filter (where dropped = 'future'),
          'outside', count(*) filter (where dropped = 'outside')) from judged) as dropped`,
  )
}
