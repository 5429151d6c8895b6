import { beforeEach, describe, expect, test } from 'vitest'
import { setupToken } from '../../server/http/setup.ts'
import { cookieOf, HERE, PASSWORD } from './people.ts'
import { type Begun, peopleBook } from './peopleBook.ts'

const START = new Date('2026-03-02T01:00:00Z')
const MINUTE = 60_000

const { database, begin } = await peopleBook()
let { server, people, administrator } = {} as Begun
beforeEach(async () => void ({ server, people, administrator } = await begin()))

const session = async (cookie: string) => (await server.get('/api/session').set({ ...HERE, cookie })).body
const attempt = (name: string, password: string) => people.post('/session', { name, password })

describe('first run', () => {
  test('the one-time token makes one account, which sees the map and appoints others, and no second one', async () => {
    expect(await session(administrator.cookie)).toMatchObject({ role: 'security', demo: false, account: { userName: 'zhangwei', step: 'done' } })
    expect(await setupToken(database.pool)).toBeUndefined()
    const kinds = (await session(administrator.cookie)).account.posts.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toEqual(['duty-officer', 'security-administrator'])
  }) // prettier-ignore

  test('a password that is refused does not use the token up; of three at once one wins', async () => {
    await database.owner.query('truncate account cascade')
    const token = (await setupToken(database.pool)) ?? ''
    const redeem = (userName: string, password: string) =>
      people.post('/session/setup', { token, userName, name: '李四', password })
    const refused = await redeem('lisi', 'kurz')
    expect([refused.status, refused.body.code]).toEqual([422, 'password-refused'])
    const answers = await Promise.all(['li.a', 'li.b', 'li.c'].map((name) => redeem(name, PASSWORD)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403])
    expect((await redeem('li.d', PASSWORD)).body.code).toBe('setup-token-wrong')
  })
})

