-- Territory without blind spots, proved and not claimed. D is the land of the district, G the level-3 grids. What breaks the cover is
--   territory-gap      D less all G: land that nobody has,
--   territory-overlap  the ground of two G at once: land that two have, each leaving it to the other,
--   territory-outside  a G less D: land of somebody else.
-- A fault is a piece of one of these that is at least a centimetre wide: a square or disc of that width fits somewhere in it. Borders that differ by
-- rounding, or by a vertex on the line that only one side has, leave slivers of a tenth of a millimetre, which are none.
-- It is kept true in the transaction that changes grids or district, by looking anew at the ground of the change alone.

create table coverage_territory (
  id       integer primary key generated always as identity,
  kind     text not null check (kind in ('territory-gap', 'territory-overlap', 'territory-outside')),
  grids    integer[] not null,
  geom     geometry(polygon, 4326) not null check (st_isvalid(geom) and not st_isempty(geom)),
  area     double precision not null check (area > 0),
  width    double precision not null check (width > 0),
  found_at timestamptz not null default app.now(),
  constraint coverage_territory_grids check (
    case kind when 'territory-overlap' then cardinality(grids) = 2 and grids[1] < grids[2] when 'territory-outside' then cardinality(grids) = 1 else true end)
);
comment on table coverage_territory is 'Where the level-3 grids do not tile the district; follows from grid and district, kept by trigger in the transaction that changes them';
comment on column coverage_territory.grids is 'Sorted ids: of an overlap the two, of what lies outside the one, of a gap those within 2 cm of it, which may be none';
comment on column coverage_territory.geom is 'longitude, latitude in degrees, EPSG:4326; only what is wide enough, thin tails cut off';
comment on column coverage_territory.area is 'm², geodesic';
comment on column coverage_territory.width is 'm, greatest; to a hundredth or a millimetre';
comment on column coverage_territory.found_at is 'since when it lies there in this shape';
create index coverage_territory_geom on coverage_territory using gist (geom);

-- A centimetre, measured to half a millimetre: one that is drawn in degrees of nine decimals is a tenth of a millimetre narrower or wider.
create function app.coverage_width_limit() returns double precision language sql immutable parallel safe set search_path = '' as $$ select 0.0095::double precision $$;
comment on function app.coverage_width_limit is 'm; what is narrower is no fault of territory';

-- The way back of app.metres_from.
create function app.degrees_from(origin geometry, what geometry) returns geometry language sql immutable parallel safe set search_path = public, pg_temp as $$
  select st_setsrid(st_affine(what, 1 / per.east, 0, 0, 1 / per.north, st_x(origin), st_y(origin)), 4326)
  from (select 1000 * st_distance(origin::geography, st_translate(origin, 0.001, 0)::geography) as east,
    1000 * st_distance(origin::geography, st_translate(origin, 0, 0.001)::geography) as north) per
$$;

-- All of a shape in metres that is farther than `radius` from what lies around it, mitred so that corners stay; a negative radius gives it back.
create function app.eroded(shape geometry, radius double precision) returns geometry language sql immutable parallel safe set search_path = public, pg_temp as $$
  select st_buffer(shape, -radius, 'join=mitre mitre_limit=5')
$$;

-- The parts of a shape that are wide enough, its opening: eroded by half the width and given back, but nothing that was not there before.
-- A frame of metres is true at its origin: by the one of the district a centimetre 100 km to the north is wrong by less than half a millimetre.
create function app.wide_parts(shape geometry, origin geometry) returns setof geometry language plpgsql stable set search_path = public, pg_temp as $$
declare
  radius constant double precision := app.coverage_width_limit() / 2;
  piece geometry;
  metric geometry;
  kernel geometry;
begin
  for piece in select (st_dump(st_collectionextract(shape, 3))).geom loop
    metric := app.metres_from(origin, piece);
    continue when st_area(metric) < pi() * radius * radius; -- no disc fits in less
    kernel := app.eroded(metric, radius);
    continue when st_isempty(kernel);
    -- a mitre that is given back may reach across a thin wall: such crumbs have no part of the kernel
    return query select p.geom from st_dump(st_collectionextract(
        st_intersection(app.degrees_from(origin, app.eroded(kernel, -radius)), piece, 1e-9), 3)) p
      where st_intersects(p.geom, app.degrees_from(origin, kernel));
  end loop;
end $$;

-- Twice the radius of the largest disc that fits in, to a hundredth or a millimetre. In what is broad the disc itself is found, to a thousandth of the
-- extent; in strips, for which that is too coarse, by erosion. Sought from below, for too great a radius costs most.
create function app.width_of(piece geometry) returns double precision language plpgsql stable set search_path = public, pg_temp as $$
declare
  metric constant geometry := app.metres_from(st_centroid(piece), piece);
  longer constant double precision := greatest(st_xmax(metric) - st_xmin(metric), st_ymax(metric) - st_ymin(metric));
  shorter constant double precision := least(st_xmax(metric) - st_xmin(metric), st_ymax(metric) - st_ymin(metric));
  most double precision := least(sqrt(st_area(metric) / pi()), shorter / 2);
  fits double precision := app.coverage_width_limit() / 2;
  unfit double precision := st_area(metric) / st_perimeter(metric); -- what of a strip just fits
  middle double precision;
