-- A gateway that replays a recorded series says which. What it sends can be taken for no measurement of today, nor a measurement for a replay.
alter table gateway add column replays text constraint gateway_replays check (length(replays) between 1 and 200);
comment on column gateway.replays is 'the series that it replays 重放, with whose it is; null: it measures';
grant select (replays), insert (replays) on gateway to anjian_actor;

-- Its name says it wherever a gateway is named, and what its values are stays what it was when they came.
create function app.name_replay() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.replays is distinct from old.replays then
    raise exception 'what a gateway sends stays measured, or replayed' using errcode = '23514', constraint = 'gateway_replays_kept';
  end if;
  if new.replays is not null and new.name !~ '^重放' then new.name := left('重放 ' || new.name, 80); end if;
  return new;
end $$;
create trigger name_replay before insert or update on gateway for each row execute function app.name_replay();
alter table gateway add constraint gateway_replay_named check (replays is null or name ~ '^重放');

-- What the gateway that was let in replays; of others nothing is told.
create function app.gateway_replays(gateway integer) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select g.replays from gateway g where g.id = gateway_replays.gateway and g.id = app.gateway()
$$;
revoke execute on function app.gateway_replays from public;
grant execute on function app.gateway_replays to anjian_gateway;

-- Gateways among these whose silence stands: since when, and when one was heard after that by a reading that came while it was fresh for the
-- quickest of its sensors (three cadences, as core/domain/alarmRules.ts has it). What comes from a store, old already, ends no silence.
create function app.gateways_silent(wanted integer[]) returns table (gateway integer, raised double precision, heard double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.gateway, extract(epoch from a.raised_at)::float8 * 1000, (select extract(epoch from max(n.at))::float8 * 1000
      from sensor s join sensor_now n on n.sensor = s.id
      where s.gateway = a.gateway and s.enabled and n.at > a.raised_at and n.received_at <= n.at + make_interval(secs => 3 * (
        select min(o.cadence) from sensor o where o.gateway = a.gateway and o.enabled)))
  from alarm a where a.gateway = any (wanted) and a.cleared_at is null
$$;
revoke execute on function app.gateways_silent from public;
grant execute on function app.gateways_silent to anjian_session;
drop function app.alarm_gateways;
