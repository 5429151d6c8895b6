-- What of the rota presses: a turn that begins within the hour, a seat that nobody has in the next 24 hours, a handover that nobody takes.
-- Reminders are of enterprises and these are of none, so they follow from the rota at each asking and are not kept.
alter table duty_handover
  add column ender_account integer,
  add column ender text check (length(ender) between 1 and 80),
  add column end_reason text check (length(trim(end_reason)) between 1 and 300),
  add constraint duty_handover_ender check ((ender is null) = (end_reason is null) and (ender is null or state = 'withdrawn')
    and (ender is not null or ender_account is null));
comment on column duty_handover.ender is 'the leader who ended it, for nobody took it; null where it was taken, or taken back by who gave it';
comment on column duty_handover.end_reason is 'why the leader ended it';
grant update (end_reason) on duty_handover to anjian_actor;

-- How long after its turn began a handover waits before the leader may end it; core/domain/duties.ts holds the same.
create function app.duty_patience() returns interval language sql immutable parallel safe return interval '30 minutes';
-- Whether nobody took a handover in time.
create function app.is_untaken(handover duty_handover) returns boolean language sql stable set search_path = public, pg_temp as $$
  select handover.state = 'offered' and exists (select from duty d where d.id = handover.to_duty and d.from_at + app.duty_patience() <= app.now())
$$;

create or replace function app.end_handover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted constant text := new.state;
  why constant text := new.taker_reason;
  why_ended constant text := new.end_reason;
  hand constant text := app.own_hand();
  named duty;
begin
  if old.state <> 'offered' then perform app.refuse_duty('ended'); end if;
  new := old;
  new.state := wanted;
  new.ended_at := app.now();
  if wanted = 'withdrawn' then
    if hand = app.hand_key(old.account, old.person) then return new; end if;
    -- nobody took it: the leader ends it, and says why, so that the seat is not blocked by who is gone
    if app.hand_post() is distinct from 'leader' then perform app.refuse_duty('not_giver'); end if;
    if not app.is_untaken(old) then perform app.refuse_duty('waits'); end if;
    if coalesce(trim(why_ended), '') = '' then perform app.refuse_duty('ender'); end if;
    new.ender_account := app.account();
    new.ender := coalesce(app.person(), session_user);
    new.end_reason := why_ended;
    return new;
  end if;
  if hand = app.hand_key(old.account, old.person) then perform app.refuse_duty('own'); end if;
  select * into named from duty d where d.id = old.to_duty;
  if not app.has_turn(named.id) then
    -- whoever has an account takes over in person; of who has none another of the post of the seat does, and says why
    if named.account is not null or not app.may_stand_in(old.seat) then
      perform app.refuse_duty('not_named');
    end if;
    if coalesce(trim(why), '') = '' then perform app.refuse_duty('taker'); end if;
    new.taker_reason := why;
  end if;
  if named.from_at > new.ended_at + app.duty_lead() then perform app.refuse_duty('early'); end if;
  new.taker_account := app.account();
  new.taker := coalesce(app.person(), session_user);
  return new;
end $$;

-- The log names who ended it, and why.
create or replace view duty_entry with (security_invoker = true) as
  select l.at, 'log-' || l.id as key, l.kind, l.person, l.text, l.corrects, null::integer as alarm, null::text as act, null::text as about,
    null::integer as handover from duty_log l
  union all
  select h.at, 'give-' || h.id, 'handover', h.person, h.notes, null, null, null, null, h.id from duty_handover h
  union all
  select h.ended_at, 'end-' || h.id, case h.state when 'taken' then 'takeover' else 'withdrawal' end, coalesce(h.taker, h.ender, h.person),
    coalesce(h.end_reason, ''), null, null, null, null, h.id
  from duty_handover h where h.ended_at is not null
  union all
  select v.at, 'alarm-' || v.alarm || '-' || v.n, 'alarm', v.person, coalesce(v.note, ''), null, v.alarm, v.act,
    (select concat_ws(' · ', n.name, s.name, s.code, g.name) from alarm a join enterprise n on n.id = a.enterprise
      left join sensor s on s.id = a.sensor left join gateway g on g.id = a.gateway where a.id = v.alarm), null
  from alarm_event v where v.person is not null;

-- What presses now, for whoever plans. soon: the own turn begins within the hour. call: the turn of somebody without an account does, whom
-- nothing here can remind. unplanned: times of the next 24 hours in which nobody has a seat. untaken: a handover that nobody took in time.
create function app.duty_dues() returns table (kind text, seat text, person text, from_at timestamptz, until_at timestamptz, handover integer)
  language sql stable set search_path = public, pg_temp as $$
  select case when app.has_turn(d.id) then 'soon' else 'call' end, d.seat, d.person, d.from_at, d.until_at, null::integer
  from duty d
  where app.may_duty('plan') and d.from_at > app.now() and d.from_at <= app.now() + app.duty_lead() and (app.has_turn(d.id) or d.account is null)
    and not exists (select from duty_handover h where h.to_duty = d.id and h.state = 'taken')
  union all
  select 'unplanned', s.seat, null, lower(g), upper(g), null
  from unnest(array['officer', 'leader']) s (seat),
    unnest(tstzmultirange(tstzrange(app.now(), app.now() + interval '24 hours')) - coalesce((select range_agg(tstzrange(d.from_at, d.until_at))
      from duty d where d.seat = s.seat and d.until_at > app.now() and d.from_at < app.now() + interval '24 hours'), '{}')) g
  where app.may_duty('plan')
  union all
  select 'untaken', h.seat, d.person, d.from_at, null, h.id
  from duty_handover h join duty d on d.id = h.to_duty
  where app.may_duty('plan') and app.is_untaken(h)
$$;
