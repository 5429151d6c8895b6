-- Evidence has room of its own: it is asked for and stays, so a full file must not stop the loop of hazards.
create or replace function app.document_quota() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  evidence constant boolean := num_nonnulls(new.hazard, new.inspection) > 0;
  most constant integer := case when evidence then 5000 else 500 end;
  most_bytes constant bigint := case when evidence then 10737418240 else 2147483648 end;
  held record;
begin
  perform pg_advisory_xact_lock(hashtext('anjian documents'), new.enterprise);
  select count(*) as documents, coalesce(sum(bytes), 0) as bytes into held from document
    where enterprise = new.enterprise and id <> new.id and (num_nonnulls(hazard, inspection) > 0) = evidence;
  if held.documents >= most or held.bytes + new.bytes > most_bytes then
    raise exception 'the enterprise % holds % documents of % bytes', new.enterprise, held.documents, held.bytes
      using errcode = 'check_violation', constraint = 'document_quota', table = 'document';
  end if;
  return new;
end $$;
