import { z } from 'zod'
import type { Output } from '#core/contract/route.ts'
import { type ChangedTank, type TankBody, TankRow, type tanks } from '#core/contract/tanks.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { toWgs84 } from '../../files/datum.ts'
import { problem } from '../../http/problems.ts'
import { refusing } from './refusals.ts'

const Written = z.object({ id: z.number().int() })
const Kept = z.object({ mayKeep: z.boolean() })

/** Tanks of a source by tag. @throws Problem not-found */
export async function listTanks(db: Db, source: number): Promise<Output<typeof tanks.list>> {
  const kept = await db.maybe(
    Kept,
    sql`select app.keeps_sensors(s.id) as "mayKeep" from hazard_source s where s.id = ${source}::integer`,
  )
  if (!kept) throw problem('not-found')
  const rows = await db.many(
    TankRow,
    sql`select t.id, t.tag, t.kind, t.diameter, held.extent, held.capacity, held.density, t.substance, b.name as "substanceName", t.heading,
        case when place.geom is not null then json_build_array(st_x(place.geom), st_y(place.geom)) end as position,
        t.changed_at as "changedAt", t.changed_by as "changedBy"
      from tank t left join tank_inventory held on held.tank = t.id left join tank_place place on place.tank = t.id
        left join hazard_source_substance b on b.id = t.substance
      where t.hazard_source = ${source}::integer order by t.tag collate "C"`,
  )
  return { rows, ...kept }
}

const columns = sql`tag, kind, diameter, extent, capacity, density, substance, heading, geom`
function valuesOf({ position, ...tank }: TankBody): Sql {
  const at = position && toWgs84(position.at, position.datum)
  const geom = at ? sql`st_setsrid(st_makepoint(${at[0]}::double precision, ${at[1]}::double precision), 4326)` : sql`null::geometry` // prettier-ignore
  return sql`${tank.tag}::text, ${tank.kind}::text, ${tank.diameter}::double precision, ${tank.extent}::double precision,
    ${tank.capacity}::double precision, ${tank.density}::double precision, ${tank.substance}::integer, ${tank.heading}::smallint, ${geom}`
}

/** Writes a tank down. @throws Problem not-found, not-allowed, entry-refused */
export async function addTank(db: Db, source: number, body: TankBody): Promise<{ id: number }> {
  if ((await db.run(sql`select from hazard_source s where s.id = ${source}::integer`)) === 0) throw problem('not-found')
  return refusing(
    db.one(
      Written,
      sql`insert into tank (hazard_source, ${columns}) values (${source}::integer, ${valuesOf(body)}) returning id`,
    ),
  )
}

const unchanged = (id: number, seen: string): Sql =>
  sql`t.id = ${id}::integer and date_trunc('milliseconds', t.changed_at) = ${seen}::timestamptz`
/** Why nothing was written. @throws Problem not-found, not-allowed, entry-changed */
async function lost(db: Db, id: number): Promise<never> {
  const kept = await db.maybe(
    Kept,
    sql`select app.keeps_sensors(t.hazard_source) as "mayKeep" from tank t where t.id = ${id}::integer`,
  )
  throw problem(!kept ? 'not-found' : kept.mayKeep ? 'entry-changed' : 'not-allowed')
}

/** Writes a tank anew. @throws Problem not-found, not-allowed, entry-refused, entry-changed */
export async function changeTank(db: Db, id: number, { seen, ...body }: ChangedTank): Promise<{ id: number }> {
  const changed = await refusing(
    db.maybe(
      Written,
      sql`update tank t set (${columns}) = (select ${valuesOf(body)}) where ${unchanged(id, seen)} returning t.id`,
    ),
  )
  return changed ?? (await lost(db, id))
}

/** Removes a tank. @throws Problem not-found, not-allowed, entry-refused, entry-changed */
export async function removeTank(db: Db, id: number, seen: string): Promise<{ done: boolean }> {
  const gone = await refusing(db.run(sql`delete from tank t where ${unchanged(id, seen)}`))
  if (gone === 0) await lost(db, id)
  return { done: true }
}
