import { z } from 'zod'
import { Inspection } from '#core/contract/inspections.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { inspectionColumns } from '../../filter/rows/inspectionRows.ts'
import { problem } from '../../http/problems.ts'
import { readChecklist } from './checklists.ts'
import { photosOf } from './photos.ts'
import { recordsOf } from './records.ts'

/** A moment as an answer spells it, inside JSON made by the database. */
const instant = (moment: Sql) => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const Told = Inspection.omit({ checklist: true, records: true, photos: true }).extend({
  checklist: z.number().int().nullable(),
})

/** One inspection made here; undefined where there is none of that id in scope. */
export async function readInspection(db: Db, request: string): Promise<Inspection | undefined> {
  const told = await db.maybe(
    Told,
    sql`select ${inspectionColumns}, v.checklist, v.device_at as "deviceAt", v.received_at as "receivedAt",
      case when v.checked_in_at is not null then jsonb_build_object('lng', st_x(v.checked_in_point), 'lat', st_y(v.checked_in_point),
        'accuracyM', v.accuracy_m, 'at', ${instant(sql`v.checked_in_at`)}, 'receivedAt', ${instant(sql`v.check_in_received_at`)}) end as "checkIn",
      (select coalesce(jsonb_agg(jsonb_build_object('item', a.item, 'answer', a.answer, 'note', a.note) order by i.n), '[]')
        from inspection_answer a join checklist_item i on i.id = a.item where a.inspection = v.id) as answers, v.note,
      coalesce(v.authority, app.posted_at(v.inspector_account)) as authority,
      (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description, 'state', h.state, 'major', h.major,
        'dueAt', ${instant(sql`h.due_at`)}, 'checklistItem', h.checklist_item) order by h.id), '[]') from hazard h where h.inspection = v.id) as hazards,
      app.is_own_inspection(v.inspector_account, v.inspector) as own
    from inspection v where v.request = ${request}::uuid`,
  )
  if (!told) return undefined
  const { checklist, ...rest } = told
  const list = checklist !== null && (await readChecklist(db, checklist))
  return {
    ...rest,
    checklist: list || null,
    photos: await photosOf(db, rest.id),
    records: await recordsOf(db, rest.id),
  }
}

/** @throws Problem not-found */
export async function expectInspection(db: Db, request: string): Promise<Inspection> {
  const found = await readInspection(db, request)
  if (!found) throw problem('not-found')
  return found
}
