import express from 'express'
import type { RequestListener } from 'node:http'
import { pino } from 'pino'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { filterFields } from '#core/contract/filter.ts'
import { IdText, route } from '#core/contract/route.ts'
import { app } from '../../server/app.ts'
import type { Actor } from '../../server/db/actor.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { sql } from '../../server/db/sql.ts'
import { answerFailures } from '../../server/http/answerProblem.ts'
import type { Kit } from '../../server/http/kit.ts'
import { nameRequest } from '../../server/http/requests.ts'
import { serveOn } from '../../server/http/serve.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const citizen: Actor = { role: 'public', person: '公众', grids: [] }
const HERE = { origin: 'http://localhost', host: 'localhost' }

let database: FreshDatabase
let whole: RequestListener
let log: string[]

/** A log that the test can read. */
const readableLog = () => {
  log = []
  return pino({ level: 'debug' }, { write: (line: string) => void log.push(line) })
}

beforeAll(async () => {
  database = await freshDatabase()
  whole = app(kitOn(database))
})
afterAll(() => database.drop())

const count = z.object({ n: z.number() })
const probes = {
  read: route({
    method: 'GET',
    path: '/probes/:id',
    summary: 'x',
    params: z.object({ id: IdText }),
    query: z.object({ ...filterFields, limit: z.coerce.number().int().max(9).default(5) }),
    response: z.object({ id: z.number(), limit: z.number(), bbox: z.array(z.number()).nullable() }),
  }),
  slow: route({ method: 'GET', path: '/slow', summary: 'x', response: count }),
  writing: route({ method: 'GET', path: '/writing', summary: 'x', response: count }),
  counting: route({ method: 'GET', path: '/counting', summary: 'x', response: count }),
  lying: route({ method: 'GET', path: '/lying', summary: 'x', response: count }),
  adding: route({
    method: 'POST',
    path: '/adding',
    summary: 'x',
    body: z.object({ fail: z.boolean() }),
    response: count,
  }),
  wide: route({
    method: 'GET',
    path: '/wide',
    summary: 'x',
    query: z.object({ id: z.coerce.number() }),
    response: count,
  }),
}
const enterprises = sql`select count(*)::int as n from enterprise`

/** The kit around routes of the test's own. */
function probing(actor: Actor, parts: Partial<Pick<Kit, 'pool' | 'readPool'>> = {}) {
  const router = express.Router()
  const serve = serveOn(router, { pool: database.pool, readPool: database.pool, ...parts }, async () => actor)
  serve(probes.read, async ({ params, query }) => ({ id: params.id, limit: query.limit, bbox: query.bbox ?? null }))
  serve(probes.slow, async (_input, db) => {
    await db.run(sql`set local statement_timeout = 20`)
    return db.one(count, sql`select pg_sleep(60), 1 as n`)
  })
  serve(probes.writing, async (_input, db) => ({ n: await db.run(sql`create temporary table probe ()`) }))
  serve(probes.counting, (_input, db) => db.one(count, enterprises))
  serve(probes.lying, async () => ({ n: 'many' }) as unknown as { n: number })
  serve(probes.adding, async ({ body }, db) => {
    await db.run(sql`insert into hazard (request, enterprise, source, description, found_at, due_at)
      values (gen_random_uuid(), (select min(id) from enterprise), 'patrol', '通道堵塞', app.now(), app.now())`)
    if (body.fail) throw new Error('after the row was written')
    return db.one(count, sql`select count(*)::int as n from hazard`)
  })
  serve(probes.wide, ({ query }, db) =>
    db.one(count, sql`select count(*)::int as n from enterprise where id = ${query.id}::integer`),
  )
  const server = express().set('query parser', 'simple')
  const named: express.RequestHandler = (req, res, next) => {
    nameRequest(req, res)
    next()
  }
  server.use(named, express.json(), router, answerFailures(readableLog()))
  return supertest(server)
}

