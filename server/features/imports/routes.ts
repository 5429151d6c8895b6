import type { Router } from 'express'
import { z } from 'zod'
import { imports } from '#core/contract/imports.ts'
import type { Encoding } from '../../files/encoding.ts'
import { FileRefused } from '../../files/rows.ts'
import { rm } from 'node:fs/promises'
import type { ActorOf, ImportDesk, Kit } from '../../http/kit.ts'
import { Problem } from '#core/contract/problem.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import type { Serve } from '../../http/serve.ts'
import type { Db } from '../../db/db.ts'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import { askOf } from './asking.ts'
import { boundsOf, readBook, refuseDemoOnline } from './book.ts'
import { faultyRoute } from './faultyRoute.ts'
import { outdatedIn, repeatedIn } from './outdated.ts'
import { dropMapping, keepMapping, listMappings } from './mappings.ts'
import { type District, type Mapping, type Override, WHERE } from './mapping.ts'
import { datumReadings } from './readings.ts'
import { placeColumns } from './samples.ts'
import { listImports, readStage } from './stageList.ts'
import { decide, stagedPoints, stagedRows } from './stageRows.ts'
import { type Asked, beginStage, dropStage } from './stages.ts'
import { cancelStage, publishingStage } from './states.ts'
import { strictMapping } from './strictMapping.ts'
import { undoImport } from './undoing.ts'
import { uploadRoute } from './upload.ts'

/** What a file is refused for, in both languages. */
function wordsOf({ message }: FileRefused) {
  const [zh = '', ...en] = message.split('\n')
  return { zh, en: en.join('\n') }
}

/** What a file is refused for, as an answer. */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof FileRefused) {
      const { zh, en } = wordsOf(error)
      throw problem('import-refused', [zh, en])
    }
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw problem('import-refused', GONE)
    throw error
  }
}
const GONE = ['文件已不在服务器上；请重新上传。', 'The file is not on the server any more: upload it again.'] as const
const BUSY = [
  '正在处理，或已发布；请稍候或重新上传。',
  'It is being worked at, or was published: wait, or upload it again.',
] as const

interface ToStage {
  readonly sheet?: string | undefined
  readonly encoding?: Encoding | undefined
  /** Why rows outside the district are taken. */
  readonly outside?: string | undefined
}

const Who = z.object({ who: z.string() })
/** The rules on where rows lie are set aside for all of them: why, and who says so. */
async function setAside(db: Db, reason: string): Promise<Override[]> {
  const { who } = await db.one(Who, sql`select coalesce(app.person(), session_user) as who`)
  return WHERE.map((rule) => ({ every: true, rule, reason: `${reason} — ${who}` }))
}

/** How a file is staged: by the bounds of the district where there is one. */
async function askedFor(
  db: Db,
  { sheet, encoding, outside }: ToStage,
  { mapping, datum }: Pick<Asked, 'mapping' | 'datum'>,
): Promise<Asked> {
  const bounds = boundsOf(undefined, undefined, await readBook(db))
  return {
    mapping,
    datum,
    options: {
      overrides: outside === undefined ? [] : await setAside(db, outside),
      ...(sheet !== undefined && { sheet }),
      ...(encoding && { encoding }),
      ...(bounds && { bounds }),
    },
  }
}

interface ToPublish {
  readonly confirmed: number
  readonly acceptGood: boolean
  readonly district?: District | undefined
}

/** Refuses what publishing would refuse, while somebody is there to read it. */
async function expectPublishable(db: Db, id: number, { confirmed, acceptGood, district }: ToPublish) {
  const { state, rejected, rows, revision } = await readStage(db, id)
  if (revision !== confirmed) throw problem('import-restaged')
  if (state !== 'staged') throw problem('import-refused', BUSY)
  if (rejected === rows) throw problem('import-rows-rejected', NOTHING_GOOD)
  if (rejected > 0 && !acceptGood) throw problem('import-rows-rejected')
  const book = await readBook(db)
  refuseDemoOnline(book)
  if (!book.district && !district) throw problem('import-refused', NO_DISTRICT, 'body.district')
  await db.run(sql`set local statement_timeout = 0`)
  const repeated = await repeatedIn(db, id)
  if (repeated) throw new Problem('import-refused', repeated.words.join('\n'), repeated.issues)
  const outdated = await outdatedIn(db, id, false)
  if (outdated) throw new Problem('import-outdated', outdated.words.join('\n'), outdated.issues)
}
const NOTHING_GOOD = [
  '没有一行可以导入；请改正后重新上传。',
  'No row can be taken: correct the file and upload it again.',
] as const
const NO_DISTRICT = [
  '数据库尚无辖区；请填写辖区的代码和名称。',
  'The book has no district yet: give its code and name.',
] as const

