import { z } from 'zod'
import { IMPORTABLE } from '../domain/importFields.ts'
import { Id, Instant, Position } from './route.ts'

/** Datums a file may be in. Nobody chooses one silently. */
export const Datum = z.enum(['wgs84', 'gcj02', 'bd09'])
export type Datum = z.infer<typeof Datum>
export const FileEncoding = z.enum(['utf8', 'gb18030', 'gbk', 'big5', 'utf16le', 'utf16be'])

/** A column of the file by its name; `translate` turns its values into those of the book ('' is an empty cell). */
const MappedColumn = z.strictObject({
  column: z.string().min(1).max(200),
  translate: z.record(z.string().max(200), z.string().max(200)).optional(),
})

/** How a file is to be read: which column is which field (core/domain/importFields.ts), and what is the same for all rows. */
export const ImportMapping = z.strictObject({
  capability: z.enum(IMPORTABLE),
  /** By what system the key tells enterprises apart: `uscc`, or a name of a source's own. */
  scheme: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/)
    .default('uscc'),
  columns: z.record(z.string().max(40), MappedColumn),
  constants: z.record(z.string().max(40), z.string().max(200)).default({}),
})
export type ImportMapping = z.infer<typeof ImportMapping>
/** A mapping on its way: of whose keys nobody has said yet which source they are of, the scheme is empty. */
export const DraftMapping = ImportMapping.extend({ scheme: z.string().regex(/^([a-z][a-z0-9-]{1,30})?$/) })

/** A rule that rows break, with its words: `zh` what is wrong, `remedyZh` what to do. */
export const BrokenRule = z.object({
  rule: z.string(),
  /** Breaking it keeps no row out of the book. */
  warning: z.boolean(),
  rows: z.number().int(),
  zh: z.string(),
  en: z.string(),
  remedyZh: z.string(),
  remedyEn: z.string(),
})

const Count = z.number().int().min(0)

/** Blank cells of one column of the file: they leave what the book has (`blank-kept`), or of new rows the book takes a default. */
const BlankCells = z.object({
  rule: z.enum(['blank-kept', 'blank-default']),
  column: z.string(),
  cells: z.number().int().positive(),
  /** What new rows get instead. */
  assumedZh: z.string().nullable(),
  assumedEn: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  remedyZh: z.string(),
  remedyEn: z.string(),
})
export type BlankCells = z.infer<typeof BlankCells>

export const STAGE_STATES = ['opened', 'staging', 'staged', 'publishing', 'published', 'cancelled', 'failed'] as const

/** A file on its way into the book: staged beside it, checked, and published whole or not at all. */
export const ImportStage = z.object({
  id: Id,
  fileName: z.string(),
  /** Bytes. */
  fileSize: z.number().int(),
  /** SHA-256, hexadecimal. */
  fileHash: z.string(),
  state: z.enum(STAGE_STATES),
  openedAt: Instant,
  openedBy: z.string(),
  changedAt: Instant,
  mapping: ImportMapping.nullable(),
  datum: Datum.nullable(),
  sheet: z.string().nullable(),
  encoding: FileEncoding.nullable(),
  /** Share of the work at hand that is done, 0 to 1; null where none is at hand. */
  progress: z.number().min(0).max(1).nullable(),
  /** Rows read so far, with a position or a shape, that stay out, and that have a warning. */
  rows: Count,
  located: Count,
  rejected: Count,
  warned: Count,
  broken: z.array(BrokenRule),
  blanks: z.array(BlankCells),
  /** What publishing has to name: another check, or another decision of a merge, has another number. */
  revision: Count,
  /** What publishing would do, as the book stands now; null until all rows are staged. */
  outlook: z
    .object({
      added: Count,
      changed: Count,
      unchanged: Count,
      /** Rows that resemble an enterprise under another key, and how many of them nobody has decided. */
      resembling: Count,
      undecided: Count,
      /** Rows whose position lies in no grid. */
      inNoGrid: Count,
      /** Decisions of merges that still held when it was checked anew, and those that did not and are asked again. */
      recalled: Count,
      forgotten: Count,
      /** Of grids: enterprises that come to another one, and that are in none any more. */
      changeGrid: Count,
      loseGrid: Count,
    })
    .nullable(),
  /** Why rows outside the district are taken all the same, and who said so; null where they are not. */
  outside: z.string().nullable(),
  /** Why it failed, in both languages; without a mapping the file itself could not be read. */
  failure: z.object({ zh: z.string(), en: z.string() }).nullable(),
  /** The import that it became. */
  published: Id.nullable(),
})
export type ImportStage = z.infer<typeof ImportStage>

