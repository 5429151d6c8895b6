import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Asked, type Portion, portionsOf } from '../asked.ts'
import { type Ground, reach, withScope } from '../ground.ts'
import { edgesOf, type HazardSums, type MonthSums } from './hazardFigures.ts'
import { hazardsByRollUp } from './hazardsByRollUp.ts'
import { hazardsByRow } from './hazardsByRow.ts'
import { holderSums } from './holderSums.ts'
import { sumsWhere } from './lens.ts'
import { enterpriseWhere, hazardWhere } from '../predicate.ts'

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
  const { ground } = asked
  const sums: HazardSums[] = []
  for (const portion of portionsOf(filter, asked.territory)) {
    const whole = portion.tried ? undefined : sumsWhere('hazard_month', ground, portion.filter, portion.by)
    if (!whole) sums.push(await hazardsByRow(db, ground, rowsOf(ground, portion), edges))
    else {
      const months = sql`${whole} and ${portion.beside({ cell: sql`cell`, grid: sql`grid` })}`
      const days = portion.by.length > 0 ? undefined : sumsWhere('hazard_day', ground, portion.filter)
      sums.push(await hazardsByRollUp(db, ground, { months, days, rows: byKeys(ground, portion) }, edges))
    }
  }
  return sums.reduce(add, nothingOf(months.length))
}

/** The hazards `h` of a portion by their own keys. */
const byKeys = (ground: Ground, { filter, beside }: Portion): Sql =>
  sql`${hazardWhere(withScope(filter, ground), ground.now)} and ${reach(ground, 'h')}
    and ${beside({ cell: sql`h.cell`, grid: sql`h.grid` })}`

/** The same for reading every one of them: in a shape by their enterprises, of which an index on cells holds all that is asked. */
function rowsOf(ground: Ground, portion: Portion): Sql {
  const { filter, beside, tried, by } = portion
  if (!by.includes('cell') && !tried) return byKeys(ground, portion)
  return sql`h.enterprise in (select e.id from enterprise e where ${enterpriseWhere(filter, ground.now)}
    and ${beside({ cell: sql`e.cell`, grid: sql`e.grid` })} and ${tried ?? sql`true`} and ${reach(ground, 'e')})`
}

const nothingOf = (count: number): HazardSums => ({
  months: Array.from({ length: count }, () => ({ found: 0, closed: 0, overdue: 0, due: 0, onTime: 0 })),
  open: 0,
  overdueNow: 0,
  dueSoon: 0,
})

const Total = z.object({ total: z.number().int() })

/** Which hazards of a filter are counted: all recorded or all closed ones, those of a condition alone, or all less some. */
export interface Counted {
  readonly of: 'recorded' | 'closed'
  /** Condition on `h` that no sum knows: rows are counted then. */
  readonly beside?: Sql
  /** Condition on `h` of few rows, which are counted and taken off the sum. */
  readonly less?: Sql
}
const CLOSED = sql`h.closed_at is not null`
const EVERY = sql`true`

/** How many hazards of a filter there are, voided ones among those recorded: by roll-up where it can tell. */
export async function countHazards(
  db: Db,
  { ground, territory }: Asked,
  filter: Filter,
  wanted: Counted,
): Promise<number> {
  const { of, beside, less } = wanted
  const base = of === 'closed' ? CLOSED : EVERY
  const counts: number[] = []
  for (const portion of portionsOf(filter, territory)) {
    const sums = beside || portion.tried ? undefined : keptSums(ground, portion, of)
    const rows = (condition: Sql) =>
      sql`(select count(*)::int from hazard h where ${rowsOf(ground, portion)} and ${base} and ${condition})`
    const total = sums
      ? sql`${sums} - ${less ? rows(less) : sql`0`}`
      : rows(sql`${beside ?? EVERY} and ${less ? sql`not (${less})` : EVERY}`)
    counts.push((await db.one(Total, sql`select ${total} as total`)).total)
  }
  return counts.reduce((sum, count) => sum + count, 0)
}

/** How many hazards of a portion there are, by sums that are kept: of enterprises where it asks what else these have, else of months. */
function keptSums(ground: Ground, portion: Portion, of: Counted['of']): Sql | undefined {
  const held = portion.by.length > 0 ? undefined : holderSums(ground, portion.filter, of)
  const months = held ? undefined : sumsWhere('hazard_month', ground, portion.filter, portion.by)
  if (!months) return held
  return sql`(select coalesce(sum(${of === 'closed' ? sql`closed` : sql`recorded`}), 0)::int from hazard_month
    where ${months} and ${portion.beside({ cell: sql`cell`, grid: sql`grid` })})`
}
