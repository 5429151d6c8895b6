import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const HOUR_MS = 3_600_000
const Dropped = z.object({ dropped: z.number().int() })

/** Deletes tracks whose days are over, with their points. @returns how many */
export async function dropOldPatrols(pool: pg.Pool): Promise<number> {
  return (await asSession(pool, (db) => db.one(Dropped, sql`select app.drop_old_patrols() as dropped`))).dropped
}

/** Does so at the start and every hour, beside everything else. */
export function keepPatrols(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  async function run() {
    while (!stopping.signal.aborted) {
      const dropped = await dropOldPatrols(pool).catch((error: unknown) => {
        log.warn({ err: error }, 'patrol tracks whose days are over could not be deleted; the next hour tries again')
        return 0
      })
      if (dropped > 0) log.info({ dropped }, 'patrol tracks whose days are over were deleted')
      await setTimeout(HOUR_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
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
