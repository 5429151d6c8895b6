-- Class A, B, C: a person may override it, with a reason and until a day; it is worked out anew whenever one of its inputs changes, by
-- hand, by an import or because time passes, in the same transaction or by a sweep, and each change is listed with what brought it about.

-- An override holds to the end of its last day, by the calendar of China; how, by whom and until when is asked of each from now on.
alter table enterprise
  add column class_override_until date,
  add column class_override_by text,
  add column class_override_at timestamptz;
update enterprise set class_override_until = (changed_at at time zone 'Asia/Shanghai')::date + 365, class_override_by = changed_by,
  class_override_at = changed_at where class_override is not null;
alter table enterprise
  add constraint enterprise_override_whole check (num_nulls(class_override, class_override_until, class_override_by, class_override_at) in (0, 4)),
  add constraint enterprise_override_until check (class_override_until between (class_override_at at time zone 'Asia/Shanghai')::date
    and ((class_override_at at time zone 'Asia/Shanghai')::date + interval '1 year')::date);
comment on column enterprise.class_override_until is 'last day on which the override holds; a sweep ends it once that is over';
grant select (class_override_until, class_override_by, class_override_at) on enterprise to anjian_actor;
create index enterprise_overridden on enterprise (class_override_until) where class_override is not null;
-- Whom time passing may take a step from, or give one.
create index enterprise_stepped on enterprise (id) where class_reasons @> '{veto-within-12-months}';
create index enterprise_vetoed on enterprise (vetoed_at) where vetoed_at is not null;
create index accident_day on accident (happened_on);

-- Rule CL-1, as core/domain/enterpriseClass.ts has it; a test holds both equal. Each is one expression, which the planner writes into the
-- query that asks. Null is false: a fact that is not filled in speaks for no class.
create function app.class_letter(high_risk boolean, crowded boolean, staff integer, risk smallint, major boolean, vetoed boolean) returns text
  language sql immutable parallel safe
  return (array['A', 'A', 'B', 'C'])[case when high_risk or major or risk <= 2 then 2 when risk = 3 or crowded or staff > 100 then 3 else 4 end
    - case when vetoed then 1 else 0 end];
create function app.class_reasons(high_risk boolean, crowded boolean, staff integer, risk smallint, major boolean, vetoed boolean) returns text[]
  language sql immutable parallel safe
  return coalesce(nullif(case
    when high_risk or major or risk <= 2 then array_remove(array[case when high_risk then 'high-risk' end,
      case when major then 'major-hazard-source' end, case when risk <= 2 then 'risk-red-orange' end], null)
    else array_remove(array[case when risk = 3 then 'risk-yellow' end, case when crowded then 'crowded' end,
      case when staff > 100 then 'staff-over-100' end], null) end
    || case when vetoed then '{veto-within-12-months}' else '{}' end::text[], '{}'), '{none-apply}');
-- An event steps the class up after this moment and up to now: a year ago by the calendar of China.
create function app.veto_after() returns timestamptz language sql stable parallel safe
  return ((app.now() at time zone 'Asia/Shanghai') - interval '1 year') at time zone 'Asia/Shanghai';
-- What hangs on an enterprise and decides its class: the worst level of its risk points, whether it has a major hazard source, whether an
-- event happened within twelve months. A table function without settings, which the planner writes into the query that asks.
create function app.class_inputs(of_enterprise integer, vetoed_at timestamptz) returns table (worst smallint, major boolean, vetoed boolean)
  language sql stable as $$
  select (select min(p.level) from public.risk_point p where p.enterprise = class_inputs.of_enterprise),
    exists (select from public.hazard_source s where s.enterprise = class_inputs.of_enterprise and s.level is not null),
    coalesce(class_inputs.vetoed_at > app.veto_after() and class_inputs.vetoed_at <= app.now(), false)
      or exists (select from public.accident a where a.enterprise = class_inputs.of_enterprise
        and a.happened_on::timestamp at time zone 'Asia/Shanghai' > app.veto_after() and a.happened_on::timestamp at time zone 'Asia/Shanghai' <= app.now())
  offset 0
