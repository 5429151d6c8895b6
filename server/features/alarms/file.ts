import { z } from 'zod'
import { AlarmEvent, AlarmFile } from '#core/contract/alarms.ts'
import {
  ALARM_HAND_ACTS,
  type AlarmDeed,
  alarmRefusalOf,
  alarmTransitionOf,
  hasAlarmRight,
  type LivingAlarm,
} from '#core/domain/alarmActs.ts'
import { POST_KINDS, type PostKind } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'
import { alarmOf } from '../../filter/rows/alarmRows.ts'
import { problem } from '../../http/problems.ts'

const Asking = z.object({ post: z.enum(POST_KINDS).nullable() })
/** The post that asks; undefined where it wears none of the loop. */
export const postOf = async (db: Db): Promise<PostKind | undefined> =>
  (await db.one(Asking, sql`select app.hand_post() as post`)).post ?? undefined

const Members = AlarmFile.shape.members
const Beside = AlarmFile.pick({ newest: true, window: true }).extend({ members: Members })

/** One alarm whole. @throws Problem not-found where it lies outside the scope */
export async function readAlarm(db: Db, id: number): Promise<AlarmFile> {
  const ground = await groundOf(db)
  const row = await alarmOf(db, ground, id)
  if (!row) throw problem('not-found')
  const [beside, log, post] = [await readBeside(db, id), await readLog(db, id), await postOf(db)]
  return { ...row, ...beside, log, may: post ? rightsOf(livingOf(row), ground.at.getTime(), post) : [] }
}

/** As the core judges it. */
export const livingOf = (row: Pick<AlarmFile, 'state' | 'stage' | 'shelvedUntil' | 'false'>): LivingAlarm => ({
  ...row,
  shelvedUntil: row.shelvedUntil === null ? null : Date.parse(row.shelvedUntil),
})

/** What whoever asks has a right to do in this state, and what bars it all the same. */
function rightsOf(alarm: LivingAlarm, now: number, post: PostKind): AlarmFile['may'] {
  const open = ALARM_HAND_ACTS.filter((act) => alarmTransitionOf(act, alarm.state) && hasAlarmRight(post, act, alarm))
  return open.map((act) => {
    const deed: AlarmDeed = act === 'shelve' ? { act, until: now + 1 } : { act }
    return { act, refusal: alarmRefusalOf(alarm, deed, now, post) ?? null }
  })
}

/** What stands under it, the newest value, and the maintenance it was raised in. */
const readBeside = (db: Db, id: number) =>
  db.one(
    Beside,
    sql`select
      (select coalesce(jsonb_agg(jsonb_build_object('sensor', s.id, 'code', s.code, 'name', s.name, 'alarm', u.id, 'heardAt', app.iso(n.at)) order by s.id), '[]')
        from sensor s left join sensor_now n on n.sensor = s.id left join alarm u on u.root = a.id and u.sensor = s.id
        where case when a.cleared_at is null and a.gateway is not null then s.gateway = a.gateway and s.enabled
          and (u.id is not null or n.at + s.cadence * 3 * interval '1 second' < app.now()) else u.id is not null end) as members,
      (select jsonb_build_object('value', n.value, 'unit', coalesce(m.unit, ''), 'at', app.iso(n.at))
        from sensor_now n join sensor m on m.id = n.sensor where n.sensor = a.sensor) as newest,
      (select jsonb_build_object('id', w.id, 'reason', w.reason, 'from', app.iso(w.from_at), 'until', app.iso(w.until_at), 'person', w.person)
        from maintenance_window w where w.id = a.maintenance) as window
    from alarm a where a.id = ${id}::integer`,
  )

const readLog = (db: Db, id: number) =>
  db.many(
    AlarmEvent,
    sql`select e.n, e.act, e.from_state as "from", e.to_state as "to", e.at, e.moment, e.person, e.post, e.note, e.stage, e.value,
      e.limit_at as limit, e.over_range as "overRange", e.shelved_until as "shelvedUntil", e.handed_to as "handedTo", e.cause
    from alarm_event e where e.alarm = ${id}::integer order by e.n`,
  )
