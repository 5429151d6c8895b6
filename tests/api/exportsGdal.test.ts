/** The same files as GDAL reads them: other readers, other hands. */
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExportFormat } from '#core/contract/exports.ts'
import type { Actor } from '../../server/db/actor.ts'
import { readRows } from '../../server/files/read.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'
import { taking } from './exportBook.ts'
import { needs } from '../fixtures/needs.ts'

const missing = spawnSync('ogr2ogr', ['--version']).error !== undefined
needs(missing, '未安装 gdal-bin · gdal-bin is not installed')

const leader: Actor = { role: 'government', person: '林青山', grids: [], post: 'leader' }
const files = taking()
let book: FreshDatabase
/** A territory with a hole, and one of two pieces. */
const LAND = [
  'POLYGON((121 37,122 37,122 38,121 38,121 37),(121.25 37.25,121.25 37.75,121.75 37.75,121.75 37.25,121.25 37.25))',
  'MULTIPOLYGON(((121.3 37.3,121.3 37.7,121.7 37.7,121.7 37.3,121.3 37.3)),((123 37,124 37,124 38,123 37)))',
]
const HARD = ['=1+1', '00123', '<某&某>“厂”', '𠮷野家', 'two, "three"']
beforeAll(async () => {
  if (missing) return
  book = await freshDatabase()
  await book.owner.query(
    `insert into enterprise (scheme, identifier, name, address, staff, geom)
     select 'demo', '0' || n, name, nullif(repeat('长', n::int * 40 - 40), ''), n * 7,
       case when n <> 2 then st_setsrid(st_makepoint(121.4 + n / 1000.0, 37.5), 4326) end
     from unnest($1::text[]) with ordinality r (name, n)`,
    [HARD],
  )
  await book.owner.query(`insert into grid (id, level, code, name, person, phone) overriding system value values (9, 1, 'g', '全区', '甲', '0535-000000')`) // prettier-ignore
  await book.owner.query(
    `insert into grid (parent, level, code, name, person, phone, geom)
     select 9, 3, code, '=网格', '乙', '0535-000001', st_multi(st_geomfromtext(wkt, 4326)) from (values ('G1', $1), ('G2', $2)) g (code, wkt)`,
    LAND,
  )
})
afterAll(async () => {
  files.drop()
  await book?.drop()
})

