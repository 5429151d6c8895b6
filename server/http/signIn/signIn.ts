import type pg from 'pg'
import { z } from 'zod'
import { needsSecondFactor } from '#core/domain/posts.ts'
import { asSession, type Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../problems.ts'
import { failed, guardName, isLocked, succeeded } from './guard.ts'
import { isPassword } from './passwords.ts'
import { passes } from './secondFactor.ts'
import type { Secrets } from './secrets.ts'
import { type From, openSession, readSession, renewSession, type SignedIn, type Step } from './sessionRows.ts'

const Known = z.object({
  id: z.number().int(),
  userName: z.string(),
  phone: z.string().nullable(),
  hash: z.string().nullable(),
  enrolled: z.boolean(),
})

/** The active account of a user name or phone. */
const known = (db: Db, name: string) =>
  db.maybe(
    Known,
    sql`select a.id, a.user_name as "userName", a.phone, p.hash,
        exists (select from second_factor f where f.account = a.id and f.confirmed_at is not null) as enrolled
      from account a left join password p on p.account = a.id
      where a.state = 'active' and (a.user_name = ${name} or a.phone = ${name})`,
  )

/** Kinds of the posts that an account holds now, the first of them to begin with. */
const postsOf = (db: Db, account: number) =>
  db.many(
    z.object({ id: z.number().int(), kind: z.string() }),
    sql`select id, kind from post where account = ${account} and from_at <= app.now()
      and coalesce(until_at > app.now(), true) order by id`,
  )

type Outcome = { readonly token: string; readonly failures: number } | 'wrong' | 'locked'

/**
 * Signs in by user name or phone and password. Unknown names, wrong passwords and people who left are answered alike and
 * take as long; what is counted against a name stays counted, though the answer is a refusal.
 * @returns the token of the cookie and how many failures went before @throws Problem sign-in-wrong, sign-in-locked
 */
export async function signIn(pool: pg.Pool, typed: { name: string; password: string }, from: From) {
  const name = guardName(typed.name)
  const outcome = await asSession(pool, async (db): Promise<Outcome> => {
    if (await isLocked(db, name)) return 'locked'
    const account = await known(db, name)
    if (!(await isPassword(account?.hash ?? undefined, typed.password)) || !account) {
      return (await failed(db, name)) ? 'locked' : 'wrong'
    }
    const names = [account.userName, ...(account.phone === null ? [] : [account.phone])]
    const failures = await succeeded(db, names)
    const posts = await postsOf(db, account.id)
    const strong = needsSecondFactor(posts.map(({ kind }) => kind as Parameters<typeof needsSecondFactor>[0][number]))
    const step: Step = account.enrolled ? 'code' : strong ? 'enrolment' : 'done'
    const token = await openSession(db, { account: account.id, step, post: posts[0]?.id ?? null }, from)
    return { token, failures }
  })
  if (outcome === 'wrong') throw problem('sign-in-wrong')
  if (outcome === 'locked') throw problem('sign-in-locked')
  return outcome
}

/** Completes a sign-in by a code of the second factor. @returns the session's new token @throws Problem code-wrong, sign-in-locked */
export async function giveCode(pool: pg.Pool, secrets: Secrets, token: string, code: string): Promise<string> {
  const outcome = await asSession(pool, async (db): Promise<{ token: string } | 'none' | 'wrong' | 'locked'> => {
    const session = await readSession(db, token, true)
    if (session?.step !== 'code') return 'none'
    const guard = `code:${session.account}`
    if (await isLocked(db, guard)) return 'locked'
    if (!(await passes(db, secrets, session.account, code))) return (await failed(db, guard)) ? 'locked' : 'wrong'
    await succeeded(db, [guard])
    return { token: await renewSession(db, session.id, 'done') }
  })
  if (outcome === 'none') throw problem('sign-in-needed')
  if (outcome === 'wrong') throw problem('code-wrong')
  if (outcome === 'locked') throw problem('sign-in-locked')
  return outcome.token
}

/** Wears another of the posts that one holds. @throws Problem not-found */
export async function wear(pool: pg.Pool, session: SignedIn, post: number): Promise<void> {
  if (!session.posts.some(({ id }) => id === post)) throw problem('not-found')
  await asSession(pool, (db) => db.run(sql`update session set post = ${post} where id = ${session.id}`))
}
