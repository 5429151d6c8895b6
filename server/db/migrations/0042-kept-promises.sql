-- A check tells what an import would take down, stays of one name in one place follow each other, and a warning is one of a row that will be
-- published.

-- ── Stays of tenants ──

-- The days on which a tenant sits there for certain. Of one whose day of coming nobody knows: from the day on which it was written down, or
-- from the last day before it left.
create function app.stay(since date, until date, made_at timestamptz) returns daterange language sql immutable parallel safe
  return case when since > until then 'empty'::daterange
    else daterange(coalesce(since, least((made_at at time zone 'Asia/Shanghai')::date, until - 1)), until) end;
comment on function app.stay is 'days of a tenant: from its coming on, before its leaving';
-- A name as a range of one, so that an exclusion can ask for the same name without an extension.
create type app.name_range as range (subtype = text, collation = "C");

alter table tenant add column clashes boolean not null default false;
comment on column tenant.clashes is 'its days lay over those of another stay of its name before that was refused; whoever changes them mends it';
update tenant t set clashes = true where exists (
  select from tenant o where o.place = t.place and o.name = t.name and o.id <> t.id and (o.until is null, o.id) > (t.until is null, t.id)
    and app.stay(o.since, o.until, o.made_at) && app.stay(t.since, t.until, t.made_at));
create function app.mend_stay() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.clashes := false;
  return new;
end $$;
create trigger mend_stay before update of place, name, since, until on tenant for each row
  when (old.clashes and (new.place, new.name, new.since, new.until) is distinct from (old.place, old.name, old.since, old.until))
  execute function app.mend_stay();
drop index tenant_taken;
-- Looked at when a statement ends, or an import: one file may end a stay and begin the next.
alter table tenant add constraint tenant_taken exclude using gist (int4range(place, place, '[]') with &&, app.name_range(name, name, '[]') with &&,
  app.stay(since, until, made_at) with &&) where (not clashes) deferrable initially immediate;

-- Rejects staged rows whose days lie over another stay of their name, in the book as the file would leave it or in the file itself. A row that
-- is rejected ends no stay, so it is looked at again until nothing more is found.
create function app.refuse_overlaps(of_stage import_stage) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  found_rows integer := 1;
begin
  while found_rows > 0 loop
    execute format($sql$
      with mine as materialized (
        select r.row, owner.id as place, m.name, book.id as known, span.*, app.stay(span.since, span.until, coalesce(book.made_at, app.now())) as days
        from import_row r %s cross join lateral (select coalesce((r.made ->> 'since')::date, book.since) as since,
          coalesce((r.made ->> 'until')::date, book.until) as until) span
        where r.stage = $2 and not r.rejected and owner.id is not null),
      stays as (
        select row, place, name, since, until, days from mine
        union all
        select null, t.place, t.name, t.since, t.until, app.stay(t.since, t.until, t.made_at) from tenant t
        where t.place in (select place from mine) and not t.clashes and not exists (select from mine where known = t.id)),
      over as (
        select a.row, string_agg(format('%%s → %%s', coalesce(o.since::text, '?'), coalesce(o.until::text, '?')) || coalesce(' (' || o.row || ')', ''), ', '
          order by o.since, o.row) as listed
        from mine a join stays o on o.place = a.place and o.name = a.name and o.days && a.days and o.row is distinct from a.row
        group by a.row)
      update import_row r set rejected = true, outlook = null, issues = coalesce(r.issues, '[]')
        || jsonb_build_array(jsonb_build_object('column', $3, 'rule', 'stay-overlaps', 'found', over.listed))
      from over where r.stage = $2 and r.row = over.row$sql$, app.kind_joins('tenant', array['name']))
    using of_stage.mapping ->> 'scheme', of_stage.id, app.headed(of_stage, 'name');
    get diagnostics found_rows = row_count;
  end loop;
end $$;

-- ── What publishing would take down ──

