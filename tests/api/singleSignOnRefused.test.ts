import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Somebody } from './identityProvider.ts'
import { LINA, sessionOf, signOnBook } from './signOnBook.ts'

const MINUTE = 60_000
const EMAIL = LINA.email!
const book: Awaited<ReturnType<typeof signOnBook>> = await signOnBook()
const { people, provider, database, goThere, comeBack, signOn, invite, bindings, recorded } = book
beforeEach(() => book.begin())
afterAll(() => book.end())

describe('nobody comes in', () => {
  const refused = async (
    answer: Awaited<ReturnType<typeof comeBack>>,
    status: number,
    code: string,
    reason?: string,
  ) => {
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(sessionOf(answer)).toBe('')
    expect(await recorded()).toMatchObject({
      act: 'sign-in-failed',
      topic: 'single_sign_on',
      ...(reason && { after: { reason } }),
    })
  }

  test.each([
    ['whose address is not verified', { ...LINA, email_verified: false }],
    ['of whose address nothing is said', { sub: LINA.sub, email: EMAIL }],
    ['whose address is a text that says true', { ...LINA, email_verified: 'true' as unknown as boolean }],
    ['without an address', { sub: LINA.sub }],
    ['whose address nobody bears', { ...LINA, email: 'wanghao@district.example' }],
    ['whose address only looks like one', { ...LINA, email: 'lina@district.example\u0307' }],
    ['by user name alone', { sub: 'lina', preferred_username: 'lina' } as Somebody],
  ])('%s', async (_who, somebody) => {
    await invite()
    await refused(await signOn(somebody), 403, 'sign-on-unknown', 'unknown')
    expect(await bindings()).toEqual([])
  })

  test('whose folded address would be another’s', async () => {
    await invite('kim', { email: 'kim@district.example' })
    await refused(await signOn({ ...LINA, email: '\u212aim@district.example' }), 403, 'sign-on-unknown', 'unknown')
    expect((await signOn({ ...LINA, email: 'KIM@District.Example' })).status).toBe(201)
  })

  test('whose address two accounts bear, or one that is bound to somebody else', async () => {
    await invite()
    const other = await invite('wanghao', { email: EMAIL.toUpperCase() })
    await refused(await signOn(LINA), 403, 'sign-on-unknown', 'unknown')
    await database.owner.query('update account set email = null where id = $1', [other.id])
    expect((await signOn(LINA)).status).toBe(201)
    await refused(await signOn({ ...LINA, sub: 'the-next-lina' }), 403, 'sign-on-unknown', 'unknown')
  })

  test('who was invited and never came, or who left, bound or not', async () => {
    await people.post(
      '/accounts',
      { userName: 'lina', name: '李娜', email: EMAIL, posts: [{ kind: 'expert' }] },
      book.administrator().cookie,
    )
    await refused(await signOn(LINA), 403, 'sign-on-unknown', 'unknown')
    await database.owner.query("update account set state = 'active' where user_name = 'lina'")
    const { session } = (await signOn(LINA)).body as { session: { account: { id: number } } }
    await people.post(`/accounts/${session.account.id}/leave`, {}, book.administrator().cookie)
    await refused(await signOn(LINA), 403, 'sign-on-unknown', 'unknown')
  })

  test('while the name is locked; the answer says until when', async () => {
    await invite()
    for (let at = 0; at < 5; at += 1) await people.post('/session', { name: 'lina', password: 'Wrong-Password-1' })
    const answer = await signOn(LINA)
    await refused(answer, 429, 'sign-in-locked', 'locked')
    expect(answer.headers['retry-after']).toBe('60')
    await database.clock.set(new Date(people.now().getTime() + MINUTE + 1))
    expect((await signOn(LINA)).status).toBe(201)
  })

  test('with the state of another flow, or none', async () => {
    await invite()
    const [one, two] = [await goThere(LINA), await goThere(LINA)]
    await refused(await comeBack(one.answer, two.flow), 403, 'sign-on-refused', 'refused')
    const { flow, answer } = await goThere(LINA)
    await refused(await comeBack(answer.replace(/state=[^&]*/, 'state=x'), flow), 403, 'sign-on-refused')
    const stateless = await goThere(LINA)
    await refused(await comeBack(stateless.answer.replace(/&?state=[^&]*/, ''), stateless.flow), 403, 'sign-on-refused')
  })

  test('in another browser, without the cookie, twice, or too late', async () => {
    await invite()
    const first = await goThere(LINA)
    await refused(await comeBack(first.answer, ''), 403, 'sign-on-refused')
    await refused(await comeBack(first.answer, `anjian_sign_on=${'x'.repeat(43)}`), 403, 'sign-on-refused')
    expect((await comeBack(first.answer, first.flow)).status).toBe(201)
    await refused(await comeBack(first.answer, first.flow), 403, 'sign-on-refused')
    const late = await goThere(LINA)
    await database.clock.set(new Date(people.now().getTime() + 11 * MINUTE))
    await refused(await comeBack(late.answer, late.flow), 403, 'sign-on-refused')
  })

  test('a flow is used up by a wrong answer as well', async () => {
    await invite()
    const { flow, answer } = await goThere(LINA)
    await refused(await comeBack('code=guess&state=guess', flow), 403, 'sign-on-refused')
    await refused(await comeBack(answer, flow), 403, 'sign-on-refused')
  })

  test('with a code that was got for another nonce or another challenge', async () => {
    await invite()
    for (const [name, value] of [['nonce', 'of-a-thief'], ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM']] as const) {
      provider.tamper(({ searchParams }) => searchParams.set(name, value))
      await refused(await signOn(LINA), 403, 'sign-on-refused', 'refused')
    }
    provider.tamper(() => undefined)
    expect((await signOn(LINA)).status).toBe(201)
  }) // prettier-ignore

  test('who called it off at the provider', async () => {
    provider.tamper(({ searchParams }) => searchParams.set('prompt', 'none'))
    await refused(await signOn(LINA), 403, 'sign-on-refused', 'refused')
  })

  test('more than thirty times a minute', async () => {
    let answer = await people.post('/single-sign-on', {})
    for (let tried = 0; tried < 40 && answer.status === 201; tried += 1)
      answer = await people.post('/single-sign-on', {})
    expect([answer.status, answer.body.code]).toEqual([429, 'too-many'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })
})
