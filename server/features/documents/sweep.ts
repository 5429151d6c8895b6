import { rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Keeping } from '../../keeping/keeping.ts'

/** Younger ones may be those of a server beside this one, whose row is on its way. */
const LEAST_AGE_MS = 3_600_000
const DAY_MS = 86_400_000
const AT_ONCE = 1000
const Unnamed = z.object({ sha256: z.string() })

/** What was on its way in when the server last ended. */
export const emptyIncoming = ({ incoming }: Pick<Keeping, 'incoming'>): Promise<void> =>
  rm(incoming, { recursive: true, force: true })

const unnamed = async (pool: pg.Pool, keys: readonly string[]) =>
  asSession(pool, (db) => db.many(Unnamed, sql`select app.unnamed_documents(${[...keys]}::text[]) as sha256`))

/** Takes away bytes that no document names. @returns how many */
export async function sweepOnce(pool: pg.Pool, { store }: Pick<Keeping, 'store'>, now: Date): Promise<number> {
  let swept = 0
  let keys: string[] = []
  const judge = async () => {
    for (const { sha256 } of await unnamed(pool, keys)) {
      await store.drop(sha256)
      swept += 1
    }
    keys = []
  }
  for await (const { sha256, at } of store.list()) {
    if (!(now.getTime() - at.getTime() > LEAST_AGE_MS)) continue
    keys.push(sha256)
    if (keys.length >= AT_ONCE) await judge()
  }
  await judge()
  return swept
}

/** Sweeps at the start and once a day, beside everything else; where the store is away it waits for the next time. */
export function keepSweeping(pool: pg.Pool, keeping: Keeping, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  async function run() {
    while (!stopping.signal.aborted) {
      const swept = await sweepOnce(pool, keeping, new Date()).catch((error: unknown) => {
        log.warn({ err: error }, 'documents that nobody names could not be taken away')
        return 0
      })
      if (swept > 0) log.info({ swept }, 'documents that nobody names were taken away')
      await setTimeout(DAY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
