import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { ApiToken } from '#core/contract/ownAccount.ts'
import { Post } from '#core/contract/accounts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { assignedNow, heldNow, postColumns } from './sessionRows.ts'
import { newToken, tokenHash } from './tokens.ts'

/** What every token begins with, so that one that leaked is found by whoever looks for it. */
const PREFIX = 'anjian_'
/** Whatever follows is what one asks with: a token that is cut off or mistyped is nobody's. */
const BEARER = /^bearer(?: +(.*))?$/i

/** The token that a machine asks with. */
export function bearerOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const found = BEARER.exec(headers.authorization ?? '')
  return found ? (found[1] ?? '') : undefined
}

const columns = sql`
  id, name, post, writes, made_at as "madeAt", expires_at as "expiresAt", used_at as "usedAt"`

/** The tokens of an account, the latest first. */
export const tokensOf = (db: Db, account: number) =>
  db.many(ApiToken, sql`select ${columns} from api_token where account = ${account} order by id desc`)

/** Makes one for a post of the account. @returns the token itself, kept nowhere, and its row */
export async function addToken(
  db: Db,
  account: number,
  { name, post, writes, days }: { name: string; post: number; writes: boolean; days: number },
) {
  const token = `${PREFIX}${newToken()}`
  const row = await db.one(
    ApiToken,
    sql`insert into api_token (token_hash, account, post, name, writes, made_at, expires_at)
      values (${tokenHash(token)}, ${account}, ${post}, ${name}, ${writes}, app.now(), app.now() + ${`${days} days`}::interval)
      returning ${columns}`,
  )
  return { token, row }
}

const Holder = z.object({
  account: z.number().int(),
  userName: z.string(),
  name: z.string(),
  writes: z.boolean(),
  posts: z.array(Post),
  assigned: z.array(z.number().int()),
  ageing: z.boolean(),
})

/** Who holds a token that is good at this moment: its account is active, its post held. */
export async function holderOf(db: Db, token: string): Promise<z.infer<typeof Holder> | undefined> {
  const hash = tokenHash(token)
  const found = await db.maybe(
    Holder,
    sql`select t.account, a.user_name as "userName", t.name, t.writes, json_build_array(${postColumns}) as posts, ${assignedNow} as assigned,
        coalesce(t.used_at < app.now() - interval '1 minute', true) as ageing
      from api_token t join account a on a.id = t.account join post p on p.id = t.post and p.account = a.id
      where t.token_hash = ${hash} and t.expires_at > app.now() and a.state = 'active' and ${heldNow()}`,
  )
  if (found?.ageing) await db.run(sql`update api_token set used_at = app.now() where token_hash = ${hash}`)
  return found
}
