import { z } from 'zod'
import type { Db } from '../../../db/db.ts'
import { sql } from '../../../db/sql.ts'
import { FileRefused } from '../../../files/rows.ts'
import type { Merging } from '../enterpriseRows.ts'
import type { KindName } from '../mapping.ts'
import type { Merged } from '../merged.ts'

/** Rows of one statement. */
const BATCH = 4_000

const Next = z.object({ last: z.number().nullable(), n: z.number() })
const Published = z.object({ added: z.number(), changed: z.number() })

/**
 * SQLSTATEs that say that the book is not any more as it was when the rows were staged: an enterprise or a unit is gone, a name is taken, a
 * file says another place.
 */
const OUTDATED = ['AJ003', '23503', '23505', '23P01']
const MOVED = 'tenant_elsewhere'

async function asStaged<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown }
    if (!OUTDATED.includes(String(code)) && constraint !== MOVED) throw error
    throw new FileRefused(
      '暂存之后企业或名称有变动，没有写入任何数据；请重新检查该文件。',
      'Enterprises or names have changed since it was staged, and nothing was written: check the file again.',
    )
  }
}

const publishRows = (db: Db, { stage, as }: Merging, after: number, last: number) =>
  asStaged(
    db.one(
      Published,
      sql`select added, changed from app.publish_kind_rows(${stage}::integer, ${as}::integer, ${after}::integer, ${last}::integer)`,
    ),
  )

/**
 * Merges the good rows of a stage into the book by the key of their kind, within the transaction of `db`.
 * @throws FileRefused where the book has changed so that they fit no more
 */
export async function mergeKind(db: Db, capability: KindName, merging: Merging): Promise<Merged> {
  const { stage, rows, onProgress } = merging
  const sum = { added: 0, changed: 0 }
  let done = 0
  let after = 0
  // a row of a later batch may end the stay that one of this batch follows
  if (capability === 'tenants') await db.raw(sql`set constraints tenant_taken deferred`)
  for (;;) {
    const { last, n } = await db.one(
      Next,
      sql`select max(row) as last, count(*)::int as n from (
        select row from import_row where stage = ${stage}::integer and row > ${after}::integer and not rejected
        order by row limit ${BATCH}::integer) batch`,
    )
    if (last === null) break
    const { added, changed } = await publishRows(db, merging, after, last)
    sum.added += added
    sum.changed += changed
    done += n
    after = last
    await onProgress(Math.min(1, done / rows))
  }
  if (capability === 'tenants') await asStaged(db.raw(sql`set constraints tenant_taken immediate`))
  if (capability === 'departments' && sum.added + sum.changed > 0) await db.raw(sql`select app.find_owners()`)
  return { ...sum, unchanged: done - sum.added - sum.changed }
}
