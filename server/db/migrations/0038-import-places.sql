-- Parks, towers and their tenants come by file. Decisions of merges outlive another check, and what a file is taken in spite of is told.

alter table place add column boundary_assumed boolean not null default false;
comment on column place.boundary_assumed is 'a file told a point alone: the boundary is a circle around it until somebody draws one';
grant select (boundary_assumed) on place to anjian_actor;
-- Whoever draws a boundary has said where it is.
create function app.draw_boundary() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.boundary_assumed := false;
  return new;
end $$;
revoke execute on function app.draw_boundary from public;
create trigger draw_boundary before update of geom on place for each row
  when (new.source = 'person' and old.geom is distinct from new.geom) execute function app.draw_boundary();

alter table import_stage
  add column decisions jsonb not null default '[]',
  add column recalled integer check (recalled >= 0),
  add column forgotten integer check (forgotten >= 0);
comment on column import_stage.decisions is '[{key, content, enterprise, decided}]: what was decided of merges before it is checked anew';
comment on column import_stage.recalled is 'decisions that still held when it was checked anew';
comment on column import_stage.forgotten is 'decisions whose row or enterprise is not as it was: these are asked again, or are past asking';

create or replace function app.import_topic(capability text) returns text language sql immutable parallel safe
  return case capability when 'enterprises' then 'enterprise' when 'grids' then 'grid' when 'departments' then 'department'
    when 'people' then 'enterprise_person' when 'inspections' then 'inspection' when 'risk-points' then 'risk_point'
    when 'population' then 'population_point' when 'hazards' then 'hazard' when 'hazard-sources' then 'hazard_source'
    when 'substances' then 'hazard_source_substance' when 'resources' then 'resource' when 'places' then 'place' when 'tenants' then 'tenant' end;
create or replace function app.import_columns(topic text) returns text[] language sql immutable parallel safe
  return case topic
    when 'enterprise' then array['name', 'industry', 'status', 'address', 'legal_person', 'safety_manager', 'safety_manager_phone',
      'staff', 'crowded', 'high_risk', 'standardization']
    when 'grid' then array['name', 'person', 'phone']
    when 'department' then array['code', 'name', 'name_en', 'person', 'phone', 'industries']
    when 'enterprise_person' then array['office', 'name', 'phone', 'appointed_on']
    when 'inspection' then array['kind', 'inspector', 'inspected_at', 'findings']
    when 'risk_point' then array['name', 'method', 'profile', 'likelihood', 'exposure', 'consequence', 'score', 'level', 'measures', 'person']
    when 'population_point' then array['people']
    when 'hazard' then array['description', 'source', 'found_at', 'due_at', 'major', 'state', 'closed_at']
    when 'hazard_source' then array['name', 'unit_kind', 'principal', 'technician', 'operator', 'assessed_at', 'geom']
    when 'hazard_source_substance' then array['name', 'cas', 'category', 'quantity', 'critical', 'beta', 'beta_reason']
    when 'resource' then array['kind', 'name', 'owner', 'address', 'contact', 'phone', 'quantity', 'unit', 'checked_on', 'valid_until', 'geom',
      'source_datum', 'source']
    when 'place' then array['kind', 'name', 'code', 'address', 'manager', 'manager_code', 'manager_enterprise', 'person', 'phone', 'safety_manager',
      'safety_manager_phone', 'emergency_contact', 'emergency_phone', 'floors', 'area', 'units', 'lead_department', 'geom', 'boundary_assumed']
    when 'tenant' then array['name', 'room', 'industry', 'contact', 'phone', 'since', 'until', 'enterprise']
    else '{}' end;
create or replace function app.import_owner(topic text) returns text language sql immutable parallel safe
  return case when topic = 'hazard_source_substance' then 'hazard_source' when topic = 'tenant' then 'place'
    when topic in ('enterprise_person', 'inspection', 'risk_point', 'hazard', 'hazard_source') then 'enterprise' end;
comment on function app.import_owned is 'Whether its rows belong to an enterprise, to something that does, or to a place';

-- What the book has of a staged row `r`, as a condition on its row `b`. A place is known by its number, else by kind and name; a tenant by
-- its file, else by its name, and who left by the day as well: a file that tells of somebody's leaving ends the row of that stay alone.
create function app.kind_match(topic text) returns text language sql immutable parallel safe
  return case topic
    when 'hazard_source_substance' then 'b.name = any (m.known_as)'
    when 'place' then $t$b.kind <> 'block' and (b.code = r.made ->> 'code'
      or b.kind = m.kind and b.name = m.name and (b.code is null or r.made ->> 'code' is null))$t$
    when 'tenant' then $t$(b.enterprise = plant.id or b.name = m.name and (plant.id is null or b.enterprise is null))
      and (b.until = (r.made ->> 'until')::date or coalesce(b.until > app.today(), true) and (r.made ->> 'until' is null
        or (r.made ->> 'until')::date >= coalesce(b.since, (r.made ->> 'until')::date)
          and coalesce(b.since = (r.made ->> 'since')::date, true)))$t$
    else coalesce((select string_agg(format('b.%1$I = m.%1$I', name), ' and ') from unnest(app.import_key(topic)) name),
      'b.geom && point.geom and b.geom = point.geom') end;

