-- What an import publishes is what was confirmed. A blank cell is unknown and overwrites nothing; rows that end at one enterprise are told
-- and refused; a book that moved since the check, or another check than the one confirmed, stops the publication.

alter table import_stage
  add column revision integer not null default 0 check (revision >= 0),
  add column checked_from timestamptz not null default app.now(),
  add column blanks jsonb not null default '[]',
  add column moved integer check (moved >= 0),
  add column left_out integer check (left_out >= 0);
comment on column import_stage.revision is 'counts what could be confirmed: another check, or another decision of a merge, is another number';
comment on column import_stage.checked_from is 'when the check began: what the history knows from then on is newer than it';
comment on column import_stage.blanks is '[{name, kept, assumed, value}]: blank cells by column of the book: how many leave a value, how many of new rows take the default';
comment on column import_stage.moved is 'of grids: enterprises that would come to another grid';
comment on column import_stage.left_out is 'of grids: enterprises that would be in a grid no more';
alter table import_row add column seen bytea check (length(seen) = 16);
comment on column import_row.seen is 'MD5 of what the book had of the columns that the file fills, when it was checked; null where it had none';
alter table import_resemblance add column seen bytea check (length(seen) = 16), add column differs boolean not null default true;
comment on column import_resemblance.differs is 'whether merging would change anything';

-- What was checked before this remembers nothing of the book: it is checked again before it is published.
update import_stage set state = 'cancelled', progress = null where state in ('staging', 'staged', 'publishing');

-- Who made a row is a person, not the role of the database that signs in for all: from now on, and of what imports brought before.
do $$
declare target record;
begin
  for target in
    select d.adrelid::regclass as name from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where a.attname = 'changed_by' and lower(pg_get_expr(d.adbin, d.adrelid)) = 'session_user'
  loop
    execute format('alter table %s alter column changed_by set default coalesce(app.person(), session_user)', target.name);
  end loop;
end $$;
update enterprise e set changed_by = i.made_by from import_change c join import i on i.id = c.import
where c.topic = 'enterprise' and c.before is null and c.id = e.id and exists (select from pg_roles where rolname = e.changed_by);
-- Who published the import that an enterprise came with; its moment is that of the import, and nothing else bears it.
create function app.opened_by(target integer) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select i.made_by from enterprise e join import i on i.made_at = e.opened_at and i.capability = 'enterprises'
  where e.id = target and e.source = 'import' and app.sees_enterprise(target) order by i.id desc limit 1
$$;
revoke execute on function app.opened_by from public;
grant execute on function app.opened_by to anjian_actor;

-- `coalesce(a.x, b.x)` of the columns: what a file does not tell stays.
create function app.kept_columns(alias text, former text, names text[]) returns text language sql immutable parallel safe
  return (select string_agg(format('coalesce(%1$s.%3$I, %2$s.%3$I)', alias, former, name), ', ' order by place)
    from unnest(names) with ordinality named (name, place));
-- Digest of a row of the book as text of a query; null where there is none.
create function app.seen_of(alias text, names text[]) returns text language sql immutable parallel safe
  return format($t$case when %1$s.id is not null then decode(md5(row(%1$s.id, %2$s)::text), 'hex') end$t$, alias, app.column_list(alias, names));
-- Columns of enterprise that the file of a stage fills, with the place where it tells it.
create function app.told_columns(of_stage import_stage) returns text[] language sql immutable parallel safe
  return array(select name from unnest(of_stage.columns) name where name = any (app.import_columns('enterprise')))
    || case when 'geom' = any (of_stage.columns) then array['geom'] else '{}' end;

