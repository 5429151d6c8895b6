-- Reminders and escalation of hazards 隐患提醒与升级, to the second, and the webhook that tells them to another system.
-- core/domain/hazardReminders.ts says of what, when and whom (rule HE-1); whether one still stands follows from the hazard and is not kept.

-- What a hazard is waiting for now and since when, by kind of rule HE-1: the due time while it is open, and the supervisor's side while it
-- is its turn. unsubmitted: the enterprise has it and did not submit. As whoever asks: the log is read under its policies.
create function app.hazard_terms(target integer, now_in text, due timestamptz)
  returns table (kind text, at timestamptz, unsubmitted boolean) language sql stable parallel safe as $$
  select 'hazard-due', due, now_in in ('dispatched', 'rectifying', 'extension-requested', 'rejected') where now_in not in ('closed', 'voided')
  union all
  select w.kind, (select e.at from public.hazard_event e where e.hazard = target and e.from_state is distinct from e.to_state order by e.n desc limit 1),
    false
  from (values ('reported', 'hazard-verify'), ('verified', 'hazard-dispatch'), ('extension-requested', 'hazard-extension'),
    ('pending-review', 'hazard-review')) w (state, kind)
  where w.state = now_in
$$;

alter table reminder
  add column hazard integer references hazard on delete cascade,
  add column counted_from timestamptz,
  drop constraint reminder_kind_check,
  add constraint reminder_kind_check check (kind in ('licence', 'certificate', 'equipment', 'insurance', 'drill', 'standardization', 'assessment',
    'gap', 'supervisor-gap', 'visit', 'override', 'hazard-due', 'hazard-verify', 'hazard-dispatch', 'hazard-extension', 'hazard-review')),
  drop constraint reminder_side_check,
  add constraint reminder_side_check check (side in ('enterprise', 'grid', 'department', 'district', 'leader')),
  drop constraint reminder_once,
  add constraint reminder_once unique nulls not distinct (enterprise, kind, subject, last_day, side, days, counted_from),
  add constraint reminder_of_hazard check (case when kind like 'hazard-%'
    then hazard is not null and counted_from is not null and subject = hazard::text and last_day = app.day_of(counted_from)
    else num_nonnulls(hazard, counted_from) = 0 and side <> 'leader' end),
  -- Never before its step is reached.
  add constraint reminder_reached check (counted_from is null or counted_from + make_interval(hours => days * 24) <= made_at);
comment on column reminder.hazard is 'the hazard it is of; null where it is of the file of the enterprise';
comment on column reminder.counted_from is 'the moment from which its days count, each 24 hours: the due time, or since when the hazard waits';
create index reminder_hazard on reminder (hazard) where hazard is not null;

-- A hazard is told to the leader too; a demo identity of the government's side stands for both posts that are.
create or replace function app.is_reminded(side text) returns boolean language sql stable parallel safe
  return coalesce(case side
    when 'enterprise' then app.role() = 'enterprise' and coalesce(app.post(), 'safety-manager') = 'safety-manager'
    when 'grid' then app.role() = 'grid' and coalesce(app.post(), 'grid-chief') = 'grid-chief'
    when 'department' then app.role() = 'department' and coalesce(app.post(), 'department-officer') = 'department-officer'
    when 'district' then app.role() = 'government' and coalesce(app.post(), 'duty-officer') = 'duty-officer'
    when 'leader' then app.role() = 'government' and coalesce(app.post(), 'leader') = 'leader' end, false);

create or replace function app.unsaid_reminders(target integer) returns setof integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id from account a join post p on p.account = a.id join reminder r on case p.kind
      when 'safety-manager' then r.side = 'enterprise' and r.enterprise = p.enterprise
      when 'grid-chief' then r.side = 'grid' and r.grid = any (p.grids)
      when 'department-officer' then r.side = 'department' and r.department = p.department
      when 'duty-officer' then r.side = 'district'
      when 'leader' then r.side = 'leader' else false end
  where a.id = target and a.state = 'active' and a.email is not null and p.from_at <= app.now() and coalesce(p.until_at > app.now(), true)
    and not exists (select from reminder_reading d where d.reminder = r.id and d.reader = 'account ' || a.id)
    and not exists (select from reminder_letter l where l.account = a.id and r.id = any (l.reminders))
$$;

-- What another system is told: one row for each reminder of a hazard, made in the transaction that made the reminder.
create table reminder_webhook (
  reminder   integer primary key references reminder on delete cascade,
  delivery   uuid not null unique default gen_random_uuid(),
  body       jsonb not null,
  attempts   integer not null default 0 check (attempts >= 0),
  held_until timestamptz,
  next_at    timestamptz,
  error      text check (length(error) between 1 and 200),
  sent_at    timestamptz,
  constraint reminder_webhook_sent check (sent_at is null or num_nonnulls(held_until, next_at, error) = 0)
);
comment on table reminder_webhook is 'A reminder of a hazard that is sent to the address WEBHOOK_URL, with what was said; no people, no phones';
comment on column reminder_webhook.delivery is 'the same each time it is tried, so that whoever hears it twice knows';
comment on column reminder_webhook.held_until is 'until then the process that sends it is left alone; one that died lets go of it by that';
comment on column reminder_webhook.error is 'why the latest attempt failed; it is tried again at next_at';
create index reminder_webhook_waiting on reminder_webhook (reminder) where sent_at is null;
select app.audit_table('reminder_webhook', 'reminder');
alter table reminder_webhook enable row level security;
-- The system administrator sees how it goes, never what was said.
create policy own on reminder_webhook for select to anjian_actor using ((select app.role()) = 'system');
grant select (reminder, attempts, held_until, next_at, error, sent_at) on reminder_webhook to anjian_actor;

