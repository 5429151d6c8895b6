import { z } from 'zod'
import { ReadingRuleRow, type readingRules } from '#core/contract/readingRules.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { goingDays, KEEP_LESS_WORDS, keepsLess, saysLess } from '#core/domain/readingDays.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const rulesOf = (db: Db, most: number) =>
  db.many(
    ReadingRuleRow,
    sql`select r.version, r.raw_days as "rawDays", r.minute_days as "minuteDays", r.hour_days as "hourDays", r.reason, app.iso(r.made_at) as "madeAt",
        r.made_by as "madeBy" from reading_rule r order by r.version desc limit ${most}::integer`,
  )
/** Versions that are listed. */
const MOST = 200
const Day = z.object({ day: z.iso.date(), bytes: z.number() })
const Room = z.object({ at: z.string(), today: z.iso.date(), minutes: z.number(), hours: z.number() })

/** The rule by which values are kept in each version, and what it keeps. */
export async function listReadingRules(db: Db): Promise<Output<typeof readingRules.list>> {
  const rows = await rulesOf(db, MOST)
  const days = await db.many(Day, sql`select day::text as day, bytes from app.reading_room()`)
  const room = await db.one(
    Room,
    sql`select app.iso(app.now()) as at, app.day_of(app.now())::text as today, minutes, hours from app.rolled_room()`,
  )
  const going = new Set(rows[0] ? goingDays(days.map(({ day }) => day), room.today, rows[0]) : []) // prettier-ignore
  return {
    at: room.at,
    today: room.today,
    rows,
    days: days.map((one) => ({ ...one, goes: going.has(one.day) })),
    minuteBytes: room.minutes,
    hourBytes: room.hours,
  }
}

/** Sets a version over the one that was seen. @throws Problem entry-changed where another follows, invalid-request where a shorter time is not confirmed */
export async function setReadingRule(
  db: Db,
  { seen, confirm, reason, ...wanted }: Input<typeof readingRules.set>['body'],
): Promise<ReadingRuleRow> {
  const [present] = await rulesOf(db, 1)
  if (present?.version !== seen) throw problem('entry-changed')
  if (keepsLess(present, wanted) && !saysLess(confirm))
    throw problem('invalid-request', [`缩短后到期的数据会永久删除；请填写“${KEEP_LESS_WORDS.zh}”确认。`, `What is older then is dropped for good: write “${KEEP_LESS_WORDS.en}” to confirm.`], 'body.confirm') // prettier-ignore
  try {
    await db.run(sql`insert into reading_rule (raw_days, minute_days, hour_days, reason, follows)
      values (${wanted.rawDays}::integer, ${wanted.minuteDays}::integer, ${wanted.hourDays}::integer, ${reason}, ${seen}::integer)`)
  } catch (error) {
    const { constraint } = error as { readonly constraint?: string }
    throw constraint === 'reading_rule_follows_once' ? problem('entry-changed') : error
  }
  const [set] = await rulesOf(db, 1)
  if (!set) throw problem('not-found')
  return set
} // prettier-ignore
