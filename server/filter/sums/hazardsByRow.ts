import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'
import type { HazardSums, MonthEdges, MonthSums } from './hazardFigures.ts'
import { hazardDueSoonAt, hazardOpen, hazardOverdueAt } from '../predicate.ts'

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
  const groups = await db.many(
    Group,
    sql`select case when h.found_at <= ${now} then width_bucket(h.found_at, ${months}) else 0 end as found,
      case when h.closed_at <= ${now} then width_bucket(h.closed_at, ${months}) else 0 end as closed,
      width_bucket(h.due_at, ${untils}) as due,
      case when h.closed_at is null then ${NEVER}::int
        else greatest(width_bucket(h.due_at, ${untils}), width_bucket(h.closed_at - interval '1 microsecond', ${untils})) end as settled,
      coalesce(h.closed_at <= h.due_at, false) as "onTime",
      case when not (${hazardOpen}) then 'done' when ${hazardOverdueAt(now)} then 'overdue'
        when ${hazardDueSoonAt(now)} then 'soon' else 'open' end as now,
      count(*)::int as n
    from hazard h where h.state <> 'voided' and ${where} group by 1, 2, 3, 4, 5, 6`,
  )
  return foldGroups(groups, edges.length)
}

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
