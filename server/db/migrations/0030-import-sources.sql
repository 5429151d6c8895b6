-- Hazard sources and their inventories come by file. What follows from an inventory, S, R, α and the level, is worked out by the database
-- whoever writes it, in the same transaction, and is never imported.

create function app.level_of(ratio double precision, r double precision) returns integer language sql immutable parallel safe
  return case when ratio is null or r is null or ratio < 1 - 1e-9 then null
    when r >= 100 - 1e-9 then 1 when r >= 50 - 1e-9 then 2 when r >= 10 - 1e-9 then 3 else 4 end;
comment on function app.level_of is 'GB 18218-2018 table 6, as hazard_source.level has it: null where S < 1';

-- Who lives around these plants is counted anew, and with it α and R of their sources.
create function app.count_around(plants integer[]) returns void language sql set search_path = public, pg_temp as $$
  update hazard_source s set alpha_people = plant.around, alpha = app.alpha_of(plant.around), provisional = plant.around is null,
    r = app.alpha_of(plant.around) * s.sum_weighted
  from (select id, app.people_outside(id) as around from unnest(plants) id) plant
  where s.enterprise = plant.id
    and (s.alpha_people, s.alpha, s.provisional) is distinct from (plant.around, app.alpha_of(plant.around), plant.around is null)
$$;
create or replace function app.reassess_sources() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.count_around(array[new.id]);
  return null;
end $$;

-- Sums of the sources whose inventories were touched; a source without one has none.
create function app.weigh_sources(targets integer[]) returns void language sql set search_path = public, pg_temp as $$
  update hazard_source s set alpha_people = found.around, alpha = app.alpha_of(found.around), provisional = found.around is null,
    sum_ratio = found.ratio, sum_weighted = found.weighted, r = app.alpha_of(found.around) * found.weighted
  from (
    select k.id, app.people_outside(k.enterprise) as around, sums.*
    from hazard_source k cross join lateral (
      select sum(b.quantity / b.critical order by b.id) as ratio, sum(b.beta * (b.quantity / b.critical) order by b.id) as weighted
      from hazard_source_substance b where b.hazard_source = k.id) sums
    where k.id = any (targets)) found
  where s.id = found.id and (s.alpha_people, s.alpha, s.provisional, s.sum_ratio, s.sum_weighted)
    is distinct from (found.around, app.alpha_of(found.around), found.around is null, found.ratio, found.weighted)
$$;
create function app.weigh_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then perform app.weigh_sources(array(select distinct hazard_source from new_rows));
  elsif tg_op = 'DELETE' then perform app.weigh_sources(array(select distinct hazard_source from old_rows));
  else perform app.weigh_sources(array(select hazard_source from new_rows union select hazard_source from old_rows)); end if;
  return null;
end $$;
create trigger weigh_insert after insert on hazard_source_substance referencing new table as new_rows
  for each statement execute function app.weigh_touched();
create trigger weigh_update after update on hazard_source_substance referencing new table as new_rows old table as old_rows
  for each statement execute function app.weigh_touched();
create trigger weigh_delete after delete on hazard_source_substance referencing old table as old_rows
  for each statement execute function app.weigh_touched();

create function app.count_for_source() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.alpha_people := app.people_outside(new.enterprise);
  new.alpha := app.alpha_of(new.alpha_people);
  new.provisional := new.alpha_people is null;
  return new;
end $$;
create trigger count_around before insert on hazard_source for each row when (new.alpha is null) execute function app.count_for_source();

-- People moved in, away, or were counted anew: α of the plants near them follows. 0.02° is more than 500 m at every latitude of China.
create function app.recount_near() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare points geometry[];
begin
  if tg_op = 'INSERT' then select array_agg(geom) into points from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(geom) into points from old_rows;
  else
    select array_agg(at) into points from new_rows n join old_rows o using (id) cross join lateral (values (n.geom), (o.geom)) moved (at)
    where (n.people, n.geom) is distinct from (o.people, o.geom);
  end if;
  if points is null or not exists (select from hazard_source) then return null; end if;
  perform app.count_around(array(
    select e.id from enterprise e where e.footprint is not null and exists (select from hazard_source s where s.enterprise = e.id)
      and exists (select from unnest(points) at where at && st_expand(e.footprint, 0.02))));
  return null;
