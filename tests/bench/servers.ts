/** The servers that are measured, each in a process of its own: the product, and the bare Node it is held against. */
import { randomBytes } from 'node:crypto'
import http, { type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import express from 'express'
import pg from 'pg'
import { pino } from 'pino'
import { app, takeReadings } from '#server/app.ts'
import type { Actor } from '#server/db/actor.ts'
import { makeClient, makePool } from '#server/db/pools.ts'
import { keepTickingAlarms } from '#server/features/alarms/ticking.ts'
import { importDesk } from '#server/features/imports/desk.ts'
import { tellingReadings } from '#server/features/readings/telling.ts'
import { secretsOf } from '#server/http/signIn/secrets.ts'
import { keepingOf } from '../../server/keeping/keeping.ts'
import { changeHub } from '#server/live/hub.ts'
import { listen } from '#server/live/listen.ts'
import { readSettings } from '#server/settings.ts'
import { askOf, statementsOf } from '#server/tiles/ask.ts'
import { tileRoutes } from '#server/tiles/tiles.ts'
import { broadcast } from './broadcast.ts'
import { UPLOADS } from './plan.ts'

/** An answer as it was sent once, to be sent again. */
export interface Recorded {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** base64 */
  readonly body: string
}
/** Which server to be. */
export type Role =
  /** `live`: with all that main.ts does beside answering, where readings come in, and with the built client. */
  | { readonly is: 'product'; readonly url: string; readonly live?: boolean }
  | { readonly is: 'broadcast'; readonly bytes: string; readonly page: string }
  | { readonly is: 'uncached'; readonly url: string }
  | { readonly is: 'floor'; readonly url: string; readonly paths: readonly string[]; readonly zipped: boolean }
  | { readonly is: 'hazards-floor'; readonly url: string }
  | { readonly is: 'bytes' | 'express'; readonly full: Recorded; readonly unchanged: Recorded }

const POOL = 10
const CLIENT = fileURLToPath(new URL('../../dist/client', import.meta.url))
const GOVERNMENT: Actor = { role: 'government', person: '测速', grids: [] }
const log = pino({ level: 'warn' })
const compress = promisify(gzip)

/** The whole server, as main.ts composes it. */
function product(url: string, live: boolean): RequestListener {
  const pool = makePool(url, { size: POOL })
  const hub = changeHub()
  listen(() => makeClient(url), hub, log)
  const imports = importDesk({ pool, log, folder: UPLOADS })
  const settings = readSettings({})
  const keeping = keepingOf(settings)
  const kit = { pool, readPool: pool, hub, log, imports, secrets: secretsOf(randomBytes(32)), keeping, settings }
  if (!live) return app(kit)
  keepTickingAlarms(pool, log)
  return app({ ...kit, takeReadings: takeReadings(kit, tellingReadings(pool, log).onFresh), client: CLIENT })
}

/** The tile routes without anything kept. */
function uncached(url: string): RequestListener {
  const kit = { readPool: makePool(url, { size: POOL }), hub: changeHub(), log }
  const tiles = tileRoutes(kit, () => Promise.resolve(GOVERNMENT), 0)
  return (req, res) => tiles(req, res, () => res.writeHead(501).end())
}

/** What inScope sends before a statement of the government's. */
const SCOPE = `begin; select set_config('role', 'anjian_actor', true), set_config('statement_timeout', '15000', true),
  set_config('app.role', 'government', true), set_config('app.person', '测速', true), set_config('app.grids', '{}', true),
  set_config('app.department', '', true), set_config('app.enterprise', '', true),
  set_config('app.account', '', true), set_config('app.post', '', true)`

/** Bare Node and pg: the same scope statements and SQL, known beforehand, and nothing else. */
function floor(url: string, paths: readonly string[], zipped: boolean): RequestListener {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  const statements = new Map(
    paths.map((path) => [path, statementsOf(askOf(path)).map((statement) => statement.toQuery())]),
  )
  return async (req, res) => {
    const client = await pool.connect()
    await client.query(SCOPE)
    let tile: Buffer | null = null
    for (const statement of statements.get(req.url ?? '')!) {
      tile ??= (await client.query<{ tile: Buffer | null }>(statement)).rows[0]!.tile
      if (tile) break
    }
    await client.query('commit')
    client.release()
    const body = zipped && tile!.length > 0 ? await compress(tile!, { level: 4 }) : tile!
    res
      .writeHead(200, { 'content-type': 'application/vnd.mapbox-vector-tile', 'content-length': body.length })
      .end(body)
  }
}

/** Bare Node and pg: the latest fifty hazards by one select in the same scope, and nothing else. */
function hazardsFloor(url: string): RequestListener {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  const page = `select h.*, e.name from (select * from hazard order by found_at desc, id desc limit 50) h join enterprise e on e.id = h.enterprise`
  return async (_req, res) => {
    const client = await pool.connect()
    await client.query(SCOPE)
    const body = Buffer.from(JSON.stringify((await client.query(page)).rows))
    await client.query('commit')
    client.release()
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
  }
}

/** Bare Node sending the same bytes, head and body. */
function bytes(full: Recorded, unchanged: Recorded): RequestListener {
  const body = Buffer.from(full.body, 'base64')
  return (req, res) => {
    if (req.headers['if-none-match'] !== undefined) res.writeHead(unchanged.status, unchanged.headers).end()
    else res.writeHead(full.status, full.headers).end(body)
  }
}

/** The same through Express' own send, without a header more: all send as many bytes. */
function byExpress(full: Recorded, unchanged: Recorded): RequestListener {
  const body = Buffer.from(full.body, 'base64')
  const server = express().disable('x-powered-by')
  server.get('/*path', ({ headers }, res) => {
    res.set((headers['if-none-match'] === undefined ? full : unchanged).headers).send(body)
  })
  return server
}

function listenerOf(role: Role): RequestListener {
  if (role.is === 'product') return product(role.url, role.live === true)
  if (role.is === 'broadcast') return broadcast(role.bytes, role.page)
  if (role.is === 'uncached') return uncached(role.url)
  if (role.is === 'floor') return floor(role.url, role.paths, role.zipped)
  if (role.is === 'hazards-floor') return hazardsFloor(role.url)
  return role.is === 'bytes' ? bytes(role.full, role.unchanged) : byExpress(role.full, role.unchanged)
}

process.on('message', (message: { role: Role } | { memory: true } | { cpu: true }) => {
  if ('cpu' in message) {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system })
    return
  }
  if ('memory' in message) {
    global.gc?.()
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send?.({ rss, heapUsed, external })
    return
  }
  const server = http.createServer(listenerOf(message.role))
  server.keepAliveTimeout = 75_000 // as the product keeps them
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
})
process.on('disconnect', () => process.exit()) // the benchmark is gone
