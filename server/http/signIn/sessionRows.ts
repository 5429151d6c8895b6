import { z } from 'zod'
import { Post } from '#core/contract/accounts.ts'
import { POST_KINDS, POSTS } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { newToken, tokenHash } from './tokens.ts'

/** Hours that a session lasts at most, and minutes that it may lie idle (GB/T 22239-2019, 8.1.4.1 b). */
export const SESSION_HOURS = 12
export const IDLE_MINUTES = 60

/** What sign-in still waits for: a code of the second factor, that one be enrolled, a password in place of one too old, or nothing. */
export type Step = 'code' | 'enrolment' | 'password' | 'done'
/** By what a session began. */
export type Entry = 'password' | 'single-sign-on'

const Row = z.object({
  id: z.number().int(),
  account: z.number().int(),
  userName: z.string(),
  name: z.string(),
  step: z.enum(['code', 'enrolment', 'password', 'done']),
  entry: z.enum(['password', 'single-sign-on']),
  post: z.number().int().nullable(),
  posts: z.array(Post),
  /** Enterprises assigned to the account as an expert, at this moment. */
  assigned: z.array(z.number().int()),
  ageing: z.boolean(),
  hash: z.string(),
})
/** A session that is good at this moment: its account has not left, and `posts` are those held now. */
export type SignedIn = Omit<z.infer<typeof Row>, 'ageing' | 'hash'>

/** Under which name a person's changes are kept. */
export const personName = ({ name, userName }: { name: string; userName: string }): string => `${name}（${userName}）`

/** Who tries, and is not known. */
export const NOBODY = '（未登录）'
/** A name that nobody bears as the audit keeps it: it may be a password that was typed into the wrong field. */
export const masked = (name: string): string => `${name.slice(0, 2)}…（${name.length}）`

/** Columns of Post over the post `p`. */
export const postColumns = sql`
  json_build_object('id', p.id, 'kind', p.kind, 'grids', p.grids, 'department', p.department, 'enterprise', p.enterprise,
    'bound', app.post_bound(p.grids, p.department, p.enterprise),
    'fromAt', app.iso(p.from_at), 'untilAt', app.iso(p.until_at), 'active', ${heldNow()},
    'standsFor', (select a.name from post o join account a on a.id = o.account where o.id = p.stands_for))`

/** Whether the post `p` is held at this moment. */
export function heldNow(): Sql {
  return sql`p.from_at <= app.now() and coalesce(p.until_at > app.now(), true)`
}

/** Enterprises that the account `a` looks at as an expert at this moment. */
export const assignedNow = sql`array(select distinct x.enterprise from expert_assignment x
  where x.account = a.id and x.from_at <= app.now() and x.until_at > app.now() order by 1)`

/** Posts that need a second factor. */
const STRONG = POST_KINDS.filter((kind) => POSTS[kind].strong)
/**
 * The step of the session `s` of the account `a`: one who came to such a post meanwhile, or stands in for it, in a session that was
 * never asked for a second factor, gives a code first, or enrols.
 */
const stepNow = sql`case when s.step = 'done' and not s.assured
    and exists (select from post p where p.account = a.id and p.kind = any (${STRONG}::text[]) and ${heldNow()})
  then case when exists (select from second_factor f where f.account = a.id and f.confirmed_at is not null)
    then 'code' else 'enrolment' end else s.step end`

/** Whether the session `s` still opens anything. */
export const alive = sql`s.ends_at > app.now() and s.seen_at > app.now() - ${`${IDLE_MINUTES} minutes`}::interval`

/** Sessions under a condition over `s` and its account `a`, where they are good at this moment. */
const goodSessions = (
  where: Sql,
) => sql`select s.id, s.account, a.user_name as "userName", a.name, ${stepNow} as step, s.entry, s.post,
        (select coalesce(json_agg(${postColumns} order by p.id), '[]') from post p where p.account = a.id and ${heldNow()}) as posts,
        ${assignedNow} as assigned, s.seen_at < app.now() - interval '1 minute' as ageing, encode(s.token_hash, 'hex') as hash
      from session s join account a on a.id = s.account
      where ${where} and a.state = 'active' and ${alive}`

/** The session of a cookie, read afresh so that one which was ended opens nothing; this use of it counts against idleness. */
export async function readSession(db: Db, token: string): Promise<SignedIn | undefined> {
  const hash = tokenHash(token)
  const found = await db.maybe(Row, goodSessions(sql`s.token_hash = ${hash}`))
  if (!found) return undefined
  const { ageing, hash: _, ...session } = found
  if (ageing) await db.run(sql`update session set seen_at = app.now() where token_hash = ${hash}`)
  return session
}

/** The same of many cookies, which are looked at and not used. @returns by cookie; those that open nothing are left out */
export async function readSessions(db: Db, tokens: readonly string[]): Promise<Map<string, SignedIn>> {
  const byHash = new Map(tokens.map((token) => [tokenHash(token).toString('hex'), token]))
  const hashes = [...byHash.keys()]
  const found = await db.many(
    Row,
    goodSessions(sql`s.token_hash = any (array(select decode(h, 'hex') from unnest(${hashes}::text[]) h))`),
  )
  return new Map(found.map(({ ageing: _, hash, ...session }) => [byHash.get(hash)!, session]))
}

/** Where a request comes from, as the session keeps it. */
export interface From {
  readonly address: string | undefined
  readonly agent: string | undefined
}

/** Opens a session. @param assured whoever let this person in asked for a second factor @returns the token of its cookie */
export async function openSession(
  db: Db,
  {
    account,
    step,
    post,
    entry = 'password',
    assured = false,
  }: { account: number; step: Step; post: number | null; entry?: Entry; assured?: boolean },
  { address, agent }: From,
): Promise<string> {
  const token = newToken()
  await db.run(sql`
    insert into session (token_hash, account, post, step, entry, assured, made_at, seen_at, ends_at, address, agent)
    values (${tokenHash(token)}, ${account}, ${post}, ${step}, ${entry}, ${assured}, app.now(), app.now(),
      app.now() + ${`${SESSION_HOURS} hours`}::interval, ${address ?? null}, ${agent?.slice(0, 300) ?? null})`)
  await db.run(sql`delete from session s where s.account = ${account} and not (${alive})`)
  return token
}

/** Lets a session go on under a new token, so that one known before sign-in was complete is worth nothing. @param assured a second factor was given @returns it */
export async function renewSession(db: Db, id: number, step: Step, assured = false): Promise<string> {
  const token = newToken()
  await db.run(
    sql`update session set token_hash = ${tokenHash(token)}, step = ${step}, assured = assured or ${assured}, seen_at = app.now()
      where id = ${id}`,
  )
  return token
}

/** Ends the session of a cookie. @returns whether there was one */
export const endSession = async (db: Db, token: string): Promise<boolean> =>
  (await db.run(sql`delete from session where token_hash = ${tokenHash(token)}`)) > 0