end $$;
create trigger recount_insert after insert on population_point referencing new table as new_rows
  for each statement execute function app.recount_near();
create trigger recount_update after update on population_point referencing new table as new_rows old table as old_rows
  for each statement execute function app.recount_near();
create trigger recount_delete after delete on population_point referencing old table as old_rows
  for each statement execute function app.recount_near();

create or replace function app.import_topic(capability text) returns text language sql immutable parallel safe
  return case capability when 'enterprises' then 'enterprise' when 'grids' then 'grid' when 'departments' then 'department'
    when 'people' then 'enterprise_person' when 'inspections' then 'inspection' when 'risk-points' then 'risk_point'
    when 'population' then 'population_point' when 'hazards' then 'hazard' when 'hazard-sources' then 'hazard_source'
    when 'substances' then 'hazard_source_substance' end;
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
    -- a place that is no key is a column like any other; its text is that of PostGIS
    when 'hazard_source' then array['name', 'unit_kind', 'principal', 'technician', 'operator', 'assessed_at', 'geom']
    when 'hazard_source_substance' then array['name', 'cas', 'category', 'quantity', 'critical', 'beta', 'beta_reason']
    else '{}' end;
create or replace function app.import_key(topic text) returns text[] language sql immutable parallel safe
  return case topic
    when 'department' then array['code']
    when 'enterprise_person' then array['office', 'name']
    when 'inspection' then array['kind', 'inspector', 'inspected_at']
    when 'risk_point' then array['name']
    when 'hazard' then array['description', 'found_at']
    when 'hazard_source' then array['name']
    when 'hazard_source_substance' then array['name']
    else '{}' end;
-- The column that says to what a row belongs: an enterprise, or a hazard source of one.
create function app.import_owner(topic text) returns text language sql immutable parallel safe
  return case when topic = 'hazard_source_substance' then 'hazard_source'
    when topic in ('enterprise_person', 'inspection', 'risk_point', 'hazard', 'hazard_source') then 'enterprise' end;
create or replace function app.import_owned(topic text) returns boolean language sql immutable parallel safe
  return app.import_owner(topic) is not null;
comment on function app.import_owned is 'Whether its rows belong to an enterprise, or to something that does';

alter table import_stage drop constraint import_stage_capability_check,
  add constraint import_stage_capability_check check (capability is null or app.import_topic(capability) is not null);

create or replace function app.column_pairs(alias text, names text[]) returns text language sql immutable parallel safe
  return (select string_agg(format(case name when 'geom' then '%L, %s.%I::text' else '%L, %s.%I' end, name, alias, name), ', ' order by place)
    from unnest(names) with ordinality named (name, place));

-- Joins of a staged row `r` of a kind: `m` its columns, `point` its place, `plant` its enterprise, `owner` what it belongs to (the
-- enterprise itself, or one of its sources) and `book` what the book has of it. A substance is known by any of its names. $1 is the scheme.
create or replace function app.kind_joins(topic text, names text[]) returns text language sql stable
  return format('left join lateral json_to_record(r.made) m (%s%s) on true
    cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom) point
    %s
    left join lateral (select b.* from %I b where %s order by b.id limit 1) book on true',
    app.column_types(topic, names), case when app.import_owned(topic) then ', enterprise text' else '' end
      || case topic when 'hazard_source_substance' then ', hazard_source text, known_as text[]' else '' end,
    case when app.import_owned(topic)
      then app.known_by('m.enterprise') || ' cross join lateral (select coalesce(known.id, alias.id) as id) plant '
        || case topic when 'hazard_source_substance'
          then 'left join lateral (select s.id from hazard_source s where s.enterprise = plant.id and s.name = m.hazard_source) owner on true'
          else 'cross join lateral (select plant.id) owner' end
      else 'cross join (select null::integer as id) plant cross join (select null::integer as id) owner' end,
    topic,
    case when app.import_owned(topic) then format('b.%I = owner.id and ', app.import_owner(topic)) else '' end
      || case topic when 'hazard_source_substance' then 'b.name = any (m.known_as)' else
        coalesce((select string_agg(format('b.%1$I = m.%1$I', name), ' and ') from unnest(app.import_key(topic)) name),
          'b.geom && point.geom and b.geom = point.geom') end);

