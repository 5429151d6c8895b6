import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../../tests/files/onDisk.ts'
import { dbfOf, type Drawn, shapefileOf, shpOf, WGS84_PRJ } from '../../../tests/files/shapefile.ts'
import { zipped } from '../../../tests/files/zip.ts'
import { readPolygons, readRows } from '../read.ts'
import { FileRefused } from '../rows.ts'

const onDisk = scratch()
const POINTS: Drawn[] = [[121.5, 37.25], null, [121.75, 37.5]] // prettier-ignore
const NAMES = [['丰源化工厂'], ['㐀药厂'], ['丙']]
const SHP = shpOf(POINTS)
const rows = async (parts: Record<string, Buffer | string>) => (await readRows(onDisk(zipped(parts)))).rows.map(({ cells }) => cells) // prettier-ignore
const refusal = (parts: Record<string, Buffer | string>) => readRows(onDisk(zipped(parts))).then(() => 'read', (error: Error) => error) // prettier-ignore

describe('points', () => {
  test('are rows with their position under lng and lat', async () => {
    const dbf = dbfOf(['name', ['staff', 'N'], ['opened', 'D'], ['busy', 'L']], [['甲', '12', '20260131', 'T'], ['乙', '***', '', '?'], ['丙', '-1.5', '20251231', 'f']]) // prettier-ignore
    const table = await readRows(onDisk(zipped({ 'a.SHP': SHP, 'A.dbf': dbf, 'a.cpg': 'utf-8', 'a.prj': WGS84_PRJ })))
    expect(table).toEqual({
      of: 'features',
      columns: ['name', 'staff', 'opened', 'busy', 'lng', 'lat'],
      rows: [
        { row: 1, cells: ['甲', '12', '2026-01-31', 'true', '121.5', '37.25'] },
        { row: 2, cells: ['乙', '', '', '', '', ''] },
        { row: 3, cells: ['丙', '-1.5', '2025-12-31', 'false', '121.75', '37.5'] },
      ],
      issues: [],
    })
  })

  test('may lie in a folder, with Chinese names', async () => {
    const { rows } = await readRows(onDisk(shapefileOf(['名称'], [{ cells: ['甲'], shape: [121, 37] }])))
    expect(rows).toEqual([{ row: 1, cells: ['甲', '121', '37'] }])
  })

  test('of records that were deleted are left out, the numbers of the others stay', async () => {
    const dbf = dbfOf(['name'], NAMES)
    dbf[dbf.readUInt16LE(8)] = 0x2a
    const table = await readRows(onDisk(zipped({ 'a.shp': SHP, 'a.dbf': dbf })))
    expect(table.rows.map(({ row, cells }) => [row, cells[0]])).toEqual([[2, '㐀药厂'], [3, '丙']]) // prettier-ignore
  })

  test.each<[string, string, number, string | undefined]>([
    ['a cpg of UTF-8', 'utf8', 0, 'UTF-8'],
    ['a cpg with a mark, capitals and a line break', 'utf8', 0, '\uFEFFutf-8\r\n'],
    ['a cpg of GBK', 'gb18030', 0, 'GBK'],
    ['a cpg of code page 936', 'gb18030', 0x57, '936'],
    ['a cpg against the language byte', 'utf8', 0x4d, 'UTF-8'],
    ['the language byte', 'gb18030', 0x4d, undefined],
    ['the looks of GB18030', 'gb18030', 0x57, undefined],
    ['the looks of UTF-8', 'utf8', 0, undefined],
    ['the looks behind a cpg that says nothing', 'gb18030', 0, '<!DOCTYPE html><html>'],
  ])('have their characters by %s', async (_, encoding, language, cpg) => {
    const parts = { 'a.shp': SHP, 'a.dbf': dbfOf(['企业名称'], NAMES, { encoding, language }) }
    const found = await rows(cpg === undefined ? parts : { ...parts, 'a.cpg': cpg })
    expect(found.map(([name]) => [name])).toEqual(NAMES)
  })
})