/** An import that was published, as the book keeps it. */
export const ImportRecord = z.object({
  id: Id,
  capability: z.string(),
  fileName: z.string(),
  datum: Datum,
  added: Count,
  changed: Count,
  unchanged: Count,
  rejected: Count,
  madeAt: Instant,
  madeBy: z.string(),
  undoneAt: Instant.nullable(),
  undoneBy: z.string().nullable(),
  /** What it replaced is kept: it can be undone where nothing else has built on it since. */
  undoable: z.boolean(),
  /** Rules that were set aside, in how many rows, and why. */
  overridden: z.array(z.object({ rule: z.string(), rows: Count, reason: z.string(), zh: z.string(), en: z.string() })),
})
export type ImportRecord = z.infer<typeof ImportRecord>

/** A file as it lies there, before it is known what its columns are. */
export const FilePreview = z.object({
  format: z.enum(['csv', 'xlsx', 'geojson', 'shapefile', 'kml', 'geopackage']),
  /** Of a text: the encoding, and how it is known. */
  encoding: z.object({ encoding: z.string(), by: z.enum(['mark', 'declared', 'detected']) }).nullable(),
  /** Of a text that has no mark: its first lines as each encoding reads them. */
  encodings: z.array(z.object({ encoding: FileEncoding, lines: z.array(z.string()) })),
  delimiter: z.string().nullable(),
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  /** The sheet that is shown. */
  sheet: z.string().nullable(),
  /** Number of the row that names the columns; null where features name them. */
  headerRow: z.number().int().nullable(),
  columns: z.array(z.string()),
  /** The first rows, each with its number in the file. */
  rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
  /** About how many rows the file has. */
  about: z.number().int().nullable(),
  /** What cannot be read among the rows shown. */
  issues: z.array(z.object({ row: z.number().int(), column: z.string(), rule: z.string(), found: z.string() })),
})
export type FilePreview = z.infer<typeof FilePreview>

/** What the columns are taken for, with how sure that is, 0 to 1. */
export const MappingGuess = z.object({
  mapping: DraftMapping,
  confidence: z.record(z.string(), z.number().min(0).max(1)),
})

export type MappingGuess = z.infer<typeof MappingGuess>

/** Where a sample of the file's points would lie, were the file in this datum. */
export const DatumReading = z.object({
  datum: Datum,
  /** WGS 84. */
  points: z.array(Position),
  inDistrict: Count,
  inSea: Count,
  elsewhere: Count,
})

export type DatumReading = z.infer<typeof DatumReading>

/** A row of the file as it is staged. */
export const StagedRow = z.object({
  row: z.number().int(),
  key: z.string().nullable(),
  /** What publishing would do with it. */
  outlook: z.enum(['added', 'changed', 'unchanged', 'rejected']),
  /** The row's fields as they were read, by the column of the book. */
  fields: z.record(z.string(), z.unknown()),
  position: Position.nullable(),
  /** Of a row that changes something: what is in the book now, and what would be. */
  diff: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  issues: z.array(
    z.object({
      column: z.string(),
      rule: z.string(),
      found: z.string(),
      warning: z.boolean(),
      zh: z.string(),
      en: z.string(),
      remedyZh: z.string(),
      remedyEn: z.string(),
      /** Why the rule was set aside for all rows that break it; null where it stands. */
      reason: z.string().nullable(),
    }),
  ),
  /** The enterprise that it resembles under another key, how far away that is in metres, and what was decided. */
  resembles: z
    .object({
      id: Id,
      name: z.string(),
      key: z.string(),
      metres: z.number().nullable(),
      decided: z.enum(['merge', 'apart']).nullable(),
    })
    .nullable(),
})
export type StagedRow = z.infer<typeof StagedRow>

export const STAGED_KINDS = ['all', 'rejected', 'warned', 'added', 'changed', 'unchanged', 'resembling'] as const

/** The position of a staged row, WGS 84. */
export const StagedPoint = z.object({ row: z.number().int(), at: Position, rejected: z.boolean() })
