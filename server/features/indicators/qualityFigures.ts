import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Figure } from '#core/contract/indicators.ts'
import type { QUALITY_INDICATORS } from '#core/contract/qualityIndicators.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Asked, enterprisesAsked } from '../../filter/asked.ts'
import { qualityOf, qualityUntil, refusedOf } from '../../filter/sums/sensorQuality.ts'

type Part = Figure['parts'][number]
/** Figures of quality that are an amount of another. */
export type ShareId = Exclude<keyof typeof QUALITY_INDICATORS, 'sensors-stuck' | 'clocks-skewed'>
const Shared = z.object({ rows: z.number().int(), n: z.coerce.number(), of: z.coerce.number() })

/** Which of the quality of each sensor is summed, over what, and which sensors are its rows. */
const SUMS: Readonly<Record<Exclude<ShareId, 'readings-refused'>, readonly [span: 'today' | 'month', n: Sql, of: Sql, rows: Sql]>> = {
  'online-today': ['today', sql`q.online`, sql`q.served`, sql`q.served`],
  'online-month': ['month', sql`q.online`, sql`q.served`, sql`q.served`],
  'readings-received': ['month', sql`q.received`, sql`q.expected`, sql`q.expected + q.received`],
  'readings-late': ['month', sql`q.late`, sql`q.known`, sql`q.late`],
} // prettier-ignore

/** One whole part: an amount of another, over the rows that it opens. */
export async function shareParts(db: Db, asked: Asked, filter: Filter, id: ShareId): Promise<Part[]> {
  const { now } = asked.ground
  const enterprises = sql`select e.id from enterprise e where ${enterprisesAsked(asked, filter)}`
  const sensors = sql`select m.id from sensor m join hazard_source s on s.id = m.hazard_source where s.enterprise in (${enterprises})`
  const shared = await db.one(
    Shared,
    id === 'readings-refused' ? refusedShare(enterprises, sensors, now) : sumOf(id, sensors, now),
  )
  return [{ part: 'all', n: shared.rows, of: null, share: { n: shared.n, of: shared.of } }]
}

function sumOf(id: keyof typeof SUMS, sensors: Sql, now: Sql): Sql {
  const [span, n, of, rows] = SUMS[id]
  return sql`select (count(*) filter (where ${rows} > 0))::int as rows, coalesce(sum(${n}), 0)::float8 as n, coalesce(sum(${of}), 0)::float8 as of
    from ${qualityOf(sensors, span, now)} q`
}

const refusedShare = (enterprises: Sql, sensors: Sql, now: Sql): Sql =>
  sql`with refused as (select ${refusedOf(sql`o.id`, 'month', now)} as n from (${enterprises}) o (id))
    select (count(*) filter (where n > 0))::int as rows, coalesce(sum(n), 0)::float8 as n,
      case when ${qualityUntil(now)} is null then 0
        else coalesce(sum(n), 0) + (select coalesce(sum(q.received), 0) from ${qualityOf(sensors, 'month', now)} q) end::float8 as of from refused`
