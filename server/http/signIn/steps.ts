import { z } from 'zod'
import { needsSecondFactor, PASSWORD_DAYS, type PostKind } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Entry, Step } from './sessionRows.ts'

const Aged = z.object({ aged: z.boolean() })

/** What a session waits for once its second factor is settled: whoever came by a password that is too old, for another. */
export async function lastStep(
  db: Db,
  { account, entry }: { account: number; entry: Entry },
): Promise<'password' | 'done'> {
  if (entry !== 'password') return 'done'
  const { aged } = await db.one(
    Aged,
    sql`select exists (select from password where account = ${account}
      and set_at <= app.now() - ${`${PASSWORD_DAYS} days`}::interval) as aged`,
  )
  return aged ? 'password' : 'done'
}

/** How one came in, and what is known of the account. */
export interface Entering {
  readonly account: number
  readonly entry: Entry
  /** Kinds of the posts that are held now. */
  readonly kinds: readonly PostKind[]
  /** A second factor is in force here. */
  readonly enrolled: boolean
  /** The provider of single sign-on says that it asked for one. */
  readonly strong?: boolean
}

/** What sign-in waits for first. */
export async function firstStep(db: Db, entering: Entering): Promise<Step> {
  const { kinds, enrolled, strong = false } = entering
  if (!strong && enrolled) return 'code'
  if (!strong && needsSecondFactor(kinds)) return 'enrolment'
  return lastStep(db, entering)
}
