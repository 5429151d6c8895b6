-- Sensors are written by whoever keeps them; their values are rolled up by minute and hour, and kept by rule.
-- First and second alarm of toxic gases, mg/m³ (GB/T 50493-2019: 100 % and 200 % of the exposure limit). core/domain/gasLimits.ts holds the same.
create function app.toxic_limits(gas text, out first double precision, out second double precision) language sql immutable parallel safe set search_path = '' as $$
  select v.first, v.second from (values ('H2S', 10, 20), ('CO', 20, 40), ('NO2', 5, 10), ('NO', 5, 10), ('Cl2', 1, 2), ('CH2O', 2, 4), ('H2O2', 1.5, 3), ('CH3OH', 25,
    50), ('SO2', 5, 10), ('NH3', 20, 40), ('C6H6', 6, 12), ('HF', 2, 4), ('HCN', 1, 2), ('HCl', 7.5, 15), ('COCl2', 0.5, 1),
    ('C2H3Cl', 10, 20), ('Br2', 0.3, 0.6), ('C3H3N', 1, 2), ('C7H8', 50, 100), ('C6H5OH', 10, 20), ('O3', 0.3, 0.6), ('C8H10', 50,
    100), ('CO2', 9000, 18000)) v (gas, first, second)
  where v.gas = toxic_limits.gas
$$;
alter table sensor add column gas text check (length(gas) between 1 and 20);
comment on column sensor.gas is 'formula of the gas that a gas alarm measures';
alter table sensor
  add constraint sensor_gas check (gas is null or kind in ('combustible', 'toxic')),
  -- a limit that no value can reach would never be told of
  add constraint sensor_range_reached check (
    coalesce(limit_ll, range_low) between range_low and range_high and coalesce(limit_l, range_low) between range_low and range_high
    and coalesce(limit_h, range_low) between range_low and range_high and coalesce(limit_hh, range_low) between range_low and range_high),
  add constraint sensor_combustible check (kind <> 'combustible' or unit <> '%LEL'
    or coalesce(limit_h, 0) <= 25 and coalesce(limit_hh, 0) <= 50),
  add constraint sensor_toxic check (kind <> 'toxic' or unit <> 'mg/m³' or gas is null or (app.toxic_limits(gas)).first is null
    or limit_h <= (app.toxic_limits(gas)).first and limit_hh <= (app.toxic_limits(gas)).second),
  add constraint sensor_gas_limits check (kind not in ('combustible', 'toxic') or (limit_h is not null and limit_hh is not null)),
  -- silent after three of them: of gas and fire within a quarter of an hour, of others within three hours
  add constraint sensor_cadence_most check (cadence <= case when kind in ('combustible', 'toxic', 'oxygen', 'fire') then 300 else 3600 end);
comment on constraint sensor_combustible on sensor is 'GB/T 50493-2019: first alarm at 25 %LEL at most, second at 50';

