-- How long values are kept is set where people see it: over the version that was seen, by who answers for it. Versions only grow.
alter table reading_rule add column follows integer constraint reading_rule_follows_once unique references reading_rule;
update reading_rule r set follows = (select max(p.version) from reading_rule p where p.version < r.version) where exists (select from reading_rule p where p.version < r.version);
comment on column reading_rule.follows is 'the version before it: of two that are set at once one is refused; an operator need not name it';
create function app.sign_reading_rule() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'versions of the rule only grow' using errcode = '23514', constraint = 'reading_rule_stays';
  end if;
  new.follows := coalesce(new.follows, (select max(r.version) from reading_rule r));
  new.made_at := app.now();
  new.made_by := coalesce(app.person(), session_user);
  return new;
end $$;
create trigger a_sign before insert or update on reading_rule for each row execute function app.sign_reading_rule();
create policy set on reading_rule for insert to anjian_actor with check (app.hand_post() in ('leader', 'data-steward'));
grant insert (raw_days, minute_days, hour_days, reason, follows) on reading_rule to anjian_actor;
select app.watch('reading_rule', 'readings', 'null', 'null', 'null');

-- What is kept and how much room it takes: each day of values, months of minutes together, hours.
create function app.reading_room() returns table (day date, bytes double precision) language sql stable security definer set search_path = public, pg_temp as $$
  select to_date(right(c.relname, 8), 'YYYYMMDD'), pg_total_relation_size(c.oid)::float8 from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'reading'::regclass and c.relname ~ '^reading_[0-9]{8}$' order by 1
$$;
create function app.rolled_room(out minutes double precision, out hours double precision) language sql stable security definer set search_path = public, pg_temp as $$
  select (select coalesce(sum(pg_total_relation_size(i.inhrelid)), 0)::float8 from pg_inherits i where i.inhparent = 'reading_minute'::regclass),
    pg_total_relation_size('reading_hour'::regclass)::float8
$$;
revoke execute on function app.reading_room, app.rolled_room from public;
grant execute on function app.reading_room, app.rolled_room to anjian_actor;
