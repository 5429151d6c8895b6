import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FIRST_ALARM_RULES } from '#core/domain/alarmRules.ts'
import { inScope } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { alarmDeed, alarmHouse, alarmsBook, type Said, T0 } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf } from './hazardLoopBook.ts'

let book: FreshDatabase
beforeAll(async () => void (book = await alarmsBook()))
afterAll(() => book.drop())
const house = alarmHouse(() => book)
const { say, told, tick, forget, ingest, clock, many, list, file, desks } = house
beforeEach(forget)

/** A reading each cadence, all of one value. */
const steady = (from: number, to: number, every: number, value: number): Said[] =>
  Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, n) => [from + n * every, value])

describe('values', () => {
  test('gas alarms at once, gets worse as the same alarm, and clears once it is back beyond its dead band for its delay', async () => {
    await say(2, [0, 10], [5, 25])
    expect(await told()).toEqual(['high 1 5 - standing-unacknowledged'])
    await say(2, [10, 55])
    await say(2, [15, 24], [20, 22], [25, 22])
    expect(await told()).toEqual(['high 2 5 - standing-unacknowledged'])
    await say(2, [30, 21])
    expect(await told()).toEqual(['high 2 5 30 cleared-unacknowledged'])
    expect((await file((await list())[0]!.id)).log.map(({ act, value, limit }) => [act, value, limit])).toEqual([
      ['raise', 25, 25], ['escalate', 55, 50], ['clear', null, null]])
  }) // prettier-ignore

  test('a level alarms once it stays beyond its limit for its delay; a low one by its low limits', async () => {
    await say(1, [0, 50], [10, 81], [11, 79], [20, 80], [24, 80])
    expect(await told()).toEqual([])
    await say(1, [30, 80])
    expect(await told()).toEqual(['high 1 25 - standing-unacknowledged'])
    await say(1, [40, 50], [70, 9], [80, 9])
    expect(await told()).toEqual(['high 1 25 70 cleared-unacknowledged', 'low 2 75 - standing-unacknowledged'])
  })

  test('a reading that comes late raises an alarm of its own, marked, unless one covers its time; it clears none', async () => {
    await say(2, [0, 1], [60, 1])
    await say(2, [30, 26], [31, 26], [60, 1])
    expect(await told()).toEqual(['high 1 30 60 cleared-unacknowledged late'])
    await ingest(2, [[40, 49]])
    expect(await told()).toHaveLength(1)
    await ingest(2, [[41, 51]])
    expect(await told()).toEqual(['high 1 30 60 cleared-unacknowledged late', 'high 2 41 60 cleared-unacknowledged late'])
    await say(2, [100, 30])
    await ingest(2, [[99, 1], [98, 1]])
    expect((await told("not late"))).toEqual(['high 1 100 - standing-unacknowledged'])
  }) // prettier-ignore

  test('what does not move, and what moves too fast, by its rule', async () => {
    await many(`insert into alarm_rule (sensor, dead_band, on_delay, off_delay, rate, flat_after, note) values (4, 1, 0, 0, 20, 60, 'x')`)
    await say(4, ...steady(0, 50, 10, 30))
    expect(await told()).toEqual([])
    await say(4, [60, 30])
    expect(await told()).toEqual(['flat 1 60 - standing-unacknowledged'])
    await say(4, [70, 36.6], [80, 43.3])
    expect(await told()).toEqual(['flat 1 60 70 cleared-unacknowledged', 'rate 1 80 - standing-unacknowledged'])
    await say(4, [90, 43.4])
    expect((await told())[1]).toBe('rate 1 80 90 cleared-unacknowledged')
    expect((await list({ kind: 'rate' }))[0]).toMatchObject({ limit: 40, unit: '℃/min' })
  }) // prettier-ignore

  test('a condition that no reading ends is raised by the clock once its sensor is silent', async () => {
    await say(1, [0, 85])
    await tick(34)
    expect(await told("kind = 'high'")).toEqual([])
    await tick(35)
    expect(await told("kind = 'high'")).toEqual(['high 1 5 - standing-unacknowledged'])
  })

  test('of a sensor that is read once an hour a held value is raised half a minute after its delay, and cleared by what comes late and is newer', async () => {
    await many('update sensor set cadence = 3600 where id = 1')
    await say(1, [0, 50], [10, 99])
    await tick(44.999)
    expect(await told()).toEqual([])
    await tick(45)
    expect(await told()).toEqual(['high 2 15 - standing-unacknowledged'])
    // it was back before the delay had run out, which nobody knew: the log says both
    await ingest(1, [[12, 50], [42, 50]])
    expect(await told()).toEqual(['high 2 15 42 cleared-unacknowledged'])
    await many('update sensor set cadence = 10 where id = 1')
  }) // prettier-ignore

  test('the state and the reading are kept together: where the transaction fails nothing is, and the same again does it once', async () => {
    await clock(10)
    const fails = () => Promise.reject(new Error('killed'))
    await expect(ingest(2, [[0, 30]], fails)).rejects.toThrow('killed')
    expect([await told(), await many('select from reading')]).toEqual([[], []])
    await Promise.all(Array.from({ length: 6 }, () => ingest(2, [[0, 30], [5, 60]])))
    expect(await told()).toEqual(['high 2 0 - standing-unacknowledged'])
    expect(await many('select n from alarm_event order by n')).toEqual([{ n: 1 }, { n: 2 }])
  }) // prettier-ignore
})

