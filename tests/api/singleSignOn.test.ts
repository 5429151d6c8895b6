import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CLIENT, identityProvider, PUBLIC_URL, type Somebody } from './identityProvider.ts'
import { PASSWORD } from './people.ts'
import { cookieNamed, LINA, sessionOf, signOnBook } from './signOnBook.ts'

const book: Awaited<ReturnType<typeof signOnBook>> = await signOnBook()
const { people, provider, database, settings, serve, goThere, comeBack, signOn, invite, bindings, recorded, get } = book
beforeEach(() => book.begin())
afterAll(() => book.end())

describe('signing in', () => {
  test('whoever the provider knows by a verified address comes in, is bound, and comes in by that from then on', async () => {
    expect(await get('/single-sign-on')).toEqual({ offered: true, name: '区统一登录' })
    const lina = await invite()
    const back = await signOn(LINA, { body: { back: '/#v=1&risk=1' } })
    expect(back.status).toBe(201)
    expect(back.body).toMatchObject({ linked: false, back: '/#v=1&risk=1', session: { role: 'expert', account: { userName: 'lina', step: 'done' } } })
    expect((await get('/session', sessionOf(back))).account.userName).toBe('lina')
    expect(await bindings()).toEqual([{ account: lina.id, subject: LINA.sub }])
    expect(await recorded()).toMatchObject({ act: 'sign-in', topic: 'session', person: '人员lina（lina）', after: { by: 'single-sign-on', step: 'done' } })
    const renamed = await signOn({ sub: LINA.sub, email: 'other@district.example', email_verified: true })
    expect(renamed.body).toMatchObject({ session: { account: { userName: 'lina' } } })
    expect((await signOn({ sub: LINA.sub })).status).toBe(201)
  }) // prettier-ignore

  test('nothing travels but what the standard asks for, and the secrets are in no row', async () => {
    await invite()
    const begun = await people.post('/single-sign-on', {})
    const asked = new URL(String(begun.body.address))
    expect(asked.origin).toBe(provider.issuer)
    expect([...asked.searchParams.keys()].sort()).toEqual(['client_id', 'code_challenge', 'code_challenge_method', 'max_age', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state'])
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256')
    const [set] = begun.headers['set-cookie'] as string[]
    expect(set).toMatch(/^anjian_sign_on=[\w-]{43}; Max-Age=600; Path=\/api\/single-sign-on; .*HttpOnly; SameSite=Lax$/)
    const token = set!.slice('anjian_sign_on='.length).split(';')[0]!
    const { rows } = await database.owner.query<{ row: string }>('select f::text as row from sign_on_flow f')
    expect(rows).toHaveLength(1)
    for (const secret of [token, asked.searchParams.get('state')!, asked.searchParams.get('nonce')!]) {
      expect(rows[0]!.row).not.toContain(secret)
      expect(asked.search.includes(token)).toBe(false)
    }
  }) // prettier-ignore

  test('over TLS what binds the way back is a cookie that browsers hold to this host, and it leads back', async () => {
    await invite()
    const tls = { 'x-forwarded-proto': 'https' }
    const begun = await book.send('post', '/single-sign-on', tls).send({})
    const [set] = begun.headers['set-cookie'] as unknown as string[]
    expect(set).toMatch(/^__Host-anjian_sign_on=[\w-]{43}; Max-Age=600; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
    const [pair] = set!.split(';')
    const answer = await provider.visit(begun.body.address, LINA)
    const back = await book.send('post', '/single-sign-on/answer', { ...tls, cookie: pair! }).send({ answer })
    expect(back.status).toBe(201)
    const cookies = back.headers['set-cookie'] as unknown as string[]
    expect(cookies).toContainEqual(expect.stringMatching(/^__Host-anjian_session=[^;]{20,}.*; Path=\/; .*Secure/))
    expect(cookies).toContainEqual(expect.stringMatching(/^__Host-anjian_sign_on=; Path=\/; .*Secure/))
  })

  test('a public client comes in by PKCE alone', async () => {
    const open = await identityProvider({ isPublic: true })
    await invite()
    serve({ settings: { PUBLIC_URL, OIDC_ISSUER: open.issuer, OIDC_CLIENT_ID: CLIENT.id } })
    const begun = await people.post('/single-sign-on', {})
    const answer = await open.visit(String(begun.body.address), LINA)
    const back = await comeBack(answer, cookieNamed('anjian_sign_on', begun)!)
    await open.close()
    expect(back.body).toMatchObject({ session: { account: { userName: 'lina', step: 'done' } } })
  }) // prettier-ignore

  test('the session before is worth nothing afterwards', async () => {
    const lina = await invite()
    const back = await signOn(LINA, { cookie: lina.cookie })
    expect(sessionOf(back)).not.toBe(lina.cookie)
    expect((await get('/session', lina.cookie)).account).toBeNull()
  })
})

describe('the second factor', () => {
  const strong = { ...LINA, amr: ['pwd', 'otp'] }

  test('a post that needs one needs it here, too', async () => {
    const lina = await invite('lina', { kind: 'leader' })
    const half = await signOn({ ...LINA, amr: ['pwd'] })
    expect(half.body).toMatchObject({ session: { role: 'public', account: { step: 'code' } } })
    const code = lina.codeAt!(await people.later())
    expect((await people.post('/session/code', { code }, sessionOf(half))).body).toMatchObject({ role: 'government', account: { step: 'done' } })
    await database.owner.query('delete from second_factor where account = $1', [lina.id])
    expect((await signOn(LINA)).body).toMatchObject({ session: { role: 'public', account: { step: 'enrolment' } } })
  }) // prettier-ignore

  test('unless the provider says that it asked for two', async () => {
    await invite('lina', { kind: 'leader' })
    const whole = await signOn(strong)
    expect(whole.body).toMatchObject({ session: { role: 'government', account: { step: 'done' } } })
    expect(await recorded()).toMatchObject({ after: { by: 'single-sign-on', step: 'done', strong: true } })
    expect((await signOn({ ...LINA, amr: ['otp'] })).body).toMatchObject({ session: { account: { step: 'code' } } })
  })

  test('a password that is too old is nobody’s business here', async () => {
    await invite()
    await database.owner.query("update password set set_at = '2025-01-01T00:00:00Z'")
    expect((await signOn(LINA)).body).toMatchObject({ session: { account: { step: 'done' } } })
  })
})

describe('where the provider is not there', () => {
  test('the product is, and says so; once the provider is back, so is the way in', async () => {
    const there = await identityProvider()
    await there.close()
    await invite()
    serve({ settings: { ...settings, OIDC_ISSUER: there.issuer } })
    expect(await get('/single-sign-on')).toMatchObject({ offered: true })
    const away = await people.post('/single-sign-on', {})
    expect([away.status, away.body.code]).toEqual([502, 'sign-on-away'])
    expect(away.body.detail).toMatch(/连不上统一登录；.*\n.*does not answer/)
    const back = await identityProvider({ port: there.port })
    const begun = await people.post('/single-sign-on', {})
    expect(begun.status).toBe(201)
    const answer = await back.visit(String(begun.body.address), LINA)
    await back.close()
    const gone = await comeBack(answer, cookieNamed('anjian_sign_on', begun)!)
    expect([gone.status, gone.body.code]).toEqual([502, 'sign-on-away'])
  })

  test('nothing is offered where none is set up', async () => {
    serve({})
    expect(await get('/single-sign-on')).toEqual({ offered: false, name: null })
    expect((await people.post('/single-sign-on', {})).status).toBe(403)
    expect(await get('/account/single-sign-on', book.administrator().cookie)).toEqual({
      offered: false,
      name: null,
      linkedAt: null,
    })
  })
})

describe('linking the own account', () => {
  const link = (cookie: string, by: Somebody) => signOn(by, { cookie, path: '/account/single-sign-on' })
  const stranger: Somebody = { sub: 'not-by-mail' }

  test('whoever is signed in links whom they are at the provider, sees it, and takes it off', async () => {
    const lina = await invite('lina', { email: 'nothing@district.example' })
    expect((await get('/account/single-sign-on', lina.cookie)).linkedAt).toBeNull()
    const linked = await link(lina.cookie, stranger)
    expect(linked.body).toMatchObject({ linked: true, session: { account: { userName: 'lina' } } })
    expect(sessionOf(linked)).toBe('')
    expect((await get('/account/single-sign-on', lina.cookie)).linkedAt).toBe(people.now().toISOString())
    expect((await signOn(stranger)).body).toMatchObject({ session: { account: { userName: 'lina' } } })
    await link(lina.cookie, { sub: 'another-me' })
    expect(await bindings()).toEqual([{ account: lina.id, subject: 'another-me' }])
    const off = () => book.send('delete', '/account/single-sign-on', { cookie: lina.cookie })
    expect([(await off()).status, (await off()).status]).toEqual([200, 404])
    expect((await signOn(stranger)).body.code).toBe('sign-on-unknown')
    const { rows } = await database.owner.query<{ act: string }>("select act from audit where topic = 'single_sign_on' and act in ('insert', 'delete') order by id desc limit 5")
    expect(rows.map(({ act }) => act).reverse().slice(1)).toEqual(['insert', 'delete', 'insert', 'delete'])
  }) // prettier-ignore

  test('only by the password, and wrong ones lock as at sign-in', async () => {
    const lina = await invite()
    const begin = (password: string) => people.post('/account/single-sign-on', { password }, lina.cookie)
    for (let at = 0; at < 5; at += 1) expect((await begin(`Wrong-${at}`)).body.code).toBe(at < 4 ? 'sign-in-wrong' : 'sign-in-locked')
    expect((await begin(PASSWORD)).body.code).toBe('sign-in-locked')
    expect(await bindings()).toEqual([])
  }) // prettier-ignore

  test('not whom another account bears; the link before stays then', async () => {
    const [lina, wanghao] = [await invite(), await invite('wanghao', { email: 'w@district.example' })]
    await link(lina.cookie, stranger)
    await link(wanghao.cookie, { sub: 'wanghao' })
    const taken = await link(wanghao.cookie, stranger)
    expect([taken.status, taken.body.code]).toEqual([409, 'sign-on-taken'])
    expect(await bindings()).toEqual([{ account: lina.id, subject: stranger.sub }, { account: wanghao.id, subject: 'wanghao' }])
  }) // prettier-ignore

  test('only asked for by a page of this server, and only for the one who asked', async () => {
    const [lina, wanghao] = [await invite(), await invite('wanghao', { email: 'w@district.example' })]
    const foreign = await book.send('post', '/account/single-sign-on', { origin: 'https://elsewhere.example', cookie: lina.cookie }).send({})
    expect(foreign.status).toBe(403)
    expect((await people.post('/account/single-sign-on', { password: PASSWORD })).status).toBe(401)
    const { flow, answer } = await goThere(stranger, { cookie: lina.cookie, path: '/account/single-sign-on' })
    expect((await comeBack(answer, `${flow}; ${wanghao.cookie}`)).body.code).toBe('sign-on-refused')
    const again = await goThere(stranger, { cookie: lina.cookie, path: '/account/single-sign-on' })
    expect((await comeBack(again.answer, again.flow)).body.code).toBe('sign-in-needed')
    expect(await bindings()).toEqual([])
  }) // prettier-ignore

  test('a reset by the security administrator takes it off', async () => {
    const lina = await invite('lina', { email: 'nothing@district.example' })
    await link(lina.cookie, stranger)
    expect((await people.post(`/accounts/${lina.id}/reset`, {}, book.administrator().cookie)).status).toBe(201)
    expect((await signOn(stranger)).body.code).toBe('sign-on-unknown')
  })
})
