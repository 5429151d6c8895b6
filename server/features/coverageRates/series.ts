import { z } from 'zod'
import type { CoverageRate } from '#core/contract/coverageRates.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Asked } from '../../filter/asked.ts'
import { faultsByGrid } from '../../filter/coverage/faults.ts'
import { classAtStart } from '../../filter/parts/coverageRates.ts'
import { rowsOfPart } from '../../filter/parts/partRows.ts'

/** What rows of one answer are: the enterprises of a grid, of a unit, of a class. */
export type Split = 'grid' | 'department' | 'class'

const Cell = z.object({ month: z.string(), key: z.string(), n: z.number().int(), of: z.number().int() })
export type Cell = z.infer<typeof Cell>

/** The key of the enterprise `e`: of visits the class is that of the month, of all else what it is now. */
const KEYS: Readonly<Record<Split, (month?: string) => Sql>> = {
  grid: () => sql`coalesce(e.grid, 0)::text`,
  department: () => sql`coalesce(e.lead_department, 0)::text`,
  class: (month) => sql`coalesce(${month === undefined ? sql`e.class` : classAtStart(month)}, '')`,
}

const whereOf = (asked: Asked, filter: Filter, wanted: Parameters<typeof rowsOfPart>[2]) =>
  rowsOfPart(asked, filter, wanted).where

/** Of each month and key who was due, and who of them was visited: by the predicates that open the rows. */
export function visitCells(
  db: Db,
  asked: Asked,
  filter: Filter,
  { split, months }: { readonly split: Split; readonly months: readonly string[] },
): Promise<Cell[]> {
  const each = months.map((month) => {
    const rows = (side: 'n' | 'of') => whereOf(asked, filter, { id: 'visit-coverage', part: month, side })
    return sql`select ${month}::text as month, ${KEYS[split](month)} as key, (count(*) filter (where ${rows('n')}))::int as n, count(*)::int as of
      from enterprise e where ${rows('of')} group by 2`
  })
  return db.many(Cell, join(each, sql` union all `))
}

/** Of each key the enterprises that are not closed, and who of them is covered now; the month is empty. */
export function enterpriseCells(db: Db, asked: Asked, filter: Filter, split: Split): Promise<Cell[]> {
  const rows = (side: 'n' | 'of') => whereOf(asked, filter, { id: 'enterprise-coverage', part: 'all', side })
  return db.many(
    Cell,
    sql`select '' as month, ${KEYS[split]()} as key, (count(*) filter (where ${rows('n')}))::int as n, count(*)::int as of
      from enterprise e where ${rows('of')} group by 2`,
  )
}

const Named = z.object({ key: z.string(), name: z.string() })
/** What rows there are: each level-3 grid or unit in scope and filter, and none (0) where there is something of none. */
export async function rowNames(db: Db, asked: Asked, filter: Filter, split: Split): Promise<z.infer<typeof Named>[]> {
  if (split === 'class') return ['A', 'B', 'C'].map((key) => ({ key, name: '' }))
  const among = split === 'grid' ? filter.grid : filter.department
  const only = among ? sql`id = any (${[...among]}::integer[])` : sql`true`
  if (split === 'grid')
    return db.many(Named, sql`select id::text as key, name from grid where level = 3 and ${only} order by code`)
  const { role, department } = asked.ground
  const own = role === 'department' ? sql`id = ${department}::integer` : sql`true`
  return db.many(Named, sql`select id::text as key, name from department where ${only} and ${own} order by code`)
}

type Beside = NonNullable<CoverageRate['beside']>
const Counted = z.object({ id: z.string(), key: z.string(), n: z.number().int() })
/** The figures that are told beside the rate of each grid: each by the predicate that opens its rows. */
export async function besideOf(db: Db, asked: Asked, filter: Filter): Promise<(key: string) => Beside> {
  const rows = (id: 'visits-overdue' | 'hazards-overdue-now' | 'hazards-overdue-major') =>
    whereOf(asked, filter, { id, part: 'all', side: 'n' })
  const hazards = (id: 'hazards-overdue-now' | 'hazards-overdue-major') =>
    sql`select ${id}::text as id, coalesce(h.grid, 0)::text as key, count(*)::int as n from hazard h where ${rows(id)} group by 2`
  const counts = await db.many(
    Counted,
    sql`select 'visits-overdue' as id, coalesce(e.grid, 0)::text as key, count(*)::int as n from enterprise e where ${rows('visits-overdue')} group by 2
      union all ${hazards('hazards-overdue-now')} union all ${hazards('hazards-overdue-major')}
      union all select 'coverage-faults', f.grid::text, f.n::int from (${faultsByGrid(asked, filter)}) f`,
  )
  const found = new Map(counts.map(({ id, key, n }) => [`${id} ${key}`, n]))
  const of = (id: keyof Beside, key: string) => found.get(`${id} ${key}`) ?? 0
  return (key) => ({
    'visits-overdue': of('visits-overdue', key),
    'hazards-overdue-now': of('hazards-overdue-now', key),
    'hazards-overdue-major': of('hazards-overdue-major', key),
    'coverage-faults': of('coverage-faults', key),
  })
}
