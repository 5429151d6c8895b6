/** What gas, oxygen and fire send beyond what their sensors can measure: kept aside, and an alarm in the same transaction. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SentReading } from '#core/contract/readings.ts'
import type { SensorRow } from '#core/contract/sensors.ts'
import { takeReadings } from '../../server/app.ts'
import { judgeAlarms } from '../../server/features/alarms/judging.ts'
import { takingReadings } from '../../server/features/readings/take.ts'
import type { TakeReadings } from '../../server/http/kit.ts'
import { tokenHash } from '../../server/http/signIn/tokens.ts'
import { type Arrived, expectedOf } from './alarmOracle.ts'
import { alarmDeed, alarmHouse, alarmsBook, T0 } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'
import { pick, randomOf } from './randomFilters.ts'

let book: FreshDatabase
const TOKEN = 'anjian_gw_over'
/** Two processes, so that nothing but the database keeps their messages apart. */
let [first, second]: TakeReadings[] = []
beforeAll(async () => {
  book = await alarmsBook()
  await book.owner.query('update gateway set token_hash = $1 where id = 1', [tokenHash(TOKEN)])
  await book.owner.query(`insert into sensor (hazard_source, gateway, code, name, kind, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, cadence)
    values (1, 1, 'OT-101', '氧气', 'oxygen', null, '%VOL', 0, 30, 18, 19.5, 23.5, null, 5), (1, 1, 'XT-101', '氨气', 'toxic', 'NH3', 'mg/m³', 0, 100, null, null, 20, 40, 5),
      (1, 1, 'FT-101', '火焰', 'fire', null, '—', 0, 1, null, null, 1, null, 5)`) // prettier-ignore
  first = takeReadings({ pool: book.pool })
  second = takeReadings({ pool: book.pool })
})
afterAll(() => book.drop())
const { many, tick, told, forget, list, file, desks } = alarmHouse(() => book)
beforeEach(async () => {
  await forget()
  await many('truncate reading_quarantine, gateway_pulse')
})

const instant = (at: number) => new Date(T0 + at * 1000).toISOString()
type Sent = readonly [second: number, value: unknown, sensor?: string]
const messageOf = (sent: readonly Sent[]) => ({
  sentAt: new Date(T0).toISOString(),
  readings: sent.map(([at, value, sensor = 'GT-101']): SentReading => ({ sensor, at: instant(at), value })),
})
const send = (sent: readonly Sent[], take = first) => take!(TOKEN, messageOf(sent))
const aside = () => many<{ text: string }>(`select concat_ws(' ', reason, sensor, value, times) as text from reading_quarantine order by id`) // prettier-ignore

/** Each sensor with the end of its range beyond which it stands. */
async function ends() {
  const { rows } = (await desks().duty.get('/sensors').query({ source: '1' })).body as { rows: SensorRow[] }
  return rows.map(({ code, overRange }) => [code, overRange])
}

test('a refused value is kept aside, in no reading, and calls the second stage as it was sent', async () => {
  await send([[0, 3]])
  await many("update alarm_state set memory = memory - 'over'") // as one of before that is remembered
  expect(await send([[5, 400], [5, 400]])).toMatchObject({ taken: 0, refused: 2, rows: [{ row: 0, reason: 'range' }, { row: 1, reason: 'range' }] }) // prettier-ignore
  expect((await aside()).map(({ text }) => text)).toEqual(['range GT-101 400 1'])
  expect(await many('select value from reading union all select value from sensor_now')).toEqual([{ value: 3 }, { value: 3 }]) // prettier-ignore
  expect(await told()).toEqual(['high 2 5 - standing-unacknowledged'])
  const row = (await list())[0]!
  expect(row).toMatchObject({ value: 400, limit: 100, overRange: true, calls: true, stage: 2 })
  expect((await file(row.id)).log).toMatchObject([{ act: 'raise', value: 400, limit: 100, overRange: true }])
  expect((await desks().duty.get('/walls/alarms')).body).toMatchObject({ total: 1, rows: [{ id: row.id, value: 400, overRange: true, newest: 3 }] }) // prettier-ignore
  expect(await many('select cause from hazard_source_cause')).toEqual([{ cause: 'alarm-high' }])
  expect((await ends()).filter(([, end]) => end !== null)).toEqual([['GT-101', 'high']])
  const sheet = await desks().duty.get('/exports/indicators/alarms-kind.csv').query({ part: 'high' })
  expect(sheet.text).toContain('超上限·超量程')
  await send([
    [10, 3],
    [55, 3],
  ])
  expect([(await told()).length, (await ends()).filter(([, end]) => end !== null)]).toEqual([1, []])
  expect((await list())[0]?.clearedAt).not.toBeNull()
})

