-- Roles of the cluster. Run once per cluster by a role that may create roles; running it again changes nothing.
--   anjian_owner       owns the tables and runs migrations; nobody signs in as it
--   anjian_server      the login of the server: owns nothing, holds no right of its own, may only become one of:
--   anjian_actor         a person of the house, narrowed by row-level policies
--   anjian_public        anybody: the disclosed views and nothing else
--   anjian_session       sign-in: the tables of sessions and demo identities
--   anjian_gateway       a gateway by its token: adds readings of its own sensors
--   anjian_operator    the login of the command line (import, demo district); may only become:
--   anjian_steward       data steward: writes the books
--   anjian_disclosure  owns the disclosed views and may read just the columns they show
--   anjian_confidant   owns the views of columns for few, reads these within the scope of whoever asks
--   anjian_clock       may set the clock; granted to nobody outside tests
do $$
declare role_name text;
begin
  foreach role_name in array array['anjian_owner', 'anjian_actor', 'anjian_public', 'anjian_session', 'anjian_gateway',
                                   'anjian_steward', 'anjian_disclosure', 'anjian_confidant', 'anjian_clock'] loop
    if to_regrole(role_name) is null then
      execute format('create role %I nologin', role_name);
    end if;
  end loop;
  foreach role_name in array array['anjian_server', 'anjian_operator'] loop
    if to_regrole(role_name) is null then
      execute format('create role %I login noinherit', role_name);
    end if;
  end loop;
end $$;
grant anjian_actor, anjian_public, anjian_session, anjian_gateway to anjian_server;
grant anjian_steward to anjian_operator;
grant anjian_disclosure, anjian_confidant to anjian_owner;
grant anjian_actor to anjian_confidant;
