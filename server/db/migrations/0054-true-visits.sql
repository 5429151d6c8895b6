-- A visit that counts says what was seen and that somebody was there; plans lie ahead, and are told to the enterprise when they begin.

alter table inspection
  add column no_check_in text check (length(trim(no_check_in)) between 1 and 200),
  add column authority text check (length(authority) between 1 and 200),
  add constraint inspection_no_check_in check (no_check_in is null or request is not null and checked_in_at is null);
comment on column inspection.no_check_in is 'why nobody checked in, where nobody did';
comment on column inspection.authority is 'unit or grid of the post by which it was begun; null for the district, and where it was begun before this was kept';
grant insert (no_check_in), update (no_check_in) on inspection to anjian_actor;

-- By which unit somebody inspects is never taken from whoever asks.
create function app.sign_authority() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.authority := coalesce((select d.name from department d where d.id = app.department()),
    (select string_agg(g.name, '、' order by g.code) from grid g where app.role() = 'grid' and g.id = any (app.grids())), app.posted_at(app.account()));
  return new;
end $$;
create trigger a_sign_authority before insert on inspection for each row when (current_user = 'anjian_actor') execute function app.sign_authority();

-- What is finished counts as a visit: every item was answered, or what was seen is written down; somebody checked in, or says why not; what
-- is wrong and major became a hazard, or says why not. What was finished before stays. core/domain/inspectionFinish.ts holds the same.
create function app.finish_inspection() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.checklist is null and coalesce(new.note, '') !~ '\S' then perform app.refuse_inspection('nothing_seen'); end if;
  if exists (select from checklist_item c where c.checklist = new.checklist
      and not exists (select from inspection_answer a where a.inspection = new.id and a.item = c.id)) then
    perform app.refuse_inspection('unanswered');
  end if;
  if exists (select from inspection_answer a join checklist_item c on c.id = a.item
      where a.inspection = new.id and a.answer = 'wrong' and c.severity = 'major' and coalesce(a.note, '') !~ '\S'
        and not exists (select from hazard h where h.inspection = new.id and h.checklist_item = a.item and h.state <> 'voided')) then
    perform app.refuse_inspection('major_unsaid');
  end if;
  if new.checked_in_at is null and coalesce(new.no_check_in, '') !~ '\S' then perform app.refuse_inspection('no_check_in'); end if;
  return new;
end $$;
create trigger b_finish before update on inspection for each row
  when (old.state = 'open' and new.state = 'finished') execute function app.finish_inspection();

-- What a finding or a photograph shows is an item of the checklist: that one stays.
create function app.keep_checklist() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from hazard h where h.inspection = new.id and h.checklist_item is not null)
      or exists (select from document d where d.inspection = new.id and d.checklist_item is not null) then
    perform app.refuse_inspection('list_named');
  end if;
  return new;
end $$;
create trigger b_checklist before update on inspection for each row
  when (old.checklist is distinct from new.checklist) execute function app.keep_checklist();

-- One item may have more than one hazard, each in other words: the same twice is one that was reported twice.
create function app.take_item_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- of two at once the second waits here, and sees the first; before any row, as whoever acts on hazards does, else one waits in a ring
  perform app.take_hazards_turn();
  perform from inspection i where i.id = new.inspection for no key update;
  if exists (select from hazard h where h.inspection = new.inspection and h.checklist_item = new.checklist_item and h.state <> 'voided'
      and h.request is distinct from new.request and trim(h.description) = trim(new.description)) then
    perform app.refuse_inspection('item_twice');
  end if;
  return new;
end $$;
create trigger b_item_once before insert on hazard for each row
  when (current_user = 'anjian_actor' and new.inspection is not null and new.checklist_item is not null) execute function app.take_item_once();

-- What is signed includes why nobody checked in, where that is said; what was signed before stands as it was.
create or replace function app.inspection_content(target integer) returns jsonb language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('request', i.request, 'enterprise', i.enterprise, 'kind', i.kind, 'inspector', i.inspector,
    'deviceAt', app.instant(i.device_at), 'receivedAt', app.instant(i.received_at), 'note', i.note,
    'checkIn', case when i.checked_in_at is not null then jsonb_build_object('lng', st_x(i.checked_in_point), 'lat', st_y(i.checked_in_point),
      'accuracyM', i.accuracy_m, 'at', app.instant(i.checked_in_at)) end,
    'answers', (select coalesce(jsonb_agg(jsonb_build_object('item', a.item, 'answer', a.answer, 'note', a.note) order by a.item), '[]')
      from inspection_answer a where a.inspection = i.id),
    'findings', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description, 'major', h.major,
      'dueAt', app.instant(h.due_at), 'item', h.checklist_item) order by h.id), '[]') from hazard h where h.inspection = i.id))
    || case when i.no_check_in is not null then jsonb_build_object('noCheckIn', i.no_check_in) else '{}' end
  from inspection i where i.id = target
$$;

-- A plan begins today or later and lies within two years.
create function app.plan_ahead() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.from_on < app.day_of(app.now()) then perform app.refuse_inspection('plan_past'); end if;
  if new.until_on > app.day_of(app.now()) + interval '2 years' then perform app.refuse_inspection('plan_far'); end if;
  return new;
end $$;
create trigger a_ahead before insert on inspection_plan for each row when (current_user = 'anjian_actor') execute function app.plan_ahead();

-- An enterprise is told of a plan about itself from its first day on; of a self-check, which it has to make, at once.
create function app.plan_is_told(of_plan integer) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(app.role(), '') <> 'enterprise'
    or exists (select from inspection_plan p where p.id = of_plan and (p.kind = 'self' or p.from_on <= app.day_of(app.now())))
$$;
drop policy scope on inspection_target;
create policy scope on inspection_target for select to anjian_actor using (app.sees(enterprise, department, grid) and app.plan_is_told(plan));
drop policy scope on inspection_plan;
create policy scope on inspection_plan for select to anjian_actor using (case (select app.role())
  when 'government' then true
  when 'department' then department = (select app.department()) or exists (select from inspection_target t where t.plan = inspection_plan.id)
  when 'wall' then false
  when 'enterprise' then (kind = 'self' or from_on <= app.day_of(app.now())) and exists (select from inspection_target t where t.plan = inspection_plan.id)
  else exists (select from inspection_target t where t.plan = inspection_plan.id) end);

revoke execute on function app.sign_authority, app.finish_inspection, app.keep_checklist, app.take_item_once, app.plan_is_told from public;
grant execute on function app.plan_is_told to anjian_actor;
