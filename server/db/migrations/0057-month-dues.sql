-- The end of a month tells what was true then: the due time that counts is the one in force at that end, by the log. An extension granted in
-- May changes nothing of what was overdue at the end of April. What is due now stays hazard.due_at; a hazard keeps the due times before it
-- that were in force at the end of a month, and the roll-ups and the rows of past months are counted by them.

create type app.past_due as (due_at timestamptz, until timestamptz);
comment on type app.past_due is 'A due time that was in force before `until`, when the log set another';

alter table hazard
  add column past_dues app.past_due[],
  add column due_since timestamptz generated always as ((past_dues[array_upper(past_dues, 1)]).until) stored;
comment on column hazard.past_dues is
  'due times before due_at that were in force at the end of a month of China after it was found, the earliest first; kept by trigger from the log';
comment on column hazard.due_since is 'since when due_at is in force, where another was at the end of a month; null where none was';

-- The due times that a log set before the last one, less those that no end of a month since `found` saw. At a moment the last one set at or
-- before it is in force; the first one has been from the beginning.
create function app.past_dues_of(target integer, found timestamptz) returns app.past_due[]
language sql stable set search_path = public, pg_temp as $$
  with said as (
    select n, due_at, min(at) over (order by n rows between 1 following and unbounded following) as until
    from hazard_event where hazard = target and due_at is not null and act in ('report', 'record', 'dispatch', 'grant-extension')),
  seen as (
    select n, due_at, until, app.month_of(until - interval '1 microsecond') as till,
      lag(app.month_of(until - interval '1 microsecond'), 1, app.month_of(found)) over (order by n) as since
    from said),
  kept as (select *, lead(due_at) over (order by n) as next from seen where until is null or (till > since and till > app.month_of(found)))
  select array_agg(row(due_at, until)::app.past_due order by n) from kept where until is not null and due_at <> next
$$;

-- Each due time with the first month at whose end it was in force and the first at whose end it no longer was; null without such a bound.
-- One before the finding, as that is known now, is none.
create function app.dues_by_month(due timestamptz, past app.past_due[], found timestamptz)
  returns table (due_at timestamptz, since date, till date) language sql immutable parallel safe as $$
  select due, null::date, null::date where past is null
  union all
  select d.due_at, lag(d.till) over (order by d.till), d.till
  from (
    select p.due_at, app.month_of(p.until - interval '1 microsecond') as till from unnest(past) p where p.due_at >= found
    union all select due, null) d
  where past is not null
$$;

-- As before, but due times count where they were in force at the end of their month, and overdue is who was by the one of each end: settled
-- takes back what is no longer overdue because another came into force, and gives where one that had passed did.
create or replace function app.hazard_sums(source text) returns text[] language sql immutable set search_path = '' as $$
  select array[$sql$
    insert into hazard_month as kept
    select grouping(cell, grid, department, class, risk, division), coalesce(cell, 0), month, coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''),
      sum(recorded), sum(found), sum(closed), sum(due), sum(on_time), sum(settled), sum(open)
    from (
      select coalesce(h.grid, 0) as grid, coalesce(h.department, 0) as department, coalesce(h.class, '') as class,
        coalesce(h.risk, 0::smallint) as risk, coalesce(left(h.industry, 3), '') as division, coalesce(h.cell, 0) as cell, fact.*
      from ($sql$ || source || $sql$) h
      cross join lateral (select h.sign * (h.state <> 'voided')::int as kept, h.sign * (h.closed_at is not null)::int as done,
        coalesce(app.month_of(h.closed_at - interval '1 microsecond'), 'infinity') as gone) w
      cross join lateral (
        values (app.month_of(h.found_at), h.sign, w.kept, 0, 0, 0, 0, 0),
          (app.month_of(h.closed_at), 0, 0, w.done, 0, 0, 0, 0),
          (app.month_of(h.due_at), 0, 0, 0, 0, 0, 0, w.kept - w.done)
        union all
        select part.*
        from app.dues_by_month(h.due_at, h.past_dues, h.found_at) d
        cross join lateral (select app.month_of(d.due_at) as due, coalesce(d.since, '-infinity') as since,
          least(d.till, w.gone) as till, coalesce(d.till, 'infinity') as other) m
        cross join lateral (select m.due >= m.since and m.due < m.other as counts, m.since > m.due and m.till > m.since as enters) is_so
        cross join lateral (values
          (case when counts then m.due end, 0, 0, 0, w.kept, w.done * coalesce(h.closed_at <= d.due_at, false)::int, 0, 0),
          (case when enters then m.since end, 0, 0, 0, 0, 0, -w.kept, 0),
          (nullif(case when counts then greatest(m.due, m.till) when enters then m.till end, 'infinity'), 0, 0, 0, 0, 0, w.kept, 0)) part
      ) fact (month, recorded, found, closed, due, on_time, settled, open)
      where fact.month is not null
    ) part
    group by month, grouping sets ((class, risk), (department, class, risk), (grid, class, risk), (class, risk, division),
      (grid, department, class, risk), (cell, grid))
    having (sum(recorded), sum(found), sum(closed), sum(due), sum(on_time), sum(settled), sum(open)) <> (0, 0, 0, 0, 0, 0, 0)
    order by 1, 8, 2, 4, 5, 6, 7, 3
    on conflict (lens, division, cell, grid, department, class, risk, month) do update set
      recorded = kept.recorded + excluded.recorded, found = kept.found + excluded.found, closed = kept.closed + excluded.closed,
      due = kept.due + excluded.due, on_time = kept.on_time + excluded.on_time, settled = kept.settled + excluded.settled,
      open = kept.open + excluded.open $sql$,
  $sql$
    insert into hazard_day as kept
    select 32 + grouping(grid, department, class, risk, division), day, coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''), sum(due), sum(on_time), sum(open)
    from (
      select coalesce(h.grid, 0) as grid, coalesce(h.department, 0) as department, coalesce(h.class, '') as class,
        coalesce(h.risk, 0::smallint) as risk, coalesce(left(h.industry, 3), '') as division, app.day_of(h.due_at) as day,
        h.sign as due, h.sign * coalesce(h.closed_at <= h.due_at, false)::int as on_time, h.sign * (h.closed_at is null)::int as open
      from ($sql$ || source || $sql$) h where h.state <> 'voided'
    ) part
    group by day, grouping sets ((class, risk), (grid, class, risk), (department, class, risk), (division))
    having (sum(due), sum(on_time), sum(open)) <> (0, 0, 0)
    order by 1, 7, 3, 4, 5, 6, 2
    on conflict (lens, division, grid, department, class, risk, day) do update set
      due = kept.due + excluded.due, on_time = kept.on_time + excluded.on_time, open = kept.open + excluded.open $sql$]
