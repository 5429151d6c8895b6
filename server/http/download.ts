import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'

/** A reader that takes nothing for this long is given up, for it holds a connection. */
const MOST_SILENCE_MS = 30_000
const CHINA_MS = 8 * 3_600_000

/** The day of a moment by the clock of China, as part of a file's name. */
export const dayOf = (at: Date): string => new Date(at.getTime() + CHINA_MS).toISOString().slice(0, 10)

/** Lots of rows of a statement, unparsed. */
export type Lots = () => AsyncGenerator<readonly unknown[]>

const fetchLot = async (db: Db): Promise<readonly unknown[]> =>
  (await db.raw(sql`fetch 1000 from sheet`)).rows as unknown[]

/**
 * The rows of a statement by a cursor, so that one lot is held at a time; each call begins anew, and within a snapshot finds the
 * same. The first lot is read at once, so that a refusal is still a problem and no broken file. Nothing is read for who left.
 */
export async function lotsOf(db: Db, statement: Sql, left: AbortSignal): Promise<Lots> {
  const declare = () => db.run(sql`declare sheet no scroll cursor for ${statement}`)
  await declare()
  let first: readonly unknown[] | undefined = await fetchLot(db)
  return async function* () {
    if (first === undefined) {
      await db.run(sql`close sheet`)
      await declare()
    }
    for (let lot = first ?? (await fetchLot(db)); lot.length > 0; lot = await fetchLot(db)) {
      first = undefined
      left.throwIfAborted()
      yield lot
    }
    first = undefined
  }
}

/** Aborted when the reader of an answer goes away. */
export function leftOf(res: Response): AbortSignal {
  const left = new AbortController()
  res.once('close', () => left.abort())
  if (res.closed) left.abort()
  return left.signal
}

/** A file by the names that old and new programs show, and its media type. */
export interface FileSent {
  readonly name: readonly [ascii: string, shown: string]
  readonly type: string
}

/** Streams a file. A reader that goes away in the middle is no failure of ours. */
export async function sendFile(
  res: Response,
  { name: [ascii, shown], type }: FileSent,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const encoded = encodeURIComponent(shown).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`) // prettier-ignore
  res.setHeader('content-type', type)
  res.setHeader('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`)
  res.setTimeout(MOST_SILENCE_MS, () => res.destroy())
  await pipeline(Readable.from(chunks), res).catch((error: unknown) => {
    if (!hasLeft(error)) throw error
  })
}

/** Whether a failure says no more than that the reader went away. */
export const hasLeft = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE')
