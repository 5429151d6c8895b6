import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Asked, portionsOf } from '../asked.ts'
import { reach } from '../ground.ts'
import { edgesOf, type HazardSums, type MonthSums } from './hazardFigures.ts'
import { hazardsByRollUp } from './hazardsByRollUp.ts'
import { hazardsByRow } from './hazardsByRow.ts'
import { cellsWhere } from './lens.ts'
import { hazardWhere } from '../predicate.ts'

const add = (a: HazardSums, b: HazardSums): HazardSums => ({
  months: a.months.map((month, at) => addMonths(month, b.months[at] ?? month)),
  open: a.open + b.open,
  overdueNow: a.overdueNow + b.overdueNow,
  dueSoon: a.dueSoon + b.dueSoon,
})
const addMonths = (a: MonthSums, b: MonthSums): MonthSums => ({
  found: a.found + b.found,
  closed: a.closed + b.closed,
  overdue: a.overdue + b.overdue,
  due: a.due + b.due,
  onTime: a.onTime + b.onTime,
})

/** Sums the hazards of a filter for consecutive months, none after the running one: by roll-up where it can tell. */
export async function sumHazards(db: Db, asked: Asked, filter: Filter, months: readonly string[]): Promise<HazardSums> {
  const edges = edgesOf(asked.ground, months)
  const sums: HazardSums[] = []
  for (const { filter: part, beside } of portionsOf(filter, asked.territory)) {
    const cells = part.bbox || part.polygon ? undefined : cellsWhere('hazard_month', asked.ground, part)
    const rows = sql`${hazardWhere(part, asked.ground.now)} and ${reach(asked.ground, 'h')} and ${beside(sql`h.grid`)}`
    sums.push(
      cells
        ? await hazardsByRollUp(db, asked.ground, { filter: part, cells, rows }, edges)
        : await hazardsByRow(db, asked.ground, rows, edges),
    )
  }
  return sums.reduce(add)
}

const Total = z.object({ total: z.number().int() })

/** How many hazards are recorded of a filter, voided ones included. */
export async function countHazards(db: Db, { ground, territory }: Asked, filter: Filter, beside: Sql): Promise<number> {
  const counts: number[] = []
  for (const portion of portionsOf(filter, territory)) {
    const shaped = portion.filter.bbox ?? portion.filter.polygon
    const cells = shaped || beside !== ANY ? undefined : cellsWhere('hazard_month', ground, portion.filter)
    const { total } = await db.one(
      Total,
      cells
        ? sql`select coalesce(sum(recorded), 0)::int as total from hazard_month where ${cells}`
        : sql`select count(*)::int as total from hazard h where ${hazardWhere(portion.filter, ground.now)}
            and ${reach(ground, 'h')} and ${portion.beside(sql`h.grid`)} and ${beside}`,
    )
    counts.push(total)
  }
  return counts.reduce((sum, count) => sum + count, 0)
}

/** No condition beside the filter. */
export const ANY = sql`true`
