-- How well sensors are on line, exactly and for ever: when they were in use and at which cadence, and when nothing came of them. Both
-- stay when the values themselves are dropped by rule, so a rate over any days is the same before and after.
create table sensor_service (
  sensor   integer not null references sensor on delete cascade,
  from_at  timestamptz not null,
  until_at timestamptz constraint sensor_service_span check (until_at > from_at),
  enabled  boolean not null,
  cadence  integer not null check (cadence > 0),
  primary key (sensor, from_at)
);
comment on table sensor_service is 'When a sensor was in use, or switched off, and at which cadence; the last row of each has no end';
create unique index sensor_service_now on sensor_service (sensor) where until_at is null;
-- What was before it was written down nobody knows: rates begin here.
insert into sensor_service (sensor, from_at, enabled, cadence) select s.id, app.now(), s.enabled, s.cadence from sensor s;

create function app.keep_service() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    update sensor_service v set enabled = new.enabled, cadence = new.cadence
      where v.sensor = new.id and v.until_at is null and v.from_at >= app.now();
    if found then return null; end if;
    update sensor_service v set until_at = app.now() where v.sensor = new.id and v.until_at is null;
  end if;
  insert into sensor_service (sensor, from_at, enabled, cadence) values (new.id, app.now(), new.enabled, new.cadence);
  return null;
end $$;
create trigger service_added after insert on sensor for each row execute function app.keep_service();
create trigger service_changed after update on sensor for each row
  when ((new.enabled, new.cadence) is distinct from (old.enabled, old.cadence)) execute function app.keep_service();

create table reading_silence (
  sensor   integer not null,
  from_at  timestamptz not null,
  until_at timestamptz not null constraint reading_silence_span check (until_at > from_at),
  primary key (sensor, from_at)
);
comment on table reading_silence is 'Between which two values of a sensor nothing came for longer than three of its shortest cadences';
comment on column reading_silence.from_at is 'the value before it; -infinity: until_at is the first ever';

-- Values that came later than three cadences after they were measured: of minutes and hours rolled up from now on.
alter table reading_minute add column late integer;
alter table reading_hour add column late integer;
comment on column reading_minute.late is 'values received more than three cadences after they were measured; null: not known of that time';
comment on column reading_hour.late is 'values received more than three cadences after they were measured; null: not known of that time';

create or replace function app.values_of(of_sensor integer, since timestamptz, until timestamptz) returns setof public.reading_hour language sql stable as $$
  select of_sensor, since, count(*)::integer, sum(r.value::text::numeric), min(r.value), max(r.value), min(r.at), max(r.at),
    (array_agg(r.before order by r.at - r.before desc, r.at) filter (where r.before is not null))[1],
    (array_agg(r.at order by r.at - r.before desc, r.at) filter (where r.before is not null))[1],
    -- before it was in use, by the first cadence that is known; no cadence is shorter than a second, and nearly all come sooner
    (count(*) filter (where r.received_at > r.at + interval '3 seconds' and r.received_at > r.at + 3 * make_interval(secs => coalesce(
      (select v.cadence from public.sensor_service v where v.sensor = of_sensor and v.from_at <= r.at order by v.from_at desc limit 1),
      (select v.cadence from public.sensor_service v where v.sensor = of_sensor order by v.from_at limit 1)))))::integer
  from (select x.at, x.value, x.received_at, lag(x.at) over (order by x.at) as before from public.reading x
    where x.sensor = of_sensor and x.at >= since and x.at < until) r
  having count(*) > 0 $$;

create or replace function app.hour_of(of_sensor integer, hour timestamptz) returns setof public.reading_hour language sql stable as $$
  with m as materialized (
    select x.*, lag(x.last_at) over (order by x.at) as before from public.reading_minute x
    where x.sensor = of_sensor and x.at >= hour and x.at < hour + interval '1 hour'),
  quiet as (
    select q.since, q.until from m cross join lateral (values (m.quiet_from, m.quiet_until), (m.before, m.first_at)) q(since, until)
    where q.since is not null order by q.until - q.since desc, q.since limit 1)
  select of_sensor, hour, sum(m.n)::integer, sum(m.sum), min(m.least), max(m.greatest), min(m.first_at), max(m.last_at),
    (select since from quiet), (select until from quiet), case when bool_and(m.late is not null) then sum(m.late)::integer end
  from m having count(*) > 0 $$;

-- The values next to a minute, before and after it: all silences that it may have changed begin at one or within it. What lies before the
-- values that are kept is known by minutes, or hours.
create function app.around_minutes(of_sensors integer[], of_minutes timestamptz[])
  returns table (sensor integer, minute timestamptz, before timestamptz, after timestamptz) language sql stable set search_path = public, pg_temp as $$
  select w.sensor, w.minute, coalesce(
      (select r.at from reading r where r.sensor = w.sensor and r.at < w.minute order by r.at desc limit 1),
      (select m.last_at from reading_minute m where m.sensor = w.sensor and m.at < w.minute order by m.at desc limit 1),
      (select h.last_at from reading_hour h where h.sensor = w.sensor and h.at < w.minute and h.last_at < w.minute order by h.at desc limit 1),
      '-infinity'),
    (select r.at from reading r where r.sensor = w.sensor and r.at >= w.minute + interval '1 minute' order by r.at limit 1)
  from unnest(of_sensors, of_minutes) w(sensor, minute) $$;

