import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import { DueRow, type inspectionPlans } from '#core/contract/inspectionPlans.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, type Asked, enterprisesAsked } from '../../filter/asked.ts'
import { cycleMonths, latestVisit, VISIT_STATES, visitable } from '../../filter/parts/visits.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { dueCounts } from '../../filter/sums/dueSums.ts'

/** Microseconds of the end of the cycle, 0 where there was no visit, and the enterprise. */
const Key = z.tuple([z.string().regex(/^-?[0-9]{1,17}$/), z.number().int()])
const Row = DueRow.extend({ moment: z.string() })
type Answer = Output<typeof inspectionPlans.dues>
type Counts = Answer['all']
const Named = z.object({ id: z.number().int(), name: z.string(), person: z.string().nullable() })

/** The enterprises of the question in one state, each with its latest visit and the end of its cycle. */
function standing(asked: Asked, filter: Filter, due: DueRow['state']): Sql {
  const { now } = asked.ground
  return sql`select l.*, app.cycle_end(l.seen, l.months) as due_at
    from (select e.id, e.name, e.class, e.grid, ${cycleMonths} as months,
        ${latestVisit(now)} as seen
      from enterprise e where ${enterprisesAsked(asked, filter)} and ${visitable} and ${VISIT_STATES[due](now)}) l`
}

const NONE: Counts = { overdue: 0, due: 0, done: 0 }
const sum = (all: readonly Counts[]): Counts =>
  all.reduce((one, { overdue, due, done }) => ({ overdue: one.overdue + overdue, due: one.due + due, done: one.done + done }), NONE) // prettier-ignore

/** The counts of each grid by its person, and of each person over all grids of theirs; most overdue first. */
async function countsOf(db: Db, asked: Asked, filter: Filter): Promise<Pick<Answer, 'all' | 'grids' | 'chiefs'>> {
  const named = await db.many(Named, sql`select id, name, person from grid where level = 3 order by code`)
  const counted = await dueCounts(db, asked, filter)
  const place = new Map(named.map((grid, at) => [grid.id, { ...grid, at }]))
  const grids = counted
    .map(({ grid, ...counts }) => ({ grid: grid || null, name: place.get(grid)?.name ?? null, person: place.get(grid)?.person ?? null, ...counts })) // prettier-ignore
    .toSorted((a, b) => b.overdue - a.overdue || (place.get(a.grid ?? 0)?.at ?? -1) - (place.get(b.grid ?? 0)?.at ?? -1)) // prettier-ignore
  const people = new Map<string | null, (typeof grids)[number][]>()
  for (const grid of grids) people.set(grid.person, [...(people.get(grid.person) ?? []), grid])
  const chiefs = [...people].map(([person, own]) => {
    const counts = sum(own)
    const total = counts.overdue + counts.due + counts.done
    return { person, grids: own.map(({ grid }) => grid ?? 0), ...counts, total }
  })
  return { all: sum(grids), grids, chiefs: chiefs.toSorted((a, b) => b.overdue - a.overdue) }
}

/** Who is due: counted of each grid and person, and a page of those in one state, the earliest end first, never visited before all. */
export async function listDues(
  db: Db,
  { after, limit, due, ...filter }: Input<typeof inspectionPlans.dues>['query'],
): Promise<Answer> {
  const asked = await ask(db, filter)
  const from = after === undefined ? undefined : readKey(Key, after)
  const moment = sql`coalesce((extract(epoch from d.due_at) * 1000000)::bigint, 0)`
  const rows = await db.many(
    Row,
    sql`select d.id, d.name, d.class, d.grid, (select g.name from grid g where g.id = d.grid) as "gridName", d.seen as "visitedAt",
        d.due_at as "dueAt", ${due}::text as state, changed.at as "classChangedAt", changed.class_before as "classBefore", ${moment}::text as moment
      from (${standing(asked, filter, due)}) d left join lateral (select c.at, c.class_before from enterprise_standing c
        where c.enterprise = d.id and c.class_before <> c.class_after and c.at > d.seen order by c.at desc, c.id desc limit 1) changed on true
      where ${from ? sql`(${moment}, d.id) > (${from[0]}::bigint, ${from[1]}::integer)` : sql`true`}
      order by ${moment}, d.id limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, ({ moment: at, id }) => [at, id])
  return {
    ...(await countsOf(db, asked, filter)),
    rows: page.rows.map(({ moment: _, ...row }) => row),
    next: page.next,
  }
}
