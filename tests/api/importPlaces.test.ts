import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExportFormat } from '#core/contract/exports.ts'
import { fromWgs84 } from '../../server/files/datum.ts'
import { deskOf } from './desk.ts'
import { taking } from './exportBook.ts'
import { CODES, kept, mapped, sourcesBook, steward } from './sourcesBook.ts'

const plants = sourcesBook()
const { ask, fileOf, take, undo } = plants
const files = taking()
afterAll(() => files.drop())
const [FIRST, SECOND] = CODES as [string, string]

const DRAWN = mapped('places', { placeKind: 'kind', name: 'name', code: 'code' })
const PLACES = mapped('places', { placeKind: '类型', name: '名称', code: '编号', manager: '管理单位', lng: '经度', lat: '纬度' }) // prettier-ignore
const placeFile = (...rows: string[]) => fileOf(['类型,名称,编号,管理单位,经度,纬度', ...rows].join('\n'))
const TENANTS = mapped('tenants', { place: '楼宇', name: '单位', enterprise: '信用代码', until: '迁出' })
const tenantFile = (...rows: string[]) => fileOf(['楼宇,单位,信用代码,迁出', ...rows].join('\n'))
/** Places as polygons, a list of corners each. */
const drawn = (...of: readonly (readonly [kind: string, name: string, rings: readonly (readonly (readonly [number, number])[])[]])[]) =>
  fileOf(
    JSON.stringify({
      type: 'FeatureCollection',
      features: of.map(([kind, name, rings]) => ({
        type: 'Feature', properties: { kind, name, code: name }, geometry: { type: 'Polygon', coordinates: rings },
      })),
    }),
    'geojson',
  ) // prettier-ignore
