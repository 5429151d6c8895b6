import type pg from 'pg'
import { asSession, type Db, type Who } from '../../db/db.ts'
import { actAs, record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { lockedUntil, problem } from '../problems.ts'
import { enter, known, namesOf } from './enter.ts'
import { failed, guardName, type Guess, guess, type Lock, lockOn, opened, succeeded } from './guard.ts'
import { isPassword } from './passwords.ts'
import { passes } from './secondFactor.ts'
import type { Secrets } from './secrets.ts'
import { type From, masked, NOBODY, personName, readSession, renewSession, type SignedIn } from './sessionRows.ts'
import { lastStep } from './steps.ts'

type Outcome = { readonly token: string; readonly failures: number } | { readonly locked: Lock } | 'wrong'

/**
 * Signs in by user name or phone and password. Unknown names, wrong passwords and people who left are answered alike and
 * take as long; what is counted against a name stays counted, though the answer is a refusal.
 * @returns the token of the cookie and how many failures went before @throws Problem sign-in-wrong, sign-in-locked
 */
export async function signIn(pool: pg.Pool, typed: { name: string; password: string }, from: From, who: Who = {}) {
  const spelled = guardName(typed.name)
  const outcome = await asSession(
    pool,
    async (db): Promise<Outcome> => {
      const account = await known(db, sql`a.user_name = ${spelled} or a.phone = ${spelled}`)
      // guesses by name and by phone are guesses at one account
      const name = account?.userName ?? spelled
      const lock = await lockOn(db, name)
      await actAs(db, account ? { account: account.id, person: personName(account) } : { person: NOBODY })
      const refused = (reason: 'wrong' | 'locked') =>
        record(db, {
          act: 'sign-in-failed',
          topic: 'session',
          details: { reason, ...(!account && { name: masked(name) }) },
        })
      if (lock) {
        await refused('locked')
        return { locked: lock }
      }
      if (!(await isPassword(account?.hash ?? undefined, typed.password)) || !account) {
        await refused('wrong')
        const locked = await failed(db, name)
        return locked ? { locked } : 'wrong'
      }
      const failures = await succeeded(db, namesOf(account))
      return { token: await enter(db, account, { entry: 'password' }, from), failures }
    },
    who,
  )
  if (outcome === 'wrong') throw problem('sign-in-wrong')
  if ('locked' in outcome) throw lockedUntil(outcome.locked)
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
    async (db): Promise<Guess<string> | undefined> => {
      const session = await readSession(db, token)
      if (session?.step !== 'code') return undefined
      const { account } = session
      await actAs(db, { account, person: personName(session) })
      const right = async () => ((await passes(db, secrets, account, code)) ? renewed(db, session) : undefined)
      return guess(db, `CODE ${account}`, right, (reason) =>
        record(db, { act: 'sign-in-failed', topic: 'second_factor', ids: [account], details: { reason } }),
      )
    },
    who,
  )
  if (!outcome) throw problem('sign-in-needed')
  return opened(outcome, 'code-wrong')
}

/** The session goes on to its last step. @returns its new token */
async function renewed(db: Db, session: SignedIn): Promise<string> {
  const step = await lastStep(db, session)
  await record(db, { act: 'sign-in', topic: 'session', ids: [session.id], details: { by: 'code', step } })
  return renewSession(db, session.id, step, true)
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
