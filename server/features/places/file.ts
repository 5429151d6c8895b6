import { z } from 'zod'
import { PlaceFile } from '#core/contract/places.ts'
import { completeness } from '#core/domain/fileSections.ts'
import { PLACE_RULE, placeSections } from '#core/domain/placeSections.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'
import { gridSubstitute } from '../../filter/parts/gridSubstitute.ts'
import { supervised } from '../../filter/places.ts'
import { besidePlace, placeColumns } from '../../filter/rows/placeRows.ts'
import { problem } from '../../http/problems.ts'

/**
 * The part of the file that is one row, and what its sections are judged by, which is the same for all who look: whether phones are
 * kept, and how many tenants there are with a file and without.
 */
const Head = PlaceFile.omit({ at: true, rule: true, sections: true, completeness: true }).extend({
  reachable: z.boolean(),
  safetyReachable: z.boolean(),
  filed: z.number(),
  bare: z.number(),
})

/** The file of a park or tower. @throws Problem not-found, also where it lies outside the scope or is a block */
export async function readPlace(db: Db, id: number): Promise<PlaceFile> {
  const ground = await groundOf(db)
  const head = await db.maybe(
    Head,
    sql`select ${placeColumns}, p.address, p.manager, coalesce(p.manager_code, (select m.identifier from enterprise m where m.id = p.manager_enterprise)) as "managerCode",
        (select e.id from enterprise e where e.id = p.manager_enterprise) as "managerEnterprise",
        p.safety_manager as "safetyManager", p.emergency_contact as "emergencyContact", contact.phone,
        contact.safety_manager_phone as "safetyManagerPhone", contact.emergency_phone as "emergencyPhone",
        p.floors, p.area, p.units, p.lead_department as "leadDepartment",
        (select d.name from department d where d.id = p.lead_department) as "leadDepartmentName",
        (select g.person from grid g where g.id = p.grid) as "gridPerson", ${gridSubstitute(sql`p.grid`)} as "gridSubstitute", p.source_datum as "sourceDatum", p.boundary_assumed as "boundaryAssumed",
        st_asgeojson(st_exteriorring(p.geom), 7)::json -> 'coordinates' as ring,
        (select count(*)::int from enterprise e where e.place = p.id and exists (
          select from inspection i where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished'
            and i.inspected_at > ${ground.now} - interval '12 months' and i.inspected_at <= ${ground.now})) as visited,
        p.source, p.opened_at as "openedAt", p.changed_at as "changedAt", p.changed_by as "changedBy",
        p.reachable, p.safety_reachable as "safetyReachable", tenancy.filed, tenancy.bare
      from place p cross join lateral app.tenancy_of(p.id) tenancy left join place_contact contact on contact.place = p.id ${besidePlace(ground)}
      where ${supervised} and p.id = ${id}::integer`,
  )
  if (!head) throw problem('not-found')
  const { reachable, safetyReachable, filed, bare, ...file } = head
  const facts = { ...file, reachable, safetyReachable, tenants: filed, tenantsWithoutFile: bare }
  const sections = placeSections(facts, new Date(file.openedAt), ground.at)
  return {
    ...file,
    at: ground.at.toISOString(),
    rule: PLACE_RULE,
    sections: sections.map(({ dueAt, ...section }) => ({
      ...section,
      lacks: [...section.lacks],
      dueAt: dueAt?.toISOString() ?? null,
    })),
    completeness: completeness(
      sections.map(({ lacks }) => ({ absent: null, lacks, until: null })),
      ground.at,
    ),
  }
}
