-- The data that a certificate of coverage names is kept, so that anybody can run it again at that data version: the very lines that are hashed.

-- ── One list of layers: what is hashed is what is kept ──

create function app.coverage_layers() returns table (name text, lines text, "order" text) language sql immutable set search_path = '' as $layers$
  values
    ('district', 'select d.code as key, (d.code, d.name, d.geom)::text as line from district d', 'key collate "C"'),
    ('departments', 'select d.code as key, (d.code, d.name, d.id, d.industries)::text as line from department d', 'key collate "C"'),
    ('grids', 'select g.code as key, (g.code, g.id, g.level, g.name, g.parent, g.department, g.person, g.phone, g.geom)::text as line from grid g', 'key collate "C"'),
    ('enterprises', 'select e.id as key, (e.id, e.status, e.class, e.industry, e.grid, e.lead_department, e.place, e.geom, e.visited_at)::text as line from enterprise e', 'key'),
    ('hazard-sources', $q$select s.id as key, (s.id, s.enterprise, s.level, array(select r.office || ':' || r.person from source_responsible r
      where r.hazard_source = s.id and r.until_on is null order by r.office))::text as line from hazard_source s$q$, 'key'),
    ('places', 'select p.id as key, (p.id, p.kind, p.name, p.grid, p.person, p.phone, p.geom)::text as line from place p', 'key'),
    ('tenants', 'select t.id as key, (t.id, t.place, t.enterprise, t.until)::text as line from tenant t', 'key'),
    ('left', $q$select a.name as key, a.name as line from account a where a.state = 'left'
      and not exists (select from account b where b.state = 'active' and app.person_name(b.name) = app.person_name(a.name)) group by a.name$q$, 'key collate "C"'),
    ('nobody', 'select n.name as key, n.name as line from coverage_nobody n', 'key collate "C"'),
    ('assignments', $q$select a.enterprise as key, (a.enterprise, a.account, a.person, a.from_on, l.id is not null)::text as line
      from assignment a left join assignment_led l on l.id = a.id where a.until_on is null$q$, 'key'),
    ('supervision', $q$select r.id as key, (r.id, r.part, r.basis, r.place, r.place_kind, r.grid, r.licence, r.industry, r.department, r.principle, r.clause, r.from_on)::text as line
      from supervision_rule r where r.until_on is null$q$, 'key'),
    ('clauses', $q$select c.id as key, (c.id, l.name, c.number, c.in_force_from, c.repealed_on)::text as line from law_clause c join law l on l.id = c.law
      where c.id = app.unit_clause() or c.id in (select r.clause from supervision_rule r where r.until_on is null)$q$, 'key'),
    ('licences', $q$select l.enterprise::bigint * 100000000000 + l.id as key, (l.enterprise, l.kind)::text as line from licence l
      where l.kind in (select r.licence from supervision_rule r where r.part = 'lead' and r.until_on is null)$q$, 'key'),
    ('substitutes', $q$select t.grid as key, (t.grid, t.name, t.phone)::text as line from grid_person t
      where t.part = 'substitute' and t.from_on <= app.today() and t.until_on > app.today()$q$, 'key')
$layers$;
comment on function app.coverage_layers is 'Every layer that a rule of coverage looks at: its rows as key and line, and their order';

create or replace function app.coverage_digests() returns jsonb language plpgsql stable security definer
  set search_path = public, pg_temp set timezone = 'UTC' set extra_float_digits = 1 set datestyle = 'ISO, YMD' as $$
declare
  layers jsonb := '{}';
  one record;
  sum text;
begin
  if app.role() is distinct from 'government' then raise exception 'not allowed' using errcode = '42501'; end if;
  for one in select * from app.coverage_layers() loop
    execute format($q$select encode(sha256(coalesce(string_agg(sha256(convert_to(r.line, 'UTF8')), ''::bytea order by r.%s), '')), 'hex') from (%s) r$q$,
      one."order", one.lines) into sum;
    layers := layers || jsonb_build_object(one.name, sum);
  end loop;
  return layers;
end $$;

-- ── What is kept: by its digest, so that a layer which did not change is kept once ──

create table coverage_data (
  digest  text primary key check (digest ~ '^[0-9a-f]{64}$'),
  rows    integer not null,
  bytes   bigint not null,
  kept_at timestamptz not null default app.now()
);
comment on table coverage_data is 'Layers of rows that certificates of coverage name, each once; docs/coverage.md';
comment on column coverage_data.digest is 'SHA-256 over the SHA-256 of each line in order, as a certificate names it';
comment on column coverage_data.bytes is 'of all its lines in UTF-8';

