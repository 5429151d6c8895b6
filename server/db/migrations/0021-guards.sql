-- What came to light when the whole was attacked.

-- Functions that act for their owner look up no name among temporary tables, which anybody may make.
do $$
declare target record;
begin
  for target in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and p.prosecdef and 'search_path=public' = any (p.proconfig)
  loop
    execute format('alter function %s set search_path = public, pg_temp', target.name);
  end loop;
end $$;

-- The audit tells no column that is for few: that one changed, and of many rows together a digest over all of their columns, so that
-- a change in such a column alone is recorded too. What it was stands in the history.
create or replace function app.audit_changes() returns trigger
  language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
  most constant integer := 50;
  key constant text := tg_argv[0];
  act constant text := case tg_op when 'INSERT' then tg_argv[3] else lower(tg_op) end;
  touched bigint;
  numbered boolean;
  source text;
begin
  if tg_op = 'DELETE' then select count(*) into touched from old_rows;
  elsif tg_op <> 'TRUNCATE' then select count(*) into touched from new_rows; end if;
  if touched = 0 then return null; end if;
  perform app.audit_partition(app.month_of(app.now()));
  if tg_op = 'TRUNCATE' then
    insert into audit (act, topic, count) values ('truncate', tg_table_name, 0);
    return null;
  end if;
  -- the alias must be no column's name
  if touched <= most then
    execute format('insert into audit (act, topic, ids, before, after)
      select $4, $5, app.audit_ids(coalesce(new, old), $2), app.concealed(old, null, $3), app.concealed(new, old, $3) from (%s) pair',
      case tg_op
        when 'INSERT' then 'select null::jsonb as old, to_jsonb(each_row) - $1 as new from new_rows each_row'
        when 'DELETE' then 'select to_jsonb(each_row) - $1 as old, null::jsonb as new from old_rows each_row'
        else 'select o.fields as old, n.fields as new from (select to_jsonb(each_row) - $1 as fields from old_rows each_row) o
          full join (select to_jsonb(each_row) - $1 as fields from new_rows each_row) n on n.fields -> $2 = o.fields -> $2
          where o.fields is distinct from n.fields' end)
    using tg_argv[1]::text[], key, tg_argv[2]::text[], act, tg_table_name;
    return null;
  end if;
  -- JSON of so many rows would cost more than their change: they are hashed as PostgreSQL writes a row
  select bool_or(attname = key and atttypid in ('integer'::regtype, 'bigint'::regtype)),
    format('select each_row.%I as id, row(%s)::text as line from %%I each_row', key, string_agg(format('each_row.%I', attname), ', ' order by attnum))
  into numbered, source from pg_attribute
  where attrelid = tg_relid and attnum > 0 and not attisdropped and attname <> all (tg_argv[1]::text[]);
  execute format($sql$insert into audit (act, topic, ids, count, digest)
    select $1, $2, %s, count(*), sha256(string_agg(sha256(convert_to(line, 'UTF8')), '' order by id)) from (%s) lines having count(*) > 0$sql$,
    case when numbered then 'array[min(id), max(id)]' else $sql$'{}'$sql$ end,
    case tg_op
      when 'INSERT' then format(source, 'new_rows')
      when 'DELETE' then format(source, 'old_rows')
      else format('select coalesce(n.id, o.id) as id, concat_ws(E''\n'', o.line, n.line) as line from (%s) o full join (%s) n using (id)
        where o.line is distinct from n.line', format(source, 'old_rows'), format(source, 'new_rows')) end)
  using act, tg_table_name;
  return null;
end $$;
do $$
declare
  secrets constant jsonb := '{"enterprise": "{safety_manager_phone}", "hazard_source_substance": "{quantity}",
    "hazard_source": "{geom,r,sum_ratio,sum_weighted}"}';
  derived constant jsonb := '{"enterprise": "{cell,visited_at}", "hazard_source_substance": "{}",
    "hazard_source": "{class,risk,industry,cell}"}';
  target text;
  verb text;
begin
  for target in select jsonb_object_keys(secrets) loop
    foreach verb in array array['insert', 'update', 'delete', 'truncate'] loop
      execute format('drop trigger audit_%s on %I', verb, target);
    end loop;
    perform app.audit_table(target::regclass, 'id', (derived ->> target)::text[], (secrets ->> target)::text[]);
  end loop;
end $$;

-- A post whose end lies before its begin is refused by its constraint, not by the range that it would be.
create or replace function app.check_post() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.until_at < new.from_at then
    raise exception 'a post ends after it begins' using errcode = '23514', constraint = 'post_time';
  end if;
  if exists (select from unnest(new.grids) wanted (id) where not exists (select from grid g where g.id = wanted.id and g.level = 3)) then
    raise exception 'no such level-3 grid' using errcode = '23503', constraint = 'post_grids';
  end if;
  if new.kind like '%-administrator' then
    perform from account where id = new.account for update;
    if exists (select from post p where p.account = new.account and p.id <> new.id and p.kind <> new.kind and p.kind like '%-administrator'
        and tstzrange(p.from_at, p.until_at) && tstzrange(new.from_at, new.until_at)) then
      raise exception 'administrations are apart' using errcode = '23514', constraint = 'post_administrations_apart';
    end if;
  end if;
  return new;
end $$;

-- Who resets an account or signs it out everywhere ends the tokens of its machines with it, and sees none of them.
grant select (id, account), delete on api_token to anjian_actor;
alter table api_token enable row level security;
create policy sign_in on api_token to anjian_session using (true);
create policy security on api_token to anjian_actor using ((select app.role()) = 'security');

-- Who appoints people needs the names of grids, not the phones of their chiefs.
create or replace view grid_contact with (security_barrier) as
  select id as grid, phone from grid where (select app.role()) not in ('wall', 'security');
comment on view grid_contact is 'phones of the grids in scope, for all but walls and who appoints people';
