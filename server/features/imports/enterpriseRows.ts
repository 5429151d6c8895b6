import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { join, sql, Sql } from '../../db/sql.ts'
import type { Datum } from '../../files/datum.ts'
import { initialsOf } from '../../initials.ts'
import { type EnterpriseRow, fieldsOf } from './enterprises.ts'
import { FIELD_KINDS } from './fields.ts'
import type { EnterpriseMapping } from './mapping.ts'

/** Rows of one statement. */
const BATCH = 4_000
/** Rows made ready before the connection gets its turn to go on sending. */
const SLICE = 200

/** How many rows of a file were new, different and as they were. */
export const Merged = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() })
export type Merged = z.infer<typeof Merged>
const Added = z.object({ added: z.number() })

/** A name of this code's own, as SQL. */
const word = (text: string) => new Sql([text], [])
const COMMA = sql`, `

interface Origin {
  readonly mapping: EnterpriseMapping
  readonly datum: Datum
}

/** Adds the rows whose key is new; the database places them. Every field of FIELD_KINDS is known to the function. */
const addNew = ({ mapping, datum }: Origin, rows: string) =>
  sql`select app.add_enterprises(${mapping.scheme}, ${datum}, ${rows}::json) as added`

/**
 * Changes what differs, in the columns that the mapping fills; the others stay as they are. Each key is looked up by its
 * index, for within the transaction that fills a book the planner takes it for nearly empty.
 */
function changeOthers({ mapping, datum }: Origin, rows: string): Sql {
  const kinds = fieldsOf(mapping).map((field) => FIELD_KINDS[field])
  const located = mapping.columns.lng !== undefined && mapping.columns.lat !== undefined
  const names = [...kinds.map(({ column }) => column), 'initials', ...(located ? ['geom'] : [])].map(word)
  const typed = [...kinds.map(({ column, type }) => `${column} ${type}`), 'initials text'].map(word)
  const of = (alias: string) => join(names.map((name) => sql`${word(alias)}.${name}`), COMMA) // prettier-ignore
  return sql`
    with incoming as (
      select *, st_setsrid(st_makepoint(lng, lat), 4326) as geom
      from json_to_recordset(${rows}::json)
        as r (identifier text, lng double precision, lat double precision, ${join(typed, COMMA)})),
    differing as materialized (
      select known.id, r.* from incoming r
      cross join lateral (
        select * from enterprise e where e.scheme = ${mapping.scheme} and e.identifier = r.identifier limit 1) known
      where (${of('known')}) is distinct from (${of('r')}))
    update enterprise e set (source, source_datum, ${join(names, COMMA)}) = row('import', ${datum}::text, ${of('r')})
    from differing r where e.id = r.id`
}

/** The rows as the database takes them. The making of initials is most of it, so others get their turn in between. */
async function packed(rows: readonly EnterpriseRow[]): Promise<string> {
  const parts: string[] = []
  for (let at = 0; at < rows.length; at += SLICE) {
    for (const row of rows.slice(at, at + SLICE)) {
      parts.push(JSON.stringify({ ...row, initials: initialsOf(String(row['name'] ?? '')) }))
    }
    await nextTurn()
  }
  return `[${parts.join(',')}]`
}

async function write(db: Db, origin: Origin, rows: string, count: number): Promise<Merged> {
  const { added } = await db.one(Added, addNew(origin, rows))
  const changed = added === count ? 0 : await db.run(changeOthers(origin, rows))
  return { added, changed, unchanged: count - added - changed }
}

/** Merges the rows into the book by scheme and identifier, within the transaction of `db`. */
export async function mergeEnterprises(
  db: Db,
  { onProgress, ...origin }: Origin & { readonly onProgress: (share: number) => void },
  rows: readonly EnterpriseRow[],
): Promise<Merged> {
  // the search index takes its entries in one go; autovacuum sorts them in soon after
  await db.run(sql`set local gin_pending_list_limit = '64MB'`)
  const sum = { added: 0, changed: 0, unchanged: 0 }
  const batchAt = (at: number) => rows.slice(at, at + BATCH)
  let ready = await packed(batchAt(0))
  for (let at = 0; at < rows.length; at += BATCH) {
    // while the database writes one batch, the next is made ready
    const [merged, next] = await Promise.all([
      write(db, origin, ready, batchAt(at).length),
      packed(batchAt(at + BATCH)),
    ])
    ready = next
    sum.added += merged.added
    sum.changed += merged.changed
    sum.unchanged += merged.unchanged
    onProgress(Math.min(1, (at + BATCH) / rows.length))
  }
  return sum
}
