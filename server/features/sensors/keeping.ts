import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Between two looks at what is to be rolled up: minutes that are not over wait anyway, and whoever asks is told of them from the values. */
const PAUSE_MS = 10_000
/** Looks after which days to make and to drop are looked for: every ten minutes. */
const KEEP_EVERY = 60
/** Rows of what is dirty that one transaction takes. */
const AT_ONCE = 500
const Done = z.object({ done: z.number().int().nullable() })
const Day = z.object({ day: z.iso.date() })
const Dropped = z.object({ dropped: z.boolean() })

/** Rolls up what waits. @returns whether nothing waits any more; not where another process is at it */
export async function rollUpAll(pool: pg.Pool): Promise<boolean> {
  const rollUp = () => asSession(pool, (db) => db.one(Done, sql`select app.roll_readings(${AT_ONCE}::integer) as done`))
  for (;;) {
    const { done } = await rollUp()
    if (done === null || done === 0) return done === 0
  }
}

/** Counts the quality of all sensors until the last whole minute, unless that is done. */
export async function keepQuality(pool: pg.Pool): Promise<void> {
  await asSession(pool, async (db) => {
    // some thousand sensors over thirty days take seconds; nobody waits for it
    await db.run(sql`set local statement_timeout = '60s'`)
    await db.run(sql`select app.keep_quality()`)
  })
}

/**
 * Makes the days to come and drops whole days that the rule lets go, each once its values are rolled up and in a transaction of its own.
 * @returns the days that were dropped
 */
export async function keepByRule(pool: pg.Pool): Promise<string[]> {
  await asSession(pool, (db) => db.run(sql`select app.keep_readings()`))
  const days = await asSession(pool, (db) => db.many(Day, sql`select day from app.readings_to_drop() day`))
  const gone: string[] = []
  for (const { day } of days) {
    const { dropped } = await asSession(pool, (db) =>
      db.one(Dropped, sql`select app.drop_readings(${day}::date) as dropped`),
    )
    if (dropped) gone.push(day)
  }
  return gone
}

/** Rolls values up and keeps them by rule for as long as the server runs; of several servers one does each. */
export function keepReadings(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const later = (error: unknown): undefined =>
    void log.warn({ err: error }, 'readings could not be rolled up, counted or kept by rule; the next time tries again')
  async function run() {
    for (let look = 0; !signal.aborted; look += 1) {
      if (await rollUpAll(pool).catch(later)) await keepQuality(pool).catch(later)
      if (look % KEEP_EVERY === 0) {
        const gone = await keepByRule(pool).catch(later)
        if (gone && gone.length > 0) log.info({ days: gone }, 'readings that the rule lets go were dropped')
      }
      await setTimeout(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined)
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
