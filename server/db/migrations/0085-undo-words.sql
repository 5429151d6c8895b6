-- What stands in the way of undoing an import, by the table that it stands in, so that a refusal names it: sensors and whether values came of
-- them, alarms, bounds, tanks, checks, works, pledges. A count of people by hand is somebody's own work, and bars an undo as well.
create function app.built_on(which integer) returns table (target text, things bigint, read bigint, rows integer, ids integer[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  of_topic text;
  link record;
begin
  for of_topic in select distinct c.topic from import_change c where c.import = which and c.before is null loop
    if of_topic = 'grid' then -- what lies in a grid finds another; who answers for it does not
      return query select 'post', count(distinct p.id), 0::bigint, count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20] from import_change c
        join post p on c.id = any (p.grids) where c.import = which and c.topic = 'grid' and c.before is null having count(*) > 0;
      continue;
    end if;
    if of_topic = 'hazard_source' then -- names came with it; phones, checks and counts are somebody's own
      return query select 'source_responsible', count(distinct p.id), 0::bigint, count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20]
        from import_change c join source_responsible p on p.hazard_source = c.id
        where c.import = which and c.topic = 'hazard_source' and c.before is null and p.phone is not null
          and not exists (select from responsible_check k where k.responsible = p.id) having count(*) > 0;
      return query select 'responsible_check', count(distinct k.id), 0::bigint, count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20]
        from import_change c join source_responsible p on p.hazard_source = c.id join responsible_check k on k.responsible = p.id
        where c.import = which and c.topic = 'hazard_source' and c.before is null having count(*) > 0;
      return query select 'hand_count', count(*), 0::bigint, count(*)::integer, (array_agg(c.id order by c.id))[1:20]
        from import_change c join hazard_source s on s.id = c.id
        where c.import = which and c.topic = 'hazard_source' and c.before is null and s.hand_people is not null having count(*) > 0;
    end if;
    for link in
      select k.conrelid::regclass::text as target, a.attname as name from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confrelid = format('public.%I', of_topic)::regclass
        and k.conrelid not in ('import_resemblance'::regclass, 'enterprise_alias'::regclass, 'enterprise_standing'::regclass,
          'hazard_source_assessment'::regclass, 'source_responsible'::regclass)
        and (of_topic, a.attname) <> ('department', 'lead_department') -- an enterprise finds another leader
    loop
      return query execute format($sql$
        select %2$L, count(*), %3$s, count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20] from import_change c join %1$s t on t.%4$I = c.id
        where c.import = $1 and c.topic = %5$L and c.before is null having count(*) > 0$sql$, link.target, link.target,
        case link.target when 'sensor' then 'count(*) filter (where exists (select from reading r where r.sensor = t.id)
          or exists (select from reading_hour m where m.sensor = t.id))' else '0::bigint' end, link.name, of_topic) using which;
    end loop;
  end loop;
end $$;
comment on function app.built_on is 'what stands on rows that an import added, by table: how many, of sensors how many have values, and on which rows';

create or replace function app.undo_hindrances(which integer) returns table (hindrance text, n integer, ids integer[])
  language plpgsql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  of_topic text;
begin
  perform app.expect_importer();
  for of_topic in select distinct c.topic from import_change c where c.import = which loop
    return query execute format($sql$
      select 'changed-since', count(*)::integer, (array_agg(c.id order by c.id))[1:20] from import_change c left join %1$I t on t.id = c.id
      where c.import = $1 and c.topic = %1$L and decode(md5(row(%2$s)::text), 'hex') is distinct from c.digest having count(*) > 0$sql$,
      of_topic, app.column_list('t', app.import_digest(of_topic)))
    using which;
  end loop;
  return query select 'built-on', b.rows, b.ids from app.built_on(which) b;
end $$;

-- The same for whoever may undo: each table once.
create function app.undo_standing(which integer) returns table (target text, things integer, read integer, rows integer, ids integer[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform app.expect_importer();
  return query select distinct on (b.target) b.target, b.things::integer, b.read::integer, b.rows, b.ids
    from app.built_on(which) b order by b.target, b.rows desc;
end $$;
revoke execute on function app.built_on, app.undo_standing from public;
grant execute on function app.undo_standing to anjian_actor, anjian_steward;
