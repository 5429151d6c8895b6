import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { COVERAGE_INDICATORS } from '#core/contract/coverageIndicators.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { ask } from '../../filter/asked.ts'
import { keysFound } from '../../filter/coverage/byKey.ts'
import type { ChangeHub } from '../../live/hub.ts'

const PROVER: Actor = { role: 'government', person: '无盲区核对', grids: [] }
const MINUTE_MS = 60_000
/** Shortest time between two runs, however many changes come. */
const CALM_MS = 1_000
const LAYERS: readonly string[] = COVERAGE_INDICATORS['coverage-faults'].layers

const Looked = z.object({ fault: z.string() })
const Settled = z.object({ settled: z.number().int() })
/**
 * Looks whether the faults of all tasks that are not withdrawn are found, in one snapshot of the whole district: whose fault is gone is cleared, whose fault
 * is there again is open again, whose day is over is late. @returns how many changed
 */
export const settleTasks = (pool: pg.Pool): Promise<number> =>
  inScope(
    pool,
    PROVER,
    async (db) => {
      const tasks = await db.many(Looked, sql`select k.fault from coverage_task k where k.withdrawn_at is null`)
      if (tasks.length === 0) return 0
      const looked = tasks.map(({ fault }) => fault)
      const found = await keysFound(db, await ask(db, {}), looked)
      const { settled } = await db.one(Settled, sql`select app.settle_tasks(${looked}::text[], ${found}::text[]) as settled`) // prettier-ignore
      return settled
    },
    { steady: true },
  )

/** Does so at the start, each minute, and within a second of any change that the prover looks at. */
export function keepSettlingTasks(pool: pg.Pool, hub: Pick<ChangeHub, 'onNotice' | 'onRefresh'>, log: Logger) {
  const stopping = new AbortController()
  const { signal } = stopping
  let waking = new AbortController()
  const wake = () => waking.abort()
  const ends = [hub.onNotice(({ layer }) => LAYERS.includes(layer) && wake()), hub.onRefresh(wake)]
  async function run() {
    while (!signal.aborted) {
      // a change that comes while it runs is looked at by the next run
      waking = new AbortController()
      const settled = await settleTasks(pool).catch((error: unknown) => {
        log.warn({ err: error }, 'tasks of the proof of coverage could not be settled; the next time tries again')
        return 0
      })
      if (settled > 0) log.info({ settled }, 'tasks of the proof of coverage were settled')
      await setTimeout(CALM_MS, undefined, { signal, ref: false }).catch(() => undefined)
      const until = AbortSignal.any([signal, waking.signal])
      if (!until.aborted) await setTimeout(MINUTE_MS, undefined, { signal: until, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      for (const end of ends) end()
      await running
    },
  }
}
