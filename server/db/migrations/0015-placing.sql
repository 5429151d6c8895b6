-- An import places the rows of a batch together: grid, cell and leading unit by joins, where the trigger asks three times for
-- each row, a quarter of what a new row cost.
--
-- Each rule of placing as a table function without settings of its own, which the planner writes into the query that asks.
-- The scalar functions, for whoever has one position or one industry, say the same by them.
create function app.territory_at(at geometry) returns table (grid integer) language sql stable parallel safe
as $$ select id from public.grid where level = 3 and public.st_intersects(geom, at) order by id limit 1 $$;
create function app.cell_at(at geometry) returns table (cell bigint) language sql stable parallel safe
as $$
  select (floor(public.st_x(at) * scale)::bigint + 180 * scale) * 262144 + floor(public.st_y(at) * scale)::bigint + 90 * scale
  from app.cell_scale
$$;
create function app.leader_of(industry text) returns table (department integer) language sql stable parallel safe
as $$
  select d.id from public.department d, unnest(d.industries) prefix
  where leader_of.industry is not null and starts_with(leader_of.industry, prefix)
  order by length(prefix) desc, d.id limit 1
$$;
comment on function app.territory_at is 'The level-3 grid a point lies in; on a shared border the lowest id';
comment on function app.leader_of is 'The member unit that leads for an industry: the longest prefix decides, ties go to the lowest id';
create or replace function app.grid_at(at geometry) returns integer language sql stable set search_path = public
as $$ select grid from app.territory_at(at) $$;
create or replace function app.cell_of(at geometry) returns bigint language sql stable parallel safe set search_path = public
as $$ select cell from app.cell_at(at) $$;
create or replace function app.lead_department(industry text) returns integer language sql stable set search_path = public
as $$ select department from app.leader_of(industry) $$;

-- The door of imports for new rows: those of `rows` whose key the book does not have yet. Columns that a file leaves out have
-- the table's defaults. It places what it adds, so the trigger below need not; nobody else can say so, for that takes being
-- the owner as well. Returns how many it added.
--
-- Each key is looked up by its index: within the transaction that fills a book the planner takes it for nearly empty and
-- would read the whole of it for each batch.
create function app.add_enterprises(scheme text, datum text, rows json) returns integer
  language plpgsql security definer set search_path = public as $$
declare added integer;
begin
  perform set_config('app.placed', 'on', true);
  insert into public.enterprise (scheme, identifier, source, source_datum, name, initials, industry, status, address, legal_person,
    safety_manager, safety_manager_phone, staff, crowded, high_risk, standardization, geom, grid, cell, lead_department)
  select add_enterprises.scheme, r.identifier, 'import', datum, r.name, r.initials, r.industry, coalesce(r.status, 'active'),
    r.address, r.legal_person, r.safety_manager, r.safety_manager_phone, r.staff, coalesce(r.crowded, false),
    coalesce(r.high_risk, false), r.standardization, r.geom, territory.grid, place.cell, leader.department
  from (
    select *, st_setsrid(st_makepoint(lng, lat), 4326) as geom
    from json_to_recordset(rows) as r (identifier text, name text, initials text, industry text, status text, address text,
      legal_person text, safety_manager text, safety_manager_phone text, staff integer, crowded boolean, high_risk boolean,
      standardization smallint, lng double precision, lat double precision)) r
  left join lateral (
    select id from public.enterprise e where e.scheme = add_enterprises.scheme and e.identifier = r.identifier limit 1) known on true
  left join lateral app.territory_at(r.geom) territory on true
  left join lateral app.cell_at(r.geom) place on true
  left join lateral app.leader_of(r.industry) leader on true
  where known.id is null;
  get diagnostics added = row_count;
  perform set_config('app.placed', '', true);
  return added;
end $$;
revoke execute on function app.add_enterprises from public;
grant execute on function app.add_enterprises to anjian_steward;

-- As before, but of new rows only those that come another way. Whoever sets app.placed without being the owner is placed, too.
drop trigger place_enterprise on enterprise;
create trigger place_enterprise before insert on enterprise for each row
  when (current_user <> 'anjian_owner' or current_setting('app.placed', true) is distinct from 'on')
  execute function app.place_enterprise();
create trigger place_moved_enterprise before update of geom, footprint, industry on enterprise
  for each row execute function app.place_enterprise();

-- The index for search compares bytes: what it is asked is only whether a character or a pair is there, and by bytes the
-- forty of a new name sort in half the time. Texts are equal by bytes exactly where they are equal, so it finds the same.
drop index enterprise_grams;
create index enterprise_grams on enterprise using gin (app.grams(name, initials) collate "C");
create or replace function app.find_enterprises_named(searched text) returns integer[]
  language sql stable security definer set search_path = public as $$
  select array(
    select e.id from enterprise e
    where app.grams(e.name, e.initials) collate "C" @> app.grams_of(searched)
      and (position(lower(searched) in lower(e.name)) > 0 or position(lower(searched) in lower(e.initials)) > 0)
      and app.sees(e.id, e.lead_department, e.grid)
    union
    select e.id from enterprise e
    where lower(e.identifier) collate "C" >= lower(searched)
      and lower(e.identifier) collate "C" < lower(searched) || chr(1114111)
      and app.sees(e.id, e.lead_department, e.grid))
$$;

-- Most enterprises have neither place nor footprint: they need no entry in these, and nobody asks for those without.
drop index enterprise_place;
create index enterprise_place on enterprise (place) where place is not null;
drop index enterprise_footprint;
create index enterprise_footprint on enterprise using gist ((footprint::geography)) where footprint is not null;