-- Warns of levels that a file tells and that are not what its inventory comes to, with that of staged rows taken as published.
create function app.warn_of_levels(of_stage import_stage) returns void language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  topic constant text := app.import_topic(of_stage.capability);
begin
  if topic not in ('hazard_source', 'hazard_source_substance') or not of_stage.mapping #> '{columns}' ? 'level' then return; end if;
  execute format($sql$
    with told as materialized (
      select r.row, (r.made ->> 'level')::integer as level, %1$s as source, %2$s as known_as, %3$s
      from import_row r %4$s where r.stage = $2 and not r.rejected and %1$s is not null),
    held as (
      select t.source, t.quantity, t.critical, t.beta from told t where t.quantity is not null
      union all
      select b.hazard_source, b.quantity, b.critical, b.beta from hazard_source_substance b
      where b.hazard_source in (select source from told)
        and not exists (select from told t where t.source = b.hazard_source and b.name = any (t.known_as))),
    summed as (select source, sum(quantity / critical) as ratio, sum(beta * (quantity / critical)) as weighted from held group by source),
    computed as (
      select s.id, app.level_of(h.ratio, app.alpha_of(app.people_outside(s.enterprise)) * h.weighted) as level
      from summed h join hazard_source s on s.id = h.source)
    update import_row r set warned = true, issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object('column', $3,
      'rule', 'level-differs', 'found', t.level || ' ≠ ' || coalesce(c.level::text, '—')))
    from told t join computed c on c.id = t.source
    where r.stage = $2 and r.row = t.row and t.level is not null and t.level is distinct from c.level$sql$,
    case topic when 'hazard_source' then 'book.id' else 'owner.id' end,
    case topic when 'hazard_source' then 'null::text[]' else 'm.known_as' end,
    case topic when 'hazard_source'
      then 'null::double precision as quantity, null::double precision as critical, null::double precision as beta'
      else 'm.quantity, m.critical, m.beta' end,
    app.kind_joins(topic, case topic when 'hazard_source' then array['name'] else array['name', 'quantity', 'critical', 'beta'] end))
  using of_stage.mapping ->> 'scheme', of_stage.id, of_stage.mapping #>> '{columns,level,column}';
end $$;

-- What only the book and all rows of a kind together can tell: enterprises and sources that nobody knows, names that another bears, keys
-- that several rows bear, and what publishing would do.
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
    case when owned then 'case when plant.id is null then m.enterprise end' else 'null::text' end,
    case when topic = 'department' then 'case when m.name is not null and (exists (select from department d where d.name = m.name and d.code <> m.code)
      or min(m.code) over (partition by m.name) <> max(m.code) over (partition by m.name)) then m.name end' else 'null::text' end,
    case when topic = 'hazard_source_substance' then 'case when owner.id is not null then row(owner.id, m.known_as[1])::text end'
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

-- Publishes the good rows of a kind after one, up to another, within the transaction of the import; says what was done.
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
  marks := case when topic = 'enterprise_person' then array['source'] else '{}' end;
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
    app.column_list(quote_ident(topic), app.import_digest(topic)), case when marks <> '{}' then $t$'import' as source,$t$ else '' end,
    case when app.import_owned(topic) then format(', owner.id as %I', app.import_owner(topic)) else '' end,
    case when app.import_located(topic) then ', point.geom' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, as_import, after, upto into added, changed, lost;
  if lost > 0 then
    raise exception '% rows of stage % lost their enterprise since they were staged', lost, of_stage.id using errcode = 'AJ003';
  end if;
end $$;

-- What the book has in the place of staged rows, by the columns that the file fills.
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
      moved := $t$|| case when book.geom is distinct from m.geom then jsonb_build_object('lng', st_x(book.geom), 'lat', st_y(book.geom)) else '{}' end$t$;
    end if;
    return query execute format($sql$
      select r.row, book.id, (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(jsonb_build_object(%s)) f
        where f.value is distinct from jsonb_build_object(%s) -> f.key) %s
      from import_row r %s
      where r.stage = $2 and r.row = any ($3) and book.id is not null$sql$,
      app.column_pairs('book', array_remove(names, 'geom')), app.column_pairs('m', array_remove(names, 'geom')), moved,
      app.kind_joins(topic, names))
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

revoke execute on function app.count_around, app.weigh_sources, app.import_owner, app.warn_of_levels from public;
grant execute on function app.import_topic to anjian_actor, anjian_steward; -- the check of a stage asks it
