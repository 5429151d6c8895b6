import { z } from 'zod'
import { monthAfter, monthOf, monthStart } from '#core/domain/calendar.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'
import { hazardOpen } from '../predicate.ts'
import type { HazardSums, MonthEdges, MonthSums } from './hazardFigures.ts'

/** What is summed, as conditions: on hazard_month, on hazard_day where that can tell it too, and on the hazards `h`. */
export interface Summed {
  readonly months: Sql
  readonly days: Sql | undefined
  readonly rows: Sql
}

const Month = z.object({
  month: z.string(),
  found: z.number().int(),
  closed: z.number().int(),
  due: z.number().int(),
  onTime: z.number().int(),
  settled: z.number().int(),
  open: z.number().int(),
})
type Month = z.infer<typeof Month>

/** The running month as it stands now, which whole months cannot tell. */
const Running = z.object({
  due: z.number().int(),
  onTime: z.number().int(),
  /** Due in the running month, before now, and still open. */
  overdue: z.number().int(),
  dueSoon: z.number().int(),
  /** Dated after now: what has not happened yet. */
  foundLater: z.number().int(),
  closedLater: z.number().int(),
  closedLaterOverdue: z.number().int(),
})
type Running = z.infer<typeof Running>

/** Sums hazards by whole months of the roll-up; the running month by whole days of it and the rows of two days. */
export async function hazardsByRollUp(
  db: Db,
  ground: Ground,
  summed: Summed,
  edges: readonly MonthEdges[],
): Promise<HazardSums> {
  const months = await db.many(
    Month,
    sql`select to_char(month, 'YYYY-MM') as month, sum(found)::int as found, sum(closed)::int as closed,
      sum(due)::int as due, sum(on_time)::int as "onTime", sum(settled)::int as settled, sum(open)::int as open
    from hazard_month where ${summed.months} group by hazard_month.month order by hazard_month.month`,
  )
  const running = await db.one(Running, runningMonth(ground, summed))
  return foldMonths(months, running, edges, monthOf(ground.at))
}

/** Months, oldest first, and the running one as figures. */
export function foldMonths(
  months: readonly Month[],
  running: Running,
  edges: readonly Pick<MonthEdges, 'month'>[],
  runningMonth: string,
): HazardSums {
  const sum = (value: (month: Month) => number, counts: (month: string) => boolean) =>
    months.reduce((total, month) => total + (counts(month.month) ? value(month) : 0), 0)
  const overdueNow =
    sum(
      ({ open }) => open,
      (month) => month < runningMonth,
    ) + running.overdue
  const whole = (asked: string): MonthSums => ({
    found: sum(
      ({ found }) => found,
      (month) => month === asked,
    ),
    closed: sum(
      ({ closed }) => closed,
      (month) => month === asked,
    ),
    overdue: sum(
      ({ due, settled }) => due - settled,
      (month) => month <= asked,
    ),
    due: sum(
      ({ due }) => due,
      (month) => month === asked,
    ),
    onTime: sum(
      ({ onTime }) => onTime,
      (month) => month === asked,
    ),
  })
  const standing = (asked: string): MonthSums => ({
    found: whole(asked).found - running.foundLater,
    closed: whole(asked).closed - running.closedLater,
    overdue: overdueNow + running.closedLaterOverdue,
    due: running.due,
    onTime: running.onTime,
  })
  return {
    months: edges.map(({ month }) => (month === runningMonth ? standing(month) : whole(month))),
    open: sum(
      ({ open }) => open,
      () => true,
    ),
    overdueNow,
    dueSoon: running.dueSoon,
  }
}

const DAY_MS = 86_400_000
const OFFSET_MS = 8 * 3_600_000
/** First moment of the day of China that lies `days` after that of `moment`. */
const dayStart = (moment: Date, days = 0) =>
  new Date(Math.floor((moment.getTime() + OFFSET_MS) / DAY_MS + days) * DAY_MS - OFFSET_MS)
const asDay = (start: Date) => new Date(start.getTime() + OFFSET_MS).toISOString().slice(0, 10)

function runningMonth(ground: Ground, { days, rows }: Summed): Sql {
  const { at, now } = ground
  const first = monthStart(monthOf(at))
  const [today, tomorrow, lastDay] = [dayStart(at), dayStart(at, 1), dayStart(at, 7)]
  const instant = (moment: Date) => sql`${moment.toISOString()}::timestamptz`
  const before = (day: Date) => sql`day < ${asDay(day)}::date`
  const ofRows = (where: Sql) => sql`select 1 from hazard h where ${rows} and ${where}`
  const dueIn = (from: Sql, to: Sql) => ofRows(sql`${hazardOpen} and h.due_at >= ${from} and h.due_at < ${to}`)
  const week = sql`${now} + interval '7 days'`
  const soon = days
    ? sql`${dueIn(now, instant(tomorrow))} union all ${dueIn(instant(lastDay), week)}`
    : dueIn(now, week)
  return sql`
    with whole as materialized (${days ? daySums(days, before, [first, today, lastDay]) : NO_DAYS}),
      due as materialized (
        select count(*) as due, count(*) filter (where h.closed_at <= h.due_at) as on_time,
          count(*) filter (where h.closed_at is null) as overdue
        from hazard h where ${rows} and h.state <> 'voided' and h.due_at >= ${instant(days ? today : first)} and h.due_at < ${now}),
      later as materialized (
        select count(*) filter (where h.closed_at < ${instant(monthEnd(at))}) as closed, count(*) filter (where h.due_at < ${now}) as overdue
        from hazard h where ${rows} and h.closed_at > ${now})
    select (due.due + whole.due)::int as due, (due.on_time + whole.on_time)::int as "onTime",
      (due.overdue + whole.overdue)::int as overdue,
      ((select count(*) from (${soon}) s) + whole.soon)::int as "dueSoon",
      (select count(*) from (${ofRows(sql`h.state <> 'voided' and h.found_at > ${now} and h.found_at < ${instant(monthEnd(at))}`)}) f)::int as "foundLater",
      later.closed::int as "closedLater", later.overdue::int as "closedLaterOverdue"
    from whole, due, later`
}

const NO_DAYS = sql`select 0 as due, 0 as on_time, 0 as overdue, 0 as soon`

/** The whole days: those of the running month before today, and those after it that lie in the next seven. */
const daySums = (days: Sql, before: (day: Date) => Sql, [first, today, last]: readonly [Date, Date, Date]): Sql => sql`
  select coalesce(sum(due) filter (where ${before(today)}), 0) as due,
    coalesce(sum(on_time) filter (where ${before(today)}), 0) as on_time,
    coalesce(sum(open) filter (where ${before(today)}), 0) as overdue,
    coalesce(sum(open) filter (where day > ${asDay(today)}::date), 0) as soon
  from hazard_day where ${days} and not (${before(first)}) and ${before(last)}`

const monthEnd = (moment: Date) => monthStart(monthAfter(monthOf(moment)))
