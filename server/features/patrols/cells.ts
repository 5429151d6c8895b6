import { z } from 'zod'
import { MOST_CELLS, PatrolCell, type patrols } from '#core/contract/patrols.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, sql } from '../../db/sql.ts'
import { boxOf } from '../../filter/predicate.ts'
import { problem } from '../../http/problems.ts'

/** Cells of grids beyond which those without anybody are not counted. */
const MOST_COUNTED = 300_000
const Head = z.object({ at: z.string(), today: z.string(), visits: z.number().int(), tracks: z.number().int() })
const Unseen = z.object({ unseen: z.number().int().nullable() })

/** When somebody was last seen, by cells. By row-level security those of the grids in scope. @throws Problem invalid-request */
export async function readCells(
  db: Db,
  { grid, box, from, until, source }: Input<typeof patrols.cells>['query'],
): Promise<Output<typeof patrols.cells>> {
  const where = join(
    [
      sql`true`,
      ...(grid === undefined ? [] : [sql`c.grid = ${grid}::integer`]),
      ...(box ? [sql`st_intersects(c.centre, ${boxOf(box)})`] : []),
      ...(from === undefined ? [] : [sql`d.day >= ${from}::date`]),
      ...(until === undefined ? [] : [sql`d.day <= ${until}::date`]),
    ],
    sql` and `,
  )
  const days = sql`patrol_cell_day d join patrol_cell c on c.cell = d.cell where ${where}`
  const ofSource = source === undefined ? sql`true` : sql`d.visit = ${source === 'visits'}::boolean`
  const { at, today, visits, tracks } = await db.one(
    Head,
    sql`select app.iso(app.now()) as at, app.day_of(app.now())::text as today, coalesce(sum(d.n) filter (where d.visit), 0)::int as visits,
      coalesce(sum(d.n) filter (where not d.visit), 0)::int as tracks from ${days}`,
  )
  const found = await db.many(
    PatrolCell.extend({ placed: z.boolean() }),
    sql`select s.cell::float8 as cell, s.n, s.placed, app.iso(s.last_at) as "lastAt",
        case when s.days <= 0 then 'today' when s.days <= 7 then 'week' when s.days <= 30 then 'month' when s.days <= 90 then 'quarter' else 'older' end as age
      from (select d.cell, bool_or(c.grid is not null) as placed, sum(d.n)::int as n, max(d.last_at) as last_at, app.day_of(app.now()) - app.day_of(max(d.last_at)) as days
        from ${days} and ${ofSource} group by d.cell) s order by s.cell limit ${MOST_CELLS + 1}::integer`,
  )
  if (found.length > MOST_CELLS)
    throw problem(
      'invalid-request',
      [
        `范围内超过 ${MOST_CELLS} 个单元；请选一个网格，或把图放大。`,
        `More than ${MOST_CELLS} cells: choose a grid, or a smaller box.`,
      ],
      'query.box',
    )
  const unseen = box ? null : await countUnseen(db, grid, found.filter(({ placed }) => placed).length)
  // whoever was seen beyond every grid leaves none of them less unseen
  return { at, today, cells: found.map(({ placed: _, ...cell }) => cell), points: { visits, tracks }, unseen }
}

/** Cells with their centre in the level-3 grids in scope, less those in which somebody was seen. */
async function countUnseen(db: Db, grid: number | undefined, seen: number): Promise<number | null> {
  const { unseen } = await db.one(
    Unseen,
    sql`with g as materialized (select g.geom from grid g where g.level = 3 and app.reads_patrols(g.id) and ${grid === undefined ? sql`true` : sql`g.id = ${grid}::integer`}),
      boxed as (select coalesce(sum((st_xmax(g.geom) - st_xmin(g.geom)) * (st_ymax(g.geom) - st_ymin(g.geom)) * 1112 * 1112), 0) as most from g)
      select case when b.most <= ${MOST_COUNTED}::integer then greatest(0, (select count(*)::int from g
        cross join lateral generate_series(floor(st_ymin(g.geom) * 1112)::integer, floor(st_ymax(g.geom) * 1112)::integer) y
        cross join lateral (select app.patrol_columns((y + 0.5) / 1112.0) as n) k
        cross join lateral generate_series(floor(st_xmin(g.geom) * k.n)::integer, floor(st_xmax(g.geom) * k.n)::integer) x
        where st_intersects(g.geom, st_setsrid(st_makepoint((x + 0.5) / k.n, (y + 0.5) / 1112.0), 4326))) - ${seen}::integer) end as unseen from boxed b`,
  )
  return unseen
}
