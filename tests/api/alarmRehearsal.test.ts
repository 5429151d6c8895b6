/** What a rule would have raised: held against the oracle of whole series, and against what was really raised. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Rehearsal } from '#core/contract/alarmRules.ts'
import { alarmReplay, type KeptReading } from '#core/domain/alarmReplay.ts'
import type { Step } from '#core/domain/alarmRules.ts'
import { alarmHouse, alarmsBook, type Said, T0 } from './alarmsBook.ts'
import { type Arrived, type Expected, expectedOf } from './alarmOracle.ts'
import type { FreshDatabase } from './database.ts'
import { randomOf } from './randomFilters.ts'

let book: FreshDatabase
beforeAll(async () => void (book = await alarmsBook()))
afterAll(() => book.drop())
const house = alarmHouse(() => book)
const { many, desks, clock, ingest } = house
beforeEach(house.forget)

interface Delays {
  readonly deadBand: number
  readonly on: number
  readonly off: number
}
const ruleOf = ({ deadBand, on, off }: Delays) => ({
  deadBand,
  onDelay: on,
  offDelay: off,
  rate: null,
  flatAfter: null,
})
const rehearse = async (body: object) =>
  (await desks().steward.post('/alarm-rules/rehearsal').send(body)).body as Rehearsal
const rolled = () => many('select app.roll_readings(10000)')

/** Batches of a walk about the limits of sensor 1, some readings held back into a later batch. */
function batchesOf(random: () => number): Said[][] {
  const pick = (most: number) => Math.floor(random() * most)
  const batches: Said[][] = Array.from({ length: 12 }, () => [])
  let value = 50
  for (let n = 0, second = 0; n < 60; n += 1, second += 1 + pick(7)) {
    value = Math.min(100, Math.max(0, random() < 0.3 ? pick(101) : value + pick(21) - 10))
    const batch = Math.floor(n / 5)
    batches[random() < 0.15 ? Math.min(11, batch + 1 + pick(3)) : batch]!.push([second, value])
  }
  return batches.filter((one) => one.length > 0)
}
/** What the oracle asks for by a rule, high and low, as if the clock stood still. */
function askedFor(batches: readonly (readonly Said[])[], setup: Delays) {
  const arrivals = batches.flatMap((batch) => [...batch].sort(([one], [other]) => one - other).map(([at, value]): Arrived => ({ at, value })))
  const high = expectedOf(arrivals, { first: 80, second: 90, ...setup }).map((one) => ({ ...one, kind: 'high' }))
  return [...high, ...expectedOf(arrivals.map(({ at, value }) => ({ at, value: -value })), { first: -20, second: -10, ...setup }).map((one) => ({ ...one, kind: 'low' }))]
} // prettier-ignore
const isAlike = (one: Expected & { kind: string }) => (other: Expected & { kind: string }) =>
  one.kind === other.kind && one.raised <= (other.cleared ?? Infinity) && (one.cleared ?? Infinity) >= other.raised

test('of random series a rule says what it would have raised, lost, weakened and added as the oracle does; the one in force what it did raise', async () => {
  const random = randomOf(20)
  const pick = (most: number) => Math.floor(random() * most)
  const sums = { lost: 0, weaker: 0, more: 0, later: 0, late: 0 }
  for (let n = 0; n < 8; n += 1) {
    await house.forget()
    const [is, wanted] = (n % 2 ? [9, 3] : [3, 9]).map((on): Delays => ({ deadBand: pick(6), on: pick(3) * on, off: pick(3) * 8 })) as [Delays, Delays]
    await many(`insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) values (1, ${is.deadBand}, ${is.on}, ${is.off}, 'x')`)
    const batches = batchesOf(random)
    for (const [at, batch] of batches.entries()) {
      await clock(at / 1000)
      await ingest(1, batch)
    }
    const [before, after] = [askedFor(batches, is), askedFor(batches, wanted)]
    const gone = before.filter((one) => !after.some(isAlike(one)))
    const weaker = before.filter((one) => after.some(isAlike(one)) && Math.max(...after.filter(isAlike(one)).map(({ stage }) => stage)) < one.stage
      // two that stand at once are one cause: the worse of them is known by either rule
      && Math.max(...before.filter(isAlike(one)).map(({ stage }) => stage)) >= one.stage)
    const more = after.filter((one) => !before.some(isAlike(one)))
    const told = await rehearse({ sensor: 1, ...ruleOf(wanted) })
    const rows = told.lost.rows.map(({ fate, kind, stage, raisedAt }) => [fate, kind, stage, (Date.parse(raisedAt) - T0) / 1000].join(' ')).sort()
    const day = { before: before.length, after: after.length, real: before.length }
    expect({ n, is, wanted, readings: told.readings, days: told.days.filter((one) => one.before + one.after + one.real > 0).map(({ day: _, ...one }) => one), rows, more: told.more, unlike: told.unlike })
      .toEqual({ n, is, wanted, readings: 60, days: before.length + after.length > 0 ? [day] : [], more: more.length, unlike: 0,
        rows: [...gone.map(({ kind, stage, raised }) => ['gone', kind, stage, raised].join(' ')), ...weaker.map(({ kind, stage, raised }) => ['weaker', kind, stage, raised].join(' '))].sort() })
    const same = await rehearse({ sensor: 1, ...ruleOf(is) })
    expect([same.lost.total, same.more, same.later.total, same.unlike]).toEqual([0, 0, 0, 0])
    sums.lost += gone.length
    sums.weaker += weaker.length
    sums.more += more.length
    sums.later += told.later.total
    sums.late += before.filter(({ late }) => late).length
  }
  for (const [name, sum] of Object.entries(sums)) expect([name, sum > 0]).toEqual([name, true])
}) // prettier-ignore

