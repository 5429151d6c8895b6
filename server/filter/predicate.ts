import type { Filter, FilterField } from '#core/contract/filter.ts'
import { join, type Sql, sql } from '../db/sql.ts'
import { isOneOf } from './ground.ts'

/** The clock of a statement where its caller has not read it already. */
const CLOCK = sql`(select app.now())`
const WEEK = sql`interval '7 days'`

const openOf = (hazard: Sql) => sql`${hazard}.closed_at is null and ${hazard}.state <> 'voided'`
const overdueOf = (hazard: Sql, now: Sql) => sql`${openOf(hazard)} and ${hazard}.due_at < ${now}`
const dueSoonOf = (hazard: Sql, now: Sql) =>
  sql`${openOf(hazard)} and ${hazard}.due_at >= ${now} and ${hazard}.due_at < ${now} + ${WEEK}`

/** A hazard `h` that is neither closed nor voided; overdue and due soon narrow it further. */
export const hazardOpen = openOf(sql`h`)
export const hazardOverdue = overdueOf(sql`h`, CLOCK)
export const hazardOverdueAt = (now: Sql): Sql => overdueOf(sql`h`, now)
export const hazardDueSoonAt = (now: Sql): Sql => dueSoonOf(sql`h`, now)

/**
 * When the hazard `h` was due by the due time in force at a moment that is the end of a month. One before the finding, as that is known now,
 * is none. No function of the database, for none that looks through an array becomes part of the statement.
 */
export const hazardDueBy = (moment: Sql): Sql =>
  sql`coalesce((select p.due_at from unnest(h.past_dues) p where p.until > ${moment} and p.due_at >= h.found_at order by p.until limit 1), h.due_at)`

/** What a predicate stands on: the columns that say which enterprise a row is of, and what is copied from that. */
interface Subject {
  readonly enterprise: Sql
  readonly class: Sql
  readonly risk: Sql
  readonly industry: Sql
  readonly department: Sql
  readonly grid: Sql
}
const ENTERPRISE: Subject = {
  enterprise: sql`e.id`,
  class: sql`e.class`,
  risk: sql`e.risk`,
  industry: sql`e.industry`,
  department: sql`e.lead_department`,
  grid: sql`e.grid`,
}
/** A row that carries the keys of its enterprise: a hazard or a hazard source. */
const keyed = (row: Sql): Subject => ({
  enterprise: sql`${row}.enterprise`,
  class: sql`${row}.class`,
  risk: sql`${row}.risk`,
  industry: sql`${row}.industry`,
  department: sql`${row}.department`,
  grid: sql`${row}.grid`,
})
const HAZARD = keyed(sql`h`)
const OTHER_HAZARD = keyed(sql`o`)
const SOURCE = keyed(sql`s`)

/** Ids in a nullable column, 0 standing for none. */
const among = (column: Sql, ids: readonly number[]) => {
  const named = ids.filter((id) => id !== 0)
  const some = isOneOf(column, named)
  if (!ids.includes(0)) return some
  return named.length > 0 ? sql`(${some} or ${column} is null)` : sql`${column} is null`
}

/** Codes of letters and digits that begin with one of `values`, as ranges that an index serves; a colon follows the 9. */
const beginning = (column: Sql, values: readonly string[]): Sql => {
  const code = sql`${column} collate "C"`
  return sql`(${join(
    values.map((value) => sql`${code} >= ${value} and ${code} < ${`${value}:`}`),
    sql` or `,
  )})`
}

type Conditions<Fields extends FilterField> = {
  readonly [Field in Fields]: (value: NonNullable<Filter[Field]>, row: Subject, now: Sql) => Sql
}

/** Fields that are keys of an enterprise, which its hazards know too. */
const KEYS: Conditions<'class' | 'risk' | 'industry' | 'department' | 'grid'> = {
  class: (values, row) => sql`${row.class} = any (${values}::text[])`,
  risk: (values, row) => among(row.risk, values),
  industry: (values, row) => beginning(row.industry, values),
  department: (values, row) => among(row.department, values),
  grid: (values, row) => among(row.grid, values),
}

/** Fields that are asked of other rows of the enterprise. */
const RELATED: Conditions<'sourceLevel' | 'overdue' | 'dueSoon'> = {
  sourceLevel: (values, row) =>
    // as an array: sources are few, and a join would look for them among all enterprises, the worst first
    sql`${row.enterprise} = any (array(select l.enterprise from hazard_source l where l.level = any (${values}::smallint[])))`,
  overdue: (_, row, now) =>
    sql`${row.enterprise} in (select o.enterprise from hazard o where ${overdueOf(sql`o`, now)})`,
  dueSoon: (_, row, now) =>
    sql`${row.enterprise} in (select o.enterprise from hazard o where ${dueSoonOf(sql`o`, now)})`,
}

/** A drawn ring as a valid geometry; one that crosses itself keeps the areas it encloses. */
export function polygonOf(corners: readonly (readonly [number, number])[]): Sql {
  const ring = [...corners, corners[0] ?? [0, 0]].map((corner) => corner.join(' ')).join(', ')
  return sql`st_makevalid(st_geomfromtext(${`POLYGON((${ring}))`}, 4326))`
}

