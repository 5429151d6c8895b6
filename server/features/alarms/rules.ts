import { z } from 'zod'
import { AlarmRuleRow, type alarmRules } from '#core/contract/alarmRules.ts'
import type { Input } from '#core/contract/route.ts'
import { beyondBounds } from '#core/domain/alarmBounds.ts'
import { ALARMED_KINDS } from '#core/domain/alarmRules.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const OfKind = z.object({ kind: z.enum(ALARMED_KINDS) })
const columns = sql`r.id, r.sensor_kind as kind, r.sensor, s.code as "sensorCode", s.name as "sensorName", s.hazard_source as source,
  h.name as "sourceName", e.name as "enterpriseName", r.dead_band as "deadBand", r.on_delay as "onDelay", r.off_delay as "offDelay", r.rate,
  r.flat_after as "flatAfter", r.note, r.set_at as "setAt", r.set_by as "setBy", not exists (select from alarm_rule f where f.follows = r.id) as "inForce"`
const rulesOf = (db: Db, where: Sql) => db.many(AlarmRuleRow, sql`select ${columns} from alarm_rule r left join sensor s on s.id = r.sensor
  left join hazard_source h on h.id = s.hazard_source left join enterprise e on e.id = h.enterprise
  where ${where} order by exists (select from alarm_rule f where f.follows = r.id), r.id desc limit 500`) // prettier-ignore

/** Rules of every kind, of a sensor where one is named, and of all that have their own where they are asked for. */
export const listRules = async (db: Db, { sensor, single }: Input<typeof alarmRules.list>['query']) => ({
  rows: await rulesOf(db, sql`(r.sensor is null or r.sensor = ${sensor ?? null}::integer or ${single === '1'}::boolean)`), // prettier-ignore
})

const CHANGED = [
  '这条规则刚被他人改过；没有写入。请看过现行规则后再设定。',
  'Somebody else set this rule meanwhile: nothing was written. Look at the one in force, then set yours.',
] as const

/** @throws Problem invalid-request where the sensor is not in scope, or the rule is beyond the bounds of its kind */
async function checkSensor(db: Db, sensor: number, rule: Input<typeof alarmRules.set>['body']): Promise<void> {
  const [found] = await db.many(
    OfKind,
    sql`select s.kind from sensor s where s.id = ${sensor}::integer and s.kind <> 'video'`,
  )
  if (!found) throw problem('invalid-request', ['没有这个监测点；请重新选择。', 'There is no such sensor: choose again.'], 'body.sensor') // prettier-ignore
  const [beyond] = beyondBounds(found.kind, rule)
  if (beyond) throw problem('invalid-request', beyond.words, `body.${beyond.field}`)
}

/** Sets a rule after the one that was seen. @throws Problem invalid-request where the sensor is not in scope, alarm-changed where another follows */
export async function setRule(db: Db, rule: Input<typeof alarmRules.set>['body']): Promise<AlarmRuleRow> {
  const { kind = null, sensor = null, seen } = rule
  if (sensor !== null) await checkSensor(db, sensor, rule)
  const [present] = await rulesOf(db, sql`r.sensor_kind is not distinct from ${kind} and r.sensor is not distinct from ${sensor}::integer`) // prettier-ignore
  if ((present?.id ?? null) !== seen) throw problem('alarm-changed', CHANGED)
  try {
    await db.run(
      sql`insert into alarm_rule (sensor_kind, sensor, dead_band, on_delay, off_delay, rate, flat_after, note, follows)
        values (${kind}, ${sensor}::integer, ${rule.deadBand}::float8, ${rule.onDelay}::integer, ${rule.offDelay}::integer, ${rule.rate}::float8,
          ${rule.flatAfter}::integer, ${rule.note}, ${seen}::integer)`,
    )
  } catch (error) {
    const { constraint } = error as { readonly constraint?: string }
    throw constraint?.startsWith('alarm_rule_follows') ? problem('alarm-changed', CHANGED) : error
  }
  const [set] = await rulesOf(db, sql`r.follows is not distinct from ${seen}::integer and r.sensor_kind is not distinct from ${kind}
    and r.sensor is not distinct from ${sensor}::integer`) // prettier-ignore
  if (!set) throw problem('not-found')
  return set
}
