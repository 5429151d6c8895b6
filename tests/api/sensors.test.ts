import { beforeEach, describe, expect, test } from 'vitest'
import type { ProblemBody } from '#core/contract/problem.ts'
import type { SourceLive } from '#core/contract/sensorQuality.ts'
import type { SensorRow } from '#core/contract/sensors.ts'
import { standardLimits, TOXIC_GASES } from '#core/domain/gasLimits.ts'
import { sensorState } from '#core/domain/sensors.ts'
import type { Actor } from '../../server/db/actor.ts'
import { deskOf } from './desk.ts'
import { MINUTE, NOW, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const STEWARD: Actor = { role: 'government', person: '数据员', grids: [], account: 1, post: 'data-steward' }
const OFFICER: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
const ofPlant = (at: 0 | 1, post: 'safety-manager' | 'worker' = 'safety-manager'): Actor => ({ role: 'enterprise', person: '安全员', grids: [], account: 3, post, enterprise: it.sources[at].enterprise }) // prettier-ignore
const ofGrid = (at: 0 | 1): Actor => ({ role: 'grid', person: '网格长', grids: [it.sources[at].grid], account: 4, post: 'grid-chief' }) // prettier-ignore
const ofUnit = (at: 0 | 1): Actor => ({ role: 'department', person: '干部', grids: [], account: 5, post: 'department-officer', department: it.sources[at].department }) // prettier-ignore
const BODY = {
  gateway: null, code: 'GT-101', name: '罐区可燃气', kind: 'combustible', gas: null, unit: '%LEL', rangeLow: 0, rangeHigh: 100,
  limitLowLow: null, limitLow: null, limitHigh: 25, limitHighHigh: 50, limitsBasis: null, cadence: 30, tank: null, part: '1# 罐', enabled: true,
} // prettier-ignore

/** What one actor asks, and how that is answered. */
async function ask<Told = unknown>(actor: Actor, method: 'get' | 'post' | 'delete', path: string, body?: object) {
  const asking = deskOf(it.book, actor)[method](path)
  const { status, body: told } = await (body ? asking.send(body) : asking)
  return { status, told: told as Told }
}
beforeEach(async () => {
  await it.run('truncate reading, reading_minute, reading_hour, reading_dirty; delete from sensor_now; delete from sensor_service; delete from sensor')
  await it.book.clock.set(NOW)
}) // prettier-ignore
const add = (actor: Actor, change: object = {}) => ask(actor, 'post', '/sensors', { ...BODY, source: it.sources[0].id, ...change }) // prettier-ignore
const list = async (actor: Actor, query = '') => (await ask<{ rows: SensorRow[]; total: number }>(actor, 'get', `/sensors${query}`)).told // prettier-ignore

test('who keeps the books and who keeps the plant write sensors, nobody else, and only of the own plant', async () => {
  for (const actor of [STEWARD, ofPlant(0)]) {
    expect((await add(actor, { code: actor.person })).status).toBe(201)
    const row = (await list(actor)).rows.find(({ code }) => code === actor.person)!
    const { status } = await ask(actor, 'post', `/sensors/${row.id}`, { ...BODY, code: 'X', seen: row.changedAt })
    expect(status).toBe(201)
    expect((await ask(actor, 'delete', `/sensors/${row.id}`)).status).toBe(200)
  }
  const id = await it.sensor()
  const row = (await list(STEWARD)).rows[0]!
  for (const actor of [OFFICER, ofPlant(0, 'worker'), ofGrid(0), ofUnit(0)]) {
    expect((await add(actor)).status, actor.person).toBe(403)
    expect((await ask(actor, 'post', `/sensors/${id}`, { ...BODY, seen: row.changedAt })).status).toBe(403)
    expect((await ask(actor, 'delete', `/sensors/${id}`)).status).toBe(403)
  }
  // of another plant one is not even told that it is there
  expect((await add(ofPlant(1))).status).toBe(404)
  expect((await ask(ofPlant(1), 'post', `/sensors/${id}`, { ...BODY, seen: row.changedAt })).status).toBe(404)
  expect((await ask(ofPlant(1), 'delete', `/sensors/${id}`)).status).toBe(404)
  expect((await ask(ofPlant(1), 'get', `/sensors/${id}/readings`)).status).toBe(404)
  expect((await list(STEWARD)).rows).toEqual([row])
})

test('each sees the sensors of the own sources alone', async () => {
  const own = await it.sensor()
  const other = await it.sensor({ hazard_source: it.sources[1].id })
  const seen = async (actor: Actor) => (await list(actor)).rows.map(({ id }) => id)
  expect(await seen(OFFICER)).toEqual([own, other])
  for (const [at, id] of [
    [0, own],
    [1, other],
  ] as const)
    // prettier-ignore
    for (const actor of [ofPlant(at), ofGrid(at), ofUnit(at)]) expect(await seen(actor), actor.person).toEqual([id])
  expect((await list(OFFICER, `?source=${it.sources[1].id}`)).rows.map(({ id }) => id)).toEqual([other])
  expect((await list(OFFICER, '?limit=1')).total).toBe(2)
})

test('what was written over a sensor that somebody else changed meanwhile is refused', async () => {
  await add(STEWARD)
  const row = (await list(STEWARD)).rows[0]!
  await it.book.clock.set(new Date(NOW.getTime() + 1000))
  const change = (name: string) => ask<ProblemBody>(STEWARD, 'post', `/sensors/${row.id}`, { ...BODY, name, seen: row.changedAt }) // prettier-ignore
  expect((await change('甲')).status).toBe(201)
  expect((await change('乙')).told).toMatchObject({ status: 409, code: 'entry-changed' })
  expect((await list(STEWARD)).rows[0]!.name).toBe('甲')
})

const NEW_GATEWAY = "insert into gateway (enterprise, name) values ($1, '网关') returning id"
test('the database refuses what cannot be, and the refusal names the field', async () => {
  const [foreign] = await it.many<{ id: number }>(NEW_GATEWAY, [it.sources[1].enterprise])
  await add(STEWARD)
  const CASES: readonly (readonly [at: string, change: object])[] = [
    ['code', {}],
    ['rangeLow', { code: 'a', rangeLow: 100 }],
    ['limitHigh', { code: 'a', limitHigh: 20, limitHighHigh: 10, limitsBasis: '设计' }],
    ['limitHigh', { code: 'a', limitLow: 25, limitsBasis: '设计' }],
    ['limitHigh', { code: 'a', limitHigh: 25, limitHighHigh: 50, rangeHigh: 40, limitsBasis: '设计' }],
    ['limitHigh', { code: 'a', limitHigh: 26, limitsBasis: '设计' }],
    ['limitHigh', { code: 'a', limitHighHigh: 51, limitsBasis: '设计' }],
    ['gas', { code: 'a', kind: 'level', unit: 'm', gas: 'CO', limitHigh: 3, limitHighHigh: null, limitsBasis: '设计' }],
    ['gateway', { code: 'a', gateway: foreign!.id }],
    ['limitsBasis', { code: 'a', limitHigh: 20 }],
  ]
  for (const [at, change] of CASES) {
    const { told } = await ask<ProblemBody>(STEWARD, 'post', '/sensors', { ...BODY, source: it.sources[0].id, ...change }) // prettier-ignore
    expect([told.code, told.issues?.[0]?.at], JSON.stringify(change)).toEqual(['entry-refused', `body.${at}`])
  }
  expect((await list(STEWARD)).total).toBe(1)
})

test('limits of the standard bring their basis along', async () => {
  await add(STEWARD)
  const gas = standardLimits('toxic', 'H2S')!
  await add(STEWARD, { code: 'H', kind: 'toxic', gas: 'H2S', unit: gas.unit, limitHigh: gas.high, limitHighHigh: gas.highHigh }) // prettier-ignore
  const rows = (await list(STEWARD)).rows
  expect(rows.map(({ limitsBasis }) => limitsBasis)).toEqual([
    'GB/T 50493-2019：可燃气体一级报警 ≤ 25 %LEL，二级 ≤ 50 %LEL',
    'GB/T 50493-2019：硫化氢一级报警 100 % OEL（10 mg/m³），二级 200 % OEL（20 mg/m³）；限值取自 GBZ 2.1 的二手汇编',
  ])
})

test('a sensor that sent values is kept, and may be switched off', async () => {
  const id = await it.sensor()
  await it.write([{ sensor: id, at: NOW.getTime() - 1000, value: 1 }])
  expect((await ask<ProblemBody>(STEWARD, 'delete', `/sensors/${id}`)).told).toMatchObject({ code: 'entry-refused' }) // prettier-ignore
  await it.run('update sensor set enabled = false where id = $1', [id])
  expect((await list(STEWARD)).rows[0]).toMatchObject({ id, state: 'off', value: 1 })
})

test('a sensor that was in use for ten minutes is kept with its time, however it was switched, and one just written down may go', async () => {
  const [young, old, off] = [await it.sensor(), await it.sensor(), await it.sensor({ enabled: false })]
  const remove = async (id: number) => {
    const { status, told } = await ask<ProblemBody>(STEWARD, 'delete', `/sensors/${id}`)
    return status === 204 || status === 200 ? 'gone' : told.code
  }
  const clock = (minutes: number) => it.book.clock.set(new Date(NOW.getTime() + minutes * MINUTE))
  await clock(5)
  await it.run('update sensor set enabled = false where id = $1', [old])
  await clock(10 - 1 / 60_000)
  await it.run('update sensor set enabled = false where id = $1', [young])
  await clock(60)
  await it.run('update sensor set enabled = true, cadence = 20 where id = $1', [old])
  expect(await remove(young)).toBe('gone')
  await clock(65)
  expect(await remove(old)).toBe('entry-refused')
  expect(await it.many('select sum(served)::float8 as served from app.sensor_quality($1, $2, app.now())', [[old], NOW])).toEqual([{ served: 600 }])
  expect(await remove(off)).toBe('gone')
}) // prettier-ignore

describe('how live a value is', () => {
  test('is told by the clock of the server, to the second of its own cadence', async () => {
    const id = await it.sensor({ cadence: 10 })
    await it.write([{ sensor: id, at: NOW.getTime() - 5000, value: 7.25 }])
    for (const [seconds, state] of [
      [0, 'fresh'],
      [15, 'fresh'],
      [15.001, 'late'],
      [25, 'late'],
      [25.001, 'silent'],
      [86_400, 'silent'],
    ] as const) {
      // prettier-ignore
      await it.book.clock.set(new Date(NOW.getTime() + seconds * 1000))
      const row = (await list(OFFICER)).rows[0]!
      expect([row.state, row.value], String(seconds)).toEqual([state, 7.25])
      expect(row.age).toBeCloseTo(5 + seconds, 6)
      expect((await list(OFFICER, `?state=${state}`)).total).toBe(1)
    }
  })

  test('is foretold of each source, to the millisecond: when one more of its sensors in use is silent unless it speaks', async () => {
    const ages: readonly (readonly [source: 0 | 1, cadence: number, age: number | null, enabled: boolean])[] = [
      [0, 10, 5, true], [0, 10, 29.5, true], [0, 60, 179, true], [0, 10, null, true], [0, 1, 2.9, false],
      [1, 10, null, true], [1, 10, 30.001, true],
    ] // prettier-ignore
    for (const [source, cadence, age, enabled] of ages) {
      const id = await it.sensor({ hazard_source: it.sources[source].id, cadence, enabled })
      if (age !== null) await it.write([{ sensor: id, at: NOW.getTime() - age * 1000, value: 1 }])
    }
    // what is left of three cadences: 25, 0.5 and 1 s; one never spoke, and one is switched off
    for (const [seconds, silent, silentIn] of [[0, 1, 0.5], [0.5, 1, 0], [0.501, 2, 0.499], [1.001, 3, 23.999], [25.001, 4, null]] as const) {
      await it.book.clock.set(new Date(NOW.getTime() + seconds * 1000))
      const { rows } = (await ask<{ rows: SourceLive[] }>(OFFICER, 'get', '/sensors/sources')).told
      const [own, other] = it.sources.map(({ id }) => rows.find(({ source }) => source === id)!)
      expect([own!.sensors, own!.silent, other!.silent, other!.silentIn], String(seconds)).toEqual([4, silent, 2, null])
      if (silentIn === null) expect(own!.silentIn).toBeNull()
      else expect(own!.silentIn, String(seconds)).toBeCloseTo(silentIn, 6)
    }
  }) // prettier-ignore

  test('never is what never sent, and a clock ahead of ours makes nothing younger than its receipt', async () => {
    await it.sensor({ code: 'never', cadence: 10 })
    const ahead = await it.sensor({ code: 'zahead', cadence: 10 })
    await it.write([{ sensor: ahead, at: NOW.getTime() + 60_000, value: 1 }])
    const [never] = (await list(OFFICER)).rows
    expect(never).toMatchObject({ state: 'silent', age: null, value: null, at: null })
    await it.book.clock.set(new Date(NOW.getTime() + 31_000))
    expect((await list(OFFICER, '?state=silent')).total).toBe(2)
  })

  test('is the same in SQL and in the domain', async () => {
    for (const cadence of [1, 7, 60])
      for (const times of [0, 1, 2, 2.0001, 3, 3.0001, 9])
        for (const enabled of [true, false]) {
          const age = cadence * times
          const [told] = await it.many<{ state: string }>('select app.sensor_state($1, $2, $3) as state', [age, cadence, enabled]) // prettier-ignore
          expect(told!.state).toBe(sensorState(age, cadence, enabled))
        }
    expect(await it.many('select app.sensor_state(null, 10, true) as state')).toEqual([{ state: sensorState(null, 10, true) }]) // prettier-ignore
  })
})

test('every toxic gas of the standard has two limits in order, and its limits are taken', async () => {
  for (const gas of Object.keys(TOXIC_GASES)) {
    const { unit, high, highHigh } = standardLimits('toxic', gas)!
    expect((await add(STEWARD, { code: gas, kind: 'toxic', gas, unit, rangeHigh: highHigh! * 2, limitHigh: high, limitHighHigh: highHigh })).status, gas).toBe(201) // prettier-ignore
  }
})

test('a file of values holds what the book holds, line by line, and is recorded before it is sent', async () => {
  const id = await it.sensor({ code: 'LT/1', unit: 'm' })
  const values = Array.from({ length: 2500 }, (_, i) => ({
    sensor: id,
    at: NOW.getTime() - 1 - i * 1003,
    value: i / 7,
  }))
  await it.write(values)
  const { text, headers } = await deskOf(it.book, ofPlant(0)).get(`/exports/sensors/${id}/readings.csv?lang=en`)
  expect(headers['content-disposition']).toContain('readings-')
  const [heading, ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(heading).toBe('time (China),value m,received (China)')
  const china = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`
  expect(lines).toEqual([...values].reverse().map(({ at, value }) => `${china(at)},${value},${china(NOW.getTime())}`))
  const [record] = await it.many<{ count: number }>("select count from audit where topic = 'reading' and act = 'export' order by id desc limit 1") // prettier-ignore
  expect(record!.count).toBe(2500)
  expect((await deskOf(it.book, ofPlant(1)).get(`/exports/sensors/${id}/readings.csv`)).status).toBe(404)
})

test('live rate and silent sensors are counted by the rows that they open, for each scope', async () => {
  const ages: readonly (readonly [source: 0 | 1, age: number | null, enabled: boolean])[] = [
    [0, 0, true], [0, 20, true], [0, 20.5, true], [0, 30, true], [0, 30.5, true], [0, null, true], [0, 0, false], [0, 99, false],
    [1, 5, true], [1, null, false],
  ] // prettier-ignore
  const made: { id: number; source: 0 | 1; state: string }[] = []
  for (const [source, age, enabled] of ages) {
    const id = await it.sensor({ hazard_source: it.sources[source].id, cadence: 10, enabled })
    if (age !== null) await it.write([{ sensor: id, at: NOW.getTime() - age * 1000, value: 1 }])
    const state = !enabled ? 'off' : age === null || age > 30 ? 'silent' : age > 20 ? 'late' : 'fresh'
    made.push({ id, source, state })
  }
  const figure = async (actor: Actor, query = '') =>
    (await ask<{ figures: { parts: { n: number; of: number | null }[] }[] }>(actor, 'get', `/indicators?ids=sensors-online,sensors-silent${query}`)).told.figures.map(({ parts }) => [parts[0]!.n, parts[0]!.of]) // prettier-ignore
  const opened = async (actor: Actor, id: string, side: 'n' | 'of') =>
    (await ask<{ total: number; rows: { items: SensorRow[] } }>(actor, 'get', `/indicators/${id}/rows?part=all&side=${side}`)).told // prettier-ignore
  const expected = (sources: readonly number[], states: readonly string[]) => made.filter(({ source, state }) => sources.includes(source) && states.includes(state)).map(({ id }) => id) // prettier-ignore
  const USED = ['fresh', 'late', 'silent']
  for (const [actor, sources] of [
    [OFFICER, [0, 1]],
    [ofPlant(0), [0]],
    [ofGrid(1), [1]],
    [ofUnit(0), [0]],
  ] as const) {
    // prettier-ignore
    const [live, used, silent] = [expected(sources, ['fresh']), expected(sources, USED), expected(sources, ['silent'])]
    expect(await figure(actor), actor.person).toEqual([[live.length, used.length], [silent.length, null]]) // prettier-ignore
    for (const [id, side, ids] of [
      ['sensors-online', 'n', live],
      ['sensors-online', 'of', used],
      ['sensors-silent', 'n', silent],
    ] as const) {
      // prettier-ignore
      const { total, rows } = await opened(actor, id, side)
      expect([total, rows.items.map((row) => row.id).sort((a, b) => a - b)]).toEqual([ids.length, ids])
    }
  }
  expect(await figure(OFFICER, `&grid=${it.sources[1].grid}`)).toEqual([[1, 1], [0, null]]) // prettier-ignore
  expect(await figure(ofGrid(0), `&grid=${it.sources[1].grid}`)).toEqual([[0, 0], [0, null]]) // prettier-ignore
})
