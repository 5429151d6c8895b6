/**
 * Every route of the contract as every role, as machines in their names and as nobody: who may not ask is refused, and whoever may ask
 * gets no row outside the scope. A route without an entry here fails the test, so that a new one cannot be forgotten.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#core/contract/route.ts'
import { CATALOGUE } from '../../server/http/docs/catalogue.ts'
import { jsonOf } from './asking.ts'
import { type Kind, KINDS, type Matrix, matrixOf, unseenBy } from './matrixBook.ts'
import { HERE } from './people.ts'
import { SIGHTS } from './scoped/sights.ts'
import { ENTRIES, OUTSIDE } from './matrixEntries.ts'
import { ids } from './matrixTells.ts'
import { type Entry, GATES, type Told } from './matrixGates.ts'

const ROUTES: readonly [name: string, route: Route][] = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
  Object.entries(routes).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
)

test('every route has an entry, and every entry is a route', () => {
  expect(Object.keys(ENTRIES).sort()).toEqual(ROUTES.map(([name]) => name).sort())
})

let matrix: Matrix
beforeAll(async () => {
  matrix = await matrixOf()
})
afterAll(() => matrix.close())

/** What somebody may be told of, by the table of sights. */
function seenBy(kind: Kind): Required<Told> {
  const { eyes } = matrix.people.get(kind)!
  const { book } = matrix
  const sees = SIGHTS[eyes.role]
  const enterprises = new Set(ids(book.enterprises.filter((row) => sees.enterprises(row, eyes))))
  return {
    enterprises: [...enterprises],
    sources: ids(book.sources.filter(({ enterprise }) => enterprises.has(enterprise))),
    grids: ids(book.grids.filter((row) => sees.grids(row, eyes))),
    places: ids(book.places.filter((row) => sees.places(row, eyes))),
    tenants: ids(book.tenants.filter((row) => sees.tenants(row, eyes))),
    departments: sees.asks ? ids(book.departments) : [],
  }
}

const GUESSED = new Set([
  '/session',
  '/session/code',
  '/session/setup',
  '/session/wall',
  '/account/link',
  '/account/password',
  '/single-sign-on',
  '/single-sign-on/answer',
])
/** Asks a route once. Guesses are counted by address, and these are none. */
async function ask(name: string, { method, path: template }: Route, kind: Kind, way: Readonly<Record<string, string>>) {
  const { path = template, body = {} } = ENTRIES[name]!
  if (method === 'POST' && GUESSED.has(path)) await matrix.database.owner.query('delete from rate_limit')
  const address = `/api${path.replace(':outside', String(unseenBy(matrix.people.get(kind)!, matrix)))}`
  const sends = method === 'POST' || method === 'PUT'
  const headers = { ...HERE, ...way, ...(sends && { 'content-type': 'application/json' }) }
  const answer = await matrix.server.ask(address, headers, { method, body: sends ? JSON.stringify(body) : '' })
  const { status } = answer
  const told = jsonOf(answer) as { code?: string }
  expect(status, JSON.stringify(told)).toBeLessThan(500)
  expect([answer.headers['cache-control'], answer.headers.etag]).toEqual(['private, no-store', undefined])
  return { status, told, refused: [status, told.code] }
}

/** Nothing that lies outside, and where the answer is whole, all that lies inside. */
function expectScope(kind: Kind, { tells, whole }: Entry, told: unknown) {
  const seen = seenBy(kind)
  for (const [what, rows] of Object.entries(tells?.(told as never) ?? {}) as [keyof Told, number[]][]) {
    const allowed = new Set(seen[what])
    expect(rows.filter((id) => !allowed.has(id)), what).toEqual([])
    if (whole) expect([...rows].sort(), what).toEqual([...allowed].sort())
  }
} // prettier-ignore

describe.each(KINDS)('as %s', (kind) => {
  test.each(ROUTES)('%s', async (name, route) => {
    const { who } = ENTRIES[name]!
    const ends = route.method !== 'GET' && /^(session|accounts?)\./.test(name)
    const asker = ends && kind !== 'nobody' ? await matrix.renew(kind) : matrix.people.get(kind)!
    const { status, told, refused } = await ask(name, route, kind, asker.ways[0]!)
    if (who !== 'anybody' && kind === 'nobody') return expect(refused).toEqual([401, 'sign-in-needed'])
    if (kind !== 'nobody' && !GATES[who](kind)) return expect(refused).toEqual([403, 'not-allowed'])
    if (OUTSIDE.has(name)) return expect([403, 404]).toContain(status)
    if (status < 300) expectScope(kind, ENTRIES[name]!, told)
  })
})

/** Machines of one post of each role: what the post sees, and nothing that changes anything or belongs to the person alone. */
const MACHINES = [
  'leader',
  'department-officer',
  'grid-worker',
  'worker',
  'expert',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const

describe.each(MACHINES)('a machine of %s', (kind) => {
  test.each(ROUTES.filter(([name]) => !name.startsWith('session.')))('%s', async (name, route) => {
    const { who } = ENTRIES[name]!
    const { status, told, refused } = await ask(name, route, kind, matrix.people.get(kind)!.ways[1]!)
    if (name === 'account.followLink') return expect(status).toBe(400)
    if (who === 'signed-in') return expect(refused).toEqual([401, 'sign-in-needed'])
    if (route.method !== 'GET') return expect([400, 403]).toContain(status)
    if (!GATES[who](kind)) return expect(refused).toEqual([403, 'not-allowed'])
    // the post of the number 1 was ended above
    expect(status).toBe(OUTSIDE.has(name) || name === 'accounts.preview' ? 404 : 200)
    if (status < 300) expectScope(kind, ENTRIES[name]!, told)
  })
})
