-- The file of a major hazard source: its inventory is written by people, people around the plant may be counted by hand, and every
-- assessment is kept with the terms it came from (GB 18218-2018).
alter table hazard_source_substance
  add column reference smallint constraint substance_reference check (reference between 1 and 85),
  add column mixture text constraint substance_mixture check (mixture in ('pure', 'own')),
  add column mixture_reason text constraint substance_mixture_reason check (length(trim(mixture_reason)) between 2 and 200),
  add constraint substance_mixture_told check ((mixture is null) = (mixture_reason is null)),
  -- 'pure' counts as the chemical of table 1 that it holds or by that one's category; 'own' by its own class
  add constraint substance_mixture_class check (mixture is distinct from 'own' or (reference is null and category is not null));
comment on column hazard_source_substance.reference is 'number in table 1; null where a category of table 2 or the file that told it says Q';
comment on column hazard_source_substance.mixture is 'how a mixture counts, GB 18218-2018 4.2.3: as the pure one, or by its own class; null: no mixture';
-- A file that tells another Q than the table says counts by it no more.
create function app.forget_reference() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.reference := null;
  if new.mixture = 'pure' then
    new.mixture := null;
    new.mixture_reason := null;
  end if;
  return new;
end $$;
create trigger forget_reference before update of critical on hazard_source_substance for each row
  when (old.critical is distinct from new.critical and old.reference = new.reference) execute function app.forget_reference();

alter table hazard_source
  add column hand_people integer constraint hazard_source_hand_people check (hand_people between 0 and 1000000),
  add column hand_reason text constraint hazard_source_hand_reason check (length(trim(hand_reason)) between 10 and 400),
  add column hand_until date,
  add column hand_by text,
  add column hand_at timestamptz,
  add constraint hazard_source_hand check (num_nulls(hand_people, hand_reason, hand_by, hand_at) in (0, 4) and (hand_people is not null or hand_until is null));
comment on column hazard_source.alpha_people is 'people within 500 m outside the plant boundary as counted; null where no footprint is known';
comment on column hazard_source.hand_people is 'the same as somebody counted by hand: goes before the counted one until its last day is over';
comment on column hazard_source.provisional is '暂定: no footprint and no count by hand, so α could not be determined and 2.0, the safe side, is used';
grant select (reference, mixture, mixture_reason) on hazard_source_substance to anjian_actor;
grant select (hand_people, hand_reason, hand_until, hand_by, hand_at) on hazard_source to anjian_actor;

create function app.table_version() returns text language sql immutable parallel safe return 'GB 18218-2018';
comment on function app.table_version is 'edition of the tables by which Q, β, α and levels are told; core/domain/gb18218Tables.ts has the same';

-- ── α: people counted by hand go before those that the book counts ──
create function app.people_by_hand(s hazard_source) returns integer language sql stable set search_path = public, pg_temp
  return case when s.hand_until is null or app.end_of(s.hand_until) > app.now() then s.hand_people end;
create function app.people_weighed(s hazard_source) returns integer language sql stable set search_path = public, pg_temp
  return coalesce(app.people_by_hand(s), app.people_outside(s.enterprise));
comment on function app.people_weighed is 'people by which α of a source is told; null where nobody can say';

create or replace function app.count_around(plants integer[]) returns void language sql set search_path = public, pg_temp as $$
  update hazard_source s set alpha_people = n.around, alpha = app.alpha_of(n.used), provisional = n.used is null,
    r = app.alpha_of(n.used) * s.sum_weighted
  from (
    select k.id, plant.around, coalesce(app.people_by_hand(k), plant.around) as used
    from (select id, app.people_outside(id) as around from unnest(plants) id) plant join hazard_source k on k.enterprise = plant.id) n
  where s.id = n.id and (s.alpha_people, s.alpha, s.provisional) is distinct from (n.around, app.alpha_of(n.used), n.used is null)
$$;
create or replace function app.weigh_sources(targets integer[]) returns void language sql set search_path = public, pg_temp as $$
  update hazard_source s set alpha_people = found.around, alpha = app.alpha_of(found.used), provisional = found.used is null,
    sum_ratio = found.ratio, sum_weighted = found.weighted, r = app.alpha_of(found.used) * found.weighted
  from (
    select k.id, plant.around, coalesce(app.people_by_hand(k), plant.around) as used, sums.*
    from hazard_source k cross join lateral (select app.people_outside(k.enterprise) as around) plant cross join lateral (
      select sum(b.quantity / b.critical order by b.id) as ratio, sum(b.beta * (b.quantity / b.critical) order by b.id) as weighted
      from hazard_source_substance b where b.hazard_source = k.id) sums
    where k.id = any (targets)) found
  where s.id = found.id and (s.alpha_people, s.alpha, s.provisional, s.sum_ratio, s.sum_weighted)
    is distinct from (found.around, app.alpha_of(found.used), found.used is null, found.ratio, found.weighted)
