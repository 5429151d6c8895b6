import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
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
