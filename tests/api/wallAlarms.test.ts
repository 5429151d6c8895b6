import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { walls } from '#core/contract/walls.ts'
import type { Output } from '#core/contract/route.ts'
import type { Actor } from '../../server/db/actor.ts'
import { alarmDeed, alarmHouse, alarmsBook, T0 } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

let book: FreshDatabase
const { say: judged, tick, clock, forget, desks, many } = alarmHouse(() => book)
beforeAll(async () => (book = await alarmsBook()))
afterAll(() => book.drop())
beforeEach(forget)

const WALL: Actor = { role: 'wall', person: '大厅', grids: [], scenes: [1] }
type Shown = Output<typeof walls.alarms>
const shown = async (actor: Actor = WALL) => (await deskOf(book, actor).get('/walls/alarms')).body as Shown
const states = async () => (await shown()).rows.map(({ sensorCode, state }) => `${sensorCode} ${state}`)
/** As gateways send: what is newest is known, too. */
async function say(sensor: number, ...said: Parameters<typeof judged>[1][]) {
  await judged(sensor, ...said)
  const [second, value] = said.at(-1)!
  await many(
    `insert into sensor_now (sensor, at, value, received_at) values ($1, to_timestamp($2), $3, to_timestamp($2))
      on conflict (sensor) do update set at = excluded.at, value = excluded.value, received_at = excluded.received_at`,
    [sensor, T0 / 1000 + second, value],
  )
}
const idOf = async (sensor: number) => (await many<{ id: number; events: number }>(`select id, events from alarm where sensor = $1 and kind in ('high', 'low') order by id desc limit 1`, [sensor]))[0]! // prettier-ignore
async function act(sensor: number, name: string, more: object = {}) {
  const { id, events } = await idOf(sensor)
  const { status } = await desks()
    .duty.post(`/alarms/${id}/events`)
    .send(alarmDeed(name, events, more))
  expect(status, name).toBeLessThan(300)
}
const [LEVEL, GAS, TOXIC] = [1, 2, 5]

test('an alarm takes over a wall from its second stage on until it is both cleared and acknowledged, in whatever order', async () => {
  await say(GAS, [0, 30])
  expect(await states()).toEqual([])
  await say(GAS, [5, 60.5])
  expect(await states()).toEqual(['GT-101 standing-unacknowledged'])
  await act(GAS, 'acknowledge')
  expect(await states()).toEqual(['GT-101 standing-acknowledged'])
  const [row] = (await shown()).rows
  expect(row).toMatchObject({ enterprise: 1, sourceName: '储罐区', sensorName: '罐区可燃气', side: 'high', value: 60.5, limit: 50, newest: 60.5, unit: '%LEL', live: 'fresh', age: 0, raisedAt: new Date(T0).toISOString(), reachedAt: new Date(T0 + 5000).toISOString() }) // prettier-ignore
  expect(row?.acknowledgedBy).toBeTruthy()
  await clock(21)
  expect((await shown()).rows[0]).toMatchObject({ age: 16, live: 'silent' })
  await say(GAS, [25, 1], [90, 1])
  await tick(200)
  expect(await states()).toEqual([])
  await say(TOXIC, [210, 50])
  await say(TOXIC, [220, 1], [290, 1])
  await tick(400)
  expect(await states()).toEqual(['GT-201 cleared-unacknowledged'])
  await act(TOXIC, 'acknowledge')
  expect(await states()).toEqual([])
})

test('one that is shelved or of a maintenance leaves the wall alone, but gas of the second stage does not in maintenance', async () => {
  await many(`insert into maintenance_window (request, enterprise, hazard_source, from_at, until_at, reason, person)
    values (gen_random_uuid(), 1, 1, app.now(), app.now() + interval '1 hour', '清罐', '赵')`)
  await say(LEVEL, [0, 95], [60, 95])
  await say(GAS, [61, 70])
  expect((await many<{ stage: number }>('select stage from alarm where sensor = 1'))[0]?.stage).toBe(2)
  expect(await states()).toEqual(['GT-101 standing-unacknowledged'])
  await say(TOXIC, [62, 50])
  // those that nobody acknowledged first, then the newest
  await act(TOXIC, 'acknowledge')
  expect(await states()).toEqual(['GT-101 standing-unacknowledged', 'GT-201 standing-acknowledged'])
  expect((await shown()).total).toBe(2)
  await act(GAS, 'shelve', { until: new Date(T0 + 600_000).toISOString() })
  expect(await states()).toEqual(['GT-201 standing-acknowledged'])
})

test('walls and the government side are told, by name and without a phone who is on duty; others are refused', async () => {
  await many(`insert into duty (seat, person, phone, from_at, until_at) values
    ('officer', '钱在班', '0535-1234567', app.now() - interval '1 hour', app.now() + interval '1 hour'),
    ('officer', '下一班', '0535-7654321', app.now() + interval '1 hour', app.now() + interval '2 hours')`)
  await say(GAS, [0, 60])
  const told = await shown()
  expect(told.duty).toEqual([{ seat: 'officer', person: '钱在班' }])
  expect(JSON.stringify(told)).not.toContain('0535-')
  const government: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
  expect((await shown(government)).rows.map(({ id }) => id)).toEqual(told.rows.map(({ id }) => id))
  for (const role of ['department', 'grid', 'enterprise', 'expert'] as const) {
    const actor: Actor = { role, person: '别人', grids: [], ...(role === 'enterprise' && { enterprise: 1 }), ...(role === 'department' && { department: 1 }) } // prettier-ignore
    expect((await deskOf(book, actor).get('/walls/alarms')).status, role).toBe(403)
  }
  // the rota itself stays unread
  expect((await deskOf(book, WALL).get('/duties?from=2024-06-15&days=1')).status).toBe(403)
})

test('enterprises near are counted as the page of the source counts them: from the plant boundary, or from its point where it has none', async () => {
  await many(`update enterprise set geom = st_setsrid(st_makepoint(0.5, 0.5), 4326) where id = 1`)
  // 612 m from the point, some 390 m from the boundary
  await many(`insert into enterprise (scheme, identifier, name, industry, geom) values ('demo', 'NEAR', '邻厂', 'C2614', st_setsrid(st_makepoint(0.5055, 0.5), 4326))`)
  await say(GAS, [0, 60])
  const government: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
  const told: number[] = []
  for (const ground of [null, 'POLYGON((0.498 0.498, 0.502 0.498, 0.502 0.502, 0.498 0.502, 0.498 0.498))']) {
    await many('update enterprise set footprint = st_geomfromtext($1, 4326) where id = 1', [ground])
    const page = (await deskOf(book, government).get('/hazard-sources/1/surroundings')).body
    const [row] = (await shown()).rows
    expect([row?.near, row?.nearFrom]).toEqual([page.within.near, page.from])
    told.push(row!.near!)
  }
  expect(told[1]).toBe(told[0]! + 1)
}) // prettier-ignore
