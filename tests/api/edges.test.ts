/** What nobody sends by mistake: SQL in every text, bodies too large and too deep, tokens that are none. Refused, never a 5xx. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#core/contract/route.ts'
import { CATALOGUE } from '../../server/http/docs/catalogue.ts'
import { jsonOf, type WholeServer, wholeServer } from './asking.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { BODIES, filled, replaced, shapeOf, TEXTS } from './edgesBodies.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const ROUTES: readonly [name: string, route: Route][] = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
  Object.entries(routes).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
)
let book: FreshDatabase
let server: WholeServer
let cookie: string
beforeAll(async () => {
  book = await freshDatabase()
  server = await wholeServer(kitOn(book))
  cookie = `anjian_session=${await sessionIn(book, 'zhangwei', 'security-administrator')}`
})
afterAll(async () => {
  await server.close()
  await book.drop()
})

const GUESSED = new Set([
  '/session',
  '/session/code',
  '/session/setup',
  '/account/link',
  '/account/password',
  '/account/single-sign-on',
])

/** Asks once; guesses are counted by address, and these are none. @returns the status, which is never a 5xx */
async function ask({ method, path }: Route, { text, sent }: { text: string; sent?: string }): Promise<number> {
  if (GUESSED.has(path)) await book.owner.query('delete from rate_limit')
  const address = `/api${path.replace(/:[a-z]+/gi, encodeURIComponent(text))}`
  const headers = { ...HERE, cookie, ...(sent !== undefined && { 'content-type': 'application/json' }) }
  const answer = await server.ask(address, headers, { method, body: sent ?? '' })
  expect(
    answer.status,
    `${method} ${address} ${sent?.slice(0, 200)}: ${answer.sent.toString().slice(0, 200)}`,
  ).toBeLessThan(500)
  return answer.status
}

test('every body of the contract is tried, with every text that it may hold', () => {
  const bodies = ROUTES.flatMap(([name, { body }]) => (body ? [[name, shapeOf(body)] as const] : []))
  expect(Object.keys(BODIES).sort()).toEqual(bodies.map(([name]) => name).sort())
  for (const [name, { properties = {} }] of bodies) {
    const texts = Object.keys(properties).filter((key) => !['grids', 'department'].includes(key))
    expect(texts.filter((key) => !(key in BODIES[name]!)), name).toEqual([])
  }
}) // prettier-ignore

describe.each(ROUTES.filter(([name]) => !['session.end', 'accounts.endSessions'].includes(name)))('%s', (name, route) => {
  test('takes no text for SQL', async () => {
    const query = route.query && shapeOf(route.query)
    for (const text of TEXTS) {
      await ask(route, { text, ...(route.body && { sent: JSON.stringify(filled(shapeOf(route.body), text)) }) })
      for (const key of Object.keys(query?.properties ?? {})) {
        const asked = { ...route, path: `${route.path}?${key}=${encodeURIComponent(text)}` as const }
        await ask(asked, { text: '1', ...(route.body && { sent: '{}' }) })
      }
      for (const body of replaced(BODIES[name] ?? {}, text)) await ask(route, { text: '1', sent: JSON.stringify(body) })
    }
    const { rows } = await book.owner.query<{ n: number }>('select count(*)::int as n from account')
    expect(rows[0]?.n).toBeGreaterThan(0)
  })

  if (route.query && 'after' in route.query.shape)
    test('takes no key of a page but its own', async () => {
      const key = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const keys = ['x', '%00', '[', key({}), key([]), key([null, null]), key(["' or 1=1 --", 1]), key([1e99, 1]), key([1, 2, 3]), 'x'.repeat(201)]
      const wanted = name === 'indicators.rows' ? 'part=all&' : ''
      const path = route.path.replace(':id', 'enterprises')
      for (const after of keys) {
        const status = await ask({ ...route, path: `${path as '/x'}?${wanted}after=${encodeURIComponent(after)}` }, { text: '1' })
        expect(route.only && !route.only.includes('security') ? [400, 403] : [400], after).toContain(status)
      }
    })
}) // prettier-ignore

