import type { City, Point } from './coverageCity.ts'
import type { WholeBook } from './coverageRoundsBook.ts'

interface Firm {
  readonly id: number
  readonly class: 'A' | 'B' | 'C'
  readonly grid: number
}
/** What rounds draw from, read once while the book is whole. */
export interface Pools {
  /** Active, of a class, beside parks and towers and without a graded source; `assignment` where a leader has it by an account or a name; `drawn`: without a point it lies where its outline is; `computed`: nobody has overridden its class. */
  readonly firms: readonly (Firm & {
    readonly assignment: number | null
    readonly drawn: boolean
    readonly computed: boolean
  })[]
  readonly leaders: readonly { readonly account: number; readonly enterprises: readonly number[] }[]
  /** For which nobody stands in; without the node 0 that a drawn city has, which no book gives. */
  readonly nodes: readonly number[]
  readonly units: readonly number[]
  readonly sources: readonly number[]
  readonly towers: readonly number[]
  /** Sixths of a visit a month in each level-3 grid. */
  readonly loads: ReadonlyMap<number, number>
  readonly limit: number
  /** Open ground: within a grid, and outside the district (`grid` null). */
  readonly sites: readonly { readonly grid: number | null; readonly at: Point }[]
  readonly city: City | null
}

/** Sixths of a visit a month by class. */
const WEIGHT = { A: 6, B: 2, C: 1 } as const

const SITES = `with inside as (
    select g.id as grid, d.geom as at from grid g, lateral st_dump(st_generatepoints(g.geom, 30, 7)) d
    where g.level = 3 and st_distance(st_boundary(g.geom)::geography, d.geom::geography) > 80),
  outside as (
    select null::integer as grid, p.geom as at from district d, lateral st_dump(st_generatepoints(st_expand(d.geom, 0.03), 300, 8)) p
    where st_distance(d.geom::geography, p.geom::geography) > 80)
  select s.grid, array[st_x(s.at), st_y(s.at)] as at from (select * from inside union all select * from outside) s
  where not exists (select from enterprise e where st_dwithin(e.geom, s.at, 0.0012)) and not exists (select from place p where st_dwithin(p.geom, s.at, 0.0012))`

export async function poolsOf({ ask, city }: WholeBook): Promise<Pools> {
  const ids = async (text: string) => (await ask<{ id: number }>(text)).map(({ id }) => id)
  const loads = await ask<{ grid: number; class: Firm['class']; n: number }>(`select g.id as grid, coalesce(e.class, 'C') as class, count(e.id)::int as n
    from grid g left join enterprise e on e.grid = g.id and e.status = 'active' and e.class is not null where g.level = 3 group by 1, 2`)
  const sum = new Map<number, number>()
  for (const { grid, class: of, n } of loads) sum.set(grid, (sum.get(grid) ?? 0) + WEIGHT[of] * n)
  return {
    firms: await ask(`select e.id, e.class, e.grid, a.id as assignment, e.footprint is not null as drawn, e.class_override is null as computed from enterprise e left join assignment a on a.enterprise = e.id and a.until_on is null
      where e.status = 'active' and e.class is not null and not exists (select from hazard_source s where s.enterprise = e.id)
      and not exists (select from place p where p.id = e.place and p.kind <> 'block') order by e.id`),
    leaders: await ask(`select a.account, array_agg(a.enterprise order by a.enterprise) as enterprises from assignment a join enterprise e on e.id = a.enterprise
      where a.until_on is null and a.account is not null and e.class = 'A' and e.status <> 'closed' group by 1 order by 1`),
    nodes: await ids(`select id from grid g where id > 0 and not exists (select from grid_person t where t.grid = g.id and t.part = 'substitute' and t.until_on > app.today()) order by id`),
    units: await ids('select id from department order by id'),
    sources: await ids(`select s.id from hazard_source s join enterprise e on e.id = s.enterprise where s.level is not null and e.status <> 'closed' order by s.id`),
    towers: await ids(`select id from place where kind in ('park', 'tower') order by id`),
    loads: sum,
    limit: (await ask<{ limit: number }>(`select "limit" from coverage_rule where kind = 'chief-overload'`))[0]!.limit * 6,
    sites: city === null ? await ask(SITES) : [],
    city,
  }
} // prettier-ignore