-- As before; a blank is no difference, and what the book had is remembered.
create or replace function app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_stage import_stage;
  names text[];
  outlook text := 'null, null';
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = stage_rows.stage for update;
  if of_stage.state is distinct from 'staging' or of_stage.attempt <> stage_rows.attempt then
    raise exception 'stage % is not being staged', stage_rows.stage using errcode = 'AJ001';
  end if;
  if of_stage.capability = 'enterprises' then
    names := array_remove(app.told_columns(of_stage), 'geom');
    outlook := format($sql$case when r.rejected then null when book.id is null then 'added'
      when (%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s then 'changed' else 'unchanged' end, %s$sql$,
      'row(' || app.column_list('book', names) || ')', app.kept_columns('m', 'book', names), app.column_types('enterprise', names),
      case when 'geom' = any (of_stage.columns)
        then 'or r.lng is not null and book.geom is distinct from st_setsrid(st_makepoint(r.lng, r.lat), 4326)' else '' end,
      app.seen_of('book', app.told_columns(of_stage)));
  end if;
  execute format($sql$
    insert into import_row (stage, row, key, made, cells, issues, rejected, warned, lng, lat, outlook, seen)
    select $2, r.row, r.key, r.made, r.cells, r.issues, r.rejected, r.warned, r.lng, r.lat, %s
    from json_to_recordset($3) r (row integer, key text, made json, cells json, issues jsonb, rejected boolean, warned boolean,
      lng double precision, lat double precision) %s$sql$, outlook,
    case when of_stage.capability = 'enterprises' then
      app.known_by('r.key') || ' left join lateral (select b.* from enterprise b where b.id = coalesce(known.id, alias.id)) book on true' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, batch;
  update import_stage s set (last_row, progress, rows, located, rejected, warned) =
    (select stage_rows.last_row, share, s.rows + count(*), s.located + count(r.lng), s.rejected + count(*) filter (where r.rejected),
       s.warned + count(*) filter (where r.warned)
     from json_to_recordset(batch) r (rejected boolean, warned boolean, lng double precision))
  where s.id = of_stage.id;
end $$;

-- As before, along the curve; a blank leaves what is there, and of rows that the book has, only those are written that were checked as
-- different: nobody else's change is overwritten by a row that said nothing new.
create or replace function app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, out added integer, out changed integer)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_stage import_stage;
  names text[];
  all_names constant text[] := app.import_columns('enterprise') || array['initials', 'geom'];
  set_names text[];
  types text;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_rows.stage;
  if of_stage.state is distinct from 'publishing' or of_stage.capability <> 'enterprises' then
    raise exception 'stage % is not being published', publish_rows.stage using errcode = 'AJ001';
  end if;
  names := array_remove(app.told_columns(of_stage), 'geom');
  set_names := app.told_columns(of_stage) || array['initials'];
  types := app.column_types('enterprise', names);

  -- new rows are placed by joins; the row trigger steps aside for that alone
  perform set_config('app.placed', 'on', true);
  execute format($sql$
    with incoming as materialized (
      select r.key, m.*, coalesce($3 ->> r.row::text, '') as initials, st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom
      from import_row r
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
      %6$s
      cross join lateral json_to_record(r.made) m (%1$s)
      where r.stage = $2 and r.row > $6 and r.row <= $7 and not r.rejected and known.id is null and alias.id is null
        and s.row is null
      order by geom),
    made as (
      insert into enterprise (scheme, identifier, source, source_datum, %2$s, initials, geom, grid, cell, lead_department, opened_at)
      select $1, i.key, 'import', $4, %3$s, i.initials, i.geom, territory.grid, place.cell, leader.department, (select app.now())
      from incoming i
      left join lateral app.territory_at(i.geom) territory on true
      left join lateral app.cell_at(i.geom) place on true
      left join lateral app.leader_of(%4$s) leader on true
      returning id, decode(md5(row(%5$s)::text), 'hex') as digest),
    kept as (insert into import_change (import, topic, id, digest) select $5, 'enterprise', id, digest from made returning 1)
    select count(*) from kept$sql$,
    types, (select string_agg(quote_ident(name), ', ' order by place) from unnest(names) with ordinality named (name, place)),
    (select string_agg(case name when 'status' then $t$coalesce(i.status, 'active')$t$
        when 'crowded' then 'coalesce(i.crowded, false)' when 'high_risk' then 'coalesce(i.high_risk, false)'
        else format('i.%I', name) end, ', ' order by place) from unnest(names) with ordinality named (name, place)),
    case when 'industry' = any (names) then 'i.industry' else 'null' end,
    app.column_list('enterprise', all_names), app.known_by('r.key'))
  using of_stage.mapping ->> 'scheme', of_stage.id, initials, of_stage.datum, as_import, after, upto into added;
  perform set_config('app.placed', '', true);
  if added = (select count(*) from import_row r where r.stage = of_stage.id and r.row > after and r.row <= upto and not r.rejected) then
    changed := 0; -- a file that fills a book has nothing else
    return;
  end if;

  execute format($sql$
    with incoming as materialized (
      select r.row, r.key, m.*, coalesce($3 ->> r.row::text, '') as initials, st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom,
        coalesce(known.id, alias.id, s.enterprise) as known, known.id is null and alias.id is null as unnamed
      from import_row r
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
      %8$s
      cross join lateral json_to_record(r.made) m (%1$s)
      where r.stage = $2 and r.row > $6 and r.row <= $7 and not r.rejected and (r.outlook = 'changed' or s.row is not null)),
    differing as materialized (
      select i.*, jsonb_build_object('source', e.source, 'source_datum', e.source_datum, %2$s) as before
      from incoming i join enterprise e on e.id = i.known where row(%3$s) is distinct from row(%4$s)),
    done as (
      update enterprise e set (source, source_datum, %5$s) = row('import', case when d.geom is null then e.source_datum else $4 end, %6$s)
      from differing d where e.id = d.known
      returning e.id, d.before, decode(md5(row(%7$s)::text), 'hex') as digest),
    kept as (insert into import_change (import, topic, id, before, digest) select $5, 'enterprise', id, before, digest from done),
    named as (
      insert into enterprise_alias (scheme, identifier, enterprise, import)
      select $1, i.key, i.known, $5 from incoming i where i.known is not null and i.unnamed)
    select count(*) from done$sql$,
    types,
    (select string_agg(format(case name when 'geom' then '%L, e.%I::text' else '%L, e.%I' end, name, name), ', ') from unnest(set_names) name),
    app.column_list('e', set_names), app.kept_columns('i', 'e', set_names),
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(set_names) with ordinality named (name, place)),
    app.kept_columns('d', 'e', set_names), app.column_list('e', all_names), app.known_by('r.key'))
  using of_stage.mapping ->> 'scheme', of_stage.id, initials, of_stage.datum, as_import, after, upto into changed;
