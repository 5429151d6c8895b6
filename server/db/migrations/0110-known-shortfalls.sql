-- A unit that supports an enterprise by a rule sees which one it is, and who leads for it; clauses that laws write digit by digit are read.

-- ── What a unit supports ──

-- Columns of few, for the unit that the rule names and the government, past the scope of a unit, which is what it leads. One row for each rule
-- in force by which it supports. Each kind of rule has a branch: what one is for is then found by its index.
create view supported_enterprise with (security_barrier = true) as
with rule as (select r.* from supervision_rule r where r.part = 'support' and r.until_on is null)
select s.rule, s.department, e.id as enterprise, e.name, e.industry, e.class, e.status, e.address, e.urgency, e.grid, e.lead_department
from (
  select r.id as rule, r.department, e.id as enterprise from rule r join enterprise e on e.place = r.place
  union all select r.id, r.department, e.id from rule r join place p on p.kind = r.place_kind join enterprise e on e.place = p.id
  union all select r.id, r.department, e.id from rule r join enterprise e on e.grid = r.grid
  union all select distinct r.id, r.department, l.enterprise from rule r join licence l on l.kind = r.licence
  union all select r.id, r.department, e.id from rule r join enterprise e on e.industry collate "C" >= r.industry and e.industry collate "C" < r.industry || ':'
  union all select r.id, r.department, e.id from rule r cross join enterprise e where r.basis = 'district') s
join enterprise e on e.id = s.enterprise
where e.lead_department is distinct from s.department
  and case (select app.role()) when 'government' then true when 'department' then s.department = (select app.department()) else false end;
comment on view supported_enterprise is 'enterprises that a unit supports by a rule and for which it does not lead; told to that unit and the government alone';
grant select on supported_enterprise to anjian_actor;
