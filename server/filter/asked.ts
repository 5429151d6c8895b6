import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import { type Ground, groundOf } from './ground.ts'
import { boxOf, polygonOf, without } from './predicate.ts'

/** Level-3 grids that a drawn shape meets: those wholly inside it, and those it cuts. */
export interface Territory {
  /** Which shapes it was found for. */
  readonly bbox: boolean
  readonly polygon: boolean
  readonly inside: readonly number[]
  readonly cut: readonly number[]
}

/** One question: who asks it, and where a shape is drawn which grids lie inside. */
export interface Asked {
  readonly ground: Ground
  readonly territory: Territory
}

const NOWHERE: Territory = { bbox: false, polygon: false, inside: [], cut: [] }
const Met = z.object({ id: z.number().int(), inside: z.boolean() })

/** Reads the ground of a question, and the territory of its filter. */
export async function ask(db: Db, filter: Filter): Promise<Asked> {
  const ground = await groundOf(db)
  return { ground, territory: await territoryOf(db, filter) }
}

/**
 * Properly inside, so that no enterprise on the rim of a grid is decided by the rounding of one test against another.
 */
async function territoryOf(db: Db, { bbox, polygon }: Filter): Promise<Territory> {
  if (!bbox && !polygon) return NOWHERE
  const whole = sql`null::geometry`
  const box = bbox ? boxOf(bbox) : whole
  const drawn = polygon ? polygonOf(polygon) : whole
  const met = await db.many(
    Met,
    sql`with shape as materialized (select ${box} as box, ${drawn} as drawn)
      select g.id, coalesce(st_containsproperly(box, g.geom), true) and coalesce(st_containsproperly(drawn, g.geom), true) as inside
      from grid g, shape
      where g.level = 3 and coalesce(st_intersects(box, g.geom), true) and coalesce(st_intersects(drawn, g.geom), true)
      order by g.id`,
  )
  return {
    bbox: bbox !== undefined,
    polygon: polygon !== undefined,
    inside: met.filter(({ inside }) => inside).map(({ id }) => id),
    cut: met.filter(({ inside }) => !inside).map(({ id }) => id),
  }
}

/** A part of the answer to a filter: parts do not overlap, and together they are the whole. */
export interface Portion {
  readonly filter: Filter
  /** Condition beside the filter on the grid column of rows. */
  readonly beside: (grid: Sql) => Sql
}

const nothingBeside = () => sql`true`

/**
 * A filter as parts of which some may be read from sums: with a drawn shape, the grids inside it are asked without the
 * shape, and only in those it cuts, or in none at all, is each enterprise tried against it.
 */
export function portionsOf(filter: Filter, { bbox, polygon, inside, cut }: Territory): readonly Portion[] {
  const known = bbox === (filter.bbox !== undefined) && polygon === (filter.polygon !== undefined)
  if (!known || inside.length === 0) return [{ filter, beside: nothingBeside }]
  const wanted = filter.grid ? inside.filter((id) => filter.grid?.includes(id)) : [...inside]
  const rest = { filter, beside: (grid: Sql) => sql`(${grid} = any (${[...cut]}::integer[]) or ${grid} is null)` }
  if (wanted.length === 0) return [rest]
  return [{ filter: { ...without(filter, 'bbox', 'polygon'), grid: wanted }, beside: nothingBeside }, rest]
}
