-- On line 在线 is what was known to be on line then: a value counts that came within three cadences of when it was measured. What is sent later
-- fills the series, and is told as received and late, but makes no time on line that was silent.
alter table reading_minute add column timely_at timestamptz;
alter table reading_hour add column timely_at timestamptz;
comment on column reading_minute.timely_at is 'the last value that came in time, where some were late; null: none did, or (late = 0 or null) all did';
comment on column reading_hour.timely_at is 'the last value that came in time, where some were late; null: none did, or (late = 0 or null) all did';
comment on table reading_silence is 'Between which two values of a sensor that came in time none did for longer than three of its shortest cadences';
comment on column reading_silence.from_at is 'the value before it; -infinity: until_at is the first that came in time';

-- Whether a value came more than three cadences after it was measured; before the sensor was in use, by the first cadence that is known.
-- Whoever asks it of many looks first whether they came within three seconds, as nearly all do: no cadence is shorter than a second.
create function app.came_late(of_sensor integer, at timestamptz, received_at timestamptz) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select $3 > $2 + 3 * make_interval(secs => coalesce(
    (select v.cadence from sensor_service v where v.sensor = $1 and v.from_at <= $2 order by v.from_at desc limit 1),
    (select v.cadence from sensor_service v where v.sensor = $1 order by v.from_at limit 1))) $$;
revoke execute on function app.came_late from public;
grant execute on function app.came_late to anjian_actor, anjian_steward;

create or replace function app.values_of(of_sensor integer, since timestamptz, until timestamptz) returns setof public.reading_hour language sql stable as $$
  select of_sensor, since, count(*)::integer, sum(r.value::text::numeric), min(r.value), max(r.value), min(r.at), max(r.at),
    (array_agg(r.before order by r.at - r.before desc, r.at) filter (where r.before is not null))[1],
    (array_agg(r.at order by r.at - r.before desc, r.at) filter (where r.before is not null))[1],
    (count(*) filter (where r.late))::integer, case when bool_or(r.late) then max(r.at) filter (where r.late is not true) end
  from (select x.at, x.value, lag(x.at) over (order by x.at) as before,
      x.received_at > x.at + interval '3 seconds' and app.came_late(of_sensor, x.at, x.received_at) as late
    from public.reading x where x.sensor = of_sensor and x.at >= since and x.at < until) r
  having count(*) > 0 $$;

create or replace function app.hour_of(of_sensor integer, hour timestamptz) returns setof public.reading_hour language sql stable as $$
  with m as materialized (
    select x.*, lag(x.last_at) over (order by x.at) as before from public.reading_minute x
    where x.sensor = of_sensor and x.at >= hour and x.at < hour + interval '1 hour'),
  quiet as (
    select q.since, q.until from m cross join lateral (values (m.quiet_from, m.quiet_until), (m.before, m.first_at)) q(since, until)
    where q.since is not null order by q.until - q.since desc, q.since limit 1)
  select of_sensor, hour, sum(m.n)::integer, sum(m.sum), min(m.least), max(m.greatest), min(m.first_at), max(m.last_at),
    (select since from quiet), (select until from quiet), case when bool_and(m.late is not null) then sum(m.late)::integer end,
    case when bool_and(m.late is not null) and sum(m.late) > 0 then max(case when m.late > 0 then m.timely_at else m.last_at end) end
  from m having count(*) > 0 $$;

-- The values in time next to a minute, before and after it: all silences that it may have changed begin at one or within it. What lies before
-- the values that are kept is known by minutes, or hours. A minute that holds late values alone changes none, and is left out: where days are
-- sent afterwards, nobody looks through all of them for each of their minutes.
create or replace function app.around_minutes(of_sensors integer[], of_minutes timestamptz[])
  returns table (sensor integer, minute timestamptz, before timestamptz, after timestamptz) language sql stable set search_path = public, pg_temp as $$
  select w.sensor, w.minute, coalesce(
      (select r.at from reading r where r.sensor = w.sensor and r.at < w.minute
        and (r.received_at <= r.at + interval '3 seconds' or not app.came_late(r.sensor, r.at, r.received_at)) order by r.at desc limit 1),
      (select case when m.late > 0 then m.timely_at else m.last_at end from reading_minute m where m.sensor = w.sensor and m.at < w.minute
        and (m.late is null or m.late = 0 or m.timely_at is not null) order by m.at desc limit 1),
      (select case when h.late > 0 then h.timely_at else h.last_at end from reading_hour h where h.sensor = w.sensor and h.at < w.minute
        and case when h.late > 0 then h.timely_at else h.last_at end < w.minute order by h.at desc limit 1),
      '-infinity'),
    (select r.at from reading r where r.sensor = w.sensor and r.at >= w.minute + interval '1 minute'
      and (r.received_at <= r.at + interval '3 seconds' or not app.came_late(r.sensor, r.at, r.received_at)) order by r.at limit 1)
  from unnest(of_sensors, of_minutes) w(sensor, minute)
  where exists (select from reading r where r.sensor = w.sensor and r.at >= w.minute and r.at < w.minute + interval '1 minute'
      and (r.received_at <= r.at + interval '3 seconds' or not app.came_late(r.sensor, r.at, r.received_at)))
    or not exists (select from reading r where r.sensor = w.sensor and r.at >= w.minute and r.at < w.minute + interval '1 minute')
    or exists (select from reading_silence s where s.sensor = w.sensor and (s.from_at >= w.minute and s.from_at < w.minute + interval '1 minute'
      or s.until_at >= w.minute and s.until_at < w.minute + interval '1 minute')) $$;

