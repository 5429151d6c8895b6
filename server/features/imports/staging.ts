import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { groupsBy } from '../../files/groups.ts'
import { judgeShapes } from './gridRows.ts'
import type { Issue } from '../../files/rows.ts'
import type { GridRow } from './grids.ts'
import { misplacedGrids, stagedGrids } from './gridStage.ts'
import { lateRow } from './judge.ts'
import { chosenIn, lookupOf } from './overrides.ts'
import type { Batch, CheckedFile, Reading } from './reading.ts'
import type { Stage } from './stages.ts'

/** Runs work in a transaction of its own in the name of whoever imports. */
export type Scope = <T>(work: (db: Db) => Promise<T>) => Promise<T>

/** How the file of a stage is read from where it stopped. */
export const readingOf = ({ mapping, datum, options, lastRow, now }: Stage, path: string): Reading => ({
  path,
  mapping,
  datum,
  sheet: options.sheet,
  encoding: options.encoding,
  bounds: options.bounds,
  overrides: options.overrides,
  after: lastRow,
  now,
})

const keepLate = (db: Db, { id, attempt }: Stage, late: string) =>
  db.run(sql`select app.stage_issues(${id}::integer, ${attempt}::integer, ${late}::json)`)

async function keepBatch(db: Db, stage: Stage, { rows, late, last, share }: Batch) {
  const { id, attempt } = stage
  await db.run(
    sql`select app.stage_rows(${id}::integer, ${attempt}::integer, ${rows}::json, ${last}::integer, ${share}::real)`,
  )
  if (late !== null) await keepLate(db, stage, late)
}

/** Shapes are judged by the database, which alone can say whether they are valid, what a repair would change, and over what they lie. */
async function judgeGrids(db: Db, stage: Stage) {
  const grids = await stagedGrids(db, stage.id)
  const { issues } = await judgeShapes(db, grids)
  await keepGridIssues(db, stage, grids, issues)
  // where they lie is asked of those whose shape is one
  await keepGridIssues(db, stage, grids, await misplacedGrids(db, stage.id))
}

async function keepGridIssues(db: Db, stage: Stage, grids: readonly GridRow[], issues: readonly Issue[]) {
  const lookup = lookupOf(stage.options.overrides)
  const keys = new Map(grids.map(({ row, code }) => [row, code]))
  const late = [...groupsBy(issues, ({ row }) => row)].map(([row, found]) =>
    lateRow(row, found, (number, _, rule) => lookup(number, keys.get(number) ?? '', rule)),
  )
  if (late.length > 0) await keepLate(db, stage, JSON.stringify(late))
}

/**
 * Stages the rows of a file, a batch in each transaction, so that whoever comes after a crash goes on behind the last; then tells what
 * only all of them can tell. @throws an error that hasEnded knows where the stage was cancelled or begun anew
 */
export async function stageFile(scope: Scope, stage: Stage, file: CheckedFile, onProgress?: (share: number) => void) {
  await scope((db) =>
    db.run(sql`update import_stage set header = ${[...file.columns]}::text[], options = options || ${JSON.stringify({ of: file.of ?? 'lines' })}::jsonb
      where id = ${stage.id}::integer`),
  )
  for await (const batch of file.batches()) {
    await scope((db) => keepBatch(db, stage, batch))
    onProgress?.(batch.share)
  }
  await scope(async (db) => {
    await db.run(sql`set local statement_timeout = 0`)
    if (stage.mapping.capability === 'grids') await judgeGrids(db, stage)
    const chosen = JSON.stringify(chosenIn(stage.options.overrides))
    await db.run(sql`select app.finish_stage(${stage.id}::integer, ${stage.attempt}::integer, ${chosen}::jsonb)`)
  })
}
