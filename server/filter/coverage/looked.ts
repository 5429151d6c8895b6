import { z } from 'zod'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Asked } from '../asked.ts'
import { reach } from '../ground.ts'
import { supervised } from '../places.ts'
import { enterpriseSums, enterpriseTotal } from '../sums/enterpriseSums.ts'

const Counted = z.object({
  territories: z.number().int(),
  outlined: z.boolean(),
  open: z.number().int(),
  industries: z.number().int(),
  classA: z.number().int(),
  nodes: z.number().int(),
  chiefs: z.number().int(),
  visitable: z.number().int(),
  sources: z.number().int(),
  places: z.number().int(),
})

/** Codes of industry of enterprises that are not closed. Of a whole book one code after the other by the index: they are few, the rows many. */
const industries = (asked: Asked): Sql =>
  asked.ground.role === 'government'
    ? sql`(with recursive code as (
        (select e.industry from enterprise e where e.industry is not null order by e.industry collate "C" limit 1)
        union all
        select (select e.industry from enterprise e where e.industry collate "C" > c.industry order by e.industry collate "C" limit 1)
        from code c where c.industry is not null)
      select count(*)::int from code c where c.industry is not null
        and exists (select from enterprise e where e.industry collate "C" = c.industry and e.status <> 'closed'))`
    : sql`(select count(distinct e.industry)::int from enterprise e where e.status <> 'closed' and ${reach(asked.ground, 'e')})`

/** In how many each rule looks, in the scope of whoever asks. */
async function countLooked(db: Db, asked: Asked): Promise<Readonly<Record<FaultKind, number>>> {
  const found = await db.one(
    Counted,
    sql`select (select count(*)::int from grid g where g.level = 3) as territories,
      exists (select from district d where not st_isempty(d.geom)) as outlined,
      ${enterpriseTotal(asked, {})} - (select count(*)::int from enterprise e where e.status = 'closed' and ${reach(asked.ground, 'e')}) as open,
      ${industries(asked)} as industries,
      (select count(*)::int from enterprise e where e.class = 'A' and e.status <> 'closed' and ${reach(asked.ground, 'e')}) as "classA",
      (select count(*)::int from grid g) as nodes,
      (select count(*)::int from app.coverage_chiefs() c where exists (select from unnest(c.grids) m (grid) join grid g on g.id = m.grid)) as chiefs,
      (select coalesce(sum(n), 0)::int from (${enterpriseSums(asked, {}, ['class'], 'active')}) summed where class <> '') as visitable,
      (select count(*)::int from hazard_source s where s.level is not null
        and exists (select from enterprise e where e.id = s.enterprise and e.status <> 'closed')) as sources,
      (select count(*)::int from place p where ${supervised}) as places`,
  )
  const looked: Readonly<Record<FaultKind, number>> = {
    // without an outline nothing can be a gap or outside: that is not the same as that nothing is
    'territory-gap': found.outlined ? found.territories : 0,
    'territory-overlap': found.territories,
    'territory-outside': found.outlined ? found.territories : 0,
    'enterprise-no-grid': found.open,
    'enterprise-no-lead': found.open,
    'enterprise-two-leads': found.open,
    'industry-ownerless': found.industries,
    'class-a-leader': found.classA,
    'node-person': found.nodes,
    'chief-overload': found.chiefs,
    'visit-overdue': found.visitable,
    'source-responsible': found.sources,
    'place-register': found.places,
  }
  return looked
}

const Rule = z.object({ kind: z.enum(FAULT_KINDS), version: z.number().int(), limit: z.number().nullable() })
/** The rules in their order, each with in how many it looks. */
export async function readRules(db: Db, asked: Asked) {
  const looked = await countLooked(db, asked)
  const rules = await db.many(Rule, sql`select r.kind, r.version, r."limit" from coverage_rule r`)
  return FAULT_KINDS.map((kind) => {
    const rule = rules.find((one) => one.kind === kind)
    if (!rule) throw new Error(`no rule of ${kind}`)
    return { ...rule, looked: looked[kind] }
  })
}
