-- A unit that supports an enterprise by a rule sees which one it is, and who leads for it; clauses that are written digit by digit are read; a report
-- sent again with another deadline is told so.

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

-- ── Clauses said digit by digit ──

create or replace function app.clause_words(cited text) returns text language plpgsql immutable strict parallel safe set search_path = '' as $$
declare
  words text := normalize(cited, nfkc);
  found text[];
begin
  for found in select distinct m from regexp_matches(words, '(第\s*)([0-9]{1,4})(\s*[条款项])', 'g') m loop
    words := replace(words, found[1] || found[2] || found[3], '第' || app.chinese_number(found[2]::integer) || trim(found[3]));
  end loop;
  for found in select distinct m from regexp_matches(words, '(条\s*之\s*)([0-9]{1,2})(?![0-9])', 'g') m order by m desc loop
    words := regexp_replace(words, found[1] || found[2] || '(?![0-9])', '条之' || app.chinese_number(found[2]::integer), 'g');
  end loop;
  for found in select distinct m from regexp_matches(words, '(第[〇零一二三四五六七八九十百千]+[条款项])', 'g') m loop
    words := replace(words, found[1], replace(found[1], '〇', '零'));
  end loop;
  -- a number said digit by digit; of two digits one is a zero: 第三四条 may be two clauses
  for found in select distinct m from regexp_matches(words, '(第([零一二三四五六七八九]{3,4}|[一二三四五六七八九]零|零[一二三四五六七八九])([条款项]))', 'g') m loop
    words := replace(words, found[1], '第' || app.chinese_number(translate(found[2], '零一二三四五六七八九', '0123456789')::integer) || found[3]);
  end loop;
  return words;
end $$;
comment on function app.clause_words is 'A text with its clauses in Chinese numbers: 第10条之1 is 第十条之一, 第一〇〇条 第一百条; the same in core/domain/clauseWords.ts';

-- ── A deadline is part of what is said under a request ──

-- null: none is said, or it was said before this was kept
alter table request_digest add column deadline timestamptz;
drop function app.hold_request(uuid, bytea);
-- A device may measure a deadline anew with each attempt, by a clock that was set right meanwhile: within two hours it is the same.
create function app.hold_request(of_request uuid, said bytea, due timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(of_request::text, 62));
  insert into request_digest (request, digest, deadline) values (of_request, said, due) on conflict do nothing;
  return exists (select from request_digest k where k.request = of_request and k.digest = said and coalesce(k.deadline - due between interval '-2 hours' and interval '2 hours', true));
end $$;
revoke execute on function app.hold_request from public;
grant execute on function app.hold_request to anjian_actor;
