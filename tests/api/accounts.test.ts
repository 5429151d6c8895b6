import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Account, NewPost } from '#core/contract/accounts.ts'
import { cookieOf, HERE, PASSWORD, type Person } from './people.ts'
import { type Begun, peopleBook } from './peopleBook.ts'

const HOUR = 3_600_000

const { database, get, remove, one, begin } = await peopleBook({ demo: true })
let { server, people, administrator } = {} as Begun
beforeEach(async () => void ({ server, people, administrator } = await begin()))

describe('scopes of people', () => {
  test('each post sees exactly its rows, and an administrator none', async () => {
    const grid = await one('select grid as n from enterprise where grid is not null order by id limit 1')
    const department = await one('select lead_department as n from enterprise where lead_department is not null order by id limit 1')
    const enterprise = await one('select id as n from enterprise order by id limit 1')
    const posts: readonly [z.input<typeof NewPost>, string][] = [
      [{ kind: 'leader' }, 'true'],
      [{ kind: 'duty-officer' }, 'true'],
      [{ kind: 'data-steward' }, 'true'],
      [{ kind: 'department-officer', department }, `lead_department = ${department}`],
      [{ kind: 'grid-chief', grids: [grid] }, `grid = ${grid}`],
      [{ kind: 'grid-worker', grids: [grid] }, `grid = ${grid}`],
      [{ kind: 'safety-manager', enterprise }, `id = ${enterprise}`],
      [{ kind: 'worker', enterprise }, `id = ${enterprise}`],
      [{ kind: 'expert' }, 'false'],
      [{ kind: 'system-administrator' }, 'false'],
      [{ kind: 'security-administrator' }, 'false'],
      [{ kind: 'audit-administrator' }, 'false'],
    ]
    for (const [at, [post, rows]] of posts.entries()) {
      const { cookie } = await people.invite(administrator, `person${at}`, [post])
      const kept = await one(`select count(*) as n from enterprise where ${rows}`)
      const { body } = await get('/enterprises?limit=1', cookie)
      expect(body.total, post.kind).toBe(kept)
    }
    expect((await get('/enterprises?limit=1', administrator.cookie)).body.total).toBe(0)
  }) // prettier-ignore

  test('one who holds several switches openly, and to none that is not held', async () => {
    const enterprise = await one('select id as n from enterprise order by id limit 1')
    const { cookie } = await people.invite(administrator, 'both', [{ kind: 'safety-manager', enterprise }, { kind: 'expert' }])
    const { posts, post } = (await get('/session', cookie)).body.account
    expect(posts.map(({ kind }: { kind: string }) => kind)).toEqual(['safety-manager', 'expert'])
    expect(post).toBe(posts[0].id)
    await people.wear(cookie, posts, 'expert')
    expect((await get('/session', cookie)).body.role).toBe('expert')
    expect((await people.post('/session/post', { post: posts[1].id + 1 }, cookie)).status).toBe(404)
  }) // prettier-ignore

  test('a stand-in holds a post from when until when, and not a moment longer', async () => {
    const at = (hours: number) => new Date(people.now().getTime() + hours * HOUR)
    const { id, cookie } = await people.invite(administrator, 'standin', [{ kind: 'expert' }])
    const [begin, end] = [at(2), at(5)]
    const given = await people.post(`/accounts/${id}/posts`, { kind: 'leader', fromAt: begin.toISOString(), untilAt: end.toISOString() }, administrator.cookie)
    expect(given.status).toBe(201)
    const kinds = async () => (await get('/session', cookie)).body.account?.posts.map(({ kind }: { kind: string }) => kind)
    for (const [hours, held] of [[0, ['expert']], [0.9, ['expert']], [1.8, ['expert']], [2.1, ['expert', 'leader']], [3, ['expert', 'leader']], [3.9, ['expert', 'leader']], [4.8, ['expert', 'leader']], [5.01, ['expert']]] as const) {
      await database.clock.set(new Date(begin.getTime() + (hours - 2) * HOUR))
      expect(await kinds(), `after ${hours} h`).toEqual(held)
    }
  }) // prettier-ignore
})

