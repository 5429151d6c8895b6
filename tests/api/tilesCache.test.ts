/** When a kept tile may be shown, and to whom. */
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { ACTORS, featuresOf, slippy, tileBytes, TODAY, tilesBook, type TileServer, tileServer } from './tilesBook.ts'

let database: FreshDatabase
let server: TileServer
beforeAll(async () => {
  database = await tilesBook()
  server = await tileServer(database)
})
afterAll(async () => {
  await server?.close()
  await database?.drop()
})

const GZIP = { 'accept-encoding': 'gzip' }
const etagOf = async (path: string, actor?: string) => String((await server.ask(path, actor)).headers.etag)
const again = (path: string, etag: string, actor?: string) =>
  server.ask(path, actor, { ...GZIP, 'if-none-match': etag })

/** One enterprise with an open hazard, and its tiles. */
async function someone() {
  const { rows } = await database.owner.query<{ id: number; lng: number; lat: number }>(`
    select e.id, st_x(e.geom) as lng, st_y(e.geom) as lat from enterprise e join hazard h on h.enterprise = e.id
    where e.grid = 11 and e.lead_department = 1 and h.state = 'rectifying' order by e.id limit 1`)
  const { id, lng, lat } = rows[0]!
  const tile = (layer: string, z: number) => `/tiles/${layer}/${z}/${slippy(lng, lat, z).x}/${slippy(lng, lat, z).y}`
  return {
    id,
    tile,
    overdueAt: async (z: number) => {
      const found = featuresOf(await server.ask(tile('enterprises', z))).find((feature) => feature.id === id)
      return found!.properties.overdue
    },
  }
}

describe('headers', () => {
  test('a tile is private, to be asked again each time, and differs by cookie and encoding', async () => {
    const { headers } = await server.ask('/tiles/enterprises/0/0/0')
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'private, max-age=0, must-revalidate',
      vary: 'Cookie, Accept-Encoding',
      etag: expect.stringMatching(/^W\/"[\w-]{27}"$/),
    })
  })
  test.each([
    ['gzip', true],
    ['br, gzip;q=0.5', true],
    ['identity', false],
    ['gzip;q=0', false],
    ['br', false],
    ['', false],
  ])('Accept-Encoding "%s" gets gzip: %s, and the same bytes', async (accepted, zipped) => {
    const plain = await server.ask('/tiles/enterprises/0/0/0', 'government', {})
    const answer = await server.ask('/tiles/enterprises/0/0/0', 'government', { 'accept-encoding': accepted })
    expect([answer.headers['content-encoding'], Number(answer.headers['content-length'])]).toEqual([
      zipped ? 'gzip' : undefined,
      answer.sent.length,
    ])
    expect(tileBytes(answer).equals(plain.sent)).toBe(true)
    expect(zipped ? gunzipSync(answer.sent).equals(plain.sent) : answer.sent.equals(plain.sent)).toBe(true)
  })
  test('an empty tile is 204 with an ETag, and 304 with it', async () => {
    const empty = await server.ask('/tiles/enterprises/12/5/5')
    expect([empty.status, empty.sent.length, empty.headers['content-type']]).toEqual([204, 0, undefined])
    expect((await again('/tiles/enterprises/12/5/5', String(empty.headers.etag))).status).toBe(304)
  })
})

describe('If-None-Match', () => {
  test.each(['%', '"other", %', '*', '%, "other"'])('%s is 304 without a body', async (pattern) => {
    const etag = await etagOf('/tiles/enterprises/3/6/3')
    const answer = await again('/tiles/enterprises/3/6/3', pattern.replace('%', etag))
    expect([answer.status, answer.sent.length, answer.headers.etag]).toEqual([304, 0, etag])
  })
  test('of a former state is 200', async () => {
    expect((await again('/tiles/enterprises/3/6/3', 'W/"former"')).status).toBe(200)
  })
  test('is 304 from a server that never made the tile', async () => {
    const etag = await etagOf('/tiles/enterprises/4/13/6')
    const other = await tileServer(database)
    const answer = await other.ask('/tiles/enterprises/4/13/6', 'government', { ...GZIP, 'if-none-match': etag })
    await other.close()
    expect(answer.status).toBe(304)
  })
})

describe('ETag', () => {
  test('is one for one filter, however it is written, and for any cache-buster', async () => {
    const etags = await Promise.all(
      ['?risk=1,2&class=A', '?class=A&risk=2,1', '?v=7&class=A&risk=1,2,1'].map((query) =>
        etagOf(`/tiles/enterprises/5/26/13${query}`),
      ),
    )
    expect(new Set(etags).size).toBe(1)
  })
  test('differs by filter, tile and layer', async () => {
    const paths = [
      'enterprises/5/26/13',
      'enterprises/5/26/13?risk=1',
      'enterprises/5/26/13?risk=2',
      'enterprises/5/26/13?class=A',
    ]
    paths.push('enterprises/5/26/12', 'enterprises/6/52/26', 'hazard-sources/5/26/13', 'grids/5/26/13')
    const etags = await Promise.all(paths.map((path) => etagOf(`/tiles/${path}`)))
    expect(new Set(etags).size).toBe(paths.length)
  })
  test('of one scope is nothing to another, and no scope is shown what was made for another', async () => {
    const names = Object.keys(ACTORS).filter((name) => name !== 'public')
    const path = '/tiles/enterprises/9/418/223'
    const first = await Promise.all(names.map((name) => server.ask(path, name)))
    const etags = first.map(({ headers }) => String(headers.etag))
    expect(new Set(etags).size).toBe(names.length)
    for (const [i, name] of names.entries()) {
      for (const [j, etag] of etags.entries()) {
        const { status } = await again(path, etag, name)
        expect([name, names[j], status === 304]).toEqual([name, names[j], i === j])
      }
      expect(featuresOf(await server.ask(path, name))).toEqual(featuresOf(first[i]!))
    }
    expect((await again(path, etags[0]!, 'public')).status).toBe(403)
  })
  test('is shared by persons of one scope', async () => {
    const { scopeKey } = await import('#server/db/actor.ts')
    const one = ACTORS['department 1']!
    expect(scopeKey({ ...one, person: '另一人' })).toBe(scopeKey(one))
  })
})

