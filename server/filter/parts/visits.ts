import { DUE_DAYS, type DUE_STATES } from '#core/contract/inspectionPlans.ts'
import { CYCLES } from '#core/domain/visitCycles.ts'
import { type Sql, sql } from '../../db/sql.ts'

/** The moment after which a visit counts at `moment`: the cycle since then has not ended. */
export const cycleStart = (moment: Sql, months: number): Sql => sql`app.cycle_start(${moment}, ${months}::integer)`

/** Months of the cycle of the class of the enterprise `e`. */
export const cycleMonths = sql`case e.class when 'A' then ${CYCLES.A}::integer when 'B' then ${CYCLES.B}::integer else ${CYCLES.C}::integer end`

/** An enterprise `e` that is to be visited by the cycle of its class. */
export const visitable = sql`e.status = 'active' and e.class is not null`

/** An enterprise `e` that grid coverage is due for. */
export const coverable = sql`${visitable} and e.grid is not null`

/**
 * An enterprise `e` that was visited up to now, and the cycle of its class lasts beyond `until`, which is not before now; self-checks are
 * no visits. A latest visit dated after now has not happened yet, so only then the earlier ones are looked up.
 */
export const visitedBeyond = (now: Sql, until: Sql): Sql => {
  const start = sql`case e.class when 'A' then ${cycleStart(until, CYCLES.A)} when 'B' then ${cycleStart(until, CYCLES.B)} else ${cycleStart(until, CYCLES.C)} end`
  return sql`e.visited_at > ${start} and (e.visited_at <= ${now} or exists (
    select from inspection i where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished' and i.inspected_at > ${start} and i.inspected_at <= ${now}))`
}

/** An enterprise `e` that was visited within the cycle of its class. */
export const visited = (now: Sql): Sql => visitedBeyond(now, now)

/** The latest visit to the enterprise `e` up to now, null where there was none; one dated after now has not happened yet. */
export const latestVisit = (
  now: Sql,
): Sql => sql`case when e.visited_at <= ${now} then e.visited_at else (select max(i.inspected_at)
  from inspection i where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished' and i.inspected_at <= ${now}) end`

/** Until when a cycle ends that is told as due. */
export const dueUntil = (now: Sql): Sql => sql`(${now} + make_interval(days => ${DUE_DAYS}::integer))`

/** How an enterprise `e` that is to be visited stands: each is in one state. */
export const VISIT_STATES: Readonly<Record<(typeof DUE_STATES)[number], (now: Sql) => Sql>> = {
  overdue: (now) => sql`not coalesce(${visited(now)}, false)`,
  due: (now) => sql`coalesce(${visited(now)}, false) and not coalesce(${visitedBeyond(now, dueUntil(now))}, false)`,
  done: (now) => sql`coalesce(${visitedBeyond(now, dueUntil(now))}, false)`,
}

/**
 * Until when the next visit to the enterprise `e` keeps the cycle of its class; null where coverage asks for none. Never visited, it was
 * due when it was opened.
 */
export const visitDue = sql`case when ${coverable} then coalesce(app.cycle_end(e.visited_at, ${cycleMonths}), e.opened_at) end`
