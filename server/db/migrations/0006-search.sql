-- Search by any part of a name, one Chinese character included, or of its pinyin initials. Trigrams cannot find words of
-- one or two characters, so the index holds single characters and pairs.
create function app.grams(name text, initials text) returns text[] language plpgsql immutable parallel safe cost 500 set search_path = '' as $$
declare
  letters constant text[] := string_to_array(lower(name) || ' ' || lower(initials), null);
  count constant integer := array_length(letters, 1);
  made text[] := letters;
begin
  for i in 1 .. count - 1 loop
    made[count + i] := letters[i] || letters[i + 1];
  end loop;
  return made;
end $$;
-- What of them a searched text must have: itself where it is one character, else its pairs.
create function app.grams_of(searched text) returns text[] language sql immutable parallel safe set search_path = '' as $$
  select array(select distinct substr(lower(searched), i, least(2, length(searched)))
    from generate_series(1, greatest(1, length(searched) - 1)) i)
$$;
create index enterprise_grams on enterprise using gin (app.grams(name, initials));
create index enterprise_identifier on enterprise ((lower(identifier) collate "C"));

-- The scope rule in plain terms, for functions that run as the owner and therefore past the policies.
create function app.sees(enterprise_id integer, department integer, grid integer) returns boolean
  language sql stable parallel safe as $$
  select app.role() = 'government'
    or app.role() = 'department' and department = app.department()
    or app.role() = 'grid' and grid = any (app.grids())
    or app.role() = 'enterprise' and enterprise_id = app.enterprise()
$$;

-- Ids of enterprises by part of name or initials, or by the beginning of the identifier. It runs as the owner, because no
-- index serves a text search below a policy; so it says the scope rule itself, and whoever reads the rows meets the policy.
create function app.enterprises_named(searched text) returns integer[]
  language sql stable security definer set search_path = public as $$
  select array(
    select e.id from enterprise e
    where app.grams(e.name, e.initials) @> app.grams_of(searched)
      and (position(lower(searched) in lower(e.name)) > 0 or position(lower(searched) in lower(e.initials)) > 0)
      and app.sees(e.id, e.lead_department, e.grid)
    union
    select e.id from enterprise e
    where lower(e.identifier) collate "C" >= lower(searched)
      and lower(e.identifier) collate "C" < lower(searched) || chr(1114111)
      and app.sees(e.id, e.lead_department, e.grid))
$$;
revoke execute on function app.enterprises_named from public;
grant execute on function app.enterprises_named to anjian_actor;
create index enterprise_place on enterprise (place);
