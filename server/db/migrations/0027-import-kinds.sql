-- Imports take further kinds: rows that belong to an enterprise, found by scheme and key, and rows that stand alone. Each kind is a line
-- in the functions below; tables and columns come from here and never from a mapping.

create function app.import_topic(capability text) returns text language sql immutable parallel safe
  return case capability when 'enterprises' then 'enterprise' when 'grids' then 'grid' when 'departments' then 'department'
    when 'people' then 'enterprise_person' when 'inspections' then 'inspection' when 'risk-points' then 'risk_point'
    when 'population' then 'population_point' when 'hazards' then 'hazard' end;
comment on function app.import_topic is 'The table that files of a capability fill';

-- Columns of a table that files may fill, but for the place: whatever else stands in a mapping is none of them.
create function app.import_columns(topic text) returns text[] language sql immutable parallel safe
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
    else '{}' end;

-- Columns that tell rows apart, within their enterprise where they have one; a point of population is known by its place alone.
create function app.import_key(topic text) returns text[] language sql immutable parallel safe
  return case topic
    when 'department' then array['code']
    when 'enterprise_person' then array['office', 'name']
    when 'inspection' then array['kind', 'inspector', 'inspected_at']
    when 'risk_point' then array['name']
    when 'hazard' then array['description', 'found_at']
    else '{}' end;
create function app.import_owned(topic text) returns boolean language sql immutable parallel safe
  return topic in ('enterprise_person', 'inspection', 'risk_point', 'hazard');
comment on function app.import_owned is 'Whether its rows belong to an enterprise';
create function app.import_located(topic text) returns boolean language sql immutable parallel safe
  return topic in ('enterprise', 'grid', 'population_point');
-- Columns whose change by somebody else says that a row is not any more as an import left it.
create function app.import_digest(topic text) returns text[] language sql immutable parallel safe
  return app.import_columns(topic) || case topic when 'enterprise' then array['initials'] else '{}' end
    || case when app.import_located(topic) then array['geom'] else '{}' end;

-- Joins of a staged row `r` of a kind: `m` its columns, `point` its place, `owner` its enterprise and `book` what the book has of it.
-- $1 is the scheme.
create function app.kind_joins(topic text, names text[]) returns text language sql stable
  return format('left join lateral json_to_record(r.made) m (%s%s) on true
    cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom) point
    %s
    left join lateral (select b.* from %I b where %s order by b.id limit 1) book on true',
    app.column_types(topic, names), case when app.import_owned(topic) then ', enterprise text' else '' end,
    case when app.import_owned(topic)
      then app.known_by('m.enterprise') || ' cross join lateral (select coalesce(known.id, alias.id) as id) owner'
      else 'cross join (select null::integer as id) owner' end,
    topic,
    case when app.import_owned(topic) then 'b.enterprise = owner.id and ' else '' end
      || coalesce((select string_agg(format('b.%1$I = m.%1$I', name), ' and ') from unnest(app.import_key(topic)) name),
        'b.geom && point.geom and b.geom = point.geom'));

-- `'x', a.x, 'y', a.y` of the columns.
create function app.column_pairs(alias text, names text[]) returns text language sql immutable parallel safe
  return (select string_agg(format('%L, %s.%I', name, alias, name), ', ' order by place) from unnest(names) with ordinality named (name, place));

-- Columns of the book that the file of a stage fills.
create function app.kind_names(of_stage import_stage) returns text[] language sql immutable parallel safe
  return array(select name from unnest(of_stage.columns) name where name = any (app.import_columns(app.import_topic(of_stage.capability))));

-- What only the book and all rows of a kind together can tell: enterprises that nobody knows, names that another bears, keys that several
-- rows bear, and what publishing would do.
create function app.finish_kind(of_stage import_stage, chosen jsonb) returns void language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  topic constant text := app.import_topic(of_stage.capability);
  owned constant boolean := app.import_owned(topic);
  names constant text[] := app.kind_names(of_stage);