-- Writes down what is reached now and was not told yet: of the steps that a side has reached the latest, once. `rule` is HE-1: its code, its
-- steps, and whose turn it is in each state. Answers with how many are new and the seconds until the next step is reached, if one is.
-- A step goes to whoever is there: without a grid to the department, without both to the district; of a major hazard the body that
-- supervises it, and while none does the department that leads.
create function app.remind_hazards(rule jsonb, hooked boolean, out made integer, out wait double precision)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  now constant timestamptz := app.now();
begin
  with step as (select * from jsonb_to_recordset(rule -> 'steps') s (kind text, side text, days integer, grade text)),
  reached as materialized (
    select h.id as hazard, h.enterprise, t.kind, t.at, s.days, t.at + make_interval(hours => s.days * 24) as moment, case
        when s.side in ('enterprise', 'leader') or s.side = 'grid' and h.grid is not null then s.side
        when s.side = 'body' and h.supervising = 0 or h.department is null then 'district'
        else 'department' end as side
    from hazard h
    cross join lateral app.hazard_terms(h.id, h.state, h.due_at) t
    join step s on s.kind = t.kind and coalesce((s.grade = 'major') = h.major, true) and (s.side <> 'enterprise' or t.unsubmitted)
    where h.closed_at is null and h.state <> 'voided'),
  due as (
    select distinct on (hazard, kind, side) * from reached where moment <= now order by hazard, kind, side, days desc),
  fresh as (
    insert into reminder (enterprise, hazard, kind, subject, section, last_day, counted_from, side, days)
    select enterprise, hazard, kind, hazard::text, 'hazards', app.day_of(at), at, side, days from due
    where not exists (select from reminder r where r.hazard = due.hazard and r.kind = due.kind and r.side = due.side and r.days = due.days
      and r.counted_from = due.at)
    order by due.enterprise, due.kind, due.hazard, due.side
    on conflict on constraint reminder_once do nothing
    returning *),
  hook as (
    insert into reminder_webhook (reminder, body)
    select f.id, jsonb_build_object('event', 'hazard-reminder', 'rule', rule ->> 'code', 'kind', f.kind, 'side', f.side, 'days', f.days,
      'countedFrom', app.iso(f.counted_from), 'madeAt', app.iso(f.made_at), 'turn', rule -> 'turns' -> h.state, 'grid', f.grid,
      'department', f.department, 'enterprise', jsonb_build_object('id', e.id, 'name', e.name),
      'hazard', jsonb_build_object('id', h.id, 'state', h.state, 'major', h.major, 'dueAt', app.iso(h.due_at), 'path', '/hazards/' || h.id))
    from fresh f join hazard h on h.id = f.hazard join enterprise e on e.id = f.enterprise
    where hooked)
  select (select count(*) from fresh), (select extract(epoch from min(r.moment) - now) from reached r where r.moment > now) into made, wait;
end $$;

-- Whether what a reminder of a hazard says is still so.
create function app.hazard_reminder_stands(r reminder) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from hazard h cross join lateral app.hazard_terms(h.id, h.state, h.due_at) t
    where h.id = r.hazard and t.kind = r.kind and t.at = r.counted_from and (r.side <> 'enterprise' or t.unsubmitted))
$$;
-- Takes the next one to be sent by whoever asks, and by nobody else for some minutes; null where there is none. What was settled before it
-- could be sent is dropped.
create function app.hold_webhook(out target integer, out delivery uuid, out body text, out attempt integer, out at timestamptz)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  at := app.now();
  delete from reminder_webhook w using reminder r
  where r.id = w.reminder and w.sent_at is null and coalesce(w.held_until <= at, true) and not app.hazard_reminder_stands(r);
  select w.reminder into target from reminder_webhook w
  where w.sent_at is null and coalesce(w.held_until <= at, true) and coalesce(w.next_at <= at, true)
  order by w.reminder limit 1 for update skip locked;
  update reminder_webhook w set held_until = hold_webhook.at + interval '2 minutes', next_at = null, attempts = w.attempts + 1
  where w.reminder = target returning w.delivery, w.body::text, w.attempts into delivery, body, attempt;
end $$;
-- Says how sending went: why it failed and after how long it is tried again, or nothing. Whoever was given up is not heard.
create function app.end_webhook(target integer, tried integer, failure text, pause interval) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update reminder_webhook set held_until = null, error = failure, sent_at = case when failure is null then app.now() end,
    next_at = case when failure is not null then app.now() + pause end
  where reminder = target and attempts = tried and sent_at is null
$$;

revoke execute on function app.remind_hazards, app.hazard_reminder_stands, app.hold_webhook, app.end_webhook from public;
grant execute on function app.remind_hazards, app.hold_webhook, app.end_webhook to anjian_session;
