import type pg from 'pg'
import { z } from 'zod'
import type { NewAccount } from '#core/contract/accounts.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { asSession, type Who } from '../db/db.ts'
import { actAs, record } from '../db/record.ts'
import { sql } from '../db/sql.ts'
import { problem } from './problems.ts'
import { setPassword } from './signIn/links.ts'
import { type From, openSession, personName } from './signIn/sessionRows.ts'
import { newToken, tokenHash } from './signIn/tokens.ts'

/** Posts of the first account: who starts the program invites the others, and sees that the map works. */
const FIRST_POSTS: readonly PostKind[] = ['duty-officer', 'security-administrator']

const Found = z.object({ found: z.boolean() })
const Id = z.object({ id: z.number().int() })

/** With demo data nobody becomes an administrator: its identities may be taken by whoever sits at the machine. */
const isDemo = sql`exists (select from demo_identity)`
/** Somebody can invite people and appoint them. */
const isAdministered = sql`exists (
  select from account a join post p on p.account = a.id
  where a.state = 'active' and p.kind = 'security-administrator' and p.from_at <= app.now() and coalesce(p.until_at > app.now(), true))`

/**
 * Makes the one-time token by which whoever started the program makes the first account; it replaces the one before.
 * @returns undefined with demo data, and where somebody is security administrator
 */
export function setupToken(pool: pg.Pool): Promise<string | undefined> {
  return asSession(pool, async (db) => {
    const { found } = await db.one(Found, sql`select (${isDemo} or ${isAdministered}) as found`)
    if (found) return undefined
    const token = newToken()
    await db.run(sql`
      insert into setup_token (token_hash, made_at) values (${tokenHash(token)}, app.now())
      on conflict (only_row) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`)
    return token
  })
}

/** Whether nobody administers the people here yet, and real data are kept or awaited. */
export const setupAwaited = async (pool: pg.Pool): Promise<boolean> =>
  asSession(pool, async (db) => !(await db.one(Found, sql`select (${isDemo} or ${isAdministered}) as found`)).found)

/** Who the first account is made for. */
export interface First extends z.output<typeof NewAccount> {
  readonly token: string
  readonly password: string
}

/**
 * Makes the first account by the one-time token, once; what is refused does not use the token up.
 * @returns the token of its session, which still asks for a second factor
 * @throws Problem setup-token-wrong, password-refused, account-taken
 */
export function setUp(
  pool: pg.Pool,
  { token, password, userName, name, phone, email }: First,
  from: From,
  who: Who = {},
): Promise<string> {
  return asSession(
    pool,
    async (db) => {
      await actAs(db, { person: personName({ name, userName }) })
      const used = await db.run(
        sql`delete from setup_token where token_hash = ${tokenHash(token)} and not ${isDemo} and not ${isAdministered}`,
      )
      if (used === 0) throw problem('setup-token-wrong')
      const taken = sql`select exists (select from account where user_name = ${userName} or (phone = ${phone} and state <> 'left')) as found`
      if ((await db.one(Found, taken)).found) throw problem('account-taken', undefined, 'body.userName')
      const { id } = await db.one(
        Id,
        sql`insert into account (user_name, name, phone, email, state) values (${userName}, ${name}, ${phone}, ${email}, 'active') returning id`,
      )
      await actAs(db, { account: id, person: personName({ name, userName }) })
      await setPassword(db, id, password)
      const posts: number[] = []
      for (const kind of FIRST_POSTS)
        posts.push((await db.one(Id, sql`insert into post (account, kind) values (${id}, ${kind}) returning id`)).id)
      await record(db, { act: 'sign-in', topic: 'session', details: { by: 'setup', step: 'enrolment' } })
      return openSession(db, { account: id, step: 'enrolment', post: posts[0] ?? null }, from)
    },
    who,
  )
}
