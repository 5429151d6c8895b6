/** A safety manager, who is watched, tries to make the own sensors blind; and what is honest goes through. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ProblemBody } from '#core/contract/problem.ts'
import type { SensorRow } from '#core/contract/sensors.ts'
import type { Actor } from '../../server/db/actor.ts'
import { alarmHouse, alarmsBook } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

let book: FreshDatabase
beforeAll(async () => void (book = await alarmsBook()))
afterAll(() => book.drop())
const { say, told, tick, forget, many } = alarmHouse(() => book)
beforeEach(forget)

const plant = (enterprise: number): Actor => ({ role: 'enterprise', person: '安全员', grids: [], account: 3, post: 'safety-manager', enterprise }) // prettier-ignore
const STEWARD: Actor = { role: 'government', person: '数据员', grids: [], account: 1, post: 'data-steward' }

async function ask(actor: Actor, method: 'post' | 'delete', path: string, body?: object) {
  const asking = deskOf(book, actor)[method](path)
  const answer = await (body ? asking.send(body) : asking)
  const told = answer.body as ProblemBody
  // 201, or the field that is refused; whoever refuses says so in both languages
  if (told.code === 'entry-refused') expect(told.detail).toMatch(/^[^\n]*[；。][^\n]*\n[A-Z][^\n]*\.$/)
  return answer.status < 300 ? 'done' : `${told.code} ${told.issues?.[0]?.at ?? ''}`.trim()
}
const NOTHING = { gateway: null, gas: null, limitLowLow: null, limitLow: null, limitHigh: null, limitHighHigh: null, limitsBasis: '设计', cadence: 30, tank: null, part: null, enabled: true } // prettier-ignore
const AS_IT_IS = Object.keys({ ...NOTHING, code: 1, name: 1, kind: 1, unit: 1, rangeLow: 1, rangeHigh: 1 })
/** Writes a sensor anew as it is, but for some fields. */
async function change(id: number, fields: object, actor = plant(id === 5 ? 2 : 1)) {
  const { rows } = (await deskOf(book, actor).get('/sensors')).body as { rows: (SensorRow & Record<string, unknown>)[] } // prettier-ignore
  const row = rows.find((one) => one.id === id)!
  const body = Object.fromEntries(AS_IT_IS.map((field) => [field, row[field]]))
  return ask(actor, 'post', `/sensors/${id}`, { ...body, limitsBasis: '设计', ...fields, seen: row.changedAt })
}

const OF_KIND = {
  toxic: { gas: 'NH3', unit: 'mg/m³', rangeLow: 0, rangeHigh: 100, limitHigh: 20, limitHighHigh: 40 },
  combustible: { unit: '%LEL', rangeLow: 0, rangeHigh: 100, limitHigh: 25, limitHighHigh: 50 },
  oxygen: { unit: '%VOL', rangeLow: 0, rangeHigh: 30, limitLow: 19.5, limitHigh: 23.5 },
  fire: { unit: '—', rangeLow: 0, rangeHigh: 1, limitHigh: 1 },
  temperature: { unit: '℃', rangeLow: -273.15, rangeHigh: 2000, limitHigh: 80 },
  pressure: { unit: 'MPa', rangeLow: 0, rangeHigh: 300, limitHigh: 2 },
  level: { unit: 'm', rangeLow: 0, rangeHigh: 200, limitHigh: 8 },
  flow: { unit: 'm³/h', rangeLow: 0, rangeHigh: 1e5, limitHigh: 8 },
} as const
type Kind = keyof typeof OF_KIND

