import { beforeEach, describe, expect, test } from 'vitest'
import { type Begun, peopleBook } from './peopleBook.ts'

const { get, remove, one, begin } = await peopleBook({ demo: true })
let { server, people, administrator } = {} as Begun
beforeEach(async () => void ({ server, people, administrator } = await begin()))

describe('what is taken over with an account', () => {
  test('a session that was never asked for a second factor does not wear a post that needs one', async () => {
    const grid = await one('select grid as n from enterprise where grid is not null order by id limit 1')
    const worker = await people.invite(administrator, 'worker', [{ kind: 'grid-worker', grids: [grid] }])
    const thief = await people.signIn('worker')
    const { cookie } = await people.enrol(worker.cookie)
    expect((await get('/session', thief)).body).toMatchObject({ role: 'public', account: null })
    await people.post(`/accounts/${worker.id}/posts`, { kind: 'leader' }, administrator.cookie)
    expect((await get('/session', cookie)).body.account.step).toBe('done')
  })

  test('tokens of machines end with a reset, and when the person is signed out everywhere', async () => {
    const grid = await one('select grid as n from enterprise where grid is not null order by id limit 1')
    const chief = await people.invite(administrator, 'chief', [{ kind: 'grid-chief', grids: [grid] }])
    const { posts } = (await get('/session', chief.cookie)).body.account
    const make = async () =>
      String((await people.post('/account/tokens', { name: 'x', post: posts[0].id, days: 9 }, chief.cookie)).body.token)
    const total = async (token: string) =>
      (await server.get('/api/enterprises?limit=1').set({ host: 'localhost', authorization: `Bearer ${token}` })).body
        .total
    const [first, seen] = [await make(), await total(await make())]
    expect(seen).toBeGreaterThan(0)
    await remove(`/accounts/${chief.id}/sessions`, administrator.cookie)
    expect(await total(first)).toBeUndefined()
    const again = await people.signIn('chief')
    const second = String(
      (await people.post('/account/tokens', { name: 'y', post: posts[0].id, days: 9 }, again)).body.token,
    )
    await people.post(`/accounts/${chief.id}/reset`, {}, administrator.cookie)
    expect(await total(second)).toBeUndefined()
  })

  test('a post that ends before it begins is refused in words', async () => {
    const auditor = await people.invite(administrator, 'auditor', [{ kind: 'audit-administrator' }])
    const past = { kind: 'audit-administrator', untilAt: '2020-01-01T00:00:00Z' }
    const { status, body } = await people.post(`/accounts/${auditor.id}/posts`, past, administrator.cookie)
    expect([status, body.code]).toEqual([422, 'post-refused'])
  })
})
