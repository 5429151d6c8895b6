-- The loop of a hazard 隐患闭环. A hazard is what its log says: whoever acts adds an event, and a trigger judges it and writes the hazard.
-- core/domain/hazardActs.ts and hazardLoop.ts hold the same tables and rules.

create table hazard_transition (
  act        text not null,
  from_state text not null,
  to_state   text not null,
  primary key (act, from_state)
);
comment on table hazard_transition is 'Which act leads a hazard from which state to which';
insert into hazard_transition values
  ('verify', 'reported', 'verified'), ('void', 'reported', 'voided'), ('dispatch', 'verified', 'dispatched'),
  ('fix-on-spot', 'verified', 'pending-review'), ('accept', 'dispatched', 'rectifying'),
  ('ask-extension', 'rectifying', 'extension-requested'), ('grant-extension', 'extension-requested', 'rectifying'),
  ('refuse-extension', 'extension-requested', 'rectifying'), ('submit', 'rectifying', 'pending-review'),
  ('submit', 'rejected', 'pending-review'), ('reject', 'pending-review', 'rejected'), ('pass', 'pending-review', 'closed'),
  ('supervise', 'verified', 'verified'), ('supervise', 'dispatched', 'dispatched'), ('supervise', 'rectifying', 'rectifying'),
  ('supervise', 'extension-requested', 'extension-requested'), ('supervise', 'pending-review', 'pending-review'),
  ('supervise', 'rejected', 'rejected'), ('resume', 'closed', 'closed'), ('revisit', 'closed', 'closed'), ('rebound', 'closed', 'closed');

create table hazard_right (
  post  text not null,
  act   text not null,
  reach text not null check (reach in ('any', 'general', 'own')),
  primary key (post, act)
);
comment on table hazard_right is 'Which post may do which act: to any hazard of its scope, to general ones, or to those the enterprise found itself';
insert into hazard_right
  select post, act, 'any' from unnest(array['leader', 'duty-officer', 'department-officer']) post,
    unnest(array['verify', 'void', 'dispatch', 'fix-on-spot', 'grant-extension', 'refuse-extension', 'pass', 'reject', 'supervise', 'resume',
      'revisit', 'rebound']) act
  union all
  select 'grid-chief', act, 'general' from unnest(array['verify', 'void', 'dispatch', 'fix-on-spot', 'grant-extension', 'refuse-extension',
    'pass', 'reject', 'accept', 'submit']) act
  union all
  select 'grid-worker', act, 'general' from unnest(array['fix-on-spot', 'accept', 'submit']) act
  union all
  select post, act, 'any' from unnest(array['grid-chief', 'grid-worker']) post, unnest(array['revisit', 'rebound']) act
  union all
  select 'safety-manager', act, 'any' from unnest(array['accept', 'ask-extension', 'submit']) act
  union all
  select 'safety-manager', act, 'own' from unnest(array['verify', 'void', 'dispatch', 'fix-on-spot', 'pass', 'reject']) act
  union all
  select 'worker', 'submit', 'any';

alter table hazard
  add column kind text check (kind in ('fire', 'electrical', 'chemical', 'equipment', 'special-work', 'site', 'protection', 'management', 'other')),
  add column events smallint not null default 1,
  add column dispatched_at timestamptz,
  add column submitted_at timestamptz,
  add column supervising integer,
  add column stopped boolean not null default false,
  add column revisit_on date,
  add column rebound_of integer unique references hazard on delete set null;
-- The year runs from the act that gives the time; of the first act that is the finding.
alter table hazard drop constraint hazard_due_within_a_year;
alter table hazard add constraint hazard_due_within_a_year check (events > 1 or due_at - found_at <= interval '366 days');
comment on column hazard.events is 'events of its log: what has to be seen before one adds to it';
comment on column hazard.supervising is 'department that supervises it 挂牌督办, 0 for the district; null where nobody does';
comment on column hazard.stopped is 'work stands still until it is allowed again';
comment on column hazard.rebound_of is 'the closed hazard of which this one is the return';
create index hazard_revisit on hazard (revisit_on) where revisit_on is not null;
create index hazard_repeats on hazard (enterprise, kind, found_at) where kind is not null and state <> 'voided';

