-- Whom to visit next 走访安排: the numbers by which enterprises are ranked and the round of a day is found. Nothing of a round is kept: it is
-- derived when it is asked for.

create table visit_round_rule (
  kind       text primary key check (kind in ('class-a', 'class-b', 'class-c', 'risk-red', 'risk-orange', 'risk-yellow', 'risk-blue', 'risk-none',
    'never-visited', 'overdue', 'overdue-cycle', 'overdue-most', 'due', 'visited', 'hazard-overdue-major', 'hazard-overdue', 'hazard-major',
    'hazard-open', 'minutes-a', 'minutes-b', 'minutes-c', 'speed', 'detour', 'starts', 'day-minutes', 'opens', 'closes', 'most-routed')),
  version    integer not null default 1 check (version >= 1),
  value      double precision not null,
  source     text not null check (length(source) between 1 and 300),
  changed_at timestamptz not null default app.now(),
  changed_by text not null default coalesce(app.person(), session_user),
  constraint visit_round_rule_value check (case
    when kind in ('starts', 'opens', 'closes') then value between 0 and 1440 and value = floor(value)
    when kind like 'minutes-%' or kind = 'day-minutes' then value between 1 and 1440 and value = floor(value)
    when kind = 'most-routed' then value between 1 and 40 and value = floor(value)
    when kind = 'speed' then value between 1 and 120
    when kind = 'detour' then value between 1 and 5
    when kind = 'overdue-cycle' then value between 0 and 1000
    else value > 0 and value <= 1000 end)
);
comment on table visit_round_rule is 'Numbers of whom to visit next; docs/rounds.md says what each does';
comment on column visit_round_rule.value is 'a factor; minutes; km/h; minutes of the day of China; how many are tried for a round';
comment on column visit_round_rule.source is 'where the number comes from';
insert into visit_round_rule (kind, value, source) values
  ('class-a', 4, '本系统默认'), ('class-b', 2, '本系统默认'), ('class-c', 1, '本系统默认'),
  ('risk-red', 2, '本系统默认'), ('risk-orange', 1.5, '本系统默认'), ('risk-yellow', 1.2, '本系统默认'), ('risk-blue', 1, '本系统默认'),
  ('risk-none', 1.2, '本系统默认：未评级按黄'),
  ('never-visited', 3, '本系统默认'), ('overdue', 2, '本系统默认：刚超期'), ('overdue-cycle', 1, '本系统默认：每再超一个周期加 1'),
  ('overdue-most', 4, '本系统默认'), ('due', 1, '本系统默认：7 日内到期'), ('visited', 0.25, '本系统默认：周期内已查，仅因超期隐患列入'),
  ('hazard-overdue-major', 3, '本系统默认'), ('hazard-overdue', 2, '本系统默认'), ('hazard-major', 1.5, '本系统默认'), ('hazard-open', 1.2, '本系统默认'),
  ('minutes-a', 60, '本系统默认'), ('minutes-b', 45, '本系统默认'), ('minutes-c', 30, '本系统默认'),
  ('speed', 20, '本系统默认：电动车，每小时 20 公里'), ('detour', 1.4, '本系统默认：道路里程约为直线的 1.4 倍'),
  ('starts', 510, '本系统默认：08:30'), ('day-minutes', 480, '本系统默认：8 小时，含回到出发地'),
  ('opens', 510, '本系统假定：档案没有各单位的营业时间，一律按 08:30'), ('closes', 1050, '本系统假定：一律按 17:30'),
  ('most-routed', 30, '本系统默认：按分值取前 30 家排路线');

-- A number that changes makes another rule; opening hours stay hours.
create function app.version_round_rule() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.kind <> old.kind then raise exception 'a rule keeps its kind' using errcode = '23514', constraint = 'visit_round_rule_kind'; end if;
  new.version := old.version + (new.value <> old.value)::int;
  return new;
end $$;
create trigger a_version before update on visit_round_rule for each row execute function app.version_round_rule();
create trigger stamp before update on visit_round_rule for each row execute function app.stamp();

alter table visit_round_rule enable row level security;
grant select on visit_round_rule to anjian_actor;
create policy scope on visit_round_rule for select to anjian_actor using ((select app.role()) in ('government', 'department', 'grid'));
select app.watch('visit_round_rule', 'grids', 'null', 'null', 'null');
select app.audit_table('visit_round_rule', 'kind');
