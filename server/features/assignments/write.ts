import { z } from 'zod'
import type { Assignment, assignments } from '#core/contract/assignments.ts'
import type { Input } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { readAssignment } from './read.ts'
import { changed, refuseOverlap, refusingAssignment } from './refusals.ts'

const Kept = z.object({ id: z.number().int() })
/** Account and name of a leader's key; the name of an account is filled in by the database. */
export const leaderOf = (key: string): { account: number | null; person: string } =>
  key.startsWith('account-') ? { account: Number(key.slice(8)), person: '—' } : { account: null, person: key.slice(5) }

const inForce = (enterprise: number): Sql => sql`a.enterprise = ${enterprise}::integer and a.until_on is null`
const oneOf = async (db: Db, where: Sql): Promise<Assignment | undefined> => {
  const found = await db.maybe(Kept, sql`select a.id from assignment a where ${where}`)
  return found && readAssignment(db, found.id)
}

/** Says in the history that somebody else took over. */
export const TAKEN_OVER = '改由他人分包'

type Assigned = Input<typeof assignments.assign>['body']
/** Makes a leader answer for an enterprise. @throws Problem not-found, not-allowed, assignment-refused, assignment-changed, request-taken */
export async function assign(db: Db, body: Assigned): Promise<Assignment> {
  await holdRequest(db, body)
  const { request, enterprise, leader, fromOn, note, seen } = body
  const before = await oneOf(db, sql`a.request = ${request}::uuid and a.enterprise = ${enterprise}::integer`)
  if (before) return before
  if (!(await db.maybe(Kept, sql`select e.id from enterprise e where e.id = ${enterprise}::integer`)))
    throw problem('assignment-refused', ['没有这家单位，或不在您的范围；请重新选择。', 'No such enterprise in your scope: choose another.'], 'body.enterprise') // prettier-ignore
  const present = await oneOf(db, inForce(enterprise))
  if ((present?.id ?? null) !== seen) throw changed(present ?? null)
  const latest = await oneOf(db, sql`a.id = (select o.id from assignment o where o.enterprise = ${enterprise}::integer and o.until_on is not null
    order by o.until_on desc, o.id desc limit 1)`) // prettier-ignore
  refuseOverlap(fromOn, latest)
  const { account, person } = leaderOf(leader)
  const write = async () => {
    if (present) await finish(db, present, fromOn, TAKEN_OVER)
    return db.one(
      Kept,
      sql`insert into assignment (request, enterprise, account, person, from_on, note)
        values (${request}::uuid, ${enterprise}::integer, ${account}::integer, ${person}, ${fromOn}::date, ${note}) returning id`,
    )
  }
  return readAssignment(db, (await refusingAssignment(write(), present ?? null)).id)
}

/** @throws Problem assignment-changed where somebody else ended it */
async function finish(db: Db, present: Assignment, untilOn: string, reason: string): Promise<void> {
  const ended = await db.run(
    sql`update assignment set until_on = ${untilOn}::date, ended_at = app.now(), ended_by = '—', end_reason = ${reason} where id = ${present.id}::integer and until_on is null`,
  )
  if (ended === 0) throw changed(null)
}

type Ended = Input<typeof assignments.end>['body']
/** Ends an assignment in force. @throws Problem not-found, not-allowed, assignment-refused, assignment-changed */
export async function endAssignment(db: Db, id: number, { untilOn, reason }: Ended): Promise<Assignment> {
  const present = await readAssignment(db, id)
  if (present.untilOn !== null) throw changed(present)
  await refusingAssignment(finish(db, present, untilOn, reason), present)
  return readAssignment(db, id)
}
