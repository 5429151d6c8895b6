import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import { SentReadings } from '#core/contract/readings.ts'
import { Problem } from '#core/contract/problem.ts'
import { z } from 'zod'
import type { TakeReadings } from '../../http/kit.ts'
import { problemOf } from '../../http/problems.ts'

/** Bytes that a message may have: as many as a request. */
const MOST_BYTES = 1_000_000
/** What no further try mends: who sends it is nobody, or it is no such message. */
const HOPELESS = new Set(['gateway-wrong', 'gateway-replays', 'invalid-request'])
/** Tries of a message that fails for no reason that is known; it must not hold up all others for ever. */
const MOST_TRIES = 5
const AGAIN_MS = 500

/** The token lies in the message: a topic says who sent it only as far as the broker's rules do. */
const Message = SentReadings.extend({ token: z.string().min(1).max(200) })

/** @throws Problem invalid-request */
function parsed(payload: Buffer): z.output<typeof Message> {
  if (payload.length > MOST_BYTES) throw new Problem('invalid-request', `${payload.length} bytes`)
  try {
    return Message.parse(JSON.parse(payload.toString('utf8')))
  } catch (error) {
    throw new Problem('invalid-request', (error as Error).message.slice(0, 500))
  }
}

export interface Delivery {
  readonly take: TakeReadings
  readonly log: Logger
  readonly signal: AbortSignal
}

/**
 * Takes one message. It resolves once all of it is kept, or where no try will ever help, which the log then says; while the database is
 * away it goes on trying. @returns whether the message is done with: false only where the server stops first
 */
export async function deliver({ take, log, signal }: Delivery, topic: string, payload: Buffer): Promise<boolean> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      const { token, ...sent } = parsed(payload)
      await take(token, sent)
      return true
    } catch (error) {
      const { code, message } = problemOf(error)
      if (HOPELESS.has(code) || (code === 'internal' && tries >= MOST_TRIES)) {
        log.error({ topic, code, reason: message, bytes: payload.length, ...(code === 'internal' && { err: error }) }, 'a message of readings was refused') // prettier-ignore
        return true
      }
      if (tries === 1) log.warn({ topic, code }, 'a message of readings waits, and is tried again')
      await setTimeout(AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  return false
}
