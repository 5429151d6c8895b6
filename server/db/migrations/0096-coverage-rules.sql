-- The proof of coverage 无盲区证明: its rules as data, what a rule needs beyond the scope of whoever asks, and the certificates.
--
-- What a rule finds is kept nowhere (but for territory): it is derived when it is asked for, from rows and sums that triggers keep.

create table coverage_rule (
  kind       text primary key check (kind in ('territory-gap', 'territory-overlap', 'territory-outside', 'enterprise-no-grid',
    'enterprise-no-lead', 'enterprise-two-leads', 'industry-ownerless', 'node-person', 'chief-overload', 'visit-overdue',
    'source-responsible', 'place-register')),
  version    integer not null default 1 check (version >= 1),
  "limit"    double precision check ("limit" > 0),
  source     text not null check (length(source) between 1 and 300),
  changed_at timestamptz not null default app.now(),
  changed_by text not null default coalesce(app.person(), session_user),
  constraint coverage_rule_limit check ((kind like 'territory-%' or kind = 'chief-overload') = ("limit" is not null)),
  -- the width is that of app.coverage_width_limit, by which what is kept was found
  constraint coverage_rule_width check (kind not like 'territory-%' or "limit" = 10)
);
comment on table coverage_rule is 'Rules of the proof of coverage; docs/coverage.md says what each looks for';
comment on column coverage_rule."limit" is 'mm of width of a gap, an overlap or a part outside; visits a month of a chief; null where the rule has no number';
comment on column coverage_rule.source is 'where the number comes from';
insert into coverage_rule (kind, "limit", source) values
  ('territory-gap', 10, '本系统：宽 1 厘米以上'), ('territory-overlap', 10, '本系统：宽 1 厘米以上'), ('territory-outside', 10, '本系统：宽 1 厘米以上'),
  ('enterprise-no-grid', null, '三级网格全覆盖'), ('enterprise-no-lead', null, '三管三必须'), ('enterprise-two-leads', null, '三管三必须'),
  ('industry-ownerless', null, '三管三必须'), ('node-person', null, '每个网格有人负责、打得通'),
  ('chief-overload', 80, '本系统默认：国家没有规定，按每月 20 个工作日、每天 4 家'),
  ('visit-overdue', null, 'A 类 1 个月、B 类 3 个月、C 类 6 个月'), ('source-responsible', null, '危险化学品企业重大危险源安全包保责任制办法'),
  ('place-register', null, '园区、楼宇登记到人、登记到户');

-- A number that changes makes another rule.
create function app.version_rule() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.kind <> old.kind then raise exception 'a rule keeps its kind' using errcode = '23514', constraint = 'coverage_rule_kind'; end if;
  new.version := old.version + (new."limit" is distinct from old."limit")::int;
  return new;
end $$;
create trigger a_version before update on coverage_rule for each row execute function app.version_rule();
create trigger stamp before update on coverage_rule for each row execute function app.stamp();

-- ── Who is nobody ──

-- A name as it is compared: no blanks, nothing that is not seen, no width, no case.
create function app.person_name(name text) returns text language sql immutable parallel safe
  return lower(regexp_replace(normalize(coalesce(name, ''), nfkc), '[\s\u3000\u00a0\u00ad\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff]+', '', 'g'));
