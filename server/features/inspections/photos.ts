import { Inspection } from '#core/contract/inspections.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const Photo = Inspection.shape.photos.element

/** Photographs taken at an inspection, by the items of its checklist, then as the devices date them. */
export const photosOf = (db: Db, inspection: number) =>
  db.many(
    Photo,
    sql`select d.id, d.checklist_item as "checklistItem", d.taken_at as "takenAt",
      case when d.taken_point is not null then json_build_array(st_x(d.taken_point), st_y(d.taken_point)) end as position,
      d.taken_accuracy as "accuracyM", (select o.id from document o where o.original_of = d.id) as original, d.made_by as "madeBy",
      d.made_at as "madeAt"
    from document d left join checklist_item i on i.id = d.checklist_item
    where d.inspection = ${inspection}::integer order by i.n, d.taken_at, d.made_at, d.id`,
  )
