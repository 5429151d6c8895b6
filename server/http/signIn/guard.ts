import { z } from 'zod'
import { lockOf } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { lockedUntil, problem } from '../problems.ts'

/** Days after which failures in a row are forgotten. */
const FORGOTTEN_DAYS = 1

/**
 * The name that was typed, as failures are counted by: known or not, so that a lock tells nothing either. It is in small letters; what
 * else is counted of an account, `CODE 7`, is in capitals, so that nobody can type it.
 */
export const guardName = (typed: string): string => typed.trim().toLowerCase().slice(0, 200)

/** How long a name is locked from now on. */
export interface Lock {
  readonly seconds: number
  readonly until: string
}
const Locked = z.object({ seconds: z.number().int(), until: z.iso.datetime() })
const lockColumns = sql`
  greatest(1, ceil(extract(epoch from locked_until - app.now())))::integer as seconds, locked_until as until`

/**
 * The lock on a name, if there is one. The name stays taken for this transaction, so that guesses come one at a time; a lock of its
 * row would not do, for before the first failure there is none.
 */
export async function lockOn(db: Db, name: string): Promise<Lock | undefined> {
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
  return db.maybe(
    Locked,
    sql`select ${lockColumns} from sign_in_guard where name = ${name} and locked_until > app.now()`,
  )
}

/** Counts a failure; every fifth in a row locks the name, each time for twice as long. @returns the lock that this brought */
export async function failed(db: Db, name: string): Promise<Lock | undefined> {
  const { failures } = await db.one(
    z.object({ failures: z.number().int() }),
    sql`insert into sign_in_guard as g (name, failures, failed_at) values (${name}, 1, app.now())
      on conflict (name) do update set failed_at = app.now(),
        failures = case when g.failed_at < app.now() - ${`${FORGOTTEN_DAYS} days`}::interval then 1 else g.failures + 1 end
      returning failures`,
  )
  const lock = lockOf(failures)
  if (lock === 0) return undefined
  return db.one(
    Locked,
    sql`update sign_in_guard set locked_until = app.now() + ${lock} * interval '1 millisecond' where name = ${name}
      returning ${lockColumns}`,
  )
}

/** Forgets the failures of names. @returns how many there were in a row, for the person to be told */
export async function succeeded(db: Db, names: readonly string[]): Promise<number> {
  const rows = await db.many(
    z.object({ failures: z.number().int() }),
    sql`delete from sign_in_guard where name = any (${[...names]}::text[]) returning failures`,
  )
  return rows.reduce((sum, { failures }) => sum + failures, 0)
}

/** What came of a guess: what it opened, or why it opened nothing. */
export type Guess<Opened> = { readonly right: Opened } | { readonly wrong: true } | { readonly locked: Lock }

/**
 * Lets one guess against a name, which is counted where it is wrong: the transaction must commit whatever comes of it.
 * @param of undefined where the guess is wrong
 * @param refused is told why, to record it
 */
export async function guess<Opened>(
  db: Db,
  name: string,
  of: () => Promise<Opened | undefined>,
  refused: (reason: 'wrong' | 'locked') => Promise<void>,
): Promise<Guess<Opened>> {
  const locked = await lockOn(db, name)
  if (locked) {
    await refused('locked')
    return { locked }
  }
  const right = await of()
  if (right !== undefined) {
    await succeeded(db, [name])
    return { right }
  }
  await refused('wrong')
  const brought = await failed(db, name)
  return brought ? { locked: brought } : { wrong: true }
}

/** What a guess opened. @throws Problem of the code that is given, sign-in-locked */
export function opened<Opened>(of: Guess<Opened>, wrong: 'sign-in-wrong' | 'code-wrong'): Opened {
  if ('right' in of) return of.right
  throw 'locked' in of ? lockedUntil(of.locked) : problem(wrong)
}
