import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#core/contract/route.ts'
import { inScope } from '#server/db/db.ts'
import { Sql } from '#server/db/sql.ts'
import { CATALOGUE } from '#server/http/docs/catalogue.ts'
import { ATTEMPTS_A_MINUTE } from '#server/http/signIn/limits.ts'
import { wallBook } from './wallBook.ts'

let desk: Awaited<ReturnType<typeof wallBook>>
/** A wall of the first two of three scenes. */
let hall: Awaited<ReturnType<typeof desk.wall>>
let ids: number[]

beforeAll(async () => {
  desk = await wallBook()
  ids = [
    await desk.scene('一', ALL),
    await desk.scene('二', '#v=1&class=B,A&search=%E5%8C%96'),
    await desk.scene('三', '#v=1&risk=1'),
  ]
  hall = await desk.wall(ids.slice(0, 2))
})
afterAll(() => desk.close())
afterEach(() => desk.book.clock.run())

/** The view without a condition. */
const ALL = '#map=12/37.43/121.51&v=1'
const TILE = '/tiles/enterprises/9/428/198'
const ROUTES = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
  Object.entries(routes).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
)
const methodOf = ({ method }: Route) => method.toLowerCase() as 'get' | 'post' | 'delete'
const pathOf = ({ path }: Route) => path.replaceAll(/:\w+/g, '1')
const role = async (cookie: string) => (await desk.ask('get', '/session', { cookie })).body.role

