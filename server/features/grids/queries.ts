import type { z } from 'zod'
import { Department, District, Grid } from '#core/contract/grids.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { gridSubstitute } from '../../filter/parts/gridSubstitute.ts'

/** The nodes of the grid in scope: level by level, by code. */
export const listGrids = (db: Db): Promise<Grid[]> =>
  db.many(
    Grid,
    sql`select g.id, g.level, g.code, g.name, g.parent, g.department, g.person,
      (select c.phone from grid_contact c where c.grid = g.id) as phone,
      ${gridSubstitute(sql`g.id`)} as substitute,
      case when at is not null then json_build_array(st_x(at), st_y(at)) end as centre,
      st_area(g.geom::geography) as area
    from grid g left join lateral (select st_pointonsurface(g.geom) as at) inside on true order by g.level, g.code`,
  )

/** The member units, in the order of their codes. */
export const listDepartments = (db: Db): Promise<z.output<typeof Department>[]> =>
  db.many(
    Department,
    sql`select d.id, d.code, d.name, d.name_en as "nameEn", d.industries from department d order by d.code`,
  )

/** Degrees around the enterprises in scope, some hundred metres: one alone has no extent. */
const AROUND = 0.004

/** The district; null while the book is empty. */
export const readDistrict = async (db: Db): Promise<z.output<typeof District> | null> =>
  (await db.maybe(
    District,
    sql`select d.code, d.name, d.demo,
      (select json_build_array(st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box))
       from (select coalesce(
         case (select app.role())
           when 'government' then d.geom
           when 'wall' then d.geom
           when 'grid' then (select st_setsrid(st_extent(g.geom), 4326) from grid g where g.level = 3)
         end,
         (select st_expand(st_setsrid(st_extent(e.geom), 4326), ${AROUND}::float8) from enterprise e),
         d.geom) as box) known
       where box is not null) as bounds,
      array(select distinct b.source from basemap b order by b.source) as attributions
    from district d`,
  )) ?? null
