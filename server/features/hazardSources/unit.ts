import { z } from 'zod'
import type { Position } from '#core/contract/route.ts'
import { type ChangedUnit, type NewUnit, SourceUnit } from '#core/contract/sourceUnits.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { toWgs84 } from '../../files/datum.ts'
import { problem } from '../../http/problems.ts'
import { expectSource } from './inventory.ts'
import { refusing } from './refusals.ts'

const Written = z.object({ id: z.number().int() })
/** Decimals of a degree that are kept: a centimetre. */
const DECIMALS = 7

/** A drawn ring as it is stored: WGS 84, closed. @throws Problem invalid-request where it has no three corners */
function geometryOf({ ring, datum }: NewUnit['bound']): Sql {
  if (new Set(ring.map(String)).size < 3) throw problem('invalid-request', undefined, 'body.bound.ring')
  const corners = ring.map((at) => toWgs84(at, datum).map((degrees) => Number(degrees.toFixed(DECIMALS))) as Position)
  const [first, last] = [corners[0]!, corners.at(-1)!]
  const closed = first[0] === last[0] && first[1] === last[1] ? corners : [...corners, first]
  return sql`st_setsrid(st_geomfromgeojson(${JSON.stringify({ type: 'Polygon', coordinates: [closed] })}), 4326)`
}
/** Corners of the exterior ring to the centimetre. */
const ringOf = (area: Sql): Sql => sql`st_asgeojson(st_exteriorring(${area}), 7)::json -> 'coordinates'`

/** The unit that a source is. @throws Problem not-found */
export async function readUnit(db: Db, id: number): Promise<SourceUnit> {
  const found = await db.maybe(
    SourceUnit,
    sql`select s.name, s.unit_kind as "unitKind", coalesce(place.exact, false) as exact,
        case when e.footprint is not null then ${ringOf(sql`e.footprint`)} end as boundary,
        case when b.id is not null then json_build_object('form', b.form, 'ring', ${ringOf(sql`b.geom`)}, 'area', st_area(b.geom::geography),
          'reason', b.reason, 'beyond', app.beyond_plant(s.enterprise, b.geom), 'changedBy', b.changed_by,
          'changedAt', to_char(b.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as bound,
        app.source_seen(s.id) as seen, app.may_keep(s.enterprise) as "mayPlace"
      from hazard_source s join enterprise e on e.id = s.enterprise left join hazard_source_place place on place.hazard_source = s.id
        left join source_bound b on b.hazard_source = s.id
      where s.id = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}

/** Adds a source with its bound. @throws Problem not-found, not-allowed, entry-refused */
export async function addUnit(db: Db, enterprise: number, body: NewUnit): Promise<{ id: number }> {
  if ((await db.run(sql`select from enterprise e where e.id = ${enterprise}::integer`)) === 0)
    throw problem('not-found')
  const { name, unitKind, form, bound, reason } = body
  return refusing(
    db.one(
      Written,
      sql`select app.add_source(${enterprise}::integer, ${name}, ${unitKind}, ${form}, ${geometryOf(bound)}, ${bound.datum}, ${reason}) as id`,
    ),
  )
}

const NO_FORM = ['有边界就要说明边界是什么；请选择。', 'A bound needs to say what it is: choose.'] as const
/** Writes the unit anew. @throws Problem not-found, not-allowed, entry-changed, entry-refused */
export async function changeUnit(db: Db, id: number, body: ChangedUnit): Promise<Record<string, never>> {
  await expectSource(db, id)
  const { name, unitKind, form, bound, reason, seen } = body
  if ((bound === null) !== (form === null)) throw problem('entry-refused', NO_FORM, 'body.form')
  const ground = bound ? geometryOf(bound) : sql`null::geometry`
  await refusing(
    db.run(
      sql`select app.place_source(${id}::integer, ${name}, ${unitKind}, ${form}, ${ground}, ${bound?.datum ?? null}, ${reason}, ${seen}::timestamptz)`,
    ),
  )
  return {}
}
