--
-- PostgreSQL database dump
--

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: anjian_owner
--

CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO anjian_owner;

--
-- Name: postgis; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;

--
-- Name: name_range; Type: TYPE; Schema: app; Owner: anjian_owner
--

CREATE TYPE app.name_range AS RANGE (
    subtype = text,
    multirange_type_name = app.name_multirange,
    collation = pg_catalog."C"
);

ALTER TYPE app.name_range OWNER TO anjian_owner;

--
-- Name: past_due; Type: TYPE; Schema: app; Owner: anjian_owner
--

CREATE TYPE app.past_due AS (
	due_at timestamp with time zone,
	until timestamp with time zone
);

ALTER TYPE app.past_due OWNER TO anjian_owner;

--
-- Name: accept_proposal(integer, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.accept_proposal(asked integer, new_initials text, said text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  accepted constant proposal := app.open_proposal(asked, 'accept');
  conflicts constant jsonb := app.proposal_conflicts(accepted.fields, accepted.enterprise);
begin
  if conflicts <> '[]' then
    raise exception 'changed meanwhile' using constraint = 'proposal_conflict', detail = conflicts::text;
  end if;
  update proposal set state = 'accepted', decided_by = coalesce(app.person(), session_user), decided_account = app.account(),
    decided_at = app.now(), reason = said where id = asked;
  return app.make_change(accepted.enterprise, (select jsonb_object_agg(key, value -> 'after') from jsonb_each(accepted.fields)),
    new_initials, asked, accepted.note);
end $$;

ALTER FUNCTION app.accept_proposal(asked integer, new_initials text, said text) OWNER TO anjian_owner;

--
-- Name: account(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.account() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.account'::text, true), ''::text))::integer;

ALTER FUNCTION app.account() OWNER TO anjian_owner;

--
-- Name: accounts_to_remind(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.accounts_to_remind() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.id from account a
  where a.state = 'active' and a.email is not null
    and not exists (select from reminder_letter l where l.account = a.id
      and (l.sent_at is not null and l.day = app.day_of(app.now()) or l.held_until > app.now() or l.next_at > app.now()))
    and exists (select from app.unsaid_reminders(a.id))
  order by a.id
$$;

ALTER FUNCTION app.accounts_to_remind() OWNER TO anjian_owner;

--
-- Name: post(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.post() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('app.post'::text, true), ''::text);

ALTER FUNCTION app.post() OWNER TO anjian_owner;

--
-- Name: role(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.role() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('app.role'::text, true), ''::text);

ALTER FUNCTION app.role() OWNER TO anjian_owner;

--
-- Name: acting_post(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.acting_post() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(app.post(), CASE app.role() WHEN 'government'::text THEN 'data-steward'::text WHEN 'department'::text THEN 'department-officer'::text WHEN 'grid'::text THEN 'grid-chief'::text WHEN 'enterprise'::text THEN 'safety-manager'::text ELSE NULL::text END);

ALTER FUNCTION app.acting_post() OWNER TO anjian_owner;

--
-- Name: address(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.address() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(NULLIF(current_setting('app.address'::text, true), ''::text), host(inet_client_addr()), 'local'::text);

ALTER FUNCTION app.address() OWNER TO anjian_owner;

--
-- Name: advice_state(integer, date); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.advice_state(advice integer, due_on date) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when (select a.outcome from inspection_record a where a.answers = advice order by a.id desc limit 1) = 'done' then 'done'
    when due_on < app.day_of(app.now()) then 'overdue' else 'left-over' end
$$;

ALTER FUNCTION app.advice_state(advice integer, due_on date) OWNER TO anjian_owner;

--
-- Name: aliases_of(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.aliases_of(target integer) RETURNS TABLE(id bigint, scheme text, identifier text, by_whom text, at timestamp with time zone, file_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select i.id * 1000::bigint + row_number() over (partition by i.id order by a.scheme, a.identifier), a.scheme, a.identifier, i.made_by, i.made_at, i.file_name
  from enterprise_alias a join import i on i.id = a.import where a.enterprise = target and app.sees_enterprise(target)
$$;

ALTER FUNCTION app.aliases_of(target integer) OWNER TO anjian_owner;

--
-- Name: alpha_of(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.alpha_of(people integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((people IS NULL) OR (people >= 100)) THEN 2.0 WHEN (people >= 50) THEN 1.5 WHEN (people >= 30) THEN 1.2 WHEN (people >= 1) THEN 1.0 ELSE 0.5 END;

ALTER FUNCTION app.alpha_of(people integer) OWNER TO anjian_owner;

--
-- Name: an_issue(boolean, text, text, text, boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.an_issue(wrong boolean, rule text, name text, found text, warning boolean DEFAULT false) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN wrong THEN jsonb_build_array(jsonb_build_object('column', name, 'rule', rule, 'found', COALESCE(found, ''::text), 'warning', warning)) ELSE '[]'::jsonb END;

ALTER FUNCTION app.an_issue(wrong boolean, rule text, name text, found text, warning boolean) OWNER TO anjian_owner;

--
-- Name: announce(text, json); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.announce(layer_name text, scopes json) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare new_version bigint;
begin
  update public.layer_version set version = version + 1, changed_at = pg_catalog.clock_timestamp()
  where layer = layer_name returning version into strict new_version;
  perform pg_catalog.pg_notify('change',
    json_build_object('layer', layer_name, 'version', new_version, 'scopes', scopes)::text);
end $$;

ALTER FUNCTION app.announce(layer_name text, scopes json) OWNER TO anjian_owner;

--
-- Name: announce_access(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.announce_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
  perform pg_catalog.pg_notify('access', '');
  return null;
end $$;

ALTER FUNCTION app.announce_access() OWNER TO anjian_owner;

--
-- Name: announce_statement(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.announce_statement() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
  scopes json;
  touched integer;
  source text := case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end;
begin
  execute format('select count(*)::int from %I', source) into touched;
  if touched = 0 then return null; end if;
  if touched <= 50 then
    if tg_op = 'UPDATE' then -- a row that moves is news to those it leaves, too
      execute format('select json_agg(distinct jsonb_build_object(''enterprise'', %s, ''grid'', %s, ''department'', %s))'
        || ' from (select * from new_rows union all select * from old_rows) r', tg_argv[1], tg_argv[2], tg_argv[3])
      into scopes;
    else
      execute format('select json_agg(distinct jsonb_build_object(''enterprise'', %s, ''grid'', %s, ''department'', %s)) from %I r',
        tg_argv[1], tg_argv[2], tg_argv[3], source) into scopes;
    end if;
  end if;
  perform app.announce(tg_argv[0], scopes);
  return null;
end $$;

ALTER FUNCTION app.announce_statement() OWNER TO anjian_owner;

--
-- Name: assign_owners(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.assign_owners() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare moved integer;
begin
  update enterprise e set grid = app.grid_at(e.geom), lead_department = app.lead_department(e.industry)
  where (e.grid, e.lead_department) is distinct from (app.grid_at(e.geom), app.lead_department(e.industry));
  get diagnostics moved = row_count;
  update place p set grid = app.grid_at(st_pointonsurface(p.geom))
  where p.grid is distinct from app.grid_at(st_pointonsurface(p.geom));
  update population_point p set grid = app.grid_at(p.geom) where p.grid is distinct from app.grid_at(p.geom);
  return moved;
end $$;

ALTER FUNCTION app.assign_owners() OWNER TO anjian_owner;

--
-- Name: assigned_to(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.assigned_to(expert integer) RETURNS integer[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(array_agg(distinct x.enterprise order by x.enterprise), '{}') from expert_assignment x
  where app.role() = 'security' and x.account = assigned_to.expert and x.from_at <= app.now() and x.until_at > app.now()
$$;

ALTER FUNCTION app.assigned_to(expert integer) OWNER TO anjian_owner;

--
-- Name: assumed_ground(public.geometry); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.assumed_ground(at public.geometry) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (public.st_buffer((at)::public.geography, (30)::double precision))::public.geometry;

ALTER FUNCTION app.assumed_ground(at public.geometry) OWNER TO anjian_owner;

--
-- Name: now(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ select coalesce((select fixed_at from app.clock), pg_catalog.now()) $$;

ALTER FUNCTION app.now() OWNER TO anjian_owner;

--
-- Name: person(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.person() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('app.person'::text, true), ''::text);

ALTER FUNCTION app.person() OWNER TO anjian_owner;

--
-- Name: request(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.request() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('app.request'::text, true), ''::text);

ALTER FUNCTION app.request() OWNER TO anjian_owner;

--
-- Name: audit; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT app.now() NOT NULL,
    account integer DEFAULT app.account(),
    person text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    post text DEFAULT app.post(),
    address text DEFAULT app.address() NOT NULL,
    request text DEFAULT app.request(),
    act text NOT NULL,
    topic text NOT NULL,
    ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    before jsonb,
    after jsonb,
    count integer DEFAULT 1 NOT NULL,
    digest bytea,
    CONSTRAINT audit_count_check CHECK ((count >= 0)),
    CONSTRAINT audit_digest_check CHECK ((length(digest) = 32))
)
PARTITION BY RANGE (at);

ALTER TABLE public.audit OWNER TO anjian_owner;

--
-- Name: audit_bytes(bigint, timestamp with time zone, public.audit); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.audit_bytes(seal bigint, sealed_at timestamp with time zone, entry public.audit) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select convert_to(string_agg(app.field(value), '' order by place), 'UTF8')
  from unnest(array['anjian-audit-1', seal::text, app.micros(sealed_at), entry.id::text, app.micros(entry.at), entry.account::text,
    entry.person, entry.post, entry.address, entry.request, entry.act, entry.topic, array_to_string(entry.ids, ','),
    entry.before::text, entry.after::text, entry.count::text, encode(entry.digest, 'hex')]) with ordinality field (value, place)
$$;

ALTER FUNCTION app.audit_bytes(seal bigint, sealed_at timestamp with time zone, entry public.audit) OWNER TO anjian_owner;

--
-- Name: audit_changes(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.audit_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    SET "DateStyle" TO 'ISO'
    AS $_$
declare
  most constant integer := 50;
  key constant text := tg_argv[0];
  act constant text := case tg_op when 'INSERT' then tg_argv[3] else lower(tg_op) end;
  touched bigint;
  numbered boolean;
  source text;
begin
  if tg_op = 'DELETE' then select count(*) into touched from old_rows;
  elsif tg_op <> 'TRUNCATE' then select count(*) into touched from new_rows; end if;
  if touched = 0 then return null; end if;
  perform app.audit_partition(app.month_of(app.now()));
  if tg_op = 'TRUNCATE' then
    insert into audit (act, topic, count) values ('truncate', tg_table_name, 0);
    return null;
  end if;
  -- the alias must be no column's name
  if touched <= most then
    execute format('insert into audit (act, topic, ids, before, after)
      select $4, $5, app.audit_ids(coalesce(new, old), $2), app.concealed(old, null, $3), app.concealed(new, old, $3) from (%s) pair',
      case tg_op
        when 'INSERT' then 'select null::jsonb as old, to_jsonb(each_row) - $1 as new from new_rows each_row'
        when 'DELETE' then 'select to_jsonb(each_row) - $1 as old, null::jsonb as new from old_rows each_row'
        else 'select o.fields as old, n.fields as new from (select to_jsonb(each_row) - $1 as fields from old_rows each_row) o
          full join (select to_jsonb(each_row) - $1 as fields from new_rows each_row) n on n.fields -> $2 = o.fields -> $2
          where o.fields is distinct from n.fields' end)
    using tg_argv[1]::text[], key, tg_argv[2]::text[], act, tg_table_name;
    return null;
  end if;
  -- JSON of so many rows would cost more than their change: they are hashed as PostgreSQL writes a row
  select bool_or(attname = key and atttypid in ('integer'::regtype, 'bigint'::regtype)),
    format('select each_row.%I as id, row(%s)::text as line from %%I each_row', key, string_agg(format('each_row.%I', attname), ', ' order by attnum))
  into numbered, source from pg_attribute
  where attrelid = tg_relid and attnum > 0 and not attisdropped and attname <> all (tg_argv[1]::text[]);
  execute format($sql$insert into audit (act, topic, ids, count, digest)
    select $1, $2, %s, count(*), sha256(string_agg(sha256(convert_to(line, 'UTF8')), '' order by id)) from (%s) lines having count(*) > 0$sql$,
    case when numbered then 'array[min(id), max(id)]' else $sql$'{}'$sql$ end,
    case tg_op
      when 'INSERT' then format(source, 'new_rows')
      when 'DELETE' then format(source, 'old_rows')
      else format('select coalesce(n.id, o.id) as id, concat_ws(E''\n'', o.line, n.line) as line from (%s) o full join (%s) n using (id)
        where o.line is distinct from n.line', format(source, 'old_rows'), format(source, 'new_rows')) end)
  using act, tg_table_name;
  return null;
end $_$;

ALTER FUNCTION app.audit_changes() OWNER TO anjian_owner;

--
-- Name: audit_ids(jsonb, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.audit_ids(fields jsonb, key text) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    AS $$
  select case jsonb_typeof(fields -> key) when 'number' then array[(fields ->> key)::bigint] else '{}' end
$$;

ALTER FUNCTION app.audit_ids(fields jsonb, key text) OWNER TO anjian_owner;

--
-- Name: audit_partition(date); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.audit_partition(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare name constant text := 'audit_' || to_char(month, 'YYYYMM');
begin
  if to_regclass(name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('anjian audit partition'));
  -- asked of the table itself: what another made meanwhile, names do not know yet
  if exists (select from pg_class c where c.relname = name and c.relnamespace = 'public'::regnamespace) then return; end if;
  execute format('create table %I (like audit including defaults including constraints)', name);
  execute format('alter table audit attach partition %I for values from (%L) to (%L)',
    name, app.month_start(month), app.month_start((month + interval '1 month')::date));
  execute format('create trigger keep_all before truncate on %I for each statement execute function app.keep_audit()', name);
end $$;

ALTER FUNCTION app.audit_partition(month date) OWNER TO anjian_owner;

--
-- Name: audit_table(regclass, text, text[], text[], text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.audit_table(target regclass, key text, derived text[] DEFAULT '{}'::text[], secret text[] DEFAULT '{}'::text[], insert_act text DEFAULT 'insert'::text, verbs text[] DEFAULT '{insert,update,delete,truncate}'::text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  arguments constant text := format('%L, %L, %L, %L', key, derived || array(
    select attname::text from pg_attribute where attrelid = target and attgenerated <> '' and not attisdropped), secret, insert_act);
  verb text;
begin
  foreach verb in array verbs loop
    execute format('create trigger audit_%1$s after %1$s on %2$s %3$s for each statement execute function app.audit_changes(%4$s)',
      verb, target, case verb
        when 'insert' then 'referencing new table as new_rows'
        when 'update' then 'referencing new table as new_rows old table as old_rows'
        when 'delete' then 'referencing old table as old_rows'
        else '' end, arguments);
  end loop;
end $_$;

ALTER FUNCTION app.audit_table(target regclass, key text, derived text[], secret text[], insert_act text, verbs text[]) OWNER TO anjian_owner;

--
-- Name: audit_wait(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.audit_wait() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into audit_waiting (audit, at) select id, at from made;
  return null;
end $$;

ALTER FUNCTION app.audit_wait() OWNER TO anjian_owner;

--
-- Name: await_hazards_turn(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.await_hazards_turn() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.take_hazards_turn();
  return new;
end $$;

ALTER FUNCTION app.await_hazards_turn() OWNER TO anjian_owner;

--
-- Name: begin_hazard_log(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.begin_hazard_log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into hazard_event (hazard, n, act, to_state, at, request, post, department, account, person, kind, major, due_at, closed_at)
  select h.id, 1, case when h.request is null and h.rebound_of is null then 'record' else 'report' end, h.state,
    case when h.request is null and h.rebound_of is null then app.now() else h.found_at end, case when h.rebound_of is null then h.request end,
    app.hand_post(), app.department(), app.account(), left(h.changed_by, 80), h.kind, h.major, h.due_at, h.closed_at
  from new_rows h where not exists (select from hazard_event e where e.hazard = h.id);
  return null;
end $$;

ALTER FUNCTION app.begin_hazard_log() OWNER TO anjian_owner;

--
-- Name: boundary_bound(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.boundary_bound(name text) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE name WHEN 'largest'::text THEN '20000000'::numeric WHEN 'large'::text THEN '5000000'::numeric WHEN 'beyond'::text THEN (500)::numeric WHEN 'farthest'::text THEN (1000)::numeric ELSE NULL::numeric END;

ALTER FUNCTION app.boundary_bound(name text) OWNER TO anjian_owner;

--
-- Name: cell_at(public.geometry); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.cell_at(at public.geometry) RETURNS TABLE(cell bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select (floor(public.st_x(at) * scale)::bigint + 180 * scale) * 262144 + floor(public.st_y(at) * scale)::bigint + 90 * scale
  from app.cell_scale
$$;

ALTER FUNCTION app.cell_at(at public.geometry) OWNER TO anjian_owner;

--
-- Name: cell_box(bigint); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.cell_box(cell bigint) RETURNS public.geometry
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'public'
    AS $$
  select st_makeenvelope(x / scale::float8 - 180, y / scale::float8 - 90, (x + 1) / scale::float8 - 180, (y + 1) / scale::float8 - 90, 4326)
  from app.cell_scale, (values (cell / 262144, cell % 262144)) part (x, y)
$$;

ALTER FUNCTION app.cell_box(cell bigint) OWNER TO anjian_owner;

--
-- Name: cell_of(public.geometry); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.cell_of(at public.geometry) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'public'
    AS $$ select cell from app.cell_at(at) $$;

ALTER FUNCTION app.cell_of(at public.geometry) OWNER TO anjian_owner;

--
-- Name: change_enterprise(integer, jsonb, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.change_enterprise(target integer, wanted jsonb, new_initials text, said text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.may_do('write', wanted));
  return app.make_change(target, wanted, new_initials, null, said);
end $$;

ALTER FUNCTION app.change_enterprise(target integer, wanted jsonb, new_initials text, said text) OWNER TO anjian_owner;

--
-- Name: check_accident(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_accident() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.happened_on > app.today() then
    raise exception 'it has not happened' using errcode = '23514', constraint = 'accident_has_happened';
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_accident() OWNER TO anjian_owner;

--
-- Name: check_act_evidence(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_act_evidence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if cardinality(new.documents) <> (select count(distinct u.id) from unnest(new.documents) u (id)) then
    raise exception 'evidence twice' using errcode = 'check_violation', constraint = 'hazard_event_evidence_once', table = 'hazard_event';
  end if;
  if exists (select from document d where d.id = any (new.documents) and d.hazard <> new.hazard) then
    raise exception 'evidence of another hazard' using errcode = 'check_violation', constraint = 'hazard_event_evidence_own', table = 'hazard_event';
  end if;
  if not app.is_borne_out(new.hazard, new.act, new.documents, new.n) then perform app.refuse_hazard('evidence'); end if;
  return null;
end $$;

ALTER FUNCTION app.check_act_evidence() OWNER TO anjian_owner;

--
-- Name: check_boundary(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_boundary() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  area double precision;
  ground geometry;
  away double precision;
begin
  if not st_isvalid(new.footprint) then return new; end if; -- refused by its own constraint
  area := st_area(new.footprint::geography);
  if area > app.boundary_bound('largest') then
    raise exception 'the boundary is larger than a plant' using errcode = '23514', constraint = 'enterprise_footprint_too_large',
      detail = round((area / 1e6)::numeric, 2)::text;
  end if;
  ground := app.ground_around(new.footprint);
  if not st_covers(ground, new.footprint)
      and not st_covers(st_buffer(ground::geography, app.boundary_bound('beyond'))::geometry, new.footprint) then
    raise exception 'the boundary lies outside the district' using errcode = '23514', constraint = 'enterprise_footprint_outside_district';
  end if;
  away := st_distance(new.geom::geography, new.footprint::geography);
  if away > app.boundary_bound('farthest') then
    raise exception 'the boundary lies far from the position' using errcode = '23514', constraint = 'enterprise_footprint_far',
      detail = round(away)::text;
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_boundary() OWNER TO anjian_owner;

--
-- Name: check_expert(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_expert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  select a.name into new.expert from account a join post p on p.account = a.id
  where a.id = new.account and a.state = 'active' and p.kind = 'expert' and coalesce(p.until_at > app.now(), true);
  if not found then
    raise exception 'no expert' using errcode = '23514', constraint = 'expert_assignment_expert';
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_expert() OWNER TO anjian_owner;

--
-- Name: check_hazard_evidence(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_hazard_evidence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform from document d where d.id = any (new.documents) order by d.id for key share;
  if exists (select from unnest(new.documents) u (id) where not exists (select from document d join hazard h on h.enterprise = d.enterprise
      where d.id = u.id and h.id = new.hazard)) then
    raise exception 'evidence of another file' using errcode = 'check_violation', constraint = 'hazard_event_evidence', table = 'hazard_event';
  end if;
  return null;
end $$;

ALTER FUNCTION app.check_hazard_evidence() OWNER TO anjian_owner;

--
-- Name: check_place_kind(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_place_kind() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from tenant t where t.place = new.id) then
    raise exception 'a block has no tenants' using errcode = '23514', constraint = 'tenant_of_block';
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_place_kind() OWNER TO anjian_owner;

--
-- Name: check_post(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.until_at < new.from_at then
    raise exception 'a post ends after it begins' using errcode = '23514', constraint = 'post_time';
  end if;
  if exists (select from unnest(new.grids) wanted (id) where not exists (select from grid g where g.id = wanted.id and g.level = 3)) then
    raise exception 'no such level-3 grid' using errcode = '23503', constraint = 'post_grids';
  end if;
  perform from account where id = new.account for update;
  if new.kind like '%-administrator' and exists (select from post p
      where p.account = new.account and p.id <> new.id and p.kind <> new.kind and p.kind like '%-administrator'
        and tstzrange(p.from_at, p.until_at) && tstzrange(new.from_at, new.until_at)) then
    raise exception 'administrations are apart' using errcode = '23514', constraint = 'post_administrations_apart';
  end if;
  if tg_op = 'INSERT' and exists (select from post p
      where p.account = new.account and p.kind = new.kind and p.grids @> new.grids and p.grids <@ new.grids
        and p.department is not distinct from new.department and p.enterprise is not distinct from new.enterprise
        and p.stands_for is not distinct from new.stands_for
        and tstzrange(p.from_at, p.until_at) && tstzrange(new.from_at, new.until_at)) then
    raise exception 'the post is held already' using errcode = '23P01', constraint = 'post_held_once';
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_post() OWNER TO anjian_owner;

--
-- Name: check_standing_in(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_standing_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare original post;
begin
  select * into original from post where id = new.stands_for;
  if original.stands_for is not null or original.account = new.account or original.kind <> new.kind or original.grids <> new.grids
    or original.department is distinct from new.department or original.enterprise is distinct from new.enterprise
    or new.from_at < original.from_at or new.until_at > original.until_at then
    raise exception 'a stand-in holds what is stood in for' using errcode = '23514', constraint = 'post_stands_in';
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_standing_in() OWNER TO anjian_owner;

--
-- Name: check_taken_at(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_taken_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  if new.taken_at > app.now() + interval '2 hours' then
    raise exception 'taken at %', new.taken_at using errcode = 'check_violation', constraint = 'document_taken_ahead', table = 'document';
  end if;
  return new;
end $$;

ALTER FUNCTION app.check_taken_at() OWNER TO anjian_owner;

--
-- Name: check_tenant(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_tenant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.check_tenant() OWNER TO anjian_owner;

--
-- Name: check_wall_scenes(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.check_wall_scenes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare found_scenes integer[];
begin
  select array_agg(id order by id) into found_scenes
  from (select s.id from scene s where s.id = any (new.scenes) order by s.id for key share) held;
  if found_scenes is distinct from (select array_agg(distinct wanted order by wanted) from unnest(new.scenes) wanted) then
    raise exception 'no such scene' using errcode = '23503', constraint = 'wall_token_scene';
  end if;
  new.scenes := coalesce(found_scenes, '{}');
  return new;
end $$;

ALTER FUNCTION app.check_wall_scenes() OWNER TO anjian_owner;

--
-- Name: class_inputs(integer, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.class_inputs(of_enterprise integer, vetoed_at timestamp with time zone) RETURNS TABLE(worst smallint, major boolean, vetoed boolean)
    LANGUAGE sql STABLE
    AS $$
  select (select min(p.level) from public.risk_point p where p.enterprise = class_inputs.of_enterprise),
    exists (select from public.hazard_source s where s.enterprise = class_inputs.of_enterprise and s.level is not null),
    coalesce(class_inputs.vetoed_at > app.veto_after() and class_inputs.vetoed_at <= app.now(), false)
      or exists (select from public.accident a where a.enterprise = class_inputs.of_enterprise
        and a.happened_on::timestamp at time zone 'Asia/Shanghai' > app.veto_after() and a.happened_on::timestamp at time zone 'Asia/Shanghai' <= app.now())
  offset 0
$$;

ALTER FUNCTION app.class_inputs(of_enterprise integer, vetoed_at timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: class_letter(boolean, boolean, integer, smallint, boolean, boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.class_letter(high_risk boolean, crowded boolean, staff integer, risk smallint, major boolean, vetoed boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (ARRAY['A'::text, 'A'::text, 'B'::text, 'C'::text])[(CASE WHEN (high_risk OR major OR (risk <= 2)) THEN 2 WHEN ((risk = 3) OR crowded OR (staff > 100)) THEN 3 ELSE 4 END - CASE WHEN vetoed THEN 1 ELSE 0 END)];

ALTER FUNCTION app.class_letter(high_risk boolean, crowded boolean, staff integer, risk smallint, major boolean, vetoed boolean) OWNER TO anjian_owner;

--
-- Name: uscc_valid(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.uscc_valid(code text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $_$
declare
  alphabet constant text := '0123456789ABCDEFGHJKLMNPQRTUWXY';
  weights constant integer[] := '{1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28}';
  organisation_weights constant integer[] := '{3,7,9,10,5,8,4,2}';
  total integer := 0;
  organisation integer := 0;
  expected text;
begin
  if code !~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$' then return false; end if;
  for i in 1..17 loop
    total := total + weights[i] * (position(substr(code, i, 1) in alphabet) - 1);
  end loop;
  if substr(alphabet, (31 - total % 31) % 31 + 1, 1) <> substr(code, 18, 1) then return false; end if;
  for i in 1..8 loop
    organisation := organisation + organisation_weights[i]
      * (position(substr(code, 8 + i, 1) in '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') - 1);
  end loop;
  expected := case 11 - organisation % 11 when 10 then 'X' when 11 then '0' else (11 - organisation % 11)::text end;
  return expected = substr(code, 17, 1);
end $_$;

ALTER FUNCTION app.uscc_valid(code text) OWNER TO anjian_owner;

--
-- Name: enterprise; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise (
    id integer NOT NULL,
    scheme text NOT NULL,
    identifier text NOT NULL,
    name text NOT NULL,
    initials text DEFAULT ''::text NOT NULL,
    industry text,
    status text DEFAULT 'active'::text NOT NULL,
    address text,
    legal_person text,
    safety_manager text,
    safety_manager_phone text,
    staff integer,
    crowded boolean DEFAULT false NOT NULL,
    high_risk boolean DEFAULT false NOT NULL,
    vetoed_at timestamp with time zone,
    standardization smallint,
    class_computed text,
    class_rule text,
    class_reasons text[] DEFAULT '{}'::text[] NOT NULL,
    class_override text,
    class_override_reason text,
    class text GENERATED ALWAYS AS (COALESCE(class_override, class_computed)) STORED,
    risk smallint,
    geom public.geometry(Point,4326),
    geom_3857 public.geometry(Point,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    source_datum text DEFAULT 'wgs84'::text NOT NULL,
    source text DEFAULT 'person'::text NOT NULL,
    footprint public.geometry(Polygon,4326),
    footprint_3857 public.geometry(Polygon,3857) GENERATED ALWAYS AS (public.st_transform(footprint, 3857)) STORED,
    place integer,
    grid integer,
    lead_department integer,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    cell bigint,
    urgency smallint GENERATED ALWAYS AS (COALESCE(risk, (5)::smallint)) STORED NOT NULL,
    visited_at timestamp with time zone,
    opened_at timestamp with time zone DEFAULT app.now() NOT NULL,
    standardization_until date,
    class_override_until date,
    class_override_by text,
    class_override_at timestamp with time zone,
    CONSTRAINT enterprise_address_check CHECK ((length(address) <= 300)),
    CONSTRAINT enterprise_class_computed_check CHECK ((class_computed = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
    CONSTRAINT enterprise_class_override_check CHECK ((class_override = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
    CONSTRAINT enterprise_class_rule CHECK (((class_computed IS NULL) OR (class_rule IS NOT NULL))),
    CONSTRAINT enterprise_footprint_check CHECK (public.st_isvalid(footprint)),
    CONSTRAINT enterprise_identifier_check CHECK (((length(identifier) >= 1) AND (length(identifier) <= 80))),
    CONSTRAINT enterprise_industry_check CHECK ((industry ~ '^[A-T]([0-9]{2,4})?$'::text)),
    CONSTRAINT enterprise_legal_person_check CHECK ((length(legal_person) <= 80)),
    CONSTRAINT enterprise_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT enterprise_override_reason CHECK (((class_override IS NULL) OR (length(TRIM(BOTH FROM class_override_reason)) > 0))),
    CONSTRAINT enterprise_override_until CHECK (((class_override_until >= ((class_override_at AT TIME ZONE 'Asia/Shanghai'::text))::date) AND (class_override_until <= ((((class_override_at AT TIME ZONE 'Asia/Shanghai'::text))::date + '1 year'::interval))::date))),
    CONSTRAINT enterprise_override_whole CHECK ((num_nulls(class_override, class_override_until, class_override_by, class_override_at) = ANY (ARRAY[0, 4]))),
    CONSTRAINT enterprise_risk_check CHECK (((risk >= 1) AND (risk <= 4))),
    CONSTRAINT enterprise_safety_manager_check CHECK ((length(safety_manager) <= 80)),
    CONSTRAINT enterprise_safety_manager_phone_check CHECK ((safety_manager_phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT enterprise_scheme_check CHECK ((scheme ~ '^[a-z][a-z0-9-]{1,30}$'::text)),
    CONSTRAINT enterprise_source_datum_check CHECK ((source_datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT enterprise_staff_check CHECK ((staff >= 0)),
    CONSTRAINT enterprise_standardization_check CHECK (((standardization >= 1) AND (standardization <= 3))),
    CONSTRAINT enterprise_standardization_until CHECK (((standardization_until IS NULL) OR (standardization IS NOT NULL))),
    CONSTRAINT enterprise_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text]))),
    CONSTRAINT enterprise_uscc_check_digit CHECK (((scheme <> 'uscc'::text) OR app.uscc_valid(identifier)))
);

ALTER TABLE public.enterprise OWNER TO anjian_owner;

--
-- Name: class_of(public.enterprise); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.class_of(e public.enterprise) RETURNS TABLE(class text, reasons text[])
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select app.class_letter(e.high_risk, e.crowded, e.staff, e.risk, k.major, k.vetoed), app.class_reasons(e.high_risk, e.crowded, e.staff, e.risk, k.major, k.vetoed)
  from app.class_inputs(e.id, e.vetoed_at) k
$$;

ALTER FUNCTION app.class_of(e public.enterprise) OWNER TO anjian_owner;

--
-- Name: class_reasons(boolean, boolean, integer, smallint, boolean, boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.class_reasons(high_risk boolean, crowded boolean, staff integer, risk smallint, major boolean, vetoed boolean) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(NULLIF((CASE WHEN (high_risk OR major OR (risk <= 2)) THEN array_remove(ARRAY[CASE WHEN high_risk THEN 'high-risk'::text ELSE NULL::text END, CASE WHEN major THEN 'major-hazard-source'::text ELSE NULL::text END, CASE WHEN (risk <= 2) THEN 'risk-red-orange'::text ELSE NULL::text END], NULL::text) ELSE array_remove(ARRAY[CASE WHEN (risk = 3) THEN 'risk-yellow'::text ELSE NULL::text END, CASE WHEN crowded THEN 'crowded'::text ELSE NULL::text END, CASE WHEN (staff > 100) THEN 'staff-over-100'::text ELSE NULL::text END], NULL::text) END || (CASE WHEN vetoed THEN '{veto-within-12-months}'::text ELSE '{}'::text END)::text[]), '{}'::text[]), '{none-apply}'::text[]);

ALTER FUNCTION app.class_reasons(high_risk boolean, crowded boolean, staff integer, risk smallint, major boolean, vetoed boolean) OWNER TO anjian_owner;

--
-- Name: classes_wait(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.classes_wait() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN ((COALESCE(current_setting('app.classes_wait'::text, true), ''::text) = 'on'::text) AND (current_setting('role'::text) = 'anjian_steward'::text));

ALTER FUNCTION app.classes_wait() OWNER TO anjian_owner;

--
-- Name: classify_imported(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.classify_imported() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.class_rule := 'CL-1';
  if new.high_risk then
    new.class_computed := 'A'; new.class_reasons := '{high-risk}';
  elsif new.crowded and new.staff > 100 then
    new.class_computed := 'B'; new.class_reasons := '{crowded,staff-over-100}';
  elsif new.crowded then
    new.class_computed := 'B'; new.class_reasons := '{crowded}';
  elsif new.staff > 100 then
    new.class_computed := 'B'; new.class_reasons := '{staff-over-100}';
  else
    new.class_computed := 'C'; new.class_reasons := '{none-apply}';
  end if;
  return new;
end $$;

ALTER FUNCTION app.classify_imported() OWNER TO anjian_owner;

--
-- Name: clear_stage(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.clear_stage(stage integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.expect_importer();
  delete from import_row r where r.stage = clear_stage.stage;
end $$;

ALTER FUNCTION app.clear_stage(stage integer) OWNER TO anjian_owner;

--
-- Name: close_proposal(integer, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.close_proposal(asked integer, outcome text, said text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.open_proposal(asked, case outcome when 'refused' then 'accept' when 'withdrawn' then 'propose' end);
  update proposal set state = outcome, decided_by = coalesce(app.person(), session_user), decided_account = app.account(),
    decided_at = app.now(), reason = said where id = asked;
end $$;

ALTER FUNCTION app.close_proposal(asked integer, outcome text, said text) OWNER TO anjian_owner;

--
-- Name: colour_enterprise(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.colour_enterprise() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ids integer[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else select array_agg(distinct enterprise) into ids from (select enterprise from new_rows union select enterprise from old_rows) t; end if;
  if app.classes_wait() then
    update enterprise e set risk = k.worst
    from enterprise o cross join lateral app.class_inputs(o.id, o.vetoed_at) k
    where o.id = any (ids) and e.id = o.id and e.risk is distinct from k.worst;
    return null;
  end if;
  update enterprise e set risk = found.worst, class_computed = found.class, class_rule = 'CL-1', class_reasons = found.reasons
  from (select o.id, k.worst, app.class_letter(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as class,
      app.class_reasons(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as reasons
    from enterprise o cross join lateral app.class_inputs(o.id, o.vetoed_at) k where o.id = any (ids)) found
  where e.id = found.id
    and (e.risk, e.class_computed, e.class_rule, e.class_reasons) is distinct from (found.worst, found.class, 'CL-1', found.reasons);
  return null;
end $$;

ALTER FUNCTION app.colour_enterprise() OWNER TO anjian_owner;

--
-- Name: column_default(text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.column_default(topic text, name text) RETURNS text
    LANGUAGE sql STABLE
    RETURN (SELECT pg_get_expr(d.adbin, d.adrelid) AS pg_get_expr FROM (pg_attrdef d JOIN pg_attribute a ON (((a.attrelid = d.adrelid) AND (a.attnum = d.adnum)))) WHERE ((d.adrelid = ((format('public.%I'::text, column_default.topic))::regclass)::oid) AND (a.attname = column_default.name) AND (a.attgenerated = ''::"char")));

ALTER FUNCTION app.column_default(topic text, name text) OWNER TO anjian_owner;

--
-- Name: column_list(text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.column_list(alias text, names text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(format('%s.%I'::text, column_list.alias, named.name), ', '::text ORDER BY named.place) AS string_agg FROM unnest(column_list.names) WITH ORDINALITY named(name, place));

ALTER FUNCTION app.column_list(alias text, names text[]) OWNER TO anjian_owner;

--
-- Name: column_pairs(text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.column_pairs(alias text, names text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(format(CASE named.name WHEN 'geom'::text THEN '%L, %s.%I::text'::text ELSE '%L, %s.%I'::text END, named.name, column_pairs.alias, named.name), ', '::text ORDER BY named.place) AS string_agg FROM unnest(column_pairs.names) WITH ORDINALITY named(name, place));

ALTER FUNCTION app.column_pairs(alias text, names text[]) OWNER TO anjian_owner;

--
-- Name: column_types(text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.column_types(topic text, names text[]) RETURNS text
    LANGUAGE sql STABLE
    RETURN (SELECT string_agg(format('%I %s'::text, a.attname, format_type(a.atttypid, NULL::integer)), ', '::text ORDER BY named.place) AS string_agg FROM (unnest(column_types.names) WITH ORDINALITY named(name, place) JOIN pg_attribute a ON (((a.attrelid = ((format('public.%I'::text, column_types.topic))::regclass)::oid) AND (a.attname = named.name) AND (NOT a.attisdropped)))));

ALTER FUNCTION app.column_types(topic text, names text[]) OWNER TO anjian_owner;

--
-- Name: concealed(jsonb, jsonb, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.concealed(fields jsonb, former jsonb, secret text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    AS $$
  select fields || coalesce(jsonb_object_agg(name,
    case when former is null or former -> name is not distinct from fields -> name then '[secret]' else '[secret, changed]' end), '{}')
  from unnest(secret) name where fields ->> name is not null
$$;

ALTER FUNCTION app.concealed(fields jsonb, former jsonb, secret text[]) OWNER TO anjian_owner;

--
-- Name: conflicts_of(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.conflicts_of(asked integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select app.proposal_conflicts(p.fields, p.enterprise) from proposal p where p.id = asked and app.role() <> 'wall' and app.sees_enterprise(p.enterprise)
$$;

ALTER FUNCTION app.conflicts_of(asked integer) OWNER TO anjian_owner;

--
-- Name: consequences(jsonb, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.consequences(former jsonb, latter jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path TO ''
    AS $$
  select coalesce(jsonb_agg(jsonb_build_object('fact', fact, 'id', nullif(id, 0), 'subject', nullif(subject, ''), 'before', o.value, 'after', n.value)
    order by array_position(array['grid', 'department', 'class', 'alphaPeople', 'alpha', 'level'], fact), id), '[]')
  from jsonb_to_recordset(former) o (fact text, id integer, subject text, value jsonb)
    full join jsonb_to_recordset(latter) n (fact text, id integer, subject text, value jsonb) using (fact, id, subject)
  where o.value is distinct from n.value
$$;

ALTER FUNCTION app.consequences(former jsonb, latter jsonb) OWNER TO anjian_owner;

--
-- Name: copy_keys(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.copy_keys() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  select e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell
  into new.grid, new.department, new.class, new.risk, new.industry, new.cell
  from enterprise e where e.id = new.enterprise for share;
  return new;
end $$;

ALTER FUNCTION app.copy_keys() OWNER TO anjian_owner;

--
-- Name: copy_scope(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.copy_scope() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  select e.grid, e.lead_department into new.grid, new.department from enterprise e where e.id = new.enterprise;
  return new;
end $$;

ALTER FUNCTION app.copy_scope() OWNER TO anjian_owner;

--
-- Name: count_around(integer[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.count_around(plants integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update hazard_source s set alpha_people = plant.around, alpha = app.alpha_of(plant.around), provisional = plant.around is null,
    r = app.alpha_of(plant.around) * s.sum_weighted
  from (select id, app.people_outside(id) as around from unnest(plants) id) plant
  where s.enterprise = plant.id
    and (s.alpha_people, s.alpha, s.provisional) is distinct from (plant.around, app.alpha_of(plant.around), plant.around is null)
$$;

ALTER FUNCTION app.count_around(plants integer[]) OWNER TO anjian_owner;

--
-- Name: import_topic(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_topic(capability text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE capability WHEN 'enterprises'::text THEN 'enterprise'::text WHEN 'grids'::text THEN 'grid'::text WHEN 'departments'::text THEN 'department'::text WHEN 'people'::text THEN 'enterprise_person'::text WHEN 'inspections'::text THEN 'inspection'::text WHEN 'risk-points'::text THEN 'risk_point'::text WHEN 'population'::text THEN 'population_point'::text WHEN 'hazards'::text THEN 'hazard'::text WHEN 'hazard-sources'::text THEN 'hazard_source'::text WHEN 'substances'::text THEN 'hazard_source_substance'::text WHEN 'resources'::text THEN 'resource'::text WHEN 'places'::text THEN 'place'::text WHEN 'tenants'::text THEN 'tenant'::text ELSE NULL::text END;

ALTER FUNCTION app.import_topic(capability text) OWNER TO anjian_owner;

--
-- Name: import_stage; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.import_stage (
    id integer NOT NULL,
    file_name text NOT NULL,
    file_size bigint NOT NULL,
    file_hash text NOT NULL,
    state text DEFAULT 'opened'::text NOT NULL,
    capability text,
    mapping jsonb,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    columns text[] DEFAULT '{}'::text[] NOT NULL,
    header text[] DEFAULT '{}'::text[] NOT NULL,
    key_column text DEFAULT ''::text NOT NULL,
    datum text,
    accept_good boolean DEFAULT false NOT NULL,
    kept boolean DEFAULT true NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    last_row integer DEFAULT 0 NOT NULL,
    rows integer DEFAULT 0 NOT NULL,
    located integer DEFAULT 0 NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    warned integer DEFAULT 0 NOT NULL,
    progress real,
    added integer DEFAULT 0 NOT NULL,
    changed integer DEFAULT 0 NOT NULL,
    unchanged integer DEFAULT 0 NOT NULL,
    broken jsonb DEFAULT '{}'::jsonb NOT NULL,
    in_no_grid integer,
    failure jsonb,
    import integer,
    opened_at timestamp with time zone DEFAULT app.now() NOT NULL,
    opened_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    account integer DEFAULT app.account(),
    post text DEFAULT app.post(),
    revision integer DEFAULT 0 NOT NULL,
    checked_from timestamp with time zone DEFAULT app.now() NOT NULL,
    blanks jsonb DEFAULT '[]'::jsonb NOT NULL,
    moved integer,
    left_out integer,
    decisions jsonb DEFAULT '[]'::jsonb NOT NULL,
    recalled integer,
    forgotten integer,
    CONSTRAINT import_stage_added_check CHECK ((added >= 0)),
    CONSTRAINT import_stage_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT import_stage_capability_check CHECK (((capability IS NULL) OR (app.import_topic(capability) IS NOT NULL))),
    CONSTRAINT import_stage_changed_check CHECK ((changed >= 0)),
    CONSTRAINT import_stage_check CHECK (((rejected >= 0) AND (rejected <= rows))),
    CONSTRAINT import_stage_check1 CHECK (((warned >= 0) AND (warned <= rows))),
    CONSTRAINT import_stage_datum_check CHECK ((datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT import_stage_file_hash_check CHECK ((file_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT import_stage_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 255))),
    CONSTRAINT import_stage_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT import_stage_forgotten_check CHECK ((forgotten >= 0)),
    CONSTRAINT import_stage_in_no_grid_check CHECK ((in_no_grid >= 0)),
    CONSTRAINT import_stage_last_row_check CHECK ((last_row >= 0)),
    CONSTRAINT import_stage_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT import_stage_located_check CHECK ((located >= 0)),
    CONSTRAINT import_stage_moved_check CHECK ((moved >= 0)),
    CONSTRAINT import_stage_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision))),
    CONSTRAINT import_stage_recalled_check CHECK ((recalled >= 0)),
    CONSTRAINT import_stage_revision_check CHECK ((revision >= 0)),
    CONSTRAINT import_stage_rows_check CHECK ((rows >= 0)),
    CONSTRAINT import_stage_state_check CHECK ((state = ANY (ARRAY['opened'::text, 'staging'::text, 'staged'::text, 'publishing'::text, 'published'::text, 'cancelled'::text, 'failed'::text]))),
    CONSTRAINT import_stage_unchanged_check CHECK ((unchanged >= 0)),
    CONSTRAINT stage_is_mapped CHECK (((state = ANY (ARRAY['opened'::text, 'cancelled'::text, 'failed'::text])) OR ((capability IS NOT NULL) AND (mapping IS NOT NULL) AND (datum IS NOT NULL)))),
    CONSTRAINT stage_is_published CHECK (((state = 'published'::text) = (import IS NOT NULL))),
    CONSTRAINT stage_says_why CHECK (((state = 'failed'::text) <= (failure IS NOT NULL)))
);

ALTER TABLE public.import_stage OWNER TO anjian_owner;

--
-- Name: count_blanks(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.count_blanks(of_stage public.import_stage) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  topic constant text := app.import_topic(of_stage.capability);
  names constant text[] := case topic when 'enterprise' then app.told_columns(of_stage) 
    else array(select name from unnest(app.kind_names(of_stage)) with ordinality named (name, place)
      where name not in ('geom', 'boundary_assumed', 'manager_enterprise') order by place) end; -- these follow from other cells
  found jsonb;
begin
  if topic = 'grid' then return '[]'; end if;
  execute format($sql$select jsonb_build_array(%s) from import_row r %s where r.stage = $2 and not r.rejected %s$sql$,
    (select string_agg(format(
        case name when 'geom' then $t$jsonb_build_object('name', %1$L, 'kept', count(*) filter (where r.lng is null and book.geom is not null),
            'assumed', 0, 'value', null)$t$
          else $t$jsonb_build_object('name', %1$L, 'kept', count(*) filter (where book.%1$I is not null and m.%1$I is null %3$s),
            'assumed', count(*) filter (where book.id is null and m.%1$I is null and (%2$s) is not null), 'value', to_jsonb(%2$s))$t$ end,
        name, coalesce(app.column_default(topic, name), 'null::text'),
        case topic when 'enterprise' then '' else format('and r.made -> %L is null', name) end), ', ' order by place)
      from unnest(names) with ordinality named (name, place)),
    case topic when 'enterprise' then format('cross join lateral json_to_record(r.made) m (%s)
        left join enterprise own on own.scheme = $1 and own.identifier = r.key
        left join enterprise_alias other on other.scheme = $1 and other.identifier = r.key
        left join enterprise book on book.id = coalesce(own.id, other.enterprise)', app.column_types('enterprise', array_remove(names, 'geom')))
      else app.kind_joins(topic, names) end,
    -- a new row keeps nothing, and where no column has a default it assumes nothing
    case when topic = 'enterprise' and not exists (select from unnest(names) name where app.column_default('enterprise', name) is not null)
      then $t$and r.outlook is distinct from 'added'$t$ else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id into found;
  return (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(found) one
    where (one ->> 'kept')::integer > 0 or (one ->> 'assumed')::integer > 0);
end $_$;

ALTER FUNCTION app.count_blanks(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: count_findings(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.count_findings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare touched integer[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct inspection) into touched from new_rows where inspection is not null;
  elsif tg_op = 'DELETE' then select array_agg(distinct inspection) into touched from old_rows where inspection is not null;
  else
    select array_agg(distinct inspection) into touched from (
      select n.inspection from new_rows n join old_rows o using (id) where n.inspection is distinct from o.inspection
      union select o.inspection from new_rows n join old_rows o using (id) where n.inspection is distinct from o.inspection) t
    where inspection is not null;
  end if;
  if touched is null then return null; end if;
  update inspection i set findings = c.n
  from (select t.id, (select count(*)::int from hazard h where h.inspection = t.id) as n from unnest(touched) t (id)) c
  where i.id = c.id and i.request is not null and i.findings <> c.n;
  return null;
end $$;

ALTER FUNCTION app.count_findings() OWNER TO anjian_owner;

--
-- Name: count_for_source(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.count_for_source() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.alpha_people := app.people_outside(new.enterprise);
  new.alpha := app.alpha_of(new.alpha_people);
  new.provisional := new.alpha_people is null;
  return new;
end $$;

ALTER FUNCTION app.count_for_source() OWNER TO anjian_owner;

--
-- Name: count_in_no_grid(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.count_in_no_grid(stage integer) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with squares as materialized (select * from app.grid_squares(count_in_no_grid.stage))
  select ((select coalesce(sum(q.rows), 0) from squares q where q.sure and q.grid is null) + (
    select count(*) from import_row r join squares q on q.x = app.square_at(r.lng) and q.y = app.square_at(r.lat) and not q.sure
    where r.stage = count_in_no_grid.stage and not r.rejected and r.lng is not null
      and not exists (select from grid g where g.level = 3 and st_intersects(g.geom, st_setsrid(st_makepoint(r.lng, r.lat), 4326)))))::integer
$$;

ALTER FUNCTION app.count_in_no_grid(stage integer) OWNER TO anjian_owner;

--
-- Name: count_moves(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.count_moves(stage integer, OUT moved integer, OUT left_out integer) RETURNS record
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with mine as materialized (
    select t.row_number, t.geom, g.id from app.staged_territories(stage) t left join grid g on g.code = t.code and g.level = 3),
  hits as materialized (
    select distinct on (e.id) e.id as enterprise, m.id as grid, m.row_number from mine m join enterprise e on st_intersects(m.geom, e.geom)
    order by e.id, m.id nulls last, m.row_number),
  touched as (
    select h.enterprise as id from hits h union select e.id from enterprise e where e.grid in (select m.id from mine m)),
  placed as (
    select e.grid as former, case when stays.id is not null and (h.enterprise is null or h.grid is null or stays.id < h.grid) then stays.id::text
      when h.enterprise is not null then coalesce(h.grid::text, 'new') end as latter
    from touched t join enterprise e on e.id = t.id left join hits h on h.enterprise = t.id
    left join lateral (
      select g.id from grid g where g.level = 3 and st_intersects(g.geom, e.geom) and not exists (select from mine m where m.id = g.id)
      order by g.id limit 1) stays on true)
  select count(*) filter (where p.former::text <> p.latter)::integer, count(*) filter (where p.former is not null and p.latter is null)::integer from placed p
$$;

ALTER FUNCTION app.count_moves(stage integer, OUT moved integer, OUT left_out integer) OWNER TO anjian_owner;

--
-- Name: cycle_end(timestamp with time zone, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.cycle_end(seen timestamp with time zone, months integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (CASE WHEN (EXTRACT(day FROM ((seen AT TIME ZONE 'Asia/Shanghai'::text) + make_interval(months => months))) < EXTRACT(day FROM (seen AT TIME ZONE 'Asia/Shanghai'::text))) THEN (date_trunc('day'::text, ((seen AT TIME ZONE 'Asia/Shanghai'::text) + make_interval(months => months))) + '1 day'::interval) ELSE ((seen AT TIME ZONE 'Asia/Shanghai'::text) + make_interval(months => months)) END AT TIME ZONE 'Asia/Shanghai'::text);

ALTER FUNCTION app.cycle_end(seen timestamp with time zone, months integer) OWNER TO anjian_owner;

--
-- Name: cycle_start(timestamp with time zone, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.cycle_start(moment timestamp with time zone, months integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (CASE WHEN (EXTRACT(day FROM ((moment AT TIME ZONE 'Asia/Shanghai'::text) - make_interval(months => months))) < EXTRACT(day FROM (moment AT TIME ZONE 'Asia/Shanghai'::text))) THEN ((date_trunc('month'::text, ((moment AT TIME ZONE 'Asia/Shanghai'::text) - make_interval(months => months))) + '1 mon'::interval) - '00:00:00.000001'::interval) ELSE ((moment AT TIME ZONE 'Asia/Shanghai'::text) - make_interval(months => months)) END AT TIME ZONE 'Asia/Shanghai'::text);

ALTER FUNCTION app.cycle_start(moment timestamp with time zone, months integer) OWNER TO anjian_owner;

--
-- Name: day_of(timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.day_of(moment timestamp with time zone) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((moment AT TIME ZONE 'Asia/Shanghai'::text))::date;

ALTER FUNCTION app.day_of(moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: decisions_of(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.decisions_of(stage integer) RETURNS TABLE(number bigint, key text, content text, enterprise integer, decided text)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select d.number, d.value ->> 'key', d.value ->> 'content', (d.value ->> 'enterprise')::integer, d.value ->> 'decided'
  from import_stage s, jsonb_array_elements(s.decisions) with ordinality d (value, number) where s.id = stage
$$;

ALTER FUNCTION app.decisions_of(stage integer) OWNER TO anjian_owner;

--
-- Name: department(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.department() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.department'::text, true), ''::text))::integer;

ALTER FUNCTION app.department() OWNER TO anjian_owner;

--
-- Name: derived_facts(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.derived_facts(target integer) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(to_jsonb(d)), '[]') from (
    select 'grid' as fact, 0 as id, '' as subject, (select to_jsonb(g.name || ' ' || g.code) from grid g where g.id = e.grid) as value
      from enterprise e where e.id = target
    union all select 'department', 0, '', (select to_jsonb(p.name) from department p where p.id = e.lead_department)
      from enterprise e where e.id = target
    union all select 'class', 0, '', to_jsonb(e.class) from enterprise e where e.id = target
    union all select fact.name, s.id, s.name, fact.value from hazard_source s
      cross join lateral (values ('alphaPeople', to_jsonb(s.alpha_people)), ('alpha', to_jsonb(s.alpha)), ('level', to_jsonb(s.level)))
        fact (name, value) where s.enterprise = target) d
$$;

ALTER FUNCTION app.derived_facts(target integer) OWNER TO anjian_owner;

--
-- Name: document_quota(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.document_quota() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  evidence constant boolean := num_nonnulls(new.hazard, new.inspection) > 0;
  most constant integer := case when evidence then 5000 else 500 end;
  most_bytes constant bigint := case when evidence then 10737418240 else 2147483648 end;
  held record;
begin
  perform pg_advisory_xact_lock(hashtext('anjian documents'), new.enterprise);
  select count(*) as documents, coalesce(sum(bytes), 0) as bytes into held from document
    where enterprise = new.enterprise and id <> new.id and (num_nonnulls(hazard, inspection) > 0) = evidence;
  if held.documents >= most or held.bytes + new.bytes > most_bytes then
    raise exception 'the enterprise % holds % documents of % bytes', new.enterprise, held.documents, held.bytes
      using errcode = 'check_violation', constraint = 'document_quota', table = 'document';
  end if;
  return new;
end $$;

ALTER FUNCTION app.document_quota() OWNER TO anjian_owner;

--
-- Name: draw_boundary(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.draw_boundary() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.boundary_assumed := false;
  return new;
end $$;

ALTER FUNCTION app.draw_boundary() OWNER TO anjian_owner;

--
-- Name: drop_audit_months(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.drop_audit_months() RETURNS SETOF text
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept_from constant timestamptz := ((app.now() at time zone 'Asia/Shanghai') - interval '6 months') at time zone 'Asia/Shanghai';
  month record;
  dropped bigint;
begin
  perform app.audit_partition(app.month_of(app.now()));
  for month in
    select c.relname as part, app.month_start((to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month')::date) as ends
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'audit'::regclass order by c.relname
  loop
    continue when month.ends > kept_from;
    if exists (select from audit_waiting w where w.at < month.ends) then
      raise exception 'rows of % wait for their seal', month.part using hint = 'select app.seal_audit()';
    end if;
    execute format('select count(*) from %I', month.part) into dropped;
    insert into audit (act, topic, after, count) values ('retention', 'audit', jsonb_build_object('until', app.micros(month.ends)), dropped);
    execute format('drop table %I', month.part);
    return next month.part;
  end loop;
end $$;

ALTER FUNCTION app.drop_audit_months() OWNER TO anjian_owner;

--
-- Name: drop_report(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.drop_report(asked integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.refuse_unless(app.may_report('prepare'));
  delete from report where id = asked and state = 'draft';
  if not found then
    raise exception 'signed already' using constraint = 'report_signed';
  end if;
end $$;

ALTER FUNCTION app.drop_report(asked integer) OWNER TO anjian_owner;

--
-- Name: drop_wall_scene(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.drop_wall_scene() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  delete from wall_token where scenes = array[old.id];
  update wall_token set scenes = array_remove(scenes, old.id) where old.id = any (scenes);
  return null;
end $$;

ALTER FUNCTION app.drop_wall_scene() OWNER TO anjian_owner;

--
-- Name: due_soon(timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.due_soon(due timestamp with time zone, moment timestamp with time zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((due > moment) AND (due <= (moment + '8784:00:00'::interval)));

ALTER FUNCTION app.due_soon(due timestamp with time zone, moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: dues_by_month(timestamp with time zone, app.past_due[], timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.dues_by_month(due timestamp with time zone, past app.past_due[], found timestamp with time zone) RETURNS TABLE(due_at timestamp with time zone, since date, till date)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select due, null::date, null::date where past is null
  union all
  select d.due_at, lag(d.till) over (order by d.till), d.till
  from (
    select p.due_at, app.month_of(p.until - interval '1 microsecond') as till from unnest(past) p where p.due_at >= found
    union all select due, null) d
  where past is not null
$$;

ALTER FUNCTION app.dues_by_month(due timestamp with time zone, past app.past_due[], found timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: empty_hazard_log(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.empty_hazard_log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  truncate hazard_event;
  return null;
end $$;

ALTER FUNCTION app.empty_hazard_log() OWNER TO anjian_owner;

--
-- Name: end_letter(integer, integer, integer[], text, interval); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.end_letter(target integer, tried integer, said integer[], failure text, pause interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update reminder_letter set held_until = null, error = failure, reminders = case when failure is null then said else '{}' end,
    sent_at = case when failure is null then app.now() end, next_at = case when failure is not null then app.now() + pause end
  where id = target and attempts = tried and sent_at is null
$$;

ALTER FUNCTION app.end_letter(target integer, tried integer, said integer[], failure text, pause interval) OWNER TO anjian_owner;

--
-- Name: end_of(date); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.end_of(day date) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    AS $$
  select ((day + 1)::timestamp at time zone 'Asia/Shanghai')
$$;

ALTER FUNCTION app.end_of(day date) OWNER TO anjian_owner;

--
-- Name: end_standing_in(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.end_standing_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update post p set until_at = greatest(p.from_at, new.until_at) where p.stands_for = new.id and p.until_at > new.until_at;
  return null;
end $$;

ALTER FUNCTION app.end_standing_in() OWNER TO anjian_owner;

--
-- Name: end_tenancy(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.end_tenancy() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update tenant t set until = greatest(t.since, app.today())
  where t.enterprise = new.id and t.place is distinct from new.place and coalesce(t.until > app.today(), true);
  return null;
end $$;

ALTER FUNCTION app.end_tenancy() OWNER TO anjian_owner;

--
-- Name: end_tenant(integer, date, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.end_tenant(asked integer, day date, said text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare of_tenant tenant;
begin
  perform app.refuse_unless(app.acting_post() = 'data-steward');
  select * into of_tenant from tenant where id = asked for update;
  if of_tenant.until <= app.today() then raise exception 'it has left' using constraint = 'tenant_left'; end if;
  if of_tenant.enterprise is not null then
    if day > app.today() then raise exception 'not yet' using constraint = 'tenant_leaves_later'; end if;
    perform app.change_enterprise(of_tenant.enterprise, '{"place": null}', '', said);
  end if;
  update tenant set until = day where id = asked;
end $$;

ALTER FUNCTION app.end_tenant(asked integer, day date, said text) OWNER TO anjian_owner;

--
-- Name: end_webhook(integer, integer, text, interval); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.end_webhook(target integer, tried integer, failure text, pause interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update reminder_webhook set held_until = null, error = failure, sent_at = case when failure is null then app.now() end,
    next_at = case when failure is not null then app.now() + pause end
  where reminder = target and attempts = tried and sent_at is null
$$;

ALTER FUNCTION app.end_webhook(target integer, tried integer, failure text, pause interval) OWNER TO anjian_owner;

--
-- Name: enterprise(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.enterprise() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.enterprise'::text, true), ''::text))::integer;

ALTER FUNCTION app.enterprise() OWNER TO anjian_owner;

--
-- Name: enterprise_facts(public.enterprise); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.enterprise_facts(e public.enterprise) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('name', e.name, 'identifier', e.identifier, 'industry', e.industry, 'status', e.status,
    'legalPerson', e.legal_person, 'staff', e.staff, 'crowded', e.crowded, 'highRisk', e.high_risk, 'standardization', e.standardization,
    'standardizationUntil', e.standardization_until, 'address', e.address, 'place', e.place, 'safetyManager', e.safety_manager,
    'safetyManagerPhone', e.safety_manager_phone,
    'position', case when e.geom is not null then
      jsonb_build_object('at', st_asgeojson(e.geom, 7)::jsonb -> 'coordinates', 'datum', e.source_datum) end,
    'footprint', case when e.footprint is not null then
      jsonb_build_object('ring', st_asgeojson(st_exteriorring(e.footprint), 7)::jsonb -> 'coordinates') end)
$$;

ALTER FUNCTION app.enterprise_facts(e public.enterprise) OWNER TO anjian_owner;

--
-- Name: enterprise_identified(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.enterprise_identified(code text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select e.id from enterprise e where e.identifier = code and app.role() = 'security' order by (e.scheme = 'uscc') desc, e.id limit 1
$$;

ALTER FUNCTION app.enterprise_identified(code text) OWNER TO anjian_owner;

--
-- Name: enterprise_sums(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.enterprise_sums(source text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO ''
    AS $_$
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
$_$;

ALTER FUNCTION app.enterprise_sums(source text) OWNER TO anjian_owner;

--
-- Name: enterprises(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.enterprises() RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((NULLIF(current_setting('app.enterprises'::text, true), ''::text))::integer[], '{}'::integer[]);

ALTER FUNCTION app.enterprises() OWNER TO anjian_owner;

--
-- Name: enterprises_named(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.enterprises_named(searched text) RETURNS integer[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.enterprises_named(searched text) OWNER TO anjian_owner;

--
-- Name: entry_events(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.entry_events(target integer) RETURNS TABLE(id bigint, at timestamp with time zone, act text, kind text, title text, by_whom text, source text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select h.id, event.at, event.act, h.table_name, coalesce(h.before ->> 'title', h.before ->> 'name', h.before ->> 'holder', h.before ->> 'number',
    h.before ->> 'policy', h.before ->> 'document', h.before ->> 'description', h.before ->> 'section', h.before ->> 'year'), event.by_whom, event.source
  from history h cross join lateral (values
    (case when h.after is null then 'dropped' else 'changed' end, h.changed_at, h.changed_by, 'person', true),
    ('added', (h.before ->> 'made_at')::timestamptz, h.before ->> 'made_by', h.before ->> 'source', h.after is null)
  ) event (act, at, by_whom, source, holds)
  where event.holds and h.table_name in ('enterprise_person', 'licence', 'certificate', 'special_equipment', 'insurance', 'safety_fund',
      'emergency_plan', 'penalty', 'accident', 'file_declaration', 'document') and (h.before ->> 'enterprise')::integer = target
    and app.sees_enterprise(target)
$$;

ALTER FUNCTION app.entry_events(target integer) OWNER TO anjian_owner;

--
-- Name: expect_importer(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.expect_importer() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  if not app.may_import() then raise exception 'only data stewards import' using errcode = 'insufficient_privilege'; end if;
end $$;

ALTER FUNCTION app.expect_importer() OWNER TO anjian_owner;

--
-- Name: experts(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.experts() RETURNS TABLE(account integer, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select distinct a.id, a.name from account a join post p on p.account = a.id
  where app.role() in ('government', 'department') and a.state = 'active' and p.kind = 'expert'
    and p.from_at <= app.now() and coalesce(p.until_at > app.now(), true)
  order by a.name, a.id
$$;

ALTER FUNCTION app.experts() OWNER TO anjian_owner;

--
-- Name: facts_of(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.facts_of(target integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select app.enterprise_facts(e) || case when app.knows('phones') then '{}' else '{"safetyManagerPhone": null}' end::jsonb
  from enterprise e where e.id = target and app.sees(e.id, e.lead_department, e.grid)
$$;

ALTER FUNCTION app.facts_of(target integer) OWNER TO anjian_owner;

--
-- Name: field(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.field(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (value IS NULL) THEN '~,'::text ELSE (((octet_length(convert_to(value, 'UTF8'::name)) || ':'::text) || value) || ','::text) END;

ALTER FUNCTION app.field(value text) OWNER TO anjian_owner;

--
-- Name: field_origins(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.field_origins(target integer) RETURNS TABLE(field text, source text, by_whom text, at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.field_origins(target integer) OWNER TO anjian_owner;

--
-- Name: field_posts(text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.field_posts(field text, act text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case
    when field in ('name', 'identifier') then case act
      when 'write' then '{data-steward}' when 'propose' then '{safety-manager}' when 'accept' then '{data-steward}' end
    when field in ('industry', 'status', 'legalPerson', 'highRisk', 'standardization', 'standardizationUntil') then case act
      when 'write' then '{data-steward}' when 'propose' then '{safety-manager}' when 'accept' then '{data-steward,department-officer}' end
    when field in ('staff', 'crowded', 'address') then case act
      when 'write' then '{data-steward}' when 'propose' then '{safety-manager}'
      when 'accept' then '{data-steward,department-officer,grid-chief}' end
    when field in ('position', 'footprint', 'place') then case act
      when 'write' then '{data-steward}' when 'propose' then '{safety-manager}' when 'accept' then '{data-steward,grid-chief}' end
    when field in ('safetyManager', 'safetyManagerPhone') then case act when 'write' then '{data-steward,safety-manager}' else '{}' end
    else '{}' end::text[]
$$;

ALTER FUNCTION app.field_posts(field text, act text) OWNER TO anjian_owner;

--
-- Name: file_events(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.file_events(target integer) RETURNS TABLE(id bigint, at timestamp with time zone, by_whom text, source text, fields jsonb, consequences jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.file_events(target integer) OWNER TO anjian_owner;

--
-- Name: fill_kind(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.fill_kind(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  topic constant text := app.import_topic(of_stage.capability);
  names constant text[] := app.kind_names(of_stage);
begin
  execute format($sql$
    update import_row r set made = case when f.fill = '{}' then r.made else (r.made::jsonb || f.fill)::json end, seen = f.seen
    from (select r.row, %s as seen, jsonb_strip_nulls(%s) as fill from import_row r %s where r.stage = $2 and r.made is not null) f
    where r.stage = $2 and r.row = f.row and (f.fill <> '{}' or f.seen is not null)$sql$,
    app.seen_of('book', names),
    (select string_agg(format($t$case when r.made -> %1$L is null then jsonb_build_object(%1$L,
        case when book.id is not null and not $3 then to_jsonb(book.%1$I%3$s) else to_jsonb(%2$s) end) else '{}' end$t$,
        name, coalesce(app.column_default(topic, name), 'null::text'), case name when 'geom' then '::text' else '' end), ' || ' order by place)
      from unnest(names) with ordinality named (name, place)),
    app.kind_joins(topic, names))
  using of_stage.mapping ->> 'scheme', of_stage.id, app.holds_demo();
end $_$;

ALTER FUNCTION app.fill_kind(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: find_enterprises_named(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.find_enterprises_named(searched text) RETURNS integer[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
  select array(
    select e.id from enterprise e
    where app.grams(e.name, e.initials) collate "C" @> app.grams_of(searched)
      and (position(lower(searched) in lower(e.name)) > 0 or position(lower(searched) in lower(e.initials)) > 0)
      and app.sees(e.id, e.lead_department, e.grid)
    union
    select e.id from enterprise e
    where lower(e.identifier) collate "C" >= lower(searched)
      and lower(e.identifier) collate "C" < lower(searched) || chr(1114111)
      and app.sees(e.id, e.lead_department, e.grid)
    union
    select e.id from enterprise_alias a join enterprise e on e.id = a.enterprise
    where lower(a.identifier) collate "C" >= lower(searched)
      and lower(a.identifier) collate "C" < lower(searched) || chr(1114111)
      and app.sees(e.id, e.lead_department, e.grid))
$$;

ALTER FUNCTION app.find_enterprises_named(searched text) OWNER TO anjian_owner;

--
-- Name: find_owners(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.find_owners() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.expect_importer();
  return app.assign_owners();
end $$;

ALTER FUNCTION app.find_owners() OWNER TO anjian_owner;

--
-- Name: find_resource_owner(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.find_resource_owner() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  select min(e.id) into new.enterprise from enterprise e where e.identifier = new.owner or e.name = new.owner having count(*) = 1;
  return new;
end $$;

ALTER FUNCTION app.find_resource_owner() OWNER TO anjian_owner;

--
-- Name: finish_enterprises(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.finish_enterprises(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  names constant text[] := app.told_columns(of_stage);
  plain constant text[] := array_remove(names, 'geom');
  many constant boolean := (select count(*) from import_row r where r.stage = of_stage.id and r.outlook = 'added' and r.lng is not null)
    > (select c.reltuples from pg_class c where c.oid = 'public.enterprise'::regclass) / 4;
begin
  update import_row r set rejected = true, outlook = null, issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object(
    'column', of_stage.key_column, 'rule', 'enterprise-repeated', 'found', format('%s (%s)', same.identifier, array_to_string(same.numbers, ', '))))
  from app.same_enterprise(of_stage.id) same where r.stage = of_stage.id and r.row = any (same.numbers);

  if of_stage.mapping ->> 'scheme' <> 'uscc' then
    update import_row r set warned = true, issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object('column', of_stage.key_column,
      'rule', 'another-enterprise', 'found', format('%s → %s (%s m)', e.name, r.made ->> 'name', round(st_distance(e.geom::geography, point.at::geography)))))
    from import_row n left join enterprise own on own.scheme = of_stage.mapping ->> 'scheme' and own.identifier = n.key
      left join enterprise_alias other on other.scheme = of_stage.mapping ->> 'scheme' and other.identifier = n.key
      join enterprise e on e.id = coalesce(own.id, other.enterprise)
      cross join lateral (select st_setsrid(st_makepoint(n.lng, n.lat), 4326) as at) point
    where r.stage = of_stage.id and n.stage = r.stage and n.row = r.row and n.outlook = 'changed' and n.lng is not null
      and app.plain_name(e.name) <> app.plain_name(n.made ->> 'name') and st_distance(e.geom::geography, point.at::geography) > 200;
  end if;

  execute format($sql$
    with %s alike as (
      select distinct on (r.row) r.stage, r.row, r.key, app.row_content(r) as content, e.id as enterprise, e.identifier, e.scheme,
        st_distance(e.geom::geography, point.at::geography) as metres, %s as seen,
        row(%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s as differs
      from %s
      cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as at) point
      join enterprise e on %s st_dwithin(e.geom, point.at, 0.004) and app.plain_name(e.name) = app.plain_name(r.made ->> 'name')
      where r.stage = $1 and r.outlook = 'added' and r.lng is not null and st_dwithin(e.geom::geography, point.at::geography, 200)
      order by r.row, metres, e.id),
    asked as (
      select a.*, d.decided, d.number from alike a left join lateral (
        select d.number, d.decided from app.decisions_of($1) d where d.enterprise = a.enterprise and (d.key = a.key or d.content = a.content)
        order by d.key is distinct from a.key, d.number limit 1) d on true),
    -- of one enterprise one row is merged: where several were, or another row of the file is it, people are asked again
    told as (
      select a.*, case when a.decided = 'merge' and (count(*) filter (where a.decided = 'merge') over (partition by a.enterprise) > 1
        or a.scheme = $2 and exists (select from import_row o where o.stage = $1 and o.key = a.identifier and not o.rejected)
        or exists (select from enterprise_alias l join import_row o on o.stage = $1 and o.key = l.identifier and not o.rejected
          where l.scheme = $2 and l.enterprise = a.enterprise)) then null else a.decided end as holds
      from asked a),
    offered as (
      insert into import_resemblance (stage, row, enterprise, metres, seen, differs, decided)
      select stage, row, enterprise, metres, seen, differs, holds from told)
    update import_stage s set recalled = c.held, forgotten = jsonb_array_length(s.decisions) - c.held, decisions = '[]'
    from (select count(distinct t.number) filter (where t.holds is not null)::integer as held from told t) c where s.id = $1$sql$,
    case when many then app.namesakes() else '' end, app.seen_of('e', names), app.column_list('e', plain), app.kept_columns('m', 'e', plain), app.column_types('enterprise', plain),
    case when 'geom' = any (names) then 'or e.geom is distinct from point.at' else '' end,
    case when many then 'namesake n join import_row r on r.stage = $1 and r.row = n.row' else 'import_row r' end,
    case when many then 'e.id = n.enterprise and' else '' end)
  using of_stage.id, of_stage.mapping ->> 'scheme';
end $_$;

ALTER FUNCTION app.finish_enterprises(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: finish_inspection(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.finish_inspection() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.checklist is null and coalesce(new.note, '') !~ '\S' then perform app.refuse_inspection('nothing_seen'); end if;
  if exists (select from checklist_item c where c.checklist = new.checklist
      and not exists (select from inspection_answer a where a.inspection = new.id and a.item = c.id)) then
    perform app.refuse_inspection('unanswered');
  end if;
  if exists (select from inspection_answer a join checklist_item c on c.id = a.item
      where a.inspection = new.id and a.answer = 'wrong' and c.severity = 'major' and coalesce(a.note, '') !~ '\S'
        and not exists (select from hazard h where h.inspection = new.id and h.checklist_item = a.item and h.state <> 'voided')) then
    perform app.refuse_inspection('major_unsaid');
  end if;
  if new.checked_in_at is null and coalesce(new.no_check_in, '') !~ '\S' then perform app.refuse_inspection('no_check_in'); end if;
  return new;
end $$;

ALTER FUNCTION app.finish_inspection() OWNER TO anjian_owner;

--
-- Name: finish_kind(public.import_stage, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.finish_kind(of_stage public.import_stage, chosen jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  topic constant text := app.import_topic(of_stage.capability);
  owned constant boolean := app.import_owned(topic);
  names constant text[] := app.kind_names(of_stage);
begin
  execute format($sql$
    with placed as materialized (
      select r.row, r.key, book.id is null as new, row(%1$s) is distinct from row(%2$s) as differs, %3$s as lost, %4$s as taken, %5$s as bears,
        %7$s as unfound
      from import_row r %6$s
      where r.stage = $2 and r.made is not null),
    same as (
      select p.bears, count(*) filter (where $3 ? p.row::text) as picked,
        array_to_string((array_agg(p.row order by p.row))[1:50], ', ') || case when count(*) > 50 then ' …' else '' end as listed
      from placed p where p.bears is not null group by p.bears having count(*) > 1),
    found as (
      select p.row, p.new, p.differs,
        case when p.lost is null then '[]' else jsonb_build_array(jsonb_build_object('column', $4, 'rule', 'enterprise-unknown', 'found', p.lost)) end
        || case when p.unfound is null then '[]' else jsonb_build_array(jsonb_build_object('column', $7, 'rule', 'hazard-source-unknown', 'found', p.unfound)) end
        || case when p.taken is null then '[]' else jsonb_build_array(jsonb_build_object('column', $5, 'rule', 'name-taken', 'found', p.taken)) end
        || case when same.bears is null then '[]' else jsonb_build_array(jsonb_build_object('column', $6, 'rule', 'key-repeated',
          'found', p.key || ' (' || same.listed || ')', 'reason', case when same.picked = 1 then $3 ->> p.row::text end)) end as issues
      from placed p left join same using (bears)),
    judged as (
      select f.*, exists (select from jsonb_to_recordset(f.issues) i (reason text) where i.reason is null) as refused from found f)
    update import_row r set issues = nullif(coalesce(r.issues, '[]') || j.issues, '[]'), rejected = r.rejected or j.refused,
      outlook = case when r.rejected or j.refused then null when j.new then 'added' when j.differs then 'changed' else 'unchanged' end
    from judged j where r.stage = $2 and r.row = j.row$sql$,
    app.column_list('book', names), app.column_list('m', names),
    case when owned and topic <> 'tenant' then 'case when plant.id is null then m.enterprise end' else 'null::text' end,
    case when topic = 'department' then 'case when m.name is not null and (exists (select from department d where d.name = m.name and d.code <> m.code)
      or min(m.code) over (partition by m.name) <> max(m.code) over (partition by m.name)) then m.name end'
      when topic = 'place' then 'case when exists (select from place p where p.kind = m.kind and p.name = m.name and p.id is distinct from book.id) then m.name end'
      else 'null::text' end,
    case when topic = 'hazard_source_substance' then 'case when owner.id is not null then row(owner.id, m.known_as[1])::text end'
      when topic = 'place' then $t$case when book.id is not null then book.id::text
        when r.made ->> 'code' is not null and count(*) over (partition by r.made ->> 'code') > 1 then r.made ->> 'code'
        else row(m.kind, m.name)::text end$t$
      when topic = 'tenant' then $t$case when owner.id is null then null when book.id is not null then book.id::text
        when count(*) over (partition by owner.id, m.name, (r.made ->> 'until')::date) > 1 then row(owner.id, m.name, (r.made ->> 'until')::date)::text
        else row(owner.id, coalesce(plant.id::text, m.name), (r.made ->> 'until')::date)::text end$t$
      when owned then format('case when owner.id is not null then row(owner.id, %s)::text end', app.column_list('m', app.import_key(topic)))
      when app.import_key(topic) <> '{}' then format('row(%s)::text', app.column_list('m', app.import_key(topic)))
      else 'st_astext(point.geom)' end,
    app.kind_joins(topic, names),
    case when topic = 'hazard_source_substance' then 'case when plant.id is not null and owner.id is null then m.hazard_source end' else 'null::text' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, chosen, coalesce(of_stage.mapping #>> '{columns,enterprise,column}', 'enterprise'),
    coalesce(of_stage.mapping #>> '{columns,name,column}', 'name'), of_stage.key_column,
    coalesce(of_stage.mapping #>> '{columns,hazardSource,column}', 'hazardSource');
  perform app.warn_of_levels(of_stage);
end $_$;

ALTER FUNCTION app.finish_kind(of_stage public.import_stage, chosen jsonb) OWNER TO anjian_owner;

--
-- Name: finish_stage(integer, integer, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.finish_stage(stage integer, attempt integer, chosen jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  of_stage import_stage;
  found_blanks jsonb;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = finish_stage.stage for update;
  if of_stage.state is distinct from 'staging' or of_stage.attempt <> finish_stage.attempt then
    raise exception 'stage % is not being staged', finish_stage.stage using errcode = 'AJ001';
  end if;
  analyze import_row;
  if of_stage.capability not in ('enterprises', 'grids') then
    if of_stage.capability = 'places' then perform app.settle_places(of_stage); end if;
    if of_stage.capability = 'tenants' then perform app.settle_tenants(of_stage); end if;
    found_blanks := app.count_blanks(of_stage);
    perform app.fill_kind(of_stage);
    perform app.finish_kind(of_stage, chosen);
    if of_stage.capability = 'tenants' then perform app.refuse_overlaps(of_stage); end if;
  else
    with same as (
      select r.key, count(*) filter (where chosen ? r.row::text) as picked,
        array_to_string((array_agg(r.row order by r.row))[1:50], ', ') || case when count(*) > 50 then ' …' else '' end as listed
      from import_row r where r.stage = of_stage.id and r.made is not null and r.key is not null group by r.key having count(*) > 1),
    said as (
      select r.row, case when same.picked = 1 then chosen ->> r.row::text end as reason, format('%s (%s)', same.key, same.listed) as found
      from import_row r join same using (key) where r.stage = of_stage.id and r.made is not null)
    update import_row r set rejected = r.rejected or said.reason is null, outlook = case when said.reason is not null then r.outlook end,
      issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object(
        'column', of_stage.key_column, 'rule', 'key-repeated', 'found', said.found, 'reason', said.reason))
    from said where r.stage = of_stage.id and r.row = said.row;
  end if;

  if of_stage.capability = 'enterprises' then perform app.finish_enterprises(of_stage); end if;
  perform app.warn_of_drops(of_stage);
  if of_stage.capability = 'grids' then
    update import_row r set outlook = case when g.id is null then 'added'
      when (g.name, g.person, g.phone, g.geom) is distinct from (m.name, m.person, m.phone, m.geom) then 'changed' else 'unchanged' end,
      seen = case when g.id is not null then decode(md5(row(g.id, g.name, g.person, g.phone, g.geom)::text), 'hex') end
    from app.staged_territories(of_stage.id) m
    left join grid g on g.code = m.code
    where r.stage = of_stage.id and r.row = m.row_number;
    update import_stage s set (moved, left_out) = (select c.moved, c.left_out from app.count_moves(of_stage.id) c) where s.id = of_stage.id;
  end if;
  found_blanks := coalesce(found_blanks, app.count_blanks(of_stage));
  update import_row r set warned = false where r.stage = of_stage.id and r.rejected and r.warned;
  update import_stage s set state = 'staged', progress = null, revision = s.revision + 1, blanks = found_blanks,
    (rows, located, rejected, warned, added, changed, unchanged) = (
      select count(*), count(r.lng), count(*) filter (where r.rejected), count(*) filter (where r.warned),
        count(*) filter (where r.outlook = 'added'), count(*) filter (where r.outlook = 'changed'), count(*) filter (where r.outlook = 'unchanged')
      from import_row r where r.stage = s.id),
    in_no_grid = (select case when s.capability <> 'grids' then count(*) end from import_row r where r.stage = s.id and not r.rejected and r.lng is not null and not exists (
      select from grid g where g.level = 3 and st_intersects(g.geom, st_setsrid(st_makepoint(r.lng, r.lat), 4326)))),
    broken = (select coalesce(jsonb_object_agg(rule, n), '{}') from (
      select i.rule, count(distinct r.row) as n from import_row r, jsonb_to_recordset(r.issues) i (rule text, reason text, every boolean)
      where r.stage = s.id and r.issues is not null and (i.reason is null or i.every) group by i.rule) by_rule)
  where s.id = of_stage.id;
end $$;

ALTER FUNCTION app.finish_stage(stage integer, attempt integer, chosen jsonb) OWNER TO anjian_owner;

--
-- Name: fit_cells(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.fit_cells() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  span constant float8 := (
    select greatest(st_xmax(box) - st_xmin(box), st_ymax(box) - st_ymin(box))
    from (select coalesce((select st_extent(geom) from district), (select st_extent(geom) from enterprise)) as box) extent);
  fit constant integer := power(2, least(10, greatest(0, round(log(2, (100 / greatest(span, 1e-6))::numeric)))))::integer;
begin
  update app.cell_scale set scale = fit where scale <> fit;
  return found;
end $$;

ALTER FUNCTION app.fit_cells() OWNER TO anjian_owner;

--
-- Name: follow_hazard_log(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.follow_hazard_log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  touched constant integer[] := array(select distinct hazard from new_rows where n > 1 and act not in ('record', 'withdraw'));
begin
  if cardinality(touched) = 0 then return null; end if;
  if exists (select from new_rows e where e.n > 1 and e.act not in ('record', 'withdraw') and (
      not exists (select from hazard_transition t where (t.act, t.from_state, t.to_state) = (e.act, e.from_state, e.to_state))
      or not exists (select from hazard_event p where p.hazard = e.hazard and p.n = e.n - 1 and p.to_state = e.from_state and p.at <= e.at))) then
    perform app.refuse_hazard('illegal');
  end if;
  update hazard h set state = f.state, major = f.major, kind = f.kind, due_at = f.due_at, closed_at = f.closed_at, events = f.events,
    dispatched_at = f.dispatched_at, submitted_at = f.submitted_at, supervising = f.supervising, stopped = f.stopped, revisit_on = f.revisit_on,
    past_dues = f.past_dues
  from (select c.*, app.past_dues_of(c.hazard, b.found_at) as past_dues from app.hazards_folded(touched) c join hazard b on b.id = c.hazard) f
  where h.id = f.hazard and (h.state, h.major, h.kind, h.due_at, h.closed_at, h.events, h.dispatched_at, h.submitted_at, h.supervising, h.stopped,
      h.revisit_on, h.past_dues)
    is distinct from (f.state, f.major, f.kind, f.due_at, f.closed_at, f.events, f.dispatched_at, f.submitted_at, f.supervising, f.stopped,
      f.revisit_on, f.past_dues);
  insert into hazard (request, enterprise, source, major, kind, description, found_at, due_at, changed_at, changed_by, rebound_of)
  select e.request, h.enterprise, 'patrol', h.major, h.kind, h.description, e.at, e.due_at, e.at, e.person, h.id
  from new_rows e join hazard h on h.id = e.hazard where e.act = 'rebound';
  return null;
end $$;

ALTER FUNCTION app.follow_hazard_log() OWNER TO anjian_owner;

--
-- Name: forget_letters(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.forget_letters(settled integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  delete from reminder_letter l where l.sent_at is null and coalesce(l.held_until <= app.now(), true)
    and (l.account = settled or not exists (select from app.unsaid_reminders(l.account)))
$$;

ALTER FUNCTION app.forget_letters(settled integer) OWNER TO anjian_owner;

--
-- Name: grams(text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.grams(name text, initials text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE COST 500 PARALLEL SAFE
    AS $$
declare
  letters constant text[] := string_to_array(lower(name) || ' ' || lower(initials), null);
  count constant integer := array_length(letters, 1);
  made text[] := letters;
begin
  for i in 1 .. count - 1 loop
    made[count + i] := letters[i] || letters[i + 1];
  end loop;
  return made;
end $$;

ALTER FUNCTION app.grams(name text, initials text) OWNER TO anjian_owner;

--
-- Name: grams_of(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.grams_of(searched text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    AS $$
  select array(select distinct substr(lower(searched), i, least(2, length(searched)))
    from generate_series(1, greatest(1, length(searched) - 1)) i)
$$;

ALTER FUNCTION app.grams_of(searched text) OWNER TO anjian_owner;

--
-- Name: grid_at(public.geometry); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.grid_at(at public.geometry) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'public'
    AS $$ select grid from app.territory_at(at) $$;

ALTER FUNCTION app.grid_at(at public.geometry) OWNER TO anjian_owner;

--
-- Name: grid_faults(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.grid_faults(stage integer) RETURNS TABLE(number integer, rule text, found text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.expect_importer();
  return query
  with mine as materialized (select t.*, st_area(t.geom::geography) as area from app.staged_territories(grid_faults.stage) t),
  outside as (
    select m.row_number, m.area, st_area(st_difference(m.geom, d.geom)::geography) as beyond
    from mine m cross join district d
    where d.geom is not null and exists (select from grid where level = 3) >= exists (select from grid where level = 1)
      and not st_coveredby(m.geom, d.geom)),
  others as (
    select m.row_number, g.code, g.geom from mine m join grid g on g.level = 3 and g.geom && m.geom
    where not exists (select from mine same where same.code = g.code)
    union all
    select m.row_number, n.code, n.geom from mine m join mine n on n.row_number <> m.row_number and n.code <> m.code and n.geom && m.geom),
  over_others as (
    select o.row_number, o.code, st_area(st_intersection(m.geom, o.geom)::geography) as shared, least(m.area, st_area(o.geom::geography)) as smaller
    from others o join mine m using (row_number) where st_intersects(m.geom, o.geom))
  select o.row_number, 'outside-district', format('%s km² (%s %%)', round((o.beyond / 1e6)::numeric, 3), round((100 * o.beyond / o.area)::numeric, 1))
  from outside o where o.beyond > o.area / 100
  union all
  select o.row_number, 'grids-overlap', (array_to_string((array_agg(format('%s %s km²', o.code, round((o.shared / 1e6)::numeric, 3))
    order by o.shared desc, o.code))[1:5], '; ')) || case when count(*) > 5 then ' …' else '' end
  from over_others o where o.shared > o.smaller / 1000 group by o.row_number;
end $$;

ALTER FUNCTION app.grid_faults(stage integer) OWNER TO anjian_owner;

--
-- Name: grid_squares(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.grid_squares(stage integer) RETURNS TABLE(x integer, y integer, rows bigint, grid integer, sure boolean)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.x, c.y, c.rows, g.grid, c.rows > 4 and (g.touched = 0 or g.touched = 1 and g.whole)
  from (
    select app.square_at(r.lng) as x, app.square_at(r.lat) as y, count(*) as rows
    from import_row r where r.stage = grid_squares.stage and not r.rejected and r.lng is not null group by 1, 2) c
  -- wider than the square by what is lost in reckoning
  cross join lateral (select st_makeenvelope(c.x / 100.0 - 1e-9, c.y / 100.0 - 1e-9, (c.x + 1) / 100.0 + 1e-9, (c.y + 1) / 100.0 + 1e-9, 4326) as ground) s
  cross join lateral (
    select count(*) as touched, min(g.id) as grid, bool_and(st_covers(g.geom, s.ground)) as whole
    from grid g where c.rows > 4 and g.level = 3 and st_intersects(g.geom, s.ground)) g
$$;

ALTER FUNCTION app.grid_squares(stage integer) OWNER TO anjian_owner;

--
-- Name: grids(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.grids() RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((NULLIF(current_setting('app.grids'::text, true), ''::text))::integer[], '{}'::integer[]);

ALTER FUNCTION app.grids() OWNER TO anjian_owner;

--
-- Name: ground_around(public.geometry); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.ground_around(place public.geometry) RETURNS public.geometry
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select st_intersection(coalesce(
      (select d.geom from district d),
      case when exists (select from grid g where g.geom is not null) then coalesce(
        (select st_union(g.geom) from grid g where g.geom && st_expand(place, 0.02)), st_geomfromtext('POLYGON EMPTY', 4326)) end),
    st_expand(place, 0.02))
$$;

ALTER FUNCTION app.ground_around(place public.geometry) OWNER TO anjian_owner;

--
-- Name: guard_source(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.guard_source() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
begin
  update hazard_source s set guarded = not s.guarded
  where s.id in (old.hazard_source, new.hazard_source) and s.guarded <> exists (
    select from hazard_source_substance b where b.hazard_source = s.id and b.category ~ '^(W1\.|J[12]$)');
  return null;
end $_$;

ALTER FUNCTION app.guard_source() OWNER TO anjian_owner;

--
-- Name: hand_key(integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hand_key(account integer, person text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(('#'::text || account), person);

ALTER FUNCTION app.hand_key(account integer, person text) OWNER TO anjian_owner;

--
-- Name: hand_post(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hand_post() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(app.post(), CASE app.role() WHEN 'government'::text THEN 'duty-officer'::text WHEN 'department'::text THEN 'department-officer'::text WHEN 'grid'::text THEN 'grid-chief'::text WHEN 'enterprise'::text THEN 'safety-manager'::text ELSE NULL::text END);

ALTER FUNCTION app.hand_post() OWNER TO anjian_owner;

--
-- Name: hazard_event; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_event (
    hazard integer NOT NULL,
    n smallint NOT NULL,
    act text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    at timestamp with time zone NOT NULL,
    request uuid,
    post text,
    department integer,
    account integer,
    person text NOT NULL,
    note text,
    kind text,
    major boolean,
    clause text,
    due_at timestamp with time zone,
    responsible_unit text,
    responsible_person text,
    measures text,
    funds numeric(14,2),
    emergency_plan text,
    stopped boolean,
    supervising integer,
    revisit_on date,
    closed_at timestamp with time zone,
    documents integer[] DEFAULT '{}'::integer[] NOT NULL,
    CONSTRAINT hazard_event_begins CHECK (((n = 1) = (from_state IS NULL))),
    CONSTRAINT hazard_event_clause_check CHECK (((length(clause) >= 1) AND (length(clause) <= 200))),
    CONSTRAINT hazard_event_documents_check CHECK ((cardinality(documents) <= 20)),
    CONSTRAINT hazard_event_emergency_plan_check CHECK (((length(emergency_plan) >= 1) AND (length(emergency_plan) <= 500))),
    CONSTRAINT hazard_event_funds_check CHECK ((funds >= (0)::numeric)),
    CONSTRAINT hazard_event_measures_check CHECK (((length(measures) >= 1) AND (length(measures) <= 500))),
    CONSTRAINT hazard_event_n_check CHECK ((n >= 1)),
    CONSTRAINT hazard_event_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500))),
    CONSTRAINT hazard_event_person_check CHECK (((length(person) >= 1) AND (length(person) <= 80))),
    CONSTRAINT hazard_event_responsible_person_check CHECK (((length(responsible_person) >= 1) AND (length(responsible_person) <= 80))),
    CONSTRAINT hazard_event_responsible_unit_check CHECK (((length(responsible_unit) >= 1) AND (length(responsible_unit) <= 80))),
    CONSTRAINT hazard_event_says CHECK ((((act = ANY (ARRAY['report'::text, 'record'::text, 'verify'::text])) OR (NOT ((major IS DISTINCT FROM NULL::boolean) OR (kind IS DISTINCT FROM NULL::text)))) AND ((act = ANY (ARRAY['report'::text, 'record'::text, 'dispatch'::text, 'ask-extension'::text, 'grant-extension'::text, 'rebound'::text])) OR (due_at IS NULL)) AND ((act = 'pass'::text) OR (revisit_on IS NULL)) AND ((act = 'dispatch'::text) OR (stopped IS NULL)) AND ((act = 'supervise'::text) OR (supervising IS NULL)) AND ((act = 'record'::text) OR (closed_at IS NULL)))),
    CONSTRAINT hazard_event_whole CHECK (
CASE act
    WHEN 'verify'::text THEN ((kind IS NOT NULL) AND (major IS NOT NULL))
    WHEN 'dispatch'::text THEN ((responsible_unit IS NOT NULL) AND (responsible_person IS NOT NULL) AND (measures IS NOT NULL) AND (due_at IS NOT NULL) AND (stopped IS NOT NULL))
    WHEN 'ask-extension'::text THEN ((note IS NOT NULL) AND (due_at IS NOT NULL))
    WHEN 'grant-extension'::text THEN (due_at IS NOT NULL)
    WHEN 'rebound'::text THEN ((note IS NOT NULL) AND (due_at IS NOT NULL))
    WHEN 'supervise'::text THEN ((note IS NOT NULL) AND (supervising IS NOT NULL))
    WHEN 'report'::text THEN ((due_at IS NOT NULL) AND (major IS NOT NULL))
    WHEN 'record'::text THEN ((due_at IS NOT NULL) AND (major IS NOT NULL) AND ((to_state = 'closed'::text) = (closed_at IS NOT NULL)))
    WHEN 'withdraw'::text THEN (to_state = 'withdrawn'::text)
    WHEN 'accept'::text THEN true
    WHEN 'pass'::text THEN true
    ELSE (note IS NOT NULL)
END)
);

ALTER TABLE public.hazard_event OWNER TO anjian_owner;

--
-- Name: hazard_refusal(public.hazard_event, record, text, boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hazard_refusal(e public.hazard_event, was record, source text, rebounded boolean) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  hand constant text := app.hand_key(e.account, e.person);
  body constant integer := coalesce(e.department, 0);
  reached text;
begin
  if not exists (select from hazard_transition t where t.act = e.act and t.from_state = was.state) then return 'illegal'; end if;
  select r.reach into reached from hazard_right r where r.post = e.post and r.act = e.act and case r.reach
    when 'general' then not was.major when 'own' then not was.major and source = 'self' else true end;
  if reached is null then return 'not_allowed'; end if;
  case e.act
    when 'verify' then
      if e.major and e.clause is null then return 'clause'; end if;
    when 'void' then
      if reached = 'own' and e.at > was.due_at then return 'void_overdue'; end if;
    when 'dispatch' then
      -- what a device sends knows milliseconds alone
      if e.at > was.due_at then
        if abs(extract(epoch from e.due_at - was.due_at)) >= 0.001 then return 'due_stands'; end if;
      else
        if not app.due_soon(e.due_at, e.at) then return 'due'; end if;
        if reached = 'own' and extract(epoch from e.due_at - was.due_at) >= 0.001 then return 'due_later'; end if;
      end if;
      if was.major and (e.funds is null or e.emergency_plan is null) then return 'five_fixed'; end if;
    when 'fix-on-spot' then
      if was.major then return 'major_on_spot'; end if;
    when 'accept', 'submit' then
      if e.post in ('grid-chief', 'grid-worker') and app.is_attended((select h.enterprise from hazard h where h.id = e.hazard)) then
        return 'attended';
      end if;
    when 'ask-extension' then
      if e.at > was.due_at then return 'overdue'; end if;
      if not (e.due_at > was.due_at and app.due_soon(e.due_at, e.at)) then return 'due'; end if;
    when 'grant-extension' then
      if not (e.due_at > was.due_at and e.due_at <= was.asked_until and e.due_at > e.at) then return 'due'; end if;
    when 'pass', 'reject' then
      if hand = was.submitter then return 'own_submission'; end if;
      if (was.major or source = 'expert') and hand = was.finder then return 'own_finding'; end if;
      if e.act = 'reject' then return null; end if;
      if was.major and was.supervising is null then return 'unsupervised'; end if;
      if was.major and was.supervising <> body then return 'not_supervising'; end if;
      if (was.major or source = 'expert') and e.revisit_on is null then return 'no_revisit'; end if;
      if e.revisit_on <= app.day_of(e.at) or e.revisit_on > app.day_of(e.at + interval '8784 hours') then return 'due'; end if;
    when 'supervise' then
      if not was.major then return 'not_major'; end if;
      if was.supervising is not null then return 'supervised'; end if;
    when 'resume' then
      if not was.stopped then return 'not_stopped'; end if;
      if was.supervising <> body then return 'not_supervising'; end if;
    when 'revisit' then
      if was.revisit_on is null then return 'no_revisit'; end if;
      if hand = was.submitter then return 'own_submission'; end if;
    when 'rebound' then
      if rebounded then return 'rebounded'; end if;
      if not app.due_soon(e.due_at, e.at) then return 'due'; end if;
    else null;
  end case;
  return null;
end $$;

ALTER FUNCTION app.hazard_refusal(e public.hazard_event, was record, source text, rebounded boolean) OWNER TO anjian_owner;

--
-- Name: reminder; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.reminder (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    grid integer,
    department integer,
    kind text NOT NULL,
    subject text NOT NULL,
    section text NOT NULL,
    called text,
    last_day date NOT NULL,
    side text NOT NULL,
    days smallint NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    hazard integer,
    counted_from timestamp with time zone,
    CONSTRAINT reminder_called_check CHECK (((length(called) >= 1) AND (length(called) <= 200))),
    CONSTRAINT reminder_days_check CHECK (((days >= '-366'::integer) AND (days <= 366))),
    CONSTRAINT reminder_kind_check CHECK ((kind = ANY (ARRAY['licence'::text, 'certificate'::text, 'equipment'::text, 'insurance'::text, 'drill'::text, 'standardization'::text, 'assessment'::text, 'gap'::text, 'supervisor-gap'::text, 'visit'::text, 'override'::text, 'hazard-due'::text, 'hazard-verify'::text, 'hazard-dispatch'::text, 'hazard-extension'::text, 'hazard-review'::text]))),
    CONSTRAINT reminder_of_hazard CHECK (
CASE
    WHEN (kind ~~ 'hazard-%'::text) THEN ((hazard IS NOT NULL) AND (counted_from IS NOT NULL) AND (subject = (hazard)::text) AND (last_day = app.day_of(counted_from)))
    ELSE ((num_nonnulls(hazard, counted_from) = 0) AND (side <> 'leader'::text))
END),
    CONSTRAINT reminder_reached CHECK (((counted_from IS NULL) OR ((counted_from + make_interval(hours => (days * 24))) <= made_at))),
    CONSTRAINT reminder_section_check CHECK (((length(section) >= 1) AND (length(section) <= 60))),
    CONSTRAINT reminder_side_check CHECK ((side = ANY (ARRAY['enterprise'::text, 'grid'::text, 'department'::text, 'district'::text, 'leader'::text]))),
    CONSTRAINT reminder_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 60)))
);

ALTER TABLE public.reminder OWNER TO anjian_owner;

--
-- Name: hazard_reminder_stands(public.reminder); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hazard_reminder_stands(r public.reminder) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from hazard h cross join lateral app.hazard_terms(h.id, h.state, h.due_at) t
    where h.id = r.hazard and t.kind = r.kind and t.at = r.counted_from and (r.side <> 'enterprise' or t.unsubmitted))
$$;

ALTER FUNCTION app.hazard_reminder_stands(r public.reminder) OWNER TO anjian_owner;

--
-- Name: hazard_sums(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hazard_sums(source text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO ''
    AS $_$
  select array[$sql$
    insert into hazard_month as kept
    select grouping(cell, grid, department, class, risk, division), coalesce(cell, 0), month, coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''),
      sum(recorded), sum(found), sum(closed), sum(due), sum(on_time), sum(settled), sum(open)
    from (
      select coalesce(h.grid, 0) as grid, coalesce(h.department, 0) as department, coalesce(h.class, '') as class,
        coalesce(h.risk, 0::smallint) as risk, coalesce(left(h.industry, 3), '') as division, coalesce(h.cell, 0) as cell, fact.*
      from ($sql$ || source || $sql$) h
      cross join lateral (select h.sign * (h.state <> 'voided')::int as kept, h.sign * (h.closed_at is not null)::int as done,
        coalesce(app.month_of(h.closed_at - interval '1 microsecond'), 'infinity') as gone) w
      cross join lateral (
        values (app.month_of(h.found_at), h.sign, w.kept, 0, 0, 0, 0, 0),
          (app.month_of(h.closed_at), 0, 0, w.done, 0, 0, 0, 0),
          (app.month_of(h.due_at), 0, 0, 0, 0, 0, 0, w.kept - w.done)
        union all
        select part.*
        from app.dues_by_month(h.due_at, h.past_dues, h.found_at) d
        cross join lateral (select app.month_of(d.due_at) as due, coalesce(d.since, '-infinity') as since,
          least(d.till, w.gone) as till, coalesce(d.till, 'infinity') as other) m
        cross join lateral (select m.due >= m.since and m.due < m.other as counts, m.since > m.due and m.till > m.since as enters) is_so
        cross join lateral (values
          (case when counts then m.due end, 0, 0, 0, w.kept, w.done * coalesce(h.closed_at <= d.due_at, false)::int, 0, 0),
          (case when enters then m.since end, 0, 0, 0, 0, 0, -w.kept, 0),
          (nullif(case when counts then greatest(m.due, m.till) when enters then m.till end, 'infinity'), 0, 0, 0, 0, 0, w.kept, 0)) part
      ) fact (month, recorded, found, closed, due, on_time, settled, open)
      where fact.month is not null
    ) part
    group by month, grouping sets ((class, risk), (department, class, risk), (grid, class, risk), (class, risk, division),
      (grid, department, class, risk), (cell, grid))
    having (sum(recorded), sum(found), sum(closed), sum(due), sum(on_time), sum(settled), sum(open)) <> (0, 0, 0, 0, 0, 0, 0)
    order by 1, 8, 2, 4, 5, 6, 7, 3
    on conflict (lens, division, cell, grid, department, class, risk, month) do update set
      recorded = kept.recorded + excluded.recorded, found = kept.found + excluded.found, closed = kept.closed + excluded.closed,
      due = kept.due + excluded.due, on_time = kept.on_time + excluded.on_time, settled = kept.settled + excluded.settled,
      open = kept.open + excluded.open $sql$,
  $sql$
    insert into hazard_day as kept
    select 32 + grouping(grid, department, class, risk, division), day, coalesce(grid, 0), coalesce(department, 0),
      coalesce(class, ''), coalesce(risk, 0), coalesce(division, ''), sum(due), sum(on_time), sum(open)
    from (
      select coalesce(h.grid, 0) as grid, coalesce(h.department, 0) as department, coalesce(h.class, '') as class,
        coalesce(h.risk, 0::smallint) as risk, coalesce(left(h.industry, 3), '') as division, app.day_of(h.due_at) as day,
        h.sign as due, h.sign * coalesce(h.closed_at <= h.due_at, false)::int as on_time, h.sign * (h.closed_at is null)::int as open
      from ($sql$ || source || $sql$) h where h.state <> 'voided'
    ) part
    group by day, grouping sets ((class, risk), (grid, class, risk), (department, class, risk), (division))
    having (sum(due), sum(on_time), sum(open)) <> (0, 0, 0)
    order by 1, 7, 3, 4, 5, 6, 2
    on conflict (lens, division, grid, department, class, risk, day) do update set
      due = kept.due + excluded.due, on_time = kept.on_time + excluded.on_time, open = kept.open + excluded.open $sql$,
  $sql$
    insert into enterprise_hazards as kept
    select h.enterprise, coalesce(h.grid, 0), coalesce(h.department, 0), sum(h.sign), sum(h.sign * (h.closed_at is not null)::int)
    from ($sql$ || source || $sql$) h
    group by 1, 2, 3
    having (sum(h.sign), sum(h.sign * (h.closed_at is not null)::int)) <> (0, 0)
    order by 1, 2, 3
    on conflict (enterprise, grid, department) do update set recorded = kept.recorded + excluded.recorded, closed = kept.closed + excluded.closed $sql$]
$_$;

ALTER FUNCTION app.hazard_sums(source text) OWNER TO anjian_owner;

--
-- Name: hazard_terms(integer, text, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hazard_terms(target integer, now_in text, due timestamp with time zone) RETURNS TABLE(kind text, at timestamp with time zone, unsubmitted boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select 'hazard-due', due, now_in in ('dispatched', 'rectifying', 'extension-requested', 'rejected') where now_in not in ('closed', 'voided')
  union all
  select w.kind, (select e.at from public.hazard_event e where e.hazard = target and e.from_state is distinct from e.to_state order by e.n desc limit 1),
    false
  from (values ('reported', 'hazard-verify'), ('verified', 'hazard-dispatch'), ('extension-requested', 'hazard-extension'),
    ('pending-review', 'hazard-review')) w (state, kind)
  where w.state = now_in
$$;

ALTER FUNCTION app.hazard_terms(target integer, now_in text, due timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: report_hazard; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.report_hazard (
    report integer NOT NULL,
    hazard integer NOT NULL,
    enterprise integer NOT NULL,
    enterprise_name text NOT NULL,
    description text NOT NULL,
    major boolean NOT NULL,
    source text NOT NULL,
    industry text,
    grid integer,
    department integer,
    found_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    state text,
    found boolean NOT NULL,
    closed boolean NOT NULL,
    open boolean NOT NULL,
    overdue boolean NOT NULL,
    waiting boolean NOT NULL,
    due boolean NOT NULL,
    on_time boolean NOT NULL,
    CONSTRAINT report_hazard_counted CHECK ((found OR closed OR open OR due)),
    CONSTRAINT report_hazard_open CHECK (((open = (closed_at IS NULL)) AND ((state IS NULL) OR ((state = 'closed'::text) <> open)))),
    CONSTRAINT report_hazard_within CHECK (((overdue <= open) AND (waiting <= overdue) AND (on_time <= (due AND (NOT open))) AND (closed <= (NOT open))))
);

ALTER TABLE public.report_hazard OWNER TO anjian_owner;

--
-- Name: hazards_at(integer, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hazards_at(of_report integer, since timestamp with time zone, until timestamp with time zone) RETURNS SETOF public.report_hazard
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with past as materialized (
    select h.id, h.row_id, h.changed_at, h.after ->> 'closed_at' is null as opens, kept.*
    from history h cross join lateral jsonb_to_record(h.before)
      kept (enterprise integer, major boolean, source text, state text, description text, due_at timestamptz, closed_at timestamptz)
    where h.table_name = 'hazard' and h.after is not null),
  standing as (select distinct on (row_id) * from past where changed_at >= until order by row_id, id),
  reopened as (
    select row_id, max(closed_at) as closed_at from past where closed_at < until and opens and changed_at >= until group by row_id),
  place as (
    select distinct on (h.row_id) h.row_id as id, h.before ->> 'name' as name, h.before ->> 'industry' as industry,
      (h.before ->> 'grid')::integer as grid, (h.before ->> 'lead_department')::integer as department
    from history h where h.table_name = 'enterprise' and h.after is not null and h.changed_at >= until order by h.row_id, h.id),
  known as (
    select h.id, coalesce(s.enterprise, h.enterprise) as enterprise, coalesce(s.major, h.major) as major, coalesce(s.source, h.source) as source,
      coalesce(s.description, h.description) as description, h.found_at, coalesce(s.due_at, h.due_at) as due_at,
      greatest(case when h.closed_at < until then h.closed_at end, r.closed_at) as closed_at, coalesce(s.state, h.state) as state, s.id as told
    from hazard h left join standing s on s.row_id = h.id left join reopened r on r.row_id = h.id where h.found_at < until)
  select of_report, k.id, k.enterprise, coalesce(p.name, e.name), k.description, k.major, k.source,
    case when p.id is null then e.industry else p.industry end, case when p.id is null then e.grid else p.grid end,
    case when p.id is null then e.lead_department else p.department end, k.found_at, k.due_at, k.closed_at, stood.state,
    k.found_at >= since, coalesce(k.closed_at >= since, false), k.closed_at is null, k.closed_at is null and k.due_at < until,
    k.closed_at is null and k.due_at < until and coalesce(stood.state = 'pending-review', false),
    k.due_at >= since and k.due_at < until, k.due_at >= since and k.due_at < until and coalesce(k.closed_at <= k.due_at, false)
  from known k join enterprise e on e.id = k.enterprise left join place p on p.id = k.enterprise and e.opened_at < until
  cross join lateral (select case when k.closed_at is not null then 'closed' when k.state <> 'closed' then k.state else (
    select x.state from past x where x.row_id = k.id and (k.told is null or x.id < k.told) and x.state not in ('closed', 'voided')
    order by x.id desc limit 1) end as state) stood
  where (k.closed_at is not null or k.state <> 'voided')
    and (k.found_at >= since or k.closed_at is null or k.closed_at >= since or (k.due_at >= since and k.due_at < until))
$$;

ALTER FUNCTION app.hazards_at(of_report integer, since timestamp with time zone, until timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: hazards_folded(integer[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hazards_folded(wanted integer[]) RETURNS TABLE(hazard integer, events smallint, at timestamp with time zone, state text, major boolean, kind text, due_at timestamp with time zone, closed_at timestamp with time zone, dispatched_at timestamp with time zone, submitted_at timestamp with time zone, supervising integer, stopped boolean, revisit_on date, finder text, submitter text, asked_until timestamp with time zone)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select e.hazard, max(e.n), max(e.at), (array_agg(e.to_state order by e.n desc))[1],
    (array_agg(e.major order by e.n desc) filter (where e.major is not null))[1],
    (array_agg(e.kind order by e.n desc) filter (where e.kind is not null))[1],
    (array_agg(e.due_at order by e.n desc) filter (where e.act in ('report', 'record', 'dispatch', 'grant-extension')))[1],
    case when (array_agg(e.to_state order by e.n desc))[1] = 'closed' then (array_agg(coalesce(e.closed_at, e.at) order by e.n desc) filter (where e.act in ('record', 'pass')))[1] end,
    max(e.at) filter (where e.act = 'dispatch'),
    max(e.at) filter (where e.act in ('submit', 'fix-on-spot')),
    (array_agg(e.supervising order by e.n desc) filter (where e.act = 'supervise'))[1],
    coalesce((array_agg(e.act = 'dispatch' and e.stopped order by e.n desc) filter (where e.act in ('dispatch', 'resume')))[1], false),
    (array_agg(e.revisit_on order by e.n desc) filter (where e.act in ('pass', 'revisit', 'rebound', 'record')))[1],
    (array_agg(app.hand_key(e.account, e.person) order by e.n))[1],
    (array_agg(app.hand_key(e.account, e.person) order by e.n desc) filter (where e.act in ('submit', 'fix-on-spot')))[1],
    (array_agg(e.due_at order by e.n desc) filter (where e.act = 'ask-extension'))[1]
  from hazard_event e
  where e.hazard = any (wanted)
  group by e.hazard
$$;

ALTER FUNCTION app.hazards_folded(wanted integer[]) OWNER TO anjian_owner;

--
-- Name: headed(public.import_stage, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.headed(of_stage public.import_stage, field text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(((((of_stage).mapping -> 'columns'::text) -> field) ->> 'column'::text), CASE field WHEN 'lng'::text THEN '经度'::text WHEN 'lat'::text THEN '纬度'::text ELSE field END);

ALTER FUNCTION app.headed(of_stage public.import_stage, field text) OWNER TO anjian_owner;

--
-- Name: hold_letter(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hold_letter(target integer, OUT letter integer, OUT attempt integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  today constant date := app.day_of(app.now());
  until constant timestamptz := app.now() + interval '5 minutes';
begin
  select l.id into letter from reminder_letter l where l.account = target and l.sent_at is null
    and coalesce(l.held_until <= app.now(), true) and coalesce(l.next_at <= app.now(), true) for update skip locked;
  if letter is not null then
    update reminder_letter l set day = today, held_until = until, next_at = null, attempts = l.attempts + 1 where l.id = letter
      returning l.attempts into attempt;
  elsif not exists (select from reminder_letter l where l.account = target and (l.sent_at is null or l.day = today)) then
    insert into reminder_letter (account, day, held_until) values (target, today, until)
      on conflict do nothing returning id, attempts into letter, attempt;
  end if;
end $$;

ALTER FUNCTION app.hold_letter(target integer, OUT letter integer, OUT attempt integer) OWNER TO anjian_owner;

--
-- Name: hold_webhook(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.hold_webhook(OUT target integer, OUT delivery uuid, OUT body text, OUT attempt integer, OUT at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  at := app.now();
  delete from reminder_webhook w using reminder r
  where r.id = w.reminder and w.sent_at is null and coalesce(w.held_until <= at, true) and not app.hazard_reminder_stands(r);
  select w.reminder into target from reminder_webhook w
  where w.sent_at is null and coalesce(w.held_until <= at, true) and coalesce(w.next_at <= at, true)
  order by w.reminder limit 1 for update skip locked;
  update reminder_webhook w set held_until = hold_webhook.at + interval '2 minutes', next_at = null, attempts = w.attempts + 1
  where w.reminder = target returning w.delivery, w.body::text, w.attempts into delivery, body, attempt;
end $$;

ALTER FUNCTION app.hold_webhook(OUT target integer, OUT delivery uuid, OUT body text, OUT attempt integer, OUT at timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: demo_identity; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.demo_identity (
    key text NOT NULL,
    label text NOT NULL,
    label_en text NOT NULL,
    role text NOT NULL,
    grids integer[] DEFAULT '{}'::integer[] NOT NULL,
    department integer,
    enterprise integer,
    "position" smallint NOT NULL,
    CONSTRAINT demo_identity_key_check CHECK ((key ~ '^[a-z0-9-]{1,40}$'::text)),
    CONSTRAINT demo_identity_role_check CHECK ((role = ANY (ARRAY['government'::text, 'department'::text, 'grid'::text, 'enterprise'::text, 'system'::text, 'security'::text, 'audit'::text, 'public'::text])))
);

ALTER TABLE public.demo_identity OWNER TO anjian_owner;

--
-- Name: district; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.district (
    id integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    geom public.geometry(MultiPolygon,4326),
    geom_3857 public.geometry(MultiPolygon,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    demo boolean DEFAULT false NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT district_code_check CHECK ((code ~ '^[0-9]{6}$|^[a-z][a-z0-9-]{1,30}$'::text)),
    CONSTRAINT district_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT district_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

ALTER TABLE public.district OWNER TO anjian_owner;

--
-- Name: holds_demo(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.holds_demo() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN ((EXISTS (SELECT FROM public.demo_identity)) OR (EXISTS (SELECT FROM public.district WHERE district.demo)));

ALTER FUNCTION app.holds_demo() OWNER TO anjian_owner;

--
-- Name: import_columns(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_columns(topic text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE topic WHEN 'enterprise'::text THEN ARRAY['name'::text, 'industry'::text, 'status'::text, 'address'::text, 'legal_person'::text, 'safety_manager'::text, 'safety_manager_phone'::text, 'staff'::text, 'crowded'::text, 'high_risk'::text, 'standardization'::text] WHEN 'grid'::text THEN ARRAY['name'::text, 'person'::text, 'phone'::text] WHEN 'department'::text THEN ARRAY['code'::text, 'name'::text, 'name_en'::text, 'person'::text, 'phone'::text, 'industries'::text] WHEN 'enterprise_person'::text THEN ARRAY['office'::text, 'name'::text, 'phone'::text, 'appointed_on'::text] WHEN 'inspection'::text THEN ARRAY['kind'::text, 'inspector'::text, 'inspected_at'::text, 'findings'::text] WHEN 'risk_point'::text THEN ARRAY['name'::text, 'method'::text, 'profile'::text, 'likelihood'::text, 'exposure'::text, 'consequence'::text, 'score'::text, 'level'::text, 'measures'::text, 'person'::text] WHEN 'population_point'::text THEN ARRAY['people'::text] WHEN 'hazard'::text THEN ARRAY['description'::text, 'source'::text, 'found_at'::text, 'due_at'::text, 'major'::text, 'state'::text, 'closed_at'::text] WHEN 'hazard_source'::text THEN ARRAY['name'::text, 'unit_kind'::text, 'principal'::text, 'technician'::text, 'operator'::text, 'assessed_at'::text, 'geom'::text] WHEN 'hazard_source_substance'::text THEN ARRAY['name'::text, 'cas'::text, 'category'::text, 'quantity'::text, 'critical'::text, 'beta'::text, 'beta_reason'::text] WHEN 'resource'::text THEN ARRAY['kind'::text, 'name'::text, 'owner'::text, 'address'::text, 'contact'::text, 'phone'::text, 'quantity'::text, 'unit'::text, 'checked_on'::text, 'valid_until'::text, 'geom'::text, 'source_datum'::text, 'source'::text] WHEN 'place'::text THEN ARRAY['kind'::text, 'name'::text, 'code'::text, 'address'::text, 'manager'::text, 'manager_code'::text, 'manager_enterprise'::text, 'person'::text, 'phone'::text, 'safety_manager'::text, 'safety_manager_phone'::text, 'emergency_contact'::text, 'emergency_phone'::text, 'floors'::text, 'area'::text, 'units'::text, 'lead_department'::text, 'geom'::text, 'boundary_assumed'::text] WHEN 'tenant'::text THEN ARRAY['name'::text, 'room'::text, 'industry'::text, 'contact'::text, 'phone'::text, 'since'::text, 'until'::text, 'enterprise'::text] ELSE '{}'::text[] END;

ALTER FUNCTION app.import_columns(topic text) OWNER TO anjian_owner;

--
-- Name: import_located(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_located(topic text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (topic = ANY (ARRAY['enterprise'::text, 'grid'::text, 'population_point'::text]));

ALTER FUNCTION app.import_located(topic text) OWNER TO anjian_owner;

--
-- Name: import_digest(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_digest(topic text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((app.import_columns(topic) || CASE topic WHEN 'enterprise'::text THEN ARRAY['initials'::text] ELSE '{}'::text[] END) || CASE WHEN app.import_located(topic) THEN ARRAY['geom'::text] ELSE '{}'::text[] END);

ALTER FUNCTION app.import_digest(topic text) OWNER TO anjian_owner;

--
-- Name: import_key(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_key(topic text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE topic WHEN 'department'::text THEN ARRAY['code'::text] WHEN 'enterprise_person'::text THEN ARRAY['office'::text, 'name'::text] WHEN 'inspection'::text THEN ARRAY['kind'::text, 'inspector'::text, 'inspected_at'::text] WHEN 'risk_point'::text THEN ARRAY['name'::text] WHEN 'hazard'::text THEN ARRAY['description'::text, 'found_at'::text] WHEN 'hazard_source'::text THEN ARRAY['name'::text] WHEN 'hazard_source_substance'::text THEN ARRAY['name'::text] WHEN 'resource'::text THEN ARRAY['kind'::text, 'name'::text, 'owner'::text] ELSE '{}'::text[] END;

ALTER FUNCTION app.import_key(topic text) OWNER TO anjian_owner;

--
-- Name: import_owner(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_owner(topic text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (topic = 'hazard_source_substance'::text) THEN 'hazard_source'::text WHEN (topic = 'tenant'::text) THEN 'place'::text WHEN (topic = ANY (ARRAY['enterprise_person'::text, 'inspection'::text, 'risk_point'::text, 'hazard'::text, 'hazard_source'::text])) THEN 'enterprise'::text ELSE NULL::text END;

ALTER FUNCTION app.import_owner(topic text) OWNER TO anjian_owner;

--
-- Name: import_owned(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.import_owned(topic text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (app.import_owner(topic) IS NOT NULL);

ALTER FUNCTION app.import_owned(topic text) OWNER TO anjian_owner;

--
-- Name: inspection_content(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.inspection_content(target integer) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('request', i.request, 'enterprise', i.enterprise, 'kind', i.kind, 'inspector', i.inspector,
    'deviceAt', app.instant(i.device_at), 'receivedAt', app.instant(i.received_at), 'note', i.note,
    'checkIn', case when i.checked_in_at is not null then jsonb_build_object('lng', st_x(i.checked_in_point), 'lat', st_y(i.checked_in_point),
      'accuracyM', i.accuracy_m, 'at', app.instant(i.checked_in_at)) end,
    'answers', (select coalesce(jsonb_agg(jsonb_build_object('item', a.item, 'answer', a.answer, 'note', a.note) order by a.item), '[]')
      from inspection_answer a where a.inspection = i.id),
    'findings', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description, 'major', h.major,
      'dueAt', app.instant(h.due_at), 'item', h.checklist_item) order by h.id), '[]') from hazard h where h.inspection = i.id))
    || case when i.no_check_in is not null then jsonb_build_object('noCheckIn', i.no_check_in) else '{}' end
  from inspection i where i.id = target
$$;

ALTER FUNCTION app.inspection_content(target integer) OWNER TO anjian_owner;

--
-- Name: instant(timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.instant(moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN to_char((moment AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text);

ALTER FUNCTION app.instant(moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: is_attended(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.is_attended(target integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from post p join account a on a.id = p.account
    where p.enterprise = target and p.kind = 'safety-manager' and a.state = 'active'
      and p.from_at <= app.now() and coalesce(p.until_at > app.now(), true))
$$;

ALTER FUNCTION app.is_attended(target integer) OWNER TO anjian_owner;

--
-- Name: is_borne_out(integer, text, integer[], integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.is_borne_out(target integer, act text, cited integer[], event integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case act
    when 'submit' then exists (select from document d join hazard h on h.enterprise = d.enterprise
      where h.id = target and d.id = any (cited) and coalesce(d.hazard = target, true)
        and not exists (select from document alike join hazard_event e on e.documents @> array[alike.id] and e.documents <> '{}'
          where alike.enterprise = d.enterprise and alike.sha256 = d.sha256 and (e.hazard, e.n) is distinct from (target, event)))
    when 'fix-on-spot' then cardinality(cited) > 0 or exists (select from document d where d.hazard = target)
    else true end
$$;

ALTER FUNCTION app.is_borne_out(target integer, act text, cited integer[], event integer) OWNER TO anjian_owner;

--
-- Name: is_own_inspection(integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.is_own_inspection(account integer, inspector text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select case when app.account() is not null then account = app.account() else account is null and inspector = coalesce(app.person(), session_user) end
$$;

ALTER FUNCTION app.is_own_inspection(account integer, inspector text) OWNER TO anjian_owner;

--
-- Name: is_reminded(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.is_reminded(side text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(CASE side WHEN 'enterprise'::text THEN ((app.role() = 'enterprise'::text) AND (COALESCE(app.post(), 'safety-manager'::text) = 'safety-manager'::text)) WHEN 'grid'::text THEN ((app.role() = 'grid'::text) AND (COALESCE(app.post(), 'grid-chief'::text) = 'grid-chief'::text)) WHEN 'department'::text THEN ((app.role() = 'department'::text) AND (COALESCE(app.post(), 'department-officer'::text) = 'department-officer'::text)) WHEN 'district'::text THEN ((app.role() = 'government'::text) AND (COALESCE(app.post(), 'duty-officer'::text) = 'duty-officer'::text)) WHEN 'leader'::text THEN ((app.role() = 'government'::text) AND (COALESCE(app.post(), 'leader'::text) = 'leader'::text)) ELSE NULL::boolean END, false);

ALTER FUNCTION app.is_reminded(side text) OWNER TO anjian_owner;

--
-- Name: iso(timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.iso(moment timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_char((moment AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text);

ALTER FUNCTION app.iso(moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: keep_answers(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_answers() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from inspection i where i.id = coalesce(new.inspection, old.inspection) and i.state = 'finished') then
    perform app.refuse_inspection('finished');
  end if;
  return coalesce(new, old);
end $$;

ALTER FUNCTION app.keep_answers() OWNER TO anjian_owner;

--
-- Name: keep_audit(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_audit() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  raise exception 'the audit is only ever added to' using errcode = 'insufficient_privilege';
end $$;

ALTER FUNCTION app.keep_audit() OWNER TO anjian_owner;

--
-- Name: keep_checklist(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_checklist() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from hazard h where h.inspection = new.id and h.checklist_item is not null)
      or exists (select from document d where d.inspection = new.id and d.checklist_item is not null) then
    perform app.refuse_inspection('list_named');
  end if;
  return new;
end $$;

ALTER FUNCTION app.keep_checklist() OWNER TO anjian_owner;

--
-- Name: keep_class_change(public.enterprise, text, text, bigint); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_class_change(former public.enterprise, cause text, said text, last_history bigint) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  latter enterprise;
  followed jsonb;
begin
  select * into strict latter from enterprise where id = former.id;
  followed := case when former.class is distinct from latter.class then jsonb_build_array(jsonb_build_object(
    'fact', 'class', 'id', null, 'subject', null, 'before', former.class, 'after', latter.class)) else '[]' end;
  insert into enterprise_change (enterprise, fields, consequences, note, cause, history_after, history_until)
  values (former.id, case when app.told_override(former) is distinct from app.told_override(latter)
      then jsonb_build_object('classOverride', jsonb_build_object('before', app.told_override(former), 'after', app.told_override(latter))) else '{}' end,
    followed, said, cause, last_history,
    (select coalesce(max(h.id), last_history) from history h where h.table_name = 'enterprise' and h.row_id = former.id));
  return followed;
end $$;

ALTER FUNCTION app.keep_class_change(former public.enterprise, cause text, said text, last_history bigint) OWNER TO anjian_owner;

--
-- Name: keep_decision(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_decision() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  if old.state <> 'open' or (new.enterprise, new.fields, new.note, new.proposed_by, new.proposed_account, new.proposed_at)
      is distinct from (old.enterprise, old.fields, old.note, old.proposed_by, old.proposed_account, old.proposed_at) then
    raise exception 'the proposal is decided, and what it proposes stays' using errcode = '23514', constraint = 'proposal_decided';
  end if;
  return new;
end $$;

ALTER FUNCTION app.keep_decision() OWNER TO anjian_owner;

--
-- Name: keep_decisions(integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_decisions(stage integer, scheme text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare source integer;
begin
  perform app.expect_importer();
  select r.stage into source from import_resemblance r where r.stage = keep_decisions.stage and r.decided is not null limit 1;
  if source is null then
    select o.id into source from import_stage s join import_stage o on o.file_name = s.file_name and o.id < s.id and o.kept and s.kept
    where s.id = keep_decisions.stage and s.attempt = 0 and o.capability = 'enterprises' and o.mapping ->> 'scheme' = keep_decisions.scheme
      and o.state in ('staged', 'cancelled', 'failed') and exists (select from import_resemblance r where r.stage = o.id and r.decided is not null)
    order by o.id desc limit 1;
  end if;
  if source is null then return; end if; -- a check that was stopped has none of its own: those before it still stand
  update import_stage s set decisions = (
    select coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'content', app.row_content(r), 'enterprise', m.enterprise, 'decided', m.decided)
      order by r.row), '[]')
    from import_resemblance m join import_row r on r.stage = m.stage and r.row = m.row where m.stage = source and m.decided is not null)
  where s.id = keep_decisions.stage;
end $$;

ALTER FUNCTION app.keep_decisions(stage integer, scheme text) OWNER TO anjian_owner;

--
-- Name: keep_evidence(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_evidence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  reason constant text := case
    when exists (select from hazard_event e where e.documents @> array[old.id] and e.documents <> '{}') then 'document_cited'
    when old.hazard is null then null
    when not coalesce(old.made_account = app.account(), old.made_account is null and old.made_by = coalesce(app.person(), session_user)) then
      'document_of_another'
    when exists (select from hazard h where h.id = old.hazard and h.state in ('closed', 'voided')) then 'document_of_closed' end;
begin
  if reason is not null then
    raise exception 'document % is kept', old.id using errcode = 'check_violation', constraint = reason, table = 'document';
  end if;
  return old;
end $$;

ALTER FUNCTION app.keep_evidence() OWNER TO anjian_owner;

--
-- Name: keep_hazard_log(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_hazard_log() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  raise exception 'the log of a hazard only grows' using errcode = '23514', constraint = 'hazard_event_stays';
end $$;

ALTER FUNCTION app.keep_hazard_log() OWNER TO anjian_owner;

--
-- Name: keep_history(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_history() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
  if tg_op = 'DELETE' then
    insert into public.history (table_name, row_id, changed_at, changed_by, before)
    values (tg_table_name, old.id, app.now(), coalesce(app.person(), session_user), to_jsonb(old) - 'geom_3857');
    return old;
  end if;
  insert into public.history (table_name, row_id, changed_at, changed_by, before, after)
  values (tg_table_name, old.id, app.now(), coalesce(app.person(), session_user), to_jsonb(old) - 'geom_3857', to_jsonb(new) - 'geom_3857');
  return new;
end $$;

ALTER FUNCTION app.keep_history() OWNER TO anjian_owner;

--
-- Name: keep_inspection_records(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_inspection_records() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.refuse_inspection('records_stay');
  return null;
end $$;

ALTER FUNCTION app.keep_inspection_records() OWNER TO anjian_owner;

--
-- Name: keep_repeats(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_repeats() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  enterprises integer[];
  kinds text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (select distinct enterprise, kind from new_rows where kind is not null and state <> 'voided') t;
  elsif tg_op = 'DELETE' then
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (select distinct enterprise, kind from old_rows where kind is not null and state <> 'voided') t;
  else
    select array_agg(enterprise), array_agg(kind) into enterprises, kinds
    from (
      with moved as (
        select n.enterprise, n.kind, o.enterprise as enterprise_before, o.kind as kind_before from new_rows n join old_rows o using (id)
        where (n.enterprise, n.kind, n.found_at, n.state = 'voided') is distinct from (o.enterprise, o.kind, o.found_at, o.state = 'voided'))
      select enterprise, kind from moved where kind is not null
      union select enterprise_before, kind_before from moved where kind_before is not null) t;
    if enterprises is not null then
      update hazard h set repeat_of = null from new_rows n
      where h.id = n.id and h.repeat_of is not null and (n.kind is null or n.state = 'voided');
    end if;
  end if;
  if enterprises is null then return null; end if;
  perform app.take_hazards_turn(), app.mark_repeats(enterprises, kinds);
  return null;
end $$;

ALTER FUNCTION app.keep_repeats() OWNER TO anjian_owner;

--
-- Name: keep_report(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_report() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  signs constant text[] := '{state,signed_by,signed_account,signed_at,due_on}';
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' and not app.holds_demo() then
      raise exception 'a signed report stays' using errcode = '23514', constraint = 'report_signed';
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a report begins as a draft' using errcode = '23514', constraint = 'report_signed';
    end if;
    return new;
  end if;
  if old.state <> 'draft' and (old.state, new.state) <> ('signed', 'superseded') or (old.state, new.state) = ('draft', 'superseded')
      or new.state <> 'draft' and to_jsonb(new) - signs is distinct from to_jsonb(old) - signs
      or old.state <> 'draft' and (new.signed_by, new.signed_account, new.signed_at) is distinct from (old.signed_by, old.signed_account, old.signed_at) then
    raise exception 'a signed report stays as it is' using errcode = '23514', constraint = 'report_signed';
  end if;
  if new.state = 'signed' and not (new.hash = app.report_hash(new.id) and app.report_adds_up(new.id)) then
    raise exception 'the figures are not those of the rows' using errcode = '23514', constraint = 'report_untrue';
  end if;
  return new;
end $$;

ALTER FUNCTION app.keep_report() OWNER TO anjian_owner;

--
-- Name: keep_report_content(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_report_content() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare touched boolean := tg_op = 'TRUNCATE';
begin
  if tg_op in ('INSERT', 'UPDATE') then
    touched := exists (select from new_rows n join report r on r.id = n.report where r.state <> 'draft');
  end if;
  if tg_op in ('UPDATE', 'DELETE') then
    touched := touched or exists (select from old_rows o join report r on r.id = o.report where r.state <> 'draft');
  end if;
  if touched then
    raise exception 'what a signed report counts stays as it is' using errcode = '23514', constraint = 'report_signed';
  end if;
  return null;
end $$;

ALTER FUNCTION app.keep_report_content() OWNER TO anjian_owner;

--
-- Name: keep_squares(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_squares(stage integer) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  name constant text := format('import_square_%s', keep_squares.stage);
begin
  if to_regclass('pg_temp.' || name) is null then
    execute format('create temporary table %I (x integer, y integer, grid integer, primary key (x, y)) on commit drop', name);
    execute format('insert into pg_temp.%I select q.x, q.y, q.grid from app.grid_squares($1) q where q.sure', name) using keep_squares.stage;
  end if;
  return name;
end $_$;

ALTER FUNCTION app.keep_squares(stage integer) OWNER TO anjian_owner;

--
-- Name: keep_standing(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_standing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into enterprise_standing (enterprise, at, class_before, status_before, class_after, status_after)
  values (new.id, app.now(), old.class, old.status, new.class, new.status);
  return null;
end $$;

ALTER FUNCTION app.keep_standing() OWNER TO anjian_owner;

--
-- Name: keep_superseded(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_superseded() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from report r where r.supersedes = new.id and r.state <> 'draft') then
    raise exception 'nothing stands in its place' using errcode = '23514', constraint = 'report_superseded_by';
  end if;
  return null;
end $$;

ALTER FUNCTION app.keep_superseded() OWNER TO anjian_owner;

--
-- Name: keep_use(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_use() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into account_use as kept (account, seen_at)
    select o.account, max(o.seen_at) from old_rows o join account a on a.id = o.account where o.step = 'done' group by o.account
    on conflict (account) do update set seen_at = greatest(kept.seen_at, excluded.seen_at);
  return null;
end $$;

ALTER FUNCTION app.keep_use() OWNER TO anjian_owner;

--
-- Name: keep_visits(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.keep_visits() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ids integer[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else select array_agg(distinct enterprise) into ids from (select enterprise from new_rows union select enterprise from old_rows) t; end if;
  update enterprise e set visited_at = latest.at
  from (select v.id, (select max(i.inspected_at) from inspection i where i.enterprise = v.id and i.kind <> 'self' and i.state = 'finished') as at from unnest(ids) v (id)) latest
  where e.id = latest.id and e.visited_at is distinct from latest.at;
  return null;
end $$;

ALTER FUNCTION app.keep_visits() OWNER TO anjian_owner;

--
-- Name: kept_columns(text, text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.kept_columns(alias text, former text, names text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(format('coalesce(%1$s.%3$I, %2$s.%3$I)'::text, kept_columns.alias, kept_columns.former, named.name), ', '::text ORDER BY named.place) AS string_agg FROM unnest(kept_columns.names) WITH ORDINALITY named(name, place));

ALTER FUNCTION app.kept_columns(alias text, former text, names text[]) OWNER TO anjian_owner;

--
-- Name: kept_facts(jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.kept_facts(kept jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path TO ''
    AS $$
  select jsonb_build_object('name', kept -> 'name', 'identifier', kept -> 'identifier', 'industry', kept -> 'industry', 'status', kept -> 'status',
    'legalPerson', kept -> 'legal_person', 'staff', kept -> 'staff', 'crowded', kept -> 'crowded', 'highRisk', kept -> 'high_risk',
    'standardization', kept -> 'standardization', 'standardizationUntil', kept -> 'standardization_until', 'address', kept -> 'address', 'place', kept -> 'place',
    'safetyManager', kept -> 'safety_manager', 'safetyManagerPhone', kept -> 'safety_manager_phone',
    'position', kept -> 'geom' -> 'coordinates', 'footprint', kept -> 'footprint' -> 'coordinates' -> 0)
$$;

ALTER FUNCTION app.kept_facts(kept jsonb) OWNER TO anjian_owner;

--
-- Name: kind_match(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.kind_match(topic text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE topic WHEN 'hazard_source_substance'::text THEN 'b.name = any (m.known_as)'::text WHEN 'place'::text THEN 'b.kind <> ''block'' and (b.code = r.made ->> ''code''
      or b.kind = m.kind and b.name = m.name and (b.code is null or r.made ->> ''code'' is null))'::text WHEN 'tenant'::text THEN '(b.enterprise = plant.id or b.name = m.name and (plant.id is null or b.enterprise is null))
      and (b.until = (r.made ->> ''until'')::date or coalesce(b.until > app.today(), true) and (r.made ->> ''until'' is null
        or (r.made ->> ''until'')::date >= coalesce(b.since, (r.made ->> ''until'')::date)
          and coalesce(b.since = (r.made ->> ''since'')::date, true)))'::text ELSE COALESCE((SELECT string_agg(format('b.%1$I = m.%1$I'::text, name.name), ' and '::text) AS string_agg FROM unnest(app.import_key(kind_match.topic)) name(name)), 'b.geom && point.geom and b.geom = point.geom'::text) END;

ALTER FUNCTION app.kind_match(topic text) OWNER TO anjian_owner;

--
-- Name: known_by(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.known_by(key text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN format('left join lateral (select e.* from enterprise e where e.scheme = $1 and e.identifier = %1$s limit 1) known on true
    left join lateral (select a.enterprise as id from enterprise_alias a where a.scheme = $1 and a.identifier = %1$s) alias on true'::text, key);

ALTER FUNCTION app.known_by(key text) OWNER TO anjian_owner;

--
-- Name: kind_joins(text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.kind_joins(topic text, names text[]) RETURNS text
    LANGUAGE sql STABLE
    RETURN format('left join lateral json_to_record(r.made) m (%s%s) on true
    cross join lateral (select st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom) point
    %s
    left join lateral (select b.* from %I b where %s order by %s b.id limit 1) book on true'::text, app.column_types(topic, names), (CASE WHEN (topic = 'tenant'::text) THEN ', enterprise_key text, place_named text'::text WHEN app.import_owned(topic) THEN ', enterprise text'::text ELSE ''::text END || CASE topic WHEN 'hazard_source_substance'::text THEN ', hazard_source text, known_as text[]'::text ELSE ''::text END), CASE WHEN app.import_owned(topic) THEN ((app.known_by(CASE topic WHEN 'tenant'::text THEN 'm.enterprise_key'::text ELSE 'm.enterprise'::text END) || ' cross join lateral (select coalesce(known.id, alias.id) as id) plant '::text) || CASE topic WHEN 'hazard_source_substance'::text THEN 'left join lateral (select s.id from hazard_source s where s.enterprise = plant.id and s.name = m.hazard_source) owner on true'::text WHEN 'tenant'::text THEN 'cross join lateral (select coalesce(
              (select p.id from place p where p.code = m.place_named and p.kind <> ''block''),
              (select min(p.id) from place p where p.name = m.place_named and p.kind <> ''block'' having count(*) = 1)) as id) owner'::text ELSE 'cross join lateral (select plant.id) owner'::text END) ELSE 'cross join (select null::integer as id) plant cross join (select null::integer as id) owner'::text END, topic, (CASE WHEN app.import_owned(topic) THEN format('b.%I = owner.id and '::text, app.import_owner(topic)) ELSE ''::text END || app.kind_match(topic)), CASE topic WHEN 'place'::text THEN 'b.code is distinct from r.made ->> ''code'','::text WHEN 'tenant'::text THEN 'b.enterprise is distinct from plant.id, b.until is distinct from (r.made ->> ''until'')::date,'::text ELSE ''::text END);

ALTER FUNCTION app.kind_joins(topic text, names text[]) OWNER TO anjian_owner;

--
-- Name: kind_names(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.kind_names(of_stage public.import_stage) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY(SELECT name.name FROM unnest((kind_names.of_stage).columns) name(name) WHERE (name.name = ANY (app.import_columns(app.import_topic((kind_names.of_stage).capability)))));

ALTER FUNCTION app.kind_names(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: knows(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.knows(what text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select coalesce(app.post(), case app.role() when 'government' then 'duty-officer' when 'department' then 'department-officer'
      when 'grid' then 'grid-chief' when 'enterprise' then 'safety-manager' else '' end)
    = any (case what
      when 'phones' then array['leader', 'duty-officer', 'data-steward', 'department-officer', 'grid-chief', 'grid-worker', 'safety-manager', 'expert']
      when 'inventories' then array['leader', 'duty-officer', 'data-steward', 'department-officer', 'grid-chief', 'safety-manager', 'expert']
      when 'stores' then array['leader', 'duty-officer', 'data-steward', 'department-officer', 'grid-chief', 'safety-manager']
      else '{}' end)
$$;

ALTER FUNCTION app.knows(what text) OWNER TO anjian_owner;

--
-- Name: last_history(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.last_history(of_enterprise integer) RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(max(id), 0) from history where table_name = 'enterprise' and row_id = of_enterprise
$$;

ALTER FUNCTION app.last_history(of_enterprise integer) OWNER TO anjian_owner;

--
-- Name: lead_department(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.lead_department(industry text) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'public'
    AS $$ select department from app.leader_of(industry) $$;

ALTER FUNCTION app.lead_department(industry text) OWNER TO anjian_owner;

--
-- Name: leader_of(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.leader_of(industry text) RETURNS TABLE(department integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select d.id from public.department d, unnest(d.industries) prefix
  where leader_of.industry is not null and starts_with(leader_of.industry, prefix)
  order by length(prefix) desc, d.id limit 1
$$;

ALTER FUNCTION app.leader_of(industry text) OWNER TO anjian_owner;

--
-- Name: level_of(double precision, double precision); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.level_of(ratio double precision, r double precision) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((ratio IS NULL) OR (r IS NULL) OR (ratio < (((1)::numeric - 0.000000001))::double precision)) THEN NULL::integer WHEN (r >= (((100)::numeric - 0.000000001))::double precision) THEN 1 WHEN (r >= (((50)::numeric - 0.000000001))::double precision) THEN 2 WHEN (r >= (((10)::numeric - 0.000000001))::double precision) THEN 3 ELSE 4 END;

ALTER FUNCTION app.level_of(ratio double precision, r double precision) OWNER TO anjian_owner;

--
-- Name: lift_class_override(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.lift_class_override(target integer) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept enterprise;
  last_history bigint;
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.acting_post() = any (app.override_posts()));
  select * into strict kept from enterprise where id = target for update;
  if kept.class_override is null then
    raise exception 'nothing is overridden' using errcode = 'check_violation', constraint = 'override_none';
  end if;
  last_history := app.last_history(target);
  update enterprise set class_override = null, class_override_reason = null, class_override_until = null, class_override_by = null,
    class_override_at = null where id = target;
  perform app.reclassify(array[target]);
  return app.keep_class_change(kept, 'override-lifted', null, last_history);
end $$;

ALTER FUNCTION app.lift_class_override(target integer) OWNER TO anjian_owner;

--
-- Name: link_tenant(integer, integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.link_tenant(asked integer, target integer, said text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  of_tenant constant tenant := app.tenant_to_link(asked);
  told jsonb := '{"fields": {}, "consequences": [], "warnings": []}';
  kept enterprise;
begin
  perform app.refuse_unless(app.sees_enterprise(target));
  select * into strict kept from enterprise where id = target for update;
  if kept.place <> of_tenant.place then
    raise exception 'its file says that it sits elsewhere'
      using constraint = 'tenant_elsewhere', detail = (select p.name from place p where p.id = kept.place);
  end if;
  if kept.place is null then
    told := app.change_enterprise(target, jsonb_build_object('place', of_tenant.place), '', said);
  end if;
  update tenant set enterprise = target where id = asked;
  return told;
end $$;

ALTER FUNCTION app.link_tenant(asked integer, target integer, said text) OWNER TO anjian_owner;

--
-- Name: make_change(integer, jsonb, text, integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.make_change(target integer, wanted jsonb, new_initials text, of_proposal integer, said text) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept enterprise;
  changed jsonb;
  former jsonb;
  followed jsonb;
  last_history bigint;
begin
  select * into strict kept from enterprise where id = target for update;
  select jsonb_object_agg(key, case when key = 'safetyManagerPhone' then '{"concealed": true}'
      else jsonb_build_object('before', app.enterprise_facts(kept) -> key, 'after', value) end)
    into changed from jsonb_each(wanted) where value is distinct from app.enterprise_facts(kept) -> key;
  if changed is null then
    raise exception 'nothing changes' using constraint = 'change_nothing';
  end if;
  former := app.derived_facts(target);
  select coalesce(max(id), 0) into last_history from history where table_name = 'enterprise' and row_id = target;
  update enterprise e set
    name = w.name, initials = case when wanted ? 'name' then new_initials else e.initials end, identifier = w.identifier,
    industry = w.industry, status = w.status, legal_person = w."legalPerson", staff = w.staff, crowded = w.crowded,
    high_risk = w."highRisk", standardization = w.standardization, standardization_until = w."standardizationUntil", address = w.address, place = w.place,
    safety_manager = w."safetyManager", safety_manager_phone = w."safetyManagerPhone",
    geom = case when not changed ? 'position' then e.geom
      else st_setsrid(st_makepoint((w.position #>> '{at,0}')::double precision, (w.position #>> '{at,1}')::double precision), 4326) end,
    source_datum = case when changed ? 'position' then coalesce(w.position ->> 'datum', e.source_datum) else e.source_datum end,
    footprint = case when not changed ? 'footprint' then e.footprint when jsonb_typeof(wanted -> 'footprint') = 'null' then null
      else st_geomfromgeojson(jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(w.footprint -> 'ring'))) end
  from jsonb_to_record(app.enterprise_facts(kept) || wanted) as w (name text, identifier text, industry text, status text, "legalPerson" text,
    staff integer, crowded boolean, "highRisk" boolean, standardization smallint, "standardizationUntil" date, address text, place integer,
    "safetyManager" text, "safetyManagerPhone" text, position jsonb, footprint jsonb)
  where e.id = target;
  perform app.reclassify(array[target]);
  followed := app.consequences(former, app.derived_facts(target));
  insert into enterprise_change (enterprise, proposal, fields, consequences, note, history_after, history_until)
  values (target, of_proposal, changed, followed, said, last_history,
    (select coalesce(max(id), 0) from history where table_name = 'enterprise' and row_id = target));
  return jsonb_build_object('fields', changed, 'consequences', followed,
    'warnings', case when changed ?| '{position,footprint}' then app.place_warnings(target) else '[]' end);
end $$;

ALTER FUNCTION app.make_change(target integer, wanted jsonb, new_initials text, of_proposal integer, said text) OWNER TO anjian_owner;

--
-- Name: mark_all_dues(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.mark_all_dues() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update hazard h set past_dues = f.past_dues
  from (
    select b.id, case when moved.hazard is not null then app.past_dues_of(b.id, b.found_at) end as past_dues
    from hazard b left join (
      select hazard from hazard_event where due_at is not null and act in ('report', 'record', 'dispatch', 'grant-extension')
      group by hazard having min(due_at) < max(due_at)) moved on moved.hazard = b.id
    where moved.hazard is not null or b.past_dues is not null) f
  where h.id = f.id and h.past_dues is distinct from f.past_dues
$$;

ALTER FUNCTION app.mark_all_dues() OWNER TO anjian_owner;

--
-- Name: mark_all_repeats(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.mark_all_repeats() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update hazard h set repeat_of = found.before
  from (
    select a.id, case when a.kind is not null and a.state <> 'voided' and lag(a.found_at) over alike > app.year_before(a.found_at)
      then lag(a.id) over alike end as before
    from hazard a window alike as (partition by a.enterprise, a.kind, a.state = 'voided' order by a.found_at, a.id)) found
  where h.id = found.id and h.repeat_of is distinct from found.before
$$;

ALTER FUNCTION app.mark_all_repeats() OWNER TO anjian_owner;

--
-- Name: mark_repeats(integer[], text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.mark_repeats(enterprises integer[], kinds text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update hazard h set repeat_of = found.before
  from (
    select a.id, case when lag(a.found_at) over alike > app.year_before(a.found_at) then lag(a.id) over alike end as before
    from unnest(enterprises, kinds) pair (enterprise, kind) join hazard a on a.enterprise = pair.enterprise and a.kind = pair.kind
    where a.state <> 'voided'
    window alike as (partition by a.enterprise, a.kind order by a.found_at, a.id)) found
  where h.id = found.id and h.repeat_of is distinct from found.before
$$;

ALTER FUNCTION app.mark_repeats(enterprises integer[], kinds text[]) OWNER TO anjian_owner;

--
-- Name: may_do(text, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.may_do(act text, fields jsonb) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select coalesce(bool_and(coalesce(app.acting_post() = any (app.field_posts(key, act)), false)), false) from jsonb_object_keys(fields) key
$$;

ALTER FUNCTION app.may_do(act text, fields jsonb) OWNER TO anjian_owner;

--
-- Name: may_import(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.may_import() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((current_setting('role'::text) = 'anjian_steward'::text) OR ((app.role() = 'government'::text) AND (COALESCE(app.post(), 'data-steward'::text) = 'data-steward'::text)));

ALTER FUNCTION app.may_import() OWNER TO anjian_owner;

--
-- Name: may_inspect(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.may_inspect(wanted text) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from inspection_right r where r.post = app.hand_post() and r.kind = wanted)
$$;

ALTER FUNCTION app.may_inspect(wanted text) OWNER TO anjian_owner;

--
-- Name: may_report(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.may_report(act text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select coalesce(app.role() = 'government' and (app.post() is null or app.post() = any (case act
    when 'prepare' then '{duty-officer,data-steward}' when 'sign' then '{leader}' end::text[])), false)
$$;

ALTER FUNCTION app.may_report(act text) OWNER TO anjian_owner;

--
-- Name: measures_of(public.report_hazard); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.measures_of(r public.report_hazard) RETURNS TABLE(measure text, holds boolean)
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select * from (values ('found', r.found), ('closed', r.closed), ('open', r.open), ('overdue', r.overdue), ('waiting', r.waiting),
    ('due', r.due), ('on-time', r.on_time)) measure
$$;

ALTER FUNCTION app.measures_of(r public.report_hazard) OWNER TO anjian_owner;

--
-- Name: mend_stay(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.mend_stay() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.clashes := false;
  return new;
end $$;

ALTER FUNCTION app.mend_stay() OWNER TO anjian_owner;

--
-- Name: micros(timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.micros(moment timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    AS $$
  select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

ALTER FUNCTION app.micros(moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: month_of(timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.month_of(moment timestamp with time zone) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (date_trunc('month'::text, (moment AT TIME ZONE 'Asia/Shanghai'::text)))::date;

ALTER FUNCTION app.month_of(moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: month_start(date); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.month_start(month date) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((month)::timestamp without time zone AT TIME ZONE 'Asia/Shanghai'::text);

ALTER FUNCTION app.month_start(month date) OWNER TO anjian_owner;

--
-- Name: move_documents(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.move_documents() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update document t set grid = n.grid, department = n.lead_department
  from new_rows n join old_rows o using (id)
  where t.enterprise = n.id and (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department);
  return null;
end $$;

ALTER FUNCTION app.move_documents() OWNER TO anjian_owner;

--
-- Name: move_entries(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.move_entries() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  moved integer[];
  target text;
begin
  select array_agg(n.id) into moved from new_rows n join old_rows o using (id)
  where (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department);
  if moved is null then return null; end if;
  foreach target in array array['enterprise_person', 'licence', 'certificate', 'special_equipment', 'insurance', 'safety_fund',
      'emergency_plan', 'penalty', 'accident', 'file_declaration'] loop
    execute format('update %I t set grid = e.grid, department = e.lead_department
      from unnest($1) m (id) join enterprise e using (id) where t.enterprise = e.id', target) using moved;
  end loop;
  return null;
end $_$;

ALTER FUNCTION app.move_entries() OWNER TO anjian_owner;

--
-- Name: move_reminders(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.move_reminders() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update reminder r set grid = n.grid, department = n.lead_department from new_rows n join old_rows o using (id)
  where r.enterprise = n.id and (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department);
  return null;
end $$;

ALTER FUNCTION app.move_reminders() OWNER TO anjian_owner;

--
-- Name: move_scope(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.move_scope() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
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
end $_$;

ALTER FUNCTION app.move_scope() OWNER TO anjian_owner;

--
-- Name: move_targets(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.move_targets() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update inspection_target t set grid = n.grid, department = n.lead_department from new_rows n join old_rows o using (id)
  where t.enterprise = n.id and (n.grid, n.lead_department) is distinct from (o.grid, o.lead_department);
  return null;
end $$;

ALTER FUNCTION app.move_targets() OWNER TO anjian_owner;

--
-- Name: name_hindrances(integer, integer[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.name_hindrances(which integer, rows integer[]) RETURNS TABLE(id integer, key text, name text, import integer, file_name text, by_whom text, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  of_topic text;
begin
  perform app.expect_importer();
  for of_topic in select distinct c.topic from import_change c where c.import = which loop
    return query execute format($sql$
      select c.id, coalesce(kept.row ->> 'identifier', kept.row ->> 'code'),
        concat_ws(' · ', (select e.name from enterprise e where e.id = (kept.row ->> 'enterprise')::integer),
          coalesce(kept.row ->> 'name', kept.row ->> 'description', kept.row ->> 'inspector')),
        later.id, later.file_name, coalesce(later.made_by, latest.changed_by), coalesce(later.made_at, latest.changed_at)
      from import_change c left join %1$I t on t.id = c.id
      left join lateral (select h.before, h.changed_by, h.changed_at from history h where h.table_name = %1$L and h.row_id = c.id
        order by h.id desc limit 1) latest on true
      cross join lateral (select coalesce(to_jsonb(t), latest.before) as row) kept
      left join lateral (select i.id, i.file_name, i.made_by, i.made_at from import_change l join import i on i.id = l.import
        where l.topic = c.topic and l.id = c.id and i.id > c.import and i.undone_at is null
          and i.made_at >= coalesce(latest.changed_at, i.made_at) order by i.id desc limit 1) later on true
      where c.import = $1 and c.topic = %1$L and c.id = any ($2) order by c.id$sql$, of_topic)
    using which, rows;
  end loop;
end $_$;

ALTER FUNCTION app.name_hindrances(which integer, rows integer[]) OWNER TO anjian_owner;

--
-- Name: namesakes(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.namesakes() RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN '
    near as materialized (
      select distinct own.x + dx as x, own.y + dy as y
      from (select distinct floor(st_x(e.geom) * 200)::integer as x, floor(st_y(e.geom) * 200)::integer as y from enterprise e where e.geom is not null) own
      cross join generate_series(-1, 1) dx cross join generate_series(-1, 1) dy),
    arriving as materialized (
      select r.row, floor(r.lng * 200)::integer as x, floor(r.lat * 200)::integer as y, hashtextextended(app.plain_name(r.made ->> ''name''), 0) as name
      from import_row r
      where r.stage = $1 and r.outlook = ''added'' and r.lng is not null
        and (floor(r.lng * 200)::integer, floor(r.lat * 200)::integer) in (select near.x, near.y from near)),
    standing as materialized (
      select e.id, floor(st_x(e.geom) * 200)::integer as x, floor(st_y(e.geom) * 200)::integer as y, hashtextextended(app.plain_name(e.name), 0) as name
      from enterprise e where e.geom is not null),
    namesake as materialized (
      select a.row, s.id as enterprise from arriving a join standing s on s.name = a.name and abs(s.x - a.x) <= 1 and abs(s.y - a.y) <= 1),'::text;

ALTER FUNCTION app.namesakes() OWNER TO anjian_owner;

--
-- Name: only_link(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.only_link() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  delete from account_link where account = new.account;
  return new;
end $$;

ALTER FUNCTION app.only_link() OWNER TO anjian_owner;

--
-- Name: proposal; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.proposal (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    fields jsonb NOT NULL,
    note text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    proposed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    proposed_account integer DEFAULT app.account(),
    proposed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    decided_by text,
    decided_account integer,
    decided_at timestamp with time zone,
    reason text,
    foreseen jsonb DEFAULT '{"warnings": [], "consequences": []}'::jsonb NOT NULL,
    CONSTRAINT proposal_decision CHECK ((((state = 'open'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
    CONSTRAINT proposal_fields CHECK (((jsonb_typeof(fields) = 'object'::text) AND (fields <> '{}'::jsonb))),
    CONSTRAINT proposal_foreseen CHECK (((jsonb_typeof((foreseen -> 'consequences'::text)) = 'array'::text) AND (jsonb_typeof((foreseen -> 'warnings'::text)) = 'array'::text))),
    CONSTRAINT proposal_not_own CHECK (((state = ANY (ARRAY['open'::text, 'withdrawn'::text])) OR
CASE
    WHEN ((proposed_account IS NULL) OR (decided_account IS NULL)) THEN (decided_by <> proposed_by)
    ELSE (decided_account <> proposed_account)
END)),
    CONSTRAINT proposal_note CHECK (((length(TRIM(BOTH FROM note)) >= 1) AND (length(TRIM(BOTH FROM note)) <= 400))),
    CONSTRAINT proposal_reason_length CHECK (((length(TRIM(BOTH FROM reason)) >= 1) AND (length(TRIM(BOTH FROM reason)) <= 400))),
    CONSTRAINT proposal_refused_with_reason CHECK (((state <> 'refused'::text) OR (reason IS NOT NULL))),
    CONSTRAINT proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])))
);

ALTER TABLE public.proposal OWNER TO anjian_owner;

--
-- Name: open_proposal(integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.open_proposal(asked integer, act text) RETURNS public.proposal
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare found_proposal proposal;
begin
  select * into found_proposal from proposal where id = asked for update;
  perform app.refuse_unless(app.sees_enterprise(found_proposal.enterprise) and app.may_do(act, found_proposal.fields));
  if found_proposal.state <> 'open' then
    raise exception 'decided already' using constraint = 'proposal_decided';
  end if;
  perform from enterprise where id = found_proposal.enterprise for update;
  return found_proposal;
end $$;

ALTER FUNCTION app.open_proposal(asked integer, act text) OWNER TO anjian_owner;

--
-- Name: open_tenant_file(integer, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.open_tenant_file(asked integer, credit_code text, new_initials text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  of_tenant constant tenant := app.tenant_to_link(asked);
  made integer;
begin
  insert into enterprise (scheme, identifier, name, initials, industry, source, geom, place)
  select 'uscc', credit_code, of_tenant.name, new_initials, of_tenant.industry, 'person', st_pointonsurface(p.geom), p.id
  from place p where p.id = of_tenant.place returning id into made;
  perform app.reclassify(array[made]);
  update tenant set enterprise = made where id = asked;
  return made;
end $$;

ALTER FUNCTION app.open_tenant_file(asked integer, credit_code text, new_initials text) OWNER TO anjian_owner;

--
-- Name: opened_by(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.opened_by(target integer) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when e.source = 'import'
    then (select i.made_by from import i where i.made_at = e.opened_at and i.capability = 'enterprises' order by i.id desc limit 1)
    else (select h.changed_by from history h where h.table_name = 'enterprise' and h.row_id = e.id and h.changed_at = e.opened_at order by h.id limit 1) end
  from enterprise e where e.id = target and app.sees_enterprise(target)
$$;

ALTER FUNCTION app.opened_by(target integer) OWNER TO anjian_owner;

--
-- Name: outdated_rows(integer, boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.outdated_rows(stage integer, hold boolean) RETURNS TABLE(number integer, key text, id integer, fields text[])
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  of_stage import_stage;
  topic text;
  names text[];
  joins text;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = outdated_rows.stage;
  topic := app.import_topic(of_stage.capability);
  names := case topic when 'enterprise' then app.told_columns(of_stage) when 'grid' then array['name', 'person', 'phone', 'geom']
    else app.kind_names(of_stage) end;
  joins := case topic
    when 'enterprise' then 'left join enterprise own on own.scheme = $1 and own.identifier = r.key
      left join enterprise_alias other on other.scheme = $1 and other.identifier = r.key
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = ''merge''
      left join enterprise book on book.id = coalesce(own.id, other.enterprise, s.enterprise)'
    when 'grid' then 'left join grid book on book.code = r.key'
    else app.kind_joins(topic, names) end;
  if hold then
    execute format('select from %1$I held where held.id in (select book.id from import_row r %2$s where r.stage = $2 and not r.rejected
      and r.outlook is distinct from ''unchanged'') order by held.id for no key update', topic, joins)
    using of_stage.mapping ->> 'scheme', of_stage.id;
  end if;
  return query execute format($sql$
    select r.row, r.key, book.id, array(
      select name from unnest($3) name, to_jsonb(book) latter
      where former.before is not null and former.before -> name is distinct from latter -> name)
    from import_row r %1$s
    left join lateral (select h.before from history h where h.table_name = %2$L and h.row_id = book.id and h.changed_at >= $4
      and book.id is not null order by h.id limit 1) former on true
    where r.stage = $2 and not r.rejected and %3$s is distinct from %4$s
    order by r.row limit 1000$sql$,
    joins, topic, app.seen_of('book', names),
    case topic when 'enterprise' then 'case when s.row is not null and own.id is null and other.enterprise is null then s.seen else r.seen end' else 'r.seen' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, names, of_stage.checked_from;
end $_$;

ALTER FUNCTION app.outdated_rows(stage integer, hold boolean) OWNER TO anjian_owner;

--
-- Name: override_class(integer, text, text, date); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.override_class(target integer, wanted text, said text, until date) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept enterprise;
  today constant date := (app.now() at time zone 'Asia/Shanghai')::date;
  last_history bigint;
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.acting_post() = any (app.override_posts()));
  select * into strict kept from enterprise where id = target for update;
  if length(trim(said)) not between 10 and 400 then
    raise exception 'a reason has 10 to 400 characters' using errcode = 'check_violation', constraint = 'override_reason';
  end if;
  if until is null or until not between today and (today + interval '1 year')::date then
    raise exception 'an override ends within a year' using errcode = 'check_violation', constraint = 'override_until';
  end if;
  if wanted is not distinct from kept.class_computed then
    raise exception 'the rule says the same' using errcode = 'check_violation', constraint = 'override_same';
  end if;
  last_history := app.last_history(target);
  update enterprise set class_override = wanted, class_override_reason = trim(said), class_override_until = until,
    class_override_by = coalesce(app.person(), session_user), class_override_at = app.now() where id = target;
  return app.keep_class_change(kept, 'override', trim(said), last_history);
end $$;

ALTER FUNCTION app.override_class(target integer, wanted text, said text, until date) OWNER TO anjian_owner;

--
-- Name: override_posts(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.override_posts() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{data-steward,department-officer}'::text[];

ALTER FUNCTION app.override_posts() OWNER TO anjian_owner;

--
-- Name: override_seen(integer, text, text, date, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.override_seen(target integer, wanted text, said text, until date, seen timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.acting_post() = any (app.override_posts()));
  perform from enterprise e where e.id = target for update;
  if exists (select from enterprise e where e.id = target and date_trunc('milliseconds', e.class_override_at) is distinct from seen) then
    raise exception 'another override was set since' using errcode = 'check_violation', constraint = 'override_unseen';
  end if;
  return app.override_class(target, wanted, said, until);
end $$;

ALTER FUNCTION app.override_seen(target integer, wanted text, said text, until date, seen timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: past_dues_of(integer, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.past_dues_of(target integer, found timestamp with time zone) RETURNS app.past_due[]
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with said as (
    select n, due_at, min(at) over (order by n rows between 1 following and unbounded following) as until
    from hazard_event where hazard = target and due_at is not null and act in ('report', 'record', 'dispatch', 'grant-extension')),
  seen as (
    select n, due_at, until, app.month_of(until - interval '1 microsecond') as till,
      lag(app.month_of(until - interval '1 microsecond'), 1, app.month_of(found)) over (order by n) as since
    from said),
  kept as (select *, lead(due_at) over (order by n) as next from seen where until is null or (till > since and till > app.month_of(found)))
  select array_agg(row(due_at, until)::app.past_due order by n) from kept where until is not null and due_at <> next
$$;

ALTER FUNCTION app.past_dues_of(target integer, found timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: people_outside(integer, double precision); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.people_outside(plant integer, metres double precision DEFAULT 500) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when e.footprint is null then null else (
    select coalesce(sum(p.people), 0)::int from population_point p
    where st_dwithin(p.geom::geography, e.footprint::geography, metres) and not st_intersects(p.geom, e.footprint)) end
  from enterprise e where e.id = plant
$$;

ALTER FUNCTION app.people_outside(plant integer, metres double precision) OWNER TO anjian_owner;

--
-- Name: place_enterprise(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.place_enterprise() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public'
    AS $$
begin
  if new.geom is null and new.footprint is not null then new.geom := st_pointonsurface(new.footprint); end if;
  if tg_op = 'INSERT' or new.geom is distinct from old.geom then
    new.grid := app.grid_at(new.geom);
    new.cell := app.cell_of(new.geom);
  end if;
  if tg_op = 'INSERT' or new.industry is distinct from old.industry then new.lead_department := app.lead_department(new.industry); end if;
  return new;
end $$;

ALTER FUNCTION app.place_enterprise() OWNER TO anjian_owner;

--
-- Name: place_in_grid(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.place_in_grid() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public'
    AS $$
begin
  new.grid := app.grid_at(st_pointonsurface(new.geom));
  return new;
end $$;

ALTER FUNCTION app.place_in_grid() OWNER TO anjian_owner;

--
-- Name: place_warnings(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.place_warnings(target integer) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with made as (
    select c.fields ? 'footprint' as redrawn, c.fields #> '{position,after,derived}' = 'true' as derived, exists (
      select from jsonb_to_recordset(c.consequences) f (fact text, before jsonb, after jsonb)
      cross join lateral (select case when f.fact in ('alpha', 'level') then (f.before #>> '{}')::numeric end as former,
        case when f.fact in ('alpha', 'level') then (f.after #>> '{}')::numeric end as latter) graded
      where f.fact = 'alpha' and latter < former or f.fact = 'level' and coalesce(latter, 5) > former) as lowers
    from enterprise_change c where c.enterprise = target order by c.id desc limit 1)
  select coalesce(jsonb_agg(jsonb_build_object('rule', found.rule, 'of', found.of) order by found.place, found.of), '[]')
  from enterprise e cross join made cross join lateral (
    values (1, 'lowers-level', null, made.redrawn and made.lowers),
      (2, 'outside-district', null, exists (select from district d where not st_intersects(d.geom, e.geom))),
      (3, 'no-grid', null, e.geom is not null and e.grid is null),
      (4, 'outside-footprint', null, not st_intersects(e.footprint, e.geom)),
      (5, 'derived-position', null, made.derived),
      (6, 'large-footprint', null, made.redrawn and st_area(e.footprint::geography) > app.boundary_bound('large')),
      (7, 'no-district', null, made.redrawn and e.footprint is not null and app.ground_around(e.footprint) is null)
    union all
    select 8, 'overlapping-footprint', case when app.sees_enterprise(o.id) then o.name end, true
    from enterprise o where made.redrawn and o.id <> e.id and o.footprint::geography && e.footprint::geography
      and st_intersects(o.footprint, e.footprint) and not st_touches(o.footprint, e.footprint)) found (place, rule, of, holds)
  where e.id = target and found.holds
$$;

ALTER FUNCTION app.place_warnings(target integer) OWNER TO anjian_owner;

--
-- Name: plain_name(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.plain_name(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(lower(NORMALIZE(name, NFKC)), '[[:space:][:punct:]（）【】《》·、，。]'::text, ''::text, 'g'::text), '(股份|责任)?有限(责任)?公司$'::text, ''::text);

ALTER FUNCTION app.plain_name(name text) OWNER TO anjian_owner;

--
-- Name: plan_ahead(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.plan_ahead() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.from_on < app.day_of(app.now()) then perform app.refuse_inspection('plan_past'); end if;
  if new.until_on > app.day_of(app.now()) + interval '2 years' then perform app.refuse_inspection('plan_far'); end if;
  return new;
end $$;

ALTER FUNCTION app.plan_ahead() OWNER TO anjian_owner;

--
-- Name: plan_is_told(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.plan_is_told(of_plan integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(app.role(), '') <> 'enterprise'
    or exists (select from inspection_plan p where p.id = of_plan and (p.kind = 'self' or p.from_on <= app.day_of(app.now())))
$$;

ALTER FUNCTION app.plan_is_told(of_plan integer) OWNER TO anjian_owner;

--
-- Name: plan_kinds(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.plan_kinds(kind text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE kind WHEN 'campaign'::text THEN ARRAY['patrol'::text, 'enforcement'::text, 'joint'::text, 'expert'::text, 'leader'::text, 're-inspection'::text] ELSE ARRAY[kind] END;

ALTER FUNCTION app.plan_kinds(kind text) OWNER TO anjian_owner;

--
-- Name: post_bound(integer[], integer, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.post_bound(grids integer[], department integer, enterprise integer) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(
    (select string_agg(g.name, '、' order by g.code) from grid g where g.id = any (post_bound.grids)),
    (select d.name from department d where d.id = post_bound.department),
    (select e.name from enterprise e where e.id = post_bound.enterprise))
$$;

ALTER FUNCTION app.post_bound(grids integer[], department integer, enterprise integer) OWNER TO anjian_owner;

--
-- Name: posted_at(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.posted_at(of_account integer) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select string_agg(distinct coalesce(d.name, g.name), '、' order by coalesce(d.name, g.name))
  from post p left join department d on d.id = p.department left join grid g on g.id = any (p.grids)
  where p.account = of_account and (p.until_at is null or p.until_at > app.now())
$$;

ALTER FUNCTION app.posted_at(of_account integer) OWNER TO anjian_owner;

--
-- Name: prepare_report(text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.prepare_report(wanted text, said text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  corrected integer;
  made integer;
  earlier integer;
  year_earlier integer;
begin
  perform app.refuse_unless(app.may_report('prepare'));
  perform pg_advisory_xact_lock(hashtext('anjian report'), hashtext(wanted));
  select id into corrected from report where period = wanted and state = 'signed';
  if (corrected is null) <> (said is null) then
    raise exception 'a reason is given exactly where a signed report is corrected'
      using constraint = case when corrected is null then 'report_nothing_to_correct' else 'report_reason_needed' end;
  end if;
  select id into earlier from report where period = app.report_before(wanted) and state = 'signed';
  select id into year_earlier from report where period = app.report_year_before(wanted) and state = 'signed';
  insert into report (period, supersedes, reason, rule, versions, previous, year_before, prepared_by, prepared_account, prepared_at, hash)
  values (wanted, corrected, said, 'HR-1', '{}', earlier, year_earlier, coalesce(app.person(), session_user), app.account(), app.now(),
    decode(repeat('00', 32), 'hex'))
  on conflict (period) where state = 'draft' do update set supersedes = excluded.supersedes, reason = excluded.reason, rule = excluded.rule,
    previous = excluded.previous, year_before = excluded.year_before, prepared_by = excluded.prepared_by,
    prepared_account = excluded.prepared_account, prepared_at = excluded.prepared_at
  returning id into made;
  delete from report_hazard where report = made;
  delete from report_figure where report = made;
  with rows_kept as (insert into report_hazard select * from app.hazards_at(made, app.report_start(wanted), app.report_end(wanted))),
  compared as (
    insert into report_figure (report, section, key, measure, value)
    select made, 'previous', c.* from app.report_compared(app.report_before(wanted), earlier) c
    union all
    select made, 'year-before', c.* from app.report_compared(app.report_year_before(wanted), year_earlier) c
    where app.report_year_before(wanted) is not null)
  update report set versions = (select jsonb_object_agg(layer, version) from layer_version
    where layer in ('hazards', 'enterprises', 'grids', 'departments')) where id = made;
  insert into report_figure (report, section, key, label, measure, value)
  select made, part.section, part.key, part.label, m.measure, coalesce(c.value, 0)
  from (
    select 'total' as section, '' as key, '' as label
    union all select 'level', level, '' from unnest('{general,major}'::text[]) level
    union all select distinct 'industry', coalesce(left(r.industry, 1), '-'), '' from report_hazard r where r.report = made
    union all select 'grid', g.id::text, g.name from grid g where g.level = 3
    union all select distinct 'grid', coalesce(r.grid, 0)::text, coalesce('#' || r.grid, '') from report_hazard r where r.report = made
      and not exists (select from grid g where g.id = r.grid and g.level = 3)
    union all select distinct 'department', coalesce(r.department, 0)::text, coalesce(d.name, '#' || r.department, '')
      from report_hazard r left join department d on d.id = r.department where r.report = made) part
  cross join (select measure from app.measures_of(null::report_hazard)) m
  left join app.report_counts(made) c on (c.section, c.key, c.measure) = (part.section, part.key, m.measure);
  update report set hash = app.report_hash(made) where id = made;
  return made;
end $$;

ALTER FUNCTION app.prepare_report(wanted text, said text) OWNER TO anjian_owner;

--
-- Name: proposal_conflicts(jsonb, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.proposal_conflicts(proposed jsonb, target integer) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(jsonb_build_object('field', key, 'before', value -> 'before', 'now', app.enterprise_facts(e) -> key,
    'after', value -> 'after') order by key), '[]')
  from enterprise e, jsonb_each(proposed) where e.id = target and app.enterprise_facts(e) -> key is distinct from value -> 'before'
$$;

ALTER FUNCTION app.proposal_conflicts(proposed jsonb, target integer) OWNER TO anjian_owner;

--
-- Name: propose_change(integer, jsonb, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.propose_change(target integer, wanted jsonb, said text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept enterprise;
  changed jsonb;
  made integer;
begin
  perform app.refuse_unless(app.sees_enterprise(target) and app.may_do('propose', wanted));
  select * into strict kept from enterprise where id = target;
  select jsonb_object_agg(key, jsonb_build_object('before', app.enterprise_facts(kept) -> key, 'after', value))
    into changed from jsonb_each(wanted) where value is distinct from app.enterprise_facts(kept) -> key;
  if changed is null then
    raise exception 'nothing changes' using constraint = 'change_nothing';
  end if;
  insert into proposal (enterprise, fields, note, foreseen) values (target, changed, said, app.rehearse_change(target, wanted) - 'fields')
    returning id into made;
  return made;
end $$;

ALTER FUNCTION app.propose_change(target integer, wanted jsonb, said text) OWNER TO anjian_owner;

--
-- Name: publish_grids(integer, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.publish_grids(stage integer, as_import integer, OUT added integer, OUT changed integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare of_stage import_stage;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_grids.stage;
  if of_stage.state is distinct from 'publishing' or of_stage.capability <> 'grids' then
    raise exception 'stage % is not being published', publish_grids.stage using errcode = 'AJ001';
  end if;
  update district set geom = (
    select st_multi(st_collectionextract(st_makevalid(st_unaryunion(st_collect(t.geom), 1e-9)), 3)) from app.staged_territories(of_stage.id) t)
  where (geom is null or exists (select from grid where level = 1) and not exists (select from grid where level = 3)) and exists (select from app.staged_territories(of_stage.id));
  update grid g set geom = d.geom from district d where g.level = 1 and g.geom is distinct from d.geom
    and not exists (select from grid where level = 3);
  insert into grid (level, code, name, person, phone, geom)
  select 1, d.code, d.name, coalesce(t.person, ''), coalesce(t.phone, ''), d.geom
  from district d cross join lateral (select * from app.staged_territories(of_stage.id) order by row_number limit 1) t
  where not exists (select from grid where level = 1);
  with incoming as materialized (select * from app.staged_territories(of_stage.id)),
  differing as materialized (
    select i.*, g.id, jsonb_build_object('name', g.name, 'person', g.person, 'phone', g.phone, 'geom', g.geom::text,
      'source_datum', g.source_datum) as before
    from incoming i join grid g on g.code = i.code
    where (g.name, g.person, g.phone, g.geom) is distinct from (i.name, i.person, i.phone, i.geom)),
  redrawn as (
    update grid g set (name, person, phone, geom, source_datum) = row(d.name, d.person, d.phone, d.geom, of_stage.datum)
    from differing d where g.id = d.id
    returning g.id, d.before, decode(md5(row(g.name, g.person, g.phone, g.geom)::text), 'hex') as digest),
  drawn as (
    insert into grid (level, code, name, parent, person, phone, geom, source_datum)
    select 3, i.code, i.name, (select id from grid where level = 1), i.person, i.phone, i.geom, of_stage.datum
    from incoming i where not exists (select from grid g where g.code = i.code) order by i.row_number
    returning id, null::jsonb as before, decode(md5(row(name, person, phone, geom)::text), 'hex') as digest),
  kept as (
    insert into import_change (import, topic, id, before, digest)
    select as_import, 'grid', id, before, digest from (select * from drawn union all select * from redrawn) made)
  select (select count(*) from drawn), (select count(*) from redrawn) into added, changed;
  if added + changed > 0 then perform app.assign_owners(); end if;
end $$;

ALTER FUNCTION app.publish_grids(stage integer, as_import integer, OUT added integer, OUT changed integer) OWNER TO anjian_owner;

--
-- Name: publish_kind_rows(integer, integer, integer, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, OUT added integer, OUT changed integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  of_stage import_stage;
  topic text;
  names text[];
  marks text[]; -- columns that say where a row comes from
  more text[];
  lost integer;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_kind_rows.stage;
  topic := app.import_topic(of_stage.capability);
  if of_stage.state is distinct from 'publishing' or topic is null or topic in ('enterprise', 'grid') then
    raise exception 'stage % is not being published', publish_kind_rows.stage using errcode = 'AJ001';
  end if;
  names := app.kind_names(of_stage);
  marks := case when topic in ('enterprise_person', 'tenant') then array['source'] when topic = 'place' then array['source', 'source_datum'] else '{}' end;
  if topic = 'tenant' then perform app.seat_tenants(of_stage, as_import, after, upto); end if;
  more := marks || case when app.import_owned(topic) then array[app.import_owner(topic)] else '{}' end
    || case when app.import_located(topic) then array['geom'] else '{}' end;
  execute format($sql$
    with incoming as materialized (
      select r.row, %1$s, %13$s book.id as known, row(%2$s) is distinct from row(%1$s) as differs %14$s %15$s
      from import_row r %3$s
      where r.stage = $2 and r.row > $4 and r.row <= $5 and not r.rejected),
    differing as materialized (
      select i.*, jsonb_build_object(%4$s) as before from incoming i join %5$I t on t.id = i.known where i.differs),
    done as (
      update %5$I t set (%6$s) = row(%7$s) from differing d where t.id = d.known
      returning t.id, d.before, decode(md5(row(%8$s)::text), 'hex') as digest),
    made as (
      insert into %5$I (%9$s) select %10$s from incoming i where i.known is null and %11$s order by i.row
      returning id, null::jsonb as before, decode(md5(row(%12$s)::text), 'hex') as digest),
    kept as (
      insert into import_change (import, topic, id, before, digest)
      select $3, %5$L, id, before, digest from (select * from done union all select * from made) both_kinds)
    select (select count(*) from made), (select count(*) from done), (select count(*) from incoming i where not %11$s)$sql$,
    app.column_list('m', names), app.column_list('book', names), app.kind_joins(topic, names),
    app.column_pairs('t', names || marks), topic,
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(names || marks) with ordinality named (name, place)),
    app.column_list('d', names || marks), app.column_list('t', app.import_digest(topic)),
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(names || more) with ordinality named (name, place)),
    app.column_list('i', names || more),
    case when app.import_owned(topic) then format('i.%I is not null', app.import_owner(topic)) else 'true' end,
    app.column_list(quote_ident(topic), app.import_digest(topic)), case when marks <> '{}' then $t$'import' as source,$t$ else '' end
      || case topic when 'place' then 'case when book.geom is not distinct from m.geom then book.source_datum else $6 end as source_datum,' else '' end,
    case when app.import_owned(topic) then format(', owner.id as %I', app.import_owner(topic)) else '' end,
    case when app.import_located(topic) then ', point.geom' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, as_import, after, upto, of_stage.datum into added, changed, lost;
  if lost > 0 then
    raise exception '% rows of stage % lost their enterprise since they were staged', lost, of_stage.id using errcode = 'AJ003';
  end if;
end $_$;

ALTER FUNCTION app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, OUT added integer, OUT changed integer) OWNER TO anjian_owner;

--
-- Name: publish_rows(integer, integer, integer, integer, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, OUT added integer, OUT changed integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  of_stage import_stage;
  names text[];
  all_names constant text[] := app.import_columns('enterprise') || array['initials', 'geom'];
  set_names text[];
  types text;
  squares text;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = publish_rows.stage;
  if of_stage.state is distinct from 'publishing' or of_stage.capability <> 'enterprises' then
    raise exception 'stage % is not being published', publish_rows.stage using errcode = 'AJ001';
  end if;
  names := array_remove(app.told_columns(of_stage), 'geom');
  set_names := app.told_columns(of_stage) || array['initials'];
  types := app.column_types('enterprise', names);

  squares := app.keep_squares(of_stage.id);

  -- new rows are placed by joins, and summed once they are all there; the triggers step aside for that alone
  perform set_config('app.placed', 'on', true);
  perform set_config('app.summed', case when exists (select from import i where i.id = as_import) then '' else 'on' end, true);
  execute format($sql$
    with incoming as materialized (
      select r.key, m.*, coalesce($3 ->> r.row::text, '') as initials, st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom,
        app.square_at(r.lng) as x, app.square_at(r.lat) as y
      from import_row r
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
      %6$s
      cross join lateral json_to_record(r.made) m (%1$s)
      where r.stage = $2 and r.row > $6 and r.row <= $7 and not r.rejected and known.id is null and alias.id is null
        and s.row is null
      order by geom),
    made as (
      insert into enterprise (scheme, identifier, source, source_datum, %2$s, initials, geom, grid, cell, lead_department, opened_at,
        changed_at, changed_by)
      select $1, i.key, 'import', $4, %3$s, i.initials, i.geom, case when square.x is null then territory.grid else square.grid end, place.cell,
        %4$s, (select app.now()), (select app.now()), (select coalesce(app.person(), session_user))
      from incoming i
      left join pg_temp.%7$I square on square.x = i.x and square.y = i.y
      left join lateral app.territory_at(case when square.x is null then i.geom end) territory on true
      left join lateral app.cell_at(i.geom) place on true
      %8$s
      returning id, decode(md5(row(%5$s)::text), 'hex') as digest),
    kept as (insert into import_change (import, topic, id, digest) select $5, 'enterprise', id, digest from made returning 1)
    select count(*) from kept$sql$,
    types, (select string_agg(quote_ident(name), ', ' order by place) from unnest(names) with ordinality named (name, place)),
    (select string_agg(case name when 'status' then $t$coalesce(i.status, 'active')$t$
        when 'crowded' then 'coalesce(i.crowded, false)' when 'high_risk' then 'coalesce(i.high_risk, false)'
        else format('i.%I', name) end, ', ' order by place) from unnest(names) with ordinality named (name, place)),
    case when 'industry' = any (names) then 'leader.department' else 'null' end,
    app.column_list('enterprise', all_names), app.known_by('r.key'), squares,
    case when 'industry' = any (names) then 'left join lateral app.leader_of(i.industry) leader on true' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, initials, of_stage.datum, as_import, after, upto into added;
  perform set_config('app.placed', '', true);
  perform set_config('app.summed', '', true);
  if added = (select count(*) from import_row r where r.stage = of_stage.id and r.row > after and r.row <= upto and not r.rejected) then
    changed := 0; -- a file that fills a book has nothing else
    return;
  end if;

  execute format($sql$
    with incoming as materialized (
      select r.row, r.key, m.*, coalesce($3 ->> r.row::text, '') as initials, st_setsrid(st_makepoint(r.lng, r.lat), 4326) as geom,
        coalesce(known.id, alias.id, s.enterprise) as known, known.id is null and alias.id is null as unnamed
      from import_row r
      left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
      %8$s
      cross join lateral json_to_record(r.made) m (%1$s)
      where r.stage = $2 and r.row > $6 and r.row <= $7 and not r.rejected and (r.outlook = 'changed' or s.row is not null)),
    differing as materialized (
      select i.*, jsonb_build_object('source', e.source, 'source_datum', e.source_datum, %2$s) as before
      from incoming i join enterprise e on e.id = i.known where row(%3$s) is distinct from row(%4$s)),
    done as (
      update enterprise e set (source, source_datum, %5$s) = row('import', case when d.geom is null then e.source_datum else $4 end, %6$s)
      from differing d where e.id = d.known
      returning e.id, d.before, decode(md5(row(%7$s)::text), 'hex') as digest),
    kept as (insert into import_change (import, topic, id, before, digest) select $5, 'enterprise', id, before, digest from done),
    named as (
      insert into enterprise_alias (scheme, identifier, enterprise, import)
      select $1, i.key, i.known, $5 from incoming i where i.known is not null and i.unnamed)
    select count(*) from done$sql$,
    types,
    (select string_agg(format(case name when 'geom' then '%L, e.%I::text' else '%L, e.%I' end, name, name), ', ') from unnest(set_names) name),
    app.column_list('e', set_names), app.kept_columns('i', 'e', set_names),
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(set_names) with ordinality named (name, place)),
    app.kept_columns('d', 'e', set_names), app.column_list('e', all_names), app.known_by('r.key'))
  using of_stage.mapping ->> 'scheme', of_stage.id, initials, of_stage.datum, as_import, after, upto into changed;
end $_$;

ALTER FUNCTION app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, OUT added integer, OUT changed integer) OWNER TO anjian_owner;

--
-- Name: reader(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.reader() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(('account '::text || app.account()), ('person '::text || app.person()));

ALTER FUNCTION app.reader() OWNER TO anjian_owner;

--
-- Name: reassess_sources(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.reassess_sources() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.count_around(array[new.id]);
  return null;
end $$;

ALTER FUNCTION app.reassess_sources() OWNER TO anjian_owner;

--
-- Name: rebuild_rollups(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.rebuild_rollups() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare statement text;
begin
  lock table enterprise, hazard in share row exclusive mode;
  perform app.fit_cells();
  update enterprise e set cell = app.cell_of(e.geom), visited_at = latest.at
  from (select v.id, (select max(i.inspected_at) from inspection i where i.enterprise = v.id and i.kind <> 'self' and i.state = 'finished') as at from enterprise v) latest
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
  perform app.mark_all_repeats(), app.mark_all_dues();
  delete from enterprise_count;
  delete from visit_day;
  delete from hazard_month;
  delete from hazard_day;
  delete from enterprise_hazards;
  foreach statement in array app.enterprise_sums('select 1 as sign, * from enterprise')
    || app.hazard_sums('select 1 as sign, * from hazard') loop
    execute statement;
  end loop;
end $$;

ALTER FUNCTION app.rebuild_rollups() OWNER TO anjian_owner;

--
-- Name: receive_hazard(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.receive_hazard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not coalesce(new.found_at between app.now() - interval '744 hours' and app.now(), false) then
    raise exception 'found at %, which is not within the 31 days before now', new.found_at
      using errcode = 'check_violation', constraint = 'hazard_found_lately', table = 'hazard';
  end if;
  new.received_at := app.now();
  return new;
end $$;

ALTER FUNCTION app.receive_hazard() OWNER TO anjian_owner;

--
-- Name: reclassify(integer[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.reclassify(targets integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update enterprise e set class_computed = found.class, class_rule = 'CL-1', class_reasons = found.reasons
  from (select o.id, app.class_letter(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as class,
      app.class_reasons(o.high_risk, o.crowded, o.staff, k.worst, k.major, k.vetoed) as reasons
    from enterprise o cross join lateral app.class_inputs(o.id, o.vetoed_at) k where o.id = any (targets)) found
  where e.id = found.id and (e.class_computed, e.class_rule, e.class_reasons) is distinct from (found.class, 'CL-1', found.reasons)
$$;

ALTER FUNCTION app.reclassify(targets integer[]) OWNER TO anjian_owner;

--
-- Name: reclassify_by_accidents(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.reclassify_by_accidents() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then perform app.reclassify(array(select distinct enterprise from new_rows));
  elsif tg_op = 'DELETE' then perform app.reclassify(array(select distinct enterprise from old_rows));
  else perform app.reclassify(array(select enterprise from new_rows union select enterprise from old_rows)); end if;
  return null;
end $$;

ALTER FUNCTION app.reclassify_by_accidents() OWNER TO anjian_owner;

--
-- Name: reclassify_by_sources(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.reclassify_by_sources() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ids integer[];
begin
  if app.classes_wait() then return null; end if;
  if tg_op = 'INSERT' then select array_agg(distinct enterprise) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct enterprise) into ids from old_rows;
  else
    select array_agg(distinct moved.enterprise) into ids from new_rows n join old_rows o using (id)
    cross join lateral (values (n.enterprise), (o.enterprise)) moved (enterprise)
    where (n.enterprise, n.level is null) is distinct from (o.enterprise, o.level is null);
  end if;
  if ids is not null then perform app.reclassify(ids); end if;
  return null;
end $$;

ALTER FUNCTION app.reclassify_by_sources() OWNER TO anjian_owner;

--
-- Name: reclassify_changed(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.reclassify_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ids integer[];
begin
  select array_agg(n.id) into ids from new_rows n join old_rows o using (id)
  where (n.staff, n.crowded, n.high_risk, n.vetoed_at) is distinct from (o.staff, o.crowded, o.high_risk, o.vetoed_at);
  if ids is not null then perform app.reclassify(ids); end if;
  return null;
end $$;

ALTER FUNCTION app.reclassify_changed() OWNER TO anjian_owner;

--
-- Name: record(text, text, bigint[], jsonb, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if what not in ('read', 'export', 'sign-in', 'sign-in-failed', 'sign-out', 'wear', 'identity') then
    raise exception 'no act to be recorded by hand: %', what using errcode = 'insufficient_privilege';
  end if;
  perform app.audit_partition(app.month_of(app.now()));
  insert into audit (act, topic, ids, after, count) values (what, on_topic, of_ids, details, how_many);
end $$;

ALTER FUNCTION app.record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer) OWNER TO anjian_owner;

--
-- Name: record_hazard(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.record_hazard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' then
    insert into hazard_event (hazard, n, act, from_state, to_state, at, account, person)
    select o.id, (select max(e.n) + 1 from hazard_event e where e.hazard = o.id), 'withdraw', o.state, 'withdrawn', app.now(), app.account(),
      left(coalesce(app.person(), session_user), 80)
    from old_rows o;
    return null;
  end if;
  insert into hazard_event (hazard, n, act, from_state, to_state, at, account, person, kind, major, due_at, closed_at)
  select n.id, f.events + 1, 'record', f.state, n.state, app.now(), app.account(), left(coalesce(app.person(), session_user), 80), n.kind, n.major,
    n.due_at, n.closed_at
  from new_rows n join app.hazards_folded(array(select c.id from new_rows c join old_rows o using (id)
    where (c.state, c.major, c.kind, c.due_at, c.closed_at) is distinct from (o.state, o.major, o.kind, o.due_at, o.closed_at))) f on f.hazard = n.id
  where (n.state, n.major, n.kind, n.due_at, n.closed_at) is distinct from (f.state, f.major, f.kind, f.due_at, f.closed_at);
  if found or exists (select from new_rows n join old_rows o using (id) where n.found_at <> o.found_at) then
    update hazard h set events = f.events, past_dues = f.past_dues
    from (select c.hazard, c.events, app.past_dues_of(c.hazard, b.found_at) as past_dues
      from app.hazards_folded(array(select id from new_rows)) c join hazard b on b.id = c.hazard) f
    where h.id = f.hazard and (h.events, h.past_dues) is distinct from (f.events, f.past_dues);
  end if;
  return null;
end $$;

ALTER FUNCTION app.record_hazard() OWNER TO anjian_owner;

--
-- Name: record_refusal(bigint, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.record_refusal(of_enterprise bigint, details jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.audit_partition(app.month_of(app.now()));
  insert into audit (act, topic, ids, after, count) values ('refuse', 'document', array[of_enterprise], details, 1);
end $$;

ALTER FUNCTION app.record_refusal(of_enterprise bigint, details jsonb) OWNER TO anjian_owner;

--
-- Name: recount_near(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.recount_near() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare points geometry[];
begin
  if tg_op = 'INSERT' then select array_agg(geom) into points from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(geom) into points from old_rows;
  else
    select array_agg(at) into points from new_rows n join old_rows o using (id) cross join lateral (values (n.geom), (o.geom)) moved (at)
    where (n.people, n.geom) is distinct from (o.people, o.geom);
  end if;
  if points is null or not exists (select from hazard_source) then return null; end if;
  perform app.count_around(array(
    select e.id from enterprise e where e.footprint is not null and exists (select from hazard_source s where s.enterprise = e.id)
      and exists (select from unnest(points) at where at && st_expand(e.footprint, 0.02))));
  return null;
end $$;

ALTER FUNCTION app.recount_near() OWNER TO anjian_owner;

--
-- Name: refit(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.refit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if app.fit_cells() and exists (select from enterprise) then perform app.rebuild_rollups(); end if;
  return null;
end $$;

ALTER FUNCTION app.refit() OWNER TO anjian_owner;

--
-- Name: refuse_hazard(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.refuse_hazard(reason text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  raise exception 'refused: %', reason using errcode = case reason when 'not_allowed' then '42501' else '23514' end,
    constraint = 'hazard_refused_' || reason;
end $$;

ALTER FUNCTION app.refuse_hazard(reason text) OWNER TO anjian_owner;

--
-- Name: refuse_inspection(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.refuse_inspection(reason text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  raise exception 'refused: %', reason using errcode = case reason when 'not_allowed' then '42501' else '23514' end,
    constraint = 'inspection_refused_' || reason;
end $$;

ALTER FUNCTION app.refuse_inspection(reason text) OWNER TO anjian_owner;

--
-- Name: refuse_overlaps(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.refuse_overlaps(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  found_rows integer := 1;
begin
  while found_rows > 0 loop
    execute format($sql$
      with mine as materialized (
        select r.row, owner.id as place, m.name, book.id as known, span.*, app.stay(span.since, span.until, coalesce(book.made_at, app.now())) as days
        from import_row r %s cross join lateral (select coalesce((r.made ->> 'since')::date, book.since) as since,
          coalesce((r.made ->> 'until')::date, book.until) as until) span
        where r.stage = $2 and not r.rejected and owner.id is not null),
      stays as (
        select row, place, name, since, until, days from mine
        union all
        select null, t.place, t.name, t.since, t.until, app.stay(t.since, t.until, t.made_at) from tenant t
        where t.place in (select place from mine) and not t.clashes and not exists (select from mine where known = t.id)),
      over as (
        select a.row, string_agg(format('%%s → %%s', coalesce(o.since::text, '?'), coalesce(o.until::text, '?')) || coalesce(' (' || o.row || ')', ''), ', '
          order by o.since, o.row) as listed
        from mine a join stays o on o.place = a.place and o.name = a.name and o.days && a.days and o.row is distinct from a.row
        group by a.row)
      update import_row r set rejected = true, outlook = null, issues = coalesce(r.issues, '[]')
        || jsonb_build_array(jsonb_build_object('column', $3, 'rule', 'stay-overlaps', 'found', over.listed))
      from over where r.stage = $2 and r.row = over.row$sql$, app.kind_joins('tenant', array['name']))
    using of_stage.mapping ->> 'scheme', of_stage.id, app.headed(of_stage, 'name');
    get diagnostics found_rows = row_count;
  end loop;
end $_$;

ALTER FUNCTION app.refuse_overlaps(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: refuse_taken_document(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.refuse_taken_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from document d where d.enterprise = new.enterprise and d.sha256 = new.sha256 and d.hazard is not distinct from new.hazard
      and d.id <> new.id) then
    raise exception 'document is there' using errcode = 'unique_violation', constraint = 'document_taken', table = 'document';
  end if;
  return new;
end $$;

ALTER FUNCTION app.refuse_taken_document() OWNER TO anjian_owner;

--
-- Name: refuse_unless(boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.refuse_unless(allowed boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  if allowed is not true then raise exception 'not by this post' using errcode = 'insufficient_privilege'; end if;
end $$;

ALTER FUNCTION app.refuse_unless(allowed boolean) OWNER TO anjian_owner;

--
-- Name: rehearse_change(integer, jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.rehearse_change(target integer, wanted jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare told jsonb;
begin
  perform app.refuse_unless(app.sees_enterprise(target)
    and (app.may_do('write', wanted) or app.may_do('propose', wanted) or app.may_do('accept', wanted)));
  begin
    told := app.make_change(target, wanted, '', null, null);
    raise exception 'taken back' using errcode = 'AJ001';
  exception when sqlstate 'AJ001' then null;
  end;
  return told;
end $$;

ALTER FUNCTION app.rehearse_change(target integer, wanted jsonb) OWNER TO anjian_owner;

--
-- Name: rehearse_proposal(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.rehearse_proposal(asked integer) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare told jsonb;
begin
  begin
    told := app.accept_proposal(asked, '', null);
    raise exception 'taken back' using errcode = 'AJ001';
  exception when sqlstate 'AJ001' then null;
  end;
  return told;
end $$;

ALTER FUNCTION app.rehearse_proposal(asked integer) OWNER TO anjian_owner;

--
-- Name: remind(jsonb); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.remind(reminders jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare made integer;
begin
  insert into reminder (enterprise, kind, subject, section, called, last_day, side, days)
  select f.enterprise, f.kind, f.subject, f.section, f.called, f.last_day, f.side, f.days
  from jsonb_to_recordset(reminders) f (enterprise integer, kind text, subject text, section text, called text, last_day date, side text, days smallint)
  where exists (select from enterprise e where e.id = f.enterprise)
  order by f.enterprise, f.kind, f.subject, f.last_day, f.side, f.days
  on conflict on constraint reminder_once do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

ALTER FUNCTION app.remind(reminders jsonb) OWNER TO anjian_owner;

--
-- Name: remind_hazards(jsonb, boolean); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.remind_hazards(rule jsonb, hooked boolean, OUT made integer, OUT wait double precision) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  now constant timestamptz := app.now();
begin
  with step as (select * from jsonb_to_recordset(rule -> 'steps') s (kind text, side text, days integer, grade text)),
  reached as materialized (
    select h.id as hazard, h.enterprise, t.kind, t.at, s.days, t.at + make_interval(hours => s.days * 24) as moment, case
        when s.side in ('enterprise', 'leader') or s.side = 'grid' and h.grid is not null then s.side
        when s.side = 'body' and h.supervising = 0 or h.department is null then 'district'
        else 'department' end as side
    from hazard h
    cross join lateral app.hazard_terms(h.id, h.state, h.due_at) t
    join step s on s.kind = t.kind and coalesce((s.grade = 'major') = h.major, true) and (s.side <> 'enterprise' or t.unsubmitted)
    where h.closed_at is null and h.state <> 'voided'),
  due as (
    select distinct on (hazard, kind, side) * from reached where moment <= now order by hazard, kind, side, days desc),
  fresh as (
    insert into reminder (enterprise, hazard, kind, subject, section, last_day, counted_from, side, days)
    select enterprise, hazard, kind, hazard::text, 'hazards', app.day_of(at), at, side, days from due
    where not exists (select from reminder r where r.hazard = due.hazard and r.kind = due.kind and r.side = due.side and r.days = due.days
      and r.counted_from = due.at)
    order by due.enterprise, due.kind, due.hazard, due.side
    on conflict on constraint reminder_once do nothing
    returning *),
  hook as (
    insert into reminder_webhook (reminder, body)
    select f.id, jsonb_build_object('event', 'hazard-reminder', 'rule', rule ->> 'code', 'kind', f.kind, 'side', f.side, 'days', f.days,
      'countedFrom', app.iso(f.counted_from), 'madeAt', app.iso(f.made_at), 'turn', rule -> 'turns' -> h.state, 'grid', f.grid,
      'department', f.department, 'enterprise', jsonb_build_object('id', e.id, 'name', e.name),
      'hazard', jsonb_build_object('id', h.id, 'state', h.state, 'major', h.major, 'dueAt', app.iso(h.due_at), 'path', '/hazards/' || h.id))
    from fresh f join hazard h on h.id = f.hazard join enterprise e on e.id = f.enterprise
    where hooked)
  select (select count(*) from fresh), (select extract(epoch from min(r.moment) - now) from reached r where r.moment > now) into made, wait;
end $$;

ALTER FUNCTION app.remind_hazards(rule jsonb, hooked boolean, OUT made integer, OUT wait double precision) OWNER TO anjian_owner;

--
-- Name: renew_classes(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.renew_classes(OUT ended integer, OUT stepped integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  today constant date := (app.now() at time zone 'Asia/Shanghai')::date;
  kept enterprise;
  last_history bigint;
begin
  ended := 0;
  stepped := 0;
  for kept in select * from enterprise where class_override is not null and class_override_until < today order by id for update loop
    last_history := app.last_history(kept.id);
    update enterprise set class_override = null, class_override_reason = null, class_override_until = null, class_override_by = null,
      class_override_at = null where id = kept.id;
    perform app.keep_class_change(kept, 'override-ended', null, last_history);
    ended := ended + 1;
  end loop;
  for kept in
    select e.* from enterprise e where e.id in (
        select id from enterprise where class_reasons @> '{veto-within-12-months}'
        union select id from enterprise where vetoed_at > app.veto_after() and vetoed_at <= app.now()
        union select enterprise from accident where happened_on between today - 367 and today)
      and (e.class_reasons @> '{veto-within-12-months}') <> (select k.vetoed from app.class_inputs(e.id, e.vetoed_at) k)
      and e.class_computed is not null order by e.id for update
  loop
    last_history := app.last_history(kept.id);
    perform app.reclassify(array[kept.id]);
    perform app.keep_class_change(kept, case when kept.class_reasons @> '{veto-within-12-months}' then 'event-over' else 'event-begun' end,
      null, last_history);
    stepped := stepped + 1;
  end loop;
end $$;

ALTER FUNCTION app.renew_classes(OUT ended integer, OUT stepped integer) OWNER TO anjian_owner;

--
-- Name: renew_outlook(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.renew_outlook() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update import_stage s set revision = s.revision + 1 where s.id = new.stage and s.state = 'staged';
  if not found then raise exception 'stage % is not staged any more', new.stage using errcode = 'AJ001'; end if;
  return null;
end $$;

ALTER FUNCTION app.renew_outlook() OWNER TO anjian_owner;

--
-- Name: report_adds_up(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_adds_up(of_report integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select not exists (
    (select section, key, measure, value from report_figure
      where report = of_report and value > 0 and section not in ('previous', 'year-before')
     except select * from app.report_counts(of_report))
    union all
    (select * from app.report_counts(of_report)
     except select section, key, measure, value from report_figure where report = of_report))
$$;

ALTER FUNCTION app.report_adds_up(of_report integer) OWNER TO anjian_owner;

--
-- Name: report_month(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_month(period text) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN make_date(("left"(period, 4))::integer, CASE WHEN (length(period) = 4) THEN 1 ELSE ((("right"(period, 1))::integer * 3) - 2) END, 1);

ALTER FUNCTION app.report_month(period text) OWNER TO anjian_owner;

--
-- Name: report_before(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_before(period text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (length(period) = 4) THEN to_char(((app.report_month(period) - 1))::timestamp without time zone, 'YYYY'::text) ELSE to_char(((app.report_month(period) - 1))::timestamp without time zone, 'YYYY-"Q"Q'::text) END;

ALTER FUNCTION app.report_before(period text) OWNER TO anjian_owner;

--
-- Name: report_compared(text, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_compared(of_period text, signed_report integer) RETURNS TABLE(key text, measure text, value integer)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.report_compared(of_period text, signed_report integer) OWNER TO anjian_owner;

--
-- Name: report_counts(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_counts(of_report integer) RETURNS TABLE(section text, key text, measure text, value integer)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select part.section, part.key, m.measure, count(*)::integer from report_hazard r cross join lateral app.measures_of(r) m
  cross join lateral (values ('total', ''), ('level', case when r.major then 'major' else 'general' end),
    ('industry', coalesce(left(r.industry, 1), '-')), ('grid', coalesce(r.grid, 0)::text), ('department', coalesce(r.department, 0)::text))
    part (section, key)
  where r.report = of_report and m.holds group by 1, 2, 3
$$;

ALTER FUNCTION app.report_counts(of_report integer) OWNER TO anjian_owner;

--
-- Name: report_next_month(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_next_month(period text) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((app.report_month(period) + CASE WHEN (length(period) = 4) THEN '1 year'::interval ELSE '3 mons'::interval END))::date;

ALTER FUNCTION app.report_next_month(period text) OWNER TO anjian_owner;

--
-- Name: report_due(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_due(period text) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (app.report_next_month(period) + CASE WHEN (length(period) = 4) THEN 30 ELSE 14 END);

ALTER FUNCTION app.report_due(period text) OWNER TO anjian_owner;

--
-- Name: report_end(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_end(period text) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN app.month_start(app.report_next_month(period));

ALTER FUNCTION app.report_end(period text) OWNER TO anjian_owner;

--
-- Name: report_hash(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_hash(of_report integer) RETURNS bytea
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select sha256(
    convert_to(concat(app.field('anjian-report-1'), app.field(r.id::text), app.field(r.period), app.field(r.supersedes::text), app.field(r.reason),
      app.field(r.rule), app.field((select string_agg(key || '=' || value, ',' order by key collate "C") from jsonb_each_text(r.versions))),
      app.field(r.previous::text), app.field(r.year_before::text), app.field(r.prepared_by), app.field(r.prepared_account::text),
      app.field(app.micros(r.prepared_at))), 'UTF8')
    || sha256(convert_to((select coalesce(string_agg(concat(app.field(f.section), app.field(f.key), app.field(f.label), app.field(f.measure),
        app.field(f.value::text)), '' order by f.section collate "C", f.key collate "C", f.measure collate "C"), '')
      from report_figure f where f.report = r.id), 'UTF8'))
    || sha256((select coalesce(string_agg(sha256(convert_to(concat(app.field(h.hazard::text), app.field(h.enterprise::text),
        app.field(h.enterprise_name), app.field(h.description), app.field(h.major::text), app.field(h.source), app.field(h.industry),
        app.field(h.grid::text), app.field(h.department::text), app.field(app.micros(h.found_at)), app.field(app.micros(h.due_at)),
        app.field(app.micros(h.closed_at)), app.field(h.state),
        app.field((select string_agg(m.measure, ',' order by m.measure collate "C") from app.measures_of(h) m where m.holds))), 'UTF8')),
        ''::bytea order by h.hazard), ''::bytea) from report_hazard h where h.report = r.id)))
  from report r where r.id = of_report
$$;

ALTER FUNCTION app.report_hash(of_report integer) OWNER TO anjian_owner;

--
-- Name: report_start(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_start(period text) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN app.month_start(app.report_month(period));

ALTER FUNCTION app.report_start(period text) OWNER TO anjian_owner;

--
-- Name: report_year_before(text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.report_year_before(period text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (length(period) > 4) THEN to_char((app.report_month(period) - '1 year'::interval), 'YYYY-"Q"Q'::text) ELSE NULL::text END;

ALTER FUNCTION app.report_year_before(period text) OWNER TO anjian_owner;

--
-- Name: roll_up(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.roll_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  source constant text := case tg_op
    when 'INSERT' then 'select 1 as sign, * from new_rows'
    when 'DELETE' then 'select -1 as sign, * from old_rows'
    else 'select 1 as sign, * from new_rows union all select -1, * from old_rows' end;
  statement text;
begin
  foreach statement in array case tg_argv[0] when 'hazards' then app.hazard_sums(source) else app.enterprise_sums(source) end loop
    execute statement;
  end loop;
  return null;
end $$;

ALTER FUNCTION app.roll_up() OWNER TO anjian_owner;

--
-- Name: import_row; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.import_row (
    stage integer NOT NULL,
    "row" integer NOT NULL,
    key text,
    made json,
    cells json,
    issues jsonb,
    rejected boolean NOT NULL,
    warned boolean NOT NULL,
    outlook text,
    lng double precision,
    lat double precision,
    seen bytea,
    CONSTRAINT import_row_lat_check CHECK (((lat >= ('-90'::integer)::double precision) AND (lat <= (90)::double precision))),
    CONSTRAINT import_row_lng_check CHECK (((lng >= ('-180'::integer)::double precision) AND (lng <= (180)::double precision))),
    CONSTRAINT import_row_outlook_check CHECK ((outlook = ANY (ARRAY['added'::text, 'changed'::text, 'unchanged'::text]))),
    CONSTRAINT import_row_row_check CHECK (("row" > 0)),
    CONSTRAINT import_row_seen_check CHECK ((length(seen) = 16)),
    CONSTRAINT row_is_located CHECK (((lng IS NULL) = (lat IS NULL))),
    CONSTRAINT row_is_made CHECK ((rejected OR (made IS NOT NULL)))
);

ALTER TABLE public.import_row OWNER TO anjian_owner;

--
-- Name: row_content(public.import_row); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.row_content(r public.import_row) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN md5(concat_ws('|'::text, ((r).made ->> 'name'::text), round(((r).lng)::numeric, 6), round(((r).lat)::numeric, 6), ((r).made ->> 'address'::text)));

ALTER FUNCTION app.row_content(r public.import_row) OWNER TO anjian_owner;

--
-- Name: same_enterprise(integer, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.same_enterprise(stage integer, only_one integer DEFAULT NULL::integer) RETURNS TABLE(enterprise integer, identifier text, numbers integer[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.expect_importer();
  return query
  with of_stage as (select s.id, s.mapping ->> 'scheme' as scheme from import_stage s where s.id = same_enterprise.stage and s.capability = 'enterprises'),
  beside as materialized ( -- rows that come to an enterprise by another key than its own
    select r.row, a.enterprise from of_stage s join import_row r on r.stage = s.id and not r.rejected
      join enterprise_alias a on a.scheme = s.scheme and a.identifier = r.key
    where only_one is null or a.enterprise = only_one
    union
    select r.row, m.enterprise from of_stage s join import_resemblance m on m.stage = s.id and m.decided = 'merge'
      join import_row r on r.stage = s.id and r.row = m.row and not r.rejected
    where only_one is null or m.enterprise = only_one),
  all_of_them as (
    select b.row, b.enterprise from beside b
    union
    select r.row, e.id from of_stage s join enterprise e on e.scheme = s.scheme and e.id in (select b.enterprise from beside b)
      join import_row r on r.stage = s.id and r.key = e.identifier and not r.rejected)
  select e.id, e.identifier, array_agg(t.row order by t.row)
  from all_of_them t join enterprise e on e.id = t.enterprise group by e.id having count(*) > 1 order by min(t.row);
end $$;

ALTER FUNCTION app.same_enterprise(stage integer, only_one integer) OWNER TO anjian_owner;

--
-- Name: scenes(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.scenes() RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((NULLIF(current_setting('app.scenes'::text, true), ''::text))::integer[], '{}'::integer[]);

ALTER FUNCTION app.scenes() OWNER TO anjian_owner;

--
-- Name: seal_audit(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.seal_audit(most integer DEFAULT 5000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  moment constant timestamptz := app.now();
  last audit_seal;
  rooted audit_root;
  waiting audit_waiting;
  entry audit;
  sealed integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('anjian audit seal')) then return 0; end if;
  perform app.audit_partition(app.month_of(moment)), app.audit_partition((app.month_of(moment) + interval '1 month')::date);
  select * into last from audit_seal order by seal desc limit 1;
  select * into rooted from audit_root order by day desc limit 1;
  if last.seal > coalesce(rooted.last, 0) and app.day_of(last.sealed_at) < app.day_of(moment)
      and app.day_of(last.sealed_at) > coalesce(rooted.day, '-infinity') then
    insert into audit_root (day, first, last, hash) values (app.day_of(last.sealed_at), coalesce(rooted.last, 0) + 1, last.seal, last.hash);
  end if;
  for waiting in select * from audit_waiting order by audit limit most loop
    select * into entry from audit a where a.id = waiting.audit and a.at = waiting.at;
    if not found then -- it went past the triggers: the seal says that it is missing
      entry.id := waiting.audit;
      entry.at := waiting.at;
    end if;
    last.seal := coalesce(last.seal, 0) + 1;
    last.hash := sha256(coalesce(last.hash, decode(repeat('00', 32), 'hex')) || app.audit_bytes(last.seal, moment, entry));
    insert into audit_seal (seal, audit, at, sealed_at, hash) values (last.seal, waiting.audit, waiting.at, moment, last.hash);
    delete from audit_waiting w where w.audit = waiting.audit;
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;

ALTER FUNCTION app.seal_audit(most integer) OWNER TO anjian_owner;

--
-- Name: seat_tenants(public.import_stage, integer, integer, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.seat_tenants(of_stage public.import_stage, as_import integer, after integer, upto integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
begin
  execute format($sql$
    with moved as (
      update enterprise e set place = owner.id
      from import_row r %s
      where r.stage = $2 and r.row > $4 and r.row <= $5 and not r.rejected and e.id = plant.id and e.place is null
        and coalesce((r.made ->> 'until')::date > app.today(), true)
      returning e.id, decode(md5(row(%s)::text), 'hex') as digest)
    insert into import_change (import, topic, id, before, digest) select $3, 'enterprise', id, '{"place": null}', digest from moved$sql$,
    app.kind_joins('tenant', array['name']), app.column_list('e', app.import_digest('enterprise')))
  using of_stage.mapping ->> 'scheme', of_stage.id, as_import, after, upto;
end $_$;

ALTER FUNCTION app.seat_tenants(of_stage public.import_stage, as_import integer, after integer, upto integer) OWNER TO anjian_owner;

--
-- Name: seen_of(text, text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.seen_of(alias text, names text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN format('case when %1$s.id is not null then decode(md5(row(%1$s.id, %2$s)::text), ''hex'') end'::text, alias, app.column_list(alias, names));

ALTER FUNCTION app.seen_of(alias text, names text[]) OWNER TO anjian_owner;

--
-- Name: sees(integer, integer, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sees(enterprise_id integer, department integer, grid integer) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select app.role() in ('government', 'wall')
    or app.role() = 'department' and department = app.department()
    or app.role() = 'grid' and grid = any (app.grids())
    or app.role() = 'enterprise' and enterprise_id = app.enterprise()
    or app.role() = 'expert' and enterprise_id = any (app.enterprises())
$$;

ALTER FUNCTION app.sees(enterprise_id integer, department integer, grid integer) OWNER TO anjian_owner;

--
-- Name: sees_enterprise(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sees_enterprise(target integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from enterprise e where e.id = target and app.sees(e.id, e.lead_department, e.grid))
$$;

ALTER FUNCTION app.sees_enterprise(target integer) OWNER TO anjian_owner;

--
-- Name: set_standardization(integer, smallint, date); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.set_standardization(of_enterprise integer, level smallint, until date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not coalesce(case app.role()
      when 'government' then coalesce(app.post(), 'data-steward') = 'data-steward'
      when 'enterprise' then of_enterprise = app.enterprise() and coalesce(app.post(), 'safety-manager') = 'safety-manager'
      else false end, false) then
    return false;
  end if;
  update enterprise set standardization = level, standardization_until = until where id = of_enterprise;
  return found;
end $$;

ALTER FUNCTION app.set_standardization(of_enterprise integer, level smallint, until date) OWNER TO anjian_owner;

--
-- Name: settle_places(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.settle_places(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
begin
  perform app.settle_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.made::jsonb as made, r.made ->> 'manager' as manager, r.made ->> 'manager_code' as code, r.made ->> 'lead_department' as unit,
        (r.made ->> 'geom')::geometry as given, case when not app.holds_demo() then book.geom end as kept, book.boundary_assumed as assumed,
        r.rejected, book.manager as manager_before, book.manager_code as code_before, book.manager_enterprise as file_before
      from import_row r %1$s where r.stage = $2 and r.made is not null),
    looked as (
      select t.*, unit.id as unit_id, own.name = t.manager and t.code is null as same_file,
        case when t.code is not null then coalesce(
            (select e.id from enterprise e where e.scheme = 'uscc' and e.identifier = t.code),
            (select a.enterprise from enterprise_alias a where a.scheme = 'uscc' and a.identifier = t.code))
          else (select min(e.id) from enterprise e where e.name = t.manager having count(*) = 1) end as file,
        t.given is not null and st_geometrytype(t.given) = 'ST_Point' as is_point
      from told t left join enterprise own on own.id = t.file_before
      left join lateral (select d.id from department d where d.code = t.unit or d.name = t.unit order by d.code = t.unit desc limit 1) unit on true),
    drawn as (
      select l.*, is_point and kept is not null and not st_intersects(given, kept) and not assumed as beyond,
        is_point and (kept is null or assumed and not st_intersects(given, kept)) as circled
      from looked l),
    grounded as (
      select d.*, case when circled then app.assumed_ground(given) when is_point or given is null then kept else given end as ground,
        case when circled then true when is_point or given is null then coalesce(assumed, false) else false end as now_assumed
      from drawn d)
    select row,
      made - 'lead_department' - 'geom'
        || case when unit_id is not null then jsonb_build_object('lead_department', unit_id) else '{}' end
        || case when ground is not null then jsonb_build_object('geom', ground::text) else '{}' end
        || jsonb_build_object('boundary_assumed', now_assumed)
        || case when manager is null and code is null then jsonb_build_object('manager_enterprise', file_before)
          when same_file then jsonb_build_object('manager', null, 'manager_code', null, 'manager_enterprise', file_before)
          when file is not null then jsonb_build_object('manager', null, 'manager_code', null, 'manager_enterprise', file)
          when manager is null then jsonb_build_object('manager_enterprise', null)
          else jsonb_build_object('manager', manager, 'manager_code', coalesce(code, case when manager_before = manager then code_before end),
            'manager_enterprise', null) end as made,
      app.an_issue(unit is not null and unit_id is null, 'department-unknown', %2$L, unit)
        || app.an_issue(manager is null and code is not null and file is null and code_before is distinct from code, 'manager-unnamed', %3$L, code)
        || app.an_issue(ground is null and not rejected, 'boundary-missing', %4$L, '')
        || app.an_issue(not is_point and given is not null and not st_isvalid(given), 'boundary-invalid', 'geometry',
          case when not is_point and given is not null then st_isvalidreason(given) end)
        || app.an_issue(circled and not rejected, 'boundary-assumed', %4$L, '', true)
        || app.an_issue(beyond, 'outside-boundary', %4$L, '', true) as issues,
      case when ground is not null and st_isvalid(ground) then st_pointonsurface(ground) end as at
    from grounded$sql$,
    app.kind_joins('place', array['kind', 'name']), app.headed(of_stage, 'leadDepartment'), app.headed(of_stage, 'managerCode'),
    concat_ws(', ', app.headed(of_stage, 'lng'), app.headed(of_stage, 'lat'))), of_stage.mapping ->> 'scheme');
end $_$;

ALTER FUNCTION app.settle_places(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: settle_rows(integer, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.settle_rows(stage integer, query text, scheme text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
begin
  execute format($sql$
    with found as materialized (%s),
    judged as (select f.*, (select coalesce(bool_or((i ->> 'warning')::boolean), false) from jsonb_array_elements(f.issues) i) as warns,
        (select coalesce(bool_or(not (i ->> 'warning')::boolean), false) from jsonb_array_elements(f.issues) i) as refuses,
        (select jsonb_agg(i - 'warning') from jsonb_array_elements(f.issues) i) as said from found f)
    update import_row r set made = j.made::json, warned = r.warned or j.warns, rejected = r.rejected or j.refuses,
      issues = nullif(coalesce(r.issues, '[]') || coalesce(j.said, '[]'), '[]'), lng = coalesce(st_x(j.at), r.lng), lat = coalesce(st_y(j.at), r.lat)
    from judged j where r.stage = $2 and r.row = j.row$sql$, query)
  using scheme, stage;
end $_$;

ALTER FUNCTION app.settle_rows(stage integer, query text, scheme text) OWNER TO anjian_owner;

--
-- Name: settle_tenants(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.settle_tenants(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
begin
  perform app.settle_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.made::jsonb as made, m.name, m.place_named, m.enterprise_key, owner.id as place, plant.id as file, e.place as sits,
        book.enterprise as linked, coalesce((r.made ->> 'since')::date, book.since) as since, coalesce((r.made ->> 'until')::date, book.until) as until,
        r.made ->> 'until' is not null as ends, book.until as ended
      from import_row r %5$s left join enterprise e on e.id = plant.id where r.stage = $2 and r.made is not null)
    select row, made || case when file is not null then jsonb_build_object('enterprise', file) else '{}' end as made,
      app.an_issue(place is null, case when exists (select from place p where p.name = place_named and p.kind <> 'block') then 'place-ambiguous'
          else 'place-unknown' end, %1$L, place_named)
        || app.an_issue(enterprise_key is not null and file is null, 'enterprise-without-file', %2$L, enterprise_key, true)
        || app.an_issue(place is not null and sits <> place and coalesce(until > app.today(), true), 'tenant-elsewhere', %2$L,
          (select p.name from place p where p.id = sits))
        || app.an_issue(ends and ended is distinct from until and (file is not null and sits = place or linked is not null), 'tenant-ends-by-file', %3$L,
          made ->> 'until')
        || app.an_issue(until < since, 'until-before-since', %3$L, made ->> 'until')
        || case when file is null and linked is null and coalesce(until > app.today(), true) then coalesce((
            select app.an_issue(true, 'tenant-has-file', %4$L, min(o.identifier), true) from enterprise o
            where o.place = told.place and app.plain_name(o.name) = app.plain_name(told.name) having count(*) > 0), '[]') else '[]' end as issues,
      null::geometry as at
    from told$sql$,
    app.headed(of_stage, 'place'), app.headed(of_stage, 'enterprise'), app.headed(of_stage, 'until'), app.headed(of_stage, 'name'),
    app.kind_joins('tenant', array['name'])), of_stage.mapping ->> 'scheme');
end $_$;

ALTER FUNCTION app.settle_tenants(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: sign_authority(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sign_authority() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.authority := coalesce((select d.name from department d where d.id = app.department()),
    (select string_agg(g.name, '、' order by g.code) from grid g where app.role() = 'grid' and g.id = any (app.grids())), app.posted_at(app.account()));
  return new;
end $$;

ALTER FUNCTION app.sign_authority() OWNER TO anjian_owner;

--
-- Name: sign_hazard_event(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sign_hazard_event() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.at := app.now();
  new.post := app.hand_post();
  new.department := app.department();
  new.account := app.account();
  new.person := coalesce(app.person(), session_user);
  new.supervising := case when new.act = 'supervise' then coalesce(app.department(), 0) end;
  new.stopped := case when new.act = 'dispatch' then coalesce(new.stopped, false) end;
  new.to_state := 'unknown';
  return new;
end $$;

ALTER FUNCTION app.sign_hazard_event() OWNER TO anjian_owner;

--
-- Name: sign_inspection(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sign_inspection() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    if new.request is null then perform app.refuse_inspection('not_allowed'); end if;
    new.inspector := coalesce(app.person(), session_user);
    new.inspector_account := app.account();
    new.received_at := app.now();
    new.inspected_at := least(new.device_at, new.received_at);
    new.version := 1;
    new.state := 'open';
    new.findings := 0;
  else
    if old.state = 'finished' then perform app.refuse_inspection('finished'); end if;
    if old.checked_in_at is not null and (new.checked_in_at, new.accuracy_m, st_asbinary(new.checked_in_point))
        is distinct from (old.checked_in_at, old.accuracy_m, st_asbinary(old.checked_in_point)) then
      perform app.refuse_inspection('checked_in');
    end if;
    if (to_jsonb(new) - '{state,changed_at,changed_by}'::text[]) <> (to_jsonb(old) - '{state,changed_at,changed_by}'::text[]) then
      new.version := old.version + 1;
    end if;
  end if;
  if new.checked_in_at is not null and (tg_op = 'INSERT' or old.checked_in_at is null) then
    new.check_in_received_at := app.now();
    select st_distance(e.geom::geography, new.checked_in_point::geography) into new.distance_m from enterprise e where e.id = new.enterprise;
  end if;
  return new;
end $$;

ALTER FUNCTION app.sign_inspection() OWNER TO anjian_owner;

--
-- Name: sign_inspection_record(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sign_inspection_record() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare stands inspection;
begin
  new.at := app.now();
  new.account := app.account();
  new.person := coalesce(app.person(), session_user);
  new.post := app.hand_post();
  new.sha256 := encode(sha256(new.image), 'hex');
  if new.kind in ('signature', 'refusal') then
    -- writing on it, and its findings, which are counted in it, wait here
    select * into stands from inspection i where i.id = new.inspection for share;
    if (new.signed_version, new.signed_findings) is distinct from (stands.version, stands.findings) then perform app.refuse_inspection('changed'); end if;
    new.signed_content := app.inspection_content(new.inspection);
    new.signed_digest := encode(sha256(convert_to(new.signed_content::text, 'UTF8')), 'hex');
  end if;
  return new;
end $$;

ALTER FUNCTION app.sign_inspection_record() OWNER TO anjian_owner;

--
-- Name: sign_report(integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sign_report(asked integer, seen text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare signing report;
begin
  perform app.refuse_unless(app.may_report('sign'));
  select * into strict signing from report where id = asked for update;
  if signing.state <> 'draft' then
    raise exception 'signed already' using constraint = 'report_signed';
  end if;
  if encode(signing.hash, 'hex') <> seen then
    raise exception 'it was prepared anew meanwhile' using constraint = 'report_changed';
  end if;
  update report set state = 'superseded' where id = signing.supersedes;
  update report set state = 'signed', signed_by = coalesce(app.person(), session_user), signed_account = app.account(), signed_at = app.now()
  where id = asked;
end $$;

ALTER FUNCTION app.sign_report(asked integer, seen text) OWNER TO anjian_owner;

--
-- Name: square_at(double precision); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.square_at(degrees double precision) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (floor((degrees * (100)::double precision)))::integer;

ALTER FUNCTION app.square_at(degrees double precision) OWNER TO anjian_owner;

--
-- Name: stage_issues(integer, integer, json); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.stage_issues(stage integer, attempt integer, late json) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.expect_importer();
  perform from import_stage s where s.id = stage_issues.stage and s.state = 'staging' and s.attempt = stage_issues.attempt for update;
  if not found then raise exception 'stage % is not being staged', stage_issues.stage using errcode = 'AJ001'; end if;
  update import_row r set issues = coalesce(r.issues, '[]') || f.issues, rejected = r.rejected or f.rejected, warned = r.warned or f.warned,
    outlook = case when not f.rejected then r.outlook end
  from json_to_recordset(late) f (row integer, issues jsonb, rejected boolean, warned boolean)
  where r.stage = stage_issues.stage and r.row = f.row and not coalesce(r.issues, '[]') @> f.issues;
end $$;

ALTER FUNCTION app.stage_issues(stage integer, attempt integer, late json) OWNER TO anjian_owner;

--
-- Name: stage_rows(integer, integer, json, integer, real); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  of_stage import_stage;
  names text[];
  outlook text := 'null, null';
  told record;
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = stage_rows.stage for update;
  if of_stage.state is distinct from 'staging' or of_stage.attempt <> stage_rows.attempt then
    raise exception 'stage % is not being staged', stage_rows.stage using errcode = 'AJ001';
  end if;
  if of_stage.capability = 'enterprises' then
    names := array_remove(app.told_columns(of_stage), 'geom');
    outlook := format($sql$case when coalesce(r.rejected, false) then null when book.id is null then 'added'
      when (%s) is distinct from (select row(%s) from json_to_record(r.made) m (%s)) %s then 'changed' else 'unchanged' end, %s$sql$,
      'row(' || app.column_list('book', names) || ')', app.kept_columns('m', 'book', names), app.column_types('enterprise', names),
      case when 'geom' = any (of_stage.columns)
        then 'or r.lng is not null and book.geom is distinct from st_setsrid(st_makepoint(r.lng, r.lat), 4326)' else '' end,
      app.seen_of('book', app.told_columns(of_stage)));
  end if;
  -- what a dead machine forgets of the last batches is staged again: they and the number of their last row are forgotten together
  perform set_config('synchronous_commit', 'off', true);
  execute format($sql$
    with kept as (
      insert into import_row (stage, row, key, made, cells, issues, rejected, warned, lng, lat, outlook, seen)
      select $2, r.row, r.key, r.made, r.cells, r.issues, coalesce(r.rejected, false), coalesce(r.warned, false), r.lng, r.lat, %s
      from json_to_recordset($3) r (row integer, key text, made json, cells json, issues jsonb, rejected boolean, warned boolean,
        lng double precision, lat double precision) %s
      returning rejected, warned, lng)
    select count(*) as rows, count(lng) as located, count(*) filter (where rejected) as rejected, count(*) filter (where warned) as warned
    from kept$sql$, outlook,
    case when of_stage.capability = 'enterprises' then
      app.known_by('r.key') || ' left join lateral (select b.* from enterprise b where b.id = coalesce(known.id, alias.id)) book on true' else '' end)
  using of_stage.mapping ->> 'scheme', of_stage.id, batch into told;
  update import_stage s set last_row = stage_rows.last_row, progress = share, rows = s.rows + told.rows, located = s.located + told.located,
    rejected = s.rejected + told.rejected, warned = s.warned + told.warned
  where s.id = of_stage.id;
end $_$;

ALTER FUNCTION app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) OWNER TO anjian_owner;

--
-- Name: staged_before(integer, integer[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.staged_before(stage integer, numbers integer[]) RETURNS TABLE(number integer, id integer, before jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  of_stage import_stage;
  topic text;
  names text[];
  moved text := '';
begin
  perform app.expect_importer();
  select * into of_stage from import_stage s where s.id = staged_before.stage;
  topic := app.import_topic(of_stage.capability);
  if topic is null or topic = 'grid' then return; end if;
  if topic <> 'enterprise' then -- of these, only what differs
    names := app.kind_names(of_stage);
    if 'geom' = any (names) then
      moved := $t$|| case when book.geom is distinct from m.geom then jsonb_build_object('lng', st_x(inside.at), 'lat', st_y(inside.at)) else '{}' end$t$;
    end if;
    return query execute format($sql$
      select r.row, book.id, (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(jsonb_build_object(%s)) f
        where f.value is distinct from jsonb_build_object(%s) -> f.key) %s
      from import_row r %s %s
      where r.stage = $2 and r.row = any ($3) and book.id is not null$sql$,
      app.column_pairs('book', array_remove(names, 'geom')), app.column_pairs('m', array_remove(names, 'geom')), moved,
      app.kind_joins(topic, names),
      case when 'geom' = any (names) then 'cross join lateral (select st_pointonsurface(book.geom) as at) inside' else '' end)
    using of_stage.mapping ->> 'scheme', of_stage.id, numbers;
    return;
  end if;
  return query execute format($sql$
    select r.row, e.id, jsonb_build_object('lng', st_x(e.geom), 'lat', st_y(e.geom) %s)
    from import_row r
    left join import_resemblance s on s.stage = r.stage and s.row = r.row and s.decided = 'merge'
    %s
    join enterprise e on e.id = coalesce(known.id, alias.id, s.enterprise)
    where r.stage = $2 and r.row = any ($3)$sql$,
    (select string_agg(format(', %L, e.%I', name, name), '') from unnest(of_stage.columns) name where name = any (app.import_columns('enterprise'))),
    app.known_by('r.key'))
  using of_stage.mapping ->> 'scheme', of_stage.id, numbers;
end $_$;

ALTER FUNCTION app.staged_before(stage integer, numbers integer[]) OWNER TO anjian_owner;

--
-- Name: staged_territories(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.staged_territories(stage integer) RETURNS TABLE(row_number integer, code text, name text, person text, phone text, geom public.geometry)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select r.row, m.code, m.name, m.person, m.phone,
    st_multi(st_collectionextract(case when st_isvalid(raw.geom) then raw.geom else st_makevalid(raw.geom) end, 3))
  from import_row r
  cross join lateral json_to_record(r.made) m (code text, name text, person text, phone text, geometry text)
  cross join lateral (select st_setsrid(st_geomfromgeojson(m.geometry), 4326) as geom) raw
  where r.stage = staged_territories.stage and not r.rejected and m.geometry is not null
$$;

ALTER FUNCTION app.staged_territories(stage integer) OWNER TO anjian_owner;

--
-- Name: stamp(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.stamp() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  new.changed_at := app.now();
  new.changed_by := coalesce(app.person(), session_user);
  return new;
end $$;

ALTER FUNCTION app.stamp() OWNER TO anjian_owner;

--
-- Name: stay(date, date, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.stay(since date, until date, made_at timestamp with time zone) RETURNS daterange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (since > until) THEN 'empty'::daterange ELSE daterange(COALESCE(since, LEAST(((made_at AT TIME ZONE 'Asia/Shanghai'::text))::date, (until - 1))), until) END;

ALTER FUNCTION app.stay(since date, until date, made_at timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: sum_imported(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.sum_imported() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  statement text;
begin
  foreach statement in array app.enterprise_sums(format('select 1 as sign, e.* from public.enterprise e join public.import_change c
    on c.import = %s and c.topic = ''enterprise'' and c.id = e.id and c.before is null', new.id)) loop
    execute statement;
  end loop;
  return null;
end $$;

ALTER FUNCTION app.sum_imported() OWNER TO anjian_owner;

--
-- Name: take_answer(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.take_answer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from inspection_record r where r.id = new.answers and r.inspection = new.inspection and r.kind = 'advice') then
    perform app.refuse_inspection('no_advice');
  end if;
  return new;
end $$;

ALTER FUNCTION app.take_answer() OWNER TO anjian_owner;

--
-- Name: take_finding(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.take_finding() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from inspection i where i.id = new.inspection and i.request is not null
      and app.is_own_inspection(i.inspector_account, i.inspector)) then
    perform app.refuse_inspection('not_own');
  end if;
  if new.checklist_item is not null and not exists (select from inspection i join checklist_item c on c.checklist = i.checklist
      where i.id = new.inspection and c.id = new.checklist_item) then
    perform app.refuse_inspection('item');
  end if;
  return new;
end $$;

ALTER FUNCTION app.take_finding() OWNER TO anjian_owner;

--
-- Name: take_hazard_event(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.take_hazard_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  was record;
  refusal text;
begin
  select f.* into was from app.hazards_folded(array[new.hazard]) f;
  if was.hazard is null then return new; end if;
  new.from_state := was.state;
  if was.events >= new.n then return new; end if; -- another came first: the key tells
  if was.events + 1 <> new.n then perform app.refuse_hazard('changed'); end if;
  select t.to_state into new.to_state from hazard_transition t where t.act = new.act and t.from_state = was.state;
  select app.hazard_refusal(new, was, h.source, exists (select from hazard r where r.rebound_of = h.id)) into refusal
  from hazard h where h.id = new.hazard;
  if refusal is not null then perform app.refuse_hazard(refusal); end if;
  return new;
end $$;

ALTER FUNCTION app.take_hazard_event() OWNER TO anjian_owner;

--
-- Name: take_hazards_turn(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.take_hazards_turn() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select from layer_version where layer = 'hazards' for no key update
$$;

ALTER FUNCTION app.take_hazards_turn() OWNER TO anjian_owner;

--
-- Name: take_item_once(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.take_item_once() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  -- of two at once the second waits here, and sees the first; before any row, as whoever acts on hazards does, else one waits in a ring
  perform app.take_hazards_turn();
  perform from inspection i where i.id = new.inspection for no key update;
  if exists (select from hazard h where h.inspection = new.inspection and h.checklist_item = new.checklist_item and h.state <> 'voided'
      and h.request is distinct from new.request and trim(h.description) = trim(new.description)) then
    perform app.refuse_inspection('item_twice');
  end if;
  return new;
end $$;

ALTER FUNCTION app.take_item_once() OWNER TO anjian_owner;

--
-- Name: take_original(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.take_original() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from document d where d.id = new.original_of and d.enterprise = new.enterprise and d.kind = 'photo'
      and d.original_of is null and d.made_by = coalesce(app.person(), session_user)) then
    raise exception 'the document % is no photograph of whoever adds its original', new.original_of
      using errcode = 'check_violation', constraint = 'document_original_own', table = 'document';
  end if;
  return new;
end $$;

ALTER FUNCTION app.take_original() OWNER TO anjian_owner;

--
-- Name: tell_derived_position(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.tell_derived_position() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept enterprise;
begin
  select * into strict kept from enterprise where id = new.enterprise;
  if kept.geom is null then return new; end if;
  if jsonb_typeof(new.fields #> '{position,after}') = 'null' then
    raise exception 'a boundary has a point inside' using errcode = '23514', constraint = 'enterprise_position_with_footprint';
  end if;
  if not new.fields ? 'position' and exists (select from history h where h.table_name = 'enterprise' and h.row_id = kept.id
      and h.id > new.history_after and h.id <= new.history_until and jsonb_typeof(coalesce(h.before -> 'geom', 'null')) = 'null') then
    new.fields := new.fields || jsonb_build_object('position', jsonb_build_object('before', null,
      'after', app.enterprise_facts(kept) -> 'position' || '{"derived": true}'));
  end if;
  return new;
end $$;

ALTER FUNCTION app.tell_derived_position() OWNER TO anjian_owner;

--
-- Name: tenancy_of(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.tenancy_of(of_place integer, OUT filed integer, OUT bare integer) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select (select count(*) from enterprise e where e.place = of_place),
    (select count(*) from tenant t where t.place = of_place and t.enterprise is null and coalesce(t.until > app.today(), true))
$$;

ALTER FUNCTION app.tenancy_of(of_place integer, OUT filed integer, OUT bare integer) OWNER TO anjian_owner;

--
-- Name: tenant; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.tenant (
    id integer NOT NULL,
    place integer NOT NULL,
    name text NOT NULL,
    room text,
    industry text,
    contact text,
    phone text,
    since date,
    until date,
    enterprise integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    clashes boolean DEFAULT false NOT NULL,
    CONSTRAINT tenant_contact_check CHECK (((length(TRIM(BOTH FROM contact)) >= 1) AND (length(TRIM(BOTH FROM contact)) <= 80))),
    CONSTRAINT tenant_industry_check CHECK ((industry ~ '^[A-T]([0-9]{2,4})?$'::text)),
    CONSTRAINT tenant_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 200))),
    CONSTRAINT tenant_phone_check CHECK ((phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT tenant_room_check CHECK (((length(TRIM(BOTH FROM room)) >= 1) AND (length(TRIM(BOTH FROM room)) <= 120))),
    CONSTRAINT tenant_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text]))),
    CONSTRAINT tenant_time CHECK ((until >= since))
);

ALTER TABLE public.tenant OWNER TO anjian_owner;

--
-- Name: tenant_to_link(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.tenant_to_link(asked integer) RETURNS public.tenant
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.tenant_to_link(asked integer) OWNER TO anjian_owner;

--
-- Name: territory_at(public.geometry); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.territory_at(at public.geometry) RETURNS TABLE(grid integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select id from public.grid where level = 3 and public.st_intersects(geom, at) order by id limit 1 $$;

ALTER FUNCTION app.territory_at(at public.geometry) OWNER TO anjian_owner;

--
-- Name: tidy_search(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.tidy_search() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform app.expect_importer();
  perform gin_clean_pending_list('enterprise_grams');
end $$;

ALTER FUNCTION app.tidy_search() OWNER TO anjian_owner;

--
-- Name: today(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.today() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((app.now() AT TIME ZONE 'Asia/Shanghai'::text))::date;

ALTER FUNCTION app.today() OWNER TO anjian_owner;

--
-- Name: told_columns(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.told_columns(of_stage public.import_stage) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (ARRAY(SELECT name.name FROM unnest((told_columns.of_stage).columns) name(name) WHERE (name.name = ANY (app.import_columns('enterprise'::text)))) || CASE WHEN ('geom'::text = ANY ((of_stage).columns)) THEN ARRAY['geom'::text] ELSE '{}'::text[] END);

ALTER FUNCTION app.told_columns(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: told_override(public.enterprise); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.told_override(e public.enterprise) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when e.class_override is not null then jsonb_build_object('class', e.class_override, 'until', e.class_override_until) end
$$;

ALTER FUNCTION app.told_override(e public.enterprise) OWNER TO anjian_owner;

--
-- Name: told_owner(text, integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.told_owner(fact text, owner integer) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when owner is not null then coalesce(
    case fact when 'grid' then (select g.name || ' ' || g.code from grid g where g.id = owner) else (select d.name from department d where d.id = owner) end,
    (select concat_ws(' ', h.before ->> 'name', case fact when 'grid' then h.before ->> 'code' end) from history h
      where h.table_name = fact and h.row_id = owner order by h.id desc limit 1),
    owner::text) end
$$;

ALTER FUNCTION app.told_owner(fact text, owner integer) OWNER TO anjian_owner;

--
-- Name: undo_hindrances(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.undo_hindrances(which integer) RETURNS TABLE(hindrance text, n integer, ids integer[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  of_topic text;
  link record;
begin
  perform app.expect_importer();
  for of_topic in select distinct c.topic from import_change c where c.import = which loop
    return query execute format($sql$
      select 'changed-since', count(*)::integer, (array_agg(c.id order by c.id))[1:20] from import_change c left join %1$I t on t.id = c.id
      where c.import = $1 and c.topic = %1$L and decode(md5(row(%2$s)::text), 'hex') is distinct from c.digest having count(*) > 0$sql$,
      of_topic, app.column_list('t', app.import_digest(of_topic)))
    using which;
    if of_topic = 'grid' then -- what lies in a grid finds another; who answers for it does not
      return query select 'built-on', count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20] from import_change c
        join post p on c.id = any (p.grids) where c.import = which and c.topic = 'grid' and c.before is null having count(*) > 0;
      continue;
    end if;
    for link in
      select k.conrelid::regclass::text as target, a.attname as name from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confrelid = format('public.%I', of_topic)::regclass
        and k.conrelid not in ('import_resemblance'::regclass, 'enterprise_alias'::regclass, 'enterprise_standing'::regclass)
        and (of_topic, a.attname) <> ('department', 'lead_department') -- an enterprise finds another leader
    loop
      return query execute format($sql$
        select 'built-on', count(distinct c.id)::integer, (array_agg(distinct c.id))[1:20] from import_change c join %s t on t.%I = c.id
        where c.import = $1 and c.topic = %L and c.before is null having count(*) > 0$sql$, link.target, link.name, of_topic) using which;
    end loop;
  end loop;
end $_$;

ALTER FUNCTION app.undo_hindrances(which integer) OWNER TO anjian_owner;

--
-- Name: undo_import(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.undo_import(which integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  of_topic text;
  names text[];
  touched integer := 0;
  more integer;
begin
  perform app.expect_importer();
  perform pg_advisory_xact_lock(hashtext('anjian import'));
  perform from import i where i.id = which and i.undone_at is null for update;
  if not found or exists (select from app.undo_hindrances(which)) then
    raise exception 'import % cannot be undone', which using errcode = 'AJ002';
  end if;
  delete from enterprise_alias a where a.import = which;
  for of_topic in select c.topic from import_change c where c.import = which group by c.topic order by c.topic = 'enterprise', c.topic loop
    select array_agg(name) into names from (select distinct jsonb_object_keys(c.before) as name from import_change c
      where c.import = which and c.topic = of_topic and c.before is not null) keys;
    if names is not null then
      execute format('update %1$I t set (%2$s) = (select %3$s from jsonb_populate_record(null::%1$I, c.before) b)
        from import_change c where c.import = $1 and c.topic = %1$L and c.before is not null and t.id = c.id',
        of_topic, (select string_agg(quote_ident(name), ', ') from unnest(names) name), app.column_list('b', names)) using which;
      get diagnostics more = row_count;
      touched := touched + more;
    end if;
    if of_topic = 'grid' then
      update enterprise e set grid = null from import_change c where c.import = which and c.topic = 'grid' and c.before is null and e.grid = c.id;
      update place p set grid = null from import_change c where c.import = which and c.topic = 'grid' and c.before is null and p.grid = c.id;
      update population_point p set grid = null from import_change c where c.import = which and c.topic = 'grid' and c.before is null and p.grid = c.id;
    end if;
    if of_topic = 'department' then
      update enterprise e set lead_department = null
      from import_change c where c.import = which and c.topic = 'department' and c.before is null and e.lead_department = c.id;
    end if;
    execute format('delete from %1$I t using import_change c where c.import = $1 and c.topic = %1$L and c.before is null and t.id = c.id', of_topic)
      using which;
    get diagnostics more = row_count;
    touched := touched + more;
    if of_topic in ('grid', 'department') then perform app.assign_owners(); end if;
  end loop;
  update import i set undone_at = app.now(), undone_by = coalesce(app.person(), session_user) where i.id = which;
  return touched;
end $_$;

ALTER FUNCTION app.undo_import(which integer) OWNER TO anjian_owner;

--
-- Name: unlink_tenant(integer, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.unlink_tenant(asked integer, said text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare of_tenant tenant;
begin
  perform app.refuse_unless(app.acting_post() = 'data-steward');
  select * into of_tenant from tenant where id = asked for update;
  if of_tenant.enterprise is null or of_tenant.until <= app.today() then
    raise exception 'not linked' using constraint = 'tenant_unlinked';
  end if;
  update tenant set enterprise = null where id = asked;
  return app.change_enterprise(of_tenant.enterprise, '{"place": null}', '', said);
end $$;

ALTER FUNCTION app.unlink_tenant(asked integer, said text) OWNER TO anjian_owner;

--
-- Name: unnamed_documents(text[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.unnamed_documents(keys text[]) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select k.sha256 from unnest(keys) k (sha256) where not exists (select from document d where d.sha256 = k.sha256)
$$;

ALTER FUNCTION app.unnamed_documents(keys text[]) OWNER TO anjian_owner;

--
-- Name: unsaid_reminders(integer); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.unsaid_reminders(target integer) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select r.id from account a join post p on p.account = a.id join reminder r on case p.kind
      when 'safety-manager' then r.side = 'enterprise' and r.enterprise = p.enterprise
      when 'grid-chief' then r.side = 'grid' and r.grid = any (p.grids)
      when 'department-officer' then r.side = 'department' and r.department = p.department
      when 'duty-officer' then r.side = 'district'
      when 'leader' then r.side = 'leader' else false end
  where a.id = target and a.state = 'active' and a.email is not null and p.from_at <= app.now() and coalesce(p.until_at > app.now(), true)
    and not exists (select from reminder_reading d where d.reminder = r.id and d.reader = 'account ' || a.id)
    and not exists (select from reminder_letter l where l.account = a.id and r.id = any (l.reminders))
$$;

ALTER FUNCTION app.unsaid_reminders(target integer) OWNER TO anjian_owner;

--
-- Name: veto_after(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.veto_after() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (((app.now() AT TIME ZONE 'Asia/Shanghai'::text) - '1 year'::interval) AT TIME ZONE 'Asia/Shanghai'::text);

ALTER FUNCTION app.veto_after() OWNER TO anjian_owner;

--
-- Name: warn_of_classes_lost(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.warn_of_classes_lost(of_stage public.import_stage) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
  select app.warn_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.made, coalesce(known.id, alias.id) as enterprise, false as merging
      from import_row r %s where r.stage = $2 and not r.rejected and r.outlook = 'changed'
      union all
      select r.row, r.made, s.enterprise, true from import_row r join import_resemblance s on s.stage = r.stage and s.row = r.row
      where r.stage = $2 and not r.rejected),
    classed as (
      select t.row, t.merging, e.name, e.class as former, m.high_risk < e.high_risk as by_risk, m.crowded < e.crowded as by_crowd,
        app.class_letter(coalesce(m.high_risk, e.high_risk), coalesce(m.crowded, e.crowded), coalesce(m.staff, e.staff), k.worst, k.major, k.vetoed) as latter
      from told t join enterprise e on e.id = t.enterprise and e.class_override is null
      cross join lateral json_to_record(t.made) m (high_risk boolean, crowded boolean, staff integer)
      cross join lateral app.class_inputs(e.id, e.vetoed_at) k
      where m.high_risk < e.high_risk or m.crowded < e.crowded or m.staff < e.staff)
    select c.row, case when c.by_risk then %L when c.by_crowd then %L else %L end::text as name,
      case when c.merging then 'class-drops-merged' else 'class-drops' end as rule, format('%%s: %%s → %%s', c.name, c.former, c.latter) as found
    from classed c where c.former < c.latter$sql$,
    app.known_by('r.key'), app.headed(of_stage, 'highRisk'), app.headed(of_stage, 'crowded'), app.headed(of_stage, 'staff')), of_stage.mapping ->> 'scheme')
$_$;

ALTER FUNCTION app.warn_of_classes_lost(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: warn_of_drops(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.warn_of_drops(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if of_stage.capability = 'substances' then perform app.warn_of_levels_lost(of_stage);
  elsif of_stage.capability = 'risk-points' and 'level' = any (app.kind_names(of_stage)) then perform app.warn_of_risks_lost(of_stage);
  elsif of_stage.capability = 'enterprises' and of_stage.columns && array['staff', 'crowded', 'high_risk'] then perform app.warn_of_classes_lost(of_stage);
  end if;
end $$;

ALTER FUNCTION app.warn_of_drops(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: warn_of_levels(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.warn_of_levels(of_stage public.import_stage) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
declare
  topic constant text := app.import_topic(of_stage.capability);
begin
  if topic not in ('hazard_source', 'hazard_source_substance') or not of_stage.mapping #> '{columns}' ? 'level' then return; end if;
  execute format($sql$
    with told as materialized (
      select r.row, (r.made ->> 'level')::integer as level, %1$s as source, %2$s as known_as, %3$s
      from import_row r %4$s where r.stage = $2 and not r.rejected and %1$s is not null),
    held as (
      select t.source, t.quantity, t.critical, t.beta from told t where t.quantity is not null
      union all
      select b.hazard_source, b.quantity, b.critical, b.beta from hazard_source_substance b
      where b.hazard_source in (select source from told)
        and not exists (select from told t where t.source = b.hazard_source and b.name = any (t.known_as))),
    summed as (select source, sum(quantity / critical) as ratio, sum(beta * (quantity / critical)) as weighted from held group by source),
    computed as (
      select s.id, app.level_of(h.ratio, app.alpha_of(app.people_outside(s.enterprise)) * h.weighted) as level
      from summed h join hazard_source s on s.id = h.source)
    update import_row r set warned = true, issues = coalesce(r.issues, '[]') || jsonb_build_array(jsonb_build_object('column', $3,
      'rule', 'level-differs', 'found', t.level || ' ≠ ' || coalesce(c.level::text, '—')))
    from told t join computed c on c.id = t.source
    where r.stage = $2 and r.row = t.row and t.level is not null and t.level is distinct from c.level$sql$,
    case topic when 'hazard_source' then 'book.id' else 'owner.id' end,
    case topic when 'hazard_source' then 'null::text[]' else 'm.known_as' end,
    case topic when 'hazard_source'
      then 'null::double precision as quantity, null::double precision as critical, null::double precision as beta'
      else 'm.quantity, m.critical, m.beta' end,
    app.kind_joins(topic, case topic when 'hazard_source' then array['name'] else array['name', 'quantity', 'critical', 'beta'] end))
  using of_stage.mapping ->> 'scheme', of_stage.id, of_stage.mapping #>> '{columns,level,column}';
end $_$;

ALTER FUNCTION app.warn_of_levels(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: warn_of_levels_lost(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.warn_of_levels_lost(of_stage public.import_stage) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
  select app.warn_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.outlook <> 'unchanged' as differs, owner.id as source, m.known_as, coalesce(m.quantity, book.quantity) as quantity,
        coalesce(m.critical, book.critical) as critical, coalesce(m.beta, book.beta) as beta
      from import_row r %s where r.stage = $2 and not r.rejected and owner.id is not null),
    held as (
      select t.source, t.quantity, t.critical, t.beta from told t
      union all
      select b.hazard_source, b.quantity, b.critical, b.beta from hazard_source_substance b
      where b.hazard_source in (select source from told where differs)
        and not exists (select from told t where t.source = b.hazard_source and b.name = any (t.known_as))),
    summed as (select source, sum(quantity / critical) as ratio, sum(beta * (quantity / critical)) as weighted
      from held where source in (select source from told where differs) group by source),
    graded as materialized (
      select s.id, s.enterprise, s.name, s.level as former, app.level_of(h.ratio, app.alpha_of(app.people_outside(s.enterprise)) * h.weighted) as latter
      from summed h join hazard_source s on s.id = h.source),
    classed as (
      select e.id, e.name, e.class as former, app.class_letter(e.high_risk, e.crowded, e.staff, k.worst, exists (
          select from hazard_source s left join graded g on g.id = s.id where s.enterprise = e.id
            and case when g.id is null then s.level else g.latter end is not null), k.vetoed) as latter
      from enterprise e cross join lateral app.class_inputs(e.id, e.vetoed_at) k
      where e.class_override is null and e.id in (select enterprise from graded where former is not null and latter is null))
    select t.row, %L::text as name, 'level-drops' as rule, format('%%s: %%s → %%s', g.name, g.former, coalesce(g.latter::text, '—')) as found
    from told t join graded g on g.id = t.source where t.differs and g.former < coalesce(g.latter, 5)
    union all
    select t.row, %L, 'class-drops', format('%%s: %%s → %%s', c.name, c.former, c.latter)
    from told t join graded g on g.id = t.source and g.former is not null and g.latter is null
    join classed c on c.id = g.enterprise and c.former < c.latter where t.differs$sql$,
    app.kind_joins('hazard_source_substance', array['name', 'quantity', 'critical', 'beta']), app.headed(of_stage, 'quantity'), app.headed(of_stage, 'quantity')),
    of_stage.mapping ->> 'scheme')
$_$;

ALTER FUNCTION app.warn_of_levels_lost(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: warn_of_risks_lost(public.import_stage); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.warn_of_risks_lost(of_stage public.import_stage) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
  select app.warn_rows(of_stage.id, format($sql$
    with told as materialized (
      select r.row, r.outlook = 'changed' and book.level < m.level as differs, plant.id as enterprise, book.id as known, m.level
      from import_row r %s where r.stage = $2 and not r.rejected and plant.id is not null),
    held as (
      select t.enterprise, t.level from told t
      union all
      select p.enterprise, p.level from risk_point p where p.enterprise in (select enterprise from told where differs)
        and not exists (select from told t where t.known = p.id)),
    classed as (
      select e.id, e.name, e.class as former, app.class_letter(e.high_risk, e.crowded, e.staff, h.worst, k.major, k.vetoed) as latter
      from (select enterprise, min(level) as worst from held where enterprise in (select enterprise from told where differs) group by enterprise) h
      join enterprise e on e.id = h.enterprise and e.class_override is null cross join lateral app.class_inputs(e.id, e.vetoed_at) k)
    select t.row, %L::text as name, 'class-drops' as rule, format('%%s: %%s → %%s', c.name, c.former, c.latter) as found
    from told t join classed c on c.id = t.enterprise where t.differs and c.former < c.latter$sql$,
    app.kind_joins('risk_point', array['name', 'level']), app.headed(of_stage, 'likelihood')), of_stage.mapping ->> 'scheme')
$_$;

ALTER FUNCTION app.warn_of_risks_lost(of_stage public.import_stage) OWNER TO anjian_owner;

--
-- Name: warn_rows(integer, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.warn_rows(stage integer, query text, scheme text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
begin
  execute format($sql$
    with found as (%s),
    told as (select f.row, jsonb_agg(jsonb_build_object('column', f.name, 'rule', f.rule, 'found', f.found) order by f.rule desc) as issues
      from found f group by f.row)
    update import_row r set warned = true, issues = coalesce(r.issues, '[]') || t.issues from told t where r.stage = $2 and r.row = t.row$sql$, query)
  using scheme, stage;
end $_$;

ALTER FUNCTION app.warn_rows(stage integer, query text, scheme text) OWNER TO anjian_owner;

--
-- Name: watch(regclass, text, text, text, text); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.watch(target regclass, layer_name text, enterprise_sql text, grid_sql text, department_sql text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  execute format('create trigger announce_insert after insert on %s referencing new table as new_rows
    for each statement execute function app.announce_statement(%L, %L, %L, %L)', target, layer_name, enterprise_sql, grid_sql, department_sql);
  execute format('create trigger announce_update after update on %s referencing new table as new_rows old table as old_rows
    for each statement execute function app.announce_statement(%L, %L, %L, %L)', target, layer_name, enterprise_sql, grid_sql, department_sql);
  execute format('create trigger announce_delete after delete on %s referencing old table as old_rows
    for each statement execute function app.announce_statement(%L, %L, %L, %L)', target, layer_name, enterprise_sql, grid_sql, department_sql);
end $$;

ALTER FUNCTION app.watch(target regclass, layer_name text, enterprise_sql text, grid_sql text, department_sql text) OWNER TO anjian_owner;

--
-- Name: weigh_sources(integer[]); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.weigh_sources(targets integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update hazard_source s set alpha_people = found.around, alpha = app.alpha_of(found.around), provisional = found.around is null,
    sum_ratio = found.ratio, sum_weighted = found.weighted, r = app.alpha_of(found.around) * found.weighted
  from (
    select k.id, app.people_outside(k.enterprise) as around, sums.*
    from hazard_source k cross join lateral (
      select sum(b.quantity / b.critical order by b.id) as ratio, sum(b.beta * (b.quantity / b.critical) order by b.id) as weighted
      from hazard_source_substance b where b.hazard_source = k.id) sums
    where k.id = any (targets)) found
  where s.id = found.id and (s.alpha_people, s.alpha, s.provisional, s.sum_ratio, s.sum_weighted)
    is distinct from (found.around, app.alpha_of(found.around), found.around is null, found.ratio, found.weighted)
$$;

ALTER FUNCTION app.weigh_sources(targets integer[]) OWNER TO anjian_owner;

--
-- Name: weigh_touched(); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.weigh_touched() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then perform app.weigh_sources(array(select distinct hazard_source from new_rows));
  elsif tg_op = 'DELETE' then perform app.weigh_sources(array(select distinct hazard_source from old_rows));
  else perform app.weigh_sources(array(select hazard_source from new_rows union select hazard_source from old_rows)); end if;
  return null;
end $$;

ALTER FUNCTION app.weigh_touched() OWNER TO anjian_owner;

--
-- Name: year_before(timestamp with time zone); Type: FUNCTION; Schema: app; Owner: anjian_owner
--

CREATE FUNCTION app.year_before(moment timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO ''
    RETURN (((moment AT TIME ZONE 'Asia/Shanghai'::text) - '1 year'::interval) AT TIME ZONE 'Asia/Shanghai'::text);

ALTER FUNCTION app.year_before(moment timestamp with time zone) OWNER TO anjian_owner;

--
-- Name: cell_scale; Type: TABLE; Schema: app; Owner: anjian_owner
--

CREATE TABLE app.cell_scale (
    only_row boolean DEFAULT true NOT NULL,
    scale integer NOT NULL,
    CONSTRAINT cell_scale_only_row_check CHECK (only_row),
    CONSTRAINT cell_scale_scale_check CHECK ((scale = ANY (ARRAY[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])))
);

ALTER TABLE app.cell_scale OWNER TO anjian_owner;

--
-- Name: clock; Type: TABLE; Schema: app; Owner: anjian_owner
--

CREATE TABLE app.clock (
    only_row boolean DEFAULT true NOT NULL,
    fixed_at timestamp with time zone NOT NULL,
    CONSTRAINT clock_only_row_check CHECK (only_row)
);

ALTER TABLE app.clock OWNER TO anjian_owner;

--
-- Name: accident; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.accident (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    happened_on date NOT NULL,
    deaths integer NOT NULL,
    serious_injuries integer NOT NULL,
    direct_loss numeric(14,2) NOT NULL,
    description text NOT NULL,
    grade smallint GENERATED ALWAYS AS (
CASE
    WHEN ((deaths >= 30) OR (serious_injuries >= 100) OR (direct_loss >= (100000000)::numeric)) THEN 1
    WHEN ((deaths >= 10) OR (serious_injuries >= 50) OR (direct_loss >= (50000000)::numeric)) THEN 2
    WHEN ((deaths >= 3) OR (serious_injuries >= 10) OR (direct_loss >= (10000000)::numeric)) THEN 3
    ELSE 4
END) STORED NOT NULL,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT accident_deaths_check CHECK ((deaths >= 0)),
    CONSTRAINT accident_description_check CHECK (((length(TRIM(BOTH FROM description)) >= 1) AND (length(TRIM(BOTH FROM description)) <= 300))),
    CONSTRAINT accident_direct_loss_check CHECK ((direct_loss >= (0)::numeric)),
    CONSTRAINT accident_serious_injuries_check CHECK ((serious_injuries >= 0)),
    CONSTRAINT accident_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text])))
);

ALTER TABLE public.accident OWNER TO anjian_owner;

--
-- Name: accident_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.accident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: account; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.account (
    id integer NOT NULL,
    user_name text NOT NULL,
    name text NOT NULL,
    phone text,
    email text,
    state text DEFAULT 'invited'::text NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    left_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT account_email_check CHECK (((length(email) >= 3) AND (length(email) <= 200))),
    CONSTRAINT account_left CHECK (((state = 'left'::text) = (left_at IS NOT NULL))),
    CONSTRAINT account_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT account_phone_check CHECK ((phone ~ '^\+?[0-9]{5,20}$'::text)),
    CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'left'::text]))),
    CONSTRAINT account_user_name_check CHECK ((user_name ~ '^[a-z][a-z0-9._-]{1,39}$'::text))
);

ALTER TABLE public.account OWNER TO anjian_owner;

--
-- Name: account_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: account_link; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.account_link (
    token_hash bytea NOT NULL,
    account integer NOT NULL,
    purpose text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT account_link_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);

ALTER TABLE public.account_link OWNER TO anjian_owner;

--
-- Name: account_use; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.account_use (
    account integer NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

ALTER TABLE public.account_use OWNER TO anjian_owner;

--
-- Name: api_token; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.api_token (
    id integer NOT NULL,
    token_hash bytea NOT NULL,
    account integer NOT NULL,
    post integer NOT NULL,
    name text NOT NULL,
    writes boolean DEFAULT false NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT api_token_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT api_token_within_a_year CHECK (((expires_at > made_at) AND (expires_at <= (made_at + '366 days'::interval))))
);

ALTER TABLE public.api_token OWNER TO anjian_owner;

--
-- Name: api_token_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.api_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: app_migration; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.app_migration (
    name text NOT NULL,
    hash text NOT NULL,
    ran_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.app_migration OWNER TO anjian_owner;

--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: audit_root; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.audit_root (
    day date NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_root_check CHECK ((last >= first)),
    CONSTRAINT audit_root_hash_check CHECK ((length(hash) = 32))
);

ALTER TABLE public.audit_root OWNER TO anjian_owner;

--
-- Name: audit_seal; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.audit_seal (
    seal bigint NOT NULL,
    audit bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_seal_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT audit_seal_seal_check CHECK ((seal > 0))
);

ALTER TABLE public.audit_seal OWNER TO anjian_owner;

--
-- Name: audit_waiting; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.audit_waiting (
    audit bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.audit_waiting OWNER TO anjian_owner;

--
-- Name: basemap; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.basemap (
    id integer NOT NULL,
    kind text NOT NULL,
    name text,
    rank smallint DEFAULT 1 NOT NULL,
    geom public.geometry(Geometry,4326) NOT NULL,
    geom_3857 public.geometry(Geometry,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    source text NOT NULL,
    CONSTRAINT basemap_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT basemap_kind_check CHECK ((kind = ANY (ARRAY['sea'::text, 'land'::text, 'coast'::text, 'road'::text, 'block'::text, 'water'::text, 'hill'::text, 'around'::text])))
);

ALTER TABLE public.basemap OWNER TO anjian_owner;

--
-- Name: basemap_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.basemap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.basemap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: certificate; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.certificate (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    kind text NOT NULL,
    holder text NOT NULL,
    subject text,
    number text,
    issued_on date NOT NULL,
    expires_on date,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT certificate_holder_check CHECK (((length(TRIM(BOTH FROM holder)) >= 1) AND (length(TRIM(BOTH FROM holder)) <= 80))),
    CONSTRAINT certificate_kind_check CHECK ((kind = ANY (ARRAY['responsible-person'::text, 'safety-manager'::text, 'special-operation'::text, 'special-equipment'::text, 'training'::text]))),
    CONSTRAINT certificate_number_check CHECK (((length(TRIM(BOTH FROM number)) >= 1) AND (length(TRIM(BOTH FROM number)) <= 80))),
    CONSTRAINT certificate_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text]))),
    CONSTRAINT certificate_subject_check CHECK (((length(TRIM(BOTH FROM subject)) >= 1) AND (length(TRIM(BOTH FROM subject)) <= 120))),
    CONSTRAINT certificate_time CHECK ((expires_on >= issued_on))
);

ALTER TABLE public.certificate OWNER TO anjian_owner;

--
-- Name: certificate_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: checklist; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.checklist (
    id integer NOT NULL,
    name text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    industry text,
    source text NOT NULL,
    state text DEFAULT 'in-force'::text NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT checklist_industry_check CHECK ((industry ~ '^[A-T]([0-9]{2,4})?$'::text)),
    CONSTRAINT checklist_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT checklist_source_check CHECK (((length(TRIM(BOTH FROM source)) >= 1) AND (length(TRIM(BOTH FROM source)) <= 200))),
    CONSTRAINT checklist_state_check CHECK ((state = ANY (ARRAY['in-force'::text, 'retired'::text]))),
    CONSTRAINT checklist_version_check CHECK (((version >= 1) AND (version <= 9999)))
);

ALTER TABLE public.checklist OWNER TO anjian_owner;

--
-- Name: checklist_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.checklist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.checklist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: checklist_item; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.checklist_item (
    id integer NOT NULL,
    checklist integer NOT NULL,
    n smallint NOT NULL,
    question text NOT NULL,
    clause text NOT NULL,
    evidence text,
    severity text DEFAULT 'general'::text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT checklist_item_clause_check CHECK (((length(TRIM(BOTH FROM clause)) >= 1) AND (length(TRIM(BOTH FROM clause)) <= 200))),
    CONSTRAINT checklist_item_evidence_check CHECK (((length(TRIM(BOTH FROM evidence)) >= 1) AND (length(TRIM(BOTH FROM evidence)) <= 200))),
    CONSTRAINT checklist_item_kind_check CHECK ((kind = ANY (ARRAY['fire'::text, 'electrical'::text, 'chemical'::text, 'equipment'::text, 'special-work'::text, 'site'::text, 'protection'::text, 'management'::text, 'other'::text]))),
    CONSTRAINT checklist_item_n_check CHECK (((n >= 1) AND (n <= 999))),
    CONSTRAINT checklist_item_question_check CHECK (((length(TRIM(BOTH FROM question)) >= 1) AND (length(TRIM(BOTH FROM question)) <= 300))),
    CONSTRAINT checklist_item_severity_check CHECK ((severity = ANY (ARRAY['general'::text, 'major'::text])))
);

ALTER TABLE public.checklist_item OWNER TO anjian_owner;

--
-- Name: checklist_item_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.checklist_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.checklist_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: department; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.department (
    id integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text,
    person text NOT NULL,
    phone text NOT NULL,
    industries text[] DEFAULT '{}'::text[] NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT department_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40))),
    CONSTRAINT department_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT department_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 120))),
    CONSTRAINT department_person_check CHECK (((length(person) >= 1) AND (length(person) <= 60))),
    CONSTRAINT department_phone_check CHECK ((phone ~ '^[0-9+ -]{5,20}$'::text))
);

ALTER TABLE public.department OWNER TO anjian_owner;

--
-- Name: department_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: district_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.district ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.district_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: document; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.document (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    section text,
    kind text NOT NULL,
    title text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    sha256 text NOT NULL,
    scanned_at timestamp with time zone,
    note text,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    request uuid,
    hazard integer,
    taken_at timestamp with time zone,
    taken_point public.geometry(Point,4326),
    taken_accuracy double precision,
    inspection integer,
    checklist_item integer,
    original_of integer,
    made_account integer DEFAULT app.account(),
    CONSTRAINT document_bytes_check CHECK (((bytes >= 1) AND (bytes <= 104857600))),
    CONSTRAINT document_file_name_check CHECK ((((length(TRIM(BOTH FROM file_name)) >= 1) AND (length(TRIM(BOTH FROM file_name)) <= 160)) AND (file_name !~ '[/\\[:cntrl:]]'::text))),
    CONSTRAINT document_hazard_photo CHECK (((hazard IS NULL) OR ((kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text]))))),
    CONSTRAINT document_inspection_photo CHECK (((inspection IS NULL) OR ((kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text]))))),
    CONSTRAINT document_kind_check CHECK ((kind = ANY (ARRAY['licence'::text, 'certificate'::text, 'report'::text, 'plan'::text, 'contract'::text, 'photo'::text, 'other'::text]))),
    CONSTRAINT document_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::text, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'::text]))),
    CONSTRAINT document_note_check CHECK (((length(TRIM(BOTH FROM note)) >= 1) AND (length(TRIM(BOTH FROM note)) <= 300))),
    CONSTRAINT document_original_photo CHECK (((original_of IS NULL) OR ((kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text])) AND (num_nonnulls(hazard, inspection, checklist_item) = 0)))),
    CONSTRAINT document_section_check CHECK ((section = ANY (ARRAY['identity'::text, 'class'::text, 'position'::text, 'people'::text, 'safety-director'::text, 'safety-committee'::text, 'licences'::text, 'certificates'::text, 'risk-points'::text, 'hazard-sources'::text, 'equipment'::text, 'insurance'::text, 'funds'::text, 'plans'::text, 'standardization'::text, 'hazards'::text, 'inspections'::text, 'penalties'::text, 'accidents'::text]))),
    CONSTRAINT document_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT document_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text]))),
    CONSTRAINT document_taken_accuracy_check CHECK (((taken_accuracy >= (0)::double precision) AND (taken_accuracy <= (20100000)::double precision))),
    CONSTRAINT document_taken_at_check CHECK ((taken_at >= '1970-01-01 00:00:00+00'::timestamp with time zone)),
    CONSTRAINT document_taken_on_earth CHECK ((((public.st_x(taken_point) >= ('-180'::integer)::double precision) AND (public.st_x(taken_point) <= (180)::double precision)) AND ((public.st_y(taken_point) >= ('-90'::integer)::double precision) AND (public.st_y(taken_point) <= (90)::double precision)))),
    CONSTRAINT document_taken_whole CHECK (((taken_accuracy IS NULL) OR (taken_point IS NOT NULL))),
    CONSTRAINT document_title_check CHECK (((length(TRIM(BOTH FROM title)) >= 1) AND (length(TRIM(BOTH FROM title)) <= 120)))
);

ALTER TABLE public.document OWNER TO anjian_owner;

--
-- Name: document_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: emergency_plan; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.emergency_plan (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    filed_on date,
    drilled_on date,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT emergency_plan_kind_check CHECK ((kind = ANY (ARRAY['comprehensive'::text, 'special'::text, 'on-site'::text]))),
    CONSTRAINT emergency_plan_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 120))),
    CONSTRAINT emergency_plan_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text])))
);

ALTER TABLE public.emergency_plan OWNER TO anjian_owner;

--
-- Name: emergency_plan_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.emergency_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.emergency_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: enterprise_alias; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise_alias (
    scheme text NOT NULL,
    identifier text NOT NULL,
    enterprise integer NOT NULL,
    import integer,
    CONSTRAINT enterprise_alias_identifier_check CHECK (((length(identifier) >= 1) AND (length(identifier) <= 80))),
    CONSTRAINT enterprise_alias_scheme_check CHECK ((scheme ~ '^[a-z][a-z0-9-]{1,30}$'::text))
);

ALTER TABLE public.enterprise_alias OWNER TO anjian_owner;

--
-- Name: enterprise_change; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise_change (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    proposal integer,
    fields jsonb NOT NULL,
    consequences jsonb NOT NULL,
    note text,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    history_after bigint NOT NULL,
    history_until bigint NOT NULL,
    cause text,
    CONSTRAINT enterprise_change_cause CHECK ((cause = ANY (ARRAY['override'::text, 'override-lifted'::text, 'override-ended'::text, 'event-over'::text, 'event-begun'::text]))),
    CONSTRAINT enterprise_change_check CHECK ((history_until >= history_after)),
    CONSTRAINT enterprise_change_consequences CHECK ((jsonb_typeof(consequences) = 'array'::text)),
    CONSTRAINT enterprise_change_fields CHECK (((jsonb_typeof(fields) = 'object'::text) AND ((fields <> '{}'::jsonb) OR (cause IS NOT NULL)))),
    CONSTRAINT enterprise_change_note_check CHECK (((length(TRIM(BOTH FROM note)) >= 1) AND (length(TRIM(BOTH FROM note)) <= 400)))
);

ALTER TABLE public.enterprise_change OWNER TO anjian_owner;

--
-- Name: enterprise_change_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.enterprise_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: enterprise_contact; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.enterprise_contact WITH (security_barrier='true') AS
 SELECT enterprise.id AS enterprise,
    enterprise.safety_manager_phone
   FROM public.enterprise
  WHERE ( SELECT app.knows('phones'::text) AS knows);

ALTER TABLE public.enterprise_contact OWNER TO anjian_confidant;

--
-- Name: enterprise_count; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise_count (
    lens smallint NOT NULL,
    cell bigint NOT NULL,
    grid integer NOT NULL,
    department integer NOT NULL,
    class text NOT NULL,
    risk smallint NOT NULL,
    division text NOT NULL,
    n integer NOT NULL,
    passed integer NOT NULL,
    active integer NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE public.enterprise_count OWNER TO anjian_owner;

--
-- Name: enterprise_hazards; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise_hazards (
    enterprise integer NOT NULL,
    grid integer NOT NULL,
    department integer NOT NULL,
    recorded integer NOT NULL,
    closed integer NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE public.enterprise_hazards OWNER TO anjian_owner;

--
-- Name: enterprise_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.enterprise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: enterprise_person; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise_person (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    office text NOT NULL,
    name text NOT NULL,
    phone text,
    appointed_on date,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT enterprise_person_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT enterprise_person_office_check CHECK ((office = ANY (ARRAY['responsible-person'::text, 'safety-manager'::text, 'safety-director'::text, 'safety-committee'::text, 'contact'::text, 'staff'::text]))),
    CONSTRAINT enterprise_person_phone_check CHECK ((phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT enterprise_person_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text])))
);

ALTER TABLE public.enterprise_person OWNER TO anjian_owner;

--
-- Name: enterprise_person_contact; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.enterprise_person_contact WITH (security_barrier='true') AS
 SELECT enterprise_person.id AS enterprise_person,
    enterprise_person.phone
   FROM public.enterprise_person
  WHERE ( SELECT app.knows('phones'::text) AS knows);

ALTER TABLE public.enterprise_person_contact OWNER TO anjian_confidant;

--
-- Name: enterprise_person_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.enterprise_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: enterprise_standing; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.enterprise_standing (
    id bigint NOT NULL,
    enterprise integer NOT NULL,
    at timestamp with time zone NOT NULL,
    class_before text,
    status_before text NOT NULL,
    class_after text,
    status_after text NOT NULL
);

ALTER TABLE public.enterprise_standing OWNER TO anjian_owner;

--
-- Name: enterprise_standing_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_standing ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.enterprise_standing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: expert_assignment; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.expert_assignment (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    account integer NOT NULL,
    expert text DEFAULT ''::text NOT NULL,
    task text NOT NULL,
    from_at timestamp with time zone DEFAULT app.now() NOT NULL,
    until_at timestamp with time zone NOT NULL,
    assigned_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT expert_assignment_task_check CHECK (((length(TRIM(BOTH FROM task)) >= 1) AND (length(TRIM(BOTH FROM task)) <= 400))),
    CONSTRAINT expert_assignment_time CHECK ((until_at >= from_at)),
    CONSTRAINT expert_assignment_within_a_year CHECK ((until_at <= (from_at + '366 days'::interval)))
);

ALTER TABLE public.expert_assignment OWNER TO anjian_owner;

--
-- Name: expert_assignment_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.expert_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.expert_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: file_declaration; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.file_declaration (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    section text NOT NULL,
    reason text NOT NULL,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT file_declaration_reason_check CHECK (((length(TRIM(BOTH FROM reason)) >= 1) AND (length(TRIM(BOTH FROM reason)) <= 200))),
    CONSTRAINT file_declaration_section_check CHECK ((section = ANY (ARRAY['equipment'::text, 'certificates'::text]))),
    CONSTRAINT file_declaration_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text])))
);

ALTER TABLE public.file_declaration OWNER TO anjian_owner;

--
-- Name: file_declaration_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.file_declaration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.file_declaration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: former_password; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.former_password (
    account integer NOT NULL,
    hash text NOT NULL,
    set_at timestamp with time zone NOT NULL
);

ALTER TABLE public.former_password OWNER TO anjian_owner;

--
-- Name: grid; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.grid (
    id integer NOT NULL,
    level smallint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent integer,
    department integer,
    person text NOT NULL,
    phone text NOT NULL,
    geom public.geometry(MultiPolygon,4326),
    geom_3857 public.geometry(MultiPolygon,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    source_datum text DEFAULT 'wgs84'::text NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT grid_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40))),
    CONSTRAINT grid_geom_check CHECK ((public.st_isvalid(geom) AND (NOT public.st_isempty(geom)))),
    CONSTRAINT grid_level_check CHECK (((level >= 1) AND (level <= 3))),
    CONSTRAINT grid_level_shape CHECK (
CASE level
    WHEN 1 THEN ((parent IS NULL) AND (department IS NULL))
    WHEN 2 THEN ((parent IS NOT NULL) AND (department IS NOT NULL) AND (geom IS NULL))
    ELSE ((parent IS NOT NULL) AND (department IS NULL) AND (geom IS NOT NULL))
END),
    CONSTRAINT grid_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT grid_person_check CHECK (((length(person) >= 1) AND (length(person) <= 60))),
    CONSTRAINT grid_phone_check CHECK ((phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT grid_source_datum_check CHECK ((source_datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text])))
);

ALTER TABLE public.grid OWNER TO anjian_owner;

--
-- Name: grid_contact; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.grid_contact WITH (security_barrier='true') AS
 SELECT grid.id AS grid,
    grid.phone
   FROM public.grid
  WHERE (( SELECT app.role() AS role) <> ALL (ARRAY['wall'::text, 'security'::text]));

ALTER TABLE public.grid_contact OWNER TO anjian_confidant;

--
-- Name: grid_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.grid ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.grid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: hazard; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard (
    id integer NOT NULL,
    request uuid,
    enterprise integer NOT NULL,
    grid integer,
    department integer,
    source text NOT NULL,
    major boolean DEFAULT false NOT NULL,
    state text DEFAULT 'reported'::text NOT NULL,
    description text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    class text,
    risk smallint,
    industry text,
    cell bigint,
    kind text,
    events smallint DEFAULT 1 NOT NULL,
    dispatched_at timestamp with time zone,
    submitted_at timestamp with time zone,
    supervising integer,
    stopped boolean DEFAULT false NOT NULL,
    revisit_on date,
    rebound_of integer,
    inspection integer,
    checklist_item integer,
    received_at timestamp with time zone,
    found_point public.geometry(Point,4326),
    found_accuracy double precision,
    repeat_of integer,
    past_dues app.past_due[],
    due_since timestamp with time zone GENERATED ALWAYS AS (past_dues[array_upper(past_dues, 1)].until) STORED,
    CONSTRAINT hazard_closed_after_found CHECK ((closed_at >= found_at)),
    CONSTRAINT hazard_closed_has_time CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT hazard_description_check CHECK (((length(description) >= 1) AND (length(description) <= 500))),
    CONSTRAINT hazard_due_after_found CHECK ((due_at >= found_at)),
    CONSTRAINT hazard_due_within_a_year CHECK (((events > 1) OR ((due_at - found_at) <= '366 days'::interval))),
    CONSTRAINT hazard_found_accuracy_of_point CHECK (((found_accuracy >= (0)::double precision) AND (found_accuracy <= (20100000)::double precision))),
    CONSTRAINT hazard_found_point_on_earth CHECK ((((public.st_x(found_point) >= ('-180'::integer)::double precision) AND (public.st_x(found_point) <= (180)::double precision)) AND ((public.st_y(found_point) >= ('-90'::integer)::double precision) AND (public.st_y(found_point) <= (90)::double precision)))),
    CONSTRAINT hazard_found_whole CHECK (((found_point IS NULL) = (found_accuracy IS NULL))),
    CONSTRAINT hazard_kind_check CHECK ((kind = ANY (ARRAY['fire'::text, 'electrical'::text, 'chemical'::text, 'equipment'::text, 'special-work'::text, 'site'::text, 'protection'::text, 'management'::text, 'other'::text]))),
    CONSTRAINT hazard_source_check CHECK ((source = ANY (ARRAY['self'::text, 'patrol'::text, 'enforcement'::text, 'expert'::text, 'third-party'::text, 'report'::text, 'sensor'::text]))),
    CONSTRAINT hazard_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'verified'::text, 'dispatched'::text, 'rectifying'::text, 'extension-requested'::text, 'pending-review'::text, 'rejected'::text, 'closed'::text, 'voided'::text])))
);

ALTER TABLE public.hazard OWNER TO anjian_owner;

--
-- Name: hazard_day; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_day (
    lens smallint NOT NULL,
    day date NOT NULL,
    grid integer NOT NULL,
    department integer NOT NULL,
    class text NOT NULL,
    risk smallint NOT NULL,
    division text NOT NULL,
    due integer NOT NULL,
    on_time integer NOT NULL,
    open integer NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE public.hazard_day OWNER TO anjian_owner;

--
-- Name: hazard_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hazard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: hazard_month; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_month (
    lens smallint NOT NULL,
    cell bigint NOT NULL,
    month date NOT NULL,
    grid integer NOT NULL,
    department integer NOT NULL,
    class text NOT NULL,
    risk smallint NOT NULL,
    division text NOT NULL,
    recorded integer NOT NULL,
    found integer NOT NULL,
    closed integer NOT NULL,
    due integer NOT NULL,
    on_time integer NOT NULL,
    settled integer NOT NULL,
    open integer NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE public.hazard_month OWNER TO anjian_owner;

--
-- Name: hazard_right; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_right (
    post text NOT NULL,
    act text NOT NULL,
    reach text NOT NULL,
    CONSTRAINT hazard_right_reach_check CHECK ((reach = ANY (ARRAY['any'::text, 'general'::text, 'own'::text])))
);

ALTER TABLE public.hazard_right OWNER TO anjian_owner;

--
-- Name: hazard_source; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_source (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    grid integer,
    department integer,
    name text NOT NULL,
    unit_kind text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    geom_3857 public.geometry(Point,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    alpha_people integer,
    alpha double precision,
    provisional boolean DEFAULT true NOT NULL,
    sum_ratio double precision,
    sum_weighted double precision,
    r double precision,
    level smallint GENERATED ALWAYS AS (
CASE
    WHEN ((sum_ratio IS NULL) OR (r IS NULL) OR (sum_ratio < (((1)::numeric - 0.000000001))::double precision)) THEN NULL::integer
    WHEN (r >= (((100)::numeric - 0.000000001))::double precision) THEN 1
    WHEN (r >= (((50)::numeric - 0.000000001))::double precision) THEN 2
    WHEN (r >= (((10)::numeric - 0.000000001))::double precision) THEN 3
    ELSE 4
END) STORED,
    principal text,
    technician text,
    operator text,
    assessed_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    class text,
    risk smallint,
    industry text,
    cell bigint,
    guarded boolean DEFAULT false NOT NULL,
    CONSTRAINT hazard_source_alpha_check CHECK ((alpha = ANY (ARRAY[(0.5)::double precision, (1.0)::double precision, (1.2)::double precision, (1.5)::double precision, (2.0)::double precision]))),
    CONSTRAINT hazard_source_alpha_people_check CHECK ((alpha_people >= 0)),
    CONSTRAINT hazard_source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT hazard_source_r CHECK (((r IS NULL) OR (abs((r - (alpha * sum_weighted))) < ((0.000001)::double precision * GREATEST((1)::double precision, r))))),
    CONSTRAINT hazard_source_r_check CHECK ((r >= (0)::double precision)),
    CONSTRAINT hazard_source_sum_ratio_check CHECK ((sum_ratio >= (0)::double precision)),
    CONSTRAINT hazard_source_sum_weighted_check CHECK ((sum_weighted >= (0)::double precision)),
    CONSTRAINT hazard_source_unit_kind_check CHECK ((unit_kind = ANY (ARRAY['production'::text, 'storage'::text])))
);

ALTER TABLE public.hazard_source OWNER TO anjian_owner;

--
-- Name: hazard_source_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hazard_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: hazard_source_inventory; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.hazard_source_inventory WITH (security_barrier='true') AS
 SELECT hazard_source.id AS hazard_source,
    hazard_source.sum_ratio,
    hazard_source.sum_weighted,
    hazard_source.r
   FROM public.hazard_source
  WHERE ( SELECT app.knows('inventories'::text) AS knows);

ALTER TABLE public.hazard_source_inventory OWNER TO anjian_confidant;

--
-- Name: hazard_source_place; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.hazard_source_place WITH (security_barrier='true') AS
 SELECT s.id AS hazard_source,
    s.geom,
    s.geom_3857,
    true AS exact
   FROM public.hazard_source s
  WHERE ((NOT s.guarded) OR ( SELECT app.knows('stores'::text) AS knows))
UNION ALL
 SELECT s.id AS hazard_source,
    e.geom,
    e.geom_3857,
    false AS exact
   FROM (public.hazard_source s
     JOIN public.enterprise e ON ((e.id = s.enterprise)))
  WHERE (s.guarded AND (NOT ( SELECT app.knows('stores'::text) AS knows)));

ALTER TABLE public.hazard_source_place OWNER TO anjian_confidant;

--
-- Name: hazard_source_substance; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_source_substance (
    id integer NOT NULL,
    hazard_source integer NOT NULL,
    name text NOT NULL,
    cas text,
    category text,
    quantity double precision NOT NULL,
    critical double precision NOT NULL,
    beta double precision NOT NULL,
    beta_reason text NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT hazard_source_substance_beta_check CHECK ((beta > (0)::double precision)),
    CONSTRAINT hazard_source_substance_beta_reason_check CHECK ((length(beta_reason) > 0)),
    CONSTRAINT hazard_source_substance_cas_check CHECK ((cas ~ '^[0-9]{2,7}-[0-9]{2}-[0-9]$'::text)),
    CONSTRAINT hazard_source_substance_category_check CHECK ((category ~ '^[JW][0-9.]+$'::text)),
    CONSTRAINT hazard_source_substance_critical_check CHECK ((critical > (0)::double precision)),
    CONSTRAINT hazard_source_substance_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT hazard_source_substance_quantity_check CHECK ((quantity > (0)::double precision))
);

ALTER TABLE public.hazard_source_substance OWNER TO anjian_owner;

--
-- Name: hazard_source_substance_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_source_substance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hazard_source_substance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: hazard_transition; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.hazard_transition (
    act text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL
);

ALTER TABLE public.hazard_transition OWNER TO anjian_owner;

--
-- Name: history; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.history (
    id bigint NOT NULL,
    table_name text NOT NULL,
    row_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    before jsonb NOT NULL,
    after jsonb
);

ALTER TABLE public.history OWNER TO anjian_owner;

--
-- Name: history_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: import; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.import (
    id integer NOT NULL,
    capability text NOT NULL,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    datum text NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    unchanged integer NOT NULL,
    rejected integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    overrides jsonb DEFAULT '[]'::jsonb NOT NULL,
    undone_at timestamp with time zone,
    undone_by text,
    CONSTRAINT import_datum_check CHECK ((datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT import_is_undone CHECK (((undone_at IS NULL) = (undone_by IS NULL)))
);

ALTER TABLE public.import OWNER TO anjian_owner;

--
-- Name: import_change; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.import_change (
    import integer NOT NULL,
    topic text NOT NULL,
    id integer NOT NULL,
    before jsonb,
    digest bytea NOT NULL,
    CONSTRAINT import_change_digest_check CHECK ((length(digest) = 16))
);

ALTER TABLE public.import_change OWNER TO anjian_owner;

--
-- Name: import_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: import_mapping; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.import_mapping (
    name text NOT NULL,
    mapping jsonb NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT import_mapping_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80)))
);

ALTER TABLE public.import_mapping OWNER TO anjian_owner;

--
-- Name: import_resemblance; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.import_resemblance (
    stage integer NOT NULL,
    "row" integer NOT NULL,
    enterprise integer NOT NULL,
    metres double precision NOT NULL,
    decided text,
    seen bytea,
    differs boolean DEFAULT true NOT NULL,
    CONSTRAINT import_resemblance_decided_check CHECK ((decided = ANY (ARRAY['merge'::text, 'apart'::text]))),
    CONSTRAINT import_resemblance_metres_check CHECK ((metres >= (0)::double precision)),
    CONSTRAINT import_resemblance_seen_check CHECK ((length(seen) = 16))
);

ALTER TABLE public.import_resemblance OWNER TO anjian_owner;

--
-- Name: import_stage_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import_stage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.import_stage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: inspection; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    grid integer,
    department integer,
    kind text NOT NULL,
    inspector text NOT NULL,
    inspected_at timestamp with time zone NOT NULL,
    findings integer DEFAULT 0 NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    request uuid,
    version integer DEFAULT 1 NOT NULL,
    state text DEFAULT 'finished'::text NOT NULL,
    digest text,
    checklist integer,
    inspector_account integer,
    device_at timestamp with time zone,
    received_at timestamp with time zone,
    checked_in_at timestamp with time zone,
    check_in_received_at timestamp with time zone,
    checked_in_point public.geometry(Point,4326),
    accuracy_m real,
    distance_m double precision,
    note text,
    no_check_in text,
    authority text,
    CONSTRAINT inspection_accuracy_m_check CHECK (((accuracy_m >= (0)::double precision) AND (accuracy_m <= (100000)::double precision))),
    CONSTRAINT inspection_authority_check CHECK (((length(authority) >= 1) AND (length(authority) <= 200))),
    CONSTRAINT inspection_check_in_clock CHECK (((checked_in_at <= (check_in_received_at + '02:00:00'::interval)) AND (checked_in_at >= (check_in_received_at - '744:00:00'::interval)))),
    CONSTRAINT inspection_check_in_on_earth CHECK ((((public.st_x(checked_in_point) >= ('-180'::integer)::double precision) AND (public.st_x(checked_in_point) <= (180)::double precision)) AND ((public.st_y(checked_in_point) >= ('-90'::integer)::double precision) AND (public.st_y(checked_in_point) <= (90)::double precision)))),
    CONSTRAINT inspection_check_in_whole CHECK (((num_nonnulls(checked_in_at, check_in_received_at, checked_in_point, accuracy_m) = ANY (ARRAY[0, 4])) AND ((distance_m IS NULL) OR (checked_in_point IS NOT NULL)))),
    CONSTRAINT inspection_device_clock CHECK (((device_at <= (received_at + '02:00:00'::interval)) AND (device_at >= (received_at - '744:00:00'::interval)))),
    CONSTRAINT inspection_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT inspection_distance_m_check CHECK ((distance_m >= (0)::double precision)),
    CONSTRAINT inspection_findings_check CHECK ((findings >= 0)),
    CONSTRAINT inspection_here CHECK ((((request IS NULL) = (device_at IS NULL)) AND ((request IS NULL) = (received_at IS NULL)) AND ((request IS NULL) = (digest IS NULL)) AND ((request IS NOT NULL) OR ((state = 'finished'::text) AND (version = 1) AND (num_nonnulls(checklist, checked_in_at, note, inspector_account) = 0))))),
    CONSTRAINT inspection_kind_check CHECK ((kind = ANY (ARRAY['self'::text, 'patrol'::text, 'enforcement'::text, 'joint'::text, 'expert'::text, 'leader'::text, 're-inspection'::text]))),
    CONSTRAINT inspection_no_check_in CHECK (((no_check_in IS NULL) OR ((request IS NOT NULL) AND (checked_in_at IS NULL)))),
    CONSTRAINT inspection_no_check_in_check CHECK (((length(TRIM(BOTH FROM no_check_in)) >= 1) AND (length(TRIM(BOTH FROM no_check_in)) <= 200))),
    CONSTRAINT inspection_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT inspection_state_check CHECK ((state = ANY (ARRAY['open'::text, 'finished'::text]))),
    CONSTRAINT inspection_version_check CHECK ((version >= 1))
);

ALTER TABLE public.inspection OWNER TO anjian_owner;

--
-- Name: inspection_answer; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection_answer (
    inspection integer NOT NULL,
    checklist integer NOT NULL,
    item integer NOT NULL,
    answer text NOT NULL,
    note text,
    CONSTRAINT inspection_answer_answer_check CHECK ((answer = ANY (ARRAY['ok'::text, 'wrong'::text, 'not-applicable'::text]))),
    CONSTRAINT inspection_answer_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500)))
);

ALTER TABLE public.inspection_answer OWNER TO anjian_owner;

--
-- Name: inspection_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inspection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: inspection_plan; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection_plan (
    id integer NOT NULL,
    request uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    filter jsonb DEFAULT '{}'::jsonb NOT NULL,
    checklist integer,
    department integer,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT inspection_plan_kind_check CHECK ((kind = ANY (ARRAY['campaign'::text, 'joint'::text, 'leader'::text, 'expert'::text, 'self'::text]))),
    CONSTRAINT inspection_plan_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT inspection_plan_time CHECK (((until_on >= from_on) AND (until_on <= (from_on + 366))))
);

ALTER TABLE public.inspection_plan OWNER TO anjian_owner;

--
-- Name: inspection_plan_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inspection_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: inspection_record; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection_record (
    id integer NOT NULL,
    inspection integer NOT NULL,
    request uuid NOT NULL,
    kind text NOT NULL,
    note text,
    side text,
    named text,
    due_on date,
    sha256 text,
    at timestamp with time zone DEFAULT app.now() NOT NULL,
    account integer DEFAULT app.account(),
    person text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    post text DEFAULT app.hand_post(),
    digest text,
    image bytea,
    witness text,
    signed_version integer,
    signed_findings integer,
    signed_content jsonb,
    signed_digest text,
    answers integer,
    outcome text,
    CONSTRAINT inspection_record_answer CHECK (((num_nonnulls(answers, outcome) = ANY (ARRAY[0, 2])) AND ((answers IS NULL) OR (kind = ANY (ARRAY['tracking'::text, 'revisit'::text]))))),
    CONSTRAINT inspection_record_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT inspection_record_image_check CHECK (((octet_length(image) >= 1) AND (octet_length(image) <= 102400))),
    CONSTRAINT inspection_record_kind_check CHECK ((kind = ANY (ARRAY['signature'::text, 'refusal'::text, 'advice'::text, 'legal'::text, 'tracking'::text, 'revisit'::text, 'remark'::text]))),
    CONSTRAINT inspection_record_named_check CHECK (((length(named) >= 1) AND (length(named) <= 80))),
    CONSTRAINT inspection_record_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT inspection_record_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'not-yet'::text]))),
    CONSTRAINT inspection_record_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT inspection_record_side_check CHECK ((side = ANY (ARRAY['inspector'::text, 'enterprise'::text, 'witness'::text]))),
    CONSTRAINT inspection_record_signed CHECK ((num_nonnulls(signed_version, signed_findings, signed_content, signed_digest) =
CASE
    WHEN (kind = ANY (ARRAY['signature'::text, 'refusal'::text])) THEN 4
    ELSE 0
END)),
    CONSTRAINT inspection_record_signed_digest_check CHECK ((signed_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT inspection_record_signed_findings_check CHECK ((signed_findings >= 0)),
    CONSTRAINT inspection_record_signed_version_check CHECK ((signed_version >= 1)),
    CONSTRAINT inspection_record_whole CHECK (
CASE kind
    WHEN 'signature'::text THEN ((num_nonnulls(side, named, image, sha256) = 4) AND (num_nonnulls(witness, due_on) = 0))
    WHEN 'refusal'::text THEN ((side = 'enterprise'::text) AND (num_nonnulls(named, note, witness) = 3) AND (num_nonnulls(image, sha256, due_on) = 0))
    WHEN 'advice'::text THEN ((num_nonnulls(note, named, due_on) = 3) AND (num_nonnulls(side, witness, image, sha256) = 0))
    ELSE ((note IS NOT NULL) AND (num_nonnulls(side, named, witness, due_on, image, sha256) = 0))
END),
    CONSTRAINT inspection_record_witness_check CHECK (((length(witness) >= 1) AND (length(witness) <= 80)))
);

ALTER TABLE public.inspection_record OWNER TO anjian_owner;

--
-- Name: inspection_record_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inspection_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: inspection_record_right; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection_record_right (
    kind text NOT NULL,
    post text NOT NULL
);

ALTER TABLE public.inspection_record_right OWNER TO anjian_owner;

--
-- Name: inspection_right; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection_right (
    post text NOT NULL,
    kind text NOT NULL
);

ALTER TABLE public.inspection_right OWNER TO anjian_owner;

--
-- Name: inspection_target; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.inspection_target (
    id integer NOT NULL,
    plan integer NOT NULL,
    enterprise integer NOT NULL,
    grid integer,
    department integer,
    due_on date NOT NULL,
    side text NOT NULL,
    named text,
    ownerless boolean DEFAULT false NOT NULL,
    CONSTRAINT inspection_target_named_check CHECK (((length(named) >= 1) AND (length(named) <= 80))),
    CONSTRAINT inspection_target_person CHECK (((side = 'person'::text) = (named IS NOT NULL))),
    CONSTRAINT inspection_target_side_check CHECK ((side = ANY (ARRAY['grid'::text, 'department'::text, 'person'::text])))
);

ALTER TABLE public.inspection_target OWNER TO anjian_owner;

--
-- Name: inspection_target_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_target ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inspection_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: insurance; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.insurance (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    insurer text NOT NULL,
    policy text NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT insurance_insurer_check CHECK (((length(TRIM(BOTH FROM insurer)) >= 1) AND (length(TRIM(BOTH FROM insurer)) <= 80))),
    CONSTRAINT insurance_policy_check CHECK (((length(TRIM(BOTH FROM policy)) >= 1) AND (length(TRIM(BOTH FROM policy)) <= 80))),
    CONSTRAINT insurance_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text]))),
    CONSTRAINT insurance_time CHECK ((until_on >= from_on))
);

ALTER TABLE public.insurance OWNER TO anjian_owner;

--
-- Name: insurance_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.insurance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.insurance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: layer_version; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.layer_version (
    layer text NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL
);

ALTER TABLE public.layer_version OWNER TO anjian_owner;

--
-- Name: licence; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.licence (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    issuer text NOT NULL,
    issued_on date NOT NULL,
    expires_on date,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT licence_issuer_check CHECK (((length(TRIM(BOTH FROM issuer)) >= 1) AND (length(TRIM(BOTH FROM issuer)) <= 80))),
    CONSTRAINT licence_kind_check CHECK ((kind = ANY (ARRAY['business'::text, 'safety-production'::text, 'dangerous-chemicals'::text, 'discharge'::text, 'fire'::text, 'other'::text]))),
    CONSTRAINT licence_number_check CHECK (((length(TRIM(BOTH FROM number)) >= 1) AND (length(TRIM(BOTH FROM number)) <= 80))),
    CONSTRAINT licence_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text]))),
    CONSTRAINT licence_time CHECK ((expires_on >= issued_on))
);

ALTER TABLE public.licence OWNER TO anjian_owner;

--
-- Name: licence_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.licence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: password; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.password (
    account integer NOT NULL,
    hash text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT password_hash_check CHECK ((hash ~~ '$argon2id$%'::text))
);

ALTER TABLE public.password OWNER TO anjian_owner;

--
-- Name: penalty; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.penalty (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    decided_on date NOT NULL,
    authority text NOT NULL,
    document text NOT NULL,
    reason text NOT NULL,
    amount numeric(14,2) NOT NULL,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT penalty_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT penalty_authority_check CHECK (((length(TRIM(BOTH FROM authority)) >= 1) AND (length(TRIM(BOTH FROM authority)) <= 80))),
    CONSTRAINT penalty_document_check CHECK (((length(TRIM(BOTH FROM document)) >= 1) AND (length(TRIM(BOTH FROM document)) <= 80))),
    CONSTRAINT penalty_reason_check CHECK (((length(TRIM(BOTH FROM reason)) >= 1) AND (length(TRIM(BOTH FROM reason)) <= 300))),
    CONSTRAINT penalty_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text])))
);

ALTER TABLE public.penalty OWNER TO anjian_owner;

--
-- Name: penalty_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.penalty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.penalty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: place; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.place (
    id integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    grid integer,
    person text,
    phone text,
    geom public.geometry(Polygon,4326) NOT NULL,
    geom_3857 public.geometry(Polygon,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    code text,
    address text,
    source_datum text DEFAULT 'wgs84'::text NOT NULL,
    manager text,
    manager_code text,
    manager_enterprise integer,
    safety_manager text,
    safety_manager_phone text,
    emergency_contact text,
    emergency_phone text,
    floors smallint,
    area double precision,
    units integer,
    lead_department integer,
    source text DEFAULT 'person'::text NOT NULL,
    opened_at timestamp with time zone DEFAULT app.now() NOT NULL,
    reachable boolean GENERATED ALWAYS AS ((phone IS NOT NULL)) STORED,
    safety_reachable boolean GENERATED ALWAYS AS ((safety_manager_phone IS NOT NULL)) STORED,
    boundary_assumed boolean DEFAULT false NOT NULL,
    CONSTRAINT place_address_check CHECK (((length(TRIM(BOTH FROM address)) >= 1) AND (length(TRIM(BOTH FROM address)) <= 300))),
    CONSTRAINT place_area_check CHECK (((area > (0)::double precision) AND (area < ('1000000000'::numeric)::double precision))),
    CONSTRAINT place_code_check CHECK (((length(TRIM(BOTH FROM code)) >= 1) AND (length(TRIM(BOTH FROM code)) <= 40))),
    CONSTRAINT place_emergency_contact_check CHECK (((length(TRIM(BOTH FROM emergency_contact)) >= 1) AND (length(TRIM(BOTH FROM emergency_contact)) <= 60))),
    CONSTRAINT place_emergency_phone_check CHECK ((emergency_phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT place_floors_check CHECK (((floors >= 1) AND (floors <= 200))),
    CONSTRAINT place_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT place_kind_check CHECK ((kind = ANY (ARRAY['park'::text, 'tower'::text, 'block'::text]))),
    CONSTRAINT place_manager_check CHECK (((length(TRIM(BOTH FROM manager)) >= 1) AND (length(TRIM(BOTH FROM manager)) <= 120))),
    CONSTRAINT place_manager_code_check_digit CHECK (app.uscc_valid(manager_code)),
    CONSTRAINT place_manager_named CHECK (((manager_code IS NULL) OR (manager IS NOT NULL))),
    CONSTRAINT place_manager_once CHECK (((manager_enterprise IS NULL) OR ((manager IS NULL) AND (manager_code IS NULL)))),
    CONSTRAINT place_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT place_person_check CHECK (((length(person) >= 1) AND (length(person) <= 60))),
    CONSTRAINT place_phone_check CHECK ((phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT place_safety_manager_check CHECK (((length(TRIM(BOTH FROM safety_manager)) >= 1) AND (length(TRIM(BOTH FROM safety_manager)) <= 60))),
    CONSTRAINT place_safety_manager_phone_check CHECK ((safety_manager_phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT place_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text]))),
    CONSTRAINT place_source_datum_check CHECK ((source_datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT place_units_check CHECK (((units >= 1) AND (units <= 100000)))
);

ALTER TABLE public.place OWNER TO anjian_owner;

--
-- Name: place_contact; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.place_contact WITH (security_barrier='true') AS
 SELECT place.id AS place,
        CASE
            WHEN ( SELECT app.knows('phones'::text) AS knows) THEN place.phone
            ELSE NULL::text
        END AS phone,
        CASE
            WHEN ( SELECT app.knows('phones'::text) AS knows) THEN place.safety_manager_phone
            ELSE NULL::text
        END AS safety_manager_phone,
    place.emergency_phone
   FROM public.place
  WHERE (( SELECT app.role() AS role) <> 'wall'::text);

ALTER TABLE public.place_contact OWNER TO anjian_confidant;

--
-- Name: place_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: population_point; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.population_point (
    id integer NOT NULL,
    people integer NOT NULL,
    grid integer,
    geom public.geometry(Point,4326) NOT NULL,
    geom_3857 public.geometry(Point,3857) GENERATED ALWAYS AS (public.st_transform(geom, 3857)) STORED,
    CONSTRAINT population_point_people_check CHECK ((people > 0))
);

ALTER TABLE public.population_point OWNER TO anjian_owner;

--
-- Name: population_point_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.population_point ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.population_point_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: post; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.post (
    id integer NOT NULL,
    account integer NOT NULL,
    kind text NOT NULL,
    grids integer[] DEFAULT '{}'::integer[] NOT NULL,
    department integer,
    enterprise integer,
    from_at timestamp with time zone DEFAULT app.now() NOT NULL,
    until_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    stands_for integer,
    CONSTRAINT post_bound CHECK (
CASE
    WHEN (kind = ANY (ARRAY['grid-chief'::text, 'grid-worker'::text])) THEN ((cardinality(grids) > 0) AND (department IS NULL) AND (enterprise IS NULL))
    WHEN (kind = 'department-officer'::text) THEN ((cardinality(grids) = 0) AND (department IS NOT NULL) AND (enterprise IS NULL))
    WHEN (kind = ANY (ARRAY['safety-manager'::text, 'worker'::text])) THEN ((cardinality(grids) = 0) AND (department IS NULL) AND (enterprise IS NOT NULL))
    ELSE ((cardinality(grids) = 0) AND (department IS NULL) AND (enterprise IS NULL))
END),
    CONSTRAINT post_kind_check CHECK ((kind = ANY (ARRAY['leader'::text, 'duty-officer'::text, 'data-steward'::text, 'department-officer'::text, 'grid-chief'::text, 'grid-worker'::text, 'safety-manager'::text, 'worker'::text, 'expert'::text, 'system-administrator'::text, 'security-administrator'::text, 'audit-administrator'::text]))),
    CONSTRAINT post_stands_for_a_time CHECK (((stands_for IS NULL) OR (until_at IS NOT NULL))),
    CONSTRAINT post_stands_in CHECK (((stands_for IS NULL) OR (kind = ANY (ARRAY['leader'::text, 'duty-officer'::text, 'department-officer'::text, 'grid-chief'::text, 'grid-worker'::text, 'safety-manager'::text, 'worker'::text])))),
    CONSTRAINT post_time CHECK ((until_at >= from_at))
);

ALTER TABLE public.post OWNER TO anjian_owner;

--
-- Name: post_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: proposal_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: public_district; Type: VIEW; Schema: public; Owner: anjian_disclosure
--

CREATE VIEW public.public_district AS
 SELECT district.id,
    district.name,
    district.geom,
    district.demo
   FROM public.district;

ALTER TABLE public.public_district OWNER TO anjian_disclosure;

--
-- Name: public_enterprise; Type: VIEW; Schema: public; Owner: anjian_disclosure
--

CREATE VIEW public.public_enterprise AS
 SELECT enterprise.id,
    enterprise.name,
    enterprise.risk,
    enterprise.geom
   FROM public.enterprise
  WHERE (enterprise.risk <= 2);

ALTER TABLE public.public_enterprise OWNER TO anjian_disclosure;

--
-- Name: public_hazard_source; Type: VIEW; Schema: public; Owner: anjian_disclosure
--

CREATE VIEW public.public_hazard_source AS
 SELECT s.id,
    s.name,
    s.level,
    s.principal,
    (
        CASE
            WHEN (NOT s.guarded) THEN s.geom
            ELSE NULL::public.geometry
        END)::public.geometry(Point,4326) AS geom,
    e.name AS enterprise_name
   FROM (public.hazard_source s
     LEFT JOIN public.enterprise e ON ((e.id = s.enterprise)))
  WHERE (s.level IS NOT NULL);

ALTER TABLE public.public_hazard_source OWNER TO anjian_disclosure;

--
-- Name: rate_limit; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.rate_limit (
    key text NOT NULL,
    points integer NOT NULL,
    expire bigint,
    CONSTRAINT rate_limit_key_check CHECK ((length(key) <= 255))
);

ALTER TABLE public.rate_limit OWNER TO anjian_owner;

--
-- Name: reminder_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.reminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: reminder_letter; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.reminder_letter (
    id integer NOT NULL,
    account integer NOT NULL,
    day date NOT NULL,
    reminders integer[] DEFAULT '{}'::integer[] NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    held_until timestamp with time zone,
    next_at timestamp with time zone,
    error text,
    sent_at timestamp with time zone,
    CONSTRAINT reminder_letter_attempts_check CHECK ((attempts >= 1)),
    CONSTRAINT reminder_letter_error_check CHECK (((length(error) >= 1) AND (length(error) <= 200))),
    CONSTRAINT reminder_letter_sent CHECK ((((sent_at IS NOT NULL) = (cardinality(reminders) > 0)) AND ((sent_at IS NULL) OR (num_nonnulls(held_until, next_at, error) = 0))))
);

ALTER TABLE public.reminder_letter OWNER TO anjian_owner;

--
-- Name: reminder_letter_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.reminder_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reminder_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: reminder_reading; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.reminder_reading (
    reminder integer NOT NULL,
    reader text NOT NULL,
    read_at timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT reminder_reading_reader_check CHECK (((length(reader) >= 1) AND (length(reader) <= 200)))
);

ALTER TABLE public.reminder_reading OWNER TO anjian_owner;

--
-- Name: reminder_webhook; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.reminder_webhook (
    reminder integer NOT NULL,
    delivery uuid DEFAULT gen_random_uuid() NOT NULL,
    body jsonb NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    held_until timestamp with time zone,
    next_at timestamp with time zone,
    error text,
    sent_at timestamp with time zone,
    CONSTRAINT reminder_webhook_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT reminder_webhook_error_check CHECK (((length(error) >= 1) AND (length(error) <= 200))),
    CONSTRAINT reminder_webhook_sent CHECK (((sent_at IS NULL) OR (num_nonnulls(held_until, next_at, error) = 0)))
);

ALTER TABLE public.reminder_webhook OWNER TO anjian_owner;

--
-- Name: report; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.report (
    id integer NOT NULL,
    period text NOT NULL,
    due_on date GENERATED ALWAYS AS (app.report_due(period)) STORED NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    supersedes integer,
    reason text,
    rule text NOT NULL,
    versions jsonb NOT NULL,
    previous integer,
    year_before integer,
    prepared_by text NOT NULL,
    prepared_account integer,
    prepared_at timestamp with time zone NOT NULL,
    hash bytea NOT NULL,
    signed_by text,
    signed_account integer,
    signed_at timestamp with time zone,
    CONSTRAINT report_correction CHECK ((((supersedes IS NULL) = (reason IS NULL)) AND (supersedes <> id))),
    CONSTRAINT report_hash CHECK ((octet_length(hash) = 32)),
    CONSTRAINT report_not_own CHECK (((state = 'draft'::text) OR
CASE
    WHEN ((prepared_account IS NULL) OR (signed_account IS NULL)) THEN (signed_by <> prepared_by)
    ELSE (signed_account <> prepared_account)
END)),
    CONSTRAINT report_period CHECK ((period ~ '^20[0-9]{2}(-Q[1-4])?$'::text)),
    CONSTRAINT report_period_over CHECK ((prepared_at >= app.report_end(period))),
    CONSTRAINT report_reason CHECK (((length(TRIM(BOTH FROM reason)) >= 1) AND (length(TRIM(BOTH FROM reason)) <= 400))),
    CONSTRAINT report_signature CHECK ((((state = 'draft'::text) = (signed_at IS NULL)) AND ((signed_at IS NULL) = (signed_by IS NULL)) AND (signed_at >= prepared_at))),
    CONSTRAINT report_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'signed'::text, 'superseded'::text]))),
    CONSTRAINT report_versions CHECK ((jsonb_typeof(versions) = 'object'::text))
);

ALTER TABLE public.report OWNER TO anjian_owner;

--
-- Name: report_figure; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.report_figure (
    report integer NOT NULL,
    section text NOT NULL,
    key text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    measure text NOT NULL,
    value integer NOT NULL,
    CONSTRAINT report_figure_measure_check CHECK ((measure = ANY (ARRAY['found'::text, 'closed'::text, 'open'::text, 'overdue'::text, 'waiting'::text, 'due'::text, 'on-time'::text]))),
    CONSTRAINT report_figure_section_check CHECK ((section = ANY (ARRAY['total'::text, 'level'::text, 'industry'::text, 'grid'::text, 'department'::text, 'previous'::text, 'year-before'::text]))),
    CONSTRAINT report_figure_value_check CHECK ((value >= 0))
);

ALTER TABLE public.report_figure OWNER TO anjian_owner;

--
-- Name: report_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: resource; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.resource (
    id integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    owner text NOT NULL,
    enterprise integer,
    address text,
    geom public.geometry(Point,4326),
    source_datum text,
    contact text,
    phone text,
    quantity double precision,
    unit text,
    checked_on date,
    valid_until date,
    source text DEFAULT 'person'::text NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT resource_address_check CHECK (((length(address) >= 1) AND (length(address) <= 300))),
    CONSTRAINT resource_contact_check CHECK (((length(contact) >= 1) AND (length(contact) <= 60))),
    CONSTRAINT resource_kind CHECK ((kind = ANY (ARRAY['team'::text, 'material'::text, 'equipment'::text, 'shelter'::text, 'hospital'::text, 'fire-station'::text, 'expert'::text, 'other'::text]))),
    CONSTRAINT resource_measured CHECK (((quantity IS NOT NULL) OR (unit IS NULL))),
    CONSTRAINT resource_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT resource_owner_check CHECK (((length(owner) >= 1) AND (length(owner) <= 120))),
    CONSTRAINT resource_phone CHECK ((phone ~ '^[0-9+ -]{5,20}$'::text)),
    CONSTRAINT resource_quantity CHECK ((quantity >= (0)::double precision)),
    CONSTRAINT resource_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text]))),
    CONSTRAINT resource_source_datum_check CHECK ((source_datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT resource_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 20)))
);

ALTER TABLE public.resource OWNER TO anjian_owner;

--
-- Name: resource_contact; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.resource_contact WITH (security_barrier='true') AS
 SELECT resource.id AS resource,
    resource.phone
   FROM public.resource
  WHERE ( SELECT app.knows('phones'::text) AS knows);

ALTER TABLE public.resource_contact OWNER TO anjian_confidant;

--
-- Name: resource_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.resource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: risk_point; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.risk_point (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    grid integer,
    department integer,
    name text NOT NULL,
    method text NOT NULL,
    profile text NOT NULL,
    likelihood double precision NOT NULL,
    exposure double precision,
    consequence double precision NOT NULL,
    score double precision NOT NULL,
    level smallint NOT NULL,
    measures text,
    person text,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT risk_point_consequence_check CHECK ((consequence > (0)::double precision)),
    CONSTRAINT risk_point_exposure_check CHECK ((exposure > (0)::double precision)),
    CONSTRAINT risk_point_inputs CHECK (((method = 'LEC'::text) = (exposure IS NOT NULL))),
    CONSTRAINT risk_point_level_check CHECK (((level >= 1) AND (level <= 4))),
    CONSTRAINT risk_point_likelihood_check CHECK ((likelihood > (0)::double precision)),
    CONSTRAINT risk_point_method_check CHECK ((method = ANY (ARRAY['LEC'::text, 'LS'::text]))),
    CONSTRAINT risk_point_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT risk_point_score CHECK ((abs((score - ((likelihood * consequence) * COALESCE(exposure, (1)::double precision)))) < (0.000000001)::double precision)),
    CONSTRAINT risk_point_score_check CHECK ((score > (0)::double precision))
);

ALTER TABLE public.risk_point OWNER TO anjian_owner;

--
-- Name: risk_point_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.risk_point ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.risk_point_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: safety_fund; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.safety_fund (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    year smallint NOT NULL,
    due numeric(14,2) NOT NULL,
    spent numeric(14,2) NOT NULL,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT safety_fund_due_check CHECK ((due >= (0)::numeric)),
    CONSTRAINT safety_fund_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text]))),
    CONSTRAINT safety_fund_spent_check CHECK ((spent >= (0)::numeric)),
    CONSTRAINT safety_fund_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

ALTER TABLE public.safety_fund OWNER TO anjian_owner;

--
-- Name: safety_fund_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.safety_fund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_fund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: scene; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.scene (
    id integer NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    seconds integer DEFAULT 30 NOT NULL,
    place integer DEFAULT 1 NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT scene_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT scene_place CHECK ((place > 0)),
    CONSTRAINT scene_seconds CHECK (((seconds >= 10) AND (seconds <= 600))),
    CONSTRAINT scene_state CHECK (((length(state) <= 16000) AND (state ~ '^#(map=[0-9./-]+&)?v=[0-9]+(&[!-~]*)?$'::text)))
);

ALTER TABLE public.scene OWNER TO anjian_owner;

--
-- Name: scene_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.scene ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scene_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: second_factor; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.second_factor (
    account integer NOT NULL,
    secret bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint DEFAULT 0 NOT NULL,
    recovery bytea[] DEFAULT '{}'::bytea[] NOT NULL
);

ALTER TABLE public.second_factor OWNER TO anjian_owner;

--
-- Name: session; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.session (
    id integer NOT NULL,
    token_hash bytea NOT NULL,
    account integer NOT NULL,
    post integer,
    step text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    address text,
    agent text,
    entry text DEFAULT 'password'::text NOT NULL,
    assured boolean DEFAULT false NOT NULL,
    CONSTRAINT session_agent_check CHECK ((length(agent) <= 300)),
    CONSTRAINT session_entry_check CHECK ((entry = ANY (ARRAY['password'::text, 'single-sign-on'::text]))),
    CONSTRAINT session_step_check CHECK ((step = ANY (ARRAY['code'::text, 'enrolment'::text, 'password'::text, 'done'::text])))
);

ALTER TABLE public.session OWNER TO anjian_owner;

--
-- Name: session_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.session ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: setup_token; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.setup_token (
    only_row boolean DEFAULT true NOT NULL,
    token_hash bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT setup_token_only_row_check CHECK (only_row)
);

ALTER TABLE public.setup_token OWNER TO anjian_owner;

--
-- Name: sign_in_guard; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.sign_in_guard (
    name text NOT NULL,
    failures integer NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT sign_in_guard_failures_check CHECK ((failures > 0)),
    CONSTRAINT sign_in_guard_name_check CHECK ((length(name) <= 200))
);

ALTER TABLE public.sign_in_guard OWNER TO anjian_owner;

--
-- Name: sign_on_flow; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.sign_on_flow (
    token_hash bytea NOT NULL,
    account integer,
    back text,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_on_flow_back_check CHECK ((length(back) <= 1500))
);

ALTER TABLE public.sign_on_flow OWNER TO anjian_owner;

--
-- Name: single_sign_on; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.single_sign_on (
    account integer NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    bound_at timestamp with time zone NOT NULL,
    CONSTRAINT single_sign_on_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 500))),
    CONSTRAINT single_sign_on_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
);

ALTER TABLE public.single_sign_on OWNER TO anjian_owner;

--
-- Name: special_equipment; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.special_equipment (
    id integer NOT NULL,
    enterprise integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    registration text NOT NULL,
    inspection_due_on date NOT NULL,
    grid integer,
    department integer,
    source text DEFAULT 'person'::text NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    changed_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    CONSTRAINT special_equipment_kind_check CHECK ((kind = ANY (ARRAY['boiler'::text, 'pressure-vessel'::text, 'pressure-pipe'::text, 'lift'::text, 'crane'::text, 'site-vehicle'::text, 'other'::text]))),
    CONSTRAINT special_equipment_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 120))),
    CONSTRAINT special_equipment_registration_check CHECK (((length(TRIM(BOTH FROM registration)) >= 1) AND (length(TRIM(BOTH FROM registration)) <= 80))),
    CONSTRAINT special_equipment_source_check CHECK ((source = ANY (ARRAY['import'::text, 'person'::text, 'derived'::text])))
);

ALTER TABLE public.special_equipment OWNER TO anjian_owner;

--
-- Name: special_equipment_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.special_equipment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.special_equipment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: substance_inventory; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.substance_inventory WITH (security_barrier='true') AS
 SELECT hazard_source_substance.id AS substance,
    hazard_source_substance.quantity
   FROM public.hazard_source_substance
  WHERE ( SELECT app.knows('inventories'::text) AS knows);

ALTER TABLE public.substance_inventory OWNER TO anjian_confidant;

--
-- Name: tenant_contact; Type: VIEW; Schema: public; Owner: anjian_confidant
--

CREATE VIEW public.tenant_contact WITH (security_barrier='true') AS
 SELECT tenant.id AS tenant,
    tenant.phone
   FROM public.tenant
  WHERE ( SELECT app.knows('phones'::text) AS knows);

ALTER TABLE public.tenant_contact OWNER TO anjian_confidant;

--
-- Name: tenant_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.tenant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tenant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: visit_day; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.visit_day (
    lens smallint NOT NULL,
    day date NOT NULL,
    grid integer NOT NULL,
    department integer NOT NULL,
    class text NOT NULL,
    risk smallint NOT NULL,
    n integer NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE public.visit_day OWNER TO anjian_owner;

--
-- Name: wall_token; Type: TABLE; Schema: public; Owner: anjian_owner
--

CREATE TABLE public.wall_token (
    id integer NOT NULL,
    token_hash bytea NOT NULL,
    name text NOT NULL,
    scenes integer[] NOT NULL,
    made_by text DEFAULT COALESCE(app.person(), (SESSION_USER)::text) NOT NULL,
    made_at timestamp with time zone DEFAULT app.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    used_from text,
    CONSTRAINT wall_token_name_check CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 80))),
    CONSTRAINT wall_token_scenes CHECK (((cardinality(scenes) >= 1) AND (cardinality(scenes) <= 200))),
    CONSTRAINT wall_token_token_hash_check CHECK ((length(token_hash) = 32)),
    CONSTRAINT wall_token_used_from_check CHECK ((length(used_from) <= 64)),
    CONSTRAINT wall_token_within_a_year CHECK (((expires_at > made_at) AND (expires_at <= (made_at + '366 days'::interval))))
);

ALTER TABLE public.wall_token OWNER TO anjian_owner;

--
-- Name: wall_token_id_seq; Type: SEQUENCE; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.wall_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wall_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: cell_scale cell_scale_pkey; Type: CONSTRAINT; Schema: app; Owner: anjian_owner
--

ALTER TABLE ONLY app.cell_scale
    ADD CONSTRAINT cell_scale_pkey PRIMARY KEY (only_row);

--
-- Name: clock clock_pkey; Type: CONSTRAINT; Schema: app; Owner: anjian_owner
--

ALTER TABLE ONLY app.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (only_row);

--
-- Name: accident accident_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.accident
    ADD CONSTRAINT accident_pkey PRIMARY KEY (id);

--
-- Name: account_link account_link_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_pkey PRIMARY KEY (token_hash);

--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

--
-- Name: account_use account_use_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.account_use
    ADD CONSTRAINT account_use_pkey PRIMARY KEY (account);

--
-- Name: account account_user_name_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_user_name_taken UNIQUE (user_name);

--
-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);

--
-- Name: api_token api_token_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_token_hash_key UNIQUE (token_hash);

--
-- Name: app_migration app_migration_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.app_migration
    ADD CONSTRAINT app_migration_pkey PRIMARY KEY (name);

--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id, at);

--
-- Name: audit_root audit_root_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.audit_root
    ADD CONSTRAINT audit_root_pkey PRIMARY KEY (day);

--
-- Name: audit_seal audit_seal_audit_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_audit_key UNIQUE (audit);

--
-- Name: audit_seal audit_seal_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (seal);

--
-- Name: audit_waiting audit_waiting_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.audit_waiting
    ADD CONSTRAINT audit_waiting_pkey PRIMARY KEY (audit);

--
-- Name: basemap basemap_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.basemap
    ADD CONSTRAINT basemap_pkey PRIMARY KEY (id);

--
-- Name: certificate certificate_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_pkey PRIMARY KEY (id);

--
-- Name: certificate certificate_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_taken UNIQUE (enterprise, kind, holder, subject, issued_on);

--
-- Name: checklist_item checklist_item_number; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.checklist_item
    ADD CONSTRAINT checklist_item_number UNIQUE (checklist, n);

--
-- Name: checklist_item checklist_item_of; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.checklist_item
    ADD CONSTRAINT checklist_item_of UNIQUE (id, checklist);

--
-- Name: checklist_item checklist_item_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.checklist_item
    ADD CONSTRAINT checklist_item_pkey PRIMARY KEY (id);

--
-- Name: checklist checklist_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.checklist
    ADD CONSTRAINT checklist_pkey PRIMARY KEY (id);

--
-- Name: checklist checklist_version; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.checklist
    ADD CONSTRAINT checklist_version UNIQUE (name, version);

--
-- Name: demo_identity demo_identity_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.demo_identity
    ADD CONSTRAINT demo_identity_pkey PRIMARY KEY (key);

--
-- Name: department department_code_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_code_key UNIQUE (code);

--
-- Name: department department_name_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_name_key UNIQUE (name);

--
-- Name: department department_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (id);

--
-- Name: district district_code_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.district
    ADD CONSTRAINT district_code_key UNIQUE (code);

--
-- Name: district district_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.district
    ADD CONSTRAINT district_pkey PRIMARY KEY (id);

--
-- Name: document document_of_enterprise; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_of_enterprise UNIQUE (id, enterprise);

--
-- Name: document document_original_once; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_original_once UNIQUE (original_of);

--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);

--
-- Name: document document_request; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_request UNIQUE (request);

--
-- Name: emergency_plan emergency_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.emergency_plan
    ADD CONSTRAINT emergency_plan_pkey PRIMARY KEY (id);

--
-- Name: emergency_plan emergency_plan_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.emergency_plan
    ADD CONSTRAINT emergency_plan_taken UNIQUE (enterprise, name);

--
-- Name: enterprise_alias enterprise_alias_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_alias
    ADD CONSTRAINT enterprise_alias_pkey PRIMARY KEY (scheme, identifier);

--
-- Name: enterprise_change enterprise_change_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_change
    ADD CONSTRAINT enterprise_change_pkey PRIMARY KEY (id);

--
-- Name: enterprise_change enterprise_change_proposal_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_change
    ADD CONSTRAINT enterprise_change_proposal_key UNIQUE (proposal);

--
-- Name: enterprise_count enterprise_count_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_count
    ADD CONSTRAINT enterprise_count_pkey PRIMARY KEY (lens, division, cell, grid, department, class, risk);

--
-- Name: enterprise_hazards enterprise_hazards_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_hazards
    ADD CONSTRAINT enterprise_hazards_pkey PRIMARY KEY (enterprise, grid, department);

--
-- Name: enterprise enterprise_identifier_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_identifier_taken UNIQUE (scheme, identifier);

--
-- Name: enterprise_person enterprise_person_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_person
    ADD CONSTRAINT enterprise_person_pkey PRIMARY KEY (id);

--
-- Name: enterprise_person enterprise_person_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_person
    ADD CONSTRAINT enterprise_person_taken UNIQUE (enterprise, office, name);

--
-- Name: enterprise enterprise_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_pkey PRIMARY KEY (id);

--
-- Name: enterprise_standing enterprise_standing_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_standing
    ADD CONSTRAINT enterprise_standing_pkey PRIMARY KEY (id);

--
-- Name: expert_assignment expert_assignment_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.expert_assignment
    ADD CONSTRAINT expert_assignment_pkey PRIMARY KEY (id);

--
-- Name: file_declaration file_declaration_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.file_declaration
    ADD CONSTRAINT file_declaration_pkey PRIMARY KEY (id);

--
-- Name: file_declaration file_declaration_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.file_declaration
    ADD CONSTRAINT file_declaration_taken UNIQUE (enterprise, section);

--
-- Name: former_password former_password_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.former_password
    ADD CONSTRAINT former_password_pkey PRIMARY KEY (account, set_at);

--
-- Name: grid grid_code_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.grid
    ADD CONSTRAINT grid_code_key UNIQUE (code);

--
-- Name: grid grid_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.grid
    ADD CONSTRAINT grid_pkey PRIMARY KEY (id);

--
-- Name: hazard_day hazard_day_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_day
    ADD CONSTRAINT hazard_day_pkey PRIMARY KEY (lens, division, grid, department, class, risk, day);

--
-- Name: hazard_event hazard_event_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_event
    ADD CONSTRAINT hazard_event_pkey PRIMARY KEY (hazard, n);

--
-- Name: hazard_event hazard_event_request_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_event
    ADD CONSTRAINT hazard_event_request_key UNIQUE (request);

--
-- Name: hazard_month hazard_month_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_month
    ADD CONSTRAINT hazard_month_pkey PRIMARY KEY (lens, division, cell, grid, department, class, risk, month);

--
-- Name: hazard hazard_of_enterprise; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_of_enterprise UNIQUE (id, enterprise);

--
-- Name: hazard hazard_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_pkey PRIMARY KEY (id);

--
-- Name: hazard hazard_rebound_of_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_rebound_of_key UNIQUE (rebound_of);

--
-- Name: hazard hazard_request_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_request_key UNIQUE (request);

--
-- Name: hazard_right hazard_right_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_right
    ADD CONSTRAINT hazard_right_pkey PRIMARY KEY (post, act);

--
-- Name: hazard_source hazard_source_enterprise_name_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_source
    ADD CONSTRAINT hazard_source_enterprise_name_key UNIQUE (enterprise, name);

--
-- Name: hazard_source hazard_source_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_source
    ADD CONSTRAINT hazard_source_pkey PRIMARY KEY (id);

--
-- Name: hazard_source_substance hazard_source_substance_hazard_source_name_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_source_substance
    ADD CONSTRAINT hazard_source_substance_hazard_source_name_key UNIQUE (hazard_source, name);

--
-- Name: hazard_source_substance hazard_source_substance_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_source_substance
    ADD CONSTRAINT hazard_source_substance_pkey PRIMARY KEY (id);

--
-- Name: hazard_transition hazard_transition_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_transition
    ADD CONSTRAINT hazard_transition_pkey PRIMARY KEY (act, from_state);

--
-- Name: history history_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);

--
-- Name: import_change import_change_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_change
    ADD CONSTRAINT import_change_pkey PRIMARY KEY (import, topic, id);

--
-- Name: import_mapping import_mapping_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_mapping
    ADD CONSTRAINT import_mapping_pkey PRIMARY KEY (name);

--
-- Name: import import_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (id);

--
-- Name: import_resemblance import_resemblance_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_resemblance
    ADD CONSTRAINT import_resemblance_pkey PRIMARY KEY (stage, "row");

--
-- Name: import_row import_row_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_row
    ADD CONSTRAINT import_row_pkey PRIMARY KEY (stage, "row");

--
-- Name: import_stage import_stage_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_stage
    ADD CONSTRAINT import_stage_pkey PRIMARY KEY (id);

--
-- Name: inspection_answer inspection_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_answer
    ADD CONSTRAINT inspection_answer_pkey PRIMARY KEY (inspection, item);

--
-- Name: inspection inspection_checklist_of; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_checklist_of UNIQUE (id, checklist);

--
-- Name: inspection inspection_enterprise_of; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_enterprise_of UNIQUE (id, enterprise);

--
-- Name: inspection inspection_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_pkey PRIMARY KEY (id);

--
-- Name: inspection_plan inspection_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_plan
    ADD CONSTRAINT inspection_plan_pkey PRIMARY KEY (id);

--
-- Name: inspection_plan inspection_plan_request_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_plan
    ADD CONSTRAINT inspection_plan_request_key UNIQUE (request);

--
-- Name: inspection_record inspection_record_of_inspection; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_record
    ADD CONSTRAINT inspection_record_of_inspection UNIQUE (id, inspection);

--
-- Name: inspection_record inspection_record_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_record
    ADD CONSTRAINT inspection_record_pkey PRIMARY KEY (id);

--
-- Name: inspection_record inspection_record_request_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_record
    ADD CONSTRAINT inspection_record_request_key UNIQUE (request);

--
-- Name: inspection_record_right inspection_record_right_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_record_right
    ADD CONSTRAINT inspection_record_right_pkey PRIMARY KEY (kind, post);

--
-- Name: inspection inspection_request_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_request_key UNIQUE (request);

--
-- Name: inspection_right inspection_right_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_right
    ADD CONSTRAINT inspection_right_pkey PRIMARY KEY (post, kind);

--
-- Name: inspection_target inspection_target_once; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_target
    ADD CONSTRAINT inspection_target_once UNIQUE (plan, enterprise);

--
-- Name: inspection_target inspection_target_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_target
    ADD CONSTRAINT inspection_target_pkey PRIMARY KEY (id);

--
-- Name: insurance insurance_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.insurance
    ADD CONSTRAINT insurance_pkey PRIMARY KEY (id);

--
-- Name: insurance insurance_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.insurance
    ADD CONSTRAINT insurance_taken UNIQUE (enterprise, policy);

--
-- Name: layer_version layer_version_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.layer_version
    ADD CONSTRAINT layer_version_pkey PRIMARY KEY (layer);

--
-- Name: licence licence_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_pkey PRIMARY KEY (id);

--
-- Name: licence licence_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_taken UNIQUE (enterprise, kind, number);

--
-- Name: password password_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (account);

--
-- Name: penalty penalty_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.penalty
    ADD CONSTRAINT penalty_pkey PRIMARY KEY (id);

--
-- Name: penalty penalty_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.penalty
    ADD CONSTRAINT penalty_taken UNIQUE (enterprise, document);

--
-- Name: place place_code_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_code_taken UNIQUE (code);

--
-- Name: place place_kind_name_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_kind_name_key UNIQUE (kind, name);

--
-- Name: place place_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (id);

--
-- Name: population_point population_point_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.population_point
    ADD CONSTRAINT population_point_pkey PRIMARY KEY (id);

--
-- Name: post post_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);

--
-- Name: proposal proposal_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (id);

--
-- Name: rate_limit rate_limit_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.rate_limit
    ADD CONSTRAINT rate_limit_pkey PRIMARY KEY (key);

--
-- Name: reminder_letter reminder_letter_a_day; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_letter
    ADD CONSTRAINT reminder_letter_a_day UNIQUE (account, day);

--
-- Name: reminder_letter reminder_letter_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_letter
    ADD CONSTRAINT reminder_letter_pkey PRIMARY KEY (id);

--
-- Name: reminder reminder_once; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_once UNIQUE NULLS NOT DISTINCT (enterprise, kind, subject, last_day, side, days, counted_from);

--
-- Name: reminder reminder_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_pkey PRIMARY KEY (id);

--
-- Name: reminder_reading reminder_reading_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_reading
    ADD CONSTRAINT reminder_reading_pkey PRIMARY KEY (reminder, reader);

--
-- Name: reminder_webhook reminder_webhook_delivery_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_webhook
    ADD CONSTRAINT reminder_webhook_delivery_key UNIQUE (delivery);

--
-- Name: reminder_webhook reminder_webhook_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_webhook
    ADD CONSTRAINT reminder_webhook_pkey PRIMARY KEY (reminder);

--
-- Name: report_figure report_figure_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report_figure
    ADD CONSTRAINT report_figure_pkey PRIMARY KEY (report, section, key, measure);

--
-- Name: report_hazard report_hazard_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report_hazard
    ADD CONSTRAINT report_hazard_pkey PRIMARY KEY (report, hazard);

--
-- Name: report report_id_period_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_id_period_key UNIQUE (id, period);

--
-- Name: report report_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);

--
-- Name: resource resource_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.resource
    ADD CONSTRAINT resource_pkey PRIMARY KEY (id);

--
-- Name: resource resource_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.resource
    ADD CONSTRAINT resource_taken UNIQUE (owner, kind, name);

--
-- Name: risk_point risk_point_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.risk_point
    ADD CONSTRAINT risk_point_pkey PRIMARY KEY (id);

--
-- Name: safety_fund safety_fund_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.safety_fund
    ADD CONSTRAINT safety_fund_pkey PRIMARY KEY (id);

--
-- Name: safety_fund safety_fund_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.safety_fund
    ADD CONSTRAINT safety_fund_taken UNIQUE (enterprise, year);

--
-- Name: scene scene_name_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.scene
    ADD CONSTRAINT scene_name_taken UNIQUE (name);

--
-- Name: scene scene_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.scene
    ADD CONSTRAINT scene_pkey PRIMARY KEY (id);

--
-- Name: second_factor second_factor_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (account);

--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

--
-- Name: session session_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

--
-- Name: setup_token setup_token_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.setup_token
    ADD CONSTRAINT setup_token_pkey PRIMARY KEY (only_row);

--
-- Name: sign_in_guard sign_in_guard_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.sign_in_guard
    ADD CONSTRAINT sign_in_guard_pkey PRIMARY KEY (name);

--
-- Name: sign_on_flow sign_on_flow_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.sign_on_flow
    ADD CONSTRAINT sign_on_flow_pkey PRIMARY KEY (token_hash);

--
-- Name: single_sign_on single_sign_on_account_bound; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.single_sign_on
    ADD CONSTRAINT single_sign_on_account_bound UNIQUE (account, issuer);

--
-- Name: single_sign_on single_sign_on_subject_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.single_sign_on
    ADD CONSTRAINT single_sign_on_subject_taken PRIMARY KEY (issuer, subject);

--
-- Name: special_equipment special_equipment_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.special_equipment
    ADD CONSTRAINT special_equipment_pkey PRIMARY KEY (id);

--
-- Name: special_equipment special_equipment_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.special_equipment
    ADD CONSTRAINT special_equipment_taken UNIQUE (enterprise, registration);

--
-- Name: tenant tenant_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (id);

--
-- Name: tenant tenant_taken; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT tenant_taken EXCLUDE USING gist (int4range(place, place, '[]'::text) WITH &&, app.name_range(name, name, '[]'::text) WITH &&, app.stay(since, until, made_at) WITH &&) WHERE ((NOT clashes)) DEFERRABLE;

--
-- Name: visit_day visit_day_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.visit_day
    ADD CONSTRAINT visit_day_pkey PRIMARY KEY (lens, grid, department, class, risk, day);

--
-- Name: wall_token wall_token_pkey; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.wall_token
    ADD CONSTRAINT wall_token_pkey PRIMARY KEY (id);

--
-- Name: wall_token wall_token_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.wall_token
    ADD CONSTRAINT wall_token_token_hash_key UNIQUE (token_hash);

--
-- Name: accident_day; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX accident_day ON public.accident USING btree (happened_on);

--
-- Name: accident_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX accident_enterprise ON public.accident USING btree (enterprise);

--
-- Name: account_link_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX account_link_of_account ON public.account_link USING btree (account);

--
-- Name: account_phone_taken; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX account_phone_taken ON public.account USING btree (phone) WHERE (state <> 'left'::text);

--
-- Name: api_token_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX api_token_of_account ON public.api_token USING btree (account);

--
-- Name: audit_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX audit_account ON ONLY public.audit USING btree (account, id) WHERE (account IS NOT NULL);

--
-- Name: audit_at; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX audit_at ON ONLY public.audit USING btree (at, id);

--
-- Name: audit_topic; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX audit_topic ON ONLY public.audit USING btree (topic, id);

--
-- Name: basemap_geom_3857; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX basemap_geom_3857 ON public.basemap USING gist (geom_3857);

--
-- Name: certificate_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX certificate_enterprise ON public.certificate USING btree (enterprise);

--
-- Name: checklist_in_force; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX checklist_in_force ON public.checklist USING btree (name) WHERE (state = 'in-force'::text);

--
-- Name: district_only_one; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX district_only_one ON public.district USING btree ((true));

--
-- Name: document_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX document_enterprise ON public.document USING btree (enterprise);

--
-- Name: document_hazard; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX document_hazard ON public.document USING btree (hazard) WHERE (hazard IS NOT NULL);

--
-- Name: document_inspection; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX document_inspection ON public.document USING btree (inspection) WHERE (inspection IS NOT NULL);

--
-- Name: document_sha256; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX document_sha256 ON public.document USING btree (sha256);

--
-- Name: emergency_plan_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX emergency_plan_enterprise ON public.emergency_plan USING btree (enterprise);

--
-- Name: enterprise_alias_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_alias_enterprise ON public.enterprise_alias USING btree (enterprise);

--
-- Name: enterprise_alias_found; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_alias_found ON public.enterprise_alias USING btree (lower(identifier) COLLATE "C");

--
-- Name: enterprise_cell; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_cell ON public.enterprise USING btree (cell, urgency, id) INCLUDE (geom, grid, lead_department, class, risk, industry, status, visited_at);

--
-- Name: enterprise_change_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_change_enterprise ON public.enterprise_change USING btree (enterprise, id DESC);

--
-- Name: enterprise_department; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_department ON public.enterprise USING btree (lead_department, urgency, id);

--
-- Name: enterprise_footprint; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_footprint ON public.enterprise USING gist (((footprint)::public.geography)) WHERE (footprint IS NOT NULL);

--
-- Name: enterprise_geom; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_geom ON public.enterprise USING gist (geom);

--
-- Name: enterprise_geom_3857; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_geom_3857 ON public.enterprise USING gist (geom_3857);

--
-- Name: enterprise_grams; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_grams ON public.enterprise USING gin (app.grams(name, initials) COLLATE "C");

--
-- Name: enterprise_grid; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_grid ON public.enterprise USING btree (grid, urgency, id);

--
-- Name: enterprise_identifier; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_identifier ON public.enterprise USING btree (lower(identifier) COLLATE "C");

--
-- Name: enterprise_industry; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_industry ON public.enterprise USING btree (industry COLLATE "C", urgency, id) INCLUDE (grid, lead_department, class, risk);

--
-- Name: enterprise_overridden; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_overridden ON public.enterprise USING btree (class_override_until) WHERE (class_override IS NOT NULL);

--
-- Name: enterprise_person_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_person_enterprise ON public.enterprise_person USING btree (enterprise);

--
-- Name: enterprise_place; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_place ON public.enterprise USING btree (place) WHERE (place IS NOT NULL);

--
-- Name: enterprise_standing_at; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_standing_at ON public.enterprise_standing USING btree (at, enterprise);

--
-- Name: enterprise_standing_of; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_standing_of ON public.enterprise_standing USING btree (enterprise, at, id);

--
-- Name: enterprise_stepped; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_stepped ON public.enterprise USING btree (id) WHERE (class_reasons @> '{veto-within-12-months}'::text[]);

--
-- Name: enterprise_vetoed; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_vetoed ON public.enterprise USING btree (vetoed_at) WHERE (vetoed_at IS NOT NULL);

--
-- Name: enterprise_visited; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_visited ON public.enterprise USING btree (visited_at) INCLUDE (id, class, grid, lead_department, risk, industry, cell, status) WHERE (visited_at IS NOT NULL);

--
-- Name: enterprise_worst_first; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX enterprise_worst_first ON public.enterprise USING btree (urgency, id);

--
-- Name: expert_assignment_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX expert_assignment_of_account ON public.expert_assignment USING btree (account, until_at);

--
-- Name: expert_assignment_of_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX expert_assignment_of_enterprise ON public.expert_assignment USING btree (enterprise);

--
-- Name: file_declaration_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX file_declaration_enterprise ON public.file_declaration USING btree (enterprise);

--
-- Name: grid_geom; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX grid_geom ON public.grid USING gist (geom);

--
-- Name: grid_geom_3857; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX grid_geom_3857 ON public.grid USING gist (geom_3857);

--
-- Name: grid_one_body_per_department; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX grid_one_body_per_department ON public.grid USING btree (department) WHERE (level = 2);

--
-- Name: hazard_closed; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_closed ON public.hazard USING btree (closed_at DESC, id DESC) INCLUDE (found_at, due_at, submitted_at, state, enterprise, grid, department) WHERE (closed_at IS NOT NULL);

--
-- Name: hazard_day_by_day; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_day_by_day ON public.hazard_day USING btree (lens, day);

--
-- Name: hazard_dispatched; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_dispatched ON public.hazard USING btree (dispatched_at DESC, id DESC) INCLUDE (found_at, state, enterprise, grid, department) WHERE (dispatched_at IS NOT NULL);

--
-- Name: hazard_due; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_due ON public.hazard USING btree (due_at DESC, id DESC) INCLUDE (closed_at, submitted_at, due_since, state, enterprise, grid, department, class, risk, industry);

--
-- Name: hazard_due_since; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_due_since ON public.hazard USING btree (due_since, found_at) WHERE (due_since IS NOT NULL);

--
-- Name: hazard_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_enterprise ON public.hazard USING btree (enterprise, found_at DESC, id DESC) INCLUDE (due_at, closed_at, due_since, state, grid, department);

--
-- Name: hazard_event_documents; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_event_documents ON public.hazard_event USING gin (documents) WHERE (documents <> '{}'::integer[]);

--
-- Name: hazard_in_cell; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_in_cell ON public.hazard USING btree (cell, due_at) INCLUDE (closed_at, state, enterprise, grid, department);

--
-- Name: hazard_in_review; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_in_review ON public.hazard USING btree (submitted_at, id) INCLUDE (found_at, due_at, enterprise, grid, department, state) WHERE ((closed_at IS NULL) AND (state = 'pending-review'::text));

--
-- Name: hazard_inspection; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_inspection ON public.hazard USING btree (inspection) WHERE (inspection IS NOT NULL);

--
-- Name: hazard_latest; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_latest ON public.hazard USING btree (found_at DESC, id DESC);

--
-- Name: hazard_major; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_major ON public.hazard USING btree (found_at DESC, id DESC) INCLUDE (due_at, closed_at, state, enterprise, grid, department) WHERE major;

--
-- Name: hazard_of_department; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_of_department ON public.hazard USING btree (department, found_at DESC, id DESC);

--
-- Name: hazard_of_grid; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_of_grid ON public.hazard USING btree (grid, found_at DESC, id DESC);

--
-- Name: hazard_open; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_open ON public.hazard USING btree (due_at DESC, id DESC) INCLUDE (found_at, major, source, enterprise, grid, department, class, risk, industry, state) WHERE ((closed_at IS NULL) AND (state <> 'voided'::text));

--
-- Name: hazard_open_major; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_open_major ON public.hazard USING btree (due_at DESC, id DESC) INCLUDE (found_at, source, state, enterprise, grid, department, class, risk, industry) WHERE (major AND (closed_at IS NULL) AND (state <> 'voided'::text));

--
-- Name: hazard_open_of_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_open_of_enterprise ON public.hazard USING btree (enterprise, due_at) WHERE ((closed_at IS NULL) AND (state <> 'voided'::text));

--
-- Name: hazard_repeated; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_repeated ON public.hazard USING btree (found_at DESC, id DESC) INCLUDE (enterprise, grid, department, state) WHERE (repeat_of IS NOT NULL);

--
-- Name: hazard_repeats; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_repeats ON public.hazard USING btree (enterprise, kind, found_at) WHERE ((kind IS NOT NULL) AND (state <> 'voided'::text));

--
-- Name: hazard_revisit; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_revisit ON public.hazard USING btree (revisit_on) WHERE (revisit_on IS NOT NULL);

--
-- Name: hazard_source_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_source_enterprise ON public.hazard_source USING btree (enterprise, level);

--
-- Name: hazard_source_geom_3857; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_source_geom_3857 ON public.hazard_source USING gist (geom_3857);

--
-- Name: hazard_source_level; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_source_level ON public.hazard_source USING btree (level, enterprise) INCLUDE (grid, department, class, risk, industry) WHERE (level IS NOT NULL);

--
-- Name: hazard_submitted; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX hazard_submitted ON public.hazard USING btree (submitted_at DESC, id DESC) INCLUDE (dispatched_at, state, enterprise, grid, department) WHERE (submitted_at IS NOT NULL);

--
-- Name: history_of_entry; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX history_of_entry ON public.history USING btree ((((before ->> 'enterprise'::text))::integer)) WHERE (table_name = ANY (ARRAY['enterprise_person'::text, 'licence'::text, 'certificate'::text, 'special_equipment'::text, 'insurance'::text, 'safety_fund'::text, 'emergency_plan'::text, 'penalty'::text, 'accident'::text, 'file_declaration'::text, 'document'::text]));

--
-- Name: history_row; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX history_row ON public.history USING btree (table_name, row_id);

--
-- Name: import_resemblance_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX import_resemblance_enterprise ON public.import_resemblance USING btree (enterprise);

--
-- Name: import_row_changed; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX import_row_changed ON public.import_row USING btree (stage, "row") WHERE (outlook = 'changed'::text);

--
-- Name: import_row_rejected; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX import_row_rejected ON public.import_row USING btree (stage, "row") WHERE rejected;

--
-- Name: import_row_warned; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX import_row_warned ON public.import_row USING btree (stage, "row") WHERE warned;

--
-- Name: import_stage_import; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX import_stage_import ON public.import_stage USING btree (import) WHERE (import IS NOT NULL);

--
-- Name: import_stage_open; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX import_stage_open ON public.import_stage USING btree (state) WHERE (state = ANY (ARRAY['staging'::text, 'publishing'::text]));

--
-- Name: inspection_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_enterprise ON public.inspection USING btree (enterprise, inspected_at DESC);

--
-- Name: inspection_latest; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_latest ON public.inspection USING btree (inspected_at DESC, id DESC);

--
-- Name: inspection_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_of_account ON public.inspection USING btree (inspector_account, inspected_at DESC) WHERE (inspector_account IS NOT NULL);

--
-- Name: inspection_record_advice; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_record_advice ON public.inspection_record USING btree (due_on, id) WHERE (kind = 'advice'::text);

--
-- Name: inspection_record_answering; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_record_answering ON public.inspection_record USING btree (answers) WHERE (answers IS NOT NULL);

--
-- Name: inspection_record_of; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_record_of ON public.inspection_record USING btree (inspection, id);

--
-- Name: inspection_target_of; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX inspection_target_of ON public.inspection_target USING btree (enterprise, plan);

--
-- Name: insurance_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX insurance_enterprise ON public.insurance USING btree (enterprise);

--
-- Name: licence_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX licence_enterprise ON public.licence USING btree (enterprise);

--
-- Name: penalty_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX penalty_enterprise ON public.penalty USING btree (enterprise);

--
-- Name: place_geom_3857; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX place_geom_3857 ON public.place USING gist (geom_3857);

--
-- Name: population_point_geography; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX population_point_geography ON public.population_point USING gist (((geom)::public.geography));

--
-- Name: population_point_geom; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX population_point_geom ON public.population_point USING gist (geom);

--
-- Name: population_point_geom_3857; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX population_point_geom_3857 ON public.population_point USING gist (geom_3857);

--
-- Name: post_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX post_of_account ON public.post USING btree (account, id);

--
-- Name: post_of_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX post_of_enterprise ON public.post USING btree (enterprise) WHERE (enterprise IS NOT NULL);

--
-- Name: post_stood_in; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX post_stood_in ON public.post USING btree (stands_for) WHERE (stands_for IS NOT NULL);

--
-- Name: proposal_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX proposal_enterprise ON public.proposal USING btree (enterprise, id DESC);

--
-- Name: proposal_open; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX proposal_open ON public.proposal USING btree (id DESC) WHERE (state = 'open'::text);

--
-- Name: reminder_department; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX reminder_department ON public.reminder USING btree (department) WHERE (side = 'department'::text);

--
-- Name: reminder_grid; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX reminder_grid ON public.reminder USING btree (grid) WHERE (side = 'grid'::text);

--
-- Name: reminder_hazard; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX reminder_hazard ON public.reminder USING btree (hazard) WHERE (hazard IS NOT NULL);

--
-- Name: reminder_letter_waiting; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX reminder_letter_waiting ON public.reminder_letter USING btree (account) WHERE (sent_at IS NULL);

--
-- Name: reminder_webhook_waiting; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX reminder_webhook_waiting ON public.reminder_webhook USING btree (reminder) WHERE (sent_at IS NULL);

--
-- Name: report_hazard_major; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX report_hazard_major ON public.report_hazard USING btree (report, hazard) WHERE major;

--
-- Name: report_one_draft; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX report_one_draft ON public.report USING btree (period) WHERE (state = 'draft'::text);

--
-- Name: report_one_signed; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX report_one_signed ON public.report USING btree (period) WHERE (state = 'signed'::text);

--
-- Name: report_superseded_once; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX report_superseded_once ON public.report USING btree (supersedes);

--
-- Name: resource_by_kind; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX resource_by_kind ON public.resource USING btree (kind, name, id);

--
-- Name: resource_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX resource_enterprise ON public.resource USING btree (enterprise);

--
-- Name: resource_geom; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX resource_geom ON public.resource USING gist (geom);

--
-- Name: risk_point_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX risk_point_enterprise ON public.risk_point USING btree (enterprise, level);

--
-- Name: safety_fund_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX safety_fund_enterprise ON public.safety_fund USING btree (enterprise);

--
-- Name: session_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX session_of_account ON public.session USING btree (account);

--
-- Name: sign_on_flow_ends; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX sign_on_flow_ends ON public.sign_on_flow USING btree (ends_at);

--
-- Name: sign_on_flow_of_account; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX sign_on_flow_of_account ON public.sign_on_flow USING btree (account);

--
-- Name: special_equipment_enterprise; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX special_equipment_enterprise ON public.special_equipment USING btree (enterprise);

--
-- Name: tenant_file_taken; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE UNIQUE INDEX tenant_file_taken ON public.tenant USING btree (enterprise) WHERE (until IS NULL);

--
-- Name: tenant_place; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX tenant_place ON public.tenant USING btree (place);

--
-- Name: visit_day_by_day; Type: INDEX; Schema: public; Owner: anjian_owner
--

CREATE INDEX visit_day_by_day ON public.visit_day USING btree (lens, class, day);

--
-- Name: inspection_plan a_ahead; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_ahead BEFORE INSERT ON public.inspection_plan FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.plan_ahead();

--
-- Name: document a_evidence; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_evidence BEFORE INSERT ON public.document FOR EACH ROW WHEN (((CURRENT_USER = 'anjian_actor'::name) AND ((new.inspection IS NOT NULL) OR (new.checklist_item IS NOT NULL)))) EXECUTE FUNCTION app.take_finding();

--
-- Name: hazard a_finding; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_finding BEFORE INSERT ON public.hazard FOR EACH ROW WHEN (((CURRENT_USER = 'anjian_actor'::name) AND ((new.inspection IS NOT NULL) OR (new.checklist_item IS NOT NULL)))) EXECUTE FUNCTION app.take_finding();

--
-- Name: inspection_answer a_open; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_open BEFORE INSERT OR DELETE OR UPDATE ON public.inspection_answer FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.keep_answers();

--
-- Name: document a_original; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_original BEFORE INSERT ON public.document FOR EACH ROW WHEN (((CURRENT_USER = 'anjian_actor'::name) AND (new.original_of IS NOT NULL))) EXECUTE FUNCTION app.take_original();

--
-- Name: hazard_event a_sign; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_sign BEFORE INSERT ON public.hazard_event FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.sign_hazard_event();

--
-- Name: inspection a_sign; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_sign BEFORE INSERT OR UPDATE ON public.inspection FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.sign_inspection();

--
-- Name: inspection_record a_sign; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_sign BEFORE INSERT ON public.inspection_record FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.sign_inspection_record();

--
-- Name: inspection a_sign_authority; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_sign_authority BEFORE INSERT ON public.inspection FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.sign_authority();

--
-- Name: hazard_event a_turn; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER a_turn BEFORE INSERT ON public.hazard_event FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.await_hazards_turn();

--
-- Name: account announce_access; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_access AFTER DELETE OR UPDATE ON public.account FOR EACH STATEMENT EXECUTE FUNCTION app.announce_access();

--
-- Name: api_token announce_access; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_access AFTER DELETE ON public.api_token FOR EACH STATEMENT EXECUTE FUNCTION app.announce_access();

--
-- Name: expert_assignment announce_access; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_access AFTER INSERT OR DELETE OR UPDATE ON public.expert_assignment FOR EACH STATEMENT EXECUTE FUNCTION app.announce_access();

--
-- Name: post announce_access; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_access AFTER DELETE OR UPDATE ON public.post FOR EACH STATEMENT EXECUTE FUNCTION app.announce_access();

--
-- Name: session announce_access; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_access AFTER DELETE ON public.session FOR EACH STATEMENT EXECUTE FUNCTION app.announce_access();

--
-- Name: wall_token announce_access; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_access AFTER DELETE ON public.wall_token FOR EACH STATEMENT EXECUTE FUNCTION app.announce_access();

--
-- Name: accident announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.accident REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: basemap announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.basemap REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('basemap', 'null', 'null', 'null');

--
-- Name: certificate announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.certificate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: checklist announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.checklist REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'null', 'null', 'null');

--
-- Name: department announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.department REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('departments', 'null', 'null', 'null');

--
-- Name: district announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.district REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('district', 'null', 'null', 'null');

--
-- Name: document announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.document REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: emergency_plan announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.emergency_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: enterprise announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.enterprise REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.id', 'r.grid', 'r.lead_department');

--
-- Name: enterprise_alias announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.enterprise_alias REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: enterprise_change announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.enterprise_change REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('proposals', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: enterprise_person announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.enterprise_person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: file_declaration announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.file_declaration REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: grid announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.grid REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('grids', 'null', 'null', 'null');

--
-- Name: hazard announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazards', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: hazard_source announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.hazard_source REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazard-sources', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: hazard_source_substance announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.hazard_source_substance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazard-sources', 'null', 'null', 'null');

--
-- Name: inspection announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.inspection REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: inspection_record announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.inspection_record REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', '(select i.enterprise from public.inspection i where i.id = r.inspection)', '(select i.grid from public.inspection i where i.id = r.inspection)', '(select i.department from public.inspection i where i.id = r.inspection)');

--
-- Name: inspection_target announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.inspection_target REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: insurance announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.insurance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: licence announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.licence REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: penalty announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.penalty REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: place announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.place REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('places', 'null', 'null', 'null');

--
-- Name: population_point announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.population_point REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('population', 'null', 'null', 'null');

--
-- Name: proposal announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.proposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('proposals', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: reminder announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.reminder REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reminders', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: reminder_reading announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.reminder_reading REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reminders', '(select o.enterprise from public.reminder o where o.id = r.reminder)', '(select o.grid from public.reminder o where o.id = r.reminder)', '(select o.department from public.reminder o where o.id = r.reminder)');

--
-- Name: report announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.report REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reports', 'null', 'null', 'null');

--
-- Name: risk_point announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.risk_point REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('risk-points', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: safety_fund announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.safety_fund REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: scene announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.scene REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('scenes', 'null', 'null', 'null');

--
-- Name: special_equipment announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.special_equipment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: tenant announce_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_delete AFTER DELETE ON public.tenant REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('places', 'null', 'null', 'null');

--
-- Name: accident announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.accident REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: basemap announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.basemap REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('basemap', 'null', 'null', 'null');

--
-- Name: certificate announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.certificate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: checklist announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.checklist REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'null', 'null', 'null');

--
-- Name: department announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.department REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('departments', 'null', 'null', 'null');

--
-- Name: district announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.district REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('district', 'null', 'null', 'null');

--
-- Name: document announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.document REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: emergency_plan announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.emergency_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: enterprise announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.enterprise REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.id', 'r.grid', 'r.lead_department');

--
-- Name: enterprise_alias announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.enterprise_alias REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: enterprise_change announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.enterprise_change REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('proposals', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: enterprise_person announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.enterprise_person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: file_declaration announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.file_declaration REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: grid announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.grid REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('grids', 'null', 'null', 'null');

--
-- Name: hazard announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazards', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: hazard_source announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.hazard_source REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazard-sources', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: hazard_source_substance announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.hazard_source_substance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazard-sources', 'null', 'null', 'null');

--
-- Name: inspection announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.inspection REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: inspection_record announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.inspection_record REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', '(select i.enterprise from public.inspection i where i.id = r.inspection)', '(select i.grid from public.inspection i where i.id = r.inspection)', '(select i.department from public.inspection i where i.id = r.inspection)');

--
-- Name: inspection_target announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.inspection_target REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: insurance announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.insurance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: licence announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.licence REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: penalty announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.penalty REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: place announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.place REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('places', 'null', 'null', 'null');

--
-- Name: population_point announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.population_point REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('population', 'null', 'null', 'null');

--
-- Name: proposal announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('proposals', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: reminder announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.reminder REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reminders', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: reminder_reading announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.reminder_reading REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reminders', '(select o.enterprise from public.reminder o where o.id = r.reminder)', '(select o.grid from public.reminder o where o.id = r.reminder)', '(select o.department from public.reminder o where o.id = r.reminder)');

--
-- Name: report announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.report REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reports', 'null', 'null', 'null');

--
-- Name: risk_point announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.risk_point REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('risk-points', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: safety_fund announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.safety_fund REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: scene announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.scene REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('scenes', 'null', 'null', 'null');

--
-- Name: special_equipment announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.special_equipment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: tenant announce_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_insert AFTER INSERT ON public.tenant REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('places', 'null', 'null', 'null');

--
-- Name: accident announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.accident REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: basemap announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.basemap REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('basemap', 'null', 'null', 'null');

--
-- Name: certificate announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.certificate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: checklist announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.checklist REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'null', 'null', 'null');

--
-- Name: department announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.department REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('departments', 'null', 'null', 'null');

--
-- Name: district announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.district REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('district', 'null', 'null', 'null');

--
-- Name: document announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.document REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: emergency_plan announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.emergency_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: enterprise announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.id', 'r.grid', 'r.lead_department');

--
-- Name: enterprise_alias announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.enterprise_alias REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: enterprise_change announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.enterprise_change REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('proposals', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: enterprise_person announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.enterprise_person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: file_declaration announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.file_declaration REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: grid announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.grid REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('grids', 'null', 'null', 'null');

--
-- Name: hazard announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazards', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: hazard_source announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.hazard_source REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazard-sources', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: hazard_source_substance announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.hazard_source_substance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('hazard-sources', 'null', 'null', 'null');

--
-- Name: inspection announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.inspection REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: inspection_record announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.inspection_record REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', '(select i.enterprise from public.inspection i where i.id = r.inspection)', '(select i.grid from public.inspection i where i.id = r.inspection)', '(select i.department from public.inspection i where i.id = r.inspection)');

--
-- Name: inspection_target announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.inspection_target REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('inspections', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: insurance announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.insurance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: licence announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.licence REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: penalty announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.penalty REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: place announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.place REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('places', 'null', 'null', 'null');

--
-- Name: population_point announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.population_point REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('population', 'null', 'null', 'null');

--
-- Name: proposal announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.proposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('proposals', 'r.enterprise', '(select e.grid from public.enterprise e where e.id = r.enterprise)', '(select e.lead_department from public.enterprise e where e.id = r.enterprise)');

--
-- Name: reminder announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.reminder REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reminders', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: reminder_reading announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.reminder_reading REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reminders', '(select o.enterprise from public.reminder o where o.id = r.reminder)', '(select o.grid from public.reminder o where o.id = r.reminder)', '(select o.department from public.reminder o where o.id = r.reminder)');

--
-- Name: report announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.report REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('reports', 'null', 'null', 'null');

--
-- Name: risk_point announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.risk_point REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('risk-points', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: safety_fund announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.safety_fund REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: scene announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.scene REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('scenes', 'null', 'null', 'null');

--
-- Name: special_equipment announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.special_equipment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('enterprises', 'r.enterprise', 'r.grid', 'r.department');

--
-- Name: tenant announce_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER announce_update AFTER UPDATE ON public.tenant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.announce_statement('places', 'null', 'null', 'null');

--
-- Name: accident audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.accident REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,grade}', '{}', 'insert');

--
-- Name: account audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: account_link audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.account_link REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{token_hash}', 'insert');

--
-- Name: api_token audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.api_token REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at}', '{token_hash}', 'insert');

--
-- Name: basemap audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.basemap REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: certificate audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.certificate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: checklist audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.checklist REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: checklist_item audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.checklist_item REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: demo_identity audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.demo_identity REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('key', '{}', '{}', 'insert');

--
-- Name: department audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.department REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: district audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.district REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: document audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.document REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: emergency_plan audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.emergency_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: enterprise audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.enterprise REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{cell,visited_at,class,geom_3857,footprint_3857,urgency}', '{safety_manager_phone}', 'insert');

--
-- Name: enterprise_alias audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.enterprise_alias REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('enterprise', '{}', '{}', 'insert');

--
-- Name: enterprise_change audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.enterprise_change REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: enterprise_person audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.enterprise_person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{phone}', 'insert');

--
-- Name: expert_assignment audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.expert_assignment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: file_declaration audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.file_declaration REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: former_password audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.former_password REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: grid audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.grid REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: hazard audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,class,risk,industry,cell,repeat_of,past_dues,due_since}', '{}', 'insert');

--
-- Name: hazard_source audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.hazard_source REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{class,risk,industry,cell,geom_3857,level}', '{geom,r,sum_ratio,sum_weighted}', 'insert');

--
-- Name: hazard_source_substance audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.hazard_source_substance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{quantity}', 'insert');

--
-- Name: history audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.history REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{before,after}', '{}', 'insert');

--
-- Name: import audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.import REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'import');

--
-- Name: import_mapping audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.import_mapping REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('name', '{}', '{}', 'insert');

--
-- Name: inspection audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.inspection REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_answer audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.inspection_answer REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('inspection', '{}', '{}', 'insert');

--
-- Name: inspection_plan audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.inspection_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_record audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.inspection_record REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{image,signed_content}', '{}', 'insert');

--
-- Name: inspection_target audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.inspection_target REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: insurance audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.insurance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: licence audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.licence REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: password audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.password REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: penalty audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.penalty REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: place audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.place REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857,reachable,safety_reachable}', '{phone,safety_manager_phone,emergency_phone}', 'insert');

--
-- Name: population_point audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.population_point REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,geom_3857}', '{}', 'insert');

--
-- Name: post audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.post REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: proposal audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.proposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.reminder REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: reminder_letter audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.reminder_letter REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder_reading audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.reminder_reading REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: reminder_webhook audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.reminder_webhook REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: report audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.report REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{due_on}', '{}', 'insert');

--
-- Name: resource audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.resource REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: risk_point audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.risk_point REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: safety_fund audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.safety_fund REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: scene audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.scene REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: second_factor audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.second_factor REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{last_step}', '{secret,recovery}', 'insert');

--
-- Name: session audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{seen_at}', '{token_hash}', 'insert');

--
-- Name: setup_token audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.setup_token REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('only_row', '{}', '{token_hash}', 'insert');

--
-- Name: sign_in_guard audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.sign_in_guard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('name', '{}', '{}', 'insert');

--
-- Name: single_sign_on audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.single_sign_on REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{}', 'insert');

--
-- Name: special_equipment audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.special_equipment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: tenant audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.tenant REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: wall_token audit_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.wall_token REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at,used_from}', '{token_hash}', 'insert');

--
-- Name: accident audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.accident REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,grade}', '{}', 'insert');

--
-- Name: account audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: account_link audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.account_link REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{token_hash}', 'insert');

--
-- Name: api_token audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.api_token REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at}', '{token_hash}', 'insert');

--
-- Name: basemap audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.basemap REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: certificate audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.certificate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: checklist audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.checklist REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: checklist_item audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.checklist_item REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: demo_identity audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.demo_identity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('key', '{}', '{}', 'insert');

--
-- Name: department audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.department REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: district audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.district REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: document audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.document REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: emergency_plan audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.emergency_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: enterprise audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.enterprise REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{cell,visited_at,class,geom_3857,footprint_3857,urgency}', '{safety_manager_phone}', 'insert');

--
-- Name: enterprise_alias audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.enterprise_alias REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('enterprise', '{}', '{}', 'insert');

--
-- Name: enterprise_change audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.enterprise_change REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: enterprise_person audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.enterprise_person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{phone}', 'insert');

--
-- Name: expert_assignment audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.expert_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: file_declaration audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.file_declaration REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: former_password audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.former_password REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: grid audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.grid REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: hazard audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,class,risk,industry,cell,repeat_of,past_dues,due_since}', '{}', 'insert');

--
-- Name: hazard_source audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.hazard_source REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{class,risk,industry,cell,geom_3857,level}', '{geom,r,sum_ratio,sum_weighted}', 'insert');

--
-- Name: hazard_source_substance audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.hazard_source_substance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{quantity}', 'insert');

--
-- Name: import audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.import REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'import');

--
-- Name: import_mapping audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.import_mapping REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('name', '{}', '{}', 'insert');

--
-- Name: inspection audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.inspection REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_answer audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.inspection_answer REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('inspection', '{}', '{}', 'insert');

--
-- Name: inspection_plan audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.inspection_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_record audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.inspection_record REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{image,signed_content}', '{}', 'insert');

--
-- Name: inspection_target audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.inspection_target REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: insurance audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.insurance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: licence audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.licence REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: password audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.password REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: penalty audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.penalty REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: place audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.place REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857,reachable,safety_reachable}', '{phone,safety_manager_phone,emergency_phone}', 'insert');

--
-- Name: population_point audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.population_point REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,geom_3857}', '{}', 'insert');

--
-- Name: post audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.post REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: proposal audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.reminder REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: reminder_letter audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.reminder_letter REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder_reading audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.reminder_reading REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: reminder_webhook audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.reminder_webhook REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: report audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.report REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{due_on}', '{}', 'insert');

--
-- Name: resource audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.resource REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: risk_point audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.risk_point REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: safety_fund audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.safety_fund REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: scene audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.scene REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: second_factor audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.second_factor REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{last_step}', '{secret,recovery}', 'insert');

--
-- Name: session audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.session REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{seen_at}', '{token_hash}', 'insert');

--
-- Name: setup_token audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.setup_token REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('only_row', '{}', '{token_hash}', 'insert');

--
-- Name: single_sign_on audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.single_sign_on REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{}', 'insert');

--
-- Name: special_equipment audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.special_equipment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: tenant audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.tenant REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: wall_token audit_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.wall_token REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at,used_from}', '{token_hash}', 'insert');

--
-- Name: accident audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.accident FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,grade}', '{}', 'insert');

--
-- Name: account audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.account FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: account_link audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.account_link FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{token_hash}', 'insert');

--
-- Name: api_token audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.api_token FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at}', '{token_hash}', 'insert');

--
-- Name: basemap audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.basemap FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: certificate audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.certificate FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: checklist audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.checklist FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: checklist_item audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.checklist_item FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: demo_identity audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.demo_identity FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('key', '{}', '{}', 'insert');

--
-- Name: department audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.department FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: district audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.district FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: document audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: emergency_plan audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.emergency_plan FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: enterprise audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.enterprise FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{cell,visited_at,class,geom_3857,footprint_3857,urgency}', '{safety_manager_phone}', 'insert');

--
-- Name: enterprise_alias audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.enterprise_alias FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('enterprise', '{}', '{}', 'insert');

--
-- Name: enterprise_change audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.enterprise_change FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: enterprise_person audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.enterprise_person FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{phone}', 'insert');

--
-- Name: expert_assignment audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.expert_assignment FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: file_declaration audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.file_declaration FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: former_password audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.former_password FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: grid audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.grid FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: hazard audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hazard FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,class,risk,industry,cell,repeat_of,past_dues,due_since}', '{}', 'insert');

--
-- Name: hazard_source audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hazard_source FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{class,risk,industry,cell,geom_3857,level}', '{geom,r,sum_ratio,sum_weighted}', 'insert');

--
-- Name: hazard_source_substance audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hazard_source_substance FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{quantity}', 'insert');

--
-- Name: history audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{before,after}', '{}', 'insert');

--
-- Name: import audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.import FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'import');

--
-- Name: import_mapping audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.import_mapping FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('name', '{}', '{}', 'insert');

--
-- Name: inspection audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.inspection FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_answer audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.inspection_answer FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('inspection', '{}', '{}', 'insert');

--
-- Name: inspection_plan audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.inspection_plan FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_record audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.inspection_record FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{image,signed_content}', '{}', 'insert');

--
-- Name: inspection_target audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.inspection_target FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: insurance audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.insurance FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: licence audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.licence FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: password audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.password FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: penalty audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.penalty FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: place audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.place FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857,reachable,safety_reachable}', '{phone,safety_manager_phone,emergency_phone}', 'insert');

--
-- Name: population_point audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.population_point FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,geom_3857}', '{}', 'insert');

--
-- Name: post audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.post FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: proposal audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.proposal FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reminder FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: reminder_letter audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reminder_letter FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder_reading audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reminder_reading FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: reminder_webhook audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reminder_webhook FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: report audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.report FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{due_on}', '{}', 'insert');

--
-- Name: resource audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.resource FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: risk_point audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.risk_point FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: safety_fund audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.safety_fund FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: scene audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.scene FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: second_factor audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.second_factor FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{last_step}', '{secret,recovery}', 'insert');

--
-- Name: session audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.session FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{seen_at}', '{token_hash}', 'insert');

--
-- Name: setup_token audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.setup_token FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('only_row', '{}', '{token_hash}', 'insert');

--
-- Name: sign_in_guard audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.sign_in_guard FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('name', '{}', '{}', 'insert');

--
-- Name: single_sign_on audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.single_sign_on FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{}', 'insert');

--
-- Name: special_equipment audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.special_equipment FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: tenant audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.tenant FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: wall_token audit_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.wall_token FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at,used_from}', '{token_hash}', 'insert');

--
-- Name: accident audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.accident REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,grade}', '{}', 'insert');

--
-- Name: account audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: account_link audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.account_link REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{token_hash}', 'insert');

--
-- Name: api_token audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.api_token REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at}', '{token_hash}', 'insert');

--
-- Name: basemap audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.basemap REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: certificate audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.certificate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: checklist audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.checklist REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: checklist_item audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.checklist_item REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: demo_identity audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.demo_identity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('key', '{}', '{}', 'insert');

--
-- Name: department audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.department REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: district audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.district REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: document audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.document REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: emergency_plan audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.emergency_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: enterprise audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{cell,visited_at,class,geom_3857,footprint_3857,urgency}', '{safety_manager_phone}', 'insert');

--
-- Name: enterprise_alias audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.enterprise_alias REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('enterprise', '{}', '{}', 'insert');

--
-- Name: enterprise_change audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.enterprise_change REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: enterprise_person audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.enterprise_person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{phone}', 'insert');

--
-- Name: expert_assignment audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.expert_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: file_declaration audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.file_declaration REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: former_password audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.former_password REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: grid audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.grid REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857}', '{}', 'insert');

--
-- Name: hazard audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department,class,risk,industry,cell,repeat_of,past_dues,due_since}', '{}', 'insert');

--
-- Name: hazard_source audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.hazard_source REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{class,risk,industry,cell,geom_3857,level}', '{geom,r,sum_ratio,sum_weighted}', 'insert');

--
-- Name: hazard_source_substance audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.hazard_source_substance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{quantity}', 'insert');

--
-- Name: history audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.history REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{before,after}', '{}', 'insert');

--
-- Name: import audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.import REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'import');

--
-- Name: import_mapping audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.import_mapping REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('name', '{}', '{}', 'insert');

--
-- Name: inspection audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.inspection REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_answer audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.inspection_answer REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('inspection', '{}', '{}', 'insert');

--
-- Name: inspection_plan audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.inspection_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: inspection_record audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.inspection_record REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{image,signed_content}', '{}', 'insert');

--
-- Name: inspection_target audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.inspection_target REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: insurance audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.insurance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: licence audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.licence REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: password audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.password REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{hash}', 'insert');

--
-- Name: penalty audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.penalty REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: place audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.place REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{geom_3857,reachable,safety_reachable}', '{phone,safety_manager_phone,emergency_phone}', 'insert');

--
-- Name: population_point audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.population_point REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,geom_3857}', '{}', 'insert');

--
-- Name: post audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.post REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: proposal audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.proposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.reminder REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: reminder_letter audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.reminder_letter REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: reminder_reading audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.reminder_reading REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: reminder_webhook audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.reminder_webhook REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('reminder', '{}', '{}', 'insert');

--
-- Name: report audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.report REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{due_on}', '{}', 'insert');

--
-- Name: resource audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.resource REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: risk_point audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.risk_point REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: safety_fund audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.safety_fund REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: scene audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.scene REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{}', 'insert');

--
-- Name: second_factor audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.second_factor REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{last_step}', '{secret,recovery}', 'insert');

--
-- Name: session audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.session REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{seen_at}', '{token_hash}', 'insert');

--
-- Name: setup_token audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.setup_token REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('only_row', '{}', '{token_hash}', 'insert');

--
-- Name: single_sign_on audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.single_sign_on REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('account', '{}', '{}', 'insert');

--
-- Name: special_equipment audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.special_equipment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{grid,department}', '{}', 'insert');

--
-- Name: tenant audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.tenant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{}', '{phone}', 'insert');

--
-- Name: wall_token audit_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.wall_token REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_changes('id', '{used_at,used_from}', '{token_hash}', 'insert');

--
-- Name: inspection_record b_answer; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER b_answer BEFORE INSERT ON public.inspection_record FOR EACH ROW WHEN ((new.answers IS NOT NULL)) EXECUTE FUNCTION app.take_answer();

--
-- Name: inspection b_checklist; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER b_checklist BEFORE UPDATE ON public.inspection FOR EACH ROW WHEN ((old.checklist IS DISTINCT FROM new.checklist)) EXECUTE FUNCTION app.keep_checklist();

--
-- Name: inspection b_finish; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER b_finish BEFORE UPDATE ON public.inspection FOR EACH ROW WHEN (((old.state = 'open'::text) AND (new.state = 'finished'::text))) EXECUTE FUNCTION app.finish_inspection();

--
-- Name: hazard b_item_once; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER b_item_once BEFORE INSERT ON public.hazard FOR EACH ROW WHEN (((CURRENT_USER = 'anjian_actor'::name) AND (new.inspection IS NOT NULL) AND (new.checklist_item IS NOT NULL))) EXECUTE FUNCTION app.take_item_once();

--
-- Name: hazard_event b_take; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER b_take BEFORE INSERT ON public.hazard_event FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.take_hazard_event();

--
-- Name: hazard begin_log; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER begin_log AFTER INSERT ON public.hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.begin_hazard_log();

--
-- Name: accident check_accident; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_accident BEFORE INSERT OR UPDATE OF happened_on ON public.accident FOR EACH ROW EXECUTE FUNCTION app.check_accident();

--
-- Name: expert_assignment check_expert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_expert BEFORE INSERT ON public.expert_assignment FOR EACH ROW EXECUTE FUNCTION app.check_expert();

--
-- Name: place check_place_kind; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_place_kind BEFORE UPDATE OF kind ON public.place FOR EACH ROW WHEN ((new.kind = 'block'::text)) EXECUTE FUNCTION app.check_place_kind();

--
-- Name: post check_post; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_post BEFORE INSERT OR UPDATE ON public.post FOR EACH ROW EXECUTE FUNCTION app.check_post();

--
-- Name: post check_standing_in; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_standing_in BEFORE INSERT ON public.post FOR EACH ROW WHEN ((new.stands_for IS NOT NULL)) EXECUTE FUNCTION app.check_standing_in();

--
-- Name: tenant check_tenant; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_tenant BEFORE INSERT OR UPDATE ON public.tenant FOR EACH ROW EXECUTE FUNCTION app.check_tenant();

--
-- Name: wall_token check_wall_scenes; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER check_wall_scenes BEFORE INSERT ON public.wall_token FOR EACH ROW EXECUTE FUNCTION app.check_wall_scenes();

--
-- Name: enterprise classify_imported; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER classify_imported BEFORE INSERT ON public.enterprise FOR EACH ROW WHEN (((new.source = 'import'::text) AND (new.class_computed IS NULL) AND (new.risk IS NULL) AND (new.vetoed_at IS NULL))) EXECUTE FUNCTION app.classify_imported();

--
-- Name: risk_point colour_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER colour_delete AFTER DELETE ON public.risk_point REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.colour_enterprise();

--
-- Name: risk_point colour_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER colour_insert AFTER INSERT ON public.risk_point REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.colour_enterprise();

--
-- Name: risk_point colour_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER colour_update AFTER UPDATE ON public.risk_point REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.colour_enterprise();

--
-- Name: hazard copy_keys; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_keys BEFORE INSERT OR UPDATE OF enterprise ON public.hazard FOR EACH ROW EXECUTE FUNCTION app.copy_keys();

--
-- Name: hazard_source copy_keys; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_keys BEFORE INSERT OR UPDATE OF enterprise ON public.hazard_source FOR EACH ROW EXECUTE FUNCTION app.copy_keys();

--
-- Name: accident copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.accident FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: certificate copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.certificate FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: document copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.document FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: emergency_plan copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.emergency_plan FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: enterprise_person copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.enterprise_person FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: file_declaration copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.file_declaration FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: inspection copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.inspection FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: inspection_target copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT ON public.inspection_target FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: insurance copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.insurance FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: licence copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.licence FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: penalty copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.penalty FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: reminder copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT ON public.reminder FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: risk_point copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.risk_point FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: safety_fund copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.safety_fund FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: special_equipment copy_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enterprise ON public.special_equipment FOR EACH ROW EXECUTE FUNCTION app.copy_scope();

--
-- Name: hazard_source count_around; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER count_around BEFORE INSERT ON public.hazard_source FOR EACH ROW WHEN ((new.alpha IS NULL)) EXECUTE FUNCTION app.count_for_source();

--
-- Name: hazard count_findings_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER count_findings_delete AFTER DELETE ON public.hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.count_findings();

--
-- Name: hazard count_findings_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER count_findings_insert AFTER INSERT ON public.hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.count_findings();

--
-- Name: hazard count_findings_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER count_findings_update AFTER UPDATE ON public.hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.count_findings();

--
-- Name: place draw_boundary; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER draw_boundary BEFORE UPDATE OF geom ON public.place FOR EACH ROW WHEN (((new.source = 'person'::text) AND (old.geom IS DISTINCT FROM new.geom))) EXECUTE FUNCTION app.draw_boundary();

--
-- Name: scene drop_wall_scene; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER drop_wall_scene AFTER DELETE ON public.scene FOR EACH ROW EXECUTE FUNCTION app.drop_wall_scene();

--
-- Name: hazard empty_log; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER empty_log AFTER TRUNCATE ON public.hazard FOR EACH STATEMENT EXECUTE FUNCTION app.empty_hazard_log();

--
-- Name: post end_standing_in; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER end_standing_in AFTER UPDATE OF until_at ON public.post FOR EACH ROW WHEN ((new.until_at IS NOT NULL)) EXECUTE FUNCTION app.end_standing_in();

--
-- Name: enterprise end_tenancy; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER end_tenancy AFTER UPDATE OF place ON public.enterprise FOR EACH ROW WHEN ((old.place IS DISTINCT FROM new.place)) EXECUTE FUNCTION app.end_tenancy();

--
-- Name: hazard_event evidence; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER evidence AFTER INSERT ON public.hazard_event FOR EACH ROW WHEN ((cardinality(new.documents) > 0)) EXECUTE FUNCTION app.check_hazard_evidence();

--
-- Name: hazard_event evidence_of_act; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER evidence_of_act AFTER INSERT ON public.hazard_event FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.check_act_evidence();

--
-- Name: resource find_owner; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER find_owner BEFORE INSERT OR UPDATE OF owner ON public.resource FOR EACH ROW EXECUTE FUNCTION app.find_resource_owner();

--
-- Name: hazard_event follow; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER follow AFTER INSERT ON public.hazard_event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_hazard_log();

--
-- Name: hazard_source_substance guard_source; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER guard_source AFTER INSERT OR DELETE OR UPDATE ON public.hazard_source_substance FOR EACH ROW EXECUTE FUNCTION app.guard_source();

--
-- Name: accident history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, happened_on, deaths, serious_injuries, direct_loss, description ON public.accident FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: account history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.account FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: certificate history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, kind, holder, subject, number, issued_on, expires_on ON public.certificate FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: department history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.department FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: district history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.district FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: document history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard, inspection, checklist_item, original_of, taken_at, taken_point, taken_accuracy ON public.document FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: emergency_plan history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, kind, name, filed_on, drilled_on ON public.emergency_plan FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: enterprise history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF scheme, identifier, name, initials, industry, status, address, legal_person, safety_manager, safety_manager_phone, staff, crowded, high_risk, vetoed_at, standardization, standardization_until, class_computed, class_rule, class_reasons, class_override, class_override_reason, risk, geom, source_datum, source, footprint, place, grid, lead_department, opened_at ON public.enterprise FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: enterprise_person history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, office, name, phone, appointed_on ON public.enterprise_person FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: expert_assignment history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.expert_assignment FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: file_declaration history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, section, reason ON public.file_declaration FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: grid history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.grid FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: hazard history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF request, enterprise, source, major, state, description, found_at, due_at, closed_at ON public.hazard FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: hazard_source history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, grid, department, name, unit_kind, geom, alpha_people, alpha, provisional, sum_ratio, sum_weighted, r, principal, technician, operator, assessed_at ON public.hazard_source FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: hazard_source_substance history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.hazard_source_substance FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: inspection history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.inspection FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: insurance history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, insurer, policy, from_on, until_on ON public.insurance FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: licence history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, kind, number, issuer, issued_on, expires_on ON public.licence FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: penalty history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, decided_on, authority, document, reason, amount ON public.penalty FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: place history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.place FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: post history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.post FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: resource history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.resource FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: risk_point history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.risk_point FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: safety_fund history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, year, due, spent ON public.safety_fund FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: scene history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.scene FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: special_equipment history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE OF enterprise, kind, name, registration, inspection_due_on ON public.special_equipment FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: tenant history; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER history AFTER DELETE OR UPDATE ON public.tenant FOR EACH ROW EXECUTE FUNCTION app.keep_history();

--
-- Name: audit keep; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION app.keep_audit();

--
-- Name: audit_root keep; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON public.audit_root FOR EACH ROW EXECUTE FUNCTION app.keep_audit();

--
-- Name: audit_seal keep; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON public.audit_seal FOR EACH ROW EXECUTE FUNCTION app.keep_audit();

--
-- Name: audit keep_all; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_all BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION app.keep_audit();

--
-- Name: audit_root keep_all; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_all BEFORE TRUNCATE ON public.audit_root FOR EACH STATEMENT EXECUTE FUNCTION app.keep_audit();

--
-- Name: audit_seal keep_all; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_all BEFORE TRUNCATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION app.keep_audit();

--
-- Name: proposal keep_decision; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_decision BEFORE UPDATE ON public.proposal FOR EACH ROW EXECUTE FUNCTION app.keep_decision();

--
-- Name: report_figure keep_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_delete AFTER DELETE ON public.report_figure REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: report_hazard keep_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_delete AFTER DELETE ON public.report_hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: document keep_evidence; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_evidence BEFORE DELETE ON public.document FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['anjian_actor'::name, 'anjian_steward'::name]))) EXECUTE FUNCTION app.keep_evidence();

--
-- Name: report_figure keep_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_insert AFTER INSERT ON public.report_figure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: report_hazard keep_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_insert AFTER INSERT ON public.report_hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: hazard keep_repeats_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_repeats_delete AFTER DELETE ON public.hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_repeats();

--
-- Name: hazard keep_repeats_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_repeats_insert AFTER INSERT ON public.hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_repeats();

--
-- Name: hazard keep_repeats_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_repeats_update AFTER UPDATE ON public.hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_repeats();

--
-- Name: report keep_report; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_report BEFORE INSERT OR DELETE OR UPDATE ON public.report FOR EACH ROW EXECUTE FUNCTION app.keep_report();

--
-- Name: enterprise keep_standing; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_standing AFTER UPDATE ON public.enterprise FOR EACH ROW WHEN (((old.class IS DISTINCT FROM new.class) OR (old.status IS DISTINCT FROM new.status))) EXECUTE FUNCTION app.keep_standing();

--
-- Name: report keep_superseded; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE CONSTRAINT TRIGGER keep_superseded AFTER UPDATE ON public.report DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'superseded'::text)) EXECUTE FUNCTION app.keep_superseded();

--
-- Name: report keep_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_truncate BEFORE TRUNCATE ON public.report FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: report_figure keep_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_truncate BEFORE TRUNCATE ON public.report_figure FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: report_hazard keep_truncate; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_truncate BEFORE TRUNCATE ON public.report_hazard FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: report_figure keep_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_update AFTER UPDATE ON public.report_figure REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: report_hazard keep_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_update AFTER UPDATE ON public.report_hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_report_content();

--
-- Name: session keep_use; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_use AFTER DELETE ON public.session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_use();

--
-- Name: inspection keep_visits_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_visits_delete AFTER DELETE ON public.inspection REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_visits();

--
-- Name: inspection keep_visits_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_visits_insert AFTER INSERT ON public.inspection REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_visits();

--
-- Name: inspection keep_visits_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER keep_visits_update AFTER UPDATE ON public.inspection REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_visits();

--
-- Name: tenant mend_stay; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER mend_stay BEFORE UPDATE OF place, name, since, until ON public.tenant FOR EACH ROW WHEN ((old.clashes AND ((((new.place IS DISTINCT FROM old.place) OR (new.name IS DISTINCT FROM old.name)) OR (new.since IS DISTINCT FROM old.since)) OR (new.until IS DISTINCT FROM old.until)))) EXECUTE FUNCTION app.mend_stay();

--
-- Name: enterprise move_documents; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER move_documents AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.move_documents();

--
-- Name: enterprise move_entries; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER move_entries AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.move_entries();

--
-- Name: enterprise move_reminders; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER move_reminders AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.move_reminders();

--
-- Name: enterprise move_scope; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER move_scope AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.move_scope();

--
-- Name: enterprise move_targets; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER move_targets AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.move_targets();

--
-- Name: account_link only_link; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER only_link BEFORE INSERT ON public.account_link FOR EACH ROW EXECUTE FUNCTION app.only_link();

--
-- Name: enterprise place_enterprise; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER place_enterprise BEFORE INSERT ON public.enterprise FOR EACH ROW WHEN (((CURRENT_USER <> 'anjian_owner'::name) OR (current_setting('app.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION app.place_enterprise();

--
-- Name: place place_in_grid; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER place_in_grid BEFORE INSERT OR UPDATE OF geom ON public.place FOR EACH ROW EXECUTE FUNCTION app.place_in_grid();

--
-- Name: enterprise place_moved_enterprise; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER place_moved_enterprise BEFORE UPDATE OF geom, footprint, industry ON public.enterprise FOR EACH ROW EXECUTE FUNCTION app.place_enterprise();

--
-- Name: enterprise plausible_boundary; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER plausible_boundary BEFORE INSERT ON public.enterprise FOR EACH ROW WHEN ((new.footprint IS NOT NULL)) EXECUTE FUNCTION app.check_boundary();

--
-- Name: enterprise plausible_moved_boundary; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER plausible_moved_boundary BEFORE UPDATE OF footprint ON public.enterprise FOR EACH ROW WHEN (((new.footprint IS NOT NULL) AND (old.footprint IS DISTINCT FROM new.footprint))) EXECUTE FUNCTION app.check_boundary();

--
-- Name: population_point population_in_grid; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER population_in_grid BEFORE INSERT OR UPDATE OF geom ON public.population_point FOR EACH ROW EXECUTE FUNCTION app.place_in_grid();

--
-- Name: document quota; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER quota BEFORE INSERT OR UPDATE OF enterprise, bytes ON public.document FOR EACH ROW EXECUTE FUNCTION app.document_quota();

--
-- Name: enterprise reassess_sources; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reassess_sources AFTER UPDATE OF footprint ON public.enterprise FOR EACH ROW WHEN ((old.footprint IS DISTINCT FROM new.footprint)) EXECUTE FUNCTION app.reassess_sources();

--
-- Name: hazard receive; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER receive BEFORE INSERT ON public.hazard FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.receive_hazard();

--
-- Name: enterprise reclassify_changed; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_changed AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_changed();

--
-- Name: accident reclassify_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_delete AFTER DELETE ON public.accident REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_by_accidents();

--
-- Name: hazard_source reclassify_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_delete AFTER DELETE ON public.hazard_source REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_by_sources();

--
-- Name: accident reclassify_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_insert AFTER INSERT ON public.accident REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_by_accidents();

--
-- Name: hazard_source reclassify_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_insert AFTER INSERT ON public.hazard_source REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_by_sources();

--
-- Name: accident reclassify_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_update AFTER UPDATE ON public.accident REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_by_accidents();

--
-- Name: hazard_source reclassify_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER reclassify_update AFTER UPDATE ON public.hazard_source REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.reclassify_by_sources();

--
-- Name: hazard record_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER record_delete AFTER DELETE ON public.hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_hazard();

--
-- Name: hazard record_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER record_update AFTER UPDATE ON public.hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_hazard();

--
-- Name: population_point recount_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER recount_delete AFTER DELETE ON public.population_point REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.recount_near();

--
-- Name: population_point recount_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER recount_insert AFTER INSERT ON public.population_point REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.recount_near();

--
-- Name: population_point recount_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER recount_update AFTER UPDATE ON public.population_point REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.recount_near();

--
-- Name: district refit; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER refit AFTER INSERT OR UPDATE OF geom ON public.district FOR EACH STATEMENT EXECUTE FUNCTION app.refit();

--
-- Name: import_resemblance renew_outlook; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER renew_outlook AFTER UPDATE OF decided ON public.import_resemblance FOR EACH ROW WHEN ((old.decided IS DISTINCT FROM new.decided)) EXECUTE FUNCTION app.renew_outlook();

--
-- Name: enterprise roll_up_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER roll_up_delete AFTER DELETE ON public.enterprise REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.roll_up('enterprises');

--
-- Name: hazard roll_up_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER roll_up_delete AFTER DELETE ON public.hazard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.roll_up('hazards');

--
-- Name: enterprise roll_up_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER roll_up_insert AFTER INSERT ON public.enterprise REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT WHEN (((CURRENT_USER <> 'anjian_owner'::name) OR (current_setting('app.summed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION app.roll_up('enterprises');

--
-- Name: hazard roll_up_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER roll_up_insert AFTER INSERT ON public.hazard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.roll_up('hazards');

--
-- Name: enterprise roll_up_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER roll_up_update AFTER UPDATE ON public.enterprise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.roll_up('enterprises');

--
-- Name: hazard roll_up_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER roll_up_update AFTER UPDATE ON public.hazard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.roll_up('hazards');

--
-- Name: accident stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, happened_on, deaths, serious_injuries, direct_loss, description ON public.accident FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: account stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.account FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: certificate stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, kind, holder, subject, number, issued_on, expires_on ON public.certificate FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: department stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.department FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: district stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.district FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: document stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard, inspection, checklist_item, original_of, taken_at, taken_point, taken_accuracy ON public.document FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: emergency_plan stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, kind, name, filed_on, drilled_on ON public.emergency_plan FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: enterprise stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF scheme, identifier, name, initials, industry, status, address, legal_person, safety_manager, safety_manager_phone, staff, crowded, high_risk, vetoed_at, standardization, standardization_until, class_computed, class_rule, class_reasons, class_override, class_override_reason, risk, geom, source_datum, source, footprint, place, grid, lead_department, opened_at ON public.enterprise FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: enterprise_person stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, office, name, phone, appointed_on ON public.enterprise_person FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: expert_assignment stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON public.expert_assignment FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: file_declaration stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, section, reason ON public.file_declaration FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: grid stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.grid FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: hazard stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF request, enterprise, source, major, state, description, found_at, due_at, closed_at ON public.hazard FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: hazard_source stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, grid, department, name, unit_kind, geom, alpha_people, alpha, provisional, sum_ratio, sum_weighted, r, principal, technician, operator, assessed_at ON public.hazard_source FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: hazard_source_substance stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.hazard_source_substance FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: inspection stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.inspection FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: insurance stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, insurer, policy, from_on, until_on ON public.insurance FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: licence stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, kind, number, issuer, issued_on, expires_on ON public.licence FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: penalty stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, decided_on, authority, document, reason, amount ON public.penalty FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: place stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.place FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: post stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON public.post FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: resource stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.resource FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: risk_point stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.risk_point FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: safety_fund stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, year, due, spent ON public.safety_fund FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: scene stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON public.scene FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: special_equipment stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE OF enterprise, kind, name, registration, inspection_due_on ON public.special_equipment FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: tenant stamp; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stamp BEFORE UPDATE ON public.tenant FOR EACH ROW EXECUTE FUNCTION app.stamp();

--
-- Name: hazard_event stays; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stays BEFORE DELETE OR UPDATE ON public.hazard_event FOR EACH ROW EXECUTE FUNCTION app.keep_hazard_log();

--
-- Name: inspection_record stays; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER stays BEFORE UPDATE ON public.inspection_record FOR EACH ROW EXECUTE FUNCTION app.keep_inspection_records();

--
-- Name: import sum_imported; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER sum_imported AFTER INSERT ON public.import FOR EACH ROW WHEN ((new.capability = 'enterprises'::text)) EXECUTE FUNCTION app.sum_imported();

--
-- Name: document taken; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER taken BEFORE INSERT OR UPDATE OF enterprise, sha256 ON public.document FOR EACH ROW EXECUTE FUNCTION app.refuse_taken_document();

--
-- Name: document taken_ahead; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER taken_ahead BEFORE INSERT ON public.document FOR EACH ROW WHEN ((CURRENT_USER = 'anjian_actor'::name)) EXECUTE FUNCTION app.check_taken_at();

--
-- Name: enterprise_change tell_derived_position; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER tell_derived_position BEFORE INSERT ON public.enterprise_change FOR EACH ROW WHEN ((new.fields ?| '{position,footprint}'::text[])) EXECUTE FUNCTION app.tell_derived_position();

--
-- Name: audit wait; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER wait AFTER INSERT ON public.audit REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION app.audit_wait();

--
-- Name: hazard_source_substance weigh_delete; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER weigh_delete AFTER DELETE ON public.hazard_source_substance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.weigh_touched();

--
-- Name: hazard_source_substance weigh_insert; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER weigh_insert AFTER INSERT ON public.hazard_source_substance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.weigh_touched();

--
-- Name: hazard_source_substance weigh_update; Type: TRIGGER; Schema: public; Owner: anjian_owner
--

CREATE TRIGGER weigh_update AFTER UPDATE ON public.hazard_source_substance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.weigh_touched();

--
-- Name: accident accident_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.accident
    ADD CONSTRAINT accident_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: account_link account_link_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: account_use account_use_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.account_use
    ADD CONSTRAINT account_use_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: api_token api_token_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: api_token api_token_post_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_post_fkey FOREIGN KEY (post) REFERENCES public.post(id) ON DELETE CASCADE;

--
-- Name: certificate certificate_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: checklist_item checklist_item_checklist_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.checklist_item
    ADD CONSTRAINT checklist_item_checklist_fkey FOREIGN KEY (checklist) REFERENCES public.checklist(id) ON DELETE CASCADE;

--
-- Name: demo_identity demo_identity_department_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.demo_identity
    ADD CONSTRAINT demo_identity_department_fkey FOREIGN KEY (department) REFERENCES public.department(id) ON DELETE CASCADE;

--
-- Name: demo_identity demo_identity_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.demo_identity
    ADD CONSTRAINT demo_identity_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: document document_checklist_item_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_checklist_item_fkey FOREIGN KEY (checklist_item) REFERENCES public.checklist_item(id);

--
-- Name: document document_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: document document_of_hazard; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_of_hazard FOREIGN KEY (hazard, enterprise) REFERENCES public.hazard(id, enterprise) ON DELETE SET NULL (hazard);

--
-- Name: document document_of_inspection; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_of_inspection FOREIGN KEY (inspection, enterprise) REFERENCES public.inspection(id, enterprise) ON DELETE SET NULL (inspection);

--
-- Name: document document_original_of; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_original_of FOREIGN KEY (original_of, enterprise) REFERENCES public.document(id, enterprise) ON DELETE CASCADE;

--
-- Name: emergency_plan emergency_plan_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.emergency_plan
    ADD CONSTRAINT emergency_plan_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: enterprise_alias enterprise_alias_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_alias
    ADD CONSTRAINT enterprise_alias_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: enterprise_alias enterprise_alias_import_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_alias
    ADD CONSTRAINT enterprise_alias_import_fkey FOREIGN KEY (import) REFERENCES public.import(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: enterprise_change enterprise_change_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_change
    ADD CONSTRAINT enterprise_change_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: enterprise_change enterprise_change_proposal_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_change
    ADD CONSTRAINT enterprise_change_proposal_fkey FOREIGN KEY (proposal) REFERENCES public.proposal(id) ON DELETE CASCADE;

--
-- Name: enterprise enterprise_grid_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_grid_fkey FOREIGN KEY (grid) REFERENCES public.grid(id);

--
-- Name: enterprise enterprise_lead_department_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_lead_department_fkey FOREIGN KEY (lead_department) REFERENCES public.department(id);

--
-- Name: enterprise_person enterprise_person_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_person
    ADD CONSTRAINT enterprise_person_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: enterprise enterprise_place_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_place_fkey FOREIGN KEY (place) REFERENCES public.place(id);

--
-- Name: enterprise_standing enterprise_standing_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.enterprise_standing
    ADD CONSTRAINT enterprise_standing_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: expert_assignment expert_assignment_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.expert_assignment
    ADD CONSTRAINT expert_assignment_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: expert_assignment expert_assignment_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.expert_assignment
    ADD CONSTRAINT expert_assignment_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: file_declaration file_declaration_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.file_declaration
    ADD CONSTRAINT file_declaration_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: former_password former_password_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.former_password
    ADD CONSTRAINT former_password_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: grid grid_department_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.grid
    ADD CONSTRAINT grid_department_fkey FOREIGN KEY (department) REFERENCES public.department(id);

--
-- Name: grid grid_parent_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.grid
    ADD CONSTRAINT grid_parent_fkey FOREIGN KEY (parent) REFERENCES public.grid(id);

--
-- Name: hazard hazard_checklist_item_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_checklist_item_fkey FOREIGN KEY (checklist_item) REFERENCES public.checklist_item(id);

--
-- Name: hazard hazard_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: hazard hazard_inspection; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_inspection FOREIGN KEY (inspection, enterprise) REFERENCES public.inspection(id, enterprise) ON DELETE SET NULL (inspection) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: hazard hazard_rebound_of_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_rebound_of_fkey FOREIGN KEY (rebound_of) REFERENCES public.hazard(id) ON DELETE SET NULL;

--
-- Name: hazard_source hazard_source_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_source
    ADD CONSTRAINT hazard_source_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: hazard_source_substance hazard_source_substance_hazard_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.hazard_source_substance
    ADD CONSTRAINT hazard_source_substance_hazard_source_fkey FOREIGN KEY (hazard_source) REFERENCES public.hazard_source(id) ON DELETE CASCADE;

--
-- Name: import_change import_change_import_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_change
    ADD CONSTRAINT import_change_import_fkey FOREIGN KEY (import) REFERENCES public.import(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: import_resemblance import_resemblance_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_resemblance
    ADD CONSTRAINT import_resemblance_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: import_resemblance import_resemblance_stage_row_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_resemblance
    ADD CONSTRAINT import_resemblance_stage_row_fkey FOREIGN KEY (stage, "row") REFERENCES public.import_row(stage, "row") ON DELETE CASCADE;

--
-- Name: import_row import_row_stage_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_row
    ADD CONSTRAINT import_row_stage_fkey FOREIGN KEY (stage) REFERENCES public.import_stage(id) ON DELETE CASCADE;

--
-- Name: import_stage import_stage_import_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.import_stage
    ADD CONSTRAINT import_stage_import_fkey FOREIGN KEY (import) REFERENCES public.import(id);

--
-- Name: inspection_answer inspection_answer_inspection_checklist_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_answer
    ADD CONSTRAINT inspection_answer_inspection_checklist_fkey FOREIGN KEY (inspection, checklist) REFERENCES public.inspection(id, checklist) ON DELETE CASCADE;

--
-- Name: inspection_answer inspection_answer_item_checklist_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_answer
    ADD CONSTRAINT inspection_answer_item_checklist_fkey FOREIGN KEY (item, checklist) REFERENCES public.checklist_item(id, checklist);

--
-- Name: inspection inspection_checklist_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_checklist_fkey FOREIGN KEY (checklist) REFERENCES public.checklist(id);

--
-- Name: inspection inspection_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: inspection_plan inspection_plan_checklist_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_plan
    ADD CONSTRAINT inspection_plan_checklist_fkey FOREIGN KEY (checklist) REFERENCES public.checklist(id);

--
-- Name: inspection_record inspection_record_answers; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_record
    ADD CONSTRAINT inspection_record_answers FOREIGN KEY (answers, inspection) REFERENCES public.inspection_record(id, inspection);

--
-- Name: inspection_record inspection_record_inspection_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_record
    ADD CONSTRAINT inspection_record_inspection_fkey FOREIGN KEY (inspection) REFERENCES public.inspection(id) ON DELETE CASCADE;

--
-- Name: inspection_target inspection_target_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_target
    ADD CONSTRAINT inspection_target_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: inspection_target inspection_target_plan_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.inspection_target
    ADD CONSTRAINT inspection_target_plan_fkey FOREIGN KEY (plan) REFERENCES public.inspection_plan(id) ON DELETE CASCADE;

--
-- Name: insurance insurance_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.insurance
    ADD CONSTRAINT insurance_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: licence licence_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: password password_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: penalty penalty_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.penalty
    ADD CONSTRAINT penalty_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: place place_grid_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_grid_fkey FOREIGN KEY (grid) REFERENCES public.grid(id);

--
-- Name: place place_lead_department_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_lead_department_fkey FOREIGN KEY (lead_department) REFERENCES public.department(id);

--
-- Name: place place_manager_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_manager_enterprise_fkey FOREIGN KEY (manager_enterprise) REFERENCES public.enterprise(id) ON DELETE SET NULL;

--
-- Name: population_point population_point_grid_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.population_point
    ADD CONSTRAINT population_point_grid_fkey FOREIGN KEY (grid) REFERENCES public.grid(id);

--
-- Name: post post_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: post post_department_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_department_fkey FOREIGN KEY (department) REFERENCES public.department(id) ON DELETE CASCADE;

--
-- Name: post post_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: post post_stands_for_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_stands_for_fkey FOREIGN KEY (stands_for) REFERENCES public.post(id) ON DELETE CASCADE;

--
-- Name: proposal proposal_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: reminder reminder_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: reminder reminder_hazard_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_hazard_fkey FOREIGN KEY (hazard) REFERENCES public.hazard(id) ON DELETE CASCADE;

--
-- Name: reminder_letter reminder_letter_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_letter
    ADD CONSTRAINT reminder_letter_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: reminder_reading reminder_reading_reminder_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_reading
    ADD CONSTRAINT reminder_reading_reminder_fkey FOREIGN KEY (reminder) REFERENCES public.reminder(id) ON DELETE CASCADE;

--
-- Name: reminder_webhook reminder_webhook_reminder_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.reminder_webhook
    ADD CONSTRAINT reminder_webhook_reminder_fkey FOREIGN KEY (reminder) REFERENCES public.reminder(id) ON DELETE CASCADE;

--
-- Name: report_figure report_figure_report_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report_figure
    ADD CONSTRAINT report_figure_report_fkey FOREIGN KEY (report) REFERENCES public.report(id) ON DELETE CASCADE;

--
-- Name: report_hazard report_hazard_report_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report_hazard
    ADD CONSTRAINT report_hazard_report_fkey FOREIGN KEY (report) REFERENCES public.report(id) ON DELETE CASCADE;

--
-- Name: report report_previous_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_previous_fkey FOREIGN KEY (previous) REFERENCES public.report(id);

--
-- Name: report report_supersedes_period_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_supersedes_period_fkey FOREIGN KEY (supersedes, period) REFERENCES public.report(id, period);

--
-- Name: report report_year_before_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_year_before_fkey FOREIGN KEY (year_before) REFERENCES public.report(id);

--
-- Name: resource resource_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.resource
    ADD CONSTRAINT resource_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE SET NULL;

--
-- Name: risk_point risk_point_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.risk_point
    ADD CONSTRAINT risk_point_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: safety_fund safety_fund_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.safety_fund
    ADD CONSTRAINT safety_fund_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: second_factor second_factor_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: session session_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: session session_post_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_post_fkey FOREIGN KEY (post) REFERENCES public.post(id) ON DELETE SET NULL;

--
-- Name: sign_on_flow sign_on_flow_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.sign_on_flow
    ADD CONSTRAINT sign_on_flow_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: single_sign_on single_sign_on_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.single_sign_on
    ADD CONSTRAINT single_sign_on_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON DELETE CASCADE;

--
-- Name: special_equipment special_equipment_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.special_equipment
    ADD CONSTRAINT special_equipment_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE CASCADE;

--
-- Name: tenant tenant_enterprise_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT tenant_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise(id) ON DELETE SET NULL;

--
-- Name: tenant tenant_place_fkey; Type: FK CONSTRAINT; Schema: public; Owner: anjian_owner
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT tenant_place_fkey FOREIGN KEY (place) REFERENCES public.place(id) ON DELETE CASCADE;

--
-- Name: accident; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.accident ENABLE ROW LEVEL SECURITY;

--
-- Name: account; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.account ENABLE ROW LEVEL SECURITY;

--
-- Name: account_link; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.account_link ENABLE ROW LEVEL SECURITY;

--
-- Name: account_use; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.account_use ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_event act; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY act ON public.hazard_event FOR INSERT TO anjian_actor WITH CHECK ((EXISTS ( SELECT
   FROM public.hazard h
  WHERE (h.id = hazard_event.hazard))));

--
-- Name: accident added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.accident FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (false AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: certificate added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.certificate FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: checklist added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.checklist FOR INSERT TO anjian_actor WITH CHECK (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)));

--
-- Name: checklist_item added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.checklist_item FOR INSERT TO anjian_actor WITH CHECK (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)));

--
-- Name: document added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.document FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN
    CASE COALESCE(( SELECT app.post() AS post), 'data-steward'::text)
        WHEN 'data-steward'::text THEN true
        ELSE ((( SELECT app.post() AS post) = ANY (ARRAY['leader'::text, 'duty-officer'::text])) AND (section = ANY (ARRAY['hazards'::text, 'inspections'::text])) AND (kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text])))
    END
    WHEN 'department'::text THEN ((department = ( SELECT app.department() AS department)) AND (COALESCE(( SELECT app.post() AS post), 'department-officer'::text) = 'department-officer'::text) AND (section = ANY (ARRAY['hazards'::text, 'inspections'::text])) AND (kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text])))
    WHEN 'grid'::text THEN ((grid = ANY (( SELECT app.grids() AS grids)::integer[])) AND (COALESCE(( SELECT app.post() AS post), 'grid-chief'::text) = ANY (ARRAY['grid-chief'::text, 'grid-worker'::text])) AND (section = ANY (ARRAY['hazards'::text, 'inspections'::text])) AND (kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text])))
    WHEN 'expert'::text THEN ((enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[])) AND (COALESCE(( SELECT app.post() AS post), 'expert'::text) = 'expert'::text) AND (section = ANY (ARRAY['hazards'::text, 'inspections'::text])) AND (kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text])))
    WHEN 'enterprise'::text THEN ((enterprise = ( SELECT app.enterprise() AS enterprise)) AND
    CASE COALESCE(( SELECT app.post() AS post), 'safety-manager'::text)
        WHEN 'safety-manager'::text THEN true
        ELSE ((( SELECT app.post() AS post) = 'worker'::text) AND (section = 'hazards'::text) AND (kind = 'photo'::text) AND (media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text])))
    END)
    ELSE false
END);

--
-- Name: emergency_plan added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.emergency_plan FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: enterprise_person added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.enterprise_person FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: file_declaration added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.file_declaration FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: inspection_plan added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.inspection_plan FOR INSERT TO anjian_actor WITH CHECK (
CASE app.hand_post()
    WHEN 'duty-officer'::text THEN (department IS NULL)
    WHEN 'leader'::text THEN (department IS NULL)
    WHEN 'department-officer'::text THEN ((department = ( SELECT app.department() AS department)) AND (kind = ANY (ARRAY['campaign'::text, 'expert'::text, 'self'::text])))
    ELSE false
END);

--
-- Name: inspection_record added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.inspection_record FOR INSERT TO anjian_actor WITH CHECK (((EXISTS ( SELECT
   FROM public.inspection_record_right r
  WHERE ((r.kind = inspection_record.kind) AND (r.post = app.hand_post())))) AND (EXISTS ( SELECT
   FROM public.inspection i
  WHERE ((i.id = inspection_record.inspection) AND (i.request IS NOT NULL) AND ((inspection_record.kind <> ALL (ARRAY['signature'::text, 'refusal'::text, 'remark'::text])) OR (app.is_own_inspection(i.inspector_account, i.inspector) AND app.may_inspect(i.kind))) AND ((inspection_record.kind <> 'advice'::text) OR (i.kind = 'expert'::text)))))));

--
-- Name: inspection_target added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.inspection_target FOR INSERT TO anjian_actor WITH CHECK (((app.hand_post() = ANY (ARRAY['leader'::text, 'duty-officer'::text, 'department-officer'::text])) AND (EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = inspection_target.enterprise)))));

--
-- Name: insurance added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.insurance FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: licence added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.licence FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: penalty added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.penalty FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (false AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: place added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.place FOR INSERT TO anjian_actor WITH CHECK (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)));

--
-- Name: reminder_reading added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.reminder_reading FOR INSERT TO anjian_actor WITH CHECK (((reader = ( SELECT app.reader() AS reader)) AND (EXISTS ( SELECT
   FROM public.reminder o
  WHERE ((o.id = reminder_reading.reminder) AND app.is_reminded(o.side))))));

--
-- Name: safety_fund added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.safety_fund FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: special_equipment added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.special_equipment FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: tenant added; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY added ON public.tenant FOR INSERT TO anjian_actor WITH CHECK (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text) AND (enterprise IS NULL)));

--
-- Name: grid administration; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY administration ON public.grid FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: inspection_answer answer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY answer ON public.inspection_answer TO anjian_actor USING ((EXISTS ( SELECT
   FROM public.inspection i
  WHERE ((i.id = inspection_answer.inspection) AND (i.request IS NOT NULL) AND app.is_own_inspection(i.inspector_account, i.inspector))))) WITH CHECK ((EXISTS ( SELECT
   FROM public.inspection i
  WHERE ((i.id = inspection_answer.inspection) AND (i.request IS NOT NULL) AND app.may_inspect(i.kind) AND app.is_own_inspection(i.inspector_account, i.inspector)))));

--
-- Name: api_token; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.api_token ENABLE ROW LEVEL SECURITY;

--
-- Name: expert_assignment assign; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY assign ON public.expert_assignment FOR INSERT TO anjian_actor WITH CHECK (((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text])) AND (COALESCE(( SELECT app.post() AS post), ''::text) <> 'data-steward'::text) AND (EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = expert_assignment.enterprise)))));

--
-- Name: place assigned_place; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY assigned_place ON public.place FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = 'expert'::text) AND (id IN ( SELECT e.place
   FROM public.enterprise e
  WHERE (e.id = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))))));

--
-- Name: grid assigned_territory; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY assigned_territory ON public.grid FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = 'expert'::text) AND ((level = 1) OR (id IN ( SELECT e.grid
   FROM public.enterprise e
  WHERE (e.id = ANY (( SELECT app.enterprises() AS enterprises)::integer[])))))));

--
-- Name: audit; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_root; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.audit_root ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_seal; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.audit_seal ENABLE ROW LEVEL SECURITY;

--
-- Name: audit auditor; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY auditor ON public.audit FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'audit'::text));

--
-- Name: audit_root auditor; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY auditor ON public.audit_root FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'audit'::text));

--
-- Name: audit_seal auditor; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY auditor ON public.audit_seal FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'audit'::text));

--
-- Name: basemap; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.basemap ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_event bring; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY bring ON public.hazard_event FOR INSERT TO anjian_steward WITH CHECK (true);

--
-- Name: certificate; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.certificate ENABLE ROW LEVEL SECURITY;

--
-- Name: accident changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.accident FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (false AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: certificate changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.certificate FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: emergency_plan changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.emergency_plan FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: enterprise_person changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.enterprise_person FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: file_declaration changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.file_declaration FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: insurance changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.insurance FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: licence changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.licence FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: penalty changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.penalty FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (false AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: place changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.place FOR UPDATE TO anjian_actor USING (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)));

--
-- Name: safety_fund changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.safety_fund FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: scene changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.scene FOR UPDATE TO anjian_actor USING (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), ''::text) <> 'data-steward'::text)));

--
-- Name: special_equipment changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.special_equipment FOR UPDATE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: tenant changed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY changed ON public.tenant FOR UPDATE TO anjian_actor USING (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)));

--
-- Name: checklist; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.checklist ENABLE ROW LEVEL SECURITY;

--
-- Name: checklist_item; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.checklist_item ENABLE ROW LEVEL SECURITY;

--
-- Name: department; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.department ENABLE ROW LEVEL SECURITY;

--
-- Name: district disclosed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY disclosed ON public.district FOR SELECT TO anjian_disclosure USING (true);

--
-- Name: enterprise disclosed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY disclosed ON public.enterprise FOR SELECT TO anjian_disclosure USING ((risk <= 2));

--
-- Name: hazard_source disclosed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY disclosed ON public.hazard_source FOR SELECT TO anjian_disclosure USING ((level IS NOT NULL));

--
-- Name: district; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.district ENABLE ROW LEVEL SECURITY;

--
-- Name: document; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.document ENABLE ROW LEVEL SECURITY;

--
-- Name: accident dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.accident FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (false AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: certificate dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.certificate FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: document dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.document FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN ((enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: emergency_plan dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.emergency_plan FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: enterprise_person dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.enterprise_person FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: file_declaration dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.file_declaration FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: insurance dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.insurance FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: licence dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.licence FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: penalty dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.penalty FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (false AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: safety_fund dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.safety_fund FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: scene dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.scene FOR DELETE TO anjian_actor USING (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), ''::text) <> 'data-steward'::text)));

--
-- Name: special_equipment dropped; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY dropped ON public.special_equipment FOR DELETE TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)
    WHEN 'enterprise'::text THEN (true AND (enterprise = ( SELECT app.enterprise() AS enterprise)) AND (COALESCE(( SELECT app.post() AS post), 'safety-manager'::text) = 'safety-manager'::text))
    ELSE false
END);

--
-- Name: emergency_plan; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.emergency_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_alias; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_alias ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_change; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_change ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_count; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_count ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_hazards; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_hazards ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_person; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_person ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_standing; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.enterprise_standing ENABLE ROW LEVEL SECURITY;

--
-- Name: basemap everybody_known; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY everybody_known ON public.basemap FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) IS NOT NULL));

--
-- Name: department everybody_known; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY everybody_known ON public.department FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) IS NOT NULL));

--
-- Name: district everybody_known; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY everybody_known ON public.district FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) IS NOT NULL));

--
-- Name: expert_assignment; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.expert_assignment ENABLE ROW LEVEL SECURITY;

--
-- Name: file_declaration; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.file_declaration ENABLE ROW LEVEL SECURITY;

--
-- Name: district founded; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY founded ON public.district FOR INSERT TO anjian_actor WITH CHECK (( SELECT app.may_import() AS may_import));

--
-- Name: grid; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.grid ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_day; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_day ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_event; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_event ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_month; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_month ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_source; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_source ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard_source_substance; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.hazard_source_substance ENABLE ROW LEVEL SECURITY;

--
-- Name: import; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import ENABLE ROW LEVEL SECURITY;

--
-- Name: import_change; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import_change ENABLE ROW LEVEL SECURITY;

--
-- Name: import_mapping; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import_mapping ENABLE ROW LEVEL SECURITY;

--
-- Name: import_resemblance; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import_resemblance ENABLE ROW LEVEL SECURITY;

--
-- Name: import_row; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import_row ENABLE ROW LEVEL SECURITY;

--
-- Name: import_stage; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.import_stage ENABLE ROW LEVEL SECURITY;

--
-- Name: enterprise_alias importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.enterprise_alias TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: import importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.import TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: import_change importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.import_change TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: import_mapping importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.import_mapping TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: import_resemblance importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.import_resemblance TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: import_row importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.import_row TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: import_stage importer; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY importer ON public.import_stage TO anjian_actor, anjian_steward USING (( SELECT app.may_import() AS may_import));

--
-- Name: inspection inspect; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY inspect ON public.inspection FOR INSERT TO anjian_actor WITH CHECK ((( SELECT app.may_inspect(inspection.kind) AS may_inspect) AND (EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = inspection.enterprise)))));

--
-- Name: inspection; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_answer; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_answer ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_plan; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_record; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_record ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_record_right; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_record_right ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_right; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_right ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_target; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.inspection_target ENABLE ROW LEVEL SECURITY;

--
-- Name: insurance; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.insurance ENABLE ROW LEVEL SECURITY;

--
-- Name: licence; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.licence ENABLE ROW LEVEL SECURITY;

--
-- Name: scene made; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY made ON public.scene FOR INSERT TO anjian_actor WITH CHECK (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), ''::text) <> 'data-steward'::text)));

--
-- Name: wall_token managed; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY managed ON public.wall_token TO anjian_actor USING (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), ''::text) <> 'data-steward'::text)));

--
-- Name: checklist office; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY office ON public.checklist FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text, 'grid'::text, 'enterprise'::text, 'expert'::text])));

--
-- Name: checklist_item office; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY office ON public.checklist_item FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text, 'grid'::text, 'enterprise'::text, 'expert'::text])));

--
-- Name: reminder_letter own; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY own ON public.reminder_letter FOR SELECT TO anjian_actor USING (((account = ( SELECT app.account() AS account)) OR (( SELECT app.role() AS role) = 'system'::text)));

--
-- Name: reminder_reading own; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY own ON public.reminder_reading FOR SELECT TO anjian_actor USING ((reader = ( SELECT app.reader() AS reader)));

--
-- Name: reminder_webhook own; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY own ON public.reminder_webhook FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'system'::text));

--
-- Name: place own_place; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY own_place ON public.place FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = 'enterprise'::text) AND (id = ( SELECT e.place
   FROM public.enterprise e
  WHERE (e.id = ( SELECT app.enterprise() AS enterprise))))));

--
-- Name: grid own_territory; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY own_territory ON public.grid FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = 'enterprise'::text) AND (id = ( SELECT e.grid
   FROM public.enterprise e
  WHERE (e.id = ( SELECT app.enterprise() AS enterprise))))));

--
-- Name: penalty; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.penalty ENABLE ROW LEVEL SECURITY;

--
-- Name: place; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.place ENABLE ROW LEVEL SECURITY;

--
-- Name: population_point; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.population_point ENABLE ROW LEVEL SECURITY;

--
-- Name: post; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.post ENABLE ROW LEVEL SECURITY;

--
-- Name: proposal; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.proposal ENABLE ROW LEVEL SECURITY;

--
-- Name: expert_assignment release; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY release ON public.expert_assignment FOR UPDATE TO anjian_actor USING (((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text])) AND (COALESCE(( SELECT app.post() AS post), ''::text) <> 'data-steward'::text) AND (EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = expert_assignment.enterprise)))));

--
-- Name: reminder; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.reminder ENABLE ROW LEVEL SECURITY;

--
-- Name: reminder_letter; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.reminder_letter ENABLE ROW LEVEL SECURITY;

--
-- Name: reminder_reading; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.reminder_reading ENABLE ROW LEVEL SECURITY;

--
-- Name: reminder_webhook; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.reminder_webhook ENABLE ROW LEVEL SECURITY;

--
-- Name: hazard report; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY report ON public.hazard FOR INSERT TO anjian_actor WITH CHECK (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN ((COALESCE(( SELECT app.post() AS post), 'leader'::text) <> 'data-steward'::text) AND (source = ANY (ARRAY['patrol'::text, 'enforcement'::text, 'expert'::text, 'third-party'::text, 'report'::text])))
    WHEN 'department'::text THEN ((department = ( SELECT app.department() AS department)) AND (source = ANY (ARRAY['patrol'::text, 'enforcement'::text, 'expert'::text, 'third-party'::text, 'report'::text])))
    WHEN 'grid'::text THEN ((grid = ANY (( SELECT app.grids() AS grids)::integer[])) AND (source = ANY (ARRAY['patrol'::text, 'report'::text])))
    WHEN 'enterprise'::text THEN ((enterprise = ( SELECT app.enterprise() AS enterprise)) AND (source = 'self'::text))
    WHEN 'expert'::text THEN ((enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[])) AND (source = 'expert'::text))
    ELSE false
END);

--
-- Name: report; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.report ENABLE ROW LEVEL SECURITY;

--
-- Name: report_figure; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.report_figure ENABLE ROW LEVEL SECURITY;

--
-- Name: report_hazard; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.report_hazard ENABLE ROW LEVEL SECURITY;

--
-- Name: resource; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.resource ENABLE ROW LEVEL SECURITY;

--
-- Name: checklist retired; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY retired ON public.checklist FOR UPDATE TO anjian_actor USING (((( SELECT app.role() AS role) = 'government'::text) AND (COALESCE(( SELECT app.post() AS post), 'data-steward'::text) = 'data-steward'::text)));

--
-- Name: risk_point; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.risk_point ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection_record_right rule; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY rule ON public.inspection_record_right FOR SELECT TO anjian_actor, anjian_steward USING (true);

--
-- Name: inspection_right rule; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY rule ON public.inspection_right FOR SELECT TO anjian_actor, anjian_steward USING (true);

--
-- Name: safety_fund; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.safety_fund ENABLE ROW LEVEL SECURITY;

--
-- Name: scene; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.scene ENABLE ROW LEVEL SECURITY;

--
-- Name: accident scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.accident FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: certificate scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.certificate FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: document scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.document FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: emergency_plan scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.emergency_plan FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: enterprise scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.enterprise FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (lead_department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (id = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (id = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: enterprise_change scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.enterprise_change FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) <> 'wall'::text) AND (EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = enterprise_change.enterprise)))));

--
-- Name: enterprise_count scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.enterprise_count FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    ELSE false
END);

--
-- Name: enterprise_hazards scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.enterprise_hazards FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    ELSE false
END);

--
-- Name: enterprise_person scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.enterprise_person FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: enterprise_standing scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.enterprise_standing FOR SELECT TO anjian_actor USING ((EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = enterprise_standing.enterprise))));

--
-- Name: expert_assignment scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.expert_assignment FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'expert'::text THEN (account = ( SELECT app.account() AS account))
    ELSE (EXISTS ( SELECT
       FROM public.enterprise e
      WHERE (e.id = expert_assignment.enterprise)))
END);

--
-- Name: file_declaration scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.file_declaration FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: hazard scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.hazard FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: hazard_day scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.hazard_day FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    ELSE false
END);

--
-- Name: hazard_event scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.hazard_event FOR SELECT TO anjian_actor USING ((EXISTS ( SELECT
   FROM public.hazard h
  WHERE (h.id = hazard_event.hazard))));

--
-- Name: hazard_month scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.hazard_month FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    ELSE false
END);

--
-- Name: hazard_source scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.hazard_source FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: hazard_source_substance scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.hazard_source_substance FOR SELECT TO anjian_actor USING ((EXISTS ( SELECT
   FROM public.hazard_source s
  WHERE (s.id = hazard_source_substance.hazard_source))));

--
-- Name: inspection scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.inspection FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: inspection_answer scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.inspection_answer FOR SELECT TO anjian_actor USING ((EXISTS ( SELECT
   FROM public.inspection i
  WHERE (i.id = inspection_answer.inspection))));

--
-- Name: inspection_plan scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.inspection_plan FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'department'::text THEN ((department = ( SELECT app.department() AS department)) OR (EXISTS ( SELECT
       FROM public.inspection_target t
      WHERE (t.plan = inspection_plan.id))))
    WHEN 'wall'::text THEN false
    WHEN 'enterprise'::text THEN (((kind = 'self'::text) OR (from_on <= app.day_of(app.now()))) AND (EXISTS ( SELECT
       FROM public.inspection_target t
      WHERE (t.plan = inspection_plan.id))))
    ELSE (EXISTS ( SELECT
       FROM public.inspection_target t
      WHERE (t.plan = inspection_plan.id)))
END);

--
-- Name: inspection_record scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.inspection_record FOR SELECT TO anjian_actor USING ((EXISTS ( SELECT
   FROM public.inspection i
  WHERE (i.id = inspection_record.inspection))));

--
-- Name: inspection_target scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.inspection_target FOR SELECT TO anjian_actor USING ((app.sees(enterprise, department, grid) AND app.plan_is_told(plan)));

--
-- Name: insurance scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.insurance FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: licence scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.licence FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: penalty scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.penalty FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: proposal scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.proposal FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) <> 'wall'::text) AND (EXISTS ( SELECT
   FROM public.enterprise e
  WHERE (e.id = proposal.enterprise)))));

--
-- Name: reminder scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.reminder FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'department'::text THEN ((side = 'department'::text) AND ( SELECT app.is_reminded('department'::text) AS is_reminded) AND (department = ( SELECT app.department() AS department)))
    WHEN 'grid'::text THEN ((side = 'grid'::text) AND ( SELECT app.is_reminded('grid'::text) AS is_reminded) AND (grid = ANY (( SELECT app.grids() AS grids)::integer[])))
    WHEN 'enterprise'::text THEN ((side = 'enterprise'::text) AND ( SELECT app.is_reminded('enterprise'::text) AS is_reminded) AND (enterprise = ( SELECT app.enterprise() AS enterprise)))
    ELSE false
END);

--
-- Name: report scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.report FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'government'::text));

--
-- Name: report_figure scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.report_figure FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'government'::text));

--
-- Name: report_hazard scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.report_hazard FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'government'::text));

--
-- Name: resource scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.resource FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'department'::text THEN true
    WHEN 'grid'::text THEN (EXISTS ( SELECT
       FROM public.grid g
      WHERE ((g.level = 3) AND (g.id = ANY (( SELECT app.grids() AS grids)::integer[])) AND public.st_intersects(g.geom, resource.geom))))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    ELSE false
END);

--
-- Name: risk_point scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.risk_point FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: safety_fund scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.safety_fund FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: special_equipment scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.special_equipment FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: tenant scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.tenant FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'grid'::text THEN (place = ANY (ARRAY( SELECT p.id
       FROM public.place p
      WHERE (p.grid = ANY (( SELECT app.grids() AS grids)::integer[])))))
    WHEN 'department'::text THEN ((place = ANY (ARRAY( SELECT p.id
       FROM public.place p
      WHERE (p.lead_department = ( SELECT app.department() AS department))))) OR (EXISTS ( SELECT
       FROM app.leader_of(tenant.industry) leader(department)
      WHERE (leader.department = ( SELECT app.department() AS department)))))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    WHEN 'expert'::text THEN (enterprise = ANY (( SELECT app.enterprises() AS enterprises)::integer[]))
    ELSE false
END);

--
-- Name: visit_day scope; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope ON public.visit_day FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN true
    WHEN 'department'::text THEN (department = ( SELECT app.department() AS department))
    WHEN 'grid'::text THEN (grid = ANY (( SELECT app.grids() AS grids)::integer[]))
    ELSE false
END);

--
-- Name: resource scope_of_phones; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY scope_of_phones ON public.resource FOR SELECT TO anjian_confidant USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'department'::text THEN true
    WHEN 'grid'::text THEN (EXISTS ( SELECT
       FROM public.grid g
      WHERE ((g.level = 3) AND (g.id = ANY (( SELECT app.grids() AS grids)::integer[])) AND public.st_intersects(g.geom, resource.geom))))
    WHEN 'enterprise'::text THEN (enterprise = ( SELECT app.enterprise() AS enterprise))
    ELSE false
END);

--
-- Name: second_factor; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.second_factor ENABLE ROW LEVEL SECURITY;

--
-- Name: account security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.account TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: account_link security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.account_link FOR INSERT TO anjian_actor WITH CHECK ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: account_use security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.account_use FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: api_token security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.api_token TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: post security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.post TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: second_factor security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.second_factor TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: session security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.session TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: sign_in_guard security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.sign_in_guard TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: single_sign_on security; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY security ON public.single_sign_on TO anjian_actor USING ((( SELECT app.role() AS role) = 'security'::text));

--
-- Name: session; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;

--
-- Name: scene shown; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY shown ON public.scene FOR SELECT TO anjian_actor USING (
CASE ( SELECT app.role() AS role)
    WHEN 'government'::text THEN true
    WHEN 'wall'::text THEN (id = ANY (( SELECT app.scenes() AS scenes)::integer[]))
    ELSE false
END);

--
-- Name: account sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.account TO anjian_session USING (true);

--
-- Name: account_link sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.account_link TO anjian_session USING (true);

--
-- Name: account_use sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.account_use FOR SELECT TO anjian_session USING (true);

--
-- Name: api_token sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.api_token TO anjian_session USING (true);

--
-- Name: expert_assignment sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.expert_assignment FOR SELECT TO anjian_session USING (true);

--
-- Name: post sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.post TO anjian_session USING (true);

--
-- Name: scene sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.scene FOR SELECT TO anjian_session USING (true);

--
-- Name: second_factor sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.second_factor TO anjian_session USING (true);

--
-- Name: session sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.session TO anjian_session USING (true);

--
-- Name: sign_in_guard sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.sign_in_guard TO anjian_session USING (true);

--
-- Name: sign_on_flow sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.sign_on_flow TO anjian_session USING (true);

--
-- Name: single_sign_on sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.single_sign_on TO anjian_session USING (true);

--
-- Name: wall_token sign_in; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY sign_in ON public.wall_token TO anjian_session USING (true);

--
-- Name: sign_in_guard; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.sign_in_guard ENABLE ROW LEVEL SECURITY;

--
-- Name: sign_on_flow; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.sign_on_flow ENABLE ROW LEVEL SECURITY;

--
-- Name: single_sign_on; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.single_sign_on ENABLE ROW LEVEL SECURITY;

--
-- Name: special_equipment; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.special_equipment ENABLE ROW LEVEL SECURITY;

--
-- Name: accident steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.accident TO anjian_steward USING (true);

--
-- Name: basemap steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.basemap TO anjian_steward USING (true);

--
-- Name: certificate steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.certificate TO anjian_steward USING (true);

--
-- Name: checklist steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.checklist TO anjian_steward USING (true);

--
-- Name: checklist_item steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.checklist_item TO anjian_steward USING (true);

--
-- Name: department steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.department TO anjian_steward USING (true);

--
-- Name: district steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.district TO anjian_steward USING (true);

--
-- Name: document steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.document TO anjian_steward USING (true);

--
-- Name: emergency_plan steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.emergency_plan TO anjian_steward USING (true);

--
-- Name: enterprise steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.enterprise TO anjian_steward USING (true);

--
-- Name: enterprise_change steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.enterprise_change TO anjian_steward USING (true);

--
-- Name: enterprise_person steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.enterprise_person TO anjian_steward USING (true);

--
-- Name: file_declaration steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.file_declaration TO anjian_steward USING (true);

--
-- Name: grid steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.grid TO anjian_steward USING (true);

--
-- Name: hazard steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.hazard TO anjian_steward USING (true);

--
-- Name: hazard_event steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.hazard_event FOR SELECT TO anjian_steward USING (true);

--
-- Name: hazard_source steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.hazard_source TO anjian_steward USING (true);

--
-- Name: hazard_source_substance steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.hazard_source_substance TO anjian_steward USING (true);

--
-- Name: import steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.import TO anjian_steward USING (true);

--
-- Name: inspection steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.inspection TO anjian_steward USING (true);

--
-- Name: inspection_answer steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.inspection_answer TO anjian_steward USING (true);

--
-- Name: inspection_plan steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.inspection_plan TO anjian_steward USING (true);

--
-- Name: inspection_record steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.inspection_record TO anjian_steward USING (true);

--
-- Name: inspection_target steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.inspection_target TO anjian_steward USING (true);

--
-- Name: insurance steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.insurance TO anjian_steward USING (true);

--
-- Name: licence steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.licence TO anjian_steward USING (true);

--
-- Name: penalty steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.penalty TO anjian_steward USING (true);

--
-- Name: place steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.place TO anjian_steward USING (true);

--
-- Name: population_point steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.population_point TO anjian_steward USING (true);

--
-- Name: proposal steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.proposal TO anjian_steward USING (true);

--
-- Name: report steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.report TO anjian_steward USING (true);

--
-- Name: resource steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.resource TO anjian_steward USING (true);

--
-- Name: risk_point steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.risk_point TO anjian_steward USING (true);

--
-- Name: safety_fund steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.safety_fund TO anjian_steward USING (true);

--
-- Name: special_equipment steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.special_equipment TO anjian_steward USING (true);

--
-- Name: tenant steward; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY steward ON public.tenant TO anjian_steward USING (true);

--
-- Name: tenant; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.tenant ENABLE ROW LEVEL SECURITY;

--
-- Name: grid territory; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY territory ON public.grid FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text])) OR ((( SELECT app.role() AS role) = 'grid'::text) AND ((level = 1) OR (id = ANY (( SELECT app.grids() AS grids)::integer[])))) OR ((( SELECT app.role() AS role) = 'enterprise'::text) AND (level = 1))));

--
-- Name: place territory; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY territory ON public.place FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text])) OR ((( SELECT app.role() AS role) = 'grid'::text) AND (grid = ANY (( SELECT app.grids() AS grids)::integer[])))));

--
-- Name: population_point territory; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY territory ON public.population_point FOR SELECT TO anjian_actor USING (((( SELECT app.role() AS role) = ANY (ARRAY['government'::text, 'department'::text])) OR ((( SELECT app.role() AS role) = 'grid'::text) AND (grid = ANY (( SELECT app.grids() AS grids)::integer[])))));

--
-- Name: visit_day; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.visit_day ENABLE ROW LEVEL SECURITY;

--
-- Name: grid wall; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY wall ON public.grid FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'wall'::text));

--
-- Name: place wall; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY wall ON public.place FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'wall'::text));

--
-- Name: population_point wall; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY wall ON public.population_point FOR SELECT TO anjian_actor USING ((( SELECT app.role() AS role) = 'wall'::text));

--
-- Name: wall_token; Type: ROW SECURITY; Schema: public; Owner: anjian_owner
--

ALTER TABLE public.wall_token ENABLE ROW LEVEL SECURITY;

--
-- Name: inspection write_on; Type: POLICY; Schema: public; Owner: anjian_owner
--

CREATE POLICY write_on ON public.inspection FOR UPDATE TO anjian_actor USING (((request IS NOT NULL) AND (state = 'open'::text) AND app.may_inspect(kind) AND app.is_own_inspection(inspector_account, inspector))) WITH CHECK (((request IS NOT NULL) AND app.may_inspect(kind) AND app.is_own_inspection(inspector_account, inspector)));

--
-- Name: SCHEMA app; Type: ACL; Schema: -; Owner: anjian_owner
--

GRANT USAGE ON SCHEMA app TO anjian_actor;
GRANT USAGE ON SCHEMA app TO anjian_public;
GRANT USAGE ON SCHEMA app TO anjian_session;
GRANT USAGE ON SCHEMA app TO anjian_steward;
GRANT USAGE ON SCHEMA app TO anjian_disclosure;
GRANT USAGE ON SCHEMA app TO anjian_clock;
GRANT USAGE ON SCHEMA app TO anjian_confidant;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

GRANT USAGE ON SCHEMA public TO anjian_actor;
GRANT USAGE ON SCHEMA public TO anjian_public;
GRANT USAGE ON SCHEMA public TO anjian_session;
GRANT USAGE ON SCHEMA public TO anjian_steward;
GRANT USAGE ON SCHEMA public TO anjian_disclosure;
GRANT USAGE ON SCHEMA public TO anjian_confidant;

--
-- Name: FUNCTION accept_proposal(asked integer, new_initials text, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.accept_proposal(asked integer, new_initials text, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.accept_proposal(asked integer, new_initials text, said text) TO anjian_actor;

--
-- Name: FUNCTION accounts_to_remind(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.accounts_to_remind() FROM PUBLIC;
GRANT ALL ON FUNCTION app.accounts_to_remind() TO anjian_session;

--
-- Name: FUNCTION aliases_of(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.aliases_of(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.aliases_of(target integer) TO anjian_actor;

--
-- Name: FUNCTION an_issue(wrong boolean, rule text, name text, found text, warning boolean); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.an_issue(wrong boolean, rule text, name text, found text, warning boolean) FROM PUBLIC;

--
-- Name: FUNCTION announce(layer_name text, scopes json); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.announce(layer_name text, scopes json) FROM PUBLIC;

--
-- Name: FUNCTION assign_owners(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.assign_owners() FROM PUBLIC;
GRANT ALL ON FUNCTION app.assign_owners() TO anjian_steward;

--
-- Name: FUNCTION assigned_to(expert integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.assigned_to(expert integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.assigned_to(expert integer) TO anjian_actor;

--
-- Name: FUNCTION assumed_ground(at public.geometry); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.assumed_ground(at public.geometry) FROM PUBLIC;

--
-- Name: TABLE audit; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.audit TO anjian_actor;

--
-- Name: FUNCTION audit_partition(month date); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.audit_partition(month date) FROM PUBLIC;

--
-- Name: FUNCTION audit_table(target regclass, key text, derived text[], secret text[], insert_act text, verbs text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.audit_table(target regclass, key text, derived text[], secret text[], insert_act text, verbs text[]) FROM PUBLIC;

--
-- Name: FUNCTION await_hazards_turn(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.await_hazards_turn() FROM PUBLIC;

--
-- Name: FUNCTION boundary_bound(name text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.boundary_bound(name text) FROM PUBLIC;

--
-- Name: FUNCTION change_enterprise(target integer, wanted jsonb, new_initials text, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.change_enterprise(target integer, wanted jsonb, new_initials text, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.change_enterprise(target integer, wanted jsonb, new_initials text, said text) TO anjian_actor;

--
-- Name: FUNCTION check_accident(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_accident() FROM PUBLIC;

--
-- Name: FUNCTION check_act_evidence(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_act_evidence() FROM PUBLIC;

--
-- Name: FUNCTION check_boundary(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_boundary() FROM PUBLIC;

--
-- Name: FUNCTION check_expert(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_expert() FROM PUBLIC;

--
-- Name: FUNCTION check_hazard_evidence(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_hazard_evidence() FROM PUBLIC;

--
-- Name: FUNCTION check_place_kind(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_place_kind() FROM PUBLIC;

--
-- Name: FUNCTION check_tenant(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_tenant() FROM PUBLIC;

--
-- Name: FUNCTION check_wall_scenes(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.check_wall_scenes() FROM PUBLIC;

--
-- Name: FUNCTION class_inputs(of_enterprise integer, vetoed_at timestamp with time zone); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.class_inputs(of_enterprise integer, vetoed_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.class_inputs(of_enterprise integer, vetoed_at timestamp with time zone) TO anjian_actor;
GRANT ALL ON FUNCTION app.class_inputs(of_enterprise integer, vetoed_at timestamp with time zone) TO anjian_steward;

--
-- Name: TABLE enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.enterprise TO anjian_steward;

--
-- Name: COLUMN enterprise.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.enterprise TO anjian_disclosure;
GRANT SELECT(id) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.scheme; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(scheme) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.identifier; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(identifier) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.enterprise TO anjian_disclosure;
GRANT SELECT(name) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.initials; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(initials) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.industry; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(industry) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.status; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(status) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.address; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(address) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.legal_person; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(legal_person) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.safety_manager; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(safety_manager) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.safety_manager_phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(safety_manager_phone) ON TABLE public.enterprise TO anjian_confidant;

--
-- Name: COLUMN enterprise.staff; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(staff) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.crowded; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(crowded) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.high_risk; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(high_risk) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.vetoed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(vetoed_at) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.standardization; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(standardization) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_computed; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_computed) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_rule; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_rule) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_reasons; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_reasons) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_override; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_override) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_override_reason; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_override_reason) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.risk; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(risk) ON TABLE public.enterprise TO anjian_disclosure;
GRANT SELECT(risk) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.geom; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom) ON TABLE public.enterprise TO anjian_disclosure;
GRANT SELECT(geom) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.geom_3857; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom_3857) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.source_datum; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source_datum) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.footprint; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(footprint) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.footprint_3857; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(footprint_3857) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.place; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(place) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.lead_department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(lead_department) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.cell; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(cell) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.urgency; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(urgency) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.visited_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(visited_at) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.opened_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(opened_at) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.standardization_until; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(standardization_until) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_override_until; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_override_until) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_override_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_override_by) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: COLUMN enterprise.class_override_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class_override_at) ON TABLE public.enterprise TO anjian_actor;

--
-- Name: FUNCTION class_of(e public.enterprise); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.class_of(e public.enterprise) FROM PUBLIC;

--
-- Name: FUNCTION classify_imported(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.classify_imported() FROM PUBLIC;

--
-- Name: FUNCTION clear_stage(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.clear_stage(stage integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.clear_stage(stage integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.clear_stage(stage integer) TO anjian_steward;

--
-- Name: FUNCTION close_proposal(asked integer, outcome text, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.close_proposal(asked integer, outcome text, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.close_proposal(asked integer, outcome text, said text) TO anjian_actor;

--
-- Name: FUNCTION colour_enterprise(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.colour_enterprise() FROM PUBLIC;

--
-- Name: FUNCTION column_default(topic text, name text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.column_default(topic text, name text) FROM PUBLIC;

--
-- Name: FUNCTION column_list(alias text, names text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.column_list(alias text, names text[]) FROM PUBLIC;

--
-- Name: FUNCTION column_pairs(alias text, names text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.column_pairs(alias text, names text[]) FROM PUBLIC;

--
-- Name: FUNCTION column_types(topic text, names text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.column_types(topic text, names text[]) FROM PUBLIC;

--
-- Name: FUNCTION conflicts_of(asked integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.conflicts_of(asked integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.conflicts_of(asked integer) TO anjian_actor;

--
-- Name: FUNCTION consequences(former jsonb, latter jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.consequences(former jsonb, latter jsonb) FROM PUBLIC;

--
-- Name: FUNCTION count_around(plants integer[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.count_around(plants integer[]) FROM PUBLIC;

--
-- Name: FUNCTION import_topic(capability text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_topic(capability text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.import_topic(capability text) TO anjian_actor;
GRANT ALL ON FUNCTION app.import_topic(capability text) TO anjian_steward;

--
-- Name: TABLE import_stage; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_stage TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_stage TO anjian_steward;

--
-- Name: FUNCTION count_blanks(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.count_blanks(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION count_findings(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.count_findings() FROM PUBLIC;

--
-- Name: FUNCTION count_in_no_grid(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.count_in_no_grid(stage integer) FROM PUBLIC;

--
-- Name: FUNCTION count_moves(stage integer, OUT moved integer, OUT left_out integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.count_moves(stage integer, OUT moved integer, OUT left_out integer) FROM PUBLIC;

--
-- Name: FUNCTION cycle_end(seen timestamp with time zone, months integer); Type: ACL; Schema: app; Owner: anjian_owner
--

GRANT ALL ON FUNCTION app.cycle_end(seen timestamp with time zone, months integer) TO anjian_actor;

--
-- Name: FUNCTION cycle_start(moment timestamp with time zone, months integer); Type: ACL; Schema: app; Owner: anjian_owner
--

GRANT ALL ON FUNCTION app.cycle_start(moment timestamp with time zone, months integer) TO anjian_actor;

--
-- Name: FUNCTION decisions_of(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.decisions_of(stage integer) FROM PUBLIC;

--
-- Name: FUNCTION derived_facts(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.derived_facts(target integer) FROM PUBLIC;

--
-- Name: FUNCTION document_quota(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.document_quota() FROM PUBLIC;

--
-- Name: FUNCTION draw_boundary(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.draw_boundary() FROM PUBLIC;

--
-- Name: FUNCTION drop_audit_months(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.drop_audit_months() FROM PUBLIC;

--
-- Name: FUNCTION drop_report(asked integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.drop_report(asked integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.drop_report(asked integer) TO anjian_actor;

--
-- Name: FUNCTION drop_wall_scene(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.drop_wall_scene() FROM PUBLIC;

--
-- Name: FUNCTION end_letter(target integer, tried integer, said integer[], failure text, pause interval); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.end_letter(target integer, tried integer, said integer[], failure text, pause interval) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_letter(target integer, tried integer, said integer[], failure text, pause interval) TO anjian_session;

--
-- Name: FUNCTION end_tenancy(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.end_tenancy() FROM PUBLIC;

--
-- Name: FUNCTION end_tenant(asked integer, day date, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.end_tenant(asked integer, day date, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_tenant(asked integer, day date, said text) TO anjian_actor;

--
-- Name: FUNCTION end_webhook(target integer, tried integer, failure text, pause interval); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.end_webhook(target integer, tried integer, failure text, pause interval) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_webhook(target integer, tried integer, failure text, pause interval) TO anjian_session;

--
-- Name: FUNCTION enterprise_facts(e public.enterprise); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.enterprise_facts(e public.enterprise) FROM PUBLIC;

--
-- Name: FUNCTION enterprise_identified(code text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.enterprise_identified(code text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enterprise_identified(code text) TO anjian_actor;

--
-- Name: FUNCTION enterprises_named(searched text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.enterprises_named(searched text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enterprises_named(searched text) TO anjian_actor;

--
-- Name: FUNCTION entry_events(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.entry_events(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.entry_events(target integer) TO anjian_actor;

--
-- Name: FUNCTION experts(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.experts() FROM PUBLIC;
GRANT ALL ON FUNCTION app.experts() TO anjian_actor;

--
-- Name: FUNCTION facts_of(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.facts_of(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.facts_of(target integer) TO anjian_actor;

--
-- Name: FUNCTION field_origins(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.field_origins(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.field_origins(target integer) TO anjian_actor;

--
-- Name: FUNCTION file_events(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.file_events(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.file_events(target integer) TO anjian_actor;

--
-- Name: FUNCTION fill_kind(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.fill_kind(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION find_enterprises_named(searched text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.find_enterprises_named(searched text) FROM PUBLIC;

--
-- Name: FUNCTION find_owners(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.find_owners() FROM PUBLIC;
GRANT ALL ON FUNCTION app.find_owners() TO anjian_actor;
GRANT ALL ON FUNCTION app.find_owners() TO anjian_steward;

--
-- Name: FUNCTION find_resource_owner(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.find_resource_owner() FROM PUBLIC;

--
-- Name: FUNCTION finish_enterprises(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.finish_enterprises(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION finish_inspection(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.finish_inspection() FROM PUBLIC;

--
-- Name: FUNCTION finish_kind(of_stage public.import_stage, chosen jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.finish_kind(of_stage public.import_stage, chosen jsonb) FROM PUBLIC;

--
-- Name: FUNCTION finish_stage(stage integer, attempt integer, chosen jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.finish_stage(stage integer, attempt integer, chosen jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.finish_stage(stage integer, attempt integer, chosen jsonb) TO anjian_actor;
GRANT ALL ON FUNCTION app.finish_stage(stage integer, attempt integer, chosen jsonb) TO anjian_steward;

--
-- Name: FUNCTION fit_cells(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.fit_cells() FROM PUBLIC;

--
-- Name: FUNCTION forget_letters(settled integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.forget_letters(settled integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.forget_letters(settled integer) TO anjian_session;

--
-- Name: FUNCTION grid_faults(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.grid_faults(stage integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.grid_faults(stage integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.grid_faults(stage integer) TO anjian_steward;

--
-- Name: FUNCTION grid_squares(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.grid_squares(stage integer) FROM PUBLIC;

--
-- Name: FUNCTION ground_around(place public.geometry); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.ground_around(place public.geometry) FROM PUBLIC;

--
-- Name: FUNCTION guard_source(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.guard_source() FROM PUBLIC;

--
-- Name: TABLE hazard_event; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.hazard_event TO anjian_actor;
GRANT SELECT,INSERT ON TABLE public.hazard_event TO anjian_steward;

--
-- Name: COLUMN hazard_event.hazard; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(hazard) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.n; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(n) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.act; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(act) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.request; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(request) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.note; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(note) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(kind) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.major; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(major) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.clause; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(clause) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.due_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(due_at) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.responsible_unit; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(responsible_unit) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.responsible_person; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(responsible_person) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.measures; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(measures) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.funds; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(funds) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.emergency_plan; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(emergency_plan) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.stopped; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(stopped) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.revisit_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(revisit_on) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: COLUMN hazard_event.documents; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(documents) ON TABLE public.hazard_event TO anjian_actor;

--
-- Name: TABLE reminder; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.reminder TO anjian_actor;

--
-- Name: FUNCTION hazard_reminder_stands(r public.reminder); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.hazard_reminder_stands(r public.reminder) FROM PUBLIC;

--
-- Name: TABLE report_hazard; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.report_hazard TO anjian_actor;

--
-- Name: FUNCTION hazards_at(of_report integer, since timestamp with time zone, until timestamp with time zone); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.hazards_at(of_report integer, since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;

--
-- Name: FUNCTION headed(of_stage public.import_stage, field text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.headed(of_stage public.import_stage, field text) FROM PUBLIC;

--
-- Name: FUNCTION hold_letter(target integer, OUT letter integer, OUT attempt integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.hold_letter(target integer, OUT letter integer, OUT attempt integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.hold_letter(target integer, OUT letter integer, OUT attempt integer) TO anjian_session;

--
-- Name: FUNCTION hold_webhook(OUT target integer, OUT delivery uuid, OUT body text, OUT attempt integer, OUT at timestamp with time zone); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.hold_webhook(OUT target integer, OUT delivery uuid, OUT body text, OUT attempt integer, OUT at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.hold_webhook(OUT target integer, OUT delivery uuid, OUT body text, OUT attempt integer, OUT at timestamp with time zone) TO anjian_session;

--
-- Name: TABLE demo_identity; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.demo_identity TO anjian_session;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.demo_identity TO anjian_steward;

--
-- Name: TABLE district; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.district TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.district TO anjian_steward;

--
-- Name: COLUMN district.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.district TO anjian_disclosure;

--
-- Name: COLUMN district.code; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(code) ON TABLE public.district TO anjian_actor;

--
-- Name: COLUMN district.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.district TO anjian_disclosure;
GRANT INSERT(name) ON TABLE public.district TO anjian_actor;

--
-- Name: COLUMN district.geom; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom) ON TABLE public.district TO anjian_disclosure;

--
-- Name: COLUMN district.demo; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(demo) ON TABLE public.district TO anjian_disclosure;

--
-- Name: FUNCTION holds_demo(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.holds_demo() FROM PUBLIC;
GRANT ALL ON FUNCTION app.holds_demo() TO anjian_actor;
GRANT ALL ON FUNCTION app.holds_demo() TO anjian_steward;

--
-- Name: FUNCTION import_columns(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_columns(topic text) FROM PUBLIC;

--
-- Name: FUNCTION import_located(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_located(topic text) FROM PUBLIC;

--
-- Name: FUNCTION import_digest(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_digest(topic text) FROM PUBLIC;

--
-- Name: FUNCTION import_key(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_key(topic text) FROM PUBLIC;

--
-- Name: FUNCTION import_owner(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_owner(topic text) FROM PUBLIC;

--
-- Name: FUNCTION import_owned(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.import_owned(topic text) FROM PUBLIC;

--
-- Name: FUNCTION is_attended(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.is_attended(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_attended(target integer) TO anjian_actor;

--
-- Name: FUNCTION is_borne_out(target integer, act text, cited integer[], event integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.is_borne_out(target integer, act text, cited integer[], event integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_borne_out(target integer, act text, cited integer[], event integer) TO anjian_actor;

--
-- Name: FUNCTION keep_answers(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_answers() FROM PUBLIC;

--
-- Name: FUNCTION keep_checklist(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_checklist() FROM PUBLIC;

--
-- Name: FUNCTION keep_class_change(former public.enterprise, cause text, said text, last_history bigint); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_class_change(former public.enterprise, cause text, said text, last_history bigint) FROM PUBLIC;

--
-- Name: FUNCTION keep_decision(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_decision() FROM PUBLIC;

--
-- Name: FUNCTION keep_decisions(stage integer, scheme text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_decisions(stage integer, scheme text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.keep_decisions(stage integer, scheme text) TO anjian_actor;
GRANT ALL ON FUNCTION app.keep_decisions(stage integer, scheme text) TO anjian_steward;

--
-- Name: FUNCTION keep_evidence(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_evidence() FROM PUBLIC;

--
-- Name: FUNCTION keep_repeats(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_repeats() FROM PUBLIC;

--
-- Name: FUNCTION keep_report(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_report() FROM PUBLIC;

--
-- Name: FUNCTION keep_report_content(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_report_content() FROM PUBLIC;

--
-- Name: FUNCTION keep_squares(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_squares(stage integer) FROM PUBLIC;

--
-- Name: FUNCTION keep_standing(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_standing() FROM PUBLIC;

--
-- Name: FUNCTION keep_superseded(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.keep_superseded() FROM PUBLIC;

--
-- Name: FUNCTION kept_columns(alias text, former text, names text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.kept_columns(alias text, former text, names text[]) FROM PUBLIC;

--
-- Name: FUNCTION kept_facts(kept jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.kept_facts(kept jsonb) FROM PUBLIC;

--
-- Name: FUNCTION kind_match(topic text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.kind_match(topic text) FROM PUBLIC;

--
-- Name: FUNCTION known_by(key text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.known_by(key text) FROM PUBLIC;

--
-- Name: FUNCTION kind_joins(topic text, names text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.kind_joins(topic text, names text[]) FROM PUBLIC;

--
-- Name: FUNCTION kind_names(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.kind_names(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION last_history(of_enterprise integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.last_history(of_enterprise integer) FROM PUBLIC;

--
-- Name: FUNCTION lift_class_override(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.lift_class_override(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.lift_class_override(target integer) TO anjian_actor;

--
-- Name: FUNCTION link_tenant(asked integer, target integer, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.link_tenant(asked integer, target integer, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.link_tenant(asked integer, target integer, said text) TO anjian_actor;

--
-- Name: FUNCTION make_change(target integer, wanted jsonb, new_initials text, of_proposal integer, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.make_change(target integer, wanted jsonb, new_initials text, of_proposal integer, said text) FROM PUBLIC;

--
-- Name: FUNCTION mark_all_dues(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.mark_all_dues() FROM PUBLIC;

--
-- Name: FUNCTION mark_all_repeats(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.mark_all_repeats() FROM PUBLIC;

--
-- Name: FUNCTION mark_repeats(enterprises integer[], kinds text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.mark_repeats(enterprises integer[], kinds text[]) FROM PUBLIC;

--
-- Name: FUNCTION measures_of(r public.report_hazard); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.measures_of(r public.report_hazard) FROM PUBLIC;

--
-- Name: FUNCTION mend_stay(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.mend_stay() FROM PUBLIC;

--
-- Name: FUNCTION move_documents(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.move_documents() FROM PUBLIC;

--
-- Name: FUNCTION move_entries(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.move_entries() FROM PUBLIC;

--
-- Name: FUNCTION move_reminders(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.move_reminders() FROM PUBLIC;

--
-- Name: FUNCTION move_targets(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.move_targets() FROM PUBLIC;

--
-- Name: FUNCTION name_hindrances(which integer, rows integer[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.name_hindrances(which integer, rows integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.name_hindrances(which integer, rows integer[]) TO anjian_actor;
GRANT ALL ON FUNCTION app.name_hindrances(which integer, rows integer[]) TO anjian_steward;

--
-- Name: FUNCTION namesakes(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.namesakes() FROM PUBLIC;

--
-- Name: TABLE proposal; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.proposal TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.proposal TO anjian_steward;

--
-- Name: FUNCTION open_proposal(asked integer, act text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.open_proposal(asked integer, act text) FROM PUBLIC;

--
-- Name: FUNCTION open_tenant_file(asked integer, credit_code text, new_initials text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.open_tenant_file(asked integer, credit_code text, new_initials text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.open_tenant_file(asked integer, credit_code text, new_initials text) TO anjian_actor;

--
-- Name: FUNCTION opened_by(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.opened_by(target integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.opened_by(target integer) TO anjian_actor;

--
-- Name: FUNCTION outdated_rows(stage integer, hold boolean); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.outdated_rows(stage integer, hold boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.outdated_rows(stage integer, hold boolean) TO anjian_actor;
GRANT ALL ON FUNCTION app.outdated_rows(stage integer, hold boolean) TO anjian_steward;

--
-- Name: FUNCTION override_class(target integer, wanted text, said text, until date); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.override_class(target integer, wanted text, said text, until date) FROM PUBLIC;

--
-- Name: FUNCTION override_seen(target integer, wanted text, said text, until date, seen timestamp with time zone); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.override_seen(target integer, wanted text, said text, until date, seen timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.override_seen(target integer, wanted text, said text, until date, seen timestamp with time zone) TO anjian_actor;

--
-- Name: FUNCTION past_dues_of(target integer, found timestamp with time zone); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.past_dues_of(target integer, found timestamp with time zone) FROM PUBLIC;

--
-- Name: FUNCTION people_outside(plant integer, metres double precision); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.people_outside(plant integer, metres double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION app.people_outside(plant integer, metres double precision) TO anjian_steward;

--
-- Name: FUNCTION place_warnings(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.place_warnings(target integer) FROM PUBLIC;

--
-- Name: FUNCTION plan_is_told(of_plan integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.plan_is_told(of_plan integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.plan_is_told(of_plan integer) TO anjian_actor;

--
-- Name: FUNCTION post_bound(grids integer[], department integer, enterprise integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.post_bound(grids integer[], department integer, enterprise integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.post_bound(grids integer[], department integer, enterprise integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.post_bound(grids integer[], department integer, enterprise integer) TO anjian_session;

--
-- Name: FUNCTION posted_at(of_account integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.posted_at(of_account integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.posted_at(of_account integer) TO anjian_actor;

--
-- Name: FUNCTION prepare_report(wanted text, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.prepare_report(wanted text, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.prepare_report(wanted text, said text) TO anjian_actor;

--
-- Name: FUNCTION proposal_conflicts(proposed jsonb, target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.proposal_conflicts(proposed jsonb, target integer) FROM PUBLIC;

--
-- Name: FUNCTION propose_change(target integer, wanted jsonb, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.propose_change(target integer, wanted jsonb, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.propose_change(target integer, wanted jsonb, said text) TO anjian_actor;

--
-- Name: FUNCTION publish_grids(stage integer, as_import integer, OUT added integer, OUT changed integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.publish_grids(stage integer, as_import integer, OUT added integer, OUT changed integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.publish_grids(stage integer, as_import integer, OUT added integer, OUT changed integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.publish_grids(stage integer, as_import integer, OUT added integer, OUT changed integer) TO anjian_steward;

--
-- Name: FUNCTION publish_kind_rows(stage integer, as_import integer, after integer, upto integer, OUT added integer, OUT changed integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, OUT added integer, OUT changed integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, OUT added integer, OUT changed integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.publish_kind_rows(stage integer, as_import integer, after integer, upto integer, OUT added integer, OUT changed integer) TO anjian_steward;

--
-- Name: FUNCTION publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, OUT added integer, OUT changed integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, OUT added integer, OUT changed integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, OUT added integer, OUT changed integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.publish_rows(stage integer, as_import integer, after integer, upto integer, initials jsonb, OUT added integer, OUT changed integer) TO anjian_steward;

--
-- Name: FUNCTION reassess_sources(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.reassess_sources() FROM PUBLIC;

--
-- Name: FUNCTION rebuild_rollups(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.rebuild_rollups() FROM PUBLIC;
GRANT ALL ON FUNCTION app.rebuild_rollups() TO anjian_steward;

--
-- Name: FUNCTION reclassify(targets integer[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.reclassify(targets integer[]) FROM PUBLIC;

--
-- Name: FUNCTION reclassify_by_accidents(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.reclassify_by_accidents() FROM PUBLIC;

--
-- Name: FUNCTION reclassify_by_sources(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.reclassify_by_sources() FROM PUBLIC;

--
-- Name: FUNCTION reclassify_changed(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.reclassify_changed() FROM PUBLIC;

--
-- Name: FUNCTION record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.record(what text, on_topic text, of_ids bigint[], details jsonb, how_many integer) TO anjian_session;

--
-- Name: FUNCTION record_refusal(of_enterprise bigint, details jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.record_refusal(of_enterprise bigint, details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.record_refusal(of_enterprise bigint, details jsonb) TO anjian_actor;

--
-- Name: FUNCTION refuse_overlaps(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.refuse_overlaps(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION refuse_taken_document(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.refuse_taken_document() FROM PUBLIC;

--
-- Name: FUNCTION refuse_unless(allowed boolean); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.refuse_unless(allowed boolean) FROM PUBLIC;

--
-- Name: FUNCTION rehearse_change(target integer, wanted jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.rehearse_change(target integer, wanted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.rehearse_change(target integer, wanted jsonb) TO anjian_actor;

--
-- Name: FUNCTION rehearse_proposal(asked integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.rehearse_proposal(asked integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.rehearse_proposal(asked integer) TO anjian_actor;

--
-- Name: FUNCTION remind(reminders jsonb); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.remind(reminders jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.remind(reminders jsonb) TO anjian_session;

--
-- Name: FUNCTION remind_hazards(rule jsonb, hooked boolean, OUT made integer, OUT wait double precision); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.remind_hazards(rule jsonb, hooked boolean, OUT made integer, OUT wait double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION app.remind_hazards(rule jsonb, hooked boolean, OUT made integer, OUT wait double precision) TO anjian_session;

--
-- Name: FUNCTION renew_classes(OUT ended integer, OUT stepped integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.renew_classes(OUT ended integer, OUT stepped integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.renew_classes(OUT ended integer, OUT stepped integer) TO anjian_session;

--
-- Name: FUNCTION renew_outlook(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.renew_outlook() FROM PUBLIC;

--
-- Name: FUNCTION report_adds_up(of_report integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.report_adds_up(of_report integer) FROM PUBLIC;

--
-- Name: FUNCTION report_compared(of_period text, signed_report integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.report_compared(of_period text, signed_report integer) FROM PUBLIC;

--
-- Name: FUNCTION report_counts(of_report integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.report_counts(of_report integer) FROM PUBLIC;

--
-- Name: FUNCTION report_hash(of_report integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.report_hash(of_report integer) FROM PUBLIC;

--
-- Name: TABLE import_row; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.import_row TO anjian_actor;
GRANT SELECT ON TABLE public.import_row TO anjian_steward;

--
-- Name: FUNCTION row_content(r public.import_row); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.row_content(r public.import_row) FROM PUBLIC;

--
-- Name: FUNCTION same_enterprise(stage integer, only_one integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.same_enterprise(stage integer, only_one integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.same_enterprise(stage integer, only_one integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.same_enterprise(stage integer, only_one integer) TO anjian_steward;

--
-- Name: FUNCTION seal_audit(most integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.seal_audit(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.seal_audit(most integer) TO anjian_session;
GRANT ALL ON FUNCTION app.seal_audit(most integer) TO anjian_steward;

--
-- Name: FUNCTION seat_tenants(of_stage public.import_stage, as_import integer, after integer, upto integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.seat_tenants(of_stage public.import_stage, as_import integer, after integer, upto integer) FROM PUBLIC;

--
-- Name: FUNCTION seen_of(alias text, names text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.seen_of(alias text, names text[]) FROM PUBLIC;

--
-- Name: FUNCTION sees_enterprise(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.sees_enterprise(target integer) FROM PUBLIC;

--
-- Name: FUNCTION set_standardization(of_enterprise integer, level smallint, until date); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.set_standardization(of_enterprise integer, level smallint, until date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.set_standardization(of_enterprise integer, level smallint, until date) TO anjian_actor;

--
-- Name: FUNCTION settle_places(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.settle_places(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION settle_rows(stage integer, query text, scheme text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.settle_rows(stage integer, query text, scheme text) FROM PUBLIC;

--
-- Name: FUNCTION settle_tenants(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.settle_tenants(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION sign_authority(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.sign_authority() FROM PUBLIC;

--
-- Name: FUNCTION sign_inspection(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.sign_inspection() FROM PUBLIC;

--
-- Name: FUNCTION sign_inspection_record(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.sign_inspection_record() FROM PUBLIC;

--
-- Name: FUNCTION sign_report(asked integer, seen text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.sign_report(asked integer, seen text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.sign_report(asked integer, seen text) TO anjian_actor;

--
-- Name: FUNCTION square_at(degrees double precision); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.square_at(degrees double precision) FROM PUBLIC;

--
-- Name: FUNCTION stage_issues(stage integer, attempt integer, late json); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.stage_issues(stage integer, attempt integer, late json) FROM PUBLIC;
GRANT ALL ON FUNCTION app.stage_issues(stage integer, attempt integer, late json) TO anjian_actor;
GRANT ALL ON FUNCTION app.stage_issues(stage integer, attempt integer, late json) TO anjian_steward;

--
-- Name: FUNCTION stage_rows(stage integer, attempt integer, batch json, last_row integer, share real); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) FROM PUBLIC;
GRANT ALL ON FUNCTION app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) TO anjian_actor;
GRANT ALL ON FUNCTION app.stage_rows(stage integer, attempt integer, batch json, last_row integer, share real) TO anjian_steward;

--
-- Name: FUNCTION staged_before(stage integer, numbers integer[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.staged_before(stage integer, numbers integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.staged_before(stage integer, numbers integer[]) TO anjian_actor;
GRANT ALL ON FUNCTION app.staged_before(stage integer, numbers integer[]) TO anjian_steward;

--
-- Name: FUNCTION staged_territories(stage integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.staged_territories(stage integer) FROM PUBLIC;

--
-- Name: FUNCTION sum_imported(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.sum_imported() FROM PUBLIC;

--
-- Name: FUNCTION take_answer(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.take_answer() FROM PUBLIC;

--
-- Name: FUNCTION take_finding(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.take_finding() FROM PUBLIC;

--
-- Name: FUNCTION take_hazards_turn(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.take_hazards_turn() FROM PUBLIC;

--
-- Name: FUNCTION take_item_once(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.take_item_once() FROM PUBLIC;

--
-- Name: FUNCTION take_original(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.take_original() FROM PUBLIC;

--
-- Name: FUNCTION tell_derived_position(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.tell_derived_position() FROM PUBLIC;

--
-- Name: FUNCTION tenancy_of(of_place integer, OUT filed integer, OUT bare integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.tenancy_of(of_place integer, OUT filed integer, OUT bare integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tenancy_of(of_place integer, OUT filed integer, OUT bare integer) TO anjian_actor;

--
-- Name: TABLE tenant; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenant TO anjian_steward;

--
-- Name: COLUMN tenant.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.place; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(place),INSERT(place) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name),INSERT(name),UPDATE(name) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.room; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(room),INSERT(room),UPDATE(room) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.industry; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(industry),INSERT(industry),UPDATE(industry) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.contact; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(contact),INSERT(contact),UPDATE(contact) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(phone),UPDATE(phone) ON TABLE public.tenant TO anjian_actor;
GRANT SELECT(phone) ON TABLE public.tenant TO anjian_confidant;

--
-- Name: COLUMN tenant.since; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(since),INSERT(since),UPDATE(since) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.until; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(until),UPDATE(until) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.tenant TO anjian_actor;

--
-- Name: COLUMN tenant.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.tenant TO anjian_actor;

--
-- Name: FUNCTION tenant_to_link(asked integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.tenant_to_link(asked integer) FROM PUBLIC;

--
-- Name: FUNCTION tidy_search(); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.tidy_search() FROM PUBLIC;
GRANT ALL ON FUNCTION app.tidy_search() TO anjian_actor;
GRANT ALL ON FUNCTION app.tidy_search() TO anjian_steward;

--
-- Name: FUNCTION told_columns(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.told_columns(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION told_override(e public.enterprise); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.told_override(e public.enterprise) FROM PUBLIC;

--
-- Name: FUNCTION told_owner(fact text, owner integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.told_owner(fact text, owner integer) FROM PUBLIC;

--
-- Name: FUNCTION undo_hindrances(which integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.undo_hindrances(which integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.undo_hindrances(which integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.undo_hindrances(which integer) TO anjian_steward;

--
-- Name: FUNCTION undo_import(which integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.undo_import(which integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.undo_import(which integer) TO anjian_actor;
GRANT ALL ON FUNCTION app.undo_import(which integer) TO anjian_steward;

--
-- Name: FUNCTION unlink_tenant(asked integer, said text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.unlink_tenant(asked integer, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.unlink_tenant(asked integer, said text) TO anjian_actor;

--
-- Name: FUNCTION unnamed_documents(keys text[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.unnamed_documents(keys text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.unnamed_documents(keys text[]) TO anjian_session;

--
-- Name: FUNCTION unsaid_reminders(target integer); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.unsaid_reminders(target integer) FROM PUBLIC;

--
-- Name: FUNCTION warn_of_classes_lost(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.warn_of_classes_lost(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION warn_of_drops(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.warn_of_drops(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION warn_of_levels(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.warn_of_levels(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION warn_of_levels_lost(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.warn_of_levels_lost(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION warn_of_risks_lost(of_stage public.import_stage); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.warn_of_risks_lost(of_stage public.import_stage) FROM PUBLIC;

--
-- Name: FUNCTION warn_rows(stage integer, query text, scheme text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.warn_rows(stage integer, query text, scheme text) FROM PUBLIC;

--
-- Name: FUNCTION watch(target regclass, layer_name text, enterprise_sql text, grid_sql text, department_sql text); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.watch(target regclass, layer_name text, enterprise_sql text, grid_sql text, department_sql text) FROM PUBLIC;

--
-- Name: FUNCTION weigh_sources(targets integer[]); Type: ACL; Schema: app; Owner: anjian_owner
--

REVOKE ALL ON FUNCTION app.weigh_sources(targets integer[]) FROM PUBLIC;

--
-- Name: TABLE cell_scale; Type: ACL; Schema: app; Owner: anjian_owner
--

GRANT SELECT ON TABLE app.cell_scale TO anjian_actor;
GRANT SELECT ON TABLE app.cell_scale TO anjian_steward;

--
-- Name: TABLE clock; Type: ACL; Schema: app; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.clock TO anjian_clock;

--
-- Name: TABLE accident; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.accident TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accident TO anjian_steward;

--
-- Name: COLUMN accident.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.happened_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(happened_on),INSERT(happened_on),UPDATE(happened_on) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.deaths; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(deaths),INSERT(deaths),UPDATE(deaths) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.serious_injuries; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(serious_injuries),INSERT(serious_injuries),UPDATE(serious_injuries) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.direct_loss; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(direct_loss),INSERT(direct_loss),UPDATE(direct_loss) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.description; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(description),INSERT(description),UPDATE(description) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.grade; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grade) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.accident TO anjian_actor;

--
-- Name: COLUMN accident.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.accident TO anjian_actor;

--
-- Name: SEQUENCE accident_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.accident_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.accident_id_seq TO anjian_steward;

--
-- Name: TABLE account; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account TO anjian_session;
GRANT SELECT,INSERT,UPDATE ON TABLE public.account TO anjian_actor;

--
-- Name: SEQUENCE account_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.account_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.account_id_seq TO anjian_session;

--
-- Name: TABLE account_link; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_link TO anjian_session;
GRANT INSERT ON TABLE public.account_link TO anjian_actor;

--
-- Name: TABLE account_use; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.account_use TO anjian_actor;
GRANT SELECT ON TABLE public.account_use TO anjian_session;

--
-- Name: TABLE api_token; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_token TO anjian_session;
GRANT DELETE ON TABLE public.api_token TO anjian_actor;

--
-- Name: COLUMN api_token.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.api_token TO anjian_actor;

--
-- Name: COLUMN api_token.account; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(account) ON TABLE public.api_token TO anjian_actor;

--
-- Name: SEQUENCE api_token_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.api_token_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.api_token_id_seq TO anjian_session;

--
-- Name: TABLE app_migration; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.app_migration TO anjian_session;

--
-- Name: TABLE audit_root; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.audit_root TO anjian_actor;

--
-- Name: TABLE audit_seal; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.audit_seal TO anjian_actor;

--
-- Name: TABLE basemap; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.basemap TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.basemap TO anjian_steward;

--
-- Name: SEQUENCE basemap_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.basemap_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.basemap_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.basemap_id_seq TO anjian_session;

--
-- Name: TABLE certificate; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.certificate TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.certificate TO anjian_steward;

--
-- Name: COLUMN certificate.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.holder; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(holder),INSERT(holder),UPDATE(holder) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.subject; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(subject),INSERT(subject),UPDATE(subject) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.number; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(number),INSERT(number),UPDATE(number) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.issued_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(issued_on),INSERT(issued_on),UPDATE(issued_on) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.expires_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(expires_on),INSERT(expires_on),UPDATE(expires_on) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.certificate TO anjian_actor;

--
-- Name: COLUMN certificate.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.certificate TO anjian_actor;

--
-- Name: SEQUENCE certificate_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.certificate_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.certificate_id_seq TO anjian_steward;

--
-- Name: TABLE checklist; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.checklist TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.checklist TO anjian_steward;

--
-- Name: COLUMN checklist.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(name) ON TABLE public.checklist TO anjian_actor;

--
-- Name: COLUMN checklist.version; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(version) ON TABLE public.checklist TO anjian_actor;

--
-- Name: COLUMN checklist.industry; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(industry) ON TABLE public.checklist TO anjian_actor;

--
-- Name: COLUMN checklist.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(source) ON TABLE public.checklist TO anjian_actor;

--
-- Name: COLUMN checklist.state; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT UPDATE(state) ON TABLE public.checklist TO anjian_actor;

--
-- Name: SEQUENCE checklist_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.checklist_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.checklist_id_seq TO anjian_steward;

--
-- Name: TABLE checklist_item; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.checklist_item TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.checklist_item TO anjian_steward;

--
-- Name: COLUMN checklist_item.checklist; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checklist) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: COLUMN checklist_item.n; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(n) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: COLUMN checklist_item.question; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(question) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: COLUMN checklist_item.clause; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(clause) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: COLUMN checklist_item.evidence; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(evidence) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: COLUMN checklist_item.severity; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(severity) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: COLUMN checklist_item.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(kind) ON TABLE public.checklist_item TO anjian_actor;

--
-- Name: SEQUENCE checklist_item_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.checklist_item_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.checklist_item_id_seq TO anjian_steward;

--
-- Name: TABLE department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.department TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.department TO anjian_steward;

--
-- Name: SEQUENCE department_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.department_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.department_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.department_id_seq TO anjian_session;

--
-- Name: SEQUENCE district_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.district_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.district_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.district_id_seq TO anjian_session;

--
-- Name: TABLE document; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,DELETE ON TABLE public.document TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.document TO anjian_steward;

--
-- Name: COLUMN document.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(enterprise) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.section; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(section) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(kind) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.title; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(title) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.file_name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(file_name) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.media_type; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(media_type) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.bytes; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(bytes) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.sha256; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(sha256) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.scanned_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(scanned_at) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.note; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(note) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.request; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(request) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.hazard; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(hazard) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.taken_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(taken_at) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.taken_point; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(taken_point) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.taken_accuracy; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(taken_accuracy) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.inspection; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(inspection) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.checklist_item; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checklist_item) ON TABLE public.document TO anjian_actor;

--
-- Name: COLUMN document.original_of; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(original_of) ON TABLE public.document TO anjian_actor;

--
-- Name: SEQUENCE document_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.document_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.document_id_seq TO anjian_steward;

--
-- Name: TABLE emergency_plan; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.emergency_plan TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.emergency_plan TO anjian_steward;

--
-- Name: COLUMN emergency_plan.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name),INSERT(name),UPDATE(name) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.filed_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(filed_on),INSERT(filed_on),UPDATE(filed_on) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.drilled_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(drilled_on),INSERT(drilled_on),UPDATE(drilled_on) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: COLUMN emergency_plan.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.emergency_plan TO anjian_actor;

--
-- Name: SEQUENCE emergency_plan_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.emergency_plan_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.emergency_plan_id_seq TO anjian_steward;

--
-- Name: TABLE enterprise_alias; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.enterprise_alias TO anjian_actor;
GRANT SELECT ON TABLE public.enterprise_alias TO anjian_steward;

--
-- Name: TABLE enterprise_change; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.enterprise_change TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.enterprise_change TO anjian_steward;

--
-- Name: SEQUENCE enterprise_change_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.enterprise_change_id_seq TO anjian_steward;

--
-- Name: TABLE enterprise_contact; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.enterprise_contact TO anjian_actor;

--
-- Name: TABLE enterprise_count; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.enterprise_count TO anjian_actor;

--
-- Name: TABLE enterprise_hazards; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.enterprise_hazards TO anjian_actor;

--
-- Name: SEQUENCE enterprise_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.enterprise_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.enterprise_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.enterprise_id_seq TO anjian_session;

--
-- Name: TABLE enterprise_person; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.enterprise_person TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.enterprise_person TO anjian_steward;

--
-- Name: COLUMN enterprise_person.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.office; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(office),INSERT(office),UPDATE(office) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name),INSERT(name),UPDATE(name) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(phone),UPDATE(phone) ON TABLE public.enterprise_person TO anjian_actor;
GRANT SELECT(phone) ON TABLE public.enterprise_person TO anjian_confidant;

--
-- Name: COLUMN enterprise_person.appointed_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(appointed_on),INSERT(appointed_on),UPDATE(appointed_on) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: COLUMN enterprise_person.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.enterprise_person TO anjian_actor;

--
-- Name: TABLE enterprise_person_contact; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.enterprise_person_contact TO anjian_actor;

--
-- Name: SEQUENCE enterprise_person_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.enterprise_person_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.enterprise_person_id_seq TO anjian_steward;

--
-- Name: TABLE enterprise_standing; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.enterprise_standing TO anjian_actor;

--
-- Name: TABLE expert_assignment; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.expert_assignment TO anjian_session;
GRANT SELECT ON TABLE public.expert_assignment TO anjian_actor;

--
-- Name: COLUMN expert_assignment.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(enterprise) ON TABLE public.expert_assignment TO anjian_actor;

--
-- Name: COLUMN expert_assignment.account; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(account) ON TABLE public.expert_assignment TO anjian_actor;

--
-- Name: COLUMN expert_assignment.task; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(task) ON TABLE public.expert_assignment TO anjian_actor;

--
-- Name: COLUMN expert_assignment.from_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(from_at) ON TABLE public.expert_assignment TO anjian_actor;

--
-- Name: COLUMN expert_assignment.until_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(until_at),UPDATE(until_at) ON TABLE public.expert_assignment TO anjian_actor;

--
-- Name: SEQUENCE expert_assignment_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.expert_assignment_id_seq TO anjian_actor;

--
-- Name: TABLE file_declaration; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.file_declaration TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.file_declaration TO anjian_steward;

--
-- Name: COLUMN file_declaration.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.section; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(section),INSERT(section),UPDATE(section) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.reason; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(reason),INSERT(reason),UPDATE(reason) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: COLUMN file_declaration.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.file_declaration TO anjian_actor;

--
-- Name: SEQUENCE file_declaration_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.file_declaration_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.file_declaration_id_seq TO anjian_steward;

--
-- Name: TABLE former_password; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.former_password TO anjian_session;

--
-- Name: TABLE grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.grid TO anjian_steward;

--
-- Name: COLUMN grid.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.level; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(level) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.code; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(code) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.parent; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(parent) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.person; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(person) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(phone) ON TABLE public.grid TO anjian_confidant;

--
-- Name: COLUMN grid.geom; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.geom_3857; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom_3857) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.source_datum; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source_datum) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.grid TO anjian_actor;

--
-- Name: COLUMN grid.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.grid TO anjian_actor;

--
-- Name: TABLE grid_contact; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.grid_contact TO anjian_actor;

--
-- Name: SEQUENCE grid_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.grid_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.grid_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.grid_id_seq TO anjian_session;

--
-- Name: TABLE hazard; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.hazard TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.hazard TO anjian_steward;

--
-- Name: COLUMN hazard.request; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(request) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(enterprise) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(source) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.major; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(major) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.description; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(description) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.found_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(found_at) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.due_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(due_at) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(changed_at) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(changed_by) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.inspection; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(inspection),INSERT(inspection) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.checklist_item; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(checklist_item),INSERT(checklist_item) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.found_point; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(found_point) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.found_accuracy; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(found_accuracy) ON TABLE public.hazard TO anjian_actor;

--
-- Name: COLUMN hazard.repeat_of; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(repeat_of) ON TABLE public.hazard TO anjian_actor;

--
-- Name: TABLE hazard_day; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.hazard_day TO anjian_actor;

--
-- Name: SEQUENCE hazard_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.hazard_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.hazard_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.hazard_id_seq TO anjian_session;

--
-- Name: TABLE hazard_month; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.hazard_month TO anjian_actor;

--
-- Name: TABLE hazard_source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.hazard_source TO anjian_steward;

--
-- Name: COLUMN hazard_source.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.hazard_source TO anjian_disclosure;
GRANT SELECT(id) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise) ON TABLE public.hazard_source TO anjian_disclosure;
GRANT SELECT(enterprise) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.hazard_source TO anjian_disclosure;
GRANT SELECT(name) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.unit_kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(unit_kind) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.geom; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom) ON TABLE public.hazard_source TO anjian_disclosure;
GRANT SELECT(geom) ON TABLE public.hazard_source TO anjian_confidant;

--
-- Name: COLUMN hazard_source.geom_3857; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom_3857) ON TABLE public.hazard_source TO anjian_confidant;

--
-- Name: COLUMN hazard_source.alpha_people; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(alpha_people) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.alpha; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(alpha) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.provisional; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(provisional) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.sum_ratio; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(sum_ratio) ON TABLE public.hazard_source TO anjian_confidant;

--
-- Name: COLUMN hazard_source.sum_weighted; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(sum_weighted) ON TABLE public.hazard_source TO anjian_confidant;

--
-- Name: COLUMN hazard_source.r; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(r) ON TABLE public.hazard_source TO anjian_confidant;

--
-- Name: COLUMN hazard_source.level; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(level) ON TABLE public.hazard_source TO anjian_disclosure;
GRANT SELECT(level) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.principal; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(principal) ON TABLE public.hazard_source TO anjian_disclosure;
GRANT SELECT(principal) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.technician; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(technician) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.operator; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(operator) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.assessed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(assessed_at) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.class; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(class) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.risk; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(risk) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.industry; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(industry) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.cell; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(cell) ON TABLE public.hazard_source TO anjian_actor;

--
-- Name: COLUMN hazard_source.guarded; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(guarded) ON TABLE public.hazard_source TO anjian_actor;
GRANT SELECT(guarded) ON TABLE public.hazard_source TO anjian_disclosure;

--
-- Name: SEQUENCE hazard_source_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.hazard_source_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.hazard_source_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.hazard_source_id_seq TO anjian_session;

--
-- Name: TABLE hazard_source_inventory; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.hazard_source_inventory TO anjian_actor;

--
-- Name: TABLE hazard_source_place; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.hazard_source_place TO anjian_actor;

--
-- Name: TABLE hazard_source_substance; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.hazard_source_substance TO anjian_steward;

--
-- Name: COLUMN hazard_source_substance.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.hazard_source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(hazard_source) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.cas; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(cas) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.category; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(category) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.quantity; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(quantity) ON TABLE public.hazard_source_substance TO anjian_confidant;

--
-- Name: COLUMN hazard_source_substance.critical; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(critical) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.beta; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(beta) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.beta_reason; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(beta_reason) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: COLUMN hazard_source_substance.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.hazard_source_substance TO anjian_actor;

--
-- Name: SEQUENCE hazard_source_substance_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.hazard_source_substance_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.hazard_source_substance_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.hazard_source_substance_id_seq TO anjian_session;

--
-- Name: TABLE history; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.history TO anjian_steward;

--
-- Name: SEQUENCE history_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.history_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.history_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.history_id_seq TO anjian_session;

--
-- Name: TABLE import; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT ON TABLE public.import TO anjian_steward;
GRANT SELECT,INSERT ON TABLE public.import TO anjian_actor;

--
-- Name: TABLE import_change; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT ON TABLE public.import_change TO anjian_actor;
GRANT SELECT,INSERT ON TABLE public.import_change TO anjian_steward;

--
-- Name: SEQUENCE import_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.import_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.import_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.import_id_seq TO anjian_session;

--
-- Name: TABLE import_mapping; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_mapping TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_mapping TO anjian_steward;

--
-- Name: TABLE import_resemblance; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.import_resemblance TO anjian_actor;
GRANT SELECT ON TABLE public.import_resemblance TO anjian_steward;

--
-- Name: COLUMN import_resemblance.decided; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT UPDATE(decided) ON TABLE public.import_resemblance TO anjian_actor;
GRANT UPDATE(decided) ON TABLE public.import_resemblance TO anjian_steward;

--
-- Name: SEQUENCE import_stage_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.import_stage_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.import_stage_id_seq TO anjian_steward;

--
-- Name: TABLE inspection; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.inspection TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inspection TO anjian_steward;

--
-- Name: COLUMN inspection.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(enterprise) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(kind) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.request; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(request) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.state; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT UPDATE(state) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.digest; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(digest),UPDATE(digest) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.checklist; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checklist),UPDATE(checklist) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.device_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(device_at) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.checked_in_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checked_in_at),UPDATE(checked_in_at) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.checked_in_point; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checked_in_point),UPDATE(checked_in_point) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.accuracy_m; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(accuracy_m),UPDATE(accuracy_m) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.note; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(note),UPDATE(note) ON TABLE public.inspection TO anjian_actor;

--
-- Name: COLUMN inspection.no_check_in; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(no_check_in),UPDATE(no_check_in) ON TABLE public.inspection TO anjian_actor;

--
-- Name: TABLE inspection_answer; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,DELETE ON TABLE public.inspection_answer TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inspection_answer TO anjian_steward;

--
-- Name: COLUMN inspection_answer.inspection; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(inspection) ON TABLE public.inspection_answer TO anjian_actor;

--
-- Name: COLUMN inspection_answer.checklist; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checklist) ON TABLE public.inspection_answer TO anjian_actor;

--
-- Name: COLUMN inspection_answer.item; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(item) ON TABLE public.inspection_answer TO anjian_actor;

--
-- Name: COLUMN inspection_answer.answer; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(answer),UPDATE(answer) ON TABLE public.inspection_answer TO anjian_actor;

--
-- Name: COLUMN inspection_answer.note; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(note),UPDATE(note) ON TABLE public.inspection_answer TO anjian_actor;

--
-- Name: SEQUENCE inspection_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.inspection_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.inspection_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.inspection_id_seq TO anjian_session;

--
-- Name: TABLE inspection_plan; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.inspection_plan TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inspection_plan TO anjian_steward;

--
-- Name: COLUMN inspection_plan.request; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(request) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(kind) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(name) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.from_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(from_on) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.until_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(until_on) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.filter; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(filter) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.checklist; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(checklist) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: COLUMN inspection_plan.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(department) ON TABLE public.inspection_plan TO anjian_actor;

--
-- Name: SEQUENCE inspection_plan_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.inspection_plan_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.inspection_plan_id_seq TO anjian_steward;

--
-- Name: TABLE inspection_record; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.inspection_record TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inspection_record TO anjian_steward;

--
-- Name: COLUMN inspection_record.inspection; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(inspection) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.request; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(request) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(kind) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.note; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(note) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.side; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(side) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.named; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(named) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.due_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(due_on) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.digest; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(digest) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.image; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(image) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.witness; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(witness) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.signed_version; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(signed_version) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.signed_findings; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(signed_findings) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.answers; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(answers) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: COLUMN inspection_record.outcome; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(outcome) ON TABLE public.inspection_record TO anjian_actor;

--
-- Name: SEQUENCE inspection_record_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.inspection_record_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.inspection_record_id_seq TO anjian_steward;

--
-- Name: TABLE inspection_record_right; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.inspection_record_right TO anjian_actor;
GRANT SELECT ON TABLE public.inspection_record_right TO anjian_steward;

--
-- Name: TABLE inspection_right; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.inspection_right TO anjian_actor;
GRANT SELECT ON TABLE public.inspection_right TO anjian_steward;

--
-- Name: TABLE inspection_target; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.inspection_target TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inspection_target TO anjian_steward;

--
-- Name: COLUMN inspection_target.plan; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(plan) ON TABLE public.inspection_target TO anjian_actor;

--
-- Name: COLUMN inspection_target.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(enterprise) ON TABLE public.inspection_target TO anjian_actor;

--
-- Name: COLUMN inspection_target.due_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(due_on) ON TABLE public.inspection_target TO anjian_actor;

--
-- Name: COLUMN inspection_target.side; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(side) ON TABLE public.inspection_target TO anjian_actor;

--
-- Name: COLUMN inspection_target.named; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(named) ON TABLE public.inspection_target TO anjian_actor;

--
-- Name: COLUMN inspection_target.ownerless; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(ownerless) ON TABLE public.inspection_target TO anjian_actor;

--
-- Name: SEQUENCE inspection_target_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.inspection_target_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.inspection_target_id_seq TO anjian_steward;

--
-- Name: TABLE insurance; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.insurance TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.insurance TO anjian_steward;

--
-- Name: COLUMN insurance.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.insurer; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(insurer),INSERT(insurer),UPDATE(insurer) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.policy; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(policy),INSERT(policy),UPDATE(policy) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.from_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(from_on),INSERT(from_on),UPDATE(from_on) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.until_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(until_on),INSERT(until_on),UPDATE(until_on) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.insurance TO anjian_actor;

--
-- Name: COLUMN insurance.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.insurance TO anjian_actor;

--
-- Name: SEQUENCE insurance_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.insurance_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.insurance_id_seq TO anjian_steward;

--
-- Name: TABLE layer_version; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.layer_version TO anjian_actor;
GRANT SELECT ON TABLE public.layer_version TO anjian_public;
GRANT SELECT ON TABLE public.layer_version TO anjian_session;
GRANT SELECT ON TABLE public.layer_version TO anjian_steward;

--
-- Name: TABLE licence; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.licence TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.licence TO anjian_steward;

--
-- Name: COLUMN licence.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.number; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(number),INSERT(number),UPDATE(number) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.issuer; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(issuer),INSERT(issuer),UPDATE(issuer) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.issued_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(issued_on),INSERT(issued_on),UPDATE(issued_on) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.expires_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(expires_on),INSERT(expires_on),UPDATE(expires_on) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.licence TO anjian_actor;

--
-- Name: COLUMN licence.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.licence TO anjian_actor;

--
-- Name: SEQUENCE licence_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.licence_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.licence_id_seq TO anjian_steward;

--
-- Name: TABLE password; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.password TO anjian_session;

--
-- Name: TABLE penalty; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.penalty TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.penalty TO anjian_steward;

--
-- Name: COLUMN penalty.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.decided_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(decided_on),INSERT(decided_on),UPDATE(decided_on) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.authority; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(authority),INSERT(authority),UPDATE(authority) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.document; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(document),INSERT(document),UPDATE(document) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.reason; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(reason),INSERT(reason),UPDATE(reason) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.amount; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(amount),INSERT(amount),UPDATE(amount) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.penalty TO anjian_actor;

--
-- Name: COLUMN penalty.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.penalty TO anjian_actor;

--
-- Name: SEQUENCE penalty_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.penalty_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.penalty_id_seq TO anjian_steward;

--
-- Name: TABLE place; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.place TO anjian_steward;

--
-- Name: COLUMN place.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name),INSERT(name),UPDATE(name) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.person; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(person),INSERT(person),UPDATE(person) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(phone),UPDATE(phone) ON TABLE public.place TO anjian_actor;
GRANT SELECT(phone) ON TABLE public.place TO anjian_confidant;

--
-- Name: COLUMN place.geom; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom),INSERT(geom),UPDATE(geom) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.geom_3857; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom_3857) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.code; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(code),INSERT(code),UPDATE(code) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.address; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(address),INSERT(address),UPDATE(address) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.source_datum; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source_datum),INSERT(source_datum),UPDATE(source_datum) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.manager; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(manager),INSERT(manager),UPDATE(manager) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.manager_code; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(manager_code),INSERT(manager_code),UPDATE(manager_code) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.manager_enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(manager_enterprise),INSERT(manager_enterprise),UPDATE(manager_enterprise) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.safety_manager; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(safety_manager),INSERT(safety_manager),UPDATE(safety_manager) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.safety_manager_phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(safety_manager_phone),UPDATE(safety_manager_phone) ON TABLE public.place TO anjian_actor;
GRANT SELECT(safety_manager_phone) ON TABLE public.place TO anjian_confidant;

--
-- Name: COLUMN place.emergency_contact; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(emergency_contact),INSERT(emergency_contact),UPDATE(emergency_contact) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.emergency_phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(emergency_phone),UPDATE(emergency_phone) ON TABLE public.place TO anjian_actor;
GRANT SELECT(emergency_phone) ON TABLE public.place TO anjian_confidant;

--
-- Name: COLUMN place.floors; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(floors),INSERT(floors),UPDATE(floors) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.area; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(area),INSERT(area),UPDATE(area) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.units; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(units),INSERT(units),UPDATE(units) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.lead_department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(lead_department),INSERT(lead_department),UPDATE(lead_department) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source),INSERT(source),UPDATE(source) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.opened_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(opened_at) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.reachable; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(reachable) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.safety_reachable; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(safety_reachable) ON TABLE public.place TO anjian_actor;

--
-- Name: COLUMN place.boundary_assumed; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(boundary_assumed) ON TABLE public.place TO anjian_actor;

--
-- Name: TABLE place_contact; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.place_contact TO anjian_actor;

--
-- Name: SEQUENCE place_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.place_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.place_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.place_id_seq TO anjian_session;

--
-- Name: TABLE population_point; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.population_point TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.population_point TO anjian_steward;

--
-- Name: SEQUENCE population_point_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.population_point_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.population_point_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.population_point_id_seq TO anjian_session;

--
-- Name: TABLE post; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.post TO anjian_session;
GRANT SELECT,INSERT,UPDATE ON TABLE public.post TO anjian_actor;

--
-- Name: SEQUENCE post_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.post_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.post_id_seq TO anjian_session;

--
-- Name: SEQUENCE proposal_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.proposal_id_seq TO anjian_steward;

--
-- Name: TABLE public_district; Type: ACL; Schema: public; Owner: anjian_disclosure
--

GRANT SELECT ON TABLE public.public_district TO anjian_public;

--
-- Name: TABLE public_enterprise; Type: ACL; Schema: public; Owner: anjian_disclosure
--

GRANT SELECT ON TABLE public.public_enterprise TO anjian_public;

--
-- Name: TABLE public_hazard_source; Type: ACL; Schema: public; Owner: anjian_disclosure
--

GRANT SELECT ON TABLE public.public_hazard_source TO anjian_public;

--
-- Name: TABLE rate_limit; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rate_limit TO anjian_session;

--
-- Name: TABLE reminder_letter; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.reminder_letter TO anjian_actor;

--
-- Name: TABLE reminder_reading; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.reminder_reading TO anjian_actor;

--
-- Name: COLUMN reminder_reading.reminder; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(reminder) ON TABLE public.reminder_reading TO anjian_actor;

--
-- Name: COLUMN reminder_reading.reader; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(reader) ON TABLE public.reminder_reading TO anjian_actor;

--
-- Name: COLUMN reminder_webhook.reminder; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(reminder) ON TABLE public.reminder_webhook TO anjian_actor;

--
-- Name: COLUMN reminder_webhook.attempts; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(attempts) ON TABLE public.reminder_webhook TO anjian_actor;

--
-- Name: COLUMN reminder_webhook.held_until; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(held_until) ON TABLE public.reminder_webhook TO anjian_actor;

--
-- Name: COLUMN reminder_webhook.next_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(next_at) ON TABLE public.reminder_webhook TO anjian_actor;

--
-- Name: COLUMN reminder_webhook.error; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(error) ON TABLE public.reminder_webhook TO anjian_actor;

--
-- Name: COLUMN reminder_webhook.sent_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(sent_at) ON TABLE public.reminder_webhook TO anjian_actor;

--
-- Name: TABLE report; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.report TO anjian_actor;
GRANT SELECT,DELETE ON TABLE public.report TO anjian_steward;

--
-- Name: TABLE report_figure; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.report_figure TO anjian_actor;

--
-- Name: TABLE resource; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.resource TO anjian_steward;

--
-- Name: COLUMN resource.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(kind) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.owner; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(owner) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.address; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(address) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.geom; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(geom) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.source_datum; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source_datum) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.contact; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(contact) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.phone; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(phone) ON TABLE public.resource TO anjian_confidant;

--
-- Name: COLUMN resource.quantity; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(quantity) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.unit; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(unit) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.checked_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(checked_on) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.valid_until; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(valid_until) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.resource TO anjian_actor;

--
-- Name: COLUMN resource.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.resource TO anjian_actor;

--
-- Name: TABLE resource_contact; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.resource_contact TO anjian_actor;

--
-- Name: SEQUENCE resource_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.resource_id_seq TO anjian_steward;

--
-- Name: TABLE risk_point; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.risk_point TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.risk_point TO anjian_steward;

--
-- Name: SEQUENCE risk_point_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.risk_point_id_seq TO anjian_steward;
GRANT USAGE ON SEQUENCE public.risk_point_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.risk_point_id_seq TO anjian_session;

--
-- Name: TABLE safety_fund; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.safety_fund TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.safety_fund TO anjian_steward;

--
-- Name: COLUMN safety_fund.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.year; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(year),INSERT(year),UPDATE(year) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.due; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(due),INSERT(due),UPDATE(due) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.spent; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(spent),INSERT(spent),UPDATE(spent) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: COLUMN safety_fund.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.safety_fund TO anjian_actor;

--
-- Name: SEQUENCE safety_fund_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.safety_fund_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.safety_fund_id_seq TO anjian_steward;

--
-- Name: TABLE scene; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,DELETE ON TABLE public.scene TO anjian_actor;

--
-- Name: COLUMN scene.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.scene TO anjian_session;

--
-- Name: COLUMN scene.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.scene TO anjian_actor;

--
-- Name: COLUMN scene.state; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(state) ON TABLE public.scene TO anjian_actor;
GRANT SELECT(state) ON TABLE public.scene TO anjian_session;

--
-- Name: COLUMN scene.seconds; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(seconds),UPDATE(seconds) ON TABLE public.scene TO anjian_actor;

--
-- Name: COLUMN scene.place; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(place),UPDATE(place) ON TABLE public.scene TO anjian_actor;

--
-- Name: SEQUENCE scene_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.scene_id_seq TO anjian_actor;

--
-- Name: TABLE second_factor; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.second_factor TO anjian_session;
GRANT DELETE ON TABLE public.second_factor TO anjian_actor;

--
-- Name: COLUMN second_factor.account; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(account) ON TABLE public.second_factor TO anjian_actor;

--
-- Name: COLUMN second_factor.confirmed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(confirmed_at) ON TABLE public.second_factor TO anjian_actor;

--
-- Name: TABLE session; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO anjian_session;
GRANT DELETE ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.account; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(account) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.post; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(post) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.step; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(step) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.seen_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(seen_at) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.ends_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(ends_at) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.address; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(address) ON TABLE public.session TO anjian_actor;

--
-- Name: COLUMN session.agent; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(agent) ON TABLE public.session TO anjian_actor;

--
-- Name: SEQUENCE session_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.session_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.session_id_seq TO anjian_session;

--
-- Name: TABLE setup_token; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.setup_token TO anjian_session;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.setup_token TO anjian_steward;

--
-- Name: TABLE sign_in_guard; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_guard TO anjian_session;
GRANT DELETE ON TABLE public.sign_in_guard TO anjian_actor;

--
-- Name: COLUMN sign_in_guard.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name) ON TABLE public.sign_in_guard TO anjian_actor;

--
-- Name: COLUMN sign_in_guard.failures; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(failures) ON TABLE public.sign_in_guard TO anjian_actor;

--
-- Name: COLUMN sign_in_guard.failed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(failed_at) ON TABLE public.sign_in_guard TO anjian_actor;

--
-- Name: COLUMN sign_in_guard.locked_until; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(locked_until) ON TABLE public.sign_in_guard TO anjian_actor;

--
-- Name: TABLE sign_on_flow; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.sign_on_flow TO anjian_session;

--
-- Name: TABLE single_sign_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.single_sign_on TO anjian_session;
GRANT DELETE ON TABLE public.single_sign_on TO anjian_actor;

--
-- Name: COLUMN single_sign_on.account; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(account) ON TABLE public.single_sign_on TO anjian_actor;

--
-- Name: COLUMN single_sign_on.issuer; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(issuer) ON TABLE public.single_sign_on TO anjian_actor;

--
-- Name: COLUMN single_sign_on.bound_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(bound_at) ON TABLE public.single_sign_on TO anjian_actor;

--
-- Name: TABLE special_equipment; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.special_equipment TO anjian_actor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.special_equipment TO anjian_steward;

--
-- Name: COLUMN special_equipment.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.enterprise; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(enterprise),INSERT(enterprise),UPDATE(enterprise) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.kind; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name),INSERT(name),UPDATE(name) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.registration; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(registration),INSERT(registration),UPDATE(registration) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.inspection_due_on; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(inspection_due_on),INSERT(inspection_due_on),UPDATE(inspection_due_on) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.grid; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(grid) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.department; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(department) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.source; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(source) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.changed_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_at) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: COLUMN special_equipment.changed_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(changed_by) ON TABLE public.special_equipment TO anjian_actor;

--
-- Name: SEQUENCE special_equipment_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.special_equipment_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.special_equipment_id_seq TO anjian_steward;

--
-- Name: TABLE substance_inventory; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.substance_inventory TO anjian_actor;

--
-- Name: TABLE tenant_contact; Type: ACL; Schema: public; Owner: anjian_confidant
--

GRANT SELECT ON TABLE public.tenant_contact TO anjian_actor;

--
-- Name: SEQUENCE tenant_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.tenant_id_seq TO anjian_actor;
GRANT USAGE ON SEQUENCE public.tenant_id_seq TO anjian_steward;

--
-- Name: TABLE visit_day; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT ON TABLE public.visit_day TO anjian_actor;

--
-- Name: TABLE wall_token; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT DELETE ON TABLE public.wall_token TO anjian_actor;

--
-- Name: COLUMN wall_token.id; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(id) ON TABLE public.wall_token TO anjian_actor;
GRANT SELECT(id) ON TABLE public.wall_token TO anjian_session;

--
-- Name: COLUMN wall_token.token_hash; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT INSERT(token_hash) ON TABLE public.wall_token TO anjian_actor;
GRANT SELECT(token_hash) ON TABLE public.wall_token TO anjian_session;

--
-- Name: COLUMN wall_token.name; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(name),INSERT(name) ON TABLE public.wall_token TO anjian_actor;
GRANT SELECT(name) ON TABLE public.wall_token TO anjian_session;

--
-- Name: COLUMN wall_token.scenes; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(scenes),INSERT(scenes) ON TABLE public.wall_token TO anjian_actor;
GRANT SELECT(scenes) ON TABLE public.wall_token TO anjian_session;

--
-- Name: COLUMN wall_token.made_by; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_by) ON TABLE public.wall_token TO anjian_actor;

--
-- Name: COLUMN wall_token.made_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(made_at) ON TABLE public.wall_token TO anjian_actor;

--
-- Name: COLUMN wall_token.expires_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(expires_at),INSERT(expires_at) ON TABLE public.wall_token TO anjian_actor;
GRANT SELECT(expires_at) ON TABLE public.wall_token TO anjian_session;

--
-- Name: COLUMN wall_token.used_at; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(used_at) ON TABLE public.wall_token TO anjian_actor;
GRANT SELECT(used_at),UPDATE(used_at) ON TABLE public.wall_token TO anjian_session;

--
-- Name: COLUMN wall_token.used_from; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT SELECT(used_from) ON TABLE public.wall_token TO anjian_actor;
GRANT UPDATE(used_from) ON TABLE public.wall_token TO anjian_session;

--
-- Name: SEQUENCE wall_token_id_seq; Type: ACL; Schema: public; Owner: anjian_owner
--

GRANT USAGE ON SEQUENCE public.wall_token_id_seq TO anjian_actor;

--
-- PostgreSQL database dump complete
--
