import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import { asSession, type Db } from '../db/db.ts'
import { sql } from '../db/sql.ts'
import { problem } from './problems.ts'

/** Days that a session of the administrator outlives its last use. */
const SESSION_DAYS = 30
/** Name under which the local administrator's changes are kept. */
export const ADMINISTRATOR = '本地管理员'

const hashOf = (token: string) => createHash('sha256').update(token).digest()
const newToken = () => randomBytes(32).toString('base64url')
const Found = z.object({ found: z.boolean() })

/** Demo identities and a real administrator exclude each other. */
const isDemo = sql`exists (select from demo_identity)`
const lifetime = sql`${`${SESSION_DAYS} days`}::interval`

async function asks(db: Db, condition: typeof isDemo): Promise<boolean> {
  return (await db.one(Found, sql`select ${condition} as found`)).found
}

/**
 * Makes the one-time token that whoever started the program may redeem to become its administrator; it replaces the
 * one before. @returns undefined with demo data, and where an administrator is signed in already
 */
export function setupToken(pool: pg.Pool): Promise<string | undefined> {
  return asSession(pool, async (db) => {
    const settled = sql`(${isDemo} or exists (select from session where expires_at > app.now()))`
    if (await asks(db, settled)) return undefined
    const token = newToken()
    await db.run(sql`
      insert into setup_token (token_hash, made_at) values (${hashOf(token)}, app.now())
      on conflict (only_row) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`)
    return token
  })
}

/** Turns the one-time token into a session, once. @returns the token of its cookie @throws Problem setup-token-wrong */
export function redeem(pool: pg.Pool, token: string): Promise<string> {
  return asSession(pool, async (db) => {
    const used = await db.run(sql`delete from setup_token where token_hash = ${hashOf(token)} and not ${isDemo}`)
    if (used === 0) throw problem('setup-token-wrong')
    const cookie = newToken()
    await db.run(sql`
      insert into session (token_hash, person, role, made_at, expires_at)
      values (${hashOf(cookie)}, ${ADMINISTRATOR}, 'government', app.now(), app.now() + ${lifetime})`)
    await db.run(sql`delete from session where expires_at <= app.now()`)
    return cookie
  })
}

const SessionRow = z.object({ person: z.string(), role: z.literal('government'), ageing: z.boolean() })

/** The session of a cookie, read afresh so that one which was ended opens nothing; its use prolongs it. */
export function sessionOf(pool: pg.Pool, cookie: string): Promise<z.infer<typeof SessionRow> | undefined> {
  const hash = hashOf(cookie)
  return asSession(pool, async (db) => {
    const found = await db.maybe(
      SessionRow,
      sql`select person, role, expires_at < app.now() + ${lifetime} / 2 as ageing
          from session where token_hash = ${hash} and expires_at > app.now()`,
    )
    if (found?.ageing)
      await db.run(sql`update session set expires_at = app.now() + ${lifetime} where token_hash = ${hash}`)
    return found
  })
}

/** @returns whether there was a session to end */
export async function endSession(pool: pg.Pool, cookie: string): Promise<boolean> {
  const ended = await asSession(pool, (db) => db.run(sql`delete from session where token_hash = ${hashOf(cookie)}`))
  return ended > 0
}
