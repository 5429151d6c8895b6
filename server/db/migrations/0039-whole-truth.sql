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