const box = (west: number, south: number, east: number, north: number): readonly (readonly [number, number])[] =>
  [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore

const places = () =>
  ask(`select p.name, p.code, g.code as grid, round(st_x(st_centroid(p.geom))::numeric, 4)::float8 as lng, round(st_area(p.geom::geography)) as m2,
    p.boundary_assumed as assumed, p.source_datum as datum, p.source, p.changed_by as by from place p left join grid g on g.id = p.grid order by p.id`)
const tenants = () =>
  ask(`select t.name, e.name as file, sits.name as sits, t.until::text from tenant t left join enterprise e on e.id = t.enterprise
    left join place sits on sits.id = e.place order by t.id`)
const rulesOf = ({ issues }: Awaited<ReturnType<typeof take>>) => issues.map(({ row, column, rule, found }) => [row, column, rule, found]) // prettier-ignore

beforeEach(async () => {
  await ask('truncate place, department, history restart identity cascade')
  await ask(`truncate import_stage, import_change, import, enterprise restart identity cascade`)
  await ask(
    `insert into enterprise (scheme, identifier, name, source, source_datum, geom)
     select 'uscc', key, '厂' || at, 'import', 'wgs84', st_setsrid(st_makepoint(121.4, 37.5), 4326) from unnest($1::text[]) with ordinality e (key, at)`,
    [CODES],
  )
  await ask(`insert into grid (id, level, code, name, person, phone) overriding system value values (9, 1, 'g', '全区', '甲', '0535-000000')`) // prettier-ignore
  await ask(`insert into grid (parent, code, name, level, person, phone, geom) select 9, 'G' || i, '网格' || i, 3, '甲', '0535-000000',
    st_multi(st_makeenvelope(121.4 + 0.1 * (i - 1), 37.4, 121.4 + 0.1 * i, 37.6, 4326)) from generate_series(1, 2) i`)
})

describe('the ground of a place', () => {
  test('is drawn in the datum of its file and finds its grid; a point in a table moves no boundary', async () => {
    const ring = box(121.45, 37.5, 121.46, 37.51).map((at) => fromWgs84(at, 'gcj02'))
    const file = drawn(['park', 'P1', [ring]])
    expect(await take(file, DRAWN, 'gcj02')).toMatchObject({ added: 1, rejected: 0, located: 1, issues: [] })
    const [park] = await places()
    expect(park).toMatchObject({ name: 'P1', grid: 'G1', lng: 121.455, assumed: false, datum: 'gcj02', source: 'import', by: 'import' }) // prettier-ignore
    // 0.01° of longitude at 37.505° by 0.01° of latitude, on the ellipsoid
    expect(Math.abs(Number(park?.['m2']) - 981_000)).toBeLessThan(2_000)
    expect(await take(file, DRAWN, 'gcj02')).toMatchObject({ added: 0, changed: 0, unchanged: 1 })

    const inside = await take(placeFile('园区,P1,P1,,121.451,37.509'), PLACES)
    expect([inside.changed, rulesOf(inside)]).toEqual([0, []])
    const outside = await take(placeFile('园区,P1,P1,新物业,121.55,37.5', '楼宇,T1,T1,,121.55,37.5', '楼宇,T2,,,121.55,37.5'), PLACES)
    expect([outside.added, outside.changed]).toEqual([2, 1])
    expect(rulesOf(outside)).toEqual([[2, '经度, 纬度', 'outside-boundary', ''], [3, '经度, 纬度', 'boundary-assumed', ''], [4, '经度, 纬度', 'boundary-assumed', '']])
    expect(await places()).toMatchObject([
      { name: 'P1', grid: 'G1', lng: 121.455, assumed: false, datum: 'gcj02' },
      { name: 'T1', grid: 'G2', lng: 121.55, assumed: true, datum: 'wgs84' },
      { name: 'T2', grid: 'G2', lng: 121.55, assumed: true },
    ])
  }) // prettier-ignore

  test('that was assumed follows its point, until a file or a person draws it', async () => {
    await take(placeFile('楼宇,T1,T1,,121.45,37.5', '楼宇,T2,T2,,121.46,37.5'), PLACES)
    await take(placeFile('楼宇,T1,T1,,121.55,37.5'), PLACES)
    expect(await places()).toMatchObject([{ grid: 'G2', lng: 121.55, assumed: true }, { grid: 'G1', assumed: true }])
    await take(drawn(['tower', 'T1', [box(121.551, 37.5, 121.552, 37.501)]]), DRAWN)
    await ask(`update place set source = 'person', geom = st_makeenvelope(121.46, 37.5, 121.461, 37.501, 4326) where name = 'T2'`)
    expect((await places()).map(({ assumed }) => assumed)).toEqual([false, false])
    const { rows } = (await deskOf(plants.book, steward).get('/places')).body
    const lacks = async (at: number) => (await deskOf(plants.book, steward).get(`/places/${rows[at].id}`)).body.sections[3].lacks
    expect([await lacks(0), await lacks(1)]).toEqual([[], []])
    // what was drawn is taken back with the file that drew it
    expect((await undo(3)).undoneBy).not.toBeNull()
    expect(await places()).toMatchObject([{ name: 'T1', lng: 121.55, assumed: true }, { assumed: false }])
    expect(await lacks(0)).toEqual(['boundary'])
  }) // prettier-ignore

  test('that is none is refused: crossed, in pieces, beyond the district, a line', async () => {
    const bowtie = [[121.45, 37.5], [121.46, 37.51], [121.46, 37.5], [121.45, 37.51], [121.45, 37.5]] as const // prettier-ignore
    const file = drawn(['park', 'P1', [bowtie]], ['park', 'P2', [box(122.5, 37.5, 122.6, 37.6)]])
    const report = await take(file, DRAWN)
    expect(rulesOf(report)).toEqual([
      [1, 'geometry', 'boundary-invalid', expect.stringContaining('Self-intersection')],
      [2, 'geometry', 'outside-bounds', '122.5, 37.5'],
    ])
    const others = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        { type: 'MultiPolygon', coordinates: [[box(121.4, 37.4, 121.41, 37.41)], [box(121.5, 37.4, 121.51, 37.41)]] },
        { type: 'LineString', coordinates: [[121.4, 37.4], [121.5, 37.5]] },
      ].map((geometry, i) => ({ type: 'Feature', properties: { kind: 'park', name: `Q${i}`, code: `Q${i}` }, geometry })),
    }) // prettier-ignore
    expect(rulesOf(await take(fileOf(others, 'geojson'), DRAWN))).toEqual([
      [1, 'geometry', 'several-areas', '2'],
      [2, 'geometry', 'not-a-point', 'LineString'],
    ])
    expect(await places()).toEqual([])
  })
})

