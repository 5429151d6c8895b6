import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Asked, enterprisesAsked, portionsOf } from '../asked.ts'
import { type Ground, reach, withScope } from '../ground.ts'
import {
  enterpriseWhere,
  hazardDueSoonAt,
  hazardOverdueAt,
  hazardSourceWhere,
  hazardWhere,
  without,
} from '../predicate.ts'
import { type Dimension, summable, sumsWhere } from './lens.ts'

/** Where enterprises `e` are read from: a table or a query with at least id, urgency and the keys of an enterprise, and a condition. */
export interface Source {
  readonly from: Sql
  readonly where: Sql
}

/** The enterprises of a filter, with every column. */
const enterpriseSource = (ground: Ground, filter: Filter): Source => ({
  from: sql`enterprise e`,
  where: sql`${enterpriseWhere(filter, ground.now)} and ${reach(ground, 'e')}`,
})

/**
 * The enterprises of a filter with their id and keys alone. Those with sources of a level, with overdue hazards, or with
 * hazards due soon are read from these, which know the keys: they are few, the enterprises many.
 */
export function keysSource(asked: Asked, filter: Filter): Source {
  const { ground } = asked
  if (filter.sourceLevel && summable(without(filter, 'sourceLevel', 'overdue', 'dueSoon')))
    return {
      from: keysOf(
        sql`hazard_source s where ${hazardSourceWhere(filter, ground.now)} and ${reach(ground, 's')}`,
        sql`s`,
      ),
      where: sql`true`,
    }
  const field = filter.overdue ? 'overdue' : 'dueSoon'
  const rest = withScope(without(filter, field), ground)
  if (!filter[field] || !summable(without(rest, 'overdue', 'dueSoon')))
    return { from: sql`enterprise e`, where: enterprisesAsked(asked, filter) }
  const such = filter.overdue ? hazardOverdueAt(ground.now) : hazardDueSoonAt(ground.now)
  return {
    from: keysOf(sql`hazard h where ${such} and ${hazardWhere(rest, ground.now)} and ${reach(ground, 'h')}`, sql`h`),
    where: sql`true`,
  }
}

/** The enterprises, each once, of rows that carry their keys. */
const keysOf = (rows: Sql, row: Sql): Sql => sql`
  (select distinct ${row}.enterprise as id, ${row}.grid, ${row}.department as lead_department, ${row}.class, ${row}.risk,
      ${row}.industry, coalesce(${row}.risk, 5::smallint) as urgency
    from ${rows}) e`

/** Enterprises one by one as rows of a roll-up; null reads 0 or '' as there. */
const asSums = ({ from, where }: Source, measures: Sql): Sql => sql`
  select coalesce(e.grid, 0) as grid, coalesce(e.lead_department, 0) as department, coalesce(e.class, '') as class,
    coalesce(e.risk, 0::smallint) as risk, coalesce(left(e.industry, 3), '') as division, ${measures}
  from ${from} where ${where}`

/** What is summed: all enterprises, those in business, those with standardization passed. */
export type Measure = 'n' | 'active' | 'passed'
const MEASURES = {
  n: { sum: sql`n`, row: sql`1 as n` },
  active: { sum: sql`active as n`, row: sql`(e.status = 'active')::int as n` },
  passed: { sum: sql`passed as n`, row: sql`(e.standardization is not null)::int as n` },
} as const

/**
 * Enterprises of a filter as rows (grid, department, class, risk, division, n) to be summed: from the roll-up where it can
 * tell, from the book where it cannot.
 * @param split dimensions that the sums are split by; the others may read 0 or ''
 */
export function enterpriseSums(
  asked: Asked,
  filter: Filter,
  split: readonly Dimension[] = [],
  measure: Measure = 'n',
): Sql {
  const { ground, territory } = asked
  const { sum, row } = MEASURES[measure]
  const sources = portionsOf(filter, territory).map((portion) => {
    const sums = portion.tried
      ? undefined
      : sumsWhere('enterprise_count', ground, portion.filter, [...split, ...portion.by])
    if (sums)
      return sql`select grid, department, class, risk, division, ${sum} from enterprise_count
        where ${sums} and ${portion.beside({ cell: sql`cell`, grid: sql`grid` })}`
    if (portion.by.length === 0 && measure === 'n') return asSums(keysSource(asked, portion.filter), row)
    const { from, where } = enterpriseSource(ground, portion.filter)
    const beside = portion.beside({ cell: sql`e.cell`, grid: sql`e.grid` })
    return asSums({ from, where: sql`${where} and ${beside} and ${portion.tried ?? sql`true`}` }, row)
  })
  return sources.length > 0
    ? join(sources, sql` union all `)
    : asSums({ from: sql`enterprise e`, where: sql`false` }, row)
}

/** How many enterprises a filter leaves, as an expression. */
export const enterpriseTotal = (asked: Asked, filter: Filter): Sql =>
  sql`(select coalesce(sum(n), 0)::int from (${enterpriseSums(asked, filter)}) summed)`

const ByRisk = z.object({ risk: z.number().int(), n: z.number().int() })

/** How many enterprises a filter leaves of each risk colour; 0 is 未评级. */
export async function countByRisk(db: Db, asked: Asked, filter: Filter): Promise<ReadonlyMap<number, number>> {
  const found = await db.many(
    ByRisk,
    sql`select risk, sum(n)::int as n from (${enterpriseSums(asked, filter, ['risk'])}) summed group by risk`,
  )
  return new Map(found.map(({ risk, n }) => [risk, n]))
}
