import type pg from 'pg'

/** Key of the locks on stages of imports, beside which others of this kind may stand. */
const SPACE = 7_240_024

/**
 * Runs `work` while this process alone holds the lock `key`, on a connection of its own: where the process dies, PostgreSQL lets go of
 * it. @returns undefined where another holds it and it is not waited for
 */
export async function whileLocked<T>(
  pool: pg.Pool,
  key: number,
  work: () => Promise<T>,
  { wait }: { readonly wait: boolean },
): Promise<T | undefined> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    if (wait) await client.query('select pg_advisory_lock($1, $2)', [SPACE, key])
    else {
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
        SPACE,
        key,
      ])
      if (!rows[0]?.held) return undefined
    }
    try {
      return await work()
    } finally {
      await client.query('select pg_advisory_unlock($1, $2)', [SPACE, key]).catch((error: Error) => (broken = error))
    }
  } finally {
    client.release(broken)
  }
}
