import { z } from 'zod'
import type { Filter, FilterField } from '#core/contract/filter.ts'
import { LAYERS, Versions } from '#core/contract/live.ts'
import { ROLES } from '#core/domain/roles.ts'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'

const GroundRow = z.object({
  role: z.enum(ROLES).nullable(),
  grids: z.array(z.number().int()),
  department: z.number().int().nullable(),
  enterprise: z.number().int().nullable(),
  enterprises: z.array(z.number().int()),
  now: z.string(),
  versions: Versions,
})

/** What all figures of one answer stand on: who asks, the time to the microsecond, the data versions of the snapshot. */
export interface Ground extends Omit<z.output<typeof GroundRow>, 'now'> {
  readonly now: Sql
  readonly at: Date
}

/**
 * Reads the ground of an answer; its first statement. What follows is short and there are many askers, so none of it takes
 * parallel workers: starting them costs more than they save.
 */
export async function groundOf(db: Db): Promise<Ground> {
  const { now, ...rest } = await db.one(
    GroundRow,
    sql`select app.role() as role, app.grids() as grids, app.department() as department, app.enterprise() as enterprise,
      app.enterprises() as enterprises,
      to_char(app.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now,
      (select json_object_agg(layer, version) from layer_version where layer = any (${LAYERS}::text[])) as versions,
      set_config('max_parallel_workers_per_gather', '0', true)`,
  )
  return { ...rest, now: sql`${now}::timestamptz`, at: new Date(now) }
}

/** The dimension that scopes a role; government needs none, an enterprise has none. */
export const SCOPE_FIELD = { department: 'department', grid: 'grid' } as const satisfies Record<string, FilterField>

/** A column among ids; of one id as an equation, which keeps an index's order. */
export const isOneOf = (column: Sql, ids: readonly number[]): Sql =>
  ids.length === 1 ? sql`${column} = ${ids[0]}::integer` : sql`${column} = any (${[...ids]}::integer[])`

/** The filter with the scope of a grid chief or a department written into it, where it says nothing of its own there. */
export function withScope(filter: Filter, { role, grids, department }: Ground): Filter {
  if (role === 'grid' && !filter.grid) return { ...filter, grid: [...grids] }
  if (role === 'department' && !filter.department && department !== null) return { ...filter, department: [department] }
  return filter
}

/** Whose scope it is. */
type Reaching = Pick<Ground, 'role' | 'grids' | 'department' | 'enterprise' | 'enterprises'>

/**
 * Says the scope once more in a form that indexes can serve. It guards nothing: policies do, whose text with its
 * alternatives no index serves.
 */
export function reach({ role, grids, department, enterprise, enterprises }: Reaching, row: 'e' | 'h' | 's'): Sql {
  const e = row === 'e'
  const table = { e: sql`e`, h: sql`h`, s: sql`s` }[row]
  if (role === 'grid') return isOneOf(sql`${table}.grid`, grids)
  if (role === 'department') return sql`${table}.${e ? sql`lead_department` : sql`department`} = ${department}::integer`
  if (role === 'enterprise') return sql`${table}.${e ? sql`id` : sql`enterprise`} = ${enterprise}::integer`
  if (role === 'expert') return isOneOf(sql`${table}.${e ? sql`id` : sql`enterprise`}`, enterprises)
  return sql`true`
}
