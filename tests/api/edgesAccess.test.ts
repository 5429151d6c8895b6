/** Ways in that are none: foreign pages, ids of others, links that served, posts that ended, and guessing. Generated from the contract. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Route } from '#core/contract/route.ts'
import { CATALOGUE } from '../../server/http/docs/catalogue.ts'
import { jsonOf, wholeServer } from './asking.ts'
import { GUESSES } from './edgesGuesses.ts'
import { type Matrix, matrixOf } from './matrixBook.ts'
import { HERE, PASSWORD } from './people.ts'
import { askerIn } from './scoped/askers.ts'
import { isBeat, openStream } from './streams.ts'
import { slippy } from './tilesBook.ts'
import { kitOn } from './kit.ts'

const ROUTES: readonly [name: string, route: Route][] = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
  Object.entries(routes).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
)
const UNSAFE = ROUTES.filter(([, { method }]) => method !== 'GET')
const JSON_TYPE = { 'content-type': 'application/json' }

let matrix: Matrix
beforeAll(async () => {
  matrix = await matrixOf()
})
afterAll(() => matrix.close())
beforeEach(() => matrix.database.owner.query('delete from rate_limit'))

/** Status and code of an answer. */
async function ask(method: string, path: string, headers: Readonly<Record<string, string>>, body?: unknown) {
  const answer = await matrix.server.ask(
    path,
    { ...HERE, ...headers, ...(body !== undefined && JSON_TYPE) },
    { method, body: body === undefined ? '' : JSON.stringify(body) },
  )
  const told = (answer.status === 204 || method === 'HEAD' ? {} : jsonOf(answer)) as Record<string, unknown>
  return { status: answer.status, code: told.code, told, headers: answer.headers }
}

describe('a foreign page', () => {
  const FOREIGN: readonly [how: string, headers: Record<string, string | undefined>][] = [
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['typed by hand', { 'sec-fetch-site': 'none' }],
    ['by its origin', { origin: 'http://evil.example' }],
    ['of the same name at another port', { origin: 'http://localhost:81' }],
    ['without origin', { origin: undefined }],
    ['of no origin', { origin: 'null' }],
    ['that says same-site and has a foreign origin', { 'sec-fetch-site': 'cross-site', origin: HERE.origin }],
  ]
  test.each(UNSAFE)('cannot ask %s in the name of who is signed in', async (_name, route) => {
    const { ways } = matrix.people.get('security-administrator')!
    const path = `/api${route.path.replace(/:[a-z]+/gi, '1')}`
    for (const [how, foreign] of FOREIGN) {
      const headers = Object.fromEntries(Object.entries({ ...HERE, ...ways[0], ...JSON_TYPE, ...foreign }).filter(([, value]) => value !== undefined))
      const answer = await matrix.server.ask(path, headers as Record<string, string>, { method: route.method, body: '{}' })
      expect([answer.status, (jsonOf(answer) as { code: string } | undefined)?.code], how).toEqual([403, 'not-allowed'])
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await matrix.server.ask(path, { ...HERE, ...ways[0], 'content-type': type }, { method: route.method, body: 'x=1' })
      expect(answer.status, type).toBe(400)
    }
    const { told } = await ask('GET', '/api/session', ways[0]!)
    expect(told.role).toBe('security')
  })
}) // prettier-ignore

