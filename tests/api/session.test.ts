import { request } from 'node:http'
import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Session } from '#core/contract/session.ts'
import { app } from '../../server/app.ts'
import { setupToken } from '../../server/http/setup.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { cookieOf, HERE, sessionIn } from './people.ts'

let database: FreshDatabase
let server: ReturnType<typeof supertest>

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner.query('truncate demo_identity, setup_token, account cascade')
  server = supertest(app(kitOn(database)))
})

/** A district looked at as a leader, as a grid chief or as anybody; the leader comes first. */
async function demonstrate() {
  await database.owner.query(`
    insert into demo_identity (key, label, label_en, role, grids, position) values
      ('chief', '网格长 · 演示', 'Grid chief · demo', 'grid', '{4,5}', 2),
      ('leader', '局领导 · 演示', 'Leader · demo', 'government', '{}', 1),
      ('citizen', '公众 · 演示', 'Citizen · demo', 'public', '{}', 3)`)
}

const who = async (headers: Record<string, string> = {}) =>
  Session.parse((await server.get('/api/session').set({ host: 'localhost', ...headers })).body)
const taken = (key: string, headers: Record<string, string> = HERE) =>
  server.post('/api/session/identity').set(headers).send({ key })

describe('with demo data', () => {
  beforeEach(demonstrate)

  test('whoever sits at this machine is the first identity', async () => {
    expect(await who()).toEqual({
      person: '局领导 · 演示',
      role: 'government',
      label: '局领导 · 演示',
      labelEn: 'Leader · demo',
      grids: [],
      department: null,
      enterprise: null,
      enterprises: [],
      // acts as a leader, and no screen offers it what a data steward does
      worn: 'leader',
      demo: true,
      // nobody chose it
      unasked: true,
      address: null,
      account: null,
    })
  })

  test('it tells where people reach the server, where that is set', async () => {
    const kit = kitOn(database, { settings: { PUBLIC_URL: 'https://anjian.example:8443' } })
    const { body } = await supertest(app(kit)).get('/api/session').set({ host: 'localhost' })
    expect(Session.parse(body).address).toBe('https://anjian.example:8443')
  })

  test('one may look as another, and stays so by a cookie that scripts and foreign pages do not get', async () => {
    const answer = await taken('chief')
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ role: 'grid', grids: [4, 5] })
    expect(String(answer.headers['set-cookie'])).toMatch(/^anjian_identity=chief; .*HttpOnly; SameSite=Lax/)
    expect(await who({ cookie: cookieOf(answer) })).toMatchObject({
      role: 'grid',
      grids: [4, 5],
      demo: true,
      unasked: false,
    })
  })

  test('offers the identities in their order', async () => {
    const { body } = await server.get('/api/session/identities').set({ host: 'localhost' })
    expect(body.map(({ key }: { key: string }) => key)).toEqual(['leader', 'chief', 'citizen'])
  })

  test('an identity that is none is not found, and a cookie that names none is as if there were none', async () => {
    expect((await taken('nobody')).body.code).toBe('not-found')
    expect(await who({ cookie: 'anjian_identity=nobody' })).toMatchObject({ role: 'government', unasked: true })
  })

  test.each([
    ['a foreign name that resolves here', { host: 'rebound.example', origin: 'http://rebound.example' }],
    ['a proxy', { ...HERE, 'x-forwarded-for': '10.0.0.9' }],
    ['another kind of proxy', { ...HERE, forwarded: 'for=10.0.0.9' }],
    ['a cache on the way', { ...HERE, via: '1.1 gate' }],
  ])('whoever comes by %s is the public, whatever the cookie says', async (_way, headers) => {
    expect(await who({ ...headers, cookie: 'anjian_identity=leader' })).toMatchObject({ role: 'public', demo: true })
    expect((await server.get('/api/session/identities').set(headers)).body).toEqual([])
    const refused = await taken('leader', headers)
    expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed'])
    expect(refused.headers['set-cookie']).toBeUndefined()
  })

  test('no administrator can be made', async () => {
    expect(await setupToken(database.pool)).toBeUndefined()
  })

  test('an identity taken is given back by signing out', async () => {
    const cookie = cookieOf(await taken('citizen'))
    expect((await who({ cookie })).role).toBe('public')
    const ended = await server.delete('/api/session').set({ ...HERE, cookie })
    expect(ended.body).toEqual({ ended: true })
    expect(String(ended.headers['set-cookie'])).toMatch(/anjian_identity=; .*Expires=Thu, 01 Jan 1970/)
  })
})

test('a socket that is not of this machine is the public', async () => {
  await demonstrate()
  const { networkInterfaces } = await import('node:os')
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')
  if (!outside) return console.log('skipped: this machine has no address but the loopback')
  const { createServer } = await import('node:http')
  const listening = createServer(app(kitOn(database))).listen(0, '0.0.0.0')
  await new Promise((resolve) => listening.once('listening', resolve))
  const { port } = listening.address() as { port: number }
  const text = await new Promise<string>((resolve, reject) => {
    const asking = request(
      { host: outside.address, port, path: '/api/session', headers: { host: 'localhost' } },
      (res) => {
        let body = ''
        res.on('data', (part: Buffer) => (body += part.toString())).on('end', () => resolve(body))
      },
    )
    asking.on('error', reject).end()
  })
  listening.closeAllConnections()
  listening.close()
  expect(Session.parse(JSON.parse(text))).toMatchObject({ role: 'public', demo: true })
})

describe('with real data', () => {
  test('everybody is the public, at this machine too, and no identity is offered', async () => {
    expect(await who()).toMatchObject({ role: 'public', demo: false, account: null })
    expect(await who({ cookie: 'anjian_identity=leader' })).toMatchObject({ role: 'public' })
    expect((await server.get('/api/session/identities').set({ host: 'localhost' })).body).toEqual([])
    expect((await taken('leader')).status).toBe(403)
  })

  test('signing out ends access at once, for every copy of the cookie', async () => {
    const cookie = `anjian_session=${await sessionIn(database, 'zhangwei', 'leader')}`
    expect((await who({ cookie })).role).toBe('government')
    expect((await server.delete('/api/session').set({ ...HERE, cookie })).body).toEqual({ ended: true })
    expect((await who({ cookie })).role).toBe('public')
    expect((await server.delete('/api/session').set({ ...HERE, cookie })).body).toEqual({ ended: false })
  })

  test('with demo data one may sign in as well, and is that account then', async () => {
    await demonstrate()
    const cookie = `anjian_session=${await sessionIn(database, 'zhangwei', 'expert')}`
    expect(await who({ cookie })).toMatchObject({ role: 'expert', demo: true, account: { userName: 'zhangwei' } })
    expect((await who({ cookie: 'anjian_session=none' })).role).toBe('government')
  })

  test('demo identities that are gone stop serving when the district’s notice comes', async () => {
    await demonstrate()
    const kit = kitOn(database)
    server = supertest(app(kit))
    expect((await who()).role).toBe('government')
    await database.owner.query('truncate demo_identity')
    kit.hub.receive(JSON.stringify({ layer: 'district', version: 9, scopes: null }))
    expect(await who()).toMatchObject({ role: 'public', demo: false })
  })
})