describe('polygons', () => {
  const ring = (west: number, south: number, size: number, clockwise = true): [number, number][] => {
    const corners: [number, number][] = [[west, south], [west, south + size], [west + size, south + size], [west + size, south], [west, south]] // prettier-ignore
    return clockwise ? corners : corners.reverse()
  }
  const drawn = async (...rings: [number, number][][]) =>
    (await readPolygons(onDisk(zipped({ 'a.shp': shpOf([rings]) })))).rows[0]?.polygons

  test('have their holes, whatever the order of the rings', async () => {
    const [outer, hole, island, far] = [ring(121, 37, 1), ring(121.2, 37.2, 0.5, false), ring(121.3, 37.3, 0.1), ring(123, 37, 1)] // prettier-ignore
    expect(await drawn(hole, far, island, outer)).toEqual([[far], [island], [outer, hole]])
  })

  test('in the hole of another have their own holes', async () => {
    const [outer, hole] = [ring(121, 37, 1), ring(121.1, 37.1, 0.8, false)]
    const [island, pond] = [ring(121.2, 37.2, 0.5), ring(121.3, 37.3, 0.1, false)]
    expect(await drawn(outer, island, hole, pond)).toEqual([[outer, hole], [island, pond]]) // prettier-ignore
  })

  test('whose only ring runs the other way are polygons all the same', async () => {
    const other = ring(121, 37, 1, false)
    expect(await drawn(other)).toEqual([[other]])
  })

  test('are no points, and points no polygons: each is said of its feature', async () => {
    const file = onDisk(zipped({ 'a.shp': shpOf([[121, 37], [ring(121, 37, 1)]]) }))
    expect((await readRows(file)).issues).toMatchObject([{ row: 2, column: 'geometry', rule: 'not-a-point' }])
    expect((await readPolygons(file)).issues).toMatchObject([{ row: 1, column: 'geometry', rule: 'not-a-polygon' }])
  })
})

describe('what is refused, with what to do', () => {
  const dbf = dbfOf(['name'], NAMES)
  const changed = (bytes: Buffer, change: (copy: Buffer) => void) => {
    const copy = Buffer.from(bytes)
    change(copy)
    return copy
  }
  const prj = (name: string, axis: number) => WGS84_PRJ.replace('GCS_WGS_1984', name).replace('6378137.0', String(axis))
  test.each<[string, Record<string, Buffer | string>, RegExp]>([
    ['a projection', { 'a.prj': `PROJCS["CGCS2000_3_Degree_GK_CM_120E",${WGS84_PRJ},PROJECTION["Gauss_Kruger"],UNIT["Meter",1.0]]` }, /CGCS2000_3_Degree_GK_CM_120E[\s\S]*degrees/],
    ['Beijing 1954', { 'a.prj': prj('GCS_Beijing_1954', 6378245) }, /GCS_Beijing_1954/],
    ["Xi'an 1980", { 'a.prj': prj('GCS_Xian_1980', 6378140) }, /GCS_Xian_1980/],
    ['another first meridian', { 'a.prj': WGS84_PRJ.replace('["Greenwich",0.0]', '["Paris",2.33722917]') }, /reference system/],
    ['gons', { 'a.prj': WGS84_PRJ.replace('0.0174532925199433', '0.01570796326794897') }, /reference system/],
    ['a prj that is a web page', { 'a.prj': '<!DOCTYPE html><html></html>' }, /\.prj/],
    ['metres without a prj', { 'a.shp': shpOf([[40512345.6, 4134567.8], null, [40512346, 4134568]]) }, /metres/],
    ['two layers', { 'b.shp': SHP }, /a\.shp、b\.shp/],
    ['a shp that is cut off', { 'a.shp': SHP.subarray(0, SHP.length - 8) }, /\.shp 损坏/],
    ['a shp that claims gigabytes', { 'a.shp': changed(SHP, (copy) => copy.writeInt32BE(0x7fffffff, 24)) }, /\.shp 损坏/],
    ['a record that claims gigabytes', { 'a.shp': changed(SHP, (copy) => copy.writeInt32BE(0x7fffffff, 104)) }, /record 1/],
    ['a record that is too short for its type', { 'a.shp': changed(SHP, (copy) => copy.writeInt32LE(5, 108)) }, /record 1/],
    ['a polygon that claims gigabytes', { 'a.shp': changed(shpOf([[[[1, 1], [1, 2], [2, 2], [1, 1]]]]), (copy) => copy.writeInt32LE(0x7ffffff, 148)) }, /points/],
    ['a type that nobody knows', { 'a.shp': changed(SHP, (copy) => copy.writeInt32LE(7, 108)) }, /type 7/],
    ['a dbf that is cut off', { 'a.dbf': dbf.subarray(0, dbf.length - 9) }, /\.dbf 损坏/],
    ['a dbf that claims four thousand million records', { 'a.dbf': changed(dbf, (copy) => copy.writeUInt32LE(0xffffffff, 4)) }, /4294967295/],
    ['a dbf whose fields are longer than its records', { 'a.dbf': changed(dbf, (copy) => copy.writeUInt8(255, 48)) }, /\.dbf 损坏/],
    ['other numbers of shapes and records', { 'a.dbf': dbfOf(['name'], NAMES.slice(1)) }, /3 个图形而 \.dbf 有 2/],
  ])('%s', async (_, parts, message) => {
    const error = await refusal({ 'a.shp': SHP, 'a.dbf': dbf, ...parts })
    expect(error).toBeInstanceOf(FileRefused)
    expect((error as Error).message).toMatch(message)
  }) // prettier-ignore
})