create table coverage_nobody (
  name text primary key check (length(name) between 1 and 20 and name = app.person_name(name))
);
comment on table coverage_nobody is 'What stands where the name of a person should, and names nobody; compared as app.person_name';
insert into coverage_nobody values ('无'), ('无人'), ('暂无'), ('没有'), ('待定'), ('待补'), ('待补充'), ('待填'), ('待确定'), ('待落实'), ('待安排'), ('待配备'),
  ('未定'), ('未知'), ('未填'), ('未填写'), ('未落实'), ('未安排'), ('未配备'), ('空'), ('空缺'), ('空白'), ('缺'), ('缺额'), ('不详'), ('不明'), ('某某'), ('某'), ('暂缺'), ('未明确'), ('无名'), ('一'), ('。'), ('无。'), ('(空缺)'), ('(无)'), ('(待定)'), ('(暂缺)'),
  ('测试'), ('—'), ('——'), ('–'), ('-'), ('--'), ('---'), ('/'), ('//'), ('\'), ('.'), ('..'), ('...'), ('*'), ('**'), ('***'),
  ('?'), ('??'), ('???'), ('x'), ('xx'), ('xxx'), ('xxxx'), ('0'), ('1'), ('n/a'), ('na'), ('n.a.'), ('none'), ('null'), ('nil'), ('nobody'), ('unknown'), ('tbd'), ('vacant'), ('test');

create function app.names_nobody(name text) returns boolean language sql stable set search_path = public, pg_temp as $$
  select app.person_name(name) = '' or exists (select from coverage_nobody n where n.name = app.person_name(names_nobody.name))
$$;
-- Fewer than 7 digits, or one digit again and again.
create function app.rings_nowhere(phone text) returns boolean language sql immutable parallel safe
  return length(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')) < 7 or regexp_replace(phone, '[^0-9]', '', 'g') ~ '^(.)\1*$';

-- ── What a rule needs beyond the scope of whoever asks. Each names rows by id: who asks joins them with what is theirs to see. ──

-- Nodes without a person who can be reached: the phone is for few, and accounts for the security administrator.
create function app.coverage_nodes() returns table (grid integer, reason text) language sql stable security definer
  set search_path = public, pg_temp as $$
  -- each name is spelled once for all its comparisons: of thousands of grids that is most of the time
  with gone as materialized (
    select app.person_name(a.name) as name from account a where a.state in ('left', 'active') group by 1 having bool_and(a.state = 'left')),
  node as (
    select g.id, case when s.name = '' or s.name in (select n.name from coverage_nobody n) then 'nobody'
      when app.rings_nowhere(g.phone) then 'no-phone' when s.name in (select gone.name from gone) then 'left' end as reason
    from grid g cross join lateral (select app.person_name(g.person) as name offset 0) s)
  select n.id, n.reason from node n where n.reason is not null
$$;
comment on function app.coverage_nodes is 'The first that is wrong with each node of the grid';

-- Everybody who is chief of level-3 grids: the same name and phone is one person. Visits a month in sixths, so that they are whole:
-- A once a month, B once in three, C once in six.
create function app.coverage_chiefs() returns table (person text, grids integer[], sixths integer) language sql stable security definer
  set search_path = public, pg_temp as $$
  select min(g.person), array_agg(g.id order by g.id), coalesce(sum(l.sixths), 0)::integer
  from grid g left join (
    select c.grid, sum(c.active * case c.class when 'A' then 6 when 'B' then 2 when 'C' then 1 else 0 end) as sixths
    from enterprise_count c where c.lens = 41 group by c.grid) l on l.grid = g.id
  cross join lateral (select app.person_name(g.person) as name offset 0) s
  where g.level = 3 and s.name <> '' and s.name not in (select n.name from coverage_nobody n)
  group by s.name, regexp_replace(g.phone, '[^0-9]', '', 'g')
$$;
comment on function app.coverage_chiefs is 'Chiefs with all their grids, by the sums of enterprises in business by grid and class';

-- Parks and towers that are not registered: no person, no phone, or (null) nobody known to sit there.
create function app.coverage_places() returns table (place integer, reason text) language sql stable security definer
  set search_path = public, pg_temp as $$
  select p.id, case when app.names_nobody(p.person) then 'nobody' when app.rings_nowhere(p.phone) then 'no-phone' end
  from place p where p.kind <> 'block' and (app.names_nobody(p.person) or app.rings_nowhere(p.phone)
    or not (exists (select from tenant t where t.place = p.id and coalesce(t.until > app.today(), true))
      or exists (select from enterprise e where e.place = p.id and e.status <> 'closed')))
$$;

-- Prefixes of industries that two or more units say they lead for.
create function app.tied_prefixes() returns table (prefix text, departments integer[]) language sql stable parallel safe as $$
  select p.prefix, array_agg(distinct d.id order by d.id)
  from public.department d cross join lateral unnest(d.industries) p (prefix) group by p.prefix having count(distinct d.id) > 1
$$;

-- Of some grids the one with the longest border along a shape, within 3 cm of it.
create function app.coverage_longest(shape geometry, grids integer[]) returns integer language sql stable security definer
  set search_path = public, pg_temp as $$
  select g.id from grid g where g.id = any (grids)
  order by st_length(st_intersection(st_boundary(g.geom), st_buffer(shape, 3e-7))::geography) desc, g.id limit 1
$$;

do $$
declare one text;
begin
  foreach one in array array['nodes', 'chiefs', 'places', 'longest'] loop
    execute format('revoke execute on function app.coverage_%s from public', one);
    execute format('grant execute on function app.coverage_%s to anjian_actor', one);
  end loop;
end $$;

-- Few rows each, however large the book.
create index enterprise_gridless on enterprise (id) where grid is null and status <> 'closed';
create index enterprise_leadless on enterprise (industry collate "C", id) where lead_department is null and status <> 'closed';
create index enterprise_closed on enterprise (id) include (grid, lead_department, status) where status = 'closed';

-- Who left, or came under a name, is no layer; a node that this concerns changes with the account.
create function app.announce_left() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare names text[];
begin
  if tg_op = 'UPDATE' and (new.state, new.name) is not distinct from (old.state, old.name) then return null; end if;
  if tg_op <> 'DELETE' then names := array[app.person_name(new.name)]; end if;
  if tg_op <> 'INSERT' then names := names || app.person_name(old.name); end if;
  if exists (select from grid g where app.person_name(g.person) = any (names)) then perform app.announce('grids', null); end if;
  return null;
end $$;
create trigger announce_left after insert or delete or update of state, name on account for each row execute function app.announce_left();
select app.watch('coverage_rule', 'grids', 'null', 'null', 'null');
select app.watch('coverage_nobody', 'grids', 'null', 'null', 'null');

-- ── Certificates ──

create table coverage_certificate (
  id            integer primary key generated by default as identity,
  made_at       timestamptz not null default app.now(),
  made_by       text not null default coalesce(app.person(), session_user),
  account       integer default app.account(),
  signer        text not null check (length(trim(signer)) between 1 and 60),
  district_code text not null,
  district      text not null,
  day           date not null,
  data_version  jsonb not null,
  data          jsonb not null,
  rules         jsonb not null check (jsonb_array_length(rules) = 12),
  hash          text not null check (hash ~ '^[0-9a-f]{64}$')
);
comment on table coverage_certificate is 'A proof that held; the form of its hash stands in docs/coverage.md';
comment on column coverage_certificate.data is 'SHA-256 of each layer of rows that the rules look at';
comment on column coverage_certificate.day is 'day of China by which visits were judged';
create index coverage_certificate_latest on coverage_certificate (district_code, id desc);

-- A certificate is never changed and never taken back; whom and when it says is not for the writer to choose.
create function app.keep_certificate() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'refused: a certificate stays as it was signed' using errcode = '23514', constraint = 'coverage_certificate_kept';
  end if;
  new.made_at := app.now();
  new.made_by := coalesce(app.person(), session_user);
  new.account := app.account();
  new.day := app.day_of(new.made_at);
  select d.code, d.name into strict new.district_code, new.district from district d;
  if exists (select from district d where d.geom is null or st_isempty(d.geom)) then
    raise exception 'refused: a district without an outline' using errcode = '23514', constraint = 'coverage_certificate_whole';
  end if;
  -- what is plain to the database is not taken on the word of the program
  if exists (select from coverage_territory) or exists (select from app.coverage_nodes()) or exists (select from app.coverage_places())
    or exists (select from enterprise e where e.grid is null and e.status <> 'closed')
    or exists (select from enterprise e where e.lead_department is null and e.status <> 'closed')
    or exists (select from app.coverage_chiefs() c, coverage_rule r where r.kind = 'chief-overload' and c.sixths > 6 * r."limit") then
    raise exception 'refused: not everything is covered' using errcode = '23514', constraint = 'coverage_certificate_whole';
  end if;
  -- grid and unit are kept with the enterprise: a certificate does not rest on what whoever redrew grids past the program left behind
  if exists (select from enterprise e join grid g on g.id = e.grid where e.status <> 'closed' and st_intersects(g.geom, e.geom) is not true)
    or exists (select from (select distinct e.industry, e.lead_department as lead from enterprise e where e.status <> 'closed') kept
      where kept.lead is distinct from app.lead_department(kept.industry)) then
    raise exception 'refused: enterprises have to find their grids and units again' using errcode = '23514', constraint = 'coverage_certificate_owners';
  end if;
  return new;
end $$;
create trigger a_keep before insert or update or delete on coverage_certificate for each row execute function app.keep_certificate();
create trigger keep_truncate before truncate on coverage_certificate for each statement execute function app.keep_certificate();

do $$
declare target text;
begin
  foreach target in array array['coverage_rule', 'coverage_nobody', 'coverage_certificate'] loop
    execute format('alter table %I enable row level security', target);
    execute format('grant select on %I to anjian_actor', target);
    execute format($policy$create policy scope on %I for select to anjian_actor using (
      (select app.role()) in ('government', 'department', 'grid'))$policy$, target);
  end loop;
end $$;
grant insert (signer, data_version, data, rules, hash, district_code, district, day) on coverage_certificate to anjian_actor;
create policy signed on coverage_certificate for insert to anjian_actor with check (
  (select app.role()) = 'government' and (select app.hand_post()) in ('leader', 'duty-officer', 'data-steward'));
select app.audit_table('coverage_rule', 'kind');
select app.audit_table('coverage_nobody', 'name');
select app.audit_table('coverage_certificate', 'id');

-- Territory is proved anew before it is certified; every other reader takes what triggers keep.
create function app.coverage_prove() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.role() is distinct from 'government' then raise exception 'not allowed' using errcode = '42501'; end if;
  perform app.prove_territory();
end $$;
revoke execute on function app.coverage_prove from public;
grant execute on function app.coverage_prove to anjian_actor;

-- How many faults of territory there are by a proof anew that writes nothing: a check does not lean on what triggers kept.
create function app.coverage_land() returns table (kind text, n integer) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app.role() is distinct from 'government' then raise exception 'not allowed' using errcode = '42501'; end if;
  return query select f.kind, count(*)::integer from app.territory_faults() f where st_area(f.geom) > 0 group by f.kind;
end $$;
revoke execute on function app.coverage_land from public;
grant execute on function app.coverage_land to anjian_actor;

-- SHA-256 over the SHA-256 of each row, in order, of every layer that a rule looks at: the rows as text of PostgreSQL, times in UTC, positions as EWKB.
create function app.coverage_digests() returns jsonb language plpgsql stable security definer
  set search_path = public, pg_temp set timezone = 'UTC' set extra_float_digits = 1 set datestyle = 'ISO, YMD' as $$
declare
  layers jsonb := '{}';
  one record;
  sum text;
begin
  if app.role() is distinct from 'government' then raise exception 'not allowed' using errcode = '42501'; end if;
  for one in select * from (values
    ('district', 'select d.code as key, (d.code, d.name, d.geom)::text as line from district d'),
    ('departments', 'select d.code as key, (d.code, d.name, d.id, d.industries)::text as line from department d'),
    ('grids', 'select g.code as key, (g.code, g.id, g.level, g.name, g.parent, g.department, g.person, g.phone, g.geom)::text as line from grid g'),
    ('enterprises', 'select e.id as key, (e.id, e.status, e.class, e.industry, e.grid, e.lead_department, e.place, e.geom, e.visited_at)::text as line from enterprise e'),
    ('hazard-sources', $q$select s.id as key, (s.id, s.enterprise, s.level, array(select r.office || ':' || r.person from source_responsible r
      where r.hazard_source = s.id and r.until_on is null order by r.office))::text as line from hazard_source s$q$),
    ('places', 'select p.id as key, (p.id, p.kind, p.name, p.grid, p.person, p.phone, p.geom)::text as line from place p'),
    ('tenants', 'select t.id as key, (t.id, t.place, t.enterprise, t.until)::text as line from tenant t'),
    ('left', $q$select a.name as key, a.name as line from account a where a.state = 'left'
      and not exists (select from account b where b.state = 'active' and app.person_name(b.name) = app.person_name(a.name)) group by a.name$q$),
    ('nobody', 'select n.name as key, n.name as line from coverage_nobody n')
  ) layer (name, rows) loop
    execute format($q$select encode(sha256(coalesce(string_agg(sha256(convert_to(r.line, 'UTF8')), ''::bytea order by r.key%s), '')), 'hex') from (%s) r$q$,
      case when one.name in ('enterprises', 'hazard-sources', 'places', 'tenants') then '' else ' collate "C"' end, one.rows) into sum;
    layers := layers || jsonb_build_object(one.name, sum);
  end loop;
  return layers;
end $$;
revoke execute on function app.coverage_digests from public;
grant execute on function app.coverage_digests to anjian_actor;
