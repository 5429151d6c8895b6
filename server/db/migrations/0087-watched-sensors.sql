-- Whoever is watched cannot make a sensor blind: gases and their units are known ones, ranges hold what has to be measured, and what stands is
-- ended by readings. A sensor that is not in use may keep what it was, so that one from before these rules can be switched off.

-- Units that were merely spelled otherwise, where limits are within the standard's; values stay what they are.
alter table sensor disable trigger a_check;
update sensor set unit = 'mg/m³' where kind = 'toxic' and lower(replace(unit, ' ', '')) in ('mg/m3', 'mg/m^3', 'mg/m³') and unit <> 'mg/m³'
  and (gas is null or (app.toxic_limits(gas)).first is null or limit_h <= (app.toxic_limits(gas)).first and limit_hh <= (app.toxic_limits(gas)).second);
update sensor set unit = '%LEL' where kind = 'combustible' and lower(replace(unit, ' ', '')) in ('%lel', 'lel%') and unit <> '%LEL'
  and limit_h <= 25 and limit_hh <= 50;
update sensor set unit = '%VOL' where kind = 'oxygen' and lower(replace(unit, ' ', '')) in ('%vol', 'vol%') and unit <> '%VOL';
alter table sensor enable trigger a_check;

-- The widest range of a kind in its unit, and for gas and fire the least end of it. Toxic gas: 1.25 to 40 times the second limit of the standard, so
-- that both limits can be measured, and instruments of the market have their place.
create function app.sensor_span(kind text, gas text, unit text, out low double precision, out high double precision, out least_high double precision)
language sql immutable parallel safe set search_path = '' as $$
  select s.low, s.high, s.least_high from (values
    (1, 'combustible', null, -10, 100, 100), (1, 'oxygen', null, 0, 30, 25), (1, 'fire', null, 0, 1, 1),
    (1, 'toxic', null, -(app.toxic_limits(gas)).second, 40 * (app.toxic_limits(gas)).second, 1.25 * (app.toxic_limits(gas)).second),
    (1, 'temperature', '℃', -273.15, 2000, null), (1, 'temperature', 'K', 0, 2273.15, null), (2, 'temperature', null, -460, 3632, null),
    (1, 'pressure', 'MPa', -0.102, 300, null), (1, 'pressure', 'kPa', -102, 3e5, null), (1, 'pressure', 'Pa', -1.02e5, 3e8, null),
    (1, 'level', 'm', -10, 200, null), (1, 'level', '%', -10, 200, null), (3, null, null, -1e5, 1e5, null)) s (rank, of, measured, low, high, least_high)
  where coalesce(s.of, sensor_span.kind) = sensor_span.kind and coalesce(s.measured, sensor_span.unit) = sensor_span.unit
  order by s.rank limit 1
$$;
comment on function app.sensor_span is 'widest range of a sensor of that kind, and the least end that the range of gas and fire has';

-- Not valid: rows from before stay until they are next written, and then have to be right or switched off.
alter table sensor
  add constraint sensor_unit check (not enabled
    or unit = case kind when 'combustible' then '%LEL' when 'toxic' then 'mg/m³' when 'oxygen' then '%VOL' else unit end) not valid,
  add constraint sensor_toxic_gas check (not enabled or kind <> 'toxic' or coalesce((app.toxic_limits(gas)).first, 0) > 0) not valid,
  add constraint sensor_oxygen check (not enabled or kind <> 'oxygen' or coalesce(limit_l, 0) >= 19.5 and coalesce(limit_h, 100) <= 23.5) not valid,
  add constraint sensor_fire check (not enabled or kind <> 'fire' or coalesce(limit_h, 0) > 0) not valid,
  add constraint sensor_span check (not enabled or (app.sensor_span(kind, gas, unit)).low is null
    or range_low >= (app.sensor_span(kind, gas, unit)).low and range_high <= (app.sensor_span(kind, gas, unit)).high
      and ((app.sensor_span(kind, gas, unit)).least_high is null
        or range_low <= 0 and range_high >= (app.sensor_span(kind, gas, unit)).least_high)) not valid;
comment on constraint sensor_oxygen on sensor is 'GB/T 50493-2019: too little oxygen at 19.5 %VOL at least, too much at 23.5 at most';

