import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { blindSpotsOf, ensureDistrict } from './book.ts'
import { FileRefused } from '../../files/rows.ts'
import { mergeEnterprises, type Merging } from './enterpriseRows.ts'
import { mergeGrids } from './gridRows.ts'
import { mergeKind } from './kinds/rows.ts'
import type { District } from './mapping.ts'
import type { Merged } from './merged.ts'
import { outdatedIn, repeatedIn } from './outdated.ts'
import type { UsedOverride } from './overrides.ts'
import type { BlindSpots } from './request.ts'
import { ended, type Stage } from './stages.ts'

const Id = z.object({ id: z.number() })
const Overridden = z.object({
  row: z.number(),
  key: z.string(),
  rule: z.string(),
  found: z.string(),
  reason: z.string(),
})

/** Rules that were set aside for rows of a stage, and why. */
export const overriddenOf = (db: Db, stage: number): Promise<UsedOverride[]> =>
  db.many(
    Overridden,
    sql`select r.row, coalesce(r.key, '') as key, i.rule, i.found, i.reason
      from import_row r, jsonb_to_recordset(r.issues) i (rule text, found text, reason text)
      where r.stage = ${stage}::integer and r.issues is not null and i.reason is not null order by r.row`,
  )

/** What publishing has to know beside the stage. */
export interface Publishing {
  /** Made where the book has none. */
  readonly district: District | undefined
  /** What it was checked against was a demonstration that is cleared by now: all rows are new. */
  readonly cleared?: boolean
  readonly onProgress: (share: number) => Promise<void>
}

/** How it ended. */
export interface Published extends Merged {
  readonly import: number
  readonly blindSpots: BlindSpots
}

const Good = z.object({ good: z.number(), rejected: z.number() })

async function merge(db: Db, { mapping }: Stage, merging: Merging): Promise<Merged> {
  if (mapping.capability === 'enterprises') return mergeEnterprises(db, merging)
  if (mapping.capability !== 'grids') return mergeKind(db, mapping.capability, merging)
  return mergeGrids(db, merging)
}

/**
 * Publishes the good rows of a stage within the transaction of `db`, and writes down what was done, so that it can be taken back.
 * The stage must be in the state `publishing`. @throws FileRefused where the book has no district and none is given, or where it is not any
 * more as it was checked
 */
export async function publishStage(
  db: Db,
  stage: Stage,
  { district, cleared = false, onProgress }: Publishing,
): Promise<Published> {
  await db.run(sql`set local statement_timeout = 0`)
  await ensureDistrict(db, district)
  const hindered = (await repeatedIn(db, stage.id)) ?? (cleared ? undefined : await outdatedIn(db, stage.id, true))
  if (hindered) throw new FileRefused(...hindered.words)
  const { good, rejected } = await db.one(
    Good,
    sql`select count(*) filter (where not rejected)::int as good, count(*) filter (where rejected)::int as rejected
      from import_row where stage = ${stage.id}::integer`,
  )
  const overridden = await overriddenOf(db, stage.id)
  const { id } = await db.one(Id, sql`select nextval('import_id_seq')::int as id`)
  const merged = await merge(db, stage, { stage: stage.id, as: id, rows: good, onProgress })
  const { added, changed, unchanged } = merged
  await db.run(sql`
    insert into import (id, capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by, overrides)
    values (${id}::integer, ${stage.mapping.capability}, ${stage.fileName}, ${stage.fileHash}, ${stage.datum}, ${added}::integer,
      ${changed}::integer, ${unchanged}::integer, ${rejected}::integer, app.now(), coalesce(app.person(), session_user),
      ${JSON.stringify(overridden)}::jsonb)`)
  const told = await db.run(
    sql`update import_stage set state = 'published', progress = null, import = ${id}::integer where id = ${stage.id}::integer and state = 'publishing'`,
  )
  if (told !== 1) throw ended(stage.id)
  return { ...merged, import: id, blindSpots: await blindSpotsOf(db) }
}
