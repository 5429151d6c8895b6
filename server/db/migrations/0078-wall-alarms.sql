-- What takes over a wall: an alarm of the second stage, of values beyond their limit, until it is both cleared and acknowledged. While it is
-- shelved, of a maintenance, or under the alarm of its gateway it does not, as it does not call then.
create function app.takes_wall(a alarm) returns boolean language sql stable set search_path = public, pg_temp as $$
  select a.stage = 2 and a.kind in ('high', 'low')
    and a.state in ('standing-unacknowledged', 'standing-acknowledged', 'cleared-unacknowledged') and a.shelved_until is null
    and not (not app.alarm_always_calls(a)
      and coalesce((select a.cleared_at is not null or w.until_at > app.now() from maintenance_window w where w.id = a.maintenance), false))
    and not coalesce((select r.cleared_at is null from alarm r where r.id = a.root), false)
$$;

-- Whoever is on duty now, by name alone: a wall knows no phones and no rota.
create function app.on_duty() returns table (seat text, person text) language sql stable security definer set search_path = public, pg_temp as $$
  select d.seat, d.person from duty d where app.role() in ('government', 'wall') and d.from_at <= app.now() and d.until_at > app.now()
$$;
revoke execute on function app.on_duty from public;
grant execute on function app.on_duty to anjian_actor;
