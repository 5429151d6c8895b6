import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { fromWgs84 } from '../../server/files/datum.ts'
import { deskOf } from './desk.ts'
import { CODES, mapped, sourcesBook } from './sourcesBook.ts'

const plants = sourcesBook()
const { ask, fileOf, take, undo } = plants
const FIRST = CODES[0]!

const RESOURCES = mapped('resources', {
  resourceKind: '类型',
  name: '名称',
  owner: '单位',
  phone: '电话',
  lng: '经度',
  lat: '纬度',
})
const official: Actor = { role: 'government', person: '值班员', grids: [], account: 3, post: 'duty-officer' }
const chief = (grid: number): Actor => ({
  role: 'grid',
  person: '网格长',
  grids: [grid],
  account: 4,
  post: 'grid-chief',
})
const list = async (actor: Actor, query: Record<string, string> = {}) =>
  (await deskOf(plants.book, actor).get('/resources').query(query)).body

beforeEach(async () => {
  await ask('truncate resource restart identity')
  await ask(
    `insert into grid (id, level, code, name, person, phone) overriding system value values (9, 1, 'g', '全区', '甲', '0535-000000')`,
  )
  await ask(`insert into grid (parent, code, name, level, person, phone, geom) select 9, 'G' || i, '网格' || i, 3, '甲', '0535-000000',
    st_multi(st_makeenvelope(121.4 + 0.1 * (i - 1), 37.4, 121.4 + 0.1 * i, 37.6, 4326)) from generate_series(1, 2) i`)
  const [lng, lat] = fromWgs84([121.45, 37.5], 'gcj02')
  const file = fileOf(['类型,名称,单位,电话,经度,纬度', `队伍,化工队,${FIRST},0535-6000001,${lng},${lat}`,
    `物资,泵_甲,区局,0535-6000002,${lng + 0.1},${lat}`, '物资,泵乙,区局,,,'].join('\n')) // prettier-ignore
  expect(await take(file, RESOURCES, 'gcj02')).toMatchObject({ added: 3, rejected: 0 })
})

test('stand where the file says in its datum, are paged, and asked for by kind, grid and name', async () => {
  const { total, rows, next } = await list(official)
  expect([total, next, rows.map(({ name }: { name: string }) => name)]).toEqual([3, null, ['泵_甲', '泵乙', '化工队']])
  const team = rows[2]
  expect([team.enterprise, team.grid, team.phone]).toEqual([1, 1, '0535-6000001'])
  expect(Math.hypot(team.position[0] - 121.45, team.position[1] - 37.5)).toBeLessThan(1e-5)
  const first = await list(official, { limit: '2' })
  expect([first.total, first.rows.length]).toEqual([3, 2])
  expect((await list(official, { limit: '2', after: first.next })).rows).toEqual([team])
  expect((await list(official, { kind: 'material' })).total).toBe(2)
  expect((await list(official, { grid: '2' })).rows.map(({ name }: { name: string }) => name)).toEqual(['泵_甲'])
  expect((await list(official, { search: '泵_' })).total).toBe(1)
})

test('are seen by the government side whole, by a chief in the own grids, by an enterprise its own, and phones by few', async () => {
  expect(
    (
      await list({
        role: 'department',
        person: '干事',
        grids: [],
        department: 1,
        account: 5,
        post: 'department-officer',
      })
    ).total,
  ).toBe(3)
  expect((await list(chief(1))).rows).toMatchObject([{ name: '化工队', phone: '0535-6000001' }])
  expect((await list(chief(2))).rows).toMatchObject([{ name: '泵_甲' }])
  const own: Actor = {
    role: 'enterprise',
    person: '安全员',
    grids: [],
    enterprise: 1,
    account: 6,
    post: 'safety-manager',
  }
  expect((await list(own)).rows.map(({ name }: { name: string }) => name)).toEqual(['化工队'])
  expect((await list({ ...own, enterprise: 2 })).total).toBe(0)
  expect(
    (await list({ role: 'expert', person: '专家', grids: [], enterprises: [1], account: 7, post: 'expert' })).total,
  ).toBe(0)
  const wall: Actor = { role: 'wall', person: '大屏', grids: [] }
  const blind = await inScope(plants.book.pool, wall, (db) => db.raw(sql`select from resource_contact`))
  expect(blind).toMatchObject({ rowCount: 0 })
})

test('take no word from anybody but the importer', async () => {
  const attempt = inScope(plants.book.pool, official, (db) => db.raw(sql`update resource set name = 'x'`))
  await expect(attempt).rejects.toMatchObject({ code: '42501' })
  await undo(1)
  expect((await list(official)).total).toBe(0)
})

test('keep their place where a file that comes later leaves it blank', async () => {
  const later = fileOf(['类型,名称,单位,电话,经度,纬度', `队伍,化工队,${FIRST},0535-6000001,,`].join('\n'))
  expect(await take(later, RESOURCES, 'gcj02')).toMatchObject({ changed: 0, unchanged: 1 })
  expect(await ask(`select from resource where name = '化工队' and geom is not null`)).toHaveLength(1)
})