describe.each(ROUTES.filter(([, { method }]) => method !== 'GET'))('a body for %s', (_name, route) => {
  test('that is too large, too deep or of another kind is refused, whoever sends it', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const large = JSON.stringify({ x: 'x'.repeat(1_100_000) })
    const sending = async (sent: string, type = 'application/json') => {
      if (GUESSED.has(route.path)) await book.owner.query('delete from rate_limit')
      const path = `/api${route.path.replace(/:[a-z]+/gi, '999999')}`
      return (await server.ask(path, { ...HERE, 'content-type': type }, { method: route.method, body: sent })).status
    }
    expect(await sending(large)).toBe(413)
    expect(await sending('{}', 'application/json; charset=x-unknown')).toBe(415)
    for (const body of ['{"x":', '1', '"text"', 'null', '\u0000']) expect(await sending(body), body.slice(0, 40)).toBe(400)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])
      expect(await sending('x=1', type), type).toBe(400)
    for (const body of [deep, `{"x":${deep}}`, '[]', '{"__proto__":{"role":"government"}}'])
      expect(await sending(body), body.slice(0, 40)).toBeLessThan(500)
  })
}) // prettier-ignore

describe('whoever asks with', () => {
  const who = async (headers: Record<string, string>) => {
    const answer = await server.ask('/api/session', { ...HERE, ...headers })
    return [answer.status, (jsonOf(answer) as { role: string }).role]
  }
  test.each([
    ['an empty cookie', { cookie: 'anjian_session=' }],
    ['a cookie that is none', { cookie: 'anjian_session=%00%ff; anjian_session' }],
    ['a cookie of SQL', { cookie: "anjian_session=' or 1=1 --" }],
    ['a very long cookie', { cookie: `anjian_session=${'x'.repeat(7_000)}` }],
    ['a token that is none', { authorization: 'Bearer anjian_x' }],
    ['a token that is empty', { authorization: 'Bearer' }],
    ['a token of the right length', { authorization: `Bearer anjian_${'x'.repeat(43)}` }],
    ['a password', { authorization: 'Basic emhhbmd3ZWk6cGFzc3dvcmQ=' }],
  ])('%s is the public', async (_what, headers) => {
    expect(await who(headers)).toEqual([200, 'public'])
  })

  test('a bad token is nobody, though a good cookie comes with it', async () => {
    expect(await who({ cookie })).toEqual([200, 'security'])
    for (const token of [`anjian_${'x'.repeat(43)}`, 'anjian_x', 'x', ''])
      expect(await who({ cookie, authorization: `Bearer ${token}` }), token).toEqual([200, 'public'])
  })
})

describe('texts beside the contract', () => {
  const PATHS = ['/tiles/enterprises/9/1/1', '/tiles/grids.json', '/api/exports/enterprises.csv', '/api/exports/hazards.csv', '/api/exports/people.csv', '/api/exports/grids.csv', '/api/exports/audits.csv', '/api/exports/indicators/enterprises.csv']
  const KEYS = ['', 'class', 'risk', 'industry', 'department', 'grid', 'place', 'sourceLevel', 'overdue', 'dueSoon', 'search', 'bbox', 'polygon', 'lang', 'part', 'side', 'enterprise', 'who', 'act', 'topic', 'id', 'from', 'until']
  test.each(PATHS)('of %s are no SQL either', async (path) => {
    for (const text of TEXTS)
      for (const key of KEYS) {
        const answer = await server.ask(`${path}?${new URLSearchParams([[key, text]]).toString()}`, { ...HERE, cookie })
        expect(answer.status, `${key}=${text}`).toBeLessThan(500)
      }
  })
}) // prettier-ignore