-- What came between two values next to each other, around such minutes: short times too.
create function app.between_values(of_sensors integer[], of_minutes timestamptz[], befores timestamptz[], afters timestamptz[])
  returns table (sensor integer, from_at timestamptz, until_at timestamptz) language sql stable set search_path = public, pg_temp as $$
  select distinct p.sensor, p.from_at, p.until_at from (
    select w.sensor, x.at as until_at, lag(x.at) over (partition by w.sensor, w.minute order by x.at) as from_at
    from unnest(of_sensors, of_minutes, befores, afters) w(sensor, minute, before, after) cross join lateral (
      select w.before as at union all select w.after where w.after is not null
      union all select r.at from reading r where r.sensor = w.sensor and r.at >= w.minute and r.at < w.minute + interval '1 minute') x) p
  where p.from_at is not null $$;

create function app.note_silences(of_sensors integer[], of_minutes timestamptz[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare sensors integer[]; minutes timestamptz[]; befores timestamptz[]; afters timestamptz[];
begin
  select array_agg(a.sensor), array_agg(a.minute), array_agg(a.before), array_agg(a.after) into sensors, minutes, befores, afters
    from app.around_minutes(of_sensors, of_minutes) a;
  delete from reading_silence s using unnest(sensors, befores, afters) w(sensor, before, after)
    where s.sensor = w.sensor and s.from_at >= w.before and (w.after is null or s.from_at < w.after);
  insert into reading_silence (sensor, from_at, until_at)
    select b.sensor, b.from_at, b.until_at from app.between_values(sensors, minutes, befores, afters) b
    where b.until_at > b.from_at + 3 * make_interval(secs => coalesce((select min(v.cadence) from sensor_service v where v.sensor = b.sensor), 1));
end $$;
revoke execute on function app.note_silences, app.keep_service from public;

create or replace function app.roll_readings(most integer) returns integer
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
  perform app.note_silences(of_sensors, of_minutes);
  return done;
end $$;

create function app.seconds_in(spans tstzmultirange) returns numeric language sql immutable
  return (select coalesce(sum(extract(epoch from upper(s) - lower(s))), 0) from unnest(spans) s);

-- Of sensors, from one moment until another that is not after now: seconds in use without maintenance (served), and of them those within three
-- cadences of a value (online); seconds of maintenance, and those switched off, apart. Values expected of what was served, and those received
-- since it was first in use, by their own time: `known` of them say whether they came late. What is not rolled up yet is told from the values themselves.
-- Invoker's rights: what whoever asks may not see is as if it were not there.
create function app.sensor_quality(of_sensors integer[], since timestamptz, until timestamptz)
  returns table (sensor integer, served numeric, online numeric, maintenance numeric, off numeric, expected bigint, received bigint, known bigint, late bigint)
  language sql stable set search_path = public, pg_temp as $$
  with asked as materialized (select s.id as sensor, s.hazard_source from sensor s where s.id = any (of_sensors)),
  dirty as materialized (select distinct a.sensor, d.minute from reading_dirty d cross join unnest(d.sensors) u(sensor) join asked a on a.sensor = u.sensor),
  edges as materialized (select e.* from app.around_minutes((select array_agg(d.sensor order by d.sensor, d.minute) from dirty d),
    (select array_agg(d.minute order by d.sensor, d.minute) from dirty d)) e),
  fresh as materialized (select b.* from (select array_agg(e.sensor) as sensors, array_agg(e.minute) as minutes, array_agg(e.before) as befores,
    array_agg(e.after) as afters from edges e) x cross join lateral app.between_values(x.sensors, x.minutes, x.befores, x.afters) b),
  silence as materialized (
    select s.sensor, s.from_at, s.until_at from reading_silence s join asked a on a.sensor = s.sensor
      where s.until_at > $2 and s.from_at < $3
      and not exists (select from edges e where e.sensor = s.sensor and s.from_at >= e.before and (e.after is null or s.from_at < e.after))
    union all select f.sensor, f.from_at, f.until_at from fresh f where f.until_at > $2 and f.from_at < $3
    union all select a.sensor, coalesce(n.at, '-infinity'), 'infinity' from asked a left join sensor_now n on n.sensor = a.sensor),
  maintained as (
    select a.sensor, range_agg(tstzrange(w.from_at, w.until_at)) as windows from asked a
    join maintenance_window w on w.hazard_source = a.hazard_source and (w.sensor is null or w.sensor = a.sensor)
    where w.from_at < $3 and w.until_at > $2 group by a.sensor),
  span as (
    select v.sensor, v.enabled, v.cadence, x.span,
      case when v.enabled then x.span - coalesce(m.windows, '{}') else '{}' end as served
    from sensor_service v join asked a on a.sensor = v.sensor left join maintained m on m.sensor = v.sensor
    cross join lateral (select tstzmultirange(tstzrange(greatest(v.from_at, $2), least(coalesce(v.until_at, 'infinity'), $3)))) x(span)
    where v.from_at < $3 and coalesce(v.until_at, 'infinity') > $2),
  judged as (
    select p.sensor, app.seconds_in(p.served) as served, p.cadence, app.seconds_in(p.served - coalesce(q.silent, '{}')) as online,
      case when p.enabled then app.seconds_in(p.span) - app.seconds_in(p.served) else 0 end as maintenance,
      case when p.enabled then 0 else app.seconds_in(p.span) end as off
    from span p cross join lateral (
      select range_agg(tstzrange(s.from_at + 3 * make_interval(secs => p.cadence), s.until_at)) as silent from silence s
      where s.sensor = p.sensor and s.until_at > s.from_at + 3 * make_interval(secs => p.cadence)) q),
  used as (
    select j.sensor, sum(j.served) as served, sum(j.online) as online, sum(j.maintenance) as maintenance, sum(j.off) as off,
      floor(sum(j.served / j.cadence))::bigint as expected
    from judged j group by j.sensor),
  -- whole minutes since it was first in use: what was measured before was not expected
  begun as materialized (
    select v.sensor, greatest($2, date_trunc('minute', min(v.from_at) + interval '59.999999 seconds', 'UTC')) as at
    from sensor_service v join asked a on a.sensor = v.sensor group by v.sensor),
  -- hours that are told by their minutes: some of them wait, or are before that
  dirty_hour as materialized (select d.sensor, date_trunc('hour', d.minute, 'UTC') as at from dirty d
    union select b.sensor, date_trunc('hour', b.at, 'UTC') from begun b where b.at > date_trunc('hour', b.at, 'UTC')),
  counted as (
    select h.sensor, h.n, h.late from reading_hour h join begun b on b.sensor = h.sensor
      where h.at >= b.at and h.at < $3 and not exists (select from dirty_hour d where d.sensor = h.sensor and d.at = h.at)
    union all
    select m.sensor, m.n, m.late from dirty_hour d join reading_minute m on m.sensor = d.sensor and m.at >= d.at and m.at < d.at + interval '1 hour'
      join begun b on b.sensor = m.sensor where m.at >= b.at and m.at < $3 and not exists (select from dirty o where o.sensor = m.sensor and o.minute = m.at)
    union all
    select d.sensor, made.n, made.late from dirty d cross join lateral app.values_of(d.sensor, d.minute, least(d.minute + interval '1 minute', $3)) made
      join begun b on b.sensor = d.sensor where d.minute >= b.at and d.minute < $3),
  got as (
    select c.sensor, sum(c.n)::bigint as received, coalesce(sum(c.n) filter (where c.late is not null), 0)::bigint as known, coalesce(sum(c.late), 0)::bigint as late
    from counted c group by c.sensor)
  select a.sensor, coalesce(u.served, 0), coalesce(u.online, 0), coalesce(u.maintenance, 0), coalesce(u.off, 0), coalesce(u.expected, 0),
    coalesce(g.received, 0), coalesce(g.known, 0), coalesce(g.late, 0)
  from asked a left join used u on u.sensor = a.sensor left join got g on g.sensor = a.sensor $$;

-- How many readings of a gateway were refused by day of China: rows of the quarantine itself go. One that is sent again is no other.
create table gateway_refusals (
  gateway integer not null references gateway on delete cascade,
  day     date not null,
  refused bigint not null check (refused > 0),
  primary key (gateway, day)
);
comment on table gateway_refusals is 'Readings of a gateway that were refused, by the day of China on which they came';
insert into gateway_refusals (gateway, day, refused) select q.gateway, app.day_of(q.received_at), count(*) from reading_quarantine q group by 1, 2;
create function app.count_refusals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into gateway_refusals as g (gateway, day, refused) select n.gateway, app.day_of(app.now()), count(*) from new_rows n group by n.gateway
    on conflict (gateway, day) do update set refused = g.refused + excluded.refused;
  return null;
end $$;
revoke execute on function app.count_refusals from public;
create trigger counted after insert on reading_quarantine referencing new table as new_rows
  for each statement execute function app.count_refusals();

alter table sensor_service enable row level security;
alter table reading_silence enable row level security;
alter table gateway_refusals enable row level security;
create policy scope on sensor_service for select to anjian_actor using (sensor in (select s.id from sensor s));
create policy scope on reading_silence for select to anjian_actor using (sensor in (select s.id from sensor s));
create policy scope on gateway_refusals for select to anjian_actor using (gateway in (select g.id from gateway g));
create policy steward on sensor_service for select to anjian_steward using (true);
create policy steward on reading_silence for select to anjian_steward using (true);
create policy steward on gateway_refusals for select to anjian_steward using (true);
grant select on sensor_service, reading_silence, gateway_refusals to anjian_actor, anjian_steward;