test('a manager is the file that bears its name alone; of two that do it is a name, and one that was chosen stays', async () => {
  await ask(`update enterprise set name = '厂3' where name = '厂4'`)
  await take(placeFile('楼宇,T1,T1,厂1,121.45,37.5', '楼宇,T2,T2,厂3,121.46,37.5'), PLACES)
  const managers = () => ask(`select p.manager, e.identifier as file from place p left join enterprise e on e.id = p.manager_enterprise order by p.id`) // prettier-ignore
  expect(await managers()).toEqual([{ manager: null, file: FIRST }, { manager: '厂3', file: null }]) // prettier-ignore
  await ask(`update place set manager = null, manager_enterprise = (select id from enterprise where identifier = '${CODES[3]}') where code = 'T2'`) // prettier-ignore
  expect(await take(placeFile('楼宇,T2,T2,厂3,,'), PLACES)).toMatchObject({ changed: 0, unchanged: 1 })
  expect((await managers())[1]).toEqual({ manager: null, file: CODES[3] })
})

describe('tenants', () => {
  beforeEach(async () => {
    await take(placeFile('楼宇,一号楼,T1,,121.45,37.5', '园区,东园,P1,,121.46,37.5'), PLACES)
  })

  test('with a file sit where the row says, and as before once the import is taken back', async () => {
    const tower = `(select id from place where code = 'T1')`
    await ask(`insert into tenant (place, name) values (${tower}, '厂2老名')`)
    const report = await take(tenantFile(`T1,厂1,${FIRST},`, `一号楼,厂2老名,${SECOND},`, '东园,文印店,,'), TENANTS)
    expect([report.added, report.changed, rulesOf(report)]).toEqual([2, 1, []])
    const linked = [
      { name: '厂2老名', file: '厂2', sits: '一号楼', until: null },
      { name: '厂1', file: '厂1', sits: '一号楼', until: null },
      { name: '文印店', file: null, sits: null, until: null },
    ]
    expect(await tenants()).toEqual(linked)
    expect(await take(tenantFile(`T1,厂1,${FIRST},`, `T1,厂2老名,${SECOND},`, 'P1,文印店,,'), TENANTS)).toMatchObject({ unchanged: 3, changed: 0 }) // prettier-ignore
    await expect(undo(1)).rejects.toThrow('已有隐患、检查或其他记录')
    await undo(2)
    expect(await tenants()).toEqual([{ name: '厂2老名', file: null, sits: null, until: null }])
    expect(await ask(`select from enterprise where place is not null`)).toEqual([])
  })

  test('of one name in one place follow each other, in the book and in the file', async () => {
    const STAYS = mapped('tenants', { place: '楼宇', name: '单位', since: '入驻', until: '迁出' })
    const stays = (...rows: string[]) => take(fileOf(['楼宇,单位,入驻,迁出', ...rows].join('\n')), STAYS)
    const rejected = async (...rows: string[]) => rulesOf(await stays(...rows)).map(([row, column, rule, found]) => `${row} ${column} ${rule} ${found}`)
    const soon = (await ask<{ day: string }>(`select (app.today() + 30)::text as day`))[0]!.day
    await stays(`T1,文印店,2024-01-01,${soon}`, 'T1,花店,2024-01-01,')
    // beside one that has yet to leave; a row whose days are others is another stay
    expect(await rejected('T1,文印店,2025-01-01,2025-06-01')).toEqual([`2 单位 stay-overlaps 2024-01-01 → ${soon}`])
    expect(await rejected('T1,书店,2020-01-01,2021-01-01', 'T1,书店,2020-06-01,2022-01-01', 'P1,书店,2020-06-01,2022-01-01')).toEqual([
      '2 单位 stay-overlaps 2020-06-01 → 2022-01-01 (3)', '3 单位 stay-overlaps 2020-01-01 → 2021-01-01 (2)',
    ])
    // the day of leaving is free; one file ends a stay and begins the next
    expect(await rejected('T1,花店,2024-01-01,2025-03-01', 'T1,花店,2025-03-01,2025-04-01', 'T1,花店,2023-01-01,2024-01-01')).toEqual([])
    expect(await ask(`select since::text, until::text from tenant where name = '花店' order by since`)).toEqual([
      { since: '2023-01-01', until: '2024-01-01' }, { since: '2024-01-01', until: '2025-03-01' }, { since: '2025-03-01', until: '2025-04-01' },
    ])
    // taken back, its stay would lie over one that somebody wrote down since
    await ask(`insert into tenant (place, name, since) select id, '花店', '2026-01-01' from place where code = 'T1'`)
    await expect(undo((await ask<{ id: number }>('select max(id) as id from import'))[0]!.id)).rejects.toThrow('同名')
  }) // prettier-ignore

  test('are not taken back once their files have moved', async () => {
    await take(tenantFile(`T1,厂1,${FIRST},`), TENANTS)
    await ask(`update enterprise set place = (select id from place where code = 'P1') where name = '厂1'`)
    await expect(undo(2)).rejects.toThrow('此后已被修改')
  })

  test('whose key nobody bears, or whose file sits there unlinked, are told, and keep no key', async () => {
    await ask(`update enterprise set place = (select id from place where code = 'T1') where name = '厂3'`)
    await ask(`update enterprise set identifier = 'gone-' || id, scheme = 'gone' where name = '厂2'`)
    const report = await take(tenantFile(`T1,厂2,${SECOND},`, 'T1,厂3有限公司,,'), TENANTS)
    expect(rulesOf(report)).toEqual([
      [2, '信用代码', 'enterprise-without-file', SECOND],
      [3, '单位', 'tenant-has-file', CODES[2]],
    ])
    expect([report.added, (await tenants()).map(({ file }) => file)]).toEqual([2, [null, null]])
  })
})

