import { stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { ImportMapping, ImportRecord, ImportStage } from '#core/contract/importShapes.ts'
import { A, B, C, csv, MAPPING, stagesBook } from './stagesBook.ts'
import { draws, SOURCE, truthOf } from './truthBook.ts'

const stages = stagesBook()
const { get, post, ask, staged, published, upload } = stages
const { rowsOf, publishedAgain } = truthOf(stages)
const again = async (id: number, body: object) => {
  expect((await post(`/${id}/stage`, body)).status).toBe(201)
  await stages.desk.idle()
  return (await get(`/${id}`)) as ImportStage
}
const records = async () => ((await get('')) as { imports: ImportRecord[] }).imports
const GRIDS: ImportMapping = {
  capability: 'grids',
  scheme: 'uscc',
  columns: Object.fromEntries(['code', 'name', 'person', 'phone'].map((field) => [field, { column: field }])),
  constants: {},
}
const district = () =>
  ask(`insert into district (code, name, geom) values ('test', '测试区', st_multi(st_makeenvelope(121, 37, 122, 38, 4326)))`) // prettier-ignore

test('rows outside the district are taken for a reason, which stays with them and with the import', async () => {
  await district()
  const rows = csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,122.50,37.50`, `${C},丙厂,0,37.50`)
  const { id, rejected } = await staged(rows)
  expect(rejected).toBe(2)
  const stage = await again(id, { mapping: MAPPING, datum: 'wgs84', outside: '码头跨界，归本区管' })
  const reason = '码头跨界，归本区管 — steward（steward）'
  expect(stage).toMatchObject({ outside: reason, rejected: 1, warned: 1, outlook: { added: 2 } })
  expect(stage.broken.map(({ rule, warning, rows: n }) => [rule, warning, n])).toEqual(
    expect.arrayContaining([
      ['outside-bounds', true, 1],
      ['zero-coordinate', false, 1],
    ]),
  )
  const [row, ...others] = await rowsOf(id, 'warned')
  expect([row?.row, row?.issues, others]).toMatchObject([3, [{ rule: 'outside-bounds', warning: true, reason }], []])
  await publishedAgain(id)
  expect(await stages.keys()).toEqual([A, B])
  expect((await records())[0]?.overridden).toEqual([
    { rule: 'outside-bounds', rows: 1, reason, zh: '位置在范围之外', en: expect.any(String) },
  ])
  // the choice is of one check: another one is asked again
  const other = await staged(rows)
  await again(other.id, { mapping: MAPPING, datum: 'wgs84', outside: '归本区管' })
  expect(await again(other.id, { mapping: MAPPING, datum: 'wgs84' })).toMatchObject({ outside: null, rejected: 2 })
  expect((await post(`/${other.id}/stage`, { mapping: MAPPING, datum: 'wgs84', outside: ' ' })).status).toBe(400)
})

test('grids that reach outside the district are taken in the same way', async () => {
  await published(draws(['G1', 121, 37, 121.5, 37.5]), { mapping: GRIDS })
  const file = draws(['G2', 121.2, 37.2, 122.5, 37.4])
  const { id } = await staged(file, { mapping: GRIDS })
  expect(await get(`/${id}`)).toMatchObject({ rejected: 1, broken: expect.arrayContaining([expect.objectContaining({ rule: 'outside-district', warning: false })]) }) // prettier-ignore
  const stage = await again(id, { mapping: GRIDS, datum: 'wgs84', outside: '区划调整' })
  expect(stage).toMatchObject({ rejected: 0, warned: 1, outlook: { added: 1 } })
  await publishedAgain(id)
  expect((await records())[0]?.overridden).toMatchObject([{ rule: 'outside-district', rows: 1, reason: '区划调整 — steward（steward）' }]) // prettier-ignore
})

test('a file that cannot be read is told as failed when it is looked into, and is gone after a day', async () => {
  const { body } = await upload(Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), '坏.xlsx')
  const good = (await upload(csv(`${A},甲厂,121.40,37.50`))).body as ImportStage
  const look = (id: number, query = '') => stages.server.get(`/api/imports/${id}/preview${query}`).set(stages.asking())
  // a reading that somebody asked for says nothing of the file itself
  expect((await look(body.id, '?sheet=x')).status).toBe(422)
  expect(await get(`/${body.id}`)).toMatchObject({ state: 'opened', failure: null })
  const refused = await look(body.id)
  expect([refused.status, refused.body.code]).toEqual([422, 'import-refused'])
  const stage = (await get(`/${body.id}`)) as ImportStage
  expect([stage.state, stage.mapping, refused.body.detail]).toEqual(['failed', null, `${stage.failure?.zh}\n${stage.failure?.en}`]) // prettier-ignore
  expect((await look(good.id)).status).toBe(200)
  // one that can be read after all is open again
  await ask(`update import_stage set state = 'failed', failure = '{"zh": "甲", "en": "a"}' where id = ${good.id}`)
  await look(good.id)
  expect(await get(`/${good.id}`)).toMatchObject({ state: 'opened', failure: null })

  const swept = async () => {
    stages.desk.watch()
    await stages.desk.idle()
    return (await ask<{ id: number }>('select id from import_stage order by id')).map(({ id }) => id)
  }
  await ask(`update import_stage set changed_at = app.now() - interval '23 hours'`)
  expect(await swept()).toEqual([body.id, good.id])
  await ask(`update import_stage set changed_at = app.now() - interval '25 hours'`)
  expect(await swept()).toEqual([good.id])
  await expect(stat(stages.desk.fileOf(body.id))).rejects.toThrow('ENOENT')
  await stat(stages.desk.fileOf(good.id))
})

test('credit codes that are taken for something else are told', async () => {
  await district()
  const mapping = { ...SOURCE, columns: { ...SOURCE.columns, address: { column: '地址' } } }
  const file = ['统一社会信用代码,企业名称,经度,纬度,地址', `${A},甲厂,121.40,37.50,甲路`, `S-2,乙厂,121.41,37.51,${B.toLowerCase()}`,
    `${C.slice(0, 17)}?,丙厂,121.42,37.52,丙路`, ''].join('\r\n') // prettier-ignore
  const issuesOf = async (id: number) =>
    (await rowsOf(id, 'all')).flatMap(({ row, issues }) => issues.map(({ column, rule, found, warning }) => [row, column, rule, found, warning])) // prettier-ignore
  const stage = await staged(file, { mapping })
  expect(stage).toMatchObject({ rejected: 0, warned: 2, outlook: { added: 3 } })
  expect(await issuesOf(stage.id)).toEqual([
    [2, '统一社会信用代码', 'uscc-as-source-key', A, true],
    [3, '地址', 'uscc-elsewhere', B.toLowerCase(), true],
  ])
  await published(csv(`${A},甲厂,121.40,37.50`))
  const people: ImportMapping = {
    capability: 'people',
    scheme: 'tax',
    columns: { enterprise: { column: '企业' }, office: { column: '职务' }, name: { column: '姓名' } },
    constants: {},
  }
  const { id } = await staged(`企业,职务,姓名\r\n${A},联系人,${B}\r\n`, { mapping: people })
  expect(await issuesOf(id)).toEqual([
    [2, '企业', 'uscc-as-source-key', A, true],
    [2, '姓名', 'uscc-elsewhere', B, true],
    [2, '企业', 'enterprise-unknown', A, false],
  ])
})
