/** A gateway that falls silent is called so within its own deadline, also where no server lived when that passed, and never shows as fresh. */
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SensorRow } from '#core/contract/sensors.ts'
import { makePool } from '../../server/db/pools.ts'
import { SESSION_COOKIE } from '../../server/http/cookies.ts'
import { sessionIn } from '../api/people.ts'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { CODES, liveBook, type LiveBook, type Sender } from './liveBook.ts'

/** Agreed seconds between two readings, and cadences after which the sensor, or all of the gateway, is silent. */
const [CADENCE, CADENCES] = [1, 3]
const DEADLINE_MS = CADENCE * CADENCES * 1000
/** The clock looks each second at the latest; the rest is for a busy machine. */
const SOON_MS = 5_000

let book: LiveBook
let product: Product | undefined
let server: pg.Pool
let sender: Sender
let cookie: string
const folder = dataFolder()
const start = async () => (product = await startProduct({ ...book.settings, ANJIAN_DATA: folder.path }))
beforeAll(async () => {
  book = await liveBook()
  sender = await book.sender('网关', CADENCE)
  server = makePool(book.server, { size: 1 })
  await start()
  cookie = `${SESSION_COOKIE}=${await sessionIn({ owner: book.owner, pool: server }, 'leader', 'leader')}`
})
afterAll(async () => {
  await product?.stop()
  await server?.end()
  await book?.close()
  folder.remove()
})

/** All sensors of the gateway speak now. @returns when they did */
async function speak(): Promise<number> {
  const at = Date.now()
  const readings = CODES.map((sensor) => ({ sensor, at: new Date(at).toISOString(), value: 50 }))
  const headers = { 'content-type': 'application/json', origin: product!.url, authorization: `Bearer ${sender.token}` }
  const answer = await fetch(`${product!.url}/api/readings`, { method: 'POST', headers, body: JSON.stringify({ sentAt: new Date(at).toISOString(), readings }) })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return at
} // prettier-ignore

interface Call {
  readonly raised: number
  readonly told: number
  readonly cleared: number | null
}
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`
/** Alarms of the silence of the gateway that count from a reading, or a later one. */
const callsSince = async (at: number) =>
  (await book.owner.query<Call>(`select ${ms('raised_at')} as raised, ${ms('told_at')} as told, ${ms('cleared_at')} as cleared from alarm
    where kind = 'gateway' and gateway = $1 and raised_at >= to_timestamp($2::float8 / 1000) order by raised_at`, [sender.gateway, at])).rows // prettier-ignore
const states = async () => {
  const answer = await fetch(`${product!.url}/api/sensors`, { headers: { origin: product!.url, cookie } })
  return ((await answer.json()) as { rows: SensorRow[] }).rows.map(({ state }) => state)
}
const LONG = { timeout: 60_000, interval: 50 }

test('while a server lives it is called once within a second or so of its deadline, counted from its last reading', async () => {
  const at = await speak()
  await expect.poll(() => callsSince(at), LONG).toHaveLength(1)
  const [call] = await callsSince(at)
  expect(call!.raised).toBe(at + DEADLINE_MS)
  expect(call!.told).toBeGreaterThan(call!.raised)
  expect(call!.told).toBeLessThan(call!.raised + SOON_MS)
})

test('where the deadline passes while no server lives it is called at the start, is never shown as fresh, and is back with its first reading', async () => {
  const at = await speak() // the alarm of the last test stands, perhaps still when the server is killed: it spoke, and falls silent anew
  await product!.kill()
  product = undefined
  expect(await callsSince(at)).toEqual([]) // it was killed before
  const passed = () => book.one<{ over: boolean }>('select now() > to_timestamp($1::float8 / 1000) as over', [at + DEADLINE_MS]) // prettier-ignore
  await expect.poll(async () => (await passed()).over, LONG).toBe(true)
  const before = Date.now()
  await start()
  expect(new Set(await states())).toEqual(new Set(['silent'])) // at the first answer, whether it was called yet or not
  const ready = Date.now()
  await expect.poll(() => callsSince(at), LONG).toHaveLength(1)
  const [call] = await callsSince(at)
  expect(call).toMatchObject({ raised: at + DEADLINE_MS, cleared: null })
  expect(call!.told).toBeGreaterThan(before)
  expect(call!.told).toBeLessThan(ready + SOON_MS)
  expect(await callsSince(0)).toMatchObject([{ cleared: expect.any(Number) }, { raised: at + DEADLINE_MS }])
  const back = await speak()
  await expect.poll(async () => (await callsSince(at))[0]!.cleared, LONG).toBeGreaterThanOrEqual(back)
  const alone = `select from alarm where kind = 'silent' and sensor in (select id from sensor where gateway = $1)`
  expect((await book.owner.query(alone, [sender.gateway])).rowCount).toBe(0) // one cause, one alarm
}) // prettier-ignore
