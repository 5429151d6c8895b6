-- Publishing a large file: rows are written along a curve through the plane, so that neighbours find the same pages of the indexes and
-- the same territory, and what one moment tells of all of them is asked once.

-- Publishes the good rows after one, so many at most, within the transaction of the import; says the last row and what was done.
-- `initials`: by number of the row, of names, as search finds them.
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
  names := array(select name from unnest(of_stage.columns) name where name = any (app.import_columns('enterprise')));
  set_names := names || array['initials'] || case when 'geom' = any (of_stage.columns) then array['geom'] else '{}' end;
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
      where r.stage = $2 and r.row > $6 and r.row <= $7 and not r.rejected),
    differing as materialized (
      select i.*, jsonb_build_object('source', e.source, 'source_datum', e.source_datum, %2$s) as before
      from incoming i join enterprise e on e.id = i.known where (%3$s) is distinct from (%4$s)),
    done as (
      update enterprise e set (source, source_datum, %5$s) = row('import', $4, %6$s)
      from differing d where e.id = d.known
      returning e.id, d.before, decode(md5(row(%7$s)::text), 'hex') as digest),
    kept as (insert into import_change (import, topic, id, before, digest) select $5, 'enterprise', id, before, digest from done),
    named as (
      insert into enterprise_alias (scheme, identifier, enterprise, import)
      select $1, i.key, i.known, $5 from incoming i where i.known is not null and i.unnamed)
    select count(*) from done$sql$,
    types,
    (select string_agg(format(case name when 'geom' then '%L, e.%I::text' else '%L, e.%I' end, name, name), ', ') from unnest(set_names) name),
    app.column_list('e', set_names), app.column_list('i', set_names),
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(set_names) with ordinality named (name, place)),
    app.column_list('d', set_names), app.column_list('e', all_names), app.known_by('r.key'))
  using of_stage.mapping ->> 'scheme', of_stage.id, initials, of_stage.datum, as_import, after, upto into changed;
end $$;
