import { z } from 'zod'
import { HazardSource, HazardSourceRow } from '#core/contract/hazardSources.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { type Ground, reach } from '../ground.ts'
import { pageOf, readKey } from './key.ts'

/** Columns of HazardSourceRow over the source `s` of the enterprise `e`, shown at `place`. */
const rowColumns = sql`
  s.id, s.enterprise, e.name as "enterpriseName", s.name, s.unit_kind as "unitKind",
  case when place.geom is not null then json_build_array(st_x(place.geom), st_y(place.geom)) end as position, place.exact,
  s.level, s.provisional, s.alpha_people as "alphaPeople", s.alpha, s.principal, s.technician, s.operator, s.assessed_at as "assessedAt"`
const placed = sql`hazard_source s join enterprise e on e.id = s.enterprise
  left join hazard_source_place place on place.hazard_source = s.id`

/** The count by hand of the source `s`; null without one. */
const handOf = (
  s: Sql,
): Sql => sql`case when ${s}.hand_people is not null then json_build_object('people', ${s}.hand_people, 'reason', ${s}.hand_reason,
  'until', ${s}.hand_until, 'by', ${s}.hand_by, 'at', to_char(${s}.hand_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end`
/** Columns of HazardSource; what tells of quantities is `held`, for posts that may know it. */
export const hazardSourceColumns = sql`
  ${rowColumns}, held.sum_ratio as "sumRatio", held.sum_weighted as "sumWeighted", held.r,
  ${handOf(sql`s`)} as hand,
  (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'alpha', o.alpha, 'hand', ${handOf(sql`o`)}) order by o.id), '[]')
    from hazard_source o where o.enterprise = s.enterprise and o.id <> s.id
      and (o.hand_people is not null or o.alpha is distinct from s.alpha)) as siblings,
  app.table_version() as "tableVersion", app.inventory_seal(s.id) as inventory, app.writes_inventory(s.id) as "mayWrite",
  coalesce(app.role() = 'government' and app.acting_post() = 'data-steward', false) as "mayCount",
  (select coalesce(json_agg(json_build_object('id', b.id, 'name', b.name, 'cas', b.cas, 'category', b.category,
      'quantity', q.quantity, 'critical', b.critical, 'beta', b.beta, 'betaReason', b.beta_reason, 'reference', b.reference,
      'mixture', b.mixture, 'mixtureReason', b.mixture_reason) order by b.id), '[]')
    from hazard_source_substance b left join substance_inventory q on q.substance = b.id where b.hazard_source = s.id) as substances`
/** What these are read from. */
export const hazardSourceRows = sql`${placed}
  left join hazard_source_inventory held on held.hazard_source = s.id`

/** Units below the threshold have no level and stand last. */
const rank = sql`coalesce(s.level, 5::smallint)`
const Key = z.tuple([z.number().int().min(1).max(5), z.number().int()])

/** Hazard sources in scope under `where`, highest level first, then by id; without `limit` all of them. */
export async function hazardSourcePage(db: Db, ground: Ground, where: Sql, { after, limit }: Partial<PageAsked> = {}) {
  const [level, id] = after === undefined ? [0, 0] : readKey(Key, after)
  const rows = await db.many(
    HazardSourceRow,
    sql`select ${rowColumns} from ${placed}
      where ${where} and ${reach(ground, 's')} and (${rank}, s.id) > (${level}::smallint, ${id}::integer)
      order by ${rank}, s.id limit ${limit === undefined ? null : limit + 1}::integer`,
  )
  return pageOf(rows, limit ?? rows.length, (row) => [row.level ?? 5, row.id])
}

/** The sources of one enterprise with their worked sums, highest level first. */
export const hazardSourcesOf = (db: Db, enterprise: number) =>
  db.many(
    HazardSource,
    sql`select ${hazardSourceColumns} from ${hazardSourceRows} where s.enterprise = ${enterprise}::integer order by ${rank}, s.id`,
  )

/** One source in scope; undefined where there is none. */
export const hazardSourceOf = (db: Db, id: number) =>
  db.maybe(HazardSource, sql`select ${hazardSourceColumns} from ${hazardSourceRows} where s.id = ${id}::integer`)
