-- A plant boundary lies where a plant can lie, and what it lowers is told: people inside it are not counted (GB 18218-2018, table 5),
-- so whoever draws it larger lowers α and the level of the hazard sources.

-- core/domain/plantBoundary.ts has the same bounds, with the reason of each.
create function app.boundary_bound(name text) returns double precision language sql immutable parallel safe
  return case name when 'largest' then 20e6 when 'large' then 5e6 when 'beyond' then 500 when 'farthest' then 1000 end;
comment on function app.boundary_bound is 'm² of a plant boundary: largest, large; m: beyond the district, farthest from the position';

-- The ground of the district around a place: its outline, or its grids where it has none; null where nothing says where it ends.
create function app.ground_around(place geometry) returns geometry language sql stable set search_path = public, pg_temp as $$
  select st_intersection(coalesce(
      (select d.geom from district d),
      case when exists (select from grid g where g.geom is not null) then coalesce(
        (select st_union(g.geom) from grid g where g.geom && st_expand(place, 0.02)), st_geomfromtext('POLYGON EMPTY', 4326)) end),
    st_expand(place, 0.02))
$$;
comment on function app.ground_around is '0.02° around: more than the tolerance at every latitude of China';

-- Asked where a boundary is given or becomes another: what stands in the book stays until somebody draws it anew.
create function app.check_boundary() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  area double precision;
  ground geometry;
  away double precision;
begin
  if not st_isvalid(new.footprint) then return new; end if; -- refused by its own constraint
  area := st_area(new.footprint::geography);
  if area > app.boundary_bound('largest') then
    raise exception 'the boundary is larger than a plant' using errcode = '23514', constraint = 'enterprise_footprint_too_large',
      detail = round((area / 1e6)::numeric, 2)::text;
  end if;
  ground := app.ground_around(new.footprint);
  if not st_covers(ground, new.footprint)
      and not st_covers(st_buffer(ground::geography, app.boundary_bound('beyond'))::geometry, new.footprint) then
    raise exception 'the boundary lies outside the district' using errcode = '23514', constraint = 'enterprise_footprint_outside_district';
  end if;
  away := st_distance(new.geom::geography, new.footprint::geography);
  if away > app.boundary_bound('farthest') then
    raise exception 'the boundary lies far from the position' using errcode = '23514', constraint = 'enterprise_footprint_far',
      detail = round(away)::text;
  end if;
  return new;
end $$;
-- by name after those that place an enterprise, so that a position that was missing is there
create trigger plausible_boundary before insert on enterprise for each row
  when (new.footprint is not null) execute function app.check_boundary();
create trigger plausible_moved_boundary before update of footprint on enterprise for each row
  when (new.footprint is not null and old.footprint is distinct from new.footprint) execute function app.check_boundary();

