import { createHmac } from 'node:crypto'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { isQuiet, type QuietHours } from '#core/domain/reminders.ts'
import { asSession } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import type { Kit } from '../../http/kit.ts'

/** Where reminders of hazards are sent, and what signs them. */
export interface Webhook {
  readonly url: string
  readonly secret: string
  readonly quiet: QuietHours
  /** Longest that an answer is waited for. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 10_000
/** Minutes after a failure before the next attempt: twice as many each time, at most six hours. */
const pauseAfter = (attempt: number) => Math.min(360, 2 ** (attempt - 1))

const Held = z.object({
  target: z.number().int().nullable(),
  delivery: z.string().nullable(),
  body: z.string().nullable(),
  attempt: z.number().int().nullable(),
  at: z.coerce.date(),
})

/** The webhook, where the settings name one. */
export function webhookOf({ WEBHOOK_URL, WEBHOOK_SECRET }: Kit['settings'], quiet: QuietHours): Webhook | undefined {
  return WEBHOOK_URL === undefined || WEBHOOK_SECRET === undefined ? undefined : { url: WEBHOOK_URL, secret: WEBHOOK_SECRET, quiet } // prettier-ignore
}

/** The headers by which a receiver knows who speaks, that nothing was changed, when, and whether it heard it before. */
function headersOf(delivery: string, at: Date, body: string, secret: string): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const signature = createHmac('sha256', secret).update(`${delivery}.${seconds}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'user-agent': 'anjian',
    'webhook-id': delivery,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
}

/** Why it did not get through, in a few words that repeat nothing of the address; null where it did. */
async function post({ url, patienceMs }: Webhook, headers: Record<string, string>, body: string): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(patienceMs ?? PATIENCE_MS)
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await answer.body?.cancel()
    return answer.ok ? null : `HTTP ${answer.status}`
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
    return name === 'TimeoutError' ? 'timeout' : String(cause?.code ?? 'failed').slice(0, 200)
  }
} // prettier-ignore

/**
 * Sends what waits, the oldest first, never in the quiet hours; a failure ends the round, for what follows would fail like it.
 * @returns how many were sent
 */
export async function hookOnce(pool: pg.Pool, webhook: Webhook, log: Logger, signal?: AbortSignal): Promise<number> {
  for (let sent = 0; ; sent += 1) {
    if (signal?.aborted || isQuiet(await asSession(pool, nowOf), webhook.quiet)) return sent
    const held = await asSession(pool, (db) => db.one(Held, sql`select * from app.hold_webhook()`))
    const { target, delivery, body, attempt, at } = held
    if (target === null || delivery === null || body === null || attempt === null) return sent
    const failure = await post(webhook, headersOf(delivery, at, body, webhook.secret), body)
    await asSession(
      pool,
      (db) =>
      db.run(sql`select app.end_webhook(${target}::integer, ${attempt}::integer, ${failure}, make_interval(mins => ${pauseAfter(attempt)}::int))`), // prettier-ignore
    )
    if (failure === null) continue
    log.warn({ failure, attempt }, 'a webhook did not get through; it is tried again')
    return sent
  }
}
