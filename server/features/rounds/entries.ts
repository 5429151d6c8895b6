import { z } from 'zod'
import { RoundEntry } from '#core/contract/rounds.ts'
import type { RoundCandidate } from '#core/domain/visitRounds/plan.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Asked, enterprisesAsked } from '../../filter/asked.ts'
import { cycleMonths, latestVisit, VISIT_STATES, visitable } from '../../filter/parts/visits.ts'
import { hazardOpen, hazardOverdueAt } from '../../filter/predicate.ts'

const Row = RoundEntry.omit({ score: true, terms: true }).extend({
  daysLate: z.number().int().nullable(),
  cycleDays: z.number().int().positive(),
  major: z.boolean(),
  overdueMajor: z.boolean(),
})

/** An enterprise as it is told, without its score, and as the rules look at it. */
export interface Known {
  readonly told: Omit<RoundEntry, 'score' | 'terms'>
  readonly candidate: RoundCandidate
}

/** Active, classed enterprises of a grid that are due or overdue at a moment, or have overdue hazards then, by the predicates of the figures. */
export async function readKnown(db: Db, asked: Asked, grid: number, moment: Sql): Promise<Known[]> {
  const rows = await db.many(
    Row,
    sql`select c.id, c.name, c.class, c.risk, c.state, c.seen as "visitedAt", app.cycle_end(c.seen, c.months) as "dueAt",
        c.position, h.open as hazards, h.overdue as "overdueHazards", h.major, h.overdue_major as "overdueMajor",
        case when c.seen is not null then greatest(floor(extract(epoch from ${moment} - app.cycle_end(c.seen, c.months)) / 86400), 0)::integer end as "daysLate",
        round(extract(epoch from ${moment} - app.cycle_start(${moment}, c.months)) / 86400)::integer as "cycleDays"
      from (select e.id, e.name, e.class, e.risk, ${cycleMonths} as months, ${latestVisit(moment)} as seen,
          case when e.geom is not null then json_build_array(st_x(e.geom), st_y(e.geom)) end as position,
          case when ${VISIT_STATES.overdue(moment)} then 'overdue' when ${VISIT_STATES.due(moment)} then 'due' else 'done' end as state
        from enterprise e where ${enterprisesAsked(asked, { grid: [grid] })} and ${visitable}) c
      cross join lateral (select count(*) filter (where ${hazardOpen})::integer as open,
          count(*) filter (where ${hazardOverdueAt(moment)})::integer as overdue, coalesce(bool_or(${hazardOpen} and h.major), false) as major,
          coalesce(bool_or(${hazardOverdueAt(moment)} and h.major), false) as overdue_major
        from hazard h where h.enterprise = c.id) h
      where c.state <> 'done' or h.overdue > 0 order by c.id`,
  )
  return rows.map(({ daysLate, cycleDays, major, overdueMajor, ...told }) => {
    const { id, class: group, risk, state, position, hazards, overdueHazards } = told
    const grave = { open: hazards > 0, major, overdue: overdueHazards > 0, overdueMajor }
    return { told, candidate: { id, class: group, risk, state, position, daysLate, cycleDays, hazards: grave } }
  })
}
