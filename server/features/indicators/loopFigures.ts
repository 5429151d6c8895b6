import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Figure } from '#core/contract/indicators.ts'
import { type LOOP_INDICATORS, MOST_RANKED } from '#core/contract/loopIndicators.ts'
import { OPEN_STATES } from '#core/domain/hazardStates.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Asked, hazardsAsked } from '../../filter/asked.ts'
import { LOOP_DEFINITIONS } from '../../filter/parts/loopDefinitions.ts'
import { armsOf, momentsOf, type PartAsked, rowsOfPart } from '../../filter/parts/partRows.ts'
import { hazardOpen } from '../../filter/predicate.ts'
import type { Moments, OfHazards, Side } from '../../filter/parts/part.ts'

type Part = Figure['parts'][number]
/** Figures of the loop that are counted row by row; the closing rate is put together from sums. */
export type LoopIndicatorId = Exclude<keyof typeof LOOP_INDICATORS, 'hazards-settled'>
interface LoopAsked {
  readonly id: LoopIndicatorId
  readonly months: readonly string[]
}

const Counted = z.object({ n: z.number().int() })
const Spanned = z.object({ n: z.number().int(), median: z.number().nullable(), p90: z.number().nullable() })
const Monthly = z.object({ part: z.string(), n: z.number().int(), of: z.number().int() })
const ByState = z.object({ part: z.string(), n: z.number().int() })
const Ranked = z.object({ part: z.string(), n: z.number().int(), name: z.string() })

/** The rows that one side of a part counts, as they are opened. */
const rowsOf = (asked: Asked, filter: Filter, wanted: PartAsked): Sql =>
  sql`hazard h where ${rowsOfPart(asked, filter, wanted).where}`

/** The parts of a figure of the loop, counted by the same predicate that opens them. */
export async function loopParts(db: Db, asked: Asked, filter: Filter, { id, months }: LoopAsked): Promise<Part[]> {
  if (id === 'hazards-state') return byState(db, asked, filter)
  if (id === 'hazards-repeat') return byEnterprise(db, asked, filter)
  if (id === 'hazards-rectified' || id === 'hazards-review-late') return byMonth(db, asked, filter, { id, months })
  const { span }: OfHazards = LOOP_DEFINITIONS[id]
  const rows = rowsOf(asked, filter, { id, part: 'all', side: 'n' })
  const moments = momentsOf(asked.ground, 'all')
  if (!span || !moments) return [{ part: 'all', n: (await db.one(Counted, sql`select count(*)::int as n from ${rows}`)).n, of: null }] // prettier-ignore
  const { n, median, p90 } = await db.one(
    Spanned,
    sql`select count(*)::int as n, percentile_disc(0.5) within group (order by seconds) as median,
        percentile_disc(0.9) within group (order by seconds) as p90
      from (select extract(epoch from ${span(moments)})::float8 as seconds from ${rows}) spans`,
  )
  return [{ part: 'all', n, of: null, span: median === null || p90 === null ? null : { median, p90 } }]
}

async function byState(db: Db, asked: Asked, filter: Filter): Promise<Part[]> {
  const open = sql`${hazardOpen} and ${hazardsAsked(asked, filter)}`
  const counted = await db.many(
    ByState,
    sql`select h.state as part, count(*)::int as n from hazard h where ${open} group by h.state`,
  )
  return OPEN_STATES.map((part) => ({ part, n: counted.find((one) => one.part === part)?.n ?? 0, of: null }))
}

/** All repeats, and the enterprises that have most of them. */
async function byEnterprise(db: Db, asked: Asked, filter: Filter): Promise<Part[]> {
  const rows = rowsOf(asked, filter, { id: 'hazards-repeat', part: 'all', side: 'n' })
  const counted = await db.many(
    Ranked,
    sql`with counted as materialized (select h.enterprise, count(*)::int as n from ${rows} group by h.enterprise)
      (select 'all' as part, coalesce(sum(n), 0)::int as n, '' as name from counted)
      union all
      (select c.enterprise::text, c.n, e.name from counted c join enterprise e on e.id = c.enterprise
        order by c.n desc, c.enterprise limit ${MOST_RANKED})`,
  )
  return counted.map(({ part, n, name }) => ({ part, n, of: null, ...(part !== 'all' && { name }) }))
}

/** Each month by its edges: due in it, and what came of those. */
async function byMonth(db: Db, asked: Asked, filter: Filter, { id, months }: LoopAsked): Promise<Part[]> {
  const definition: OfHazards = LOOP_DEFINITIONS[id]
  const isRate = id === 'hazards-rectified'
  const each = months.flatMap((month) => {
    const moments = momentsOf(asked.ground, month)
    if (!moments) return []
    const where = (side: Side) => (own: Moments) => definition.where(own, side, month)
    const counted = armsOf(definition, moments, where('n'))
    return armsOf(definition, moments, where(isRate ? 'of' : 'n')).map(
      (
        rows,
        at,
      ) => sql`select ${month}::text as part, count(*) filter (where ${counted[at] ?? rows}) as n, count(*) as of
        from hazard h where ${rows} and ${hazardsAsked(asked, filter)}`,
    )
  })
  const counted = await db.many(
    Monthly,
    sql`select part, sum(n)::int as n, sum(of)::int as of from (${join(each, sql` union all `)}) arm group by part`,
  )
  return months.map((month): Part => {
    const { n, of } = counted.find(({ part }) => part === month) ?? { n: 0, of: 0 }
    return { part: month, n, of: isRate ? of : null }
  })
}
