import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { KeptNode } from './nodes.ts'
import { refusedLand } from './refusals.ts'

const Broken = z.object({ reason: z.enum(['leaves-district', 'bares-district']), lon: z.number(), lat: z.number() })
/** What is thinner is a rounding of the lattice, metres. */
const ROUNDING = 0.0005

/**
 * The outer border may be moved to the outline of the district and along it, never away from it: no ground outside the district may come to a
 * grid, and none of the district may be left to nobody, where a centimetre or more of it then lies so by the measure of the proof of coverage.
 * What was so before may stay and be mended step by step. Without an outline of the district nothing is judged.
 * @param before the nodes as they were before the operation. @throws Problem grid-draft-refused
 */
export async function expectDistrictKept(db: Db, draft: number, before: readonly KeptNode[]): Promise<void> {
  const broken = await db.maybe(
    Broken,
    sql`with kept as (
        select st_union(st_geomfromewkb(decode(k.geom, 'hex')), 1e-9) as was, array_agg(k.node) as nodes
        from jsonb_to_recordset(${JSON.stringify(before)}::jsonb) k (node integer, geom text)),
      land as materialized (
        select d.geom as district, k.was, (select st_union(n.geom, 1e-9) from grid_draft_node n where n.draft = ${draft}::integer and n.node = any (k.nodes)) as now
        from kept k, district d where not st_isempty(d.geom)),
      came as materialized ( -- what comes to lie outside
        select p.geom from land l, st_dump(st_collectionextract(st_difference(st_difference(l.now, l.was, 1e-9), l.district, 1e-9), 3)) p
        where not st_isempty(app.eroded(app.metres_from(st_centroid(p.geom), p.geom), ${ROUNDING / 2}::float8))),
      went as materialized ( -- what of the district is given up
        select p.geom from land l, st_dump(st_collectionextract(st_intersection(st_difference(l.was, l.now, 1e-9), l.district, 1e-9), 3)) p
        where not st_isempty(app.eroded(app.metres_from(st_centroid(p.geom), p.geom), ${ROUNDING / 2}::float8))),
      ground as materialized (
        select st_difference(st_intersection(a.geom, l.district, 1e-9), (
            select coalesce(st_union(n.geom, 1e-9), 'srid=4326;polygon empty') from grid_draft_node n where n.draft = ${draft}::integer and n.level = 3 and n.geom && a.geom), 1e-9) as geom
        from land l, (select st_buffer(st_collect(w.geom), 1e-5) as geom from went w) a where a.geom is not null),
      broken as (
        select 'leaves-district' as reason, w.geom from land l, app.wide_parts(st_difference(l.now, l.district, 1e-9), st_centroid(l.now)) w (geom)
        where exists (select from came c where st_intersects(c.geom, w.geom))
        union all
        select 'bares-district', w.geom from ground g, app.wide_parts(g.geom, st_centroid(g.geom)) w (geom)
        where exists (select from went o where st_intersects(o.geom, w.geom)))
      select b.reason, st_x(p.at) as lon, st_y(p.at) as lat from broken b, lateral (select st_pointonsurface(b.geom) as at) p
      order by st_area(b.geom) desc limit 1`,
  )
  if (broken) throw refusedLand(broken)
}
