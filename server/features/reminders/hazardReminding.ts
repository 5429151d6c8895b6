import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { ChangeHub } from '../../live/hub.ts'
import { remindOfHazards } from './hazardSweep.ts'
import { hookOnce, type Webhook } from './webhook.ts'

/** Longest sleep: by then what no notice told of is looked at all the same. */
const MOST_SLEEP_MS = 60_000
/** Shortest times between two sweeps: for a step that is reached, and for notices of change, however many come. */
const LEAST_SLEEP_MS = 200
const CALM_MS = 1_000

/** What can be told to look again before its time is over. */
function sleeper(signal: AbortSignal) {
  let waking = new AbortController()
  return {
    wake: () => waking.abort(),
    async sleep(ms: number) {
      await setTimeout(ms, undefined, { signal: AbortSignal.any([signal, waking.signal]), ref: false }).catch(() => undefined) // prettier-ignore
      waking = new AbortController()
    },
  }
}

/**
 * Tells which steps hazards have reached, each in the second in which it is: it wakes at the next one, and whenever a hazard changes, for
 * that may bring one nearer. Beside it what a webhook is to be told is sent, so that a slow receiver delays nothing.
 */
export function keepRemindingOfHazards(pool: pg.Pool, hub: Pick<ChangeHub, 'onNotice' | 'onRefresh'>, webhook: Webhook | undefined, log: Logger) {
  const stopping = new AbortController()
  const { signal } = stopping
  const [sweeps, sends] = [sleeper(signal), sleeper(signal)]
  const ends = [hub.onNotice(({ layer }) => layer === 'hazards' && sweeps.wake()), hub.onRefresh(sweeps.wake)]
  const failed = (error: unknown) => void log.warn({ err: error }, 'reminders of hazards could not be made or sent; the next time tries again')
  async function sweep() {
    while (!signal.aborted) {
      const swept = await remindOfHazards(pool, { hooked: webhook !== undefined }).catch(failed)
      if (swept && swept.made > 0) {
        log.info({ made: swept.made }, 'hazards reached steps that were told')
        sends.wake()
      }
      const ahead = Math.max(LEAST_SLEEP_MS, Math.min(MOST_SLEEP_MS, Math.ceil((swept?.wait ?? Infinity) * 1000)))
      await setTimeout(Math.min(CALM_MS, ahead), undefined, { signal, ref: false }).catch(() => undefined)
      if (ahead > CALM_MS) await sweeps.sleep(ahead - CALM_MS)
    }
  }
  async function send(to: Webhook) {
    while (!signal.aborted) {
      const sent = await hookOnce(pool, to, log, signal).catch(failed)
      if (sent) log.info({ sent }, 'webhooks were sent')
      await sends.sleep(MOST_SLEEP_MS)
    }
  }
  const running = Promise.all([sweep(), webhook && send(webhook)])
  return {
    async stop() {
      stopping.abort()
      for (const end of ends) end()
      await running
    },
  }
} // prettier-ignore
