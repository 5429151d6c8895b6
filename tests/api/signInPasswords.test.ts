import { beforeEach, describe, expect, test } from 'vitest'
import { PASSWORD_DAYS } from '#core/domain/posts.ts'
import { cookieOf, HERE, PASSWORD } from './people.ts'
import { type Begun, peopleBook } from './peopleBook.ts'

const DAY = 86_400_000
const MINUTE = 60_000
const NEXT = 'Green-Heron-41'

const { database, get, begin } = await peopleBook()
let { server, people, administrator } = {} as Begun
beforeEach(async () => void ({ server, people, administrator } = await begin()))

const session = async (cookie: string) => (await get('/session', cookie)).body
const attempt = (name: string, password = PASSWORD) => people.post('/session', { name, password })
const change = (cookie: string, password: string, next: string) =>
  people.post('/account/password', { password, next }, cookie)
/** So old is the password of everybody. */
const age = (days: number, less = 0) =>
  database.owner.query('update password set set_at = $1', [new Date(people.now().getTime() - days * DAY + less)])
const failures = async () =>
  (await database.owner.query<{ topic: string; account: number | null; ids: string[]; after: object }>(
    "select topic, account, ids, after from audit where act = 'sign-in-failed' order by id desc",
  )).rows // prettier-ignore

describe('a password in use for too long', () => {
  test('lets one in on its last day, and on the day after to nothing but another password', async () => {
    await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    await age(PASSWORD_DAYS, MINUTE)
    expect((await attempt('lina')).body).toMatchObject({ account: { step: 'done' } })
    await age(PASSWORD_DAYS)
    const begun = await attempt('lina')
    expect(begun.body).toMatchObject({ role: 'public', account: { step: 'password' } })
    const half = cookieOf(begun)
    for (const path of ['/account', '/account/sessions', '/account/tokens'])
      expect((await get(path, half)).body.code, path).toBe('sign-in-needed')
    const refused = [
      await people.post('/session/post', { post: 1 }, half),
      await people.post('/account/second-factor', {}, half),
      await people.post('/account/tokens', { name: 'x', post: 1, days: 1 }, half),
      await people.post('/session/code', { code: '000000' }, half),
    ]
    expect(refused.map(({ body }) => body.code)).toEqual(Array(4).fill('sign-in-needed'))

    expect((await change(half, 'Wrong-Password-1', NEXT)).body.code).toBe('sign-in-wrong')
    expect((await change(half, PASSWORD, PASSWORD)).body.code).toBe('password-refused')
    expect((await session(half)).role).toBe('public')
    const changed = await change(half, PASSWORD, NEXT)
    expect(changed.status).toBe(201)
    expect(await session(cookieOf(changed))).toMatchObject({ role: 'expert', account: { step: 'done' } })
    expect((await session(half)).account).toBeNull()
    expect((await attempt('lina', NEXT)).body).toMatchObject({ account: { step: 'done' } })
  })

  test('is asked for after the code, not instead of it', async () => {
    await age(PASSWORD_DAYS + 1)
    const half = cookieOf(await attempt('zhangwei'))
    expect((await session(half)).account.step).toBe('code')
    expect((await change(half, PASSWORD, NEXT)).body.code).toBe('sign-in-needed')
    const code = administrator.codeAt!(await people.later())
    const coded = await people.post('/session/code', { code }, half)
    expect(coded.body).toMatchObject({ role: 'public', account: { step: 'password' } })
    const changed = await change(cookieOf(coded), PASSWORD, NEXT)
    expect((await session(cookieOf(changed))).role).toBe('government')
  })

  test('is asked for after a second factor was enrolled; one who is in already enrols without it', async () => {
    const lina = await people.invite(administrator, 'lina', [{ kind: 'leader' }])
    await database.owner.query('delete from second_factor where account = $1', [lina.id])
    await age(PASSWORD_DAYS + 1)
    const { cookie } = await people.enrol(cookieOf(await attempt('lina')))
    expect((await session(cookie)).account.step).toBe('password')
    const expert = await people.invite(administrator, 'expert', [{ kind: 'expert' }])
    await age(PASSWORD_DAYS + 1)
    expect((await session((await people.enrol(expert.cookie)).cookie)).account.step).toBe('done')
  })

  test('ends no token of a machine', async () => {
    const lina = await people.invite(administrator, 'lina', [{ kind: 'expert' }])
    const { posts } = (await session(lina.cookie)).account
    const made = await people.post('/account/tokens', { name: 'x', post: posts[0].id, days: 5 }, lina.cookie)
    await age(PASSWORD_DAYS + 1)
    const { body } = await server
      .get('/api/session')
      .set({ ...HERE, authorization: `Bearer ${String(made.body.token)}` })
    expect(body.role).toBe('expert')
  })
})

