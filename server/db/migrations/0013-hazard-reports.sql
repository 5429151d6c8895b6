-- Who may report what by hand, so that nobody forges the word of another: an enterprise its own findings, a grid chief what the
-- patrol saw or people told, the government's side what its checks, experts and third parties found. A sensor speaks for itself:
-- its hazards are no person's to report. core/contract/hazards.ts says the same to whoever asks.
alter policy report on hazard with check (case (select app.role())
  when 'government' then source in ('patrol', 'enforcement', 'expert', 'third-party', 'report')
  when 'department' then department = (select app.department())
    and source in ('patrol', 'enforcement', 'expert', 'third-party', 'report')
  when 'grid' then grid = any ((select app.grids())::integer[]) and source in ('patrol', 'report')
  when 'enterprise' then enterprise = (select app.enterprise()) and source = 'self'
  else false end);

-- A due time beyond a year was a slip of the pen and is brought back to it; the history keeps what was written.
update hazard set due_at = found_at + interval '366 days' where due_at - found_at > interval '366 days';
alter table hazard add constraint hazard_due_within_a_year check (due_at - found_at <= interval '366 days');
comment on column hazard.due_at is 'end of the time allowed for putting it right, at most a year (of 366 days) after it was found';
