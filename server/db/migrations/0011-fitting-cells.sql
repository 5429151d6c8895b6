-- The cells of 0005 fit the size of the district, and enterprises keep what lists are sorted by and when they were last visited.
--
-- Cells are 1/scale of a degree wide and high, the scale a power of two, so that binary fractions hold their edges exactly;
-- app.fit_cells chooses it by the size of the district.
create table app.cell_scale (
  only_row boolean primary key default true check (only_row),
  scale    integer not null check (scale in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024))
);
insert into app.cell_scale (scale) values (1024);
grant select on app.cell_scale to anjian_actor, anjian_steward;
create or replace function app.cell_of(at geometry) returns bigint language sql stable parallel safe set search_path = public
as $$ select (floor(st_x(at) * scale)::bigint + 180 * scale) * 262144 + floor(st_y(at) * scale)::bigint + 90 * scale from app.cell_scale $$;
create or replace function app.cell_box(cell bigint) returns geometry language sql stable parallel safe set search_path = public
as $$
  select st_makeenvelope(x / scale::float8 - 180, y / scale::float8 - 90, (x + 1) / scale::float8 - 180, (y + 1) / scale::float8 - 90, 4326)
  from app.cell_scale, (values (cell / 262144, cell % 262144)) part (x, y)
$$;
comment on function app.cell_of is 'column and row of the cell from 180 W and 90 S, as column * 2^18 + row; west and south edges in';

-- Until now a generated column; an expression that reads the scale cannot be one.
alter table enterprise alter column cell drop expression;
alter table enterprise
  add column urgency smallint not null generated always as (coalesce(risk, 5::smallint)) stored,
  add column visited_at timestamptz;
comment on column enterprise.cell is 'cell of the position, kept by trigger';
comment on column enterprise.urgency is 'what lists are sorted by: risk, with 未评级 last; a column, for below a policy no index serves an expression';
comment on column enterprise.visited_at is 'latest inspection that was no self-check, kept by trigger';

-- What is derived is no change of the file itself: no stamp, no history.
drop trigger stamp on enterprise;
drop trigger history on enterprise;
update enterprise e set cell = app.cell_of(e.geom),
  visited_at = (select max(i.inspected_at) from inspection i where i.enterprise = e.id and i.kind <> 'self');
create trigger stamp before update of scheme, identifier, name, initials, industry, status, address, legal_person, safety_manager,
    safety_manager_phone, staff, crowded, high_risk, vetoed_at, standardization, class_computed, class_rule, class_reasons,
    class_override, class_override_reason, risk, geom, source_datum, source, footprint, place, grid, lead_department
  on enterprise for each row execute function app.stamp();
create trigger history after update of scheme, identifier, name, initials, industry, status, address, legal_person, safety_manager,
    safety_manager_phone, staff, crowded, high_risk, vetoed_at, standardization, class_computed, class_rule, class_reasons,
    class_override, class_override_reason, risk, geom, source_datum, source, footprint, place, grid, lead_department
  or delete on enterprise for each row execute function app.keep_history();

create or replace function app.place_enterprise() returns trigger language plpgsql set search_path = public as $$
begin
  if new.geom is null and new.footprint is not null then new.geom := st_pointonsurface(new.footprint); end if;
  if tg_op = 'INSERT' or new.geom is distinct from old.geom then
    new.grid := app.grid_at(new.geom);
    new.cell := app.cell_of(new.geom);
  end if;
  if tg_op = 'INSERT' or new.industry is distinct from old.industry then new.lead_department := app.lead_department(new.industry); end if;
  return new;
end $$;

create function app.keep_visits() returns trigger language plpgsql security definer set search_path = public as $$
declare ids integer[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else select array_agg(distinct enterprise) into ids from (select enterprise from new_rows union select enterprise from old_rows) t; end if;
  update enterprise e set visited_at = latest.at
  from (select v.id, (select max(i.inspected_at) from inspection i where i.enterprise = v.id and i.kind <> 'self') as at from unnest(ids) v (id)) latest
  where e.id = latest.id and e.visited_at is distinct from latest.at;
  return null;
end $$;
create trigger keep_visits_insert after insert on inspection referencing new table as new_rows for each statement execute function app.keep_visits();
create trigger keep_visits_update after update on inspection referencing new table as new_rows old table as old_rows for each statement execute function app.keep_visits();
create trigger keep_visits_delete after delete on inspection referencing old table as old_rows for each statement execute function app.keep_visits();

-- Each key with the urgency behind it, for pages that list the worst first.
drop index enterprise_worst_first;
create index enterprise_worst_first on enterprise (urgency, id);
drop index enterprise_grid;
create index enterprise_grid on enterprise (grid, urgency, id);
drop index enterprise_department;
create index enterprise_department on enterprise (lead_department, urgency, id);
drop index enterprise_cell;
create index enterprise_cell on enterprise (cell, urgency, id) include (geom, grid, lead_department, class, risk, industry, status, visited_at);
create index enterprise_visited on enterprise (visited_at)
  include (id, class, grid, lead_department, risk, industry, cell, status) where visited_at is not null;
drop index enterprise_industry;
create index enterprise_industry on enterprise (industry collate "C", urgency, id) include (grid, lead_department, class, risk);

-- Hazards of one moment in a fixed order, as pages want them.
drop index hazard_enterprise;
create index hazard_enterprise on hazard (enterprise, found_at desc, id desc)
  include (due_at, closed_at, state, grid, department);

-- As before, but whom a change moves is found by joining old and new rows whole. Asked whether there is any, the planner
-- hopes to meet one early and compares every pair: ten seconds for five thousand rows that stay where they are.
create or replace function app.move_scope() returns trigger language plpgsql security definer set search_path = public as $$
declare
  moved integer[];
  keyed integer[];
  target text;
begin
  select array_agg(n.id) filter (where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)),
    array_agg(n.id) filter (where (n.grid, n.lead_department, n.class, n.risk, n.industry, n.cell)
      is distinct from (o.grid, o.lead_department, o.class, o.risk, o.industry, o.cell))
  into moved, keyed from new_rows n join old_rows o using (id);
  if moved is not null then
    foreach target in array array['risk_point', 'hazard_source', 'inspection'] loop
      execute format('update %I t set grid = e.grid, department = e.lead_department
        from unnest($1) m (id) join enterprise e using (id)
        where t.enterprise = e.id and (t.grid, t.department) is distinct from (e.grid, e.lead_department)', target) using moved;
    end loop;
  end if;
  if keyed is not null then
    update hazard h
    set grid = e.grid, department = e.lead_department, class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
    from unnest(keyed) m (id) join enterprise e using (id)
    where h.enterprise = e.id and (h.grid, h.department, h.class, h.risk, h.industry, h.cell)
      is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell);
  end if;
  return null;
end $$;