-- A gateway sends for the sensors of its own enterprise, and a tag is one sensor to it.
create function app.check_sensor() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from sensor_now n where n.sensor = old.id) then
      raise exception using errcode = 'restrict_violation', constraint = 'sensor_has_values', message = 'the sensor has sent values';
    end if;
    return old;
  end if;
  if tg_op = 'UPDATE' and new.hazard_source <> old.hazard_source then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_moved', message = 'a sensor stays with its source';
  end if;
  -- what was measured in another unit would be read in this one
  if tg_op = 'UPDATE' and (new.kind, new.unit) is distinct from (old.kind, old.unit) and exists (select from sensor_now n where n.sensor = old.id) then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_kind_kept', message = 'the sensor has sent values of its kind';
  end if;
  -- nobody ends an alarm by moving what it is measured against
  if tg_op = 'UPDATE' and (new.limit_ll, new.limit_l, new.limit_h, new.limit_hh, new.range_low, new.range_high, new.enabled, new.gateway)
      is distinct from (old.limit_ll, old.limit_l, old.limit_h, old.limit_hh, old.range_low, old.range_high, old.enabled, old.gateway)
      and exists (select from alarm a where a.sensor = old.id and a.kind in ('high', 'low') and a.cleared_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_alarms', message = 'an alarm of its limits stands';
  end if;
  if new.gateway is not null and not exists (select from gateway g join hazard_source s on s.enterprise = g.enterprise
      where g.id = new.gateway and s.id = new.hazard_source) then
    raise exception using errcode = 'foreign_key_violation', constraint = 'sensor_gateway_own', message = 'the gateway is of another enterprise';
  end if;
  return new;
end $$;
create trigger a_check before insert or update or delete on sensor for each row execute function app.check_sensor();

-- Data steward, and the safety manager for the sources of the own enterprise.
create function app.keeps_sensors(source integer) returns boolean language sql stable set search_path = public, pg_temp
  return case app.role()
    when 'government' then coalesce(app.post(), 'data-steward') = 'data-steward'
    when 'enterprise' then coalesce(app.post(), 'safety-manager') = 'safety-manager'
      and exists (select from hazard_source s where s.id = source and s.enterprise = app.enterprise())
    else false end;
create policy added on sensor for insert to anjian_actor with check (app.keeps_sensors(hazard_source));
create policy changed on sensor for update to anjian_actor using (app.keeps_sensors(hazard_source));
create policy removed on sensor for delete to anjian_actor using (app.keeps_sensors(hazard_source));
grant insert (hazard_source, gateway, code, name, kind, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, limits_basis, cadence, part, enabled),
  update (gateway, code, name, kind, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, limits_basis, cadence, part, enabled),
  delete on sensor to anjian_actor;
grant usage on sequence sensor_id_seq to anjian_actor;
select app.watch('sensor', 'hazard-sources', '(select s.enterprise from public.hazard_source s where s.id = r.hazard_source)',
  '(select s.grid from public.hazard_source s where s.id = r.hazard_source)',
  '(select s.department from public.hazard_source s where s.id = r.hazard_source)');

-- How live a value is; core/domain/sensors.ts says the same.
create function app.sensor_age(at timestamptz, received_at timestamptz) returns double precision language sql stable
  -- null where there is no value: greatest() alone would call what never sent just received
  return case when at is not null then greatest(0, extract(epoch from app.now() - least(at, received_at)))::double precision end;
create function app.sensor_state(age double precision, cadence integer, enabled boolean) returns text language sql immutable
  return case when not enabled then 'off' when age is null or age > 3 * cadence then 'silent'
    when age > 2 * cadence then 'late' else 'fresh' end;

-- How long values are kept, each version of it. Raw ones for 30 days at least (Order 40 of the former SAWS, GB 18218).
create table reading_rule (
  version     integer primary key generated always as identity,
  raw_days    integer not null constraint reading_rule_raw check (raw_days between 30 and 3660),
  minute_days integer not null,
  hour_days   integer,
  reason      text not null check (length(trim(reason)) between 1 and 300),
  made_at     timestamptz not null default app.now(),
  made_by     text not null default coalesce(app.person(), session_user),
  constraint reading_rule_minutes check (minute_days between raw_days and 36600),
  constraint reading_rule_hours check (hour_days is null or hour_days between minute_days and 366000)
);
comment on table reading_rule is 'Days for which values, their minutes and their hours are kept; the latest version holds';
comment on column reading_rule.hour_days is 'null: for ever';
insert into reading_rule (raw_days, minute_days, hour_days, reason, made_by)
values (35, 400, null, '法定不少于 30 日；另留 5 日余量', '系统');
select app.audit_table('reading_rule', 'version');
create function app.reading_rule() returns reading_rule language sql stable set search_path = public, pg_temp
  as $$ select r from reading_rule r order by r.version desc limit 1 $$;

-- What a minute, or an hour, of a sensor held. The sum is exact: of the shortest decimals that spell the values. Of several silences
-- within it the longest is kept.
create table reading_minute (
  sensor      integer not null,
  at          timestamptz not null,
  n           integer not null check (n > 0),
  sum         numeric not null,
  least       double precision not null,
  greatest    double precision not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  quiet_from  timestamptz,
  quiet_until timestamptz,
  primary key (sensor, at),
  constraint reading_minute_begins check (at = date_trunc('minute', at, 'UTC'))
) partition by range (at);
comment on table reading_minute is 'Values of a sensor by minute; one partition a month of China';
create table reading_hour (like reading_minute including defaults including comments, primary key (sensor, at),
  constraint reading_hour_begins check (at = date_trunc('hour', at, 'UTC')), constraint reading_hour_n check (n > 0));
create index reading_hour_at on reading_hour (at);
comment on table reading_hour is 'Values of a sensor by hour';

-- Minutes whose values changed since they were rolled up. Each transaction that writes values adds rows of its own: they are seen exactly
-- where its values are, so that none is taken for done that was not counted.
create table reading_dirty (
  id      bigint primary key generated always as identity,
  minute  timestamptz not null,
  sensors integer[] not null
);
comment on table reading_dirty is 'Minutes to roll up, with the sensors whose values changed';
create index reading_dirty_minute on reading_dirty (minute);

create function app.mark_readings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    insert into reading_dirty (minute, sensors)
    select date_trunc('minute', r.at, 'UTC'), array_agg(distinct r.sensor) from new_rows r group by 1;
  end if;
  if tg_op <> 'INSERT' then
    insert into reading_dirty (minute, sensors)
    select date_trunc('minute', r.at, 'UTC'), array_agg(distinct r.sensor) from old_rows r group by 1;
  end if;
  return null;
end $$;
create trigger mark_insert after insert on reading referencing new table as new_rows for each statement execute function app.mark_readings();
create trigger mark_update after update on reading referencing new table as new_rows old table as old_rows
  for each statement execute function app.mark_readings();
create trigger mark_delete after delete on reading referencing old table as old_rows for each statement execute function app.mark_readings();

create function app.minute_partition(moment timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month date := date_trunc('month', app.day_of(moment))::date;
  part text := 'reading_minute_' || to_char(month, 'YYYYMM');
begin
  if to_regclass('public.' || part) is not null then return; end if;
  execute format('create table %I partition of reading_minute for values from (%L) to (%L)', part,
    month::timestamp at time zone 'Asia/Shanghai', (month + interval '1 month') at time zone 'Asia/Shanghai');
end $$;
revoke execute on function app.minute_partition from public;

-- What a span of a sensor held, called by its beginning; no row where it held nothing.
create function app.values_of(of_sensor integer, since timestamptz, until timestamptz) returns setof public.reading_hour language sql stable as $$
  select of_sensor, since, count(*)::integer, sum(r.value::text::numeric), min(r.value), max(r.value), min(r.at), max(r.at),
    (array_agg(r.before order by r.at - r.before desc, r.at) filter (where r.before is not null))[1],
    (array_agg(r.at order by r.at - r.before desc, r.at) filter (where r.before is not null))[1]
  from (select x.at, x.value, lag(x.at) over (order by x.at) as before from public.reading x
    where x.sensor = of_sensor and x.at >= since and x.at < until) r
  having count(*) > 0 $$;

-- The same of an hour, from its minutes.
create function app.hour_of(of_sensor integer, hour timestamptz) returns setof public.reading_hour language sql stable as $$
  with m as materialized (
    select x.*, lag(x.last_at) over (order by x.at) as before from public.reading_minute x
    where x.sensor = of_sensor and x.at >= hour and x.at < hour + interval '1 hour'),
  quiet as (
    select q.since, q.until from m cross join lateral (values (m.quiet_from, m.quiet_until), (m.before, m.first_at)) q(since, until)
    where q.since is not null order by q.until - q.since desc, q.since limit 1)
  select of_sensor, hour, sum(m.n)::integer, sum(m.sum), min(m.least), max(m.greatest), min(m.first_at), max(m.last_at),
    (select since from quiet), (select until from quiet)
  from m having count(*) > 0 $$;

-- Rolls up minutes that are over and dirty, or so much of them. One process at a time, each statement on a snapshot that began after the
-- one before had ended. extra_float_digits: every value is spelled by its shortest exact decimals.
-- @returns how many rows of reading_dirty were done: 0 where nothing waits; null where another process is at it
create function app.roll_readings(most integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp set extra_float_digits = 1 as $$
declare
  done integer; moment timestamptz; of_sensors integer[]; of_minutes timestamptz[]; hour_sensors integer[]; hours timestamptz[];
begin
  if not pg_try_advisory_xact_lock(hashtext('anjian roll-up')) then return null; end if;
  with taken as (
    delete from reading_dirty d where d.id = any (array(
      select w.id from reading_dirty w where w.minute < date_trunc('minute', app.now(), 'UTC') order by w.id limit most))
    returning d.minute, d.sensors),
  each as (select distinct s.sensor, t.minute from taken t cross join unnest(t.sensors) s(sensor))
  select (select count(*) from taken), array_agg(e.sensor order by e.sensor, e.minute), array_agg(e.minute order by e.sensor, e.minute)
    into done, of_sensors, of_minutes from each e;
  if done = 0 then return 0; end if;
  for moment in select distinct date_trunc('hour', m, 'UTC') from unnest(of_minutes) m loop perform app.minute_partition(moment); end loop;
  delete from reading_minute m using unnest(of_sensors, of_minutes) w(sensor, minute) where m.sensor = w.sensor and m.at = w.minute;
  insert into reading_minute select made.* from unnest(of_sensors, of_minutes) w(sensor, minute)
    cross join lateral app.values_of(w.sensor, w.minute, w.minute + interval '1 minute') made;
  select array_agg(h.sensor), array_agg(h.hour) into hour_sensors, hours
    from (select distinct w.sensor, date_trunc('hour', w.minute, 'UTC') as hour from unnest(of_sensors, of_minutes) w(sensor, minute)) h;
  delete from reading_hour r using unnest(hour_sensors, hours) w(sensor, hour) where r.sensor = w.sensor and r.at = w.hour;
  insert into reading_hour select made.* from unnest(hour_sensors, hours) w(sensor, hour) cross join lateral app.hour_of(w.sensor, w.hour) made;
  return done;
end $$;

-- Whole days, and months of minutes, that the rule lets go.
create function app.readings_to_drop() returns setof date language sql stable security definer set search_path = public, pg_temp as $$
  select day from pg_inherits i join pg_class c on c.oid = i.inhrelid cross join lateral (select to_date(right(c.relname, 8), 'YYYYMMDD') as day) d
  where i.inhparent = 'reading'::regclass and c.relname ~ '^reading_[0-9]{8}$' and day < app.day_of(app.now()) - (app.reading_rule()).raw_days
  order by day $$;

-- Drops the values of a day that is older than the rule asks for, once all of them are in minutes and hours: counted and summed, they are
-- the same. Where they are not, the day is rolled up anew and dropped another time. @returns whether it was dropped
create function app.drop_readings(of_day date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' set extra_float_digits = 1 as $$
declare
  part constant text := format('reading_%s', to_char(of_day, 'YYYYMMDD'));
  since constant timestamptz := of_day::timestamp at time zone 'Asia/Shanghai';
  until constant timestamptz := (of_day + 1)::timestamp at time zone 'Asia/Shanghai';
  is_whole boolean;
begin
  if of_day not in (select app.readings_to_drop()) or not pg_try_advisory_xact_lock(hashtext('anjian roll-up'))
    or exists (select from reading_dirty d where d.minute >= since and d.minute < until) then return false; end if;
  execute format('select (select row(count(*), coalesce(sum(value::text::numeric), 0)) from %I)
    = all (array[(select row(coalesce(sum(n), 0), coalesce(sum(sum), 0)) from reading_minute where at >= $1 and at < $2),
      (select row(coalesce(sum(n), 0), coalesce(sum(sum), 0)) from reading_hour where at >= $1 and at < $2)])', part)
    into is_whole using since, until;
  if not is_whole then
    execute format('insert into reading_dirty (minute, sensors) select minute, array_agg(distinct sensor) from (
        select date_trunc(''minute'', r.at, ''UTC'') as minute, r.sensor from %I r
        union all select m.at, m.sensor from reading_minute m where m.at >= $1 and m.at < $2
        union all select h.at, h.sensor from reading_hour h where h.at >= $1 and h.at < $2) x group by minute', part) using since, until;
    return false;
  end if;
  begin
    -- the table first, as whoever writes does; what was written meanwhile has marked itself
    lock table only reading in access exclusive mode;
    execute format('lock table %I in access exclusive mode', part);
  exception when lock_not_available then return false;
  end;
  if exists (select from reading_dirty d where d.minute >= since and d.minute < until) then return false; end if;
  execute format('drop table %I', part);
  return true;
end $$;

-- Makes the partitions of today and tomorrow, and lets minutes and hours go that the rule does not keep; while values are there, what they
-- were rolled up to is, too: a day is dropped only beside it.
create function app.keep_readings() returns void
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  today constant date := app.day_of(app.now());
  rule constant reading_rule := app.reading_rule();
  -- the first day of which values are there
  oldest constant date := (select min(to_date(right(c.relname, 8), 'YYYYMMDD')) from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'reading'::regclass and c.relname ~ '^reading_[0-9]{8}$');
  part text;
begin
  if not pg_try_advisory_xact_lock(hashtext('anjian readings kept')) then return; end if;
  perform app.reading_partition(today), app.reading_partition(today + 1);
  perform app.minute_partition(app.now()), app.minute_partition(app.now() + interval '1 day');
  delete from reading_hour h where h.at < least(today - rule.hour_days, case when rule.hour_days is not null then oldest end)::timestamp at time zone 'Asia/Shanghai';
  for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'reading_minute'::regclass and c.relname ~ '^reading_minute_[0-9]{6}$'
      and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= least(today - rule.minute_days, oldest)
  loop
    begin
      lock table only reading_minute in access exclusive mode;
      execute format('drop table %I', part);
    exception when lock_not_available then return;
    end;
  end loop;
end $$;
revoke execute on function app.roll_readings, app.readings_to_drop, app.drop_readings, app.keep_readings from public;
grant execute on function app.roll_readings, app.readings_to_drop, app.drop_readings, app.keep_readings to anjian_session, anjian_steward;

alter table reading_rule enable row level security;
alter table reading_minute enable row level security;
alter table reading_hour enable row level security;
alter table reading_dirty enable row level security;
create policy read on reading_rule for select to anjian_actor using (true);
create policy scope on reading_minute for select to anjian_actor using (sensor in (select s.id from sensor s));
create policy scope on reading_hour for select to anjian_actor using (sensor in (select s.id from sensor s));
create policy scope on reading_dirty for select to anjian_actor using (exists (select from sensor s where s.id = any (reading_dirty.sensors)));
create policy steward on reading_rule to anjian_steward using (true);
create policy steward on reading_minute for select to anjian_steward using (true);
create policy steward on reading_hour for select to anjian_steward using (true);
grant select on reading_rule, reading_minute, reading_hour, reading_dirty to anjian_actor;
grant select, insert on reading_rule to anjian_steward;
grant select on reading_minute, reading_hour to anjian_steward;

-- Gateways send what is kept whole: days before that are thinned already. They read no rule themselves.
create or replace function app.first_reading_day() returns date language sql stable security definer set search_path = public, pg_temp
  as $$ select app.day_of(app.now()) - (app.reading_rule()).raw_days $$;
revoke execute on function app.first_reading_day from public;
grant execute on function app.first_reading_day to anjian_gateway, anjian_session;
