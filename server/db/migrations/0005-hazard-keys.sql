-- A hazard knows the keys of its enterprise by which figures are asked, so that counting it needs no join. They follow the
-- enterprise when it changes; being derived they are no change of the hazard itself: no stamp, no history.
alter table hazard
  add column class text,
  add column risk smallint,
  add column industry text;
comment on column hazard.class is 'copied from the enterprise, as grid, department, risk and industry are; kept by trigger';

drop trigger stamp on hazard;
drop trigger history on hazard;
drop trigger copy_scope on hazard;

-- The share lock lets no enterprise change between the copying and the commit, for its change would miss the new hazard.
create function app.copy_keys() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select e.grid, e.lead_department, e.class, e.risk, e.industry
  into new.grid, new.department, new.class, new.risk, new.industry
  from enterprise e where e.id = new.enterprise for share;
  return new;
end $$;
create trigger copy_keys before insert or update of enterprise on hazard for each row execute function app.copy_keys();

create or replace function app.move_scope() returns trigger language plpgsql security definer set search_path = public as $$
declare target text;
begin
  if exists (select from new_rows n join old_rows o using (id)
             where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)) then
    foreach target in array array['risk_point', 'hazard_source', 'inspection'] loop
      execute format('update %I t set grid = n.grid, department = n.lead_department from new_rows n join old_rows o using (id)
        where t.enterprise = n.id and (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department)', target);
    end loop;
  end if;
  if exists (select from new_rows n join old_rows o using (id)
             where (n.grid, n.lead_department, n.class, n.risk, n.industry)
               is distinct from (o.grid, o.lead_department, o.class, o.risk, o.industry)) then
    update hazard h set grid = n.grid, department = n.lead_department, class = n.class, risk = n.risk, industry = n.industry
    from new_rows n
    where h.enterprise = n.id and (h.grid, h.department, h.class, h.risk, h.industry)
      is distinct from (n.grid, n.lead_department, n.class, n.risk, n.industry);
  end if;
  return null;
end $$;

update hazard h set class = e.class, risk = e.risk, industry = e.industry from enterprise e where e.id = h.enterprise;

create trigger stamp before update of request, enterprise, source, major, state, description, found_at, due_at, closed_at
  on hazard for each row execute function app.stamp();
create trigger history after update of request, enterprise, source, major, state, description, found_at, due_at, closed_at
  or delete on hazard for each row execute function app.keep_history();

drop index hazard_enterprise;
create index hazard_enterprise on hazard (enterprise, found_at desc)
  include (due_at, closed_at, state, grid, department);
create index hazard_latest on hazard (found_at desc, id desc);
create index hazard_of_grid on hazard (grid, found_at desc, id desc);
create index hazard_of_department on hazard (department, found_at desc, id desc);
create index hazard_closed on hazard (closed_at desc, id desc) where closed_at is not null;
create index hazard_due on hazard (due_at desc, id desc)
  include (closed_at, state, enterprise, grid, department, class, risk, industry);
drop index hazard_open;
create index hazard_open on hazard (due_at desc, id desc) include (enterprise, grid, department, class, risk, industry, state)
  where closed_at is null and state <> 'voided';
