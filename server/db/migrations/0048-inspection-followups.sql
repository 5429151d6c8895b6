-- What follows an inspection 检查后续: who adds which records, signatures with what was signed, advice that is answered.

create table inspection_record_right (
  kind text not null,
  post text not null,
  primary key (kind, post)
);
comment on table inspection_record_right is 'Which post adds which records of inspections; core/domain/inspections.ts holds the same';
insert into inspection_record_right
  select k, p from unnest(array['signature', 'refusal', 'remark']) k,
    unnest(array['grid-chief', 'grid-worker', 'department-officer', 'leader', 'duty-officer', 'expert', 'safety-manager']) p;
insert into inspection_record_right values
  ('advice', 'expert'), ('advice', 'duty-officer'),
  ('legal', 'duty-officer'), ('legal', 'department-officer'), ('legal', 'expert'),
  ('tracking', 'department-officer'), ('tracking', 'duty-officer'), ('tracking', 'grid-chief'), ('tracking', 'safety-manager'),
  ('revisit', 'grid-chief'), ('revisit', 'grid-worker'), ('revisit', 'department-officer'), ('revisit', 'leader'),
  ('revisit', 'duty-officer'), ('revisit', 'expert');
grant select on inspection_record_right to anjian_actor, anjian_steward;
alter table inspection_record_right enable row level security;
create policy rule on inspection_record_right for select to anjian_actor, anjian_steward using (true);

-- A signature is of the record itself, so that nobody who may delete documents deletes it: an image, and what was signed.
alter table inspection_record drop constraint inspection_record_whole, drop constraint inspection_record_kind_check, drop column document;
alter table inspection_record
  add constraint inspection_record_kind_check check (kind in ('signature', 'refusal', 'advice', 'legal', 'tracking', 'revisit', 'remark')),
  add column post text default app.hand_post(),
  add column digest text check (digest ~ '^[0-9a-f]{64}$'),
  add column image bytea check (octet_length(image) between 1 and 102400),
  add column witness text check (length(witness) between 1 and 80),
  add column signed_version integer check (signed_version >= 1),
  add column signed_findings integer check (signed_findings >= 0),
  add column signed_content jsonb,
  add column signed_digest text check (signed_digest ~ '^[0-9a-f]{64}$'),
  add column answers integer,
  add column outcome text check (outcome in ('done', 'not-yet')),
  add constraint inspection_record_of_inspection unique (id, inspection),
  add constraint inspection_record_answers foreign key (answers, inspection) references inspection_record (id, inspection),
  add constraint inspection_record_whole check (case kind
    when 'signature' then num_nonnulls(side, named, image, sha256) = 4 and num_nonnulls(witness, due_on) = 0
    when 'refusal' then side = 'enterprise' and num_nonnulls(named, note, witness) = 3 and num_nonnulls(image, sha256, due_on) = 0
    when 'advice' then num_nonnulls(note, named, due_on) = 3 and num_nonnulls(side, witness, image, sha256) = 0
    else note is not null and num_nonnulls(side, named, witness, due_on, image, sha256) = 0 end),
  add constraint inspection_record_signed check (num_nonnulls(signed_version, signed_findings, signed_content, signed_digest)
    = case when kind in ('signature', 'refusal') then 4 else 0 end),
  add constraint inspection_record_answer check (num_nonnulls(answers, outcome) in (0, 2) and (answers is null or kind in ('tracking', 'revisit')));
comment on column inspection_record.digest is 'SHA-256 of what was sent: the same again writes nothing';
comment on column inspection_record.witness is 'who saw that the enterprise refused to sign';
comment on column inspection_record.sha256 is 'of the image';
comment on column inspection_record.signed_content is 'the inspection with its findings as it stood when it was signed; its text is what signed_digest is of';
comment on column inspection_record.answers is 'the advice that a tracking or a re-visit answers; the latest answer counts';
create index inspection_record_answering on inspection_record (answers) where answers is not null;
create index inspection_record_advice on inspection_record (due_on, id) where kind = 'advice';

-- A moment as an answer spells it.
create function app.instant(moment timestamptz) returns text language sql stable parallel safe
  return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- What there is to sign: what was written on the spot, and each finding with its words, grade, day and item. How a finding goes through
-- the loop is no part of it, nor that the inspection is finished.
create function app.inspection_content(target integer) returns jsonb language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('request', i.request, 'enterprise', i.enterprise, 'kind', i.kind, 'inspector', i.inspector,
    'deviceAt', app.instant(i.device_at), 'receivedAt', app.instant(i.received_at), 'note', i.note,
    'checkIn', case when i.checked_in_at is not null then jsonb_build_object('lng', st_x(i.checked_in_point), 'lat', st_y(i.checked_in_point),
      'accuracyM', i.accuracy_m, 'at', app.instant(i.checked_in_at)) end,
    'answers', (select coalesce(jsonb_agg(jsonb_build_object('item', a.item, 'answer', a.answer, 'note', a.note) order by a.item), '[]')
      from inspection_answer a where a.inspection = i.id),
    'findings', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description, 'major', h.major,
      'dueAt', app.instant(h.due_at), 'item', h.checklist_item) order by h.id), '[]') from hazard h where h.inspection = i.id))
  from inspection i where i.id = target
$$;

-- How advice stands: done where its latest answer says so, else left over, past its day or not yet.
create function app.advice_state(advice integer, due_on date) returns text language sql stable set search_path = public, pg_temp as $$
  select case when (select a.outcome from inspection_record a where a.answers = advice order by a.id desc limit 1) = 'done' then 'done'
    when due_on < app.day_of(app.now()) then 'overdue' else 'left-over' end
$$;

create or replace function app.keep_inspection_records() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform app.refuse_inspection('records_stay');
  return null;
end $$;

-- Who adds a record, when, and what was signed is never taken from whoever asks. What they saw is: where it went on since, nothing is written.
create or replace function app.sign_inspection_record() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

create function app.take_answer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from inspection_record r where r.id = new.answers and r.inspection = new.inspection and r.kind = 'advice') then
    perform app.refuse_inspection('no_advice');
  end if;
  return new;
end $$;
create trigger b_answer before insert on inspection_record for each row when (new.answers is not null) execute function app.take_answer();

-- The image and the content stay in the row, which nobody changes: the audit names them by their hashes.
drop trigger audit_insert on inspection_record;
drop trigger audit_update on inspection_record;
drop trigger audit_delete on inspection_record;
drop trigger audit_truncate on inspection_record;
select app.audit_table('inspection_record', 'id', '{image,signed_content}');

drop policy added on inspection_record;
create policy added on inspection_record for insert to anjian_actor with check (
  exists (select from inspection_record_right r where r.kind = inspection_record.kind and r.post = app.hand_post())
  and exists (select from inspection i where i.id = inspection_record.inspection and i.request is not null
    and (inspection_record.kind not in ('signature', 'refusal', 'remark')
      or app.is_own_inspection(i.inspector_account, i.inspector) and app.may_inspect(i.kind))
    and (inspection_record.kind <> 'advice' or i.kind = 'expert')));
grant insert (digest, image, witness, signed_version, signed_findings, answers, outcome) on inspection_record to anjian_actor;
revoke execute on function app.take_answer from public;
