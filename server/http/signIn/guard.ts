import { z } from 'zod'
import { lockOf } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Days after which failures in a row are forgotten. */
const FORGOTTEN_DAYS = 1

const Guard = z.object({ failures: z.number().int(), locked: z.boolean() })

/** The name that was typed, as failures are counted by: known or not, so that a lock tells nothing either. */
export const guardName = (typed: string): string => typed.trim().toLowerCase().slice(0, 200)

/** Whether a name is locked now. The row stays locked for this transaction, so that guesses come one at a time. */
export async function isLocked(db: Db, name: string): Promise<boolean> {
  const found = await db.maybe(
    Guard,
    sql`select failures, coalesce(locked_until > app.now(), false) as locked from sign_in_guard where name = ${name} for update`,
  )
  return found?.locked ?? false
}

/** Counts a failure; every fifth in a row locks the name, each time for twice as long. @returns whether it locks now */
export async function failed(db: Db, name: string): Promise<boolean> {
  const { failures } = await db.one(
    z.object({ failures: z.number().int() }),
    sql`insert into sign_in_guard as g (name, failures, failed_at) values (${name}, 1, app.now())
      on conflict (name) do update set failed_at = app.now(),
        failures = case when g.failed_at < app.now() - ${`${FORGOTTEN_DAYS} days`}::interval then 1 else g.failures + 1 end
      returning failures`,
  )
  const lock = lockOf(failures)
  if (lock > 0)
    await db.run(
      sql`update sign_in_guard set locked_until = app.now() + ${lock} * interval '1 millisecond' where name = ${name}`,
    )
  return lock > 0
}

/** Forgets the failures of names. @returns how many there were in a row, for the person to be told */
export async function succeeded(db: Db, names: readonly string[]): Promise<number> {
  const rows = await db.many(
    z.object({ failures: z.number().int() }),
    sql`delete from sign_in_guard where name = any (${[...names]}::text[]) returning failures`,
  )
  return rows.reduce((sum, { failures }) => sum + failures, 0)
}
