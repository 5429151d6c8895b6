-- What an import added is counted anew before it is summed. Where statistics were taken after an import was broken off, both tables were
-- thought to be empty: each enterprise was compared with each change, or looked for in any index (60,000 rows: minutes instead of a second).
create or replace function app.sum_imported() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  statement text;
begin
  analyze enterprise (id), import_change (import, topic, id);
  foreach statement in array app.enterprise_sums(format('select 1 as sign, e.* from public.enterprise e join public.import_change c
    on c.import = %s and c.topic = ''enterprise'' and c.id = e.id and c.before is null', new.id)) loop
    execute statement;
  end loop;
  return null;
end $$;
