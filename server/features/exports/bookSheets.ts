import type { BookList } from '#core/contract/exports.ts'
import { EMPTY, type Sql, sql } from '../../db/sql.ts'
import {
  DEPARTMENT_COLUMNS,
  ExportedDepartment,
  ExportedInspection,
  ExportedPeople,
  ExportedPerson,
  ExportedResource,
  ExportedRiskPoint,
  ExportedTerritory,
  INSPECTION_COLUMNS,
  PERSON_COLUMNS,
  PERSON_PHONE,
  POPULATION_COLUMNS,
  RESOURCE_COLUMNS,
  RESOURCE_PHONE,
  RISK_POINT_COLUMNS,
  TERRITORY_COLUMNS,
} from './bookColumns.ts'
import { type Sheet, sheet } from './sheet.ts'

/** What a list of the book holds: rows of the enterprises `e` under `where`, or all that is in scope. */
export interface BookRows {
  readonly kind: BookList
  readonly where: Sql
}

const positionOf = (geom: Sql) => sql`case when ${geom} is not null then json_build_array(st_x(${geom}), st_y(${geom})) end as position` // prettier-ignore

/** Rows `b` of a table that belong to the enterprise `e`, and stand where it does. */
const ofEnterprises = (table: Sql, columns: Sql, where: Sql) =>
  sql`select b.id, e.scheme, e.identifier, e.name as "enterpriseName", ${columns}, ${positionOf(sql`e.geom`)}
    from enterprise e join ${table} where ${where} order by b.id`

const belonging = (table: Sql) => sql`${table} b on b.enterprise = e.id`
const day = (column: Sql, name: Sql) => sql`${column}::text as ${name}`

/** How each list is read. `phones`: whoever asks may know those of people. */
const SHEETS: Readonly<Record<BookList, (where: Sql, phones: boolean) => Sheet>> = {
  'risk-points': (where) => {
    const columns = sql`b.name, b.method, b.likelihood, b.exposure, b.consequence, b.score, b.level, b.measures, b.person`
    return sheet(ofEnterprises(belonging(sql`risk_point`), columns, where), ExportedRiskPoint, RISK_POINT_COLUMNS)
  },
  inspections: (where) => {
    const columns = sql`b.kind, b.inspector, b.inspected_at as "inspectedAt", b.findings`
    return sheet(ofEnterprises(belonging(sql`inspection`), columns, where), ExportedInspection, INSPECTION_COLUMNS)
  },
  people: (where, phones) => {
    const phone = phones ? sql`, contact.phone` : EMPTY
    const contact = phones ? sql`left join enterprise_person_contact contact on contact.enterprise_person = b.id` : EMPTY
    const columns = sql`b.office, b.name, ${day(sql`b.appointed_on`, sql`"appointedOn"`)}${phone}`
    const statement = ofEnterprises(sql`${belonging(sql`enterprise_person`)} ${contact}`, columns, where)
    return sheet(statement, ExportedPerson, known(PERSON_COLUMNS, PERSON_PHONE, phones))
  },
  // bodies of level 2 have no land, and level 1 is the district
  grids: () =>
    sheet(
      sql`select g.id, g.code, g.name, g.person, contact.phone, st_area(g.geom::geography) / 1000000 as km2,
          json_build_array(st_x(at), st_y(at)) as position, st_asgeojson(g.geom, 15)::json -> 'coordinates' as area
        from grid g cross join lateral st_pointonsurface(g.geom) at left join grid_contact contact on contact.grid = g.id
        where g.level = 3 order by g.code, g.id`,
      ExportedTerritory,
      TERRITORY_COLUMNS,
      'areas',
    ),
  departments: () =>
    sheet(
      sql`select d.id, d.code, d.name, d.name_en as "nameEn", d.person, case when app.role() <> 'security' then d.phone end as phone,
          d.industries, null::json as position
        from department d order by d.code, d.id`,
      ExportedDepartment,
      DEPARTMENT_COLUMNS,
    ),
  resources: (_, phones) => {
    const phone = phones ? sql`, contact.phone` : EMPTY
    const contact = phones ? sql`left join resource_contact contact on contact.resource = r.id` : EMPTY
    const statement = sql`select r.id, r.kind, r.name, r.owner, r.address, r.contact, r.quantity, r.unit,
        ${day(sql`r.checked_on`, sql`"checkedOn"`)}, ${day(sql`r.valid_until`, sql`"validUntil"`)}${phone}, ${positionOf(sql`r.geom`)}
      from resource r ${contact} order by r.kind, r.name, r.id`
    return sheet(statement, ExportedResource, known(RESOURCE_COLUMNS, RESOURCE_PHONE, phones))
  },
  population: () =>
    sheet(
      sql`select p.id, p.people, ${positionOf(sql`p.geom`)} from population_point p order by p.id`,
      ExportedPeople,
      POPULATION_COLUMNS,
    ),
} // prettier-ignore

/** A column that is told to few is none for the others. */
const known = <Column>(columns: readonly Column[], told: Column, may: boolean) =>
  may ? columns : columns.filter((column) => column !== told)

export const isBook = (rows: { readonly kind: string }): rows is BookRows => Object.hasOwn(SHEETS, rows.kind)

export const bookSheet = ({ kind, where }: BookRows, phones: boolean): Sheet => SHEETS[kind](where, phones)