interface Read {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly coordinates: readonly number[] } | null
}
const ogr = async (path: string, ...more: readonly string[]): Promise<Read[]> => {
  const { stdout } = await promisify(execFile)('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path, ...more], { maxBuffer: 1e8 }) // prettier-ignore
  return (JSON.parse(stdout) as { features: Read[] }).features
}
const take = async (format: ExportFormat) => (await files.take(deskOf(book, leader), 'enterprises', format)).path

describe('GDAL reads', () => {
  test('the shapefile: fields by their short names, UTF-8, points, and long texts cut at a character', async () => {
    const read = await ogr(`/vsizip/${await take('shp.zip')}`)
    expect(read.map(({ properties }) => properties['NAME'])).toEqual(HARD)
    expect(read.map(({ properties }) => properties['IDENTIFIER'])).toEqual(HARD.map((_, i) => `0${i + 1}`))
    expect(read.map(({ properties }) => properties['STAFF'])).toEqual([7, 14, 21, 28, 35])
    expect(read.map(({ properties }) => (properties['ADDRESS'] as string | null)?.length ?? 0)).toEqual([0, 40, 80, 84, 84]) // prettier-ignore
    expect(read.map(({ geometry }) => geometry?.coordinates ?? null)).toEqual([[121.401, 37.5], null, [121.403, 37.5], [121.404, 37.5], [121.405, 37.5]]) // prettier-ignore
  })

  test('the reference system of the shapefile as WGS 84', async () => {
    const { stdout } = await promisify(execFile)('ogrinfo', ['-so', '-al', `/vsizip/${await take('shp.zip')}`])
    expect(stdout).toMatch(/WGS[ _](19)?84/)
    expect(stdout).toMatch(/Feature Count: 5/)
    expect(stdout).toMatch(/Extent: \(121\.401000, 37\.500000\) - \(121\.405000, 37\.500000\)/)
  })

  test('the GeoJSON, its foreign member notwithstanding', async () => {
    const read = await ogr(await take('geojson'))
    expect(read.map(({ properties }) => properties['单位名称'])).toEqual(HARD)
    expect(read.map(({ geometry }) => geometry === null)).toEqual([false, true, false, false, false])
  })

  test('the GeoPackage: fields by their headings, types, points, its box and reference system', async () => {
    const path = await take('gpkg')
    const read = await ogr(path)
    expect(read.map(({ properties }) => properties['单位名称'])).toEqual(HARD)
    expect(read.map(({ properties }) => properties['从业人数'])).toEqual([7, 14, 21, 28, 35])
    expect(read.map(({ properties }) => (properties['地址'] as string | null)?.length ?? 0)).toEqual([0, 40, 80, 120, 160]) // prettier-ignore
    expect(read.map(({ geometry }) => geometry?.coordinates ?? null)).toEqual([[121.401, 37.5], null, [121.403, 37.5], [121.404, 37.5], [121.405, 37.5]]) // prettier-ignore
    const { stdout, stderr } = await promisify(execFile)('ogrinfo', ['-so', '-al', path])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/Extent: \(121\.401000, 37\.500000\) - \(121\.405000, 37\.500000\)/)
    expect(stdout).toMatch(/ID\["EPSG",4326\]/)
    expect(stdout).toMatch(/"form":"anjian-export-1"/)
  })

  test('a GeoPackage in GCJ-02 as in a system of that name', async () => {
    const { path } = await files.take(deskOf(book, leader), 'enterprises', 'gpkg', { datum: 'gcj02' })
    const { stdout, stderr } = await promisify(execFile)('ogrinfo', ['-so', '-al', path])
    expect([stderr, /GEOGCRS\["GCJ-02"/.test(stdout), stdout.includes('4326')]).toEqual(['', true, false])
  })

  test('the workbook: text as text and numbers as numbers', async () => {
    const read = await ogr(await take('xlsx'), '生产经营单位')
    expect(read.map(({ properties }) => properties['单位名称'])).toEqual(HARD)
    expect(read.map(({ properties }) => properties['统一社会信用代码/标识'])).toEqual(HARD.map((_, i) => `0${i + 1}`))
    expect(read.map(({ properties }) => properties['从业人数'])).toEqual([7, 14, 21, 28, 35])
    expect(read.map(({ properties }) => properties['经度（WGS 84）'] ?? null)).toEqual([121.401, null, 121.403, 121.404, 121.405]) // prettier-ignore
  })
})

test('GDAL reads the areas of territories, with holes and pieces, from every format that has geometry', async () => {
  const areas: unknown[] = []
  for (const format of ['geojson', 'gpkg', 'shp.zip'] as const) {
    const { path } = await files.take(deskOf(book, leader), 'grids', format)
    const read = await ogr(format === 'shp.zip' ? `/vsizip/${path}` : path, '-nlt', 'MULTIPOLYGON')
    expect(read.map(({ properties }) => properties[format === 'shp.zip' ? 'GRID_CODE' : '网格编号'])).toEqual(['G1', 'G2'])
    areas.push(read.map(({ geometry }) => (geometry!.coordinates as unknown as number[][][][]).map((rings) => rings.map((ring) => new Set(ring.map(String)))))) // prettier-ignore
    const { stdout, stderr } = await promisify(execFile)('ogrinfo', ['-so', '-al', format === 'shp.zip' ? `/vsizip/${path}` : path]) // prettier-ignore
    expect([stderr, /Extent: \(121\.000000, 37\.000000\) - \(124\.000000, 38\.000000\)/.test(stdout)]).toEqual(['', true])
  }
  expect(areas).toEqual(Array(3).fill([
    [[new Set(['121,37', '122,37', '122,38', '121,38']), new Set(['121.25,37.25', '121.25,37.75', '121.75,37.75', '121.75,37.25'])]],
    [[new Set(['121.3,37.3', '121.3,37.7', '121.7,37.7', '121.7,37.3'])], [new Set(['123,37', '124,37', '124,38'])]],
  ])) // prettier-ignore
}) // prettier-ignore

test('a GeoPackage that GDAL wrote, with its index and its triggers, says what it was made of', async () => {
  const path = await take('geojson')
  await promisify(execFile)('ogr2ogr', ['-f', 'GPKG', `${path}.gpkg`, path])
  const read = async (file: string) => {
    const { columns, rows } = await readRows(file)
    const named = ['单位名称', '从业人数', '地址', 'lng', 'lat'].map((name) => columns.indexOf(name))
    return rows.map(({ cells }) => named.map((at) => cells[at]))
  }
  expect(await read(`${path}.gpkg`)).toEqual(await read(path))
})
