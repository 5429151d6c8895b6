import type { RequestHandler } from 'express'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { asSession } from '../../db/db.ts'
import { verbatim } from '../../db/sql.ts'
import { tooMany } from '../problems.ts'

/** Attempts to sign in, and to use a one-time link, that an address has a minute. */
export const ATTEMPTS_A_MINUTE = 30

/** Refuses what comes from an address too often, counted in the database for all processes together. */
export function limitAttempts(pool: pg.Pool): RequestHandler {
  const limiter = new RateLimiterPostgres({
    storeClient: {
      query: ({ text, values }: { text: string; values: unknown[] }) =>
        asSession(pool, (db) => db.raw(verbatim(text, values))),
    },
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: 'attempt',
    points: ATTEMPTS_A_MINUTE,
    duration: 60,
  })
  return async (req, _res, next) => {
    try {
      await limiter.consume(req.ip ?? 'unknown')
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw tooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)))
    }
    next()
  }
}
