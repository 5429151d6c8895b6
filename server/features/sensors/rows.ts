import { z } from 'zod'
import { SourceLive } from '#core/contract/sensorQuality.ts'
import type { sensors } from '#core/contract/sensors.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { SILENT_CADENCES } from '#core/domain/sensors.ts'
import type { Db } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import { sensorPage, sensorRows } from '../../filter/rows/sensorRows.ts'

type Asked = Input<typeof sensors.list>['query']
const Total = z.object({ total: z.number().int() })

/** Sensors in scope, by source and tag. @throws Problem invalid-request */
export async function listSensors(
  db: Db,
  { source, enterprise, state, after, limit }: Asked,
): Promise<Output<typeof sensors.list>> {
  const where = sql`(${source ?? null}::integer is null or m.hazard_source = ${source ?? null}::integer)
    and (${enterprise ?? null}::integer is null or s.enterprise = ${enterprise ?? null}::integer)
    and (${state ?? null}::text is null or live.state = ${state ?? null}::text)`
  const { total } = await db.one(Total, sql`select count(*)::int as total from ${sensorRows} where ${where}`)
  const page = await sensorPage(db, where, { after, limit })
  return { total, ...page, at: (await nowOf(db)).toISOString() }
}

/** How live each source in scope is. */
export async function liveSources(db: Db): Promise<Output<typeof sensors.sources>> {
  const rows = await db.many(
    SourceLive,
    sql`select s.id as source, s.enterprise, count(*)::int as sensors, (count(*) filter (where live.state = 'late'))::int as late,
        (count(*) filter (where live.state = 'silent'))::int as silent, min(aged.age) as age,
        min(${SILENT_CADENCES}::integer * m.cadence - aged.age) filter (where live.state <> 'silent') as "silentIn"
      from ${sensorRows} where m.enabled group by s.id order by s.id`,
  )
  return { at: (await nowOf(db)).toISOString(), rows }
}
