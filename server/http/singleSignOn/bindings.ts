import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../problems.ts'
import type { Told } from './provider.ts'

const Account = z.object({ account: z.number().int() })
const Bound = z.object({ linkedAt: z.iso.datetime() })

/** Binds an account to a person of the provider, unless either is bound already. @returns whether it is bound now */
const bind = async (db: Db, account: number, { issuer, subject }: Told): Promise<boolean> =>
  (await db.run(sql`
    insert into single_sign_on (account, issuer, subject, bound_at) values (${account}, ${issuer}, ${subject}, app.now())
    on conflict do nothing`)) > 0

/**
 * The active account of a person of the provider: the one bound to it; else, where the provider has verified a mail address that
 * exactly one active account bears, and that account is not bound yet, that one, which is bound by this.
 */
export async function boundAccount(db: Db, told: Told): Promise<number | undefined> {
  const { issuer, subject, email } = told
  const bound = await db.maybe(
    Account,
    sql`select account from single_sign_on where issuer = ${issuer} and subject = ${subject}`,
  )
  if (bound || email === undefined) return bound?.account
  const bearing = await db.many(
    Account,
    sql`select id as account from account where state = 'active' and lower(email) = lower(${email}) limit 2`,
  )
  const [found] = bearing
  return found && bearing.length === 1 && (await bind(db, found.account, told)) ? found.account : undefined
}

/** Links the account of whoever is signed in; the link before it goes. @throws Problem sign-on-taken where another bears it */
export async function link(db: Db, account: number, told: Told): Promise<void> {
  await unlink(db, account, told.issuer)
  if (!(await bind(db, account, told))) throw problem('sign-on-taken')
}

/** Takes the link off. @returns whether there was one */
export const unlink = async (db: Db, account: number, issuer: string): Promise<boolean> =>
  (await db.run(sql`delete from single_sign_on where account = ${account} and issuer = ${issuer}`)) > 0

/** When an account was linked to the provider. */
export const linkedAt = async (db: Db, account: number, issuer: string): Promise<string | null> => {
  const found = await db.maybe(
    Bound,
    sql`select bound_at as "linkedAt" from single_sign_on where account = ${account} and issuer = ${issuer}`,
  )
  return found?.linkedAt ?? null
}
