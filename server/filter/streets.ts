import { z } from 'zod'
import { PatrolStreet } from '#core/contract/patrols.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import { onGround } from './coverage/fault.ts'
import type { PageAsked } from './rows/enterpriseRows.ts'
import { pageOf, readKey } from './rows/key.ts'

/** The stretch `s` of a street has no point near it within the days of the rule. */
export const isUnwalked = (now: Sql): Sql =>
  sql`coalesce(s.walked_at < ${now} - make_interval(days => (select r."limit" from patrol_rule r where r.kind = 'recent')), true)`

/** Streets of a part that are not walked throughout: over `f`, with the number by which they are listed. */
export function streetsOfPart(filter: Filter, part: string, now: Sql): Sql {
  const asked = sql`s.grid is not null and ${part === 'all' ? sql`true` : sql`s.grid = ${Number(part)}::integer`} and ${onGround(filter, sql`array[s.grid]`, sql`s.middle`)}`
  return sql`(select b.id as road, g.id as grid, 'street:' || b.id || '-' || g.id as key, b.name, g.name as "gridName", sum(s.length_m) as "lengthM",
      sum(s.length_m) filter (where ${isUnwalked(now)}) as "unwalkedM", app.iso(max(s.walked_at)) as "walkedAt",
      round(sum(s.length_m) filter (where ${isUnwalked(now)}) * 10)::integer as rank,
      (array_agg(json_build_array(st_x(s.middle), st_y(s.middle)) order by ${isUnwalked(now)} desc, s.id))[1] as position
    from patrol_piece s join basemap b on b.id = s.road join grid g on g.id = s.grid where ${asked}
    group by b.id, g.id having bool_or(${isUnwalked(now)})) f`
}

const Key = z.tuple([z.number().int(), z.number().int(), z.number().int()])
const Row = PatrolStreet.extend({ rank: z.number().int(), road: z.number().int() })

/** Streets of a part in scope, those with most metres not walked first. */
export async function streetPage(db: Db, from: Sql, { after, limit }: PageAsked) {
  const last = after === undefined ? undefined : readKey(Key, after)
  const beyond = last ? sql`(-f.rank, f.road, f.grid) > (${-last[0]}::integer, ${last[1]}::integer, ${last[2]}::integer)` : sql`true`
  const rows = await db.many(Row, sql`select f.* from ${from} where ${beyond} order by f.rank desc, f.road, f.grid limit ${limit + 1}::integer`)
  return pageOf(rows, limit, ({ rank, road, grid }) => [rank, road, grid])
} // prettier-ignore

const Part = z.object({ part: z.string(), n: z.number().int(), metres: z.number(), of: z.number() })

/** Each level-3 grid whose streets one is told of, and all together: streets with a stretch that is not walked, their metres, and all metres. */
export async function streetParts(db: Db, filter: Filter, now: Sql) {
  const rows = await db.many(
    Part,
    sql`with street as (select s.grid, bool_or(${isUnwalked(now)}) as unwalked, coalesce(sum(s.length_m) filter (where ${isUnwalked(now)}), 0) as metres, sum(s.length_m) as of
        from patrol_piece s where s.grid is not null and ${onGround(filter, sql`array[s.grid]`, sql`s.middle`)} group by s.road, s.grid)
      select coalesce(g.id::text, 'all') as part, (count(*) filter (where t.unwalked))::int as n, coalesce(sum(t.metres), 0) as metres, coalesce(sum(t.of), 0) as of
      from grid g left join street t on t.grid = g.id where g.level = 3 and app.reads_patrols(g.id)
      group by grouping sets ((g.code, g.id), ()) having grouping(g.id) = 0 or app.reads_any_patrols() order by grouping(g.id) desc, g.code`,
  )
  return rows.map(({ part, n, metres, of }) => ({ part, n, of: null, share: { n: metres, of } }))
}
