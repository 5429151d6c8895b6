import { z } from 'zod'
import { REHEARSAL } from '#core/contract/alarmRules.ts'
import type { Step } from '#core/domain/alarmRules.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { Rule, Setup } from './memories.ts'

/** Sensors of which one rehearsal is at most. */
const MOST_SENSORS = 300

const Played = z.object({ id: z.number().int(), own: z.boolean(), setup: Setup, rule: Rule })
/** A sensor that is played, with the rule that is in force for it. */
export interface PlayedSensor {
  readonly id: number
  readonly step: Step
}
interface Target {
  readonly kind?: string | undefined
  readonly sensor?: number | undefined
  readonly source?: number | undefined
}

/** Sensors in scope that a rule would judge, in use. @throws Problem invalid-request where the sensor is not in scope */
async function sensorsOf(db: Db, { kind, sensor, source }: Target) {
  const rows = await db.many(
    Played,
    sql`select s.id, exists (select from alarm_rule o where o.sensor = s.id) as own,
        jsonb_build_object('low', s.range_low, 'high', s.range_high, 'll', s.limit_ll, 'l', s.limit_l, 'h', s.limit_h, 'hh', s.limit_hh,
          'cadence', s.cadence, 'enabled', s.enabled) as setup,
        (select jsonb_build_object('deadBand', r.dead_band, 'onDelay', r.on_delay, 'offDelay', r.off_delay, 'rate', r.rate, 'flatAfter', r.flat_after)
          from app.alarm_rule_of(s.id, s.kind) r) as rule
      from sensor s where s.enabled and s.kind <> 'video' and (${sensor ?? null}::integer is null or s.id = ${sensor ?? null}::integer)
        and (${kind ?? null}::text is null or s.kind = ${kind ?? null}::text)
        and (${source ?? null}::integer is null or s.hazard_source = ${source ?? null}::integer)
      order by s.id`,
  )
  if (sensor !== undefined && rows.length === 0)
    throw problem('invalid-request', ['没有这个在用的监测点；请重新选择。', 'There is no such sensor in use: choose again.'], 'body.sensor') // prettier-ignore
  // a sensor with a rule of its own is not touched by that of its kind
  const touched = rows.filter(({ own }) => sensor !== undefined || !own)
  return { own: rows.length - touched.length, sensors: touched.map(({ id, setup, rule }) => ({ id, step: { sensor: setup, rule } })) } // prettier-ignore
}

const Day = z.object({ day: z.iso.date(), begins: z.number() })
const Count = z.object({ sensor: z.number().int(), day: z.iso.date(), n: z.number().int() })

/** What one rehearsal plays: whole days of China back from now, and sensors, as much as it may judge. */
export async function groundOf(db: Db, target: Target) {
  const { own, sensors } = await sensorsOf(db, target)
  const days = await db.many(
    Day,
    sql`select (app.day_of(app.now()) - i)::text as day, (extract(epoch from (app.day_of(app.now()) - i)::timestamp at time zone 'Asia/Shanghai') * 1000)::float8 as begins
      from generate_series(0, ${REHEARSAL.days - 1}::integer) i order by i`,
  )
  const ids = sensors.slice(0, MOST_SENSORS).map(({ id }) => id)
  // by hours, which tell of all but the running minute
  const counts = await db.many(
    Count,
    sql`select h.sensor, app.day_of(h.at)::text as day, sum(h.n)::integer as n from reading_hour h
      where h.sensor = any (${ids}::integer[]) and h.at >= app.at_ms(${days.at(-1)!.begins}::float8) group by 1, 2`,
  )
  const of = (day: string) => counts.filter((one) => one.day === day)
  const sum = (rows: readonly { n: number }[]) => rows.reduce((total, { n }) => total + n, 0)
  let room: number = REHEARSAL.readings
  const [today, ...before] = days
  const first = new Map(of(today!.day).map(({ sensor, n }) => [sensor, n]))
  // of the running day at least, sensors in their order while there is room
  const played = sensors.slice(0, MOST_SENSORS).filter(({ id }) => (room -= first.get(id) ?? 0) >= 0)
  const isPlayed = new Set(played.map(({ id }) => id))
  const left = sensors.length - played.length
  let isFull = left > 0
  const fits = before.filter(({ day }) => {
    room -= sum(of(day).filter(({ sensor }) => isPlayed.has(sensor)))
    isFull ||= room < 0
    return !isFull
  })
  return { own, left, sensors: played, days: [today!, ...fits].reverse() }
}
