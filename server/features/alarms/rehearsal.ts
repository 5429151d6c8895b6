import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { type alarmRules, LostAlarm, REHEARSAL, type Rehearsal } from '#core/contract/alarmRules.ts'
import type { Input } from '#core/contract/route.ts'
import { alarmReplay, countNew, fateOf, type KeptReading } from '#core/domain/alarmReplay.ts'
import type { AlarmRule } from '#core/domain/alarmRules.ts'
import { dayOfChina } from '#core/domain/hazardLoop.ts'
import type { Db } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import { Later } from '../../http/problems.ts'
import { groundOf, type PlayedSensor } from './rehearsalGround.ts'

const DAY = 86_400_000
/** Readings judged before others get their turn. */
const AT_ONCE = 2_000
const Column = z.array(z.number()).nullable()
const Series = z.object({ at: Column, value: Column, received: Column })

const Real = LostAlarm.omit({ fate: true }).extend({
  kind: z.enum(['high', 'low', 'rate', 'flat']),
  stage: z.union([z.literal(1), z.literal(2)]),
  raised: z.number(),
  cleared: z.number().nullable(),
  told: z.number(),
  overRange: z.boolean(),
})
type Real = z.infer<typeof Real>

/** Readings of a sensor since a moment, in the order in which they came. */
async function readingsOf(db: Db, sensor: number, since: number): Promise<KeptReading[]> {
  const { at, value, received } = await db.one(
    Series,
    sql`select array_agg(t.at order by t.received, t.at) as at, array_agg(t.value order by t.received, t.at) as value,
        array_agg(t.received order by t.received, t.at) as received
      from (select (extract(epoch from r.at) * 1000)::float8 as at, r.value, (extract(epoch from r.received_at) * 1000)::float8 as received
        from reading r where r.sensor = ${sensor}::integer and r.at >= app.at_ms(${since}::float8)) t`,
  )
  return (at ?? []).map((one, n) => ({ at: one, value: value![n]!, received: received![n]! }))
}

/** Plays readings by two rules, a piece at a time. */
async function played({ step }: PlayedSensor, wanted: AlarmRule, readings: readonly KeptReading[], now: number) {
  const players = [alarmReplay(step), alarmReplay({ ...step, rule: wanted })] as const
  let done = 0
  for (let from = 0; from < readings.length;) {
    const { received } = readings[from]!
    let until = from + 1
    while (readings[until]?.received === received) until += 1
    const batch = readings.slice(from, until)
    for (const player of players) player.take(batch, received)
    if ((done += batch.length) >= AT_ONCE) {
      done = 0
      await setImmediate()
    }
    from = until
  }
  const [before, after] = players.map((player) => player.end(now))
  return { before: before!, after: after! }
} // prettier-ignore

/** Alarms of the book of these sensors that the server knew since a moment. */
const realOf = (db: Db, sensors: readonly number[], since: number): Promise<Real[]> =>
  db.many(
    Real,
    sql`select a.id, a.enterprise, e.name as "enterpriseName", a.hazard_source as source, h.name as "sourceName", a.sensor, s.code as "sensorCode",
        s.name as "sensorName", a.kind, a.stage, app.iso(a.raised_at) as "raisedAt", a.is_false as "false",
        extract(epoch from a.cleared_at - a.raised_at)::float8 as seconds, (extract(epoch from a.raised_at) * 1000)::float8 as raised,
        (extract(epoch from a.cleared_at) * 1000)::float8 as cleared, (extract(epoch from a.told_at) * 1000)::float8 as told,
        a.over_range as "overRange"
      from alarm a join enterprise e on e.id = a.enterprise join hazard_source h on h.id = a.hazard_source join sensor s on s.id = a.sensor
      where a.sensor = any (${[...sensors]}::integer[]) and a.kind in ('high', 'low', 'rate', 'flat') and a.told_at >= app.at_ms(${since}::float8)
      order by a.stage desc, a.raised_at desc, a.id`,
  )

