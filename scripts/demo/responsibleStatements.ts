/** Statements of who answers for sources, pledges and works; each takes its rows as one JSON array, $1. */
const rows = (columns: string) => `json_to_recordset($1::json) r (${columns})`
const OF_SOURCE =
  'join enterprise e on e.identifier = r.identifier join hazard_source s on s.enterprise = e.id and s.name = r.name'

/** Written down in the morning of that day of China, of today not before it is morning. */
const AT_EIGHT = (day: string) =>
  `least((${day}::timestamp + interval '8 hours') at time zone 'Asia/Shanghai', app.now())`

/** Who they are came with the sources; since when, and their phones, come here. */
export const RESPONSIBLE = `update source_responsible p set phone = r.phone, from_on = r.from_on
  from ${rows('identifier text, name text, office text, phone text, from_on date')} ${OF_SOURCE}
  where p.hazard_source = s.id and p.office = r.office`

export const CHECK = `insert into responsible_check (responsible, hazard_source, office, done_on, note, made_at)
  select p.id, s.id, r.office, r.done_on, r.note, ${AT_EIGHT('r.done_on')} from ${rows('identifier text, name text, office text, done_on date, note text')} ${OF_SOURCE}
    join source_responsible p on p.hazard_source = s.id and p.office = r.office order by s.id, r.office, r.done_on`

export const FILING = `insert into source_filing (hazard_source, registered_on, filed_on, filing_number)
  select s.id, registered_on, filed_on, filing_number
  from ${rows('identifier text, name text, registered_on date, filed_on date, filing_number text')} ${OF_SOURCE} order by s.id`

export const PLEDGE = `insert into daily_pledge (enterprise, day, units, running, stopped, overhauled, hot_special, hot_first, hot_second, confined,
    other_works, trial, start_stop, tanks, judgement, promise, principal, made_at, changed_at)
  select e.id, r.day, units, running, 0, overhauled, 0, 0, hot_second, confined, 0, false, false, 'normal', '经研判，各装置风险受控（演示）',
    '今日已开展安全风险研判，防控措施已落实（演示）', principal, ${AT_EIGHT('r.day')}, ${AT_EIGHT('r.day')}
  from ${rows('identifier text, day date, units smallint, running smallint, overhauled smallint, hot_second smallint, confined smallint, principal text')}
    join enterprise e on e.identifier = r.identifier order by e.id, r.day`

export const WORK = `with made as (
    insert into special_work (request, enterprise, hazard_source, kind, level, zone, place, from_at, until_at, responsible, guardian, state, started_at, ended_at)
    select r.request, e.id, case when r.kind = 'hot' and r.level = 'second' then null else s.id end, r.kind, r.level, case when r.kind = 'hot' then 'other' end, r.place, r.from_at, r.until_at, r.responsible, r.guardian, r.state, r.started_at, r.ended_at
    from ${rows('identifier text, name text, request uuid, kind text, level text, place text, from_at timestamptz, until_at timestamptz, responsible text, guardian text, state text, started_at timestamptz, ended_at timestamptz')} ${OF_SOURCE}
    order by r.request returning id, request)
  insert into special_work_gas_test (work, at, point, oxygen, combustible, tester)
  select m.id, tested_at, '作业点', 20.8, 0, tester from ${rows('request uuid, tested_at timestamptz, tester text')} join made m using (request)
  where tested_at is not null order by m.id`

export const DUTY = `insert into duty (seat, person, phone, from_at, until_at, note)
  select seat, person, phone, from_at, until_at, note
  from ${rows('seat text, person text, phone text, from_at timestamptz, until_at timestamptz, note text')} order by from_at, seat`

export const HANDOVER = `insert into duty_handover (request, seat, from_duty, to_duty, at, person, notes, state, ended_at, taker)
  select r.request, r.seat, f.id, d.id, r.given_at, r.person, r.notes, 'taken', r.taken_at, r.taker
  from ${rows('request uuid, seat text, from_at timestamptz, person text, taker text, given_at timestamptz, taken_at timestamptz, notes text')}
    join duty d on d.seat = r.seat and d.from_at = r.from_at left join duty f on f.seat = r.seat and f.until_at = r.from_at order by r.from_at`

export const DUTY_LOG = `insert into duty_log (request, at, person, post, kind, text)
  select request, at, person, 'duty-officer', kind, text from ${rows('request uuid, at timestamptz, person text, kind text, text text')} order by at`