-- As before. Of tenants `plant` is the file that the row names, and `owner` the place: by its number, else by a name that only one bears.
create or replace function app.kind_joins(topic text, names text[]) returns text language sql stable
  return format('left join lateral json_to_record(r.made) m (%s%s) on true
    cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom) point
    %s
    left join lateral (select b.* from %I b where %s order by %s b.id limit 1) book on true',
    app.column_types(topic, names),
    case when topic = 'tenant' then ', enterprise_key text, place_named text' when app.import_owned(topic) then ', enterprise text' else '' end
      || case topic when 'hazard_source_substance' then ', hazard_source text, known_as text[]' else '' end,
    case when app.import_owned(topic)
      then app.known_by(case topic when 'tenant' then 'm.enterprise_key' else 'm.enterprise' end)
        || ' cross join lateral (select coalesce(known.id, alias.id) as id) plant '
        || case topic when 'hazard_source_substance'
          then 'left join lateral (select s.id from hazard_source s where s.enterprise = plant.id and s.name = m.hazard_source) owner on true'
          when 'tenant' then $t$cross join lateral (select coalesce(
              (select p.id from place p where p.code = m.place_named and p.kind <> 'block'),
              (select min(p.id) from place p where p.name = m.place_named and p.kind <> 'block' having count(*) = 1)) as id) owner$t$
          else 'cross join lateral (select plant.id) owner' end
      else 'cross join (select null::integer as id) plant cross join (select null::integer as id) owner' end,
    topic,
    case when app.import_owned(topic) then format('b.%I = owner.id and ', app.import_owner(topic)) else '' end || app.kind_match(topic),
    case topic when 'place' then $t$b.code is distinct from r.made ->> 'code',$t$
      when 'tenant' then $t$b.enterprise is distinct from plant.id, b.until is distinct from (r.made ->> 'until')::date,$t$ else '' end);

-- Writes what was found of staged rows: columns that follow, columns that are none, and what stands against them. `query` gives row, made,
-- issues, and the point on the map where there is one; in it $1 is the scheme and $2 the stage.
create function app.settle_rows(stage integer, query text, scheme text) returns void language plpgsql
  set search_path = public, pg_temp as $$
begin
  execute format($sql$
    with found as materialized (%s),
    judged as (select f.*, (select coalesce(bool_or((i ->> 'warning')::boolean), false) from jsonb_array_elements(f.issues) i) as warns,
        (select coalesce(bool_or(not (i ->> 'warning')::boolean), false) from jsonb_array_elements(f.issues) i) as refuses,
        (select jsonb_agg(i - 'warning') from jsonb_array_elements(f.issues) i) as said from found f)
    update import_row r set made = j.made::json, warned = r.warned or j.warns, rejected = r.rejected or j.refuses,
      issues = nullif(coalesce(r.issues, '[]') || coalesce(j.said, '[]'), '[]'), lng = coalesce(st_x(j.at), r.lng), lat = coalesce(st_y(j.at), r.lat)
    from judged j where r.stage = $2 and r.row = j.row$sql$, query)
  using scheme, stage;
end $$;
create function app.an_issue(wrong boolean, rule text, name text, found text, warning boolean default false) returns jsonb
  language sql immutable parallel safe
  return case when wrong then jsonb_build_array(jsonb_build_object('column', name, 'rule', rule, 'found', coalesce(found, ''), 'warning', warning)) else '[]' end;
-- How the file of a stage calls a field.
create function app.headed(of_stage import_stage, field text) returns text language sql immutable parallel safe
  return coalesce(of_stage.mapping -> 'columns' -> field ->> 'column', field);

-- A circle around a point of which nobody said how far the place reaches, m.
create function app.assumed_ground(at geometry) returns geometry language sql immutable parallel safe
  return st_buffer(at::geography, 30)::geometry;

