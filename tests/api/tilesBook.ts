/** A small book whose points lie where tiles are hard to get right, and a server of its tiles. */
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import pino from 'pino'
import type { Actor } from '#server/db/actor.ts'
import { makeClient } from '#server/db/pools.ts'
import { changeHub } from '#server/live/hub.ts'
import { listen } from '#server/live/listen.ts'
import { tileRoutes } from '#server/tiles/tiles.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

/** Who asks, by the name that a test's request carries. */
export const ACTORS: Readonly<Record<string, Actor>> = {
  government: { role: 'government', person: '区安委办', grids: [] },
  'department 1': { role: 'department', person: '应急局', grids: [], department: 1 },
  'department 2': { role: 'department', person: '住建局', grids: [], department: 2 },
  'grid 11': { role: 'grid', person: '网格长甲', grids: [11] },
  'grids 12 13': { role: 'grid', person: '网格长乙', grids: [12, 13] },
  enterprise: { role: 'enterprise', person: '企业', grids: [], enterprise: 7 },
  public: { role: 'public', person: '公众', grids: [] },
}

/** A seeded generator of numbers in [0, 1). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Corners of tiles at many zooms, the rims of the world and beyond what Web Mercator shows. */
export const HARD_PLACES: readonly (readonly [lng: number, lat: number])[] = [
  [0, 0],
  [180, 0],
  [-180, 0],
  [180, -85.0511287798066],
  [-180, 85.0511287798066],
  [90, 0],
  [-90, 0],
  [114.2578125, 0],
  [114.2578125, 22.59372606392931],
  [114.2578125, 22.6],
  [114.3, 22.59372606392931],
  [0, 90],
  [0, -90],
  [-180, 88],
  [180, -88],
  [114.27978515625, 22.57],
  [114.2630004882813, 22.58],
]

const TERRITORY = `
  insert into district (code, name, geom) values ('440308', '测试区', st_multi(st_makeenvelope(114.2, 22.5, 114.4, 22.7, 4326)));
  insert into department (id, code, name, person, phone, industries)
    select i, 'd' || i, '成员单位' || i, '张三', '0755-0000000', array[chr(64 + i)] from generate_series(1, 4) i;
  insert into grid (id, level, code, name, person, phone, geom)
    values (1, 1, 'g1', '测试区', '李四', '0755-0000000', st_multi(st_makeenvelope(114.2, 22.5, 114.4, 22.7, 4326)));
  insert into grid (id, level, code, name, parent, department, person, phone)
    select 1 + i, 2, 'g2-' || i, '单位' || i, 1, i, '王五', '0755-0000000' from generate_series(1, 4) i;
  insert into grid (id, level, code, name, parent, person, phone, geom)
    select 11 + i, 3, 'g3-' || i, '网格' || i, 1, '赵六', '0755-0000000',
      st_multi(st_makeenvelope(114.2 + 0.1 * (i % 2), 22.5 + 0.1 * (i / 2), 114.3 + 0.1 * (i % 2), 22.6 + 0.1 * (i / 2), 4326))
    from generate_series(0, 3) i;
  insert into place (kind, name, geom)
    select (array['park', 'tower', 'block'])[1 + i % 3], '场所' || i,
      st_makeenvelope(114.21 + 0.02 * i, 22.55, 114.215 + 0.02 * i, 22.56, 4326) from generate_series(0, 8) i;
  insert into basemap (kind, name, rank, geom, source) values
    ('land', '陆地', 1, st_makeenvelope(114, 22.5, 114.5, 23, 4326), '© OpenStreetMap contributors'),
    ('road', '主路', 1, st_setsrid(st_makeline(st_makepoint(114.2, 22.55), st_makepoint(114.4, 22.56)), 4326), '演示'),
    ('road', '次路', 2, st_setsrid(st_makeline(st_makepoint(114.2, 22.57), st_makepoint(114.4, 22.58)), 4326), '演示'),
    ('road', '支路', 3, st_setsrid(st_makeline(st_makepoint(114.2, 22.59), st_makepoint(114.4, 22.61)), 4326), '演示');`

