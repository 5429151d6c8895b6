/** What tiles tell of open hazards, decoded by @mapbox/vector-tile, against rows counted by SQL written here and placed by the textbook. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cases, proves } from '../sample.ts'
import type { FreshDatabase } from './database.ts'
import { dice, type Feature, inTurn, placed, READERS, slippy, sumOf, TODAY, tilesBook, type TileServer, tileServer } from './tilesBook.ts' // prettier-ignore
import { asked, type Condition, CONDITIONS, whereOf } from './tilesConditions.ts'

let database: FreshDatabase
let server: TileServer
beforeAll(async () => {
  database = await tilesBook()
  // many of one enterprise, major ones, and of each some that count no more
  await database.owner.query(`
    insert into hazard (enterprise, source, state, major, description, found_at, due_at, closed_at)
    select e.id, 'patrol', (array['reported', 'dispatched', 'pending-review', 'voided', 'closed'])[1 + i % 5], (e.id + i) % 3 = 0, '隐患',
      '2026-01-01', timestamptz '2026-06-01 12:00+08' + ((e.id * 7 + i * 5) % 21 - 10) * interval '1 day',
      case when i % 5 = 4 then timestamptz '2026-05-01' end
    from enterprise e, generate_series(1, 1 + e.id % 7) i where e.id % 5 in (1, 3)`)
  server = await tileServer(database)
})
afterAll(async () => {
  await server?.close()
  await database?.drop()
})

/** Zoom from which each enterprise has a flag of its own. */
const POINTS = 14

interface Row {
  readonly id: number
  readonly name: string
  /** Metres of EPSG:3857. */
  readonly east: number
  readonly north: number
  readonly open: number
  readonly overdue: number
  readonly major: number
  readonly hazard: number | null
}
/** Enterprises with a position and what is open there, by the superuser whom no policy narrows. */
async function located(where: string): Promise<Row[]> {
  const open = (more: string) =>
    `(select count(*) from hazard h where h.enterprise = enterprise.id and h.state not in ('closed', 'voided') and ${more})::int`
  const { rows } = await database.owner.query<Row>(`
    select id, name, st_x(st_transform(geom, 3857)) as east, st_y(st_transform(geom, 3857)) as north, ${open('true')} as open,
      ${open(`h.due_at < '${TODAY.toISOString()}'`)} as overdue, ${open('h.major')} as major,
      (select max(id) from hazard h where h.enterprise = enterprise.id and h.state not in ('closed', 'voided')) as hazard
    from enterprise where geom is not null and ${where} order by id`)
  return rows
}
function grouped(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}
const total = (rows: readonly Row[], name: 'open' | 'overdue' | 'major') =>
  rows.reduce((sum, row) => sum + row[name], 0)
/** What a feature says of enterprises in one place. */
function saidOf(members: readonly Row[]) {
  const some = members.filter(({ open }) => open > 0)
  const [one] = some
  const counts = { enterprises: some.length, open: total(some, 'open'), overdue: total(some, 'overdue'), major: total(some, 'major') }
  return { ...counts, ...(some.length === 1 && { id: one!.id, name: one!.name }), ...(counts.open === 1 && { hazard: one!.hazard }) }
} // prettier-ignore

function expectTile(features: readonly Feature[], rows: readonly Row[], z: number) {
  const cell = (units: number) => Math.min(Math.max(Math.floor(units * (12 / 4096)), 0), 11)
  const keyOf = (row: Row) => {
    const { ux, uy } = placed(row.east, row.north, z)
    return z < POINTS ? `${cell(ux)} ${cell(uy)}` : String(row.id)
  }
  const expected = [...grouped(rows, keyOf)].filter(([, members]) => total(members, 'open') > 0)
  const seen = new Map(features.map((one) => [z < POINTS ? `${cell(one.x)} ${cell(one.y)}` : String(one.id), one]))
  expect([...seen.keys()].sort()).toEqual(expected.map(([key]) => key).sort())
  for (const [key, members] of expected) {
    const { properties, x, y } = seen.get(key)!
    expect(properties).toEqual(saidOf(members))
    // at the mean of all members, as the cluster of the enterprises themselves is; where these are drawn each, of those with hazards
    const drawn = z < 12 ? members : members.filter(({ open }) => open > 0)
    const units = drawn.map(({ east, north }) => placed(east, north, z))
    const mean = (of: (one: { ux: number; uy: number }) => number) => Math.min(units.reduce((sum, one) => sum + of(one), 0) / units.length, 4095)
    if (members.some(({ north }) => Math.abs(north) > 2e7)) continue
    expect([key, Math.abs(x - mean(({ ux }) => ux)) <= 1, Math.abs(y - mean(({ uy }) => uy)) <= 1]).toEqual([key, true, true])
  }
} // prettier-ignore

