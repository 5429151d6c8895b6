import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { inspections } from '#core/contract/inspections.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { inspectionPage } from '../../filter/rows/inspectionRows.ts'

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
  return { total, ...(await inspectionPage(db, where, { after, limit })) }
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
