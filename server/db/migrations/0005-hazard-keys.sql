-- A hazard knows the keys of its enterprise by which figures are asked, so that counting it needs no join. They follow the
-- enterprise when it changes; being derived they are no change of the hazard itself: no stamp, no history.
--
-- One key more for both is the cell that the position lies in: 1/1024 of a degree, whose edges binary fractions hold exactly.
create function app.cell_of(at geometry) returns bigint language sql immutable strict parallel safe set search_path = public
as $$ select (floor(st_x(at) * 1024)::bigint + 184320) * 262144 + floor(st_y(at) * 1024)::bigint + 92160 $$;
create function app.cell_box(cell bigint) returns geometry language sql immutable strict parallel safe set search_path = public
as $$ select st_makeenvelope((x - 184320) / 1024.0, (y - 92160) / 1024.0, (x - 184319) / 1024.0, (y - 92159) / 1024.0, 4326)
      from (values (cell / 262144, cell % 262144)) part (x, y) $$;
comment on function app.cell_of is 'column and row of 1/1024 degree, from 180 W and 90 S, as column * 2^18 + row; west and south edges in';

alter table enterprise add column cell bigint generated always as (app.cell_of(geom)) stored;
create index enterprise_cell on enterprise (cell);
create index enterprise_industry on enterprise (industry collate "C");
alter table hazard
  add column class text,
  add column risk smallint,
  add column industry text,
  add column cell bigint;
comment on column hazard.class is 'copied from the enterprise, as grid, department, risk and industry are; kept by trigger';

drop trigger stamp on hazard;
drop trigger history on hazard;
drop trigger copy_scope on hazard;

-- The share lock lets no enterprise change between the copying and the commit, for its change would miss the new hazard.
create function app.copy_keys() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell
  into new.grid, new.department, new.class, new.risk, new.industry, new.cell
  from enterprise e where e.id = new.enterprise for share;
  return new;
end $$;
create trigger copy_keys before insert or update of enterprise on hazard for each row execute function app.copy_keys();

create or replace function app.move_scope() returns trigger language plpgsql security definer set search_path = public as $$
declare target text;
begin
  if exists (select from new_rows n join old_rows o using (id)
             where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)) then
    foreach target in array array['risk_point', 'hazard_source', 'inspection'] loop
      execute format('update %I t set grid = n.grid, department = n.lead_department from new_rows n join old_rows o using (id)
        where t.enterprise = n.id and (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)', target);
    end loop;
  end if;
  if exists (select from new_rows n join old_rows o using (id)
             where (n.grid, n.lead_department, n.class, n.risk, n.industry, n.cell)
               is distinct from (o.grid, o.lead_department, o.class, o.risk, o.industry, o.cell)) then
    update hazard h
    set grid = n.grid, department = n.lead_department, class = n.class, risk = n.risk, industry = n.industry, cell = n.cell
    from new_rows n
    where h.enterprise = n.id and (h.grid, h.department, h.class, h.risk, h.industry, h.cell)
      is distinct from (n.grid, n.lead_department, n.class, n.risk, n.industry, n.cell);
  end if;
  return null;
end $$;

update hazard h set class = e.class, risk = e.risk, industry = e.industry, cell = e.cell from enterprise e where e.id = h.enterprise;

create trigger stamp before update of request, enterprise, source, major, state, description, found_at, due_at, closed_at
  on hazard for each row execute function app.stamp();
create trigger history after update of request, enterprise, source, major, state, description, found_at, due_at, closed_at
  or delete on hazard for each row execute function app.keep_history();

drop index hazard_enterprise;
create index hazard_enterprise on hazard (enterprise, found_at desc)
  include (due_at, closed_at, state, grid, department);
create index hazard_latest on hazard (found_at desc, id desc);
create index hazard_of_grid on hazard (grid, found_at desc, id desc);
create index hazard_of_department on hazard (department, found_at desc, id desc);
create index hazard_in_cell on hazard (cell, due_at) include (closed_at, state, enterprise, grid, department);
create index hazard_closed on hazard (closed_at desc, id desc) where closed_at is not null;
create index hazard_due on hazard (due_at desc, id desc)
  include (closed_at, state, enterprise, grid, department, class, risk, industry);
drop index hazard_open;
create index hazard_open on hazard (due_at desc, id desc) include (enterprise, grid, department, class, risk, industry, state)
  where closed_at is null and state <> 'voided';

-- The scope rule of 0003 once more, the same for every row, but as a case: of alternatives that the planner cannot see into
-- it guesses that hardly a row passes, and then walks whole tables where an index would do.
do $$
declare
  rule constant text := $rule$case (select app.role())
    when 'government' then true
    when 'department' then %3$I = (select app.department())
    when 'grid' then %2$I = any ((select app.grids())::integer[])
    when 'enterprise' then %1$I = (select app.enterprise())
    else false end$rule$;
  target text;
begin
  execute format('alter policy scope on enterprise using (%s)', format(rule, 'id', 'grid', 'lead_department'));
  foreach target in array array['risk_point', 'hazard_source', 'hazard', 'inspection'] loop
    execute format('alter policy scope on %I using (%s)', target, format(rule, 'enterprise', 'grid', 'department'));
  end loop;
end $$;
