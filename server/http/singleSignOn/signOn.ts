import type pg from 'pg'
import { asSession, type Db, type Who } from '../../db/db.ts'
import { actAs, record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { lockedUntil, problem } from '../problems.ts'
import { enter, known, type Known, namesOf } from '../signIn/enter.ts'
import { type Lock, lockOn } from '../signIn/guard.ts'
import { type From, masked, NOBODY, personName } from '../signIn/sessionRows.ts'
import { boundAccount } from './bindings.ts'
import type { Told } from './provider.ts'

type Reason = 'refused' | 'unknown' | 'locked'
type Outcome = { readonly token: string } | { readonly locked: Lock } | 'unknown'

/** Records that nobody came in by single sign-on, and why. */
const refusal = (db: Db, reason: Reason, name?: string) =>
  record(db, {
    act: 'sign-in-failed',
    topic: 'single_sign_on',
    details: { reason, ...(name !== undefined && { name: masked(name) }) },
  })

/** The same where the way back from the provider was not the way there. */
export const recordRefusal = (pool: pg.Pool, who: Who): Promise<void> =>
  asSession(pool, (db) => refusal(db, 'refused'), { person: NOBODY, ...who })

/** The first lock on any name of an account. */
async function lockOf(db: Db, account: Known): Promise<Lock | undefined> {
  for (const name of namesOf(account)) {
    const lock = await lockOn(db, name)
    if (lock) return lock
  }
  return undefined
}

/**
 * Signs in whoever the provider says it is, where that is an active account here. No account is ever made by this.
 * @returns the token of the cookie @throws Problem sign-on-unknown, sign-in-locked
 */
export async function signOn(pool: pg.Pool, told: Told, from: From, who: Who): Promise<string> {
  const outcome = await asSession(
    pool,
    async (db): Promise<Outcome> => {
      await actAs(db, { person: NOBODY })
      const bound = await boundAccount(db, told)
      const account = bound === undefined ? undefined : await known(db, sql`a.id = ${bound}`)
      if (!account) {
        await refusal(db, 'unknown', told.email ?? told.subject)
        return 'unknown'
      }
      await actAs(db, { account: account.id, person: personName(account) })
      const locked = await lockOf(db, account)
      if (locked) {
        await refusal(db, 'locked')
        return { locked }
      }
      return { token: await enter(db, account, { entry: 'single-sign-on', strong: told.strong }, from) }
    },
    who,
  )
  if (outcome === 'unknown') throw problem('sign-on-unknown')
  if ('locked' in outcome) throw lockedUntil(outcome.locked)
  return outcome.token
}
