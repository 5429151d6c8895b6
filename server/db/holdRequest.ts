import type { Db } from './db.ts'
import { sql } from './sql.ts'

/**
 * Whoever sends the same request at once waits here until the first is done, to the end of the transaction: the second then finds what the
 * first made, and answers the same. Called before anything is read of what the request made.
 */
export async function holdRequest(db: Db, request: string): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${request}::uuid::text, 62))`)
}