-- What a person should look at before believing a change of place: {"rule", "of"} each; `of` is another enterprise by name, null where
-- whoever asks does not see it. The change itself is the latest that is kept.
create or replace function app.place_warnings(target integer) returns jsonb language sql stable set search_path = public, pg_temp as $$
  with made as (
    select c.fields ? 'footprint' as redrawn, c.fields #> '{position,after,derived}' = 'true' as derived, exists (
      select from jsonb_to_recordset(c.consequences) f (fact text, before jsonb, after jsonb)
      cross join lateral (select case when f.fact in ('alpha', 'level') then (f.before #>> '{}')::numeric end as former,
        case when f.fact in ('alpha', 'level') then (f.after #>> '{}')::numeric end as latter) graded
      where f.fact = 'alpha' and latter < former or f.fact = 'level' and coalesce(latter, 5) > former) as lowers
    from enterprise_change c where c.enterprise = target order by c.id desc limit 1)
  select coalesce(jsonb_agg(jsonb_build_object('rule', found.rule, 'of', found.of) order by found.place, found.of), '[]')
  from enterprise e cross join made cross join lateral (
    values (1, 'lowers-level', null, made.redrawn and made.lowers),
      (2, 'outside-district', null, exists (select from district d where not st_intersects(d.geom, e.geom))),
      (3, 'no-grid', null, e.geom is not null and e.grid is null),
      (4, 'outside-footprint', null, not st_intersects(e.footprint, e.geom)),
      (5, 'derived-position', null, made.derived),
      (6, 'large-footprint', null, made.redrawn and st_area(e.footprint::geography) > app.boundary_bound('large')),
      (7, 'no-district', null, made.redrawn and e.footprint is not null and app.ground_around(e.footprint) is null)
    union all
    select 8, 'overlapping-footprint', case when app.sees_enterprise(o.id) then o.name end, true
    from enterprise o where made.redrawn and o.id <> e.id and o.footprint::geography && e.footprint::geography
      and st_intersects(o.footprint, e.footprint) and not st_touches(o.footprint, e.footprint)) found (place, rule, of, holds)
  where e.id = target and found.holds
$$;

-- Where a boundary is given and the position is not, the position is a point inside it: the change says so, and the chain of what was
-- and what is stays whole. A position that is emptied would be back at once, so that is refused.
create function app.tell_derived_position() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare kept enterprise;
begin
  select * into strict kept from enterprise where id = new.enterprise;
  if kept.geom is null then return new; end if;
  if jsonb_typeof(new.fields #> '{position,after}') = 'null' then
    raise exception 'a boundary has a point inside' using errcode = '23514', constraint = 'enterprise_position_with_footprint';
  end if;
  if not new.fields ? 'position' and exists (select from history h where h.table_name = 'enterprise' and h.row_id = kept.id
      and h.id > new.history_after and h.id <= new.history_until and jsonb_typeof(coalesce(h.before -> 'geom', 'null')) = 'null') then
    new.fields := new.fields || jsonb_build_object('position', jsonb_build_object('before', null,
      'after', app.enterprise_facts(kept) -> 'position' || '{"derived": true}'));
  end if;
  return new;
end $$;
create trigger tell_derived_position before insert on enterprise_change for each row
  when (new.fields ?| '{position,footprint}') execute function app.tell_derived_position();

-- Where each value came from, as 0026 has it; a point of the boundary was entered by nobody.
create or replace function app.field_origins(target integer) returns table (field text, source text, by_whom text, at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select fact.key, case when imported.made_at is not null then 'import' when inside.holds then 'derived'
      when latest.changed_at is not null then 'person' else e.source end,
    latest.changed_by, coalesce(latest.changed_at, e.opened_at)
  from enterprise e cross join lateral jsonb_object_keys(app.enterprise_facts(e)) fact (key)
  left join lateral (
    select h.id, h.changed_at, h.changed_by from history h where h.table_name = 'enterprise' and h.row_id = e.id
      and app.kept_facts(h.after) -> fact.key is distinct from app.kept_facts(h.before) -> fact.key
    order by h.id desc limit 1) latest on true
  left join lateral (select i.made_at from import i where i.made_at = latest.changed_at limit 1) imported on true
  left join lateral (select c.fields #> array[fact.key, 'after', 'derived'] = 'true' as holds from enterprise_change c
    where c.enterprise = e.id and latest.id > c.history_after and latest.id <= c.history_until limit 1) inside on true
  where e.id = target and app.sees(e.id, e.lead_department, e.grid)
$$;

-- A proposal says from the first what would follow from it.
alter table proposal add column foreseen jsonb not null default '{"consequences": [], "warnings": []}'
  constraint proposal_foreseen check (jsonb_typeof(foreseen -> 'consequences') = 'array' and jsonb_typeof(foreseen -> 'warnings') = 'array');
comment on column proposal.foreseen is '{"consequences", "warnings"}: what would have followed when it was proposed';
create or replace function app.propose_change(target integer, wanted jsonb, said text) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept enterprise;
  changed jsonb;
  made integer;
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.may_do('propose', wanted));
  select * into strict kept from enterprise where id = target;
  select jsonb_object_agg(key, jsonb_build_object('before', app.enterprise_facts(kept) -> key, 'after', value))
    into changed from jsonb_each(wanted) where value is distinct from app.enterprise_facts(kept) -> key;
  if changed is null then
    raise exception 'nothing changes' using constraint = 'change_nothing';
  end if;
  insert into proposal (enterprise, fields, note, foreseen) values (target, changed, said, app.rehearse_change(target, wanted) - 'fields')
    returning id into made;
  return made;
end $$;

-- What was merged is known by both keys: to people who search, in the file, and in what happened to it.
create index enterprise_alias_found on enterprise_alias ((lower(identifier) collate "C"));
select app.watch('enterprise_alias', 'enterprises', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)',
  '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');
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
      and app.sees(e.id, e.lead_department, e.grid)
    union
    select e.id from enterprise_alias a join enterprise e on e.id = a.enterprise
    where lower(a.identifier) collate "C" >= lower(searched)
      and lower(a.identifier) collate "C" < lower(searched) || chr(1114111)
      and app.sees(e.id, e.lead_department, e.grid))
$$;
create function app.aliases_of(target integer) returns table (id bigint, scheme text, identifier text, by_whom text, at timestamptz, file_name text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id * 1000::bigint + row_number() over (partition by i.id order by a.scheme, a.identifier), a.scheme, a.identifier, i.made_by, i.made_at, i.file_name
  from enterprise_alias a join import i on i.id = a.import where a.enterprise = target and app.sees_enterprise(target)
$$;
comment on function app.aliases_of is 'further keys of an enterprise, by whom, when and with which file they were merged; id tells them apart';

-- Who an undo meets: a row by key and name, and the later import or the person that changed it. Of a row that is gone, what it was.
create function app.name_hindrances(which integer, rows integer[])
  returns table (id integer, key text, name text, import integer, file_name text, by_whom text, at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  of_topic text;
begin
  perform app.expect_importer();
  for of_topic in select distinct c.topic from import_change c where c.import = which loop
    return query execute format($sql$
      select c.id, coalesce(kept.row ->> 'identifier', kept.row ->> 'code'),
        concat_ws(' · ', (select e.name from enterprise e where e.id = (kept.row ->> 'enterprise')::integer),
          coalesce(kept.row ->> 'name', kept.row ->> 'description', kept.row ->> 'inspector')),
        later.id, later.file_name, coalesce(later.made_by, latest.changed_by), coalesce(later.made_at, latest.changed_at)
      from import_change c left join %1$I t on t.id = c.id
      left join lateral (select h.before, h.changed_by, h.changed_at from history h where h.table_name = %1$L and h.row_id = c.id
        order by h.id desc limit 1) latest on true
      cross join lateral (select coalesce(to_jsonb(t), latest.before) as row) kept
      left join lateral (select i.id, i.file_name, i.made_by, i.made_at from import_change l join import i on i.id = l.import
        where l.topic = c.topic and l.id = c.id and i.id > c.import and i.undone_at is null
          and i.made_at >= coalesce(latest.changed_at, i.made_at) order by i.id desc limit 1) later on true
      where c.import = $1 and c.topic = %1$L and c.id = any ($2) order by c.id$sql$, of_topic)
    using which, rows;
  end loop;
end $$;

revoke execute on function app.aliases_of, app.name_hindrances from public;
grant execute on function app.aliases_of to anjian_actor;
grant execute on function app.name_hindrances to anjian_actor, anjian_steward;
revoke execute on function app.boundary_bound, app.ground_around, app.check_boundary, app.tell_derived_position from public;
