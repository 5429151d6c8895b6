-- Roll-ups tell visits, too, and hazards by grid or department keep class and risk beside them: filters on them meet a sum.
create table visit_day (
  lens       smallint not null,
  day        date not null,
  grid       integer not null,
  department integer not null,
  class      text not null,
  risk       smallint not null,
  n          integer not null,
  primary key (lens, grid, department, class, risk, day)
) with (fillfactor = 70);
create index visit_day_by_day on visit_day (lens, class, day);
comment on table visit_day is 'Enterprises in business, with class and grid, by the day of China of their latest visit';

drop index hazard_month_by_risk;
-- Statements that add the difference that rows of `source` (sign, and the columns of the table) make. Cells come in the order
-- of their key, so that two writers meet in the same order. Text, because only the trigger itself sees its rows.
create or replace function app.hazard_sums(source text) returns text[] language sql immutable set search_path = '' as $$
  select array[$sql$
    insert into hazard_month as kept
    select grouping(cell, grid, department, class, risk, division), coalesce(cell, 0), month, coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''),
      sum(recorded), sum(found), sum(closed), sum(due), sum(on_time), sum(settled), sum(open)
    from (
      select coalesce(h.grid, 0) as grid, coalesce(h.department, 0) as department, coalesce(h.class, '') as class,
        coalesce(h.risk, 0::smallint) as risk, coalesce(left(h.industry, 3), '') as division, coalesce(h.cell, 0) as cell, fact.*
      from ($sql$ || source || $sql$) h
      cross join lateral (select h.sign * (h.state <> 'voided')::int as kept, h.sign * (h.closed_at is not null)::int as done) w
      cross join lateral (values
        (app.month_of(h.found_at), h.sign, w.kept, 0, 0, 0, 0, 0),
        (app.month_of(h.closed_at), 0, 0, w.done, 0, 0, 0, 0),
        (app.month_of(h.due_at), 0, 0, 0, w.kept, w.done * (h.closed_at <= h.due_at)::int, 0, w.kept - w.done),
        (greatest(app.month_of(h.due_at), app.month_of(h.closed_at - interval '1 microsecond')), 0, 0, 0, 0, 0, w.done, 0)
      ) fact (month, recorded, found, closed, due, on_time, settled, open)
      where fact.month is not null
    ) part
    group by month, grouping sets ((class, risk), (department, class, risk), (grid, class, risk), (class, risk, division),
      (grid, department, class, risk), (cell, grid))
    having (sum(recorded), sum(found), sum(closed), sum(due), sum(on_time), sum(settled), sum(open)) <> (0, 0, 0, 0, 0, 0, 0)
    order by 1, 8, 2, 4, 5, 6, 7, 3
    on conflict (lens, division, cell, grid, department, class, risk, month) do update set
      recorded = kept.recorded + excluded.recorded, found = kept.found + excluded.found, closed = kept.closed + excluded.closed,
      due = kept.due + excluded.due, on_time = kept.on_time + excluded.on_time, settled = kept.settled + excluded.settled,
      open = kept.open + excluded.open $sql$,
  $sql$
    insert into hazard_day as kept
    select 32 + grouping(grid, department, class, risk, division), day, coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''), sum(due), sum(on_time), sum(open)
    from (
      select coalesce(h.grid, 0) as grid, coalesce(h.department, 0) as department, coalesce(h.class, '') as class,
        coalesce(h.risk, 0::smallint) as risk, coalesce(left(h.industry, 3), '') as division, app.day_of(h.due_at) as day,
        h.sign as due, h.sign * coalesce(h.closed_at <= h.due_at, false)::int as on_time, h.sign * (h.closed_at is null)::int as open
      from ($sql$ || source || $sql$) h where h.state <> 'voided'
    ) part
    group by day, grouping sets ((class, risk), (grid, class, risk), (department, class, risk), (division))
    having (sum(due), sum(on_time), sum(open)) <> (0, 0, 0)
    order by 1, 7, 3, 4, 5, 6, 2
    on conflict (lens, division, grid, department, class, risk, day) do update set
      due = kept.due + excluded.due, on_time = kept.on_time + excluded.on_time, open = kept.open + excluded.open $sql$]
$$;

