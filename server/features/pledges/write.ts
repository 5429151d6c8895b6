import { z } from 'zod'
import type { Pledge, PledgeFields, pledges } from '#core/contract/pledges.ts'
import type { Input } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { changedSince, refusing, type RefusalWords } from '../../http/refusing.ts'
import { readPledges } from './read.ts'

const PAST = [
  '承诺只能当日作出和更正；请按今天的情况填写。',
  'A pledge is made and corrected on its day alone: pledge for today.',
] as const
const WORDS: RefusalWords = {
  daily_pledge_today: ['body.day', ...PAST],
  daily_pledge_units: [
    'body.units',
    '运行、停产、检修套数之和须等于装置总套数；请改正。',
    'Units that run, stand and are overhauled add up to all of them: correct the numbers.',
  ],
}
const COLUMNS = sql`units, running, stopped, overhauled, hot_special, hot_first, hot_second, confined, other_works, trial, start_stop, tanks, judgement, promise, principal`

/** Pledges for today; the same pledge sent twice at once is made once. @throws Problem not-found, not-allowed, pledge-refused, pledge-changed with what stands now */
export async function writePledge(
  db: Db,
  { params: { id }, body: { day, seen, ...said } }: Input<typeof pledges.write>,
): Promise<Pledge> {
  await db.run(sql`select pg_advisory_xact_lock(62, ${id}::integer)`)
  const before = await readPledges(db, id)
  if (day !== before.today) throw problem('pledge-refused', PAST, 'body.day')
  const present = before.rows.find((one) => one.day === day)
  if (present && present.version === seen + 1 && (await isSaid(db, present, said))) return present
  if ((present?.version ?? 0) !== seen) throw changedSince('pledge-changed', present ?? null)
  const values = sql`select r.units, r.running, r.stopped, r.overhauled, r."hotSpecial", r."hotFirst", r."hotSecond", r.confined, r."otherWorks", r.trial,
      r."startStop", r.tanks, r.judgement, r.promise, r.principal
    from jsonb_to_record(${JSON.stringify(said)}::jsonb) r (units smallint, running smallint, stopped smallint, overhauled smallint, "hotSpecial" smallint,
      "hotFirst" smallint, "hotSecond" smallint, confined smallint, "otherWorks" smallint, trial boolean, "startStop" boolean, tanks text,
      judgement text, promise text, principal text)`
  const statement = present
    ? sql`update daily_pledge p set (${COLUMNS}) = (${values}) where p.enterprise = ${id}::integer and p.day = ${day}::date`
    : sql`insert into daily_pledge (enterprise, ${COLUMNS}) select ${id}::integer, v.* from (${values}) v`
  if ((await refusing('pledge-refused', WORDS, db.run(statement))) === 0) throw problem('not-allowed')
  const { rows } = await readPledges(db, id)
  return rows.find((one) => one.day === day)!
}

const Asking = z.object({ person: z.string() })
/** Whether whoever asks pledged this very thing. */
async function isSaid(db: Db, present: Pledge, said: PledgeFields): Promise<boolean> {
  const { person } = await db.one(Asking, sql`select coalesce(app.person(), session_user) as person`)
  return present.changedBy === person && Object.entries(said).every(([name, value]) => present[name as keyof PledgeFields] === value) // prettier-ignore
}
