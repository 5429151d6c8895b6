import { join } from 'node:path'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { whileLocked } from '../../db/lock.ts'
import { sql } from '../../db/sql.ts'
import { FileRefused } from '../../files/rows.ts'
import type { ImportDesk } from '../../http/kit.ts'
import { openBook, refuseDemoOnline } from './book.ts'
import { publishStage } from './publishing.ts'
import type { District } from './mapping.ts'
import { tidyUp } from './retention.ts'
import { readingOf, type Scope, stageFile } from './staging.ts'
import { failStage, goOnWithStage, hasEnded, type Stage, stageOf, tellReadable } from './stages.ts'
import { interruptPublishing, putBack } from './states.ts'
import { openThreaded } from './threadedReading.ts'

/** Between two looks for work that nobody does, because whoever did it is gone. */
const LOOK_MS = 15_000
/** Times that a stage is gone on with: a file that ends the process each time is not tried for ever. */
const MOST_ATTEMPTS = 10

/** What the work of imports needs from the world. */
export interface DeskParts {
  readonly pool: pg.Pool
  readonly log: Logger
  /** Folder in which uploaded files are kept. */
  readonly folder: string
}

/** The desk as the process that runs it knows it. */
export interface RunningDesk extends ImportDesk {
  /** Takes up what another process left half done, now and from time to time. */
  watch(): void
  /** Waits until nothing is being done any more. */
  idle(): Promise<void>
  /** Ends the work at hand: what is staged goes on when the server is started again, what is being published is taken back. */
  stop(): Promise<void>
}

const Waiting = z.object({
  id: z.number(),
  state: z.enum(['staging', 'publishing']),
  attempt: z.number(),
  person: z.string(),
  account: z.number().nullable(),
  post: z.string().nullable(),
})
type Waiting = z.infer<typeof Waiting>

/** For looking what there is to do; whatever is done is done in the name of whoever asked for it. */
const DESK: Actor = { role: 'government', person: 'import desk', grids: [] }

const actorFor = ({ person, account, post }: Waiting): Actor => ({
  role: 'government',
  person,
  grids: [],
  ...(account !== null && { account }),
  ...(post === 'data-steward' && { post }),
})

/** Ends work because the server stops; it goes on when it is started again. */
class Stopped extends Error {}

/** Runs imports one after another as they are begun, and those that another process left half done. */
export function importDesk({ pool, log, folder }: DeskParts): RunningDesk {
  const running = new Map<number, Promise<void>>()
  const stopping = new AbortController()
  const fileOf = (stage: number) => join(folder, String(stage))
  const asDesk: Scope = (work) => inScope(pool, DESK, work)
  const goOn = () => {
    if (stopping.signal.aborted) throw new Stopped()
  }

  const waitingFor = (stage: number) =>
    asDesk((db) =>
      db.maybe(
        Waiting,
        sql`select id, state, attempt, changed_by as person, account, post from import_stage
          where id = ${stage}::integer and state in ('staging', 'publishing')`,
      ),
    )

  async function stage(scope: Scope, mapped: Stage) {
    const file = await openThreaded(readingOf(mapped, fileOf(mapped.id)))
    await stageFile(scope, mapped, file, goOn)
  }

  let tidying: Promise<void> | undefined
  /** Sorts new names into the search index from another connection, while the import writes on; where that fails, PostgreSQL does it some day. */
  const tidySearch = () => {
    tidying ??= asDesk(async (db) => {
      await db.run(sql`set local statement_timeout = 0`)
      await db.run(sql`select app.tidy_search()`)
    })
      .catch((error: unknown) => log.warn({ err: error }, 'the search index could not be tidied'))
      .finally(() => (tidying = undefined))
    return tidying
  }

  async function publish(scope: Scope, mapped: Stage, district: District | undefined) {
    const onProgress = async (share: number) => {
      goOn()
      if (mapped.mapping.capability === 'enterprises') void tidySearch()
      await asDesk((db) =>
        db.run(
          sql`update import_stage set progress = ${share}::real where id = ${mapped.id}::integer and state = 'publishing'`,
        ),
      )
    }
    await scope(async (db) => {
      refuseDemoOnline(await openBook(db))
      await publishStage(db, mapped, { district, onProgress })
    })
    await tidying
    if (mapped.mapping.capability === 'enterprises') await tidySearch()
  }

  /** What went wrong, for whoever looks at the stage. */
  async function tell({ id, state }: Waiting, error: unknown) {
    if (hasEnded(error) || error instanceof Stopped) return
    const refused = error instanceof FileRefused
    if (!refused) log.error({ err: error, stage: id }, 'an import failed')
    const [zh = '', en = ''] = refused
      ? error.message.split('\n')
      : [
          '处理失败，没有写入任何数据；请重试，仍失败时请查看服务器日志。',
          'It failed and nothing was written: try again, and look into the log of the server where it fails once more.',
        ]
    await asDesk((db) => (state === 'staging' ? failStage(db, id, zh, en) : putBack(db, id, { zh, en })))
  }

  async function work(id: number, anew: boolean, district?: District) {
    const waiting = await waitingFor(id)
    if (!waiting || stopping.signal.aborted) return
    const scope: Scope = (inside) => inScope(pool, actorFor(waiting), inside)
    try {
      if (anew && waiting.state === 'publishing') return void (await asDesk((db) => interruptPublishing(db, id)))
      if (anew && waiting.attempt >= MOST_ATTEMPTS)
        throw new FileRefused(
          '多次读取都中断了，请检查文件后重新上传。',
          'Reading it was cut off again and again: check the file and upload it once more.',
        )
      if (anew) await asDesk((db) => goOnWithStage(db, id))
      const mapped = await asDesk((db) => stageOf(db, id))
      if (mapped) await (waiting.state === 'staging' ? stage(scope, mapped) : publish(scope, mapped, district))
    } catch (error) {
      await tell(waiting, error)
    }
  }

  function run(id: number, anew: boolean, district?: District) {
    const before = running.get(id) ?? Promise.resolve()
    const doing = before
      .then(() => whileLocked(pool, id, () => work(id, anew, district), { wait: !anew }))
      .catch((error: unknown) =>
        log.warn({ err: error, stage: id }, 'the work at an import was cut off; it is taken up again'),
      )
      .then(() => {
        if (running.get(id) === doing) running.delete(id)
      })
    running.set(id, doing)
  }

  /** Takes up what nobody works at, and forgets what is past keeping. */
  async function look() {
    const left = await asDesk((db) =>
      db.many(
        z.object({ id: z.number() }),
        sql`select id from import_stage where state in ('staging', 'publishing') and kept`,
      ),
    )
    for (const { id } of left) if (!running.has(id)) run(id, true)
    await tidyUp(asDesk, folder)
  }
  const looking = () => look().catch((error: unknown) => log.warn({ err: error }, 'imports could not be looked after'))
  let first: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const idle = async () => {
    await first
    while (running.size > 0) await Promise.all(running.values())
  }
  return {
    folder,
    fileOf,
    async tell(id, failure) {
      await asDesk((db) => tellReadable(db, id, failure))
    },
    begin: (id, district) => run(id, false, district),
    watch() {
      first = looking()
      timer = setInterval(looking, LOOK_MS).unref()
    },
    idle,
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await idle()
    },
  }
}
