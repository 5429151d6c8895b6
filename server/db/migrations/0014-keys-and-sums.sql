-- Hazard sources know the keys of their enterprise, as hazards do: to count them by any filter needs no look at it. Being
-- derived, the keys are no change of the source itself: no stamp, no history.
alter table hazard_source
  add column class text,
  add column risk smallint,
  add column industry text,
  add column cell bigint;
comment on column hazard_source.class is 'copied from the enterprise, as grid, department, risk, industry and cell are; kept by trigger';

drop trigger stamp on hazard_source;
drop trigger history on hazard_source;
drop trigger copy_scope on hazard_source;
create trigger copy_keys before insert or update of enterprise on hazard_source for each row execute function app.copy_keys();

create or replace function app.move_scope() returns trigger language plpgsql security definer set search_path = public as $$
declare
  moved integer[];
  keyed integer[];
  target text;
begin
  select array_agg(n.id) filter (where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)),
    array_agg(n.id) filter (where (n.grid, n.lead_department, n.class, n.risk, n.industry, n.cell)
      is distinct from (o.grid, o.lead_department, o.class, o.risk, o.industry, o.cell))
  into moved, keyed from new_rows n join old_rows o using (id);
  if moved is not null then
    foreach target in array array['risk_point', 'hazard_source', 'inspection'] loop
      execute format('update %I t set grid = e.grid, department = e.lead_department
        from unnest($1) m (id) join enterprise e using (id)
        where t.enterprise = e.id and (t.grid, t.department) is distinct from (e.grid, e.lead_department)', target) using moved;
    end loop;
  end if;
  if keyed is not null then
    update hazard_source s set class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
    from unnest(keyed) m (id) join enterprise e using (id)
    where s.enterprise = e.id and (s.class, s.risk, s.industry, s.cell) is distinct from (e.class, e.risk, e.industry, e.cell);
    update hazard h
    set grid = e.grid, department = e.lead_department, class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
    from unnest(keyed) m (id) join enterprise e using (id)
    where h.enterprise = e.id and (h.grid, h.department, h.class, h.risk, h.industry, h.cell)
      is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell);
  end if;
  return null;
end $$;

update hazard_source s set class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
from enterprise e where e.id = s.enterprise;

create trigger stamp before update of enterprise, grid, department, name, unit_kind, geom, alpha_people, alpha, provisional,
  sum_ratio, sum_weighted, r, principal, technician, operator, assessed_at
  on hazard_source for each row execute function app.stamp();
create trigger history after update of enterprise, grid, department, name, unit_kind, geom, alpha_people, alpha, provisional,
  sum_ratio, sum_weighted, r, principal, technician, operator, assessed_at
  or delete on hazard_source for each row execute function app.keep_history();

create index hazard_source_level on hazard_source (level, enterprise) include (grid, department, class, risk, industry)
  where level is not null;

-- Enterprises by grid and by department have sums of their own: as choices of a filter they are counted at every change.
create or replace function app.enterprise_sums(source text) returns text[] language sql immutable set search_path = '' as $$
  select array[$sql$
    insert into enterprise_count as kept
    select grouping(cell, grid, department, class, risk, division), coalesce(cell, 0), coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''), sum(sign), sum(passed), sum(active)
    from (
      select coalesce(e.grid, 0) as grid, coalesce(e.lead_department, 0) as department, coalesce(e.class, '') as class,
        coalesce(e.risk, 0::smallint) as risk, coalesce(left(e.industry, 3), '') as division, coalesce(e.cell, 0) as cell,
        e.sign, e.sign * (e.standardization is not null)::int as passed, e.sign * (e.status = 'active')::int as active
      from ($sql$ || source || $sql$) e
    ) part
    group by grouping sets ((class, risk), (class, risk, division), (grid, department, class, risk),
      (grid, department, class, risk, division), (cell, grid), (cell, grid, class, risk), (department, class, risk), (grid, class, risk))
    having (sum(sign), sum(passed), sum(active)) <> (0, 0, 0)
    order by 1, 7, 2, 3, 4, 5, 6
    on conflict (lens, division, cell, grid, department, class, risk) do update set
      n = kept.n + excluded.n, passed = kept.passed + excluded.passed, active = kept.active + excluded.active $sql$,
  $sql$
    insert into visit_day as kept
    select 33 + grouping(grid, department, class, risk) * 2, day, coalesce(grid, 0), coalesce(department, 0), coalesce(class, ''),
      coalesce(risk, 0), sum(sign)
    from (
      select e.grid, coalesce(e.lead_department, 0) as department, e.class, coalesce(e.risk, 0::smallint) as risk,
        app.day_of(e.visited_at) as day, e.sign
      from ($sql$ || source || $sql$) e
      where e.visited_at is not null and e.status = 'active' and e.class is not null and e.grid is not null
    ) part
    group by day, grouping sets ((grid, class), (grid, class, risk), (grid, department, class))
    having sum(sign) <> 0
    order by 1, 3, 4, 5, 6, 2
    on conflict (lens, grid, department, class, risk, day) do update set n = kept.n + excluded.n $sql$]
$$;


-- Names searched within one read-only snapshot cannot change: they are looked up once, however many figures ask for them.
alter function app.enterprises_named(text) rename to find_enterprises_named;
create function app.enterprises_named(searched text) returns integer[] language plpgsql stable security definer set search_path = public as $$
declare found integer[];
begin
  if current_setting('transaction_read_only') <> 'on' or current_setting('transaction_isolation') <> 'repeatable read' then
    return app.find_enterprises_named(searched);
  end if;
  if current_setting('app.searched', true) = searched then return current_setting('app.named')::integer[]; end if;
  found := app.find_enterprises_named(searched);
  perform set_config('app.searched', searched, true), set_config('app.named', found::text, true);
  return found;
end $$;
revoke execute on function app.enterprises_named, app.find_enterprises_named from public;
grant execute on function app.enterprises_named to anjian_actor;
revoke execute on function app.find_enterprises_named from anjian_actor;

-- Derives and counts everything anew: after a load that went past the triggers, or to be rid of empty rows.
create or replace function app.rebuild_rollups() returns void language plpgsql security definer set search_path = public as $$
declare statement text;
begin
  lock table enterprise, hazard in share row exclusive mode;
  perform app.fit_cells();
  update enterprise e set cell = app.cell_of(e.geom), visited_at = latest.at
  from (select v.id, (select max(i.inspected_at) from inspection i where i.enterprise = v.id and i.kind <> 'self') as at from enterprise v) latest
  where e.id = latest.id and (e.cell, e.visited_at) is distinct from (app.cell_of(e.geom), latest.at);
  update hazard h set grid = e.grid, department = e.lead_department, class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
  from enterprise e
  where e.id = h.enterprise and (h.grid, h.department, h.class, h.risk, h.industry, h.cell)
    is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell);
  update hazard_source s
  set grid = e.grid, department = e.lead_department, class = e.class, risk = e.risk, industry = e.industry, cell = e.cell
  from enterprise e
  where e.id = s.enterprise and (s.grid, s.department, s.class, s.risk, s.industry, s.cell)
    is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell);
  delete from enterprise_count;
  delete from visit_day;
  delete from hazard_month;
  delete from hazard_day;
  foreach statement in array app.enterprise_sums('select 1 as sign, * from enterprise')
    || app.hazard_sums('select 1 as sign, * from hazard') loop
    execute statement;
  end loop;
end $$;
select app.rebuild_rollups();
