import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Actor } from '../../db/actor.ts'
import { type Db, inScope } from '../../db/db.ts'
import { openBook } from '../../db/home.ts'
import { makePool } from '../../db/pools.ts'
import { withScratch } from '../../db/scratch.ts'
import type { Settings } from '../../settings.ts'
import { sql } from '../../db/sql.ts'
import { type Certified, dataText } from './dataText.ts'
import { readCertified } from './read.ts'
import { rerun } from './rerun.ts'
import { describeRerun, type Recorded } from './rerunWords.ts'

type Say = (text: string) => void

const GOVERNMENT: Actor = { role: 'government', person: '复验', grids: [] }
const AUDITOR: Actor = { role: 'audit', person: '复验', grids: [] }
const isNumber = (text: string) => /^[1-9][0-9]{0,9}$/.test(text) && Number(text) < 2 ** 31

const NOT_KEPT = ({ id }: Certified) => [
  `✗ 第 ${id} 号证明的数据没有留存（kept: none）：它签发时系统还不留存数据，只能用“再验一次”按现在的数据核对。`,
  `  Of certificate ${id} no data are kept (kept: none): it was signed before they were. It can be checked by the data of now alone.`,
]

/** A file of `work`'s own, closed to others, for the time of `work`: the lines hold names and phones. */
async function withFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'anjian-data-'))
  try {
    return await work(join(folder, 'data.txt'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const Record = z.object({ signer: z.string(), hash: z.string(), madeAt: z.string() })
/** What the audit of the book wrote down when a certificate was signed; undefined where that is past what is kept, or none is. */
const recorded = (db: Db, id: number) =>
  db.maybe(
    Record,
    sql`select a.after ->> 'signer' as signer, a.after ->> 'hash' as hash, app.iso((a.after ->> 'made_at')::timestamptz) as "madeAt" from audit a
      where a.topic = 'coverage_certificate' and a.act = 'insert' and a.ids = array[${id}::bigint] and a.after is not null order by a.id limit 1`,
  )

/** Writes the data of a certificate of the book that the settings name into a file. @throws Problem not-found */
async function takeData(settings: Settings, id: number, { path, say }: { path: string; say: Say }) {
  const book = await openBook(settings, say)
  const pool = makePool(book.server, { size: 1, statementTimeoutMs: 600_000 })
  try {
    const certified = await inScope(
      pool,
      GOVERNMENT,
      async (db) => {
        const found = await readCertified(db, id)
        if (found.kept) await writeFile(path, dataText(db, found))
        return found
      },
      { snapshot: true },
    )
    return { certified, record: await inScope(pool, AUDITOR, (db) => recorded(db, id)) }
  } finally {
    await pool.end()
    await book.stop()
  }
}

/** How a certificate of the book stands to the record of its signing. */
function standing({ signer, hash, madeAt }: Certified, record: z.output<typeof Record> | undefined): Recorded {
  if (!record) return 'gone'
  return record.signer === signer && record.hash === hash && record.madeAt === madeAt ? 'same' : 'other'
}

/** What was asked for is no longer wanted: `work` is let go, so that what was taken for it is removed. @throws what `stop` says */
const untilStopped = <T>(stop: AbortSignal | undefined, work: Promise<T>): Promise<T> => {
  if (!stop) return work
  work.catch(() => undefined) // it fails once its database is gone
  return new Promise((resolve, reject) => {
    const end = () => reject(stop.reason as Error)
    if (stop.aborted) return end()
    stop.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => stop.removeEventListener('abort', end))
  })
}

/**
 * Runs a certificate again at its own data version: `what` is its number in the book that the settings name, or the path of a file of its
 * data, for which no book is needed. `maintenance` as withScratch; `stop` ends it, and removes what was taken for it.
 * @returns the exit code: 0 where it holds
 */
export async function checkKept(
  settings: Settings,
  what: string,
  { maintenance, say, stop }: { maintenance?: string | undefined; say: Say; stop?: AbortSignal },
): Promise<number> {
  const again = async (path: string, record: Recorded) => {
    const found = await withScratch(maintenance, say, (address) =>
      untilStopped(stop, rerun(address, createReadStream(path, 'utf8'))),
    )
    for (const line of describeRerun(found, record)) say(line)
    return found.is === 'same' && record !== 'other' ? 0 : 1
  }
  if (!isNumber(what)) {
    if (existsSync(what)) return again(what, 'file')
    throw new Error(
      `没有文件 ${what}：请给出证明的编号，或下载的数据文件。\nThere is no file ${what}: give the number of a certificate, or a file of its data.`,
    )
  }
  // the book is let go before anything is run
  return withFile(async (path) => {
    const { certified, record } = await takeData(settings, Number(what), { path, say })
    if (certified.kept) return again(path, standing(certified, record))
    for (const line of NOT_KEPT(certified)) say(line)
    return 1
  })
}