begin
  execute format($sql$
    with placed as materialized (
      select r.row, r.key, book.id is null as new, row(%1$s) is distinct from row(%2$s) as differs, %3$s as lost, %4$s as taken, %5$s as bears
      from import_row r %6$s
      where r.stage = $2 and r.made is not null),
    same as (
      select p.bears, count(*) filter (where $3 ? p.row::text) as picked,
        array_to_string((array_agg(p.row order by p.row))[1:50], ', ') || case when count(*) > 50 then ' …' else '' end as listed
      from placed p where p.bears is not null group by p.bears having count(*) > 1),
    found as (
      select p.row, p.new, p.differs,
        case when p.lost is null then '[]' else jsonb_build_array(jsonb_build_object('column', $4, 'rule', 'enterprise-unknown', 'found', p.lost)) end
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
    case when owned then 'case when owner.id is null then m.enterprise end' else 'null::text' end,
    case when topic = 'department' then 'case when m.name is not null and (exists (select from department d where d.name = m.name and d.code <> m.code)
      or min(m.code) over (partition by m.name) <> max(m.code) over (partition by m.name)) then m.name end' else 'null::text' end,
    case when owned then format('case when owner.id is not null then row(owner.id, %s)::text end', app.column_list('m', app.import_key(topic)))
      when app.import_key(topic) <> '{}' then format('row(%s)::text', app.column_list('m', app.import_key(topic)))
      else 'st_astext(point.geom)' end,
    app.kind_joins(topic, names))
  using of_stage.mapping ->> 'scheme', of_stage.id, chosen, coalesce(of_stage.mapping #>> '{columns,enterprise,column}', 'enterprise'),
    coalesce(of_stage.mapping #>> '{columns,name,column}', 'name'), of_stage.key_column;
end $$;

-- Ends staging: keys that several rows bear, enterprises that new rows resemble, and the sums. `chosen`: why a row was picked of
-- those that share a key, by its number; of one key only one can be.
create function app.finish_stage(stage integer, attempt integer, chosen jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare of_stage import_stage;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = finish_stage.stage for update;
  if of_stage.state is distinct from 'staging' or of_stage.attempt <> finish_stage.attempt then
    raise exception 'stage % is not being staged', finish_stage.stage using errcode = 'AJ001';
  end if;
  analyze import_row;
  if of_stage.capability not in ('enterprises', 'grids') then
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

  if of_stage.capability = 'enterprises' then
    insert into import_resemblance (stage, row, enterprise, metres)
    select distinct on (r.row) r.stage, r.row, e.id, st_distance(e.geom::geography, point.at::geography)
    from import_row r
    cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as at) point
    join enterprise e on st_dwithin(e.geom, point.at, 0.004) and app.plain_name(e.name) = app.plain_name(r.made ->> 'name')
    where r.stage = of_stage.id and r.outlook = 'added' and r.lng is not null
      and st_dwithin(e.geom::geography, point.at::geography, 200)
    order by r.row, 4, e.id;
  end if;
  if of_stage.capability = 'grids' then
    update import_row r set outlook = case when g.id is null then 'added'
      when (g.name, g.person, g.phone, g.geom) is distinct from (m.name, m.person, m.phone, m.geom) then 'changed' else 'unchanged' end
    from app.staged_territories(of_stage.id) m
    left join grid g on g.code = m.code
    where r.stage = of_stage.id and r.row = m.row_number;
  end if;
  update import_stage s set state = 'staged', progress = null,
    (rows, located, rejected, warned, added, changed, unchanged) = (
      select count(*), count(r.lng), count(*) filter (where r.rejected), count(*) filter (where r.warned),
        count(*) filter (where r.outlook = 'added'), count(*) filter (where r.outlook = 'changed'), count(*) filter (where r.outlook = 'unchanged')
      from import_row r where r.stage = s.id),
    in_no_grid = (select case when s.capability <> 'grids' then count(*) end from import_row r where r.stage = s.id and not r.rejected and r.lng is not null and not exists (
      select from grid g where g.level = 3 and st_intersects(g.geom, st_setsrid(st_makepoint(r.lng, r.lat), 4326)))),
    broken = (select coalesce(jsonb_object_agg(rule, n), '{}') from (
      select i.rule, count(distinct r.row) as n from import_row r, jsonb_to_recordset(r.issues) i (rule text, reason text)
      where r.stage = s.id and r.issues is not null and i.reason is null group by i.rule) by_rule)
  where s.id = of_stage.id;
end $$;

-- Publishes the good rows of a kind after one, up to another, within the transaction of the import; says what was done.
create function app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, out added integer, out changed integer)
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
  more := marks || case when app.import_owned(topic) then array['enterprise'] else '{}' end
    || case when app.import_located(topic) then array['geom'] else '{}' end;
  execute format($sql$
    with incoming as materialized (
      select r.row, %1$s, %13$s owner.id as enterprise, point.geom, book.id as known, row(%2$s) is distinct from row(%1$s) as differs
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
    app.column_list('i', names || more), case when app.import_owned(topic) then 'i.enterprise is not null' else 'true' end,
    app.column_list(quote_ident(topic), app.import_digest(topic)), case when marks <> '{}' then $t$'import' as source,$t$ else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, as_import, after, upto into added, changed, lost;
  if lost > 0 then
    raise exception '% rows of stage % lost their enterprise since they were staged', lost, of_stage.id using errcode = 'AJ003';
  end if;
end $$;

-- What hinders an import from being taken back: rows that a later import or somebody changed, and what hangs on rows that it added.
create function app.undo_hindrances(which integer) returns table (hindrance text, n integer, ids integer[])
  language plpgsql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  of_topic text;
  link record;
begin
  perform app.expect_importer();
  for of_topic in select distinct c.topic from import_change c where c.import = which loop
    return query execute format($sql$
      select 'changed-since', count(*)::integer, (array_agg(c.id order by c.id))[1:20] from import_change c left join %1$I t on t.id = c.id
      where c.import = $1 and c.topic = %1$L and decode(md5(row(%2$s)::text), 'hex') is distinct from c.digest having count(*) > 0$sql$,
      of_topic, app.column_list('t', app.import_digest(of_topic)))
    using which;
    if of_topic = 'grid' then -- what lies in a grid finds another; who answers for it does not
      return query select 'built-on', count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20] from import_change c
        join post p on c.id = any (p.grids) where c.import = which and c.topic = 'grid' and c.before is null having count(*) > 0;
      continue;
    end if;
    for link in
      select k.conrelid::regclass::text as target, a.attname as name from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confrelid = format('public.%I', of_topic)::regclass
        and k.conrelid not in ('import_resemblance'::regclass, 'enterprise_alias'::regclass)
        and (of_topic, a.attname) <> ('department', 'lead_department') -- an enterprise finds another leader
    loop
      return query execute format($sql$
        select 'built-on', count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20] from import_change c join %s t on t.%I = c.id
        where c.import = $1 and c.topic = %L and c.before is null having count(*) > 0$sql$, link.target, link.name, of_topic) using which;
    end loop;
  end loop;
end $$;

-- Takes a whole import back: what it added goes, what it changed is as it was. Says how many rows that touched.
create function app.undo_import(which integer) returns integer
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
  for of_topic in select distinct c.topic from import_change c where c.import = which loop
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

-- What the book has in the place of staged rows, by the columns that the file fills.
create function app.staged_before(stage integer, numbers integer[]) returns table (number integer, id integer, before jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  of_stage import_stage;
  topic text;
  names text[];
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = staged_before.stage;
  topic := app.import_topic(of_stage.capability);
  if topic is null or topic = 'grid' then return; end if;
  if topic <> 'enterprise' then -- of these, only what differs
    names := app.kind_names(of_stage);
    return query execute format($sql$
      select r.row, book.id, (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(jsonb_build_object(%s)) f
        where f.value is distinct from jsonb_build_object(%s) -> f.key)
      from import_row r %s
      where r.stage = $2 and r.row = any ($3) and book.id is not null$sql$,
      app.column_pairs('book', names), app.column_pairs('m', names), app.kind_joins(topic, names))
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

revoke execute on function app.import_topic, app.import_key, app.import_owned, app.import_located, app.import_digest, app.kind_joins, app.column_pairs,
  app.kind_names, app.finish_kind, app.publish_kind_rows, app.import_columns, app.finish_stage, app.undo_hindrances, app.undo_import,
  app.staged_before from public;
grant execute on function app.publish_kind_rows, app.finish_stage, app.undo_hindrances, app.undo_import, app.staged_before
  to anjian_actor, anjian_steward;

-- Enterprises find their leading unit again after departments came.
create function app.find_owners() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.expect_importer();
  return app.assign_owners();
end $$;
revoke execute on function app.find_owners from public;
grant execute on function app.find_owners to anjian_actor, anjian_steward;
