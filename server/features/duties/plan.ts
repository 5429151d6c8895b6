import { z } from 'zod'
import { type ChangedTurn, Duty, type NewTurn } from '#core/contract/duties.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { dutyColumns } from './rota.ts'
import { refusing } from './refusals.ts'

const Written = z.object({ id: z.number().int() })
const dutyOf = (db: Db, id: number) => db.one(Duty, sql`select ${dutyColumns} from duty d where d.id = ${id}::integer`)

type Facts = Omit<NewTurn, 'seat'>
/** The name of whoever has an account is filled in by the database. */
const valuesOf = ({ account, person, phone, fromAt, untilAt, note }: Facts): Sql =>
  sql`${account}::integer, ${person ?? '—'}::text, ${account === null ? phone : null}::text, ${fromAt}::timestamptz, ${untilAt}::timestamptz,
    ${note}::text`

/** Plans turns of duty, all or none. @throws Problem entry-refused, not-allowed */
export async function planDuties(db: Db, turns: readonly NewTurn[]): Promise<Duty[]> {
  const made: Duty[] = []
  for (const { seat, ...facts } of turns) {
    const { id } = await refusing(
      db.one(
        Written,
        sql`insert into duty (seat, account, person, phone, from_at, until_at, note) values (${seat}, ${valuesOf(facts)}) returning id`,
      ),
    )
    made.push(await dutyOf(db, id))
  }
  return made
}

/** That nobody changed the turn since it was read; answers tell milliseconds. */
const unchanged = (seen: string) => sql`date_trunc('milliseconds', d.changed_at) = ${seen}::timestamptz`

/** @throws Problem entry-changed, not-found */
async function lost(db: Db, id: number): Promise<never> {
  const isThere = (await db.run(sql`select from duty d where d.id = ${id}::integer`)) > 0
  throw problem(isThere ? 'entry-changed' : 'not-found')
}

/** Changes a turn. @throws Problem not-found, entry-changed, entry-refused */
export async function changeDuty(db: Db, id: number, { seen, ...facts }: ChangedTurn): Promise<Duty> {
  const person =
    facts.account === null ? sql`v.person` : sql`case when d.account = v.account then d.person else v.person end`
  const changed = await refusing(
    db.run(
      sql`update duty d set account = v.account, person = ${person}, phone = v.phone, from_at = v.from_at, until_at = v.until_at, note = v.note
        from (values (${valuesOf(facts)})) v (account, person, phone, from_at, until_at, note)
        where d.id = ${id}::integer and ${unchanged(seen)}`,
    ),
  )
  return changed > 0 ? dutyOf(db, id) : lost(db, id)
}

/** Takes a turn off the rota. @throws Problem not-found, entry-changed, entry-refused */
export async function dropDuty(db: Db, id: number, seen: string): Promise<{ done: true }> {
  const dropped = await refusing(db.run(sql`delete from duty d where d.id = ${id}::integer and ${unchanged(seen)}`))
  return dropped > 0 ? { done: true } : lost(db, id)
}
