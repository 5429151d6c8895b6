import type { Filter } from '#core/contract/filter.ts'
import { join, type Sql, sql } from '../db/sql.ts'
import type { Asked } from './asked.ts'
import { reach } from './ground.ts'
import { boxOf, enterpriseWhere, polygonOf, without } from './predicate.ts'

/** A park or tower `p`; a named block is not supervised as one. */
export const supervised = sql`p.kind <> 'block'`
/** A tenant `t` that has not left. */
export const present = sql`coalesce(t.until > app.today(), true)`
/** A point inside the place `p`, by which it lies in a shape or not. */
export const middle = sql`st_pointonsurface(p.geom)`

const named = (name: Sql, text: string) => sql`position(lower(${text}) in lower(${name})) > 0`
const joined = (parts: readonly Sql[]): Sql => (parts.length > 0 ? join(parts, sql` and `) : sql`true`)

/** Ids in a nullable column, 0 standing for none. */
const among = (column: Sql, ids: readonly number[]) => sql`coalesce(${column}, 0) = any (${[...ids]}::integer[])`

/** Conditions on where a place `p` is. */
function where({ grid, place, bbox, polygon }: Filter): Sql[] {
  return [
    ...(grid ? [among(sql`p.grid`, grid)] : []),
    ...(place ? [among(sql`p.id`, place)] : []),
    ...(bbox ? [sql`st_intersects(${middle}, ${boxOf(bbox)})`] : []),
    ...(polygon ? [sql`st_intersects(${middle}, ${polygonOf(polygon)})`] : []),
  ]
}

/** Supervised places `p` of a question: by where they are and what they are called; of what else is asked, by an enterprise in them. */
export function placesAsked({ ground }: Asked, filter: Filter): Sql {
  const others = without(filter, 'grid', 'place', 'bbox', 'polygon', 'search')
  const asksMore = Object.values(others).some((value) => value !== undefined)
  return joined([
    supervised,
    ...where(filter),
    ...(filter.search === undefined ? [] : [named(sql`p.name`, filter.search)]),
    ...(asksMore
      ? [sql`exists (select from enterprise e where e.place = p.id and ${enterpriseWhere(others, ground.now)} and ${reach(ground, 'e')})`]
      : []),
  ]) // prettier-ignore
}

/** Tenants `t` without a file in places `p`; they have no class, no colour, no hazards, so conditions on these leave none. */
export function tenantsAsked(filter: Filter): Sql {
  const { industry, department, search, sourceLevel, overdue, dueSoon } = filter
  if (filter.class || filter.risk || sourceLevel || overdue || dueSoon) return sql`false`
  const code = sql`t.industry collate "C"`
  return joined([
    sql`t.enterprise is null and ${present}`,
    ...where(filter),
    ...(search === undefined ? [] : [named(sql`t.name`, search)]),
    ...(department ? [among(sql`(select leader.department from app.leader_of(t.industry) leader)`, department)] : []),
    ...(industry ? [sql`(${join(industry.map((value) => sql`starts_with(${code}, ${value})`), sql` or `)})`] : []),
  ]) // prettier-ignore
}
