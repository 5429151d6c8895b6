-- The engine of alarms: what it reads, held until its transaction ends, and how what it found is kept.

-- Sensors as the engine judges them, in the order in which everybody holds them.
create function app.alarm_ground(wanted integer[]) returns table (sensor integer, gateway integer, memory jsonb, setup jsonb, rule jsonb)
  language sql security definer set search_path = public, pg_temp as $$
  select st.sensor, s.gateway, st.memory,
    jsonb_build_object('low', s.range_low, 'high', s.range_high, 'll', s.limit_ll, 'l', s.limit_l, 'h', s.limit_h, 'hh', s.limit_hh,
      'cadence', s.cadence, 'enabled', s.enabled),
    (select jsonb_build_object('deadBand', r.dead_band, 'onDelay', r.on_delay, 'offDelay', r.off_delay, 'rate', r.rate, 'flatAfter', r.flat_after)
      from app.alarm_rule_of(s.id, s.kind) r)
  from alarm_state st join sensor s on s.id = st.sensor
  where st.sensor = any (wanted) order by st.sensor for update of st
$$;

-- The same of sensors to which the clock brings something, with all of their gateways and of gateways that are silent; one process at a time.
create function app.alarm_due() returns integer[] language plpgsql security definer set search_path = public, pg_temp as $$
declare due integer[];
begin
  perform pg_advisory_xact_lock(hashtext('anjian alarm clock'));
  select array_agg(st.sensor) into due from alarm_state st where st.due <= app.now();
  return array(select s.id from sensor s where s.id = any (due)
    union select s.id from sensor s where s.gateway in (select o.gateway from sensor o where o.id = any (due))
    union select s.id from sensor s join alarm a on a.gateway = s.gateway and a.cleared_at is null);
end $$;

-- Gateways among these whose silence stands as an alarm.
create function app.alarm_gateways(wanted integer[]) returns setof integer language sql stable security definer set search_path = public, pg_temp as $$
  select a.gateway from alarm a where a.gateway = any (wanted) and a.cleared_at is null
$$;

-- Alarms of values of these sensors that had not cleared by a time, for readings that come late.
create function app.alarms_past(wanted integer[], since timestamptz) returns table (sensor integer, kind text, stage smallint, raised double precision,
    cleared double precision) language sql stable security definer set search_path = public, pg_temp as $$
  select a.sensor, a.kind, a.stage, extract(epoch from a.raised_at)::float8 * 1000, extract(epoch from a.cleared_at)::float8 * 1000
  from alarm a where a.sensor = any (wanted) and a.kind in ('high', 'low') and a.cleared_at >= since
$$;

create function app.at_ms(ms double precision) returns timestamptz language sql immutable parallel safe
  return timestamptz 'epoch' + ms * interval '1 millisecond';

-- The window of maintenance in which something is raised, if any.
create function app.maintenance_at(source integer, target integer, moment timestamptz) returns integer
  language sql stable set search_path = public, pg_temp as $$
  select w.id from maintenance_window w where w.hazard_source = source and (w.sensor is null or w.sensor = target)
    and w.from_at <= moment and moment < w.until_at order by w.until_at desc, w.id limit 1
$$;