describe('silence', () => {
  test('a sensor is silent from the very moment on at which its deadline has passed, and no longer once it is heard', async () => {
    await say(4, [0, 30])
    const { wait } = await tick(29.999)
    expect(wait).toBeCloseTo(0.002, 5)
    await tick(30)
    expect(await told()).toEqual([])
    await tick(30.001)
    expect(await told()).toEqual(['silent 1 30 - standing-unacknowledged'])
    await tick(300)
    expect(await told()).toHaveLength(1)
    await clock(310)
    await ingest(4, [[20, 30]])
    expect((await told())[0]).toMatch(/ - standing/)
    await ingest(4, [[310, 30]])
    expect(await told()).toEqual(['silent 1 30 310 cleared-unacknowledged'])
  })

  test('a gateway that is silent is one alarm; its sensors are listed, and have time once it is back', async () => {
    await say(2, [0, 1])
    await say(1, [0, 50])
    await say(3, [0, 1])
    await tick(15.001)
    await tick(200)
    expect(await told()).toEqual(['gateway 1 15 - standing-unacknowledged'])
    const { members, gatewayName, limit } = await file((await list())[0]!.id)
    await many(`insert into sensor_now select id, to_timestamp(${T0 / 1000}), 1, app.now() from sensor where gateway = 1`)
    expect([members, gatewayName, limit]).toEqual([[], '网关一', 15])
    expect((await file((await list())[0]!.id)).members.map(({ code, alarm }) => [code, alarm])).toEqual([['LT-101', null], ['GT-101', null], ['PT-101', null]])
    await say(2, [210, 1])
    await tick(210)
    expect(await told()).toEqual(['gateway 1 15 210 cleared-unacknowledged'])
    for (const second of [220, 230, 239]) await say(2, [second, 1])
    await tick(240)
    expect(await told()).toHaveLength(1)
    await tick(240.001)
    expect(await told("kind = 'silent'")).toEqual(['silent 1 240 - standing-unacknowledged'])
  }) // prettier-ignore

  test('one that spoke and fell silent again before the clock looked was back, and its new silence calls', async () => {
    for (const [sensor, value] of [[1, 50], [2, 1], [3, 1]] as const) await say(sensor, [0, value])
    await tick(15.001)
    const { id } = (await list())[0]!
    expect((await desks().duty.post(`/alarms/${id}/events`).send(alarmDeed('acknowledge', 1))).status).toBe(201)
    const received = (second: number, by: number) =>
      many(`insert into sensor_now values (2, to_timestamp(${T0 / 1000 + second}), 1, to_timestamp(${T0 / 1000 + by}))
        on conflict (sensor) do update set at = excluded.at, received_at = excluded.received_at`)
    await clock(90)
    await ingest(2, [[60, 1]])
    await received(60, 90)
    await tick(91)
    expect(await told()).toEqual(['gateway 1 15 - standing-acknowledged']) // from its store, too old to be a sign of life
    await say(2, [100, 1])
    await received(100, 100)
    await tick(115.001)
    expect(await told()).toEqual(['gateway 1 15 100 cleared-acknowledged', 'gateway 1 115 - standing-unacknowledged'])
    await tick(115.002)
    expect(await told("kind = 'gateway'")).toHaveLength(2)
  }) // prettier-ignore

  test('sensors that were silent before their gateway are gathered under it, and do not call while it stands', async () => {
    for (const second of [0, 10, 20, 30, 40]) await say(1, [second, 50])
    await say(2, [0, 1])
    await tick(40)
    expect(await told()).toEqual(['silent 1 15 - standing-unacknowledged'])
    await tick(70)
    expect(await told()).toHaveLength(1)
    await tick(70.001)
    const rows = await list({ order: 'newest' })
    expect(rows.map(({ kind, calls, root }) => [kind, calls, root])).toEqual([['gateway', true, null], ['silent', false, rows[0]!.id]])
    await say(1, [80, 50])
    await tick()
    expect((await list({ kind: 'silent' }))[0]).toMatchObject({ calls: true, state: 'standing-unacknowledged' })
  }) // prettier-ignore

  test('a sensor out of use alarms no more', async () => {
    await say(2, [0, 20])
    await many('update sensor set enabled = false where id = 2')
    await tick(3)
    await tick(3000)
    expect(await told()).toEqual([])
  })

  test.each([['enabled = false'], ['limit_h = 24.9'], ['limit_hh = 49'], ['range_high = 101'], ['gateway = null']])(
    'nobody ends an alarm of its limits by another sensor: %s',
    async (change) => {
      await say(2, [0, 60])
      const moved = many(`update sensor set ${change} where id = 2`)
      await expect(moved).rejects.toMatchObject({ constraint: 'sensor_alarms' })
      await many("update sensor set name = '罐区气体' where id = 2")
      expect(await told()).toEqual(['high 2 0 - standing-unacknowledged'])
    },
  )
})

