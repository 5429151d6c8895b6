import { createWriteStream } from 'node:fs'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import express from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type pg from 'pg'
import type { ExportFormat } from '#core/contract/exports.ts'
import { exportRoutes } from '../../server/features/exports/routes.ts'
import { readRows } from '../../server/files/read.ts'
import { answerFailures } from '../../server/http/answerProblem.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { taking } from './exportBook.ts'

const ROWS = 60_000
const MB = 2 ** 20
/** Live heap that an export may add; held all at once its rows would take some 100 MB. */
const MOST_GROWTH = 24 * MB
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const liveHeap = () => {
  collect()
  return process.memoryUsage().heapUsed
}

const files = taking()
let book: FreshDatabase
let server: Server
let origin: string
beforeAll(async () => {
  book = await freshDatabase()
  await book.owner.query(`insert into enterprise (scheme, identifier, name, address, legal_person, geom)
    select 'demo', 'E' || i, '样板生产经营单位第' || i || '号', repeat('某某路', 20) || i, '某某' || i,
      st_setsrid(st_makepoint(121 + i * 1e-6, 37.5), 4326) from generate_series(1, ${ROWS}) i`)
  const router = express.Router()
  exportRoutes(router, { pool: book.pool, readPool: book.pool }, async () => ({ role: 'government', person: '林青山', grids: [], post: 'leader' })) // prettier-ignore
  server = createServer(express().use(router, answerFailures(pino({ level: 'silent' })))).listen(0)
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  files.drop()
  await book.drop()
})

const asked = (path: string) =>
  new Promise<IncomingMessage>((answered, failed) =>
    get(`${origin}${path}`, { agent: false }, answered).on('error', failed),
  )

describe(`${ROWS} rows`, () => {
  // how many bytes go by from one look at the heap to the next
  test.each<[ExportFormat, number]>([
    ['csv', 2 * MB],
    ['xlsx', MB / 4],
    ['geojson', 6 * MB],
    ['shp.zip', MB / 8],
    ['gpkg', MB],
  ])('as %s are sent whole and not held', async (format, step) => {
    const path = join(files.folder, `many.${format}`)
    const before = liveHeap()
    const answer = await asked(`/exports/enterprises.${format}`)
    const file = createWriteStream(path)
    let [bytes, looked, most] = [0, 0, 0]
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).length
      if (!file.write(chunk)) await once(file, 'drain')
      if (bytes < (looked + 1) * step) continue
      looked += 1
      most = Math.max(most, liveHeap() - before)
    }
    await finished(file.end())
    expect([answer.statusCode, looked > 4]).toEqual([200, true])
    expect(most).toBeLessThan(MOST_GROWTH)
    const { rows, columns } = await readRows(path)
    expect(rows).toHaveLength(ROWS)
    const place = columns.indexOf(format === 'shp.zip' ? 'IDENTIFIER' : '统一社会信用代码/标识')
    expect(new Set(rows.map(({ cells }) => cells[place])).size).toBe(ROWS)
  })
})

/** Tells of every lot that is fetched, over whichever connection. */
function watchFetches(): { readonly fetched: () => number; readonly next: () => Promise<void> } {
  let n = 0
  let waiting: (() => void)[] = []
  const watched = new WeakSet<pg.PoolClient>()
  book.pool.on('acquire', (client) => {
    if (watched.has(client)) return
    watched.add(client)
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    client.query = ((...given: unknown[]) => {
      const text = (given[0] as { text?: string }).text ?? ''
      if (text.startsWith('fetch ')) {
        n += 1
        waiting.forEach((each) => each())
        waiting = []
      }
      return query(...given)
    }) as typeof client.query
  })
  return { fetched: () => n, next: () => new Promise((fetched) => waiting.push(fetched)) }
}

describe('a reader that leaves', () => {
  /** Transactions of the server that are open. */
  const open = async () => {
    const { rows } = await book.owner.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and usename = 'anjian_server' and xact_start is not null`,
    )
    return rows[0]!.n
  }
  test.each<ExportFormat>(['csv', 'xlsx', 'geojson', 'shp.zip', 'gpkg'])('while %s is read ends the statement', async (format) => {
    const fetches = watchFetches()
    const request = get(`${origin}/exports/enterprises.${format}`, { agent: false }).on('error', () => {})
    await fetches.next()
    expect(await open()).toBeGreaterThan(0)
    request.destroy()
    await expect.poll(open, { timeout: 20_000 }).toBe(0)
    // one pass over the rows is sixty lots
    expect(fetches.fetched()).toBeLessThan(ROWS / 1000)
  })
}) // prettier-ignore
