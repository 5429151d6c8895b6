import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Figure } from '#core/contract/indicators.ts'
import type { DUE_STATES } from '#core/contract/inspectionPlans.ts'
import { MOST_INSPECTORS } from '#core/contract/visitIndicators.ts'
import type { Db } from '../../db/db.ts'
import { join, sql } from '../../db/sql.ts'
import { type Asked, enterprisesAsked } from '../../filter/asked.ts'
import { visitCoverage } from '../../filter/parts/coverageRates.ts'
import { endingWith, frequencyKept, frequencyLeftOut } from '../../filter/parts/frequency.ts'
import { planTargets, targetLate, targetOverdue, targetVisited } from '../../filter/parts/planTargets.ts'
import { inspectorKey, visitMade } from '../../filter/parts/visitDefinitions.ts'
import type { dueCounts } from '../../filter/sums/dueSums.ts'

type Part = Figure['parts'][number]

const Grid = z.object({ id: z.number().int() })
/** All, those in no grid, and each level-3 grid in scope: a grid where nobody is to be visited has 0. */
export async function dueParts(
  db: Db,
  counts: Awaited<ReturnType<typeof dueCounts>>,
  state: (typeof DUE_STATES)[number],
): Promise<Part[]> {
  // prettier-ignore
  const grids = await db.many(Grid, sql`select g.id from grid g where g.level = 3 order by g.code`)
  const of = new Map(counts.map((one) => [one.grid, one[state]]))
  const sum = [...of.values()].reduce((total, n) => total + n, 0)
  return [
    { part: 'all', n: sum, of: null },
    ...[0, ...grids.map(({ id }) => id)].map((id) => ({ part: String(id), n: of.get(id) ?? 0, of: null })),
  ]
}

const Monthly = z.object({ part: z.string(), n: z.number().int(), of: z.number().int() })
/** Of each month the windows that ended with it: kept of all, and those left out. */
export async function frequencyMonths(
  db: Db,
  asked: Asked,
  filter: Filter,
  { months, id }: { months: readonly string[]; id: 'frequency-kept' | 'frequency-left-out' },
): Promise<Part[]> {
  const { now } = asked.ground
  const isRate = id === 'frequency-kept'
  const each = months
    .filter((month) => endingWith(month).length > 0)
    .map((month) => {
      const rows = isRate ? frequencyKept(month, now, 'of') : frequencyLeftOut(month, now)
      const kept = isRate ? frequencyKept(month, now, 'n') : sql`true`
      return sql`select ${month}::text as part, (count(*) filter (where ${kept}))::int as n, count(*)::int as of
        from enterprise e where ${rows} and ${enterprisesAsked(asked, filter)}`
    })
  const counted = each.length > 0 ? await db.many(Monthly, join(each, sql` union all `)) : []
  return months.map((month): Part => {
    const { n, of } = counted.find(({ part }) => part === month) ?? { n: 0, of: 0 }
    return { part: month, n, of: isRate ? of : null }
  })
}

/** Of each month who was due and had a visit, of who was due. */
export function coverageMonths(db: Db, asked: Asked, filter: Filter, months: readonly string[]): Promise<Part[]> {
  const { now } = asked.ground
  const each = months.map(
    (
      month,
    ) => sql`select ${month}::text as part, (count(*) filter (where ${visitCoverage(month, now, 'n')}))::int as n, count(*)::int as of
      from enterprise e where ${visitCoverage(month, now, 'of')} and ${enterprisesAsked(asked, filter)}`,
  )
  return db.many(Monthly, sql`${join(each, sql` union all `)} order by part`)
}

const Made = z.object({
  part: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  visits: z.number().int(),
  enterprises: z.number().int(),
  findings: z.number().int(),
})
type Made = z.infer<typeof Made>

/** Everybody together, and each inspector with what came of the visits; those with most visits first. */
export function madeBy(db: Db, asked: Asked, filter: Filter): Promise<Made[]> {
  return db.many(
    Made,
    sql`with made as materialized (
        select v.id, v.enterprise, v.inspector, v.inspector_account, ${inspectorKey} as part,
          (select count(*) from hazard h where h.inspection = v.id)::int as findings
        from inspection v where ${visitMade(asked.ground.now)}
          and v.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)}))
      (select 'all' as part, '' as name, null as unit, count(*)::int as visits, count(distinct enterprise)::int as enterprises,
        coalesce(sum(findings), 0)::int as findings from made)
      union all
      (select part, max(inspector), app.posted_at(max(inspector_account)), count(*)::int, count(distinct enterprise)::int, sum(findings)::int
        from made group by part order by count(*) desc, part collate "C" limit ${MOST_INSPECTORS})`,
  )
}

const INSPECTED = { 'visits-made': 'visits', 'visits-made-at': 'enterprises', 'visits-found': 'findings' } as const
/** One of the figures of each inspector. */
export const madeParts = (made: readonly Made[], id: keyof typeof INSPECTED): Part[] =>
  made.map(({ part, name, unit, [INSPECTED[id]]: n }) => ({
    part,
    n,
    of: null,
    ...(part !== 'all' && { name }),
    ...(unit !== null && { unit }),
  }))

const Planned = z.object({
  part: z.string(),
  name: z.string(),
  total: z.number().int(),
  visited: z.number().int(),
  late: z.number().int(),
  overdue: z.number().int(),
})
type Planned = z.infer<typeof Planned>

/** How far each plan is of which enterprises in scope and filter are in the list; those that end last first, at most 100. */
export function plansFar(db: Db, asked: Asked, filter: Filter): Promise<Planned[]> {
  return db.many(
    Planned,
    sql`select q.id::text as part, q.name, counted.* from inspection_plan q
      cross join lateral (select count(*)::int as total, (count(*) filter (where ${targetVisited}))::int as visited,
          (count(*) filter (where ${targetLate}))::int as late, (count(*) filter (where ${targetOverdue}))::int as overdue
        from ${planTargets} where t.plan = q.id
          and t.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})) counted
      order by q.until_on desc, q.id desc limit 100`,
  )
}

/** One of the figures of each plan. */
export const planParts = (plans: readonly Planned[], id: 'plan-visited' | 'plan-late' | 'plan-overdue'): Part[] =>
  plans.map(({ part, name, total, visited, late, overdue }) => {
    if (id === 'plan-visited') return { part, name, n: visited, of: total }
    return { part, name, n: id === 'plan-late' ? late : overdue, of: null }
  })
