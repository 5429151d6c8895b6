-- Lists and figures of the loop answer fast over millions of events: repeats are known with the hazard, and indexes hold what figures ask.

alter table hazard add column repeat_of integer;
comment on column hazard.repeat_of is 'the latest hazard before it of the same kind at the same enterprise, found within the year before it, neither voided; kept by trigger';
grant select (repeat_of) on hazard to anjian_actor;

create function app.year_before(moment timestamptz) returns timestamptz language sql stable parallel safe set search_path = ''
  return (moment at time zone 'Asia/Shanghai' - interval '1 year') at time zone 'Asia/Shanghai';

-- Changes of hazards come one after the other: each announces itself, and the layer's row is held until it is over. Who marks repeats takes
-- that turn first, else each would miss what the other adds; and who acts takes it before any hazard, else one would wait for the hazard
-- of another who waits for the turn.
create function app.take_hazards_turn() returns void language sql security definer set search_path = public, pg_temp as $$
  select from layer_version where layer = 'hazards' for no key update
$$;

-- Says anew of what each hazard of these enterprises and kinds, pair by pair, is the repeat.
create function app.mark_repeats(enterprises integer[], kinds text[]) returns void language sql security definer set search_path = public, pg_temp as $$
  update hazard h set repeat_of = found.before
  from (
    select a.id, case when lag(a.found_at) over alike > app.year_before(a.found_at) then lag(a.id) over alike end as before
    from unnest(enterprises, kinds) pair (enterprise, kind) join hazard a on a.enterprise = pair.enterprise and a.kind = pair.kind
    where a.state <> 'voided'
    window alike as (partition by a.enterprise, a.kind order by a.found_at, a.id)) found
  where h.id = found.id and h.repeat_of is distinct from found.before
$$;

create function app.keep_repeats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  enterprises integer[];
  kinds text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (select distinct enterprise, kind from new_rows where kind is not null and state <> 'voided') t;
  elsif tg_op = 'DELETE' then
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (select distinct enterprise, kind from old_rows where kind is not null and state <> 'voided') t;
  else
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (
      with moved as (
        select n.enterprise, n.kind, o.enterprise as enterprise_before, o.kind as kind_before from new_rows n join old_rows o using (id)
        where (n.enterprise, n.kind, n.found_at, n.state = 'voided') is distinct from (o.enterprise, o.kind, o.found_at, o.state = 'voided'))
      select enterprise, kind from moved where kind is not null
      union select enterprise_before, kind_before from moved where kind_before is not null) t;
    if enterprises is not null then
      update hazard h set repeat_of = null from new_rows n
      where h.id = n.id and h.repeat_of is not null and (n.kind is null or n.state = 'voided');
    end if;
  end if;
  if enterprises is null then return null; end if;
  perform app.take_hazards_turn(), app.mark_repeats(enterprises, kinds);
  return null;
end $$;
create trigger keep_repeats_insert after insert on hazard referencing new table as new_rows for each statement execute function app.keep_repeats();
create trigger keep_repeats_update after update on hazard referencing new table as new_rows old table as old_rows
  for each statement execute function app.keep_repeats();
create trigger keep_repeats_delete after delete on hazard referencing old table as old_rows for each statement execute function app.keep_repeats();

create function app.await_hazards_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.take_hazards_turn();
  return new;
end $$;
create trigger a_turn before insert on hazard_event for each row when (current_user = 'anjian_actor') execute function app.await_hazards_turn();
revoke execute on function app.take_hazards_turn, app.mark_repeats, app.keep_repeats, app.await_hazards_turn from public;

-- It follows from the rest: a change of it alone is none that is written down.
do $$
declare verb text;
begin
  foreach verb in array array['insert', 'update', 'delete', 'truncate'] loop
    execute format('drop trigger audit_%s on hazard', verb);
  end loop;
  perform app.audit_table('hazard', 'id', '{grid,department,class,risk,industry,cell,repeat_of}');
end $$;

-- The same of all hazards at once, for a book whose rows were brought past the triggers.
create function app.mark_all_repeats() returns void language sql security definer set search_path = public, pg_temp as $$
  update hazard h set repeat_of = found.before
  from (
    select a.id, case when a.kind is not null and a.state <> 'voided' and lag(a.found_at) over alike > app.year_before(a.found_at)
      then lag(a.id) over alike end as before
    from hazard a window alike as (partition by a.enterprise, a.kind, a.state = 'voided' order by a.found_at, a.id)) found
  where h.id = found.id and h.repeat_of is distinct from found.before
$$;
revoke execute on function app.mark_all_repeats from public;
alter table hazard disable trigger user; -- nothing else of them changes
select app.mark_all_repeats();
alter table hazard enable trigger user;

do $$
begin
  execute replace(pg_get_functiondef('app.rebuild_rollups'::regproc), '  delete from enterprise_count;', $new$  perform app.mark_all_repeats();
  delete from enterprise_count;$new$);
end $$;

create index hazard_repeated on hazard (found_at desc, id desc) include (enterprise, grid, department, state) where repeat_of is not null;
create index hazard_major on hazard (found_at desc, id desc) include (due_at, closed_at, state, enterprise, grid, department) where major;
-- Figures count by the index alone: with all that they and the policies ask of it.
drop index hazard_dispatched;
create index hazard_dispatched on hazard (dispatched_at desc, id desc) include (found_at, state, enterprise, grid, department) where dispatched_at is not null;
drop index hazard_closed;
create index hazard_closed on hazard (closed_at desc, id desc) include (found_at, due_at, submitted_at, state, enterprise, grid, department)
  where closed_at is not null;
drop index hazard_due;
create index hazard_due on hazard (due_at desc, id desc) include (closed_at, submitted_at, state, enterprise, grid, department, class, risk, industry);
drop index hazard_open;
create index hazard_open on hazard (due_at desc, id desc) include (found_at, major, source, enterprise, grid, department, class, risk, industry, state)
  where closed_at is null and state <> 'voided';
-- The longest wait for a review, among all that were ever submitted.
create index hazard_in_review on hazard (submitted_at, id) include (found_at, due_at, enterprise, grid, department, state)
  where closed_at is null and state = 'pending-review';
