import { z } from 'zod'
import type { SubstanceBody } from '#core/contract/hazardSourceFiles.ts'
import { settle, SUBSTANCE_FAULTS } from '#core/domain/substances.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { FAULT_WORDS, refusing } from './refusals.ts'

const Written = z.object({ substance: z.number().int() })
const Dropped = z.object({ gone: z.boolean() })

/** @throws Problem not-found where the source lies outside the scope */
export async function expectSource(db: Db, id: number): Promise<void> {
  if ((await db.run(sql`select from hazard_source s where s.id = ${id}::integer`)) === 0) throw problem('not-found')
}

/** Nobody else writes this inventory until the end, and it is as it was read. @throws Problem not-found, not-allowed, entry-changed */
async function claim(db: Db, id: number, inventory: string) {
  await expectSource(db, id)
  await refusing(db.run(sql`select app.expect_inventory(${id}::integer, ${inventory})`))
}

/** Values of the columns, Q and β as the tables say them. @throws Problem entry-refused */
function settled({ inventory: _, ...entered }: SubstanceBody): Sql {
  if ((entered.mixture === null) !== (entered.mixtureReason === null))
    throw problem('entry-refused', FAULT_WORDS['mixture-reason'], 'body.mixtureReason')
  const found = settle(entered)
  if (typeof found === 'string') throw problem('entry-refused', FAULT_WORDS[found], `body.${SUBSTANCE_FAULTS[found]}`)
  const { category, critical, beta, betaReason } = found
  const { name, cas, quantity, reference, mixture, mixtureReason } = entered
  return sql`${name}, ${cas}, ${category}, ${quantity}::double precision, ${critical}::double precision, ${beta}::double precision,
    ${betaReason}, ${reference}::smallint, ${mixture}, ${mixtureReason}`
}
const columns = sql`name, cas, category, quantity, critical, beta, beta_reason, reference, mixture, mixture_reason`

/** Writes a substance into an inventory. @throws Problem not-found, not-allowed, entry-changed, entry-refused */
export async function addSubstance(db: Db, id: number, body: SubstanceBody): Promise<z.output<typeof Written>> {
  await claim(db, id, body.inventory)
  const values = settled(body)
  return refusing(
    db.one(
      Written,
      sql`insert into hazard_source_substance (hazard_source, ${columns}) values (${id}::integer, ${values}) returning id as substance`,
    ),
  )
}

/** Which substance of which source. */
interface SubstanceAsked {
  readonly id: number
  readonly substance: number
}

/** Writes one anew. @throws Problem not-found, not-allowed, entry-changed, entry-refused */
export async function changeSubstance(
  db: Db,
  { id, substance }: SubstanceAsked,
  body: SubstanceBody,
): Promise<z.output<typeof Written>> {
  await claim(db, id, body.inventory)
  const values = settled(body)
  const changed = await refusing(
    db.maybe(
      Written,
      sql`update hazard_source_substance b set (${columns}) = row(${values})
        where b.id = ${substance}::integer and b.hazard_source = ${id}::integer returning b.id as substance`,
    ),
  )
  if (!changed) throw problem('not-found')
  return changed
}

/** Takes one out. @throws Problem not-found, not-allowed, entry-changed */
export async function dropSubstance(
  db: Db,
  { id, substance }: SubstanceAsked,
  inventory: string,
): Promise<Record<string, never>> {
  await expectSource(db, id)
  const { gone } = await refusing(
    db.one(Dropped, sql`select app.drop_substance(${id}::integer, ${substance}::integer, ${inventory}) as gone`),
  )
  if (!gone) throw problem('not-found')
  return {}
}