/** 900 in the district, 60 about the world, and one at each hard place; every seventh has no position. */
function enterprises(random: () => number) {
  const near = (): [number, number] => [114.2 + 0.2 * random() ** 2, 22.5 + 0.2 * random()]
  const anywhere = (): [number, number] => [360 * random() - 180, 180 * random() - 90]
  const places = [...Array.from({ length: 900 }, near), ...Array.from({ length: 60 }, anywhere), ...HARD_PLACES]
  return places.map((place, i) => ({
    id: i + 1,
    name: `${['化工', '物流', '商贸', '冷链'][i % 4]}${i}号`,
    industry: ['A', 'B', 'C26', null][Math.floor(random() * 4)],
    class: ['A', 'B', 'C', null][Math.floor(random() * 4)],
    risk: [1, 2, 3, 4, null][Math.floor(random() * 5)],
    lng: i % 7 === 5 && i < 900 ? null : place[0],
    lat: place[1],
  }))
}

const FILL = `
  insert into enterprise (id, scheme, identifier, name, industry, class_computed, class_rule, geom)
    select id, 'test', 't' || id, name, industry, class, 'test', st_setsrid(st_makepoint(lng, lat), 4326)
    from json_to_recordset($1) r (id int, name text, industry text, class text, lng float8, lat float8)`
const RISK_POINTS = `
  insert into risk_point (enterprise, name, method, profile, likelihood, consequence, score, level)
    select id, '风险点', 'LS', 'test', 1, 1, 1, risk from json_to_recordset($1) r (id int, risk smallint) where risk is not null`
const REST = `
  insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
    select e.id, '罐区' || e.id, 'storage', e.geom, 1, 2, v.r, v.r
    from enterprise e, lateral (select (array[5, 20, 70, 200, 0.5])[1 + e.id % 5]::float8 as r) v
    where e.id % 11 = 0 and e.geom is not null;
  insert into hazard (enterprise, source, state, description, found_at, due_at, closed_at)
    select e.id, 'self', case e.id % 3 when 0 then 'closed' when 1 then 'rectifying' else 'voided' end, '隐患',
      '2026-01-01', timestamptz '2026-06-01' + (e.id % 40 - 20) * interval '1 day', case when e.id % 3 = 0 then timestamptz '2026-05-01' end
    from enterprise e where e.id % 4 < 3;
  select setval(pg_get_serial_sequence('enterprise', 'id'), 100000);
  insert into population_point (people, geom)
    select 1 + i % 9, st_setsrid(st_makepoint(114.2 + 0.2 * ((i * 7919) % 1000) / 1000.0, 22.5 + 0.2 * ((i * 104729) % 997) / 997.0), 4326)
    from generate_series(1, 600) i;
  analyze`

/** When the tests' clock stands still. */
export const TODAY = new Date('2026-06-01T04:00:00Z')

/** A database of its own with that book in it. */
export async function tilesBook(): Promise<FreshDatabase> {
  const database = await freshDatabase()
  const rows = JSON.stringify(enterprises(dice(20260601)))
  await database.owner.query(TERRITORY)
  await database.owner.query(FILL, [rows])
  await database.owner.query(RISK_POINTS, [rows])
  await database.owner.query(REST)
  await database.clock.set(TODAY)
  return database
}

/** Header by which a test says who asks. */
const ASKER = 'x-test-actor'
const actorOf = async (req: IncomingMessage): Promise<Actor> => ACTORS[String(req.headers[ASKER])]!

/** An answer with its body as it travelled. */
export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly sent: Buffer
}

