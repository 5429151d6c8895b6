import type pg from 'pg'
import { z } from 'zod'
import type { Link } from '#core/contract/accounts.ts'
import { passwordFault, type PasswordFault } from '#core/domain/posts.ts'
import { asSession, type Db, type Who } from '../../db/db.ts'
import { actAs, record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../problems.ts'
import { isPassword, passwordHash } from './passwords.ts'
import { NOBODY, personName } from './sessionRows.ts'
import { newToken, tokenHash } from './tokens.ts'

/** Days that a one-time link opens anything. */
const LINK_DAYS = { invitation: 7, reset: 1 } as const satisfies Record<Link['purpose'], number>
export type Purpose = Link['purpose']
/** Passwords before the present one that may not come back. */
const REMEMBERED = 5

const Expiry = z.object({ expiresAt: z.iso.datetime() })

/** Makes the one-time link of an account; those before it are worth nothing. Whoever may insert one may run this. */
export async function makeLink(
  db: Db,
  account: number,
  purpose: Purpose,
): Promise<{ token: string; expiresAt: string }> {
  const token = newToken()
  const { expiresAt } = await db.one(
    Expiry,
    sql`select app.now() + ${`${LINK_DAYS[purpose]} days`}::interval as "expiresAt"`,
  )
  await db.run(sql`
    insert into account_link (token_hash, account, purpose, expires_at)
    values (${tokenHash(token)}, ${account}, ${purpose}, ${expiresAt}::timestamptz)`)
  return { token, expiresAt }
}

const FAULTS: Readonly<Record<PasswordFault | 'former', readonly [zh: string, en: string]>> = {
  short: ['口令至少 10 个字符；请加长。', 'At least 10 characters: make it longer.'],
  long: ['口令至多 128 个字符；请缩短。', 'At most 128 characters: make it shorter.'],
  plain: [
    '口令须含大写字母、小写字母、数字、其他字符中的三类；请改正。',
    'Three of small letters, capitals, digits and other characters are needed: add what is missing.',
  ],
  name: ['口令不能包含用户名或手机号；请改正。', 'It may not contain the user name or phone: change it.'],
  former: ['不能使用最近五次用过的口令；请换一个。', 'The last five passwords may not come back: choose another.'],
}
const refuse = (fault: keyof typeof FAULTS) => problem('password-refused', FAULTS[fault], 'body.password')

const Names = z.object({ userName: z.string(), phone: z.string().nullable() })
const Kept = z.object({ hash: z.string() })

/** Sets a password by the rules. @throws Problem password-refused naming the rule */
export async function setPassword(db: Db, account: number, password: string): Promise<string> {
  const { userName, phone } = await db.one(
    Names,
    sql`select user_name as "userName", phone from account where id = ${account} for update`,
  )
  const fault = passwordFault(password, [userName, ...(phone === null ? [] : [phone])])
  if (fault) throw refuse(fault)
  const former = await db.many(
    Kept,
    sql`select hash from password where account = ${account} union all
      (select hash from former_password where account = ${account} order by set_at desc limit ${REMEMBERED - 1})`,
  )
  for (const { hash } of former) if (await isPassword(hash, password)) throw refuse('former')
  await db.run(sql`
    insert into former_password (account, hash, set_at) select account, hash, set_at from password where account = ${account}`)
  await db.run(sql`
    delete from former_password where account = ${account} and set_at not in (
      select set_at from former_password where account = ${account} order by set_at desc limit ${REMEMBERED - 1})`)
  await db.run(sql`
    insert into password (account, hash, set_at) values (${account}, ${await passwordHash(password)}, app.now())
    on conflict (account) do update set hash = excluded.hash, set_at = excluded.set_at`)
  return userName
}

/** Ends every session of an account but one. */
export const endOthers = (db: Db, account: number, but: number | null): Promise<number> =>
  db.run(sql`delete from session where account = ${account} and id is distinct from ${but}::integer`)

const Linked = z.object({
  account: z.number().int(),
  userName: z.string(),
  name: z.string(),
  expired: z.boolean(),
  left: z.boolean(),
})

/** Records that a link opened nothing; where it once was somebody's, in the name of that account. */
function recordRefusal(db: Db, link: z.infer<typeof Linked> | undefined): Promise<void> {
  const reason = !link ? 'wrong' : link.left ? 'left' : 'expired'
  return record(db, {
    act: 'sign-in-failed',
    topic: 'account_link',
    ids: link ? [link.account] : [],
    details: { reason },
  })
}

/** Sets a password by a one-time link, once. A password that is refused does not use it up. @throws Problem link-wrong, password-refused */
export async function followLink(pool: pg.Pool, token: string, password: string, who: Who = {}): Promise<string> {
  const userName = await asSession(
    pool,
    async (db) => {
      const link = await db.maybe(
        Linked,
        sql`select l.account, a.user_name as "userName", a.name, l.expires_at <= app.now() as expired, a.state = 'left' as left
          from account_link l join account a on a.id = l.account where l.token_hash = ${tokenHash(token)} for update of l`,
      )
      await actAs(db, link ? { account: link.account, person: personName(link) } : { person: NOBODY })
      if (!link || link.expired || link.left) {
        await recordRefusal(db, link)
        return undefined
      }
      const set = await setPassword(db, link.account, password)
      await db.run(sql`delete from account_link where account = ${link.account}`)
      await db.run(sql`update account set state = 'active' where id = ${link.account} and state = 'invited'`)
      await endOthers(db, link.account, null)
      return set
    },
    who,
  )
  if (userName === undefined) throw problem('link-wrong')
  return userName
}