/** west, south, east, north degrees as a geometry. */
export const boxOf = ([west, south, east, north]: NonNullable<Filter['bbox']>): Sql =>
  sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`

/** `&&` finds by index, but rounds to single precision; `st_intersects` is exact. Edges are inside. */
const within = (shape: Sql): Sql => sql`e.geom && ${shape} and st_intersects(e.geom, ${shape})`

/** Whether the enterprise `e`, already found by its cell, lies in the shapes of a filter. */
export const inShapes = ({ bbox, polygon }: Filter): Sql =>
  all([
    ...(bbox ? [sql`st_intersects(e.geom, ${boxOf(bbox)})`] : []),
    ...(polygon ? [sql`st_intersects(e.geom, ${polygonOf(polygon)})`] : []),
  ])

/** Fields that only the enterprise `e` itself can be asked. */
const OWN: Conditions<'place' | 'search' | 'bbox' | 'polygon'> = {
  place: (values) => among(sql`e.place`, values),
  search: (text) => sql`e.id = any ((select app.enterprises_named(${text}))::integer[])`,
  bbox: (box) => within(boxOf(box)),
  polygon: (corners) => within(polygonOf(corners)),
}

/** Conditions of a table's fields that are in force. */
function conditions<Fields extends FilterField>(
  table: Conditions<Fields>,
  filter: Filter,
  row: Subject,
  now: Sql,
): Sql[] {
  return (Object.keys(table) as Fields[]).flatMap((field) => {
    const value = filter[field]
    return value === undefined ? [] : [table[field](value, row, now)]
  })
}

const all = (parts: readonly Sql[]): Sql => (parts.length > 0 ? join(parts, sql` and `) : sql`true`)

/**
 * The one predicate: list, tiles, figures, facets, exports and opened rows all stand on it, over the enterprise `e`.
 * @param now an instant already read, by which the planner can tell how many rows are overdue
 */
export function enterpriseWhere(filter: Filter, now: Sql = CLOCK): Sql {
  return all([
    ...conditions(KEYS, filter, ENTERPRISE, now),
    ...conditions(RELATED, filter, ENTERPRISE, now),
    ...conditions(OWN, filter, ENTERPRISE, now),
  ])
}

/** The same predicate over a hazard `h`, which knows the keys of its enterprise; the rest is asked of that. */
export function hazardWhere(filter: Filter, now: Sql = CLOCK): Sql {
  if (filter.overdue || filter.dueSoon) return hazardsBeside(filter, now)
  const fine = filter.industry?.some((code) => code.length > KEPT_INDUSTRY) ? { industry: filter.industry } : {}
  const own = [...conditions(OWN, filter, ENTERPRISE, now), ...conditions(KEYS, fine, ENTERPRISE, now)]
  const parts = [
    ...conditions(KEYS, fine.industry ? without(filter, 'industry') : filter, HAZARD, now),
    ...conditions(RELATED, filter, HAZARD, now),
  ]
  if (own.length > 0) parts.push(sql`h.enterprise in (select e.id from enterprise e where ${all(own)})`)
  return all(parts)
}

/**
 * Hazards of enterprises that have overdue hazards, or some due soon: those few, which know the keys too, say which
 * enterprises, and only the hazards of these are read.
 */
function hazardsBeside(filter: Filter, now: Sql): Sql {
  const beside = without(filter, 'overdue', 'dueSoon', ...(Object.keys(KEYS) as FilterField[]))
  return all([besideSuch(sql`h.enterprise`, filter, now), hazardWhere(beside, now)])
}

/** Whether the enterprise has such hazards and is one of those that the keys of a filter name: what that says but of its other fields. */
export function besideSuch(enterprise: Sql, { overdue, dueSoon, ...rest }: Filter, now: Sql): Sql {
  const keys = conditions(KEYS, rest, OTHER_HAZARD, now)
  const such = (others: Sql) =>
    sql`${enterprise} in (select o.enterprise from hazard o where ${all([others, ...keys])})`
  return all([...(overdue ? [such(overdueOf(sql`o`, now))] : []), ...(dueSoon ? [such(dueSoonOf(sql`o`, now))] : [])])
}

/** Whether a filter asks for enterprises with such hazards, and for nothing else but their keys. */
export const isBesideSuch = ({ overdue, dueSoon, ...rest }: Filter): boolean =>
  (overdue !== undefined || dueSoon !== undefined) &&
  Object.keys(without(rest, ...(Object.keys(KEYS) as FilterField[]))).length === 0

/** Characters of an industry up to which it picks so many hazards that walking them is best; finer ones go by enterprise. */
const KEPT_INDUSTRY = 3

/**
 * Major hazard sources `s` of the enterprises in the filter, whose keys they know; units below the threshold of GB 18218 are none.
 * A wanted level narrows the sources themselves too, so that filtering for level 一 does not show the 四 beside it.
 */
export function hazardSourceWhere(filter: Filter, now: Sql = CLOCK): Sql {
  const { sourceLevel, ...rest } = filter
  const level = sourceLevel ? sql`s.level = any (${sourceLevel}::smallint[])` : sql`s.level is not null`
  const own = conditions(OWN, rest, ENTERPRISE, now)
  return all([
    level,
    ...conditions(KEYS, rest, SOURCE, now),
    ...conditions(RELATED, rest, SOURCE, now),
    ...(own.length > 0 ? [sql`s.enterprise in (select e.id from enterprise e where ${all(own)})`] : []),
  ])
}

/** A filter without some of its fields. */
export function without(filter: Filter, ...fields: readonly FilterField[]): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !fields.includes(field as FilterField)))
}