describe('Serve', () => {
  test('answers with what the contract reads out of path and query', async () => {
    const { status, body } = await probing(leader).get('/probes/7?bbox=121.1,37.1,121.9,37.9&limit=3')
    expect([status, body]).toEqual([200, { id: 7, limit: 3, bbox: [121.1, 37.1, 121.9, 37.9] }])
  })

  test.each([
    ['a box that is none', '/probes/7?bbox=1,2,3', ['query.bbox.3']],
    ['a box without extent', '/probes/7?bbox=2,2,2,3', ['query.bbox']],
    ['a repeated key', '/probes/7?limit=3&limit=4', ['query.limit']],
    ['a repeated filter', '/probes/7?risk=1&risk=2', ['query.risk']],
    ['a key the route does not know', '/probes/7?rsik=1', ['query']],
    ['a path of another kind', '/probes/seven', ['params.id']],
    ['all of it at once', '/probes/0?limit=99&class=Z', ['params.id', 'query.class.0', 'query.limit']],
  ])('points at %s', async (_what, path, at) => {
    const { status, headers, body } = await probing(leader).get(path)
    expect(status).toBe(400)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(body.code).toBe('invalid-request')
    expect(body.issues.map((issue: { at: string }) => issue.at).sort()).toEqual(at)
    expect(body.request).toBe(headers['x-request-id'])
  })

  test('calls a question that takes too long too slow', async () => {
    const { status, body, headers } = await probing(leader).get('/slow')
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'too-slow', '2'])
  })

  test('does not let a GET write', async () => {
    const { status, body } = await probing(leader).get('/writing')
    expect([status, body.code]).toEqual([500, 'internal'])
    expect(log.join()).toContain('read-only transaction')
  })

  test('refuses the public a table of the house, by name', async () => {
    const { status, body } = await probing(citizen).get('/counting')
    expect([status, body.code]).toEqual([403, 'not-allowed'])
  })

  test('calls a value that no id can have the caller’s fault', async () => {
    const { status, body } = await probing(leader).get('/wide?id=99999999999')
    expect([status, body.code]).toEqual([400, 'invalid-request'])
  })

  test('checks its own answer, says nothing of what was wrong with it, and logs it once', async () => {
    const { status, body, headers } = await probing(leader).get('/lying')
    expect([status, body.code]).toEqual([500, 'internal'])
    expect(JSON.stringify(body)).not.toContain('expected number')
    expect(log).toHaveLength(1)
    expect(JSON.parse(log[0] ?? '')).toMatchObject({ request: headers['x-request-id'], url: '/lying' })
  })

  test('is all or nothing', async () => {
    const place = sql`insert into enterprise (scheme, identifier, name) values ('test', '1', '蓝鲸食品厂')`.toQuery()
    await database.owner.query(place)
    const kit = probing(leader)
    expect((await kit.post('/adding').send({ fail: true })).status).toBe(500)
    const { status, body } = await kit.post('/adding').send({ fail: false })
    expect([status, body]).toEqual([201, { n: 1 }])
  })

  test('says that nobody answers where the database is gone', async () => {
    const gone = makePool(socketUrl('/tmp/anjian-no-such-folder', 'anjian_server', 'x'), { size: 1 })
    const { status, body } = await probing(leader, { readPool: gone }).get('/counting')
    await gone.end()
    expect([status, body.code]).toEqual([503, 'no-answer'])
  })
})

describe('every answer', () => {
  test.each(['/healthz', '/readyz', '/api/session', '/api/nowhere', '/nowhere'])(
    'of %s carries the security headers and an id',
    async (path) => {
      const { headers } = await supertest(whole).get(path)
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*script-src 'self';/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/)
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['strict-transport-security']).toBeUndefined()
    },
  )

  test('with a tile is never taken for a page or used by a foreign one', async () => {
    const { headers } = await supertest(whole).get('/tiles/enterprises/12/3428/1583')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/)
  })

  test('over TLS asks for TLS from then on', async () => {
    const secure = app(kitOn(database, { settings: { TLS_CERT: 'cert.pem' } }))
    const { headers } = await supertest(secure).get('/healthz')
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    const behind = app(kitOn(database, { settings: { HSTS_SECONDS: 300 } }))
    expect((await supertest(behind).get('/healthz')).headers['strict-transport-security']).toBe('max-age=300')
  })

  test.each([
    ['keeps an id that is harmless', 'desk-7.2026-01-01', 'desk-7.2026-01-01'],
    ['replaces one that is not', 'a b', expect.stringMatching(/^[\w-]{36}$/)],
  ])('%s', async (_what, given, answered) => {
    const { headers } = await supertest(whole).get('/healthz').set('x-request-id', given)
    expect(headers['x-request-id']).toEqual(answered)
  })

  test('of the API is for nobody’s cache', async () => {
    const { headers } = await supertest(whole).get('/api/session')
    expect(headers['cache-control']).toBe('private, no-store')
  })
})

