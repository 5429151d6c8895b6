import { z } from 'zod'
import { type DocumentAsked, DocumentRow } from '#core/contract/documents.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

/** SQLSTATE of a unique and of a check constraint, and of a row that the policies refuse. */
const [TAKEN, UNTRUE, REFUSED] = ['23505', '23514', '42501']
const Added = z.object({ document: z.number().int() })

const columns = sql`d.id, d.section, d.kind, d.title, d.file_name as "fileName", d.media_type as "mediaType", d.bytes, d.sha256,
  d.scanned_at as "scannedAt", d.note, d.made_by as "madeBy", d.made_at as "madeAt"`

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

/** @throws Problem document-taken, document-quota, not-allowed */
export async function addDocument(db: Db, enterprise: number, made: NewDocument): Promise<{ document: number }> {
  const { section, kind, title, fileName, mediaType, bytes, sha256, scanned, note } = made
  try {
    return await db.one(
      Added,
      sql`insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note)
        values (${enterprise}::integer, ${section ?? null}, ${kind}, ${title}, ${fileName}, ${mediaType}, ${bytes}::integer, ${sha256},
          case when ${scanned}::boolean then app.now() end, ${note ?? null})
        returning id as document`,
    )
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown }
    if (code === TAKEN) throw problem('document-taken')
    if (code === UNTRUE && constraint === 'document_quota') throw problem('document-quota')
    throw code === REFUSED ? problem('not-allowed') : error
  }
}

/** @throws Problem not-found */
export async function dropDocument(db: Db, enterprise: number, document: number): Promise<void> {
  const dropped = await db.run(
    sql`delete from document d where d.id = ${document}::integer and d.enterprise = ${enterprise}::integer`,
  )
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