/** The tile routes over real HTTP, asked as one of ACTORS; a deaf one hears of no change. */
export async function tileServer({ pool, urls }: Pick<FreshDatabase, 'pool' | 'urls'>, { deaf = false } = {}) {
  const hub = changeHub()
  const log = pino({ level: 'silent' })
  const listening = new Promise<void>((ready) => hub.onRefresh(ready))
  const listener = deaf ? undefined : listen(() => makeClient(urls.server), hub, log)
  if (listener) await listening
  const tiles = tileRoutes({ readPool: pool, hub, log }, actorOf)
  const server = http.createServer((req, res) => tiles(req, res, () => res.writeHead(501).end()))
  server.keepAliveTimeout = 0 // no connection ends while a test is about to use it
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const agent = new http.Agent({ keepAlive: true })

  const ask = (path: string, actor = 'government', headers: Record<string, string> = { 'accept-encoding': 'gzip' }) =>
    new Promise<Answer>((resolve, reject) => {
      http
        .get({ agent, port, host: '127.0.0.1', path, headers: { [ASKER]: actor, ...headers } }, (res) => {
          const parts: Buffer[] = []
          res.on('data', (part: Buffer) => parts.push(part))
          res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, sent: Buffer.concat(parts) }))
        })
        .on('error', reject)
    })
  return {
    ask,
    /** The features of one layer of a tile; [] where the tile is empty. */
    features: async (path: string, actor?: string) => featuresOf(await ask(path, actor)),
    /** Once this server has heard of a change. */
    heard: () => new Promise<void>((resolve) => hub.onNotice(() => resolve())),
    close: async () => {
      agent.destroy()
      await listener?.close()
      return new Promise((closed) => server.close(closed))
    },
  }
}
export type TileServer = Awaited<ReturnType<typeof tileServer>>

/** The tile's bytes out of their encoding. */
export const tileBytes = ({ headers, sent }: Answer): Buffer =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent

/** One decoded feature: properties, and its first point in units of the tile. */
export interface Feature {
  readonly id: number | undefined
  readonly properties: Readonly<Record<string, number | string | boolean>>
  readonly x: number
  readonly y: number
}

/** Decoded by @mapbox/vector-tile. @throws where the answer is no tile */
export function featuresOf(answer: Answer): Feature[] {
  if (answer.status === 204) return []
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.sent.toString()}`)
  const layers = Object.values(new VectorTile(new PbfReader(tileBytes(answer))).layers)
  return layers.flatMap((layer) =>
    Array.from({ length: layer.length }, (_, i) => {
      const feature = layer.feature(i)
      const point = feature.loadGeometry()[0]![0]!
      return { id: feature.id, properties: feature.properties, x: point.x, y: point.y }
    }),
  )
}

const HALF = 20037508.342789244

/** Where a place in metres of EPSG:3857 lies: column and row counted from the world's north-west, units of 4096 within. */
export function placed(east: number, north: number, z: number) {
  const size = 2 ** z
  const side = (2 * HALF) / size
  const x = Math.min(Math.max(Math.floor((east + HALF) / side), 0), size - 1)
  const y = Math.min(Math.max(Math.floor((HALF - north) / side), 0), size - 1)
  // on an edge the sum above may round to the wrong side: the edges themselves decide
  const dx = x > 0 && east < -HALF + x * side ? -1 : x < size - 1 && east >= -HALF + (x + 1) * side ? 1 : 0
  const dy = y > 0 && north > HALF - y * side ? -1 : y < size - 1 && north <= HALF - (y + 1) * side ? 1 : 0
  const [column, row] = [x + dx, y + dy]
  const ux = (east - (-HALF + column * side)) * (4096 / side)
  const uy = (HALF - row * side - north) * (4096 / side)
  return { x: column, y: row, ux, uy }
}

/** The same from degrees, by the textbook's formula; for places that lie on no edge. */
export const slippy = (lng: number, lat: number, z: number) =>
  placed((lng / 180) * HALF, (Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) * HALF, z)

/** Answers of many asks in order, six at a time. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let i = 0; i < items.length; i += 6) results.push(...(await Promise.all(items.slice(i, i + 6).map(ask))))
  return results
}

/** Who reads tiles at all: everybody but the public. */
export const READERS = Object.keys(ACTORS).filter((name) => name !== 'public')
/** The enterprises in scope of each reader, as SQL of the tests' own. */
export const SCOPES: Readonly<Record<string, string>> = {
  government: 'true',
  'department 1': 'lead_department = 1',
  'department 2': 'lead_department = 2',
  'grid 11': 'grid = 11',
  'grids 12 13': 'grid in (12, 13)',
  enterprise: 'id = 7',
}
/** Sum of a property over features. */
export const sumOf = (features: readonly Feature[], name: string) =>
  features.reduce((sum, { properties }) => sum + Number(properties[name]), 0)
