import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** A draft is in effect a minute after its day begins, at most. */
const MINUTE_MS = 60_000

/** Lets every planned draft take effect whose day has come. @returns how many */
export async function takeDueEffects(pool: pg.Pool): Promise<number> {
  const row = z.object({ taken: z.number().int() })
  const { taken } = await asSession(pool, (db) => db.one(row, sql`select app.take_due_effects() as taken`))
  return taken
}

/** Does so at the start and every minute, beside everything else. */
export function keepTakingEffect(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  async function run() {
    while (!stopping.signal.aborted) {
      const taken = await takeDueEffects(pool).catch((error: unknown) => {
        log.warn({ err: error }, 'planned drafts of the grid could not take effect; the next minute tries again')
        return 0
      })
      if (taken > 0) log.info({ taken }, 'drafts of the grid took effect')
      await setTimeout(MINUTE_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
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
