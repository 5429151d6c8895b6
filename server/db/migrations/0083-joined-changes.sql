-- What was changed is found by joining the rows as they are to the rows as they were, which PL/pgSQL plans once for a session: planned for the
-- few rows of its first change, a nested loop compares each row with each when thousands change at once. A full join is never one. For every row
-- of a change both sides are there, so that it finds the same.

create or replace function app.record_hazard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    insert into hazard_event (hazard, n, act, from_state, to_state, at, account, person)
    select o.id, (select max(e.n) + 1 from hazard_event e where e.hazard = o.id), 'withdraw', o.state, 'withdrawn', app.now(), app.account(),
      left(coalesce(app.person(), session_user), 80)
    from old_rows o;
    return null;
  end if;
  insert into hazard_event (hazard, n, act, from_state, to_state, at, account, person, kind, major, due_at, closed_at)
  select n.id, f.events + 1, 'record', f.state, n.state, app.now(), app.account(), left(coalesce(app.person(), session_user), 80), n.kind, n.major,
    n.due_at, n.closed_at
  from new_rows n join app.hazards_folded(array(select c.id from new_rows c full join old_rows o using (id)
    where (c.state, c.major, c.kind, c.due_at, c.closed_at) is distinct from (o.state, o.major, o.kind, o.due_at, o.closed_at))) f on f.hazard = n.id
  where (n.state, n.major, n.kind, n.due_at, n.closed_at) is distinct from (f.state, f.major, f.kind, f.due_at, f.closed_at);
  if found or exists (select from new_rows n full join old_rows o using (id) where n.found_at is distinct from o.found_at) then
    update hazard h set events = f.events, past_dues = f.past_dues
    from (select c.hazard, c.events, app.past_dues_of(c.hazard, b.found_at) as past_dues
      from app.hazards_folded(array(select id from new_rows)) c join hazard b on b.id = c.hazard) f
    where h.id = f.hazard and (h.events, h.past_dues) is distinct from (f.events, f.past_dues);
  end if;
  return null;
end $$;

create or replace function app.count_findings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare touched integer[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct inspection) into touched from new_rows where inspection is not null;
  elsif tg_op = 'DELETE' then select array_agg(distinct inspection) into touched from old_rows where inspection is not null;
  else
    select array_agg(distinct inspection) into touched from (
      select n.inspection from new_rows n full join old_rows o using (id) where n.inspection is distinct from o.inspection
      union select o.inspection from new_rows n full join old_rows o using (id) where n.inspection is distinct from o.inspection) t
    where inspection is not null;
  end if;
  if touched is null then return null; end if;
  update inspection i set findings = c.n
  from (select t.id, (select count(*)::int from hazard h where h.inspection = t.id) as n from unnest(touched) t (id)) c
  where i.id = c.id and i.request is not null and i.findings <> c.n;
  return null;
end $$;

create or replace function app.keep_repeats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  enterprises integer[];
  kinds text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (select distinct enterprise, kind from new_rows where kind is not null and state <> 'voided') t;
  elsif tg_op = 'DELETE' then
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (select distinct enterprise, kind from old_rows where kind is not null and state <> 'voided') t;
  else
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (
      with moved as (
        select n.enterprise, n.kind, o.enterprise as enterprise_before, o.kind as kind_before from new_rows n full join old_rows o using (id)
        where (n.enterprise, n.kind, n.found_at, n.state = 'voided') is distinct from (o.enterprise, o.kind, o.found_at, o.state = 'voided'))
      select enterprise, kind from moved where kind is not null
      union select enterprise_before, kind_before from moved where kind_before is not null) t;
    if enterprises is not null then
      update hazard h set repeat_of = null from new_rows n
      where h.id = n.id and h.repeat_of is not null and (n.kind is null or n.state = 'voided');
    end if;
  end if;
  if enterprises is null then return null; end if;
  perform app.take_hazards_turn(), app.mark_repeats(enterprises, kinds);
  return null;
end $$;

create or replace function app.move_scope() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved integer[];
  keyed integer[];
  target text;
