import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Issue } from '../../files/rows.ts'
import type { GridRow } from './grids.ts'

const Staged = z.object({
  row: z.number(),
  made: z.object({ code: z.string(), name: z.string(), person: z.string(), phone: z.string(), geometry: z.string() }),
})

/** The territories of a stage that have a shape. */
export async function stagedGrids(db: Db, stage: number): Promise<GridRow[]> {
  const rows = await db.many(
    Staged,
    sql`select row, made from import_row where stage = ${stage}::integer and made ->> 'geometry' is not null
      order by row`,
  )
  return rows.map(({ row, made }) => ({ row, ...made }))
}

const Fault = z.object({ row: z.number(), rule: z.string(), found: z.string() })

/** Territories of a stage that lie outside the district or over others. */
export async function misplacedGrids(db: Db, stage: number): Promise<Issue[]> {
  const faults = await db.many(
    Fault,
    sql`select number as row, rule, found from app.grid_faults(${stage}::integer) order by number, rule`,
  )
  return faults.map((fault) => ({ ...fault, column: 'geometry' }))
}
