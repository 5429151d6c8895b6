import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Checklist, Inspection, InspectionWritten } from '#core/contract/inspections.ts'
import { clockRefusal } from '#core/domain/inspections.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Ground, groundOf } from '../../filter/ground.ts'
import { problem } from '../../http/problems.ts'
import { readChecklist } from './checklists.ts'
import { refuseUnfinished } from './finish.ts'
import { expectInspection, readInspection } from './file.ts'
import { refused } from './refusals.ts'

const Kept = z.object({ id: z.number().int() })
const Digest = z.object({ digest: z.string() })
const May = z.object({ may: z.boolean() })

/**
 * Begins an inspection or writes it on. The same body again answers with what it made and writes nothing.
 * @throws Problem hazard-enterprise-unknown, not-allowed, inspection-changed with what stands now, inspection-refused
 */
export async function writeInspection(db: Db, request: string, body: InspectionWritten): Promise<Inspection> {
  const ground = await groundOf(db)
  const digest = digestOf(body)
  // whoever writes the same inspection at once waits here, so that each sees what the other made
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${request}, 45))`)
  const present = await readInspection(db, request)
  if (present && (await isWritten(db, request, digest))) return present
  if ((present?.version ?? 0) !== body.seen) throw changed(present)
  await expectPlace(db, body)
  if (present) refuseMoved(present, body)
  refuseClocks(ground, body, present)
  refuseUnfinished(body, await expectAnswers(db, body, present), present)
  const id = present ? present.id : await begin(db, request, body, digest)
  if (present) await rewrite(db, id, body, digest)
  await answer(db, id, body)
  if (body.finished) await db.run(sql`update inspection set state = 'finished' where id = ${id}::integer`)
  return expectInspection(db, request)
}

/** What was sent, as one word; the order of the answers says nothing. */
function digestOf({ answers, ...rest }: InspectionWritten): string {
  const sorted = [...answers].sort((a, b) => a.item - b.item)
  return createHash('sha256')
    .update(JSON.stringify([rest, sorted]))
    .digest('hex')
}

async function isWritten(db: Db, request: string, digest: string): Promise<boolean> {
  const last = await db.maybe(Digest, sql`select digest from inspection where request = ${request}::uuid`)
  return last?.digest === digest
}

function changed(present: Inspection | undefined) {
  const conflict = problem('inspection-changed')
  conflict.present = present ?? null
  return conflict
}

/** @throws Problem hazard-enterprise-unknown where it is out of scope, not-allowed where the post makes none of this kind */
async function expectPlace(db: Db, { enterprise, kind }: InspectionWritten): Promise<void> {
  if ((await db.run(sql`select from enterprise where id = ${enterprise}::integer`)) === 0)
    throw problem('hazard-enterprise-unknown', undefined, 'body.enterprise')
  const { may } = await db.one(May, sql`select app.may_inspect(${kind}) as may`)
  if (!may) throw refused('not-allowed')
}

/** @throws Problem not-allowed where another began it, inspection-refused where it is finished or would become another one */
function refuseMoved(present: Inspection, { enterprise, kind, checkIn }: InspectionWritten): void {
  if (!present.own) throw refused('not-own')
  if (present.state === 'finished') throw refused('finished')
  if (present.enterprise !== enterprise) throw refused('moved')
  if (present.kind !== kind) throw refused('other-kind')
  const { checkIn: kept } = present
  if (!kept) return
  const same =
    checkIn?.lng === kept.lng &&
    checkIn.lat === kept.lat &&
    Math.fround(checkIn.accuracyM) === Math.fround(kept.accuracyM) &&
    Date.parse(checkIn.at) === Date.parse(kept.at)
  if (!same) throw refused('checked-in')
}

/** @throws Problem inspection-refused where a clock of the device is too far from ours */
function refuseClocks({ at }: Ground, { deviceAt, checkIn }: InspectionWritten, present?: Inspection): void {
  const device = present ? undefined : clockRefusal(Date.parse(deviceAt), at.getTime())
  if (device) throw refused(device, 'body.deviceAt')
  const there = checkIn && !present?.checkIn && clockRefusal(Date.parse(checkIn.at), at.getTime())
  if (there) throw refused(there, 'body.checkIn.at')
}

/** @returns the checklist @throws Problem inspection-refused where it is none in force, or an answer is not of it or comes twice */
async function expectAnswers(
  db: Db,
  { checklist, answers }: InspectionWritten,
  present?: Inspection,
): Promise<Checklist | undefined> {
  const list = checklist === undefined ? undefined : await readChecklist(db, checklist)
  if (checklist !== undefined && !list) throw refused('no-checklist')
  if (list?.state === 'retired' && present?.checklist?.id !== list.id) throw refused('no-checklist')
  const left = new Set(list?.items.map(({ id }) => id))
  for (const [at, { item }] of answers.entries())
    if (!left.delete(item)) throw refused('no-item', `body.answers.${at}.item`)
  return list
}

const placed = ({ checkIn }: InspectionWritten) =>
  checkIn
    ? sql`${checkIn.at}::timestamptz, st_setsrid(st_makepoint(${checkIn.lng}::float8, ${checkIn.lat}::float8), 4326), ${checkIn.accuracyM}::real`
    : sql`null::timestamptz, null::geometry, null::real`

/** @returns the id of the new inspection @throws Problem inspection-refused where the request id is another's */
async function begin(db: Db, request: string, body: InspectionWritten, digest: string): Promise<number> {
  const { enterprise, kind, checklist, deviceAt, note, noCheckIn } = body
  const made = await db.maybe(
    Kept,
    sql`insert into inspection (enterprise, kind, request, digest, checklist, device_at, note, no_check_in, checked_in_at, checked_in_point, accuracy_m)
      values (${enterprise}::integer, ${kind}, ${request}::uuid, ${digest}, ${checklist ?? null}::integer, ${deviceAt}::timestamptz,
        ${note ?? null}, ${noCheckIn ?? null}, ${placed(body)})
      on conflict (request) do nothing returning id`,
  )
  if (!made) throw refused('taken', 'params.request')
  return made.id
}

/**
 * Makes it what the body says. Answers that are no longer given go before the checklist changes, those given come after it, and it is
 * closed to writing last of all.
 */
async function rewrite(db: Db, id: number, body: InspectionWritten, digest: string): Promise<void> {
  const { checklist, answers, note, noCheckIn } = body
  await db.run(
    sql`delete from inspection_answer where inspection = ${id}::integer
      and (checklist is distinct from ${checklist ?? null}::integer or item <> all (${answers.map(({ item }) => item)}::integer[]))`,
  )
  await db.run(
    sql`update inspection v set digest = ${digest}, checklist = ${checklist ?? null}::integer, note = ${note ?? null}, no_check_in = ${noCheckIn ?? null},
        (checked_in_at, checked_in_point, accuracy_m) = (select coalesce(v.checked_in_at, c.at), coalesce(v.checked_in_point, c.point),
          coalesce(v.accuracy_m, c.accuracy) from (select ${placed(body)}) c (at, point, accuracy))
      where id = ${id}::integer`,
  )
}

async function answer(db: Db, id: number, { checklist, answers }: InspectionWritten): Promise<void> {
  if (answers.length === 0) return
  await db.run(
    sql`insert into inspection_answer (inspection, checklist, item, answer, note)
      select ${id}::integer, ${checklist ?? null}::integer, r.item, r.answer, r.note
      from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) r (item integer, answer text, note text)
      on conflict (inspection, item) do update set answer = excluded.answer, note = excluded.note
      where (inspection_answer.answer, inspection_answer.note) is distinct from (excluded.answer, excluded.note)`,
  )
}
