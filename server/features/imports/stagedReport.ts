import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { BlankCells } from '#core/contract/importShapes.ts'
import type { Issue, SourceRow, Table } from '../../files/rows.ts'
import { Blanks, tellBlanks } from './blanks.ts'
import { Mapping } from './mapping.ts'

const Counts = z.object({
  header: z.array(z.string()),
  of: z.enum(['cells', 'features', 'lines']).nullable(),
  rows: z.number(),
  located: z.number(),
  rejected: z.number(),
  revision: z.number(),
  mapping: Mapping,
  blanks: Blanks,
})
const Broken = z.object({
  row: z.number(),
  cells: z.array(z.string()).nullable(),
  issues: z.array(z.object({ column: z.string(), rule: z.string(), found: z.string(), reason: z.string().nullish() })),
})

/** What the staged rows of a file are found to be; of the table only the rows that break a rule. */
export interface StagedReport {
  readonly table: Table
  readonly issues: Issue[]
  readonly rows: number
  readonly located: number
  readonly rejected: number
  /** What is published is this check and no other. */
  readonly revision: number
  readonly blanks: readonly BlankCells[]
}

/** Reads the counts of a stage and the rows that something stands against. */
export async function stagedReport(db: Db, stage: number): Promise<StagedReport> {
  const { header, of, mapping, blanks, ...counts } = await db.one(
    Counts,
    sql`select header, options ->> 'of' as of, rows, located, rejected, revision, mapping, blanks
      from import_stage where id = ${stage}::integer`,
  )
  const broken = await db.many(
    Broken,
    sql`select row, cells, issues from import_row where stage = ${stage}::integer and issues is not null order by row`,
  )
  const rows = broken.flatMap(({ row, cells }): SourceRow[] => (cells ? [{ row, cells }] : []))
  const issues = broken.flatMap(({ row, issues: found }) =>
    found.flatMap(({ reason, ...issue }) => (typeof reason === 'string' ? [] : [{ row, ...issue }])),
  )
  const kind = of === 'cells' || of === 'features' ? { of } : {}
  return {
    table: { columns: header, rows, issues: [], ...kind },
    issues,
    blanks: tellBlanks(mapping, blanks),
    ...counts,
  }
}
