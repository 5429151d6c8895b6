import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { LAYERS } from '#core/contract/live.ts'
import { app } from '../../server/app.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { sessionIn } from './people.ts'
import type { ChangeHub } from '../../server/live/hub.ts'
import { type Listener, listen } from '../../server/live/listen.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { isBeat, openStream as streamOf, type Said } from './streams.ts'

const log = pino({ level: 'silent' })

let database: FreshDatabase
let hub: ChangeHub
let server: Server
let listener: Listener
let port: number

/** A reader of this server's stream, which ends with the test. */
function openStream(headers: Record<string, string> = {}) {
  const stream = streamOf(`http://127.0.0.1:${port}`, headers)
  streams.push(stream.stop)
  return stream
}
const streams: (() => void)[] = []
const beat = isBeat
const changeOf = (layer: string) => (event: Said) => event.name === 'change' && event.data.layer === layer
const as = (key: string) => ({ cookie: `anjian_identity=${key}` })

let grids: number[]
let departments: number[]

/** Two grids side by side, two departments, an identity for each role. */
async function arrange() {
  const { rows: made } = await database.owner.query<{ id: number }>(`
    insert into department (code, name, person, phone, industries) values
      ('yj', '应急局', '王安', '0535-1000001', '{C26}'), ('zj', '住建局', '李建', '0535-1000002', '{E}') returning id`)
  departments = made.map(({ id }) => id)
  const { rows } = await database.owner.query<{ id: number }>(`
    with root as (insert into grid (level, code, name, person, phone) values (1, 'g', '高新区', '张三', '0535-1000000') returning id)
    insert into grid (level, code, name, parent, person, phone, geom)
    select 3, 'g' || west, '网格' || west, root.id, '赵四', '0535-1000003',
      st_multi(st_makeenvelope(121 + west, 37, 122 + west, 38, 4326)) from root, generate_series(0, 1) west returning id`)
  grids = rows.map(({ id }) => id)
  await database.owner.query(
    `insert into demo_identity (key, label, label_en, role, grids, department, position) values
      ('leader', '局领导', 'Leader', 'government', '{}', null, 1),
      ('west', '西网格长', 'West', 'grid', $1, null, 2), ('east', '东网格长', 'East', 'grid', $2, null, 3),
      ('yj', '应急局', 'Emergency', 'department', '{}', $3, 4), ('zj', '住建局', 'Housing', 'department', '{}', $4, 5),
      ('citizen', '公众', 'Public', 'public', '{}', null, 6)`,
    [[grids[0]], [grids[1]], departments[0], departments[1]],
  )
}

let serial = 0
async function addEnterprise(lng: number, industry: string): Promise<number> {
  const { rows } = await database.owner.query<{ id: number }>(
    `insert into enterprise (scheme, identifier, name, industry, geom)
     values ('test', $1, '蓝鲸化工', $2, st_setsrid(st_makepoint($3, 37.5), 4326)) returning id`,
    [`e${++serial}`, industry, lng],
  )
  return rows[0]!.id
}