describe('the security administrator', () => {
  test('alone may ask: the public is told to sign in, everybody else that it is not theirs', async () => {
    const { cookie } = await people.invite(administrator, 'leader', [{ kind: 'leader' }])
    const routes = [
      ['get', '/accounts'], ['post', '/accounts'], ['post', '/accounts/1/posts'], ['delete', '/accounts/1/posts/1'], ['post', '/accounts/1/leave'],
      ['post', '/accounts/1/reset'], ['post', '/accounts/1/unlock'], ['get', '/accounts/1/sessions'], ['delete', '/accounts/1/sessions'],
    ] as const // prettier-ignore
    const body = { userName: 'x2', name: 'x', kind: 'expert', posts: [{ kind: 'expert' }] }
    for (const [method, path] of routes) {
      const asked = async (headers: object) => {
        const request = server[method](`/api${path}`).set({ ...HERE, ...headers })
        return (await (method === 'post' ? request.send(body) : request)).body.code as unknown
      }
      expect(await asked({}), `${method} ${path}`).toBe('sign-in-needed')
      expect(await asked({ cookie }), `${method} ${path}`).toBe('not-allowed')
    }
    expect(await one('select count(*) as n from account')).toBe(2)
  })

  test('finds people by part of name, page by page, wildcards standing for themselves', async () => {
    for (const at of [1, 2, 3]) await people.post('/accounts', { userName: `person_${at}`, name: `王${at}`, posts: [{ kind: 'expert' }] }, administrator.cookie)
    const page = (await get('/accounts?limit=2&search=person_', administrator.cookie)).body
    expect([page.total, page.rows.map(({ userName }: Account) => userName)]).toEqual([3, ['person_1', 'person_2']])
    const rest = (await get(`/accounts?limit=2&search=person_&after=${page.next}`, administrator.cookie)).body
    expect([rest.rows.map(({ userName }: Account) => userName), rest.next]).toEqual([['person_3'], null])
    expect((await get('/accounts?search=%25', administrator.cookie)).body.total).toBe(0)
  }) // prettier-ignore

  test('does not lock the own door', async () => {
    const { posts } = (await get('/account', administrator.cookie)).body
    const own = `/accounts/${administrator.id}`
    for (const path of [`${own}/leave`, `${own}/reset`, `${own}/posts`])
      expect((await people.post(path, { kind: 'leader' }, administrator.cookie)).status, path).toBe(403)
    expect((await remove(`${own}/posts/${posts[1].id}`, administrator.cookie)).status).toBe(403)
  })

  test.each([
    ['a department officer of no department', [{ kind: 'department-officer' }]],
    ['a leader of a grid', [{ kind: 'leader', grids: [2] }]],
    ['a grid that is none', [{ kind: 'grid-chief', grids: [999_999] }]],
    ['a grid that is not of level 3', [{ kind: 'grid-chief', grids: [1] }]],
    ['an enterprise that is none', [{ kind: 'worker', enterprise: 999_999 }]],
    ['two administrations', [{ kind: 'system-administrator' }, { kind: 'audit-administrator' }]],
    ['an end before the begin', [{ kind: 'expert', fromAt: '2026-03-03T00:00:00.000Z', untilAt: '2026-03-02T00:00:00.000Z' }]],
  ])('cannot appoint %s, and nothing of the account is kept', async (_what, posts) => {
    const answer = await people.post('/accounts', { userName: 'wrong', name: '错', posts }, administrator.cookie)
    expect([answer.status, answer.body.code]).toEqual([422, 'post-refused'])
    expect(await one("select count(*) as n from account where user_name = 'wrong'")).toBe(0)
  }) // prettier-ignore

  test('two of one name or phone there are not', async () => {
    const add = (userName: string, phone: string | null) =>
      people.post('/accounts', { userName, name: '王', phone, posts: [{ kind: 'expert' }] }, administrator.cookie)
    await add('wang', '13800000001')
    expect((await add('wang', null)).body).toMatchObject({ code: 'account-taken', issues: [{ at: 'body.userName' }] })
    expect((await add('wang2', '13800000001')).body).toMatchObject({ code: 'account-taken', issues: [{ at: 'body.phone' }] })
  }) // prettier-ignore

  test('ends access at once when a person leaves', async () => {
    const worker = await people.invite(administrator, 'leaver', [{ kind: 'leader' }])
    expect((await get('/enterprises?limit=1', worker.cookie)).body.total).toBeGreaterThan(0)
    const left = await people.post(`/accounts/${worker.id}/leave`, {}, administrator.cookie)
    expect(left.body).toMatchObject({ state: 'left', posts: [] })
    expect((await get('/session', worker.cookie)).body).toMatchObject({ role: 'public', account: null })
    expect((await get('/enterprises?limit=1', worker.cookie)).body.total ?? 0).toBe(0)
    expect((await people.post(`/accounts/${worker.id}/reset`, {}, administrator.cookie)).status).toBe(404)
  })

  test('unlocks, signs out, and takes off a lost second factor', async () => {
    const worker = await people.invite(administrator, 'lost', [{ kind: 'leader' }])
    for (let at = 0; at < 5; at += 1) await people.post('/session', { name: 'lost', password: 'wrong' })
    const path = `/accounts/${worker.id}`
    const shown = (await get('/accounts?search=lost', administrator.cookie)).body.rows[0] as Account
    expect(shown.lockedUntil).not.toBeNull()
    expect((await people.post(`${path}/unlock`, {}, administrator.cookie)).body.lockedUntil).toBeNull()
    expect((await get(`${path}/sessions`, administrator.cookie)).body).toMatchObject([{ own: false }])
    expect((await remove(`${path}/sessions`, administrator.cookie)).body).toEqual({ done: true })
    expect((await get('/session', worker.cookie)).body.role).toBe('public')
    const { link } = (await people.post(`${path}/reset`, { secondFactor: true }, administrator.cookie)).body as { link: string }
    const next = 'Grey-Heron-52'
    expect((await people.post('/account/link', { token: link.split('=')[1], password: next })).status).toBe(201)
    expect((await people.post('/session', { name: 'lost', password: next })).body).toMatchObject({ account: { step: 'enrolment' } })
  }) // prettier-ignore
})

