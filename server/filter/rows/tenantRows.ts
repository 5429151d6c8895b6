import { z } from 'zod'
import { TenantRow } from '#core/contract/tenants.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { middle } from '../places.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { pageOf, readKey } from './key.ts'

/** Columns of TenantRow over the tenant `t` of the place `p`. */
export const tenantColumns = sql`t.id, t.place, p.name as "placeName", t.name, t.room, t.industry, t.contact, t.since,
  json_build_array(st_x(${middle}), st_y(${middle})) as position`

const Key = z.tuple([z.number().int()])

/** Tenants without a file in scope under `where`, as they were written down. */
export async function tenantPage(db: Db, where: Sql, { after, limit }: PageAsked) {
  const [id] = after === undefined ? [0] : readKey(Key, after)
  const rows = await db.many(
    TenantRow,
    sql`select ${tenantColumns} from tenant t join place p on p.id = t.place
      where ${where} and t.id > ${id}::integer order by t.id limit ${limit + 1}::integer`,
  )
  return pageOf(rows, limit, (row) => [row.id])
}
