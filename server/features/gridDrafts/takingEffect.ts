import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** A draft is in effect a minute after its day begins, at most. */
const MINUTE_MS = 60_000

const Due = z.object({ id: z.number().int() })
const Taken = z.object({ taken: z.boolean() })

/**
 * Lets every planned draft take effect whose day has come, each in a transaction of its own: one that cannot holds up none of the others, and why it cannot
 * is kept with it. @returns how many
 */
export async function takeDueEffects(pool: pg.Pool): Promise<number> {
  const due = await asSession(pool, (db) => db.many(Due, sql`select id from app.due_effects() id`))
  let taken = 0
  for (const { id } of due) if (await takeEffect(pool, id)) taken += 1
  return taken
}

async function takeEffect(pool: pg.Pool, id: number): Promise<boolean> {
  try {
    const one = await asSession(pool, (db) => db.one(Taken, sql`select app.try_effect(${id}::integer) as taken`))
    return one.taken
  } catch (error) {
    // a time limit ends the whole statement, so that it could not be written down within; a connection that is lost will be found by the next minute
    const { code, message } = error as { code?: unknown; message?: unknown }
    const told = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '08000'
    await asSession(pool, (db) =>
      db.run(sql`select app.fail_effect(${id}::integer, ${told}, null, ${String(message)})`),
    )
    return false
  }
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
