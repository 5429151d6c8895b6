/**
 * Two servers of one book take readings by HTTP and by MQTT while a server dies in the midst of a roll-up, the database in the midst of
 * dropping a day, the server that reads the broker and the broker itself: each reading is kept once, each alarm raised once, each minute exact.
 */
import { setTimeout as pause } from 'node:timers/promises'
import mqtt from 'mqtt'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noBroker, startBroker, type TestBroker } from '../broker.ts'
import { expectedOf } from '../api/alarmOracle.ts'
import { randomOf } from '../api/randomFilters.ts'
import { makePool } from '../../server/db/pools.ts'
import { rollUpAll } from '../../server/features/sensors/keeping.ts'
import { heldBy, heldIn } from '../api/rollupsReadings.ts'
import type { Read } from '../api/sensorsBook.ts'
import { needs } from '../fixtures/needs.ts'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { cases } from '../sample.ts'
import { CODES, LIMITS, liveBook, type LiveBook, type Sender } from './liveBook.ts'

needs(noBroker !== undefined, noBroker ?? '')
const MESSAGES = cases(160, 1_000)
/** Readings of one sensor in one message, and seconds between them. */
const [ROWS, STEP] = [4, 2]
/** Of one message; a server that ended by itself would be asked for ever. */
const TRIES = 3_000
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const BEGUN = Math.floor(Date.now() / MINUTE) * MINUTE - MESSAGES * ROWS * STEP * 1000
/** Days ago, beyond what the rule keeps. */
const OLD = [41, 40] as const

let book: LiveBook
let broker: TestBroker
let server: pg.Pool
const folders = [dataFolder(), dataFolder()]
const servers = new Map<string, Product>()
const senders = {} as Record<'http' | 'mqtt', Sender>
beforeAll(async () => {
  if (noBroker !== undefined) return
  ;[book, broker] = await Promise.all([liveBook(), startBroker()])
  server = makePool(book.server, { size: 2 })
  senders.http = await book.sender('直连')
  senders.mqtt = await book.sender('代理')
})
afterAll(async () => {
  for (const one of servers.values()) await one.stop()
  await server?.end()
  await broker?.close()
  await book?.close()
  for (const { remove } of folders) remove()
})

async function start(name: 'A' | 'B') {
  const own = folders[name === 'A' ? 0 : 1]!
  servers.set(name, await startProduct({ ...book.settings, ANJIAN_DATA: own.path, MQTT_URL: broker.url }))
}
async function kill(name: 'A' | 'B') {
  const server = servers.get(name)!
  servers.delete(name)
  await server.kill()
}

/** Values of each gateway: a walk about the limits, the same whoever asks. */
const walks = { http: walk(1), mqtt: walk(2) }
function walk(seed: number): number[][] {
  const random = randomOf(seed)
  return CODES.map(() => {
    let value = 50
    return Array.from({ length: MESSAGES * ROWS }, () => {
      value = Math.min(100, Math.max(0, value + Math.round(random() * 40 - 20)))
      return value
    })
  })
}
const momentOf = (n: number) => BEGUN + n * STEP * 1000
const messageOf = (of: 'http' | 'mqtt', n: number) => ({
  sentAt: new Date().toISOString(),
  readings: CODES.flatMap((sensor, s) =>
    Array.from({ length: ROWS }, (_, i) => ({ sensor, at: new Date(momentOf(n * ROWS + i)).toISOString(), value: walks[of][s]![n * ROWS + i]! })),
  ),
}) // prettier-ignore

/** Whether a server acknowledged the message; another is asked next time. */
async function post(n: number, tries: number): Promise<boolean> {
  const there = [...servers.values()]
  const { url } = there[(n + tries) % Math.max(1, there.length)] ?? {}
  if (url === undefined) return false
  const headers = { 'content-type': 'application/json', origin: url, authorization: `Bearer ${senders.http.token}` }
  const answer = await fetch(`${url}/api/readings`, { method: 'POST', headers, body: JSON.stringify(messageOf('http', n)) }).catch((error: unknown) => error)
  if (!(answer instanceof Response)) {
    if (answer instanceof TypeError) return false // the connection was refused or cut
    throw answer
  }
  if (!answer.ok) expect(answer.status, await answer.text()).toBeGreaterThanOrEqual(500)
  return answer.ok
} // prettier-ignore

