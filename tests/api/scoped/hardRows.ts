import type { FreshDatabase } from '../database.ts'

/** Rows by which a scope is easily got wrong: without department, without position, in no grid, with two sources of one level. */
export async function hardRows({ owner }: Pick<FreshDatabase, 'owner'>): Promise<void> {
  await owner.query(
    `insert into enterprise (scheme, identifier, name, initials, geom, class_computed, class_rule) values
      ('demo', 'X-1', '无主样板（演示）', 'wzyb', st_setsrid(st_makepoint(121.5, 37.42), 4326), 'A', 'CL-1'),
      ('demo', 'X-2', '无位置样板（演示）', 'wwzyb', null, 'B', 'CL-1'),
      ('demo', 'X-3', '盲区样板（演示）', 'mqyb', st_setsrid(st_makepoint(121.9, 37.9), 4326), null, null)`,
  )
  await owner.query(
    `insert into hazard (enterprise, source, description, found_at, due_at)
     select id, 'self', '样板', app.now() - interval '40 days', app.now() - interval '1 day' from enterprise where scheme = 'demo'`,
  )
  // enterprises with two sources of one level, who count once in its facet
  await owner.query(
    `insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
     select enterprise, name || '（二）', unit_kind, geom, alpha, sum_ratio, sum_weighted, r
     from hazard_source where level is not null order by id limit 5`,
  )
}
