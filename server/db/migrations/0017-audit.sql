-- Audit 审计: who did what, when, from where, and what was there before and after; rows are only ever added, and each is sealed
-- into one chain of SHA-256. docs/audit.md says how the chain is verified, byte by byte.

-- From where one acts, and the id of the request in the server's log: set for one transaction beside app.account and app.person.
create function app.address() returns text language sql stable parallel safe
  return coalesce(nullif(current_setting('app.address', true), ''), host(inet_client_addr()), 'local');
create function app.request() returns text language sql stable parallel safe
  return nullif(current_setting('app.request', true), '');
comment on function app.address is 'address of the visitor, else of the connection; local where that is a socket of this machine';

create table audit (
  id      bigint generated always as identity,
  at      timestamptz not null default app.now(),
  account integer default app.account(),
  person  text not null default coalesce(app.person(), session_user),
  post    text default app.post(),
  address text not null default app.address(),
  request text default app.request(),
  act     text not null,
  topic   text not null,
  ids     bigint[] not null default '{}',
  before  jsonb,
  after   jsonb,
  count   integer not null default 1 check (count >= 0),
  digest  bytea check (length(digest) = 32),
  primary key (id, at)
) partition by range (at);
comment on table audit is 'One row for each row that was changed, and for each act; one partition a month of China';
comment on column audit.topic is 'the table or the capability';
comment on column audit.ids is 'ids of the rows; where digest is set, the lowest and the highest of them';
comment on column audit.after is 'for acts that change nothing: what was asked';
comment on column audit.digest is 'for statements that changed more than fifty rows: SHA-256 over the SHA-256 of each, in order of id; what they were stands in history';
create index audit_at on audit (at, id);
create index audit_topic on audit (topic, id);
create index audit_account on audit (account, id) where account is not null;

-- Rows that wait for their seal, in the transaction that wrote them: whatever commits late is sealed late, and never missed.
create table audit_waiting (
  audit bigint primary key,
  at    timestamptz not null
);
create table audit_seal (
  seal      bigint primary key check (seal > 0),
  audit     bigint not null unique,
  at        timestamptz not null,
  sealed_at timestamptz not null,
  hash      bytea not null check (length(hash) = 32)
);
comment on table audit_seal is 'The chain: seals are counted in order of sealing without a gap, which need not be the order of ids';
comment on column audit_seal.hash is 'SHA-256 over the hash before it (32 zero bytes before the first) and app.audit_bytes of this row';
create table audit_root (
  day   date primary key,
  first bigint not null,
  last  bigint not null check (last >= first),
  hash  bytea not null check (length(hash) = 32)
);
comment on table audit_root is 'Hash of the last seal of each day of China that has any; written down elsewhere it holds the whole chain up to then';

-- Nobody changes what was written, the owner included. Months that are past keeping are dropped as whole tables.
create function app.keep_audit() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the audit is only ever added to' using errcode = 'insufficient_privilege';
end $$;
do $$
declare target text;
begin
  foreach target in array array['audit', 'audit_seal', 'audit_root'] loop
    execute format('create trigger keep before update or delete on %I for each row execute function app.keep_audit()', target);
    execute format('create trigger keep_all before truncate on %I for each statement execute function app.keep_audit()', target);
  end loop;
end $$;

