import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { tickAlarms } from './clock.ts'

/** Longest sleep: readings bring their own deadlines nearer, and a look costs a millisecond or two. */
const MOST_SLEEP_MS = 1_000
const LEAST_SLEEP_MS = 200

/** Does what the clock brings to alarms in the second in which it is due. */
export function keepTickingAlarms(pool: pg.Pool, log: Logger) {
  const stopping = new AbortController()
  const { signal } = stopping
  const failed = (error: unknown) => void log.warn({ err: error }, 'alarms could not be judged by the clock; the next time tries again') // prettier-ignore
  async function tick() {
    while (!signal.aborted) {
      const ticked = await tickAlarms(pool).catch(failed)
      if (ticked && ticked.done > 0) log.info({ done: ticked.done }, 'the clock changed alarms')
      const ahead = Math.ceil((ticked?.wait ?? Infinity) * 1000)
      await setTimeout(Math.max(LEAST_SLEEP_MS, Math.min(MOST_SLEEP_MS, ahead)), undefined, { signal, ref: false }).catch(() => undefined) // prettier-ignore
    }
  }
  const running = tick()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
