import { z } from 'zod'
import type { Output } from '#core/contract/route.ts'
import { type OwnerlessPlace, type supervision, SupervisionRule } from '#core/contract/supervision.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ownerlessPlace } from '../../filter/parts/ownerlessPlaces.ts'
import { ask } from '../../filter/asked.ts'
import { enterpriseSums } from '../../filter/sums/enterpriseSums.ts'
import { problem } from '../../http/problems.ts'

const MOST_ENDED = 200

const clauseOf = (id: Sql): Sql => sql`(select json_build_object('id', c.id, 'law', l.name, 'number', c.number, 'text', c.text, 'inForce', app.clause_in_force(c.id, app.today()))
  from law_clause c join law l on l.id = c.law where c.id = ${id})` // prettier-ignore

/** What is written as a rule, of `supervision_rule r`. */
export const written = sql`select 'rule-' || r.id as key, r.id, r.part, r.basis, coalesce(r.place::text, r.place_kind, r.grid::text, r.licence, r.industry, '') as target,
    nullif(r.target_name, '') as "targetName", r.department, r.department_name as "departmentName", r.principle, ${clauseOf(sql`r.clause`)} as clause,
    r.from_on::text as "fromOn", r.until_on::text as "untilOn", r.version, r.note, app.iso(r.made_at) as "madeAt", r.made_by as "madeBy",
    r.ended_by as "endedBy", r.end_reason as "endReason"
  from supervision_rule r` // prettier-ignore
/** What member units say of themselves: each prefix of an industry for which one leads. */
const ofUnits = sql`select 'unit-' || d.id || '-' || p.prefix as key, null::integer as id, 'lead' as part, 'industry' as basis, p.prefix as target, null::text as "targetName",
    d.id as department, d.name as "departmentName", 'industry' as principle, ${clauseOf(sql`app.unit_clause()`)} as clause, null::text as "fromOn",
    null::text as "untilOn", null::integer as version, null::text as note, null::text as "madeAt", null::text as "madeBy", null::text as "endedBy", null::text as "endReason"
  from department d cross join lateral unnest(d.industries) p (prefix)` // prettier-ignore

/** Every rule in force `rule`, as it is told. */
export const inForce = sql`(${written} where r.until_on is null union all ${ofUnits}) rule`

/** @throws Problem not-found */
export async function readRule(db: Db, id: number): Promise<SupervisionRule> {
  const found = await db.maybe(SupervisionRule, sql`${written} where r.id = ${id}::integer`)
  if (!found) throw problem('not-found')
  return found
}

const Head = z.object({ at: z.string(), today: z.string(), writes: z.boolean() })
const Unit = z.object({
  id: z.number().int(),
  name: z.string(),
  leads: z.number().int(),
  supports: z.number().int(),
})
const Place: z.ZodType<OwnerlessPlace> = z.object({ id: z.number().int(), kind: z.enum(['park', 'tower']), name: z.string(), gridName: z.string().nullable(), enterprises: z.number().int() }) // prettier-ignore
const Clause = z.object({ id: z.number().int(), law: z.string(), number: z.string(), text: z.string(), inForce: z.boolean() }) // prettier-ignore

/** The rule table, with the units that stand in it and the places without a lead. */
export async function listRules(db: Db, ended: boolean): Promise<Output<typeof supervision.rules>> {
  const head = await db.one(
    Head,
    sql`select app.iso(app.now()) as at, app.today()::text as today, app.may_supervise() as writes`,
  )
  const rules = await db.many(
    SupervisionRule,
    ended
      ? sql`${written} where r.until_on is not null order by r.until_on desc, r.id desc limit ${MOST_ENDED}::integer`
      : sql`select rule.* from ${inForce} order by array_position(array['place', 'place-kind', 'grid', 'licence', 'industry', 'district'], rule.basis),
          rule.target collate "C", rule.part, rule.department, rule.id nulls first`,
  )
  const asked = await ask(db, {})
  const units = await db.many(
    Unit,
    sql`select d.id, d.name, coalesce(led.n, 0)::int as leads, coalesce(helped.n, 0)::int as supports from department d
      left join (select s.department, sum(s.n) as n from (${enterpriseSums(asked, {}, ['department'])}) s group by 1) led on led.department = d.id
      left join (select s.department, count(distinct s.enterprise) as n from supported_enterprise s group by 1) helped on helped.department = d.id
      where app.role() = 'government' or d.id = app.department() order by d.code`,
  )
  const places = await db.many(
    Place,
    sql`select p.id, p.kind, p.name, (select g.name from grid g where g.id = p.grid) as "gridName",
        (select count(*)::int from enterprise e where e.place = p.id and e.status = 'active') as enterprises
      from place p where ${ownerlessPlace} order by p.id`,
  )
  const clauses = await db.many(
    Clause,
    sql`select c.id, l.name as law, c.number, c.text, true as "inForce" from law_clause c join law l on l.id = c.law
      where app.clause_in_force(c.id, app.today()) order by l.id, c.id`,
  )
  return { ...head, rules, units, places, clauses }
}