/** Each message in its order, again until it is taken. */
async function sendByHttp(then: (n: number) => Promise<void>): Promise<number> {
  let again = 0
  for (let n = 0; n < MESSAGES; n++) {
    for (let tries = 0; !(await post(n, tries)); tries++) {
      again += 1
      if (tries > TRIES) throw new Error([...servers.values()].map((one) => one.output()).join('\n'))
      await pause(20)
    }
    await then(n)
  }
  return again
}

/** The same by the broker, which acknowledges each; what it may have lost when it died is sent again before anything newer. */
async function sendByMqtt(killAt: number): Promise<void> {
  const client = mqtt.connect(broker.url, { clientId: 'gateway', clean: false, reconnectPeriod: 50 })
  client.on('error', () => undefined)
  const publish = (n: number) => client.publishAsync('anjian/readings/1', JSON.stringify({ token: senders.mqtt.token, ...messageOf('mqtt', n) }), { qos: 1 }) // prettier-ignore
  for (let n = 0; n < MESSAGES; n++) {
    await publish(n)
    if (n !== killAt) continue
    await broker.kill()
    await broker.start()
    for (let last = Math.max(0, n - 40); last <= n; last++) await publish(last)
  }
  await client.endAsync()
}

/** Values of days that the rule lets go, as they lay there when the server came. */
async function writeOld(): Promise<Read[]> {
  const { id } = await book.one<{ id: number }>('select min(id) as id from sensor')
  const reads = OLD.flatMap((days) => Array.from({ length: 3_000 }, (_, i) => ({ sensor: id, at: BEGUN - days * DAY + i * 1_000, value: i / 7 })))
  const columns = [reads.map(({ sensor }) => sensor), reads.map(({ at }) => new Date(at).toISOString()), reads.map(({ value }) => value)]
  await book.owner.query('select app.reading_partition(day) from (select distinct app.day_of(at) as day from unnest($1::timestamptz[]) at) d', [columns[1]])
  await book.owner.query('insert into reading (sensor, at, value) select * from unnest($1::integer[], $2::timestamptz[], $3::float8[])', columns)
  return reads
} // prettier-ignore

/** Looks until somebody waits for a lock within a function. */
async function seenWaiting(within: string): Promise<void> {
  const looked = () => book.one<{ n: number }>("select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%'", [within]) // prettier-ignore
  await expect.poll(async () => (await looked()).n, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0)
}

/** Holds a table in a transaction of its own until it is let go, or the database dies. */
async function hold(table: string, mode: string): Promise<() => Promise<void>> {
  const client: pg.PoolClient = await book.owner.connect()
  client.on('error', () => undefined)
  await client.query(`begin; lock table ${table} in ${mode} mode`)
  return async () => {
    await client.query('rollback').catch(() => undefined)
    client.release(true)
  }
}
const oldPartitions = async () =>
  (await book.owner.query<{ name: string }>(`select relname as name from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent = 'reading'::regclass and relname < 'reading_' || to_char(now() - interval '36 days', 'YYYYMMDD') order by 1`)).rows.map(({ name }) => name) // prettier-ignore

/** Minutes that are over and not rolled up: another server may be at it. */
const waiting = async () =>
  (
    await book.one<{ n: number }>(
      "select count(*)::int as n from reading_dirty where minute < date_trunc('minute', now())",
    )
  ).n

