/** Each statement takes its rows as one JSON array, $1, and keeps their order, so that numbers follow it. */
export const geometry = (column: string) => `st_setsrid(st_geomfromgeojson(${column}), 4326)`

/** `with ordinality` numbers the rows of the array; json_populate would lose their order. */
export const rows = (columns: string) =>
  `(select r.*, e.n from json_array_elements($1::json) with ordinality e (item, n), json_to_record(e.item) r (${columns})) r`

export const DISTRICT = `insert into district (code, name, geom, demo)
  select code, name, ${geometry('geom')}, true from ${rows('code text, name text, geom text')}`

export const DEPARTMENT = `insert into department (code, name, name_en, person, phone, industries)
  select code, name, name_en, person, phone, industries
  from ${rows('code text, name text, name_en text, person text, phone text, industries text[]')} order by n`

/** Level 1 comes first in the array and is the parent of the rest, which is why it needs a statement of its own. */
export const BODY = `with district_row as (
    insert into grid (level, code, name, person, phone, geom)
    select 1, code, name, person, phone, (select geom from district)
    from ${rows('level smallint, code text, name text, person text, phone text')} where level = 1 returning id)
  insert into grid (level, code, name, parent, department, person, phone)
  select 2, r.code, r.name, (select id from district_row), d.id, r.person, r.phone
  from ${rows('level smallint, code text, name text, department text, person text, phone text')}
    join department d on d.code = r.department order by n`

export const TERRITORY = `insert into grid (level, code, name, parent, person, phone, geom)
  select 3, code, name, (select id from grid where level = 1), person, phone, ${geometry('geom')}
  from ${rows('code text, name text, person text, phone text, geom text')} order by n`

export const BASEMAP = `insert into basemap (kind, name, rank, geom, source)
  select kind, name, rank, ${geometry('geom')}, source
  from ${rows('kind text, name text, rank smallint, geom text, source text')} order by n`

export const PLACE = `insert into place (kind, name, person, phone, geom)
  select kind, name, person, phone, ${geometry('geom')}
  from ${rows('kind text, name text, person text, phone text, geom text')} order by n`

/** The file of a place; `kind` and `name` say which. */
export const PLACE_FILE = `update place p set code = r.code, address = r.address, manager = r.manager, manager_code = r.manager_code,
    safety_manager = r.safety_manager, safety_manager_phone = r.safety_manager_phone, emergency_contact = r.emergency_contact,
    emergency_phone = r.emergency_phone, floors = r.floors, area = r.area, units = r.units, opened_at = r.opened_at
  from ${rows(`kind text, name text, code text, address text, manager text, manager_code text, safety_manager text, safety_manager_phone text,
    emergency_contact text, emergency_phone text, floors smallint, area double precision, units integer, opened_at timestamptz`)}
  where p.kind = r.kind and p.name = r.name`

export const MANAGER = `update place p set manager = null, manager_code = null, manager_enterprise = e.id
  from ${rows('kind text, name text, identifier text')} join enterprise e on e.scheme = 'uscc' and e.identifier = r.identifier
  where p.kind = r.kind and p.name = r.name`

export const TENANT = `insert into tenant (place, source, name, room, industry, contact, phone, since, until)
  select p.id, 'import', r.name, room, industry, contact, r.phone, since, until
  from ${rows('place_kind text, place_name text, name text, room text, industry text, contact text, phone text, since date, until date')}
    join place p on p.kind = r.place_kind and p.name = r.place_name order by n`

export const POPULATION = `insert into population_point (people, geom)
  select people, ${geometry('geom')} from ${rows('people integer, geom text')} order by n`

export const ENTERPRISE = `insert into enterprise (scheme, identifier, name, initials, industry, status, address, legal_person,
    safety_manager, safety_manager_phone, staff, crowded, high_risk, vetoed_at, standardization, standardization_until, opened_at, class_computed,
    class_rule, class_reasons, class_override, class_override_reason, class_override_until, class_override_by, class_override_at,
    geom, source, footprint, place)
  select scheme, identifier, r.name, initials, industry, status, r.address, legal_person, r.safety_manager, r.safety_manager_phone,
    staff, crowded, high_risk, vetoed_at, standardization, standardization_until, r.opened_at, class_computed, class_rule, class_reasons,
    class_override, class_override_reason, class_override_until, class_override_by, class_override_at, ${geometry('r.geom')}, r.source, ${geometry('r.footprint')}, p.id
  from ${rows(`scheme text, identifier text, name text, initials text, industry text, status text, address text,
    legal_person text, safety_manager text, safety_manager_phone text, staff integer, crowded boolean, high_risk boolean,
    vetoed_at timestamptz, standardization smallint, standardization_until date, opened_at timestamptz, class_computed text, class_rule text, class_reasons text[],
    class_override text, class_override_reason text, class_override_until date, class_override_by text, class_override_at timestamptz, geom text, source text, footprint text, place_kind text, place_name text`)}
    join place p on p.kind = r.place_kind and p.name = r.place_name order by n`