create table hazard_event (
  hazard             integer not null,
  n                  smallint not null check (n >= 1),
  act                text not null,
  from_state         text,
  to_state           text not null,
  at                 timestamptz not null,
  request            uuid unique,
  post               text,
  department         integer,
  account            integer,
  person             text not null check (length(person) between 1 and 80),
  note               text check (length(note) between 1 and 500),
  kind               text,
  major              boolean,
  clause             text check (length(clause) between 1 and 200),
  due_at             timestamptz,
  responsible_unit   text check (length(responsible_unit) between 1 and 80),
  responsible_person text check (length(responsible_person) between 1 and 80),
  measures           text check (length(measures) between 1 and 500),
  funds              numeric(14, 2) check (funds >= 0),
  emergency_plan     text check (length(emergency_plan) between 1 and 500),
  stopped            boolean,
  supervising        integer,
  revisit_on         date,
  closed_at          timestamptz,
  documents          integer[] not null default '{}' check (cardinality(documents) <= 20),
  primary key (hazard, n),
  constraint hazard_event_begins check ((n = 1) = (from_state is null)),
  constraint hazard_event_whole check (case act
    when 'verify' then kind is not null and major is not null
    when 'dispatch' then responsible_unit is not null and responsible_person is not null and measures is not null and due_at is not null
      and stopped is not null
    when 'ask-extension' then note is not null and due_at is not null
    when 'grant-extension' then due_at is not null
    when 'rebound' then note is not null and due_at is not null
    when 'supervise' then note is not null and supervising is not null
    when 'report' then due_at is not null and major is not null
    when 'record' then due_at is not null and major is not null and (to_state = 'closed') = (closed_at is not null)
    when 'withdraw' then to_state = 'withdrawn'
    when 'accept' then true
    when 'pass' then true
    else note is not null end),
  -- What an act does not decide it does not say: else whoever accepts could make a major hazard a general one.
  constraint hazard_event_says check (
    (act in ('report', 'record', 'verify') or (major, kind) is not distinct from (null::boolean, null::text))
    and (act in ('report', 'record', 'dispatch', 'ask-extension', 'grant-extension', 'rebound') or due_at is null)
    and (act = 'pass' or revisit_on is null) and (act = 'dispatch' or stopped is null) and (act = 'supervise' or supervising is null)
    and (act = 'record' or closed_at is null))
);
comment on table hazard_event is 'What was done to a hazard: the log, which only grows. It names the hazard without a key to it, for it outlives it.';
comment on column hazard_event.request is 'the caller''s own id: sent twice it makes one event';
alter table hazard_event enable row level security;
create policy scope on hazard_event for select to anjian_actor using (exists (select from hazard h where h.id = hazard_event.hazard));
create policy act on hazard_event for insert to anjian_actor with check (exists (select from hazard h where h.id = hazard_event.hazard));
create policy steward on hazard_event for select to anjian_steward using (true);
-- A book that is brought in may hold whole logs.
create policy bring on hazard_event for insert to anjian_steward with check (true);
grant select on hazard_event to anjian_actor, anjian_steward;
grant insert on hazard_event to anjian_steward;
grant insert (hazard, n, act, request, note, kind, major, clause, due_at, responsible_unit, responsible_person, measures, funds, emergency_plan,
  stopped, revisit_on, documents) on hazard_event to anjian_actor;

-- Whoever reports says what was found, and nothing of where it stands: a hazard begins as reported.
revoke insert on hazard from anjian_actor;
grant insert (request, enterprise, source, major, description, found_at, due_at, changed_at, changed_by) on hazard to anjian_actor;

-- The log only grows, whoever asks.
create function app.keep_hazard_log() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the log of a hazard only grows' using errcode = '23514', constraint = 'hazard_event_stays';
end $$;
create trigger stays before update or delete on hazard_event for each row execute function app.keep_hazard_log();

-- What tells one person from another: the account, or the name where there is none.
create function app.hand_key(account integer, person text) returns text language sql immutable parallel safe
  return coalesce('#' || account, person);