-- What came in time between two such values next to each other, around such minutes: short times too.
create or replace function app.between_values(of_sensors integer[], of_minutes timestamptz[], befores timestamptz[], afters timestamptz[])
  returns table (sensor integer, from_at timestamptz, until_at timestamptz) language sql stable set search_path = public, pg_temp as $$
  select distinct p.sensor, p.from_at, p.until_at from (
    select w.sensor, x.at as until_at, lag(x.at) over (partition by w.sensor, w.minute order by x.at) as from_at
    from unnest(of_sensors, of_minutes, befores, afters) w(sensor, minute, before, after) cross join lateral (
      select w.before as at union all select w.after where w.after is not null
      union all select r.at from reading r where r.sensor = w.sensor and r.at >= w.minute and r.at < w.minute + interval '1 minute'
        and (r.received_at <= r.at + interval '3 seconds' or not app.came_late(r.sensor, r.at, r.received_at))) x) p
  where p.from_at is not null $$;

-- Of sensors, from one moment until another that is not after now: seconds in use without maintenance (served), and of them those within three
-- cadences of a value that came in time (online); seconds of maintenance, and those switched off, apart. Values expected of what was served, and those received
-- since it was first in use, by their own time: `known` of them say whether they came late. What is not rolled up yet is told from the values themselves.
-- Invoker's rights: what whoever asks may not see is as if it were not there.
create or replace function app.sensor_quality(of_sensors integer[], since timestamptz, until timestamptz)
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
    -- since the newest that came in time: nearly always the newest of all
    union all select a.sensor, coalesce(case when n.received_at <= n.at + interval '3 seconds' or not app.came_late(n.sensor, n.at, n.received_at) then n.at
      else greatest(
        (select case when h.late > 0 then h.timely_at else h.last_at end from reading_hour h
          where h.sensor = a.sensor and (h.late is null or h.late = 0 or h.timely_at is not null) order by h.at desc limit 1),
        (select max(r.at) from dirty d join reading r on r.sensor = d.sensor and r.at >= d.minute and r.at < d.minute + interval '1 minute'
          where d.sensor = a.sensor and not app.came_late(r.sensor, r.at, r.received_at))) end, '-infinity'), 'infinity'
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

-- What is kept already is noted anew wherever late values had ended a silence. Of minutes whose values are gone nobody knows which were late.
update reading_minute m set timely_at = coalesce((select max(r.at) from reading r
    where r.sensor = m.sensor and r.at >= m.at and r.at < m.at + interval '1 minute' and not app.came_late(r.sensor, r.at, r.received_at)), m.last_at)
  where m.late > 0 and m.late < m.n;
update reading_hour h set timely_at = (select max(case when m.late > 0 then m.timely_at else m.last_at end) from reading_minute m
    where m.sensor = h.sensor and m.at >= h.at and m.at < h.at + interval '1 hour')
  where h.late > 0;
select app.note_silences(array_agg(d.sensor), array_agg(d.minute)) from (
  select distinct m.sensor, date_trunc('minute', x.at, 'UTC') as minute from reading_minute m cross join lateral (
    select r.at from reading r where r.sensor = m.sensor and r.at >= m.at and not app.came_late(r.sensor, r.at, r.received_at)
    order by r.at limit 1) x where m.late > 0) d having count(*) > 0;

