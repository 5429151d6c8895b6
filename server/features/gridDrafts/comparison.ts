import { z } from 'zod'
import type { GridComparison, GridLoad } from '#core/contract/gridDrafts.ts'
import { Id, Position } from '#core/contract/route.ts'
import { shortestNet } from '#core/domain/gridDraft/shortestNet.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask } from '../../filter/asked.ts'
import { VISIT_DEFINITIONS } from '../../filter/parts/visitDefinitions.ts'
import { readDraft } from './drafts.ts'

/** Moves that are listed. */
const LISTED = 200

const Side = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  now: z.number().nullable(),
  drafted: z.number().nullable(),
  peopleNow: z.number().int(),
  peopleDrafted: z.number().int(),
})
const Enterprise = z.object({
  id: Id,
  name: z.string(),
  class: z.enum(['A', 'B', 'C']).nullable(),
  active: z.boolean(),
  overdue: z.boolean(),
  at: Position,
  from: Id.nullable(),
  to: Id.nullable(),
})
type Enterprise = z.output<typeof Enterprise>

/** The grid of a place as drafted: of two that touch it the older, as app.grid_at has it. */
const draftedAt = (draft: number, at: Sql): Sql =>
  sql`(select n.node from grid_draft_node n where n.draft = ${draft}::integer and n.level = 3 and st_intersects(n.geom, ${at}) order by n.node limit 1)`

const changedOf = (draft: number): Sql => sql`changed as materialized (
    select coalesce(g.id, n.node) as id, coalesce(n.code, g.code) as code, coalesce(n.name, g.name) as name, g.geom as now, n.geom as drafted
    from (select g.id, g.code, g.name, g.geom from grid g where g.level = 3) g
    full join (select * from grid_draft_node n where n.draft = ${draft}::integer and n.level = 3) n on n.node = g.id
    where g.geom::bytea is distinct from n.geom::bytea)`

/** What every territory that changes, comes or goes has to do, now and as drafted. A draft that is over is compared no more: it has no sides. */
export async function compareDraft(db: Db, id: number): Promise<GridComparison> {
  const draft = await readDraft(db, id)
  const { ground } = await ask(db, {})
  const at = ground.at.toISOString()
  if (draft.state === 'effective' || draft.state === 'withdrawn')
    return { at, version: draft.version, grids: [], moving: 0, moves: [] }
  const sides = await db.many(
    Side,
    sql`with ${changedOf(id)}, people as materialized (
        select p.people, p.grid as now, ${draftedAt(id, sql`p.geom`)} as drafted from population_point p
        where p.grid in (select c.id from changed c) or exists (select from changed c where st_intersects(c.drafted, p.geom)))
      select c.id, c.code, c.name, st_area(c.now::geography) as now, st_area(c.drafted::geography) as drafted,
        (select coalesce(sum(p.people), 0)::integer from people p where p.now = c.id) as "peopleNow",
        (select coalesce(sum(p.people), 0)::integer from people p where p.drafted = c.id) as "peopleDrafted"
      from changed c order by c.code`,
  )
  const enterprises = await db.many(
    Enterprise,
    sql`with ${changedOf(id)} select e.id, e.name, e.class, e.status = 'active' as active,
        (${VISIT_DEFINITIONS['visits-overdue'].where('all', ground.now)}) is true as overdue,
        json_build_array(st_x(e.geom), st_y(e.geom)) as at, e.grid as "from", ${draftedAt(id, sql`e.geom`)} as "to"
      from enterprise e where e.status <> 'closed' and e.geom is not null and (e.grid in (select c.id from changed c)
        or exists (select from changed c where st_intersects(c.drafted, e.geom))) order by e.name, e.id`,
  )
  const names = await namesOf(db, id)
  const moving = enterprises.filter(({ from, to }) => from !== to)
  const nameOf = (grid: number | null) => (grid === null ? null : (names.get(grid) ?? null))
  return {
    at,
    version: draft.version,
    grids: sides.map(({ id: grid, code, name, now, drafted, peopleNow, peopleDrafted }) => ({
      id: grid,
      code,
      name,
      now:
        now === null
          ? null
          : loadOf(
              now,
              peopleNow,
              enterprises.filter(({ from }) => from === grid),
            ),
      drafted:
        drafted === null
          ? null
          : loadOf(
              drafted,
              peopleDrafted,
              enterprises.filter(({ to }) => to === grid),
            ),
    })),
    moving: moving.length,
    moves: moving.slice(0, LISTED).map(({ id: enterprise, name, at: position, from, to }) => ({
      enterprise,
      name,
      position,
      from: nameOf(from),
      to: nameOf(to),
    })),
  }
}

/** Sixths of a visit a month that a class asks for. */
const SIXTHS = { A: 6, B: 2, C: 1 } as const
function loadOf(area: number, population: number, enterprises: readonly Enterprise[]): GridLoad {
  const inBusiness = enterprises.filter(({ active }) => active)
  const count = (wanted: Enterprise['class']) => enterprises.filter((one) => one.class === wanted).length
  const sixths = inBusiness.reduce((sum, one) => sum + (one.class ? SIXTHS[one.class] : 0), 0)
  return {
    area,
    enterprises: enterprises.length,
    classA: count('A'),
    classB: count('B'),
    classC: count('C'),
    unclassed: count(null),
    visits: sixths / 6,
    overdue: enterprises.filter(({ overdue }) => overdue).length,
    population,
    travel: shortestNet(inBusiness.map(({ at }) => at)),
  }
}

async function namesOf(db: Db, draft: number): Promise<Map<number, string>> {
  const nodes = await db.many(
    z.object({ id: Id, name: z.string() }),
    sql`select g.id, g.name from grid g union all select n.node, n.name from grid_draft_node n where n.draft = ${draft}::integer`,
  )
  return new Map(nodes.map(({ id, name }) => [id, name]))
}
