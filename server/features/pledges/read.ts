import { z } from 'zod'
import { Pledge, PledgeRow, type pledges } from '#core/contract/pledges.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { mustPledge } from '../../filter/parts/pledges.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

/** Latest pledges of one enterprise that are told. */
const MOST_PLEDGES = 30

const Today = z.object({ at: z.string(), today: z.iso.date() })
const Total = z.object({ n: z.number().int() })
const Rank = PledgeRow.extend({ rank: z.number().int() })
const Key = z.tuple([z.number().int().min(0).max(2), z.number().int()])

/** A pledge `p` as it is read. */
const said = sql`jsonb_build_object('day', p.day, 'units', p.units, 'running', p.running, 'stopped', p.stopped, 'overhauled', p.overhauled,
  'hotSpecial', p.hot_special, 'hotFirst', p.hot_first, 'hotSecond', p.hot_second, 'confined', p.confined, 'otherWorks', p.other_works,
  'trial', p.trial, 'startStop', p.start_stop, 'tanks', p.tanks, 'judgement', p.judgement, 'promise', p.promise, 'principal', p.principal,
  'version', p.version, 'madeAt', app.iso(p.made_at), 'changedAt', app.iso(p.changed_at), 'changedBy', p.changed_by)`
/** Works `w` of a day as they are written down; none where there is no row. */
const counted = sql`jsonb_build_object('hotSpecial', coalesce(w.hot_special, 0), 'hotFirst', coalesce(w.hot_first, 0),
  'hotSecond', coalesce(w.hot_second, 0), 'confined', coalesce(w.confined, 0), 'otherWorks', coalesce(w.other_works, 0))`

const todayOf = (db: Db) => db.one(Today, sql`select app.iso(app.now()) as at, app.day_of(app.now())::text as today`)

const AHEAD = ['承诺只能查看今天及以前的；以后的日子还没有承诺，请改选日期。', 'Pledges are told of today and of days before: nobody can have pledged for a day to come. Choose another day.'] as const // prettier-ignore

/** Pledges of a day: first who has to and did not, then who did; each by id. @throws Problem pledge-refused for a day to come */
export async function listPledges(
  db: Db,
  { after, limit, day: asked }: Input<typeof pledges.list>['query'],
): Promise<Output<typeof pledges.list>> {
  const { at, today } = await todayOf(db)
  const day = asked ?? today
  if (day > today) throw problem('pledge-refused', AHEAD, 'query.day')
  const [rank, id] = after === undefined ? [-1, 0] : readKey(Key, after)
  const from = sql`enterprise e left join daily_pledge p on p.enterprise = e.id and p.day = ${day}::date
    where (p.id is not null or ${mustPledge})`
  const { n: total } = await db.one(Total, sql`select count(*)::int as n from ${from}`)
  const place = sql`case when p.id is null then 0 else 1 end`
  const rows = await db.many(
    Rank,
    sql`select e.id as enterprise, e.name as "enterpriseName", ${mustPledge} as must, case when p.id is not null then ${said} end as pledge,
        (select coalesce((select ${counted} from special_work_day w where w.enterprise = e.id and w.day = ${day}::date), ${zeros})) as registered,
        ${place} as rank
      from ${from} and (${place}, e.id) > (${rank}::integer, ${id}::integer) order by ${place}, e.id limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, (row) => [row.rank, row.enterprise])
  return { at, today, day, total, next: page.next, rows: page.rows.map(({ rank: _, ...row }) => row) }
}
const zeros: Sql = sql`${JSON.stringify({ hotSpecial: 0, hotFirst: 0, hotSecond: 0, confined: 0, otherWorks: 0 })}::jsonb`

/** Latest pledges of one enterprise. @throws Problem not-found */
export async function readPledges(db: Db, id: number): Promise<Output<typeof pledges.read>> {
  const { at, today } = await todayOf(db)
  const head = await db.maybe(
    PledgeRow.omit({ pledge: true }),
    sql`select e.id as enterprise, e.name as "enterpriseName", ${mustPledge} as must,
      coalesce((select ${counted} from special_work_day w where w.enterprise = e.id and w.day = ${today}::date), ${zeros}) as registered
    from enterprise e where e.id = ${id}::integer`,
  )
  if (!head) throw problem('not-found')
  const rows = await db.many(
    z.object({ pledge: Pledge }),
    sql`select ${said} as pledge from daily_pledge p where p.enterprise = ${id}::integer order by p.day desc limit ${MOST_PLEDGES}::integer`,
  )
  return { at, today, ...head, rows: rows.map(({ pledge }) => pledge) }
}
