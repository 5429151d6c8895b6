import { z } from 'zod'
import { PlaceTenant, type tenants } from '#core/contract/tenants.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Ground, groundOf } from '../../filter/ground.ts'
import { present, supervised } from '../../filter/places.ts'
import { besideEnterprise } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

type Asked = Input<typeof tenants.list>['query']
const Key = z.tuple([z.number().int(), z.number().int()])
const Total = z.object({ total: z.number().int() })
const Ranked = PlaceTenant.extend({ rank: z.number().int(), key: z.number().int() })

/** @throws Problem not-found where the place lies outside the scope or is a block */
export async function expectPlace(db: Db, id: number): Promise<void> {
  if ((await db.run(sql`select from place p where p.id = ${id}::integer and ${supervised}`)) === 0)
    throw problem('not-found')
}

/** Enterprises that sit there by their file; what a linked row knows of room and lease stands beside. Worst risk first. */
const byFile = (id: number): Sql => sql`
  select e.urgency::int as rank, e.id as key, t.id as tenant, e.id as enterprise, e.name
  from enterprise e left join lateral (select t.id from tenant t
    where t.enterprise = e.id and t.place = e.place and ${present} order by t.id desc limit 1) t on true
  where e.place = ${id}::integer`
/** Rows of those without a file, before all others. */
const byRow = (id: number): Sql => sql`
  select 0 as rank, t.id as key, t.id as tenant, null::integer as enterprise, t.name
  from tenant t where t.place = ${id}::integer and t.enterprise is null and ${present}`
/** Rows of those who left, the latest written first. */
const byFormerRow = (id: number): Sql => sql`
  select 0 as rank, -t.id as key, t.id as tenant, (select e.id from enterprise e where e.id = t.enterprise) as enterprise, t.name
  from tenant t where t.place = ${id}::integer and not ${present}`

function wanted(id: number, { state, file }: Asked): Sql {
  if (state === 'former') {
    const linked = { with: sql`t.enterprise is not null`, without: sql`t.enterprise is null` }
    return file ? sql`${byFormerRow(id)} and ${linked[file]}` : byFormerRow(id)
  }
  if (file === 'with') return byFile(id)
  return file === 'without' ? byRow(id) : join([byRow(id), byFile(id)], sql` union all `)
}

/** What a page shows of each line: class, hazards and the latest visit of those with a file, room and contact of those with a row. */
const shownAs = (ground: Ground, lines: Sql): Sql => sql`
  select line.rank, line.key, line.tenant, line.enterprise, line.name, t.room, coalesce(e.industry, t.industry) as industry, e.class, e.risk, e.status,
    coalesce(standing.open, 0) as "hazardsOpen", coalesce(standing.overdue, 0) as "hazardsOverdue", last.inspected_at as "inspectedAt",
    coalesce(t.contact, e.safety_manager) as contact,
    case when t.contact is not null or e.id is null then own.phone else theirs.safety_manager_phone end as phone, t.since, t.until,
    t.changed_at as "changedAt"
  from (${lines}) line
  left join enterprise e on e.id = line.enterprise
  left join tenant t on t.id = line.tenant
  left join tenant_contact own on own.tenant = t.id
  left join enterprise_contact theirs on theirs.enterprise = e.id
  ${besideEnterprise(ground)}
  order by line.rank, line.key`

/** One page of the tenants of a park or tower. @throws Problem not-found */
export async function listTenants(db: Db, id: number, asked: Asked): Promise<Output<typeof tenants.list>> {
  await expectPlace(db, id)
  const ground = await groundOf(db)
  const { after, limit, search } = asked
  const [rank, key] = after === undefined ? [-1, 0] : readKey(Key, after)
  const held = search === undefined ? sql`true` : sql`position(lower(${search}) in lower(name)) > 0`
  const lines = sql`select * from (${wanted(id, asked)}) sitting where ${held}`
  const { total } = await db.one(Total, sql`select count(*)::int as total from (${lines}) counted`)
  const page = sql`${lines} and (rank, key) > (${rank}::int, ${key}::int) order by rank, key limit ${limit + 1}::integer`
  const shown = pageOf(await db.many(Ranked, shownAs(ground, page)), limit, (row) => [row.rank, row.key])
  return { total, next: shown.next, rows: shown.rows.map(({ rank: _, key: __, ...row }) => row) }
}
