/** What tiles of the layers beside enterprises show, and which addresses there are. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { inTurn, placed, READERS, SCOPES, slippy, sumOf, tilesBook, type TileServer, tileServer } from './tilesBook.ts'

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

describe('GET /tiles of other layers', () => {
  const count = async (query: string) =>
    (await database.owner.query<{ n: number }>(`select (${query})::int as n`)).rows[0]!.n

  test.each(READERS)('shows %s the hazard sources in scope, each once a zoom', async (actor) => {
    const scope = `select s.* from hazard_source s join enterprise on enterprise.id = s.enterprise and ${SCOPES[actor]!.replace(/^(id|grid)/, 'enterprise.$1')} where s.level is not null`
    // no alarm and no work stands in this book: its colours are those of major hazards
    for (const z of [0, 3, 16]) {
      const { rows } = await database.owner.query(
        `select id, enterprise, name, level::int, provisional::int, st_x(st_transform(geom, 3857)) as east, st_y(st_transform(geom, 3857)) as north,
           coalesce((select risk from enterprise e where e.id = enterprise), 0) as risk,
           coalesce((select min(case when h.due_at < app.now() then 2 else 3 end + case when s.level <= 2 then 0 else 1 end) from hazard h
             where h.enterprise = s.enterprise and h.major and h.closed_at is null and h.state <> 'voided'), 0) as warning
         from (${scope}) s order by id`,
      )
      const tiles = new Set(
        rows.map((row) => `${z}/${placed(row.east, row.north, z).x}/${placed(row.east, row.north, z).y}`),
      )
      const features = (
        await inTurn([...tiles], (key) => server.features(`/tiles/hazard-sources/${key}`, actor))
      ).flat()
      const seen = features.map(({ properties }) => properties).sort((a, b) => Number(a.id) - Number(b.id))
      expect(seen).toEqual(rows.map(({ east: _east, north: _north, ...row }) => row))
    }
  })
  test('narrows hazard sources by the level that is asked for', async () => {
    const features = await server.features('/tiles/hazard-sources/0/0/0?sourceLevel=1&risk=1,2,3,4,0')
    expect(features.length).toBe(await count('select count(*) from hazard_source where r >= 100'))
    expect(new Set(features.map(({ properties }) => properties.level))).toEqual(new Set([1]))
  })
  test.each([
    ['government', 5],
    ['department 1', 5],
    ['grid 11', 2],
    ['grids 12 13', 3],
    ['enterprise', 2],
  ])('shows %s %i grids', async (actor, n) => {
    const tile = slippy(114.3, 22.61, 9)
    expect((await server.features(`/tiles/grids/9/${tile.x}/${tile.y}`, actor)).length).toBe(n)
  })
  test.each([
    [10, 2],
    [11, 3],
    [13, 4],
  ])('draws at zoom %i the basemap down to its rank: %i features', async (z, n) => {
    const tile = slippy(114.3001, 22.5751, z)
    const nearby = await Promise.all(
      [-1, 0, 1].flatMap((dx) =>
        [-1, 0, 1].map((dy) => server.features(`/tiles/basemap/${z}/${tile.x + dx}/${tile.y + dy}`)),
      ),
    )
    expect(new Set(nearby.flat().map(({ id }) => id)).size).toBe(n)
  })
  test('shows the district and places', async () => {
    const tile = slippy(114.3, 22.555, 9)
    expect(
      (await server.features(`/tiles/district/9/${tile.x}/${tile.y}`)).map(({ properties }) => properties),
    ).toEqual([{ name: '测试区' }])
    expect((await server.features(`/tiles/places/9/${tile.x}/${tile.y}`)).length).toBe(9)
    expect((await server.features(`/tiles/places/9/${tile.x}/${tile.y}`, 'grid 11')).length).toBe(
      await count('select count(*) from place where grid = 11'),
    )
  })
  test.each([0, 6, 11, 13, 14, 15])('conserves people at zoom %i', async (z) => {
    const { rows } = await database.owner.query<{ lng: number; lat: number }>(
      'select st_x(geom) as lng, st_y(geom) as lat from population_point',
    )
    const tiles = new Set(rows.map(({ lng, lat }) => `${z}/${slippy(lng, lat, z).x}/${slippy(lng, lat, z).y}`))
    for (const [actor, scope] of [
      ['government', 'true'],
      ['grid 11', 'grid = 11'],
      ['enterprise', 'false'],
    ] as const) {
      const features = (await inTurn([...tiles], (key) => server.features(`/tiles/population/${key}`, actor))).flat()
      expect(sumOf(features, 'people')).toBe(
        await count(`select coalesce(sum(people), 0) from population_point where ${scope}`),
      )
    }
  })
})

describe('addresses', () => {
  test.each([
    ['/tiles/nothing/0/0/0', 404],
    ['/tiles/enterprises/0/0', 404],
    ['/tiles/enterprises/0/0/0/0', 404],
    ['/tiles/nothing.json', 404],
    ['/tiles/enterprises/17/0/0', 400],
    ['/tiles/enterprises/-1/0/0', 400],
    ['/tiles/enterprises/1/2/0', 400],
    ['/tiles/enterprises/1/0/2', 400],
    ['/tiles/enterprises/1/0.5/0', 400],
    ['/tiles/enterprises/01/0/0', 400],
    ['/tiles/enterprises/0/0/0?colour=1', 400],
    ['/tiles/enterprises/0/0/0?risk=7', 400],
    ['/tiles/grids/0/0/0?risk=7', 400],
    ['/tiles/enterprises/0/0/0?risk=1&risk=2', 400],
    ['/tiles/enterprises/0/0/0?bbox=1,2,3', 400],
    ['/tiles/enterprises/0/0/0?search=a%00b', 400],
  ])('%s is a problem of status %i', async (path, status) => {
    const answer = await server.ask(path)
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8'])
  })

  test('TileJSON names the layer, its tiles and fields', async () => {
    const { sent } = await server.ask('/tiles/basemap.json', 'government', { host: 'anjian.example' })
    expect(JSON.parse(sent.toString())).toMatchObject({
      tilejson: '3.0.0',
      tiles: ['http://anjian.example/tiles/basemap/{z}/{x}/{y}'],
      minzoom: 0,
      maxzoom: 16,
      bounds: [114.2, 22.5, 114.4, 22.7],
      attribution: '© OpenStreetMap contributors · 演示',
      vector_layers: [{ id: 'basemap', fields: { kind: 'String', name: 'String', rank: 'Number' } }],
    })
  })
})