/** Compares up to `most` tiles, and says how many. */
async function expectZoom(actor: string, chosen: readonly Condition[], z: number, most: number) {
  const tiles = grouped(await located(whereOf(actor, chosen)), ({ east, north }) => `${z}/${placed(east, north, z).x}/${placed(east, north, z).y}`) // prettier-ignore
  const { x, y } = slippy(114.3, 22.6, z)
  const held = (tiles.size > 0 ? [...tiles] : [[`${z}/${x}/${y}`, []] as [string, Row[]]]).slice(0, most)
  await inTurn(held, async ([key, rows]) =>
    expectTile(await server.features(`/tiles/hazards/${key}?${asked(chosen)}`, actor), rows, z),
  )
  return held.length
}
const JUDGED = { judged: 'GET /tiles/hazards', judge: 'open hazards by SQL of the test’s own, placed in tiles by the textbook; tiles decoded by @mapbox/vector-tile' } // prettier-ignore

test.for(READERS)('shows %s the open hazards in scope, at every zoom', async (actor, context) => {
  const compared = proves(context, { ...JUDGED, claim: 'Tiles of zoom 0 to 16 tell every actor of the open hazards in scope' }) // prettier-ignore
  for (let z = 0; z <= 16; z += 1) compared(await expectZoom(actor, [], z, cases(6, 100)))
})

const random = dice(11)
const draws = Array.from({ length: cases(40, 240) }, (_, i) => {
  const chosen = CONDITIONS.filter(() => random() < 0.16)
  const actor = READERS[i % 3 === 0 ? Math.floor(random() * READERS.length) : 0]!
  const fields = new Map([CONDITIONS[i % CONDITIONS.length]!, ...chosen].map((one) => [one[0].split('=')[0], one] as const)) // prettier-ignore
  return { actor, chosen: [...fields.values()], query: asked([...fields.values()]), z: Math.floor(random() * 17) }
})
test.for(draws)('as $actor at zoom $z with $query', async ({ actor, chosen, z }, context) => {
  const compared = proves(context, { ...JUDGED, claim: 'Tiles under random filters and actors tell of the open hazards that the filter leaves' }) // prettier-ignore
  compared(await expectZoom(actor, chosen, z, 15))
  compared(await expectZoom(actor, chosen, z < POINTS ? 14 : 9, 10))
})

test('the counts of a zoom add up to the open hazards of enterprises with a position', async () => {
  const rows = await located('true')
  expect([total(rows, 'open') > 1000, total(rows, 'overdue') > 300, total(rows, 'major') > 100]).toEqual([true, true, true])
  for (const z of [0, 3, 9, 13, 15]) {
    const keys = new Set(rows.map(({ east, north }) => `${z}/${placed(east, north, z).x}/${placed(east, north, z).y}`))
    const features = (await inTurn([...keys], (key) => server.features(`/tiles/hazards/${key}`))).flat()
    for (const name of ['open', 'overdue', 'major'] as const) expect([z, name, sumOf(features, name)]).toEqual([z, name, total(rows, name)])
  }
}) // prettier-ignore

test('a tile changes with a hazard, and once the time of one has passed without any change', async () => {
  const [row] = (await located('true')).filter(({ open, overdue }) => open > overdue)
  const { x, y } = placed(row!.east, row!.north, 16)
  const path = `/tiles/hazards/16/${x}/${y}`
  const ofRow = async () => (await server.features(path)).find(({ id }) => id === row!.id)?.properties
  const etag = async () => (await server.ask(path)).headers.etag
  const before = await etag()
  expect(await ofRow()).toMatchObject({ open: row!.open, overdue: row!.overdue })
  const heard = server.heard()
  await database.owner.query(`insert into hazard (enterprise, source, state, major, description, found_at, due_at)
    values (${row!.id}, 'patrol', 'rectifying', true, '新', app.now() - interval '1 day', app.now() + interval '1 hour')`)
  await heard
  expect(await ofRow()).toMatchObject({ open: row!.open + 1, overdue: row!.overdue, major: row!.major + 1 })
  await database.clock.set(new Date(TODAY.getTime() + 3_600_001))
  expect(await ofRow()).toMatchObject({ open: row!.open + 1, overdue: row!.overdue + 1 })
  expect(await etag()).not.toBe(before)
  await database.clock.set(TODAY)
})

test('shows the public nothing', async () => {
  expect((await server.ask('/tiles/hazards/0/0/0', 'public')).status).toBe(403)
})
