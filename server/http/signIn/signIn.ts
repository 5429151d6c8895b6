import type pg from 'pg'
import { z } from 'zod'
import { needsSecondFactor } from '#core/domain/posts.ts'
import { asSession, type Db, type Who } from '../../db/db.ts'
import { actAs, record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../problems.ts'
import { failed, guardName, isLocked, succeeded } from './guard.ts'
import { isPassword } from './passwords.ts'
import { passes } from './secondFactor.ts'
import type { Secrets } from './secrets.ts'
import {
  type From,
  openSession,
  personName,
  readSession,
  renewSession,
  type SignedIn,
  type Step,
} from './sessionRows.ts'

const Known = z.object({
  id: z.number().int(),
  userName: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  hash: z.string().nullable(),
  enrolled: z.boolean(),
})

/** The active account of a user name or phone. */
const known = (db: Db, name: string) =>
  db.maybe(
    Known,
    sql`select a.id, a.user_name as "userName", a.name, a.phone, p.hash,
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

/** Who tries a name that nobody bears. */
const NOBODY = '（未登录）'
/** A name that nobody bears as the audit keeps it: it may be a password that was typed into the wrong field. */
const masked = (name: string): string => `${name.slice(0, 2)}…（${name.length}）`

type Outcome = { readonly token: string; readonly failures: number } | 'wrong' | 'locked'

/**
 * Signs in by user name or phone and password. Unknown names, wrong passwords and people who left are answered alike and
 * take as long; what is counted against a name stays counted, though the answer is a refusal.
 * @returns the token of the cookie and how many failures went before @throws Problem sign-in-wrong, sign-in-locked
 */
export async function signIn(pool: pg.Pool, typed: { name: string; password: string }, from: From, who: Who = {}) {
  const name = guardName(typed.name)
  const outcome = await asSession(
    pool,
    async (db): Promise<Outcome> => {
      const locked = await isLocked(db, name)
      const account = await known(db, name)
      await actAs(db, account ? { account: account.id, person: personName(account) } : { person: NOBODY })
      const refuse = async (reason: 'wrong' | 'locked', answer: 'wrong' | 'locked' = reason) => {
        await record(db, {
          act: 'sign-in-failed',
          topic: 'session',
          details: { reason, ...(!account && { name: masked(name) }) },
        })
        return answer
      }
      if (locked) return refuse('locked')
      if (!(await isPassword(account?.hash ?? undefined, typed.password)) || !account) {
        return refuse('wrong', (await failed(db, name)) ? 'locked' : 'wrong')
      }
      const names = [account.userName, ...(account.phone === null ? [] : [account.phone])]
      const failures = await succeeded(db, names)
      const posts = await postsOf(db, account.id)
      const strong = needsSecondFactor(posts.map(({ kind }) => kind as Parameters<typeof needsSecondFactor>[0][number]))
      const step: Step = account.enrolled ? 'code' : strong ? 'enrolment' : 'done'
      const token = await openSession(db, { account: account.id, step, post: posts[0]?.id ?? null }, from)
      await record(db, { act: 'sign-in', topic: 'session', details: { by: 'password', step } })
      return { token, failures }
    },
    who,
  )
  if (outcome === 'wrong') throw problem('sign-in-wrong')
  if (outcome === 'locked') throw problem('sign-in-locked')
  return outcome
}

/** Completes a sign-in by a code of the second factor. @returns the session's new token @throws Problem code-wrong, sign-in-locked */
export async function giveCode(
  pool: pg.Pool,
  secrets: Secrets,
  { token, code }: { token: string; code: string },
  who: Who = {},
): Promise<string> {
  const outcome = await asSession(
    pool,
    async (db): Promise<{ token: string } | 'none' | 'wrong' | 'locked'> => {
      const session = await readSession(db, token, true)
      if (session?.step !== 'code') return 'none'
      await actAs(db, { account: session.account, person: personName(session) })
      const refuse = async (reason: 'wrong' | 'locked', answer: 'wrong' | 'locked' = reason) => {
        await record(db, { act: 'sign-in-failed', topic: 'second_factor', ids: [session.account], details: { reason } })
        return answer
      }
      const guard = `code:${session.account}`
      if (await isLocked(db, guard)) return refuse('locked')
      if (!(await passes(db, secrets, session.account, code)))
        return refuse('wrong', (await failed(db, guard)) ? 'locked' : 'wrong')
      await succeeded(db, [guard])
      await record(db, { act: 'sign-in', topic: 'session', ids: [session.id], details: { by: 'code', step: 'done' } })
      return { token: await renewSession(db, session.id, 'done') }
    },
    who,
  )
  if (outcome === 'none') throw problem('sign-in-needed')
  if (outcome === 'wrong') throw problem('code-wrong')
  if (outcome === 'locked') throw problem('sign-in-locked')
  return outcome.token
}

/** Wears another of the posts that one holds. @throws Problem not-found */
export async function wear(pool: pg.Pool, session: SignedIn, post: number, who: Who = {}): Promise<void> {
  const worn = session.posts.find(({ id }) => id === post)
  if (!worn) throw problem('not-found')
  await asSession(
    pool,
    async (db) => {
      await db.run(sql`update session set post = ${post} where id = ${session.id}`)
      await record(db, { act: 'wear', topic: 'post', ids: [post], details: { kind: worn.kind } })
    },
    who,
  )
}
