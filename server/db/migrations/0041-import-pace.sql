-- Files of a million rows come in at the pace of the machine. What was asked of every row is asked once of many: in which grid a square
-- of ground lies, who of the book bears a name, what a column has where nothing is said, what an import adds to the sums.

-- The ground in squares of a hundredth of a degree, by what is left of their number.
create function app.square_at(degrees double precision) returns integer
  language sql immutable parallel safe
  return floor(degrees * 100)::integer;

-- The squares in which good rows of a stage lie, how many do, and the grid of all points of the square. Not sure: rows must be asked one by
-- one, for several grids share the square, or so few rows lie in it that asking the square would take longer.
create function app.grid_squares(stage integer) returns table (x integer, y integer, rows bigint, grid integer, sure boolean)
  language sql stable set search_path = public, pg_temp as $$
  select c.x, c.y, c.rows, g.grid, c.rows > 4 and (g.touched = 0 or g.touched = 1 and g.whole)
  from (
    select app.square_at(r.lng) as x, app.square_at(r.lat) as y, count(*) as rows
    from import_row r where r.stage = grid_squares.stage and not r.rejected and r.lng is not null group by 1, 2) c
  -- wider than the square by what is lost in reckoning
  cross join lateral (select st_makeenvelope(c.x / 100.0 - 1e-9, c.y / 100.0 - 1e-9, (c.x + 1) / 100.0 + 1e-9, (c.y + 1) / 100.0 + 1e-9, 4326) as ground) s
  cross join lateral (
    select count(*) as touched, min(g.id) as grid, bool_and(st_covers(g.geom, s.ground)) as whole
    from grid g where c.rows > 4 and g.level = 3 and st_intersects(g.geom, s.ground)) g
$$;

-- Good rows of a stage that lie in no grid.
create function app.count_in_no_grid(stage integer) returns integer
  language sql stable set search_path = public, pg_temp as $$
  with squares as materialized (select * from app.grid_squares(count_in_no_grid.stage))
  select ((select coalesce(sum(q.rows), 0) from squares q where q.sure and q.grid is null) + (
    select count(*) from import_row r join squares q on q.x = app.square_at(r.lng) and q.y = app.square_at(r.lat) and not q.sure
    where r.stage = count_in_no_grid.stage and not r.rejected and r.lng is not null
      and not exists (select from grid g where g.level = 3 and st_intersects(g.geom, st_setsrid(st_makepoint(r.lng, r.lat), 4326)))))::integer
$$;

-- The squares of a stage whose grid is sure, kept until the transaction ends. Gives the name of the table.
create function app.keep_squares(stage integer) returns text
  language plpgsql set search_path = public, pg_temp as $$
declare
  name constant text := format('import_square_%s', keep_squares.stage);
begin
  if to_regclass('pg_temp.' || name) is null then
    execute format('create temporary table %I (x integer, y integer, grid integer, primary key (x, y)) on commit drop', name);
    execute format('insert into pg_temp.%I select q.x, q.y, q.grid from app.grid_squares($1) q where q.sure', name) using keep_squares.stage;
  end if;
  return name;
end $$;

-- Rows that add an enterprise ($1: the stage), with those of the book that bear the same name, where many rows are asked: by the names, which are
-- made of few, for most rows have nobody near.
create function app.namesakes() returns text
  language sql immutable
  return $sql$
    near as materialized (
      select distinct own.x + dx as x, own.y + dy as y
      from (select distinct floor(st_x(e.geom) * 200)::integer as x, floor(st_y(e.geom) * 200)::integer as y from enterprise e where e.geom is not null) own
      cross join generate_series(-1, 1) dx cross join generate_series(-1, 1) dy),
    arriving as materialized (
      select r.row, floor(r.lng * 200)::integer as x, floor(r.lat * 200)::integer as y, hashtextextended(app.plain_name(r.made ->> 'name'), 0) as name
      from import_row r
      where r.stage = $1 and r.outlook = 'added' and r.lng is not null
        and (floor(r.lng * 200)::integer, floor(r.lat * 200)::integer) in (select near.x, near.y from near)),
    standing as materialized (
      select e.id, floor(st_x(e.geom) * 200)::integer as x, floor(st_y(e.geom) * 200)::integer as y, hashtextextended(app.plain_name(e.name), 0) as name
      from enterprise e where e.geom is not null),
    namesake as materialized (
      select a.row, s.id as enterprise from arriving a join standing s on s.name = a.name and abs(s.x - a.x) <= 1 and abs(s.y - a.y) <= 1),$sql$;
revoke all on function app.square_at(double precision), app.grid_squares(integer), app.count_in_no_grid(integer), app.keep_squares(integer), app.namesakes() from public;

create or replace function app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) returns void
  language plpgsql security definer set search_path = public, pg_temp as $_$
