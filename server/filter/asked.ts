import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../db/db.ts'
import { join, type Sql, sql } from '../db/sql.ts'
import { type Ground, groundOf, isOneOf, reach, withScope } from './ground.ts'
import { enterpriseWhere, hazardWhere, inShapes, without } from './predicate.ts'
import { type Dimension, summable } from './sums/lens.ts'
import { NOWHERE, type Territory, territoryOf } from './territory.ts'

/** One question: who asks it, and where a shape is drawn which grids and cells lie inside. */
export interface Asked {
  readonly ground: Ground
  readonly territory: Territory
}

/** Reads the ground of a question, and the territory of its filter where sums may answer it. */
export async function ask(db: Db, filter: Filter): Promise<Asked> {
  const ground = await groundOf(db)
  const drawn = (filter.bbox || filter.polygon) && summable(without(filter, 'bbox', 'polygon'))
  return { ground, territory: drawn ? await territoryOf(db, ground, filter) : NOWHERE }
}

/** The columns of a row or of a roll-up by which portions are told apart. */
interface Columns {
  readonly cell: Sql
  readonly grid: Sql
}

/** A part of the answer to a filter: portions do not overlap, and together they are the whole. */
export interface Portion {
  readonly filter: Filter
  /** Dimensions that `beside` stands on; rows of a roll-up must keep them. */
  readonly by: readonly Dimension[]
  /** Condition beside the filter. */
  readonly beside: (columns: Columns) => Sql
  /** Condition that each enterprise `e` has to be tried against: no sum can answer it. */
  readonly tried?: Sql
}

const nothing = () => sql`true`

/**
 * A filter as portions, some of which sums can answer. With a drawn shape: the grids inside it; of the other grids, and of
 * what lies in none, the cells inside it; and of those it cuts, each row that is tried against it.
 */
export function portionsOf(filter: Filter, territory: Territory): readonly Portion[] {
  const { grids, cells } = territory
  if (!mapped(filter, territory)) return [{ filter, by: [], beside: nothing }]
  const inside = without(filter, 'bbox', 'polygon')
  const portions: Portion[] = []
  const wanted = filter.grid ? grids.inside.filter((id) => filter.grid?.includes(id)) : [...grids.inside]
  if (wanted.length > 0) portions.push({ filter: { ...inside, grid: wanted }, by: [], beside: nothing })
  const elsewhere = (grid: Sql) => sql`coalesce(${grid}, 0) <> all (${[...grids.inside]}::integer[])`
  if (!cells) {
    const beside = ({ grid }: Columns) => sql`(${grid} = any (${[...grids.cut]}::integer[]) or ${grid} is null)`
    return [...portions, { filter, by: ['grid'], beside }]
  }
  const among =
    (ids: readonly number[]) =>
    ({ cell, grid }: Columns) =>
      sql`${cell} = any (${[...ids]}::bigint[]) and ${elsewhere(grid)}`
  if (cells.inside.length > 0) portions.push({ filter: inside, by: ['cell', 'grid'], beside: among(cells.inside) })
  if (cells.cut.length > 0)
    portions.push({ filter: inside, by: ['cell', 'grid'], beside: among(cells.cut), tried: inShapes(filter) })
  return portions
}

/** Whether grids or cells are known that the shapes of a filter meet. */
const mapped = (filter: Filter, { shapes, grids, cells }: Territory) =>
  shapes.bbox === (filter.bbox !== undefined) &&
  shapes.polygon === (filter.polygon !== undefined) &&
  (grids.inside.length > 0 || cells !== undefined)

/** Whether a row lies in the shapes of a filter, by its grid or cell where that is enough, else by trying `e`. */
function inTerritory(
  filter: Filter,
  { grids, cells }: Territory,
  { cell, grid }: Columns,
  tried: (shape: Sql) => Sql,
): Sql {
  const ways = grids.inside.length > 0 ? [isOneOf(grid, grids.inside)] : []
  if (cells) {
    const cut = (column: Sql) => sql`${column} = any (${[...cells.cut]}::bigint[])`
    if (cells.inside.length > 0) ways.push(sql`${cell} = any (${[...cells.inside]}::bigint[])`)
    if (cells.cut.length > 0)
      ways.push(sql`(${cut(cell)} and ${tried(sql`${cut(sql`e.cell`)} and ${inShapes(filter)}`)})`)
  } else ways.push(tried(shapeWhere(filter)))
  return ways.length > 0 ? sql`(${join(ways, sql` or `)})` : sql`false`
}

const shapeWhere = ({ bbox, polygon }: Filter): Sql =>
  enterpriseWhere({ ...(bbox && { bbox }), ...(polygon && { polygon }) })

/** The enterprises `e` of a question, in a form that tells the planner how many they are. */
export function enterprisesAsked({ ground, territory }: Asked, filter: Filter): Sql {
  if (!mapped(filter, territory)) return sql`${enterpriseWhere(filter, ground.now)} and ${reach(ground, 'e')}`
  const rest = enterpriseWhere(without(filter, 'bbox', 'polygon'), ground.now)
  const columns = { cell: sql`e.cell`, grid: sql`e.grid` }
  return sql`${rest} and ${inTerritory(filter, territory, columns, (shape) => sql`(${shape})`)} and ${reach(ground, 'e')}`
}

/** The hazards `h` of a question, likewise. */
export function hazardsAsked({ ground, territory }: Asked, filter: Filter): Sql {
  if (!mapped(filter, territory))
    return sql`${hazardWhere(withScope(filter, ground), ground.now)} and ${reach(ground, 'h')}`
  const rest = hazardWhere(withScope(without(filter, 'bbox', 'polygon'), ground), ground.now)
  const columns = { cell: sql`h.cell`, grid: sql`h.grid` }
  const tried = (shape: Sql) => sql`h.enterprise in (select e.id from enterprise e where ${shape})`
  return sql`${rest} and ${inTerritory(filter, territory, columns, tried)} and ${reach(ground, 'h')}`
}
