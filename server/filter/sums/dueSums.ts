import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Asked, enterprisesAsked } from '../asked.ts'
import { dueUntil, VISIT_STATES, visitable } from '../parts/visits.ts'
import { enterpriseSums } from './enterpriseSums.ts'
import { visitSums } from './visitSums.ts'

/** How enterprises to be visited stand, of a grid; 0 is no grid. */
const DueCount = z.object({
  grid: z.number().int(),
  overdue: z.number().int(),
  due: z.number().int(),
  done: z.number().int(),
})
type DueCount = z.infer<typeof DueCount>

/**
 * How the active, classed enterprises of a filter stand with the cycle of their class, of each grid that has any: from the roll-ups where
 * they can tell. Those in no grid stand in no roll-up of visits; they are few, and counted by row.
 */
export function dueCounts(db: Db, asked: Asked, filter: Filter): Promise<DueCount[]> {
  const { now } = asked.ground
  return db.many(
    DueCount,
    sql`with total as (
        select grid, sum(n)::int as n from (${enterpriseSums(asked, filter, ['grid', 'class'], 'active')}) summed
        where grid <> 0 and class <> '' group by grid),
      kept as (select grid, sum(n)::int as n from (${visitSums(asked, filter)}) summed group by grid),
      far as (select grid, sum(n)::int as n from (${visitSums(asked, filter, dueUntil(now))}) summed group by grid)
      select total.grid, total.n - coalesce(kept.n, 0) as overdue, coalesce(kept.n, 0) - coalesce(far.n, 0) as due, coalesce(far.n, 0) as done
      from total left join kept on kept.grid = total.grid left join far on far.grid = total.grid where total.n > 0
      union all
      select 0, (count(*) filter (where ${VISIT_STATES.overdue(now)}))::int, (count(*) filter (where ${VISIT_STATES.due(now)}))::int,
        (count(*) filter (where ${VISIT_STATES.done(now)}))::int
      from enterprise e where ${enterprisesAsked(asked, filter)} and ${visitable} and e.grid is null having count(*) > 0`,
  )
}