test('gateways, the clock and people at once wait for each other in no ring, and each alarm is there once', async () => {
  const answers = new Set<number>()
  for (let round = 0; round < 3; round += 1) {
    const at = round * 20
    await clock(at + 1)
    const open = await list({ share: 'open' })
    const acts = open.map(({ id, events, state }) => desks().duty.post(`/alarms/${id}/events`).send(alarmDeed(state.endsWith('-unacknowledged') ? 'acknowledge' : 'note', events)))
    const sent = [1, 2, 4, 5].flatMap((sensor) => [0, 1].map(() => ingest(sensor, [[at, round % 2 ? 95 : 50], [at + 1, round % 3 ? 95 : 21]])))
    const [, , ...told] = await Promise.all([tick(), tick(), ...sent, ...acts])
    for (const one of told) if (one) answers.add(one.status)
  }
  expect([...answers].filter((status) => status !== 201 && status !== 409)).toEqual([])
  expect(answers.has(201)).toBe(true)
  // raised once each time: by the same series sent alone, one reading after the other
  const raised = () => many("select sensor, kind, raised_at, cleared_at, stage from alarm where kind in ('high', 'low', 'rate') order by sensor, kind, raised_at")
  const together = await raised()
  await forget()
  for (let round = 0; round < 3; round += 1)
    for (const sensor of [1, 2, 4, 5]) await say(sensor, [round * 20, round % 2 ? 95 : 50], [round * 20 + 1, round % 3 ? 95 : 21])
  expect(together.length).toBeGreaterThan(3)
  expect(together).toEqual(await raised())
}) // prettier-ignore

test('shelving ends by itself at its second; what gets worse comes off the shelf and has to be acknowledged again', async () => {
  await say(2, [0, 30])
  const { id } = (await list())[0]!
  const act = (deed: object) => desks().duty.post(`/alarms/${id}/events`).send(deed)
  const until = new Date(T0 + 100_000).toISOString()
  expect((await act(alarmDeed('shelve', 1, { until }))).body).toMatchObject({ shelvedUntil: until, calls: false })
  for (let second = 5; second <= 95; second += 5) await say(2, [second, 30])
  await say(2, [99.999, 30])
  await tick()
  expect((await list())[0]).toMatchObject({ calls: false })
  await say(2, [100, 30])
  await tick()
  expect((await list())[0]).toMatchObject({ calls: true, shelvedUntil: null, events: 3 })
  await act(alarmDeed('acknowledge', 3))
  await act(alarmDeed('shelve', 4, { until: new Date(T0 + 3_000_000).toISOString() }))
  await say(2, [105, 50])
  expect((await list())[0]).toMatchObject({ state: 'standing-unacknowledged', stage: 2, acknowledgedAt: null, shelvedUntil: null, calls: true })
  expect((await act(alarmDeed('acknowledge', 5))).body.code).toBe('alarm-changed')
}) // prettier-ignore

test('alarms raised within maintenance are recorded and do not call; those that outlast it do, and none is hushed afterwards', async () => {
  await say(2, [0, 30])
  const announce = (body: object) => desks().manager.post('/maintenance-windows').send({ request: crypto.randomUUID(), source: 1, until: new Date(T0 + 60_000).toISOString(), reason: '更换探头', ...body })
  await clock(1)
  expect((await announce({ from: new Date(T0).toISOString() })).body.code).toBe('invalid-request')
  expect((await announce({ source: 2 })).body.code).toBe('invalid-request')
  expect((await announce({ sensor: 5 })).body.code).toBe('invalid-request')
  expect((await announce({ until: new Date(T0 + 31 * 86_400_000).toISOString() })).body.code).toBe('invalid-request')
  const sent = { request: crypto.randomUUID() }
  expect([(await announce(sent)).status, (await announce(sent)).status]).toEqual([201, 201])
  expect((await announce({ ...sent, reason: '别的' })).body.code).toBe('request-taken')
  await say(1, [2, 9], [10, 9])
  expect((await list({ order: 'newest' })).map(({ kind, calls, maintenance }) => [kind, calls, maintenance])).toEqual([['low', false, true], ['high', true, false]])
  const version = async () => (await many<{ version: string }>("select version from layer_version where layer = 'alarms'"))[0]!.version
  await tick(59)
  const before = await version()
  await tick(60)
  expect((await list({ kind: 'low' }))[0]).toMatchObject({ calls: true, maintenance: true })
  // nobody wrote anything: open pages hear of it all the same, once
  const after = await version()
  await tick()
  expect([Number(after), await version()]).toEqual([Number(before) + 1, after])
}) // prettier-ignore