test.each<[string, Sent, string[]]>([
  ['toxic gas above', [5, 1e300, 'XT-101'], ['high 2 5 - standing-unacknowledged']],
  ['fire above, which has no second limit', [5, 2.1, 'FT-101'], ['high 2 5 - standing-unacknowledged']],
  ['oxygen above', [5, 60.01, 'OT-101'], ['high 2 5 - standing-unacknowledged']],
  ['oxygen below', [5, -30.01, 'OT-101'], ['low 2 5 - standing-unacknowledged']],
  ['gas below, as a transmitter out of order sends', [5, -101], []],
  ['a level', [5, 400, 'LT-101'], []],
  ['a pressure', [5, -400, 'PT-101'], []],
  ['at the last value that is taken', [5, 200], ['high 2 5 - standing-unacknowledged']],
  ['no number', [5, '400'], []],
  ['nothing', [5, null], []],
  ['of a time to come', [61, 400], []],
  ['of a time too long ago', [-40 * 86_400, 400], []],
])('%s', async (_what, sent, alarms) => {
  const { refused } = await send([sent])
  expect([await told(), refused]).toEqual([alarms, sent[1] === 200 ? 0 : 1])
  expect(await many('select from alarm where over_range')).toHaveLength(alarms.length * refused)
  const beyond = alarms.map((alarm) => [sent[2] ?? 'GT-101', alarm.split(' ')[0]])
  expect((await ends()).filter(([, end]) => end !== null)).toEqual(refused ? beyond : [])
})

test('where the transaction fails neither is kept, and whoever sends it again, at once and after a restart, is told one alarm', async () => {
  const dying = takingReadings({
    pool: book.pool,
    onFresh: () => undefined,
    async judge(db, fresh) {
      await judgeAlarms(db, fresh)
      throw new Error('killed')
    },
  })
  await expect(send([[0, 400]], dying)).rejects.toThrow('killed')
  expect([await told(), await aside()]).toEqual([[], []])
  await Promise.all([first, second, first, second].map((take) => send([[0, 400], [5, 450]], take))) // prettier-ignore
  expect(await told()).toEqual(['high 2 0 - standing-unacknowledged'])
  await send([[0, 400], [5, 450]], takeReadings({ pool: book.pool })) // prettier-ignore
  expect(await many('select act, value from alarm_event')).toEqual([{ act: 'raise', value: 400 }])
})

test('no time alone clears it; and what stood and was acknowledged calls anew, once, through a maintenance', async () => {
  await many(`insert into maintenance_window (request, enterprise, hazard_source, from_at, until_at, reason, person)
    values (gen_random_uuid(), 1, 1, app.now(), app.now() + interval '2 days', '更换探头', '安全员')`)
  await send([[0, 60]])
  const { id } = (await list())[0]!
  expect((await desks().duty.post(`/alarms/${id}/events`).send(alarmDeed('acknowledge', 1))).status).toBe(201)
  await send([[5, 400]])
  await send([[10, 500]])
  expect((await file(id)).log.map(({ act, value, overRange }) => [act, value, overRange])).toEqual([
    ['escalate', 400, true], ['acknowledge', null, false], ['raise', 60, false]].reverse()) // prettier-ignore
  expect(await file(id)).toMatchObject({ state: 'standing-unacknowledged', calls: true, maintenance: true, value: 400, overRange: true }) // prettier-ignore
  await tick(86_000)
  expect(await told("kind = 'high'")).toEqual(['high 2 0 - standing-unacknowledged maintenance'])
})

test('a rehearsal leaves it out: no rule is told to lose, or to put off, what no rule raises', async () => {
  await send([[0, 30]])
  await send([[5, 400]])
  const rule = { sensor: 2, deadBand: 2, onDelay: 10, offDelay: 10, rate: null, flatAfter: null }
  const { body } = await desks().steward.post('/alarm-rules/rehearsal').send(rule)
  expect(body).toMatchObject({ lost: { total: 0 }, later: { total: 0 }, unlike: 1 })
})

