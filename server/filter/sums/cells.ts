import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Asked, portionsOf } from '../asked.ts'
import { reach } from '../ground.ts'
import { cellsWhere, type Dimension } from './lens.ts'
import { enterpriseWhere } from '../predicate.ts'

/** Rows of enterprises as cells of one each; null reads 0 or '' as in the roll-up. */
const rowsAsCells = (where: Sql): Sql => sql`
  select coalesce(e.grid, 0) as grid, coalesce(e.lead_department, 0) as department, coalesce(e.class, '') as class,
    coalesce(e.risk, 0::smallint) as risk, coalesce(left(e.industry, 3), '') as division,
    1 as n, (e.standardization is not null)::int as passed, (e.status = 'active')::int as active
  from enterprise e where ${where}`

/**
 * Enterprises of a filter as cells (grid, department, class, risk, division, n, passed, active) to be summed: from the
 * roll-up where it can tell, from the rows where it cannot.
 * @param split dimensions that the sums are split by; the others may read 0 or ''
 */
export function enterpriseCells({ ground, territory }: Asked, filter: Filter, split: readonly Dimension[] = []): Sql {
  const sources = portionsOf(filter, territory).map((portion) => {
    const cells = cellsWhere('enterprise_count', ground, portion.filter, split)
    if (cells && !portion.filter.bbox && !portion.filter.polygon)
      return sql`select grid, department, class, risk, division, n, passed, active from enterprise_count where ${cells}`
    return rowsAsCells(
      sql`${enterpriseWhere(portion.filter, ground.now)} and ${reach(ground, 'e')} and ${portion.beside(sql`e.grid`)}`,
    )
  })
  return join(sources, sql` union all `)
}

/** How many enterprises a filter leaves, as an expression. */
export const enterpriseTotal = (asked: Asked, filter: Filter): Sql =>
  sql`(select coalesce(sum(n), 0)::int from (${enterpriseCells(asked, filter)}) cell)`

/** How many enterprises a filter leaves. */
export const countEnterprises = async (db: Db, asked: Asked, filter: Filter): Promise<number> => {
  const { total } = await db.one(Total, sql`select ${enterpriseTotal(asked, filter)} as total`)
  return total
}
const Total = z.object({ total: z.number().int() })