create or replace function app.enterprise_sums(source text) returns text[] language sql immutable set search_path = '' as $$
  select array[$sql$
    insert into enterprise_count as kept
    select grouping(cell, grid, department, class, risk, division), coalesce(cell, 0), coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''), sum(sign), sum(passed), sum(active)
    from (
      select coalesce(e.grid, 0) as grid, coalesce(e.lead_department, 0) as department, coalesce(e.class, '') as class,
        coalesce(e.risk, 0::smallint) as risk, coalesce(left(e.industry, 3), '') as division, coalesce(e.cell, 0) as cell,
        e.sign, e.sign * (e.standardization is not null)::int as passed, e.sign * (e.status = 'active')::int as active
      from ($sql$ || source || $sql$) e
    ) part
    group by grouping sets ((class, risk), (class, risk, division), (grid, department, class, risk),
      (grid, department, class, risk, division), (cell, grid), (cell, grid, class, risk))
    having (sum(sign), sum(passed), sum(active)) <> (0, 0, 0)
    order by 1, 7, 2, 3, 4, 5, 6
    on conflict (lens, division, cell, grid, department, class, risk) do update set
      n = kept.n + excluded.n, passed = kept.passed + excluded.passed, active = kept.active + excluded.active $sql$,
  $sql$
    insert into visit_day as kept
    select 33 + grouping(grid, department, class, risk) * 2, day, coalesce(grid, 0), coalesce(department, 0), coalesce(class, ''),
      coalesce(risk, 0), sum(sign)
    from (
      select e.grid, coalesce(e.lead_department, 0) as department, e.class, coalesce(e.risk, 0::smallint) as risk,
        app.day_of(e.visited_at) as day, e.sign
      from ($sql$ || source || $sql$) e
      where e.visited_at is not null and e.status = 'active' and e.class is not null and e.grid is not null
    ) part
    group by day, grouping sets ((grid, class), (grid, class, risk), (grid, department, class))
    having sum(sign) <> 0
    order by 1, 3, 4, 5, 6, 2
    on conflict (lens, grid, department, class, risk, day) do update set n = kept.n + excluded.n $sql$]
$$;

-- Chooses cells so that a hundred of them span the district, or what lies on the map where it has no outline. True where changed.
create function app.fit_cells() returns boolean language plpgsql security definer set search_path = public as $$
declare
  span constant float8 := (
    select greatest(st_xmax(box) - st_xmin(box), st_ymax(box) - st_ymin(box))
    from (select coalesce((select st_extent(geom) from district), (select st_extent(geom) from enterprise)) as box) extent);
  fit constant integer := power(2, least(10, greatest(0, round(log(2, (100 / greatest(span, 1e-6))::numeric)))))::integer;
begin
  update app.cell_scale set scale = fit where scale <> fit;
  return found;
end $$;
revoke execute on function app.fit_cells from public;

-- Derives and counts everything anew: after a load that went past the triggers, or to be rid of empty rows.
create or replace function app.rebuild_rollups() returns void language plpgsql security definer set search_path = public as $$
declare statement text;
begin
  lock table enterprise, hazard in share row exclusive mode;
  perform app.fit_cells();
  update enterprise e set cell = app.cell_of(e.geom), visited_at = latest.at
  from (select v.id, (select max(i.inspected_at) from inspection i where i.enterprise = v.id and i.kind <> 'self') as at from enterprise v) latest
  where e.id = latest.id and (e.cell, e.visited_at) is distinct from (app.cell_of(e.geom), latest.at);
  update hazard h set grid = e.grid, department = e.lead_department, class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
  from enterprise e
  where e.id = h.enterprise and (h.grid, h.department, h.class, h.risk, h.industry, h.cell)
    is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell);
  delete from enterprise_count;
  delete from visit_day;
  delete from hazard_month;
  delete from hazard_day;
  foreach statement in array app.enterprise_sums('select 1 as sign, * from enterprise')
    || app.hazard_sums('select 1 as sign, * from hazard') loop
    execute statement;
  end loop;
end $$;
select app.rebuild_rollups();

-- A district of another size wants other cells.
create function app.refit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if app.fit_cells() and exists (select from enterprise) then perform app.rebuild_rollups(); end if;
  return null;
end $$;
create trigger refit after insert or update of geom on district for each statement execute function app.refit();

alter table visit_day enable row level security;
grant select on visit_day to anjian_actor;
create policy scope on visit_day for select to anjian_actor using (
  case (select app.role())
    when 'government' then true
    when 'department' then department = (select app.department())
    when 'grid' then grid = any ((select app.grids())::integer[])
    else false end);
