import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { initialsOf } from '../../initials.ts'
import type { Merged } from './merged.ts'

/** Rows of one statement: the more, the fewer times the same sums are written; a cancellation waits for its end. */
const BATCH = 20_000
/** Names whose initials are made before others get their turn. */
const SLICE = 100

const Named = z.object({ row: z.number(), name: z.string().nullable() })
type Named = z.infer<typeof Named>
const Published = z.object({ added: z.number(), changed: z.number() })

/** Which rows are merged: the good ones of a stage, written down as an import. */
export interface Merging {
  readonly stage: number
  readonly as: number
  readonly rows: number
  readonly onProgress: (share: number) => Promise<void>
}

const namedAfter = (db: Db, stage: number, row: number): Promise<Named[]> =>
  db.many(
    Named,
    sql`select row, made ->> 'name' as name from import_row
      where stage = ${stage}::integer and row > ${row}::integer and not rejected order by row limit ${BATCH}::integer`,
  )

/** Initials by the number of the row. Making them takes as long as a fifth of writing the rows, so others get their turn in between. */
async function initialsFor(rows: readonly Named[]): Promise<string> {
  const made: Record<string, string> = {}
  for (let at = 0; at < rows.length; at += SLICE) {
    for (const { row, name } of rows.slice(at, at + SLICE)) made[row] = initialsOf(name ?? '')
    await nextTurn()
  }
  return JSON.stringify(made)
}

/** Merges the good rows of a stage into the book by scheme and identifier, within the transaction of `db`. */
export async function mergeEnterprises(db: Db, { stage, as, rows, onProgress }: Merging): Promise<Merged> {
  // the search index takes its entries in one go; autovacuum sorts them in soon after
  await db.run(sql`set local gin_pending_list_limit = '64MB'`)
  const sum = { added: 0, changed: 0 }
  let done = 0
  let after = 0
  let batch = await namedAfter(db, stage, 0)
  let initials = await initialsFor(batch)
  while (batch.length > 0) {
    const last = batch.at(-1)?.row ?? after
    const next = await namedAfter(db, stage, last)
    // while the database writes one batch, the next is made ready
    const [merged, made] = await Promise.all([
      db.one(
        Published,
        sql`select added, changed from app.publish_rows(${stage}::integer, ${as}::integer, ${after}::integer, ${last}::integer, ${initials}::jsonb)`,
      ),
      initialsFor(next),
    ])
    sum.added += merged.added
    sum.changed += merged.changed
    done += batch.length
    after = last
    batch = next
    initials = made
    await onProgress(Math.min(1, done / rows))
  }
  return { ...sum, unchanged: done - sum.added - sum.changed }
}