export const OF_ENTERPRISE = "join enterprise e on e.scheme = 'uscc' and e.identifier = r.identifier"

export const RISK_POINT = `insert into risk_point (enterprise, name, method, profile, likelihood, exposure, consequence, score,
    level, measures, person)
  select e.id, r.name, method, profile, likelihood, exposure, consequence, score, level, measures, person
  from ${rows(`identifier text, name text, method text, profile text, likelihood double precision,
    exposure double precision, consequence double precision, score double precision, level smallint, measures text,
    person text`)} ${OF_ENTERPRISE} order by n`

export const HAZARD_SOURCE = `insert into hazard_source (enterprise, name, unit_kind, geom, alpha_people, alpha, provisional,
    sum_ratio, sum_weighted, r, principal, technician, operator, assessed_at)
  select e.id, r.name, unit_kind, ${geometry('r.geom')}, alpha_people, alpha, provisional, sum_ratio, sum_weighted, r.r,
    principal, technician, operator, assessed_at
  from ${rows(`identifier text, name text, unit_kind text, geom text, alpha_people integer, alpha double precision,
    provisional boolean, sum_ratio double precision, sum_weighted double precision, r double precision, principal text,
    technician text, operator text, assessed_at timestamptz`)} ${OF_ENTERPRISE} order by n`

export const SUBSTANCE = `insert into hazard_source_substance (hazard_source, name, cas, category, quantity, critical, beta,
    beta_reason)
  select s.id, r.name, cas, category, quantity, critical, beta, beta_reason
  from ${rows(`identifier text, unit text, name text, cas text, category text, quantity double precision,
    critical double precision, beta double precision, beta_reason text`)} ${OF_ENTERPRISE}
    join hazard_source s on s.enterprise = e.id and s.name = r.unit order by n`

export const GATEWAY = `insert into gateway (enterprise, name)
  select e.id, r.name from ${rows('identifier text, name text')} ${OF_ENTERPRISE} order by n`

export const SENSOR = `insert into sensor (hazard_source, gateway, code, name, kind, gas, unit, range_low, range_high, limit_ll, limit_l,
    limit_h, limit_hh, limits_basis, cadence, part)
  select s.id, g.id, r.code, r.name, r.kind, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, limits_basis, cadence, part
  from ${rows(`identifier text, source text, gateway text, code text, name text, kind text, gas text, unit text, range_low double precision,
    range_high double precision, limit_ll double precision, limit_l double precision, limit_h double precision, limit_hh double precision,
    limits_basis text, cadence integer, part text`)} ${OF_ENTERPRISE}
    join hazard_source s on s.enterprise = e.id and s.name = r.source join gateway g on g.enterprise = e.id and g.name = r.gateway order by n`

export const VIDEO = `insert into sensor (hazard_source, code, name, kind, link, part)
  select s.id, r.code, r.name, 'video', r.link, r.part
  from ${rows('identifier text, source text, code text, name text, link text, part text')} ${OF_ENTERPRISE}
    join hazard_source s on s.enterprise = e.id and s.name = r.source order by n`

/** Hazards with their logs, in one statement: the trigger that begins a log leaves alone what has one. */
export const HAZARD = `with listed as materialized (
    select e.id as unit, e.name as unit_name, d.id as led_by, r.*, nextval(pg_get_serial_sequence('hazard', 'id'))::int as id
    from ${rows(`identifier text, source text, major boolean, state text, description text, found_at timestamptz, due_at timestamptz,
      closed_at timestamptz, kind text, dispatched_at timestamptz, submitted_at timestamptz, supervised boolean, measures text, events json`)}
      ${OF_ENTERPRISE} left join department d on d.id = e.lead_department order by n),
  made as (
    insert into hazard (id, enterprise, source, major, state, description, found_at, due_at, closed_at, kind, events, dispatched_at, submitted_at,
      supervising)
    select id, unit, source, major, state, description, found_at, due_at, closed_at, kind, json_array_length(events), dispatched_at, submitted_at,
      case when supervised then coalesce(led_by, 0) end
    from listed)
  insert into hazard_event (hazard, n, act, from_state, to_state, at, post, department, person, note, kind, major, due_at, responsible_unit,
    responsible_person, measures, funds, emergency_plan, stopped, supervising)
  select l.id, v.n, v.act, v.from_state, v.to_state, v.at, v.post, case when v.post = 'department-officer' then l.led_by end, v.person, v.note, v.kind,
    case when v.act in ('report', 'verify') then l.major end,
    case v.act when 'ask-extension' then l.due_at + interval '15 days' when 'report' then l.due_at when 'dispatch' then l.due_at end,
    d.unit, d.person, d.measures, case when d.unit is not null and l.major then 20000 end,
    case when d.unit is not null and l.major then '停用该处，设专人看守' end, case when d.unit is not null then false end,
    case when v.act = 'supervise' then coalesce(l.led_by, 0) end
  from listed l, json_to_recordset(l.events) v (n smallint, act text, from_state text, to_state text, at timestamptz, post text, person text,
      note text, kind text)
    left join lateral (select left(l.unit_name, 80) as unit, '安全管理人员' as person, l.measures where v.act = 'dispatch') d on true
  order by l.id, v.n`

