import { type Sql, sql } from '../../db/sql.ts'

/** Somebody who is a leader now answers for the enterprise `e`. */
export const isLed = sql`e.id in (select l.enterprise from assignment_led l)`

/** The enterprise `e` is of class A, not closed, and nobody who is a leader answers for it. */
export const leaderlessA = sql`(e.class = 'A' and e.status <> 'closed' and not ${isLed})`

/** When a leader last led a finished visit at the enterprise of that id. */
export const ledVisit = (enterprise: Sql, now: Sql): Sql =>
  sql`(select max(v.inspected_at) from inspection v where v.enterprise = ${enterprise} and v.kind = 'leader' and v.state = 'finished' and v.inspected_at <= ${now})`

/**
 * The days of the rule are over since the latest led visit of the enterprise `e` of class A; where there was none, since the first day that
 * anybody answered for it: who takes over takes the days, too.
 */
export const ledVisitLate = (
  now: Sql,
): Sql => sql`(e.class = 'A' and e.status <> 'closed' and coalesce(app.day_of(${ledVisit(sql`e.id`, now)}),
  (select min(a.from_on) from assignment a where a.enterprise = e.id)) + (select r."limit" from assignment_rule r) < app.day_of(${now}))`
