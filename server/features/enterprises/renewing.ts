import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const HOUR_MS = 3_600_000
const Renewed = z.object({ ended: z.number().int(), stepped: z.number().int() })

/** Ends overrides whose last day is over, and classes anew where an event is twelve months old by now. @returns how many of each */
export const renewOnce = (pool: pg.Pool): Promise<z.output<typeof Renewed>> =>
  asSession(pool, (db) => db.one(Renewed, sql`select ended, stepped from app.renew_classes()`))

const Counted = z.object({ counts: z.number().int() })
/** Ends counts by hand of people around hazard sources whose last day is over: the book counts again. @returns how many */
export async function endCounts(pool: pg.Pool): Promise<number> {
  const { counts } = await asSession(pool, (db) => db.one(Counted, sql`select app.end_hand_counts() as counts`))
  return counts
}

/** Until the next full hour: days of China end at one. */
const untilTheHour = (now: number) => HOUR_MS - (now % HOUR_MS)

/** Does so at the start and at every full hour, beside everything else. */
export function keepRenewing(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  async function run() {
    while (!stopping.signal.aborted) {
      const renewed = await renewOnce(pool).catch((error: unknown) => {
        log.warn({ err: error }, 'classes could not be renewed; the next hour tries again')
        return { ended: 0, stepped: 0 }
      })
      if (renewed.ended + renewed.stepped > 0) log.info(renewed, 'classes were renewed, for time has passed')
      const counts = await endCounts(pool).catch((error: unknown) => {
        log.warn({ err: error }, 'counts by hand could not be ended; the next hour tries again')
        return 0
      })
      if (counts > 0) log.info({ counts }, 'counts by hand ended, for their last day is over')
      const pause = untilTheHour(Date.now())
      await setTimeout(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
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