describe('a one-time link', () => {
  const reset = async (person: Person) =>
    String((await people.post(`/accounts/${person.id}/reset`, {}, administrator.cookie)).body.link).split(
      '#link=',
    )[1] ?? ''
  const follow = (token: string, password: string) => people.post('/account/link', { token, password })

  test('serves once, is replaced by a newer one, ends with its time, and is kept where the password is refused', async () => {
    const worker = await people.invite(administrator, 'linked', [{ kind: 'expert' }])
    const [older, newer] = [await reset(worker), await reset(worker)]
    expect((await follow(older, 'Grey-Heron-52')).body.code).toBe('link-wrong')
    for (const [password, fault] of [['short-A1', '10'], ['alllowercase1', '三类'], ['xLinked-Heron', '用户名'], [PASSWORD, '最近五次']] as const) {
      const refused = await follow(newer, password)
      expect([refused.status, refused.body.code]).toEqual([422, 'password-refused'])
      expect(refused.body.detail).toContain(fault)
    }
    expect((await follow(newer, 'Grey-Heron-52')).body).toEqual({ userName: 'linked' })
    expect((await follow(newer, 'Grey-Heron-53')).body.code).toBe('link-wrong')
    expect((await get('/session', worker.cookie)).body.role).toBe('public')
    const late = await reset(worker)
    await database.clock.set(new Date(people.now().getTime() + 25 * HOUR))
    expect((await follow(late, 'Grey-Heron-54')).body.code).toBe('link-wrong')
  }) // prettier-ignore

  test('of one who left opens nothing', async () => {
    const made = await people.post('/accounts', { userName: 'early', name: '早', posts: [{ kind: 'expert' }] }, administrator.cookie)
    const { account, link } = made.body as { account: Account; link: { link: string } }
    await people.post(`/accounts/${account.id}/leave`, {}, administrator.cookie)
    expect((await follow(link.link.split('=')[1] ?? '', PASSWORD)).body.code).toBe('link-wrong')
  }) // prettier-ignore
})

