import { Responsible, SourceFiling, SourceOffice } from '#core/contract/responsible.ts'
import { ASSESSMENT_YEARS } from '#core/domain/fileSections.ts'
import { FILING_DAYS, SOURCE_OFFICES } from '#core/domain/responsible.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

/** Latest checks that are told of each office. */
const MOST_CHECKS = 30

const Head = Responsible.omit({ offices: true, filing: true })

/** Each office of the source, with its people and its checks; the last day of a check counts from the one before it. */
const officesOf = (db: Db, source: number) =>
  db.many(
    SourceOffice,
    sql`with people as materialized (
        select r.office, r.id, r.person, t.phone, r.from_on::text as "fromOn", r.until_on::text as "untilOn"
        from source_responsible r left join source_responsible_contact t on t.responsible = r.id where r.hazard_source = ${source}::integer),
      since as (select r.office, min(coalesce(r.from_on, app.day_of(r.made_at))) as day from source_responsible r
        where r.hazard_source = ${source}::integer group by r.office),
      checks as materialized (
        select c.office, c.id, r.person, c.done_on::text as "doneOn", d.due::text as "dueOn", coalesce(c.done_on > d.due, false) as late,
          c.note, c.hazard, app.iso(c.made_at) as "madeAt", c.made_by as "madeBy"
        from (select k.*, lag(k.done_on) over (partition by k.office order by k.done_on) as before from responsible_check k
          where k.hazard_source = ${source}::integer) c
        join source_responsible r on r.id = c.responsible left join since s on s.office = c.office
        cross join lateral (select app.responsible_until(c.office, coalesce(c.before, s.day)) as due) d)
    select o.office, st.due_on::text as "dueOn", coalesce(st.due_on < app.day_of(app.now()), false) as late,
      (select to_jsonb(p) - 'office' from people p where p.office = o.office and p."untilOn" is null) as present,
      (select coalesce(jsonb_agg(to_jsonb(p) - 'office' order by p."untilOn" desc, p.id desc), '[]') from people p
        where p.office = o.office and p."untilOn" is not null) as former,
      (select coalesce(jsonb_agg(to_jsonb(c) - 'office' order by c."doneOn" desc), '[]') from (
        select * from checks k where k.office = o.office order by k."doneOn" desc limit ${MOST_CHECKS}::integer) c) as checks
    from unnest(${[...SOURCE_OFFICES]}::text[]) with ordinality o (office, n)
    left join responsible_standing st on st.hazard_source = ${source}::integer and st.office = o.office
    order by o.n`,
  )

/** Last day to file a graded source after its latest assessment, where it is registered and was not filed since. */
const filingOf = (db: Db, source: number) =>
  db.one(
    SourceFiling,
    sql`select f.registered_on::text as "registeredOn", a.day::text as "assessedOn",
      (a.day + make_interval(years => ${ASSESSMENT_YEARS}::int))::date::text as "assessmentDueOn",
      f.filed_on::text as "filedOn", f.filing_number as "filingNumber",
      case when s.level is not null and f.registered_on is not null and coalesce(f.filed_on < a.day, true) then (a.day + ${FILING_DAYS}::int)::text end
        as "filingDueOn",
      f.cancelled_on::text as "cancelledOn", f.cancel_reason as "cancelReason", coalesce(f.version, 0) as version
    from hazard_source s left join source_filing f on f.hazard_source = s.id
    cross join lateral (select app.day_of(s.assessed_at) as day) a
    where s.id = ${source}::integer`,
  )

/** Who answers for a source in scope. @throws Problem not-found */
export async function readResponsible(db: Db, source: number): Promise<Responsible> {
  const head = await db.maybe(
    Head,
    sql`select s.id, s.enterprise, s.level is not null as graded, app.iso(app.now()) as at, app.day_of(app.now())::text as today,
      app.may_keep(s.enterprise) as writes
    from hazard_source s where s.id = ${source}::integer`,
  )
  if (!head) throw problem('not-found')
  return { ...head, offices: await officesOf(db, source), filing: await filingOf(db, source) }
}
