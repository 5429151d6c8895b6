import { CYCLES } from '#core/domain/visitCycles.ts'
import { type Sql, sql } from '../../db/sql.ts'

/** The moment after which a visit counts: some months before now, by the calendar of China. */
export const cycleStart = (now: Sql, months: number): Sql =>
  sql`((${now} at time zone 'Asia/Shanghai' - make_interval(months => ${months}::int)) at time zone 'Asia/Shanghai')`

/** An enterprise `e` that grid coverage is due for. */
export const coverable = sql`e.status = 'active' and e.class is not null and e.grid is not null`

/**
 * An enterprise `e` that was visited within the cycle of its class; self-checks are no visits. A latest visit dated after
 * now has not happened yet, so only then the earlier ones are looked up.
 */
export const visited = (now: Sql): Sql => {
  const start = sql`case e.class when 'A' then ${cycleStart(now, CYCLES.A)} when 'B' then ${cycleStart(now, CYCLES.B)} else ${cycleStart(now, CYCLES.C)} end`
  return sql`e.visited_at > ${start} and (e.visited_at <= ${now} or exists (
    select from inspection i where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished' and i.inspected_at > ${start} and i.inspected_at <= ${now}))`
}

/**
 * Until when the next visit to the enterprise `e` keeps the cycle of its class; null where coverage asks for none. Never visited, it was
 * due when it was opened.
 */
export const visitDue = sql`case when ${coverable} then coalesce(((e.visited_at at time zone 'Asia/Shanghai' + make_interval(months =>
  case e.class when 'A' then ${CYCLES.A}::int when 'B' then ${CYCLES.B}::int else ${CYCLES.C}::int end)) at time zone 'Asia/Shanghai'), e.opened_at) end`