begin
  if shorter > longer / 10 then
    middle := (st_maximuminscribedcircle(metric)).radius;
    if middle > longer / 10 then return 2 * middle; end if;
    most := least(most, middle + longer / 1000);
  end if;
  while unfit < most and not st_isempty(app.eroded(metric, unfit)) loop
    fits := greatest(fits, unfit);
    unfit := unfit * 1.25;
  end loop;
  unfit := least(unfit, most);
  while unfit - fits > greatest(0.0005, fits / 100) loop
    middle := (fits + unfit) / 2;
    if st_isempty(app.eroded(metric, middle)) then unfit := middle; else fits := middle; end if;
  end loop;
  return 2 * fits;
end $$;

create function app.territory_overlaps(of_grids integer[]) returns table (kind text, grids integer[], geom geometry) language sql stable
set search_path = public, pg_temp as $$
  select 'territory-overlap', array[least(a.id, b.id), greatest(a.id, b.id)], w.geom
  from unnest(of_grids) wanted (id) join grid a on a.id = wanted.id and a.level = 3
  join grid b on b.level = 3 and b.geom && a.geom and b.id <> a.id and (a.id < b.id or b.id <> all (of_grids)) -- each pair once
  cross join lateral (select st_collectionextract(st_intersection(a.geom, b.geom, 1e-9), 3) as shape offset 0) s
  cross join lateral app.wide_parts(s.shape, st_centroid(s.shape)) w (geom)
  where not st_isempty(s.shape)
$$;

create function app.territory_outsides(of_grids integer[]) returns table (kind text, grids integer[], geom geometry) language sql stable
set search_path = public, pg_temp as $$
  select 'territory-outside', array[g.id], w.geom
  from district d join grid g on g.level = 3 and g.id = any (of_grids) and not st_covers(d.geom, g.geom)
  cross join lateral (select st_collectionextract(st_difference(g.geom, d.geom, 1e-9), 3) as shape offset 0) s
  cross join lateral app.wide_parts(s.shape, st_centroid(s.shape)) w (geom)
  where not st_isempty(s.shape)
$$;

-- Gaps within a ground, or in the whole district where none is given. What crosses the border of the ground is cut off there.
create function app.territory_gaps(ground geometry) returns table (kind text, grids integer[], geom geometry) language sql stable
set search_path = public, pg_temp as $$
  with held as materialized (
    select st_union(g.geom, 1e-9) as geom from grid g where g.level = 3 and (ground is null or st_intersects(ground, g.geom))),
  bare as materialized (
    select case when h.geom is null then l.geom else st_difference(l.geom, h.geom, 1e-9) end as shape, st_centroid(d.geom) as origin
    from district d cross join held h
    cross join lateral (select case when ground is null then d.geom else st_intersection(d.geom, ground, 1e-9) end as geom offset 0) l
    where d.geom is not null)
  select 'territory-gap', array(
      select g.id from grid g where g.level = 3 and st_intersects(near.geom, g.geom) order by g.id), w.geom
  from bare b cross join lateral app.wide_parts(b.shape, b.origin) w (geom)
  cross join lateral (select app.degrees_from(b.origin, st_buffer(app.metres_from(b.origin, w.geom), 0.02, 2)) as geom offset 0) near
$$;

-- All faults of the book as it is, looked for from nothing.
create function app.territory_faults() returns table (kind text, grids integer[], geom geometry) language sql stable
set search_path = public, pg_temp as $$
  with everyone as materialized (select coalesce(array_agg(g.id order by g.id), '{}') as ids from grid g where g.level = 3)
  select o.* from everyone e cross join lateral app.territory_overlaps(e.ids) o
  union all select o.* from everyone e cross join lateral app.territory_outsides(e.ids) o
  union all select g.* from app.territory_gaps(null) g
$$;

-- Puts what was found in the place of the kept rows `former`; one that lies there as before stays the row that it was.
create function app.replace_territory(former integer[], kinds text[], of_grids text[], shapes geometry[]) returns void language sql
set search_path = public, pg_temp as $$
  with found as materialized (
    select f.kind, f.grids::integer[] as grids, f.geom, st_area(f.geom::geography) as area, f.n
    from unnest(kinds, of_grids, shapes) with ordinality f (kind, grids, geom, n)),
  same as materialized (
    select distinct on (k.id) k.id, f.n from coverage_territory k join found f on f.kind = k.kind and f.grids = k.grids
      and st_area(st_symdifference(k.geom, f.geom, 1e-9)::geography) <= 0.001 + k.area / 1e5
    where k.id = any (former) order by k.id, f.n),
  gone as (
    delete from coverage_territory k where k.id = any (former) and not exists (select from same s where s.id = k.id))
  insert into coverage_territory (kind, grids, geom, area, width)
  select f.kind, f.grids, f.geom, f.area, app.width_of(f.geom) from found f
  where f.area > 0 and not exists (select from same s where s.n = f.n)
  order by f.kind, f.grids, st_xmin(f.geom), st_ymin(f.geom), f.n
