-- A sensor that was in use is kept, for rates are told of its time. Of the demonstration that time goes first, so that all of it can go when real
-- rows come: after ten minutes it could not any more. In a real book nobody deletes it.
grant delete on sensor_service to anjian_steward;
create policy dropped on sensor_service for delete to anjian_steward using (exists (select from district where demo));