-- A level of a major hazard source, or the class of an enterprise: told of the rows that do it, with what is and what would be.
create function app.warn_rows(stage integer, query text, scheme text) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  execute format($sql$
    with found as (%s),
    told as (select f.row, jsonb_agg(jsonb_build_object('column', f.name, 'rule', f.rule, 'found', f.found) order by f.rule desc) as issues
      from found f group by f.row)
    update import_row r set warned = true, issues = coalesce(r.issues, '[]') || t.issues from told t where r.stage = $2 and r.row = t.row$sql$, query)
  using scheme, stage;
end $$;
comment on function app.warn_rows is 'adds warnings to staged rows; `query` gives row, name of the column, rule, found; in it $1 is the scheme and $2 the stage';

-- Inventories: levels as they would be with the staged rows, and the classes of those who would have no major hazard source any more.
create function app.warn_of_levels_lost(of_stage import_stage) returns void language sql set search_path = public, pg_temp as $$
  select app.warn_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.outlook <> 'unchanged' as differs, owner.id as source, m.known_as, coalesce(m.quantity, book.quantity) as quantity,
        coalesce(m.critical, book.critical) as critical, coalesce(m.beta, book.beta) as beta
      from import_row r %s where r.stage = $2 and not r.rejected and owner.id is not null),
    held as (
      select t.source, t.quantity, t.critical, t.beta from told t
      union all
      select b.hazard_source, b.quantity, b.critical, b.beta from hazard_source_substance b
      where b.hazard_source in (select source from told where differs)
        and not exists (select from told t where t.source = b.hazard_source and b.name = any (t.known_as))),
    summed as (select source, sum(quantity / critical) as ratio, sum(beta * (quantity / critical)) as weighted
      from held where source in (select source from told where differs) group by source),
    graded as materialized (
      select s.id, s.enterprise, s.name, s.level as former, app.level_of(h.ratio, app.alpha_of(app.people_outside(s.enterprise)) * h.weighted) as latter
      from summed h join hazard_source s on s.id = h.source),
    classed as (
      select e.id, e.name, e.class as former, app.class_letter(e.high_risk, e.crowded, e.staff, k.worst, exists (
          select from hazard_source s left join graded g on g.id = s.id where s.enterprise = e.id
            and case when g.id is null then s.level else g.latter end is not null), k.vetoed) as latter
      from enterprise e cross join lateral app.class_inputs(e.id, e.vetoed_at) k
      where e.class_override is null and e.id in (select enterprise from graded where former is not null and latter is null))
    select t.row, %L::text as name, 'level-drops' as rule, format('%%s: %%s → %%s', g.name, g.former, coalesce(g.latter::text, '—')) as found
    from told t join graded g on g.id = t.source where t.differs and g.former < coalesce(g.latter, 5)
    union all
    select t.row, %L, 'class-drops', format('%%s: %%s → %%s', c.name, c.former, c.latter)
    from told t join graded g on g.id = t.source and g.former is not null and g.latter is null
    join classed c on c.id = g.enterprise and c.former < c.latter where t.differs$sql$,
    app.kind_joins('hazard_source_substance', array['name', 'quantity', 'critical', 'beta']), app.headed(of_stage, 'quantity'), app.headed(of_stage, 'quantity')),
    of_stage.mapping ->> 'scheme')
$$;

-- Risk points: classes with the staged levels among them.
create function app.warn_of_risks_lost(of_stage import_stage) returns void language sql set search_path = public, pg_temp as $$
  select app.warn_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.outlook = 'changed' and book.level < m.level as differs, plant.id as enterprise, book.id as known, m.level
      from import_row r %s where r.stage = $2 and not r.rejected and plant.id is not null),
    held as (
      select t.enterprise, t.level from told t
      union all
      select p.enterprise, p.level from risk_point p where p.enterprise in (select enterprise from told where differs)
        and not exists (select from told t where t.known = p.id)),
    classed as (
      select e.id, e.name, e.class as former, app.class_letter(e.high_risk, e.crowded, e.staff, h.worst, k.major, k.vetoed) as latter
      from (select enterprise, min(level) as worst from held where enterprise in (select enterprise from told where differs) group by enterprise) h
      join enterprise e on e.id = h.enterprise and e.class_override is null cross join lateral app.class_inputs(e.id, e.vetoed_at) k)
    select t.row, %L::text as name, 'class-drops' as rule, format('%%s: %%s → %%s', c.name, c.former, c.latter) as found
    from told t join classed c on c.id = t.enterprise where t.differs and c.former < c.latter$sql$,
    app.kind_joins('risk_point', array['name', 'level']), app.headed(of_stage, 'likelihood')), of_stage.mapping ->> 'scheme')