/** Of the last 90 days before the latest one, two visits in five were made with the phone: somebody checked in a few metres from the file’s position. */
export const INSPECTION = `insert into inspection (enterprise, kind, inspector, inspected_at, findings, request, digest, device_at, received_at, note,
    checked_in_at, check_in_received_at, checked_in_point, accuracy_m, distance_m)
  select e.id, r.kind, inspector, inspected_at, findings, p.request, p.digest, p.at, p.at, p.note, p.at, p.at, p.point, p.accuracy,
    st_distance(e.geom::geography, p.point::geography)
  from (select r.*, max(r.inspected_at) over () as latest, md5(concat_ws(' ', r.identifier, r.kind, extract(epoch from r.inspected_at), r.n)) as mark
    from ${rows('identifier text, kind text, inspector text, inspected_at timestamptz, findings integer')}) r
    ${OF_ENTERPRISE}
    left join lateral (select overlay(overlay(r.mark placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid as request, repeat(r.mark, 2) as digest, r.inspected_at as at, '现场检查，已到场签到（演示）' as note,
        6 + ('x' || substr(r.mark, 3, 2))::bit(8)::integer % 24 as accuracy,
        st_translate(e.geom, (('x' || substr(r.mark, 5, 2))::bit(8)::integer - 128) * 2e-6, (('x' || substr(r.mark, 7, 2))::bit(8)::integer - 128) * 2e-6) as point
      where r.kind <> 'self' and e.geom is not null and r.mark < '66' and r.inspected_at > r.latest - interval '90 days') p on true
  order by n`

/** Entries of the file by their table. */
const entry = (table: string, columns: string) => {
  const names = columns.split(', ').map((column) => column.split(' ')[0])
  return `insert into ${table} (enterprise, source, ${names.join(', ')})
    select e.id, 'import', ${names.map((name) => `r.${name}`).join(', ')} from ${rows(`identifier text, ${columns}`)} ${OF_ENTERPRISE} order by n`
}
export const ENTRIES = {
  enterprise_person: entry('enterprise_person', 'office text, name text, phone text, appointed_on date'),
  licence: entry('licence', 'kind text, number text, issuer text, issued_on date, expires_on date'),
  certificate: entry(
    'certificate',
    'kind text, holder text, subject text, number text, issued_on date, expires_on date',
  ),
  special_equipment: entry('special_equipment', 'kind text, name text, registration text, inspection_due_on date'),
  insurance: entry('insurance', 'insurer text, policy text, from_on date, until_on date'),
  safety_fund: entry('safety_fund', 'year smallint, due numeric, spent numeric'),
  emergency_plan: entry('emergency_plan', 'kind text, name text, filed_on date, drilled_on date'),
  penalty: entry('penalty', 'decided_on date, authority text, document text, reason text, amount numeric'),
  accident: entry(
    'accident',
    'happened_on date, deaths integer, serious_injuries integer, direct_loss numeric, description text',
  ),
  file_declaration: entry('file_declaration', 'section text, reason text'),
} as const

export const IDENTITY = `insert into demo_identity (key, label, label_en, role, grids, department, enterprise, position)
  select key, label, label_en, role,
    array(select g.id from grid g where g.level = 3 and g.name = any (r.grids)), d.id, e.id, position
  from ${rows(`key text, label text, label_en text, role text, grids text[], department text, enterprise text,
    position smallint`)}
    left join department d on d.name = r.department
    left join enterprise e on e.scheme = 'uscc' and e.identifier = r.enterprise order by n`