-- What places say in words becomes what the book has: the manager by its file, the unit by its name. A boundary that the book has stays where
-- a file tells a point alone; a new place gets a circle around it, and says so. Of a demonstration no ground is taken over.
create function app.settle_places(of_stage import_stage) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  perform app.settle_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.made::jsonb as made, r.made ->> 'manager' as manager, r.made ->> 'manager_code' as code, r.made ->> 'lead_department' as unit,
        (r.made ->> 'geom')::geometry as given, case when not app.holds_demo() then book.geom end as kept, book.boundary_assumed as assumed,
        r.rejected, book.manager as manager_before, book.manager_code as code_before, book.manager_enterprise as file_before
      from import_row r %1$s where r.stage = $2 and r.made is not null),
    looked as (
      select t.*, unit.id as unit_id, own.name = t.manager and t.code is null as same_file,
        case when t.code is not null then coalesce(
            (select e.id from enterprise e where e.scheme = 'uscc' and e.identifier = t.code),
            (select a.enterprise from enterprise_alias a where a.scheme = 'uscc' and a.identifier = t.code))
          else (select min(e.id) from enterprise e where e.name = t.manager having count(*) = 1) end as file,
        t.given is not null and st_geometrytype(t.given) = 'ST_Point' as is_point
      from told t left join enterprise own on own.id = t.file_before
      left join lateral (select d.id from department d where d.code = t.unit or d.name = t.unit order by d.code = t.unit desc limit 1) unit on true),
    drawn as (
      select l.*, is_point and kept is not null and not st_intersects(given, kept) and not assumed as beyond,
        is_point and (kept is null or assumed and not st_intersects(given, kept)) as circled
      from looked l),
    grounded as (
      select d.*, case when circled then app.assumed_ground(given) when is_point or given is null then kept else given end as ground,
        case when circled then true when is_point or given is null then coalesce(assumed, false) else false end as now_assumed
      from drawn d)
    select row,
      made - 'lead_department' - 'geom'
        || case when unit_id is not null then jsonb_build_object('lead_department', unit_id) else '{}' end
        || case when ground is not null then jsonb_build_object('geom', ground::text) else '{}' end
        || jsonb_build_object('boundary_assumed', now_assumed)
        || case when manager is null and code is null then jsonb_build_object('manager_enterprise', file_before)
          when same_file then jsonb_build_object('manager', null, 'manager_code', null, 'manager_enterprise', file_before)
          when file is not null then jsonb_build_object('manager', null, 'manager_code', null, 'manager_enterprise', file)
          when manager is null then jsonb_build_object('manager_enterprise', null)
          else jsonb_build_object('manager', manager, 'manager_code', coalesce(code, case when manager_before = manager then code_before end),
            'manager_enterprise', null) end as made,
      app.an_issue(unit is not null and unit_id is null, 'department-unknown', %2$L, unit)
        || app.an_issue(manager is null and code is not null and file is null and code_before is distinct from code, 'manager-unnamed', %3$L, code)
        || app.an_issue(ground is null and not rejected, 'boundary-missing', %4$L, '')
        || app.an_issue(not is_point and given is not null and not st_isvalid(given), 'boundary-invalid', 'geometry',
          case when not is_point and given is not null then st_isvalidreason(given) end)
        || app.an_issue(circled and not rejected, 'boundary-assumed', %4$L, '', true)
        || app.an_issue(beyond, 'outside-boundary', %4$L, '', true) as issues,
      case when ground is not null and st_isvalid(ground) then st_pointonsurface(ground) end as at
    from grounded$sql$,
    app.kind_joins('place', array['kind', 'name']), app.headed(of_stage, 'leadDepartment'), app.headed(of_stage, 'managerCode'),
    concat_ws(', ', app.headed(of_stage, 'lng'), app.headed(of_stage, 'lat'))), of_stage.mapping ->> 'scheme');
end $$;

-- The place that a tenant sits in, and its file, which must not say another place; who has a file leaves by it.
create function app.settle_tenants(of_stage import_stage) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  perform app.settle_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.made::jsonb as made, m.name, m.place_named, m.enterprise_key, owner.id as place, plant.id as file, e.place as sits,
        book.enterprise as linked, coalesce((r.made ->> 'since')::date, book.since) as since, coalesce((r.made ->> 'until')::date, book.until) as until,
        r.made ->> 'until' is not null as ends, book.until as ended
      from import_row r %5$s left join enterprise e on e.id = plant.id where r.stage = $2 and r.made is not null)
    select row, made || case when file is not null then jsonb_build_object('enterprise', file) else '{}' end as made,
      app.an_issue(place is null, case when exists (select from place p where p.name = place_named and p.kind <> 'block') then 'place-ambiguous'
          else 'place-unknown' end, %1$L, place_named)
        || app.an_issue(enterprise_key is not null and file is null, 'enterprise-without-file', %2$L, enterprise_key, true)
        || app.an_issue(place is not null and sits <> place and coalesce(until > app.today(), true), 'tenant-elsewhere', %2$L,
          (select p.name from place p where p.id = sits))
        || app.an_issue(ends and ended is distinct from until and (file is not null and sits = place or linked is not null), 'tenant-ends-by-file', %3$L,
          made ->> 'until')
        || app.an_issue(until < since, 'until-before-since', %3$L, made ->> 'until')
        || case when file is null and linked is null and coalesce(until > app.today(), true) then coalesce((
            select app.an_issue(true, 'tenant-has-file', %4$L, min(o.identifier), true) from enterprise o
            where o.place = told.place and app.plain_name(o.name) = app.plain_name(told.name) having count(*) > 0), '[]') else '[]' end as issues,
      null::geometry as at
    from told$sql$,
    app.headed(of_stage, 'place'), app.headed(of_stage, 'enterprise'), app.headed(of_stage, 'until'), app.headed(of_stage, 'name'),
    app.kind_joins('tenant', array['name'])), of_stage.mapping ->> 'scheme');
end $$;

-- As before, without columns that no cell fills.
create or replace function app.count_blanks(of_stage import_stage) returns jsonb language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  topic constant text := app.import_topic(of_stage.capability);
  names constant text[] := case topic when 'enterprise' then app.told_columns(of_stage) 
    else array(select name from unnest(app.kind_names(of_stage)) with ordinality named (name, place)
      where name not in ('geom', 'boundary_assumed', 'manager_enterprise') order by place) end; -- these follow from other cells
  found jsonb;
