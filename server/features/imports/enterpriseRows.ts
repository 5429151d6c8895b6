import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { join, sql, Sql } from '../../db/sql.ts'
import type { Datum } from '../../files/datum.ts'
import { type EnterpriseRow, fieldsOf } from './enterprises.ts'
import { FIELD_KINDS } from './fields.ts'
import type { EnterpriseMapping } from './mapping.ts'

/** Rows of one statement. */
const BATCH = 4_000

/** How many rows of a file were new, different and as they were. */
export const Merged = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() })
export type Merged = z.infer<typeof Merged>

/** A name of this code's own, as SQL. */
const word = (text: string) => new Sql([text], [])
const COMMA = sql`, `

/** Adds what is new and changes what differs, in the columns that the mapping fills; the others stay as they are. */
function merge(mapping: EnterpriseMapping, datum: Datum, rows: readonly EnterpriseRow[]): Sql {
  const kinds = fieldsOf(mapping).map((field) => FIELD_KINDS[field])
  const located = mapping.columns.lng !== undefined && mapping.columns.lat !== undefined
  const names = [...kinds.map(({ column }) => column), 'initials', ...(located ? ['geom'] : [])].map(word)
  const typed = [...kinds.map(({ column, type }) => `${column} ${type}`), 'initials text'].map(word)
  const of = (alias: string) => join(names.map((name) => sql`${word(alias)}.${name}`), COMMA) // prettier-ignore
  const origin = sql`'import', ${datum}::text`
  return sql`
    with incoming as (
      select *, st_setsrid(st_makepoint(lng, lat), 4326) as geom
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as r (identifier text, lng double precision, lat double precision, ${join(typed, COMMA)})),
    changed as (
      update enterprise e set (source, source_datum, ${join(names, COMMA)}) = row(${origin}, ${of('r')})
      from incoming r
      where e.scheme = ${mapping.scheme} and e.identifier = r.identifier and (${of('e')}) is distinct from (${of('r')})
      returning 1),
    added as (
      insert into enterprise (scheme, identifier, source, source_datum, ${join(names, COMMA)})
      select ${mapping.scheme}, r.identifier, ${origin}, ${of('r')} from incoming r
      where not exists (select from enterprise e where e.scheme = ${mapping.scheme} and e.identifier = r.identifier)
      returning 1)
    select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed,
      (select count(*)::int from incoming) - (select count(*)::int from added) - (select count(*)::int from changed) as unchanged`
}

/** Merges the rows into the book by scheme and identifier, within the transaction of `db`. */
export async function mergeEnterprises(
  db: Db,
  { mapping, datum, onProgress }: { mapping: EnterpriseMapping; datum: Datum; onProgress: (share: number) => void },
  rows: readonly EnterpriseRow[],
): Promise<Merged> {
  // the search index takes its entries in one go; autovacuum sorts them in soon after
  await db.run(sql`set local gin_pending_list_limit = '64MB'`)
  const sum = { added: 0, changed: 0, unchanged: 0 }
  for (let at = 0; at < rows.length; at += BATCH) {
    const merged = await db.one(Merged, merge(mapping, datum, rows.slice(at, at + BATCH)))
    sum.added += merged.added
    sum.changed += merged.changed
    sum.unchanged += merged.unchanged
    onProgress(Math.min(1, (at + BATCH) / rows.length))
  }
  return sum
}
