-- Lists of hazards beside those overdue, and of major ones in the loop, are counted without reading each: how many each enterprise has is
-- kept, and the few open major ones have an index of their own.
create table enterprise_hazards (
  enterprise integer not null,
  grid       integer not null,
  department integer not null,
  recorded   integer not null,
  closed     integer not null,
  primary key (enterprise, grid, department)
) with (fillfactor = 70);
comment on table enterprise_hazards is 'Hazards by enterprise, with the grid and department that policies ask for, 0 for none: recorded all, voided ones included';

-- The sums of a hazard keep them, too.
do $do$
begin
  execute replace(pg_get_functiondef('app.hazard_sums'::regproc), 'open = kept.open + excluded.open $sql$]', $new$open = kept.open + excluded.open $sql$,
  $sql$
    insert into enterprise_hazards as kept
    select h.enterprise, coalesce(h.grid, 0), coalesce(h.department, 0), sum(h.sign), sum(h.sign * (h.closed_at is not null)::int)
    from ($sql$ || source || $sql$) h
    group by 1, 2, 3
    having (sum(h.sign), sum(h.sign * (h.closed_at is not null)::int)) <> (0, 0)
    order by 1, 2, 3
    on conflict (enterprise, grid, department) do update set recorded = kept.recorded + excluded.recorded, closed = kept.closed + excluded.closed $sql$]$new$);
  execute replace(pg_get_functiondef('app.rebuild_rollups'::regproc), 'delete from hazard_day;', 'delete from hazard_day;
  delete from enterprise_hazards;');
end $do$;
insert into enterprise_hazards
select enterprise, coalesce(grid, 0), coalesce(department, 0), count(*), count(closed_at) from hazard group by 1, 2, 3;

alter table enterprise_hazards enable row level security;
grant select on enterprise_hazards to anjian_actor;
create policy scope on enterprise_hazards for select to anjian_actor using (
  case (select app.role())
    when 'government' then true
    when 'wall' then true
    when 'department' then department = (select app.department())
    when 'grid' then grid = any ((select app.grids())::integer[])
    else false end);

create index hazard_open_major on hazard (due_at desc, id desc)
  include (found_at, source, state, enterprise, grid, department, class, risk, industry)
  where major and closed_at is null and state <> 'voided';
