import { z } from 'zod'
import type { patrols } from '#core/contract/patrols.ts'
import { Position, type Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { isUnwalked } from '../../filter/streets.ts'
import { rulesJson } from './rules.ts'

type Answer = Output<typeof patrols.streets>
const Head = z.object({ at: z.string(), rules: z.object({ near: z.number(), recent: z.number(), keep: z.number() }) })
const Grid = z.object({ grid: z.number().int(), name: z.string(), lengthM: z.number(), unwalkedM: z.number(), unrecordedM: z.number() }) // prettier-ignore
const Line = z.object({ grid: z.number().int(), recorded: z.boolean(), line: z.array(Position) })

/** How much of the streets of each grid in scope nobody walked within the days of the rule, and where. */
export async function readStreets(db: Db, grid: number | undefined): Promise<Answer> {
  const asked = grid === undefined ? sql`s.grid is not null` : sql`s.grid = ${grid}::integer`
  const head = await db.one(Head, sql`select app.iso(app.now()) as at, ${rulesJson} as rules`)
  const unwalked = isUnwalked(sql`app.now()`)
  const grids = await db.many(
    Grid,
    sql`select g.id as grid, g.name, sum(s.length_m) as "lengthM", coalesce(sum(s.length_m) filter (where ${unwalked}), 0) as "unwalkedM",
        coalesce(sum(s.length_m) filter (where s.walked_at is null), 0) as "unrecordedM"
      from patrol_piece s join grid g on g.id = s.grid where ${asked} group by g.id, g.name order by 4 desc, g.id`,
  )
  // stretches of a road that follow on each other are one line; corners that lie on it within a centimetre are left out
  const lines = await db.many(
    Line,
    sql`select s.grid, s.recorded, (st_asgeojson(st_simplify(l.geom, 0.0000001), 6)::json -> 'coordinates') as line
      from (select s.grid, s.walked_at is not null as recorded, st_linemerge(st_collect(s.geom order by s.id)) as geom
        from patrol_piece s where ${asked} and ${unwalked} group by s.road, s.grid, s.walked_at is not null) s cross join lateral st_dump(s.geom) l`,
  )
  return { ...head, grids, lines }
}
