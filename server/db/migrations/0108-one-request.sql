-- One request, one deed: what was said under an id is known again by its digest, and nobody walks two tracks at a time.

create table request_digest (
  request uuid primary key,
  digest  bytea not null check (octet_length(digest) = 32),
  made_at timestamptz not null default app.now()
);
comment on table request_digest is 'What was said under each caller’s own id, as SHA-256: the same again is the same deed, anything else is told so';
alter table request_digest enable row level security;

-- Whoever sends the same id at once waits until the first is done. True where nothing was said under it before, or the very same.
create function app.hold_request(of_request uuid, said bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(of_request::text, 62));
  insert into request_digest (request, digest) values (of_request, said) on conflict do nothing;
  return exists (select from request_digest k where k.request = of_request and k.digest = said);
end $$;
revoke execute on function app.hold_request from public;
grant execute on function app.hold_request to anjian_actor;

-- ── One track of a person at a time ──

-- Of a book in which somebody walked several at once, each but the latest ends where the next begins, not before what is kept of it; one whose 12 hours are over ended then.
alter table patrol_track disable trigger user;
update patrol_track t set ended_at = least(t.began_at + interval '12 hours', greatest(t.began_at, next.began_at, (select max(p.at) from patrol_point p where p.track = t.id)))
from (select k.id, lead(k.began_at) over (partition by app.hand_key(k.account, k.person) order by k.began_at, k.id) as began_at from patrol_track k) next
where next.id = t.id and t.ended_at is null and (next.began_at is not null or t.began_at + interval '12 hours' <= app.now());
alter table patrol_track enable trigger user;
create unique index patrol_track_one on patrol_track (app.hand_key(account, person)) where ended_at is null;
comment on index patrol_track_one is 'nobody walks two tracks at a time';

-- One that is over by its 12 hours ends for good before the next of the same person begins.
create function app.end_over_tracks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update patrol_track t set ended_at = t.began_at + interval '12 hours'
  where t.ended_at is null and app.hand_key(t.account, t.person) = app.hand_key(new.account, new.person) and t.began_at + interval '12 hours' <= app.now();
  return new;
end $$;
-- after a_keep, which says whose it is
create trigger b_end_over before insert on patrol_track for each row execute function app.end_over_tracks();
revoke execute on function app.end_over_tracks from public;
