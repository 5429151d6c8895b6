import { Place } from '#core/contract/places.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** The places in scope, by kind and name. */
export const listPlaces = (db: Db): Promise<Place[]> =>
  db.many(
    Place,
    sql`select p.id, p.kind, p.name, p.grid, json_build_array(st_x(at), st_y(at)) as centre
    from place p, lateral (select st_pointonsurface(p.geom) as at) inside order by p.kind, p.name`,
  )
