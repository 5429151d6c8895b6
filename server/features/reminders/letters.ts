import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { Post } from '#core/contract/accounts.ts'
import type { Reminder } from '#core/contract/reminders.ts'
import { isQuiet, type QuietHours } from '#core/domain/reminders.ts'
import { asSession, inScope } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Mailer } from '../../http/mail.ts'
import { actorIn } from '../../http/session.ts'
import { assignedNow, heldNow, postColumns } from '../../http/signIn/sessionRows.ts'
import { reminderLetter } from './letter.ts'
import { listReminders } from './list.ts'

/** What mailing reminders needs; `at` is the address under which people reach this server. */
export interface LetterMail {
  readonly mailer: Mailer
  readonly at: string
  readonly quiet: QuietHours
}

/** Reminders that one letter tells of at most. */
const MOST = 1000
/** Minutes after a failure before the next attempt: twice as many each time, at most six hours. */
const pauseAfter = (attempt: number) => Math.min(360, 5 * 2 ** (attempt - 1))

const Now = z.object({ now: z.coerce.date() })
const Account = z.object({ id: z.number().int() })
const Person = z.object({
  account: z.number().int(),
  userName: z.string(),
  name: z.string(),
  email: z.string(),
  posts: z.array(Post),
  assigned: z.array(z.number().int()),
  now: z.coerce.date(),
})
const Held = z.object({ letter: z.number().int().nullable(), attempt: z.number().int().nullable() })

/** Whom a letter is for, with the posts held now. */
const personOf = (pool: pg.Pool, account: number) =>
  asSession(pool, (db) =>
    db.maybe(
      Person,
      sql`select a.id as account, a.user_name as "userName", a.name, a.email, ${assignedNow} as assigned, app.now() as now,
          (select coalesce(json_agg(${postColumns} order by p.id), '[]') from post p where p.account = a.id and ${heldNow()}) as posts
        from account a where a.id = ${account} and a.state = 'active' and a.email is not null`,
    ),
  )

/** What a person is to be told: as each post sees it, under the policies of the database. */
async function unsaidTo(pool: pg.Pool, person: z.output<typeof Person>): Promise<readonly Reminder[]> {
  const found = new Map<number, Reminder>()
  for (const post of person.posts) {
    const asked = { share: 'unread', unsaid: true, limit: MOST, after: undefined } as const
    const { rows } = await inScope(pool, actorIn(post, person), (db) => listReminders(db, asked), { snapshot: false })
    for (const row of rows) found.set(row.id, row)
  }
  return [...found.values()].sort((a, b) => a.lastDay.localeCompare(b.lastDay) || a.id - b.id).slice(0, MOST)
}

const forget = (pool: pg.Pool, account: number | null) =>
  asSession(pool, (db) => db.run(sql`select app.forget_letters(${account}::integer)`))

/** Sends the letter of an account, where no other server does and there is something to say. @returns whether one was sent */
async function sendTo(pool: pg.Pool, account: number, { mailer, at }: LetterMail, log: Logger): Promise<boolean> {
  const person = await personOf(pool, account)
  const rows = person ? await unsaidTo(pool, person) : []
  if (!person || rows.length === 0) {
    await forget(pool, account)
    return false
  }
  const { letter, attempt } = await asSession(pool, (db) => db.one(Held, sql`select letter, attempt from app.hold_letter(${account}::integer)`)) // prettier-ignore
  if (letter === null || attempt === null) return false
  const end = (failure: string | null) =>
    asSession(pool, (db) =>
      db.run(sql`select app.end_letter(${letter}::integer, ${attempt}::integer, ${rows.map(({ id }) => id)}::integer[],
        ${failure}, make_interval(mins => ${pauseAfter(attempt)}::int))`),
    )
  try {
    await mailer.send(reminderLetter(person.email, at, person.now.getTime(), rows))
  } catch (error) {
    // the words of the error may repeat what was sent
    const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown }
    log.warn({ code, command, responseCode, attempt }, 'reminders could not be mailed; they are tried again')
    await end([code, responseCode].filter((one) => one !== undefined).join(' ').slice(0, 200) || 'failed') // prettier-ignore
    return false
  }
  await end(null)
  return true
}

/** Mails what is unread to everybody who has an address, at most once a day and never in the quiet hours. @returns how many letters */
export async function mailOnce(pool: pg.Pool, mail: LetterMail, log: Logger, signal?: AbortSignal): Promise<number> {
  const isQuietNow = async () =>
    isQuiet((await asSession(pool, (db) => db.one(Now, sql`select app.now() as now`))).now, mail.quiet)
  if (await isQuietNow()) return 0
  await forget(pool, null)
  const accounts = await asSession(pool, (db) => db.many(Account, sql`select id from app.accounts_to_remind() id`))
  let sent = 0
  for (const { id } of accounts) {
    if (signal?.aborted || (await isQuietNow())) break
    if (await sendTo(pool, id, mail, log)) sent += 1
  }
  return sent
}