const material = process.env.ANJIAN_MATERIAL ?? '../shared'
const mbostock = join(material, 'data/import/mbostock-shapefile/test')
const shpjs = join(material, 'data/import/shapefile-js/test/data')
const missing = !existsSync(mbostock) || !existsSync(shpjs)
if (missing) console.log(`skipped: ${mbostock} or ${shpjs} is missing; set ANJIAN_MATERIAL`)
const listed = (folder: string, extension: string) =>
  missing ? [] : readdirSync(folder).filter((name) => name.endsWith(extension)).map((name) => name.slice(0, -extension.length)) // prettier-ignore

/** What lies beside one another in a folder, as one zip. */
function packed(folder: string, stem: string): string {
  const names = readdirSync(folder).filter((name) => /\.(shp|dbf|prj|cpg)$/.test(name) && name.replace(/\.\w+$/, '') === stem) // prettier-ignore
  return onDisk(zipped(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]))))
}

describe.skipIf(missing)('shapefiles of others, against the GeoJSON beside them', () => {
  test.each(listed(mbostock, '.shp').filter((stem) => existsSync(join(mbostock, `${stem}.json`))))(
    '%s',
    async (stem) => {
      const { features } = JSON.parse(readFileSync(join(mbostock, `${stem}.json`), 'utf8')) as {
        features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: never } | null }[]
      }
      const read = await readRows(packed(mbostock, stem)).catch((error: Error) => error)
      if (features.length === 0) return expect(read).toBeInstanceOf(FileRefused)
      const { columns, rows: found } = read as Awaited<ReturnType<typeof readRows>>
      const cellsOf = ({ cells }: (typeof found)[number]) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])) // prettier-ignore
      const shown = (value: unknown) =>
        value === null
          ? ''
          : stem === 'date-property'
            ? String(value).replace(/^(....)(..)(..)$/, '$1-$2-$3')
            : String(value)
      const expected = features.map(({ properties, geometry }) => ({
        ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, shown(value)])),
        ...(geometry?.type === 'Point' && {
          lng: String(geometry.coordinates[0]),
          lat: String(geometry.coordinates[1]),
        }),
      }))
      expect(found.map(cellsOf)).toMatchObject(expected)
      const polygons = (await readPolygons(packed(mbostock, stem))).rows.map((row) => row.polygons)
      const areas = features.map(({ geometry }) => geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : []) // prettier-ignore
      expect(polygons).toEqual(areas)
    },
  )

  const WHY: Readonly<Record<string, RegExp>> = {
    badzip: /不是可以导入|格式/, noshp: /没有 \.shp/, train_stations: /参考系/, senate: /参考系/, mixedcase: /参考系/, bad: /\.shp 损坏/, htmlprj: /\.prj/,
  } // prettier-ignore
  test.each([
    ...listed(shpjs, '.zip').map((stem) => [stem, () => join(shpjs, `${stem}.zip`)] as const),
    ...listed(shpjs, '.shp').map((stem) => [stem, () => packed(shpjs, stem)] as const),
  ])('%s loads, or says why not', async (stem, file) => {
    const read = await readRows(file()).catch((error: Error) => error)
    if (read instanceof Error) expect(read.message).toMatch(WHY[stem] ?? /never/)
    else expect(read.rows.length).toBeGreaterThan(0)
  })
})
