import type { z } from 'zod'
import { EnterpriseFile, InspectionRow, RiskPointRow } from '#core/contract/enterprises.ts'
import { HazardRow } from '#core/contract/hazards.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Ground, groundOf } from '../../filter/ground.ts'
import { gridSubstitute } from '../../filter/parts/gridSubstitute.ts'
import { hazardOpen } from '../../filter/predicate.ts'
import { besideEnterprise, enterpriseColumns } from '../../filter/rows/enterpriseRows.ts'
import { hazardColumns } from '../../filter/rows/hazardRows.ts'
import { hazardSourcesOf } from '../../filter/rows/hazardSourceRows.ts'
import { problem } from '../../http/problems.ts'

/** Hazards and inspections that a file shows at most. */
const MOST_HAZARDS = 20
const MOST_INSPECTIONS = 400
/** Inspections that a file shows however long ago they were. */
const LATEST_INSPECTIONS = 12

/** The part of the file that is one row. */
const Head = EnterpriseFile.omit({ riskPoints: true, hazardSources: true, hazards: true, inspections: true })

const headOf = (ground: Ground, id: number): Sql => sql`
  select ${enterpriseColumns}, e.scheme, (select p.name from place p where p.id = e.place) as "nameOfPlace",
    e.status, e.address, e.legal_person as "legalPerson", e.safety_manager as "safetyManager",
    (select c.safety_manager_phone from enterprise_contact c where c.enterprise = e.id) as "safetyManagerPhone", e.staff, e.crowded, e.high_risk as "highRisk",
    e.vetoed_at as "vetoedAt", e.standardization, e.class_computed as "classComputed", e.class_rule as "classRule",
    e.class_reasons as "classReasons", e.class_override as "classOverride",
    e.class_override_reason as "classOverrideReason", e.source_datum as "sourceDatum", e.source,
    e.footprint is not null as "hasFootprint", chief.person as "gridPerson", (select c.phone from grid_contact c where c.grid = chief.id) as "gridPhone",
    ${gridSubstitute(sql`e.grid`)} as "gridSubstitute",
    e.changed_at as "changedAt", e.changed_by as "changedBy",
    (select count(*)::int from hazard h where h.enterprise = e.id) as "hazardsTotal",
    (select count(*)::int from inspection v where v.enterprise = e.id
      and v.inspected_at > ${ground.now} - interval '12 months' and v.inspected_at <= ${ground.now}) as "inspectionsInYear",
    (select count(*)::int from inspection v where v.enterprise = e.id) as "inspectionsTotal"
  from enterprise e left join grid chief on chief.id = e.grid ${besideEnterprise(ground)} where e.id = ${id}::integer`

const riskPointsOf = (id: number): Sql => sql`
  select p.id, p.name, p.method, p.profile, p.likelihood, p.exposure, p.consequence, p.score, p.level, p.measures, p.person
  from risk_point p where p.enterprise = ${id}::integer order by p.level, p.id`

/** Open ones by due date, then the latest closed, then voided ones. */
const hazardsOf = (ground: Ground, id: number): Sql => sql`
  select ${hazardColumns(ground)} from hazard h where h.enterprise = ${id}::integer
  order by case when ${hazardOpen} then 0 when h.closed_at is not null then 1 else 2 end,
    case when ${hazardOpen} then h.due_at end, h.closed_at desc, h.found_at desc, h.id limit ${MOST_HAZARDS}::integer`

/** The latest, and all that the figure of twelve months counts. */
const inspectionsOf = ({ now }: Ground, id: number): Sql => sql`
  select v.id, v.kind, v.inspector, v.inspected_at as "inspectedAt", v.findings
  from (select *, row_number() over (order by inspected_at desc, id desc) as place from inspection where enterprise = ${id}::integer) v
  where v.place <= ${LATEST_INSPECTIONS}::integer or v.inspected_at > ${now} - interval '12 months'
  order by v.place limit ${MOST_INSPECTIONS}::integer`

/** The file of one enterprise. @throws Problem not-found, also where it lies outside the scope */
export async function readFile(db: Db, id: number): Promise<z.output<typeof EnterpriseFile>> {
  const ground = await groundOf(db)
  const head = await db.maybe(Head, headOf(ground, id))
  if (!head) throw problem('not-found')
  return {
    ...head,
    riskPoints: await db.many(RiskPointRow, riskPointsOf(id)),
    hazardSources: await hazardSourcesOf(db, id),
    hazards: await db.many(HazardRow, hazardsOf(ground, id)),
    inspections: await db.many(InspectionRow, inspectionsOf(ground, id)),
  }
}
