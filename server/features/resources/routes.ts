import { z } from 'zod'
import { Resource, resources } from '#core/contract/resources.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import type { Serve } from '../../http/serve.ts'

const Key = z.tuple([z.string(), z.string(), z.number().int()])
const Total = z.object({ total: z.number().int() })

/** A text as a part of another: its signs stand for themselves. */
const partOf = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

interface Asked {
  readonly kind?: string | undefined
  readonly grid?: number | undefined
  readonly search?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

function whereOf({ kind, grid, search }: Asked): Sql {
  const ofKind = kind === undefined ? sql`true` : sql`r.kind = ${kind}`
  const inGrid = grid === undefined ? sql`true` : sql`territory.grid = ${grid}::integer`
  const named =
    search === undefined ? sql`true` : sql`(r.name ilike ${partOf(search)} or r.owner ilike ${partOf(search)})`
  return sql`${ofKind} and ${inGrid} and ${named}`
}
const placed = sql`resource r left join lateral app.territory_at(r.geom) territory on true`

/** A page of the resources in scope. */
async function page(db: Db, asked: Asked) {
  const where = whereOf(asked)
  const [kind, name, id] = asked.after === undefined ? ['', '', 0] : readKey(Key, asked.after)
  const rows = await db.many(
    Resource,
    sql`select r.id, r.kind, r.name, r.owner, r.enterprise, r.address,
        case when r.geom is not null then json_build_array(st_x(r.geom), st_y(r.geom)) end as position, territory.grid, r.contact,
        contact.phone, r.quantity, r.unit, r.checked_on::text as "checkedOn", r.valid_until::text as "validUntil"
      from ${placed} left join resource_contact contact on contact.resource = r.id
      where ${where} and (r.kind, r.name, r.id) > (${kind}, ${name}, ${id}::integer)
      order by r.kind, r.name, r.id limit ${asked.limit + 1}::integer`,
  )
  const { total } = await db.one(Total, sql`select count(*)::int as total from ${placed} where ${where}`)
  return { total, ...pageOf(rows, asked.limit, (row) => [row.kind, row.name, row.id]) }
}

/** Emergency resources 应急资源; policies say who sees which. */
export function resourceRoutes(serve: Serve): void {
  serve(resources.list, ({ query }, db) => page(db, query))
}
