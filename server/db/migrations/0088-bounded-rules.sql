-- Bounds of rules of alarms: how far one may put off an alarm or hold it; the off-delay has its bound since 0067. core/domain/alarmBounds.ts holds the same. Rules that stand stay as they were set.
create function app.alarm_rule_bound(kind text) returns table (dead_band double precision, on_delay integer)
  language sql immutable set search_path = public, pg_temp as $$
  select case when danger then 10 else 20 end, case when danger then 10 else 600 end
  from (select kind in ('combustible', 'toxic', 'oxygen', 'fire')) d (danger)
$$;

create function app.bound_alarm_rule() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from app.alarm_rule_bound(coalesce(new.sensor_kind, (select s.kind from sensor s where s.id = new.sensor))) b
      where new.dead_band > b.dead_band or new.on_delay > b.on_delay) then
    raise exception 'the rule puts off or holds alarms for too long' using errcode = '23514', constraint = 'alarm_rule_bound';
  end if;
  return new;
end $$;
create trigger bound before insert on alarm_rule for each row execute function app.bound_alarm_rule();

-- A sensor does not take a rule of its own along into a kind in which nobody could set it.
create function app.bound_sensor_rule() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from (select r.* from alarm_rule r where r.sensor = new.id order by r.id desc limit 1) r, app.alarm_rule_bound(new.kind) b
      where r.dead_band > b.dead_band or r.on_delay > b.on_delay) then
    raise exception 'the rule of the sensor is beyond the bounds of its new kind' using errcode = '23514', constraint = 'alarm_rule_bound_kind';
  end if;
  return new;
end $$;
create trigger bound_rule before update of kind on sensor for each row when (new.kind is distinct from old.kind) execute function app.bound_sensor_rule();