test('played over again, readings raise the very alarms that the engine raised, whatever the clock did between', async () => {
  const random = randomOf(77)
  const kinds = new Set<string>()
  for (let n = 0; n < 4; n += 1) {
    await house.forget()
    await many("insert into alarm_rule (sensor, dead_band, on_delay, off_delay, rate, flat_after, note) values (4, 2, 4, 9, 60, 60, 'x')")
    let [second, value] = [0, 30]
    for (let batch = 0; batch < 20; batch += 1) {
      const said = Array.from({ length: 1 + Math.floor(random() * 4) }, (): Said => {
        value = random() < 0.4 ? value : Math.floor(random() * 100)
        return [(second += 1 + Math.floor(random() * 25)), value]
      })
      // as each second of a running server
      await house.tick(second)
      await house.say(4, ...said)
      if (random() < 0.4) await house.tick((second += Math.floor(random() * 60)))
    }
    const step = (await many<{ step: Step }>("select jsonb_build_object('sensor', g.setup, 'rule', g.rule) as step from app.alarm_ground('{4}') g"))[0]!.step
    const readings = await many<KeptReading>(`select (extract(epoch from at) * 1000)::float8 as at, value, (extract(epoch from received_at) * 1000)::float8 as received
      from reading order by received_at, at`)
    const player = alarmReplay(step)
    for (const received of new Set(readings.map((one) => one.received))) player.take(readings.filter((one) => one.received === received), received)
    const engine = await many(`select kind, stage, (extract(epoch from raised_at) * 1000)::float8 as raised, (extract(epoch from cleared_at) * 1000)::float8 as cleared, late
      from alarm where kind <> 'silent' order by raised_at, kind`)
    const played = player.end((await many<{ now: number }>('select (extract(epoch from app.now()) * 1000)::float8 as now'))[0]!.now)
      .map(({ told: _, ...one }) => one).sort((one, other) => one.raised - other.raised || one.kind.localeCompare(other.kind))
    expect(played).toEqual(engine)
    for (const { kind } of played) kinds.add(kind)
  }
  expect([...kinds].sort()).toEqual(['flat', 'high', 'rate'])
}) // prettier-ignore

test('of a kind it plays sensors in use without rules of their own, day by day of China, and says what was left out', async () => {
  await many("insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) values (1, 1, 0, 0, '自有')")
  const gas = { kind: 'combustible', deadBand: 2, onDelay: 60, offDelay: 10, rate: null, flatAfter: null }
  // noon in China; thirteen hours on it is the next day there, and in Greenwich the same
  const next = 13 * 3600
  await house.say(2, [0, 1], [10, 60], [15, 1], [40, 1])
  await house.say(2, [next, 30], [next + 70, 30], [next + 71, 1], [next + 90, 1])
  await rolled()
  const told = await rehearse(gas)
  expect(told.days).toHaveLength(30)
  expect(told.days.slice(-2).map(({ before, after, real }) => [before, after, real])).toEqual([[1, 0, 1], [1, 1, 1]])
  expect(told.lost).toMatchObject({ total: 1, second: 1, rows: [{ fate: 'gone', sensorCode: 'GT-101', kind: 'high', stage: 2, seconds: 15, raisedAt: new Date(T0 + 10_000).toISOString() }] })
  expect([told.later, told.more, told.unlike, told.sensors, told.readings]).toEqual([{ total: 1, most: 60 }, 0, 0, { played: 1, own: 0, left: 0 }, 8])
  expect((await rehearse({ ...gas, kind: 'level' })).sensors).toEqual({ played: 0, own: 1, left: 0 })
  expect((await rehearse({ ...gas, source: 2 })).sensors).toEqual({ played: 0, own: 0, left: 0 })
  // an alarm that nothing in the play raises is told apart, and is no fault of the rule
  await many('update reading set value = 2 where value = 60')
  expect(await rehearse(gas)).toMatchObject({ lost: { total: 0 }, unlike: 1 })
  // more than it may judge: fewer days, and it says so by the days it lists
  await many('update reading_hour set n = 600000 where at < app.at_ms($1)', [T0 + 3_600_000])
  expect((await rehearse(gas)).days.map(({ real }) => real)).toEqual([1])
  await many('update reading_hour set n = 600001')
  expect((await rehearse(gas)).sensors).toEqual({ played: 0, own: 0, left: 1 })
}) // prettier-ignore

test('nothing is changed by it, and it is for those who set rules', async () => {
  await house.say(2, [0, 30], [10, 1])
  const everything = () => many('select (select jsonb_agg(a) from alarm a) as alarms, (select jsonb_agg(s) from alarm_state s) as states, (select count(*) from alarm_rule) as rules')
  const before = await everything()
  const rule = { sensor: 2, ...ruleOf({ deadBand: 0, on: 600, off: 0 }) }
  const { leader, duty, manager } = desks()
  const asked = [await leader.post('/alarm-rules/rehearsal').send(rule), await duty.post('/alarm-rules/rehearsal').send(rule), await manager.post('/alarm-rules/rehearsal').send(rule), await leader.post('/alarm-rules/rehearsal').send({ ...rule, kind: 'level' }), await leader.post('/alarm-rules/rehearsal').send({ ...rule, sensor: 999 })]
  expect(asked.map(({ status }) => status)).toEqual([201, 403, 403, 400, 400])
  expect(await everything()).toEqual(before)
}) // prettier-ignore