$$;
comment on column hazard_month.due is 'due in the month by the due time in force at its end';
comment on column hazard_month.on_time is 'of due, closed at or before the due moment';
comment on column hazard_month.settled is
  'closed, or given another due time, and from the end of this month on no longer overdue, less those overdue from there on by a due time '
  'of an earlier month; due less settled, summed up to a month, is what was overdue at its end';
comment on column hazard_month.open is 'due in the month by the due time in force now, and still open';

-- Writes what logs come to into their hazards; begins a hazard of its own for what came back.
create or replace function app.follow_hazard_log() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
    dispatched_at = f.dispatched_at, submitted_at = f.submitted_at, supervising = f.supervising, stopped = f.stopped, revisit_on = f.revisit_on,
    past_dues = f.past_dues
  from (select c.*, app.past_dues_of(c.hazard, b.found_at) as past_dues from app.hazards_folded(touched) c join hazard b on b.id = c.hazard) f
  where h.id = f.hazard and (h.state, h.major, h.kind, h.due_at, h.closed_at, h.events, h.dispatched_at, h.submitted_at, h.supervising, h.stopped,
      h.revisit_on, h.past_dues)
    is distinct from (f.state, f.major, f.kind, f.due_at, f.closed_at, f.events, f.dispatched_at, f.submitted_at, f.supervising, f.stopped,
      f.revisit_on, f.past_dues);
  insert into hazard (request, enterprise, source, major, kind, description, found_at, due_at, changed_at, changed_by, rebound_of)
  select e.request, h.enterprise, 'patrol', h.major, h.kind, h.description, e.at, e.due_at, e.at, e.person, h.id
  from new_rows e join hazard h on h.id = e.hazard where e.act = 'rebound';
  return null;
end $$;

-- What is changed or deleted beside the loop, by an import or its undoing, is a record of its own.
create or replace function app.record_hazard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
  if found or exists (select from new_rows n join old_rows o using (id) where n.found_at <> o.found_at) then
    update hazard h set events = f.events, past_dues = f.past_dues
    from (select c.hazard, c.events, app.past_dues_of(c.hazard, b.found_at) as past_dues
      from app.hazards_folded(array(select id from new_rows)) c join hazard b on b.id = c.hazard) f
    where h.id = f.hazard and (h.events, h.past_dues) is distinct from (f.events, f.past_dues);
  end if;
  return null;
end $$;

-- They follow from the rest: a change of them alone is none that is written down.
do $$
declare verb text;
begin
  foreach verb in array array['insert', 'update', 'delete', 'truncate'] loop
    execute format('drop trigger audit_%s on hazard', verb);
  end loop;
  perform app.audit_table('hazard', 'id', '{grid,department,class,risk,industry,cell,repeat_of,past_dues}');
end $$;

-- The same of all hazards at once, for a book whose rows were brought past the triggers.
create function app.mark_all_dues() returns void language sql security definer set search_path = public, pg_temp as $$
  update hazard h set past_dues = f.past_dues
  from (
    select b.id, case when moved.hazard is not null then app.past_dues_of(b.id, b.found_at) end as past_dues
    from hazard b left join (
      select hazard from hazard_event where due_at is not null and act in ('report', 'record', 'dispatch', 'grant-extension')
      group by hazard having min(due_at) < max(due_at)) moved on moved.hazard = b.id
    where moved.hazard is not null or b.past_dues is not null) f
  where h.id = f.id and h.past_dues is distinct from f.past_dues
$$;
revoke execute on function app.past_dues_of, app.mark_all_dues from public;
alter table hazard disable trigger user; -- nothing else of them changes, and the sums follow
alter table hazard enable trigger roll_up_update;
select app.mark_all_dues();
alter table hazard enable trigger user;

do $$
begin
  execute replace(pg_get_functiondef('app.rebuild_rollups'::regproc), 'perform app.mark_all_repeats();',
    'perform app.mark_all_repeats(), app.mark_all_dues();');
end $$;

-- Rows of a past month are counted by the index alone where their due time stayed; the others, few, are found by when it changed.
drop index hazard_due;
create index hazard_due on hazard (due_at desc, id desc)
  include (closed_at, submitted_at, due_since, state, enterprise, grid, department, class, risk, industry);
create index hazard_due_since on hazard (due_since, found_at) where due_since is not null;
drop index hazard_enterprise;
create index hazard_enterprise on hazard (enterprise, found_at desc, id desc) include (due_at, closed_at, due_since, state, grid, department);