describe('the own account', () => {
  test('changes its password by the present one; its other sessions end', async () => {
    const worker = await people.invite(administrator, 'own', [{ kind: 'expert' }])
    const other = await people.signIn('own')
    expect((await people.post('/account/password', { password: 'wrong', next: 'Grey-Heron-52' }, worker.cookie)).status).toBe(401)
    expect((await people.post('/account/password', { password: PASSWORD, next: PASSWORD }, worker.cookie)).status).toBe(422)
    expect((await people.post('/account/password', { password: PASSWORD, next: 'Grey-Heron-52' }, worker.cookie)).status).toBe(201)
    expect((await get('/session', worker.cookie)).body.role).toBe('expert')
    expect((await get('/session', other)).body.role).toBe('public')
    const back = { password: 'Grey-Heron-52', next: PASSWORD }
    expect((await people.post('/account/password', back, worker.cookie)).body.code).toBe('password-refused')
  }) // prettier-ignore

  test('sees where it is signed in and ends one session there, never one of another', async () => {
    const worker = await people.invite(administrator, 'own', [{ kind: 'expert' }])
    const other = await people.signIn('own')
    const rows = (await get('/account/sessions', worker.cookie)).body as { id: number; own: boolean }[]
    expect(rows.map(({ own }) => own).sort()).toEqual([false, true])
    const strange = (await get('/account/sessions', administrator.cookie)).body[0].id as number
    expect((await remove(`/account/sessions/${strange}`, worker.cookie)).status).toBe(404)
    const ended = rows.find(({ own }) => !own)?.id
    expect((await remove(`/account/sessions/${ended}`, worker.cookie)).status).toBe(200)
    expect((await get('/session', other)).body.role).toBe('public')
    expect((await get('/account', administrator.cookie)).status).toBe(200)
  })

  test('takes its second factor off, but not where a post needs it', async () => {
    const worker = await people.invite(administrator, 'own', [{ kind: 'expert' }])
    const { codeAt, cookie } = await people.enrol(worker.cookie)
    expect((await people.post('/account/second-factor', {}, cookie)).status).toBe(403)
    expect((await people.post('/account/second-factor/off', { code: codeAt(await people.later()) }, cookie)).status).toBe(201)
    expect((await people.post('/session', { name: 'own', password: PASSWORD })).body).toMatchObject({ account: { step: 'done' } })
    const code = administrator.codeAt!(await people.later())
    expect((await people.post('/account/second-factor/off', { code }, administrator.cookie)).status).toBe(403)
    expect(cookieOf(await people.post('/session', { name: 'zhangwei', password: PASSWORD }))).not.toBe('')
  }) // prettier-ignore
})

describe('a token for a machine', () => {
  const bearer = (token: string) => ({ ...HERE, authorization: `Bearer ${token}` })
  const read = async (token: string) => (await server.get('/api/session').set(bearer(token))).body.role as string

  test('sees what its post sees, writes nothing unless that was said, and ends with its time, its post, its person and by hand', async () => {
    const grid = await one('select grid as n from enterprise where grid is not null order by id limit 1')
    const chief = await people.invite(administrator, 'chief', [{ kind: 'grid-chief', grids: [grid] }, { kind: 'expert' }])
    const { posts } = (await get('/account', chief.cookie)).body as Account
    const make = async (body: object) =>
      (await people.post('/account/tokens', { name: '网关', post: posts[0]!.id, days: 30, ...body }, chief.cookie)).body as { token: string; row: { id: number } }
    const [reader, writer, short] = [await make({}), await make({ writes: true }), await make({ days: 1 })]
    const kept = await one(`select count(*) as n from enterprise where grid = ${grid}`)
    expect((await server.get('/api/enterprises?limit=1').set(bearer(reader.token))).body.total).toBe(kept)
    const enterprise = await one(`select id as n from enterprise where grid = ${grid} order by id limit 1`)
    const hazard = (token: string, request: string) =>
      server.post('/api/hazards').set(bearer(token)).send({
        request, enterprise, source: 'patrol', description: '通道堵塞', dueAt: new Date(people.now().getTime() + 24 * HOUR).toISOString(),
      })
    expect((await hazard(reader.token, '4f5a1d3e-0000-4000-8000-000000000001')).status).toBe(403)
    expect((await hazard(writer.token, '4f5a1d3e-0000-4000-8000-000000000002')).status).toBe(201)
    expect((await get('/account/tokens', chief.cookie)).body).toHaveLength(3)
    expect((await server.get('/api/account').set(bearer(writer.token))).status).toBe(401)

    await database.clock.set(new Date(people.now().getTime() + 25 * HOUR))
    expect([await read(short.token), await read(reader.token)]).toEqual(['public', 'grid'])
    await database.clock.set(people.now())
    expect((await remove(`/account/tokens/${writer.row.id}`, chief.cookie)).status).toBe(200)
    expect(await read(writer.token)).toBe('public')
    await remove(`/accounts/${chief.id}/posts/${posts[0]!.id}`, administrator.cookie)
    expect(await read(reader.token)).toBe('public')
    expect(await read(`${reader.token.slice(0, -1)}x`)).toBe('public')
  })
}) // prettier-ignore
