import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Between two looks at what waits. */
const PAUSE_MS = 1000
const Sealed = z.object({ sealed: z.number().int() })

/** Seals what waits now, or as much of it as one transaction takes. @returns how many rows; 0 where another process seals */
export const sealOnce = async (pool: pg.Pool): Promise<number> =>
  (await asSession(pool, (db) => db.one(Sealed, sql`select app.seal_audit() as sealed`))).sealed

/** Seals until nothing waits. */
export async function sealAll(pool: pg.Pool): Promise<void> {
  while ((await sealOnce(pool)) > 0);
}

/** Seals the audit every second for as long as the server runs. `stop` seals the rest. */
export function keepSealing(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const seal = () =>
    sealAll(pool).catch((error: unknown) => log.warn({ err: error }, 'the audit could not be sealed; it waits'))
  async function run() {
    while (!stopping.signal.aborted) {
      await seal()
      await setTimeout(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
      await seal()
    },
  }
}
