import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from './database.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase()
  await book.owner.query(`
    insert into enterprise (scheme, identifier, name, industry, geom)
    select 'demo', 'E' || i, '样板' || i, 'C2614', st_setsrid(st_makepoint(i + 0.5, 0.5), 4326) from generate_series(1, 4) i`)
})
afterAll(() => book.drop())

test('copies of the keys on hazard sources follow their enterprise, and are no change of the source', async () => {
  const follow = `select count(*)::int as n, count(*) filter (where (s.grid, s.department, s.class, s.risk, s.industry, s.cell)
    is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell))::int as stale
    from hazard_source s join enterprise e on e.id = s.enterprise`
  await book.owner.query("insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', geom from enterprise where geom is not null limit 3")
  const { rows: before } = await book.owner.query<{ n: number; stale: number }>(follow)
  expect(before[0]?.n).toBe(3)
  expect(before[0]?.stale).toBe(0)
  await book.owner.query('delete from history')
  await book.owner.query("update enterprise set class_override = 'B', class_override_reason = '试', class_override_by = '某', class_override_at = app.now(), class_override_until = (app.now() at time zone 'Asia/Shanghai')::date, industry = 'C1311'")
  expect((await book.owner.query(follow)).rows).toEqual(before)
  expect((await book.owner.query("select count(*)::int as n from hazard_source where class = 'B'")).rows).toEqual([{ n: before[0]?.n }])
  const kept = "select count(*)::int as n from history where table_name = 'hazard_source'"
  expect((await book.owner.query(kept)).rows).toEqual([{ n: 0 }])
  await book.owner.query("update hazard_source set principal = '换人'")
  expect((await book.owner.query(kept)).rows).toEqual([{ n: before[0]?.n }])
}) // prettier-ignore
