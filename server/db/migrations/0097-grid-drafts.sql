-- How the grid is redrawn: in drafts that are begun from the grids of now, edited step by step, compared, and take effect as a whole on a day; and
-- how every node was on every day since it is kept. Whoever redraws grids, by whatever way: enterprises find theirs again in the same transaction.

-- ── Enterprises, places and residents find their grid again, those alone whose ground changed ──

-- `gone` are grids that are about to go: nobody is given to them any more.
create function app.find_owners_near(changed integer[], gone integer[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare moved integer;
begin
  with ground as materialized (select g.geom from grid g where g.id = any (changed) and g.level = 3),
  near as (
    select e.id from enterprise e where e.grid = any (changed || gone)
    union select e.id from ground g join enterprise e on st_intersects(g.geom, e.geom)),
  found as materialized (
    select n.id, (select g.id from grid g where g.level = 3 and g.id <> all (gone) and st_intersects(g.geom, e.geom) order by g.id limit 1) as grid
    from near n join enterprise e using (id))
  update enterprise e set grid = f.grid from found f where f.id = e.id and e.grid is distinct from f.grid;
  get diagnostics moved = row_count;
  with ground as materialized (select g.geom from grid g where g.id = any (changed) and g.level = 3)
  update place p set grid = f.grid from (
    select p.id, (select g.id from grid g where g.level = 3 and g.id <> all (gone) and st_intersects(g.geom, st_pointonsurface(p.geom)) order by g.id limit 1) as grid
    from place p where p.grid = any (changed || gone) or exists (select from ground g where st_intersects(g.geom, p.geom))) f
  where f.id = p.id and p.grid is distinct from f.grid;
  with ground as materialized (select g.geom from grid g where g.id = any (changed) and g.level = 3),
  near as (
    select p.id from population_point p where p.grid = any (changed || gone)
    union select p.id from ground g join population_point p on st_intersects(g.geom, p.geom))
  update population_point p set grid = f.grid from (
    select p.id, (select g.id from grid g where g.level = 3 and g.id <> all (gone) and st_intersects(g.geom, p.geom) order by g.id limit 1) as grid
    from near n join population_point p using (id)) f
  where f.id = p.id and p.grid is distinct from f.grid;
  return moved;
end $$;
revoke execute on function app.find_owners_near from public;

create function app.redraw_owners() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare changed integer[];
begin
  if tg_op = 'INSERT' then
    select array_agg(n.id) into changed from new_rows n where n.level = 3;
  else
    select array_agg(n.id) into changed from new_rows n full join old_rows o using (id) where n.id is not null and (n.level, n.geom) is distinct from (o.level, o.geom);
  end if;
  if changed is not null then perform app.find_owners_near(changed, '{}'); end if;
  return null;
end $$;
create trigger owners_insert after insert on grid referencing new table as new_rows for each statement execute function app.redraw_owners();
create trigger owners_update after update on grid referencing old table as old_rows new table as new_rows for each statement execute function app.redraw_owners();

-- ── How every node was, and from when to when ──

create table grid_version (
  grid        integer not null,
  valid_from  timestamptz not null,
  valid_until timestamptz,
  level       smallint not null,
  code        text not null,
  name        text not null,
  parent      integer,
  department  integer,
  person      text not null,
  phone       text not null,
  geom        geometry(multipolygon, 4326),
  primary key (grid, valid_from),
  constraint grid_version_time check (valid_until > valid_from)
);
comment on table grid_version is 'Every node of the grid as it was and is, kept by trigger with each change; a node that is no more has no open row';
comment on column grid_version.valid_until is 'exclusive; null while it is so';
create unique index grid_version_of_now on grid_version (grid) where valid_until is null;

create function app.keep_grid_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.level, new.code, new.name, new.parent, new.department, new.person, new.phone, new.geom)
    is not distinct from (old.level, old.code, old.name, old.parent, old.department, old.person, old.phone, old.geom) then return null; end if;
  if tg_op <> 'INSERT' then
    -- what stood for no time was never so, and where a clock was put back nobody answers twice
    delete from grid_version v where v.grid = old.id and v.valid_from >= app.now();
    update grid_version v set valid_until = app.now() where v.grid = old.id and (v.valid_until is null or v.valid_until > app.now());
  end if;
  if tg_op <> 'DELETE' then
    insert into grid_version (grid, valid_from, level, code, name, parent, department, person, phone, geom)
    values (new.id, app.now(), new.level, new.code, new.name, new.parent, new.department, new.person, new.phone, new.geom);
  end if;
  return null;
end $$;

-- What the record of changes knows of the time before this table. A row of it holds what stood until then; the first of a node says since when that was so.
insert into grid_version (grid, valid_from, valid_until, level, code, name, parent, department, person, phone, geom)
select b.id, s.valid_from, s.valid_until, b.level, b.code, b.name, b.parent, b.department, b.person, b.phone, b.geom
from (
  select h.row_id, h.id, h.before,
    coalesce(lag(h.changed_at) over earlier, (h.before ->> 'changed_at')::timestamptz) as valid_from, h.changed_at as valid_until
  from history h where h.table_name = 'grid' window earlier as (partition by h.row_id order by h.changed_at, h.id)
) s cross join lateral jsonb_to_record(s.before) b (id integer, level smallint, code text, name text, parent integer, department integer, person text, phone text, geom geometry)
where s.valid_until > s.valid_from
on conflict do nothing;
insert into grid_version (grid, valid_from, level, code, name, parent, department, person, phone, geom)
select g.id, coalesce((select max(h.changed_at) from history h where h.table_name = 'grid' and h.row_id = g.id), g.changed_at),
  g.level, g.code, g.name, g.parent, g.department, g.person, g.phone, g.geom from grid g
on conflict do nothing;
create trigger version after insert or update or delete on grid for each row execute function app.keep_grid_version();
create function app.end_grid_versions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from grid_version v where v.valid_from >= app.now();
  update grid_version v set valid_until = app.now() where v.valid_until is null or v.valid_until > app.now();
  return null;
end $$;
create trigger version_truncate after truncate on grid for each statement execute function app.end_grid_versions();

-- ── Drafts ──

create function app.may_edit_grids() returns boolean language sql stable parallel safe
  return app.role() = 'government' and coalesce(app.post(), 'leader') in ('leader', 'data-steward');

-- All that a draft is begun from: another digest, other grids.
create function app.grids_digest() returns text language sql stable security definer set search_path = public, pg_temp set extra_float_digits = 1 as $$
  select encode(sha256(coalesce(string_agg(sha256(convert_to(
    (g.id, g.level, g.code, g.name, g.parent, g.department, g.person, g.phone, g.geom)::text, 'UTF8')), ''::bytea order by g.id), '')), 'hex') from grid g
$$;
revoke execute on function app.grids_digest from public;
grant execute on function app.grids_digest to anjian_actor;

create table grid_draft (
  id           integer primary key generated always as identity,
  request      uuid not null unique,
  name         text not null check (length(trim(name)) between 1 and 80),
  state        text not null default 'open' check (state in ('open', 'planned', 'effective', 'withdrawn')),
  version      integer not null default 0 check (version >= 0),
  base         text not null default app.grids_digest(),
  effective_on date,
  effective_at timestamptz,
  made_at      timestamptz not null default app.now(),
  made_by      text not null default coalesce(app.person(), session_user),
  changed_at   timestamptz not null default app.now(),
  changed_by   text not null default coalesce(app.person(), session_user),
  constraint grid_draft_planned check ((state in ('planned', 'effective')) = (effective_on is not null)),
  constraint grid_draft_effective check ((state = 'effective') = (effective_at is not null))
);
comment on table grid_draft is 'A way in which the grid may be redrawn; it takes effect as a whole, and only on the grids from which it was begun';
comment on column grid_draft.version is 'one more with whatever is done to it';
comment on column grid_draft.base is 'app.grids_digest() when it was begun';
comment on column grid_draft.effective_on is 'first day of China on which it is in effect';
create trigger stamp before update on grid_draft for each row execute function app.stamp();

create table grid_draft_node (
  draft      integer not null references grid_draft,
  node       integer not null,
  level      smallint not null check (level between 1 and 3),
  parent     integer,
  department integer,
  code       text not null check (length(code) between 1 and 40),
  name       text not null check (length(name) between 1 and 80),
  person     text not null check (length(person) between 1 and 60),
  phone      text not null check (phone ~ '^[0-9+ -]{5,20}$'),
  geom       geometry(multipolygon, 4326) check (st_isvalid(geom) and not st_isempty(geom)),
  primary key (draft, node),
  constraint grid_draft_node_code_taken unique (draft, code),
  constraint grid_draft_node_shape check (level <> 3 or geom is not null)
);
comment on table grid_draft_node is 'The nodes as a draft would have them';
comment on column grid_draft_node.node is 'the id of the grid, now or to be';

create table grid_draft_step (
  draft   integer not null references grid_draft,
  number  integer not null check (number > 0),
  kind    text not null check (kind in ('move', 'insert', 'remove', 'split', 'merge', 'follow', 'describe')),
  operation jsonb not null,
  state   text not null default 'done' check (state in ('done', 'undone', 'dropped')),
  before  jsonb not null check (jsonb_typeof(before) = 'array'),
  after   jsonb not null check (jsonb_typeof(after) = 'array'),
  made_at timestamptz not null default app.now(),
  made_by text not null default coalesce(app.person(), session_user),
  primary key (draft, number)
);
comment on table grid_draft_step is 'What was done to a draft, in order; an undone one that something else was done after is dropped, and never goes';
comment on column grid_draft_step.before is 'nodes as they were, geometry as EWKB in hex: put back they are so to the bit';

-- A code is that of one grid, in force or drafted: it is not handed on in the same act, or two would have it for a moment.
create function app.keep_draft_node() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare of_draft integer := coalesce(new.draft, old.draft);
begin
  if not exists (select from grid_draft d where d.id = of_draft and d.state = 'open') then
    raise exception 'refused: the draft is not open' using errcode = '23514', constraint = 'grid_draft_open';
  end if;
  if tg_op <> 'DELETE' and exists (select from grid g where g.code = new.code and g.id <> new.node) then
    raise exception 'refused: another grid has the code' using errcode = '23505', constraint = 'grid_draft_node_code_taken';
  end if;
  return coalesce(new, old);
end $$;
create trigger keep before insert or update or delete on grid_draft_node for each row execute function app.keep_draft_node();

-- A state leads on only; what is in effect or withdrawn stays as it is.
create function app.keep_draft() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or old.state in ('effective', 'withdrawn') or (new.id, new.request, new.base, new.made_at, new.made_by)
    is distinct from (old.id, old.request, old.base, old.made_at, old.made_by) or new.version <> old.version + 1 then
    raise exception 'refused: a draft stays what it is' using errcode = '23514', constraint = 'grid_draft_kept';
  end if;
  return new;
end $$;
create trigger keep before update or delete on grid_draft for each row execute function app.keep_draft();

create function app.begin_draft() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into grid_draft_node (draft, node, level, parent, department, code, name, person, phone, geom)
  select new.id, g.id, g.level, g.parent, g.department, g.code, g.name, g.person, g.phone, g.geom from grid g;
  return null;
end $$;
create trigger begin after insert on grid_draft for each row execute function app.begin_draft();

-- The id of a grid to be: no other draft, import or grid gets it.
create function app.next_grid() returns integer language sql security definer set search_path = public, pg_temp as $$
  select nextval(pg_get_serial_sequence('public.grid', 'id'))::integer where app.may_edit_grids()
$$;
revoke execute on function app.next_grid from public;
grant execute on function app.next_grid to anjian_actor;

-- Puts a planned draft whose day has come in the place of the grids, as a whole. Chiefs and workers of a grid that goes answer for those that have its
-- ground now, the greatest part first. False, and nothing done, where the grids are no longer those from which it was begun.
create function app.take_effect(of_draft integer) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  drafted grid_draft;
  changed integer[];
  gone integer[];
begin
  perform app.take_hazards_turn(); -- before any row, as every act does
  perform from layer_version where layer = 'grids' for no key update;
  select * into drafted from grid_draft d where d.id = of_draft for update;
  if drafted.state is distinct from 'planned' or drafted.effective_on > app.day_of(app.now()) then return false; end if;
  if drafted.base <> app.grids_digest() then return false; end if;
  select array_agg(g.id) into gone from grid g where not exists (select from grid_draft_node n where n.draft = of_draft and n.node = g.id);
  with put as (
    update grid g set (code, name, person, phone, geom) = (n.code, n.name, n.person, n.phone, n.geom)
    from grid_draft_node n where n.draft = of_draft and n.node = g.id
      and (g.code, g.name, g.person, g.phone, g.geom::bytea) is distinct from (n.code, n.name, n.person, n.phone, n.geom::bytea)
    returning g.id, g.level)
  select coalesce(array_agg(p.id) filter (where p.level = 3), '{}') into changed from put p;
  insert into grid (id, level, code, name, parent, department, person, phone, geom)
  select n.node, n.level, n.code, n.name, n.parent, n.department, n.person, n.phone, n.geom from grid_draft_node n
  where n.draft = of_draft and not exists (select from grid g where g.id = n.node);
  if gone is not null then
    perform app.find_owners_near(changed, gone);
    with heir as materialized ( -- who has the ground of each that goes
      select o.id as gone, n.id, st_area(st_intersection(n.geom, o.geom)) as part from grid o join grid n on n.level = 3 and n.id <> all (gone) and n.geom && o.geom
      where o.id = any (gone) and st_area(st_intersection(n.geom, o.geom)) > 0.01 * st_area(o.geom)),
    held as (
      select p.id, array(select t.id from (
        select k.id, 1e18::double precision as part from unnest(p.grids) k (id) where k.id <> all (gone)
        union all select h.id, h.part from unnest(p.grids) k (id) join heir h on h.gone = k.id) t
        group by t.id order by max(t.part) desc, t.id) as grids
      from post p where p.grids && gone and (p.until_at is null or p.until_at > app.now()))
    -- whose ground is nobody's any more has no post any more
    update post p set grids = case when cardinality(h.grids) > 0 then h.grids else p.grids end,
      until_at = case when cardinality(h.grids) > 0 then p.until_at else greatest(app.now(), p.from_at) end
    from held h where h.id = p.id;
    update demo_identity i set grids = array(select distinct coalesce(
        (select n.id from grid o join grid n on n.level = 3 and n.id <> all (gone) and n.geom && o.geom where o.id = k.id and k.id = any (gone)
          order by st_area(st_intersection(n.geom, o.geom)) desc limit 1), k.id) from unnest(i.grids) k (id))
    where i.grids && gone;
    delete from grid g where g.id = any (gone);
  end if;
  update grid_draft set state = 'effective', effective_at = app.now(), version = version + 1 where id = of_draft;
  return true;
end $$;
revoke execute on function app.take_effect from public;

-- Every draft whose day has come, the earliest planned first: a draft on grids that another one has changed meanwhile stays planned, and is outdated.
create function app.take_due_effects() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  due integer;
  taken integer := 0;
begin
  for due in select d.id from grid_draft d where d.state = 'planned' and d.effective_on <= app.day_of(app.now()) order by d.effective_on, d.id loop
    begin
      taken := taken + app.take_effect(due)::integer;
    exception when others then -- one that cannot take effect holds up none of the others
      raise warning 'draft % of the grid cannot take effect: %', due, sqlerrm;
    end;
  end loop;
  return taken;
end $$;
revoke execute on function app.take_due_effects from public;
grant execute on function app.take_due_effects to anjian_session;

-- Whoever plans it for today has it at once.
create function app.take_today() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.take_effect(new.id);
  return null;
end $$;
create trigger take_today after update of state on grid_draft for each row
  when (new.state = 'planned' and old.state = 'open') execute function app.take_today();

do $$
declare target text;
begin
  foreach target in array array['grid_draft', 'grid_draft_node', 'grid_draft_step', 'grid_version'] loop
    execute format('alter table %I enable row level security', target);
    execute format('grant select on %I to anjian_actor', target);
  end loop;
  foreach target in array array['grid_draft', 'grid_draft_node', 'grid_draft_step'] loop
    execute format($policy$create policy scope on %I for select to anjian_actor using ((select app.role()) = 'government')$policy$, target);
    execute format($policy$create policy edit on %I for all to anjian_actor using ((select app.may_edit_grids())) with check ((select app.may_edit_grids()))$policy$, target);
  end loop;
end $$;
grant insert (request, name), update (state, version, effective_on) on grid_draft to anjian_actor;
grant insert, delete, update (code, name, person, phone, geom) on grid_draft_node to anjian_actor;
grant insert (draft, number, kind, operation, before, after), update (state) on grid_draft_step to anjian_actor;
create policy territory on grid_version for select to anjian_actor using (
  (select app.role()) in ('government', 'department')
  or (select app.role()) = 'grid' and (level = 1 or grid = any ((select app.grids())::integer[])));

insert into layer_version (layer) values ('grid-drafts');
select app.watch('grid_draft', 'grid-drafts', 'null', 'null', 'null');
select app.audit_table('grid_draft', 'id');
