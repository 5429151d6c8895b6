/** What tiles show, decoded by @mapbox/vector-tile, against rows counted by SQL written here and placed by the textbook. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, proves } from '../sample.ts'
import type { FreshDatabase } from './database.ts'
import { asked, type Condition, CONDITIONS, OVERDUE, whereOf } from './tilesConditions.ts'
import {
  dice,
  HARD_PLACES,
  type Feature,
  inTurn,
  placed,
  slippy,
  tilesBook,
  type TileServer,
  tileServer,
  READERS,
  sumOf,
} from './tilesBook.ts'

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

interface Row {
  readonly id: number
  readonly name: string
  readonly risk: number
  readonly class: string | null
  /** Metres of EPSG:3857. */
  readonly east: number
  readonly north: number
  readonly overdue: number
  readonly source: number
}

/** Rows with a position, by the superuser whom no policy narrows. */
async function located(where: string): Promise<Row[]> {
  const { rows } = await database.owner.query<Row>(`
    select id, name, coalesce(risk, 0) as risk, class, st_x(st_transform(geom, 3857)) as east, st_y(st_transform(geom, 3857)) as north,
      (id in (${OVERDUE}))::int as overdue,
      coalesce((select min(level) from hazard_source s where s.enterprise = enterprise.id), 0)::int as source
    from enterprise where geom is not null and ${where} order by id`)
  return rows
}

/** Tiles of a zoom with the rows that lie in each. */
function byTile(rows: readonly Row[], z: number): Map<string, Row[]> {
  const tiles = new Map<string, Row[]>()
  for (const row of rows) {
    const { x, y } = placed(row.east, row.north, z)
    const key = `${z}/${x}/${y}`
    tiles.set(key, [...(tiles.get(key) ?? []), row])
  }
  return tiles
}

const N_OF: Readonly<Record<number, string>> = { 0: 'n0', 1: 'n1', 2: 'n2', 3: 'n3', 4: 'n4' }
const countOf = (rows: readonly Row[], risk: number) => rows.filter((row) => row.risk === risk).length

/** Clusters of a tile against the rows in it: every row in one cell, each with its colour, place and worst. */
function expectClusters(features: readonly Feature[], rows: readonly Row[], z: number) {
  const cells = new Map<number, Row[]>()
  for (const row of rows) {
    const { ux, uy } = placed(row.east, row.north, z)
    const cell = (units: number) => Math.min(Math.max(Math.floor(units * (12 / 4096)), 0), 11)
    const key = cell(uy) * 12 + cell(ux)
    cells.set(key, [...(cells.get(key) ?? []), row])
  }
  const seen = new Map(
    features.map((one) => [Math.floor((one.y * 12) / 4096) * 12 + Math.floor((one.x * 12) / 4096), one]),
  )
  expect([...seen.keys()].sort()).toEqual([...cells.keys()].sort())
  for (const [key, members] of cells) {
    const { properties } = seen.get(key)!
    const rated = members.map(({ risk }) => risk).filter((risk) => risk > 0)
    expect(properties).toEqual({
      count: members.length,
      worst: rated.length > 0 ? Math.min(...rated) : 0,
      ...Object.fromEntries(Object.entries(N_OF).map(([risk, name]) => [name, countOf(members, Number(risk))])),
      ...(members.length === 1 && { id: members[0]!.id, name: members[0]!.name }),
    })
  }
}