$$;
create or replace function app.class_of(e enterprise) returns table (class text, reasons text[]) language sql stable set search_path = public, pg_temp as $$
  select app.class_letter(e.high_risk, e.crowded, e.staff, e.risk, k.major, k.vetoed), app.class_reasons(e.high_risk, e.crowded, e.staff, e.risk, k.major, k.vetoed)
  from app.class_inputs(e.id, e.vetoed_at) k
$$;

-- All at once, by the risk points as they are; each id is named once.
create or replace function app.reclassify(targets integer[]) returns void language sql set search_path = public, pg_temp as $$
  update enterprise e set class_computed = found.class, class_rule = 'CL-1', class_reasons = found.reasons
  from (select o.id, app.class_letter(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as class,
      app.class_reasons(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as reasons
    from enterprise o cross join lateral app.class_inputs(o.id, o.vetoed_at) k where o.id = any (targets)) found
  where e.id = found.id and (e.class_computed, e.class_rule, e.class_reasons) is distinct from (found.class, 'CL-1', found.reasons)
$$;

-- Whoever fills a book as steward with classes that are right in the end says that they wait, so that they do not go up and down on the way.
create function app.classes_wait() returns boolean language sql stable
  return coalesce(current_setting('app.classes_wait', true), '') = 'on' and current_setting('role') = 'anjian_steward';

-- Risk points changed: colour and class in one update.
create or replace function app.colour_enterprise() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids integer[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else select array_agg(distinct enterprise) into ids from (select enterprise from new_rows union select enterprise from old_rows) t; end if;
  if app.classes_wait() then
    update enterprise e set risk = k.worst
    from enterprise o cross join lateral app.class_inputs(o.id, o.vetoed_at) k
    where o.id = any (ids) and e.id = o.id and e.risk is distinct from k.worst;
    return null;
  end if;
  update enterprise e set risk = found.worst, class_computed = found.class, class_rule = 'CL-1', class_reasons = found.reasons
  from (select o.id, k.worst, app.class_letter(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as class,
      app.class_reasons(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as reasons
    from enterprise o cross join lateral app.class_inputs(o.id, o.vetoed_at) k where o.id = any (ids)) found
  where e.id = found.id
    and (e.risk, e.class_computed, e.class_rule, e.class_reasons) is distinct from (found.worst, found.class, 'CL-1', found.reasons);
  return null;
end $$;

-- Facts of the enterprise itself changed. Risk is written with the class above.
create function app.reclassify_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids integer[];
begin
  select array_agg(n.id) into ids from new_rows n join old_rows o using (id)
  where (n.staff, n.crowded, n.high_risk, n.vetoed_at) is distinct from (o.staff, o.crowded, o.high_risk, o.vetoed_at);
  if ids is not null then perform app.reclassify(ids); end if;
  return null;
end $$;
create trigger reclassify_changed after update on enterprise referencing new table as new_rows old table as old_rows
  for each statement execute function app.reclassify_changed();

-- An imported enterprise has nothing that hangs on it yet: its own row says all. A million rows pass here, so the few cases are written
-- out instead of asking the functions above; a test holds both equal.
create function app.classify_imported() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.class_rule := 'CL-1';
  if new.high_risk then
    new.class_computed := 'A'; new.class_reasons := '{high-risk}';
  elsif new.crowded and new.staff > 100 then
    new.class_computed := 'B'; new.class_reasons := '{crowded,staff-over-100}';
  elsif new.crowded then
    new.class_computed := 'B'; new.class_reasons := '{crowded}';
  elsif new.staff > 100 then
    new.class_computed := 'B'; new.class_reasons := '{staff-over-100}';
  else
    new.class_computed := 'C'; new.class_reasons := '{none-apply}';
  end if;
  return new;
end $$;
create trigger classify_imported before insert on enterprise for each row
  when (new.source = 'import' and new.class_computed is null and new.risk is null and new.vetoed_at is null) execute function app.classify_imported();

-- Hazard sources came, went, or have another level; what changes their substances changes their sums.
create function app.reclassify_by_sources() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids integer[];
begin
  if app.classes_wait() then return null; end if;
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else
    select array_agg(distinct moved.enterprise) into ids from new_rows n join old_rows o using (id)
    cross join lateral (values (n.enterprise), (o.enterprise)) moved (enterprise)
    where (n.enterprise, n.level is null) is distinct from (o.enterprise, o.level is null);
  end if;
  if ids is not null then perform app.reclassify(ids); end if;
  return null;
end $$;
create trigger reclassify_insert after insert on hazard_source referencing new table as new_rows
  for each statement execute function app.reclassify_by_sources();
create trigger reclassify_update after update on hazard_source referencing new table as new_rows old table as old_rows
  for each statement execute function app.reclassify_by_sources();
create trigger reclassify_delete after delete on hazard_source referencing old table as old_rows
  for each statement execute function app.reclassify_by_sources();
-- What was there before this has its class, too.
select app.reclassify(array(select id from enterprise where class_computed is null));

-- What changed a class beside a person's change of facts; of such a change the fields may be none.
alter table enterprise_change
  add column cause text constraint enterprise_change_cause check (cause in ('override', 'override-lifted', 'override-ended', 'event-over', 'event-begun')),
  drop constraint enterprise_change_fields,
  add constraint enterprise_change_fields check (jsonb_typeof(fields) = 'object' and (fields <> '{}' or cause is not null));
comment on column enterprise_change.cause is 'why the class was looked at: a person overrode it or took that back, or time passed; null for a change of facts';

-- Who overrides a class: data stewards, and officers of the unit that leads, which is whom a department's scope lets see it. Upward and downward.
create function app.override_posts() returns text[] language sql immutable parallel safe return '{data-steward,department-officer}'::text[];

-- The override of an enterprise as it is told of, null where there is none.
create function app.told_override(e enterprise) returns jsonb language sql stable set search_path = public, pg_temp as $$
  select case when e.class_override is not null then jsonb_build_object('class', e.class_override, 'until', e.class_override_until) end
$$;
-- Keeps what changed the class of an enterprise, whose rows in the history from `last_history` on belong to it.
create function app.keep_class_change(former enterprise, cause text, said text, last_history bigint) returns jsonb
  language plpgsql set search_path = public, pg_temp as $$
declare
  latter enterprise;
  followed jsonb;
begin
  select * into strict latter from enterprise where id = former.id;
  followed := case when former.class is distinct from latter.class then jsonb_build_array(jsonb_build_object(
    'fact', 'class', 'id', null, 'subject', null, 'before', former.class, 'after', latter.class)) else '[]' end;
  insert into enterprise_change (enterprise, fields, consequences, note, cause, history_after, history_until)
  values (former.id, case when app.told_override(former) is distinct from app.told_override(latter)
      then jsonb_build_object('classOverride', jsonb_build_object('before', app.told_override(former), 'after', app.told_override(latter))) else '{}' end,
    followed, said, cause, last_history,
    (select coalesce(max(h.id), last_history) from history h where h.table_name = 'enterprise' and h.row_id = former.id));
  return followed;
end $$;
create function app.last_history(of_enterprise integer) returns bigint language sql stable set search_path = public, pg_temp as $$
  select coalesce(max(id), 0) from history where table_name = 'enterprise' and row_id = of_enterprise
$$;

-- The doors. The class it says must differ from what the rule says: else it is no override.
create function app.override_class(target integer, wanted text, said text, until date) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept enterprise;
  today constant date := (app.now() at time zone 'Asia/Shanghai')::date;
  last_history bigint;
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.acting_post() = any (app.override_posts()));
  select * into strict kept from enterprise where id = target for update;
  if length(trim(said)) not between 10 and 400 then
    raise exception 'a reason has 10 to 400 characters' using errcode = 'check_violation', constraint = 'override_reason';
  end if;
  if until is null or until not between today and (today + interval '1 year')::date then
    raise exception 'an override ends within a year' using errcode = 'check_violation', constraint = 'override_until';
  end if;
  if wanted is not distinct from kept.class_computed then
    raise exception 'the rule says the same' using errcode = 'check_violation', constraint = 'override_same';
  end if;
  last_history := app.last_history(target);
  update enterprise set class_override = wanted, class_override_reason = trim(said), class_override_until = until,
    class_override_by = coalesce(app.person(), session_user), class_override_at = app.now() where id = target;
  return app.keep_class_change(kept, 'override', trim(said), last_history);
end $$;
create function app.lift_class_override(target integer) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept enterprise;
  last_history bigint;
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.acting_post() = any (app.override_posts()));
  select * into strict kept from enterprise where id = target for update;
  if kept.class_override is null then
    raise exception 'nothing is overridden' using errcode = 'check_violation', constraint = 'override_none';
  end if;
  last_history := app.last_history(target);
  update enterprise set class_override = null, class_override_reason = null, class_override_until = null, class_override_by = null,
    class_override_at = null where id = target;
  perform app.reclassify(array[target]);
  return app.keep_class_change(kept, 'override-lifted', null, last_history);
end $$;

-- What time changes: overrides end, events are twelve months over, and dated ones begin. Says how many of each. It does only what the clock
-- says, so whoever calls it changes nothing of his own.
create function app.renew_classes(out ended integer, out stepped integer) language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today constant date := (app.now() at time zone 'Asia/Shanghai')::date;
  kept enterprise;
  last_history bigint;
begin
  ended := 0;
  stepped := 0;
  for kept in select * from enterprise where class_override is not null and class_override_until < today order by id for update loop
    last_history := app.last_history(kept.id);
    update enterprise set class_override = null, class_override_reason = null, class_override_until = null, class_override_by = null,
      class_override_at = null where id = kept.id;
    perform app.keep_class_change(kept, 'override-ended', null, last_history);
    ended := ended + 1;
  end loop;
  for kept in
    select e.* from enterprise e where e.id in (
        select id from enterprise where class_reasons @> '{veto-within-12-months}'
        union select id from enterprise where vetoed_at > app.veto_after() and vetoed_at <= app.now()
        union select enterprise from accident where happened_on between today - 367 and today)
      and (e.class_reasons @> '{veto-within-12-months}') <> (select k.vetoed from app.class_inputs(e.id, e.vetoed_at) k)
      and e.class_computed is not null order by e.id for update
  loop
    last_history := app.last_history(kept.id);
    perform app.reclassify(array[kept.id]);
    perform app.keep_class_change(kept, case when kept.class_reasons @> '{veto-within-12-months}' then 'event-over' else 'event-begun' end,
      null, last_history);
    stepped := stepped + 1;
  end loop;
end $$;

-- A grid or a unit as it is told of: by name and code; where it is gone, by what the history knows, else by its number.
create function app.told_owner(fact text, owner integer) returns text language sql stable set search_path = public, pg_temp as $$
  select case when owner is not null then coalesce(
    case fact when 'grid' then (select g.name || ' ' || g.code from grid g where g.id = owner) else (select d.name from department d where d.id = owner) end,
    (select concat_ws(' ', h.before ->> 'name', case fact when 'grid' then h.before ->> 'code' end) from history h
      where h.table_name = fact and h.row_id = owner order by h.id desc limit 1),
    owner::text) end
$$;
-- As before, and it tells that the enterprise came to another grid or unit, as it does where these are drawn or divided anew.
create or replace function app.file_events(target integer) returns table (id bigint, at timestamptz, by_whom text, source text, fields jsonb, consequences jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, h.changed_at, h.changed_by, case when exists (select from import i where h.changed_at in (i.made_at, i.undone_at)) then 'import'
    when differing.fields is null then 'derived' else 'person' end, differing.fields, followed.consequences
  from history h cross join lateral (
    select jsonb_object_agg(latter.key, case when latter.key = 'safetyManagerPhone' then '{"concealed": true}'
      else jsonb_build_object('before', former.value, 'after', latter.value) end) as fields
    from jsonb_each(app.kept_facts(h.after)) latter join jsonb_each(app.kept_facts(h.before)) former using (key)
    where latter.value is distinct from former.value) differing
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('fact', told.fact, 'id', null, 'subject', null, 'before', told.former, 'after', told.latter)
      order by told.place), '[]') as consequences
    from (values
      (1, 'grid', to_jsonb(app.told_owner('grid', (h.before ->> 'grid')::integer)), to_jsonb(app.told_owner('grid', (h.after ->> 'grid')::integer)),
        h.before -> 'grid' is distinct from h.after -> 'grid'),
      (2, 'department', to_jsonb(app.told_owner('department', (h.before ->> 'lead_department')::integer)),
        to_jsonb(app.told_owner('department', (h.after ->> 'lead_department')::integer)),
        h.before -> 'lead_department' is distinct from h.after -> 'lead_department'),
      (3, 'class', h.before -> 'class', h.after -> 'class', h.before -> 'class' is distinct from h.after -> 'class'),
      (4, 'risk', h.before -> 'risk', h.after -> 'risk', h.before -> 'risk' is distinct from h.after -> 'risk')
    ) told (place, fact, former, latter, differs) where told.differs and h.after is not null) followed
  where h.table_name = 'enterprise' and h.row_id = target and (differing.fields is not null or followed.consequences <> '[]')
    and app.sees_enterprise(target)
    and not exists (select from enterprise_change c where c.enterprise = target and h.id > c.history_after and h.id <= c.history_until)
$$;

-- As before, and documents among them.
drop index history_of_entry;
create index history_of_entry on history (((before ->> 'enterprise')::integer)) where table_name in ('enterprise_person', 'licence',
  'certificate', 'special_equipment', 'insurance', 'safety_fund', 'emergency_plan', 'penalty', 'accident', 'file_declaration', 'document');
create or replace function app.entry_events(target integer) returns table (id bigint, at timestamptz, act text, kind text, title text, by_whom text, source text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, event.at, event.act, h.table_name, coalesce(h.before ->> 'title', h.before ->> 'name', h.before ->> 'holder', h.before ->> 'number',
    h.before ->> 'policy', h.before ->> 'document', h.before ->> 'description', h.before ->> 'section', h.before ->> 'year'), event.by_whom, event.source
  from history h cross join lateral (values
    (case when h.after is null then 'dropped' else 'changed' end, h.changed_at, h.changed_by, 'person', true),
    ('added', (h.before ->> 'made_at')::timestamptz, h.before ->> 'made_by', h.before ->> 'source', h.after is null)
  ) event (act, at, by_whom, source, holds)
  where event.holds and h.table_name in ('enterprise_person', 'licence', 'certificate', 'special_equipment', 'insurance', 'safety_fund',
      'emergency_plan', 'penalty', 'accident', 'file_declaration', 'document') and (h.before ->> 'enterprise')::integer = target
    and app.sees_enterprise(target)
$$;

do $$
declare
  doors constant text[] := array['override_class', 'lift_class_override'];
  within constant text[] := array['class_inputs', 'reclassify_changed', 'classify_imported', 'reclassify_by_sources',
    'told_override', 'keep_class_change', 'last_history', 'renew_classes', 'told_owner', 'colour_enterprise'];
  target record;
begin
  for target in select p.oid::regprocedure as name, p.proname = any (doors) as is_door from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app' and p.proname = any (doors || within)
  loop
    execute format('revoke execute on function %s from public', target.name);
    if target.is_door then execute format('grant execute on function %s to anjian_actor', target.name); end if;
  end loop;
end $$;
-- The sweep asks for it; the owner of the trigger functions writes.
grant execute on function app.renew_classes to anjian_session;
grant execute on function app.class_inputs to anjian_actor, anjian_steward;
