-- A value so far beyond the range that it is refused calls the second stage all the same, of gas, oxygen and fire (core/domain/alarmOverRange.ts).
-- Its alarm says that the value is beyond what the sensor can measure 超量程, so that nobody takes it for a measurement.
alter table alarm_event add column over_range boolean not null default false
  constraint alarm_event_over_range check (not over_range or (act in ('raise', 'escalate') and stage = 2 and num_nonnulls(value, limit_at) = 2));
comment on column alarm_event.over_range is 'the value was refused, being beyond what the sensor can measure; limit_at is the end of its range';
alter table alarm add column over_range boolean not null default false
  constraint alarm_over_range check (not over_range or (stage = 2 and kind in ('high', 'low') and num_nonnulls(value, limit_at) = 2));
comment on column alarm.over_range is 'what brought it to its stage was a refused value, beyond what the sensor can measure';

drop function app.alarms_folded;
create function app.alarms_folded(wanted integer[]) returns table (alarm integer, events smallint, state text, stage smallint, value double precision,
    limit_at double precision, cleared_at timestamptz, acknowledged_at timestamptz, answered_at timestamptz, closed_at timestamptz,
    shelved_until timestamptz, handed_to text, root integer, is_false boolean, cause text, over_range boolean)
language sql stable set search_path = public, pg_temp as $$
  select e.alarm, max(e.n), (array_agg(e.to_state order by e.n desc))[1],
    (array_agg(e.stage order by e.n desc) filter (where e.stage is not null))[1],
    (array_agg(e.value order by e.n desc) filter (where e.stage is not null))[1],
    (array_agg(e.limit_at order by e.n desc) filter (where e.stage is not null))[1],
    max(e.moment) filter (where e.act = 'clear'),
    (array_agg(case when e.act = 'acknowledge' then e.at end order by e.n desc) filter (where e.act in ('acknowledge', 'escalate')))[1],
    min(e.at) filter (where e.act = 'acknowledge'),
    max(e.at) filter (where e.act = 'close'),
    (array_agg(e.shelved_until order by e.n desc) filter (where e.act in ('shelve', 'unshelve', 'end-shelf', 'escalate', 'close')))[1],
    (array_agg(e.handed_to order by e.n desc) filter (where e.act in ('hand-over', 'escalate')))[1],
    (array_agg(e.root order by e.n desc) filter (where e.root is not null))[1],
    bool_or(e.act = 'mark-false'),
    (array_agg(e.cause order by e.n desc) filter (where e.act = 'close'))[1],
    (array_agg(e.over_range order by e.n desc) filter (where e.stage is not null))[1]
  from alarm_event e where e.alarm = any (wanted) group by e.alarm
$$;

create or replace function app.follow_alarm_log() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from new_rows e where e.n > 1 and (
      not exists (select from alarm_transition t where (t.act, t.from_state, t.to_state) = (e.act, e.from_state, e.to_state))
      or not exists (select from alarm_event p where p.alarm = e.alarm and p.n = e.n - 1 and p.to_state = e.from_state))) then
    perform app.refuse_alarm('illegal');
  end if;
  update alarm a set events = f.events, state = f.state, stage = f.stage, value = f.value, limit_at = f.limit_at, cleared_at = f.cleared_at,
    acknowledged_at = f.acknowledged_at, answered_at = f.answered_at, closed_at = f.closed_at, shelved_until = f.shelved_until,
    handed_to = f.handed_to, root = f.root, is_false = f.is_false, cause = f.cause, over_range = f.over_range
  from app.alarms_folded(array(select distinct alarm from new_rows where n > 1)) f where a.id = f.alarm;
  return null;
end $$;

create or replace function app.keep_alarms(memories jsonb, deeds jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
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
      select ord, act, sensor, gateway, kind, stage, app.at_ms(moment) as moment, value, "limit" as limit_at, coalesce(late, false) as late, under,
        coalesce(over_range, false) as over_range
      from rows from (jsonb_to_recordset(deeds) as (act text, sensor integer, gateway integer, kind text, stage smallint, moment double precision,
        value double precision, "limit" double precision, late boolean, under integer, "overRange" boolean)) with ordinality
        d (act, sensor, gateway, kind, stage, moment, value, "limit", late, under, over_range, ord)),
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
      insert into alarm (id, enterprise, hazard_source, sensor, gateway, kind, raised_at, told_at, late, maintenance, stage, value, limit_at, state, cleared_at,
        over_range)
      select d.alarm, coalesce(h.enterprise, g.enterprise), s.hazard_source, d.sensor, d.gateway, d.kind, d.moment, app.now(), d.late,
        app.maintenance_at(s.hazard_source, d.sensor, d.moment), d.stage, d.value, d.limit_at,
        case when c.moment is null then 'standing-unacknowledged' else 'cleared-unacknowledged' end, c.moment, d.over_range
      from placed d left join sensor s on s.id = d.sensor left join hazard_source h on h.id = s.hazard_source left join gateway g on g.id = d.gateway
        left join placed c on c.alarm = d.alarm and c.act = 'clear'
      where d.act = 'raise' order by d.ord)
    insert into alarm_event (alarm, n, act, from_state, to_state, moment, stage, value, limit_at, over_range, root)
    select d.alarm, d.n, d.act, d.from_state, coalesce(t.to_state, 'standing-unacknowledged'), d.moment, d.stage, d.value, d.limit_at, d.over_range,
      case when d.act = 'gather' then (select a.id from alarm a where a.gateway = d.under and a.cleared_at is null) end
    from placed d left join alarm_transition t on t.act = d.act and t.from_state = d.from_state
    order by d.ord;
  end loop;
end $$;