test('a sensor is added as the standard has it, at the very edge, and not a step beyond', async () => {
  const BEYOND: readonly (readonly [Kind, at: string, ...changes: object[]])[] = [
    ['toxic', 'unit', { unit: 'mg/m3' }, { unit: 'ppm', limitHigh: 1000, limitHighHigh: 1500, rangeHigh: 1600 }],
    ['toxic', 'gas', { gas: null }, { gas: '氨' }, { gas: 'nh3' }, { gas: null, limitHigh: 1000, limitHighHigh: 2000, rangeHigh: 4000 }],
    ['toxic', 'limitHigh', { limitHigh: 20.1 }, { limitHighHigh: 40.1 }, { limitHighHigh: null }],
    ['toxic', 'rangeHigh', { rangeHigh: 49.9 }, { rangeHigh: 1600.1 }, { rangeLow: 1 }, { limitHigh: 1, limitHighHigh: 2, rangeHigh: 2.5 }],
    ['combustible', 'unit', { unit: '% LEL', limitHigh: 80, limitHighHigh: 90 }, { unit: '%VOL' }],
    ['combustible', 'rangeHigh', { rangeHigh: 99 }, { rangeHigh: 101 }, { rangeLow: -1e6, rangeHigh: 1e6 }, { rangeLow: 1 }],
    ['oxygen', 'unit', { unit: '%' }],
    ['oxygen', 'limitLow', { limitLow: 1 }, { limitLow: 19.4 }, { limitLow: null }, { limitHigh: 23.6 }, { limitHigh: null }],
    ['oxygen', 'rangeHigh', { rangeHigh: 24.9 }, { rangeHigh: 30.1 }, { rangeLow: 19 }],
    ['fire', 'limitHigh', { limitHigh: null }, { limitHigh: 0 }],
    ['fire', 'rangeHigh', { rangeHigh: 100, limitHigh: 100 }],
    ['temperature', 'rangeHigh', { rangeLow: -274 }, { rangeHigh: 2001 }, { unit: '度', rangeHigh: 1e4 }],
    ['pressure', 'rangeHigh', { rangeHigh: 301 }, { rangeLow: -1 }],
    ['level', 'rangeHigh', { rangeHigh: 201 }],
    ['flow', 'rangeHigh', { rangeHigh: 1e6 }],
  ] // prettier-ignore
  const add = (kind: Kind, fields: object = {}) => ask(plant(1), 'post', '/sensors', { ...NOTHING, source: 1, code: `新 ${kind}`, name: '新', kind, ...OF_KIND[kind], ...fields }) // prettier-ignore
  for (const [kind, at, ...changes] of BEYOND)
    for (const one of changes) expect(await add(kind, one), JSON.stringify([kind, one])).toBe(`entry-refused body.${at}`) // prettier-ignore
  for (const kind of Object.keys(OF_KIND) as Kind[]) expect(await add(kind), kind).toBe('done')
  for (const [code, rangeHigh] of [['a', 50], ['b', 1600]] as const) expect(await add('toxic', { code, rangeHigh })).toBe('done') // prettier-ignore
  await many("delete from sensor where code ~ '^(新|a$|b$)'")
})

test('a gas that was measured stays that gas, and one that was never told may be told once', async () => {
  await many('insert into sensor_now (sensor, at, value, received_at) values (5, app.now(), 5, app.now())')
  for (const gas of [null, '氨', 'H2S', 'CO2'])
    expect(await change(5, { gas, limitHigh: 150, limitHighHigh: 190, rangeHigh: 200 }), String(gas)).toBe('entry-refused body.gas') // prettier-ignore
  // a row of before these rules: it cannot be written as it is, but switched off, and its gas told
  await many('alter table sensor drop constraint sensor_toxic_gas, disable trigger a_check')
  await many('update sensor set gas = null, limit_h = 150, limit_hh = 190, range_high = 200 where id = 5')
  await many(`alter table sensor enable trigger a_check, add constraint sensor_toxic_gas
    check (not enabled or kind <> 'toxic' or coalesce((app.toxic_limits(gas)).first, 0) > 0) not valid`)
  expect(await change(5, { name: '氨' })).toBe('entry-refused body.gas')
  expect(await change(5, { enabled: false })).toBe('done')
  expect(await change(5, { enabled: true })).toBe('entry-refused body.gas')
  expect(await change(5, { gas: 'NH3' })).toBe('entry-refused body.limitHigh')
  expect(await change(5, { gas: 'NH3', limitHigh: 20, limitHighHigh: 40, enabled: true })).toBe('done')
  expect(await change(5, { gas: 'CO' })).toBe('entry-refused body.gas')
})

