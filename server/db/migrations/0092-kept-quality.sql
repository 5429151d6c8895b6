-- The quality of sensors is counted once a minute for everybody, over whole minutes. Asked of all sensors by each open page, while thousands of values
-- came in a second, it looked through every value of the running minute each time.
create table sensor_quality_kept (
  span        text not null check (span in ('today', 'month')),
  sensor      integer not null references sensor on delete cascade,
  since_at    timestamptz not null,
  until_at    timestamptz not null constraint sensor_quality_kept_span check (until_at >= since_at),
  served      numeric not null,
  online      numeric not null constraint sensor_quality_kept_online check (online between 0 and served),
  maintenance numeric not null,
  off         numeric not null,
  expected    bigint not null,
  received    bigint not null,
  known       bigint not null,
  late        bigint not null constraint sensor_quality_kept_late check (late between 0 and known and known <= received),
  primary key (span, sensor)
) with (fillfactor = 50);
comment on table sensor_quality_kept is 'What app.sensor_quality said of each sensor at the last whole minute that was counted, of today and of thirty days of China';
alter table sensor_quality_kept enable row level security;
create policy scope on sensor_quality_kept for select to anjian_actor using (sensor in (select s.id from sensor s));
create policy steward on sensor_quality_kept for select to anjian_steward using (true);
grant select on sensor_quality_kept to anjian_actor, anjian_steward;

-- Until when quality was counted: the same for everybody, also for those who see no sensor.
create function app.quality_counted_at() returns timestamptz language sql stable security definer set search_path = public, pg_temp
  return (select max(k.until_at) from sensor_quality_kept k where k.span = 'month');
revoke execute on function app.quality_counted_at from public;
grant execute on function app.quality_counted_at to anjian_actor, anjian_steward;

-- Of sensors, from one moment until another that is not after now: seconds in use without maintenance (served), and of them those within three
-- cadences of a value that came in time (online); seconds of maintenance, and those switched off, apart. Values expected of what was served, and those
-- received since it was first in use, by their own time: `known` of them say whether they came late. What is not rolled up yet is told from the values
-- themselves. Invoker's rights: what whoever asks may not see is as if it were not there.
create or replace function app.sensor_quality(of_sensors integer[], since timestamptz, until timestamptz)
  returns table (sensor integer, served numeric, online numeric, maintenance numeric, off numeric, expected bigint, received bigint, known bigint, late bigint)
  language sql stable set search_path = public, pg_temp as $$
  with asked as materialized (select s.id as sensor, s.hazard_source from sensor s where s.id = any (of_sensors)),
  -- what waits of later minutes changes nothing until then
  dirty as materialized (select distinct a.sensor, d.minute from reading_dirty d cross join unnest(d.sensors) u(sensor) join asked a on a.sensor = u.sensor
    where d.minute < $3),
  edges as materialized (select e.* from app.around_minutes((select array_agg(d.sensor order by d.sensor, d.minute) from dirty d),
    (select array_agg(d.minute order by d.sensor, d.minute) from dirty d)) e),
  fresh as materialized (select b.* from (select array_agg(e.sensor) as sensors, array_agg(e.minute) as minutes, array_agg(e.before) as befores,
    array_agg(e.after) as afters from edges e) x cross join lateral app.between_values(x.sensors, x.minutes, x.befores, x.afters) b),
  silence as materialized (
    select s.sensor, s.from_at, s.until_at from reading_silence s join asked a on a.sensor = s.sensor
      where s.until_at > $2 and s.from_at < $3
      and not exists (select from edges e where e.sensor = s.sensor and s.from_at >= e.before and (e.after is null or s.from_at < e.after))
    union all select f.sensor, f.from_at, f.until_at from fresh f where f.until_at > $2 and f.from_at < $3
    -- since the newest until then that came in time: nearly always the newest of all, or the last that was rolled up
    union all select a.sensor, coalesce(case when n.at < $3 and (n.received_at <= n.at + interval '3 seconds' or not app.came_late(n.sensor, n.at, n.received_at)) then n.at
      else greatest(
        (select case when h.late > 0 then h.timely_at else h.last_at end from reading_hour h
          where h.sensor = a.sensor and (h.late is null or h.late = 0 or h.timely_at is not null) order by h.at desc limit 1),
        (select max(r.at) from dirty d join reading r on r.sensor = d.sensor and r.at >= d.minute and r.at < d.minute + interval '1 minute'
          where d.sensor = a.sensor and r.at < $3 and not app.came_late(r.sensor, r.at, r.received_at))) end, '-infinity'), 'infinity'
      from asked a left join sensor_now n on n.sensor = a.sensor),
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
  -- joined, not looked for by each sensor: of thousands that would be millions
  quiet as (
    select p.sensor, p.span, range_agg(tstzrange(s.from_at + 3 * make_interval(secs => p.cadence), s.until_at)) as silent
    from span p join silence s on s.sensor = p.sensor and s.until_at > s.from_at + 3 * make_interval(secs => p.cadence)
    group by p.sensor, p.span),
  judged as (
    select p.sensor, app.seconds_in(p.served) as served, p.cadence, app.seconds_in(p.served - coalesce(q.silent, '{}')) as online,
      case when p.enabled then app.seconds_in(p.span) - app.seconds_in(p.served) else 0 end as maintenance,
      case when p.enabled then 0 else app.seconds_in(p.span) end as off
    from span p left join quiet q on q.sensor = p.sensor and q.span = p.span),
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

-- Counts the last whole minute of all sensors, where that was not done yet; of several servers one does. To be called after a roll-up that left nothing.
create function app.keep_quality() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  until constant timestamptz := date_trunc('minute', app.now(), 'UTC');
  of_sensors integer[];
  days record;
begin
  if not pg_try_advisory_xact_lock(hashtext('anjian quality')) then return false; end if;
  if exists (select from sensor_quality_kept k where k.until_at = until) then return false; end if;
  of_sensors := array(select s.id from sensor s where s.kind <> 'video');
  for days in select s.span, ((app.day_of(until) - s.back)::timestamp at time zone 'Asia/Shanghai') as since
    from (values ('today', 0), ('month', 29)) s(span, back) loop
    insert into sensor_quality_kept as k (span, sensor, since_at, until_at, served, online, maintenance, off, expected, received, known, late)
      select days.span, q.sensor, days.since, until, q.served, q.online, q.maintenance, q.off, q.expected, q.received, q.known, q.late
      from app.sensor_quality(of_sensors, days.since, until) q
    on conflict (span, sensor) do update set since_at = excluded.since_at, until_at = excluded.until_at, served = excluded.served, online = excluded.online,
      maintenance = excluded.maintenance, off = excluded.off, expected = excluded.expected, received = excluded.received, known = excluded.known, late = excluded.late;
  end loop;
  return true;
end $$;
revoke execute on function app.keep_quality from public;
grant execute on function app.keep_quality to anjian_session, anjian_steward;