/** Points of a tile against the rows in it. */
function expectPoints(features: readonly Feature[], rows: readonly Row[], z: number) {
  const seen = features
    .map(({ id, properties }) => ({ feature: id, ...properties }))
    .sort((a, b) => a.feature! - b.feature!)
  expect(seen).toEqual(
    rows.map(({ id, name, risk, class: letter, overdue, source }) => ({
      feature: id,
      id,
      name,
      risk,
      ...(letter !== null && { class: letter }),
      overdue,
      source,
    })),
  )
  const places = new Map(features.map((feature) => [feature.id, feature]))
  for (const row of rows) {
    const { ux, uy } = placed(row.east, row.north, z)
    const { x, y } = places.get(row.id)!
    expect([Math.abs(x - Math.min(ux, 4095)) <= 1, x >= 0 && x < 4096 && y >= 0 && y < 4096]).toEqual([true, true])
    if (Math.abs(row.north) < 2e7) expect(Math.abs(y - Math.min(uy, 4095))).toBeLessThanOrEqual(1)
  }
}

const ORACLE = 'rows by SQL of the test’s own, placed in tiles by the textbook; tiles decoded by @mapbox/vector-tile'
const CONSERVED = {
  claim: 'Clusters conserve every row over the tiles of a zoom, 0 to 11',
  judged: 'GET /tiles/enterprises',
  judge: ORACLE,
}

/** Compares up to `most` tiles, and says how many. */
async function expectZoom(actor: string, chosen: readonly Condition[], z: number, most = 60) {
  const { x, y } = slippy(114.3, 22.6, z)
  const nothing: [string, Row[]][] = [[`${z}/${x}/${y}`, []]]
  const shown = [...byTile(await located(whereOf(actor, chosen)), z)]
  const tiles = shown.length > 0 ? shown : nothing // what leaves no row shows none in the middle of the district either
  const held = tiles.slice(0, most)
  await inTurn(held, async ([key, rows]) => {
    const features = await server.features(`/tiles/enterprises/${key}?${asked(chosen)}&v=${z}`, actor)
    if (z < 12) expectClusters(features, rows, z)
    else expectPoints(features, rows, z)
  })
  return held.length
}

describe('GET /tiles/enterprises', () => {
  test.for([0, 1, 2, 3, 4])('conserves every row over all tiles of zoom %i, empty ones too', async (z, context) => {
    const compared = proves(context, CONSERVED)
    const rows = await located('true')
    const tiles = byTile(rows, z)
    let total = 0
    const all = Array.from({ length: 4 ** z }, (_, i) => `${z}/${i % 2 ** z}/${Math.floor(i / 2 ** z)}`)
    await inTurn(all, async (key) => {
      const features = await server.features(`/tiles/enterprises/${key}`)
      expectClusters(features, tiles.get(key) ?? [], z)
      total += sumOf(features, 'count')
    })
    expect(total).toBe(rows.length)
    compared(all.length)
  })

  test.for([5, 6, 7, 8, 9, 10, 11])(
    'conserves every row over the tiles of zoom %i and their neighbours',
    async (z, context) => {
      const compared = proves(context, CONSERVED)
      const rows = await located('true')
      const tiles = byTile(rows, z)
      const around = new Set(tiles.keys())
      for (const row of rows.slice(-HARD_PLACES.length)) {
        const { x, y } = placed(row.east, row.north, z)
        for (const [dx, dy] of [
          [-1, 0],
          [1, 0],
          [0, -1],
          [0, 1],
        ] as const) {
          const beside = (x + dx + 2 ** z) % 2 ** z
          if (y + dy >= 0 && y + dy < 2 ** z) around.add(`${z}/${beside}/${y + dy}`)
        }
      }
      let total = 0
      await inTurn([...around], async (key) => {
        const features = await server.features(`/tiles/enterprises/${key}`)
        total += sumOf(features, 'count')
        expect([key, sumOf(features, 'count')]).toEqual([key, tiles.get(key)?.length ?? 0])
      })
      expect(total).toBe(rows.length)
      compared(around.size)
    },
  )

  test.for(READERS)('shows %s the rows in scope, at every zoom', async (actor, context) => {
    const compared = proves(context, {
      claim: 'Tiles of zoom 0 to 16 show every actor the rows in scope, as clusters or points',
      judged: 'GET /tiles/enterprises',
      judge: ORACLE,
    })
    for (let z = 0; z <= 16; z += 1) compared(await expectZoom(actor, [], z, cases(6, 100)))
  })

  const random = dice(7)
  const draws = Array.from({ length: cases(40, 240) }, (_, i) => {
    const chosen = CONDITIONS.filter(() => random() < 0.16)
    const condition = CONDITIONS[i % CONDITIONS.length]!
    const actor = READERS[i % 3 === 0 ? Math.floor(random() * READERS.length) : 0]!
    const fields = new Map([condition, ...chosen].map((one) => [one[0].split('=')[0], one] as const))
    return { actor, chosen: [...fields.values()], query: asked([...fields.values()]), z: Math.floor(random() * 17) }
  })
  test.for(draws)('as $actor at zoom $z with $query', async ({ actor, chosen, z }, context) => {
    const compared = proves(context, {
      claim: 'Tiles under random filters and actors show the rows that the filter leaves, as clusters or points',
      judged: 'GET /tiles/enterprises',
      judge: ORACLE,
    })
    compared(await expectZoom(actor, chosen, z, 15))
    compared(await expectZoom(actor, chosen, z < 12 ? 14 : 9, 10))
  })

  test('shows the public nothing', async () => {
    const { status, sent } = await server.ask('/tiles/enterprises/0/0/0', 'public')
    expect([status, JSON.parse(sent.toString())]).toEqual([403, expect.objectContaining({ code: 'not-allowed' })])
  })
})