-- Keeps what the engine found. `deeds`: in their order, of a sensor or a gateway. Those of a sensor's one kind follow each other from the alarm
-- that stands, or from the one they raise. What is gathered goes under the alarm of the gateway that it names.
create function app.keep_alarms(memories jsonb, deeds jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update alarm_state st set memory = m.memory, due = app.at_ms(m.due)
  from jsonb_to_recordset(memories) m (sensor integer, memory jsonb, due double precision) where st.sensor = m.sensor;
  if jsonb_array_length(deeds) = 0 then return; end if;
  -- alarms are held before any is written: whoever acts on one holds it first too
  perform from alarm a where a.cleared_at is null and (a.sensor in (select (d ->> 'sensor')::integer from jsonb_array_elements(deeds) d)
    or a.gateway in (select coalesce(d ->> 'gateway', d ->> 'under')::integer from jsonb_array_elements(deeds) d)) order by a.id for update;
  -- first what goes on with alarms that stand, for they may clear before others are raised; then these; then what is gathered under them
  for step in 1..3 loop
    with told as materialized (
      select ord, act, sensor, gateway, kind, stage, app.at_ms(moment) as moment, value, "limit" as limit_at, coalesce(late, false) as late, under
      from rows from (jsonb_to_recordset(deeds) as (act text, sensor integer, gateway integer, kind text, stage smallint, moment double precision,
        value double precision, "limit" double precision, late boolean, under integer)) with ordinality
        d (act, sensor, gateway, kind, stage, moment, value, "limit", late, under, ord)),
    said as materialized (
      select d.*, (select max(r.ord) from told r where r.act = 'raise' and r.ord <= d.ord and r.kind = d.kind and r.late = d.late
        and (r.sensor = d.sensor or r.gateway = d.gateway)) as begun from told d),
    ids as materialized (select ord, nextval('alarm_id_seq')::integer as id from said where step = 2 and act = 'raise'),
    placed as materialized (
      select t.*, coalesce(a.events, 0) + row_number() over each_alarm as n, case when t.act = 'raise' then null
        when lag(t.act) over each_alarm in ('raise', 'escalate') then 'standing-unacknowledged' else a.state end as from_state
      from (select d.*, coalesce(i.id, s.id) as alarm from said d left join ids i on i.ord = d.begun
          left join alarm s on d.begun is null and s.cleared_at is null and s.kind = d.kind and (s.sensor = d.sensor or s.gateway = d.gateway)
        where step = case when d.act = 'gather' then 3 when d.begun is null then 1 else 2 end) t
      left join alarm a on a.id = t.alarm
      window each_alarm as (partition by t.alarm order by t.ord)),
    raised as (
      insert into alarm (id, enterprise, hazard_source, sensor, gateway, kind, raised_at, told_at, late, maintenance, stage, value, limit_at, state, cleared_at)
      select d.alarm, coalesce(h.enterprise, g.enterprise), s.hazard_source, d.sensor, d.gateway, d.kind, d.moment, app.now(), d.late,
        app.maintenance_at(s.hazard_source, d.sensor, d.moment), d.stage, d.value, d.limit_at,
        case when c.moment is null then 'standing-unacknowledged' else 'cleared-unacknowledged' end, c.moment
      from placed d left join sensor s on s.id = d.sensor left join hazard_source h on h.id = s.hazard_source left join gateway g on g.id = d.gateway
        left join placed c on c.alarm = d.alarm and c.act = 'clear'
      where d.act = 'raise' order by d.ord)
    insert into alarm_event (alarm, n, act, from_state, to_state, moment, stage, value, limit_at, root)
    select d.alarm, d.n, d.act, d.from_state, coalesce(t.to_state, 'standing-unacknowledged'), d.moment, d.stage, d.value, d.limit_at,
      case when d.act = 'gather' then (select a.id from alarm a where a.gateway = d.under and a.cleared_at is null) end
    from placed d left join alarm_transition t on t.act = d.act and t.from_state = d.from_state
    order by d.ord;
  end loop;
end $$;

-- Ends shelvings whose time is over, and notes maintenance that is, so that open pages hear of it. @returns how many
create function app.end_alarm_shelves() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare ended integer;
begin
  with over as materialized (select a.id, a.events, a.state from alarm a where a.shelved_until <= app.now() order by a.id for update)
  insert into alarm_event (alarm, n, act, from_state, to_state) select id, events + 1, 'end-shelf', state, state from over;
  get diagnostics ended = row_count;
  update maintenance_window w set is_over = true where not w.is_over and w.until_at <= app.now();
  return ended;
end $$;

-- Seconds until the clock next brings something; null where nothing is ahead.
create function app.alarm_wait() returns double precision language sql stable security definer set search_path = public, pg_temp as $$
  select extract(epoch from least((select min(st.due) from alarm_state st), (select min(a.shelved_until) from alarm a where a.shelved_until is not null),
    (select min(w.until_at) from maintenance_window w where not w.is_over)) - app.now())::float8
$$;

revoke execute on function app.alarm_ground, app.alarm_due, app.alarm_gateways, app.alarms_past, app.keep_alarms, app.end_alarm_shelves, app.alarm_wait
  from public;
grant execute on function app.alarm_ground, app.alarm_due, app.alarm_gateways, app.alarms_past, app.keep_alarms, app.end_alarm_shelves, app.alarm_wait
  to anjian_session;
-- Whoever keeps readings judges them in the same transaction.
grant execute on function app.alarm_ground, app.alarms_past, app.keep_alarms to anjian_steward;
do $$
begin
  if to_regrole('anjian_gateway') is not null then
    grant execute on function app.alarm_ground, app.alarms_past, app.keep_alarms to anjian_gateway;
  end if;
end $$;

select app.watch('alarm', 'alarms', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');
select app.watch('maintenance_window', 'alarms', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');
select app.watch('alarm_rule', 'alarms', 'null', 'null', 'null');
select app.audit_table('alarm', 'id');
select app.audit_table('alarm_rule', 'id');
select app.audit_table('maintenance_window', 'id');

alter table alarm enable row level security;
alter table alarm_event enable row level security;
alter table alarm_rule enable row level security;
alter table alarm_state enable row level security;
alter table maintenance_window enable row level security;
create policy scope on alarm for select to anjian_actor using (exists (select from enterprise e where e.id = alarm.enterprise));
create policy scope on alarm_event for select to anjian_actor using (exists (select from alarm a where a.id = alarm_event.alarm));
create policy act on alarm_event for insert to anjian_actor with check (exists (select from alarm a where a.id = alarm_event.alarm));
create policy scope on alarm_rule for select to anjian_actor using (sensor is null or exists (select from sensor s where s.id = alarm_rule.sensor));
create policy scope on maintenance_window for select to anjian_actor using (exists (select from enterprise e where e.id = maintenance_window.enterprise));
-- An enterprise quietens its own alarms for three days at most; for longer the command centre does.
create policy announce on maintenance_window for insert to anjian_actor with check (app.hand_post() in ('leader', 'duty-officer', 'safety-manager')
  and (app.hand_post() <> 'safety-manager' or until_at <= app.now() + interval '3 days')
  and exists (select from hazard_source s where s.id = maintenance_window.hazard_source and s.enterprise = maintenance_window.enterprise)
  and (sensor is null or exists (select from sensor s where s.id = maintenance_window.sensor and s.hazard_source = maintenance_window.hazard_source)));
create policy finish on maintenance_window for update to anjian_actor using (app.hand_post() in ('leader', 'duty-officer', 'safety-manager')
  and exists (select from enterprise e where e.id = maintenance_window.enterprise));
create policy set on alarm_rule for insert to anjian_actor with check (app.hand_post() in ('leader', 'data-steward')
  and (sensor is null or exists (select from sensor s where s.id = alarm_rule.sensor)));
create policy steward on alarm for select to anjian_steward using (true);
-- A demonstration that is let go takes its alarms with it.
create policy dropped on alarm for delete to anjian_steward using (true);
create policy dropped on maintenance_window for delete to anjian_steward using (true);
grant delete on alarm, maintenance_window to anjian_steward;
create policy steward on alarm_event for select to anjian_steward using (true);
create policy steward on alarm_rule for select to anjian_steward using (true);
create policy steward on maintenance_window for select to anjian_steward using (true);
alter table alarm_transition enable row level security;
alter table alarm_right enable row level security;
create policy everybody on alarm_transition for select to anjian_actor, anjian_steward using (true);
create policy everybody on alarm_right for select to anjian_actor, anjian_steward using (true);
grant select on alarm, alarm_event, alarm_rule, maintenance_window, alarm_transition, alarm_right to anjian_actor, anjian_steward;
grant insert (alarm, n, act, request, note, shelved_until, handed_to, cause) on alarm_event to anjian_actor;
grant insert (request, enterprise, hazard_source, sensor, from_at, until_at, reason) on maintenance_window to anjian_actor;
grant insert (sensor_kind, sensor, dead_band, on_delay, off_delay, rate, flat_after, note, follows) on alarm_rule to anjian_actor;
grant update (until_at, from_at) on maintenance_window to anjian_actor;

-- Who announces maintenance is never taken from whoever asks; it begins no earlier than now, for what has called cannot be hushed afterwards.
create function app.sign_maintenance() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.account := app.account();
    new.person := coalesce(app.person(), session_user);
    new.made_at := app.now();
    new.from_at := coalesce(new.from_at, app.now());
    if new.from_at < app.now() or new.until_at <= new.from_at then
      raise exception 'maintenance begins now or later' using errcode = '23514', constraint = 'maintenance_window_span';
    end if;
    return new;
  end if;
  -- it only ends, now
  if new.until_at <> greatest(app.now(), new.from_at) or new.from_at > old.from_at or old.until_at <= app.now() then
    raise exception 'maintenance only ends' using errcode = '23514', constraint = 'maintenance_window_ends';
  end if;
  return new;
end $$;
create trigger sign before insert or update on maintenance_window for each row when (current_user = 'anjian_actor')
  execute function app.sign_maintenance();