test('a maintenance window is ended by whoever saw it as it stands, once', async () => {
  const made = await desks().duty.post('/maintenance-windows').send({ request: crypto.randomUUID(), source: 1, until: new Date(T0 + 60_000).toISOString(), reason: 'x' })
  await clock(30)
  const end = (seen: string) => desks().manager.post(`/maintenance-windows/${made.body.id}/end`).send({ seen })
  expect((await end(new Date(T0 + 61_000).toISOString())).body.code).toBe('alarm-changed')
  expect((await end(made.body.until)).body).toMatchObject({ until: new Date(T0 + 30_000).toISOString() })
  expect((await end(new Date(T0 + 30_000).toISOString())).body.code).toBe('alarm-refused')
  expect((await desks().chief.post('/maintenance-windows').send({ request: crypto.randomUUID(), source: 1, until: new Date(T0 + 60_000).toISOString(), reason: 'x' })).status).toBe(403)
}) // prettier-ignore

test('a rule is set by a leader or the data steward, over the one that was seen; it counts from the next reading on, and the former stays', async () => {
  const { leader, steward, duty, manager } = desks()
  const rule = { sensor: 2, deadBand: 0, onDelay: 0, offDelay: 0, rate: null, flatAfter: null, note: '探头抖动', seen: null }
  expect([(await duty.post('/alarm-rules').send(rule)).status, (await manager.post('/alarm-rules').send(rule)).status]).toEqual([403, 403])
  const both = await Promise.all([leader.post('/alarm-rules').send(rule), steward.post('/alarm-rules').send({ ...rule, offDelay: 9 })])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const [set] = both.filter(({ status }) => status === 201)
  expect((await leader.post('/alarm-rules').send(rule)).body).toMatchObject({ code: 'alarm-changed', detail: expect.stringMatching(/^这条规则.*\n.*this rule/) })
  expect((await leader.post('/alarm-rules').send({ ...rule, sensor: 999, seen: null })).body.code).toBe('invalid-request')
  expect((await leader.post('/alarm-rules').send({ ...rule, seen: set!.body.id })).status).toBe(201)
  const { rows } = (await manager.get('/alarm-rules').query({ sensor: '2' })).body
  expect(rows.filter((row: { sensor: number | null }) => row.sensor === 2).map((row: { inForce: boolean; note: string; setBy: string }) => [row.inForce, row.note, row.setBy])).toEqual([[true, '探头抖动', '林青山'], [false, '探头抖动', set!.body.setBy]])
  await say(2, [0, 30], [5, 24])
  expect(await told()).toEqual(['high 1 0 5 cleared-unacknowledged'])
}) // prettier-ignore

test('rules begin as the core has them, and only grow; logs too, and nobody writes past the engine', async () => {
  const rows = await many<Record<string, unknown>>(`select sensor_kind, dead_band as "deadBand", on_delay as "onDelay", off_delay as "offDelay", rate, flat_after as "flatAfter"
    from alarm_rule where sensor_kind is not null`)
  expect(Object.fromEntries(rows.map(({ sensor_kind, ...rule }) => [sensor_kind, rule]))).toEqual(FIRST_ALARM_RULES)
  await expect(many('update alarm_rule set on_delay = 9')).rejects.toThrow('only grow')
  await say(2, [0, 30])
  await expect(many("update alarm_event set note = 'x'")).rejects.toThrow('only grows')
  const attempt = (text: string) => inScope(book.pool, actorOf('duty'), (db) => db.raw(new Sql([text], []))).then(() => 'done', ({ message }: Error) => message)
  for (const text of ["update alarm set state = 'closed'", 'delete from alarm', 'select from alarm_state', "insert into alarm_event (alarm, n, act, at) values (1, 2, 'note', now())",
    "select app.keep_alarms('[]', '[]')", 'select app.alarm_due()', 'update maintenance_window set reason = $$x$$'])
    expect([text, await attempt(text)]).toEqual([text, expect.stringMatching(/permission denied/)])
}) // prettier-ignore