$$;

create function app.prove_territory() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.replace_territory(array(select id from coverage_territory), array_agg(f.kind), array_agg(f.grids::text), array_agg(f.geom))
  from app.territory_faults() f;
end $$;

-- Looks anew at the grids that changed and at the ground on which they lay or lie. A gap that reaches beyond is looked at as a whole, for a part of it
-- may be filled now, or what was two be one: the ground grows until no kept gap crosses its border.
create function app.prove_territory_near(changed integer[], ground geometry) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  beyond geometry;
begin
  loop
    select st_union(st_buffer(k.geom, 1e-5, 1)) into beyond from coverage_territory k
    where k.kind = 'territory-gap' and st_intersects(ground, k.geom) and not st_coveredby(k.geom, ground);
    exit when beyond is null;
    ground := st_union(ground, beyond);
  end loop;
  perform app.replace_territory(
    array(select k.id from coverage_territory k where case k.kind when 'territory-gap' then st_intersects(ground, k.geom) else k.grids && changed end),
    array_agg(f.kind), array_agg(f.grids::text), array_agg(f.geom))
  from (select * from app.territory_overlaps(changed) union all select * from app.territory_outsides(changed)
    union all select * from app.territory_gaps(ground)) f;
end $$;

create function app.keep_territory() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed integer[];
  ground geometry;
begin
  if tg_op = 'INSERT' then
    select array_agg(n.id), st_union(st_expand(n.geom, 1e-5)) into changed, ground from new_rows n where n.level = 3;
  elsif tg_op = 'DELETE' then
    select array_agg(o.id), st_union(st_expand(o.geom, 1e-5)) into changed, ground from old_rows o where o.level = 3;
  else
    select array_agg(distinct m.id), st_union(st_expand(m.geom, 1e-5)) into changed, ground
    from new_rows n full join old_rows o using (id)
    cross join lateral (values (n.id, n.level, n.geom), (o.id, o.level, o.geom)) m (id, level, geom)
    where m.level = 3 and (n.level, n.geom) is distinct from (o.level, o.geom);
  end if;
  if changed is null then return null; end if;
  if cardinality(changed) > 36 then perform app.prove_territory(); -- from there on the whole costs less
  else perform app.prove_territory_near(changed, ground); end if;
  return null;
end $$;

create function app.keep_territory_of_district() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then -- by itself, for no other act has both
    if not exists (select from new_rows n full join old_rows o using (id) where n.geom is distinct from o.geom) then return null; end if;
  end if;
  perform app.prove_territory();
  return null;
end $$;

-- Of two who redraw at once the second waits before any row of grids, and looks for faults among what the first has drawn.
create function app.take_territory_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from layer_version where layer = 'grids' for no key update;
  return null;
end $$;

create trigger territory_turn before insert or delete or truncate or update of level, geom on grid
  for each statement execute function app.take_territory_turn();
create trigger territory_turn before insert or delete or truncate or update of geom on district
  for each statement execute function app.take_territory_turn();
create trigger territory_insert after insert on grid referencing new table as new_rows for each statement execute function app.keep_territory();
create trigger territory_update after update on grid referencing new table as new_rows old table as old_rows
  for each statement execute function app.keep_territory();
create trigger territory_delete after delete on grid referencing old table as old_rows for each statement execute function app.keep_territory();
create trigger territory_truncate after truncate on grid for each statement execute function app.keep_territory_of_district();
create trigger territory_insert after insert on district for each statement execute function app.keep_territory_of_district();
create trigger territory_update after update on district referencing new table as new_rows old table as old_rows
  for each statement execute function app.keep_territory_of_district();
create trigger territory_delete after delete on district for each statement execute function app.keep_territory_of_district();
create trigger territory_truncate after truncate on district for each statement execute function app.keep_territory_of_district();

revoke execute on function app.wide_parts, app.width_of, app.territory_overlaps, app.territory_outsides, app.territory_gaps, app.territory_faults,
  app.replace_territory, app.prove_territory, app.prove_territory_near, app.keep_territory, app.keep_territory_of_district, app.take_territory_turn from public;

-- Seen as the grids are: the whole by the government's side, by a chief what touches an own grid.
alter table coverage_territory enable row level security;
grant select on coverage_territory to anjian_actor;
create policy scope on coverage_territory for select to anjian_actor using (case (select app.role())
  when 'government' then true
  when 'department' then true
  when 'wall' then true
  when 'grid' then grids && (select app.grids())::integer[]
  else false end);

select app.prove_territory();
