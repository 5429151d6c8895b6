import { z } from 'zod'
import type { SpecialWork, specialWorks } from '#core/contract/specialWorks.ts'
import type { Input } from '#core/contract/route.ts'
import { LEVELS_OF, STEPS_FROM, WORK_STEPS, workHours } from '#core/domain/specialWorks.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { changedSince, refusing } from '../../http/refusing.ts'
import { readWork } from './read.ts'
import { WORDS } from './refusals.ts'

const Kept = z.object({ id: z.number().int() })
const told = (at: string, zh: string, en: string) => problem('special-work-refused', [zh, en], at)

type Filed = Input<typeof specialWorks.file>['body']
/** Files a work; the same request again answers with what it made. @throws Problem hazard-enterprise-unknown, not-allowed, special-work-refused */
export async function fileWork(db: Db, body: Filed): Promise<SpecialWork> {
  await holdRequest(db, body)
  const there = await db.maybe(Kept, sql`select w.id from special_work w where w.request = ${body.request}::uuid`)
  if (there) return sameWork(body, await readWork(db, there.id))
  if ((await db.run(sql`select from enterprise where id = ${body.enterprise}::integer`)) === 0)
    throw problem('hazard-enterprise-unknown', undefined, 'body.enterprise')
  refuseTicket(body)
  const made = db.one(
    Kept,
    sql`insert into special_work (request, enterprise, hazard_source, kind, level, zone, place, from_at, until_at, extended, responsible, guardian)
      values (${body.request}::uuid, ${body.enterprise}::integer, ${body.source}::integer, ${body.kind}, ${body.level}, ${body.zone}, ${body.place},
        ${body.fromAt}::timestamptz, ${body.untilAt}::timestamptz, ${body.extended}, ${body.responsible}, ${body.guardian}) returning id`,
  )
  return readWork(db, (await refusing('special-work-refused', WORDS, made)).id)
}

/** @throws Problem request-taken */
function sameWork(body: Filed, present: SpecialWork): SpecialWork {
  const { enterprise, source, kind, level, zone, extended, place, responsible, guardian } = present
  const isSame = enterprise === body.enterprise && kind === body.kind && level === body.level && zone === body.zone && source === body.source && extended === body.extended && place === body.place
    && responsible === body.responsible && guardian === body.guardian && Date.parse(present.fromAt) === Date.parse(body.fromAt)
    && Date.parse(present.untilAt) === Date.parse(body.untilAt) // prettier-ignore
  if (isSame) return present
  throw requestTaken()
}

/** @throws Problem special-work-refused where the ticket holds longer than its kind and level may, said in hours */
function refuseTicket({ kind, level, extended, fromAt, untilAt }: Filed): void {
  const levels = LEVELS_OF[kind]
  if (levels.length > 0 ? level === null || !levels.includes(level) : level !== null)
    throw told('body.level', '级别与作业类型不符；请按票证选择级别。', 'The level is none of that kind of work: choose it as the ticket says.')
  const most = workHours(kind, level, extended !== null)
  const hours = (Date.parse(untilAt) - Date.parse(fromAt)) / 3_600_000
  if (most !== undefined && hours > most)
    throw told('body.untilAt', `这类作业票最长 ${most} 小时；请缩短，到期另办新票。`, `A ticket of that kind holds ${most} hours at most: make it shorter, and file another after it.`)
} // prettier-ignore

type Stepped = Input<typeof specialWorks.step>
/** Begins, pauses, resumes, ends or cancels a work; the same step sent twice at once is done once. @throws Problem not-found, not-allowed, special-work-changed, special-work-refused */
export async function stepWork(db: Db, { params: { id }, body: { step, seen, note } }: Stepped): Promise<SpecialWork> {
  await db.run(sql`select from special_work where id = ${id}::integer for update`)
  const present = await readWork(db, id)
  if (present.version !== seen) {
    if (await isStepped(db, id, { step, seen, note })) return present
    throw changedSince('special-work-changed', present)
  }
  if (!STEPS_FROM[present.state].includes(step)) throw told('body.step', ...NO_STEP)
  if (step === 'cancel' && note === undefined)
    throw told('body.note', '取消作业须写明原因；请补填。', 'Cancelling says why: write the reason.')
  const done = db.run(sql`update special_work set state = ${WORK_STEPS[step]}, note = coalesce(${note ?? null}, note) where id = ${id}::integer`) // prettier-ignore
  if ((await refusing('special-work-refused', WORDS, done)) === 0) throw problem('not-allowed')
  return readWork(db, id)
}
/** Whether whoever asks did this very step just now, and nothing was done since. */
const isStepped = async (db: Db, id: number, { step, seen, note }: Stepped['body']) =>
  (await db.run(
    sql`select from special_work w where w.id = ${id}::integer and w.version = ${seen + 1}::integer and w.state = ${WORK_STEPS[step]}
      and w.changed_by = coalesce(app.person(), session_user) and w.note is not distinct from coalesce(${note ?? null}, w.note)`,
  )) > 0
const NO_STEP = ['这项作业现在不能这样办理；请看过现在的状态。', 'That cannot be done in the state the work is in: look at it as it is now.'] as const // prettier-ignore

type Tested = Input<typeof specialWorks.test>
/** Writes down a gas test, the very same once. @throws Problem not-found, not-allowed, special-work-refused */
export async function addTest(db: Db, { params: { id }, body }: Tested): Promise<SpecialWork> {
  await db.run(sql`select pg_advisory_xact_lock(62, ${id}::integer)`)
  const present = await readWork(db, id)
  const { at, point, oxygen, combustible, toxic, tester } = body
  const there = sql`select from special_work_gas_test t where t.work = ${id}::integer and t.at = ${at}::timestamptz and t.point = ${point}
    and t.oxygen = ${oxygen}::float8 and t.combustible = ${combustible}::float8 and t.toxic is not distinct from ${toxic}::float8
    and t.tester = ${tester} and t.made_by = coalesce(app.person(), session_user)`
  if ((await db.run(there)) > 0) return present
  const made = db.run(sql`insert into special_work_gas_test (work, at, point, oxygen, combustible, toxic, tester)
    values (${id}::integer, ${at}::timestamptz, ${point}, ${oxygen}::float8, ${combustible}::float8, ${toxic}::float8, ${tester})`)
  await refusing('special-work-refused', WORDS, made)
  return readWork(db, id)
}
