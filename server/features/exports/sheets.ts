import { PatrolStreet } from '#core/contract/patrols.ts'
import { STREET_COLUMNS } from './streetColumns.ts'
import { PlaceRow } from '#core/contract/places.ts'
import { TenantRow } from '#core/contract/tenants.ts'
import { EMPTY, type Sql, sql } from '../../db/sql.ts'
import { type Ground, reach } from '../../filter/ground.ts'
import type { PartRows } from '../../filter/parts/partRows.ts'
import { besideEnterprise, enterpriseColumns } from '../../filter/rows/enterpriseRows.ts'
import { HAZARD_ORDERS, hazardColumns } from '../../filter/rows/hazardRows.ts'
import { hazardSourceColumns, hazardSourceRows } from '../../filter/rows/hazardSourceRows.ts'
import { besidePlace, placeColumns } from '../../filter/rows/placeRows.ts'
import { sensorColumns, sensorRows } from '../../filter/rows/sensorRows.ts'
import { tenantColumns } from '../../filter/rows/tenantRows.ts'
import { alarmSheet } from './alarmColumns.ts'
import { COUNTED_INSPECTION_COLUMNS, ExportedInspection } from './bookColumns.ts'
import { type BookRows, bookSheet, isBook } from './bookSheets.ts'
import {
  ENTERPRISE_COLUMNS,
  ExportedEnterprise,
  ExportedHazard,
  ExportedSource,
  ExportedSubstance,
  HAZARD_COLUMNS,
  HAZARD_SOURCE_COLUMNS,
  PHONE,
  QUANTITY,
  SUBSTANCE_COLUMNS,
} from './columns.ts'
import { PLACE_COLUMNS, TENANT_COLUMNS } from './placeColumns.ts'
import { ExportedSensor, SENSOR_COLUMNS } from './sensorColumns.ts'
import { taskColumns } from '../../filter/rows/coverageTaskRows.ts'
import { ExportedTask, TASK_COLUMNS } from './taskColumns.ts'
import { ExportedFault, FAULT_COLUMNS } from './faultColumns.ts'
import { type Sheet, sheet } from './sheet.ts'

const enterpriseFields = sql`${enterpriseColumns}, e.scheme, e.status, e.address, e.legal_person as "legalPerson",
  e.safety_manager as "safetyManager", e.staff, e.crowded, e.high_risk as "highRisk", e.standardization`

/** `phones`: whoever asks may know them. */
function enterprises(ground: Ground, where: Sql, phones: boolean): Sheet {
  const phone = phones ? sql`, contact.safety_manager_phone as "safetyManagerPhone"` : EMPTY
  const contact = phones ? sql`left join enterprise_contact contact on contact.enterprise = e.id` : EMPTY
  const statement = sql`select ${enterpriseFields}${phone} from enterprise e ${besideEnterprise(ground)} ${contact}
    where ${where} and ${reach(ground, 'e')} order by e.urgency, e.id`
  const columns = phones ? ENTERPRISE_COLUMNS : ENTERPRISE_COLUMNS.filter((column) => column !== PHONE)
  return sheet(statement, ExportedEnterprise, columns)
}

const ownPosition = sql`(select case when n.geom is not null then json_build_array(st_x(n.geom), st_y(n.geom)) end
  from enterprise n where n.id = h.enterprise) as position`

/** The inventories of the sources under `where`. `known`: whoever asks may know quantities. */
function substances(ground: Ground, where: Sql, known: boolean): Sheet {
  const statement = sql`select s.id, e.scheme, e.identifier, e.name as "enterpriseName", s.name as source, s.level, b.name, b.cas, b.category,
      q.quantity, b.critical, b.beta, b.beta_reason as "betaReason",
      case when place.geom is not null then json_build_array(st_x(place.geom), st_y(place.geom)) end as position
    from ${hazardSourceRows} join hazard_source_substance b on b.hazard_source = s.id left join substance_inventory q on q.substance = b.id
    where ${where} and ${reach(ground, 's')} order by coalesce(s.level, 5::smallint), s.id, b.id`
  const columns = known ? SUBSTANCE_COLUMNS : SUBSTANCE_COLUMNS.filter((column) => column !== QUANTITY)
  return sheet(statement, ExportedSubstance, columns)
}

/** What an export lists: rows of a part or of a list, what hangs on sources, or another list of the book. */
export type ExportedRows = PartRows | BookRows | { readonly kind: 'substance'; readonly where: Sql }

/** What whoever asks may know beside the rows. */
export interface Known {
  readonly phones: boolean
  readonly inventories: boolean
}

/** The rows of a part, or of a list, in the order in which pages show them. */
export function sheetOf(ground: Ground, rows: ExportedRows, { phones, inventories }: Known): Sheet {
  if (isBook(rows)) return bookSheet(rows, phones)
  const { where } = rows
  if (rows.kind === 'fault') {
    const statement = sql`select f.*, f.area as size from ${rows.from} where ${where} order by f.rank, f.number, f.code`
    return sheet(statement, ExportedFault, FAULT_COLUMNS)
  }
  if (rows.kind === 'street') {
    const statement = sql`select f.* from ${rows.from} where ${where} order by f.rank desc, f.road, f.grid`
    return sheet(statement, PatrolStreet, STREET_COLUMNS)
  }
  if (rows.kind === 'enterprise') return enterprises(ground, where, phones)
  if (rows.kind === 'substance') return substances(ground, where, inventories)
  if (rows.kind === 'hazard') {
    const statement = sql`select ${hazardColumns(ground)}, ${ownPosition} from hazard h
      where ${where} and ${reach(ground, 'h')} order by ${HAZARD_ORDERS[rows.order]} desc, h.id desc`
    return sheet(statement, ExportedHazard, HAZARD_COLUMNS)
  }
  if (rows.kind === 'place') {
    const statement = sql`select ${placeColumns} from place p ${besidePlace(ground)} where ${where} order by p.kind, p.name, p.id`
    return sheet(statement, PlaceRow, PLACE_COLUMNS)
  }
  if (rows.kind === 'tenant') {
    const statement = sql`select ${tenantColumns} from tenant t join place p on p.id = t.place where ${where} order by t.id`
    return sheet(statement, TenantRow, TENANT_COLUMNS)
  }
  if (rows.kind === 'sensor') {
    const statement = sql`select ${sensorColumns}, null as position from ${sensorRows} where ${where} order by m.hazard_source, m.code collate "C", m.id`
    return sheet(statement, ExportedSensor, SENSOR_COLUMNS)
  }
  if (rows.kind === 'coverage-task') {
    const statement = sql`select ${taskColumns}, null as position from coverage_task k where ${where} order by k.id desc`
    return sheet(statement, ExportedTask, TASK_COLUMNS)
  }
  if (rows.kind === 'alarm') return alarmSheet(where)
  if (rows.kind === 'inspection') {
    const statement = sql`select v.id, e.scheme, e.identifier, e.name as "enterpriseName", v.kind, v.inspector, v.inspected_at as "inspectedAt",
        v.findings, case when e.geom is not null then json_build_array(st_x(e.geom), st_y(e.geom)) end as position
      from inspection v join enterprise e on e.id = v.enterprise where ${where} order by v.inspected_at desc, v.id desc`
    return sheet(statement, ExportedInspection, COUNTED_INSPECTION_COLUMNS)
  }
  const statement = sql`select ${hazardSourceColumns}, e.scheme, e.identifier from ${hazardSourceRows}
    where ${where} and ${reach(ground, 's')} order by coalesce(s.level, 5::smallint), s.id`
  return sheet(statement, ExportedSource, HAZARD_SOURCE_COLUMNS)
}
