/**
 * Every route of the contract as every role and as nobody: who may not ask is refused, and whoever may ask gets no row outside
 * the scope. A route without an entry here fails the test, so that a new one cannot be forgotten.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#core/contract/route.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import { app } from '../../server/app.ts'
import { asSession } from '../../server/db/db.ts'
import { openSession } from '../../server/http/signIn/sessionRows.ts'
import { CATALOGUE } from '../../server/http/docs/catalogue.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { accountIn, HERE } from './people.ts'

const ROUTES: readonly [name: string, route: Route][] = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
  Object.entries(routes).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
)

/**
 * How each route is asked: its path filled in (`:outside` is an enterprise out of scope), its body, who may ask at all, and which
 * enterprises its answer tells of, each of which must lie in scope.
 */
interface Entry {
  readonly path?: string
  readonly body?: object
  readonly tells?: (body: never) => readonly number[]
  readonly who: 'anybody' | 'signed-in' | 'security' | 'audit' | 'assigning' | 'system' | 'government' | 'wall-makers'
}
const anybody = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'anybody', ...rest })
const own = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'signed-in', ...rest })
const audit = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'audit', ...rest })
const security = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'security', ...rest })
const assigning = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'assigning', ...rest })
const government = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'government', ...rest })
const wallMakers = (rest: Omit<Entry, 'who'> = {}): Entry => ({ who: 'wall-makers', ...rest })
const MAKERS: readonly string[] = ['leader', 'duty-officer']
type Rows<Row> = { rows: readonly Row[] }
const ofEnterprises = ({ rows }: Rows<{ enterprise: number }>) => rows.map(({ enterprise }) => enterprise)
const ENTRIES: Readonly<Record<string, Entry>> = {
  'session.read': anybody(),
  'session.identities': anybody(),
  'session.take': anybody({ body: { key: 'none' } }),
  'session.setup': anybody({ body: {} }),
  'session.signIn': anybody({ body: {} }),
  'session.code': anybody({ body: {} }),
  'session.wear': anybody({ body: {} }),
  'session.end': anybody(),
  'singleSignOn.read': anybody(),
  'singleSignOn.begin': anybody({ body: {} }),
  'singleSignOn.complete': anybody({ body: { answer: 'code=x&state=x' } }),
  'singleSignOn.own': own(),
  'singleSignOn.link': own({ body: {} }),
  'singleSignOn.unlink': own(),
  'account.read': own(),
  'account.setPassword': own({ body: { password: 'x', next: 'x' } }),
  'account.followLink': anybody({ body: {} }),
  'account.enrol': own({ body: {} }),
  'account.confirm': own({ body: { code: '000000' } }),
  'account.dropSecondFactor': own({ body: { code: '000000' } }),
  'account.sessions': own(),
  'account.endSession': own({ path: '/account/sessions/1' }),
  'account.tokens': own(),
  'account.addToken': own({ body: { name: 'x', post: 999_999, days: 1 } }),
  'account.endToken': own({ path: '/account/tokens/1' }),
  'accounts.list': security(),
  'accounts.add': security({ body: { userName: 'new', name: 'new', posts: [{ kind: 'expert' }] } }),
  'accounts.appoint': security({ path: '/accounts/1/posts', body: { kind: 'expert' } }),
  'accounts.dismiss': security({ path: '/accounts/1/posts/1' }),
  'accounts.leave': security({ path: '/accounts/1/leave', body: {} }),
  'accounts.reset': security({ path: '/accounts/1/reset', body: {} }),
  'accounts.unlock': security({ path: '/accounts/1/unlock', body: {} }),
  'accounts.sessions': security({ path: '/accounts/1/sessions' }),
  'accounts.endSessions': security({ path: '/accounts/1/sessions' }),
  'accounts.preview': security({ path: '/accounts/1/posts/1/preview' }),
  'account.standIns': own(),
  'account.lend': own({ body: { post: 999_999, userName: 'nobody', untilAt: '2026-03-03T00:00:00Z' } }),
  'account.takeBack': own({ path: '/account/stand-ins/1' }),
  'experts.list': assigning(),
  'experts.assignments': anybody({
    tells: (rows: readonly { enterprise: number }[]) => rows.map(({ enterprise }) => enterprise),
  }),
  'experts.assign': assigning({ body: { enterprise: 999_999, account: 1, task: 'x', days: 1 } }),
  'experts.release': assigning({ path: '/expert-assignments/999999' }),
  'disclosures.list': anybody(),
  'system.read': { who: 'system' },
  'audits.list': audit(),
  'audits.chain': audit(),
  'audits.roots': audit(),
  'enterprises.list': anybody({
    path: '/enterprises?limit=20',
    tells: ({ rows }: Rows<{ id: number }>) => rows.map(({ id }) => id),
  }),
  'enterprises.read': anybody({ path: '/enterprises/:outside', tells: ({ id }: { id: number }) => [id] }),
  'enterprises.search': anybody({
    path: `/search?text=${encodeURIComponent('演示')}`,
    tells: ({ rows }: Rows<{ kind: string; id: number }>) =>
      rows.flatMap(({ kind, id }) => (kind === 'enterprise' ? [id] : [])),
  }),
  'hazardSources.list': anybody({ path: '/hazard-sources?limit=20', tells: ofEnterprises }),
  'hazards.list': anybody({ path: '/hazards?limit=20', tells: ofEnterprises }),
  'hazards.report': anybody({ body: {} }),
  'grids.list': anybody(),
  'grids.departments': anybody(),
  'grids.district': anybody(),
  'places.list': anybody(),
  'indicators.read': anybody({ path: '/indicators?ids=enterprises' }),
  'indicators.rows': anybody({
    path: '/indicators/enterprises/rows?part=all&limit=20',
    tells: ({ rows }: { rows: { items: readonly { id: number }[] } }) => rows.items.map(({ id }) => id),
  }),
  'facets.read': anybody(),
  'session.wall': anybody({ body: {} }),
  'scenes.list': government(),
  'scenes.shown': government(),
  'scenes.add': wallMakers({ body: { name: '场景', state: '#v=1' } }),
  'scenes.order': wallMakers({ body: { scenes: [999_999] } }),
  'scenes.change': wallMakers({ path: '/scenes/999999', body: { name: '场景', seconds: 30 } }),
  'scenes.drop': wallMakers({ path: '/scenes/999999' }),
  'walls.list': wallMakers(),
  'walls.add': wallMakers({ body: { name: '大厅', scenes: [999_999], days: 1 } }),
  'walls.end': wallMakers({ path: '/walls/999999' }),
}

