import { z } from 'zod'
import { type DocumentAsked, DocumentRow } from '#core/contract/documents.ts'
import type { Problem } from '#core/contract/problem.ts'
import { clockRefusal, MOST_AHEAD_HOURS } from '#core/domain/inspections.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { problem } from '../../http/problems.ts'

/** SQLSTATE of a row that the policies refuse. */
const REFUSED = '42501'
const Added = z.object({ document: z.number().int() })
const Inspected = z.object({ id: z.number().int() })

const columns = sql`d.id, d.section, d.kind, d.title, d.file_name as "fileName", d.media_type as "mediaType", d.bytes, d.sha256,
  d.scanned_at as "scannedAt", d.note, d.taken_at as "takenAt",
  case when d.taken_point is not null then json_build_array(st_x(d.taken_point), st_y(d.taken_point)) end as position,
  d.taken_accuracy as "accuracyM", d.hazard,
  (select i.request from inspection i where i.id = d.inspection) as inspection, d.checklist_item as "checklistItem",
  d.original_of as "originalOf", d.made_by as "madeBy", d.made_at as "madeAt"`

/** @throws Problem not-found where the enterprise lies outside the scope */
export async function expectEnterprise(db: Db, id: number): Promise<void> {
  if ((await db.raw(sql`select from enterprise e where e.id = ${id}::integer`)).rowCount === 0)
    throw problem('not-found')
}

/** Documents of an enterprise, the latest first. @throws Problem not-found */
export async function documentsOf(db: Db, enterprise: number): Promise<DocumentRow[]> {
  await expectEnterprise(db, enterprise)
  return db.many(
    DocumentRow,
    sql`select ${columns} from document d where d.enterprise = ${enterprise}::integer order by d.made_at desc, d.id desc`,
  )
}