$$;
-- What an import would come to is told by the same people.
do $$
declare target regprocedure;
begin
  foreach target in array array['app.warn_of_levels(import_stage)', 'app.warn_of_levels_lost(import_stage)']::regprocedure[] loop
    execute replace(pg_get_functiondef(target), 'app.alpha_of(app.people_outside(s.enterprise))', 'app.alpha_of(app.people_weighed(s))');
    if position('people_weighed' in pg_get_functiondef(target)) = 0 then raise exception 'nothing was replaced in %', target; end if;
  end loop;
end $$;

-- Writes a count by hand, or takes it back where `people` is null. `seen` is when the one that stands was made, null without one.
create function app.count_by_hand(source integer, people integer, said text, until date, seen timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept hazard_source;
  today constant date := app.day_of(app.now());
begin
  select * into kept from hazard_source s where s.id = source for update;
  perform app.refuse_unless(kept.id is not null and app.role() = 'government' and app.acting_post() = 'data-steward');
  if date_trunc('milliseconds', kept.hand_at) is distinct from seen then
    raise exception 'another count was written since' using errcode = 'check_violation', constraint = 'hand_unseen';
  end if;
  if people is null and kept.hand_people is null then
    raise exception 'nothing was counted by hand' using errcode = 'check_violation', constraint = 'hand_none';
  end if;
  if until not between today and (today + interval '3 years')::date then
    raise exception 'a count by hand ends within three years' using errcode = 'check_violation', constraint = 'hand_until';
  end if;
  update hazard_source s set hand_people = people, hand_reason = case when people is not null then trim(said) end,
    hand_until = case when people is not null then until end, hand_by = case when people is not null then coalesce(app.person(), session_user) end,
    hand_at = case when people is not null then app.now() end where s.id = source;
  perform app.count_around(array[kept.enterprise]);
end $$;
-- Counts by hand whose last day is over end, and α is told by the book again. Says how many.
create function app.end_hand_counts() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare plants integer[];
begin
  select array_agg(enterprise) into plants from (
    select s.enterprise from hazard_source s where app.end_of(s.hand_until) <= app.now() order by s.id for update) over;
  if plants is null then return 0; end if;
  update hazard_source s set hand_people = null, hand_reason = null, hand_until = null, hand_by = null, hand_at = null
  where app.end_of(s.hand_until) <= app.now();
  perform app.count_around(plants);
  return cardinality(plants);
end $$;

-- ── Who writes an inventory: data stewards, and safety managers for the own enterprise ──
create function app.writes_inventory(source integer) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select case app.role()
    when 'government' then app.acting_post() = 'data-steward' and exists (select from hazard_source s where s.id = source)
    when 'enterprise' then app.acting_post() = 'safety-manager'
      and exists (select from hazard_source s where s.id = source and s.enterprise = app.enterprise())
    else false end
$$;
create policy added on hazard_source_substance for insert to anjian_actor with check (app.writes_inventory(hazard_source));
create policy changed on hazard_source_substance for update to anjian_actor
  using (app.writes_inventory(hazard_source)) with check (app.writes_inventory(hazard_source));
grant insert (hazard_source, name, cas, category, quantity, critical, beta, beta_reason, reference, mixture, mixture_reason),
  update (name, cas, category, quantity, critical, beta, beta_reason, reference, mixture, mixture_reason)
  on hazard_source_substance to anjian_actor;
grant usage on sequence hazard_source_substance_id_seq to anjian_actor;

-- What an inventory says, as one word: whoever writes it tells which one was read. It tells nothing to those who may not know quantities.
create function app.inventory_seal(source integer) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when app.knows('inventories') then md5(coalesce(string_agg(row(b.id, b.name, b.cas, b.category, b.quantity, b.critical, b.beta,
    b.beta_reason, b.reference, b.mixture, b.mixture_reason)::text, '|' order by b.id), '')) end
  from hazard_source_substance b where b.hazard_source = source
$$;
-- One at a time, and nothing over what was not seen.
create function app.expect_inventory(source integer, seen text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.refuse_unless(app.writes_inventory(source));
  perform from hazard_source s where s.id = source for update;
  if app.inventory_seal(source) is distinct from seen then
    raise exception 'the inventory was changed since' using errcode = 'check_violation', constraint = 'inventory_unseen';
  end if;
end $$;
-- Takes a substance out; says whether it was there. Nobody deletes from the table itself.
create function app.drop_substance(source integer, substance integer, seen text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.expect_inventory(source, seen);
  delete from hazard_source_substance b where b.id = substance and b.hazard_source = source;
  return found;
end $$;

-- ── Every assessment is kept, with its terms ──
create table hazard_source_assessment (
  id             integer primary key generated by default as identity,
  hazard_source  integer not null references hazard_source on delete cascade,
  at             timestamptz not null default app.now(),
  reasons        text[] not null constraint assessment_reasons
    check (reasons <> '{}' and reasons <@ '{first,inventory,people,boundary,hand,table}'),
  table_version  text not null,
  sum_ratio      double precision,
  sum_weighted   double precision,
  people         integer,
  hand_people    integer,
  hand_reason    text,
  alpha          double precision not null,
  provisional    boolean not null,
  r              double precision,
  level          smallint,
  boundary       text,
  terms          jsonb not null,
  made_by        text not null default coalesce(app.person(), session_user)
);
comment on table hazard_source_assessment is 'Each time that S, α, R or what they come from changed: it only grows';
comment on column hazard_source_assessment.people is 'as the book counted them; hand_people go before, where there are any';
comment on column hazard_source_assessment.boundary is 'MD5 of the plant boundary; null where none was known';
comment on column hazard_source_assessment.terms is 'name, quantity (t), critical (t), beta of each substance';
create index assessment_of_source on hazard_source_assessment (hazard_source, id desc);

create function app.keep_assessments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- a source that goes takes its assessments along; nothing else does
  if tg_op = 'DELETE' and not exists (select from hazard_source s where s.id = old.hazard_source) then return old; end if;
  raise exception 'assessments are kept as they are' using errcode = 'check_violation', constraint = 'assessment_kept';
end $$;
create trigger keep_assessments before update or delete on hazard_source_assessment for each row execute function app.keep_assessments();

-- Keeps the assessment of a source as it is now, unless it is the one that was kept last; what differs says why there is another.
create function app.keep_assessment(source integer) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  s hazard_source;
  former hazard_source_assessment;
  latter hazard_source_assessment;
  by_hand integer;
begin
  select * into s from hazard_source k where k.id = source;
  if s.id is null or s.alpha is null then return; end if;
  select * into former from hazard_source_assessment a where a.hazard_source = source order by a.id desc limit 1;
  select coalesce(jsonb_agg(jsonb_build_object('name', b.name, 'quantity', b.quantity, 'critical', b.critical, 'beta', b.beta) order by b.id), '[]')
    into latter.terms from hazard_source_substance b where b.hazard_source = source;
  if former.id is null and latter.terms = '[]' then return; end if;
  select md5(st_asbinary(e.footprint)) into latter.boundary from enterprise e where e.id = s.enterprise;
  by_hand := app.people_by_hand(s);
  latter.reasons := case when former.id is null then '{first}' else array_remove(array[
    case when former.terms <> latter.terms or (former.sum_ratio, former.sum_weighted) is distinct from (s.sum_ratio, s.sum_weighted) then 'inventory' end,
    case when former.boundary is distinct from latter.boundary then 'boundary' end,
    case when former.boundary is not distinct from latter.boundary and former.people is distinct from s.alpha_people then 'people' end,
    case when (former.hand_people, former.hand_reason) is distinct from (by_hand, case when by_hand is not null then s.hand_reason end) then 'hand' end,
    case when former.table_version <> app.table_version() then 'table' end], null) end;
  if latter.reasons = '{}' then return; end if;
  insert into hazard_source_assessment (hazard_source, reasons, table_version, sum_ratio, sum_weighted, people, hand_people, hand_reason, alpha,
    provisional, r, level, boundary, terms)
  values (source, latter.reasons, app.table_version(), s.sum_ratio, s.sum_weighted, s.alpha_people, by_hand,
    case when by_hand is not null then s.hand_reason end, s.alpha, s.provisional, s.r, s.level, latter.boundary, latter.terms);
end $$;
-- At the end of each transaction, so that what is written in several statements is one assessment.
create function app.assess_source() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'hazard_source' then perform app.keep_assessment(new.id);
  elsif tg_table_name = 'enterprise' then perform app.keep_assessment(s.id) from hazard_source s where s.enterprise = new.id order by s.id;
  elsif tg_op = 'DELETE' then perform app.keep_assessment(old.hazard_source);
  else perform app.keep_assessment(new.hazard_source); end if;
  return null;
end $$;
create constraint trigger assess_source after insert or update of alpha_people, alpha, sum_ratio, sum_weighted, hand_people, hand_reason on hazard_source
  deferrable initially deferred for each row execute function app.assess_source();
create constraint trigger assess_source after insert or update or delete on hazard_source_substance
  deferrable initially deferred for each row execute function app.assess_source();
create constraint trigger assess_source after update of footprint on enterprise
  deferrable initially deferred for each row when (old.footprint is distinct from new.footprint) execute function app.assess_source();

alter table hazard_source_assessment enable row level security;
create policy scope on hazard_source_assessment for select to anjian_actor
  using (exists (select from hazard_source s where s.id = hazard_source_assessment.hazard_source));
create policy steward on hazard_source_assessment for select to anjian_steward using (true);
grant select (id, hazard_source, at, reasons, table_version, people, hand_people, hand_reason, alpha, provisional, level, made_by)
  on hazard_source_assessment to anjian_actor;
grant select (id, sum_ratio, sum_weighted, r, terms) on hazard_source_assessment to anjian_confidant;
grant select on hazard_source_assessment to anjian_steward;
create view assessment_inventory with (security_barrier) as
  select id as assessment, sum_ratio, sum_weighted, r, terms from hazard_source_assessment where (select app.knows('inventories'));
comment on view assessment_inventory is 'what tells of quantities in an assessment, for posts that may know them';
grant create on schema public to anjian_confidant;
alter view assessment_inventory owner to anjian_confidant;
revoke create on schema public from anjian_confidant;
grant select on assessment_inventory to anjian_actor;

-- That a source was assessed is nothing that was built on its import.
do $$
begin
  execute replace(pg_get_functiondef('app.undo_hindrances'::regproc), $old$'enterprise_alias'::regclass$old$,
    $new$'enterprise_alias'::regclass, 'hazard_source_assessment'::regclass$new$);
end $$;
-- What is on the books has its first.
select app.keep_assessment(s.id) from hazard_source s order by s.id;

-- ── Who lives around: for whoever sees a source of the plant, each point that was counted ──
create function app.people_near(plant integer, metres double precision default 500)
  returns table (people integer, metres_away double precision, lng double precision, lat double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.people, st_distance(p.geom::geography, e.footprint::geography), st_x(p.geom), st_y(p.geom)
  from enterprise e join population_point p on st_dwithin(p.geom::geography, e.footprint::geography, metres) and not st_intersects(p.geom, e.footprint)
  where e.id = plant and app.sees(e.id, e.lead_department, e.grid)
  order by 2, p.id
$$;
-- Enterprises in business within so many metres of the plant, from boundary to boundary where they have one; for functions alone.
create function app.neighbours_of(plant integer, metres double precision) returns table (neighbour integer, metres_away double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  with own as (select e.id, coalesce(e.footprint, e.geom) as ground from enterprise e where e.id = plant),
  near as (
    select n.id, n.geom as ground from own join enterprise n on n.footprint is null and n.geom && st_expand(own.ground, metres / 40000)
    where n.id <> own.id and n.status <> 'closed'
    union all
    select n.id, n.footprint from own join enterprise n on st_dwithin(n.footprint::geography, own.ground::geography, metres)
    where n.id <> own.id and n.status <> 'closed')
  select near.id, st_distance(near.ground::geography, own.ground::geography) from near cross join own
  where st_dwithin(near.ground::geography, own.ground::geography, metres)
$$;
-- How many they are, whoever may see them: it names none.
create function app.neighbours_near(plant integer, metres double precision) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from enterprise e cross join lateral app.neighbours_of(e.id, metres)
  where e.id = plant and app.sees(e.id, e.lead_department, e.grid)
$$;

revoke execute on function app.forget_reference, app.count_by_hand, app.end_hand_counts, app.writes_inventory, app.inventory_seal, app.expect_inventory, app.drop_substance,
  app.keep_assessments, app.keep_assessment, app.assess_source, app.people_near, app.neighbours_near, app.neighbours_of, app.people_by_hand, app.people_weighed from public;
grant execute on function app.count_by_hand, app.writes_inventory, app.inventory_seal, app.expect_inventory, app.drop_substance, app.people_near, app.neighbours_near
  to anjian_actor;
grant execute on function app.end_hand_counts to anjian_session;
