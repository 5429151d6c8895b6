import { z } from 'zod'
import { InspectionRecord, inspectionRecords } from '#core/contract/inspectionRecords.ts'
import type { Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

/**
 * Columns of InspectionRecord over the record `r` of the inspection `v`, beside `stands`, whose content is what there is to sign now.
 * Of advice the latest answer counts.
 */
const columns = sql`r.request, r.kind, r.at, r.person, r.post, r.note, r.side, r.named, r.witness, r.due_on::text as "dueOn", r.sha256,
  case when r.signed_content is not null then jsonb_build_object('version', r.signed_version, 'findings', r.signed_findings,
    'sha256', r.signed_digest, 'rewritten', (r.signed_content - 'findings') <> (stands.content - 'findings'),
    'added', (select count(*) from jsonb_array_elements(stands.content -> 'findings') n
      where not exists (select from jsonb_array_elements(r.signed_content -> 'findings') o where o -> 'id' = n -> 'id')),
    'altered', (select count(*) from jsonb_array_elements(stands.content -> 'findings') n
      join jsonb_array_elements(r.signed_content -> 'findings') o on o -> 'id' = n -> 'id' and o <> n),
    'gone', (select count(*) from jsonb_array_elements(r.signed_content -> 'findings') o
      where not exists (select from jsonb_array_elements(stands.content -> 'findings') n where n -> 'id' = o -> 'id'))) end as signed,
  (select a.request from inspection_record a where a.id = r.answers) as answers, r.outcome,
  case when r.kind = 'advice' then app.advice_state(r.id, r.due_on) end as advice`
const from = (where: Sql) =>
  sql`from inspection_record r join inspection v on v.id = r.inspection
    left join lateral (select app.inspection_content(v.id) as content where r.signed_content is not null) stands on true
    where ${where} order by r.id`

/** Records of one inspection, in the order they were added. */
export const recordsOf = (db: Db, inspection: number): Promise<InspectionRecord[]> =>
  db.many(InspectionRecord, sql`select ${columns} ${from(sql`r.inspection = ${inspection}::integer`)}`)

/** One record with its image and what was signed. @throws Problem not-found */
export async function readRecord(
  db: Db,
  { request, record }: { readonly request: string; readonly record: string },
): Promise<Output<typeof inspectionRecords.read>> {
  const one = await db.maybe(
    inspectionRecords.read.response,
    sql`select ${columns}, translate(encode(r.image, 'base64'), E'\n', '') as image, r.signed_content::text as content
      ${from(sql`v.request = ${request}::uuid and r.request = ${record}::uuid`)}`,
  )
  if (!one) throw problem('not-found')
  return one
}

const Kept = z.object({ digest: z.string().nullable() })
/** What was sent under this id of a record of this inspection; undefined where nothing was. */
export const digestKept = (db: Db, inspection: number, record: string) =>
  db.maybe(
    Kept,
    sql`select digest from inspection_record where inspection = ${inspection}::integer and request = ${record}::uuid`,
  )
