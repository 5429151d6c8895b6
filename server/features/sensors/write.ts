import { z } from 'zod'
import type { ChangedSensor, NewSensor, SensorBody, VideoBody } from '#core/contract/sensors.ts'
import { standardLimits } from '#core/domain/gasLimits.ts'
import { VIDEO } from '#core/domain/sensors.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { refusing } from './refusals.ts'
import { expectLink, type Hosts } from './videos.ts'

const Written = z.object({ id: z.number().int() })
const BASIS = [
  '有限值就要写明依据（标准、设计文件或操作规程）；请填写依据。',
  'Limits need what they rest on (standard, design or operating rules): give the basis.',
] as const

const sensorColumns = sql`gateway, code, name, kind, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, limits_basis, cadence,
  tank, part, enabled`
const videoColumns = sql`code, name, kind, link, part, enabled`

/** What the limits rest on: as told, or the standard where they are its own. @throws Problem entry-refused */
function basisOf(body: SensorBody): string | null {
  const { limitLowLow, limitLow, limitHigh, limitHighHigh, limitsBasis } = body
  if (limitsBasis !== null) return limitsBasis
  if ([limitLowLow, limitLow, limitHigh, limitHighHigh].every((limit) => limit === null)) return null
  const standard = standardLimits(body.kind, body.gas)
  const isStandard =
    standard !== undefined &&
    limitLowLow === null &&
    body.unit === standard.unit &&
    limitLow === standard.low &&
    limitHigh === standard.high &&
    limitHighHigh === standard.highHigh
  if (isStandard) return standard.basis
  throw problem('entry-refused', BASIS, 'body.limitsBasis')
}

const valuesOf = (body: SensorBody): Sql => sql`
  ${body.gateway}::integer, ${body.code}::text, ${body.name}::text, ${body.kind}::text, ${body.gas}::text, ${body.unit}::text,
  ${body.rangeLow}::double precision, ${body.rangeHigh}::double precision, ${body.limitLowLow}::double precision,
  ${body.limitLow}::double precision, ${body.limitHigh}::double precision, ${body.limitHighHigh}::double precision,
  ${basisOf(body)}::text, ${body.cadence}::integer, ${body.tank}::integer, ${body.part}::text, ${body.enabled}::boolean`

const videoValues = ({ code, name, kind, link, part }: VideoBody): Sql =>
  sql`${code}::text, ${name}::text, ${kind}::text, ${link}::text, ${part}::text, true`

/** Columns that a body writes, and its values. @throws Problem entry-refused */
function writing(body: SensorBody | VideoBody, hosts: Hosts): { columns: Sql; values: Sql } {
  if (body.kind !== VIDEO) return { columns: sensorColumns, values: valuesOf(body) }
  expectLink(body.link, hosts)
  return { columns: videoColumns, values: videoValues(body) }
}

/** Adds a sensor to a source. @throws Problem not-found, not-allowed, entry-refused */
export async function addSensor(
  db: Db,
  { source, ...body }: z.output<typeof NewSensor>,
  hosts: Hosts,
): Promise<{ id: number }> {
  const seen = await db.run(sql`select from hazard_source s where s.id = ${source}::integer`)
  if (seen === 0) throw problem('not-found')
  const { columns, values } = writing(body, hosts)
  return refusing(
    db.one(
      Written,
      sql`insert into sensor (hazard_source, ${columns}) values (${source}::integer, ${values}) returning id`,
    ),
  )
}

/** Writes a sensor anew. @throws Problem not-found, not-allowed, entry-refused, entry-changed */
export async function changeSensor(
  db: Db,
  id: number,
  { seen, ...body }: z.output<typeof ChangedSensor>,
  hosts: Hosts,
): Promise<{ id: number }> {
  await expectSensor(db, id)
  const { columns, values } = writing(body, hosts)
  const changed = await refusing(
    db.maybe(
      Written,
      sql`update sensor m set (${columns}) = (select ${values})
        where m.id = ${id}::integer and date_trunc('milliseconds', m.changed_at) = ${seen}::timestamptz returning m.id`,
    ),
  )
  if (changed) return changed
  throw problem((await mayKeep(db, id)) ? 'entry-changed' : 'not-allowed')
}

/** Removes a sensor without values. @throws Problem not-found, not-allowed, entry-refused */
export async function removeSensor(db: Db, id: number): Promise<{ done: boolean }> {
  await expectSensor(db, id)
  const gone = await refusing(db.run(sql`delete from sensor m where m.id = ${id}::integer`))
  if (gone === 0) throw problem('not-allowed')
  return { done: true }
}

/** @throws Problem not-found where no such sensor is in scope */
export async function expectSensor(db: Db, id: number): Promise<void> {
  if ((await db.run(sql`select from sensor m where m.id = ${id}::integer`)) === 0) throw problem('not-found')
}
const mayKeep = async (db: Db, id: number) =>
  (await db.run(sql`select from sensor m where m.id = ${id}::integer and app.keeps_sensors(m.hazard_source)`)) > 0