begin
  select array_agg(n.id) filter (where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)),
    array_agg(n.id) filter (where (n.grid, n.lead_department, n.class, n.risk, n.industry, n.cell)
      is distinct from (o.grid, o.lead_department, o.class, o.risk, o.industry, o.cell))
  into moved, keyed from new_rows n full join old_rows o using (id);
  if moved is not null then
    foreach target in array array['risk_point', 'hazard_source', 'inspection'] loop
      execute format('update %I t set grid = e.grid, department = e.lead_department
        from unnest($1) m (id) join enterprise e using (id)
        where t.enterprise = e.id and (t.grid, t.department) is distinct from (e.grid, e.lead_department)', target) using moved;
    end loop;
  end if;
  if keyed is not null then
    update hazard_source s set class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
    from unnest(keyed) m (id) join enterprise e using (id)
    where s.enterprise = e.id and (s.class, s.risk, s.industry, s.cell) is distinct from (e.class, e.risk, e.industry, e.cell);
    update hazard h
    set grid = e.grid, department = e.lead_department, class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
    from unnest(keyed) m (id) join enterprise e using (id)
    where h.enterprise = e.id and (h.grid, h.department, h.class, h.risk, h.industry, h.cell)
      is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell);
  end if;
  return null;
end $$;

create or replace function app.move_entries() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved integer[];
  target text;
begin
  select array_agg(n.id) into moved from new_rows n full join old_rows o using (id)
  where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department);
  if moved is null then return null; end if;
  foreach target in array array['enterprise_person', 'licence', 'certificate', 'special_equipment', 'insurance', 'safety_fund',
      'emergency_plan', 'penalty', 'accident', 'file_declaration'] loop
    execute format('update %I t set grid = e.grid, department = e.lead_department
      from unnest($1) m (id) join enterprise e using (id) where t.enterprise = e.id', target) using moved;
  end loop;
  return null;
end $$;

create or replace function app.move_documents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with moved as materialized (
    select n.id, n.grid, n.lead_department from new_rows n full join old_rows o using (id)
    where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department))
  update document t set grid = m.grid, department = m.lead_department from moved m where t.enterprise = m.id;
  return null;
end $$;

create or replace function app.move_reminders() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with moved as materialized (
    select n.id, n.grid, n.lead_department from new_rows n full join old_rows o using (id)
    where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department))
  update reminder r set grid = m.grid, department = m.lead_department from moved m where r.enterprise = m.id;
  return null;
end $$;

create or replace function app.move_targets() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with moved as materialized (
    select n.id, n.grid, n.lead_department from new_rows n full join old_rows o using (id)
    where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department))
  update inspection_target t set grid = m.grid, department = m.lead_department from moved m where t.enterprise = m.id;
  return null;
end $$;

create or replace function app.recount_near() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare points geometry[];
begin
  if tg_op = 'INSERT' then select array_agg(geom) into points from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(geom) into points from old_rows;
  else
    select array_agg(at) into points from new_rows n full join old_rows o using (id) cross join lateral (values (n.geom), (o.geom)) moved (at)
    where (n.people, n.geom) is distinct from (o.people, o.geom);
  end if;
  if points is null or not exists (select from hazard_source) then return null; end if;
  perform app.count_around(array(
    select e.id from enterprise e where e.footprint is not null and exists (select from hazard_source s where s.enterprise = e.id)
      and exists (select from unnest(points) at where at && st_expand(e.footprint, 0.02))));
  return null;
end $$;

create or replace function app.reclassify_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids integer[];
begin
  select array_agg(n.id) into ids from new_rows n full join old_rows o using (id)
  where (n.staff, n.crowded, n.high_risk, n.vetoed_at) is distinct from (o.staff, o.crowded, o.high_risk, o.vetoed_at);
  if ids is not null then perform app.reclassify(ids); end if;
  return null;
end $$;

create or replace function app.reclassify_by_sources() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids integer[];
begin
  if app.classes_wait() then return null; end if;
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else
    select array_agg(distinct moved.enterprise) into ids from new_rows n full join old_rows o using (id)
    cross join lateral (values (n.enterprise), (o.enterprise)) moved (enterprise)
    where (n.enterprise, n.level is null) is distinct from (o.enterprise, o.level is null);
  end if;
  if ids is not null then perform app.reclassify(ids); end if;
  return null;
end $$;
