import type pg from 'pg'
import { z } from 'zod'
import { asSession, type Who } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { guess, opened } from './guard.ts'
import { isPassword } from './passwords.ts'

const Kept = z.object({ hash: z.string() })

/**
 * Whoever is signed in says the password of the account once more, before what a borrowed session must not do. Wrong ones are recorded and
 * lock as at sign-in. @throws Problem sign-in-wrong, sign-in-locked
 */
export async function provePassword(pool: pg.Pool, account: number, password: string, who: Who): Promise<void> {
  const outcome = await asSession(
    pool,
    async (db) => {
      const kept = await db.maybe(Kept, sql`select hash from password where account = ${account}`)
      const right = async () => (await isPassword(kept?.hash, password)) || undefined
      const refused = (reason: 'wrong' | 'locked') =>
        record(db, { act: 'sign-in-failed', topic: 'password', details: { reason } })
      return guess(db, `PASSWORD ${account}`, right, refused)
    },
    who,
  )
  opened(outcome, 'sign-in-wrong')
}
