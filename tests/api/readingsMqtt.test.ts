/** Readings over a real broker: what is acknowledged is kept, what is not comes again, and it is kept once. */
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { takeReadings } from '../../server/app.ts'
import { makeClient } from '../../server/db/pools.ts'
import { keepReadingBroker } from '../../server/features/readings/mqtt.ts'
import type { TakeReadings } from '../../server/http/kit.ts'
import { noBroker, startBroker, type TestBroker } from '../broker.ts'
import { at, readingsBook } from './readingsBook.ts'

const made = readingsBook()
let broker: TestBroker
const readers: { stop(): Promise<void> }[] = []
/** A session of its own for each test. */
let session = 1
const eventually = (holds: () => Promise<boolean>) => expect.poll(holds, { timeout: 30_000, interval: 20 }).toBe(true)
beforeAll(async () => {
  if (noBroker === undefined) broker = await startBroker()
})
afterEach(async () => {
  session += 1
  said.length = 0
  for (const reader of readers.splice(0)) await reader.stop()
  await Promise.allSettled(keeping)
  await made.book.owner.query('truncate reading, sensor_now, reading_quarantine, gateway_pulse')
})
afterAll(() => broker?.close())

/** What is being kept: a server that stops leaves it to its transaction, and the broker sends it again. */
const keeping = new Set<Promise<unknown>>()
const ownTake = (): TakeReadings => {
  const take = takeReadings({ pool: made.book.pool })
  return (token, sent) => {
    const one = take(token, sent).finally(() => keeping.delete(one))
    keeping.add(one)
    return one
  }
}

/** What servers say in their logs. */
const said: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void said.push(line) })
/** A server that reads the broker; `take` in place of its own. */
function reading(take: TakeReadings = ownTake()) {
  const settings = { MQTT_URL: broker.url, MQTT_TOPIC: 'anjian/readings/+', MQTT_CLIENT: `anjian-${session}` }
  const reader = keepReadingBroker(() => makeClient(made.book.urls.server), { broker: settings, take, log }) // prettier-ignore
  readers.push(reader)
  return reader
}
const message = (seconds: number, value: unknown, token = made.own.token) =>
  JSON.stringify({ token, sentAt: at(0), readings: [{ sensor: 'T1', at: at(seconds), value }] })
const publish = (payload: string) => broker.publish('anjian/readings/1', payload)
const values = async () =>
  (await made.book.owner.query<{ value: number }>('select value from reading order by value')).rows.map(
    ({ value }) => value,
  )

test.skipIf(noBroker)('a message is kept as one by HTTP is; who the token names counts, not the topic', async () => {
  reading()
  await eventually(async () => {
    await broker.publish('anjian/readings/another', message(-9, 2)) // until the server has subscribed, nobody keeps it
    return (await values()).includes(2)
  })
  const { rows } = await made.book.owner.query('select s.gateway from reading r join sensor s on s.id = r.sensor where value = 2') // prettier-ignore
  expect(rows).toEqual([{ gateway: made.own.id }])
})

test.skipIf(noBroker)('messages that nobody may send, or that are none, hold up no other', async () => {
  reading()
  await eventually(async () => {
    await publish(message(-20, 1))
    return (await values()).length > 0
  })
  for (const payload of ['', '{', '[]', '{"token":"x"}', message(-10, 5, 'anjian_gw_nobody'), message(-10, 6, ''), message(-10, 'x')])
    await publish(payload)
  await publish(message(-5, 3))
  await eventually(async () => (await values()).includes(3))
  expect(await values()).toEqual([1, 3])
  expect((await made.book.owner.query('select reason from reading_quarantine')).rows).toEqual([{ reason: 'no-number' }])
}) // prettier-ignore

test.skipIf(noBroker)('gas beyond what its sensor can measure calls its alarm by this way too, once', async () => {
  await made.book.owner.query(`insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, limit_h, limit_hh, cadence)
    values ($1, $2, 'G1', '可燃气', 'combustible', '%LEL', 0, 100, 25, 50, 10)`, [made.own.source, made.own.id]) // prettier-ignore
  const alarms = async () => (await made.book.owner.query('select stage, value, over_range from alarm')).rows
  const payload = JSON.stringify({ token: made.own.token, sentAt: at(0), readings: [{ sensor: 'G1', at: at(-5), value: 400 }] }) // prettier-ignore
  reading()
  await eventually(async () => {
    await publish(payload)
    return (await alarms()).length > 0
  })
  await publish(payload)
  await publish(message(-1, 9))
  await eventually(async () => (await values()).includes(9))
  expect(await alarms()).toEqual([{ stage: 2, value: 400, over_range: true }])
})

test.skipIf(noBroker)('what comes while the server is away waits at the broker, through its restart', async () => {
  const first = reading()
  await eventually(async () => {
    await publish(message(-20, 1))
    return (await values()).length > 0
  })
  await first.stop()
  for (let i = 0; i < 20; i++) await publish(message(-19 + i, 10 + i))
  await broker.stop()
  await broker.start()
  expect(await values()).toEqual([1])
  reading()
  await eventually(async () => (await values()).length === 21)
  expect(await values()).toEqual([1, ...Array.from({ length: 20 }, (_, i) => 10 + i)])
})

test.skipIf(noBroker)('a server that ends between keeping and acknowledging is sent it again, and it is kept once', async () => {
  const own = ownTake()
  let held = 0
  // kept, but its answer never comes: as where the process dies there
  const dying = reading(async (token, sent) => {
    await own(token, sent)
    held += 1
    return new Promise(() => undefined)
  })
  await eventually(async () => {
    await publish(message(-10, 7))
    return held > 0
  })
  await dying.stop()
  const answers: number[] = []
  reading(async (token, sent) => {
    const answer = await own(token, sent)
    answers.push(answer.repeated)
    return answer
  })
  await eventually(async () => answers.length > 0)
  expect([answers[0], await values()]).toEqual([1, [7]])
}) // prettier-ignore

test.skipIf(noBroker)('of two servers one reads, and the other where that one ends', async () => {
  const took = [0, 0]
  const own = ownTake()
  const counting = (n: 0 | 1): TakeReadings => (token, sent) => {
    took[n]! += 1
    return own(token, sent)
  }
  reading(counting(0))
  reading(counting(1))
  const next = (value: number) => eventually(async () => (await publish(message(-value, value)), (await values()).includes(value))) // prettier-ignore
  await eventually(async () => said.some((line) => line.includes('another process reads the broker')))
  await next(1)
  await next(2)
  expect(took.filter((n) => n > 0)).toHaveLength(1)
  expect(said.filter((line) => line.includes('reading the broker'))).toHaveLength(1)
  await readers[took[0] === 0 ? 1 : 0]!.stop()
  await next(3)
  expect(took.every((n) => n > 0)).toBe(true)
}) // prettier-ignore

test.skipIf(noBroker)('while the database is away a message waits, and is kept once it is back', async () => {
  const own = ownTake()
  let away = 0
  reading(async (token, sent) => {
    if (away-- > 0) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' })
    return own(token, sent)
  })
  await eventually(async () => {
    await publish(message(-4, 3))
    return (await values()).includes(3)
  })
  away = 2
  await publish(message(-3, 4))
  await eventually(async () => (await values()).includes(4))
  expect(away).toBeLessThan(0)
})