beforeAll(async () => {
  database = await freshDatabase()
  await arrange()
  const kit = kitOn(database)
  hub = kit.hub
  server = createServer(app(kit)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
  const listening = new Promise<void>((resolve) => hub.onRefresh(resolve))
  listener = listen(
    () => new pg.Client({ connectionString: database.urls.server, application_name: 'listener' }),
    hub,
    log,
  )
  await listening
})
afterEach(() => {
  for (const stop of streams.splice(0)) stop()
})
afterAll(async () => {
  await listener.close()
  server.closeAllConnections()
  server.close()
  await database.drop()
})

describe('GET /api/live', () => {
  test('opens with the versions of every layer, just read from the database', async () => {
    await database.clock.set(new Date('2026-06-15T02:00:00Z'))
    const { data } = await openStream().until(beat)
    // the time is that of the product: by it a page counts how old it is
    expect(data.at).toBe('2026-06-15T02:00:00.000Z')
    await database.clock.run()
    const { rows } = await database.owner.query<{ layer: string; version: number }>(
      'select layer, version::int as version from layer_version',
    )
    expect(data.versions).toEqual(Object.fromEntries(rows.map(({ layer, version }) => [layer, version])))
    expect(Object.keys(data.versions ?? {}).sort()).toEqual([...LAYERS].sort())
  })

  test('is a stream that no cache or proxy holds back', async () => {
    const stop = new AbortController()
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/api/live`, { signal: stop.signal })
    stop.abort()
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-accel-buffering')).toBe('no')
  })

  test('tells of a commit to those whose it is, with its id, and to nobody else', async () => {
    const readers = Object.fromEntries(
      ['leader', 'west', 'east', 'yj', 'zj', 'citizen'].map((key) => [key, openStream(as(key))] as const),
    )
    for (const reader of Object.values(readers)) await reader.until(beat)
    const west = await addEnterprise(121.5, 'C26')
    for (const key of ['leader', 'west', 'yj']) {
      const { data } = await readers[key]!.until(changeOf('enterprises'))
      expect(data.ids, key).toEqual([west])
    }
    // what comes later on the same connection shows that nothing was on its way to the others
    await addEnterprise(122.5, 'E47')
    for (const key of ['east', 'zj']) {
      const { data } = await readers[key]!.until(changeOf('enterprises'))
      expect(data.ids, key).not.toContain(west)
    }
    hub.broadcastAll()
    await readers.citizen!.until((event) => beat(event) && event !== readers.citizen!.said[0])
    expect(readers.citizen!.said.filter(({ name }) => name === 'change')).toEqual([])
  })

  test('says nothing of what is rolled back', async () => {
    const reader = openStream()
    await reader.until(beat)
    await expect(
      database.owner.query(`begin; update department set person = '王平' where code = 'yj'; select 1/0`),
    ).rejects.toThrow('division by zero')
    await database.owner.query('rollback')
    await database.owner.query(`update grid set person = '钱五' where code = 'g0'`)
    await reader.until(changeOf('grids'))
    expect(reader.said.filter(changeOf('departments'))).toEqual([])
  })

  test('tells whom an enterprise leaves as well as whom it comes to', async () => {
    const moved = await addEnterprise(121.5, 'C26')
    const [west, east] = [openStream(as('west')), openStream(as('east'))]
    await Promise.all([west.until(beat), east.until(beat)])
    await database.owner.query(
      'update enterprise set geom = st_setsrid(st_makepoint(122.5, 37.5), 4326) where id = $1',
      [moved],
    )
    const about = ({ name, data }: Said) => name === 'change' && (data.ids?.includes(moved) ?? false)
    await Promise.all([west.until(about), east.until(about)])
  })

  test('makes one change of many rows known to all of the house, without ids', async () => {
    const reader = openStream(as('east'))
    await reader.until(beat)
    await database.owner.query(`
      insert into enterprise (scheme, identifier, name, geom)
      select 'test', 'many' || i, '白鹭', st_setsrid(st_makepoint(121.5, 37.5), 4326) from generate_series(1, 51) i`)
    const { data } = await reader.until((event) => changeOf('enterprises')(event) && event.data.ids === null)
    const { rows } = await database.owner.query(
      `select version::int as version from layer_version where layer = 'enterprises'`,
    )
    expect(data.version).toBe(rows[0]?.version)
  })

  test('counts up versions as they are committed', async () => {
    const reader = openStream()
    const { data } = await reader.until(beat)
    const before = data.versions?.places ?? NaN
    await database.owner.query(
      `insert into place (kind, name, geom) values ('park', '西园', st_makeenvelope(121.1, 37.1, 121.2, 37.2, 4326))`,
    )
    expect((await reader.until(changeOf('places'))).data.version).toBe(before + 1)
  })
})

describe('a stream ends', () => {
  test('when the identity it was opened with is somebody else by now', async () => {
    const reader = openStream(as('east'))
    await reader.until(beat)
    await database.owner.query(`update demo_identity set grids = $1 where key = 'east'`, [[grids[0]]])
    await database.owner.query(`insert into district (code, name, demo) values ('demo', '演示', true)`)
    hub.broadcastAll()
    await reader.over
    await database.owner.query(`update demo_identity set grids = $1 where key = 'east'`, [[grids[1]]])
  })

  test('at once when its session is signed out', async () => {
    await database.owner.query('create table kept as table demo_identity; truncate demo_identity')
    hub.broadcastAll()
    const cookie = await sessionIn(database, 'zhangwei', 'leader')
    const headers = { cookie: `anjian_session=${cookie}`, origin: `http://127.0.0.1:${port}` }
    const reader = openStream(headers)
    await reader.until(beat)
    await addEnterprise(121.5, 'C26')
    await reader.until(changeOf('enterprises')) // with what the new district has moved, hence perhaps without ids
    const watched = await addEnterprise(121.5, 'C26')
    await reader.until((event) => event.data.ids?.includes(watched) ?? false)
    const beats = reader.said.filter(beat).length
    await fetch(`http://127.0.0.1:${port}/api/session`, { method: 'DELETE', headers })
    await reader.over
    expect(reader.said.filter(beat)).toHaveLength(beats) // it did not take the next beat to notice
    await database.owner.query('insert into demo_identity table kept; drop table kept')
    hub.broadcastAll()
  })
})

describe('when the database', () => {
  test('drops the listening connection, what was missed shows in the next beat, and notices come again', async () => {
    const reader = openStream()
    const first = await reader.until(beat)
    const again = new Promise<void>((resolve) => {
      let times = 0
      hub.onRefresh(() => ++times === 2 && resolve()) // lost, then listening again
    })
    await database.owner.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'listener'`)
    await database.owner.query(`update department set person = '王宁' where code = 'yj'`)
    await again
    const missed = (first.data.versions?.departments ?? NaN) + 1
    await reader.until((event) => beat(event) && event.data.versions?.departments === missed)
    const id = await addEnterprise(121.5, 'C26')
    await reader.until((event) => event.data.ids?.includes(id) ?? false)
  })

  test('is gone, the stream says so, stays open, and beats when it is back', async () => {
    const reader = openStream()
    await reader.until(beat)
    const admin = makePool(socketUrl(database.socket, 'postgres', 'postgres'), { size: 1 })
    const allow = (yes: boolean) => admin.query(`alter database ${database.name} allow_connections ${yes}`)
    try {
      await allow(false)
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database.name])
      await reader.until(({ name }) => name === 'down')
    } finally {
      await allow(true)
      await admin.end()
    }
    const down = reader.said.length
    await reader.until((event) => beat(event) && reader.said.indexOf(event) >= down)
  })
})

test('a server that stops ends its streams', async () => {
  const reader = openStream()
  await reader.until(beat)
  hub.close()
  await reader.over
})
