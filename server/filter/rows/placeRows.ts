import { z } from 'zod'
import { PlaceRow } from '#core/contract/places.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'
import { middle, present } from '../places.ts'
import { hazardOpen, hazardOverdueAt } from '../predicate.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { pageOf, readKey } from './key.ts'

/** Columns of PlaceRow over the place `p` and what stands beside it. */
export const placeColumns = sql`
  p.id, p.kind, p.name, p.code, p.grid, (select g.name from grid g where g.id = p.grid) as "gridName",
  coalesce(p.manager, (select m.name from enterprise m where m.id = p.manager_enterprise)) as "managerName",
  p.manager_enterprise is not null and not exists (select from enterprise m where m.id = p.manager_enterprise) as "managerHidden", p.person,
  (select count(*)::int from enterprise e where e.place = p.id) as tenants,
  (select count(*)::int from tenant t where t.place = p.id and t.enterprise is null and ${present}) as "tenantsWithoutFile",
  standing.open as "hazardsOpen", standing.overdue as "hazardsOverdue",
  json_build_array(st_x(${middle}), st_y(${middle})) as position`

/** Beside the place `p`: the open hazards of its tenants as `standing`. */
export const besidePlace = ({ now }: Ground): Sql => sql`cross join lateral (
  select count(*)::int as open, (count(*) filter (where ${hazardOverdueAt(now)}))::int as overdue
  from enterprise e join hazard h on h.enterprise = e.id where e.place = p.id and ${hazardOpen}) standing`

const Key = z.tuple([z.enum(['park', 'tower']), z.string(), z.number().int()])

/** Places in scope under `where`, parks first, by name: a page stays right while rows come and go. */
export async function placePage(db: Db, ground: Ground, where: Sql, { after, limit }: PageAsked) {
  const [kind, name, id] = after === undefined ? (['', '', 0] as const) : readKey(Key, after)
  const rows = await db.many(
    PlaceRow,
    sql`with page as (
        select p.id from place p where ${where} and (p.kind, p.name, p.id) > (${kind}::text, ${name}::text, ${id}::integer)
        order by p.kind, p.name, p.id limit ${limit + 1}::integer)
      select ${placeColumns} from page join place p using (id) ${besidePlace(ground)} order by p.kind, p.name, p.id`,
  )
  return pageOf(rows, limit, (row) => [row.kind, row.name, row.id])
}
