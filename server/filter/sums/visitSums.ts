import type { Filter } from '#core/contract/filter.ts'
import { CYCLES } from '#core/domain/visitCycles.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Asked, portionsOf } from '../asked.ts'
import { reach } from '../ground.ts'
import { coverable, cycleStart, visitedBeyond } from '../parts/visits.ts'
import { enterpriseWhere } from '../predicate.ts'
import { sumsWhere } from './lens.ts'

const dayEnd = (moment: Sql) => sql`((app.day_of(${moment}) + 1)::timestamp at time zone 'Asia/Shanghai')`
const dayStart = (moment: Sql) => sql`(app.day_of(${moment})::timestamp at time zone 'Asia/Shanghai')`

/**
 * Enterprises of a filter that were visited up to now, and the cycle of whose class lasts beyond `until` (now, unless it is given), as rows
 * (grid, n) to be summed: by whole days of the roll-up and the rows of the days at both ends, or by row where the roll-up cannot tell.
 */
export function visitSums({ ground, territory }: Asked, filter: Filter, until: Sql = ground.now): Sql {
  const { now } = ground
  const sources = portionsOf(filter, territory).flatMap((portion) => {
    const beside = portion.beside({ cell: sql`e.cell`, grid: sql`e.grid` })
    const rows = (where: Sql) => sql`
      select e.grid, 1 as n from enterprise e where ${enterpriseWhere(portion.filter, now)} and ${reach(ground, 'e')}
        and ${beside} and ${portion.tried ?? sql`true`} and ${coverable} and ${where}`
    const days = portion.tried
      ? undefined
      : sumsWhere('visit_day', ground, portion.filter, ['grid', 'class', ...portion.by])
    if (!days) return [rows(visitedBeyond(now, until))]
    const today = sql`e.visited_at >= ${dayStart(now)} and ${visitedBeyond(now, until)}`
    return [
      ...Object.entries(CYCLES).flatMap(([name, months]) =>
        ofClass(now, days, rows, { name, start: cycleStart(until, months) }),
      ),
      rows(today),
    ]
  })
  return sources.length > 0 ? join(sources, sql` union all `) : sql`select 0 as grid, 0 as n`
}

/** The whole days of a class between those at both ends, and the rows of its first day. */
function ofClass(now: Sql, days: Sql, rows: (where: Sql) => Sql, { name, start }: { name: string; start: Sql }): Sql[] {
  return [
    sql`select grid, n from visit_day where ${days} and class = ${name} and day > app.day_of(${start}) and day < app.day_of(${now})`,
    rows(
      sql`e.class = ${name} and e.visited_at > ${start} and e.visited_at < ${dayEnd(start)} and e.visited_at < ${dayStart(now)}`,
    ),
  ]
}
