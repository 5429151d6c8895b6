import { z } from 'zod'
import { Reminder, type reminders } from '#core/contract/reminders.ts'
import { Id, type Output } from '#core/contract/route.ts'
import { TURNS } from '#core/domain/hazardActs.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { fileTerms } from '../../filter/file/terms.ts'
import { groundOf } from '../../filter/ground.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

const Key = z.tuple([z.iso.date(), Id])
type Answer = Output<typeof reminders.list>
const Found = z.object({
  total: z.number().int(),
  unread: z.number().int(),
  since: z.string().nullable(),
  rows: z.array(Reminder),
})
const Ids = z.object({ id: z.number().int() })

/** What the reminder `r` is of still has the last day that it says, in the file of the enterprise `e`, or still waits as the hazard `h`. */
const stands = (now: Sql): Sql => sql`case when r.hazard is null
  then exists (select from ${fileTerms(now, sql`r.kind`)} where term.kind = r.kind and term.subject = r.subject and term.last_day = r.last_day)
  else exists (select from app.hazard_terms(h.id, h.state, h.due_at) t
    where t.kind = r.kind and t.at = r.counted_from and (r.side <> 'enterprise' or t.unsubmitted)) end`

/** Reminders of whoever asks, of each last day the latest, with when they were read and whether they stand. */
const mine = (now: Sql): Sql => sql`
  select r.*, e.name as enterprise_name, d.read_at, ${stands(now)} as stands, case when h.id is not null then json_build_object(
    'id', h.id, 'major', h.major, 'state', h.state, 'turn', ${JSON.stringify(TURNS)}::jsonb -> h.state) end as of_hazard,
    left(h.description, 200) as described
  from reminder r join enterprise e on e.id = r.enterprise left join hazard h on h.id = r.hazard
  left join reminder_reading d on d.reminder = r.id and d.reader = app.reader()
  where app.is_reminded(r.side) and not exists (select from reminder n where n.enterprise = r.enterprise and n.kind = r.kind
    and n.subject = r.subject and n.last_day = r.last_day and n.side = r.side
    and n.counted_from is not distinct from r.counted_from and n.days > r.days)`

/** What a page of reminders is asked for; `unsaid`: of the letters of whoever asks none said it. */
interface Asked extends PageAsked {
  readonly share: 'open' | 'unread' | 'all'
  readonly unsaid?: true
}

/** One page of the reminders of whoever asks, the earliest last day first, with the figures of all pages. */
export async function listReminders(db: Db, { after, limit, share, unsaid }: Asked): Promise<Omit<Answer, 'sending'>> {
  const { now, at } = await groundOf(db)
  const wanted = { open: sql`m.stands`, unread: sql`m.stands and m.read_at is null`, all: sql`true` }[share]
  const fresh = unsaid ? sql`not exists (select from reminder_letter l where l.account = app.account() and m.id = any (l.reminders))` : sql`true` // prettier-ignore
  const from = after === undefined ? undefined : readKey(Key, after)
  const { rows, ...counted } = await db.one(
    Found,
    sql`with m as materialized (${mine(now)}),
      wanted as materialized (select * from m where ${wanted} and ${fresh}),
      page as (select * from wanted m where ${from === undefined ? sql`true` : sql`(m.last_day, m.id) > (${from[0]}::date, ${from[1]}::integer)`}
        order by m.last_day, m.id limit ${limit + 1}::integer)
      select (select count(*)::int from wanted) as total, (count(*) filter (where m.stands and m.read_at is null))::int as unread,
        min(m.made_at) filter (where m.stands and m.read_at is null) as since,
        (select coalesce(json_agg(json_build_object('id', p.id, 'enterprise', p.enterprise, 'enterpriseName', p.enterprise_name,
          'kind', p.kind, 'section', p.section, 'called', coalesce(p.described, p.called), 'lastDay', p.last_day, 'days', p.days, 'side', p.side,
          'hazard', p.of_hazard, 'countedFrom', app.iso(p.counted_from), 'madeAt', app.iso(p.made_at), 'readAt', app.iso(p.read_at), 'settled', not p.stands) order by p.last_day, p.id), '[]')
          from page p) as rows
      from m`,
  )
  return { at: at.toISOString(), ...counted, ...pageOf(rows, limit, ({ lastDay, id }) => [lastDay, id]) }
}

/** Marks reminders as read. @returns how many there are among them @throws Problem not-found where none is for whoever asks */
export async function readReminders(db: Db, ids: readonly number[]): Promise<number> {
  const found = await db.many(Ids, sql`select id from reminder r where id = any (${[...ids]}::integer[]) and app.is_reminded(r.side)`) // prettier-ignore
  if (found.length === 0) throw problem('not-found')
  const own = found.map(({ id }) => id)
  await db.run(sql`insert into reminder_reading (reminder, reader) select unnest(${own}::integer[]), app.reader()
    on conflict do nothing`)
  return found.length
}
