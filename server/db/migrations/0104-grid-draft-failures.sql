-- A planned draft that cannot take effect on its day says so and why, and is not tried for ever.
--
-- What the book itself refuses (grids that changed meanwhile, a code that another grid has, whatever else is not allowed) will be refused in a minute, too: the
-- draft has failed at once. What passes (a lock, a time limit, a full disk, a server that stops) is tried again each minute, five times in all.

alter table grid_draft add column failing_since timestamptz, add column failed_as text, add column failed_detail text, add column tries integer not null default 0;
alter table grid_draft drop constraint grid_draft_state_check, drop constraint grid_draft_planned;
alter table grid_draft
  add constraint grid_draft_state_check check (state in ('open', 'planned', 'failed', 'effective', 'withdrawn')),
  add constraint grid_draft_planned check ((state in ('planned', 'failed', 'effective')) = (effective_on is not null)),
  add constraint grid_draft_failed_as check (failed_as in ('outdated', 'taken', 'refused', 'unfinished')),
  add constraint grid_draft_failing check ((failing_since is null) = (failed_as is null) and (failing_since is null) = (tries = 0)
    and (state <> 'failed' or failing_since is not null) and (failing_since is null or state in ('planned', 'failed'))),
  add constraint grid_draft_tries check (tries between 0 and 5 and (failed_as is distinct from 'unfinished' or (state = 'failed') = (tries = 5)));
comment on column grid_draft.failing_since is 'when it first did not take effect on its day';
comment on column grid_draft.failed_as is 'outdated: the grids are no longer those it was begun from; taken: a code is that of another grid; refused: the book does not allow it; unfinished: it could not be finished then';
comment on column grid_draft.failed_detail is 'what the database said, for whoever administers it';
comment on column grid_draft.tries is 'how often it was tried on and after its day';

create or replace function app.keep_draft() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or old.state in ('effective', 'withdrawn') or (new.id, new.request, new.base, new.made_at, new.made_by)
    is distinct from (old.id, old.request, old.base, old.made_at, old.made_by) or new.version <> old.version + 1 then
    raise exception 'refused: a draft stays what it is' using errcode = '23514', constraint = 'grid_draft_kept';
  end if;
  -- what is planned anew, taken back, given up or in effect has not failed any more; the record of changes has it
  if new.state not in ('planned', 'failed') or new.state = 'planned' and old.state <> 'planned' then
    new.failing_since := null;
    new.failed_as := null;
    new.failed_detail := null;
    new.tries := 0;
  end if;
  return new;
end $$;

-- Writes down that a planned draft whose day has come did not take effect. `code` and `fault`: SQLSTATE and constraint of what was raised.
create function app.fail_effect(of_draft integer, code text, fault text, detail text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  passing constant boolean := left(code, 2) in ('08', '25', '40', '53', '55', '57', '58');
  failed text := case when passing then 'unfinished' when code = 'base' then 'outdated' when fault = 'grid_code_key' then 'taken' else 'refused' end;
  drafted grid_draft;
begin
  select * into drafted from grid_draft d where d.id = of_draft for update;
  if drafted.state is distinct from 'planned' or drafted.effective_on > app.day_of(app.now()) then return; end if;
  if failed = 'outdated' and drafted.base = app.grids_digest() then return; end if;
  update grid_draft set state = case when passing and tries < 4 then 'planned' else 'failed' end, tries = tries + 1, failed_as = failed,
    failed_detail = left(detail, 500), failing_since = coalesce(failing_since, app.now()), version = version + 1
  where id = of_draft;
end $$;

-- Planned drafts whose day has come, the earliest first.
create function app.due_effects() returns setof integer language sql stable security definer set search_path = public, pg_temp as $$
  select d.id from grid_draft d where d.state = 'planned' and d.effective_on <= app.day_of(app.now()) order by d.effective_on, d.id
$$;

-- Lets one take effect, or writes down why it did not. What stops the whole statement (a time limit) is for the caller to write down.
create function app.try_effect(of_draft integer) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  code text;
  fault text;
  detail text;
begin
  begin
    if app.take_effect(of_draft) then return true; end if;
  exception when others then
    get stacked diagnostics code = returned_sqlstate, fault = constraint_name, detail = message_text;
  end;
  perform app.fail_effect(of_draft, coalesce(code, 'base'), fault, detail);
  return false;
end $$;
drop function app.take_due_effects();
revoke execute on function app.fail_effect, app.due_effects, app.try_effect from public;
grant execute on function app.fail_effect, app.due_effects, app.try_effect to anjian_session;

-- Whoever plans it for today has it at once, or is told that it cannot be; then it is not planned.
create or replace function app.take_today() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare fault text;
begin
  perform app.take_effect(new.id);
  return null;
exception when integrity_constraint_violation or data_exception then
  get stacked diagnostics fault = constraint_name;
  raise exception 'refused: % (%)', sqlerrm, fault using errcode = '23514',
    constraint = case fault when 'grid_code_key' then 'grid_draft_node_code_taken' else 'grid_draft_cannot' end;
end $$;
drop trigger take_today on grid_draft;
create trigger take_today after update of state on grid_draft for each row
  when (new.state = 'planned' and old.state in ('open', 'failed')) execute function app.take_today();

-- The outer border of a draft is judged by the measure of the proof of coverage: a pure function of shapes.
grant execute on function app.wide_parts to anjian_actor;
