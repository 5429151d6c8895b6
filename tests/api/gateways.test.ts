/** Gateways: made, renamed and revoked by those who keep the file of the enterprise; their token is told once. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gateway } from '#core/contract/gateways.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { asSession } from '../../server/db/db.ts'
import { tellingReadings } from '../../server/features/readings/telling.ts'
import { openSession } from '../../server/http/signIn/sessionRows.ts'
import { jsonOf, type WholeServer, wholeServer } from './asking.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { accountIn, HERE } from './people.ts'
import { at, NOW, plantOf, type Sender, sendTo } from './readingsBook.ts'

let book: FreshDatabase
let server: WholeServer
let [own, other] = [{} as Sender, {} as Sender]
const cookies = new Map<PostKind, string>()
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(new Date(NOW))
  const kit = kitOn(book)
  server = await wholeServer(kit)
  own = await plantOf(book, '甲厂', 3)
  other = await plantOf(book, '乙厂', 1)
  for (const kind of ['leader', 'data-steward', 'safety-manager', 'worker'] as const) {
    const bound = kind === 'safety-manager' || kind === 'worker' ? { enterprise: own.enterprise } : {}
    const account = await accountIn(book, kind, kind, bound)
    const opened = asSession(book.pool, (db) => openSession(db, { ...account, step: 'done', assured: true }, { address: '127.0.0.1', agent: 'test' })) // prettier-ignore
    cookies.set(kind, `anjian_session=${await opened}`)
  }
})
afterAll(async () => {
  await server.close()
  await book.drop()
})

async function ask(kind: PostKind, path: string, method = 'GET', body?: object) {
  const headers = { ...HERE, cookie: cookies.get(kind)!, ...(body && { 'content-type': 'application/json' }) }
  const answer = await server.ask(`/api${path}`, headers, { method, body: body ? JSON.stringify(body) : '' })
  return { status: answer.status, body: jsonOf(answer) as Gateway & { code: string; token: string; row: Gateway } }
}
const made = (kind: PostKind, enterprise: number, name: string) =>
  ask(kind, `/enterprises/${enterprise}/gateways`, 'POST', { name })

test('are made by the data steward, and by the safety manager for the own enterprise; by nobody else', async () => {
  const by = async (kind: PostKind, enterprise: number) =>
    (await made(kind, enterprise, `${kind} ${enterprise}`)).status
  expect([await by('data-steward', own.enterprise), await by('data-steward', other.enterprise)]).toEqual([201, 201])
  expect([await by('safety-manager', own.enterprise), await by('safety-manager', other.enterprise)]).toEqual([201, 404])
  expect([await by('leader', own.enterprise), await by('worker', own.enterprise)]).toEqual([403, 403])
  expect((await made('data-steward', own.enterprise, '甲厂网关')).body.code).toBe('gateway-taken')
})

test('a token is told once, kept as SHA-256, and lets in until the gateway is revoked', async () => {
  const { body } = await made('safety-manager', own.enterprise, '二号')
  const { token, row } = body
  const { rows } = await book.owner.query<{ hash: Buffer }>('select token_hash as hash from gateway where id = $1', [row.id]) // prettier-ignore
  expect(rows[0]!.hash.equals(createHash('sha256').update(token).digest())).toBe(true)
  const told = JSON.stringify([await ask('leader', `/enterprises/${own.enterprise}/gateways`), (await book.owner.query('select before, after from audit')).rows]) // prettier-ignore
  expect([told.includes(token), told.includes(rows[0]!.hash.toString('hex'))]).toEqual([false, false])
  await book.owner.query("update sensor set gateway = $1 where hazard_source = $2 and code = 'T3'", [row.id, own.source])
  const send = () => sendTo(server, token, [{ sensor: 'T3', at: at(-10), value: 5 }])
  expect(await send()).toMatchObject({ status: 201, body: { taken: 1 } })
  const revoked = await ask('safety-manager', `/gateways/${row.id}`, 'DELETE')
  expect(revoked.body).toMatchObject({ revokedAt: at(0), sensors: 1, heardAt: at(0) })
  expect(await send()).toMatchObject({ status: 401, body: { code: 'gateway-wrong' } })
  await book.clock.set(new Date(at(60)))
  expect((await ask('safety-manager', `/gateways/${row.id}`, 'DELETE')).body.revokedAt).toBe(at(0))
  await book.clock.set(new Date(NOW))
}) // prettier-ignore

test('of others are renamed and revoked by nobody, and a name is not written over unseen', async () => {
  const { row } = (await made('data-steward', own.enterprise, '三号')).body
  const rename = (kind: PostKind, name: string, seen = row.changedAt) =>
    ask(kind, `/gateways/${row.id}`, 'POST', { name, seen })
  await book.clock.set(new Date(at(5)))
  expect((await rename('worker', '四号')).status).toBe(403)
  expect((await rename('safety-manager', '甲厂网关')).body.code).toBe('gateway-taken')
  expect((await rename('safety-manager', '四号')).body).toMatchObject({ name: '四号', changedAt: at(5) })
  expect(await rename('data-steward', '五号')).toMatchObject({ status: 409, body: { code: 'entry-changed' } })
  await book.clock.set(new Date(NOW))
  for (const [method, path] of [['GET', 'refused-readings'], ['DELETE', ''], ['POST', '']] as const)
    expect((await ask('safety-manager', `/gateways/${other.id}/${path}`, method, method === 'POST' ? { name: 'x', seen: at(0) } : undefined)).status, method).toBe(404)
  expect((await ask('worker', `/gateways/${own.id}`, 'DELETE')).status).toBe(403)
}) // prettier-ignore

test('one that replays a series is called so for good, and takes that series alone; one that measures takes no replay', async () => {
  const replays = 'SKAB, waico'
  const body = (name: string) => ({ name, replays })
  const add = (name: string) => ask('data-steward', `/enterprises/${own.enterprise}/gateways`, 'POST', body(name))
  const { token, row } = (await add('水回路')).body
  expect([row, (await add('重放台')).body.row]).toMatchObject([{ name: '重放 水回路', replays }, { name: '重放台', replays }])
  const renamed = await ask('data-steward', `/gateways/${row.id}`, 'POST', { name: '一号网关', seen: row.changedAt })
  expect(renamed.body).toMatchObject({ name: '重放 一号网关', replays })
  for (const change of ["replays = '别的'", 'replays = null'])
    await expect(book.owner.query(`update gateway set ${change} where id = $1`, [row.id])).rejects.toMatchObject({ constraint: 'gateway_replays_kept' }) // prettier-ignore
  await expect(book.owner.query("update gateway set replays = 'SKAB' where id = $1", [own.id])).rejects.toMatchObject({ constraint: 'gateway_replays_kept' }) // prettier-ignore
  await book.owner.query("update sensor set gateway = $1 where hazard_source = $2 and code = 'T2'", [row.id, own.source])
  const kept = async () => (await book.owner.query('select from reading')).rowCount
  const before = await kept()
  const said = [{ sensor: 'T2', at: at(-20), value: 5 }]
  for (const [by, of] of [[token, undefined], [token, 'SKAB'], [own.token, replays]] as const)
    expect(await sendTo(server, by, [...said, { sensor: 'T1', at: at(-20), value: 5 }], { replays: of })).toMatchObject({ status: 409, body: { code: 'gateway-replays' } }) // prettier-ignore
  expect(await kept()).toBe(before)
  expect(await sendTo(server, token, said, { replays })).toMatchObject({ status: 201, body: { taken: 1 } })
}) // prettier-ignore

test('of a clock that differs by more than five seconds are told of, those of less are not', async () => {
  const list = async () => (await ask('leader', `/enterprises/${other.enterprise}/gateways`)).body as unknown as Gateway[]
  const of = async () => (await list()).find(({ id }) => id === other.id)
  expect(await of()).toMatchObject({ heardAt: null, skewMs: null, leastSkewMs: null, skewed: false, refused: 0 })
  for (const [ahead, skewed] of [[-5, false], [-5.001, true], [5, false], [5.001, true]] as const) {
    await book.owner.query('truncate gateway_pulse')
    await sendTo(server, other.token, [{ sensor: 'T1', at: at(-10), value: 'x' }], { sentAt: at(ahead) })
    expect(await of(), String(ahead)).toMatchObject({ skewMs: Math.round(-ahead * 1000), leastSkewMs: Math.round(-ahead * 1000), skewed, refused: 1 })
  }
  const { body } = await ask('leader', `/gateways/${other.id}/refused-readings`)
  expect(body).toMatchObject({ total: 1, rows: [{ reason: 'no-number', sensor: 'T1', at: at(-10), value: '"x"', times: 4, receivedAt: at(0) }] })
}) // prettier-ignore

test('open pages are told whose readings are new, however many messages come, about once a second', async () => {
  const kit = kitOn(book)
  const listener = await book.owner.connect()
  const notices: { layer: string; scopes: { enterprise: number }[] | null }[] = []
  const hear = new Promise<void>((resolve) => {
    listener.on('notification', ({ payload = '' }) => {
      notices.push(JSON.parse(payload))
      if (notices.some(({ scopes }) => scopes?.some(({ enterprise }) => enterprise === other.enterprise))) resolve()
    })
  })
  await listener.query('listen change')
  const telling = tellingReadings(book.pool, kit.log)
  const begun = performance.now()
  for (let i = 0; i < 200; i++) {
    telling.onFresh(i % 2 === 0 ? own.enterprise : other.enterprise)
    await book.owner.query('select') // messages come one after another
  }
  await hear
  const seconds = (performance.now() - begun) / 1000
  await telling.stop()
  listener.release(true)
  expect(notices.length).toBeLessThanOrEqual(2 + Math.floor(seconds))
  expect(notices[0]).toMatchObject({ layer: 'readings', scopes: null })
  expect(notices.at(-1)!.scopes!.map(({ enterprise }) => enterprise)).toEqual([own.enterprise, other.enterprise])
})