describe('a wall', () => {
  test('signs in by its link alone, with a cookie out of reach of scripts and foreign pages', async () => {
    const { status, body, headers } = hall.entered
    expect([status, body.role, body.label, body.account]).toEqual([201, 'wall', hall.row.name, null])
    expect(String(headers['set-cookie'])).toMatch(/^anjian_wall=[^;]+;.*HttpOnly; SameSite=Lax$/)
    expect((await desk.ask('get', '/session', { cookie: hall.cookie })).body).toEqual(body)
  })

  test('shows the scenes of its link and no other', async () => {
    const { body } = await desk.ask('get', '/scenes/shown', { cookie: hall.cookie })
    expect(body.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 2))
    expect(Object.keys(body[0]).sort()).toEqual(['id', 'name', 'seconds', 'state'])
  })

  test.each(ROUTES.filter(([, { wall }]) => !wall))('is refused %s', async (_name, route) => {
    const { status, body } = await desk.ask(methodOf(route), pathOf(route), { cookie: hall.cookie, body: {} })
    expect([status, body.code]).toEqual([403, 'not-allowed'])
  })

  test.each(['/exports/enterprises.csv', '/exports/hazards.csv', '/exports/people.csv', '/exports/grids.csv', '/exports/audits.csv', '/exports/indicators/enterprises.csv?part=all', '/openapi.json', '/docs', '/nothing', '/enterprises/1/', '/Enterprises'])(
    'is refused %s', async (path) => expect((await desk.ask('get', path, { cookie: hall.cookie })).status).toBe(403),
  ) // prettier-ignore

  test('reads the figures, the tiles, the sources and the territory of the whole district', async () => {
    const government = { cookie: desk.officer }
    const wall = { cookie: hall.cookie }
    const figures = '/indicators?ids=enterprises,risk-distribution,hazards-overdue'
    const [seen, whole] = [await desk.ask('get', figures, wall), await desk.ask('get', figures, government)]
    expect(seen.body.figures).toEqual(whole.body.figures)
    expect(seen.body.figures[0].parts[0].n).toBeGreaterThan(0)
    const tiles = [await desk.ask('get', TILE, wall), await desk.ask('get', TILE, government)]
    expect(tiles.map(({ status }) => status)).toEqual([200, 200])
    expect(tiles[0]!.body).toEqual(tiles[1]!.body)
    for (const path of ['/grids', '/departments', '/places/names', '/district', '/hazard-sources'])
      expect((await desk.ask('get', path, wall)).status, path).toBe(200)
  })

  test.each([
    ['', 200], ['class=A,B&search=化', 200], ['search=化&class=B,A', 200], ['risk=1', 403], ['class=A', 403], ['class=A,B', 403], ['bbox=121,37,122,38', 403],
  ] as const)('is told under the conditions of its scenes alone: %s', async (conditions, status) => {
    const asked = new URLSearchParams(conditions).toString()
    const paths = [`${TILE}?${asked}`, TILE.replace('enterprises', 'hazard-sources').concat(`?${asked}`), `/hazard-sources?${asked}`, `/indicators?ids=enterprises&${asked}`]
    for (const path of paths) expect((await desk.ask('get', path, { cookie: hall.cookie })).status, path).toBe(status)
    expect((await desk.ask('get', paths[3]!, { cookie: desk.officer })).status).toBe(200)
  }) // prettier-ignore

  test('learns no phone, no inventory and no place of a guarded store', async () => {
    const wall = { cookie: hall.cookie }
    const grids = (await desk.ask('get', '/grids', wall)).body as { phone: string | null }[]
    expect(grids.length).toBeGreaterThan(20)
    expect(new Set(grids.map(({ phone }) => phone))).toEqual(new Set([null]))
    const { rows } = (await desk.ask('get', '/hazard-sources', wall)).body as {
      rows: { id: number; exact: boolean }[]
    }
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/"(r|sumRatio|substances|quantity)":/)
    const { rows: guarded } = await desk.book.owner.query<{ id: number }>('select id from hazard_source where guarded')
    expect(guarded.length).toBeGreaterThan(0)
    for (const { id } of guarded) expect(rows.find((row) => row.id === id)?.exact).toBe(false)
    const answers = await Promise.all(['/grids', '/departments', '/places/names', '/district', '/hazard-sources', '/scenes/shown'].map((path) => desk.ask('get', path, wall))) // prettier-ignore
    const { rows: phones } = await desk.book.owner.query<{ phone: string }>(
      `select phone from grid union select phone from department union select phone from place where phone is not null
        union select safety_manager_phone from enterprise where safety_manager_phone is not null`,
    )
    const told = answers.map(({ text }) => text).join('\n')
    expect(phones.filter(({ phone }) => told.includes(`"${phone}"`))).toEqual([])
    const people = (await desk.ask('get', '/grids', { cookie: desk.officer })).body as { phone: string | null }[]
    expect(people.every(({ phone }) => phone !== null)).toBe(true)
  })

  test('is named in the audit, and its token is nowhere', async () => {
    const { rows } = await desk.book.owner.query<{ person: string; act: string; after: { token_hash?: string } | null }>(
      `select person, act, after from audit where topic = 'wall_token' and $1 = any (ids) order by id`, [hall.row.id]) // prettier-ignore
    expect(rows.map(({ act }) => act)).toEqual(['insert', 'sign-in'])
    expect(rows[0]!.after?.token_hash).toBe('[secret]')
    expect(rows[1]!.person).toContain(hall.row.name)
    const { rows: kept } = await desk.book.owner.query<{ all: string }>(
      `select (select string_agg(to_jsonb(a)::text, '') from audit a) || (select string_agg(to_jsonb(w)::text, '') from wall_token w) as all`,
    )
    expect(kept[0]!.all).not.toContain(hall.token)
    expect((await desk.ask('get', '/walls', { cookie: desk.officer })).text).not.toContain(hall.token)
  })

  test('whose link is wrong is nobody, and that it was tried is recorded', async () => {
    const { status, body } = await desk.ask('post', '/session/wall', { body: { token: `anjian_wall_${'x'.repeat(43)}` } })
    expect([status, body.code]).toEqual([403, 'link-wrong'])
    const { rowCount } = await desk.book.owner.query(
      `select from audit where topic = 'wall_token' and act = 'sign-in-failed'`,
    )
    expect(rowCount).toBe(1)
  }) // prettier-ignore

  test('has as few tries at a link as at a password', async () => {
    await desk.book.owner.query('truncate rate_limit')
    const attempt = () => fetch(`${desk.url}/api/session/wall`, { method: 'POST', headers: { origin: desk.url, 'content-type': 'application/json' }, body: '{}' }) // prettier-ignore
    const statuses: number[] = []
    for (let tried = 0; tried <= ATTEMPTS_A_MINUTE; tried += 1) statuses.push((await attempt()).status)
    expect([statuses[0], statuses.at(-2), statuses.at(-1)]).toEqual([400, 400, 429])
  })

  test('gives way to whoever signs in at its browser, and comes back after', async () => {
    const both = `${desk.officer}; ${hall.cookie}`
    expect(await role(both)).toBe('government')
    expect((await desk.ask('get', '/walls', { cookie: both })).status).toBe(200)
    const refused = await desk.ask('post', '/session/wall', { cookie: desk.officer, body: { token: hall.token } })
    expect([refused.status, refused.headers['set-cookie']]).toEqual([403, undefined])
    expect(await role(`anjian_session=gone; ${hall.cookie}`)).toBe('wall')
  })

  test('is no demo identity, neither while its link is good nor after', async () => {
    await desk.book.owner.query(
      `insert into demo_identity (key, label, label_en, role, position) values ('leader', '局领导', 'Leader', 'government', 1)`,
    )
    const other = await desk.wall([ids[2]!])
    try {
      desk.hub.broadcastAll() // the server forgets that there were none
      expect(await role('')).toBe('government')
      expect([await role(other.cookie), await role('anjian_wall=gone')]).toEqual(['wall', 'public'])
    } finally {
      await desk.book.owner.query('truncate demo_identity')
      desk.hub.broadcastAll()
    }
  })
})

