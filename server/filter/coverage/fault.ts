import type { CoverageFault } from '#core/contract/coverage.ts'
import type { Filter } from '#core/contract/filter.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Asked } from '../asked.ts'
import { boxOf, polygonOf } from '../predicate.ts'

/** What a fault tells beside its key; what a kind leaves out is null, of leads and clauses empty. */
interface Fields {
  readonly id?: Sql
  readonly enterprise?: Sql
  readonly name: Sql
  readonly gridName?: Sql
  readonly reason?: Sql
  readonly leads?: Sql
  readonly clauses?: Sql
  readonly amount?: Sql
  readonly area?: Sql
  readonly width?: Sql
  readonly position?: Sql
  readonly shape?: Sql
  readonly owner?: Sql
}

/** The faults of one kind: one predicate for their number and their rows. */
export interface Faults {
  readonly subject: CoverageFault['subject']
  readonly from: Sql
  /** The rule, with scope and filter. */
  readonly where: Sql
  /** What tells one from another, in every run the same: an id, or a text. */
  readonly key: { readonly id: Sql } | { readonly text: Sql }
  /** Ids of the grids under whose condition it is counted, 0 for none: an integer[] of each row. */
  readonly grids: Sql
  readonly fields: Fields
}
/** How the faults of a kind are read for one question. */
export type FaultsOf = (asked: Asked, filter: Filter) => Faults

/** The government, by the name of its district. */
const GOVERNMENT = sql`json_build_object('desk', 'government', 'id', null, 'name', coalesce((select d.name from district d), ''))`
/** Whose grid or department it is, where that can be read; else the government. */
export const ownedBy = (desk: 'grid' | 'department', id: Sql): Sql => sql`coalesce(
  ${desk === 'grid' ? sql`(select json_build_object('desk', 'grid', 'id', o.id, 'name', o.name) from grid o where o.id = ${id})` : sql`(select json_build_object('desk', 'department', 'id', o.id, 'name', o.name) from department o where o.id = ${id})`}, ${GOVERNMENT})` // prettier-ignore
export const gridName = (id: Sql): Sql => sql`(select o.name from grid o where o.id = ${id})`
/** A point as longitude and latitude; null where there is none. */
export const positionOf = (point: Sql): Sql =>
  sql`case when ${point} is not null then json_build_array(st_x(${point}), st_y(${point})) end`

/** Grid and shape of a filter over something that has ids of grids and a geometry: all that territory, nodes and chiefs follow. */
export function onGround({ grid, bbox, polygon }: Filter, ids: Sql, geom: Sql): Sql {
  const parts = [
    ...(grid ? [sql`${ids} && ${[...grid]}::integer[]`] : []),
    ...(bbox ? [sql`coalesce(st_intersects(${geom}, ${boxOf(bbox)}), false)`] : []),
    ...(polygon ? [sql`coalesce(st_intersects(${geom}, ${polygonOf(polygon)}), false)`] : []),
  ]
  return parts.length > 0 ? join(parts, sql` and `) : sql`true`
}

/** Faults as rows of CoverageFault, with rank, number and code by which they are listed. */
export function faultRows(kind: FaultKind, { subject, from, where, key, fields }: Faults): Sql {
  const [number, code] = 'id' in key ? [key.id, sql`''`] : [sql`0`, key.text]
  const of = (field: Sql | undefined) => field ?? sql`null`
  return sql`select ${FAULT_KINDS.indexOf(kind)}::integer as rank, ${number}::integer as number, (${code})::text collate "C" as code,
      ${`${kind}:`} || (${'id' in key ? key.id : key.text})::text as key, ${kind}::text as kind, ${subject}::text as subject,
      ${of(fields.id)}::integer as id, ${of(fields.enterprise)}::integer as enterprise, (${fields.name})::text as name,
      (${of(fields.gridName)})::text as "gridName", (${of(fields.reason)})::text as reason,
      ${fields.leads ?? sql`'{}'`}::text[] as leads, ${fields.clauses ?? sql`'{}'`}::text[] as clauses, (${of(fields.amount)})::float8 as amount, (${of(fields.area)})::float8 as area,
      (${of(fields.width)})::float8 as width, (${of(fields.position)})::json as position, (${of(fields.shape)})::json as shape,
      (${fields.owner ?? GOVERNMENT})::json as owner,
      (select json_build_object('id', k.id, 'owner', json_build_object('desk', k.desk, 'id', coalesce(k.department, k.grid), 'name', k.owner), 'dueOn', k.due_on,
          'daysLeft', k.due_on - app.today(), 'version', k.version, 'seen', k.seen_at is not null, 'given', (k.given_by, k.account) is not distinct from (app.person(), app.account()))
        from coverage_task k where k.withdrawn_at is null and k.fault = ${`${kind}:`} || (${'id' in key ? key.id : key.text})::text) as task
    from ${from} where ${where}`
}
