import { z } from 'zod'
import { type FacetName, FACETS, type Facets } from '#core/contract/facets.ts'
import { CLASSES, type Filter, type FilterField, RISKS, SOURCE_LEVELS } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { ask, type Asked, hazardsAsked } from '../../filter/asked.ts'
import { reach } from '../../filter/ground.ts'
import { hazardDueSoonAt, hazardOverdueAt, hazardSourceWhere, without } from '../../filter/predicate.ts'
import { enterpriseSums, enterpriseTotal } from '../../filter/sums/enterpriseSums.ts'
import { type Dimension, summable } from '../../filter/sums/lens.ts'

const Count = z.object({ facet: z.enum(FACETS), value: z.string(), count: z.number().int() })
const Total = z.object({ field: z.string().nullable(), count: z.number().int() })

/** Choices that are shown even where nothing is left of them; of the others only those that occur. */
const ALWAYS: Partial<Record<FacetName, readonly (string | number)[]>> = {
  class: CLASSES,
  risk: RISKS,
  sourceLevel: SOURCE_LEVELS,
  overdue: ['1'],
  dueSoon: ['1'],
}

/** Facets that sums tell, with the value as sums write it; an unclassed enterprise or one without industry has none. */
type FacetDimension = Exclude<Dimension, 'cell'>
const VALUES: Readonly<Record<FacetDimension, Sql>> = {
  class: sql`nullif(class, '')`,
  risk: sql`risk::text`,
  industry: sql`nullif(left(division, 1), '')`,
  department: sql`department::text`,
  grid: sql`grid::text`,
}

/** Counts of one facet over sums of the filter without the facet's own condition. */
const overSums = (facet: FacetDimension, sums: Sql): Sql => sql`
  select ${facet} as facet, value, sum(n)::int as count from (select ${VALUES[facet]} as value, n from (${sums}) summed) valued
  where value is not null group by value having sum(n) > 0`

function overRows(asked: Asked, filter: Filter): Sql[] {
  const { ground } = asked
  const { now } = ground
  const having = (facet: 'overdue' | 'dueSoon', hazards: Sql) => sql`
    select ${facet} as facet, '1' as value, count(distinct h.enterprise)::int as count from hazard h
    where ${hazards} and ${hazardsAsked(asked, without(filter, facet))}`
  return [
    having('overdue', hazardOverdueAt(now)),
    having('dueSoon', hazardDueSoonAt(now)),
    sql`select 'sourceLevel' as facet, level::text as value, count(*)::int as count
      from (select distinct s.level, s.enterprise from hazard_source s
        where ${hazardSourceWhere(without(filter, 'sourceLevel'), now)} and ${reach(ground, 's')}) levels
      group by level`,
  ]
}

/** Facets whose own condition is not in force and that no small sum tells: they share one reading of the enterprises. */
function sharing(asked: Asked, filter: Filter): readonly FacetDimension[] {
  const free = DIMENSIONS.filter((facet) => filter[facet] === undefined)
  if (!summable(without(filter, 'bbox', 'polygon'))) return free
  return asked.territory.cells ? free.filter((facet) => facet === 'department' || facet === 'industry') : []
}
const DIMENSIONS = Object.keys(VALUES) as FacetDimension[]

/** Each facet leaves its own condition out. */
function counts(asked: Asked, filter: Filter): Sql {
  const shared = sharing(asked, filter)
  const base = sql`select * from base`
  const parts = DIMENSIONS.map((facet) =>
    overSums(facet, shared.includes(facet) ? base : enterpriseSums(asked, without(filter, facet), [facet])),
  )
  return sql`with base as materialized (${enterpriseSums(asked, filter, shared)})
    ${join([...parts, ...overRows(asked, filter)], sql` union all `)}`
}

/** How many enterprises each choice of each filter would leave, and what each condition in force keeps away. */
export async function readFacets(db: Db, filter: Filter): Promise<Facets> {
  const asked = await ask(db, filter)
  const inForce = (Object.keys(filter) as FilterField[]).filter((field) => filter[field] !== undefined)
  const totals = await db.many(
    Total,
    join(
      [undefined, ...inForce].map(
        (field) =>
          sql`select ${field ?? null}::text as field, ${enterpriseTotal(asked, field ? without(filter, field) : filter)} as count`,
      ),
      sql` union all `,
    ),
  )
  const found = await db.many(Count, counts(asked, filter))
  return {
    total: totals.find(({ field }) => field === null)?.count ?? 0,
    facets: Object.fromEntries(FACETS.map((facet) => [facet, choicesOf(facet, found)])) as Facets['facets'],
    without: totals.flatMap(({ field, count }) => (field === null ? [] : [{ field, count }])),
    version: asked.ground.versions.enterprises,
  }
}

function choicesOf(facet: FacetName, found: readonly z.output<typeof Count>[]) {
  const counted = new Map((ALWAYS[facet] ?? []).map((value) => [String(value), 0]))
  for (const row of found) if (row.facet === facet) counted.set(row.value, row.count)
  return [...counted].map(([value, count]) => ({ value, count }))
}