describe('a lock', () => {
  test('says until when, in the header and in words, for password, code and own password alike', async () => {
    const expected = (answer: { status: number; body: Record<string, unknown>; headers: Record<string, unknown> }, seconds: string, at: string) => {
      expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([429, 'sign-in-locked', seconds])
      expect(answer.body.detail).toBe(
        `连续失败次数过多，已暂时锁定至 ${at}（北京时间）；请到时再试，或联系安全管理员解锁。\n` +
          `Locked until ${at} (China time) after too many failures: try again then, or have the security administrator unlock it.`,
      )
    }
    const fifth = async (once: () => ReturnType<typeof attempt>) => {
      for (let at = 0; at < 4; at += 1) await once()
      return once()
    }
    expected(await fifth(() => attempt('nobody')), '60', '09:02:00')
    await database.clock.set(new Date(people.now().getTime() + 20_500))
    expected(await attempt('nobody'), '40', '09:02:00')
    await database.clock.set(people.now())
    const half = cookieOf(await attempt('zhangwei'))
    expected(await fifth(() => people.post('/session/code', { code: '000000' }, half)), '60', '09:02:00')
    expected(await fifth(() => change(administrator.cookie, 'Wrong-Password-1', NEXT)), '60', '09:02:00')
    expected(await change(administrator.cookie, PASSWORD, NEXT), '60', '09:02:00')
  }) // prettier-ignore

  test('an address that asks too often is told for how long', async () => {
    let answer = await attempt('nobody')
    for (let tried = 0; answer.body.code !== 'too-many' && tried < 40; tried += 1)
      answer = await attempt(`name${tried}`)
    const seconds = Number(answer.headers['retry-after'])
    expect(seconds).toBeGreaterThan(0)
    expect(answer.body.detail).toContain(`请在 ${seconds} 秒后再试。\n`)
  })
})

describe('one-time links that open nothing', () => {
  const follow = (token: string) => people.post('/account/link', { token, password: NEXT })

  test('are recorded: made up, used, expired, of one who left', async () => {
    const made = await people.post('/accounts', { userName: 'lina', name: '李娜', posts: [{ kind: 'expert' }] }, administrator.cookie)
    const { account, link } = made.body as { account: { id: number }; link: { link: string } }
    const token = link.link.split('=')[1]!
    const before = (await failures()).length
    expect((await follow('x'.repeat(43))).body.code).toBe('link-wrong')
    await database.clock.set(new Date(people.now().getTime() + 8 * DAY))
    expect((await follow(token)).body.code).toBe('link-wrong')
    await database.clock.set(people.now())
    await database.owner.query("update account set state = 'left', left_at = now() where id = $1", [account.id])
    expect((await follow(token)).body.code).toBe('link-wrong')
    await database.owner.query("update account set state = 'active', left_at = null where id = $1", [account.id])
    expect([(await follow(token)).status, (await follow(token)).status]).toEqual([201, 403])
    const rows = await failures()
    expect(rows.slice(0, rows.length - before).map(({ topic, account: of, after }) => [topic, of, after])).toEqual([
      ['account_link', null, { reason: 'wrong' }],
      ['account_link', account.id, { reason: 'left' }],
      ['account_link', account.id, { reason: 'expired' }],
      ['account_link', null, { reason: 'wrong' }],
    ])
    expect(JSON.stringify(rows)).not.toContain('xxx')
  }) // prettier-ignore

  test('are limited by address before they are recorded', async () => {
    const before = (await failures()).length
    for (let tried = 0; tried < 50; tried += 1) await follow('x'.repeat(43))
    expect((await failures()).length - before).toBeLessThanOrEqual(30)
  })
})
