-- What is written first is dated by the clock of the product, as every change after it: two clocks in one book could tell an age below zero.
alter table enterprise alter column changed_at set default app.now();
alter table district alter column changed_at set default app.now();
alter table department alter column changed_at set default app.now();
alter table grid alter column changed_at set default app.now();
alter table hazard alter column changed_at set default app.now();
alter table hazard_source alter column changed_at set default app.now();
alter table hazard_source_substance alter column changed_at set default app.now();
alter table inspection alter column changed_at set default app.now();
alter table layer_version alter column changed_at set default app.now();
alter table risk_point alter column changed_at set default app.now();
