-- A period without a hazard of a level counts none of it: the measures are named, not taken from the rows that there are.
create or replace function app.report_compared(of_period text, signed_report integer) returns table (key text, measure text, value integer)
  language sql stable set search_path = public, pg_temp as $$
  select f.key, f.measure, f.value from report_figure f where f.report = signed_report and f.section in ('total', 'level')
  union all
  select part.key, named.measure, count(r.hazard) filter (where m.holds)::integer
  from (values (''), ('general'), ('major')) part (key)
  cross join (select measure from app.measures_of(null::report_hazard)) named (measure)
  left join (app.hazards_at(null, app.report_start(of_period), app.report_end(of_period)) r cross join lateral app.measures_of(r) m)
    on m.measure = named.measure and part.key in ('', case when r.major then 'major' else 'general' end)
  where signed_report is null and exists (select from hazard h where h.found_at < app.report_end(of_period))
  group by part.key, named.measure
$$;

-- Tenants of a place with a file and without one, whoever asks: what somebody may not see is no gap of the file. Tells no row of them.
create function app.tenancy_of(of_place integer, out filed integer, out bare integer) language sql stable security definer
  set search_path = public, pg_temp as $$
  select (select count(*) from enterprise e where e.place = of_place),
    (select count(*) from tenant t where t.place = of_place and t.enterprise is null and coalesce(t.until > app.today(), true))
$$;
comment on function app.tenancy_of is 'tenants of a place with a file (filed) and without one (bare), by which its section is judged';
revoke execute on function app.tenancy_of from public;
grant execute on function app.tenancy_of to anjian_actor;

-- A tenant that is known to leave has no file to be linked to any more, and one with a file leaves on the day itself, by its file: else
-- the day would be lost, and two rows could name one file at a time. One that has yet to come is none.
create or replace function app.check_tenant() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from place p where p.id = new.place and p.kind = 'block') then
    raise exception 'a block has no tenants' using errcode = '23514', constraint = 'tenant_of_block';
  end if;
  if new.since > app.today() and (tg_op = 'INSERT' or new.since is distinct from old.since) then
    raise exception 'it has not come yet' using errcode = '23514', constraint = 'tenant_not_yet';
  end if;
  if new.enterprise is not null and coalesce(new.until > app.today(), true) then
    if new.until is not null then
      raise exception 'it leaves on the day itself' using errcode = '23514', constraint = 'tenant_leaves_later';
    end if;
    perform from enterprise e where e.id = new.enterprise and e.place = new.place for share; -- nor may it move meanwhile
    if not found then
      raise exception 'its file says that it sits elsewhere' using errcode = '23514', constraint = 'tenant_elsewhere';
    end if;
  end if;
  return new;
end $$;
create or replace function app.tenant_to_link(asked integer) returns tenant language plpgsql set search_path = public, pg_temp as $$
declare found_tenant tenant;
begin
  perform app.refuse_unless(app.acting_post() = 'data-steward');
  select * into found_tenant from tenant where id = asked for update;
  if found_tenant.enterprise is not null then
    raise exception 'linked already' using constraint = 'tenant_linked';
  end if;
  if found_tenant.until <= app.today() then
    raise exception 'it has left' using constraint = 'tenant_left';
  end if;
  if found_tenant.until is not null then
    raise exception 'it is leaving' using constraint = 'tenant_leaving';
  end if;
  return found_tenant;
end $$;

-- Who opened a file that no import brought: what followed from its first facts was worked out in the same moment, in that name.
create or replace function app.opened_by(target integer) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when e.source = 'import'
    then (select i.made_by from import i where i.made_at = e.opened_at and i.capability = 'enterprises' order by i.id desc limit 1)
    else (select h.changed_by from history h where h.table_name = 'enterprise' and h.row_id = e.id and h.changed_at = e.opened_at order by h.id limit 1) end
  from enterprise e where e.id = target and app.sees_enterprise(target)
$$;
-- As before; facts that nobody changed since are of whoever opened the file.
create or replace function app.field_origins(target integer) returns table(field text, source text, by_whom text, at timestamptz)
    language sql stable security definer
    set search_path = public, pg_temp
as $$
  select fact.key, case when imported.made_at is not null then 'import' when inside.holds then 'derived'
      when latest.changed_at is not null then 'person' else e.source end,
    coalesce(latest.changed_by, case when e.source = 'person' then app.opened_by(e.id) end), coalesce(latest.changed_at, e.opened_at)
  from enterprise e cross join lateral jsonb_object_keys(app.enterprise_facts(e)) fact (key)
  left join lateral (
    select h.id, h.changed_at, h.changed_by from history h where h.table_name = 'enterprise' and h.row_id = e.id
      and app.kept_facts(h.after) -> fact.key is distinct from app.kept_facts(h.before) -> fact.key
    order by h.id desc limit 1) latest on true
  left join lateral (select i.made_at from import i where i.made_at = latest.changed_at limit 1) imported on true
  left join lateral (select c.fields #> array[fact.key, 'after', 'derived'] = 'true' as holds from enterprise_change c
    where c.enterprise = e.id and latest.id > c.history_after and latest.id <= c.history_until limit 1) inside on true
  where e.id = target and app.sees(e.id, e.lead_department, e.grid)
$$;
-- As before; what was worked out as the file was opened is no change of it.
create or replace function app.file_events(target integer) returns table(id bigint, at timestamptz, by_whom text, source text, fields jsonb, consequences jsonb)
    language sql stable security definer
    set search_path = public, pg_temp
as $$
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
  where h.table_name = 'enterprise' and h.row_id = target
    and (differing.fields is not null or followed.consequences <> '[]'
      and not (h.before ->> 'class' is null and h.changed_at = (select e.opened_at from enterprise e where e.id = target)))
    and app.sees_enterprise(target)
    and not exists (select from enterprise_change c where c.enterprise = target and h.id > c.history_after and h.id <= c.history_until)
$$;

-- Sets the class where the override that stands is the one that was seen: what another person set meanwhile is not replaced without a word.
create function app.override_seen(target integer, wanted text, said text, until date, seen timestamptz) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.acting_post() = any (app.override_posts()));
  perform from enterprise e where e.id = target for update;
  if exists (select from enterprise e where e.id = target and date_trunc('milliseconds', e.class_override_at) is distinct from seen) then
    raise exception 'another override was set since' using errcode = 'check_violation', constraint = 'override_unseen';
  end if;
  return app.override_class(target, wanted, said, until);
end $$;
revoke execute on function app.override_class, app.override_seen from public;
revoke execute on function app.override_class from anjian_actor;
grant execute on function app.override_seen to anjian_actor;

-- What has not happened steps no class up: an accident is of a day that has begun.
create function app.check_accident() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.happened_on > app.today() then
    raise exception 'it has not happened' using errcode = '23514', constraint = 'accident_has_happened';
  end if;
  return new;
end $$;
create trigger check_accident before insert or update of happened_on on accident for each row execute function app.check_accident();
revoke execute on function app.check_accident from public;

-- By the clock of the product, as every change of it after that.
alter table place alter column changed_at set default app.now();
