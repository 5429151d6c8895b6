import { CYCLES } from '#core/domain/visitCycles.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Side } from './part.ts'

const CLASSES = Object.keys(CYCLES) as (keyof typeof CYCLES)[]

/** Classes with a window that ends with a month, YYYY-MM: windows are months, quarters and half-years of the calendar. */
export const endingWith = (month: string) => CLASSES.filter((name) => Number(month.slice(5)) % CYCLES[name] === 0)

/** A window: the months of the cycle up to and with a month, by the calendar of China. */
interface Window {
  readonly name: keyof typeof CYCLES
  readonly from: Sql
  readonly until: Sql
}
function windowOf(month: string, name: keyof typeof CYCLES): Window {
  const first = sql`${`${month}-01`}::timestamp`
  return {
    name,
    from: sql`((${first} - make_interval(months => ${CYCLES[name] - 1}::integer)) at time zone 'Asia/Shanghai')`,
    until: sql`((${first} + interval '1 month') at time zone 'Asia/Shanghai')`,
  }
}

/**
 * Whether an enterprise `e` was active and of a class when the changes that `since` leaves out had happened: as it was before the first of
 * the others, or as it is where there are none.
 */
const stood = (name: string, since: Sql): Sql => sql`coalesce(
  (select coalesce(c.class_before = ${name}, false) and c.status_before = 'active' from enterprise_standing c
    where c.enterprise = e.id and ${since} order by c.at, c.id limit 1), e.class = ${name} and e.status = 'active', false)`

/** Nothing was recorded of `e` since the window began: then it stands as it stood. Most do, and are asked no more. */
const changedSince = (from: Sql): Sql =>
  sql`e.id in (select c.enterprise from enterprise_standing c where c.at >= ${from})`

/** Active and of the class when its window ended, and in the book by then. */
const stoodAtEnd = ({ name, from, until }: Window): Sql => sql`(e.opened_at < ${until}
  and case when ${changedSince(from)} then ${stood(name, sql`c.at >= ${until}`)} else coalesce(e.class = ${name} and e.status = 'active', false) end)`

/**
 * The same all through its window. What ends a moment as it began it is no change: rows of one moment are those of one transaction, and
 * the last of them counts.
 */
const stoodThroughout = ({
  name,
  from,
  until,
}: Window): Sql => sql`(e.opened_at <= ${from} and case when ${changedSince(from)} then
  ${stood(name, sql`c.at > ${from}`)} and not exists (select from enterprise_standing c where c.enterprise = e.id and c.at > ${from} and c.at < ${until}
    and (c.class_after, c.status_after) is distinct from (${name}, 'active')
    and not exists (select from enterprise_standing l where l.enterprise = e.id and l.at = c.at and l.id > c.id)) else true end)`

const visitedWithin = (
  { from, until }: Window,
  now: Sql,
): Sql => sql`exists (select from inspection i where i.enterprise = e.id
  and i.kind <> 'self' and i.state = 'finished' and i.inspected_at >= ${from} and i.inspected_at < ${until} and i.inspected_at <= ${now})`

/** Enterprises `e` whose window ended with a month that is over, each of its class. */
function ended(month: string, now: Sql, counts: (window: Window) => Sql): Sql {
  const windows = endingWith(month).map((name) => windowOf(month, name))
  return sql`(${join(
    windows.map((window) => sql`(${window.until} <= ${now} and ${stoodAtEnd(window)} and ${counts(window)})`),
    sql` or `,
  )})`
}

/** Whose frequency was to be kept in the windows that ended with the month, and of them who was visited. */
export const frequencyKept = (month: string, now: Sql, side: Side): Sql =>
  ended(month, now, (window) =>
    side === 'of' ? stoodThroughout(window) : sql`${stoodThroughout(window)} and ${visitedWithin(window, now)}`,
  )

/** Who stood in the class at the end of such a window, but not all through it as far as is known. */
export const frequencyLeftOut = (month: string, now: Sql): Sql =>
  ended(month, now, (window) => sql`not ${stoodThroughout(window)}`)
