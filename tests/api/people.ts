import { TOTP } from 'otpauth'
import type supertest from 'supertest'
import { expect } from 'vitest'
import type { NewPost } from '#core/contract/accounts.ts'
import type { z } from 'zod'
import type { PostKind } from '#core/domain/posts.ts'
import { asSession } from '../../server/db/db.ts'
import { setupToken } from '../../server/http/setup.ts'
import { openSession } from '../../server/http/signIn/sessionRows.ts'
import type { FreshDatabase } from './database.ts'

type Server = ReturnType<typeof supertest>
type Answer = { status: number; body: Record<string, unknown>; headers: Record<string, unknown> }

/** Headers of a page of this server at this machine. */
export const HERE = { host: 'localhost', origin: 'http://localhost' }
export const PASSWORD = 'Blue-Whale-37'

/** The cookie that an answer sets, as a request sends it. */
export const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? ''

/** An authenticator as people carry it: codes of a secret, each a step after the one before. */
export function authenticator(secret: string) {
  const totp = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 })
  return { codeAt: (at: Date) => totp.generate({ timestamp: at.getTime() }) }
}

/** One who is signed in completely. */
export interface Person {
  readonly id: number
  readonly userName: string
  readonly cookie: string
  readonly codeAt: ((at: Date) => string) | undefined
}

/** What a post is bound to. */
type Bound = { readonly grids?: readonly number[]; readonly department?: number; readonly enterprise?: number }

/** An active account with one post, made past invitation. */
export async function accountIn(
  { owner }: Pick<FreshDatabase, 'owner'>,
  userName: string,
  kind: PostKind,
  bound: Bound = {},
) {
  const { rows } = await owner.query<{ account: number; post: number }>(
    `with made as (insert into account (user_name, name, state) values ($1, $1, 'active') returning id)
     insert into post (account, kind, grids, department, enterprise) select id, $2, $3, $4, $5 from made
     returning account, id as post`,
    [userName, kind, bound.grids ?? [], bound.department ?? null, bound.enterprise ?? null],
  )
  return rows[0]!
}

/** A session of such an account, made past sign-in. @returns the token of its cookie */
export async function sessionIn(
  database: Pick<FreshDatabase, 'owner' | 'pool'>,
  userName: string,
  kind: PostKind,
): Promise<string> {
  const made = await accountIn(database, userName, kind)
  const from = { address: '127.0.0.1', agent: 'test' }
  return asSession(database.pool, (db) => openSession(db, { ...made, step: 'done', assured: true }, from))
}

/**
 * People of a book, from the first account on: each invited by the security administrator, each following the own link. The
 * book's clock must stand still, and goes on by a minute for each code, for no code serves twice.
 */
export function peopleOf(database: FreshDatabase, server: () => Server, start: Date) {
  let at = start
  const asks = (cookie?: string) => ({ ...HERE, ...(cookie && { cookie }) })
  const post = (path: string, body: object, cookie?: string): Promise<Answer> =>
    server().post(`/api${path}`).set(asks(cookie)).send(body) as unknown as Promise<Answer>

  /** Time goes on by a minute. */
  async function later(): Promise<Date> {
    at = new Date(at.getTime() + 60_000)
    await database.clock.set(at)
    return at
  }
  /** Enrols a second factor with a session that waits for it, or that is complete. */
  async function enrol(cookie: string) {
    const begun = await post('/account/second-factor', {}, cookie)
    expect(begun.status).toBe(201)
    const { codeAt } = authenticator(String(begun.body.secret))
    const confirmed = await post('/account/second-factor/code', { code: codeAt(await later()) }, cookie)
    expect(confirmed.status).toBe(201)
    return { codeAt, cookie: cookieOf(confirmed), recovery: confirmed.body.recovery as string[] }
  }
  async function signIn(name: string, password = PASSWORD, codeAt?: (at: Date) => string): Promise<string> {
    const answer = await post('/session', { name, password })
    expect(answer.status).toBe(201)
    if (!codeAt) return cookieOf(answer)
    const complete = await post('/session/code', { code: codeAt(await later()) }, cookieOf(answer))
    expect(complete.status).toBe(201)
    return cookieOf(complete)
  }
  /** The first account, with its second factor, in the post of the security administrator. */
  async function first(): Promise<Person> {
    await database.clock.set(at)
    const token = (await setupToken(database.pool)) ?? ''
    const made = await post('/session/setup', { token, userName: 'zhangwei', name: '张伟', password: PASSWORD })
    expect(made.status).toBe(201)
    const { codeAt, cookie } = await enrol(cookieOf(made))
    const { account } = (await server().get('/api/session').set(asks(cookie))).body as { account: { id: number; posts: { id: number; kind: string }[] } } // prettier-ignore
    await wear(cookie, account.posts, 'security-administrator')
    return { id: account.id, userName: 'zhangwei', cookie, codeAt }
  }
  async function wear(cookie: string, posts: readonly { id: number; kind: string }[], kind: string) {
    const worn = posts.find((one) => one.kind === kind)
    expect((await post('/session/post', { post: worn?.id }, cookie)).status).toBe(201)
  }
  /** Invites one, who follows the link, signs in and enrols where the post asks for it. */
  async function invite(by: Person, userName: string, posts: readonly z.input<typeof NewPost>[]): Promise<Person> {
    const made = await post('/accounts', { userName, name: `人员${userName}`, posts }, by.cookie)
    expect(made.body).toMatchObject({ account: { state: 'invited' } })
    const { account, link } = made.body as { account: { id: number }; link: { link: string } }
    const token = link.link.split('#link=')[1] ?? ''
    expect((await post('/account/link', { token, password: PASSWORD })).status).toBe(201)
    const answer = await post('/session', { name: userName, password: PASSWORD })
    const cookie = cookieOf(answer)
    if ((answer.body.account as { step: string }).step === 'done')
      return { id: account.id, userName, cookie, codeAt: undefined }
    const enrolled = await enrol(cookie)
    return { id: account.id, userName, cookie: enrolled.cookie, codeAt: enrolled.codeAt }
  }
  return { first, invite, signIn, enrol, later, wear, post, now: () => at }
}
