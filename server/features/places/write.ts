import { z } from 'zod'
import type { ChangedPlace, NewPlace } from '#core/contract/places.ts'
import type { Position } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { toWgs84 } from '../../files/datum.ts'
import { supervised } from '../../filter/places.ts'
import { problem } from '../../http/problems.ts'
import { refusing } from './refusals.ts'
import { lost, unchanged } from './seen.ts'

const Written = z.object({ id: z.number().int() })
/** Decimals of a degree that are kept: a centimetre. */
const DECIMALS = 7

/** A drawn ring as it is stored: WGS 84, closed, by the datum that it was given in. */
function geometryOf({ ring, datum }: NewPlace['boundary']): Sql {
  const corners = ring.map((at) => toWgs84(at, datum).map((degrees) => Number(degrees.toFixed(DECIMALS))) as Position)
  const [first, last] = [corners[0]!, corners.at(-1)!]
  const closed = first[0] === last[0] && first[1] === last[1] ? corners : [...corners, first]
  return sql`st_setsrid(st_geomfromgeojson(${JSON.stringify({ type: 'Polygon', coordinates: [closed] })}), 4326)`
}

const columns = sql`kind, name, code, address, manager, manager_code, manager_enterprise, person, phone, safety_manager, safety_manager_phone,
  emergency_contact, emergency_phone, floors, area, units, lead_department, source`
const valuesOf = (facts: Omit<NewPlace, 'boundary'>): Sql => sql`
  ${facts.kind}::text, ${facts.name}::text, ${facts.code}::text, ${facts.address}::text, ${facts.manager}::text, ${facts.managerCode}::text,
  ${facts.managerEnterprise}::integer, ${facts.person}::text, ${facts.phone}::text, ${facts.safetyManager}::text,
  ${facts.safetyManagerPhone}::text, ${facts.emergencyContact}::text, ${facts.emergencyPhone}::text, ${facts.floors}::smallint,
  ${facts.area}::double precision, ${facts.units}::integer, ${facts.leadDepartment}::integer, 'person'`

/** A ring that crosses itself has more than a name wrong with it: three corners are the least of a valid one. */
function expectRing({ ring }: NewPlace['boundary']) {
  if (new Set(ring.map(String)).size < 3) throw problem('invalid-request', undefined, 'body.boundary.ring')
}

/** Opens the file of a park or tower. @throws Problem not-allowed, entry-refused */
export async function addPlace(db: Db, { boundary, ...facts }: NewPlace): Promise<{ id: number }> {
  expectRing(boundary)
  return refusing(
    db.one(
      Written,
      sql`insert into place (${columns}, geom, source_datum) values (${valuesOf(facts)}, ${geometryOf(boundary)}, ${boundary.datum})
        returning id`,
    ),
  )
}

/** Writes the facts of a park or tower anew. @throws Problem not-found, not-allowed, entry-refused, entry-changed */
export async function changePlace(
  db: Db,
  id: number,
  { boundary, seen, ...facts }: ChangedPlace,
): Promise<{ id: number }> {
  if (boundary) expectRing(boundary)
  const moved = boundary ? sql`, geom, source_datum` : sql``
  const to = boundary ? sql`, ${geometryOf(boundary)}, ${boundary.datum}::text` : sql``
  const changed = await refusing(
    db.maybe(
      Written,
      sql`update place p set (${columns}${moved}) = (select ${valuesOf(facts)}${to})
        where p.id = ${id}::integer and ${supervised} and ${unchanged(sql`p`, seen)} returning p.id`,
    ),
  )
  return changed ?? (await lost(db, sql`place p where p.id = ${id}::integer and ${supervised}`))
}
