-- What inspections are judged by: when a cycle ends, and how each enterprise stood at any moment since its file was opened.

-- A cycle of months from a visit on, by the calendar of China: it ends at the same time of the same day of its last month; where that month
-- has no such day, with the end of its last day (民法典 203). One visit later never ends earlier.
create function app.cycle_end(seen timestamptz, months integer) returns timestamptz language sql immutable parallel safe
  return (case when extract(day from (seen at time zone 'Asia/Shanghai') + make_interval(months => months)) < extract(day from seen at time zone 'Asia/Shanghai')
    then date_trunc('day', (seen at time zone 'Asia/Shanghai') + make_interval(months => months)) + interval '1 day'
    else (seen at time zone 'Asia/Shanghai') + make_interval(months => months) end) at time zone 'Asia/Shanghai';
-- The same the other way round: app.cycle_end(seen, months) > moment is seen > app.cycle_start(moment, months).
create function app.cycle_start(moment timestamptz, months integer) returns timestamptz language sql immutable parallel safe
  return (case when extract(day from (moment at time zone 'Asia/Shanghai') - make_interval(months => months)) < extract(day from moment at time zone 'Asia/Shanghai')
    then date_trunc('month', (moment at time zone 'Asia/Shanghai') - make_interval(months => months)) + interval '1 month' - interval '1 microsecond'
    else (moment at time zone 'Asia/Shanghai') - make_interval(months => months) end) at time zone 'Asia/Shanghai';

-- Class and status as they changed, one row for each change; how an enterprise stood between two of them, and before the first, follows.
create table enterprise_standing (
  id            bigint primary key generated always as identity,
  enterprise    integer not null references enterprise on delete cascade,
  at            timestamptz not null,
  class_before  text,
  status_before text not null,
  class_after   text,
  status_after  text not null
);
comment on table enterprise_standing is 'Changes of class and status of an enterprise, kept by trigger; none before its file was opened';
create index enterprise_standing_of on enterprise_standing (enterprise, at, id);
create index enterprise_standing_at on enterprise_standing (at, enterprise);
insert into enterprise_standing (enterprise, at, class_before, status_before, class_after, status_after)
select h.row_id::integer, h.changed_at, h.before ->> 'class', h.before ->> 'status', h.after ->> 'class', h.after ->> 'status'
from history h join enterprise e on e.id = h.row_id
where h.table_name = 'enterprise' and h.after is not null
  and (h.before ->> 'class', h.before ->> 'status') is distinct from (h.after ->> 'class', h.after ->> 'status')
order by h.id;

create function app.keep_standing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into enterprise_standing (enterprise, at, class_before, status_before, class_after, status_after)
  values (new.id, app.now(), old.class, old.status, new.class, new.status);
  return null;
end $$;
create trigger keep_standing after update on enterprise for each row
  when ((old.class, old.status) is distinct from (new.class, new.status)) execute function app.keep_standing();
revoke execute on function app.keep_standing from public;

alter table enterprise_standing enable row level security;
grant select on enterprise_standing to anjian_actor;
create policy scope on enterprise_standing for select to anjian_actor
  using (exists (select from enterprise e where e.id = enterprise_standing.enterprise));

-- Where somebody is posted, as it stands beside the name: units, grids, or nothing. Names of units and grids are no secret.
create function app.posted_at(of_account integer) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select string_agg(distinct coalesce(d.name, g.name), '、' order by coalesce(d.name, g.name))
  from post p left join department d on d.id = p.department left join grid g on g.id = any (p.grids)
  where p.account = of_account and (p.until_at is null or p.until_at > app.now())
$$;
revoke execute on function app.posted_at from public;
grant execute on function app.posted_at, app.cycle_end, app.cycle_start to anjian_actor;

-- That an import changed a class, and when, is nothing that was built on it.
do $$
begin
  execute replace(pg_get_functiondef('app.undo_hindrances'::regproc), $old$'enterprise_alias'::regclass)$old$, $new$'enterprise_alias'::regclass, 'enterprise_standing'::regclass)$new$);
end $$;