/** Above it a value is refused. */
const MOST = 200
/** A walk of gas about its limits that leaves what can be measured now and then, sent in pieces: some late, some once more, some together. */
function seriesOf(random: () => number) {
  const sent: Sent[] = []
  for (let at = -900; sent.length < 36; at += 1 + Math.floor(random() * 12))
    sent.push([at, pick(random, [1, 5, 10, 20, 22, 23, 24, 30, 55, 200, 201, 300, 400, 999, 65_535])])
  const held = sent.filter(() => random() < 0.15)
  const order = sent.filter((one) => !held.includes(one))
  for (const one of held) order.splice(Math.min(order.length, sent.indexOf(one) + Math.floor(random() * 15)), 0, one)
  const pieces: Sent[][] = []
  while (order.length > 0) pieces.push(order.splice(0, 1 + Math.floor(random() * 5)))
  return pieces.map((piece, n) => (random() < 0.3 ? [...piece, ...pick(random, pieces.slice(0, n + 1))].reverse() : piece)) // prettier-ignore
}

test('of random series, sent late, again and by two servers at once, alarms are those of a sensor that could measure all of it', async () => {
  const random = randomOf(20261127)
  let [over, late] = [0, 0]
  for (let n = 0; n < 20; n += 1) {
    await forget()
    await many('truncate reading_quarantine, gateway_pulse')
    const setup = { first: 25, second: 50, deadBand: pick(random, [0, 2]), on: 0, off: pick(random, [0, 10, 25]) }
    await many(`insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) values (2, ${setup.deadBand}, 0, ${setup.off}, 'x')`) // prettier-ignore
    const pieces = seriesOf(random)
    const known = new Set<number>()
    const arrivals: Arrived[] = []
    for (const piece of pieces) {
      await Promise.all(random() < 0.4 ? [send(piece, first), send(piece, second)] : [send(piece, pick(random, [first, second]))]) // prettier-ignore
      const fresh = [...new Map(piece.map(([at, value]) => [at, value as number])).entries()].filter(([at]) => !known.has(at)).sort(([a], [b]) => a - b) // prettier-ignore
      for (const [at, value] of fresh) arrivals.push({ at, value })
      for (const [at] of fresh) known.add(at)
    }
    const rows = await many<{ stage: number; raised: number; cleared: number | null; late: boolean; over: boolean }>(`
      select stage, (extract(epoch from raised_at) - ${T0 / 1000})::float8 as raised, (extract(epoch from cleared_at) - ${T0 / 1000})::float8 as cleared, late, over_range as over
      from alarm where kind = 'high' order by raised_at, late`)
    expect(rows.map(({ over: _, ...one }) => one), JSON.stringify({ n, setup, pieces })).toEqual(expectedOf(arrivals, setup)) // prettier-ignore
    // each value is in the readings or aside, never in both, and what says 超量程 stood while such a value came
    const kept = await many<{ value: number }>('select value from reading order by at')
    const sorted = arrivals.toSorted((a, b) => a.at - b.at).map(({ value }) => value)
    expect(kept.map(({ value }) => value)).toEqual(sorted.filter((value) => value <= MOST))
    expect(await aside()).toHaveLength(sorted.filter((value) => value > MOST).length)
    const beyond = arrivals.filter(({ value }) => value > MOST)
    const isIn = ({ at }: Arrived, one: (typeof rows)[number]) => one.raised <= at && at <= (one.cleared ?? Infinity)
    for (const one of rows.filter((row) => row.over)) expect(beyond.some((value) => isIn(value, one)), `${n} ${one.raised}`).toBe(true) // prettier-ignore
    const newest = beyond.filter((one, at) => arrivals.slice(0, arrivals.indexOf(one)).every((other) => other.at < one.at) && at >= 0) // prettier-ignore
    for (const value of newest)
      expect(
        rows.some((one) => one.over && isIn(value, one)),
        `${n} ${value.at}`,
      ).toBe(true)
    over += newest.length
    late += rows.filter((one) => one.late && one.over).length
  }
  expect(over).toBeGreaterThan(60)
  expect(late).toBeGreaterThan(3)
})
