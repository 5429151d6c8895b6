-- The loop cannot be cheated: evidence is new, its own and stays; no late dispatch moves a due time; nobody acts for an enterprise that can.
-- core/domain/hazardLoop.ts holds the same rules.

-- Whether somebody of the enterprise has an account that can accept and submit for it now.
create function app.is_attended(target integer) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from post p join account a on a.id = p.account
    where p.enterprise = target and p.kind = 'safety-manager' and a.state = 'active'
      and p.from_at <= app.now() and coalesce(p.until_at > app.now(), true))
$$;
revoke execute on function app.is_attended from public;
grant execute on function app.is_attended to anjian_actor;
create index post_of_enterprise on post (enterprise) where enterprise is not null;

create or replace function app.hazard_refusal(e hazard_event, was record, source text, rebounded boolean) returns text
language plpgsql stable set search_path = public, pg_temp as $$
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

-- Which events cite a document.
create index hazard_event_documents on hazard_event using gin (documents) where documents <> '{}';

-- Whether what is cited bears out an act on a hazard: of a submission something whose bytes no other event has cited and that is of no other
-- hazard; of what was fixed on the spot anything, or a photograph of the hazard. Other acts need nothing.
create function app.is_borne_out(target integer, act text, cited integer[], event integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case act
    when 'submit' then exists (select from document d join hazard h on h.enterprise = d.enterprise
      where h.id = target and d.id = any (cited) and coalesce(d.hazard = target, true)
        and not exists (select from document alike join hazard_event e on e.documents @> array[alike.id] and e.documents <> '{}'
          where alike.enterprise = d.enterprise and alike.sha256 = d.sha256 and (e.hazard, e.n) is distinct from (target, event)))
    when 'fix-on-spot' then cardinality(cited) > 0 or exists (select from document d where d.hazard = target)
    else true end
$$;
revoke execute on function app.is_borne_out from public;
grant execute on function app.is_borne_out to anjian_actor;

-- Evidence is held while the event is kept: whoever deletes it meanwhile waits, and finds it cited.
create or replace function app.check_hazard_evidence() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from document d where d.id = any (new.documents) order by d.id for key share;
  if exists (select from unnest(new.documents) u (id) where not exists (select from document d join hazard h on h.enterprise = d.enterprise
      where d.id = u.id and h.id = new.hazard)) then
    raise exception 'evidence of another file' using errcode = 'check_violation', constraint = 'hazard_event_evidence', table = 'hazard_event';
  end if;
  return null;
end $$;

-- Of who acts now; what is brought in says what others kept. After the row, so that who may not act is told nothing of documents.
create function app.check_act_evidence() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
revoke execute on function app.check_act_evidence from public;
create trigger evidence_of_act after insert on hazard_event for each row when (current_user = 'anjian_actor') execute function app.check_act_evidence();

-- Who added a document, where that was an account: a name may be another's too.
alter table document add column made_account integer default app.account();
comment on column document.made_account is 'account of whoever added it; null where there was none, or that was not yet written down';

-- What an event cites is never deleted by who acts, nor by a steward: only a whole enterprise that goes takes it along, as the owner of the
-- table does. A photograph of a hazard is deleted by whoever added it alone, and until the hazard is closed.
create function app.keep_evidence() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
revoke execute on function app.keep_evidence from public;
create trigger keep_evidence before delete on document for each row when (current_user in ('anjian_actor', 'anjian_steward'))
  execute function app.keep_evidence();

-- One file may show several hazards: of each it is a document of its own, and the bytes are kept once. A trigger and no key, for what a
-- deleted hazard leaves behind is of none. The quota's lock lets one add at a time.
alter table document drop constraint document_taken;
create function app.refuse_taken_document() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from document d where d.enterprise = new.enterprise and d.sha256 = new.sha256 and d.hazard is not distinct from new.hazard
      and d.id <> new.id) then
    raise exception 'document is there' using errcode = 'unique_violation', constraint = 'document_taken', table = 'document';
  end if;
  return new;
end $$;
revoke execute on function app.refuse_taken_document from public;
create trigger taken before insert or update of enterprise, sha256 on document for each row execute function app.refuse_taken_document();
create index document_enterprise on document (enterprise);

-- A device may be wrong by two hours, not by days.
create function app.check_taken_at() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.taken_at > app.now() + interval '2 hours' then
    raise exception 'taken at %', new.taken_at using errcode = 'check_violation', constraint = 'document_taken_ahead', table = 'document';
  end if;
  return new;
end $$;
create trigger taken_ahead before insert on document for each row when (current_user = 'anjian_actor') execute function app.check_taken_at();
