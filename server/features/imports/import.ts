import { basename } from 'node:path'
import type pg from 'pg'
import { asSteward, type Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { hashOf, readPolygons, type ReadOptions, readRows } from '../../files/read.ts'
import type { Issue, Table } from '../../files/rows.ts'
import { blindSpotsOf, type BookState, boundsOf, clearDemo, ensureDistrict, openBook } from './book.ts'
import { type Merged, mergeEnterprises } from './enterpriseRows.ts'
import { checkEnterprises, type EnterpriseRow } from './enterprises.ts'
import { judgeShapes, mergeGrids } from './gridRows.ts'
import { checkGrids, type GridRow } from './grids.ts'
import { judge } from './judge.ts'
import type { EnterpriseMapping, GridMapping } from './mapping.ts'
import { checkOverrides, lookupOf } from './overrides.ts'
import type { BlindSpots, ImportReport, ImportRequest, Judged } from './request.ts'

/** A file read, and what is done with it inside the transaction. */
interface Work<Made> {
  readonly table: Table
  readonly hash: string
  judged(db: Db, book: BookState): Promise<Judged<Made>>
  merge(db: Db, rows: readonly Made[]): Promise<Merged>
}

type Done = Omit<ImportReport, 'seconds' | 'table' | 'rows'>
/** Ends a transaction that is to leave nothing behind, and carries out what was learnt. */
class TakenBack extends Error {
  readonly done: Done
  constructor(done: Done) {
    super('taken back')
    this.done = done
  }
}

/** A cell that could not be read is named once: what the checks make of what is left of it says nothing more. */
function joined({ issues }: Table, checks: readonly Issue[]): Issue[] {
  const unread = new Set(issues.filter(({ column }) => column !== '').map(({ row, column }) => `${row} ${column}`))
  return [...issues, ...checks.filter(({ row, column }) => !unread.has(`${row} ${column}`))]
}

/** How the file is to be read: as its mapping says, and the sheet that was asked for. */
function readingOf({ mapping, sheet, onProgress = () => {} }: ImportRequest): ReadOptions {
  const { encoding, delimiter } = mapping
  const columns = [...Object.values(mapping.columns), ...('key' in mapping ? [mapping.key] : [])]
  const names = columns.flatMap((column) => (column ? [column.column] : []))
  return { encoding, delimiter, sheet: sheet ?? mapping.sheet, names, onProgress: (share) => onProgress('read', share) }
}

async function enterprisesWork(request: ImportRequest<EnterpriseMapping>): Promise<Work<EnterpriseRow>> {
  const { mapping, datum, overrides = [], onProgress = () => {} } = request
  const table = await readRows(request.file, readingOf(request))
  return {
    table,
    hash: await hashOf(request.file),
    async judged(_, book) {
      const bounds = boundsOf(request.bounds, mapping.rules?.bounds, book)
      const rules = { datum, bounds, lookup: lookupOf(overrides) }
      const { checked, issues } = checkEnterprises(table, mapping, rules)
      const located = checked.filter(({ made }) => made && made.lng !== null).length
      const sorted = judge(checked, joined(table, issues), overrides, ({ identifier }) => identifier)
      return { ...sorted, located, repairs: [] }
    },
    merge: (db, rows) =>
      mergeEnterprises(db, { mapping, datum, onProgress: (share) => onProgress('write', share) }, rows),
  }
}

async function gridsWork(request: ImportRequest<GridMapping>): Promise<Work<GridRow>> {
  const { mapping, datum, overrides = [], onProgress = () => {} } = request
  const table = await readPolygons(request.file, readingOf(request))
  onProgress('read', 1)
  const { checked, issues } = checkGrids(table, mapping, datum)
  const drawn = new Set(table.rows.filter(({ polygons }) => polygons.length > 0).map(({ row }) => row))
  return {
    table,
    hash: await hashOf(request.file),
    async judged(db) {
      const rows = checked.flatMap(({ made }) => (made && drawn.has(made.row) ? [made] : []))
      const shapes = await judgeShapes(db, rows)
      const sorted = judge(checked, joined(table, [...issues, ...shapes.issues]), overrides, ({ code }) => code)
      return { ...sorted, located: drawn.size, repairs: shapes.repairs }
    },
    async merge(db, rows) {
      const merged = await mergeGrids(db, rows, datum)
      onProgress('write', 1)
      return merged
    },
  }
}

const NO_BLIND_SPOTS: BlindSpots = { inNoGrid: 0, unlocated: 0, offDistrict: 0 }
const NOTHING: Merged = { added: 0, changed: 0, unchanged: 0 }

/** All within one transaction: the demonstration goes, the rows are judged, and all or the good ones are merged. */
async function carryOut<Made>(db: Db, request: ImportRequest, work: Work<Made>): Promise<Done> {
  const book = await openBook(db)
  const replacedDemo = await clearDemo(db, book, request.replaceDemo ?? false)
  const { good, ...judged } = await work.judged(db, book)
  if (judged.rejected > 0 && !request.acceptGood) {
    throw new TakenBack({ ...judged, ...NOTHING, blindSpots: NO_BLIND_SPOTS, replacedDemo: false, written: false })
  }
  await ensureDistrict(db, request.district ?? request.mapping.district)
  const merged = await work.merge(db, good)
  const done = { ...judged, ...merged, blindSpots: await blindSpotsOf(db), replacedDemo, written: true }
  if (request.dryRun) throw new TakenBack({ ...done, replacedDemo: false, written: false })
  await db.run(sql`
    insert into import (capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by, overrides)
    values (${request.mapping.capability}, ${basename(request.file)}, ${work.hash}, ${request.datum}, ${merged.added},
      ${merged.changed}, ${merged.unchanged}, ${judged.rejected}, app.now(), coalesce(app.person(), session_user),
      ${JSON.stringify(judged.overridden)}::jsonb)`)
  return done
}

async function run<Made>(pool: pg.Pool, request: ImportRequest, work: Work<Made>) {
  try {
    return await asSteward(pool, 'import', (db) => carryOut(db, request, work))
  } catch (error) {
    if (error instanceof TakenBack) return error.done
    throw error
  }
}

const isOf = <Capability extends 'enterprises' | 'grids'>(request: ImportRequest, capability: Capability) =>
  request.mapping.capability === capability

/**
 * Imports one file as data steward: all of it, its good rows where that is asked, or nothing. `pool` signs in as
 * anjian_operator. @throws FileRefused where the file, its mapping or the book does not allow it
 */
export async function importFile(pool: pg.Pool, request: ImportRequest): Promise<ImportReport> {
  const started = performance.now()
  checkOverrides(request.overrides ?? [])
  const { done, table } = isOf(request, 'grids')
    ? await worked(pool, request, await gridsWork(request as ImportRequest<GridMapping>))
    : await worked(pool, request, await enterprisesWork(request as ImportRequest<EnterpriseMapping>))
  const rows = new Set([...table.rows, ...table.issues].map(({ row }) => row)).size
  return { ...done, table, rows, seconds: (performance.now() - started) / 1000 }
}

async function worked<Made>(pool: pg.Pool, request: ImportRequest, work: Work<Made>) {
  return { done: await run(pool, request, work), table: work.table }
}