end $$;

-- The default of a column as an expression; null where it has none.
create function app.column_default(topic text, name text) returns text language sql stable
  return (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = format('public.%I', topic)::regclass and a.attname = name and a.attgenerated = '');

-- How many blank cells leave a value that the book has, and how many of new rows take the default of their column, by column.
create function app.count_blanks(of_stage import_stage) returns jsonb language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  topic constant text := app.import_topic(of_stage.capability);
  names constant text[] := case topic when 'enterprise' then app.told_columns(of_stage) else array_remove(app.kind_names(of_stage), 'geom') end;
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

-- What cells of a kind leave blank becomes what the book has, of new rows the default of the column, so that all that follows compares and
-- writes it as it is; and what the book had is remembered. What a row says to be empty is told as null and is not touched. Of a demonstration,
-- which is cleared before anything real is written, nothing is taken over.
create function app.fill_kind(of_stage import_stage) returns void language plpgsql
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
        case when book.id is not null and not $3 then to_jsonb(book.%1$I) else to_jsonb(%2$s) end) else '{}' end$t$,
        name, coalesce(app.column_default(topic, name), 'null::text')), ' || ' order by place)
      from unnest(array_remove(names, 'geom')) with ordinality named (name, place)),
    app.kind_joins(topic, names))
  using of_stage.mapping ->> 'scheme', of_stage.id, app.holds_demo();
end $$;

