import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type pg from 'pg'
import { asSteward, type Db } from '../../db/db.ts'
import { FileRefused } from '../../files/rows.ts'
import { hashOf } from '../../files/read.ts'
import { boundsOf, clearDemo, openBook, readBook, refuseDemo } from './book.ts'
import { judgeShapes } from './gridRows.ts'
import { stagedGrids } from './gridStage.ts'
import type { Merged } from './merged.ts'
import { checkOverrides, spareOverrides } from './overrides.ts'
import { overriddenOf, publishStage } from './publishing.ts'
import { openChecked } from './reading.ts'
import type { BlindSpots, ImportReport, ImportRequest } from './request.ts'
import { stagedReport, type StagedReport } from './stagedReport.ts'
import {
  type Asked,
  beginStage,
  clearStage,
  dropStage,
  goOnWithStage,
  interruptedStage,
  openStage,
  type Stage,
  stageOf,
} from './stages.ts'
import { publishingStage } from './states.ts'
import { readingOf, type Scope, stageFile } from './staging.ts'

const NO_BLIND_SPOTS: BlindSpots = { inNoGrid: 0, unlocated: 0, offDistrict: 0 }
const NOTHING: Merged = { added: 0, changed: 0, unchanged: 0 }

const RESTAGED = [
  '另一条命令重新检查了这个文件，没有写入任何数据；请再次执行。',
  'Another command checked this file anew, and nothing was written: give the command again.',
] as const

type Done = Merged & Pick<ImportReport, 'blindSpots' | 'replacedDemo' | 'written'>
const NOTHING_DONE: Done = { ...NOTHING, blindSpots: NO_BLIND_SPOTS, replacedDemo: false, written: false }

/** Ends a transaction that is to leave nothing behind, and carries out what was learnt. */
class TakenBack extends Error {
  readonly done: Done
  constructor(done: Done) {
    super('taken back')
    this.done = done
  }
}

/** How the file is to be read, as the stage keeps it. */
async function askedIn(db: Db, request: ImportRequest): Promise<Asked> {
  const { mapping, datum, sheet, overrides = [] } = request
  const book = await readBook(db)
  refuseDemo(book, request.replaceDemo ?? false)
  const rules = mapping.capability === 'enterprises' ? mapping.rules?.bounds : undefined
  const bounds = boundsOf(request.bounds, rules, book)
  const options = { overrides: [...overrides], ...(sheet !== undefined && { sheet }), ...(bounds && { bounds }) }
  return { mapping, datum, options }
}

/** The stage of the file: one that was killed half way goes on, else a new one. */
async function ownStage(scope: Scope, request: ImportRequest): Promise<Stage> {
  const hash = await hashOf(request.file)
  const { size } = await stat(request.file)
  return scope(async (db) => {
    const asked = await askedIn(db, request)
    const interrupted = await interruptedStage(db, hash, asked)
    const id = interrupted ?? (await openStage(db, { name: basename(request.file), size, hash, kept: false }))
    await (interrupted === undefined ? beginStage(db, id, asked) : goOnWithStage(db, id))
    const stage = await stageOf(db, id)
    if (!stage) throw new Error(`stage ${id} is not there`)
    return stage
  })
}

/** Publishes within one transaction: the demonstration goes, the district is made, the good rows are merged. */
async function publish(db: Db, request: ImportRequest, stage: Stage, confirmed: number): Promise<Done> {
  const book = await openBook(db)
  const replacedDemo = await clearDemo(db, book, request.replaceDemo ?? false)
  if (!(await publishingStage(db, stage.id, confirmed))) throw new FileRefused(...RESTAGED)
  const onProgress = async (share: number) => request.onProgress?.('write', share)
  const district = request.district ?? request.mapping.district
  const { blindSpots, added, changed, unchanged } = await publishStage(db, stage, {
    district,
    cleared: replacedDemo,
    onProgress,
  })
  const done = { added, changed, unchanged, blindSpots, replacedDemo, written: true }
  if (request.dryRun) throw new TakenBack({ ...done, replacedDemo: false, written: false })
  return done
}

async function published(scope: Scope, request: ImportRequest, stage: Stage, report: StagedReport): Promise<Done> {
  if (report.rejected > 0 && !request.acceptGood) return NOTHING_DONE
  try {
    return await scope((db) => publish(db, request, stage, report.revision))
  } catch (error) {
    if (error instanceof TakenBack) return error.done
    throw error
  }
}

/** What is known of the staged rows, before they are published or let go. */
async function reported(
  db: Db,
  request: ImportRequest,
  stage: Stage,
): Promise<StagedReport & Pick<ImportReport, 'overridden' | 'repairs'>> {
  const overridden = await overriddenOf(db, stage.id)
  const { repairs } =
    request.mapping.capability === 'grids' ? await judgeShapes(db, await stagedGrids(db, stage.id)) : { repairs: [] }
  const report = await stagedReport(db, stage.id)
  const spare = spareOverrides(request.overrides ?? [], overridden)
  return { ...report, issues: [...report.issues, ...spare].sort((a, b) => a.row - b.row), overridden, repairs }
}

/**
 * Imports one file as data steward: it is staged beside the book, then all of it, its good rows where that is asked, or nothing is
 * published. A command that was killed goes on where it stopped. `pool` signs in as anjian_operator.
 * @throws FileRefused where the file, its mapping or the book does not allow it
 */
export async function importFile(pool: pg.Pool, request: ImportRequest): Promise<ImportReport> {
  const started = performance.now()
  checkOverrides(request.overrides ?? [])
  const scope: Scope = (work) => asSteward(pool, 'import', work)
  const stage = await ownStage(scope, request)
  try {
    if (stage.state === 'staging') {
      const file = await openChecked(readingOf(stage, request.file))
      await stageFile(scope, stage, file, (share) => request.onProgress?.('read', share))
    }
    const report = await scope((db) => reported(db, request, stage))
    const done = await published(scope, request, stage, report)
    return { ...report, ...done, seconds: (performance.now() - started) / 1000 }
  } finally {
    await scope(async (db) => {
      if ((await dropStage(db, stage.id)) === 0) await clearStage(db, stage.id)
    })
  }
}
