import { z } from 'zod'
import type { Output } from '#core/contract/route.ts'
import { EVENT_ACTS, EVENT_KINDS, TimelineEvent, type timelines } from '#core/contract/timelines.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

/** The moment to the microsecond beside the event: milliseconds would not tell rows of one page from those of the next. */
const Row = TimelineEvent.extend({ key: z.string() })
const Key = z.tuple([z.iso.datetime({ precision: 6 }), z.enum(EVENT_KINDS), z.enum(EVENT_ACTS), z.number().int().positive().max(Number.MAX_SAFE_INTEGER)]) // prettier-ignore

/** One kind of event: columns at, kind, act, id, by, source, of, title, fields, consequences. */
const events = (kind: string, act: Sql, rest: Sql): Sql => sql`select ${kind}::text as kind, ${act} as act, ${rest}`

/** Tables of entries with what each is called by; texts of this file alone. */
const ENTRIES: readonly (readonly [table: string, title: Sql, from: Sql])[] = [
  ['enterprise_person', sql`x.name`, sql`enterprise_person`],
  ['licence', sql`x.number`, sql`licence`],
  ['certificate', sql`x.holder`, sql`certificate`],
  ['special_equipment', sql`x.name`, sql`special_equipment`],
  ['insurance', sql`x.policy`, sql`insurance`],
  ['safety_fund', sql`x.year::text`, sql`safety_fund`],
  ['emergency_plan', sql`x.name`, sql`emergency_plan`],
  ['penalty', sql`x.document`, sql`penalty`],
  ['accident', sql`x.description`, sql`accident`],
  ['file_declaration', sql`x.section`, sql`file_declaration`],
  ['document', sql`x.title`, sql`document`],
]
const NONE = sql`null::jsonb as fields, '[]'::jsonb as consequences`

const happened = (id: Sql): Sql =>
  join(
    [
      // the first gives the columns their names
      events('file', sql`'opened'`, sql`e.opened_at as at, e.id::bigint as id, app.opened_by(e.id) as by, e.source as source, null::text as of, null::text as title, ${NONE} from enterprise e where e.id = ${id}`),
      events('facts', sql`'changed'`, sql`c.made_at, c.id, case when c.cause in ('override-ended', 'event-over', 'event-begun') then null else c.made_by end, coalesce(c.cause, case when c.proposal is null then 'person' else 'proposal' end), null, c.note, c.fields, c.consequences from enterprise_change c where c.enterprise = ${id}`),
      // by the history: ids of its rows lie apart from those of changes
      events('file', sql`'changed'`, sql`h.at, h.id, h.by_whom, h.source, null, null, h.fields, h.consequences from app.file_events(${id}) h`),
      events('file', sql`'merged'`, sql`a.at, a.id, a.by_whom, 'import', null, a.identifier, ${NONE} from app.aliases_of(${id}) a`),
      events('proposal', sql`'proposed'`, sql`p.proposed_at, p.id, p.proposed_by, null, p.state, p.note, p.fields, '[]'::jsonb from proposal p where p.enterprise = ${id}`),
      events('proposal', sql`p.state`, sql`p.decided_at, p.id, p.decided_by, null, null, p.reason, p.fields, '[]'::jsonb from proposal p where p.enterprise = ${id} and p.state in ('refused', 'withdrawn')`),
      ...ENTRIES.map(([table, title, from], place) =>
        events('entry', sql`'added'`, sql`x.made_at, x.id * 16::bigint + ${place}::integer, x.made_by, x.source, ${table}::text, ${title}, ${NONE} from ${from} x where x.enterprise = ${id}`),
      ),
      // beyond all ids of entries
      events('entry', sql`v.act`, sql`v.at, v.id + 1000000000000, v.by_whom, v.source, v.kind, v.title, ${NONE} from app.entry_events(${id}) v`),
      events('hazard', sql`'found'`, sql`h.found_at, h.id, null, h.source, null, h.description, ${NONE} from hazard h where h.enterprise = ${id}`),
      events('hazard', sql`'closed'`, sql`h.closed_at, h.id, null, h.source, null, h.description, ${NONE} from hazard h where h.enterprise = ${id} and h.closed_at is not null`),
      events('inspection', sql`'inspected'`, sql`v.inspected_at, v.id, v.inspector, v.kind, null, v.findings::text, ${NONE} from inspection v where v.enterprise = ${id}`),
    ],
    sql` union all `,
  ) // prettier-ignore

const spelled = sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** One page of what happened to an enterprise up to now, the latest first. @throws Problem not-found */
export async function readTimeline(
  db: Db,
  id: number,
  { after, limit }: PageAsked,
): Promise<Output<typeof timelines.list>> {
  const { now } = await groundOf(db)
  if ((await db.run(sql`select from enterprise e where e.id = ${id}::integer`)) === 0) throw problem('not-found')
  const from = after === undefined ? undefined : readKey(Key, after)
  const before = from
    ? sql`(at, kind collate "C", act collate "C", id) < (${from[0]}::timestamptz, ${from[1]}::text collate "C", ${from[2]}::text collate "C", ${from[3]}::bigint)`
    : sql`true`
  const rows = await db.many(
    Row,
    sql`select at, kind, act, id::float8 as id, by, source, of, title, fields, consequences, ${spelled} as key
      from (${happened(sql`${id}::integer`)}) happened where at <= ${now} and ${before}
      order by at desc, kind collate "C" desc, act collate "C" desc, id desc limit ${limit + 1}::integer`,
  )
  const { rows: shown, next } = pageOf(rows, limit, ({ key, kind, act, id: row }) => [key, kind, act, row])
  return { id, events: shown.map(({ key: _key, ...event }) => event), next }
}
