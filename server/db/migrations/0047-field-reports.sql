-- Reports of a phone that was offline, and photographs by those who supervise.

-- Where and how long ago a hazard was found, as a device says, and when its report reached us.
alter table hazard
  add column received_at timestamptz,
  add column found_point geometry(Point, 4326),
  add column found_accuracy double precision,
  add constraint hazard_found_point_on_earth check (st_x(found_point) between -180 and 180 and st_y(found_point) between -90 and 90),
  add constraint hazard_found_accuracy_of_point check (found_accuracy between 0 and 20100000),
  add constraint hazard_found_whole check ((found_point is null) = (found_accuracy is null)),
  -- what a photograph of a hazard leans on, so that both are of one enterprise
  add constraint hazard_of_enterprise unique (id, enterprise);
comment on column hazard.received_at is 'when its report reached the server; null where it was brought in or that was not yet written down';
comment on column hazard.found_point is 'where the device was that reported it, as the device says; never corrected';
comment on column hazard.found_accuracy is 'radius around found_point, metres, as the device says';
grant insert (found_point, found_accuracy) on hazard to anjian_actor;

-- Whoever reports says how long ago it was found, within bounds; when the report came is never taken from whoever asks.
-- Hours, for a day of a session may be longer or shorter.
create function app.receive_hazard() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not coalesce(new.found_at between app.now() - interval '744 hours' and app.now(), false) then
    raise exception 'found at %, which is not within the 31 days before now', new.found_at
      using errcode = 'check_violation', constraint = 'hazard_found_lately', table = 'hazard';
  end if;
  new.received_at := app.now();
  return new;
end $$;
create trigger receive before insert on hazard for each row when (current_user = 'anjian_actor') execute function app.receive_hazard();

-- What a device says of a photograph.
alter table document
  add column request uuid,
  add column hazard integer,
  add column taken_at timestamptz check (taken_at >= timestamptz '1970-01-01T00:00:00Z'),
  add column taken_point geometry(Point, 4326),
  add column taken_accuracy double precision check (taken_accuracy between 0 and 20100000),
  add constraint document_request unique (request),
  add constraint document_of_hazard foreign key (hazard, enterprise) references hazard (id, enterprise) on delete set null (hazard),
  add constraint document_hazard_photo check (hazard is null or kind = 'photo' and media_type in ('image/jpeg', 'image/png')),
  add constraint document_taken_on_earth check (st_x(taken_point) between -180 and 180 and st_y(taken_point) between -90 and 90),
  add constraint document_taken_whole check (taken_accuracy is null or taken_point is not null);
comment on column document.request is 'the caller''s own id: sent twice it makes one document';
comment on column document.hazard is 'the hazard of the same enterprise of which it is a photograph';
comment on column document.taken_at is 'by the clock of the device, which may be wrong';
comment on column document.taken_point is 'where the device was, as it says; never corrected';
comment on column document.taken_accuracy is 'radius around taken_point, metres, as the device says';
create index document_hazard on document (hazard) where hazard is not null;
grant insert (request, hazard, taken_at, taken_point, taken_accuracy) on document to anjian_actor;

drop trigger stamp on document;
drop trigger history on document;
create trigger stamp before update of enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard,
  taken_at, taken_point, taken_accuracy on document for each row execute function app.stamp();
create trigger history after update of enterprise, section, kind, title, file_name, media_type, bytes, sha256, scanned_at, note, request, hazard,
  taken_at, taken_point, taken_accuracy or delete on document for each row execute function app.keep_history();

-- Data steward and safety manager add whatever belongs to a file; who supervises, and an enterprise's workers, photographs of what they found.
-- core/domain/documentRights.ts says the same.
alter policy added on document with check (case (select app.role())
  when 'government' then case coalesce((select app.post()), 'data-steward')
    when 'data-steward' then true
    else (select app.post()) in ('leader', 'duty-officer') and section in ('hazards', 'inspections')
      and kind = 'photo' and media_type in ('image/jpeg', 'image/png') end
  when 'department' then department = (select app.department()) and coalesce((select app.post()), 'department-officer') = 'department-officer'
    and section in ('hazards', 'inspections') and kind = 'photo' and media_type in ('image/jpeg', 'image/png')
  when 'grid' then grid = any ((select app.grids())::integer[]) and coalesce((select app.post()), 'grid-chief') in ('grid-chief', 'grid-worker')
    and section in ('hazards', 'inspections') and kind = 'photo' and media_type in ('image/jpeg', 'image/png')
  when 'expert' then enterprise = any ((select app.enterprises())::integer[]) and coalesce((select app.post()), 'expert') = 'expert'
    and section in ('hazards', 'inspections') and kind = 'photo' and media_type in ('image/jpeg', 'image/png')
  when 'enterprise' then enterprise = (select app.enterprise()) and case coalesce((select app.post()), 'safety-manager')
    when 'safety-manager' then true
    else (select app.post()) = 'worker' and section = 'hazards' and kind = 'photo' and media_type in ('image/jpeg', 'image/png') end
  else false end);

-- Evidence of an act is of the file of the hazard's enterprise. After the row, so that who may not act is told nothing of documents.
create function app.check_hazard_evidence() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from unnest(new.documents) u (id) where not exists (select from document d join hazard h on h.enterprise = d.enterprise
      where d.id = u.id and h.id = new.hazard)) then
    raise exception 'evidence of another file' using errcode = 'check_violation', constraint = 'hazard_event_evidence', table = 'hazard_event';
  end if;
  return null;
end $$;
revoke execute on function app.check_hazard_evidence from public;
create trigger evidence after insert on hazard_event for each row when (cardinality(new.documents) > 0) execute function app.check_hazard_evidence();
