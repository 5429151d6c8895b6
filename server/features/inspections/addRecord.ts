import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type inspectionRecords, MOST_RECORDS, type RecordWritten } from '#core/contract/inspectionRecords.ts'
import type { Inspection } from '#core/contract/inspections.ts'
import type { Output } from '#core/contract/route.ts'
import { ADVISED_KIND, OWN_RECORDS, type RecordKind } from '#core/domain/inspections.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { expectInspection } from './file.ts'
import { digestKept, readRecord } from './records.ts'
import { refused } from './refusals.ts'
import { signatureImage } from './signatureImage.ts'

const Made = z.object({ id: z.number().int() })
const May = z.object({ may: z.boolean() })

/**
 * Adds a record to an inspection. The same body again answers with what it made and writes nothing; nothing is ever written over.
 * @throws Problem not-found, not-allowed, inspection-record-taken, inspection-changed with what stands now, inspection-refused
 */
export async function addRecord(
  db: Db,
  under: { readonly request: string; readonly record: string },
  body: RecordWritten,
): Promise<Output<typeof inspectionRecords.add>> {
  // whoever writes the same inspection at once waits here, and whoever sends the same record
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${under.request}, 45))`)
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${under.record}, 48))`)
  const inspection = await expectInspection(db, under.request)
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const kept = await digestKept(db, inspection.id, under.record)
  if (kept && kept.digest !== digest) throw problem('inspection-record-taken', undefined, 'params.record')
  if (!kept) {
    await expectRight(db, inspection, body.kind)
    if (inspection.records.length >= MOST_RECORDS) throw refused('too-many-records')
    await insert(db, { inspection, record: under.record, digest }, body)
  }
  const { image: _image, content: _content, ...record } = await readRecord(db, under)
  return { ...record, inspection: inspection.id }
}

/** @throws Problem not-allowed where the post adds no such record, or none to another's inspection; inspection-refused for advice elsewhere */
async function expectRight(db: Db, { kind, own }: Inspection, wanted: RecordKind): Promise<void> {
  const ofOwn = (OWN_RECORDS as readonly RecordKind[]).includes(wanted)
  const { may } = await db.one(
    May,
    sql`select exists (select from inspection_record_right r where r.kind = ${wanted} and r.post = app.hand_post())
      and (not ${ofOwn}::boolean or app.may_inspect(${kind})) as may`,
  )
  if (!may) throw refused('record-not-allowed')
  if (ofOwn && !own) throw refused('record-not-own')
  if (wanted === 'advice' && kind !== ADVISED_KIND) throw refused('advice-elsewhere')
}

interface Adding {
  readonly inspection: Inspection
  readonly record: string
  readonly digest: string
}

/** @throws Problem inspection-changed, inspection-record-taken, inspection-refused */
async function insert(db: Db, { inspection, record, digest }: Adding, body: RecordWritten): Promise<void> {
  const seen = 'seen' in body ? body.seen : undefined
  if (seen && (seen.version !== inspection.version || seen.findings !== inspection.findings)) throw changed(inspection)
  const image = 'image' in body ? pixelsOf(body.image) : undefined
  const answered = await adviceOf(db, inspection.id, body)
  const dueOn = 'dueOn' in body ? await dayAhead(db, body.dueOn) : undefined
  const said = {
    note: 'note' in body ? body.note : null,
    side: body.kind === 'refusal' ? 'enterprise' : 'side' in body ? body.side : null,
    named: 'named' in body ? body.named : null,
    witness: 'witness' in body ? body.witness : null,
    outcome: 'outcome' in body ? (body.outcome ?? null) : null,
  }
  const made = await db
    .maybe(
      Made,
      sql`insert into inspection_record (inspection, request, digest, kind, note, side, named, witness, outcome, due_on, image, answers,
          signed_version, signed_findings)
        values (${inspection.id}::integer, ${record}::uuid, ${digest}, ${body.kind}, ${said.note}, ${said.side}, ${said.named}, ${said.witness},
          ${said.outcome}, ${dueOn ?? null}::date, decode(${image ?? null}::text, 'base64'), ${answered ?? null}::integer,
          ${seen?.version ?? null}::integer, ${seen?.findings ?? null}::integer)
        on conflict (request) do nothing returning id`,
    )
    .catch((error: { readonly constraint?: string }) => {
      throw error.constraint === 'inspection_refused_changed' ? changed(inspection) : error
    })
  if (!made) throw problem('inspection-record-taken', undefined, 'params.record')
}

function changed(present: Inspection) {
  const conflict = problem('inspection-changed', undefined, 'body.seen')
  conflict.present = present
  return conflict
}

/** The pixels of a signature, in base64. @throws Problem inspection-refused where it is no PNG, or blank */
function pixelsOf(sent: string): string {
  const image = signatureImage(Buffer.from(sent, 'base64'))
  if (image === 'blank') throw refused('blank-signature')
  if (!image) throw refused('no-signature')
  return image.toString('base64')
}

/** The advice that a record answers. @throws Problem inspection-refused where it is none of this inspection */
async function adviceOf(db: Db, inspection: number, body: RecordWritten): Promise<number | undefined> {
  if (!('answers' in body) || body.answers === undefined) return undefined
  const advice = await db.maybe(
    Made,
    sql`select id from inspection_record where inspection = ${inspection}::integer and request = ${body.answers}::uuid and kind = 'advice'`,
  )
  if (!advice) throw refused('no-advice')
  return advice.id
}

/** @throws Problem inspection-refused where the day is past */
async function dayAhead(db: Db, day: string): Promise<string> {
  const { may } = await db.one(May, sql`select ${day}::date >= app.day_of(app.now()) as may`)
  if (!may) throw refused('advice-past')
  return day
}
