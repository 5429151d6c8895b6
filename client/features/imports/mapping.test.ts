import { describe, expect, test } from 'vitest'
import { ImportMapping } from '#core/contract/importShapes.ts'
import { fieldsOf, gapsOf, lies, samplesOf, valuesOf, withColumn, withConstant, withNothing, withTranslation } from './mapping.ts' // prettier-ignore

const mapped = (columns: Record<string, string>, capability: ImportMapping['capability'] = 'enterprises') =>
  ImportMapping.parse({
    capability,
    columns: Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, { column }])),
  })
const CSV = { format: 'csv', columns: ['代码', '名称', '经度', '纬度', '状态'] } as const
const file = { format: CSV.format, columns: [...CSV.columns] }

describe('what is missing', () => {
  test('a required field, until it has a column or a value for all rows', () => {
    const begun = mapped({ name: '名称' })
    expect(gapsOf(begun, file)).toEqual([{ field: 'key', is: 'required' }])
    expect(gapsOf(withColumn(begun, 'key', '代码'), file)).toEqual([])
    expect(gapsOf(withConstant(begun, 'key', '7'), file)).toEqual([])
    expect(gapsOf(withConstant(begun, 'key', '  '), file)).toEqual([{ field: 'key', is: 'required' }])
  })

  test('latitude where only longitude is there', () => {
    const half = mapped({ key: '代码', name: '名称', lng: '经度' })
    expect(gapsOf(half, file)).toEqual([{ field: 'lat', is: 'pair' }])
    expect(gapsOf(withColumn(half, 'lat', '纬度'), file)).toEqual([])
  })

  test('the source of keys that are its own, until a person names it', () => {
    const own = { ...mapped({ key: '代码', name: '名称' }), scheme: '' }
    expect(gapsOf(own, file)).toEqual([{ field: 'scheme', is: 'required' }])
    expect(gapsOf({ ...own, scheme: 'tax-bureau' }, file)).toEqual([])
    expect(gapsOf({ ...mapped({ people: '代码', lng: '经度', lat: '纬度' }, 'population'), scheme: '' }, file)).toEqual(
      [],
    )
  })

  test('a column that this file does not have', () => {
    expect(gapsOf(mapped({ key: '编号', name: '名称' }), file)).toEqual([{ field: 'key', is: 'unknown' }])
  })

  test('no position where the file draws it', () => {
    const people = mapped({ people: '人口' }, 'population')
    const columns = ['人口']
    expect(gapsOf(people, { format: 'geojson', columns })).toEqual([])
    expect(gapsOf(people, { format: 'csv', columns }).map(({ field }) => field)).toEqual(['lng', 'lat'])
    expect(fieldsOf('population', 'shapefile').map(({ name }) => name)).toEqual(['people'])
  })
})

test.each([
  ['a sheet with both columns', mapped({ lng: '经度', lat: '纬度' }), 'csv', true],
  ['a sheet without them', mapped({ name: '名称' }), 'xlsx', false],
  ['a file that draws its points', mapped({ name: '名称' }), 'kml', true],
  ['people, who lie nowhere', mapped({ name: '姓名' }, 'people'), 'geojson', false],
] as const)('%s lies somewhere: %s', (_what, mapping, format, expected) => {
  expect(lies(mapping, format)).toBe(expected)
})

test('a field is read from a column, or has one value, or is left out', () => {
  const begun = withTranslation(mapped({ status: '状态' }), 'status', { 正常: 'active' })
  expect(begun.columns.status).toEqual({ column: '状态', translate: { 正常: 'active' } })
  expect(withColumn(begun, 'status', '名称').columns.status).toEqual({ column: '名称' })
  const constant = withConstant(begun, 'status', 'closed')
  expect([constant.columns, constant.constants]).toEqual([{}, { status: 'closed' }])
  expect(withNothing(constant, 'status').constants).toEqual({})
  expect(withTranslation(begun, 'status', undefined).columns.status).toEqual({ column: '状态' })
})

test('samples are the first different values; to be translated are all of them, empty ones too', () => {
  const preview = {
    columns: ['名称', '状态'],
    rows: ['正常', '正常', ' 停业', '', '注销', '其他'].map((state, row) => ({ row, cells: ['甲', state] })),
  }
  expect(samplesOf(preview, '状态')).toEqual(['正常', '停业', '注销'])
  expect(samplesOf(preview, '没有')).toEqual([])
  expect(valuesOf(preview, { column: '状态', translate: { 撤销: 'closed' } })).toEqual([
    '撤销', '正常', '停业', '', '注销', '其他',
  ]) // prettier-ignore
})
