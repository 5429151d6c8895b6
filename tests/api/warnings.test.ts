import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SourceColour } from '#core/contract/warnings.ts'
import {
  WARNING_BY_CAUSE,
  WARNING_CAUSES,
  type WarningCause,
  WARNING_RULE,
  warningOf,
} from '#core/domain/sourceWarning.ts'
import type { Actor } from '../../server/db/actor.ts'
import { randomFrom } from '../../scripts/demo/random.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

const NOW = new Date('2026-06-10T04:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR).toISOString()
const leader: Actor = { role: 'government', person: '林青山', grids: [], post: 'leader' }
const steward: Actor = { ...leader, post: 'data-steward' }
const enterprise = (id: number): Actor => ({ role: 'enterprise', person: '厂长', grids: [], enterprise: id })
/** R that gives each level, α = 1; none below the threshold. */
const R_OF = { 1: 120, 2: 60, 3: 20, 4: 5 } as const

let book: FreshDatabase
/** Writes as the superuser with triggers off, so that no engine has a hand in what stands. */
const put = async (statement: string, values: unknown[] = []) => {
  const client = await book.owner.connect()
  try {
    await client.query('set session_replication_role = replica')
    return (await client.query(statement, values)).rows as { id: number }[]
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
}
beforeAll(async () => {
  book = await freshDatabase()
  await book.owner.query(`insert into enterprise (scheme, identifier, name, industry, geom)
    select 'demo', 'E' || i, '样板' || i, 'C2614', st_setsrid(st_makepoint(i + 0.5, 0.5), 4326) from generate_series(1, 3) i`)
})
afterAll(() => book.drop())
afterEach(async () => {
  await put('delete from alarm; ')
  await put('delete from hazard')
  await put('delete from special_work')
  await put('delete from maintenance_window')
  await put('delete from weather_warning')
  await put('delete from sensor_now; delete from sensor_service; delete from sensor')
  await put('delete from gateway')
  await put('delete from hazard_source')
  await book.clock.run()
})

const source = async (enterprise: number, level: keyof typeof R_OF | undefined) => {
  const [row] = await put(
    `insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
     select $1, '罐区', 'storage', st_setsrid(st_makepoint(1.5, 0.5), 4326), 1, $2, $3, $3 returning id`,
    [enterprise, level ? 2 : 0.5, level ? R_OF[level] : 0.5],
  )
  return row!.id
}
const sensorOf = async (at: number, gateway: number | null = null) => {
  const [row] = await put(
    `insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, cadence)
     values ($1, $2, 'S' || nextval('sensor_id_seq'), '点', 'level', 'm', 0, 10, 10) returning id`,
    [at, gateway],
  )
  return row!.id
}
const alarm = async (at: number, kind: string, stage: number, more: { state?: string; window?: number; shelved?: string } = {}) =>
  put(
    `insert into alarm (enterprise, hazard_source, sensor, kind, stage, state, raised_at, told_at, maintenance, shelved_until, cleared_at, acknowledged_at)
     select s.enterprise, s.id, $2, $3, $4, $5, $6, $6, $7, $8, case when $5 like 'cleared-%' then $6::timestamptz end,
       case when $5 like '%-acknowledged' then $6::timestamptz end from hazard_source s where s.id = $1`,
    [at, await sensorOf(at), kind, stage, more.state ?? 'standing-unacknowledged', NOW, more.window ?? null, more.shelved ?? null],
  ) // prettier-ignore
const hazard = (of: number, due: string, more: { major?: boolean; state?: string; closed?: string } = {}) =>
  put(
    `insert into hazard (request, enterprise, source, major, state, description, found_at, due_at, closed_at)
     values (gen_random_uuid(), $1, 'patrol', $2, $3, '隐患', $4, $5, $6)`,
    [of, more.major ?? true, more.state ?? 'rectifying', later(-900), due, more.closed ?? null],
  )
const work = (at: number, kind: string, level: string | null, state: string) =>
  put(
    `insert into special_work (request, enterprise, hazard_source, kind, level, place, from_at, until_at, responsible, guardian, state, started_at, ended_at)
     select gen_random_uuid(), s.enterprise, s.id, $2, $3, '罐顶', $5, $6, '甲', '乙', $4,
       case when $4 in ('working', 'ended') then $5::timestamptz end, case when $4 in ('ended', 'cancelled') then $6::timestamptz end
     from hazard_source s where s.id = $1`,
    [at, kind, level, state, later(-1), later(2)],
  ) // prettier-ignore
const colours = async (actor = leader) => {
  const { body, status } = await deskOf(book, actor).get('/warnings')
  expect(status).toBe(200)
  return (body as { rows: SourceColour[] }).rows
}
const bare = ({ colour, causes, raisedBy }: Pick<SourceColour, 'colour' | 'causes' | 'raisedBy'>) => ({
  colour,
  causes,
  raisedBy,
})

describe('a colour', () => {
  test('is what the core makes of everything that stands, in random books of every kind of case', async () => {
    await book.clock.set(NOW)
    const random = randomFrom(20_261_127)
    for (let round = 0; round < 60; round++) {
      const expected = new Map<number, ReturnType<typeof bare>>()
      const level = random.pick([1, 2, 3, 4, undefined] as const)
      const id = await source(1, level)
      const other = await source(2, 1)
      const count: Partial<Record<WarningCause, number>> = {}
      const add = (cause: WarningCause) => (count[cause] = (count[cause] ?? 0) + 1)
      const [window] = await put(
        `insert into maintenance_window (request, enterprise, hazard_source, reason, from_at, until_at, person) values (gen_random_uuid(), 1, $1, '检修', $2, $3, '甲') returning id`,
        [id, later(-5), later(random.pick([-1, 5]))],
      )
      const windowLasts = (await put('select id from maintenance_window where until_at > $1', [NOW])).length > 0
      for (let n = random.whole(0, 4); n > 0; n--) {
        const kind = random.pick(['high', 'low', 'rate', 'flat', 'silent'])
        const stage = kind === 'high' || kind === 'low' ? random.whole(1, 2) : 1
        const state = random.pick(['standing-unacknowledged', 'standing-acknowledged', 'cleared-unacknowledged'])
        const inside = random.whole(0, 3) === 0
        await alarm(id, kind, stage, { state, ...(inside && { window: window!.id }), ...(random.whole(0, 2) === 0 && { shelved: later(3) }) }) // prettier-ignore
        if (!state.startsWith('standing') || (inside && windowLasts)) continue
        add(kind === 'silent' ? 'silent' : stage === 2 ? 'alarm-high' : 'alarm-low')
      }
      if (random.whole(0, 3) === 0) {
        const [gateway] = await put("insert into gateway (enterprise, name) values (1, '网关') returning id")
        await sensorOf(id, gateway!.id)
        await put(`insert into alarm (enterprise, gateway, kind, stage, state, raised_at, told_at) values (1, $1, 'gateway', 1, 'standing-unacknowledged', $2, $2)`, [gateway!.id, NOW]) // prettier-ignore
        add('silent')
      }
      for (let n = random.whole(0, 2); n > 0; n--) {
        const [major, closed, due] = [
          random.whole(0, 3) > 0,
          random.whole(0, 2) === 0,
          random.pick([-48, -0.001, 0.001, 30]),
        ]
        await hazard(1, later(due), { major, ...(closed && random.pick([{ state: 'closed', closed: later(-1) }, { state: 'voided' }])) }) // prettier-ignore
        if (major && !closed) add(due < 0 ? 'major-overdue' : 'major-open')
      }
      for (let n = random.whole(0, 2); n > 0; n--) {
        const [kind, grade] = random.pick([['hot', 'special'], ['hot', 'first'], ['hot', 'second'], ['confined', null], ['digging', null]] as const) // prettier-ignore
        const state = random.pick(['filed', 'working', 'ended'])
        await work(id, kind, grade, state)
        if (state === 'working' && (kind === 'confined' || grade === 'special' || grade === 'first')) add('works')
      }
      const weather = random.pick([undefined, 1, 2, 3, 4] as const)
      if (weather) await put('insert into weather_warning (kind, colour, from_at, until_at) values ($1, $2, $3, $4)', ['wind', weather, later(-1), later(1)]) // prettier-ignore
      // what ended, was lifted or is to come counts for nothing
      await put(`insert into weather_warning (kind, colour, from_at, until_at, ended_at, ended_by) values ('snow', 1, $1, $2, null, null), ('snow', 1, $3, $4, null, null), ('snow', 1, $1::timestamptz, $4, $2::timestamptz, '甲')`, [later(-9), later(0), later(1), later(9)]) // prettier-ignore
      const made = warningOf({ level, causes: count, weather })
      expected.set(id, { colour: made.colour ?? null, causes: [...made.causes], raisedBy: [...made.raisedBy] })
      const rows = await colours()
      expect(rows.map(({ source }) => source).includes(id)).toBe(level !== undefined)
      expect(rows.find(({ source }) => source === other)).toMatchObject({ colour: null, causes: [], raisedBy: [] })
      const { body } = await deskOf(book, leader).get(`/hazard-sources/${id}/warning`)
      expect([round, level, weather, bare(body), body.rule]).toEqual([round, level, weather, expected.get(id), WARNING_RULE]) // prettier-ignore
      if (level) expect(bare(rows.find(({ source }) => source === id)!)).toEqual(expected.get(id))
      await put('delete from alarm; delete from hazard; delete from special_work; delete from maintenance_window; delete from weather_warning; delete from sensor; delete from gateway; delete from hazard_source') // prettier-ignore
    }
  }, 120_000)

  test('is told to an enterprise of its own sources alone, and of none to others', async () => {
    await book.clock.set(NOW)
    const [own, foreign] = [await source(1, 1), await source(2, 2)]
    await alarm(own, 'high', 2)
    await alarm(foreign, 'high', 1)
    expect((await colours()).map(({ source, colour }) => [source, colour])).toEqual([[own, 1], [foreign, 2]]) // prettier-ignore
    expect((await colours(enterprise(2))).map(({ source, colour }) => [source, colour])).toEqual([[foreign, 2]])
    expect((await deskOf(book, enterprise(2)).get(`/hazard-sources/${own}/warning`)).status).toBe(404)
  })

  test('is given by second-grade hot work where the night raises it, and by gas of the second stage in any maintenance', async () => {
    await book.clock.set(NOW)
    const id = await source(1, 1)
    await work(id, 'hot', 'second', 'working')
    const colour = async () => (await colours()).find(({ source }) => source === id)?.colour
    await book.clock.set(new Date('2026-06-10T09:59:59Z')) // 17:59:59 of a Wednesday
    expect(await colour()).toBeNull()
    await book.clock.set(new Date('2026-06-10T10:00:00Z'))
    expect(await colour()).toBe(3)
    await book.clock.set(NOW)
    const [window] = await put(`insert into maintenance_window (request, enterprise, hazard_source, reason, from_at, until_at, person) values (gen_random_uuid(), 1, $1, '检修', $2, $3, '甲') returning id`, [id, later(-5), later(5)]) // prettier-ignore
    await alarm(id, 'high', 2, { window: window!.id })
    expect(await colour()).toBeNull()
    await put("update sensor set kind = 'combustible', unit = '%LEL', range_high = 100, limit_h = 5, limit_hh = 10")
    expect(await colour()).toBe(1)
  })

  test('is given by sensors that were never heard once they are in use for longer than three cadences and ten minutes, switched or not, out of maintenance', async () => {
    await book.clock.set(NOW)
    const id = await source(1, 1)
    const serve = (sensor: number, spans: readonly (readonly [from: number, until: number | null, enabled: boolean])[]) =>
      Promise.all(spans.map(([from, until, enabled]) => put('insert into sensor_service (sensor, from_at, until_at, enabled, cadence) values ($1, $2, $3, $4, 10)', [sensor, later(from), until === null ? null : later(until), enabled]))) // prettier-ignore
    const [plain, switched, slow, kept, off, heard] = [await sensorOf(id), await sensorOf(id), await sensorOf(id), await sensorOf(id), await sensorOf(id), await sensorOf(id)] // prettier-ignore
    await put('update sensor set cadence = 3600 where id = $1', [slow])
    await put('update sensor set enabled = false where id = $1', [off])
    for (const one of [plain, slow, kept, off, heard]) await serve(one, [[0, null, true]])
    await serve(switched, [[-2, -1.9, true], [-1.9, 0, false], [0, null, true]]) // prettier-ignore
    await put('insert into sensor_now (sensor, at, value, received_at) values ($1, $2, 1, $2)', [heard, NOW])
    await put(`insert into maintenance_window (request, enterprise, hazard_source, sensor, reason, from_at, until_at, person) values (gen_random_uuid(), 1, $1, $2, '检修', $3, $4, '甲')`, [id, kept, later(-1), later(2)]) // prettier-ignore
    const told = async (ms: number) => {
      await book.clock.set(new Date(NOW.getTime() + ms))
      const found = (await colours()).find(({ source }) => source === id)!
      return [found.colour, found.causes[0]?.count ?? 0]
    }
    // 6 minutes were served before: four more
    expect([await told(240_000), await told(240_001)]).toEqual([[null, 0], [3, 1]]) // prettier-ignore
    expect([await told(600_000), await told(600_001)]).toEqual([[3, 1], [3, 2]]) // prettier-ignore
    expect([(await told(2 * HOUR - 1))[1], (await told(2 * HOUR))[1]]).toEqual([2, 3])
    expect([(await told(3 * HOUR))[1], (await told(3 * HOUR + 1))[1]]).toEqual([3, 4])
  })

  test('counts of a silent gateway each sensor once that was not heard since, or fell silent again', async () => {
    await book.clock.set(NOW)
    const id = await source(1, 1)
    const [gateway] = await put("insert into gateway (enterprise, name) values (1, '网关') returning id")
    for (const [at, received] of [[-2, -2], [0.001, 0.001], [0.9, 0.9], [0.9, 0.9], [2, 0.9], [-2, 0.9]] as const) // prettier-ignore
      await put('insert into sensor_now (sensor, at, value, received_at) values ($1, $2, 1, $3)', [await sensorOf(id, gateway!.id), later(at), later(received)]) // prettier-ignore
    await put(`insert into alarm (enterprise, gateway, kind, stage, state, raised_at, told_at) values (1, $1, 'gateway', 1, 'standing-unacknowledged', $2, $2)`, [gateway!.id, NOW]) // prettier-ignore
    const count = async (hours: number) => {
      await book.clock.set(new Date(later(hours)))
      return (await colours())[0]!.causes[0]?.count ?? 0
    }
    expect(await count(0.9)).toBe(3)
    expect(await count(0.9 + 30 / 3600)).toBe(3)
    expect(await count(0.9 + 30.001 / 3600)).toBe(6)
    await put(`insert into alarm (enterprise, hazard_source, sensor, kind, stage, state, raised_at, told_at) select 1, $1, id, 'silent', 1, 'standing-unacknowledged', $2, $2 from sensor`, [id, NOW]) // prettier-ignore
    expect(await count(0.9 + 30.001 / 3600)).toBe(6)
  })

  test('turns at the very moment a major hazard falls due', async () => {
    const id = await source(1, 1)
    await hazard(1, later(0))
    const at = async (ms: number) => {
      await book.clock.set(new Date(NOW.getTime() + ms))
      return (await colours()).find(({ source }) => source === id)?.colour
    }
    expect([await at(-1000), await at(0), await at(1)]).toEqual([3, 3, 2])
  })
})

test('the rule in the database is that of the core', async () => {
  const { rows } = await book.owner.query<{ cause: WarningCause; upper: number; lower: number }>(
    'select cause, upper, lower from warning_rule where rule = $1 order by place',
    [WARNING_RULE],
  )
  expect(rows).toEqual(
    WARNING_CAUSES.map((cause) => ({ cause, upper: WARNING_BY_CAUSE[cause][0], lower: WARNING_BY_CAUSE[cause][1] })),
  )
})

describe('weather', () => {
  const storm = (from: number, until: number) => ({ request: randomUUID(), kind: 'thunder', colour: 2, fromAt: later(from), untilAt: later(until), note: null }) // prettier-ignore

  test('is entered and ended by the command centre alone, and stays on the record', async () => {
    await book.clock.set(NOW)
    const desk = deskOf(book, leader)
    const { body: made, status } = await desk.post('/weather-warnings').send(storm(0, 6))
    expect([status, made.kind, made.madeBy, made.endedAt]).toEqual([201, 'thunder', '林青山', null])
    for (const actor of [steward, enterprise(1)])
      expect((await deskOf(book, actor).post('/weather-warnings').send(storm(0, 6))).body.code).toBe('not-allowed')
    const { body: ended } = await desk.post(`/weather-warnings/${made.id}/end`)
    expect([ended.endedAt, ended.endedBy]).toEqual([NOW.toISOString(), '林青山'])
    expect((await desk.post(`/weather-warnings/${made.id}/end`)).status).toBe(404)
    expect((await deskOf(book, enterprise(1)).get('/weather-warnings')).body.rows).toEqual([ended])
  })

  test('sent several times at once is one, and its request is no other warning', async () => {
    await book.clock.set(NOW)
    const desk = deskOf(book, leader)
    const sent = storm(0, 6)
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk.post('/weather-warnings').send(sent)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect((await desk.get('/weather-warnings')).body.rows).toHaveLength(1)
    const { status, body } = await desk.post('/weather-warnings').send({ ...sent, colour: 1 })
    expect([status, body.code, body.issues?.[0]?.at]).toEqual([409, 'request-taken', 'body.request'])
    // what is meant twice is two
    expect((await desk.post('/weather-warnings').send(storm(0, 6))).status).toBe(201)
    expect((await desk.get('/weather-warnings')).body.rows).toHaveLength(2)
  })

  test.each([
    ['ends before it begins', 2, 1, 'body.untilAt'],
    ['lasts more than seven days', 0, 169, 'body.untilAt'],
    ['began more than a day ago', -25, 1, 'body.fromAt'],
    ['begins more than three days ahead', 73, 74, 'body.fromAt'],
  ])('that %s is refused by its field', async (_, from, until, at) => {
    await book.clock.set(NOW)
    const { status, body } = await deskOf(book, leader).post('/weather-warnings').send(storm(from, until))
    expect([status, body.code, body.issues?.[0]?.at]).toEqual([422, 'weather-span', at])
  })
})
