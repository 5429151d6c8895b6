-- How readings get in: a gateway by its token, and of what it sends only what its own sensors can have measured.
do $$
begin
  if to_regrole('anjian_gateway') is null then
    raise exception 'the role anjian_gateway is missing: let scripts/provision.sql run once more, it adds what is new';
  end if;
end $$;
grant usage on schema app, public to anjian_gateway;
create function app.gateway() returns integer language sql stable parallel safe
  return nullif(current_setting('app.gateway', true), '')::integer;

create table ingest_rule (
  id                integer primary key default 1 check (id = 1),
  ahead_seconds     integer not null check (ahead_seconds between 1 and 3600),
  skew_seconds      integer not null check (skew_seconds between 1 and 3600),
  readings_a_minute integer not null check (readings_a_minute >= 5000),
  refused_rows      integer not null check (refused_rows between 100 and 100000),
  refused_days      integer not null check (refused_days between 1 and 366),
  changed_at        timestamptz not null default app.now(),
  changed_by        text not null default coalesce(app.person(), session_user)
);
comment on table ingest_rule is 'By what readings are taken; one row';
comment on column ingest_rule.ahead_seconds is 'a reading further ahead of our clock is refused';
comment on column ingest_rule.skew_seconds is 'a gateway whose clock differs by more is told of';
comment on column ingest_rule.readings_a_minute is 'of one gateway';
comment on column ingest_rule.refused_rows is 'refused readings that are kept of one gateway, the latest';
comment on column ingest_rule.refused_days is 'days for which they are kept';
insert into ingest_rule (ahead_seconds, skew_seconds, readings_a_minute, refused_rows, refused_days) values (60, 5, 600000, 1000, 30);

-- The first day of which readings are taken: those before it are thinned.
create function app.first_reading_day() returns date language sql stable set search_path = public, pg_temp as $$
  select app.day_of(app.now()) - 30
$$;

-- What we heard of a gateway's clock and of its pace. A row of its own, for it changes with every message.
create table gateway_pulse (
  gateway         integer primary key references gateway on delete cascade,
  heard_at        timestamptz not null,
  skew_ms         integer not null,
  span_at         timestamptz not null,
  least_ms        integer not null,
  former_least_ms integer,
  minute_at       timestamptz not null,
  readings        integer not null
) with (fillfactor = 50);
comment on table gateway_pulse is 'When a gateway was heard last, how its clock differs, what it sent in the present minute';
comment on column gateway_pulse.skew_ms is 'our clock less its own at its last message, its way included';
comment on column gateway_pulse.span_at is 'the ten minutes of which least_ms is the least; former_least_ms is that of the ten before';

create table reading_quarantine (
  id          bigint primary key generated always as identity,
  gateway     integer not null references gateway on delete cascade,
  reason      text not null constraint reading_quarantine_reason check (reason in
    ('time', 'future', 'old', 'unknown', 'several', 'disabled', 'no-number', 'range', 'contradiction')),
  sensor      text not null check (length(sensor) <= 60),
  at          text not null check (length(at) <= 40),
  value       text not null check (length(value) <= 60),
  times       integer not null default 1,
  received_at timestamptz not null default app.now(),
  constraint reading_quarantine_once unique (gateway, sensor, at, value, reason)
);
comment on table reading_quarantine is 'Readings that were refused, as they were sent; the latest of each gateway, for a time';
create index reading_quarantine_latest on reading_quarantine (gateway, received_at desc, id desc);

-- Only the latest are kept, however much somebody sends.
create function app.bound_quarantine() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from reading_quarantine q using (select distinct gateway from new_rows) touched
    where q.gateway = touched.gateway and q.id in (select o.id from reading_quarantine o where o.gateway = touched.gateway
      order by o.received_at desc, o.id desc offset (select refused_rows from ingest_rule));
  return null;
end $$;
create trigger bound after insert on reading_quarantine referencing new table as new_rows
  for each statement execute function app.bound_quarantine();
create function app.sweep_quarantine() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare swept integer;
begin
  delete from reading_quarantine where received_at < app.now() - make_interval(days => (select refused_days from ingest_rule));
  get diagnostics swept = row_count;
  return swept;
end $$;

-- Lets in the gateway of a token: from here on the transaction is its own, and no other of the same gateway runs beside it.
-- wait: seconds until it may send again, where it has sent too much; nothing of it is kept then.
create function app.enter_gateway(hash bytea, sent_at timestamptz, sent integer,
  out gateway integer, out enterprise integer, out moment timestamptz, out skew integer, out wait integer)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found record;
  span constant timestamptz := date_bin('10 minutes', app.now(), '2000-01-01');
  minute constant timestamptz := date_trunc('minute', app.now());