-- Makes the partition of a month unless it is there. Attaching lets writers go on; the server makes each a month ahead, and
-- whoever writes first into a month that nobody prepared makes it then, so that no write fails for want of it.
create function app.audit_partition(month date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare name constant text := 'audit_' || to_char(month, 'YYYYMM');
begin
  if to_regclass(name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('anjian audit partition'));
  -- asked of the table itself: what another made meanwhile, names do not know yet
  if exists (select from pg_class c where c.relname = name and c.relnamespace = 'public'::regnamespace) then return; end if;
  execute format('create table %I (like audit including defaults including constraints)', name);
  execute format('alter table audit attach partition %I for values from (%L) to (%L)',
    name, app.month_start(month), app.month_start((month + interval '1 month')::date));
  execute format('create trigger keep_all before truncate on %I for each statement execute function app.keep_audit()', name);
end $$;

create function app.audit_wait() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_waiting (audit, at) select id, at from made;
  return null;
end $$;
create trigger wait after insert on audit referencing new table as made for each statement execute function app.audit_wait();

-- Secrets are never kept; that one changed is.
create function app.concealed(fields jsonb, former jsonb, secret text[]) returns jsonb language sql immutable parallel safe set search_path = '' as $$
  select fields || coalesce(jsonb_object_agg(name,
    case when former is null or former -> name is not distinct from fields -> name then '[secret]' else '[secret, changed]' end), '{}')
  from unnest(secret) name where fields ->> name is not null
$$;
create function app.audit_ids(fields jsonb, key text) returns bigint[] language sql immutable parallel safe set search_path = '' as $$
  select case jsonb_typeof(fields -> key) when 'number' then array[(fields ->> key)::bigint] else '{}' end
$$;

-- Statement-level trigger. Arguments: column that tells rows apart, columns that follow from others (a change in nothing else is
-- no change), columns that are secret, and what an insert is called. Names begin after announce_, as those of roll-ups do.
create function app.audit_changes() returns trigger
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
  where attrelid = tg_relid and attnum > 0 and not attisdropped and attname <> all (tg_argv[1]::text[] || tg_argv[2]::text[]);
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

-- Records the changes of a table: all of them, or those of the verbs that are named. Generated columns are derived.
create function app.audit_table(target regclass, key text, derived text[] default '{}', secret text[] default '{}',
  insert_act text default 'insert', verbs text[] default '{insert,update,delete,truncate}') returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  arguments constant text := format('%L, %L, %L, %L', key, derived || array(
    select attname::text from pg_attribute where attrelid = target and attgenerated <> '' and not attisdropped), secret, insert_act);
  verb text;
begin
  foreach verb in array verbs loop
    execute format('create trigger audit_%1$s after %1$s on %2$s %3$s for each statement execute function app.audit_changes(%4$s)',
      verb, target, case verb
        when 'insert' then 'referencing new table as new_rows'
        when 'update' then 'referencing new table as new_rows old table as old_rows'
        when 'delete' then 'referencing old table as old_rows'
        else '' end, arguments);
  end loop;
end $$;
revoke execute on function app.audit_table from public;

select app.audit_table('district', 'id');
select app.audit_table('department', 'id');
select app.audit_table('grid', 'id');
select app.audit_table('place', 'id');
select app.audit_table('basemap', 'id');
select app.audit_table('population_point', 'id', '{grid}');
select app.audit_table('enterprise', 'id', '{cell,visited_at}');
select app.audit_table('risk_point', 'id');
select app.audit_table('hazard_source', 'id', '{class,risk,industry,cell}');
select app.audit_table('hazard_source_substance', 'id');
select app.audit_table('hazard', 'id', '{grid,department,class,risk,industry,cell}');
select app.audit_table('inspection', 'id');
select app.audit_table('import', 'id', insert_act => 'import');
select app.audit_table('demo_identity', 'key');
select app.audit_table('setup_token', 'only_row', secret => '{token_hash}');
select app.audit_table('account', 'id');
select app.audit_table('post', 'id');
select app.audit_table('password', 'account', secret => '{hash}');
select app.audit_table('former_password', 'account', secret => '{hash}');
select app.audit_table('second_factor', 'account', '{last_step}', '{secret,recovery}');
select app.audit_table('account_link', 'account', secret => '{token_hash}');
select app.audit_table('api_token', 'id', '{used_at}', '{token_hash}');
select app.audit_table('session', 'id', '{seen_at}', '{token_hash}');
-- Wrong passwords are acts of their own, and a name that nobody bears may be a password typed into the wrong field; so only
-- what was counted for a known name is recorded, when it is taken off. History is written beside changes that are recorded here.
select app.audit_table('sign_in_guard', 'name', verbs => '{delete,truncate}');
select app.audit_table('history', 'id', '{before,after}', verbs => '{update,delete,truncate}');

-- Acts that change no row: the server says what was done. Changes it cannot say; they are recorded by triggers alone.
create function app.record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if what not in ('read', 'export', 'sign-in', 'sign-in-failed', 'sign-out', 'wear', 'identity') then
    raise exception 'no act to be recorded by hand: %', what using errcode = 'insufficient_privilege';
  end if;
  perform app.audit_partition(app.month_of(app.now()));
  insert into audit (act, topic, ids, after, count) values (what, on_topic, of_ids, details, how_many);
end $$;

-- The bytes of a row: its fields one after another, each as its length in bytes of UTF-8, a colon, itself and a comma; null as ~ and a comma.
create function app.micros(moment timestamptz) returns text language sql immutable parallel safe set search_path = '' as $$
  select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
create function app.field(value text) returns text language sql immutable parallel safe
  return case when value is null then '~,' else octet_length(convert_to(value, 'UTF8')) || ':' || value || ',' end;
create function app.audit_bytes(seal bigint, sealed_at timestamptz, entry audit) returns bytea language sql immutable set search_path = public, pg_temp as $$
  select convert_to(string_agg(app.field(value), '' order by place), 'UTF8')
  from unnest(array['anjian-audit-1', seal::text, app.micros(sealed_at), entry.id::text, app.micros(entry.at), entry.account::text,
    entry.person, entry.post, entry.address, entry.request, entry.act, entry.topic, array_to_string(entry.ids, ','),
    entry.before::text, entry.after::text, entry.count::text, encode(entry.digest, 'hex')]) with ordinality field (value, place)
$$;

-- Seals what waits, one process at a time, and makes the root of a day that is over. Returns how many rows were sealed.
create function app.seal_audit(most integer default 5000) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moment constant timestamptz := app.now();
  last audit_seal;
  rooted audit_root;
  waiting audit_waiting;
  entry audit;
  sealed integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('anjian audit seal')) then return 0; end if;
  perform app.audit_partition(app.month_of(moment)), app.audit_partition((app.month_of(moment) + interval '1 month')::date);
  select * into last from audit_seal order by seal desc limit 1;
  select * into rooted from audit_root order by day desc limit 1;
  if last.seal > coalesce(rooted.last, 0) and app.day_of(last.sealed_at) < app.day_of(moment)
      and app.day_of(last.sealed_at) > coalesce(rooted.day, '-infinity') then
    insert into audit_root (day, first, last, hash) values (app.day_of(last.sealed_at), coalesce(rooted.last, 0) + 1, last.seal, last.hash);
  end if;
  for waiting in select * from audit_waiting order by audit limit most loop
    select * into entry from audit a where a.id = waiting.audit and a.at = waiting.at;
    if not found then -- it went past the triggers: the seal says that it is missing
      entry.id := waiting.audit;
      entry.at := waiting.at;
    end if;
    last.seal := coalesce(last.seal, 0) + 1;
    last.hash := sha256(coalesce(last.hash, decode(repeat('00', 32), 'hex')) || app.audit_bytes(last.seal, moment, entry));
    insert into audit_seal (seal, audit, at, sealed_at, hash) values (last.seal, waiting.audit, waiting.at, moment, last.hash);
    delete from audit_waiting w where w.audit = waiting.audit;
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;

