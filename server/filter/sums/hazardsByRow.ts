import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'
import type { HazardSums, MonthEdges, MonthSums } from './hazardFigures.ts'
import { hazardDueBy, hazardDueSoonAt, hazardOpen, hazardOverdueAt } from '../predicate.ts'

/** Later than any edge: never closed. */
const NEVER = 32_000

/**
 * Hazards that fall alike between the edges. Bucket i of a moment: edge i is not after it and edge i + 1 is, counted
 * from 1; bucket 0 lies before all edges.
 */
const Group = z.object({
  /** Bucket found in; 0 where after now. */
  found: z.number().int(),
  /** Bucket closed in; 0 where open or after now. */
  closed: z.number().int(),
  due: z.number().int(),
  /** Last edge at which it may have been overdue: of the later of due and closing, NEVER where open. */
  settled: z.number().int(),
  onTime: z.boolean(),
  now: z.enum(['done', 'overdue', 'soon', 'open']),
  n: z.number().int(),
})
type Group = z.infer<typeof Group>

/** Sums hazards row by row, for filters that no roll-up can tell: one pass groups them, the groups are folded here. */
export async function hazardsByRow(
  db: Db,
  { now }: Ground,
  where: Sql,
  edges: readonly MonthEdges[],
): Promise<HazardSums> {
  const starts = edges.map(({ start }) => sql`${start}::timestamptz`)
  const last = edges.at(-1)
  const months = sql`array[${join([...starts, last?.end ?? now], sql`, `)}]`
  const untils = sql`array[${join([...starts, last?.until ?? now], sql`, `)}]`
  // where another due time was in force at the end of one of the months, it is counted month by month
  const moved = sql`coalesce(h.due_since > ${edges[0]?.until ?? now}, false)`
  const due = sql`case when ${moved} then ${NEVER}::int else width_bucket(h.due_at, ${untils}) end`
  const groups = await db.many(
    Group,
    sql`select case when h.found_at <= ${now} then width_bucket(h.found_at, ${months}) else 0 end as found,
      case when h.closed_at <= ${now} then width_bucket(h.closed_at, ${months}) else 0 end as closed,
      ${due} as due,
      case when h.closed_at is null then ${NEVER}::int
        else greatest(width_bucket(h.due_at, ${untils}), width_bucket(h.closed_at - interval '1 microsecond', ${untils})) end as settled,
      coalesce(h.closed_at <= h.due_at, false) as "onTime",
      case when not (${hazardOpen}) then 'done' when ${hazardOverdueAt(now)} then 'overdue'
        when ${hazardDueSoonAt(now)} then 'soon' else 'open' end as now,
      count(*)::int as n
    from hazard h where h.state <> 'voided' and ${where} group by 1, 2, 3, 4, 5, 6`,
  )
  const later = await db.many(Moved, movedMonths(sql`${moved} and ${where}`, edges))
  return withMoved(foldGroups(groups, edges.length), later)
}

/** What hazards come to at the end of a month, by its number, whose due time was another at the end of some. */
const Moved = z.object({
  bucket: z.number().int(),
  overdue: z.number().int(),
  due: z.number().int(),
  onTime: z.number().int(),
})

function movedMonths(where: Sql, edges: readonly MonthEdges[]): Sql {
  const list = (items: readonly Sql[]) => sql`array[${join(items, sql`, `)}]::timestamptz[]`
  const starts = list(edges.map(({ start }) => sql`${start}`))
  const untils = list(edges.map(({ until }) => until))
  const asOf = list(edges.map(({ until, running }) => (running ? sql`'infinity'` : until)))
  return sql`with found as materialized (select h.id from hazard h where h.state <> 'voided' and ${where}),
      moved as materialized (select h.found_at, h.due_at, h.closed_at, h.past_dues, h.due_since from found join hazard h using (id))
    select m.bucket::int as bucket, count(*) filter (where d.due < m.until and (h.closed_at is null or h.closed_at > m.until))::int as overdue,
      count(*) filter (where d.due >= m.start and d.due < m.until)::int as due,
      count(*) filter (where d.due >= m.start and d.due < m.until and h.closed_at <= d.due)::int as "onTime"
    from unnest(${starts}, ${untils}, ${asOf}) with ordinality m (start, until, as_of, bucket)
    join moved h on h.found_at < m.until
    cross join lateral (select case when h.due_since > m.as_of then ${hazardDueBy(sql`m.as_of`)} else h.due_at end as due) d
    group by m.bucket`
}

const withMoved = ({ months, ...now }: HazardSums, later: readonly z.output<typeof Moved>[]): HazardSums => ({
  ...now,
  months: months.map((month, at) => {
    const moved = later.find(({ bucket }) => bucket === at + 1)
    if (!moved) return month
    const { overdue, due, onTime } = month
    return { ...month, overdue: overdue + moved.overdue, due: due + moved.due, onTime: onTime + moved.onTime }
  }),
})

/** Groups as the figures of `count` months. */
export function foldGroups(groups: readonly Group[], count: number): HazardSums {
  const sum = (counts: (group: Group) => boolean) =>
    groups.reduce((total, group) => total + (counts(group) ? group.n : 0), 0)
  const months = Array.from({ length: count }, (_, at): MonthSums => {
    const bucket = at + 1
    return {
      found: sum(({ found }) => found === bucket),
      closed: sum(({ closed }) => closed === bucket),
      overdue: sum(({ due, settled }) => due <= bucket && settled > bucket),
      due: sum(({ due }) => due === bucket),
      onTime: sum(({ due, onTime }) => due === bucket && onTime),
    }
  })
  return {
    months,
    open: sum(({ now }) => now !== 'done'),
    overdueNow: sum(({ now }) => now === 'overdue'),
    dueSoon: sum(({ now }) => now === 'soon'),
  }
}
