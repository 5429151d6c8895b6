import { type Account, accounts, type Link } from '#core/contract/accounts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { z } from 'zod'
import type { Kit } from '../../http/kit.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'
import type { Serve } from '../../http/serve.ts'
import { actorIn } from '../../http/session.ts'
import { makeLink, type Purpose } from '../../http/signIn/links.ts'
import { type LinkMail, sendLink } from './linkMail.ts'
import {
  AccountKey,
  accountOf,
  accountPage,
  addAccount,
  addPost,
  correctAccount,
  endPost,
  sessionsOf,
  takeBack,
} from './queries.ts'
import { previewOf } from './preview.ts'

const Assigned = z.object({ enterprises: z.array(z.number().int()) })

/** Where the page takes a one-time link; the token stays behind the #, out of every log. */
const addressOf = (token: string) => `/#link=${token}`

/** A link as it stands before it is mailed: `sentTo` is where it is going to. */
async function linkFor(db: Db, { id, email }: Account, purpose: Purpose, mail: LinkMail | undefined): Promise<Link> {
  const { token, expiresAt } = await makeLink(db, id, purpose)
  const unsent = !mail ? 'no-mail' : email === null ? 'no-email' : null
  return { purpose, link: addressOf(token), sentTo: unsent === null ? email : null, unsent, expiresAt }
}

/** Who acts may not lock the own door: somebody else of the same post has to. */
async function notOwn(db: Db, id: number): Promise<void> {
  const own = await db.run(sql`select where app.account() = ${id}`)
  if (own > 0) throw problem('not-allowed', [
    '不能对自己的账号执行此操作；请由另一位安全管理员执行。',
    'That cannot be done to the own account: have another security administrator do it.',
  ]) // prettier-ignore
}

/** What the security administrator does with accounts 账号; policies let nobody else see a row. */
export function accountRoutes(serve: Serve, { readPool }: Pick<Kit, 'readPool'>, mail?: LinkMail): void {
  serve(accounts.list, async ({ query: { search, after, limit } }, db) => {
    const [from] = after === undefined ? [undefined] : readKey(AccountKey, after)
    const { total, rows } = await accountPage(db, search, from, limit)
    return { total, ...pageOf(rows, limit, ({ userName }) => [userName]) }
  })

  serve(
    accounts.add,
    async ({ body: { posts, ...person } }, db) => {
      const id = await addAccount(db, person)
      for (const post of posts) await addPost(db, id, post)
      const made = await accountOf(db, id)
      return { account: made, link: await linkFor(db, made, 'invitation', mail) }
    },
    async ({ account, link }) => ({ account, link: await sendLink(link, mail) }),
  )

  serve(accounts.correct, async ({ params: { id }, body }, db) => {
    await correctAccount(db, id, body)
    return accountOf(db, id)
  })

  serve(accounts.appoint, async ({ params: { id }, body }, db) => {
    await notOwn(db, id)
    const { state } = await accountOf(db, id)
    if (state === 'left') throw problem('not-found')
    await addPost(db, id, body)
    return accountOf(db, id)
  })

  serve(accounts.dismiss, async ({ params: { id, post } }, db) => {
    await notOwn(db, id)
    await endPost(db, id, post)
    return accountOf(db, id)
  })

  serve(accounts.preview, async ({ params: { id, post } }, db) => {
    const of = await accountOf(db, id)
    const worn = of.posts.find((one) => one.id === post)
    if (!worn) throw problem('not-found')
    const { enterprises: assigned } = await db.one(Assigned, sql`select app.assigned_to(${id}) as enterprises`)
    return previewOf(readPool, actorIn(worn, { account: id, name: of.name, userName: of.userName, assigned }), post)
  })

  serve(accounts.leave, async ({ params: { id } }, db) => {
    await notOwn(db, id)
    await accountOf(db, id)
    await db.run(sql`update account set state = 'left', left_at = app.now() where id = ${id} and state <> 'left'`)
    await db.run(sql`
      update post set until_at = greatest(from_at, app.now()) where account = ${id} and coalesce(until_at > app.now(), true)`)
    await db.run(sql`delete from session where account = ${id}`)
    return accountOf(db, id)
  })

  serve(
    accounts.takeBack,
    async ({ params: { id } }, db) => {
      await takeBack(db, id)
      const account = await accountOf(db, id)
      return { account, link: await linkFor(db, account, 'invitation', mail) }
    },
    async ({ account, link }) => ({ account, link: await sendLink(link, mail) }),
  )

  serve(
    accounts.reset,
    async ({ params: { id }, body: { secondFactor } }, db) => {
      await notOwn(db, id)
      const account = await accountOf(db, id)
      if (account.state === 'left') throw problem('not-found')
      if (secondFactor) await db.run(sql`delete from second_factor where account = ${id}`)
      await db.run(sql`delete from api_token where account = ${id}`)
      await db.run(sql`delete from single_sign_on where account = ${id}`)
      return linkFor(db, account, account.state === 'invited' ? 'invitation' : 'reset', mail)
    },
    (link) => sendLink(link, mail),
  )

  serve(accounts.unlock, async ({ params: { id } }, db) => {
    const { userName, phone } = await accountOf(db, id)
    await db.run(
      sql`delete from sign_in_guard where name in (${userName}, ${phone}, ${`CODE ${id}`}, ${`PASSWORD ${id}`})`,
    )
    return accountOf(db, id)
  })

  serve(accounts.sessions, async ({ params: { id } }, db) => {
    await accountOf(db, id)
    return sessionsOf(db, id, null)
  })

  serve(accounts.endSessions, async ({ params: { id } }, db) => {
    await accountOf(db, id)
    await db.run(sql`delete from api_token where account = ${id}`)
    return { done: (await db.run(sql`delete from session where account = ${id}`)) > 0 }
  })
}