test('every route has an entry, and every entry is a route', () => {
  expect(Object.keys(ENTRIES).sort()).toEqual(ROUTES.map(([name]) => name).sort())
})

let book: FreshDatabase
let server: ReturnType<typeof supertest>
/** One for all questions: to open one for each would take longer than the answers. */
let listening: Server
/** One in each post, and the enterprises that one may see, by a statement that knows no policy. */
const people = new Map<PostKind | 'nobody', { account?: number; scope: Set<number>; outside: number }>()

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await book.owner.query('truncate demo_identity')
  listening = createServer(app(kitOn(book))).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  server = supertest(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`)
  const ids = async (where: string) =>
    new Set((await book.owner.query<{ id: number }>(`select id from enterprise where ${where} order by id`)).rows.map(({ id }) => id))
  const { rows } = await book.owner.query<{ id: number; grid: number; department: number }>(
    'select id, grid, lead_department as department from enterprise where grid is not null and lead_department is not null order by id limit 1',
  )
  const { id, grid, department } = rows[0]!
  const bound = { district: 'true', department: `lead_department = ${department}`, grids: `grid = ${grid}`, enterprise: `id = ${id}`, nothing: 'false' }
  const given = { district: {}, department: { department }, grids: { grids: [grid] }, enterprise: { enterprise: id }, nothing: {} }
  const everyone = await ids('true')
  for (const kind of POST_KINDS) {
    const scope = await ids(bound[POSTS[kind].of])
    const { account } = await accountIn(book, kind, kind, given[POSTS[kind].of])
    people.set(kind, { account, scope, outside: [...everyone].find((one) => !scope.has(one)) ?? 999_999 })
  }
  people.set('nobody', { scope: new Set(), outside: id })
}) // prettier-ignore
afterAll(async () => {
  listening.closeAllConnections()
  listening.close()
  await book.drop()
})

/** A session of its own for each question: some of them end it. */
async function cookieOf(account: number): Promise<string> {
  const { rows } = await book.owner.query<{ id: number }>('select id from post where account = $1', [account])
  const opened = { account, post: rows[0]!.id, step: 'done', assured: true } as const
  return `anjian_session=${await asSession(book.pool, (db) => openSession(db, opened, { address: '127.0.0.1', agent: 'test' }))}`
}

describe.each([...POST_KINDS, 'nobody' as const])('as %s', (kind) => {
  test.each(ROUTES)('%s', async (name, route) => {
    const { path = route.path, body: sent = {}, who, tells } = ENTRIES[name]!
    const { account, scope, outside } = people.get(kind)!
    const method = route.method.toLowerCase() as 'get' | 'post' | 'delete'
    await book.owner.query('truncate rate_limit')
    const asking = server[method](`/api${path.replace(':outside', String(outside))}`).set({
      ...HERE,
      ...(account !== undefined && { cookie: await cookieOf(account) }),
    })
    const { status, body } = await (method === 'post' ? asking.send(sent) : asking)
    expect(status, JSON.stringify(body)).toBeLessThan(500)
    const refused = [status, body.code]
    if (who !== 'anybody' && kind === 'nobody') return expect(refused).toEqual([401, 'sign-in-needed'])
    if (who === 'audit' && kind !== 'audit-administrator') return expect(refused).toEqual([403, 'not-allowed'])
    if (who === 'security' && kind !== 'security-administrator') return expect(refused).toEqual([403, 'not-allowed'])
    if (who === 'system' && kind !== 'system-administrator') return expect(refused).toEqual([403, 'not-allowed'])
    if (who === 'assigning' && !['government', 'department'].includes(POSTS[kind as PostKind].scope))
      return expect(refused).toEqual([403, 'not-allowed'])
    if (who === 'government' && POSTS[kind as PostKind].scope !== 'government')
      return expect(refused).toEqual([403, 'not-allowed'])
    if (who === 'wall-makers' && !MAKERS.includes(kind)) return expect(refused).toEqual([403, 'not-allowed'])
    if (name === 'enterprises.read') return expect([403, 404]).toContain(status)
    if (tells && status < 300) expect(tells(body as never).filter((id) => !scope.has(id))).toEqual([])
  })
})
