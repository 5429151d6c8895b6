import { z } from 'zod'
import type { Standardization } from '#core/contract/enterpriseFiles.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const Done = z.object({ done: z.boolean() })
const dayWithoutLevel = [
  '没有达标等级就没有有效期；请选择等级，或清空有效期。',
  'Without a level there is no last day: choose a level, or leave the day empty.',
] as const

/**
 * Writes how an enterprise stands in standardization. Who may is judged by the database.
 * @throws Problem not-found where it lies outside the scope or is not one's own to write, entry-refused where a day has no level
 */
export async function standardize(db: Db, enterprise: number, { level, until }: Standardization): Promise<void> {
  if (level === null && until !== null) throw problem('entry-refused', dayWithoutLevel, 'body.until')
  const { done } = await db.one(
    Done,
    sql`select app.set_standardization(${enterprise}::integer, ${level}::smallint, ${until}::date) as done`,
  )
  if (!done) throw problem('not-found')
}
