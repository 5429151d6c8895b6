import { z } from 'zod'
import type { Output } from '#core/contract/route.ts'
import { type supervision, SupervisionRule } from '#core/contract/supervision.ts'
import { chainOf } from '#core/domain/supervision.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { inForce } from './rules.ts'

const Led = z.object({ at: z.string(), lead: z.object({ id: z.number().int(), name: z.string() }).nullable() })

/** Which unit leads for an enterprise and why. @throws Problem not-found */
export async function readChain(db: Db, enterprise: number): Promise<Output<typeof supervision.chain>> {
  const led = await db.maybe(
    Led,
    sql`select app.iso(app.now()) as at, (select json_build_object('id', d.id, 'name', d.name) from department d where d.id = e.lead_department) as lead
      from enterprise e where e.id = ${enterprise}::integer`,
  )
  if (!led) throw problem('not-found')
  const rules = await db.many(
    SupervisionRule,
    sql`select rule.* from ${inForce} join app.supervision_of(${enterprise}::integer) o
      on rule.key = case when o.rule is null then 'unit-' || o.department || '-' || o.prefix else 'rule-' || o.rule end order by rule.id nulls first`,
  )
  // a rule in force has its unit: with it the rule ends
  const applying = rules.map((rule) => ({ ...rule, department: rule.department!, prefix: rule.basis === 'industry' ? rule.target : null })) // prettier-ignore
  const chain = chainOf(applying).map(({ prefix: _, ...link }) => link)
  const supporting = new Map(chain.filter(({ verdict }) => verdict === 'supports').map(({ department, departmentName }) => [department, departmentName])) // prettier-ignore
  return { ...led, enterprise, supporting: [...supporting].map(([id, name]) => ({ id, name })), chain }
}