describe('an id of somebody else', () => {
  const ID = /(^|\.)(id|post|enterprise|department|grids|gateway)$/
  /** A body is of one shape, or of one of several by its kind. */
  type Shaped = { readonly shape?: object; readonly options?: readonly Shaped[] }
  const fieldsOf = ({ shape = {}, options = [] }: Shaped): string[] => [
    ...Object.keys(shape),
    ...options.flatMap(fieldsOf),
  ]
  const partsOf = ({ params, body }: Route) => [
    ...Object.keys(params?.shape ?? {}),
    ...fieldsOf((body ?? {}) as Shaped),
  ]

  test('every route that takes one in its path or body is tried', () => {
    const taking = ROUTES.filter(([name, route]) => partsOf(route).some((part) => ID.test(part)) && name !== 'indicators.rows')
    expect(Object.keys(GUESSES).filter((name) => name !== 'accounts.add').sort()).toEqual(taking.map(([name]) => name).sort())
  }) // prettier-ignore

  /** Routes by PUT whose body says enough to be refused for its id. */
  const WRITTEN = ['inspections.write', 'responsible.appoint', 'responsible.date', 'pledges.write']
  test.each(ROUTES.filter(([name]) => name in GUESSES))('opens nothing by %s', async (name, route) => {
    const guess = GUESSES[name]!
    const { outside, people } = matrix
    const path = (guess === 'security alone' ? undefined : guess.path) ?? route.path
    const { told } = await ask('GET', `/api/hazards?enterprise=${outside.id}&limit=1`, people.get('leader')!.ways[0]!)
    const sources = await ask('GET', `/api/hazard-sources?grid=${outside.grid}`, people.get('leader')!.ways[0]!)
    const address = `/api${path.replace(':outside', String(outside.id)).replace(':hazard', String((told.rows as { id: number }[])[0]!.id)).replace(':source', String((sources.told.rows as { id: number }[])[0]!.id)).replace(/:[a-z]+/gi, '1')}`
    const report = { request: 'b6f0c1e0-0000-4000-8000-000000000001', enterprise: outside.id, source: 'self', description: '冒名', dueAt: new Date(matrix.book.now.getTime() + 86_400_000).toISOString() } // prettier-ignore
    for (const kind of ['worker', 'grid-worker', 'department-officer', 'expert'] as const) {
      const body = guess === 'security alone' ? {} : (guess.body === 'outside' ? { enterprise: outside.id, account: 1, task: '诊断', days: 1 } : guess.body ?? { ...report, source: kind === 'worker' ? 'self' : 'patrol' })
      const { status, code } = await ask(route.method, address, people.get(kind)!.ways[0]!, route.method === 'POST' || WRITTEN.includes(name) ? body : undefined)
      if (guess === 'security alone') expect([400, 403], kind).toContain(status)
      else if (guess.refused?.includes(kind)) expect([status, code], kind).toEqual([403, 'not-allowed'])
      else if (guess.gated && kind !== 'department-officer') expect([status, code], kind).toEqual([403, 'not-allowed'])
      else if (name === 'hazards.report' && kind === 'expert') expect([403, 422], kind).toContain(status)
      else expect([status, code], kind).toEqual([guess.status, guess.code])
    }
  }) // prettier-ignore

  test.each([
    '/hazards?enterprise=:outside',
    '/enterprises?search=:name',
    '/enterprises?grid=:grid',
    '/hazard-sources?grid=:grid',
    '/indicators/grid-coverage/rows?part=:grid&side=of',
    '/indicators/enterprises/rows?part=all&grid=:grid',
  ])('in a condition widens nothing: %s', async (template) => {
    const { outside, people } = matrix
    const path = template
      .replace(':outside', String(outside.id))
      .replace(':grid', String(outside.grid))
      .replace(':name', encodeURIComponent(outside.name))
    expect((await ask('GET', `/api${path}`, people.get('leader')!.ways[0]!)).told.total).toBeGreaterThan(0)
    for (const kind of ['worker', 'grid-worker', 'expert'] as const)
      expect((await ask('GET', `/api${path}`, people.get(kind)!.ways[0]!)).told.total, kind).toBe(0)
  })
})

describe('a one-time link', () => {
  const follow = (token: unknown, password = PASSWORD) => ask('POST', '/api/account/link', {}, { token, password })

  test.each(['', 'x', 'x'.repeat(20), 'x'.repeat(43), 'x'.repeat(201), `${'x'.repeat(42)}\0`, "' or 1=1 -- ' or 1=1 --", '%00'.repeat(10)])(
    'that is none opens nothing: %j',
    async (token) => {
      const { status, code } = await follow(token)
      expect([[400, 'invalid-request'], [403, 'link-wrong'], [404, 'link-wrong']]).toContainEqual([status, code])
      const setup = await ask('POST', '/api/session/setup', {}, { token, userName: 'wangwu', name: '王五', password: PASSWORD })
      expect([[400, 'invalid-request'], [403, 'setup-token-wrong']]).toContainEqual([setup.status, setup.code])
    },
  ) // prettier-ignore

  test('serves once, of ten who follow it at the same time too', async () => {
    const { ways } = matrix.people.get('security-administrator')!
    const made = await ask('POST', '/api/accounts', ways[0]!, { userName: 'invited', name: '受邀者', posts: [{ kind: 'expert' }] })
    expect(made.status).toBe(201)
    const token = String((made.told.link as { link: string }).link.split('#link=')[1])
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => follow(token, `Blue-Whale-${at}7`)))
    expect(answers.map(({ status }) => status === 201).filter(Boolean)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ code }) => code))).toEqual(new Set(['link-wrong']))
    expect((await follow(token)).code).toBe('link-wrong')
  }) // prettier-ignore
})

