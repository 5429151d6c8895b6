import { z } from 'zod'
import { Account, type Correction, type NewPost, SessionRow } from '#core/contract/accounts.ts'
import { POSTS } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { alive, postColumns } from '../../http/signIn/sessionRows.ts'

/** Columns of Account over the account `a`. */
const accountColumns = sql`
  a.id, a.user_name as "userName", a.name, a.phone, a.email, a.state,
  (select coalesce(json_agg(${postColumns} order by p.id), '[]') from post p
    where p.account = a.id and coalesce(p.until_at > app.now(), true)) as posts,
  exists (select from second_factor f where f.account = a.id and f.confirmed_at is not null) as "secondFactor",
  exists (select from single_sign_on o where o.account = a.id) as linked,
  (select max(g.locked_until) from sign_in_guard g
    where g.name in (a.user_name, a.phone, 'CODE ' || a.id, 'PASSWORD ' || a.id) and g.locked_until > app.now()) as "lockedUntil",
  greatest((select max(s.seen_at) from session s where s.account = a.id and s.step = 'done'),
    (select u.seen_at from account_use u where u.account = a.id)) as "seenAt"`

const Key = z.tuple([z.string()])
const Count = z.object({ n: z.number().int() })

/** What may be found by: part of user name, name or phone; wildcards stand for themselves. */
const matching = (search: string | undefined): Sql =>
  search === undefined
    ? sql`true`
    : sql`position(lower(${search}) in lower(concat_ws(' ', a.user_name, a.name, a.phone))) > 0`

/** Accounts by user name. @param after the user name that the page before ended with */
export async function accountPage(db: Db, search: string | undefined, after: string | undefined, limit: number) {
  const { n } = await db.one(Count, sql`select count(*)::int as n from account a where ${matching(search)}`)
  const rows = await db.many(
    Account,
    sql`select ${accountColumns} from account a where ${matching(search)} and a.user_name > ${after ?? ''}
      order by a.user_name limit ${limit + 1}`,
  )
  return { total: n, rows }
}
export { Key as AccountKey }

/** One account. @throws Problem not-found */
export async function accountOf(db: Db, id: number): Promise<z.output<typeof Account>> {
  const found = await db.maybe(Account, sql`select ${accountColumns} from account a where a.id = ${id}`)
  if (!found) throw problem('not-found')
  return found
}

const heldAlready = [
  '此人在这段时间里已担任这一岗位；请先结束原来的，或另选起止时间。',
  'The person holds that very post in that time: end it first, or choose another time.',
] as const

/** A refusal of the database by the name of its constraint. */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const name = String((error as { constraint?: unknown }).constraint)
    if (name === 'account_user_name_taken') throw problem('account-taken', undefined, 'body.userName')
    if (name === 'account_phone_taken') throw problem('account-taken', undefined, 'body.phone')
    if (name === 'post_held_once') throw problem('post-refused', heldAlready, 'body.posts')
    if (name.startsWith('post_')) throw problem('post-refused', undefined, 'body.posts')
    throw error
  }
}

const NewId = z.object({ id: z.number().int() })

/** A new account, invited and without a post. @throws Problem account-taken */
export async function addAccount(
  db: Db,
  { userName, name, phone, email }: { userName: string; name: string; phone: string | null; email: string | null },
): Promise<number> {
  const row = db.one(
    NewId,
    sql`insert into account (user_name, name, phone, email) values (${userName}, ${name}, ${phone}, ${email}) returning id`,
  )
  return (await refusing(row)).id
}

/** Puts a person right. @throws Problem not-found, account-taken */
export async function correctAccount(db: Db, id: number, { name, phone, email }: Correction): Promise<void> {
  const put = db.run(sql`update account set name = ${name}, phone = ${phone}, email = ${email} where id = ${id}`)
  if ((await refusing(put)) === 0) throw problem('not-found')
}

/** Makes who left one who is invited; the phone is taken back, too. @throws Problem not-found, account-taken */
export async function takeBack(db: Db, id: number): Promise<void> {
  const back = db.run(sql`update account set state = 'invited', left_at = null where id = ${id} and state = 'left'`)
  if ((await refusing(back)) === 0) throw problem('not-found')
}

const Found = z.object({ id: z.number().int().nullable() })

const unknownCode = [
  '没有单位使用这个代码；请核对统一社会信用代码。',
  'No enterprise bears that code: check the unified social credit code.',
] as const

/** The enterprise of a code. @throws Problem post-refused where none bears it */
async function identified(db: Db, identifier: string | null): Promise<number | null> {
  if (identifier === null) return null
  const { id } = await db.one(Found, sql`select app.enterprise_identified(${identifier}) as id`)
  if (id === null) throw problem('post-refused', unknownCode, 'body.posts')
  return id
}

/** Gives a post. @throws Problem post-refused where it does not fit its binding, or administrations would meet */
export async function addPost(db: Db, account: number, post: z.output<typeof NewPost>): Promise<void> {
  const { kind, grids, department, fromAt, untilAt } = post
  const enterprise = post.enterprise ?? (await identified(db, post.identifier))
  const bound = { grids: grids.length > 0, department: department !== null, enterprise: enterprise !== null }
  const wanted = POSTS[kind].of
  const fits = (Object.keys(bound) as (keyof typeof bound)[]).every((key) => bound[key] === (key === wanted))
  if (!fits) throw problem('post-refused', undefined, 'body.posts')
  await refusing(
    db.run(sql`
      insert into post (account, kind, grids, department, enterprise, from_at, until_at)
      values (${account}, ${kind}, ${grids}::integer[], ${department}, ${enterprise},
        coalesce(${fromAt}::timestamptz, app.now()), ${untilAt}::timestamptz)`),
  )
}

/** Ends a post now. @throws Problem not-found */
export async function endPost(db: Db, account: number, post: number): Promise<void> {
  const ended = await db.run(sql`
    update post set until_at = greatest(from_at, app.now())
    where id = ${post} and account = ${account} and coalesce(until_at > app.now(), true)`)
  if (ended === 0) throw problem('not-found')
}

/** Where an account is signed in, the latest use first; `own` marks the session that asks. */
export const sessionsOf = (db: Db, account: number, own: number | null) =>
  db.many(
    SessionRow,
    sql`select id, made_at as "madeAt", seen_at as "seenAt", ends_at as "endsAt", address, agent, id is not distinct from ${own}::integer as own
      from session s where account = ${account} and step = 'done' and ${alive} order by seen_at desc, id`,
  )
