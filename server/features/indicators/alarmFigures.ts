import { z } from 'zod'
import { type ALARM_INDICATORS, ALARM_TREND_DAYS } from '#core/contract/alarmIndicators.ts'
import type { Filter } from '#core/contract/filter.ts'
import { type Figure, INDICATORS } from '#core/contract/indicators.ts'
import { ALARM_CAUSES, ALARM_KINDS } from '#core/domain/alarmActs.ts'
import { dayOfChina } from '#core/domain/hazardLoop.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Asked } from '../../filter/asked.ts'
import { ALARM_DEFINITIONS } from '../../filter/parts/alarmDefinitions.ts'
import type { OfAlarms } from '../../filter/parts/part.ts'
import { rowsOfPart } from '../../filter/parts/partRows.ts'

type Part = Figure['parts'][number]
export type AlarmIndicatorId = keyof typeof ALARM_INDICATORS

const DAY = 86_400_000
/** The parts of a figure of alarms, in their order. */
function partsOf(id: AlarmIndicatorId, now: number): readonly string[] {
  const { part } = INDICATORS[id]
  if (part === 'day')
    return Array.from({ length: ALARM_TREND_DAYS }, (_, at) => dayOfChina(now - (ALARM_TREND_DAYS - 1 - at) * DAY))
  return { all: ['all'], 'alarm-kind': ALARM_KINDS, 'alarm-cause': ALARM_CAUSES }[part]
}

const Counted = z.object({ part: z.string(), n: z.number().int(), of: z.number().int() })
const Spanned = z.object({
  n: z.number().int(),
  waiting: z.number().int(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
})

/** The parts of a figure of alarms, counted by the same predicate that opens them. */
export async function alarmParts(db: Db, asked: Asked, filter: Filter, id: AlarmIndicatorId): Promise<Part[]> {
  const { span }: OfAlarms = ALARM_DEFINITIONS[id]
  const rows = (part: string, side: 'n' | 'of') => sql`alarm a where ${rowsOfPart(asked, filter, { id, part, side }).where}` // prettier-ignore
  if (span) return [await spanned(db, rows('all', 'n'), span)]
  const isRate = INDICATORS[id].shape === 'rate'
  const each = partsOf(id, asked.ground.at.getTime()).map(
    (part) => sql`select ${part}::text as part, (select count(*)::int from ${rows(part, 'n')}) as n,
      ${isRate ? sql`(select count(*)::int from ${rows(part, 'of')})` : sql`0`} as of`,
  )
  const counted = await db.many(Counted, join(each, sql` union all `))
  return counted.map(({ part, n, of }) => ({ part, n, of: isRate ? of : null }))
}

/** Ranks of how long the rows took; what has not ended counts as longer than any that has. */
async function spanned(db: Db, rows: Sql, span: Sql): Promise<Part> {
  const { n, waiting, median, p90 } = await db.one(
    Spanned,
    sql`select count(*)::int as n, (count(*) filter (where seconds = 'infinity'))::int as waiting,
        nullif(percentile_disc(0.5) within group (order by seconds), 'infinity') as median,
        nullif(percentile_disc(0.9) within group (order by seconds), 'infinity') as p90
      from (select coalesce(extract(epoch from ${span})::float8, 'infinity') as seconds from ${rows}) spans`,
  )
  return { part: 'all', n, of: null, waiting, span: n === 0 ? null : { median, p90 } }
}