create table coverage_lines (
  digest text not null references coverage_data deferrable initially deferred,
  n      integer not null,
  lines  text[] not null check (cardinality(lines) > 0 and array_position(lines, null) is null),
  primary key (digest, n)
);
comment on table coverage_lines is 'The lines of a layer in order, a piece of some 256 kB a row';

-- Kept for good: pieces come before their layer is sealed, nothing afterwards.
create function app.keep_coverage_lines() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'refused: data that certificates name stay as they are' using errcode = '23514', constraint = 'coverage_data_kept';
  end if;
  if exists (select from coverage_data d where d.digest = new.digest) then
    raise exception 'refused: this layer is sealed' using errcode = '23514', constraint = 'coverage_data_kept';
  end if;
  return new;
end $$;
create trigger a_keep before insert or update or delete on coverage_lines for each row execute function app.keep_coverage_lines();
create trigger keep_truncate before truncate on coverage_lines for each statement execute function app.keep_coverage_lines();

-- A layer is sealed where its lines give the digest by which it is called.
create function app.seal_coverage_data() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare found text;
begin
  if tg_op <> 'INSERT' then
    raise exception 'refused: data that certificates name stay as they are' using errcode = '23514', constraint = 'coverage_data_kept';
  end if;
  select encode(sha256(coalesce(string_agg(p.sums, ''::bytea order by p.n), '')), 'hex'), coalesce(sum(p.rows), 0), coalesce(sum(p.bytes), 0)
  into found, new.rows, new.bytes from (
    select l.n, s.* from coverage_lines l cross join lateral (
      select string_agg(sha256(convert_to(u.line, 'UTF8')), ''::bytea order by u.at) as sums, count(*) as rows, sum(octet_length(u.line)) as bytes
      from unnest(l.lines) with ordinality u (line, at)) s
    where l.digest = new.digest) p;
  if found <> new.digest then
    raise exception 'refused: the lines of this layer do not give its digest' using errcode = '23514', constraint = 'coverage_data_digest';
  end if;
  new.kept_at := app.now();
  return new;
end $$;
create trigger a_keep before insert or update or delete on coverage_data for each row execute function app.seal_coverage_data();
create trigger keep_truncate before truncate on coverage_data for each statement execute function app.seal_coverage_data();

-- Whoever signs keeps what is signed, in the same transaction: a certificate names the data of now, every layer of it, and no other.
create function app.keep_certified_data() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set timezone = 'UTC' set extra_float_digits = 1 set datestyle = 'ISO, YMD' as $$
declare
  one record;
  of_layer text;
begin
  if (select array_agg(k order by k) from jsonb_object_keys(new.data) k) is distinct from (select array_agg(l.name order by l.name) from app.coverage_layers() l) then
    raise exception 'refused: a certificate names every layer' using errcode = '23514', constraint = 'coverage_data_digest';
  end if;
  for one in select * from app.coverage_layers() loop
    of_layer := new.data ->> one.name;
    continue when exists (select from coverage_data d where d.digest = of_layer);
    execute format($q$insert into coverage_lines (digest, n, lines)
      select $1, p.n, array_agg(p.line order by p.at) from (
        select r.line, (sum(octet_length(r.line)) over w / 262144)::integer as n, row_number() over w as at from (%s) r
        window w as (order by r.%s rows unbounded preceding)) p
      group by p.n$q$, one.lines, one."order") using of_layer;
    insert into coverage_data (digest, rows, bytes) values (of_layer, 0, 0);
  end loop;
  return new;
end $$;
create trigger keep_data before insert on coverage_certificate for each row execute function app.keep_certified_data();
revoke execute on function app.coverage_layers, app.keep_coverage_lines, app.seal_coverage_data, app.keep_certified_data from public;

-- How much is kept is told with the certificate. The lines hold phones and who left: for the side that checks certificates.
alter table coverage_data enable row level security;
alter table coverage_lines enable row level security;
create policy scope on coverage_data for select to anjian_actor using ((select app.role()) in ('government', 'department', 'grid'));
create policy scope on coverage_lines for select to anjian_actor using ((select app.role()) = 'government' and (select app.knows('phones')));
grant select on coverage_data, coverage_lines to anjian_actor;
