import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hookOnce, type Webhook } from '../../server/features/reminders/webhook.ts'
import { remindOfHazards } from '../../server/features/reminders/hazardSweep.ts'
import { keepRemindingOfHazards } from '../../server/features/reminders/hazardReminding.ts'
import { changeHub } from '../../server/live/hub.ts'
import { listen } from '../../server/live/listen.ts'
import { makeClient, makePool } from '../../server/db/pools.ts'
import type { FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'
import { desksOf, loopBook } from './hazardLoopBook.ts'

const SECRET = 'a-secret-of-a-webhook-in-a-test-only'
const QUIET = { from: 21, until: 7 }
/** Noon in China. */
const NOON = Date.parse('2024-06-15T04:00:00.000Z')
const HOUR = 3_600_000
const log = pino({ level: 'silent' })

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
let book: FreshDatabase
let receiver: Server
let url: string
let heard: Heard[]
/** Answers what the receiver gives from now on, one by one; then 204. */
let answers: (number | 'nothing')[]
let told: (() => void)[] = []

beforeAll(async () => {
  book = await loopBook()
  receiver = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', () => {
      heard.push({ headers: req.headers, body: Buffer.concat(parts).toString('utf8') })
      const answer = answers.shift() ?? 204
      if (answer === 'nothing') req.socket.destroy()
      else res.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end('answer')
      for (const tell of told.splice(0)) tell()
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/anjian?token=hush`
})
afterAll(async () => {
  await new Promise((done) => receiver.close(done))
  await book.drop()
})
beforeEach(async () => {
  ;[heard, answers] = [[], []]
  await book.owner.query('delete from hazard')
  await at(NOON)
})
afterEach(() => (told = []))

const at = (moment: number) => book.clock.set(new Date(moment))
const many = async <Row>(text: string, values: unknown[] = []) => (await book.owner.query(text, values)).rows as Row[]
const sweep = () => remindOfHazards(book.pool, { hooked: true })
const hook = (more: Partial<Webhook> = {}, pool = book.pool) => hookOnce(pool, { url, secret: SECRET, quiet: QUIET, patienceMs: 3_000, ...more }, log) // prettier-ignore
const rows = () =>
  many<object>('select attempts, error, sent_at is not null as sent, next_at from reminder_webhook order by reminder')

/** A hazard that its enterprise has, due at a moment. */
async function hazard(due: number, state = 'rectifying'): Promise<number> {
  const [row] = await many<{ id: number }>(
    `insert into hazard (enterprise, source, major, description, found_at, due_at, state, changed_by)
     values (1, 'patrol', true, '王小明 13905350001 电线裸露', app.now() - interval '30 days', $1, $2, '甲') returning id`,
    [new Date(due), state],
  )
  return row!.id
}

/** Whether the signature is right, by the Web Cryptography of the platform and a text put together here. */
async function isSigned({ headers, body }: Heard, secret = SECRET): Promise<boolean> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const [version, signature] = String(headers['webhook-signature']).split(',')
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
  return version === 'v1' && crypto.subtle.verify('HMAC', key, Buffer.from(signature!, 'base64'), bytes(signed))
}

describe('what is sent', () => {
  test('names what is due where, whom and whose turn it is; no people, no phones; and is signed', async () => {
    const id = await hazard(NOON)
    await sweep()
    expect(await hook()).toBe(2) // the enterprise, and whoever leads, for nobody supervises it
    const [first] = heard
    expect(JSON.parse(first!.body)).toEqual({
      event: 'hazard-reminder', rule: 'HE-1', kind: 'hazard-due', side: 'department', days: 0, turn: 'enterprise', grid: 2, department: 1,
      countedFrom: '2024-06-15T04:00:00.000Z', madeAt: '2024-06-15T04:00:00.000Z', enterprise: { id: 1, name: '样板1' },
      hazard: { id, state: 'rectifying', major: true, dueAt: '2024-06-15T04:00:00.000Z', path: `/hazards/${id}` },
    })
    for (const { body } of heard) expect(body).not.toMatch(/王小明|1390535|电线/)
    expect(first!.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-timestamp': String(NOON / 1000) })
    for (const one of heard) expect(await isSigned(one)).toBe(true)
    expect(await isSigned(first!, 'another-secret-of-a-webhook-in-a-test')).toBe(false)
    expect(await isSigned({ ...first!, body: first!.body.replace('department', 'enterprise') })).toBe(false)
    expect(await isSigned({ ...first!, headers: { ...first!.headers, 'webhook-timestamp': '1718424001' } })).toBe(false)
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    expect(await hook()).toBe(0)
    await sweep()
    expect([await hook(), heard.length]).toEqual([0, 2])
  }) // prettier-ignore

  test('is made with the reminder or not at all: in one transaction, and only where a webhook is configured', async () => {
    await hazard(NOON)
    await book.owner
      .query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no room'; end $$;
      create trigger refuse before insert on reminder_webhook for each row execute function refuse()`)
    await expect(sweep()).rejects.toThrow('no room')
    expect(await many('select from reminder')).toHaveLength(0)
    await book.owner.query('drop function refuse cascade')
    await sweep()
    expect([(await many('select from reminder')).length, (await rows()).length]).toEqual([2, 2])
    await hazard(NOON - HOUR)
    await remindOfHazards(book.pool, { hooked: false })
    expect([(await many('select from reminder')).length, (await rows()).length]).toEqual([4, 2])
  })
})