test('a post that has ended opens nothing from that moment on: page, kept tile, machine, and a stream that is open', async () => {
  const { database, server, inside, book } = matrix
  const stand = await askerIn(database, 'stand-in', 'leader')
  const until = new Date(book.now.getTime() + 600_000)
  await database.owner.query(
    `update post set until_at = $1 where account = (select id from account where user_name = 'stand-in')`,
    [until],
  )
  const { x, y } = slippy(inside.x!, inside.y!, 12)
  const tile = `/tiles/enterprises/12/${x}/${y}`
  const [cookie, bearer] = stand.ways as [Record<string, string>, Record<string, string>]
  const kept = await server.ask(tile, cookie)
  expect(kept.status).toBe(200)
  const held = { ...cookie, 'if-none-match': kept.headers.etag! }
  expect((await server.ask(tile, held)).status).toBe(304)
  const streams = [openStream(server.address, cookie), openStream(server.address, bearer)]
  await Promise.all(streams.map((stream) => stream.until(isBeat)))
  expect((await ask('GET', '/api/session', cookie)).told.role).toBe('government')

  await database.clock.set(until)
  expect((await server.ask(tile, held)).status).toBe(403)
  for (const way of [cookie, bearer]) {
    expect((await server.ask(tile, way)).status).toBe(403)
    expect((await ask('GET', `/api/enterprises/${inside.id}`, way)).status).toBe(403)
    expect((await ask('GET', '/api/session', way)).told.role).toBe('public')
  }
  matrix.hub.broadcastAll() // the next beat, without waiting for it
  await Promise.all(streams.map(({ over }) => over))
  await database.owner.query(`update enterprise set address = '某处' where id = $1`, [inside.id])
  for (const { said } of streams) expect(said.filter(({ name }) => name === 'change')).toEqual([])
  await database.clock.set(book.now)
})

describe('guessing a password a thousand times, each from another address', () => {
  test('locks the name, and tells the person how often it was tried', async () => {
    const { database } = matrix
    const { ways } = matrix.people.get('security-administrator')!
    const made = await ask('POST', '/api/accounts', ways[0]!, { userName: 'guessed', name: '被猜者', posts: [{ kind: 'expert' }] })
    const token = String((made.told.link as { link: string }).link.split('#link=')[1])
    expect((await ask('POST', '/api/account/link', {}, { token, password: PASSWORD })).status).toBe(201)
    const proxied = await wholeServer(kitOn(database, { settings: { TRUST_PROXY: 1 } }))
    const attempt = async (at: number, password: string) => {
      const from = { 'x-forwarded-for': `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` }
      const answer = await proxied.ask('/api/session', { ...HERE, ...JSON_TYPE, ...from }, { method: 'POST', body: JSON.stringify({ name: 'guessed', password }) })
      return { status: answer.status, told: jsonOf(answer) as { code?: string; failures?: number } }
    }
    const guesses = Array.from({ length: 1000 }, (_, at) => at)
    const codes: Record<string, number> = {}
    const guess = async () => {
      for (let at = guesses.shift(); at !== undefined; at = guesses.shift()) {
        const { told } = await attempt(at, `Guess-Number-${at}`)
        codes[told.code!] = (codes[told.code!] ?? 0) + 1
      }
    }
    await Promise.all([guess(), guess(), guess(), guess()])
    expect(codes).toEqual({ 'sign-in-wrong': 4, 'sign-in-locked': 996 })
    expect((await attempt(1001, PASSWORD)).told.code).toBe('sign-in-locked') // the right one neither, while it is locked
    await database.clock.set(new Date(matrix.book.now.getTime() + 61_000))
    const { status, told } = await attempt(1002, PASSWORD)
    expect([status, told.failures]).toEqual([201, 5])
    const { rows } = await database.owner.query<{ n: number }>(`select count(*)::int as n from audit where act = 'sign-in-failed'`)
    expect(rows[0]!.n).toBeGreaterThanOrEqual(1001)
    await proxied.close()
    await database.clock.set(matrix.book.now)
  })
}) // prettier-ignore
