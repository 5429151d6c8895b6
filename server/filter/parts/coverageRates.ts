import { monthAfter, monthStart } from '#core/domain/calendar.ts'
import { CYCLES } from '#core/domain/visitCycles.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { OfFaults, OfOthers, Side } from './part.ts'

const instant = (moment: Date): Sql => sql`${moment.toISOString()}::timestamptz`
const startOf = (month: string, by = 0): Sql => instant(monthStart(monthAfter(month, by)))

/**
 * The class of the enterprise `e` at the first moment of a month, null where it was not in business, not classed or not in the book then. What was
 * changed at that very moment had happened.
 */
export function classAtStart(month: string): Sql {
  const start = startOf(month)
  return sql`case when e.opened_at > ${start} then null
    when e.id in (select c.enterprise from enterprise_standing c where c.at > ${start})
    then (select case when c.status_before = 'active' then c.class_before end from enterprise_standing c
      where c.enterprise = e.id and c.at > ${start} order by c.at, c.id limit 1)
    when e.status = 'active' then e.class end`
}

/** In business when the month ended, or now where it is running. */
function activeAtEnd(month: string, now: Sql): Sql {
  const end = startOf(month, 1)
  return sql`case when ${end} <= ${now} and e.id in (select c.enterprise from enterprise_standing c where c.at >= ${end})
    then (select c.status_before from enterprise_standing c where c.enterprise = e.id and c.at >= ${end} order by c.at, c.id limit 1)
    else e.status end = 'active'`
}

const visit = sql`i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished'`

/** The enterprise `e` was due a visit in a month, of whatever class or of one, and on the side n had it. None is due in a month to come. */
export function visitCoverage(part: string, now: Sql, side: Side): Sql {
  const month = part.slice(0, 7)
  const name = part.slice(8)
  const start = startOf(month)
  const since = sql`case t.class when 'A' then ${start} when 'B' then ${startOf(month, 1 - CYCLES.B)} else ${startOf(month, 1 - CYCLES.C)} end`
  const due = sql`exists (select from (select ${classAtStart(month)} as class offset 0) t
    where ${name === '' ? sql`t.class is not null` : sql`t.class = ${name}`}
      and not exists (select from inspection i where ${visit} and i.inspected_at >= ${since} and i.inspected_at < ${start}))`
  const had = sql`exists (select from inspection i where ${visit}
    and i.inspected_at >= ${start} and i.inspected_at < ${startOf(month, 1)} and i.inspected_at <= ${now})`
  return sql`(${start} <= ${now} and ${activeAtEnd(month, now)} and ${due} and ${side === 'n' ? had : sql`true`})`
}

/** The enterprise `e` has somebody who answers for it, or might have. */
const enterpriseCoverage = (_part: string, _now: Sql, side: Side): Sql =>
  side === 'of'
    ? sql`e.status <> 'closed'`
    : sql`(e.status <> 'closed' and e.grid is not null and e.grid not in (select n.grid from app.coverage_nodes() n))`

/** The rows of the figures of coverage rates. */
export const COVERAGE_RATE_DEFINITIONS = {
  'visit-coverage': { rows: 'enterprise', where: visitCoverage },
  'enterprise-coverage': { rows: 'enterprise', where: enterpriseCoverage },
  'territory-coverage': {
    rows: 'fault',
    kinds: ['territory-gap', 'territory-overlap', 'territory-outside'],
    byGridAlone: true,
  },
  'people-coverage': { rows: 'fault', kinds: ['node-person'], byGridAlone: true },
} as const satisfies Record<string, OfOthers | OfFaults>