begin
  select g.id, g.enterprise, g.name into found from gateway g where g.token_hash = hash and g.revoked_at is null;
  if found.id is null then return; end if;
  perform set_config('app.gateway', found.id::text, true), set_config('app.person', '网关 ' || found.name, true);
  moment := app.now();
  -- a clock may be wrong by years; twenty days say as much
  skew := greatest(least(extract(epoch from moment - sent_at) * 1000, 2000000000), -2000000000)::integer;
  insert into gateway_pulse as p (gateway, heard_at, skew_ms, span_at, least_ms, minute_at, readings)
    values (found.id, moment, skew, span, skew, minute, sent)
    on conflict on constraint gateway_pulse_pkey do update set heard_at = moment, skew_ms = skew, span_at = span, minute_at = minute,
      least_ms = case when p.span_at = span then least(p.least_ms, skew) else skew end,
      former_least_ms = case when p.span_at = span then p.former_least_ms when p.span_at = span - interval '10 minutes' then p.least_ms end,
      readings = case when p.minute_at = minute then p.readings else 0 end + sent
    returning case when p.readings > (select readings_a_minute from ingest_rule)
      then ceil(extract(epoch from minute + interval '1 minute' - moment))::integer end into wait;
  gateway := found.id;
  enterprise := found.enterprise;
end $$;

-- Partitions of days that readings are taken of, and no others.
create function app.ready_reading_days(days date[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare one date;
begin
  for one in select distinct day from unnest(days) day where day between app.first_reading_day() and app.day_of(app.now()) + 1 order by day loop
    perform app.reading_partition(one);
  end loop;
end $$;

-- Open pages are told that there are new readings, and whose; not in the transaction that takes them, and not for each.
insert into layer_version (layer) values ('readings');
create function app.announce_readings(enterprises integer[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.announce('readings', case when cardinality(enterprises) between 1 and 50 then
    (select json_agg(json_build_object('enterprise', e.id, 'grid', e.grid, 'department', e.lead_department) order by e.id)
      from enterprise e where e.id = any (enterprises)) end);
end $$;
select app.watch('gateway', 'readings', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)',
  '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

revoke execute on function app.bound_quarantine, app.sweep_quarantine, app.enter_gateway,
  app.ready_reading_days, app.announce_readings from public;
grant execute on function app.enter_gateway, app.ready_reading_days to anjian_gateway;
grant execute on function app.sweep_quarantine, app.ready_reading_days, app.announce_readings to anjian_session;

create trigger stamp before update on ingest_rule for each row execute function app.stamp();
create trigger history after update or delete on ingest_rule for each row execute function app.keep_history();
select app.audit_table('ingest_rule', 'id');

alter table ingest_rule enable row level security;
alter table gateway_pulse enable row level security;
alter table reading_quarantine enable row level security;
create policy anybody on ingest_rule for select to anjian_actor, anjian_gateway using (true);
create policy scope on gateway_pulse for select to anjian_actor using (gateway in (select g.id from gateway g));
create policy scope on reading_quarantine for select to anjian_actor using (gateway in (select g.id from gateway g));
create policy steward on ingest_rule to anjian_steward using (true);
create policy steward on gateway_pulse to anjian_steward using (true);
create policy steward on reading_quarantine to anjian_steward using (true);
grant select on ingest_rule, gateway_pulse, reading_quarantine to anjian_actor;
grant select, update on ingest_rule to anjian_steward;
grant select, delete on gateway_pulse, reading_quarantine to anjian_steward;

-- A gateway reads and writes what belongs to its own sensors.
create policy own on sensor for select to anjian_gateway using (gateway = (select app.gateway()));
create policy own on reading for select to anjian_gateway using (sensor in (select s.id from sensor s));
create policy added on reading for insert to anjian_gateway with check (sensor in (select s.id from sensor s));
create policy own on sensor_now to anjian_gateway using (sensor in (select s.id from sensor s));
create policy own on reading_quarantine to anjian_gateway using (gateway = (select app.gateway()));
grant select on sensor, ingest_rule to anjian_gateway;
grant select, insert on reading to anjian_gateway;
grant select, insert, update on sensor_now to anjian_gateway;
grant select, insert (gateway, reason, sensor, at, value), update (times, received_at) on reading_quarantine to anjian_gateway;

-- Who writes gateways: the data steward, and the safety manager those of the own enterprise.
create function app.may_keep_gateways(of integer) returns boolean language sql stable parallel safe return case app.role()
  when 'government' then coalesce(app.post(), 'data-steward') = 'data-steward'
  when 'enterprise' then of = app.enterprise() and coalesce(app.post(), 'safety-manager') = 'safety-manager'
  else false end;
create policy added on gateway for insert to anjian_actor with check (app.may_keep_gateways(enterprise));
create policy changed on gateway for update to anjian_actor using (app.may_keep_gateways(enterprise));
grant insert (enterprise, name, token_hash), update (name, revoked_at) on gateway to anjian_actor;
grant usage on sequence gateway_id_seq to anjian_actor;
