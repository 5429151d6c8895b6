/** Books of any size to measure on: the same rows each time, made in the database by set-based SQL. */
import type pg from 'pg'

/** How large a book is. */
export interface BookSize {
  readonly name: string
  readonly enterprises: number
  readonly hazards: number
}

/** [west, south, east, north] degrees of the book's ground: 300 built-up places on it, and a third of all rows anywhere. */
export const GROUND = [113.2, 22, 115.2, 24] as const
const [WEST, SOUTH] = GROUND

const TERRITORY = `
  insert into district (code, name, geom) values ('000000', '测速区', st_multi(st_makeenvelope(${GROUND.join(', ')}, 4326)));
  insert into department (id, code, name, person, phone, industries)
    select i, 'd' || i, '成员单位' || i, '张三', '0755-0000000', array[chr(64 + i)] from generate_series(1, 17) i;
  insert into grid (id, level, code, name, person, phone, geom)
    values (1, 1, 'g1', '测速区', '李四', '0755-0000000', st_multi(st_makeenvelope(${GROUND.join(', ')}, 4326)));
  insert into grid (id, level, code, name, parent, department, person, phone)
    select 1 + i, 2, 'g2-' || i, '单位' || i, 1, i, '王五', '0755-0000000' from generate_series(1, 17) i;
  insert into grid (id, level, code, name, parent, person, phone, geom)
    select 100 + i, 3, 'g3-' || i, '网格' || i, 1, '赵六', '0755-0000000', st_multi(st_makeenvelope(
      ${WEST} + (i % 18) * 2 / 18.0, ${SOUTH} + (i / 18) * 2 / 16.0, ${WEST} + (i % 18 + 1) * 2 / 18.0, ${SOUTH} + (i / 18 + 1) * 2 / 16.0, 4326))
    from generate_series(0, 287) i;
  insert into demo_identity (key, label, label_en, role, position) values ('government', '测速', 'Benchmark', 'government', 0);`

/** A number in [0, 1) that depends on the row and a salt alone. */
export const share = (row: string, salt: number) => `((hashint8extended(${row}, ${salt}) & 2147483647) / 2147483648.0)`

const enterprises = (n: number) => `
  insert into enterprise (id, scheme, identifier, name, initials, industry, class_computed, class_rule, risk, geom, cell, grid, lead_department, staff)
  select i, 'bench', 'b' || i, (array['鹏','港','盐','海','山','东'])[1 + i % 6] || (array['城','湾','田','港','源','达'])[1 + i / 6 % 6]
      || (array['化工','物流','商贸','冷链','电子','机械'])[1 + i / 36 % 6] || '有限公司' || i, 'pc' || i % 1000,
    chr(64 + department) || lpad((i % 90 + 1)::text, 2, '0'), (array['A','B','C'])[1 + i % 3], 'bench', nullif(i % 5, 0),
    geom, app.cell_of(geom),
    100 + floor((lng - ${WEST}) * 9)::int + 18 * floor((lat - ${SOUTH}) * 8)::int, department, i % 500
  from (select *, st_setsrid(st_makepoint(lng, lat), 4326) as geom from (select i, 1 + (i % 17) as department,
      least(greatest(${WEST} + 2 * case when i % 3 = 0 then ${share('i', 1)} else ${share('i % 300', 2)} + 0.02 * (${share('i', 3)} + ${share('i', 4)} - 1) end, ${WEST}), ${WEST} + 1.999) as lng,
      least(greatest(${SOUTH} + 2 * case when i % 3 = 0 then ${share('i', 5)} else ${share('i % 300', 6)} + 0.02 * (${share('i', 7)} + ${share('i', 8)} - 1) end, ${SOUTH}), ${SOUTH} + 1.999) as lat
    from generate_series(1, ${n}) i) place) placed`

const SOURCES = `
  insert into hazard_source (enterprise, grid, department, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
  select e.id, e.grid, e.lead_department, '罐区', 'storage', e.geom, 1, 2, v.r, v.r
  from enterprise e, lateral (select (array[5, 20, 70, 200])[1 + e.id % 4]::float8 as r) v where e.id % 50 = 0`

/** 26 months up to the day it is made, nothing closed later than that; one in fifty still open, half of those overdue. */
const hazards = (n: number, size: number) => `
  insert into hazard (enterprise, grid, department, class, risk, industry, cell, source, state, description, found_at, due_at, closed_at)
  select e.id, e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell, 'patrol', case when open then 'rectifying' else 'closed' end, '隐患',
    found, found + days * interval '1 day', case when not open then least(found + days * ${share('i', 12)} * 1.3 * interval '1 day', now) end
  from (select i, 1 + (hashint8extended(i, 9) & 2147483647) % ${size} as enterprise, i % 50 = 0 as open, 5 + i % 40 as days,
      app.now() - case when i % 50 = 0 then 45 else 790 end * ${share('i', 10)} * interval '1 day' - interval '1 hour' as found, app.now() - interval '30 minutes' as now
    from generate_series(1, ${n}) i) h join enterprise e on e.id = h.enterprise`

/** Fills a table and makes its indexes afterwards, all but those of constraints: a tenth of the time. */
export async function withoutIndexes(client: pg.ClientBase, table: string, statement: string): Promise<void> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
    [table],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await client.query(statement)
  for (const { made } of rows) await client.query(made)
}

/** Fills a migrated, empty database as its superuser: past the triggers, whose work it does itself. */
export async function fillBook(client: pg.ClientBase, { enterprises: size, hazards: n }: BookSize): Promise<void> {
  await client.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
  )
  await client.query(`${TERRITORY} select app.fit_cells()`)
  await withoutIndexes(client, 'enterprise', enterprises(size))
  await client.query(SOURCES)
  await client.query('analyze enterprise')
  await withoutIndexes(client, 'hazard', hazards(n, size))
  await client.query('analyze hazard')
  await client.query(`select app.rebuild_rollups(); set session_replication_role = origin`)
  await client.query('cluster enterprise using enterprise_geom_3857')
  await client.query('vacuum analyze')
}
