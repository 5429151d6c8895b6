import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { tokenHash } from '../signIn/tokens.ts'

/** Minutes that one may take at the provider. */
export const FLOW_MINUTES = 10

/** What goes to the provider and has to come back, or proves that it was we who asked (RFC 7636, OpenID Connect Core 3.1.2.1). */
export interface FlowSecrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** All follow from the token of the cookie: whoever reads the database has none of them, and no other browser can come back. */
export function secretsOf(token: string): FlowSecrets {
  const derived = (use: string) => createHash('sha256').update(`${use}\0${token}`).digest('base64url')
  return { state: derived('state'), nonce: derived('nonce'), verifier: derived('verifier') }
}

const Flow = z.object({ account: z.number().int().nullable(), back: z.string().nullable() })
export type Flow = z.infer<typeof Flow>

/** Remembers that a browser goes to the provider; `token` is that of its cookie. */
export async function beginFlow(db: Db, token: string, { account, back }: Flow): Promise<void> {
  await db.run(sql`delete from sign_on_flow where ends_at <= app.now()`)
  await db.run(sql`
    insert into sign_on_flow (token_hash, account, back, ends_at)
    values (${tokenHash(token)}, ${account}, ${back}, app.now() + ${`${FLOW_MINUTES} minutes`}::interval)`)
}

/** The flow of a cookie, used up by being asked for. */
export const takeFlow = (db: Db, token: string): Promise<Flow | undefined> =>
  db.maybe(
    Flow,
    sql`with taken as (delete from sign_on_flow where token_hash = ${tokenHash(token)} returning account, back, ends_at)
      select account, back from taken where ends_at > app.now()`,
  )