describe('a tile too full for single points', () => {
  const MOST = 500_000
  const FULL = 'insert into enterprise (scheme, identifier, name, class_computed, class_rule, geom)'
  const at = (share: string) => `st_setsrid(st_makepoint(114.6 + 0.004 * ${share}, 22.8 + 0.0035 * ${share}), 4326)`
  const tile = slippy(114.602, 22.802, 14)
  const address = `14/${tile.x}/${tile.y}`
  beforeAll(() =>
    database.owner
      .query(`${FULL} select 'full', 'f' || i, repeat('满', 10 + i % 50) || i, 'B', 'test', ${at('((i * 7919) % 9973) / 9973.0')}
      from generate_series(1, 9000) i`),
  )
  afterAll(() => database.owner.query(`delete from enterprise where scheme = 'full'`))

  test('shows clusters that conserve its rows, and weighs less than 500 KB', async () => {
    const rows = (await located('true')).filter(
      (row) => `14/${placed(row.east, row.north, 14).x}/${placed(row.east, row.north, 14).y}` === address,
    )
    const answer = await server.ask(`/tiles/enterprises/${address}`, 'government', {})
    expect(answer.sent.length).toBeLessThan(MOST)
    expect(rows.length).toBeGreaterThan(5000)
    expectClusters(await server.features(`/tiles/enterprises/${address}`), rows, 14)
  })
  test('shows points again where the filter leaves few enough', async () => {
    const features = await server.features(
      `/tiles/enterprises/${address}?search=${encodeURIComponent('满'.repeat(59))}`,
    )
    const n = (await located(`name like '%${'满'.repeat(59)}%'`)).length
    expect([n > 100, features.length, features.every(({ properties }) => properties.name !== undefined)]).toEqual([
      true,
      n,
      true,
    ])
  })
  test('comes as close to 500 KB as points may, and no closer', async () => {
    const weights: number[] = []
    for (const limit of [1500, 2500, 3500, 4500]) {
      await database.owner.query(`delete from enterprise where scheme = 'full' and id not in
        (select id from enterprise where scheme = 'full' order by id limit ${10_500 - 2 * limit})`)
      weights.push((await server.ask(`/tiles/enterprises/${address}`, 'government', {})).sent.length)
    }
    expect(Math.max(...weights)).toBeLessThan(MOST)
    expect(Math.max(...weights)).toBeGreaterThan(MOST / 4)
  })
})