describe('where it does not get through', () => {
  test('it is tried again after 1, 2, 4 … minutes, the same words under the same id, until it is heard; the administrator sees why', async () => {
    await hazard(NOON)
    await many(`update hazard set major = false`)
    await sweep()
    answers = [503, 'nothing', 302]
    const seen = async () => (await deskOf(book, { role: 'system', person: '系统', grids: [], post: 'system-administrator' }).get('/system')).body.webhook as object
    expect(await hook()).toBe(0)
    expect(await seen()).toEqual({ waiting: 1, failed: 1, error: 'HTTP 503', sentAt: null })
    for (const [minutes, error] of [[1, 'UND_ERR_SOCKET'], [3, 'HTTP 302']] as const) {
      await at(NOON + minutes * 60_000 - 1000)
      expect([await hook(), heard.length]).toEqual([0, minutes === 1 ? 1 : 2])
      await at(NOON + minutes * 60_000)
      expect(await hook()).toBe(0)
      expect(await seen()).toMatchObject({ failed: 1, error })
    }
    await at(NOON + 7 * 60_000 - 1000)
    expect(await hook()).toBe(0)
    await at(NOON + 7 * 60_000)
    expect([await hook(), heard.length]).toEqual([1, 4])
    expect(await seen()).toEqual({ waiting: 0, failed: 0, error: null, sentAt: '2024-06-15T04:07:00.000Z' })
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(heard.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(4)
    for (const one of heard) expect(await isSigned(one)).toBe(true)
  }) // prettier-ignore

  test('nobody listens, or nobody answers in time: it waits, and what was settled meanwhile is never sent', async () => {
    const id = await hazard(NOON)
    await sweep()
    const gone = createServer()
    await new Promise<void>((done) => gone.listen(0, '127.0.0.1', done))
    const nowhere = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/`
    await new Promise((done) => gone.close(done))
    expect(await hook({ url: nowhere })).toBe(0)
    expect((await rows())[0]).toMatchObject({ attempts: 1, error: 'ECONNREFUSED', sent: false })
    const mute = createServer(() => undefined)
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done))
    expect(await hook({ url: `http://127.0.0.1:${(mute.address() as AddressInfo).port}/`, patienceMs: 50 })).toBe(0)
    mute.closeAllConnections()
    await new Promise((done) => mute.close(done))
    expect((await rows())[1]).toMatchObject({ attempts: 1, error: 'timeout', sent: false })
    await book.owner.query(`update hazard set state = 'closed', closed_at = app.now() where id = $1`, [id])
    await at(NOON + HOUR)
    expect([await hook(), heard.length, await rows()]).toEqual([0, 0, []])
  })

  test('a server that died while it sent is waited for no longer than its hold, and not heard afterwards', async () => {
    await hazard(NOON)
    await many(`update hazard set major = false`)
    await sweep()
    const session = (text: string) => book.pool.query(`begin; set local role anjian_session; ${text}; commit`)
    await session('select * from app.hold_webhook()')
    expect([await hook(), heard.length]).toEqual([0, 0])
    await at(NOON + 2 * 60_000)
    expect([await hook(), heard.length]).toEqual([1, 1])
    const [{ reminder }] = (await many<{ reminder: number }>('select reminder from reminder_webhook')) as [{ reminder: number }] // prettier-ignore
    await session(`select app.end_webhook(${reminder}, 1, 'late', '1 minute')`)
    expect(await rows()).toMatchObject([{ attempts: 2, sent: true, error: null }])
  })
})

test('in the quiet hours nothing is sent, while the app tells at once; afterwards it is', async () => {
  const night = Date.parse('2024-06-15T13:00:00.000Z') // nine in the evening
  await hazard(night + HOUR)
  await book.owner.query(`update hazard set major = false`)
  await at(night + HOUR)
  await sweep()
  const [manager] = [desksOf(book).manager]
  expect((await manager.get('/reminders')).body).toMatchObject({
    unread: 1,
    sending: { quiet: { from: 21, until: 7 } },
  })
  for (const moment of [night, night + HOUR, night + 10 * HOUR - 1000]) {
    await at(moment)
    expect([await hook(), heard.length]).toEqual([0, 0])
  }
  await at(night + 10 * HOUR)
  expect([await hook(), heard.length]).toEqual([1, 1])
})

test('two servers at once send each once', async () => {
  for (let n = 0; n < 8; n += 1) await hazard(NOON - n * 1000)
  await sweep()
  const second = makePool(book.urls.server, { size: 2 })
  const sent = await Promise.all([hook(), hook({}, second), hook(), hook({}, second)])
  await second.end()
  expect(sent.reduce((sum, n) => sum + n, 0)).toBe(16)
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(16)
  expect(heard).toHaveLength(16)
})

test('nobody but the administrator sees how it goes, and nobody what was said', async () => {
  await hazard(NOON)
  await sweep()
  const seen = async (role: 'government' | 'system', columns: string) => {
    const client = await book.pool.connect()
    try {
      await client.query(`begin; set local role anjian_actor; select set_config('app.role', '${role}', true)`)
      return (await client.query(`select ${columns} from reminder_webhook`)).rowCount
    } catch (error) {
      return (error as Error).message
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  expect([await seen('system', 'error'), await seen('government', 'error')]).toEqual([2, 0])
  expect(await seen('system', 'body')).toMatch(/permission denied/)
})

test('the server that runs tells a hazard that is dispatched to be due soon when it is due, woken by the change', async () => {
  await book.clock.run()
  const hub = changeHub()
  const listener = listen(() => makeClient(book.urls.server), hub, log)
  const keeping = keepRemindingOfHazards(book.pool, hub, { url, secret: SECRET, quiet: { from: 0, until: 0 } }, log)
  try {
    const arrival = () => new Promise<void>((done) => told.push(done))
    const latest = () => JSON.parse(heard.at(-1)!.body) as { days: number; madeAt: string }
    // it has looked once, and now sleeps, for all else is far ahead
    const [looked] = [arrival(), await hazard(Date.now() + 30 * 24 * HOUR, 'reported')]
    await many(`update hazard set state = 'rectifying', major = false, due_at = now() + interval '2 days'`)
    await looked
    expect(latest().days).toBe(-3)
    const due = Date.now() + 8_000
    const changed = Date.now()
    const woken = arrival()
    await many('update hazard set due_at = $1', [new Date(due)])
    await woken
    expect(latest().days).toBe(-1)
    await arrival()
    const { days, madeAt } = latest()
    expect(days).toBe(0)
    expect(Date.parse(madeAt) - due).toBeGreaterThanOrEqual(0)
    // by itself it would have looked a minute after the change
    expect(Date.parse(madeAt) - changed).toBeLessThan(60_000)
  } finally {
    await keeping.stop()
    await listener.close()
    hub.close()
  }
})
