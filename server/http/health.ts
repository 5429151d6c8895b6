import type { RequestHandler } from 'express'
import type pg from 'pg'
import { z } from 'zod'
import { asSession } from '../db/db.ts'
import { MIGRATIONS } from '../db/home.ts'
import { expectedVersion } from '../db/migrate.ts'
import { sql } from '../db/sql.ts'

/** Longest the database may take before the server calls itself not ready, in milliseconds. */
const PATIENCE_MS = 2_000

/** `GET /healthz`: the process lives; says nothing of the database. */
export const alive: RequestHandler = (_req, res) => {
  res.set('cache-control', 'no-store').json({ status: 'ok' })
}

const Ran = z.object({ ran: z.boolean() })

async function missingFrom(pool: pg.Pool): Promise<string | undefined> {
  const name = await expectedVersion(MIGRATIONS)
  try {
    const statement = sql`select exists (select from app_migration where name = ${name}) as ran`
    const { ran } = await asSession(pool, (db) => db.one(Ran, statement))
    return ran ? undefined : `migration ${name}`
  } catch (error) {
    const unmade = error instanceof Error && 'code' in error && error.code === '42P01'
    return unmade ? 'migrations' : 'database'
  }
}

/** `GET /readyz`: 200 when the database answers in time and has the migrations of this program; else 503 and what is missing. */
export const ready =
  (pool: pg.Pool): RequestHandler =>
  async (_req, res) => {
    const tooLate = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, 'database').unref())
    const missing = await Promise.race([missingFrom(pool), tooLate])
    res.set('cache-control', 'no-store').status(missing ? 503 : 200)
    res.json(missing ? { status: 'not-ready', missing } : { status: 'ready' })
  }
