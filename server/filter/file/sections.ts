import { ASSESSMENT_YEARS, DRILL_MONTHS, NOTICE_DAYS, STAFFING } from '#core/domain/fileSections.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { cycleMonths } from '../parts/visits.ts'

const months = (count: number): Sql => sql`make_interval(months => ${count}::int)`
/** The moment some months after a moment, by the calendar of China. */
const monthsAfter = (moment: Sql, span: Sql): Sql =>
  sql`((${moment} at time zone 'Asia/Shanghai' + ${span}) at time zone 'Asia/Shanghai')`
/** A text where a condition holds, else null. */
const unless = (holds: Sql, lack: string): Sql => sql`case when ${holds} then null else ${lack}::text end`
const has = (table: Sql): Sql => sql`exists (select from ${table} where enterprise = e.id)`
const declared = (section: string): Sql =>
  sql`exists (select from file_declaration where enterprise = e.id and section = ${section})`

/** What several sections ask of the enterprise `e`, as `k`. */
const known = (now: Sql): Sql => sql`(select (${now} at time zone 'Asia/Shanghai')::date as today,
    exists (select from hazard_source s where s.enterprise = e.id) as sourced,
    case when e.high_risk or e.crowded then ${months(DRILL_MONTHS.strict)} else ${months(DRILL_MONTHS.other)} end as drill_span,
    case when e.high_risk then ${STAFFING.director.highRisk}::int else ${STAFFING.director.other}::int end as director_from,
    case when e.high_risk then ${STAFFING.committee.highRisk}::int else ${STAFFING.committee.other}::int end as committee_from,
    array(select p.office from enterprise_person p where p.enterprise = e.id) as offices) k`

/** Licences `l`: of each kind the one that holds longest. */
const licences = sql`(select coalesce(array_agg(kind), '{}') as kinds, nullif(min(until), 'infinity') as until
    from (select kind, max(coalesce(expires_on, 'infinity')) as until from licence where enterprise = e.id group by kind) newest) l`
/** Certificates `c`: of each person and subject the one that holds longest. */
const certificates = sql`(select coalesce(array_agg(kind), '{}') as kinds, nullif(min(until), 'infinity') as until
    from (select kind, max(coalesce(expires_on, 'infinity')) as until from certificate where enterprise = e.id
      group by kind, holder, subject) newest) c`
const plans = (now: Sql): Sql => sql`(select count(*) as plans, count(filed_on) as filed,
      max(drilled_on) filter (where drilled_on <= (${now} at time zone 'Asia/Shanghai')::date) as drilled
    from emergency_plan where enterprise = e.id) p`

/** The latest visit, `seen.at`; self-checks are none. */
const visits = (now: Sql): Sql => sql`(select max(i.inspected_at) as at from inspection i
    where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished' and i.inspected_at <= ${now}) seen`

/** Whether dangerous chemicals are made, kept or traded: by industry, by licence, or because a source is on the books. */
const chemical = sql`(k.sourced or 'dangerous-chemicals' = any (l.kinds) or coalesce(e.industry ~ '^(C25|C26|G594)', false))`
const notHighRisk = (rows: Sql): Sql => sql`case when not e.high_risk and not ${rows} then 'not-high-risk' end`
const staffed = (from: Sql, office: string): Sql => sql`case when e.staff < ${from} then 'below-threshold' end,
    array[${unless(sql`e.staff is not null`, 'staff')}, ${unless(sql`${office} = any (k.offices)`, office)}], null::timestamptz`

/**
 * Every section of the file of the enterprise `e` as rows (section, absent, lacks, until) of a lateral `facts`: why it does not
 * apply, what it lacks, until when its answer holds. core/domain/fileSections.ts makes a state of it; the figure of complete files
 * stands on the same rows.
 */
