/** Gateways send by HTTP and by MQTT while the database, the server and the broker are killed in turn: what was acknowledged is there, once. */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import mqtt from 'mqtt'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { socketFolder } from '../../server/db/clusterFolder.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { noBroker, startBroker, type TestBroker } from '../broker.ts'
import { dataFolder, freePort, type Product, startProduct } from '../product.ts'

const [MESSAGES, ROWS, SENDERS] = [200, 10, 6]
/** Tries of one message; a server that ended by itself would be asked for ever. */
const TRIES = 900
/** Acknowledged messages after which each is killed. */
const [KILL_DATABASE_AT, KILL_SERVER_AT, KILL_BROKER_AT] = [40, 90, 140]
const TOKEN = `anjian_gw_${randomBytes(32).toString('base64url')}`

const folder = dataFolder()
let settings: Record<string, string>
let product: Product
let owner: pg.Pool
let broker: TestBroker | undefined
const begun = Date.now() - 3_600_000

beforeAll(async () => {
  broker = noBroker === undefined ? await startBroker() : undefined
  settings = { ANJIAN_DATA: folder.path, ANJIAN_DEMO: '0', PORT: String(await freePort()), ...(broker && { MQTT_URL: broker.url }) } // prettier-ignore
  product = await startProduct(settings)
  owner = makePool(socketUrl(socketFolder(folder.path), 'postgres', 'anjian'), { size: 1 })
  await owner.query(
    `with plant as (insert into enterprise (scheme, identifier, name) values ('test', '1', '甲厂') returning id),
      source as (insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', 'SRID=4326;POINT(121 37)' from plant returning id),
      made as (insert into gateway (enterprise, name, token_hash) select id, '网关', $1 from plant returning id)
     insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, cadence)
     select source.id, made.id, 'T' || n, '流量', 'flow', 'm³/h', 0, 1e5, 10 from source, made, generate_series(0, 9) n`,
    [createHash('sha256').update(TOKEN).digest()],
  )
})
afterAll(async () => {
  await owner?.end()
  await product?.stop()
  await broker?.close()
  folder.remove()
})

/** Message `n`: a value of ten sensors each, told apart from that of every other message. */
const readings = (n: number) =>
  Array.from({ length: ROWS }, (_, i) => ({ sensor: `T${i}`, at: new Date(begun + n * 1_000).toISOString(), value: n * ROWS + i })) // prettier-ignore

/** Whether the message was acknowledged; undefined: the answer was a failure, or none came. */
async function send(n: number): Promise<boolean> {
  try {
    const answer = await fetch(`${product.url}/api/readings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: product.url, authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ sentAt: new Date().toISOString(), readings: readings(n) }),
    })
    if (answer.ok) return ((await answer.json()) as { refused: number }).refused === 0
    expect(answer.status, await answer.text()).toBeGreaterThanOrEqual(500)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error // fetch: the connection was refused or cut
  }
  return false
}

const valuesOf = (numbers: Iterable<number>) =>
  [...numbers].flatMap((n) => Array.from({ length: ROWS }, (_, i) => n * ROWS + i)).sort((a, b) => a - b)
const kept = async () =>
  (await owner.query<{ value: number }>('select value from reading order by value')).rows.map(({ value }) => value)

test('by HTTP none that was acknowledged is lost and none is doubled', async () => {
  const waiting = Array.from({ length: MESSAGES }, (_, n) => n)
  let [acknowledged, unanswered] = [0, 0]
  let restarting: Promise<unknown> | undefined
  function killAt() {
    if (acknowledged === KILL_DATABASE_AT)
      process.kill(Number.parseInt(readFileSync(join(folder.path, 'cluster/postmaster.pid'), 'utf8'), 10), 'SIGKILL')
    if (acknowledged === KILL_SERVER_AT)
      restarting = product.kill().then(async () => (product = await startProduct(settings)))
  }
  async function sender() {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      for (let tries = 1; !(await send(n)); tries++) {
        unanswered += 1
        if (tries > TRIES) throw new Error(`the server does not come back:\n${product.output()}`)
        await Promise.all([restarting, pause(50)]) // as a gateway does: the same again, a little later
      }
      acknowledged += 1
      killAt()
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender))
  expect([acknowledged, unanswered > 0]).toEqual([MESSAGES, true]) // the kills did hit running messages
  expect(await kept()).toEqual(valuesOf(Array.from({ length: MESSAGES }, (_, n) => n)))
})

test.skipIf(noBroker)('by MQTT none that a gateway saw acknowledged, and that its broker kept, is lost or doubled', async () => {
  await owner.query('truncate reading, sensor_now')
  const client = mqtt.connect(broker!.url, { clientId: 'gateway', clean: false, reconnectPeriod: 50 })
  client.on('error', () => undefined)
  const publish = (n: number) => {
    const message = { token: TOKEN, sentAt: new Date().toISOString(), readings: readings(n) }
    return client.publishAsync('anjian/readings/1', JSON.stringify(message), { qos: 1 })
  }
  let acknowledged = 0
  let killed: Promise<unknown> | undefined
  for (let n = 0; n < MESSAGES; n++) {
    await publish(n)
    acknowledged += 1
    if (acknowledged === KILL_DATABASE_AT)
      process.kill(Number.parseInt(readFileSync(join(folder.path, 'cluster/postmaster.pid'), 'utf8'), 10), 'SIGKILL')
    if (acknowledged === KILL_SERVER_AT) {
      await product.kill()
      killed = startProduct(settings).then((started) => (product = started))
    }
    if (acknowledged === KILL_BROKER_AT) {
      await killed
      await broker!.kill()
      await broker!.start()
    }
  }
  await killed
  // what a broker that is killed had acknowledged and not yet written, no server can know of: gateways keep a while, and send it again
  for (let n = KILL_BROKER_AT - 20; n < KILL_BROKER_AT; n++) await publish(n)
  await client.endAsync()
  await expect.poll(kept, { timeout: 60_000, interval: 100 }).toEqual(valuesOf(Array.from({ length: MESSAGES }, (_, n) => n))) // prettier-ignore
  expect((await owner.query('select from reading_quarantine')).rowCount).toBe(0)
}) // prettier-ignore
