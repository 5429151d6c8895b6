-- What a tank covers, seen from above, lies within the bound of its unit and under no other tank: its middle alone says too little.

-- A geometry in metres east and north of a point; true to some centimetres over the kilometre that a unit is at most.
create function app.metres_from(origin geometry, what geometry) returns geometry language sql immutable parallel safe set search_path = public, pg_temp as $$
  select st_affine(st_setsrid(what, 0), per.east, 0, 0, per.north, -per.east * st_x(origin), -per.north * st_y(origin))
  from (select 1000 * st_distance(origin::geography, st_translate(origin, 0.001, 0)::geography) as east,
    1000 * st_distance(origin::geography, st_translate(origin, 0, 0.001)::geography) as north) per
$$;
-- In metres of that plane: a circle, or length by diameter along the axis of a tank that lies.
create function app.tank_ground(t tank, origin geometry) returns geometry language sql immutable parallel safe set search_path = public, pg_temp as $$
  select st_translate(case t.kind
      when 'horizontal' then st_rotate(st_makeenvelope(-t.diameter / 2, -t.extent / 2, t.diameter / 2, t.extent / 2), -radians(t.heading))
      else st_buffer(st_makepoint(0, 0), t.diameter / 2, 32) end, st_x(middle), st_y(middle))
  from app.metres_from(origin, t.geom) middle
$$;
comment on function app.tank_ground is 'What a tank covers, m east and north of the origin; client/features/tanks/liveTank.ts draws the same';
-- 0.5 m is how well bounds and middles are measured.
create function app.tank_within(t tank, bound geometry) returns boolean language sql immutable parallel safe set search_path = public, pg_temp as $$
  select st_covers(st_buffer(app.metres_from(t.geom, bound), 0.5), app.tank_ground(t, t.geom))
$$;

create function app.check_tank_ground() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.geom is null or tg_op = 'UPDATE' and (new.kind, new.diameter, new.extent, new.heading, new.geom)
      is not distinct from (old.kind, old.diameter, old.extent, old.heading, old.geom) then
    return null;
  end if;
  -- check_tank holds the source: no other tank and no bound is written meanwhile
  if exists (select from source_bound b where b.hazard_source = new.hazard_source and not app.tank_within(new, b.geom)) then
    raise exception 'the tank reaches beyond the bound' using errcode = 'check_violation', constraint = 'tank_beyond';
  end if;
  if exists (select from tank t where t.hazard_source = new.hazard_source and t.id <> new.id and t.geom is not null
      and st_relate(app.tank_ground(new, new.geom), app.tank_ground(t, new.geom), 'T********')) then
    raise exception 'the tank covers ground of another' using errcode = 'check_violation', constraint = 'tank_overlap';
  end if;
  return null;
end $$;
-- after the checks of its row, which say more plainly what is wrong with its dimensions
create trigger check_ground after insert or update on tank for each row execute function app.check_tank_ground();

create or replace function app.check_bound_tanks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from hazard_source s where s.id = new.hazard_source for update;
  if exists (select from tank t where t.hazard_source = new.hazard_source and t.geom is not null
      and not (st_covers(new.geom, t.geom) and app.tank_within(t, new.geom))) then
    raise exception 'tanks stand outside the bound' using errcode = 'check_violation', constraint = 'source_bound_tanks';
  end if;
  return null;
end $$;
revoke execute on function app.check_tank_ground from public;

-- A warning that is sent twice is one.
alter table weather_warning add column request uuid not null default gen_random_uuid() constraint weather_warning_request unique;
comment on column weather_warning.request is 'id of whoever entered it: sent again it is the same warning';
grant insert (request) on weather_warning to anjian_actor;

-- A turn in the year 9999 is a slip of the pen.
create function app.check_duty_ahead() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.until_at > app.now() + interval '400 days' then perform app.refuse_duty('far'); end if;
  return new;
end $$;
create trigger c_ahead before insert or update of until_at on duty for each row execute function app.check_duty_ahead();
revoke execute on function app.check_duty_ahead from public;
