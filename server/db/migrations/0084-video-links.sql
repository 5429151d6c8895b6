-- A camera 视频 of a hazard source is a link that a person opens. It measures nothing: no gateway sends for it, it is never live, late or
-- silent, and nothing that is told of sensors counts it.
alter table sensor
  alter column unit drop not null, alter column range_low drop not null, alter column range_high drop not null, alter column cadence drop not null,
  add column link text;
comment on column sensor.link is 'of a camera alone: where its picture is seen, https; null where none is known, and then it is not in use';
comment on column sensor.cadence is 'seconds between two readings as agreed, null for a camera; silent after three of them';
grant insert (link), update (link) on sensor to anjian_actor;

-- What was told of cameras as of sensors ends: their alarms clear as the engine would clear them, and their time in use is nobody's.
insert into alarm_event (alarm, n, act, from_state, to_state, moment)
  select a.id, a.events + 1, 'clear', a.state, t.to_state, greatest(a.raised_at, app.now()) from alarm a
  join sensor m on m.id = a.sensor and m.kind = 'video' join alarm_transition t on t.act = 'clear' and t.from_state = a.state
  where a.cleared_at is null;
delete from alarm_state a using sensor m where m.id = a.sensor and m.kind = 'video';
delete from sensor_service v using sensor m where m.id = v.sensor and m.kind = 'video';
-- Their unit and range go although values were sent: check_sensor holds them for what measures.
alter table sensor disable trigger a_check;
drop trigger service_changed on sensor;
drop trigger alarm_state on sensor;
update sensor set gateway = null, gas = null, unit = null, range_low = null, range_high = null, limit_ll = null, limit_l = null, limit_h = null,
  limit_hh = null, limits_basis = null, cadence = null, tank = null, enabled = false where kind = 'video';
alter table sensor enable trigger a_check;

drop trigger service_added on sensor;
create trigger service_added after insert on sensor for each row when (new.kind <> 'video') execute function app.keep_service();
create trigger service_changed after update on sensor for each row
  when (new.kind <> 'video' and (new.enabled, new.cadence) is distinct from (old.enabled, old.cadence)) execute function app.keep_service();
create trigger alarm_state after insert or update on sensor for each row when (new.kind <> 'video') execute function app.begin_alarm_state();

alter table sensor
  add constraint sensor_measures check (kind = 'video' or num_nonnulls(unit, range_low, range_high, cadence) = 4),
  add constraint sensor_video check (kind <> 'video' or enabled = (link is not null)
    and num_nonnulls(gateway, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, limits_basis, cadence, tank) = 0),
  -- whoever opens it is led to the host that is named: no login before it, no blank and no control within
  add constraint sensor_link check (link is null or kind = 'video' and length(link) <= 500
    and link ~ '^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[^[:space:][:cntrl:]\\]*)?$');
comment on constraint sensor_link on sensor is 'core/domain/videoLink.ts says the same in words';

create function app.keep_video() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'sensor_video_kept', message = 'a camera stays a camera, and a sensor a sensor';
end $$;
create trigger c_video before update on sensor for each row when ((old.kind = 'video') <> (new.kind = 'video')) execute function app.keep_video();