describe('a change of the data', () => {
  /** Which of these tiles change their ETag by a change; none of them was asked for in between. */
  async function changed(paths: readonly string[], change: string) {
    const before = await Promise.all(paths.map((path) => etagOf(path)))
    const heard = server.heard()
    await database.owner.query(change)
    if (!change.includes('rollback')) await heard
    const after = await Promise.all(paths.map((path, i) => again(path, before[i]!)))
    return after.map(({ status }) => status === 200 || status === 204)
  }
  test('reaches the tiles that show it at once, and leaves the others 304', async () => {
    const { id, tile } = await someone()
    const paths = [
      tile('enterprises', 8),
      tile('enterprises', 14),
      tile('hazard-sources', 8),
      tile('grids', 8),
      tile('basemap', 8),
      tile('population', 8),
    ]
    expect(await changed(paths, `update enterprise set name = name || '改' where id = ${id}`)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
    expect(await changed(paths, `update hazard set description = '改' where enterprise = ${id}`)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(await changed(paths, `update hazard_source set name = name || '改' where id = 1`)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(await changed(paths, `update grid set name = name || '改' where id = 11`)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ])
    expect(await changed(paths, `update basemap set name = '改' where rank = 3`)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ])
    expect(await changed(paths, `update population_point set people = people + 1 where id = 1`)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ])
    expect(
      await changed(
        paths,
        `insert into inspection (enterprise, kind, inspector, inspected_at) values (${id}, 'self', '钱七', '2026-05-01')`,
      ),
    ).toEqual([false, false, false, false, false, false])
  })
  test('is in the next answer each of a hundred times, notices or not', async () => {
    const { id, tile } = await someone()
    const deaf = await tileServer(database, { deaf: true })
    for (let i = 0; i < 100; i += 1) {
      await database.owner.query(`update enterprise set name = $1 where id = $2`, [`第${i}次`, id])
      const found = (await deaf.features(tile('enterprises', 15))).find((feature) => feature.id === id)
      expect(found!.properties.name).toBe(`第${i}次`)
    }
    await deaf.close()
  })
  test('that is rolled back is none', async () => {
    const { id, tile } = await someone()
    const path = tile('enterprises', 14)
    expect(await changed([path], `begin; update enterprise set name = 'x' where id = ${id}; rollback`)).toEqual([false])
  })
  test('shows under many requests at a time no tile older than one shown before, and the newest soon, notices or not', async () => {
    const { id, tile } = await someone()
    await database.owner.query(`update enterprise set name = '0' where id = ${id}`)
    const deaf = await tileServer(database, { deaf: true })
    const seen: number[] = []
    let writing = true
    let newest = 0
    const readers = Array.from({ length: 16 }, async () => {
      let last = -1
      while (writing) {
        const found = (await deaf.features(tile('enterprises', 16))).find((feature) => feature.id === id)
        const now = Number(found!.properties.name)
        seen.push(now - last)
        last = now
        newest = Math.max(newest, now)
      }
      return last
    })
    for (let i = 1; i <= 60; i += 1)
      await database.owner.query(`update enterprise set name = $1 where id = $2`, [String(i), id])
    await expect.poll(() => newest, { timeout: 60_000 }).toBe(60)
    writing = false
    await Promise.all(readers)
    await deaf.close()
    expect(seen.filter((step) => step < 0)).toEqual([])
    expect(new Set(seen).size).toBeGreaterThan(1)
  })
})

describe('time alone', () => {
  test('makes a hazard overdue: the ETag changes at its deadline and not before', async () => {
    const { id, tile, overdueAt } = await someone()
    const due = new Date(TODAY.getTime() + 3_600_000)
    await database.owner.query('update hazard set due_at = $1 where enterprise = $2', [due, id])
    const path = tile('enterprises', 14)
    const clusters = tile('enterprises', 8)
    const [before, below] = [await etagOf(path), await etagOf(clusters)]
    expect(await overdueAt(14)).toBe(0)
    await database.clock.set(new Date(due.getTime()))
    expect([(await again(path, before)).status, await overdueAt(14)]).toEqual([304, 0])
    await database.clock.set(new Date(due.getTime() + 1))
    expect([(await again(path, before)).status, await overdueAt(14)]).toEqual([200, 1])
    expect((await again(clusters, below)).status).toBe(304)
    expect((await again(`${clusters}?overdue=1`, below)).status).toBe(200)
    await database.clock.set(TODAY)
    expect([(await again(path, before)).status, await overdueAt(14)]).toEqual([304, 0])
  })
  test('makes a hazard due soon', async () => {
    const { id, tile } = await someone()
    const path = `${tile('enterprises', 8)}?dueSoon=1`
    const due = new Date(TODAY.getTime() + 7 * 86_400_000 + 60_000)
    await database.owner.query('update hazard set due_at = $1 where enterprise = $2', [due, id])
    const before = await etagOf(path)
    await database.clock.set(new Date(TODAY.getTime() + 60_000))
    expect((await again(path, before)).status).toBe(304)
    await database.clock.set(new Date(TODAY.getTime() + 61_000))
    expect((await again(path, before)).status).toBe(200)
    await database.clock.set(TODAY)
  })
})
