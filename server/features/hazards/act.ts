import { z } from 'zod'
import type { HazardDeed } from '#core/contract/hazardLoop.ts'
import type { HazardFile } from '#core/contract/hazards.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type Deed, type HazardRefusal, HAZARD_REFUSALS, refusalOf } from '#core/domain/hazardLoop.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'
import { problem } from '../../http/problems.ts'
import { repealedClause } from '../../http/refusing.ts'
import { handOf, readHazard, readLoop } from './file.ts'
import { refusedDeed } from './refusals.ts'

/**
 * Does an act of the loop to a hazard. The same request again answers with the hazard as it is now.
 * @throws Problem not-found, not-allowed, hazard-changed, hazard-refused, hazard-own, request-taken
 */
export async function actOn(db: Db, id: number, deed: HazardDeed): Promise<HazardFile> {
  await holdRequest(db, deed, { hazard: id })
  const ground = await groundOf(db)
  const loop = await readLoop(db, id)
  if (await isDone(db, id, deed)) return readHazard(db, id)
  if (loop.events !== deed.seen) throw problem('hazard-changed')
  const hand = await handOf(db, ground)
  if (!hand) throw problem('not-allowed')
  const refusal = refusalOf(loop, asDeed(deed, await isBorneOut(db, id, deed)), ground.at.getTime(), hand)
  if (refusal && refusal !== 'evidence') throw refusedDeed(refusal, loop, deed.act)
  await expectDocuments(db, id, deed.documents)
  if (refusal) throw refusedDeed(refusal, loop, deed.act)
  if (!(await keep(db, id, deed)) && !(await isDone(db, id, deed))) throw await lostTo(db, id, deed)
  return readHazard(db, id)
}

/** Whether this very deed was done, by whoever asks: of another person, or saying something else, its id is taken. */
async function isDone(db: Db, id: number, deed: HazardDeed): Promise<boolean> {
  const said: Partial<Record<string, unknown>> = deed
  const value = (name: string) => said[name] ?? null
  const same = sql`select from hazard_event e where e.request = ${deed.request}::uuid and e.hazard = ${id}::integer and e.act = ${deed.act}
    and app.hand_key(e.account, e.person) = app.hand_key(app.account(), coalesce(app.person(), session_user))
    and (e.note, e.kind, e.clause, e.responsible_unit, e.responsible_person, e.measures, e.emergency_plan) is not distinct from
      (${value('note')}::text, ${value('kind')}::text, ${value('clause')}::text, ${value('responsibleUnit')}::text,
        ${value('responsiblePerson')}::text, ${value('measures')}::text, ${value('emergencyPlan')}::text)
    and (e.major, e.due_at, e.revisit_on, e.funds) is not distinct from
      (${value('major')}::boolean, ${value('dueAt')}::timestamptz, ${value('revisitOn')}::date, ${value('funds')}::numeric)`
  return (await db.run(same)) > 0
}

/** The deed as the core judges it: times in milliseconds. */
const asDeed = (deed: HazardDeed, evidence: boolean): Deed =>
  ({ ...deed, evidence, ...('dueAt' in deed && { dueAt: Date.parse(deed.dueAt) }) }) as Deed

/** Whether what it cites bears out a deed. */
const isBorneOut = async (db: Db, id: number, { act, documents }: HazardDeed): Promise<boolean> =>
  (await db.run(
    sql`select from (select app.is_borne_out(${id}::integer, ${act}, ${[...documents]}::integer[], null) as is) t where t.is`,
  )) > 0

const Filed = z.object({ hazard: z.number().int().nullable() })

/** @throws Problem invalid-request where a document is not of the enterprise's file, or a photograph of another hazard */
async function expectDocuments(db: Db, id: number, documents: readonly number[]): Promise<void> {
  if (documents.length === 0) return
  const kept = await db.many(
    Filed,
    sql`select d.hazard from document d join hazard h on h.enterprise = d.enterprise
      where h.id = ${id}::integer and d.id = any (${[...documents]}::integer[])`,
  )
  if (kept.length !== documents.length) throw foreignEvidence()
  if (kept.some(({ hazard }) => hazard !== null && hazard !== id)) throw evidenceElsewhere()
}

const evidenceElsewhere = () =>
  problem(
    'invalid-request',
    ['证据是另一条隐患的照片；请为这条隐患拍摄并上传。', 'A piece of evidence is a photograph of another hazard: take one of this hazard and upload it.'],
    'body.documents',
  ) // prettier-ignore

const foreignEvidence = () =>
  problem(
    'invalid-request',
    ['证据不在该单位的档案里；请先上传再选择。', 'A piece of evidence is not in the file of the enterprise: upload it first, then choose it.'],
    'body.documents',
  ) // prettier-ignore

/**
 * Adds the event. @returns false where its number or its request is taken by now
 * @throws Problem as the database judges, which may differ from the core by what happened in between
 */
async function keep(db: Db, id: number, deed: HazardDeed): Promise<boolean> {
  const said: Partial<Record<string, unknown>> = deed
  const value = (name: string) => said[name] ?? null
  try {
    const kept = await db.run(
      sql`insert into hazard_event (hazard, n, act, request, note, kind, major, clause, due_at, responsible_unit, responsible_person, measures,
          funds, emergency_plan, stopped, revisit_on, documents)
        values (${id}::integer, ${deed.seen + 1}::smallint, ${deed.act}, ${deed.request}::uuid, ${value('note')}, ${value('kind')},
          ${value('major')}::boolean, ${value('clause')}, ${value('dueAt')}::timestamptz, ${value('responsibleUnit')},
          ${value('responsiblePerson')}, ${value('measures')}, ${value('funds')}::numeric, ${value('emergencyPlan')}, ${value('stopped')}::boolean,
          ${value('revisitOn')}::date, ${[...deed.documents]}::integer[])
        on conflict do nothing`,
    )
    return kept > 0
  } catch (error) {
    throw asProblem(error, deed)
  }
}

/** Why the event found no place. */
async function lostTo(db: Db, id: number, { seen }: HazardDeed): Promise<Problem> {
  const { events } = await readLoop(db, id)
  if (events !== seen) return problem('hazard-changed')
  return requestTaken()
}

/** What the database says when it refuses, as a problem that a person can act on. */
function asProblem(error: unknown, { act }: HazardDeed): unknown {
  const { constraint } = error as { readonly constraint?: string }
  if (constraint === 'hazard_refused_changed') return problem('hazard-changed')
  if (constraint === 'hazard_event_evidence') return foreignEvidence()
  if (constraint === 'hazard_event_evidence_own') return evidenceElsewhere()
  if (constraint === 'clause_repealed') return repealedClause('hazard-refused', error, 'body.clause')
  const refusal = constraint?.startsWith('hazard_refused_') && constraint.slice(15).replaceAll('_', '-')
  return isRefusal(refusal) ? refusedDeed(refusal, undefined, act) : error
}

const isRefusal = (text: unknown): text is HazardRefusal => HAZARD_REFUSALS.some((one) => one === text)