-- The post that is worn; a demo identity wears the first of its role.
create function app.hand_post() returns text language sql stable parallel safe
  return coalesce(app.post(), case app.role() when 'government' then 'duty-officer' when 'department' then 'department-officer'
    when 'grid' then 'grid-chief' when 'enterprise' then 'safety-manager' end);

create function app.refuse_hazard(reason text) returns void language plpgsql set search_path = '' as $$
begin
  raise exception 'refused: %', reason using errcode = case reason when 'not_allowed' then '42501' else '23514' end,
    constraint = 'hazard_refused_' || reason;
end $$;

-- What the logs of hazards come to. Of each the last word counts; events of times gone by stay.
create function app.hazards_folded(wanted integer[]) returns table (hazard integer, events smallint, at timestamptz, state text, major boolean,
    kind text, due_at timestamptz, closed_at timestamptz, dispatched_at timestamptz, submitted_at timestamptz, supervising integer,
    stopped boolean, revisit_on date, finder text, submitter text, asked_until timestamptz)
language sql stable set search_path = public, pg_temp as $$
  select e.hazard, max(e.n), max(e.at), (array_agg(e.to_state order by e.n desc))[1],
    (array_agg(e.major order by e.n desc) filter (where e.major is not null))[1],
    (array_agg(e.kind order by e.n desc) filter (where e.kind is not null))[1],
    (array_agg(e.due_at order by e.n desc) filter (where e.act in ('report', 'record', 'dispatch', 'grant-extension')))[1],
    case when (array_agg(e.to_state order by e.n desc))[1] = 'closed' then (array_agg(coalesce(e.closed_at, e.at) order by e.n desc) filter (where e.act in ('record', 'pass')))[1] end,
    max(e.at) filter (where e.act = 'dispatch'),
    max(e.at) filter (where e.act in ('submit', 'fix-on-spot')),
    (array_agg(e.supervising order by e.n desc) filter (where e.act = 'supervise'))[1],
    coalesce((array_agg(e.act = 'dispatch' and e.stopped order by e.n desc) filter (where e.act in ('dispatch', 'resume')))[1], false),
    (array_agg(e.revisit_on order by e.n desc) filter (where e.act in ('pass', 'revisit', 'rebound', 'record')))[1],
    (array_agg(app.hand_key(e.account, e.person) order by e.n))[1],
    (array_agg(app.hand_key(e.account, e.person) order by e.n desc) filter (where e.act in ('submit', 'fix-on-spot')))[1],
    (array_agg(e.due_at order by e.n desc) filter (where e.act = 'ask-extension'))[1]
  from hazard_event e
  where e.hazard = any (wanted)
  group by e.hazard
$$;

-- Whether a due time lies after `moment` and within a year.
create function app.due_soon(due timestamptz, moment timestamptz) returns boolean language sql immutable parallel safe
  return due > moment and due <= moment + interval '8784 hours';

-- Why an act is refused, in the order of core/domain/hazardLoop.ts; null where it is not. `was` is what the log came to before it.
create function app.hazard_refusal(e hazard_event, was record, source text, rebounded boolean) returns text
language plpgsql stable set search_path = public, pg_temp as $$
declare
  hand constant text := app.hand_key(e.account, e.person);
  body constant integer := coalesce(e.department, 0);