describe('a link', () => {
  /** Status of what a wall asks, and whom the server takes it for. */
  const seen = async (cookie: string) => [
    await role(cookie),
    (await desk.ask('get', '/scenes/shown', { cookie })).status,
    (await desk.ask('get', '/grids', { cookie })).status,
    (await desk.ask('get', TILE, { cookie })).status,
  ]

  test('that is ended ends the open stream at once, and opens nothing', async () => {
    const { cookie, token, row } = await desk.wall([ids[0]!])
    const stream = await fetch(`${desk.url}/api/live`, { headers: { cookie } })
    const reader = stream.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('retry')
    expect(await role(cookie)).toBe('wall')
    const ended = await desk.ask('delete', `/walls/${row.id}`, { cookie: desk.officer })
    expect(ended.body).toEqual({ done: true })
    let after = ''
    for (let read = await reader.read(); !read.done; read = await reader.read())
      after += new TextDecoder().decode(read.value)
    expect(after.split('event: beat').length).toBeLessThanOrEqual(2) // the first one; it did not take the next to notice
    expect(await seen(cookie)).toEqual(['public', 401, 403, 403])
    expect((await desk.ask('post', '/session/wall', { body: { token } })).status).toBe(403)
    expect((await desk.ask('delete', `/walls/${row.id}`, { cookie: desk.officer })).status).toBe(404)
  })

  test('ends by the clock of the book', async () => {
    const start = Date.now()
    await desk.book.clock.set(new Date(start))
    const { cookie, token } = await desk.wall([ids[0]!], 1)
    const at = async (ms: number) => desk.book.clock.set(new Date(start + ms))
    await at(86_400_000 - 1000)
    expect(await role(cookie)).toBe('wall')
    await at(86_400_000)
    expect((await seen(cookie))[0]).toBe('public')
    expect((await desk.ask('post', '/session/wall', { body: { token } })).status).toBe(403)
  })

  test('says when and from where it was used last', async () => {
    const { row } = await desk.wall([ids[0]!])
    const { body } = await desk.ask('get', '/walls', { cookie: desk.officer })
    const found = body.find(({ id }: { id: number }) => id === row.id)
    expect(found).toMatchObject({ usedFrom: '127.0.0.1', scenes: [ids[0]] })
    expect(Date.parse(found.usedAt)).toBeGreaterThan(0)
  })

  test('loses a scene that is deleted, and ends with its last', async () => {
    const [kept, gone] = [await desk.scene('留'), await desk.scene('去')]
    const both = await desk.wall([gone, kept])
    const alone = await desk.wall([gone])
    expect((await desk.ask('delete', `/scenes/${gone}`, { cookie: desk.officer })).status).toBe(200)
    const { body } = await desk.ask('get', '/scenes/shown', { cookie: both.cookie })
    expect(body.map(({ id }: { id: number }) => id)).toEqual([kept])
    expect([await role(both.cookie), await role(alone.cookie)]).toEqual(['wall', 'public'])
  })

  test.each([
    ['of no scene', { scenes: [] }, 400],
    ['of a scene that is not there', { scenes: [999_999] }, 400],
    ['for more than a year', { days: 367 }, 400],
    ['without a name', { name: ' ' }, 400],
  ])('%s is not made', async (_what, wrong, status) => {
    const body = { name: '大厅', scenes: [ids[0]], days: 1, ...wrong }
    expect((await desk.ask('post', '/walls', { cookie: desk.officer, body })).status).toBe(status)
  })
})

