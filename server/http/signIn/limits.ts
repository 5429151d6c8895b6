import type { Request, RequestHandler } from 'express'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { asSession } from '../../db/db.ts'
import { verbatim } from '../../db/sql.ts'
import type { ActorOf } from '../kit.ts'
import { originOf } from '../origin.ts'
import { tooMany } from '../problems.ts'

/** Attempts to sign in, and to use a one-time link, that an address has a minute. */
export const ATTEMPTS_A_MINUTE = 30
/** Exports that an account has a minute; each reads and writes down everything in its scope. */
export const EXPORTS_A_MINUTE = 20

/** Refuses what comes too often from one `who`, counted in the database for all processes together. */
function limited(pool: pg.Pool, what: string, points: number, who: (req: Request) => Promise<string>): RequestHandler {
  const limiter = new RateLimiterPostgres({
    storeClient: {
      query: ({ text, values }: { text: string; values: unknown[] }) =>
        asSession(pool, (db) => db.raw(verbatim(text, values))),
    },
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: what,
    points,
    duration: 60,
  })
  return async (req, _res, next) => {
    try {
      await limiter.consume(await who(req))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw tooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)))
    }
    next()
  }
}

const addressOf = (req: Request) => originOf(req).address ?? 'unknown'

/** Refuses attempts that come from an address too often. */
export const limitAttempts = (pool: pg.Pool): RequestHandler =>
  limited(pool, 'attempt', ATTEMPTS_A_MINUTE, async (req) => addressOf(req))

/** Refuses exports that an account, or where nobody is signed in an address, asks for too often. */
export const limitExports = (pool: pg.Pool, actorOf: ActorOf): RequestHandler =>
  limited(pool, 'export', EXPORTS_A_MINUTE, async (req) => {
    const { account } = await actorOf(req)
    return account === undefined ? addressOf(req) : `account ${account}`
  })
