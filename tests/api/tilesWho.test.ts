/** To whom the whole server sends a kept tile, and with which head. */
import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { app } from '#server/app.ts'
import type { Kit } from '#server/http/kit.ts'
import type { FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { sessionIn } from './people.ts'
import { tilesBook } from './tilesBook.ts'

const HERE = { host: 'localhost', origin: 'http://localhost', 'accept-encoding': 'gzip' }
const PATH = '/tiles/enterprises/9/418/223'
/** What a 304 and a refusal have in common with a tile. */
const DATA = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' }

let database: FreshDatabase
let kit: Kit
let server: ReturnType<typeof supertest>
beforeAll(async () => {
  database = await tilesBook()
})
afterAll(() => database?.drop())
beforeEach(async () => {
  await database.owner.query('truncate demo_identity, setup_token, account cascade')
  kit = kitOn(database)
  server = supertest(app(kit))
})

/** A tile, as whoever sends these headers. */
const tile = (headers: Record<string, string> = {}, path = PATH) => server.get(path).set({ ...HERE, ...headers })
/** Status of the tile, and of asking for it again with its ETag. */
async function statuses(etag: string, headers: Record<string, string> = {}) {
  const again = await tile({ ...headers, 'if-none-match': etag })
  return [(await tile(headers)).status, again.status]
}

describe('with demo data', () => {
  beforeEach(() =>
    database.owner.query(`
      insert into demo_identity (key, label, label_en, role, grids, position) values
        ('leader', '局领导', 'Leader', 'government', '{}', 1), ('chief', '网格长', 'Grid chief', 'grid', '{11}', 2)`),
  )

  test('each identity gets its own tile, however often another’s was sent', async () => {
    const chief = { cookie: 'anjian_identity=chief' }
    const etags = [String((await tile()).headers['etag']), String((await tile(chief)).headers['etag'])] as const
    expect(etags[0]).not.toBe(etags[1])
    for (let i = 0; i < 3; i += 1) {
      expect([await statuses(etags[0]), await statuses(etags[1], chief)]).toEqual([
        [200, 304],
        [200, 304],
      ])
      expect([await statuses(etags[1]), await statuses(etags[0], chief)]).toEqual([
        [200, 200],
        [200, 200],
      ])
      expect([(await tile()).headers['etag'], (await tile(chief)).headers['etag']]).toEqual(etags)
    }
  })

  test.each([
    ['a proxy', { 'x-forwarded-for': '10.0.0.9' }],
    ['a foreign name', { host: 'rebound.example' }],
  ])('is refused to whoever comes by %s, kept or not', async (_way, headers) => {
    const etag = String((await tile()).headers['etag'])
    expect(await statuses(etag)).toEqual([200, 304])
    expect(await statuses(etag, headers)).toEqual([403, 403])
  })

  test('is refused from the moment on that identities are gone', async () => {
    const etag = String((await tile()).headers['etag'])
    expect(await statuses(etag)).toEqual([200, 304])
    await database.owner.query('truncate demo_identity')
    kit.hub.receive(JSON.stringify({ layer: 'district', version: 9, scopes: null }))
    expect(await statuses(etag)).toEqual([403, 403])
  })
})

describe('with real data', () => {
  const signIn = async () => ({ cookie: `anjian_session=${await sessionIn(database, 'zhangwei', 'leader')}` })

  test.each([
    ['signs out', (session: { cookie: string }) => server.delete('/api/session').set({ ...HERE, ...session })],
    ['is put out elsewhere', () => database.owner.query('delete from session')],
  ])('an account gets none from the moment on that it %s', async (_how, end) => {
    const session = await signIn()
    const etag = String((await tile(session)).headers['etag'])
    expect([await statuses(etag, session), await statuses(etag)]).toEqual([
      [200, 304],
      [403, 403],
    ])
    await end(session)
    expect(await statuses(etag, session)).toEqual([403, 403])
  })
})

describe('the head', () => {
  beforeEach(() =>
    database.owner.query(`
      insert into demo_identity (key, label, label_en, role, grids, position)
      values ('leader', '局领导', 'Leader', 'government', '{}', 1)`),
  )

  test.each([
    [200, PATH, {}],
    [200, PATH, { 'accept-encoding': 'identity' }],
    [304, PATH, { 'if-none-match': '*' }],
    [204, '/tiles/enterprises/12/5/5', {}],
    [200, '/tiles/enterprises.json', {}],
    [403, PATH, { via: '1.1 gate' }],
    [404, '/tiles/nothing/0/0/0', {}],
    [400, '/tiles/enterprises/1/2/0', {}],
  ])('of a %i for %s with %j is that of data and names the request', async (status, path, headers) => {
    const named = await tile({ ...headers, 'x-request-id': 'desk-7.2026-01-01' }, path)
    const nameless = await tile(headers, path)
    expect([named.status, nameless.status]).toEqual([status, status])
    expect(named.headers).toMatchObject({ ...DATA, 'x-request-id': 'desk-7.2026-01-01' })
    expect(nameless.headers).toMatchObject({ ...DATA, 'x-request-id': expect.stringMatching(/^[\w-]{36}$/) })
    expect(named.headers['content-security-policy']).toBeUndefined()
    if (status >= 400) expect(named.body).toMatchObject({ request: 'desk-7.2026-01-01' })
  })

  test('is the same for HEAD, without a body', async () => {
    const { headers } = await tile()
    const head = await server.head(PATH).set(HERE)
    const lasting = ({ date: _date, 'x-request-id': _id, ...rest }: Record<string, unknown>) => rest
    expect([head.status, head.body]).toEqual([200, {}])
    expect(lasting(head.headers)).toEqual(lasting(headers))
  })
})