test.each<ExportFormat>(['csv', 'xlsx', 'geojson'])('places and tenants leave as %s, come back, and nothing has changed', async (format) => {
  await ask(`insert into department (code, name, person, phone) values ('D1', '应急局', '张三', '0535-6000001')`)
  await ask(`insert into place (kind, name, code, manager, manager_code, person, phone, floors, lead_department, geom, source, source_datum)
    select k.kind, k.name, k.code, k.manager, k.manager_code, '王一', '0535-600001', 9, 1, st_makeenvelope(121.4, 37.5, 121.401, 37.502, 4326), 'person', 'bd09'
    from (values ('tower', '=一号楼', 'T1', '物业', $1), ('tower', '二号楼', null, null, null), ('park', '二号楼东园', 'P1', '物业', null)) k (kind, name, code, manager, manager_code)`, [SECOND])
  await ask(`update place set manager_enterprise = (select id from enterprise where name = '厂1') where name = '二号楼'`)
  await ask(`insert into tenant (place, name, room, industry, contact, since, phone) select id, '店' || k, '3 层', 'C23', '甲', '2025-03-01', '0535-600002' from place, generate_series(1, 3) k`)
  const held = () => ask(`select (select json_agg(p order by id) from place p) as places, (select json_agg(t order by id) from tenant t) as tenants`)
  const before = await held()
  const desk = deskOf(plants.book, steward)
  for (const [list, name, n] of [['indicators/places', 'anjian-places', 3], ['indicators/tenants-without-file', 'anjian-tenants', 9]] as const) {
    const { path } = await files.take(desk, list, format, { part: 'all' })
    const mapping = kept(name)
    const at = format === 'geojson' && name === 'anjian-places' ? { lng: { column: 'lng', translate: undefined }, lat: { column: 'lat', translate: undefined } } : {}
    const { issues, added, changed, unchanged } = await take(path, { ...mapping, columns: { ...mapping.columns, ...at } })
    expect([list, issues, added, changed, unchanged]).toEqual([list, [], 0, 0, n])
  }
  expect(await held()).toEqual(before)
}) // prettier-ignore
