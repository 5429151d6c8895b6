-- Photographs of an item of a checklist, taken at an inspection, and the original of a photograph where whoever took it keeps it.
alter table document
  add column inspection integer,
  add column checklist_item integer references checklist_item,
  add column original_of integer,
  -- what an original leans on, so that both are of one enterprise
  add constraint document_of_enterprise unique (id, enterprise),
  add constraint document_of_inspection foreign key (inspection, enterprise) references inspection (id, enterprise) on delete set null (inspection),
  add constraint document_inspection_photo check (inspection is null or kind = 'photo' and media_type in ('image/jpeg', 'image/png')),
  add constraint document_original_of foreign key (original_of, enterprise) references document (id, enterprise) on delete cascade,
  add constraint document_original_once unique (original_of),
  -- of what it is a photograph its small one says
  add constraint document_original_photo check (original_of is null
    or kind = 'photo' and media_type in ('image/jpeg', 'image/png') and num_nonnulls(hazard, inspection, checklist_item) = 0);
comment on column document.inspection is 'the inspection of the same enterprise at which it was taken';
comment on column document.checklist_item is 'the item of its checklist that it shows';
comment on column document.original_of is 'the photograph of which these are the bytes as the camera made them, with all that it wrote into them';
create index document_inspection on document (inspection) where inspection is not null;
grant insert (inspection, checklist_item, original_of) on document to anjian_actor;

drop trigger stamp on document;
drop trigger history on document;
create trigger stamp before update of enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard,
  inspection, checklist_item, original_of, taken_at, taken_point, taken_accuracy on document for each row execute function app.stamp();
create trigger history after update of enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard,
  inspection, checklist_item, original_of, taken_at, taken_point, taken_accuracy or delete on document for each row execute function app.keep_history();

-- As findings are: by whoever inspects, to an inspection made here, and the item is of that very checklist.
create trigger a_evidence before insert on document for each row
  when (current_user = 'anjian_actor' and (new.inspection is not null or new.checklist_item is not null)) execute function app.take_finding();

-- An original is added by whoever added the photograph, and itself has none.
create function app.take_original() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from document d where d.id = new.original_of and d.enterprise = new.enterprise and d.kind = 'photo'
      and d.original_of is null and d.made_by = coalesce(app.person(), session_user)) then
    raise exception 'the document % is no photograph of whoever adds its original', new.original_of
      using errcode = 'check_violation', constraint = 'document_original_own', table = 'document';
  end if;
  return new;
end $$;
create trigger a_original before insert on document for each row
  when (current_user = 'anjian_actor' and new.original_of is not null) execute function app.take_original();
revoke execute on function app.take_original from public;
