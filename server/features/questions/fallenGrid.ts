import { z } from 'zod'
import { LEAST_DUE } from '#core/domain/leaderQuestions.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { join, sql } from '../../db/sql.ts'
import type { Asked } from '../../filter/asked.ts'
import { rowsOfPart, type PartAsked } from '../../filter/parts/partRows.ts'

const Fallen = z.object({
  id: z.number().int(),
  name: z.string(),
  n: z.number().int(),
  of: z.number().int(),
  nBefore: z.number().int(),
  ofBefore: z.number().int(),
})
interface Asking {
  readonly db: Db
  readonly asked: Asked
  readonly filter: Filter
}

/** The grid whose on-time rate fell most from one month to the next; undefined where none fell, or too little was due to say so. */
export async function fallenGrid({ db, asked, filter }: Asking, before: string, now: string) {
  const side = (part: string, side: PartAsked['side']) => {
    const rows = rowsOfPart(asked, filter, { id: 'hazards-on-time', part, side })
    const arms = ('arms' in rows ? rows.arms : undefined) ?? [rows.where]
    const each = arms.map((arm) => sql`select h.grid from hazard h where ${arm} and h.grid is not null`)
    return sql`(select grid, count(*)::int as n from (${join(each, sql` union all `)}) h group by grid)`
  }
  const found = await db.maybe(
    Fallen,
    sql`select g.id, g.name, coalesce(n.n, 0) as n, d.n as of, coalesce(bn.n, 0) as "nBefore", bd.n as "ofBefore"
      from ${side(now, 'of')} d join ${side(before, 'of')} bd using (grid) left join ${side(now, 'n')} n using (grid)
        left join ${side(before, 'n')} bn using (grid) join grid g on g.id = grid
      where d.n >= ${LEAST_DUE} and bd.n >= ${LEAST_DUE} and coalesce(n.n, 0) * bd.n < coalesce(bn.n, 0) * d.n
      order by coalesce(n.n, 0)::numeric / d.n - coalesce(bn.n, 0)::numeric / bd.n, g.id limit 1`,
  )
  if (!found) return undefined
  const { id, name, n, of, nBefore, ofBefore } = found
  return { id, name, rates: { before: { month: before, n: nBefore, of: ofBefore }, now: { month: now, n, of } } }
}
