import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import { DUE_DAYS, DueRow, type inspectionPlans } from '#core/contract/inspectionPlans.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { CYCLES } from '#core/domain/visitCycles.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, type Asked, enterprisesAsked } from '../../filter/asked.ts'
import { visited } from '../../filter/parts/visits.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'

/** Microseconds of the end of the cycle, 0 where there was no visit, and the enterprise. */
const Key = z.tuple([z.string().regex(/^-?[0-9]{1,17}$/), z.number().int()])
const Row = DueRow.extend({ moment: z.string() })
type Answer = Output<typeof inspectionPlans.dues>
const Told = z.object({ grid: z.number().int().nullable(), name: z.string().nullable(), person: z.string().nullable(), overdue: z.number().int(), due: z.number().int(), done: z.number().int() }) // prettier-ignore

/**
 * Every active, classed enterprise of the question with its latest visit, the end of its cycle and how it stands. Overdue is exactly what
 * grid coverage does not count as visited.
 */
function standing(asked: Asked, filter: Filter): Sql {
  const { now } = asked.ground
  const months = sql`case e.class when 'A' then ${CYCLES.A}::int when 'B' then ${CYCLES.B}::int else ${CYCLES.C}::int end`
  return sql`select s.*, case when not coalesce(s.kept, false) then 'overdue'
        when s.due_at <= ${now} + make_interval(days => ${DUE_DAYS}::int) then 'due' else 'done' end as state
    from (select l.*, (l.seen at time zone 'Asia/Shanghai' + make_interval(months => l.months)) at time zone 'Asia/Shanghai' as due_at
      from (select e.id, e.name, e.class, e.grid, ${months} as months, ${visited(now)} as kept,
          case when e.visited_at <= ${now} then e.visited_at else (select max(i.inspected_at) from inspection i
            where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished' and i.inspected_at <= ${now}) end as seen
        from enterprise e where ${enterprisesAsked(asked, filter)} and e.status = 'active' and e.class is not null) l) s`
}

/** Who is due: counted of each grid, and a page of those in one state, the earliest end first, never visited before all. */
export async function listDues(
  db: Db,
  { after, limit, due, ...filter }: Input<typeof inspectionPlans.dues>['query'],
): Promise<Answer> {
  const asked = await ask(db, filter)
  const grids = await db.many(
    Told,
    sql`select d.grid, g.name, g.person, (count(*) filter (where d.state = 'overdue'))::int as overdue,
        (count(*) filter (where d.state = 'due'))::int as due, (count(*) filter (where d.state = 'done'))::int as done
      from (${standing(asked, filter)}) d left join grid g on g.id = d.grid
      group by d.grid, g.name, g.person, g.code order by overdue desc, g.code nulls first`,
  )
  const from = after === undefined ? undefined : readKey(Key, after)
  const moment = sql`coalesce((extract(epoch from d.due_at) * 1000000)::bigint, 0)`
  const rows = await db.many(
    Row,
    sql`select d.id, d.name, d.class, d.grid, (select g.name from grid g where g.id = d.grid) as "gridName", d.seen as "visitedAt",
        d.due_at as "dueAt", d.state, ${moment}::text as moment
      from (${standing(asked, filter)}) d where d.state = ${due}
        and ${from ? sql`(${moment}, d.id) > (${from[0]}::bigint, ${from[1]}::integer)` : sql`true`}
      order by ${moment}, d.id limit ${limit + 1}::integer`,
  )
  const sum = (of: 'overdue' | 'due' | 'done') => grids.reduce((total, one) => total + one[of], 0)
  const page = pageOf(rows, limit, ({ moment: at, id }) => [at, id])
  return {
    all: { overdue: sum('overdue'), due: sum('due'), done: sum('done') },
    grids,
    rows: page.rows.map(({ moment: _, ...row }) => row),
    next: page.next,
  }
}