type Rule = Input<typeof alarmRules.rehearse>['body']

/** What a rule does to the alarms of one sensor that the server knew since a moment. */
function compare(real: readonly Real[], { before, after }: Awaited<ReturnType<typeof played>>, since: number) {
  const fates = real.map((alarm) => ({ alarm, is: fateOf(alarm, before), would: fateOf(alarm, after) }))
  // what a value beyond the range called is in no reading, and no rule puts it off
  const alike = fates.filter(({ alarm, is }) => is.is !== 'gone' && !alarm.overRange)
  return {
    // what the rule in force does to it as well is not done by the rehearsed one
    lost: alike.flatMap(({ alarm, is, would }) => (would.is !== 'same' && would.is !== is.is ? [{ ...alarm, fate: would.is }] : [])), // prettier-ignore
    later: alike.flatMap(({ is, would }) => (would.later !== null && would.later > (is.later ?? 0) ? [would.later / 1000] : [])), // prettier-ignore
    more: countNew(after.filter(({ told }) => told >= since), before), // prettier-ignore
    unlike: fates.length - alike.length,
  }
}
type Compared = ReturnType<typeof compare>

/** Adds up by days of China when the server knew. */
function dayCounts() {
  const days = new Map<string, number>()
  return {
    add(alarms: readonly { told: number }[]) {
      for (const { told } of alarms) days.set(dayOfChina(told), (days.get(dayOfChina(told)) ?? 0) + 1)
    },
    of: (day: string) => days.get(day) ?? 0,
  }
}

async function rehearsed(db: Db, { kind, sensor, source, ...rule }: Rule): Promise<Rehearsal> {
  const { own, left, sensors, days } = await groundOf(db, { kind, sensor, source })
  const [at, begins] = [await nowOf(db), days[0]!.begins]
  const real = await realOf(db, sensors.map(({ id }) => id), begins) // prettier-ignore
  const counts = { before: dayCounts(), after: dayCounts(), real: dayCounts() }
  counts.real.add(real)
  const told: Compared[] = []
  let [readings, since] = [0, Infinity]
  for (const one of sensors) {
    // a day more, so that what stood when the first begins is known
    const kept = await readingsOf(db, one.id, begins - DAY)
    const both = await played(one, rule, kept, at.getTime())
    counts.before.add(both.before)
    counts.after.add(both.after)
    told.push(compare(real.filter((alarm) => alarm.sensor === one.id), both, begins)) // prettier-ignore
    readings += kept.length
    for (const { at: one } of kept) since = Math.min(since, one)
  }
  const lost = told.flatMap((one) => one.lost).sort((one, other) => other.stage - one.stage || other.raised - one.raised) // prettier-ignore
  const later = told.flatMap((one) => one.later)
  const sum = (of: 'more' | 'unlike') => told.reduce((total, one) => total + one[of], 0)
  return {
    at: at.toISOString(),
    days: days.map(({ day }) => ({ day, before: counts.before.of(day), after: counts.after.of(day), real: counts.real.of(day) })), // prettier-ignore
    readings,
    since: Number.isFinite(since) ? new Date(since).toISOString() : null,
    sensors: { played: sensors.length, own, left },
    lost: { total: lost.length, second: lost.filter(({ stage }) => stage === 2).length, rows: lost.slice(0, REHEARSAL.listed) }, // prettier-ignore
    later: { total: later.length, most: Math.max(0, ...later) },
    more: sum('more'),
    unlike: sum('unlike'),
  }
}

const BUSY = [
  '另一次试算正在进行；请等它完成后再试。',
  'Another rehearsal is running: try again when it is done.',
] as const
let isPlaying = false
/** What a rule would have raised; one at a time in a process. @throws Problem invalid-request, too-many */
export async function rehearse(db: Db, body: Rule): Promise<Rehearsal> {
  if (isPlaying) throw new Later('too-many', BUSY, 5)
  isPlaying = true
  try {
    return await rehearsed(db, body)
  } finally {
    isPlaying = false
  }
}