describe('scenes', () => {
  const list = async () => (await desk.ask('get', '/scenes', { cookie: desk.officer })).body as { id: number; name: string; seconds: number }[] // prettier-ignore

  test('are renamed, timed and put in order by a leader, too', async () => {
    const cookie = await desk.person('leader')
    const changed = await desk.ask('post', `/scenes/${ids[0]}`, { cookie, body: { name: '壹', seconds: 45 } })
    expect(changed.body).toMatchObject({ name: '壹', seconds: 45 })
    const before = (await list()).map(({ id }) => id)
    await desk.ask('post', '/scenes/order', { cookie, body: { scenes: [ids[2], ids[0]] } })
    expect((await list()).map(({ id }) => id)).toEqual([ids[2], ids[0], ...before.filter((id) => id !== ids[2] && id !== ids[0])]) // prettier-ignore
  })

  test('are read by a data steward, and changed by none', async () => {
    const cookie = await desk.person('data-steward')
    expect((await desk.ask('get', '/scenes', { cookie })).body.length).toBeGreaterThan(0)
    expect((await desk.ask('delete', `/scenes/${ids[0]}`, { cookie })).status).toBe(403)
  })

  test('bear each a name of their own', async () => {
    const { status, body } = await desk.ask('post', '/scenes', { cookie: desk.officer, body: { name: '二', state: '#v=1' } })
    expect([status, body.code, body.issues[0].at]).toEqual([422, 'scene-taken', 'body.name'])
  }) // prettier-ignore

  test.each([
    ['no hash', 'v=1'], ['no version', '#risk=1'], ['a space', '#v=1&x=a b'], ['what is not escaped', '#v=1&x=\u4e00'], ['another address', 'javascript:#v=1'],
    ['too long a text', `#v=1&search=${'x'.repeat(16_000)}`], ['too few seconds', '#v=1', 9], ['too many seconds', '#v=1', 601],
  ])('are not made of %s', async (_what, state, seconds = 30) => {
    const body = { name: '坏', state, seconds }
    expect((await desk.ask('post', '/scenes', { cookie: desk.officer, body })).status).toBe(400)
  }) // prettier-ignore
})

describe('the database itself', () => {
  const as = (actor: Partial<Parameters<typeof inScope>[1]>, text: string) =>
    inScope(desk.book.pool, { role: 'wall', person: 'x', grids: [], ...actor }, (db) => db.raw(new Sql([text], []))).then(
      ({ rowCount }) => `${rowCount}`,
      ({ message }: Error) => (/permission denied|row-level security/.test(message) ? 'denied' : message),
    ) // prettier-ignore
  const steward = { role: 'government', post: 'data-steward' } as const
  const grid = { role: 'grid', grids: [1], post: 'grid-chief' } as const

  test('shows a wall the scenes it is bound to, and phones to it least of all', async () => {
    expect(await as({}, 'select id from scene')).toBe('0')
    expect(await as({ scenes: [ids[1]!] }, 'select id from scene')).toBe('1')
    expect(await as({}, 'select phone from grid')).toBe('denied')
    expect(await as({}, 'select phone from grid_contact')).toBe('0')
    expect(await as({}, 'select from enterprise_contact')).toBe('0')
  })

  test.each([
    ['insert into scene (name, state) values (\'x\', \'#v=1\')'],
    ['insert into wall_token (token_hash, name, scenes, expires_at) values (sha256(\'x\'), \'x\', array[:scene], app.now() + interval \'1 day\')'],
    ['select token_hash from wall_token'],
  ])('lets neither a wall nor a steward nor a grid do: %s', async (statement) => {
    for (const actor of [{ scenes: ids }, steward, grid]) expect(await as(actor, statement.replace(':scene', String(ids[0])))).toBe('denied')
  }) // prettier-ignore

  test.each(["update scene set name = 'x'", 'delete from scene', 'delete from wall_token', 'select id from wall_token'])(
    'lets them touch no row by: %s', async (statement) => {
      for (const actor of [{ scenes: ids }, steward, grid]) expect(await as(actor, statement)).toBe('0')
    },
  ) // prettier-ignore

  test.each([
    ["insert into scene (name, state) values ('x', 'v=1')", 'scene_state'],
    ["insert into scene (name, state, seconds) values ('x', '#v=1', 9)", 'scene_seconds'],
    ["insert into wall_token (token_hash, name, scenes, expires_at) values (sha256('x'), 'x', '{}', app.now())", 'wall_token_scenes'],
    ["insert into wall_token (token_hash, name, scenes, expires_at) values (sha256('x'), 'x', '{999999}', app.now())", 'no such scene'],
    ["insert into wall_token (token_hash, name, scenes, expires_at) select sha256('x'), 'x', array[min(id)], app.now() + interval '367 days' from scene", 'wall_token_within_a_year'],
  ])('refuses the owner, too: %s', async (statement, name) => {
    await expect(desk.book.owner.query(statement)).rejects.toThrow(name)
  }) // prettier-ignore
})