-- Good rows of a stage that end at one enterprise: by its key, by a further key, or by a decision. `only` looks at one enterprise.
create function app.same_enterprise(stage integer, only_one integer default null) returns table (enterprise integer, identifier text, numbers integer[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform app.expect_importer();
  return query
  with of_stage as (select s.id, s.mapping ->> 'scheme' as scheme from import_stage s where s.id = same_enterprise.stage and s.capability = 'enterprises'),
  beside as materialized ( -- rows that come to an enterprise by another key than its own
    select r.row, a.enterprise from of_stage s join import_row r on r.stage = s.id and not r.rejected
      join enterprise_alias a on a.scheme = s.scheme and a.identifier = r.key
    where only_one is null or a.enterprise = only_one
    union
    select r.row, m.enterprise from of_stage s join import_resemblance m on m.stage = s.id and m.decided = 'merge'
      join import_row r on r.stage = s.id and r.row = m.row and not r.rejected
    where only_one is null or m.enterprise = only_one),
  all_of_them as (
    select b.row, b.enterprise from beside b
    union
    select r.row, e.id from of_stage s join enterprise e on e.scheme = s.scheme and e.id in (select b.enterprise from beside b)
      join import_row r on r.stage = s.id and r.key = e.identifier and not r.rejected)
  select e.id, e.identifier, array_agg(t.row order by t.row)
  from all_of_them t join enterprise e on e.id = t.enterprise group by e.id having count(*) > 1 order by min(t.row);
end $$;

-- Rows whose place in the book is not as it was when they were checked: another value, a row that has come or gone. `fields`: what the
-- history knows of it. `hold` keeps those that are to be changed as they are until the transaction ends; $1 is the scheme.
create function app.outdated_rows(stage integer, hold boolean) returns table (number integer, key text, id integer, fields text[])
  language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  of_stage import_stage;
  topic text;
  names text[];
  joins text;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = outdated_rows.stage;
  topic := app.import_topic(of_stage.capability);
  names := case topic when 'enterprise' then app.told_columns(of_stage) when 'grid' then array['name', 'person', 'phone', 'geom']
    else app.kind_names(of_stage) end;
  joins := case topic
    when 'enterprise' then 'left join enterprise own on own.scheme = $1 and own.identifier = r.key
      left join enterprise_alias other on other.scheme = $1 and other.identifier = r.key
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = ''merge''
      left join enterprise book on book.id = coalesce(own.id, other.enterprise, s.enterprise)'
    when 'grid' then 'left join grid book on book.code = r.key'
    else app.kind_joins(topic, names) end;
  if hold then
    execute format('select from %1$I held where held.id in (select book.id from import_row r %2$s where r.stage = $2 and not r.rejected
      and r.outlook is distinct from ''unchanged'') order by held.id for no key update', topic, joins)
    using of_stage.mapping ->> 'scheme', of_stage.id;
  end if;
  return query execute format($sql$
    select r.row, r.key, book.id, array(
      select name from unnest($3) name, to_jsonb(book) latter
      where former.before is not null and former.before -> name is distinct from latter -> name)
    from import_row r %1$s
    left join lateral (select h.before from history h where h.table_name = %2$L and h.row_id = book.id and h.changed_at >= $4
      and book.id is not null order by h.id limit 1) former on true
    where r.stage = $2 and not r.rejected and %3$s is distinct from %4$s
    order by r.row limit 1000$sql$,
    joins, topic, app.seen_of('book', names),
    case topic when 'enterprise' then 'case when s.row is not null and own.id is null and other.enterprise is null then s.seen else r.seen end' else 'r.seen' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, names, of_stage.checked_from;
end $$;

-- Territories of a stage that lie outside the district, or over others that stay or that the same file draws. The outline of the district is
-- that of its grids, and what digitizing moves along an edge is left unsaid: a hundredth of the area may lie outside, a thousandth of the
-- smaller one over another. Where all grids were taken back, the file draws the district itself.
create function app.grid_faults(stage integer) returns table (number integer, rule text, found text)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform app.expect_importer();
  return query
  with mine as materialized (select t.*, st_area(t.geom::geography) as area from app.staged_territories(grid_faults.stage) t),
  outside as (
    select m.row_number, m.area, st_area(st_difference(m.geom, d.geom)::geography) as beyond
    from mine m cross join district d
    where d.geom is not null and exists (select from grid where level = 3) >= exists (select from grid where level = 1)
      and not st_coveredby(m.geom, d.geom)),
  others as (
    select m.row_number, g.code, g.geom from mine m join grid g on g.level = 3 and g.geom && m.geom
    where not exists (select from mine same where same.code = g.code)
    union all
    select m.row_number, n.code, n.geom from mine m join mine n on n.row_number <> m.row_number and n.code <> m.code and n.geom && m.geom),
  over_others as (
    select o.row_number, o.code, st_area(st_intersection(m.geom, o.geom)::geography) as shared, least(m.area, st_area(o.geom::geography)) as smaller
    from others o join mine m using (row_number) where st_intersects(m.geom, o.geom))
  select o.row_number, 'outside-district', format('%s km² (%s %%)', round((o.beyond / 1e6)::numeric, 3), round((100 * o.beyond / o.area)::numeric, 1))
  from outside o where o.beyond > o.area / 100
  union all
  select o.row_number, 'grids-overlap', (array_to_string((array_agg(format('%s %s km²', o.code, round((o.shared / 1e6)::numeric, 3))
    order by o.shared desc, o.code))[1:5], '; ')) || case when count(*) > 5 then ' …' else '' end
  from over_others o where o.shared > o.smaller / 1000 group by o.row_number;
end $$;

-- As before; where all grids were taken back, the next file draws the district anew.
create or replace function app.publish_grids(stage integer, as_import integer, out added integer, out changed integer)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare of_stage import_stage;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_grids.stage;
  if of_stage.state is distinct from 'publishing' or of_stage.capability <> 'grids' then
    raise exception 'stage % is not being published', publish_grids.stage using errcode = 'AJ001';
  end if;
  update district set geom = (
    select st_multi(st_collectionextract(st_makevalid(st_unaryunion(st_collect(t.geom), 1e-9)), 3)) from app.staged_territories(of_stage.id) t)
  where (geom is null or exists (select from grid where level = 1) and not exists (select from grid where level = 3)) and exists (select from app.staged_territories(of_stage.id));
  update grid g set geom = d.geom from district d where g.level = 1 and g.geom is distinct from d.geom
    and not exists (select from grid where level = 3);
  insert into grid (level, code, name, person, phone, geom)
  select 1, d.code, d.name, coalesce(t.person, ''), coalesce(t.phone, ''), d.geom
  from district d cross join lateral (select * from app.staged_territories(of_stage.id) order by row_number limit 1) t
  where not exists (select from grid where level = 1);
  with incoming as materialized (select * from app.staged_territories(of_stage.id)),
  differing as materialized (
    select i.*, g.id, jsonb_build_object('name', g.name, 'person', g.person, 'phone', g.phone, 'geom', g.geom::text,
      'source_datum', g.source_datum) as before
    from incoming i join grid g on g.code = i.code
    where (g.name, g.person, g.phone, g.geom) is distinct from (i.name, i.person, i.phone, i.geom)),
  redrawn as (
    update grid g set (name, person, phone, geom, source_datum) = row(d.name, d.person, d.phone, d.geom, of_stage.datum)
    from differing d where g.id = d.id
    returning g.id, d.before, decode(md5(row(g.name, g.person, g.phone, g.geom)::text), 'hex') as digest),
  drawn as (
    insert into grid (level, code, name, parent, person, phone, geom, source_datum)
    select 3, i.code, i.name, (select id from grid where level = 1), i.person, i.phone, i.geom, of_stage.datum
    from incoming i where not exists (select from grid g where g.code = i.code) order by i.row_number
    returning id, null::jsonb as before, decode(md5(row(name, person, phone, geom)::text), 'hex') as digest),
  kept as (
    insert into import_change (import, topic, id, before, digest)
    select as_import, 'grid', id, before, digest from (select * from drawn union all select * from redrawn) made)
  select (select count(*) from drawn), (select count(*) from redrawn) into added, changed;
  if added + changed > 0 then perform app.assign_owners(); end if;
end $$;

-- Enterprises that the territories of a stage would bring to another grid, and out of any, by the rule of app.territory_at.
create function app.count_moves(stage integer, out moved integer, out left_out integer) language sql stable
  set search_path = public, pg_temp as $$
  with mine as materialized (
    select t.row_number, t.geom, g.id from app.staged_territories(stage) t left join grid g on g.code = t.code and g.level = 3),
  hits as materialized (
    select distinct on (e.id) e.id as enterprise, m.id as grid, m.row_number from mine m join enterprise e on st_intersects(m.geom, e.geom)
    order by e.id, m.id nulls last, m.row_number),
  touched as (
    select h.enterprise as id from hits h union select e.id from enterprise e where e.grid in (select m.id from mine m)),
  placed as (
    select e.grid as former, case when stays.id is not null and (h.enterprise is null or h.grid is null or stays.id < h.grid) then stays.id::text
      when h.enterprise is not null then coalesce(h.grid::text, 'new') end as latter
    from touched t join enterprise e on e.id = t.id left join hits h on h.enterprise = t.id
    left join lateral (
      select g.id from grid g where g.level = 3 and st_intersects(g.geom, e.geom) and not exists (select from mine m where m.id = g.id)
      order by g.id limit 1) stays on true)
  select count(*) filter (where p.former::text <> p.latter)::integer, count(*) filter (where p.former is not null and p.latter is null)::integer from placed p
$$;

-- Ends staging: what only all rows and the book together can tell, and the sums. `chosen`: why a row was picked of those that share a key,
-- by its number; of one key only one can be.
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
      select i.rule, count(distinct r.row) as n from import_row r, jsonb_to_recordset(r.issues) i (rule text, reason text)
      where r.stage = s.id and r.issues is not null and i.reason is null group by i.rule) by_rule)
  where s.id = of_stage.id;
end $$;

-- Of enterprises: rows that end at one of them, keys that seem to name another one by now, and enterprises that new rows resemble.
create function app.finish_enterprises(of_stage import_stage) returns void language plpgsql set search_path = public, pg_temp as $$
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
    insert into import_resemblance (stage, row, enterprise, metres, seen, differs)
    select distinct on (r.row) r.stage, r.row, e.id, st_distance(e.geom::geography, point.at::geography), %s,
      row(%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s
    from import_row r
    cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as at) point
    join enterprise e on st_dwithin(e.geom, point.at, 0.004) and app.plain_name(e.name) = app.plain_name(r.made ->> 'name')
    where r.stage = $1 and r.outlook = 'added' and r.lng is not null and st_dwithin(e.geom::geography, point.at::geography, 200)
    order by r.row, 4, e.id$sql$,
    app.seen_of('e', names), app.column_list('e', plain), app.kept_columns('m', 'e', plain), app.column_types('enterprise', plain),
    case when 'geom' = any (names) then 'or e.geom is distinct from point.at' else '' end)
  using of_stage.id;
end $$;

-- A decision is another outlook: whoever confirmed the one before is asked again. Nothing is decided any more of what is being published.
create function app.renew_outlook() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update import_stage s set revision = s.revision + 1 where s.id = new.stage and s.state = 'staged';
  if not found then raise exception 'stage % is not staged any more', new.stage using errcode = 'AJ001'; end if;
  return null;
end $$;
create trigger renew_outlook after update of decided on import_resemblance for each row
  when (old.decided is distinct from new.decided) execute function app.renew_outlook();

revoke execute on function app.kept_columns, app.seen_of, app.told_columns, app.column_default, app.count_blanks, app.fill_kind, app.same_enterprise,
  app.outdated_rows, app.grid_faults, app.count_moves, app.finish_enterprises, app.renew_outlook from public;
grant execute on function app.same_enterprise, app.outdated_rows, app.grid_faults to anjian_actor, anjian_steward;
