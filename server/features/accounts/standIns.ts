import { StandIn } from '#core/contract/ownAccount.ts'
import { LENDABLE } from '#core/domain/posts.ts'
import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import type { SignedIn } from '../../http/signIn/sessionRows.ts'

const Found = z.object({ id: z.number().int() })

const notLendable = [
  '此岗位不能由他人代理：管理员、数据管理员、专家的岗位，以及代理来的岗位，只能由安全管理员任命。',
  'Nobody can stand in for that post: those of administrators, data stewards and experts, and one that is itself stood in, are given by the security administrator.',
] as const
const noSuchAccount = [
  '没有使用此用户名的在用账号，或就是您自己；请核对代理人的用户名。',
  'No active account bears that user name, or it is your own: check the user name of who stands in.',
] as const
const noSuchTime = [
  '代理的起止时间无效：须在岗位任期之内，止于将来，最长 92 天。',
  'That time does not do: it lies within the term of the post, ends in the future, and lasts 92 days at most.',
] as const

const shown = (where: Sql) => sql`
  select p.id, p.stands_for as post, a.name as person, p.from_at as "fromAt", p.until_at as "untilAt"
  from post p join post o on o.id = p.stands_for join account a on a.id = p.account where ${where} order by p.from_at, p.id`

/** Who stands in for the account, now or later. */
export const standInsOf = (db: Db, account: number) =>
  db.many(StandIn, shown(sql`o.account = ${account} and p.until_at > app.now()`))

/** Has another account hold a post of the own for a time. @throws Problem not-allowed, post-refused, not-found */
export async function lend(
  db: Db,
  session: SignedIn,
  { post, userName, fromAt, untilAt }: { post: number; userName: string; fromAt: string | null; untilAt: string },
) {
  const held = session.posts.find(({ id }) => id === post)
  if (!held) throw problem('not-found')
  if (!LENDABLE.includes(held.kind) || held.standsFor !== null) throw problem('not-allowed', notLendable)
  const found = await db.maybe(
    Found,
    sql`select id from account where user_name = ${userName} and state = 'active' and id <> ${session.account}`,
  )
  if (!found) throw problem('post-refused', noSuchAccount, 'body.userName')
  const from = sql`greatest(coalesce(${fromAt}::timestamptz, app.now()), app.now())`
  const made = await db.maybe(
    Found,
    sql`insert into post (account, kind, grids, department, enterprise, from_at, until_at, stands_for)
      select ${found.id}, o.kind, o.grids, o.department, o.enterprise, ${from}, ${untilAt}::timestamptz, o.id from post o
      where o.id = ${post} and ${untilAt}::timestamptz > ${from} and ${untilAt}::timestamptz <= ${from} + interval '92 days'
        and coalesce(o.until_at >= ${untilAt}::timestamptz, true)
      returning id`,
  )
  if (!made) throw problem('post-refused', noSuchTime, 'body.untilAt')
  return db.one(StandIn, shown(sql`p.id = ${made.id}`))
}

/** Ends a standing-in for the account. @throws Problem not-found */
export async function takeBack(db: Db, account: number, id: number): Promise<void> {
  const ended = await db.run(sql`
    update post p set until_at = greatest(p.from_at, app.now()) from post o
    where p.id = ${id} and o.id = p.stands_for and o.account = ${account} and p.until_at > app.now()`)
  if (ended === 0) throw problem('not-found')
}