/** Alarms as the whole series of a sensor asks for. */
function expectedAlarms(of: 'http' | 'mqtt') {
  const setup = { deadBand: LIMITS.deadBand, on: LIMITS.on * 1000, off: LIMITS.off * 1000 }
  return CODES.flatMap((code, s) => {
    const line = (sign: number) => walks[of][s]!.map((value, n) => ({ at: momentOf(n), value: sign * value }))
    const high = expectedOf(line(1), { first: LIMITS.h, second: LIMITS.hh, ...setup }).map((one) => ({ kind: 'high', ...one }))
    const low = expectedOf(line(-1), { first: -LIMITS.l, second: -LIMITS.ll, ...setup }).map((one) => ({ kind: 'low', ...one }))
    return [...high, ...low].map(({ kind, stage, raised, cleared, late }) => [code, kind, stage, raised, cleared ?? '-', late].join(' '))
  }).sort()
} // prettier-ignore
const keptAlarms = async ({ gateway }: Sender) =>
  (await book.owner.query<{ one: string }>(`select concat_ws(' ', s.code, a.kind, a.stage, (extract(epoch from a.raised_at) * 1000)::bigint,
      coalesce((extract(epoch from a.cleared_at) * 1000)::bigint::text, '-'), a.late::text) as one
    from alarm a join sensor s on s.id = a.sensor where s.gateway = $1`, [gateway])).rows.map(({ one }) => one).sort() // prettier-ignore
const sentBy = async (of: 'http' | 'mqtt'): Promise<Read[]> => {
  const { rows } = await book.owner.query<{ id: number; code: string }>('select id, code from sensor where gateway = $1', [senders[of].gateway]) // prettier-ignore
  return rows.flatMap(({ id, code }) => walks[of][CODES.indexOf(code as 'L1')]!.map((value, n) => ({ sensor: id, at: momentOf(n), value }))) // prettier-ignore
}
const keptBy = async () =>
  (await book.owner.query<Read>('select sensor, (extract(epoch from at) * 1000)::float8 as at, value from reading order by sensor, at')).rows // prettier-ignore

test('two servers, their database and their broker are killed in turn: every reading, alarm, minute and hour is there once', async () => {
  const old = await writeOld()
  const rollingUp = await hold('reading_minute', 'share')
  await start('A')
  async function killInTurn() {
    await seenWaiting('roll_readings')
    await kill('A')
    await rollingUp()
    const dropping = await hold((await oldPartitions())[0]!, 'access share')
    await start('A')
    await seenWaiting('drop_readings')
    book.killDatabase()
    await dropping()
    // nothing of it was done, and who comes next does it whole
    await expect.poll(oldPartitions, { timeout: 60_000, interval: 100 }).toHaveLength(OLD.length)
    await start('B')
    await expect.poll(oldPartitions, { timeout: 60_000, interval: 100 }).toEqual([])
  }
  const at = (share: number) => Math.floor(MESSAGES * share)
  const byMqtt = sendByMqtt(at(0.8))
  let killing: Promise<void> | undefined
  const again = await sendByHttp(async (n) => {
    if (n === at(0.1)) killing = killInTurn()
    if (n === at(0.5)) {
      await killing
      await kill('A') // the first to come reads the broker
    }
  })
  expect(again).toBeGreaterThan(0) // the kills did hit running messages
  await byMqtt
  const sent = [...(await sentBy('http')), ...(await sentBy('mqtt'))].sort((a, b) => a.sensor - b.sensor || a.at - b.at)
  await expect.poll(async () => (await keptBy()).filter((one) => one.at >= BEGUN), { timeout: 60_000, interval: 200 }).toEqual(sent)
  await expect.poll(async () => rollUpAll(server).then(waiting), { timeout: 60_000, interval: 100 }).toBe(0)
  for (const of of ['http', 'mqtt'] as const) expect(await keptAlarms(senders[of]), of).toEqual(expectedAlarms(of))
  expect(expectedAlarms('mqtt').length).toBeGreaterThan(20)
  const doubled = `select alarm, act from alarm_event where act in ('raise', 'clear') group by alarm, act having count(*) > 1`
  expect((await book.owner.query(doubled)).rows).toEqual([])
  const all = [...old, ...sent]
  expect((await book.owner.query(heldIn('reading_minute'))).rows).toEqual(heldBy(all, MINUTE))
  expect((await book.owner.query(heldIn('reading_hour'))).rows).toEqual(heldBy(all, HOUR))
  expect((await book.owner.query('select from reading_quarantine')).rowCount).toBe(0)
}) // prettier-ignore
