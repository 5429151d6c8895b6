-- Roll-ups: exact sums kept by statement-level triggers, so that figures over a whole district cost no walk over its rows.
-- Each row belongs to a lens, which names the dimensions that it keeps; its number is that of grouping(cell, grid, department,
-- class, risk, division), so a set bit is a dimension let go. Nulls of the source and dimensions let go both read 0 or ''.
-- Rows carry grid and department, so the policies of the rows they were summed from hold on them, too.
create table enterprise_count (
  lens       smallint not null,
  cell       bigint not null,
  grid       integer not null,
  department integer not null,
  class      text not null,
  risk       smallint not null,
  division   text not null,
  n          integer not null,
  passed     integer not null,
  active     integer not null,
  primary key (lens, division, cell, grid, department, class, risk)
) with (fillfactor = 70);
comment on table enterprise_count is 'Enterprises: n all, passed those with work-safety standardization, active those in business';
comment on column enterprise_count.division is 'GB/T 4754 division: the first three characters of the industry';

create table hazard_month (
  lens       smallint not null,
  cell       bigint not null,
  month      date not null,
  grid       integer not null,
  department integer not null,
  class      text not null,
  risk       smallint not null,
  division   text not null,
  recorded   integer not null,
  found      integer not null,
  closed     integer not null,
  due        integer not null,
  on_time    integer not null,
  settled    integer not null,
  open       integer not null,
  primary key (lens, division, cell, grid, department, class, risk, month)
) with (fillfactor = 70);
comment on table hazard_month is 'Hazards by month of China; voided ones only in recorded';
comment on column hazard_month.recorded is 'found in the month, voided ones included';
comment on column hazard_month.on_time is 'due in the month and closed at or before the due moment';
comment on column hazard_month.settled is
  'closed, and from the end of this month on no longer overdue: the later of due month and month closed by; '
  'due less settled, summed up to a month, is what was overdue at its end';
comment on column hazard_month.open is 'due in the month and still open';
create index hazard_month_by_risk on hazard_month (lens, risk, class);

create table hazard_day (
  lens       smallint not null,
  day        date not null,
  grid       integer not null,
  department integer not null,
  class      text not null,
  risk       smallint not null,
  division   text not null,
  due        integer not null,
  on_time    integer not null,
  open       integer not null,
  primary key (lens, division, grid, department, class, risk, day)
) with (fillfactor = 70);
create index hazard_day_by_day on hazard_day (lens, day);
comment on table hazard_day is 'Hazards by the day of China that they are due, for the part of a month up to now; voided ones left out';

create function app.day_of(moment timestamptz) returns date language sql immutable parallel safe
  return (moment at time zone 'Asia/Shanghai')::date;

-- Statements that add the difference that rows of `source` (sign, and the columns of the table) make. Cells come in the order
-- of their key, so that two writers meet in the same order. Text, because only the trigger itself sees its rows.
create function app.hazard_sums(source text) returns text[] language sql immutable set search_path = '' as $$
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
    group by month, grouping sets ((grid), (department), (class, risk), (class, risk, division),
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

create function app.enterprise_sums(source text) returns text[] language sql immutable set search_path = '' as $$
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
      n = kept.n + excluded.n, passed = kept.passed + excluded.passed, active = kept.active + excluded.active $sql$]
$$;

-- Statement-level trigger; its argument names the sums it keeps. Trigger names begin after announce_, so that writers
-- queue at the layer's version first and never at two cells crosswise.
create function app.roll_up() returns trigger language plpgsql security definer set search_path = public as $$
declare
  source constant text := case tg_op
    when 'INSERT' then 'select 1 as sign, * from new_rows'
    when 'DELETE' then 'select -1 as sign, * from old_rows'
    else 'select 1 as sign, * from new_rows union all select -1, * from old_rows' end;
  statement text;
begin
  foreach statement in array case tg_argv[0] when 'hazards' then app.hazard_sums(source) else app.enterprise_sums(source) end loop
    execute statement;
  end loop;
  return null;
end $$;
create trigger roll_up_insert after insert on hazard referencing new table as new_rows
  for each statement execute function app.roll_up('hazards');
create trigger roll_up_update after update on hazard referencing new table as new_rows old table as old_rows
  for each statement execute function app.roll_up('hazards');
create trigger roll_up_delete after delete on hazard referencing old table as old_rows
  for each statement execute function app.roll_up('hazards');
create trigger roll_up_insert after insert on enterprise referencing new table as new_rows
  for each statement execute function app.roll_up('enterprises');
create trigger roll_up_update after update on enterprise referencing new table as new_rows old table as old_rows
  for each statement execute function app.roll_up('enterprises');
create trigger roll_up_delete after delete on enterprise referencing old table as old_rows
  for each statement execute function app.roll_up('enterprises');

-- Counts everything anew: after a load that went past the triggers, or to be rid of empty cells.
create function app.rebuild_rollups() returns void language plpgsql security definer set search_path = public as $$
declare statement text;
begin
  lock table enterprise, hazard in share mode;
  delete from enterprise_count;
  delete from hazard_month;
  delete from hazard_day;
  foreach statement in array app.enterprise_sums('select 1 as sign, * from enterprise')
    || app.hazard_sums('select 1 as sign, * from hazard') loop
    execute statement;
  end loop;
end $$;
revoke execute on function app.rebuild_rollups from public;
grant execute on function app.rebuild_rollups to anjian_steward;
select app.rebuild_rollups();

do $$
declare target text;
begin
  foreach target in array array['enterprise_count', 'hazard_month', 'hazard_day'] loop
    execute format('alter table %I enable row level security', target);
    execute format('grant select on %I to anjian_actor', target);
    execute format($policy$create policy scope on %I for select to anjian_actor using (
      case (select app.role())
        when 'government' then true
        when 'department' then department = (select app.department())
        when 'grid' then grid = any ((select app.grids())::integer[])
        else false end)$policy$, target);
  end loop;
end $$;