begin
  if not exists (select from hazard_transition t where t.act = e.act and t.from_state = was.state) then return 'illegal'; end if;
  if not exists (select from hazard_right r where r.post = e.post and r.act = e.act and case r.reach
      when 'general' then not was.major when 'own' then not was.major and source = 'self' else true end) then return 'not_allowed'; end if;
  case e.act
    when 'verify' then
      if e.major and e.clause is null then return 'clause'; end if;
    when 'dispatch' then
      if not app.due_soon(e.due_at, e.at) then return 'due'; end if;
      if was.major and (e.funds is null or e.emergency_plan is null) then return 'five_fixed'; end if;
    when 'fix-on-spot' then
      if was.major then return 'major_on_spot'; end if;
    when 'ask-extension' then
      if e.at > was.due_at then return 'overdue'; end if;
      if not (e.due_at > was.due_at and app.due_soon(e.due_at, e.at)) then return 'due'; end if;
    when 'grant-extension' then
      if not (e.due_at > was.due_at and e.due_at <= was.asked_until and e.due_at > e.at) then return 'due'; end if;
    when 'pass', 'reject' then
      if hand = was.submitter then return 'own_submission'; end if;
      if (was.major or source = 'expert') and hand = was.finder then return 'own_finding'; end if;
      if e.act = 'reject' then return null; end if;
      if was.major and was.supervising is null then return 'unsupervised'; end if;
      if was.major and was.supervising <> body then return 'not_supervising'; end if;
      if was.major and e.revisit_on is null then return 'no_revisit'; end if;
      if e.revisit_on <= app.day_of(e.at) or e.revisit_on > app.day_of(e.at + interval '8784 hours') then return 'due'; end if;
    when 'supervise' then
      if not was.major then return 'not_major'; end if;
      if was.supervising is not null then return 'supervised'; end if;
    when 'resume' then
      if not was.stopped then return 'not_stopped'; end if;
      if was.supervising <> body then return 'not_supervising'; end if;
    when 'revisit' then
      if was.revisit_on is null then return 'no_revisit'; end if;
      if hand = was.submitter then return 'own_submission'; end if;
    when 'rebound' then
      if rebounded then return 'rebounded'; end if;
      if not app.due_soon(e.due_at, e.at) then return 'due'; end if;
    else null;
  end case;
  return null;
end $$;

-- Judges an event by an actor before it is kept. It stands where its number follows the log: of many at once the key lets one in.
create function app.take_hazard_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was record;
  refusal text;
begin
  select f.* into was from app.hazards_folded(array[new.hazard]) f;
  if was.hazard is null then return new; end if;
  new.from_state := was.state;
  if was.events >= new.n then return new; end if; -- another came first: the key tells
  if was.events + 1 <> new.n then perform app.refuse_hazard('changed'); end if;
  select t.to_state into new.to_state from hazard_transition t where t.act = new.act and t.from_state = was.state;
  select app.hazard_refusal(new, was, h.source, exists (select from hazard r where r.rebound_of = h.id)) into refusal
  from hazard h where h.id = new.hazard;
  if refusal is not null then perform app.refuse_hazard(refusal); end if;
  return new;
end $$;

-- Who acts and when is never taken from whoever asks.
create function app.sign_hazard_event() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.at := app.now();
  new.post := app.hand_post();
  new.department := app.department();
  new.account := app.account();
  new.person := coalesce(app.person(), session_user);
  new.supervising := case when new.act = 'supervise' then coalesce(app.department(), 0) end;
  new.stopped := case when new.act = 'dispatch' then coalesce(new.stopped, false) end;
  new.to_state := 'unknown';
  return new;
end $$;
create trigger a_sign before insert on hazard_event for each row when (current_user = 'anjian_actor') execute function app.sign_hazard_event();
create trigger b_take before insert on hazard_event for each row when (current_user = 'anjian_actor') execute function app.take_hazard_event();

-- Writes what logs come to into their hazards; begins a hazard of its own for what came back.
create function app.follow_hazard_log() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched constant integer[] := array(select distinct hazard from new_rows where n > 1 and act not in ('record', 'withdraw'));
begin
  if cardinality(touched) = 0 then return null; end if;
  if exists (select from new_rows e where e.n > 1 and e.act not in ('record', 'withdraw') and (
      not exists (select from hazard_transition t where (t.act, t.from_state, t.to_state) = (e.act, e.from_state, e.to_state))
      or not exists (select from hazard_event p where p.hazard = e.hazard and p.n = e.n - 1 and p.to_state = e.from_state and p.at <= e.at))) then
    perform app.refuse_hazard('illegal');
  end if;
  update hazard h set state = f.state, major = f.major, kind = f.kind, due_at = f.due_at, closed_at = f.closed_at, events = f.events,
    dispatched_at = f.dispatched_at, submitted_at = f.submitted_at, supervising = f.supervising, stopped = f.stopped, revisit_on = f.revisit_on
  from app.hazards_folded(touched) f
  where h.id = f.hazard and (h.state, h.major, h.kind, h.due_at, h.closed_at, h.events, h.dispatched_at, h.submitted_at, h.supervising, h.stopped,
      h.revisit_on)
    is distinct from (f.state, f.major, f.kind, f.due_at, f.closed_at, f.events, f.dispatched_at, f.submitted_at, f.supervising, f.stopped, f.revisit_on);
  insert into hazard (request, enterprise, source, major, kind, description, found_at, due_at, changed_at, changed_by, rebound_of)
  select e.request, h.enterprise, 'patrol', h.major, h.kind, h.description, e.at, e.due_at, e.at, e.person, h.id
  from new_rows e join hazard h on h.id = e.hazard where e.act = 'rebound';
  return null;
