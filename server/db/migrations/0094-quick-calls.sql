-- Whether an alarm calls is asked of each alarm by each list, bell, figure and warning: nearly always its own row says so, and nothing else is looked at.
-- As one statement it cost more than a millisecond an alarm, for its looks elsewhere are begun each time, needed or not.
create or replace function app.alarm_always_calls(a alarm) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  if a.stage <> 2 or a.kind not in ('high', 'low') then return false; end if;
  return exists (select from sensor s where s.id = a.sensor and s.kind in ('combustible', 'toxic', 'oxygen', 'fire'));
end $$;

-- Announced maintenance holds it back, unless it always calls; and while the alarm that it is gathered under stands, that calls for both.
create function app.alarm_held_back(a alarm) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  if a.root is not null and exists (select from alarm r where r.id = a.root and r.cleared_at is null) then return true; end if;
  if a.maintenance is null or app.alarm_always_calls(a) then return false; end if;
  return exists (select from maintenance_window w where w.id = a.maintenance and (a.cleared_at is not null or w.until_at > app.now()));
end $$;

create or replace function app.alarm_calls(a alarm) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  if a.shelved_until is not null or a.state not like '%-unacknowledged' then return false; end if;
  return not app.alarm_held_back(a);
end $$;

create or replace function app.takes_wall(a alarm) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  if a.stage <> 2 or a.kind not in ('high', 'low') or a.shelved_until is not null
    or a.state not in ('standing-unacknowledged', 'standing-acknowledged', 'cleared-unacknowledged') then return false; end if;
  return not app.alarm_held_back(a);
end $$;

-- Rules of kinds are few and looked for once a message, not once a sensor.
create or replace function app.alarm_ground(wanted integer[]) returns table (sensor integer, gateway integer, memory jsonb, setup jsonb, rule jsonb)
language sql security definer set search_path = public, pg_temp as $$
  select st.sensor, s.gateway, st.memory,
    jsonb_build_object('low', s.range_low, 'high', s.range_high, 'll', s.limit_ll, 'l', s.limit_l, 'h', s.limit_h, 'hh', s.limit_hh,
      'cadence', s.cadence, 'enabled', s.enabled),
    case when own.id is null then of_kind.rule else own.rule end
  from alarm_state st join sensor s on s.id = st.sensor
  left join lateral (
    select r.id, jsonb_build_object('deadBand', r.dead_band, 'onDelay', r.on_delay, 'offDelay', r.off_delay, 'rate', r.rate, 'flatAfter', r.flat_after) as rule
    from alarm_rule r where r.sensor = s.id order by r.id desc limit 1) own on true
  left join (
    select distinct on (r.sensor_kind) r.sensor_kind,
      jsonb_build_object('deadBand', r.dead_band, 'onDelay', r.on_delay, 'offDelay', r.off_delay, 'rate', r.rate, 'flatAfter', r.flat_after) as rule
    from alarm_rule r where r.sensor_kind is not null order by r.sensor_kind, r.id desc) of_kind on of_kind.sensor_kind = s.kind
  where st.sensor = any (wanted) order by st.sensor for update of st
$$;
