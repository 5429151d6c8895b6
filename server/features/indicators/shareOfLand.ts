import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Figure } from '#core/contract/indicators.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Asked } from '../../filter/asked.ts'
import { isTold } from '../../filter/coverage/faults.ts'
import { isOneOf } from '../../filter/ground.ts'
import { rowsOfPart } from '../../filter/parts/partRows.ts'

type Part = Figure['parts'][number]
type LandShareId = 'territory-coverage' | 'people-coverage'
const Shared = z.object({ rows: z.number().int(), n: z.number(), of: z.number() })

/** Land or nodes that are covered, of all there is; its rows are what is not. Nothing for those whom the proof is not told. */
export async function landShare(db: Db, asked: Asked, filter: Filter, id: LandShareId): Promise<Part[]> {
  if (!(await isTold(db))) return []
  const rows = rowsOfPart(asked, filter, { id, part: 'all', side: 'n' })
  if (rows.kind !== 'fault') throw new Error(`rows of ${id} are no faults`)
  const amounts = id === 'territory-coverage' ? landOf(asked, filter) : nodesOf(filter)
  const { rows: n, ...share } = await db.one(
    Shared,
    sql`select amount.n::float8 as n, amount.of::float8 as of, (select count(*) from ${rows.from})::int as rows from (${amounts}) amount`,
  )
  return [{ part: 'all', n, of: null, share }]
}

const gridsAsked = ({ grid }: Filter): Sql => (grid ? isOneOf(sql`g.id`, grid) : sql`true`)

/** m² on the ellipsoid: of the district where all of it is in scope and no grid is asked for, else of each grid by itself. */
function landOf({ ground }: Asked, filter: Filter): Sql {
  const pieces =
    filter.grid || ground.role === 'grid'
      ? sql`select g.geom from grid g where g.level = 3 and ${gridsAsked(filter)}`
      : sql`select d.geom from district d where d.geom is not null`
  const amiss = sql`(select st_union(t.geom) as geom from coverage_territory t where t.geom && piece.geom) amiss`
  return sql`select coalesce(sum(st_area(piece.geom::geography)), 0) as of,
      coalesce(sum(st_area(piece.geom::geography) - case when amiss.geom is null then 0
        else st_area(st_collectionextract(st_intersection(piece.geom, amiss.geom), 3)::geography) end), 0) as n
    from (${pieces}) piece left join lateral ${amiss} on true`
}

const nodesOf = (filter: Filter): Sql => sql`select count(*) as of, count(*) filter (where g.id not in (select c.grid from app.coverage_nodes() c)) as n
  from grid g where ${gridsAsked(filter)}` // prettier-ignore
