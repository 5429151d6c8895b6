import { z } from 'zod'
import { POST_KINDS } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Entry, type From, openSession } from './sessionRows.ts'
import { firstStep } from './steps.ts'

const Known = z.object({
  id: z.number().int(),
  userName: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  hash: z.string().nullable(),
  enrolled: z.boolean(),
})
/** An active account, with what sign-in needs to know of it. */
export type Known = z.infer<typeof Known>

/** The active account `a` of which something is true. */
export const known = (db: Db, is: Sql): Promise<Known | undefined> =>
  db.maybe(
    Known,
    sql`select a.id, a.user_name as "userName", a.name, a.phone, p.hash,
        exists (select from second_factor f where f.account = a.id and f.confirmed_at is not null) as enrolled
      from account a left join password p on p.account = a.id
      where a.state = 'active' and (${is})`,
  )

/** The names under which failures of an account are counted. */
export const namesOf = ({ userName, phone }: Known): string[] => [userName, ...(phone === null ? [] : [phone])]

const Held = z.object({ id: z.number().int(), kind: z.enum(POST_KINDS) })

/** Posts that an account holds now, the first of them to begin with. */
const postsOf = (db: Db, account: number) =>
  db.many(
    Held,
    sql`select id, kind from post where account = ${account} and from_at <= app.now()
      and coalesce(until_at > app.now(), true) order by id`,
  )

/** Opens the session of one whose identity is proved, up to what is still asked for. @returns the token of its cookie */
export async function enter(
  db: Db,
  { id, enrolled }: Known,
  { entry, strong = false }: { entry: Entry; strong?: boolean },
  from: From,
): Promise<string> {
  const posts = await postsOf(db, id)
  const kinds = posts.map(({ kind }) => kind)
  const step = await firstStep(db, { account: id, entry, kinds, enrolled, strong })
  const token = await openSession(db, { account: id, step, post: posts[0]?.id ?? null, entry, assured: strong }, from)
  await record(db, { act: 'sign-in', topic: 'session', details: { by: entry, step, ...(strong && { strong }) } })
  return token
}
