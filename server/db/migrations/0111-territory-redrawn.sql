-- A fault of territory that is found again as it was keeps its row, and has the ground of now: what was smaller than 1/100,000 of it kept the old
-- outline, and the next look, which takes in a metre around that outline, could leave ground out that nobody covers.

create or replace function app.replace_territory(former integer[], kinds text[], of_grids text[], shapes geometry[]) returns void
language sql set search_path = public, pg_temp as $$
  with found as materialized (
    select f.kind, f.grids::integer[] as grids, f.geom, st_area(f.geom::geography) as area, f.n
    from unnest(kinds, of_grids, shapes) with ordinality f (kind, grids, geom, n)),
  same as materialized (
    select distinct on (k.id) k.id, f.n, d.area as moved from coverage_territory k join found f on f.kind = k.kind and f.grids = k.grids
      cross join lateral (select st_area(st_symdifference(k.geom, f.geom, 1e-9)::geography) as area offset 0) d
    where k.id = any (former) and d.area <= 0.001 + k.area / 1e5 order by k.id, f.n),
  gone as (
    delete from coverage_territory k where k.id = any (former) and not exists (select from same s where s.id = k.id)),
  -- below a thousandth of a square metre it is the rounding of another cut
  redrawn as (
    update coverage_territory k set geom = f.geom, area = f.area, width = app.width_of(f.geom)
    from same s join found f on f.n = s.n where k.id = s.id and s.moved > 0.001 and f.area > 0)
  insert into coverage_territory (kind, grids, geom, area, width)
  select f.kind, f.grids, f.geom, f.area, app.width_of(f.geom) from found f
  where f.area > 0 and not exists (select from same s where s.n = f.n)
  order by f.kind, f.grids, st_xmin(f.geom), st_ymin(f.geom), f.n
$$;
