-- What time alone does to special works: tickets that run out, and gas tests that are too old to let people work. Nothing of them but moments, in microseconds
-- since 1970: the last that passed of each, and the next of all.
create function app.work_turns(out ran_out bigint, out aged bigint, out next bigint) language sql stable security definer set search_path = public, pg_temp as $$
  with open as materialized (select w.id, w.until_at from special_work w where w.state in ('filed', 'working', 'paused')),
  moments as (
    select o.until_at as at, 'ran_out' as what, o.until_at <= app.now() as passed from open o
    union all
    select t.at + interval '30 minutes', 'aged', t.at < app.now() - interval '30 minutes' from special_work_gas_test t join open o on o.id = t.work)
  select max((extract(epoch from m.at) * 1000000)::bigint) filter (where m.passed and m.what = 'ran_out'),
    max((extract(epoch from m.at) * 1000000)::bigint) filter (where m.passed and m.what = 'aged'),
    min((extract(epoch from m.at) * 1000000)::bigint) filter (where not m.passed)
  from moments m
$$;
revoke execute on function app.work_turns from public;
grant execute on function app.work_turns to anjian_session;
