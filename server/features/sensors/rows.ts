import { z } from 'zod'
import { SensorRow, type sensors } from '#core/contract/sensors.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { sensorColumns, sensorRows } from '../../filter/rows/sensorRows.ts'

type Asked = Input<typeof sensors.list>['query']
const Key = z.tuple([z.number().int(), z.string(), z.number().int()])
const Total = z.object({ total: z.number().int() })

/** Sensors in scope, by source and tag. @throws Problem invalid-request */
export async function listSensors(
  db: Db,
  { source, enterprise, state, after, limit }: Asked,
): Promise<Output<typeof sensors.list>> {
  const [from, code, id] = after === undefined ? [0, '', 0] : readKey(Key, after)
  const where = sql`(${source ?? null}::integer is null or m.hazard_source = ${source ?? null}::integer)
    and (${enterprise ?? null}::integer is null or s.enterprise = ${enterprise ?? null}::integer)
    and (${state ?? null}::text is null or live.state = ${state ?? null}::text)`
  const { total } = await db.one(Total, sql`select count(*)::int as total from ${sensorRows} where ${where}`)
  const rows = await db.many(
    SensorRow,
    sql`select ${sensorColumns} from ${sensorRows} where ${where}
      and (m.hazard_source, m.code collate "C", m.id) > (${from}::integer, ${code}::text collate "C", ${id}::integer)
      order by m.hazard_source, m.code collate "C", m.id limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, (row) => [row.source, row.code, row.id])
  return { total, ...page, at: (await nowOf(db)).toISOString() }
}