describe('what is not there', () => {
  test.each(['/api/nowhere', '/nowhere', '/wall', '/api'])('is a problem at %s', async (path) => {
    const { status, body, headers } = await supertest(whole).get(path)
    expect([status, body.code, body.status, body.type]).toEqual([404, 'not-found', 404, 'about:blank'])
    expect(headers['content-type']).toContain('application/problem+json')
  })
  test('is a problem where the address cannot even be read', async () => {
    expect((await supertest(whole).get('/api/enterprises/%E0%A4%A')).body.code).toBe('invalid-request')
  })
})

describe('a change', () => {
  const end = () => supertest(whole).delete('/api/session')
  const redeem = () => supertest(whole).post('/api/session/setup')

  test.each([
    ['a page of this server', HERE, 200],
    ['a page of this server, by its browser’s word', { 'sec-fetch-site': 'same-origin' }, 200],
    ['a foreign page', { ...HERE, origin: 'https://evil.example' }, 403],
    ['a foreign page, by its browser’s word', { ...HERE, 'sec-fetch-site': 'cross-site' }, 403],
    ['nobody knows where', {}, 403],
  ])('from %s', async (_where, headers, status) => {
    expect((await end().set(headers)).status).toBe(status)
  })

  test('as a foreign form would send it is refused', async () => {
    const { status, body } = await redeem()
      .set(HERE)
      .type('form')
      .send({ token: 'x'.repeat(30) })
    expect([status, body.code]).toEqual([400, 'invalid-request'])
  })
  test.each([
    ['no JSON', 'application/json', '{"token":', 400, 'invalid-request'],
    ['too large', 'application/json', JSON.stringify({ token: 'x'.repeat(1_100_000) }), 413, 'too-large'],
    ['in no known character set', 'application/json; charset=x-unknown', '{}', 415, 'unreadable-encoding'],
  ])('with a body that is %s is refused', async (_what, type, text, ...refusal) => {
    const { status, body } = await redeem()
      .set({ ...HERE, 'content-type': type })
      .send(text)
    expect([status, body.code]).toEqual(refusal)
  })
})

describe('health', () => {
  test('is alive without a database, and ready with a migrated one', async () => {
    expect((await supertest(whole).get('/healthz')).body).toEqual({ status: 'ok' })
    const { status, body } = await supertest(whole).get('/readyz')
    expect([status, body]).toEqual([200, { status: 'ready' }])
  })

  test('names a database that is not there', async () => {
    const pool = makePool(socketUrl('/tmp/anjian-no-such-folder', 'anjian_server', 'x'), { size: 1 })
    const homeless = app(kitOn({ pool }))
    const { status, body } = await supertest(homeless).get('/readyz')
    expect([status, body]).toEqual([503, { status: 'not-ready', missing: 'database' }])
    expect((await supertest(homeless).get('/healthz')).status).toBe(200)
    await pool.end()
  })

  test('names the migration that has not run', async () => {
    const { rows } = await database.owner.query<{ name: string }>('select max(name) as name from app_migration')
    const last = rows[0]?.name
    await database.owner.query(`update app_migration set name = 'x' where name = $1`, [last])
    const { status, body } = await supertest(whole).get('/readyz')
    await database.owner.query(`update app_migration set name = $1 where name = 'x'`, [last])
    expect([status, body]).toEqual([503, { status: 'not-ready', missing: `migration ${last}` }])
  })
})

test('the log names the request and keeps cookies and one-time tokens to itself', async () => {
  const observed = app(kitOn(database, { log: readableLog() }))
  await supertest(observed).get('/setup?token=one-time-secret').set('cookie', 'anjian_session=cookie-secret')
  await supertest(observed).get('/api/session?x=1').set('cookie', 'anjian_session=cookie-secret')
  expect(log.length).toBeGreaterThanOrEqual(2)
  expect(log.join()).not.toContain('secret')
  expect(log.map((line) => JSON.parse(line).req?.url)).toContain('/api/session?x=1')
})