-- A sensor that was in use has time that a rate is told of: it goes off, and stays. Whoever just wrote one down by mistake may take it back.
create function app.keep_served() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select coalesce(sum(coalesce(v.until_at, app.now()) - v.from_at), '0') from sensor_service v where v.sensor = old.id and v.enabled) >= interval '10 minutes' then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_was_served', message = 'the sensor was in use';
  end if;
  return old;
end $$;
revoke execute on function app.keep_served from public;
create trigger served_kept before delete on sensor for each row execute function app.keep_served();

-- SW-2: what never spoke is silent, and of a silent gateway those that were not heard since. The colours are those of SW-1.
insert into warning_rule select 'SW-2', cause, place, upper, lower from warning_rule where rule = 'SW-1';

-- Which sensors of each source are silent now, each once. Views of the caller's own rights: each policy of the tables below holds.
create view hazard_source_silent with (security_invoker) as
  select a.hazard_source, a.sensor from alarm a
  where a.state like 'standing-%' and a.kind = 'silent' and a.hazard_source is not null
    and not exists (select from maintenance_window w where w.id = a.maintenance and w.until_at > app.now())
  union -- one alarm stands for the sensors of a silent gateway; who was heard since, and is not silent again, is not among them
  select s.hazard_source, s.id from sensor s join alarm a on a.gateway = s.gateway and a.kind = 'gateway' and a.state like 'standing-%'
  where s.enabled and not exists (select from sensor_now n where n.sensor = s.id and least(n.at, n.received_at) > a.raised_at
    and app.now() - least(n.at, n.received_at) <= 3 * make_interval(secs => s.cadence))
  union -- never heard, and in use for longer than three cadences, whatever it was switched between
  select s.hazard_source, s.id from sensor s
  where s.enabled and not exists (select from sensor_now n where n.sensor = s.id)
    and not exists (select from maintenance_window w where w.hazard_source = s.hazard_source and (w.sensor is null or w.sensor = s.id)
      and w.from_at <= app.now() and w.until_at > app.now())
    and (select sum(coalesce(v.until_at, app.now()) - v.from_at) from sensor_service v where v.sensor = s.id and v.enabled)
      > greatest(3 * make_interval(secs => s.cadence), interval '10 minutes');
comment on view hazard_source_silent is 'Sensors that say nothing now, by source: those with an alarm, those of a silent gateway, those never heard';
grant select on hazard_source_silent to anjian_actor;

-- What stands against each source now. Views of the caller's own rights: each policy of the tables below holds.
create or replace view hazard_source_cause with (security_invoker) as
  select a.hazard_source, case when a.stage = 2 then 'alarm-high' else 'alarm-low' end as cause, count(*)::integer as count
  from alarm a
  where a.state like 'standing-%' and a.kind <> 'silent' and a.hazard_source is not null
    and (app.alarm_always_calls(a) or not exists (select from maintenance_window w where w.id = a.maintenance and w.until_at > app.now()))
  group by 1, 2
  union all
  select q.hazard_source, 'silent', count(*)::integer from hazard_source_silent q group by 1
  union all
  select s.id, case when h.due_at < app.now() then 'major-overdue' else 'major-open' end, count(*)::integer
  from hazard_source s join hazard h on h.enterprise = s.enterprise
  where h.major and h.closed_at is null and h.state <> 'voided'
  group by 1, 2
  union all
  select w.hazard_source, 'works', count(*)::integer from special_work w
  where w.hazard_source is not null and w.state = 'working' and (w.kind = 'confined'
    or w.kind = 'hot' and (w.level in ('special', 'first') or app.hot_work_upgraded(app.now())))
  group by 1;

create or replace view hazard_source_warning with (security_invoker) as
  select s.id as hazard_source, 'SW-2' as rule, (worst - cardinality(raised_by))::smallint as colour, coalesce(causes, '[]') as causes, raised_by
  from hazard_source s
  left join lateral (
    select min(c.colour) as worst, count(*) as kinds,
      json_agg(json_build_object('cause', c.cause, 'count', c.count, 'colour', c.colour) order by c.colour, c.place) as causes
    from (select c.cause, sum(c.count)::integer as count, r.place, case when s.level <= 2 then r.upper else r.lower end as colour
      from hazard_source_cause c join warning_rule r on r.rule = 'SW-2' and r.cause = c.cause
      where c.hazard_source = s.id and s.level is not null group by c.cause, r.place, r.upper, r.lower) c) standing on true
  cross join lateral (select coalesce((array_remove(array[case when kinds >= 3 then 'compound' end,
    case when kinds > 0 and (select app.weather_colour()) <= 2 then 'weather' end], null))[1:worst - 1], '{}') as raised_by) raised;
