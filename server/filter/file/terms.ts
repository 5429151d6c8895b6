import { ASSESSMENT_YEARS, FILL_DAYS, SECTION_FILLERS } from '#core/domain/fileSections.ts'
import { FILING_DAYS } from '#core/domain/responsible.ts'
import type { RemindedKind } from '#core/domain/reminders.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { fileFacts } from './sections.ts'

const SUPERVISED = Object.entries(SECTION_FILLERS).flatMap(([section, filler]) =>
  filler === 'supervisor' ? [section] : [],
)
/** The last day before a moment, by the calendar of China. */
const dayBefore = (moment: Sql): Sql => sql`app.day_of(${moment} - interval '1 microsecond')`
/** Kinds that rest on sections as a whole. */
const OF_SECTIONS = [
  'drill',
  'standardization',
  'visit',
  'gap',
  'supervisor-gap',
] as const satisfies readonly RemindedKind[]

/**
 * Everything in the file of the enterprise `e` that has a last day, as rows (kind, subject, section, called, last_day) of a lateral
 * `term`, by kind of core/domain/reminders.ts. Of what was renewed only the newest stands: an earlier licence has no last day any more,
 * nor has a policy that another follows without a gap, though that has not begun. @param of the one kind that is asked for, where it
 * is known: whole sections are then judged for kinds that rest on them alone
 */
export const fileTerms = (now: Sql, of?: Sql): Sql => sql`lateral (
  select 'licence'::text, l.id::text, 'licences'::text, l.number, l.expires_on from (
    select distinct on (n.kind) n.* from licence n where n.enterprise = e.id order by n.kind, n.expires_on desc nulls first, n.id desc) l
  union all select 'certificate', c.id::text, 'certificates', c.holder, c.expires_on from (
    select distinct on (n.kind, n.holder, n.subject) n.* from certificate n where n.enterprise = e.id
    order by n.kind, n.holder, n.subject, n.expires_on desc nulls first, n.id desc) c
  union all select 'equipment', q.id::text, 'equipment', q.name, q.inspection_due_on from special_equipment q where q.enterprise = e.id
  union all select 'insurance', i.id::text, 'insurance', i.policy, i.until_on from insurance i where i.enterprise = e.id
    and not exists (select from insurance n where n.enterprise = e.id and (n.until_on, n.id) > (i.until_on, i.id)
      and n.from_on <= greatest(i.until_on + 1, app.day_of(${now})))
  union all select 'assessment', s.id::text, 'hazard-sources', s.name,
    ${dayBefore(sql`((s.assessed_at at time zone 'Asia/Shanghai' + make_interval(years => ${ASSESSMENT_YEARS}::int)) at time zone 'Asia/Shanghai')`)}
    from hazard_source s where s.enterprise = e.id
  union all select 'filing', s.id::text, 'hazard-sources', s.name, app.day_of(s.assessed_at) + ${FILING_DAYS}::int
    from hazard_source s join source_filing f on f.hazard_source = s.id where s.enterprise = e.id and s.level is not null
      and f.registered_on is not null and coalesce(f.filed_on < app.day_of(s.assessed_at), s.assessed_at is not null)
  union all select 'responsible-check', st.hazard_source || '-' || st.office, 'hazard-sources', st.name, st.due_on
    from responsible_standing st where st.enterprise = e.id and st.due_on is not null
  union all select 'override', 'class', 'class', e.class_override, e.class_override_until
  union all select said.kind, facts.section, facts.section, null, ${dayBefore(sql`said.until`)}
    from ${fileFacts(now)} cross join lateral (
      select case facts.section when 'plans' then 'drill' when 'standardization' then 'standardization' when 'inspections' then 'visit' end,
        facts.until
      union all select case when facts.section = any (${SUPERVISED}::text[]) then 'supervisor-gap' else 'gap' end,
        e.opened_at + make_interval(hours => ${FILL_DAYS * 24}::int) where facts.lacks <> '{}') said (kind, until)
    where facts.absent is null and said.kind is not null and said.until is not null
      and ${of ? sql`${of} = any (${[...OF_SECTIONS]}::text[])` : sql`true`}
) term (kind, subject, section, called, last_day)`
