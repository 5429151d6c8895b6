import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TOTP } from 'otpauth'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { socketFolder } from '../../server/db/clusterFolder.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { dataFolder, freePort, type Product, startProduct } from '../product.ts'

const WRITES = 1000
const WRITERS = 8
/** Acknowledged writes after which PostgreSQL, and after which the server is killed. */
const KILL_POSTGRES_AT = 250
const KILL_SERVER_AT = 600

const folder = dataFolder()
let settings: Record<string, string>
let product: Product
let owner: pg.Pool
let enterprise: number
let cookie: string

const post = (path: string, body: unknown) =>
  fetch(`${product.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url, cookie },
    body: JSON.stringify(body),
  })

/** Goes on with the cookie of an answer. */
async function signedInBy(answer: Response): Promise<void> {
  expect(answer.ok, await answer.text()).toBe(true)
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

beforeAll(async () => {
  settings = { ANJIAN_DATA: folder.path, ANJIAN_DEMO: '0', PORT: String(await freePort()) }
  product = await startProduct(settings)
  owner = makePool(socketUrl(socketFolder(folder.path), 'postgres', 'anjian'), { size: 1 })
  const { rows } = await owner.query(
    "insert into enterprise (scheme, identifier, name) values ('test', '1', '蓝鲸食品厂') returning id",
  )
  enterprise = rows[0].id
  cookie = ''
  const person = { userName: 'duty', name: '值班员', password: 'Blue-Whale-37' }
  await signedInBy(await post('/session/setup', { token: product.setup, ...person }))
  const begun = (await (await post('/account/second-factor', {})).json()) as { secret: string }
  const code = new TOTP({ secret: begun.secret }).generate()
  await signedInBy(await post('/account/second-factor/code', { code }))
})
afterAll(async () => {
  await owner?.end()
  await product?.stop()
  folder.remove()
})

/** The id under which the report was acknowledged; undefined where the answer was a failure, or none came. */
async function report(request: string): Promise<number | undefined> {
  const dueAt = new Date(Date.now() + 86_400_000).toISOString()
  const body = { request, enterprise, source: 'patrol', major: false, description: `灭火器过期 ${request}`, dueAt }
  try {
    const answer = await post('/hazards', body)
    if (answer.ok) return ((await answer.json()) as { id: number }).id
    expect(answer.status, await answer.text()).toBeGreaterThanOrEqual(500)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error // fetch: the connection was refused or cut
  }
  return undefined
}

test('1,000 acknowledged reports: none lost and none doubled when PostgreSQL and the server are killed', async () => {
  const waiting = Array.from({ length: WRITES }, () => randomUUID())
  const acknowledged = new Map<string, number>()
  let unanswered = 0
  let restarting: Promise<unknown> | undefined

  async function accept(request: string, id: number) {
    acknowledged.set(request, id)
    if (acknowledged.size === KILL_POSTGRES_AT) {
      const pidFile = join(folder.path, 'cluster/postmaster.pid')
      process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGKILL')
    }
    if (acknowledged.size === KILL_SERVER_AT) {
      restarting = product.kill().then(async () => (product = await startProduct(settings)))
    }
  }
  async function write() {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      let id = await report(request)
      while (id === undefined) {
        unanswered += 1
        await Promise.all([restarting, pause(100)]) // as a client does: the same request again, a little later
        id = await report(request)
      }
      await accept(request, id)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))

  expect(unanswered).toBeGreaterThan(0) // the kills did hit running writes
  expect(acknowledged.size).toBe(WRITES)
  const { rows } = await owner.query<{ id: number; request: string }>('select id, request from hazard order by id')
  expect(rows).toHaveLength(WRITES)
  expect(new Map(rows.map(({ id, request }) => [request, id]))).toEqual(
    new Map([...acknowledged].sort(([, a], [, b]) => a - b)),
  )
})

test('a report sent again is answered with the hazard it made', async () => {
  const { rows } = await owner.query<{ id: number; request: string }>('select id, request from hazard limit 20')
  for (const { id, request } of rows) expect(await report(request)).toBe(id)
  expect((await owner.query('select count(*)::int as n from hazard')).rows).toEqual([{ n: WRITES }])
})

test('stops cleanly with code 0, and is ready again', async () => {
  expect(await product.stop()).toBe(0)
  product = await startProduct(settings)
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
})