/** @throws Problem not-found */
export async function readDocument(db: Db, enterprise: number, document: number): Promise<DocumentRow> {
  const found = await db.maybe(
    DocumentRow,
    sql`select ${columns} from document d where d.enterprise = ${enterprise}::integer and d.id = ${document}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}

/** What is known of a document once its bytes are kept. */
export interface NewDocument extends Omit<DocumentAsked, 'name'> {
  readonly title: string
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
  readonly scanned: boolean
}

/**
 * Keeps what is known of a document. The same request with the same file again answers with the document that it made.
 * @throws Problem document-taken, document-quota, not-allowed, request-taken, invalid-request where the hazard is not the enterprise's, or it was taken
 * ahead of now
 */
export async function addDocument(db: Db, enterprise: number, made: NewDocument): Promise<{ document: number }> {
  if (made.request !== undefined) {
    // what of it is measured anew with each attempt says nothing
    const { scanned: _, mediaType: __, bytes: ___, ...said } = made
    await holdRequest(db, { ...said, request: made.request }, { at: 'query.request', enterprise })
    // whoever adds to this enterprise waits here for whoever is adding, so that two of one request do not pass each other by
    await db.raw(sql`select pg_advisory_xact_lock(hashtext('anjian documents'), ${enterprise}::integer)`)
    const kept = await madeBy(db, enterprise, made, made.request)
    if (kept) return kept
  }
  const inspection = made.inspection === undefined ? null : await inspectionOf(db, enterprise, made.inspection)
  return insert(db, enterprise, inspection, made).catch((error: unknown) => {
    throw asProblem(error)
  })
}

const Kept = z.object({ document: z.number().int(), same: z.boolean() })

/** The document that this request made. @throws Problem request-taken where that was of another file or enterprise */
async function madeBy(db: Db, enterprise: number, { sha256 }: NewDocument, request: string) {
  const kept = await db.maybe(
    Kept,
    sql`select d.id as document, d.enterprise = ${enterprise}::integer and d.sha256 = ${sha256} as same
      from document d where d.request = ${request}::uuid`,
  )
  if (kept && !kept.same) throw requestTaken('query.request')
  return kept && { document: kept.document }
}

/** @throws Problem invalid-request where no inspection of this enterprise bears that id */
async function inspectionOf(db: Db, enterprise: number, request: string): Promise<number> {
  const found = await db.maybe(
    Inspected,
    sql`select i.id from inspection i where i.request = ${request}::uuid and i.enterprise = ${enterprise}::integer`,
  )
  if (!found) throw noInspection()
  return found.id
}

function insert(db: Db, enterprise: number, inspection: number | null, made: NewDocument) {
  const { section, kind, title, fileName, mediaType, bytes, sha256, scanned, note } = made
  const { request, hazard, checklistItem, originalOf, takenAt, lng, lat, accuracyM } = made
  return db.one(
    Added,
    sql`insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard,
        inspection, checklist_item, original_of, taken_at, taken_point, taken_accuracy)
      values (${enterprise}::integer, ${section ?? null}, ${kind}, ${title}, ${fileName}, ${mediaType}, ${bytes}::integer, ${sha256},
        case when ${scanned}::boolean then app.now() end, ${note ?? null}, ${request ?? null}::uuid, ${hazard ?? null}::integer,
        ${inspection}::integer, ${checklistItem ?? null}::integer, ${originalOf ?? null}::integer, ${takenAt ?? null}::timestamptz, st_setsrid(st_makepoint(${lng ?? null}::float8, ${lat ?? null}::float8), 4326),
        ${accuracyM ?? null}::float8)
      returning id as document`,
  )
}

/** What the database says when it refuses, by the constraint; a row that the policies refuse has none. */
const REFUSALS: Readonly<Record<string, () => Problem>> = {
  document_taken: () => problem('document-taken'),
  document_quota: () => problem('document-quota'),
  document_request: () => requestTaken('query.request'),
  document_of_hazard: () =>
    problem(
      'invalid-request',
      ['这条隐患不是该单位的；请核对后重新选择。', 'That hazard is not of this enterprise: check it and choose again.'],
      'query.hazard',
    ),
  inspection_refused_not_own: () =>
    problem(
      'not-allowed',
      ['检查的照片只由检查人自己补充；请交由检查人上传。', 'Photographs of an inspection are added by whoever made it: leave them to them.'],
      'query.inspection',
    ), // prettier-ignore
  inspection_refused_item: () =>
    problem(
      'invalid-request',
      ['这一项不在该次检查的检查表里；请核对后重新选择。', 'That item is not of the checklist of that inspection: check it and choose again.'],
      'query.checklistItem',
    ), // prettier-ignore
  document_of_inspection: () => noInspection(),
  document_original_own: () => noOriginal(),
  document_original_once: () => noOriginal(),
  document_taken_ahead: () => takenAhead(),
}
const noInspection = () =>
  problem(
    'invalid-request',
    ['这次检查不是该单位的，或不存在；请核对后重新选择。', 'No inspection of this enterprise bears that id: check it and choose again.'],
    'query.inspection',
  ) // prettier-ignore
const noOriginal = () =>
  problem(
    'invalid-request',
    ['原图须对应本人在该单位上传的一张照片，每张只有一份原图；请核对后重试。', 'An original is of a photograph that you added to this enterprise, one for each: check it and try again.'],
    'query.originalOf',
  ) // prettier-ignore

/** A photograph of days ahead is of a clock that is set wrong. */
const takenAhead = () =>
  problem(
    'invalid-request',
    [
      `拍摄时间比现在晚 ${MOST_AHEAD_HOURS} 小时以上；请校准设备的时钟后重拍，或不带拍摄时间上传。`,
      `Taken more than ${MOST_AHEAD_HOURS} hours after now: set the clock of the device and take it again, or add it without takenAt.`,
    ],
    'query.takenAt',
  )

/** Before a body comes in. @throws Problem invalid-request where the device that took it is days ahead */
export async function expectTaken(db: Db, { takenAt }: Pick<DocumentAsked, 'takenAt'>): Promise<void> {
  if (takenAt === undefined) return
  const { at } = await groundOf(db)
  if (clockRefusal(Date.parse(takenAt), at.getTime()) === 'ahead') throw takenAhead()
}

function asProblem(error: unknown): unknown {
  const { code, constraint } = error as { readonly code?: unknown; readonly constraint?: string }
  if (code === REFUSED) return problem('not-allowed')
  return REFUSALS[constraint ?? '']?.() ?? error
}

/** Why evidence is kept, by the constraint that holds it. */
const KEPT: Readonly<Record<string, readonly [string, string]>> = {
  document_cited: [
    '隐患的办理记录引用了这份文档，不能删除；如有更正，请另行上传，在下一步办理中引用。',
    'The log of a hazard cites this document, and it is not deleted: to correct it, add another and cite that in the next step.',
  ],
  document_of_another: [
    '这是他人为隐患拍摄的照片，只有上传人能删除；如有误，请联系上传人。',
    'Somebody else added this photograph of a hazard, and they alone delete it: if it is wrong, ask them.',
  ],
  document_of_closed: [
    '这张照片所属的隐患已闭环或作废，照片须保留；如有误，请另行上传并写明说明。',
    'The hazard of this photograph is closed or void, and it is kept: if it is wrong, add another with a note.',
  ],
}

/** @throws Problem not-found, document-kept where it is evidence */
export async function dropDocument(db: Db, enterprise: number, document: number): Promise<void> {
  const dropped = await db
    .run(sql`delete from document d where d.id = ${document}::integer and d.enterprise = ${enterprise}::integer`)
    .catch((error: unknown) => {
      const kept = KEPT[(error as { readonly constraint?: string }).constraint ?? '']
      throw kept ? problem('document-kept', kept) : error
    })
  if (dropped === 0) throw problem('not-found')
}

/** Writes down that nothing was kept, and why. */
export async function recordRefusal(
  db: Db,
  enterprise: number,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.raw(sql`select app.record_refusal(${enterprise}::bigint, ${JSON.stringify(details)}::jsonb)`)
}
