import { BasemapLine } from '#core/contract/basemapLines.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Lines that are answered at most. */
const MOST = 500

/** Roads and coasts that pass through a box, each line of a compound one by itself. */
export const linesWithin = (
  db: Db,
  [west, south, east, north]: readonly [number, number, number, number],
): Promise<BasemapLine[]> =>
  db.many(
    BasemapLine,
    sql`select b.kind, b.name, st_asgeojson(part.geom, 15)::json -> 'coordinates' as line
      from basemap b, st_dump(b.geom) part,
        st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326) box
      where b.kind in ('road', 'coast') and b.geom_3857 && st_transform(box, 3857)
        and geometrytype(part.geom) = 'LINESTRING' and st_intersects(part.geom, box)
      order by b.rank, b.id, part.path limit ${MOST}::integer`,
  )
