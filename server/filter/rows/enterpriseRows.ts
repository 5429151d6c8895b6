import { z } from 'zod'
import { EnterpriseRow } from '#core/contract/enterprises.ts'
import { prepared, type Sql, sql } from '../../db/sql.ts'
import type { Db } from '../../db/db.ts'
import { hazardOpen } from '../predicate.ts'
import type { Ground } from '../ground.ts'
import type { Source } from '../sums/enterpriseSums.ts'
import { visitDue } from '../parts/visits.ts'
import { pageOf, readKey } from './key.ts'

/** A page is asked for by its length and, but for the first, by the `next` of the page before. */
export interface PageAsked {
  readonly after?: string | undefined
  readonly limit: number
}

const Key = z.tuple([z.number().int().min(1).max(5), z.number().int()])
const Sorted = z.object({ id: z.number().int() })
const Found = EnterpriseRow.extend({ urgency: z.number().int() })

/** Columns of EnterpriseRow over the enterprise `e` and what stands beside it. */
export const enterpriseColumns = sql`
  e.id, e.identifier, e.name, e.industry, e.class, e.class_override_until as "classOverrideUntil", e.risk, e.grid,
  (select g.name from grid g where g.id = e.grid) as "gridName",
  e.lead_department as department,
  (select d.name from department d where d.id = e.lead_department) as "departmentName",
  (select min(s.level) from hazard_source s where s.enterprise = e.id) as "sourceLevel",
  standing.open as "hazardsOpen", standing.overdue as "hazardsOverdue", last.inspected_at as "inspectedAt", last.kind as "inspectionKind",
  ${visitDue} as "visitDueAt",
  case when e.geom is not null then json_build_array(st_x(e.geom), st_y(e.geom)) end as position`

/** Beside the enterprise `e`, looked up and so for the rows of a page only: open hazards as `standing`, the latest visit as `last`. */
export const besideEnterprise = ({ now }: Ground): Sql => sql`
  cross join lateral (
    select count(*)::int as open, (count(*) filter (where h.due_at < ${now}))::int as overdue
    from hazard h where h.enterprise = e.id and ${hazardOpen}) standing
  left join lateral (
    select i.inspected_at, i.kind from inspection i where i.enterprise = e.id order by i.inspected_at desc, i.id desc limit 1
  ) last on true`

/** Where a page is read from, and how far down: `upTo` is the urgency beyond which no row of it can lie. */
export interface PageSource extends Source {
  readonly upTo?: number | undefined
}

/** Enterprises of a source, worst risk first, then by id: a page stays right while rows come and go. */
export async function enterprisePage(db: Db, ground: Ground, source: PageSource, { after, limit }: PageAsked) {
  const { from, where, upTo } = source
  const [risk, id] = keyOf(after)
  const bound = upTo === undefined ? sql`true` : sql`e.urgency <= ${upTo}::smallint`
  const page = await db.many(
    Sorted,
    sql`select e.id from ${from} where ${where} and ${bound} and (e.urgency, e.id) > (${risk}::smallint, ${id}::integer)
      order by e.urgency, e.id limit ${limit + 1}`,
  )
  const rows = await db.many(
    Found,
    shownAs(
      ground,
      page.map((row) => row.id),
    ),
  )
  const shown = pageOf(rows, limit, (row) => [row.urgency, row.id])
  return { next: shown.next, rows: shown.rows.map(({ urgency: _, ...row }) => row) }
}

/** The rows of a page as a list shows them. Planning this costs more than running it, so each connection plans it once. */
const shownAs = (ground: Ground, ids: readonly number[]): Sql =>
  prepared(
    'enterprise-page',
    sql`select ${enterpriseColumns}, e.urgency from unnest(${[...ids]}::integer[]) page (id) join enterprise e using (id)
      ${besideEnterprise(ground)} order by e.urgency, e.id`,
  )

const keyOf = (after: string | undefined) => (after === undefined ? ([0, 0] as const) : readKey(Key, after))

/**
 * How far down a page reaches at most, from counts by risk colour: the first urgency by which enough rows follow its key,
 * those of the key's own urgency not counted on.
 */
export function reachOfPage(counts: ReadonlyMap<number, number>, { after, limit }: PageAsked): number {
  const [begin] = keyOf(after)
  let rows = 0
  for (const level of [1, 2, 3, 4, 5]) {
    if (level > begin) rows += counts.get(level % 5) ?? 0
    if (rows > limit) return level
  }
  return 5
}
