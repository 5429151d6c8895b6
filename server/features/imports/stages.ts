import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { FIELD_KINDS } from './fields.ts'
import { fieldsOf } from './enterprises.ts'
import type { Datum as DatumName } from '../../files/datum.ts'
import { Bounds, Datum, Mapping, Overrides } from './mapping.ts'
import { kindColumns, kindKeyColumn } from './kinds/check.ts'
import { ENCODINGS } from '../../files/encoding.ts'

/** How the file of a stage is read, beside its mapping. */
const Options = z.object({
  sheet: z.string().optional(),
  encoding: z.enum(ENCODINGS).optional(),
  bounds: Bounds.optional(),
  overrides: Overrides.default([]),
})
export type Options = z.input<typeof Options>

const Stage = z.object({
  id: z.number(),
  fileName: z.string(),
  fileHash: z.string(),
  state: z.string(),
  attempt: z.number(),
  lastRow: z.number(),
  mapping: Mapping,
  datum: Datum,
  options: Options,
  now: z.number(),
})
/** A file that is staged, with all that reading it on takes. */
export type Stage = z.output<typeof Stage>

/** Tells one working at a stage that it is not his any more: it was cancelled, dropped or begun anew. SQLSTATE. */
const ENDED = 'AJ001'
export const ended = (stage: number) => Object.assign(new Error(`stage ${stage} has ended`), { code: ENDED })
export const hasEnded = (error: unknown): boolean => (error as { code?: unknown }).code === ENDED

/** A file as it is opened. */
export interface Opened {
  readonly name: string
  readonly size: number
  readonly hash: string
  /** The server keeps a copy. */
  readonly kept: boolean
}

const Row = z.object({ id: z.number() })

/** Opens a stage for a file. */
export async function openStage(db: Db, { name, size, hash, kept }: Opened): Promise<number> {
  const { id } = await db.one(
    Row,
    sql`insert into import_stage (file_name, file_size, file_hash, kept) values (${name}, ${size}::bigint, ${hash}, ${kept}) returning id`,
  )
  return id
}

/** Columns of the book that a mapping fills; `geom` where it says where rows lie. */
export function columnsOf(mapping: Mapping): string[] {
  if (mapping.capability === 'grids') return ['code', 'name', 'person', 'phone', 'geom']
  if (mapping.capability !== 'enterprises') return kindColumns(mapping)
  const located = mapping.columns.lng !== undefined && mapping.columns.lat !== undefined
  return [...fieldsOf(mapping).map((field) => FIELD_KINDS[field].column), ...(located ? ['geom'] : [])]
}

function keyColumn(mapping: Mapping): string {
  if (mapping.capability === 'grids') return mapping.columns.code.column
  return mapping.capability === 'enterprises' ? mapping.key.column : kindKeyColumn(mapping)
}

/** What staging is asked to do. */
export interface Asked {
  readonly mapping: Mapping
  readonly datum: DatumName
  readonly options: Options
}

/** Begins staging anew: whatever was staged of the file before is forgotten. @returns whether the stage could be begun */
export async function beginStage(db: Db, id: number, { mapping, datum, options }: Asked): Promise<boolean> {
  const scheme = mapping.capability === 'enterprises' ? mapping.scheme : undefined
  if (scheme !== undefined) await db.run(sql`select app.keep_decisions(${id}::integer, ${scheme}::text)`)
  await clearStage(db, id)
  const begun = await db.run(sql`
    update import_stage set state = 'staging', attempt = attempt + 1, capability = ${mapping.capability}, mapping = ${JSON.stringify(mapping)}::jsonb,
      options = ${JSON.stringify(options)}::jsonb, columns = ${columnsOf(mapping)}::text[], key_column = ${keyColumn(mapping)}, datum = ${datum},
      last_row = 0, progress = 0, rows = 0, located = 0, rejected = 0, warned = 0, broken = '{}', in_no_grid = null, failure = null,
      blanks = '[]', moved = null, left_out = null, recalled = null, forgotten = null, checked_from = app.now(),
      changed_at = app.now(), changed_by = coalesce(app.person(), session_user), account = app.account(), post = app.post()
    where id = ${id}::integer and state in ('opened', 'staged', 'cancelled', 'failed')`)
  return begun === 1
}

/** Goes on with a stage whose reader is gone; whoever still works at it is stopped. */
export const goOnWithStage = (db: Db, id: number): Promise<number> =>
  db.run(sql`update import_stage set attempt = attempt + 1 where id = ${id}::integer and state = 'staging'`)

/** A stage that is mapped. @returns undefined where it is not, or not there */
export const stageOf = (db: Db, id: number): Promise<Stage | undefined> =>
  db.maybe(
    Stage,
    sql`select id, file_name as "fileName", file_hash as "fileHash", state, attempt, last_row as "lastRow", mapping, datum, options,
        (extract(epoch from app.now()) * 1000)::float8 as now
      from import_stage where id = ${id}::integer and mapping is not null`,
  )

/** A stage that a command that was killed left half read, or read and unpublished, of the very same file and request. */
export async function interruptedStage(db: Db, hash: string, { mapping, datum, options }: Asked) {
  const found = await db.maybe(
    Row,
    sql`select id from import_stage where state in ('staging', 'staged') and not kept and file_hash = ${hash} and datum = ${datum}
      and mapping = ${JSON.stringify(mapping)}::jsonb and options - 'of' = ${JSON.stringify(options)}::jsonb
      and opened_by = coalesce(app.person(), session_user) order by id desc limit 1`,
  )
  return found?.id
}

export const failStage = (db: Db, id: number, zh: string, en: string): Promise<number> =>
  db.run(sql`update import_stage set state = 'failed', progress = null, failure = ${JSON.stringify({ zh, en })}::jsonb
    where id = ${id}::integer and state = 'staging'`)

/** Says that a file cannot be read at all, or that it can after all. */
export const tellReadable = (db: Db, id: number, failure: { readonly zh: string; readonly en: string } | null): Promise<number> =>
  db.run(sql`update import_stage set state = ${failure ? 'failed' : 'opened'}, failure = ${failure && JSON.stringify(failure)}::jsonb
    where id = ${id}::integer and mapping is null and state = ${failure ? 'opened' : 'failed'}`) // prettier-ignore

/** Forgets the rows of a stage; what became of them is written down. */
export const clearStage = (db: Db, id: number): Promise<number> => db.run(sql`select app.clear_stage(${id}::integer)`)

export const dropStage = (db: Db, id: number): Promise<number> =>
  db.run(sql`delete from import_stage where id = ${id}::integer and state not in ('publishing', 'published')`)