begin
  if topic = 'grid' then return '[]'; end if;
  execute format($sql$select jsonb_build_array(%s) from import_row r %s where r.stage = $2 and not r.rejected$sql$,
    (select string_agg(format(
        case name when 'geom' then $t$jsonb_build_object('name', %1$L, 'kept', count(*) filter (where r.lng is null and book.geom is not null),
            'assumed', 0, 'value', null)$t$
          else $t$jsonb_build_object('name', %1$L, 'kept', count(*) filter (where book.%1$I is not null and m.%1$I is null %3$s),
            'assumed', count(*) filter (where book.id is null and m.%1$I is null and (%2$s) is not null), 'value', to_jsonb(%2$s))$t$ end,
        name, coalesce(app.column_default(topic, name), 'null::text'),
        case topic when 'enterprise' then '' else format('and r.made -> %L is null', name) end), ', ' order by place)
      from unnest(names) with ordinality named (name, place)),
    case topic when 'enterprise' then format('cross join lateral json_to_record(r.made) m (%s)
        left join enterprise own on own.scheme = $1 and own.identifier = r.key
        left join enterprise_alias other on other.scheme = $1 and other.identifier = r.key
        left join enterprise book on book.id = coalesce(own.id, other.enterprise)', app.column_types('enterprise', array_remove(names, 'geom')))
      else app.kind_joins(topic, names) end)
  using of_stage.mapping ->> 'scheme', of_stage.id into found;
  return (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(found) one
    where (one ->> 'kept')::integer > 0 or (one ->> 'assumed')::integer > 0);
end $$;

-- As before; a blank position leaves the place that the book has, as every other blank does.
create or replace function app.fill_kind(of_stage import_stage) returns void language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  topic constant text := app.import_topic(of_stage.capability);
  names constant text[] := app.kind_names(of_stage);
begin
  execute format($sql$
    update import_row r set made = case when f.fill = '{}' then r.made else (r.made::jsonb || f.fill)::json end, seen = f.seen
    from (select r.row, %s as seen, jsonb_strip_nulls(%s) as fill from import_row r %s where r.stage = $2 and r.made is not null) f
    where r.stage = $2 and r.row = f.row and (f.fill <> '{}' or f.seen is not null)$sql$,
    app.seen_of('book', names),
    (select string_agg(format($t$case when r.made -> %1$L is null then jsonb_build_object(%1$L,
        case when book.id is not null and not $3 then to_jsonb(book.%1$I%3$s) else to_jsonb(%2$s) end) else '{}' end$t$,
        name, coalesce(app.column_default(topic, name), 'null::text'), case name when 'geom' then '::text' else '' end), ' || ' order by place)
      from unnest(names) with ordinality named (name, place)),
    app.kind_joins(topic, names))
  using of_stage.mapping ->> 'scheme', of_stage.id, app.holds_demo();
end $$;

-- As before; of places two rows are one by number or by kind and name, of tenants by file or by name within their place.
create or replace function app.finish_kind(of_stage import_stage, chosen jsonb) returns void language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  topic constant text := app.import_topic(of_stage.capability);
  owned constant boolean := app.import_owned(topic);
  names constant text[] := app.kind_names(of_stage);
begin
  execute format($sql$
    with placed as materialized (
      select r.row, r.key, book.id is null as new, row(%1$s) is distinct from row(%2$s) as differs, %3$s as lost, %4$s as taken, %5$s as bears,
        %7$s as unfound
      from import_row r %6$s
      where r.stage = $2 and r.made is not null),
    same as (
      select p.bears, count(*) filter (where $3 ? p.row::text) as picked,
        array_to_string((array_agg(p.row order by p.row))[1:50], ', ') || case when count(*) > 50 then ' …' else '' end as listed
      from placed p where p.bears is not null group by p.bears having count(*) > 1),
    found as (
      select p.row, p.new, p.differs,
        case when p.lost is null then '[]' else jsonb_build_array(jsonb_build_object('column', $4, 'rule', 'enterprise-unknown', 'found', p.lost)) end
        || case when p.unfound is null then '[]' else jsonb_build_array(jsonb_build_object('column', $7, 'rule', 'hazard-source-unknown', 'found', p.unfound)) end
        || case when p.taken is null then '[]' else jsonb_build_array(jsonb_build_object('column', $5, 'rule', 'name-taken', 'found', p.taken)) end
        || case when same.bears is null then '[]' else jsonb_build_array(jsonb_build_object('column', $6, 'rule', 'key-repeated',
          'found', p.key || ' (' || same.listed || ')', 'reason', case when same.picked = 1 then $3 ->> p.row::text end)) end as issues
      from placed p left join same using (bears)),
    judged as (
      select f.*, exists (select from jsonb_to_recordset(f.issues) i (reason text) where i.reason is null) as refused from found f)
    update import_row r set issues = nullif(coalesce(r.issues, '[]') || j.issues, '[]'), rejected = r.rejected or j.refused,
      outlook = case when r.rejected or j.refused then null when j.new then 'added' when j.differs then 'changed' else 'unchanged' end
    from judged j where r.stage = $2 and r.row = j.row$sql$,
    app.column_list('book', names), app.column_list('m', names),
    case when owned and topic <> 'tenant' then 'case when plant.id is null then m.enterprise end' else 'null::text' end,
    case when topic = 'department' then 'case when m.name is not null and (exists (select from department d where d.name = m.name and d.code <> m.code)
      or min(m.code) over (partition by m.name) <> max(m.code) over (partition by m.name)) then m.name end'
      when topic = 'place' then 'case when exists (select from place p where p.kind = m.kind and p.name = m.name and p.id is distinct from book.id) then m.name end'
      when topic = 'tenant' then $t$case when coalesce((r.made ->> 'until')::date > app.today(), true) and exists (
        select from tenant o where o.place = owner.id and o.name = m.name and o.until is null and o.id is distinct from book.id) then m.name end$t$
      else 'null::text' end,
    case when topic = 'hazard_source_substance' then 'case when owner.id is not null then row(owner.id, m.known_as[1])::text end'
      when topic = 'place' then $t$case when book.id is not null then book.id::text
        when r.made ->> 'code' is not null and count(*) over (partition by r.made ->> 'code') > 1 then r.made ->> 'code'
        else row(m.kind, m.name)::text end$t$
      when topic = 'tenant' then $t$case when owner.id is null then null when book.id is not null then book.id::text
        when count(*) over (partition by owner.id, m.name, (r.made ->> 'until')::date) > 1 then row(owner.id, m.name, (r.made ->> 'until')::date)::text
        else row(owner.id, coalesce(plant.id::text, m.name), (r.made ->> 'until')::date)::text end$t$
      when owned then format('case when owner.id is not null then row(owner.id, %s)::text end', app.column_list('m', app.import_key(topic)))
      when app.import_key(topic) <> '{}' then format('row(%s)::text', app.column_list('m', app.import_key(topic)))
      else 'st_astext(point.geom)' end,
    app.kind_joins(topic, names),
    case when topic = 'hazard_source_substance' then 'case when plant.id is not null and owner.id is null then m.hazard_source end' else 'null::text' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, chosen, coalesce(of_stage.mapping #>> '{columns,enterprise,column}', 'enterprise'),
    coalesce(of_stage.mapping #>> '{columns,name,column}', 'name'), of_stage.key_column,
    coalesce(of_stage.mapping #>> '{columns,hazardSource,column}', 'hazardSource');
  perform app.warn_of_levels(of_stage);
end $$;

-- Files of tenants that say no place yet say from now on that they sit here; that is a change of theirs, and is taken back with the import.
create function app.seat_tenants(of_stage import_stage, as_import integer, after integer, upto integer) returns void language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
begin
  execute format($sql$
    with moved as (
      update enterprise e set place = owner.id
      from import_row r %s
      where r.stage = $2 and r.row > $4 and r.row <= $5 and not r.rejected and e.id = plant.id and e.place is null
        and coalesce((r.made ->> 'until')::date > app.today(), true)
      returning e.id, decode(md5(row(%s)::text), 'hex') as digest)
    insert into import_change (import, topic, id, before, digest) select $3, 'enterprise', id, '{"place": null}', digest from moved$sql$,
    app.kind_joins('tenant', array['name']), app.column_list('e', app.import_digest('enterprise')))
  using of_stage.mapping ->> 'scheme', of_stage.id, as_import, after, upto;
end $$;

-- As before; where a row comes from, and in which datum its ground was told, is written with what differs and is no difference itself.
create or replace function app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, out added integer, out changed integer)
  language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  of_stage import_stage;
  topic text;
  names text[];
  marks text[]; -- columns that say where a row comes from
  more text[];
  lost integer;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_kind_rows.stage;
  topic := app.import_topic(of_stage.capability);
  if of_stage.state is distinct from 'publishing' or topic is null or topic in ('enterprise', 'grid') then
    raise exception 'stage % is not being published', publish_kind_rows.stage using errcode = 'AJ001';
  end if;
  names := app.kind_names(of_stage);
  marks := case when topic in ('enterprise_person', 'tenant') then array['source'] when topic = 'place' then array['source', 'source_datum'] else '{}' end;
  if topic = 'tenant' then perform app.seat_tenants(of_stage, as_import, after, upto); end if;
  more := marks || case when app.import_owned(topic) then array[app.import_owner(topic)] else '{}' end
    || case when app.import_located(topic) then array['geom'] else '{}' end;
  execute format($sql$
    with incoming as materialized (
      select r.row, %1$s, %13$s book.id as known, row(%2$s) is distinct from row(%1$s) as differs %14$s %15$s
      from import_row r %3$s
      where r.stage = $2 and r.row > $4 and r.row <= $5 and not r.rejected),
    differing as materialized (
      select i.*, jsonb_build_object(%4$s) as before from incoming i join %5$I t on t.id = i.known where i.differs),
    done as (
      update %5$I t set (%6$s) = row(%7$s) from differing d where t.id = d.known
      returning t.id, d.before, decode(md5(row(%8$s)::text), 'hex') as digest),
    made as (
      insert into %5$I (%9$s) select %10$s from incoming i where i.known is null and %11$s order by i.row
      returning id, null::jsonb as before, decode(md5(row(%12$s)::text), 'hex') as digest),
    kept as (
      insert into import_change (import, topic, id, before, digest)
      select $3, %5$L, id, before, digest from (select * from done union all select * from made) both_kinds)
    select (select count(*) from made), (select count(*) from done), (select count(*) from incoming i where not %11$s)$sql$,
    app.column_list('m', names), app.column_list('book', names), app.kind_joins(topic, names),
    app.column_pairs('t', names || marks), topic,
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(names || marks) with ordinality named (name, place)),
    app.column_list('d', names || marks), app.column_list('t', app.import_digest(topic)),
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(names || more) with ordinality named (name, place)),
    app.column_list('i', names || more),
    case when app.import_owned(topic) then format('i.%I is not null', app.import_owner(topic)) else 'true' end,
    app.column_list(quote_ident(topic), app.import_digest(topic)), case when marks <> '{}' then $t$'import' as source,$t$ else '' end
      || case topic when 'place' then 'case when book.geom is not distinct from m.geom then book.source_datum else $6 end as source_datum,' else '' end,
    case when app.import_owned(topic) then format(', owner.id as %I', app.import_owner(topic)) else '' end,
    case when app.import_located(topic) then ', point.geom' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, as_import, after, upto, of_stage.datum into added, changed, lost;
  if lost > 0 then
    raise exception '% rows of stage % lost their enterprise since they were staged', lost, of_stage.id using errcode = 'AJ003';
  end if;
end $$;

-- As before; of a place a point within it.
create or replace function app.staged_before(stage integer, numbers integer[]) returns table (number integer, id integer, before jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  of_stage import_stage;
  topic text;
  names text[];
  moved text := '';
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = staged_before.stage;
  topic := app.import_topic(of_stage.capability);
  if topic is null or topic = 'grid' then return; end if;
  if topic <> 'enterprise' then -- of these, only what differs
    names := app.kind_names(of_stage);
    if 'geom' = any (names) then
      moved := $t$|| case when book.geom is distinct from m.geom then jsonb_build_object('lng', st_x(inside.at), 'lat', st_y(inside.at)) else '{}' end$t$;
    end if;
    return query execute format($sql$
      select r.row, book.id, (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(jsonb_build_object(%s)) f
        where f.value is distinct from jsonb_build_object(%s) -> f.key) %s
      from import_row r %s %s
      where r.stage = $2 and r.row = any ($3) and book.id is not null$sql$,
      app.column_pairs('book', array_remove(names, 'geom')), app.column_pairs('m', array_remove(names, 'geom')), moved,
      app.kind_joins(topic, names),
      case when 'geom' = any (names) then 'cross join lateral (select st_pointonsurface(book.geom) as at) inside' else '' end)
    using of_stage.mapping ->> 'scheme', of_stage.id, numbers;
    return;
  end if;
  return query execute format($sql$
    select r.row, e.id, jsonb_build_object('lng', st_x(e.geom), 'lat', st_y(e.geom) %s)
    from import_row r
    left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
    %s
    join enterprise e on e.id = coalesce(known.id, alias.id, s.enterprise)
    where r.stage = $2 and r.row = any ($3)$sql$,
    (select string_agg(format(', %L, e.%I', name, name), '') from unnest(of_stage.columns) name where name = any (app.import_columns('enterprise'))),
    app.known_by('r.key'))
  using of_stage.mapping ->> 'scheme', of_stage.id, numbers;
end $$;

-- As before; tenants before their files, for whoever leaves by its file has left by its row.
create or replace function app.undo_import(which integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_topic text;
  names text[];
  touched integer := 0;
  more integer;
begin
  perform app.expect_importer();
  perform pg_advisory_xact_lock(hashtext('anjian import'));
  perform from import i where i.id = which and i.undone_at is null for update;
  if not found or exists (select from app.undo_hindrances(which)) then
    raise exception 'import % cannot be undone', which using errcode = 'AJ002';
  end if;
  delete from enterprise_alias a where a.import = which;
  for of_topic in select c.topic from import_change c where c.import = which group by c.topic order by c.topic = 'enterprise', c.topic loop
    select array_agg(name) into names from (select distinct jsonb_object_keys(c.before) as name from import_change c
      where c.import = which and c.topic = of_topic and c.before is not null) keys;
    if names is not null then
      execute format('update %1$I t set (%2$s) = (select %3$s from jsonb_populate_record(null::%1$I, c.before) b)
        from import_change c where c.import = $1 and c.topic = %1$L and c.before is not null and t.id = c.id',
        of_topic, (select string_agg(quote_ident(name), ', ') from unnest(names) name), app.column_list('b', names)) using which;
      get diagnostics more = row_count;
      touched := touched + more;
    end if;
    if of_topic = 'grid' then
      update enterprise e set grid = null from import_change c where c.import = which and c.topic = 'grid' and c.before is null and e.grid = c.id;
      update place p set grid = null from import_change c where c.import = which and c.topic = 'grid' and c.before is null and p.grid = c.id;
      update population_point p set grid = null from import_change c where c.import = which and c.topic = 'grid' and c.before is null and p.grid = c.id;
    end if;
    if of_topic = 'department' then
      update enterprise e set lead_department = null
      from import_change c where c.import = which and c.topic = 'department' and c.before is null and e.lead_department = c.id;
    end if;
    execute format('delete from %1$I t using import_change c where c.import = $1 and c.topic = %1$L and c.before is null and t.id = c.id', of_topic)
      using which;
    get diagnostics more = row_count;
    touched := touched + more;
    if of_topic in ('grid', 'department') then perform app.assign_owners(); end if;
  end loop;
  update import i set undone_at = app.now(), undone_by = coalesce(app.person(), session_user) where i.id = which;
  return touched;
end $$;

-- As before; places and tenants are settled first, and a rule that is set aside for all rows is counted where it was broken.
create or replace function app.finish_stage(stage integer, attempt integer, chosen jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_stage import_stage;
  found_blanks jsonb;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = finish_stage.stage for update;
  if of_stage.state is distinct from 'staging' or of_stage.attempt <> finish_stage.attempt then
    raise exception 'stage % is not being staged', finish_stage.stage using errcode = 'AJ001';
  end if;
  analyze import_row;
  if of_stage.capability not in ('enterprises', 'grids') then
    if of_stage.capability = 'places' then perform app.settle_places(of_stage); end if;
    if of_stage.capability = 'tenants' then perform app.settle_tenants(of_stage); end if;
    found_blanks := app.count_blanks(of_stage);
    perform app.fill_kind(of_stage);
    perform app.finish_kind(of_stage, chosen);
  else
    with same as (
      select r.key, count(*) filter (where chosen ? r.row::text) as picked,
        array_to_string((array_agg(r.row order by r.row))[1:50], ', ') || case when count(*) > 50 then ' …' else '' end as listed
      from import_row r where r.stage = of_stage.id and r.made is not null and r.key is not null group by r.key having count(*) > 1),
    said as (
      select r.row, case when same.picked = 1 then chosen ->> r.row::text end as reason, format('%s (%s)', same.key, same.listed) as found
      from import_row r join same using (key) where r.stage = of_stage.id and r.made is not null)
    update import_row r set rejected = r.rejected or said.reason is null, outlook = case when said.reason is not null then r.outlook end,
      issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object(
        'column', of_stage.key_column, 'rule', 'key-repeated', 'found', said.found, 'reason', said.reason))
    from said where r.stage = of_stage.id and r.row = said.row;
  end if;

  if of_stage.capability = 'enterprises' then perform app.finish_enterprises(of_stage); end if;
  if of_stage.capability = 'grids' then
    update import_row r set outlook = case when g.id is null then 'added'
      when (g.name, g.person, g.phone, g.geom) is distinct from (m.name, m.person, m.phone, m.geom) then 'changed' else 'unchanged' end,
      seen = case when g.id is not null then decode(md5(row(g.id, g.name, g.person, g.phone, g.geom)::text), 'hex') end
    from app.staged_territories(of_stage.id) m
    left join grid g on g.code = m.code
    where r.stage = of_stage.id and r.row = m.row_number;
    update import_stage s set (moved, left_out) = (select c.moved, c.left_out from app.count_moves(of_stage.id) c) where s.id = of_stage.id;
  end if;
  found_blanks := coalesce(found_blanks, app.count_blanks(of_stage));
  update import_stage s set state = 'staged', progress = null, revision = s.revision + 1, blanks = found_blanks,
    (rows, located, rejected, warned, added, changed, unchanged) = (
      select count(*), count(r.lng), count(*) filter (where r.rejected), count(*) filter (where r.warned),
        count(*) filter (where r.outlook = 'added'), count(*) filter (where r.outlook = 'changed'), count(*) filter (where r.outlook = 'unchanged')
      from import_row r where r.stage = s.id),
    in_no_grid = (select case when s.capability <> 'grids' then count(*) end from import_row r where r.stage = s.id and not r.rejected and r.lng is not null and not exists (
      select from grid g where g.level = 3 and st_intersects(g.geom, st_setsrid(st_makepoint(r.lng, r.lat), 4326)))),
    broken = (select coalesce(jsonb_object_agg(rule, n), '{}') from (
      select i.rule, count(distinct r.row) as n from import_row r, jsonb_to_recordset(r.issues) i (rule text, reason text, every boolean)
      where r.stage = s.id and r.issues is not null and (i.reason is null or i.every) group by i.rule) by_rule)
  where s.id = of_stage.id;
end $$;

-- What a row says, whatever it is known by.
create function app.row_content(r import_row) returns text language sql immutable parallel safe
  return md5(concat_ws('|', r.made ->> 'name', round(r.lng::numeric, 6), round(r.lat::numeric, 6), r.made ->> 'address'));
create function app.decisions_of(stage integer)
  returns table (number bigint, key text, content text, enterprise integer, decided text) language sql stable set search_path = public, pg_temp as $$
  select d.number, d.value ->> 'key', d.value ->> 'content', (d.value ->> 'enterprise')::integer, d.value ->> 'decided'
  from import_stage s, jsonb_array_elements(s.decisions) with ordinality d (value, number) where s.id = stage
$$;
-- Keeps what was decided of merges, before the rows of a stage are forgotten and read anew. A file that comes for the first time goes on from
-- the decisions of the one that it corrects: the latest of the same name and kind that is not published.
create function app.keep_decisions(stage integer, scheme text) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare source integer;
begin
  perform app.expect_importer();
  select r.stage into source from import_resemblance r where r.stage = keep_decisions.stage and r.decided is not null limit 1;
  if source is null then
    select o.id into source from import_stage s join import_stage o on o.file_name = s.file_name and o.id < s.id and o.kept and s.kept
    where s.id = keep_decisions.stage and s.attempt = 0 and o.capability = 'enterprises' and o.mapping ->> 'scheme' = keep_decisions.scheme
      and o.state in ('staged', 'cancelled', 'failed') and exists (select from import_resemblance r where r.stage = o.id and r.decided is not null)
    order by o.id desc limit 1;
  end if;
  if source is null then return; end if; -- a check that was stopped has none of its own: those before it still stand
  update import_stage s set decisions = (
    select coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'content', app.row_content(r), 'enterprise', m.enterprise, 'decided', m.decided)
      order by r.row), '[]')
    from import_resemblance m join import_row r on r.stage = m.stage and r.row = m.row where m.stage = source and m.decided is not null)
  where s.id = keep_decisions.stage;
end $$;

-- As before; what was decided before holds where its row, by key or by what it says, and the enterprise are still there.
create or replace function app.finish_enterprises(of_stage import_stage) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  names constant text[] := app.told_columns(of_stage);
  plain constant text[] := array_remove(names, 'geom');
begin
  update import_row r set rejected = true, outlook = null, issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object(
    'column', of_stage.key_column, 'rule', 'enterprise-repeated', 'found', format('%s (%s)', same.identifier, array_to_string(same.numbers, ', '))))
  from app.same_enterprise(of_stage.id) same where r.stage = of_stage.id and r.row = any (same.numbers);

  if of_stage.mapping ->> 'scheme' <> 'uscc' then
    update import_row r set warned = true, issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object('column', of_stage.key_column,
      'rule', 'another-enterprise', 'found', format('%s → %s (%s m)', e.name, r.made ->> 'name', round(st_distance(e.geom::geography, point.at::geography)))))
    from import_row n left join enterprise own on own.scheme = of_stage.mapping ->> 'scheme' and own.identifier = n.key
      left join enterprise_alias other on other.scheme = of_stage.mapping ->> 'scheme' and other.identifier = n.key
      join enterprise e on e.id = coalesce(own.id, other.enterprise)
      cross join lateral (select st_setsrid(st_makepoint(n.lng, n.lat), 4326) as at) point
    where r.stage = of_stage.id and n.stage = r.stage and n.row = r.row and n.outlook = 'changed' and n.lng is not null
      and app.plain_name(e.name) <> app.plain_name(n.made ->> 'name') and st_distance(e.geom::geography, point.at::geography) > 200;
  end if;

  execute format($sql$
    with alike as (
      select distinct on (r.row) r.stage, r.row, r.key, app.row_content(r) as content, e.id as enterprise, e.identifier, e.scheme,
        st_distance(e.geom::geography, point.at::geography) as metres, %s as seen,
        row(%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s as differs
      from import_row r
      cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as at) point
      join enterprise e on st_dwithin(e.geom, point.at, 0.004) and app.plain_name(e.name) = app.plain_name(r.made ->> 'name')
      where r.stage = $1 and r.outlook = 'added' and r.lng is not null and st_dwithin(e.geom::geography, point.at::geography, 200)
      order by r.row, metres, e.id),
    asked as (
      select a.*, d.decided, d.number from alike a left join lateral (
        select d.number, d.decided from app.decisions_of($1) d where d.enterprise = a.enterprise and (d.key = a.key or d.content = a.content)
        order by d.key is distinct from a.key, d.number limit 1) d on true),
    -- of one enterprise one row is merged: where several were, or another row of the file is it, people are asked again
    told as (
      select a.*, case when a.decided = 'merge' and (count(*) filter (where a.decided = 'merge') over (partition by a.enterprise) > 1
        or a.scheme = $2 and exists (select from import_row o where o.stage = $1 and o.key = a.identifier and not o.rejected)
        or exists (select from enterprise_alias l join import_row o on o.stage = $1 and o.key = l.identifier and not o.rejected
          where l.scheme = $2 and l.enterprise = a.enterprise)) then null else a.decided end as holds
      from asked a),
    offered as (
      insert into import_resemblance (stage, row, enterprise, metres, seen, differs, decided)
      select stage, row, enterprise, metres, seen, differs, holds from told)
    update import_stage s set recalled = c.held, forgotten = jsonb_array_length(s.decisions) - c.held, decisions = '[]'
    from (select count(distinct t.number) filter (where t.holds is not null)::integer as held from told t) c where s.id = $1$sql$,
    app.seen_of('e', names), app.column_list('e', plain), app.kept_columns('m', 'e', plain), app.column_types('enterprise', plain),
    case when 'geom' = any (names) then 'or e.geom is distinct from point.at' else '' end)
  using of_stage.id, of_stage.mapping ->> 'scheme';
end $$;

revoke execute on function app.kind_match, app.settle_rows, app.an_issue, app.headed, app.assumed_ground, app.settle_places, app.settle_tenants,
  app.seat_tenants, app.row_content, app.decisions_of, app.keep_decisions from public;
grant execute on function app.keep_decisions to anjian_actor, anjian_steward;
