import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import { type Ground, groundOf } from './ground.ts'
import { without } from './predicate.ts'
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
}

const nothing = () => sql`true`

/**
 * A filter as portions, some of which sums can answer. With a drawn shape: the grids inside it; of the other grids, and of
 * what lies in none, the cells inside it; and of those it cuts, each row that is tried against it.
 */
export function portionsOf(filter: Filter, territory: Territory): readonly Portion[] {
  const { shapes, grids, cells } = territory
  const known = shapes.bbox === (filter.bbox !== undefined) && shapes.polygon === (filter.polygon !== undefined)
  if (!known || (grids.inside.length === 0 && !cells)) return [{ filter, by: [], beside: nothing }]
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
  if (cells.cut.length > 0) portions.push({ filter, by: ['cell', 'grid'], beside: among(cells.cut) })
  return portions
}
