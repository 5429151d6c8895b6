import { z } from 'zod'
import type { enterpriseFiles } from '#core/contract/enterpriseFiles.ts'
import { InspectionRow } from '#core/contract/enterprises.ts'
import { Id, type Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

/** The moment to the microsecond beside the row: milliseconds would not tell rows of one page from those of the next. */
const Row = InspectionRow.extend({ key: z.string() })
const Key = z.tuple([z.iso.datetime({ precision: 6 }), Id])
const Total = z.object({ n: z.number().int() })

/** One page of the inspections of an enterprise, the latest first, with the number of all pages. @throws Problem not-found */
export async function listInspections(
  db: Db,
  id: number,
  { after, limit }: PageAsked,
): Promise<Output<typeof enterpriseFiles.inspections>> {
  if ((await db.run(sql`select from enterprise e where e.id = ${id}::integer`)) === 0) throw problem('not-found')
  const { n } = await db.one(
    Total,
    sql`select count(*)::int as n from inspection v where v.enterprise = ${id}::integer`,
  )
  const from = after === undefined ? undefined : readKey(Key, after)
  const rows = await db.many(
    Row,
    sql`select v.id, v.kind, v.inspector, v.inspected_at as "inspectedAt", v.findings,
        to_char(v.inspected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
      from inspection v where v.enterprise = ${id}::integer
        and ${from ? sql`(v.inspected_at, v.id) < (${from[0]}::timestamptz, ${from[1]}::integer)` : sql`true`}
      order by v.inspected_at desc, v.id desc limit ${limit + 1}::integer`,
  )
  const { rows: shown, next } = pageOf(rows, limit, ({ key, id: row }) => [key, row])
  return { id, total: n, rows: shown.map(({ key: _key, ...row }) => row), next }
}
