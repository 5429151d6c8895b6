import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '#core/contract/accounts.ts'
import { HERE, PASSWORD } from './people.ts'
import { type Begun, peopleBook } from './peopleBook.ts'

const { database, begin } = await peopleBook()
let { server, people, administrator } = {} as Begun
beforeEach(async () => void ({ server, people, administrator } = await begin()))

const shown = async (userName: string) => {
  const { body } = await server.get(`/api/accounts?search=${userName}`).set({ ...HERE, cookie: administrator.cookie })
  return (body as { rows: Account[] }).rows[0]!
}
const correct = (id: number, body: object) =>
  server
    .put(`/api/accounts/${id}`)
    .set({ ...HERE, cookie: administrator.cookie })
    .send(body)
const act = (id: number, deed: string, body: object = {}) =>
  people.post(`/accounts/${id}/${deed}`, body, administrator.cookie)
const tokenOf = (link: unknown) => String((link as { link: string }).link).split('#link=')[1] ?? ''

describe('a person', () => {
  test('is put right; the new phone signs in, the old one does not, and what it was is kept', async () => {
    const { id } = await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    await correct(id, { name: '李娜', phone: '13800000001' })
    const put = await correct(id, { name: '李娜娜', phone: '13800000002', email: 'lina@example.org' })
    expect([put.status, put.body]).toMatchObject([
      200,
      { userName: 'lina', name: '李娜娜', phone: '13800000002', email: 'lina@example.org', state: 'active' },
    ])
    const signIn = async (name: string) => (await people.post('/session', { name, password: PASSWORD })).status
    expect([await signIn('13800000002'), await signIn('13800000001'), await signIn('lina')]).toEqual([201, 401, 201])
    const { rows } = await database.owner.query<{ before: object; after: object }>(
      "select before, after from audit where topic = 'account' and act = 'update' and ids = array[$1::bigint] order by id desc limit 1",
      [id],
    )
    expect(rows[0]).toMatchObject({ before: { name: '李娜' }, after: { name: '李娜娜' } })
  })

  test('takes no phone of another, and no name that nobody sees whole', async () => {
    const lina = await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    const wang = await people.invite(administrator, 'wang', [{ kind: 'expert' }])
    await correct(lina.id, { name: '李娜', phone: '13800000001' })
    const taken = await correct(wang.id, { name: '王芳', phone: '13800000001' })
    expect([taken.status, taken.body.code]).toEqual([422, 'account-taken'])
    for (const name of ['王\u202e芳', '王\u200b芳', '王\ud800', '王\u2028芳', '王\u0007'])
      expect((await correct(wang.id, { name })).body, JSON.stringify(name)).toMatchObject({
        code: 'invalid-request',
        issues: [{ at: 'body.name' }],
      })
    expect((await correct(wang.id, { name: 'क्\u200dष' })).status).toBe(200)
    expect((await correct(999_999, { name: '王' })).status).toBe(404)
  })

  test('was seen when a session was last used, though it has ended', async () => {
    const { id, cookie } = await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    const at = (await shown('lina')).seenAt
    expect(at).not.toBeNull()
    await server.delete('/api/session').set({ ...HERE, cookie })
    await people.later()
    expect((await shown('lina')).seenAt).toBe(at)
    await people.signIn('lina')
    expect((await shown('lina')).seenAt).toBe(people.now().toISOString())
    await act(id, 'leave')
    expect((await shown('lina')).seenAt).toBe(people.now().toISOString())
  })
})

describe('who left', () => {
  test('comes back without a post, by a new password, and with a phone that nobody bears by now', async () => {
    const { id } = await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    await correct(id, { name: '李娜', phone: '13800000001' })
    expect((await act(id, 'return')).status).toBe(404)
    await act(id, 'leave')
    const heir = await people.invite(administrator, 'wang', [{ kind: 'expert' }])
    expect((await correct(heir.id, { name: '王芳', phone: '13800000001' })).status).toBe(200)
    expect((await act(id, 'return')).body).toMatchObject({ code: 'account-taken', issues: [{ at: 'body.phone' }] })
    expect((await correct(id, { name: '李娜' })).status).toBe(200)
    const back = await act(id, 'return')
    expect(back.body).toMatchObject({ account: { state: 'invited', posts: [] }, link: { purpose: 'invitation' } })
    expect((await people.post('/session', { name: 'lina', password: PASSWORD })).status).toBe(401)
    const follow = (password: string) => people.post('/account/link', { token: tokenOf(back.body.link), password })
    expect((await follow(PASSWORD)).body.code).toBe('password-refused')
    expect((await follow('Grey-Heron-52')).status).toBe(201)
    await people.signIn('lina', 'Grey-Heron-52')
    expect(await shown('lina')).toMatchObject({ state: 'active', posts: [] })
  })
})

describe('one post', () => {
  test('is held once at a time: twice over, told why; after it ended, again', async () => {
    const { id } = await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    const refused = await act(id, 'posts', { kind: 'expert' })
    expect([refused.status, refused.body.code]).toEqual([422, 'post-refused'])
    expect(refused.body.detail).toContain('已担任这一岗位')
    const [post] = (await shown('lina')).posts
    await server.delete(`/api/accounts/${id}/posts/${post!.id}`).set({ ...HERE, cookie: administrator.cookie })
    await people.later()
    expect((await act(id, 'posts', { kind: 'expert' })).status).toBe(201)
  })

  test('is given once where it is asked for many times at once', async () => {
    const { id } = await people.invite(administrator, 'lina', [{ kind: 'duty-officer' }])
    const asked = Array.from({ length: 6 }, () => act(id, 'posts', { kind: 'expert' }))
    const answers = (await Promise.all(asked)).map(({ status }) => status)
    expect(answers.sort()).toEqual([201, 422, 422, 422, 422, 422])
  })
})
