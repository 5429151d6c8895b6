-- Special works: hot work of a special place is of the special level, one person is not two by how a name is typed. Alarms: another cause is explained.

-- What is said when an alarm is closed by a cause that the list does not name. Words of the past stay as they are.
alter table alarm_event add constraint alarm_event_other check (act <> 'close' or cause <> 'other' or coalesce(length(trim(note)) >= 1, false)) not valid;

-- A name as it is compared: neither width, case, nor spaces make it another.
create function app.name_key(name text) returns text language sql immutable parallel safe set search_path = ''
  return lower(regexp_replace(normalize(name, NFKC), '[\s\u200b-\u200d\u2060\ufeff\u00b7\u30fb]+', '', 'g'));

-- Where hot work is done, as its ticket says. GB 30871-2022, 5.1.2: on plant that runs and in the dike of a tank area of a major hazard it is special.
alter table special_work add column zone text constraint special_work_zone check (zone is null or zone in ('running', 'dike', 'other') and kind = 'hot');
comment on column special_work.zone is 'hot work: running 运行中的装置、设备、管道、储罐等部位, dike 重大危险源罐区防火堤内, other 其他; null in tickets from before it was asked for';
alter table special_work add constraint special_work_special check (zone is null or zone = 'other' or level = 'special');
grant insert (zone) on special_work to anjian_actor;

create function app.judge_ticket() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if app.name_key(new.guardian) = app.name_key(new.responsible) then
    raise exception 'one person is not both' using errcode = 'check_violation', constraint = 'special_work_guardian';
  end if;
  if new.kind = 'hot' and new.zone is null and current_user = 'anjian_actor' then
    raise exception 'hot work says where it is done' using errcode = 'check_violation', constraint = 'special_work_zone';
  end if;
  -- a storage unit of a major hazard is bounded by its dike or its walls (GB 18218-2018, 3.3): what is done at it is of the first level at least
  if new.kind = 'hot' and new.level = 'second' and exists (select from hazard_source s
      where s.id = new.hazard_source and s.unit_kind = 'storage' and s.level is not null) then
    raise exception 'second level at a major hazard' using errcode = 'check_violation', constraint = 'special_work_storage';
  end if;
  return new;
end $$;
create trigger judge_ticket before insert on special_work for each row execute function app.judge_ticket();
revoke execute on function app.judge_ticket from public;
