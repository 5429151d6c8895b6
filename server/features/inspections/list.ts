import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import { InspectionListed, type inspections } from '#core/contract/inspections.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { listedColumns } from './file.ts'

const Key = z.tuple([z.iso.datetime({ precision: 6 }), z.number().int()])
const Row = InspectionListed.extend({ moment: z.string() })
const Total = z.object({ n: z.number().int() })

type Beside = Pick<Input<typeof inspections.list>['query'], 'enterprise' | 'kind' | 'state' | 'own'>
type Asked = Filter & PageAsked & Beside

/** One page of the inspections of the enterprises in scope and filter, the latest first; with the number of all. */
export async function listInspections(
  db: Db,
  { after, limit, enterprise, kind, state, own, ...filter }: Asked,
): Promise<Output<typeof inspections.list>> {
  const asked = await ask(db, filter)
  const where = sql`v.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})
    and ${besides({ enterprise, kind, state, own })}`
  const { n: total } = await db.one(Total, sql`select count(*)::int as n from inspection v where ${where}`)
  const from = after === undefined ? undefined : readKey(Key, after)
  const rows = await db.many(
    Row,
    sql`select ${listedColumns}, to_char(v.inspected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment
      from inspection v where ${where}
        and ${from ? sql`(v.inspected_at, v.id) < (${from[0]}::timestamptz, ${from[1]}::integer)` : sql`true`}
      order by v.inspected_at desc, v.id desc limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, ({ moment, id }) => [moment, id])
  return { total, next: page.next, rows: page.rows.map(({ moment: _, ...row }) => row) }
}

function besides({ enterprise, kind, state, own }: Beside): Sql {
  const conditions = [
    enterprise !== undefined && sql`v.enterprise = ${enterprise}::integer`,
    kind && sql`v.kind = ${kind}`,
    state && sql`v.state = ${state}`,
    own && sql`v.request is not null and app.is_own_inspection(v.inspector_account, v.inspector)`,
  ].filter((one) => one instanceof Sql)
  return conditions.length > 0 ? join(conditions, sql` and `) : sql`true`
}
