import { z } from 'zod'
import { HazardRow } from '#core/contract/hazards.ts'
import { OWN_STATES, TURNS } from '#core/domain/hazardActs.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { type Ground, reach } from '../ground.ts'
import { pageOf, readKey } from './key.ts'
import { hazardOverdueAt } from '../predicate.ts'

/** Microseconds since 1970 as text, and a row's id. */
const Key = z.tuple([z.string().regex(/^-?[0-9]{1,16}$/), z.number().int()])
const Found = HazardRow.extend({ moment: z.string() })

/** A hazard `h` that its enterprise found and whose next step it may take itself, as a supervisor may. */
export const ownLoop = sql`(h.source = 'self' and not h.major and h.state = any (${[...OWN_STATES]}::text[]))`

/** Columns of HazardRow over the hazard `h`. */
export const hazardColumns = ({ now }: Ground): Sql => sql`
  h.id, h.enterprise, (select n.name from enterprise n where n.id = h.enterprise) as "enterpriseName",
  h.source, h.major, h.kind, h.state, case when ${ownLoop} then 'either' else ${JSON.stringify(TURNS)}::jsonb ->> h.state end as turn, h.events, h.description, h.found_at as "foundAt", h.due_at as "dueAt", h.closed_at as "closedAt",
  h.dispatched_at as "dispatchedAt", h.submitted_at as "submittedAt",
  (${hazardOverdueAt(now)}) as overdue,
  case when ${hazardOverdueAt(now)}
    then greatest(1, floor(extract(epoch from ${now} - h.due_at) / 86400))::int end as "overdueDays"`

/** What a list of hazards is sorted by, latest first. */
export const HAZARD_ORDERS = {
  found: sql`h.found_at`,
  due: sql`h.due_at`,
  closed: sql`h.closed_at`,
  dispatched: sql`h.dispatched_at`,
  submitted: sql`h.submitted_at`,
} as const
export type HazardOrder = keyof typeof HAZARD_ORDERS

/** How a page of hazards is ordered; `soonest`: the earliest first, not the latest. */
interface Ordered {
  readonly order?: HazardOrder
  readonly soonest?: boolean
}

/**
 * Hazards in scope under `where`, latest first by `order`, then by id; the other way round where the soonest is asked first.
 * @param where several conditions are those of which no row meets two: each finds its own first rows
 */
export async function hazardPage(
  db: Db,
  ground: Ground,
  where: Sql | readonly Sql[],
  { after, limit, order = 'found', soonest = false }: PageAsked & Ordered,
) {
  const moment = HAZARD_ORDERS[order]
  const sorted = soonest ? sql`${moment}, h.id` : sql`${moment} desc, h.id desc`
  const beyond = after === undefined ? sql`true` : beyondKey(moment, readKey(Key, after), soonest)
  const arms = [where].flat().map(
    (arm) => sql`(select h.id from hazard h
      where ${arm} and ${reach(ground, 'h')} and ${beyond} order by ${sorted} limit ${limit + 1})`,
  )
  const rows = await db.many(
    Found,
    sql`with page as materialized (${join(arms, sql` union all `)})
    select ${hazardColumns(ground)}, (extract(epoch from ${moment}) * 1000000)::bigint::text as moment
    from page join hazard h using (id) order by ${sorted} limit ${limit + 1}`,
  )
  const page = pageOf(rows, limit, (row) => [row.moment, row.id])
  return { next: page.next, rows: page.rows.map(({ moment: _, ...row }) => row) }
}

const beyondKey = (moment: Sql, [at, id]: z.output<typeof Key>, soonest: boolean): Sql =>
  sql`(${moment}, h.id) ${soonest ? sql`>` : sql`<`} (timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond', ${id}::integer)`
