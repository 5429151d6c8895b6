import type { z } from 'zod'
import { Preview } from '#core/contract/accounts.ts'
import { REPORTABLE_SOURCES } from '#core/contract/hazards.ts'
import { knowledgeOf } from '#core/domain/posts.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { CATALOGUE } from '../../http/docs/catalogue.ts'
import type { Kit } from '../../http/kit.ts'

const Rows = Preview.shape.rows

/** Operations that only some roles and posts may ask, this one among them. */
const operationsOf = ({ role, post }: Actor): string[] =>
  Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
    Object.entries(routes).flatMap(([name, { only, posts }]) =>
      only?.includes(role) && (!posts || !post || posts.includes(post)) ? [`${capability}.${name}`] : [],
    ),
  )

/** How far a post reaches: rows counted in a transaction of its own, as the policies let this actor see them. */
export async function previewOf(pool: Kit['readPool'], actor: Actor, id: number): Promise<z.output<typeof Preview>> {
  const statement = sql`select (select count(*) from enterprise)::int as enterprises,
    (select count(*) from hazard_source where level is not null)::int as "hazardSources",
    (select count(*) from hazard)::int as hazards, (select count(*) from inspection)::int as inspections,
    (select count(*) from risk_point)::int as "riskPoints",
    (select count(*) from grid where level = 3)::int as grids, (select count(*) from place)::int as places`
  const rows = await inScope(pool, actor, (db) => db.one(Rows, statement), { snapshot: true })
  const mayNotReport = actor.post === 'data-steward'
  return {
    id,
    knows: [...knowledgeOf(actor)],
    reports: mayNotReport ? [] : [...REPORTABLE_SOURCES[actor.role]],
    operations: operationsOf(actor),
    rows,
  }
}