describe('signing in', () => {
  test('unknown name, wrong password, invited and left people are answered alike', async () => {
    await people.post('/accounts', { userName: 'invited', name: '待加入', posts: [{ kind: 'expert' }] }, administrator.cookie)
    const gone = await people.invite(administrator, 'gone', [{ kind: 'expert' }])
    await people.post(`/accounts/${gone.id}/leave`, {}, administrator.cookie)
    const answers = [
      await attempt('nobody', PASSWORD),
      await attempt('zhangwei', 'Wrong-Password-1'),
      await attempt('invited', PASSWORD),
      await attempt('gone', PASSWORD),
    ]
    const [{ body, status }] = answers as [(typeof answers)[0]]
    expect([status, body.code]).toEqual([401, 'sign-in-wrong'])
    for (const answer of answers) {
      expect({ ...answer.body, request: '' }).toEqual({ ...body, request: '' })
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  }) // prettier-ignore

  test('by phone as well as by user name, whatever the case', async () => {
    await database.owner.query("update account set phone = '13800000000'")
    for (const name of ['13800000000', 'ZhangWei', ' zhangwei '])
      expect((await attempt(name, PASSWORD)).status).toBe(201)
  })

  test('until the code is given the session opens nothing; then it goes on under a new token', async () => {
    const half = cookieOf(await attempt('zhangwei', PASSWORD))
    expect(await session(half)).toMatchObject({ role: 'public', account: { step: 'code' } })
    expect((await server.get('/api/account').set({ ...HERE, cookie: half })).body.code).toBe('sign-in-needed')
    expect((await people.post('/session/post', { post: 1 }, half)).body.code).toBe('sign-in-needed')
    const code = administrator.codeAt!(await people.later())
    const whole = cookieOf(await people.post('/session/code', { code }, half))
    expect(whole).not.toBe(half)
    expect((await session(whole)).role).toBe('government')
    expect(await session(half)).toMatchObject({ role: 'public', account: null })
  })

  test('no code serves twice, none of another time, and a recovery code once', async () => {
    const half = cookieOf(await attempt('zhangwei', PASSWORD))
    const code = administrator.codeAt!(await people.later())
    expect((await people.post('/session/code', { code }, half)).status).toBe(201)
    const next = cookieOf(await attempt('zhangwei', PASSWORD))
    expect((await people.post('/session/code', { code }, next)).body.code).toBe('code-wrong')
    const old = administrator.codeAt!(new Date(people.now().getTime() - 10 * MINUTE))
    expect((await people.post('/session/code', { code: old }, next)).body.code).toBe('code-wrong')
    const worker = await people.invite(administrator, 'worker', [{ kind: 'expert' }])
    const { recovery } = await people.enrol(worker.cookie)
    for (const status of [201, 401]) {
      const begun = cookieOf(await attempt('worker', PASSWORD))
      expect((await people.post('/session/code', { code: recovery[0] }, begun)).status).toBe(status)
    }
  })

  test('a session known before signing in is worth nothing afterwards', async () => {
    const planted = `anjian_session=${'x'.repeat(43)}`
    const answer = await server.post('/api/session').set({ ...HERE, cookie: planted }).send({ name: 'zhangwei', password: PASSWORD })
    expect(cookieOf(answer)).not.toBe(planted)
    expect(await session(planted)).toMatchObject({ account: null })
  }) // prettier-ignore

  test('ends after an hour unused and after twelve hours in any case; looking on by stream and tiles is no use', async () => {
    for (let minutes = 50; minutes <= 700; minutes += 50) {
      await database.clock.set(new Date(people.now().getTime() + minutes * MINUTE))
      expect((await session(administrator.cookie)).role, `after ${minutes} minutes`).toBe('security')
    }
    await database.clock.set(new Date(START.getTime() + 725 * MINUTE))
    expect((await session(administrator.cookie)).role).toBe('public')
    await database.clock.set(people.now())
    const idle = await people.signIn('zhangwei', PASSWORD, administrator.codeAt)
    await database.clock.set(new Date(people.now().getTime() + 40 * MINUTE))
    await server.get('/tiles/enterprises/10/840/420').set({ ...HERE, cookie: idle })
    await database.clock.set(new Date(people.now().getTime() + 61 * MINUTE))
    expect((await session(idle)).role).toBe('public')
  })
})

describe('guessing', () => {
  test('locks a name after five failures, for a known one and an unknown one alike, each time for longer', async () => {
    for (const name of ['zhangwei', 'nobody']) {
      const codes: unknown[] = []
      for (let at = 0; at < 6; at += 1) codes.push((await attempt(name, 'Wrong-Password-1')).body.code)
      expect(codes).toEqual([...Array(4).fill('sign-in-wrong'), 'sign-in-locked', 'sign-in-locked'])
      expect((await attempt(name, PASSWORD)).status).toBe(429)
    }
    await database.clock.set(new Date(people.now().getTime() + MINUTE + 1))
    for (let at = 0; at < 5; at += 1) await attempt('zhangwei', 'Wrong-Password-1')
    await database.clock.set(new Date(people.now().getTime() + 2 * MINUTE))
    expect((await attempt('zhangwei', PASSWORD)).status).toBe(429)
    await database.clock.set(new Date(people.now().getTime() + 3 * MINUTE + 2))
    const answer = await attempt('zhangwei', PASSWORD)
    expect([answer.status, answer.body.failures]).toEqual([201, 10])
  })

  test('nobody locks what else is counted of an account by typing its key, and a phone is no second count', async () => {
    await database.owner.query("update account set phone = '13900000001' where id = $1", [administrator.id])
    for (const key of [`CODE ${administrator.id}`, `code ${administrator.id}`, `PASSWORD ${administrator.id}`])
      for (let at = 0; at < 5; at += 1) await attempt(key, 'Wrong-Password-1')
    await database.owner.query('truncate rate_limit')
    const cookie = await people.signIn('zhangwei', PASSWORD, administrator.codeAt)
    expect((await session(cookie)).role).not.toBe('public')
    for (let at = 0; at < 3; at += 1) await attempt('zhangwei', 'Wrong-Password-1')
    const codes = [await attempt('13900000001', 'x'), await attempt('13900000001', 'x')].map(({ body }) => body.code)
    expect(codes).toEqual(['sign-in-wrong', 'sign-in-locked'])
  })

  test('a thousand guesses from one address are cut short, and the address is told when to come again', async () => {
    let tried = 0
    let answer = await attempt('zhangwei', 'guess-0')
    for (; answer.body.code !== 'too-many' && tried < 1000; tried += 1)
      answer = await attempt(`name${tried}`, `guess-${tried}`)
    expect(tried).toBeLessThan(40)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await session(administrator.cookie)).role).toBe('security')
  })

  test('wrong codes lock as wrong passwords do', async () => {
    const half = cookieOf(await attempt('zhangwei', PASSWORD))
    const codes: unknown[] = []
    for (let at = 0; at < 6; at += 1)
      codes.push((await people.post('/session/code', { code: '000000' }, half)).body.code)
    expect(codes).toEqual([...Array(4).fill('code-wrong'), 'sign-in-locked', 'sign-in-locked'])
  })
})

test('passwords, tokens and second factors are in no row as they are', async () => {
  const tables = ['account', 'post', 'password', 'former_password', 'second_factor', 'account_link', 'session', 'setup_token']
  let text = ''
  for (const table of tables) {
    const { rows } = await database.owner.query<{ row: string }>(`select t::text as row from ${table} t`)
    text += rows.map(({ row }) => row).join('\n')
  }
  expect(text).toContain('zhangwei')
  for (const secret of [PASSWORD, administrator.cookie.split('=')[1]!]) expect(text).not.toContain(secret)
  const { rows } = await database.owner.query<{ hash: string }>('select hash from password')
  expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
}) // prettier-ignore