-- Drops the months that ended more than six calendar months ago, and records that it did; seals and roots stay. For the owner alone.
create function app.drop_audit_months() returns setof text language plpgsql set search_path = public, pg_temp as $$
declare
  kept_from constant timestamptz := ((app.now() at time zone 'Asia/Shanghai') - interval '6 months') at time zone 'Asia/Shanghai';
  month record;
  dropped bigint;
begin
  perform app.audit_partition(app.month_of(app.now()));
  for month in
    select c.relname as part, app.month_start((to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month')::date) as ends
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'audit'::regclass order by c.relname
  loop
    continue when month.ends > kept_from;
    if exists (select from audit_waiting w where w.at < month.ends) then
      raise exception 'rows of % wait for their seal', month.part using hint = 'select app.seal_audit()';
    end if;
    execute format('select count(*) from %I', month.part) into dropped;
    insert into audit (act, topic, after, count) values ('retention', 'audit', jsonb_build_object('until', app.micros(month.ends)), dropped);
    execute format('drop table %I', month.part);
    return next month.part;
  end loop;
end $$;

revoke execute on function app.audit_partition, app.record, app.seal_audit, app.drop_audit_months from public;
grant execute on function app.record to anjian_actor, anjian_session;
grant execute on function app.seal_audit to anjian_session, anjian_steward;
grant select on audit, audit_seal, audit_root to anjian_actor;
alter table audit enable row level security;
alter table audit_seal enable row level security;
alter table audit_root enable row level security;
create policy auditor on audit for select to anjian_actor using ((select app.role()) = 'audit');
create policy auditor on audit_seal for select to anjian_actor using ((select app.role()) = 'audit');
create policy auditor on audit_root for select to anjian_actor using ((select app.role()) = 'audit');
