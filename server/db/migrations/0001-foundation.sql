-- The ground everything stands on: who asks, what time it is, which version the data has.
create schema app;
grant usage on schema app to anjian_actor, anjian_public, anjian_session, anjian_steward, anjian_disclosure, anjian_clock;
grant usage on schema public to anjian_actor, anjian_public, anjian_session, anjian_steward, anjian_disclosure;

-- Who asks: set for one transaction by inScope. Policies read (select app.…()) so that the planner asks once a statement.
create function app.role() returns text language sql stable parallel safe
  return nullif(current_setting('app.role', true), '');
create function app.person() returns text language sql stable parallel safe
  return nullif(current_setting('app.person', true), '');
create function app.grids() returns integer[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.grids', true), '')::integer[], '{}');
create function app.department() returns integer language sql stable parallel safe
  return nullif(current_setting('app.department', true), '')::integer;
create function app.enterprise() returns integer language sql stable parallel safe
  return nullif(current_setting('app.enterprise', true), '')::integer;

-- One clock. Only anjian_clock, granted to nobody outside tests, may fix it.
create table app.clock (
  only_row boolean primary key default true check (only_row),
  fixed_at timestamptz not null
);
grant select, insert, update, delete on app.clock to anjian_clock;
create function app.now() returns timestamptz language sql stable security definer set search_path = ''
as $$ select coalesce((select fixed_at from app.clock), pg_catalog.now()) $$;
comment on function app.now() is 'The time by which everything is judged; SQL of the product never calls now() itself';

-- The district's calendar: months and days are those of China.
create function app.month_of(moment timestamptz) returns date language sql immutable parallel safe
  return (date_trunc('month', moment at time zone 'Asia/Shanghai'))::date;
create function app.month_start(month date) returns timestamptz language sql immutable parallel safe
  return month::timestamp at time zone 'Asia/Shanghai';

-- Data version per layer: grows with every statement that changes it, in the transaction that changes it.
create table layer_version (
  layer      text primary key,
  version    bigint not null default 0,
  changed_at timestamptz not null default now()
);
insert into layer_version (layer)
values ('district'), ('departments'), ('grids'), ('places'), ('enterprises'), ('hazard-sources'), ('hazards'),
       ('risk-points'), ('inspections'), ('population'), ('basemap');
grant select on layer_version to anjian_actor, anjian_public, anjian_session, anjian_steward;

-- A notice says that something changed, never what: layer, version and, for up to fifty rows, whose they are.
-- Beyond that it carries no scope, and every reader refetches under its own rights.
create function app.announce(layer_name text, scopes json) returns void
  language plpgsql security definer set search_path = '' as $$
declare new_version bigint;
begin
  update public.layer_version set version = version + 1, changed_at = pg_catalog.clock_timestamp()
  where layer = layer_name returning version into strict new_version;
  perform pg_catalog.pg_notify('change',
    json_build_object('layer', layer_name, 'version', new_version, 'scopes', scopes)::text);
end $$;
revoke execute on function app.announce from public;

-- Statement-level trigger. Arguments: layer, then SQL expressions over a row r for its enterprise, grid and department
-- ('null' where the table has none).
create function app.announce_statement() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  scopes json;
  touched integer;
  source text := case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end;
begin
  execute format('select count(*)::int from %I', source) into touched;
  if touched = 0 then return null; end if;
  if touched <= 50 then
    if tg_op = 'UPDATE' then -- a row that moves is news to those it leaves, too
      execute format('select json_agg(distinct jsonb_build_object(''enterprise'', %s, ''grid'', %s, ''department'', %s))'
        || ' from (select * from new_rows union all select * from old_rows) r', tg_argv[1], tg_argv[2], tg_argv[3])
      into scopes;
    else
      execute format('select json_agg(distinct jsonb_build_object(''enterprise'', %s, ''grid'', %s, ''department'', %s)) from %I r',
        tg_argv[1], tg_argv[2], tg_argv[3], source) into scopes;
    end if;
  end if;
  perform app.announce(tg_argv[0], scopes);
  return null;
end $$;

create function app.watch(target regclass, layer_name text, enterprise_sql text, grid_sql text, department_sql text)
  returns void language plpgsql set search_path = '' as $$
begin
  execute format('create trigger announce_insert after insert on %s referencing new table as new_rows
    for each statement execute function app.announce_statement(%L, %L, %L, %L)', target, layer_name, enterprise_sql, grid_sql, department_sql);
  execute format('create trigger announce_update after update on %s referencing new table as new_rows old table as old_rows
    for each statement execute function app.announce_statement(%L, %L, %L, %L)', target, layer_name, enterprise_sql, grid_sql, department_sql);
  execute format('create trigger announce_delete after delete on %s referencing old table as old_rows
    for each statement execute function app.announce_statement(%L, %L, %L, %L)', target, layer_name, enterprise_sql, grid_sql, department_sql);
end $$;
revoke execute on function app.watch from public;

-- Nothing is overwritten silently: what a row was before each change is kept.
create table history (
  id         bigint generated always as identity primary key,
  table_name text not null,
  row_id     bigint not null,
  changed_at timestamptz not null,
  changed_by text not null,
  before     jsonb not null,
  after      jsonb
);
comment on column history.after is 'null where the row was deleted';
create index history_row on history (table_name, row_id);
create function app.keep_history() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    insert into public.history (table_name, row_id, changed_at, changed_by, before)
    values (tg_table_name, old.id, app.now(), coalesce(app.person(), session_user), to_jsonb(old) - 'geom_3857');
    return old;
  end if;
  insert into public.history (table_name, row_id, changed_at, changed_by, before, after)
  values (tg_table_name, old.id, app.now(), coalesce(app.person(), session_user), to_jsonb(old) - 'geom_3857', to_jsonb(new) - 'geom_3857');
  return new;
end $$;

create function app.stamp() returns trigger language plpgsql set search_path = '' as $$
begin
  new.changed_at := app.now();
  new.changed_by := coalesce(app.person(), session_user);
  return new;
end $$;

-- GB 32100-2015: 18 characters, check characters of the organisation code (9th of it) and of the whole.
create function app.uscc_valid(code text) returns boolean language plpgsql immutable strict parallel safe set search_path = '' as $$
declare
  alphabet constant text := '0123456789ABCDEFGHJKLMNPQRTUWXY';
  weights constant integer[] := '{1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28}';
  organisation_weights constant integer[] := '{3,7,9,10,5,8,4,2}';
  total integer := 0;
  organisation integer := 0;
  expected text;
begin
  if code !~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$' then return false; end if;
  for i in 1..17 loop
    total := total + weights[i] * (position(substr(code, i, 1) in alphabet) - 1);
  end loop;
  if substr(alphabet, (31 - total % 31) % 31 + 1, 1) <> substr(code, 18, 1) then return false; end if;
  for i in 1..8 loop
    organisation := organisation + organisation_weights[i]
      * (position(substr(code, 8 + i, 1) in '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') - 1);
  end loop;
  expected := case 11 - organisation % 11 when 10 then 'X' when 11 then '0' else (11 - organisation % 11)::text end;
  return expected = substr(code, 17, 1);
end $$;