/** @throws Problem where rows of a kind that lies somewhere have no columns that say where */
function expectPlaced(mapping: Mapping) {
  if (mapping.capability === 'grids' || ['ground', 'nowhere'].includes(IMPORT_FIELDS[mapping.capability].lies)) return
  if (!placeColumns(mapping)) throw problem('import-refused', UNLOCATED, 'body.mapping.columns.lng')
}
const UNLOCATED = ['请先选定经度和纬度两列。', 'Choose the columns of longitude and latitude first.'] as const

/** Routes of the import wizard 导入; for data stewards alone, as the contract says of each. */
export function importRoutes(serve: Serve, desk: ImportDesk): void {
  /** Districts to be made by what is about to be published. */
  const districts = new Map<number, District>()
  serve(imports.list, (_, db) => listImports(db))
  serve(imports.mappings, async (_, db) => ({ mappings: await listMappings(db) }))
  serve(imports.keepMapping, async ({ body: { name, mapping } }, db) => {
    await keepMapping(db, name, mapping)
    return { done: true }
  })
  serve(imports.dropMapping, async ({ query: { name } }, db) => ({ done: (await dropMapping(db, name)) > 0 }))
  serve(imports.undo, ({ params: { id } }, db) => undoImport(db, id))
  serve(imports.read, ({ params: { id } }, db) => readStage(db, id))
  serve(imports.preview, async ({ params: { id }, query }, db) => {
    const { state, mapping } = await readStage(db, id)
    const looking = askOf({ is: 'preview', path: desk.fileOf(id), asked: query })
    // as it lies there, unless somebody says how to read it; what cannot be read is no open work
    const isPlain = query.sheet === undefined && query.encoding === undefined
    const read = await looking.then(
      () => true,
      (error: unknown) => (isPlain && error instanceof FileRefused ? error : undefined),
    )
    if (mapping === null && read instanceof FileRefused && state === 'opened') await desk.tell(id, wordsOf(read))
    if (mapping === null && read === true && state === 'failed') await desk.tell(id, null)
    return refusing(looking)
  })
  serve(imports.readings, async ({ params: { id }, body }, db) => {
    await readStage(db, id)
    const mapping = strictMapping(body.mapping)
    expectPlaced(mapping)
    const { sheet, encoding } = body
    const asked = { mapping, sheet, encoding }
    return datumReadings(db, await refusing(askOf({ is: 'positions', path: desk.fileOf(id), asked })))
  })
  serve(
    imports.stage,
    async ({ params: { id }, body }, db) => {
      await readStage(db, id)
      const asked = await askedFor(db, body, { mapping: strictMapping(body.mapping), datum: body.datum })
      const { overrides = [], bounds, sheet, encoding } = asked.options
      // what hinders all of it is said at once
      const path = desk.fileOf(id)
      const reading = { path, ...asked, overrides, bounds, sheet, encoding, after: 0, now: 0 }
      await refusing(askOf({ is: 'opening', path, reading }))
      if (!(await beginStage(db, id, asked))) throw problem('import-refused', BUSY)
      return readStage(db, id)
    },
    async (stage) => {
      desk.begin(stage.id)
      return stage
    },
  )
  serve(imports.cancel, async ({ params: { id } }, db) => {
    if (!(await cancelStage(db, id))) throw problem('import-refused', IDLE)
    return readStage(db, id)
  })
  serve(imports.rows, async ({ params: { id }, query }, db) => {
    await readStage(db, id)
    return stagedRows(db, id, query)
  })
  serve(imports.points, async ({ params: { id } }, db) => {
    await readStage(db, id)
    return stagedPoints(db, id)
  })
  serve(imports.decide, async ({ params: { id }, body: { row, decided } }, db) => {
    await decide(db, id, row, decided)
    return { done: true }
  })
  serve(
    imports.publish,
    async ({ params: { id }, body }, db) => {
      const { confirmed, district } = body
      await refusing(expectPublishable(db, id, body))
      if (!(await publishingStage(db, id, confirmed))) throw problem('import-restaged')
      if (district) districts.set(id, district)
      return readStage(db, id)
    },
    async (stage) => {
      desk.begin(stage.id, districts.get(stage.id))
      districts.delete(stage.id)
      return stage
    },
  )
  serve(imports.drop, async ({ params: { id } }, db) => {
    await readStage(db, id)
    if ((await dropStage(db, id)) === 0) throw problem('import-refused', BUSY)
    await rm(desk.fileOf(id), { force: true })
    return { done: true }
  })
}
const IDLE = ['现在没有在处理。', 'Nothing is being done with it now.'] as const

/** Routes beside the contract: the file itself, and the rows that stay out of it. */
export function importFileRoutes(
  router: Router,
  kit: Pick<Kit, 'pool' | 'readPool' | 'imports'>,
  actorOf: ActorOf,
): void {
  uploadRoute(router, kit, actorOf)
  faultyRoute(router, kit, actorOf)
}