export const fileFacts = (now: Sql): Sql => sql`lateral (
  select v.section, v.absent, array_remove(v.lacks, null) as lacks, v.until
  from ${known(now)}, lateral ${licences}, lateral ${certificates}, lateral ${plans(now)}, lateral ${visits(now)}, lateral (values
    ('identity', null::text, array[${unless(sql`e.industry is not null`, 'industry')}, ${unless(sql`e.staff is not null`, 'staff')},
      ${unless(sql`coalesce(e.address, '') <> '' or e.place is not null`, 'address')},
      ${unless(sql`e.legal_person is not null`, 'legal-person')}], null::timestamptz),
    ('class', null, array[${unless(sql`e.class is not null`, 'class')}], null),
    ('position', null, array[${unless(sql`e.geom is not null`, 'position')},
      ${unless(sql`e.footprint is not null or not k.sourced`, 'footprint')}], null),
    ('people', null, array[${unless(sql`'responsible-person' = any (k.offices)`, 'responsible-person')},
      ${unless(sql`e.safety_manager is not null or 'safety-manager' = any (k.offices)`, 'safety-manager')}], null),
    ('safety-director', ${staffed(sql`k.director_from`, 'safety-director')}),
    ('safety-committee', ${staffed(sql`k.committee_from`, 'safety-committee')}),
    ('licences', null, array[${unless(sql`'business' = any (l.kinds)`, 'business-licence')},
      ${unless(sql`not ${chemical} or l.kinds && array['safety-production', 'dangerous-chemicals']`, 'safety-licence')}],
      app.end_of(l.until)),
    ('certificates', case when cardinality(c.kinds) > 0 then null when ${declared('certificates')} then 'declared'
        when not e.high_risk then 'not-high-risk' end,
      array[${unless(sql`not e.high_risk or 'responsible-person' = any (c.kinds)`, 'responsible-certificate')},
        ${unless(sql`not e.high_risk or 'safety-manager' = any (c.kinds)`, 'manager-certificate')}], app.end_of(c.until)),
    ('risk-points', null, array[${unless(has(sql`risk_point`), 'risk-points')}], null),
    ('hazard-sources', case when not ${chemical} then 'no-chemicals' end,
      array[${unless(sql`k.sourced and not exists (select from hazard_source s where s.enterprise = e.id and s.assessed_at is null)`, 'assessment')}],
      ${monthsAfter(sql`(select min(s.assessed_at) from hazard_source s where s.enterprise = e.id)`, months(ASSESSMENT_YEARS * 12))}),
    ('equipment', case when ${declared('equipment')} and not ${has(sql`special_equipment`)} then 'declared' end,
      array[${unless(has(sql`special_equipment`), 'equipment')}],
      app.end_of((select min(q.inspection_due_on) from special_equipment q where q.enterprise = e.id))),
    ('insurance', ${notHighRisk(has(sql`insurance`))},
      array[${unless(sql`exists (select from insurance i where i.enterprise = e.id and i.from_on <= k.today)`, 'policy')}],
      app.end_of((select max(i.until_on) from insurance i where i.enterprise = e.id and i.from_on <= k.today))),
    ('funds', ${notHighRisk(has(sql`safety_fund`))},
      array[${unless(sql`exists (select from safety_fund f where f.enterprise = e.id and f.year = extract(year from k.today) - 1)`, 'fund')}], null),
    ('plans', null, array[${unless(sql`p.plans > 0`, 'plan')}, ${unless(sql`p.filed > 0 or not (e.high_risk or e.crowded)`, 'filing')},
      ${unless(sql`p.drilled is not null`, 'drill')}], app.end_of((p.drilled + k.drill_span)::date)),
    ('standardization', case when e.standardization is null and not e.high_risk then 'voluntary' end,
      array[${unless(sql`e.standardization is not null`, 'standardization')}], app.end_of(e.standardization_until)),
    ('inspections', case when e.status <> 'active' then 'not-active' end,
      array[${unless(sql`seen.at is not null`, 'visit')}],
      case when e.class is not null then app.cycle_end(seen.at, ${cycleMonths}) end),
    ('hazards', null, array[]::text[], null),
    ('penalties', null, array[]::text[], null),
    ('accidents', null, array[]::text[], null)
  ) v (section, absent, lacks, until)
) facts`

/** An enterprise `e` whose file is complete: in no section that applies is anything missing or run out. */
export const fileComplete = (now: Sql): Sql => sql`not exists (
  select from ${fileFacts(now)} where facts.absent is null and (facts.lacks <> '{}' or facts.until <= ${now}))`

/** An enterprise `e` with a section that applies and is missing, has run out, or runs out within the days that one is told ahead. */
export const fileDue = (now: Sql): Sql => sql`exists (
  select from ${fileFacts(now)} where facts.absent is null
    and (facts.lacks <> '{}' or facts.until <= ${now} + make_interval(hours => ${NOTICE_DAYS * 24}::int)))`
