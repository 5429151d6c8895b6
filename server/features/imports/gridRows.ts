import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Issue } from '../../files/rows.ts'
import type { Merged } from './merged.ts'
import type { Merging } from './enterpriseRows.ts'
import type { GridRow } from './grids.ts'

/** Share of its geodesic area that a repair may add or take. */
const MOST_CHANGED = 0.001

const incoming = (rows: readonly GridRow[]) => sql`(
  select r.*, st_multi(st_collectionextract(case when st_isvalid(raw) then raw else st_makevalid(raw) end, 3)) as geom
  from (
    select r.*, st_setsrid(st_geomfromgeojson(geometry), 4326) as raw
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r (row integer, code text, name text, person text, phone text, geometry text)) r)`

const Shape = z.object({
  row: z.number(),
  valid: z.boolean(),
  reason: z.string(),
  before: z.number(),
  after: z.number(),
  taken: z.boolean(),
})
/** An invalid shape that was repaired: its geodesic area in m² before and after, and what was wrong. */
export interface Repair {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly reason: string
  readonly before: number
  readonly after: number
}

const km2 = (area: number) => (area / 1e6).toFixed(6)

function issueOf({ row, valid, reason, before, after, taken }: z.infer<typeof Shape>): Issue[] {
  const at = { row, column: 'geometry' }
  const areas = `${reason}; ${km2(before)} → ${km2(after)} km²`
  const shape: Issue[] = !(after > 0)
    ? [{ ...at, rule: 'nothing-left', found: reason }]
    : Math.abs(after / before - 1) > MOST_CHANGED || !(before > 0)
      ? [{ ...at, rule: 'area-changed', found: areas }]
      : valid
        ? []
        : [{ ...at, rule: 'repaired', found: areas }]
  return taken ? [...shape, { row, column: 'code', rule: 'key-taken', found: '' }] : shape
}

/** Judges the shapes: which are invalid, what their repair does to their area, and whose code is taken. Writes nothing. */
export async function judgeShapes(db: Db, rows: readonly GridRow[]): Promise<{ issues: Issue[]; repairs: Repair[] }> {
  const shapes = await db.many(
    Shape,
    sql`select row, st_isvalid(raw) as valid, st_isvalidreason(raw) as reason, st_area(raw::geography) as before,
          st_area(geom::geography) as after,
          exists (select from grid g where g.code = r.code and g.level <> 3) as taken
        from ${incoming(rows)} r order by row`,
  )
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const repairs = shapes
    .filter(({ valid, after }) => !valid && after > 0)
    .map(({ row, reason, before, after }) => {
      const { code = '', name = '' } = byRow.get(row) ?? {}
      return { row, code, name, reason, before, after }
    })
  return { issues: shapes.flatMap(issueOf), repairs }
}

const Published = z.object({ added: z.number(), changed: z.number() })

/** Merges the good territories of a stage into the book by code; enterprises, places and people then find their grid again. */
export async function mergeGrids(db: Db, { stage, as, rows }: Omit<Merging, 'onProgress'>): Promise<Merged> {
  const { added, changed } = await db.one(
    Published,
    sql`select added, changed from app.publish_grids(${stage}::integer, ${as}::integer)`,
  )
  return { added, changed, unchanged: rows - added - changed }
}
