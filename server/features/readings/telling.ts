import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** However much comes in, so far apart are the notices that tell of it. */
const CALM_MS = 1_000
/** So often old refused readings are taken away, and the partition of tomorrow is made. */
const SWEEP_MS = 3_600_000

const announce = (pool: pg.Pool, enterprises: readonly number[]) =>
  asSession(pool, (db) => db.run(sql`select app.announce_readings(${[...enterprises]}::integer[])`))

/** Takes away refused readings that are old, and makes the partitions of today and tomorrow. */
const sweep = (pool: pg.Pool) =>
  asSession(pool, async (db) => {
    await db.run(sql`select app.ready_reading_days(array[app.day_of(app.now()), app.day_of(app.now()) + 1])`)
    await db.run(sql`select app.sweep_quarantine()`)
  })

/**
 * Tells open pages whose readings are new, at most once a second, beside the transactions that take them. At its start it tells everybody:
 * what was taken just before the process ended was told to nobody.
 */
export function tellingReadings(pool: pg.Pool, log: Logger) {
  const stopping = new AbortController()
  const { signal } = stopping
  const waiting = new Set<number>()
  let everybody = true
  let wake: () => void = () => undefined
  const failed = (error: unknown) => void log.warn({ err: error }, 'readings could not be told of or swept; the next time tries again') // prettier-ignore
  const pause = (ms: number) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined)
  async function tell() {
    while (!signal.aborted) {
      const told = [...waiting]
      if (everybody || told.length > 0) {
        waiting.clear()
        await announce(pool, everybody ? [] : told).then(() => (everybody = false), (error) => {
          for (const one of told) waiting.add(one)
          failed(error)
        }) // prettier-ignore
        await pause(CALM_MS)
      } else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  async function sweepNow() {
    while (!signal.aborted) {
      await sweep(pool).catch(failed)
      await pause(SWEEP_MS)
    }
  }
  const running = Promise.all([tell(), sweepNow()])
  return {
    onFresh(enterprise: number): void {
      waiting.add(enterprise)
      wake()
    },
    async stop() {
      stopping.abort()
      wake()
      await running
    },
  }
}