$$;

-- Enterprises: facts that decide their class. Of a new row that resembles one of the book: what merging would do.
create function app.warn_of_classes_lost(of_stage import_stage) returns void language sql set search_path = public, pg_temp as $$
  select app.warn_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.made, coalesce(known.id, alias.id) as enterprise, false as merging
      from import_row r %s where r.stage = $2 and not r.rejected and r.outlook = 'changed'
      union all
      select r.row, r.made, s.enterprise, true from import_row r join import_resemblance s on s.stage = r.stage and s.row = r.row
      where r.stage = $2 and not r.rejected),
    classed as (
      select t.row, t.merging, e.name, e.class as former, m.high_risk < e.high_risk as by_risk, m.crowded < e.crowded as by_crowd,
        app.class_letter(coalesce(m.high_risk, e.high_risk), coalesce(m.crowded, e.crowded), coalesce(m.staff, e.staff), k.worst, k.major, k.vetoed) as latter
      from told t join enterprise e on e.id = t.enterprise and e.class_override is null
      cross join lateral json_to_record(t.made) m (high_risk boolean, crowded boolean, staff integer)
      cross join lateral app.class_inputs(e.id, e.vetoed_at) k
      where m.high_risk < e.high_risk or m.crowded < e.crowded or m.staff < e.staff)
    select c.row, case when c.by_risk then %L when c.by_crowd then %L else %L end::text as name,
      case when c.merging then 'class-drops-merged' else 'class-drops' end as rule, format('%%s: %%s → %%s', c.name, c.former, c.latter) as found
    from classed c where c.former < c.latter$sql$,
    app.known_by('r.key'), app.headed(of_stage, 'highRisk'), app.headed(of_stage, 'crowded'), app.headed(of_stage, 'staff')), of_stage.mapping ->> 'scheme')
$$;

create function app.warn_of_drops(of_stage import_stage) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if of_stage.capability = 'substances' then perform app.warn_of_levels_lost(of_stage);
  elsif of_stage.capability = 'risk-points' and 'level' = any (app.kind_names(of_stage)) then perform app.warn_of_risks_lost(of_stage);
  elsif of_stage.capability = 'enterprises' and of_stage.columns && array['staff', 'crowded', 'high_risk'] then perform app.warn_of_classes_lost(of_stage);
  end if;
end $$;

-- ── The check ──

comment on column import_stage.warned is 'rows with a warning that are not rejected';
update import_row set warned = false where rejected and warned;
update import_stage s set warned = (select count(*) filter (where r.warned) from import_row r where r.stage = s.id)
  where s.state in ('staged', 'publishing');

-- As before; whether a tenant's name is taken is a question of its days.
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

-- As before, and it warns of what would be taken down. Who is rejected is warned of nothing: a warning is one of a row that will be published.
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
    if of_stage.capability = 'tenants' then perform app.refuse_overlaps(of_stage); end if;
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
  perform app.warn_of_drops(of_stage);
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
  update import_row r set warned = false where r.stage = of_stage.id and r.rejected and r.warned;
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

-- As before, and where it has no column for a position, as files call one.
create or replace function app.headed(of_stage import_stage, field text) returns text language sql immutable parallel safe
  return coalesce(of_stage.mapping -> 'columns' -> field ->> 'column', case field when 'lng' then '经度' when 'lat' then '纬度' else field end);

revoke execute on function app.mend_stay, app.refuse_overlaps, app.warn_rows, app.warn_of_levels_lost, app.warn_of_risks_lost, app.warn_of_classes_lost,
  app.warn_of_drops from public;
