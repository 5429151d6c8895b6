-- People are corrected, and who left may come back.

-- The phone of who left may be somebody else's by now. A user name stays with whom the audit knows by it.
alter table account drop constraint account_phone_taken;
create unique index account_phone_taken on account (phone) where state <> 'left';

-- A session that ended leaves behind when it was used last: who signs out has been here all the same.
create table account_use (
  account integer primary key references account on delete cascade,
  seen_at timestamptz not null
);
comment on table account_use is 'When the sessions of an account that are gone were last used';
create function app.keep_use() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into account_use as kept (account, seen_at)
    select o.account, max(o.seen_at) from old_rows o join account a on a.id = o.account where o.step = 'done' group by o.account
    on conflict (account) do update set seen_at = greatest(kept.seen_at, excluded.seen_at);
  return null;
end $$;
create trigger keep_use after delete on session referencing old table as old_rows for each statement execute function app.keep_use();
grant select on account_use to anjian_actor, anjian_session;
alter table account_use enable row level security;
create policy sign_in on account_use for select to anjian_session using (true);
create policy security on account_use for select to anjian_actor using ((select app.role()) = 'security');

-- Nobody holds one post twice at a time: ended once, it would still be held. Only posts that come are looked at, for those that are
-- there may end whatever lies beside them.
create or replace function app.check_post() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

-- A wall is told nothing but under the conditions of its scenes, which are read with its token.
grant select (id, state) on scene to anjian_session;
create policy sign_in on scene for select to anjian_session using (true);
