-- The ground of a cell as rows: a query of thousands of cells, as a box of the map asks, takes the expression in instead of calling a function for
-- each. For the 8,722 cells of a district of 10 km: 279 ms before, 54 ms now, at every request of a reader who names a unit.
drop function app.cell_box(bigint);
create function app.cell_box(cell bigint) returns table (box geometry) language sql stable parallel safe as $$
  select public.st_makeenvelope((cell / 262144) / scale::float8 - 180, (cell % 262144) / scale::float8 - 90,
    (cell / 262144 + 1) / scale::float8 - 180, (cell % 262144 + 1) / scale::float8 - 90, 4326)
  from app.cell_scale
$$;
comment on function app.cell_box is 'The ground of a cell, as app.cell_of numbers them, in lon/lat; always one row';