test('while an alarm of limits stands another gateway that measures may speak for the sensor, and its own is not revoked', async () => {
  const [other, gone, replays] = await many<{ id: number }>(`insert into gateway (enterprise, name, revoked_at, replays)
    values (1, '备用', null, null), (1, '旧', app.now(), null), (1, '重放一', null, 'SKAB') returning id`)
  await say(2, [0, 60])
  const revoke = (id: number) => ask(plant(1), 'delete', `/gateways/${id}`)
  for (const gateway of [null, gone!.id, replays!.id]) expect(await change(2, { gateway })).toBe('entry-refused')
  expect(await revoke(1)).toBe('entry-refused')
  expect(await change(2, { gateway: other!.id })).toBe('done')
  expect([await revoke(1), await revoke(other!.id)]).toEqual(['done', 'entry-refused'])
  await say(2, [5, 1], [15, 1])
  expect(await told()).toEqual(['high 2 0 15 cleared-unacknowledged'])
  expect(await revoke(other!.id)).toBe('done')
  await many('update gateway set revoked_at = null where id = 1')
  await many('update sensor set gateway = 1 where id = 2')
})

test('silence ends by readings alone: neither cadence nor use, but the district may put the sensor out of use', async () => {
  await say(4, [0, 20])
  await tick(31)
  expect(await told()).toEqual(['silent 1 30 - standing-unacknowledged'])
  const [tank] = await many<{ id: number }>("insert into tank (hazard_source, tag, kind, diameter, capacity, geom) select 1, 'V-1', 'sphere', 10, 500, geom from hazard_source where id = 1 returning id") // prettier-ignore
  for (const actor of [plant(1), STEWARD])
    for (const fields of [{ cadence: 3600 }, { tank: tank!.id }, { rangeHigh: 200 }])
      expect(await change(4, fields, actor)).toBe('entry-refused body.cadence')
  expect(await change(4, { enabled: false })).toBe('entry-refused body.enabled')
  expect(await change(4, { name: '温度', limitHigh: 50 })).toBe('done')
  await tick(40)
  expect(await told()).toEqual(['silent 1 30 - standing-unacknowledged'])
  expect(await change(4, { enabled: false }, STEWARD)).toBe('done')
  await tick()
  expect(await told()).toEqual(['silent 1 30 40 cleared-unacknowledged'])
})

test('a flat line, a steep one and a silent gateway are ended by readings too, and a tank stays while a sensor of it alarms', async () => {
  const [tank] = await many<{ id: number; seen: string }>("insert into tank (hazard_source, tag, kind, diameter, capacity, geom) select 1, 'V-2', 'sphere', 10, 500, st_translate(geom, 0.001, 0) from hazard_source where id = 1 returning id, app.iso(changed_at) as seen") // prettier-ignore
  await many('update sensor set tank = $1 where id = 1', [tank!.id])
  await many(
    "insert into alarm_rule (sensor, dead_band, on_delay, off_delay, rate, flat_after, note, set_by) values (1, 0, 0, 0, null, 60, '试', '试')",
  )
  await say(1, [0, 50], [30, 50], [61, 50])
  expect(await told()).toEqual(['flat 1 60 - standing-unacknowledged'])
  expect(await change(1, { enabled: false })).toBe('entry-refused body.enabled')
  expect(await change(1, { cadence: 20 })).toBe('entry-refused body.cadence')
  expect(await ask(plant(1), 'delete', `/tanks/${tank!.id}?seen=${tank!.seen}`)).toBe('entry-refused')
  await say(1, [71, 51])
  expect(await change(1, { cadence: 20, tank: null })).toBe('done')
  await many('update sensor set cadence = 10 where id = 1')
  await say(2, [80, 1])
  await tick(200)
  expect((await told("kind = 'gateway' and cleared_at is null")).length).toBe(1)
  expect([await change(1, { cadence: 3600 }), await change(2, { cadence: 300 }), await change(2, { enabled: false })]).toEqual(
    ['entry-refused body.cadence', 'entry-refused body.cadence', 'entry-refused body.enabled']) // prettier-ignore
})
