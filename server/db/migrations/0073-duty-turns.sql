-- Handovers of duty: who gives had the seat and who takes is named by the rota, or a reason is kept; neither long before the turn begins.
alter table duty_handover
  add column reason text check (length(trim(reason)) between 1 and 300),
  add column taker_reason text check (length(trim(taker_reason)) between 1 and 300),
  add constraint duty_handover_taken_why check (taker_reason is null or taker is not null);
comment on column duty_handover.reason is 'why another than whose turn ends gave it';
comment on column duty_handover.taker_reason is 'why another than whom the rota names took it, who has no account';
grant insert (reason), update (taker_reason) on duty_handover to anjian_actor;

-- How long before its turn begins a seat is handed over at the earliest; core/domain/duties.ts holds the same.
create function app.duty_lead() returns interval language sql immutable parallel safe return interval '60 minutes';
create function app.own_hand() returns text language sql stable set search_path = public, pg_temp as $$
  select app.hand_key(app.account(), coalesce(app.person(), session_user))
$$;
-- The turn that a handover given now would end, and the one to which it would lead: the one that runs where nobody took it over yet, else the next.
create function app.duty_turns(wanted text, out ends integer, out begins integer) language plpgsql stable set search_path = public, pg_temp as $$
declare present integer; moment constant timestamptz := app.now();
begin
  select d.id into present from duty d where d.seat = wanted and d.from_at <= moment and d.until_at > moment;
  ends := app.duty_awaited(present);
  if ends is not null then
    begins := present;
    return;
  end if;
  ends := present;
  select d.id into begins from duty d where d.seat = wanted and d.from_at > moment and d.from_at <= moment + interval '72 hours'
    order by d.from_at limit 1;
end $$;
-- Whether whoever asks has the turn, by the rota.
create function app.has_turn(turn integer) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from duty d where d.id = turn and app.hand_key(d.account, d.person) = app.own_hand())
$$;

-- Whether whoever asks may take a seat for another, who has no account: of the post of the seat, or the leader.
create function app.may_stand_in(seat text) returns boolean language sql stable set search_path = public, pg_temp as $$
  select coalesce(app.hand_post() in ('leader', case seat when 'officer' then 'duty-officer' else 'leader' end), false)
$$;

create or replace function app.give_duty() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare following duty;
begin
  new.at := app.now();
  new.account := app.account();
  new.person := coalesce(app.person(), session_user);
  new.state := 'offered';
  new.ended_at := null;
  new.taker := null;
  new.taker_account := null;
  new.taker_reason := null;
  select t.ends, t.begins into new.from_duty, new.to_duty from app.duty_turns(new.seat) t;
  select d.* into following from duty d where d.id = new.to_duty;
  if not found then perform app.refuse_duty('no_next'); end if;
  if exists (select from duty_handover h where h.to_duty = new.to_duty and h.state = 'taken') then perform app.refuse_duty('given'); end if;
  if app.has_turn(new.to_duty) then perform app.refuse_duty('own_next'); end if;
  if following.from_at > new.at + app.duty_lead() then perform app.refuse_duty('early'); end if;
  -- whoever had the seat gives it; another, who plans, says why
  if app.has_turn(new.from_duty) then
    new.reason := null;
  elsif not app.may_duty('plan') or coalesce(trim(new.reason), '') = '' then
    perform app.refuse_duty('giver');
  end if;
  new.alarms := app.open_alarms(false);
  new.unacknowledged := app.open_alarms(true);
  return new;
end $$;

create or replace function app.end_handover() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted constant text := new.state;
  why constant text := new.taker_reason;
  hand constant text := app.own_hand();
  named duty;
begin
  if old.state <> 'offered' then perform app.refuse_duty('ended'); end if;
  new := old;
  new.state := wanted;
  new.ended_at := app.now();
  if wanted = 'withdrawn' then
    if hand <> app.hand_key(old.account, old.person) then perform app.refuse_duty('not_giver'); end if;
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

-- Who took a turn over has it, from when it was taken: neither its person nor its beginning changes any more.
create function app.keep_taken_duty() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (new.account, new.person, new.from_at) is distinct from (old.account, old.person, old.from_at)
      and exists (select from duty_handover h where h.to_duty = new.id and h.state = 'taken') then
    perform app.refuse_duty('taken');
  end if;
  return new;
end $$;
create trigger b_keep_taken before update on duty for each row when (current_user = 'anjian_actor') execute function app.keep_taken_duty();
revoke execute on function app.keep_taken_duty from public;