declare
  of_stage import_stage;
  names text[];
  outlook text := 'null, null';
  told record;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = stage_rows.stage for update;
  if of_stage.state is distinct from 'staging' or of_stage.attempt <> stage_rows.attempt then
    raise exception 'stage % is not being staged', stage_rows.stage using errcode = 'AJ001';
  end if;
  if of_stage.capability = 'enterprises' then
    names := array_remove(app.told_columns(of_stage), 'geom');
    outlook := format($sql$case when coalesce(r.rejected, false) then null when book.id is null then 'added'
      when (%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s then 'changed' else 'unchanged' end, %s$sql$,
      'row(' || app.column_list('book', names) || ')', app.kept_columns('m', 'book', names), app.column_types('enterprise', names),
      case when 'geom' = any (of_stage.columns)
        then 'or r.lng is not null and book.geom is distinct from st_setsrid(st_makepoint(r.lng, r.lat), 4326)' else '' end,
      app.seen_of('book', app.told_columns(of_stage)));
  end if;
  -- what a dead machine forgets of the last batches is staged again: they and the number of their last row are forgotten together
  perform set_config('synchronous_commit', 'off', true);
  execute format($sql$
    with kept as (
      insert into import_row (stage, row, key, made, cells, issues, rejected, warned, lng, lat, outlook, seen)
      select $2, r.row, r.key, r.made, r.cells, r.issues, coalesce(r.rejected, false), coalesce(r.warned, false), r.lng, r.lat, %s
      from json_to_recordset($3) r (row integer, key text, made json, cells json, issues jsonb, rejected boolean, warned boolean,
        lng double precision, lat double precision) %s
      returning rejected, warned, lng)
    select count(*) as rows, count(lng) as located, count(*) filter (where rejected) as rejected, count(*) filter (where warned) as warned
    from kept$sql$, outlook,
    case when of_stage.capability = 'enterprises' then
      app.known_by('r.key') || ' left join lateral (select b.* from enterprise b where b.id = coalesce(known.id, alias.id)) book on true' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, batch into told;
  update import_stage s set last_row = stage_rows.last_row, progress = share, rows = s.rows + told.rows, located = s.located + told.located,
    rejected = s.rejected + told.rejected, warned = s.warned + told.warned
  where s.id = of_stage.id;
end $_$;

create or replace function app.count_blanks(of_stage import_stage) returns jsonb
  language plpgsql set search_path = public, pg_temp set timezone = 'UTC' as $_$
declare
  topic constant text := app.import_topic(of_stage.capability);
  names constant text[] := case topic when 'enterprise' then app.told_columns(of_stage) 
    else array(select name from unnest(app.kind_names(of_stage)) with ordinality named (name, place)
      where name not in ('geom', 'boundary_assumed', 'manager_enterprise') order by place) end; -- these follow from other cells
  found jsonb;
begin
  if topic = 'grid' then return '[]'; end if;
  execute format($sql$select jsonb_build_array(%s) from import_row r %s where r.stage = $2 and not r.rejected %s$sql$,
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
      else app.kind_joins(topic, names) end,
    -- a new row keeps nothing, and where no column has a default it assumes nothing
    case when topic = 'enterprise' and not exists (select from unnest(names) name where app.column_default('enterprise', name) is not null)
      then $t$and r.outlook is distinct from 'added'$t$ else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id into found;
  return (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(found) one
    where (one ->> 'kept')::integer > 0 or (one ->> 'assumed')::integer > 0);
end $_$;

create or replace function app.finish_enterprises(of_stage import_stage) returns void
  language plpgsql set search_path = public, pg_temp as $_$
declare
  names constant text[] := app.told_columns(of_stage);
  plain constant text[] := array_remove(names, 'geom');
  many constant boolean := (select count(*) from import_row r where r.stage = of_stage.id and r.outlook = 'added' and r.lng is not null)
    > (select c.reltuples from pg_class c where c.oid = 'public.enterprise'::regclass) / 4;
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
    with %s alike as (
      select distinct on (r.row) r.stage, r.row, r.key, app.row_content(r) as content, e.id as enterprise, e.identifier, e.scheme,
        st_distance(e.geom::geography, point.at::geography) as metres, %s as seen,
        row(%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s as differs
      from %s
      cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as at) point
      join enterprise e on %s st_dwithin(e.geom, point.at, 0.004) and app.plain_name(e.name) = app.plain_name(r.made ->> 'name')
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
    case when many then app.namesakes() else '' end, app.seen_of('e', names), app.column_list('e', plain), app.kept_columns('m', 'e', plain), app.column_types('enterprise', plain),
    case when 'geom' = any (names) then 'or e.geom is distinct from point.at' else '' end,
    case when many then 'namesake n join import_row r on r.stage = $1 and r.row = n.row' else 'import_row r' end,
    case when many then 'e.id = n.enterprise and' else '' end)
  using of_stage.id, of_stage.mapping ->> 'scheme';
end $_$;

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
    with repeated as materialized ( -- rows are listed of these alone: most files have none
      select r.key collate "C" as key from import_row r
      where r.stage = of_stage.id and r.made is not null and r.key is not null group by 1 having count(*) > 1),
    same as (
      select r.key, count(*) filter (where chosen ? r.row::text) as picked,
        array_to_string((array_agg(r.row order by r.row))[1:50], ', ') || case when count(*) > 50 then ' …' else '' end as listed
      from import_row r join repeated on r.key collate "C" = repeated.key where r.stage = of_stage.id and r.made is not null group by r.key),
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
    in_no_grid = case when s.capability <> 'grids' then app.count_in_no_grid(s.id) end,
    broken = (select coalesce(jsonb_object_agg(rule, n), '{}') from (
      select i.rule, count(distinct r.row) as n from import_row r, jsonb_to_recordset(r.issues) i (rule text, reason text, every boolean)
      where r.stage = s.id and r.issues is not null and (i.reason is null or i.every) group by i.rule) by_rule)
  where s.id = of_stage.id;
end $$;

create or replace function app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, out added integer, out changed integer)
  language plpgsql security definer set search_path = public, pg_temp as $_$
declare
  of_stage import_stage;
  names text[];
  all_names constant text[] := app.import_columns('enterprise') || array['initials', 'geom'];
  set_names text[];
  types text;
  squares text;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_rows.stage;
  if of_stage.state is distinct from 'publishing' or of_stage.capability <> 'enterprises' then
    raise exception 'stage % is not being published', publish_rows.stage using errcode = 'AJ001';
  end if;
  names := array_remove(app.told_columns(of_stage), 'geom');
  set_names := app.told_columns(of_stage) || array['initials'];
  types := app.column_types('enterprise', names);

  squares := app.keep_squares(of_stage.id);

  -- new rows are placed by joins, and summed once they are all there; the triggers step aside for that alone
  perform set_config('app.placed', 'on', true);
  perform set_config('app.summed', case when exists (select from import i where i.id = as_import) then '' else 'on' end, true);
  execute format($sql$
    with incoming as materialized (
      select r.key, m.*, coalesce($3 ->> r.row::text, '') as initials, st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom,
        app.square_at(r.lng) as x, app.square_at(r.lat) as y
      from import_row r
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
      %6$s
      cross join lateral json_to_record(r.made) m (%1$s)
      where r.stage = $2 and r.row > $6 and r.row <= $7 and not r.rejected and known.id is null and alias.id is null
        and s.row is null
      order by geom),
    made as (
      insert into enterprise (scheme, identifier, source, source_datum, %2$s, initials, geom, grid, cell, lead_department, opened_at,
        changed_at, changed_by)
      select $1, i.key, 'import', $4, %3$s, i.initials, i.geom, case when square.x is null then territory.grid else square.grid end, place.cell,
        %4$s, (select app.now()), (select app.now()), (select coalesce(app.person(), session_user))
      from incoming i
      left join pg_temp.%7$I square on square.x = i.x and square.y = i.y
      left join lateral app.territory_at(case when square.x is null then i.geom end) territory on true
      left join lateral app.cell_at(i.geom) place on true
      %8$s
      returning id, decode(md5(row(%5$s)::text), 'hex') as digest),
    kept as (insert into import_change (import, topic, id, digest) select $5, 'enterprise', id, digest from made returning 1)
    select count(*) from kept$sql$,
    types, (select string_agg(quote_ident(name), ', ' order by place) from unnest(names) with ordinality named (name, place)),
    (select string_agg(case name when 'status' then $t$coalesce(i.status, 'active')$t$
        when 'crowded' then 'coalesce(i.crowded, false)' when 'high_risk' then 'coalesce(i.high_risk, false)'
        else format('i.%I', name) end, ', ' order by place) from unnest(names) with ordinality named (name, place)),
    case when 'industry' = any (names) then 'leader.department' else 'null' end,
    app.column_list('enterprise', all_names), app.known_by('r.key'), squares,
    case when 'industry' = any (names) then 'left join lateral app.leader_of(i.industry) leader on true' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, initials, of_stage.datum, as_import, after, upto into added;
  perform set_config('app.placed', '', true);
  perform set_config('app.summed', '', true);
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
end $_$;

-- What an import adds to the sums is summed once, when its record is written: each batch would write most of the same sums again.
create function app.sum_imported() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  statement text;
begin
  foreach statement in array app.enterprise_sums(format('select 1 as sign, e.* from public.enterprise e join public.import_change c
    on c.import = %s and c.topic = ''enterprise'' and c.id = e.id and c.before is null', new.id)) loop
    execute statement;
  end loop;
  return null;
end $$;
revoke all on function app.sum_imported() from public;
create trigger sum_imported after insert on import for each row when (new.capability = 'enterprises') execute function app.sum_imported();

drop trigger roll_up_insert on enterprise;
create trigger roll_up_insert after insert on enterprise referencing new table as new_rows for each statement
  when (current_user <> 'anjian_owner' or current_setting('app.summed', true) is distinct from 'on') execute function app.roll_up('enterprises');

-- They look at no table: to set a path for each row took longer than what they do.
alter function app.classify_imported() reset search_path;
alter function app.grams(text, text) reset search_path;

-- What waits to be sorted into the index of names and initials is sorted in beside the import that adds it, and is not looked through by each search.
create function app.tidy_search() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.expect_importer();
  perform gin_clean_pending_list('enterprise_grams');
end $$;
revoke all on function app.tidy_search() from public;
grant execute on function app.tidy_search() to anjian_actor, anjian_steward;