create or replace function app.check_sensor() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  heard constant boolean := tg_op <> 'INSERT' and exists (select from sensor_now n where n.sensor = old.id);
begin
  if tg_op = 'DELETE' then
    if heard then
      raise exception using errcode = 'restrict_violation', constraint = 'sensor_has_values', message = 'the sensor has sent values';
    end if;
    return old;
  end if;
  if tg_op = 'UPDATE' and new.hazard_source <> old.hazard_source then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_moved', message = 'a sensor stays with its source';
  end if;
  -- what was measured in another unit would be read in this one
  if heard and (new.kind, new.unit) is distinct from (old.kind, old.unit) then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_kind_kept', message = 'the sensor has sent values of its kind';
  end if;
  -- another gas has other limits; one that was never told may be told once
  if heard and new.gas is distinct from old.gas
      and not (new.kind = 'toxic' and (app.toxic_limits(old.gas)).first is null and (app.toxic_limits(new.gas)).first is not null) then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_gas_kept', message = 'the sensor has sent values of its gas';
  end if;
  if new.gateway is not null and not exists (select from gateway g join hazard_source s on s.enterprise = g.enterprise
      where g.id = new.gateway and s.id = new.hazard_source) then
    raise exception using errcode = 'foreign_key_violation', constraint = 'sensor_gateway_own', message = 'the gateway is of another enterprise';
  end if;
  return new;
end $$;

-- Nobody ends an alarm by moving what it is measured against. Silence, a flat line and a steep one end by readings; putting such a sensor out of
-- use is for the district.
create function app.check_sensor_alarms() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_limits boolean;
  of_readings boolean;
begin
  -- whoever judges a reading of it right now is waited for
  perform from alarm_state s where s.sensor = old.id for update;
  of_limits := exists (select from alarm a where a.sensor = old.id and a.kind in ('high', 'low') and a.cleared_at is null);
  of_readings := exists (select from alarm a where a.cleared_at is null
    and (a.sensor = old.id and a.kind in ('rate', 'flat', 'silent') or a.gateway = old.gateway and a.kind = 'gateway'));
  if of_limits and ((new.limit_ll, new.limit_l, new.limit_h, new.limit_hh, new.range_low, new.range_high, new.enabled, new.gas)
        is distinct from (old.limit_ll, old.limit_l, old.limit_h, old.limit_hh, old.range_low, old.range_high, old.enabled, old.gas)
      -- what speaks for it may be replaced, by what measures too
      or new.gateway is distinct from old.gateway
        and not exists (select from gateway g where g.id = new.gateway and g.revoked_at is null and g.replays is null)) then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_alarms', message = 'an alarm of its limits stands';
  end if;
  if (of_limits or of_readings) and (new.cadence, new.tank, new.range_low, new.range_high)
      is distinct from (old.cadence, old.tank, old.range_low, old.range_high) then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_alarms_stand', message = 'an alarm of the sensor stands';
  end if;
  if of_readings and old.enabled and not new.enabled and app.role() = 'enterprise' then
    raise exception using errcode = 'restrict_violation', constraint = 'sensor_alarms_use', message = 'an alarm of its readings stands';
  end if;
  return new;
end $$;
create trigger c_alarms before update on sensor for each row when (
  (old.limit_ll, old.limit_l, old.limit_h, old.limit_hh, old.range_low, old.range_high, old.enabled, old.gas, old.gateway, old.cadence, old.tank) is distinct from
  (new.limit_ll, new.limit_l, new.limit_h, new.limit_hh, new.range_low, new.range_high, new.enabled, new.gas, new.gateway, new.cadence, new.tank))
  execute function app.check_sensor_alarms();

-- A gateway that is revoked sends no value that would clear them.
create function app.check_gateway_revoked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from alarm_state s where s.sensor in (select m.id from sensor m where m.gateway = old.id) order by s.sensor for update;
  if exists (select from alarm a join sensor m on m.id = a.sensor
      where m.gateway = old.id and a.kind in ('high', 'low') and a.cleared_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'gateway_alarms', message = 'alarms of limits of its sensors stand';
  end if;
  return new;
end $$;
create trigger c_alarms before update of revoked_at on gateway for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function app.check_gateway_revoked();
revoke execute on function app.check_sensor_alarms, app.check_gateway_revoked from public;
