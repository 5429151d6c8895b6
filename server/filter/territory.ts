import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import type { Ground } from './ground.ts'
import { boxOf, polygonOf } from './predicate.ts'
import { sumsWhere } from './sums/lens.ts'

/** Ids of areas that a drawn shape meets: those wholly inside it, and those it cuts. */
interface Met {
  readonly inside: readonly number[]
  readonly cut: readonly number[]
}

/** What a drawn shape meets: level-3 grids, and of the cells that hold any enterprise those beyond the grids inside. */
export interface Territory {
  /** Which shapes it was found for. */
  readonly shapes: { readonly bbox: boolean; readonly polygon: boolean }
  readonly grids: Met
  /** Undefined where cells tell this reader nothing, or would be too many. */
  readonly cells: Met | undefined
}

export const NOWHERE: Territory = {
  shapes: { bbox: false, polygon: false },
  grids: { inside: [], cut: [] },
  cells: undefined,
}

/** Cells beyond which trying each of them would cost more than it saves. */
const MOST_CELLS = 20_000
/** Rows of cells in a column of them, as app.cell_of numbers them. */
const COLUMN = 262_144

/** Stands in the answer for more cells than MOST_CELLS. */
const TOO_MANY = -1

const Area = z.object({ id: z.coerce.number(), inside: z.boolean() })
const split = (areas: readonly z.output<typeof Area>[]): Met => ({
  inside: areas.filter(({ inside }) => inside).map(({ id }) => id),
  cut: areas.filter(({ inside }) => !inside).map(({ id }) => id),
})

/** Inside is properly inside, so that no enterprise on a rim is decided by the rounding of one test against another. */
const inside = (geom: Sql) => sql`
  coalesce(st_containsproperly(box, ${geom}), true) and coalesce(st_containsproperly(drawn, ${geom}), true)`
const met = (geom: Sql) =>
  sql`coalesce(st_intersects(box, ${geom}), true) and coalesce(st_intersects(drawn, ${geom}), true)`

/** Finds what the shapes of a filter meet. */
export async function territoryOf(db: Db, ground: Ground, { bbox, polygon }: Filter): Promise<Territory> {
  const none = sql`null::geometry`
  const shape = sql`shape as materialized (
    select ${bbox ? boxOf(bbox) : none} as box, ${polygon ? polygonOf(polygon) : none} as drawn)`
  const grids = split(
    await db.many(
      Area,
      sql`with ${shape} select g.id, ${inside(sql`g.geom`)} as inside
        from grid g, shape where g.level = 3 and ${met(sql`g.geom`)} order by g.id`,
    ),
  )
  const sums = sumsWhere('enterprise_count', ground, {}, ['cell', 'grid'])
  const cells = await cellsOf(db, shape, sums ? heldCells(sums, grids.inside) : anyCells)
  return { shapes: { bbox: bbox !== undefined, polygon: polygon !== undefined }, grids, cells }
}

/** Columns and rows of cells that the shapes reach: cx from … to, cy from … to. */
const rim = sql`rim as materialized (
  select least / ${COLUMN}::bigint as west, most / ${COLUMN}::bigint as east, least % ${COLUMN}::bigint as south, most % ${COLUMN}::bigint as north
  from (select
      app.cell_of(st_makepoint(greatest(st_xmin(box), st_xmin(drawn)), greatest(st_ymin(box), st_ymin(drawn)))) as least,
      app.cell_of(st_makepoint(least(st_xmax(box), st_xmax(drawn)), least(st_ymax(box), st_ymax(drawn)))) as most
    from shape) corners)`

/** The cells of the rim that hold an enterprise beyond the grids named. */
const heldCells = (sums: Sql, grids: readonly number[]): Sql => sql`
  select distinct cell from enterprise_count
  where ${sums} and n > 0 and grid <> all (${[...grids]}::integer[])
    and cell >= (select west * ${COLUMN}::bigint from rim) and cell < (select (east + 1) * ${COLUMN}::bigint from rim)
    and cell % ${COLUMN}::bigint between (select south from rim) and (select north from rim)`

/** Every cell of the rim, for readers whom no sum tells which are held. */
const anyCells = sql`
  select x * ${COLUMN}::bigint + y as cell from rim, generate_series(west, east) x, generate_series(south, north) y`

async function cellsOf(db: Db, shape: Sql, known: Sql): Promise<Met | undefined> {
  const areas = await db.many(
    Area,
    sql`with ${shape}, ${rim}, known as materialized (${known} limit ${MOST_CELLS + 1})
      select cell as id, ${inside(sql`geom`)} as inside
      from known cross join lateral app.cell_box(cell) placed(geom) cross join shape
      where (select count(*) from known) <= ${MOST_CELLS}::int and ${met(sql`geom`)}
      union all select -1, false where (select count(*) from known) > ${MOST_CELLS}::int order by 1`,
  )
  return areas[0]?.id === TOO_MANY ? undefined : split(areas)
}
