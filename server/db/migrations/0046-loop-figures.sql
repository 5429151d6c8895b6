-- Clocks are counted over the days before now, and repeats over a year: each is found by when it stopped.
create index hazard_dispatched on hazard (dispatched_at desc, id desc) include (found_at, enterprise, grid, department) where dispatched_at is not null;
create index hazard_submitted on hazard (submitted_at desc, id desc) include (dispatched_at, state, enterprise, grid, department)
  where submitted_at is not null;