end $$;
create trigger follow after insert on hazard_event referencing new table as new_rows for each statement execute function app.follow_hazard_log();

-- A hazard begins with an event: what somebody found now is a report, what is brought in from elsewhere a record.
create function app.begin_hazard_log() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into hazard_event (hazard, n, act, to_state, at, request, post, department, account, person, kind, major, due_at, closed_at)
  select h.id, 1, case when h.request is null and h.rebound_of is null then 'record' else 'report' end, h.state,
    case when h.request is null and h.rebound_of is null then app.now() else h.found_at end, case when h.rebound_of is null then h.request end,
    app.hand_post(), app.department(), app.account(), left(h.changed_by, 80), h.kind, h.major, h.due_at, h.closed_at
  from new_rows h where not exists (select from hazard_event e where e.hazard = h.id);
  return null;
end $$;

-- What is changed or deleted beside the loop, by an import or its undoing, is a record of its own.
create function app.record_hazard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    insert into hazard_event (hazard, n, act, from_state, to_state, at, account, person)
    select o.id, (select max(e.n) + 1 from hazard_event e where e.hazard = o.id), 'withdraw', o.state, 'withdrawn', app.now(), app.account(),
      left(coalesce(app.person(), session_user), 80)
    from old_rows o;
    return null;
  end if;
  insert into hazard_event (hazard, n, act, from_state, to_state, at, account, person, kind, major, due_at, closed_at)
  select n.id, f.events + 1, 'record', f.state, n.state, app.now(), app.account(), left(coalesce(app.person(), session_user), 80), n.kind, n.major,
    n.due_at, n.closed_at
  from new_rows n join app.hazards_folded(array(select c.id from new_rows c join old_rows o using (id)
    where (c.state, c.major, c.kind, c.due_at, c.closed_at) is distinct from (o.state, o.major, o.kind, o.due_at, o.closed_at))) f on f.hazard = n.id
  where (n.state, n.major, n.kind, n.due_at, n.closed_at) is distinct from (f.state, f.major, f.kind, f.due_at, f.closed_at);
  if found then
    update hazard h set events = f.events from app.hazards_folded(array(select id from new_rows)) f where h.id = f.hazard and h.events <> f.events;
  end if;
  return null;
end $$;

-- Hazards of the book so far: they are recorded as they stand, for what was done to them before is not known.
insert into hazard_event (hazard, n, act, to_state, at, request, person, major, due_at, closed_at)
select h.id, 1, case when h.request is null then 'record' else 'report' end, h.state, h.changed_at,
  h.request, left(h.changed_by, 80), h.major, h.due_at, h.closed_at
from hazard h;

create trigger begin_log after insert on hazard referencing new table as new_rows for each statement execute function app.begin_hazard_log();
create trigger record_update after update on hazard referencing old table as old_rows new table as new_rows
  for each statement execute function app.record_hazard();
create trigger record_delete after delete on hazard referencing old table as old_rows for each statement execute function app.record_hazard();

-- Emptied whole, the book begins its numbers anew, and their logs go with them; only its owner can do that.
create function app.empty_hazard_log() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  truncate hazard_event;
  return null;
end $$;
create trigger empty_log after truncate on hazard for each statement execute function app.empty_hazard_log();
