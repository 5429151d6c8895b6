import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

/** That nobody changed the row `row` since it was read; answers tell milliseconds. */
export const unchanged = (row: Sql, seen: string): Sql =>
  sql`date_trunc('milliseconds', ${row}.changed_at) = ${seen}::timestamptz`

/** Why nothing was written: what `from` names was changed since, or is not there. @throws Problem entry-changed, not-found */
export async function lost(db: Db, from: Sql): Promise<never> {
  throw problem((await db.run(sql`select from ${from}`)) > 0 ? 'entry-changed' : 'not-found')
}
