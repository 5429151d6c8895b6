import type { Filter } from '#core/contract/filter.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Ground, isOneOf, withScope } from '../ground.ts'
import { besideSuch, isBesideSuch } from '../predicate.ts'

/**
 * How many hazards the enterprises have that a filter finds by what is overdue or due soon and by their keys: each has its number kept, so that
 * none of its hazards is read. Undefined for other filters, and for an enterprise or an expert, whom no sum belongs to.
 */
export function holderSums(ground: Ground, filter: Filter, of: 'recorded' | 'closed'): Sql | undefined {
  const { role, grids, department, now } = ground
  if (!isBesideSuch(filter)) return undefined
  const scopes: Partial<Record<NonNullable<Ground['role']>, Sql>> = {
    government: sql`true`,
    wall: sql`true`,
    grid: isOneOf(sql`c.grid`, grids),
    department: sql`c.department = ${department}::integer`,
  }
  const scope = role === null ? undefined : scopes[role]
  if (!scope) return undefined
  return sql`(select coalesce(sum(${of === 'closed' ? sql`c.closed` : sql`c.recorded`}), 0)::int from enterprise_hazards c
    where ${scope} and ${besideSuch(sql`c.enterprise`, withScope(filter, ground), now)})`
}
