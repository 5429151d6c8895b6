import { z } from 'zod'
import { InspectionListed } from '#core/contract/inspections.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { pageOf, readKey } from './key.ts'

const Key = z.tuple([z.iso.datetime({ precision: 6 }), z.number().int()])
const Row = InspectionListed.extend({ moment: z.string() })

/** Columns of InspectionListed over the inspection `v`. */
export const inspectionColumns = sql`v.id, v.request, v.enterprise, (select n.name from enterprise n where n.id = v.enterprise) as "enterpriseName",
  v.kind, v.inspector, v.inspected_at as "inspectedAt", v.findings,
  case when v.request is not null then (select count(*)::int from hazard f where f.inspection = v.id and f.state = 'voided') end as voided, v.state, v.version, v.distance_m as "distanceM",
  case when v.request is not null then v.checked_in_at is not null end as "checkedIn", v.no_check_in as "noCheckIn"`

/** Inspections in scope under `where`, the latest first. */
export async function inspectionPage(db: Db, where: Sql, { after, limit }: PageAsked) {
  const from = after === undefined ? undefined : readKey(Key, after)
  const rows = await db.many(
    Row,
    sql`select ${inspectionColumns}, to_char(v.inspected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment
      from inspection v where ${where}
        and ${from ? sql`(v.inspected_at, v.id) < (${from[0]}::timestamptz, ${from[1]}::integer)` : sql`true`}
      order by v.inspected_at desc, v.id desc limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, ({ moment, id }) => [moment, id])
  return { next: page.next, rows: page.rows.map(({ moment: _, ...row }) => row) }
}
