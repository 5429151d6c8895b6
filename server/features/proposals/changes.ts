import { z } from 'zod'
import type { WantedFacts } from '#core/contract/enterpriseFacts.ts'
import { Outcome, type Proposal } from '#core/contract/proposals.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { initialsOf } from '../../initials.ts'
import { asStored } from './facts.ts'
import { readProposal } from './list.ts'
import { refusing } from './refusals.ts'

const Told = z.object({ told: Outcome })
const Made = z.object({ id: z.number().int() })

/** @throws Problem not-found where the enterprise lies outside the scope */
async function expectEnterprise(db: Db, id: number) {
  if ((await db.run(sql`select from enterprise e where e.id = ${id}::integer`)) === 0) throw problem('not-found')
}

const outcome = async (db: Db, asked: Sql): Promise<Outcome> =>
  (await refusing(db.one(Told, sql`select ${asked} as told`))).told

/** Changes facts of an enterprise at once. @throws Problem not-found, not-allowed, field-refused */
export async function changeFacts(
  db: Db,
  id: number,
  { fields, note }: { fields: WantedFacts; note?: string | undefined },
): Promise<Outcome> {
  await expectEnterprise(db, id)
  const initials = fields.name === undefined ? '' : initialsOf(fields.name)
  return outcome(
    db,
    sql`app.change_enterprise(${id}::integer, ${asStored(fields)}::jsonb, ${initials}, ${note ?? null})`,
  )
}

/** What a change would do; it is done and taken back. @throws Problem not-found, not-allowed, field-refused */
export async function rehearse(db: Db, id: number, fields: WantedFacts): Promise<Outcome> {
  await expectEnterprise(db, id)
  return outcome(db, sql`app.rehearse_change(${id}::integer, ${asStored(fields)}::jsonb)`)
}

/** Proposes a change that could be made just now. @throws Problem not-found, not-allowed, field-refused */
export async function propose(
  db: Db,
  id: number,
  { fields, note }: { fields: WantedFacts; note: string },
): Promise<Proposal> {
  await rehearse(db, id, fields)
  const made = await refusing(
    db.one(Made, sql`select app.propose_change(${id}::integer, ${asStored(fields)}::jsonb, ${note}) as id`),
  )
  return readProposal(db, made.id)
}

/** What accepting would do. @throws Problem not-found, not-allowed, proposal-conflict, proposal-decided, field-refused */
export async function preview(db: Db, id: number): Promise<Outcome> {
  await readProposal(db, id)
  return outcome(db, sql`app.rehearse_proposal(${id}::integer)`)
}

/** Accepts and applies. @throws Problem not-found, not-allowed, proposal-conflict, proposal-decided, proposal-own, field-refused */
export async function accept(db: Db, id: number, reason: string | undefined): Promise<Outcome> {
  const { fields } = await readProposal(db, id)
  const { after } = (fields.name ?? {}) as { after?: unknown }
  const initials = typeof after === 'string' ? initialsOf(after) : ''
  return outcome(db, sql`app.accept_proposal(${id}::integer, ${initials}, ${reason ?? null})`)
}

/** Refuses a proposal, or takes an own one back. @throws Problem not-found, not-allowed, proposal-decided, proposal-own */
export async function close(
  db: Db,
  id: number,
  { state, reason }: { state: 'refused' | 'withdrawn'; reason?: string },
): Promise<Proposal> {
  await readProposal(db, id)
  await refusing(db.run(sql`select app.close_proposal(${id}::integer, ${state}, ${reason ?? null})`))
  return readProposal(db, id)
}
