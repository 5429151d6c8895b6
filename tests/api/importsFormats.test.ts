import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { completeUscc } from '#core/domain/uscc.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { EnterpriseMapping, GridMapping, readJson } from '../../server/features/imports/mapping.ts'
import { describeReport, faultyRows } from '../../server/features/imports/report.ts'
import type { ImportReport, ImportRequest } from '../../server/features/imports/request.ts'
import { FileRefused } from '../../server/files/rows.ts'
import { escaped, type Written, xlsxOf } from '../files/xlsx.ts'
import { drawn, geopackageOf } from '../files/geopackage.ts'
import { shapefileOf } from '../files/shapefile.ts'
import { zipped } from '../files/zip.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { needs } from '../fixtures/needs.ts'

const folder = mkdtempSync(join(tmpdir(), 'anjian-formats-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let book: FreshDatabase
beforeEach(async () => {
  book = await freshDatabase()
})
afterEach(() => book.drop())

/** A file whose name says nothing of its format. */
function onDisk(bytes: Buffer | string): string {
  const path = join(folder, 'given.dat')
  writeFileSync(path, bytes)
  return path
}
const ask = async <Row extends object>(statement: string) => (await book.owner.query<Row>(statement)).rows
const run = (request: ImportRequest) => importFile(book.operator, request)
const counts = ({ added, changed, unchanged, rejected, written }: ImportReport) => ({ added, changed, unchanged, rejected, written }) // prettier-ignore
const mappingOf = (columns: Record<string, string>, key = 'code') =>
  readJson(EnterpriseMapping, JSON.stringify({ capability: 'enterprises', name: '测试', scheme: 'uscc', key, columns, district: { code: '370671', name: '测试区' } }), 'mapping') // prettier-ignore

const COLUMNS = ['code', 'name', 'lng', 'lat', 'industry', 'staff', 'phone', 'address', 'crowded'] as const
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>
const mapping = mappingOf({ name: 'name', lng: 'lng', lat: 'lat', industry: 'industry', staff: 'staff', safetyManagerPhone: 'phone', address: 'address', crowded: 'crowded' }) // prettier-ignore
const code = (n: number) => completeUscc(`91370600DEM0${String(n).padStart(4, '0')}`)

/** Numbers that repeat with their seed. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const pick = random(20_260_131)
const NAMES = ['丰源化工', '臺灣實業', '㐀𠮷药厂', '测试“液氨”冷库', '甲 & 乙 <丙>']
const rows: Row[] = Array.from({ length: 60 }, (_, n) => ({
  code: code(n),
  name: `${NAMES[n % NAMES.length]}${n}`,
  lng: String(121.4 + pick(1e9) / 9.7e9), // with all its digits
  lat: String(37.4 + pick(1e9) / 9.7e9),
  industry: pick(2) ? 'C2614' : '',
  staff: String(pick(500)),
  phone: '0535-6000001',
  address: `幸福路${pick(200)}号, 3“楼”; ${'x'.repeat(pick(40))}`,
  crowded: pick(2) ? 'true' : 'false',
}))
const shuffled = (seed: number): (keyof Row)[] => {
  const next = random(seed)
  return [...COLUMNS].map((name) => ({ name, at: next(1e6) })).sort((a, b) => a.at - b.at).map(({ name }) => name) // prettier-ignore
}
const isPlace = (name: string) => name === 'lng' || name === 'lat'

function csvOf(delimiter: string, columns: readonly (keyof Row)[]): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((line) => line.map(cell).join(delimiter)).join('\r\n') // prettier-ignore
}
function sheetOf(columns: readonly (keyof Row)[]): Buffer {
  const cellOf = (name: keyof Row, text: string): Written =>
    ['lng', 'lat', 'staff'].includes(name) ? Number(text) : name === 'crowded' ? text === 'true' : text
  return xlsxOf({ sheets: { 名单: [columns, ...rows.map((row) => columns.map((name) => cellOf(name, row[name])))] } })
}
function kmlOf(columns: readonly (keyof Row)[]): string {
  const placemarks = rows.map((row) => {
    const data = columns.filter((name) => !isPlace(name)).map((name) => `<Data name="${name}"><value>${escaped(row[name])}</value></Data>`) // prettier-ignore
    return `<Placemark><ExtendedData>${data.join('')}</ExtendedData><Point><coordinates>${row.lng},${row.lat},0</coordinates></Point></Placemark>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('')}</Document></kml>`
}
function geoJsonOf(columns: readonly (keyof Row)[]): string {
  const features = rows.map((row) => ({
    type: 'Feature',
    properties: Object.fromEntries(columns.filter((name) => !isPlace(name)).map((name) => [name, name === 'staff' ? Number(row[name]) : name === 'crowded' ? row[name] === 'true' : row[name]])), // prettier-ignore
    geometry: { type: 'Point', coordinates: [Number(row.lng), Number(row.lat)] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
function shapesOf(columns: readonly (keyof Row)[]): Buffer {
  const named = columns.filter((name) => !isPlace(name))
  const features = rows.map((row) => ({ cells: named.map((name) => row[name]), shape: [Number(row.lng), Number(row.lat)] as const })) // prettier-ignore
  return shapefileOf(named.map((name) => (name === 'staff' ? ([name, 'N'] as const) : name)), features) // prettier-ignore
}

function packageOf(columns: readonly (keyof Row)[]): Buffer {
  const named = columns.filter((name) => !isPlace(name))
  const typeOf = (name: keyof Row) => (name === 'staff' ? 'INTEGER' : name === 'crowded' ? 'BOOLEAN' : 'TEXT')
  const valueOf = (name: keyof Row, text: string) =>
    name === 'staff' ? Number(text) : name === 'crowded' ? Number(text === 'true') : text
  return geopackageOf([{
    name: '企业',
    columns: named.map((name) => `${name} ${typeOf(name)}`),
    rows: rows.map((row) => [drawn([Number(row.lng), Number(row.lat)]), ...named.map((name) => valueOf(name, row[name]))]),
  }])
} // prettier-ignore

const STATED =
  'select identifier, name, initials, st_x(geom) as lng, st_y(geom) as lat, industry, staff, safety_manager_phone, address, crowded, source, source_datum from enterprise order by identifier'

test('the same rows in every format, encoding and order of columns are the same book, and twice is once', async () => {
  const files: [string, Buffer | string][] = [
    ['CSV, UTF-8', csvOf(',', shuffled(1))],
    ['CSV, UTF-8 with a mark, semicolons', `\uFEFF${csvOf(';', shuffled(2))}`],
    ['CSV, GB18030', iconv.encode(csvOf(',', shuffled(3)), 'gb18030')],
    ['CSV, UTF-16 little-endian, tabs', Buffer.from(`\uFEFF${csvOf('\t', shuffled(4))}`, 'utf16le')],
    ['CSV, UTF-16 big-endian', Buffer.from(`\uFEFF${csvOf(',', shuffled(5))}`, 'utf16le').swap16()],
    ['XLSX', sheetOf(shuffled(6))],
    ['GeoJSON', geoJsonOf(shuffled(7))],
    ['Shapefile', shapesOf(shuffled(8))],
    ['KML', kmlOf(shuffled(9))],
    ['KMZ', zipped({ 'doc.kml': kmlOf(shuffled(10)) })],
    ['GeoPackage', packageOf(shuffled(11))],
  ]
  let first: object[] = []
  for (const [format, bytes] of files) {
    const report = await run({ file: onDisk(bytes), mapping, datum: 'gcj02' })
    expect([format, report.issues]).toEqual([format, []])
    const was = first.length === 0 ? { added: 60, unchanged: 0 } : { added: 0, unchanged: 60 }
    expect([format, counts(report)]).toEqual([format, { ...was, changed: 0, rejected: 0, written: true }])
    await book.owner.query('delete from enterprise')
    expect([format, (await run({ file: onDisk(bytes), mapping, datum: 'gcj02' })).added]).toEqual([format, 60])
    const stated = await ask(STATED)
    if (first.length === 0) first = stated
    expect([format, stated]).toEqual([format, first])
  }
  expect(first).toHaveLength(60)
  expect(new Set(first.map((row) => (row as { name: string }).name))).toEqual(new Set(rows.map(({ name }) => name)))
})

describe('ten seeded faults in a workbook', () => {
  const HEADER = ['序号', '企业名称', '统一社会信用代码', '经度', '纬度', '行业', '员工人数', '电话']
  const chinese = mappingOf({ name: '企业名称', lng: '经度', lat: '纬度', industry: '行业', staff: '员工人数', safetyManagerPhone: '电话' }, '统一社会信用代码') // prettier-ignore
  const line = (n: number, change: Partial<Record<number, Written>>): Written[] =>
    [n, `企业${n}`, code(n), 121.49, 37.44, 'C2614', 12, '0535-6000001'].map((cell, i) => i in change ? change[i] ?? null : cell) // prettier-ignore
  const faults: [change: Partial<Record<number, Written>>, column: string, rule: string][] = [
    [{ 1: null }, '企业名称', 'required'],
    [{ 2: { xml: '<c r="REF"><v>9.1370600123456794E+17</v></c>' } }, '统一社会信用代码', 'digits-lost'],
    [{ 3: '121.49E' }, '经度', 'number'],
    [{ 3: 37.44, 4: 121.49 }, '经度, 纬度', 'range'],
    [{ 3: 0, 4: 0 }, '经度, 纬度', 'zero-coordinate'],
    [{ 3: 112.49 }, '经度, 纬度', 'outside-bounds'],
    [{ 5: { xml: '<c r="REF" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>' } }, '行业', 'cell-error'],
    [{ 6: -3 }, '员工人数', 'whole-range'],
    [{ 7: { xml: '<c r="REF"><f>A1</f></c>' } }, '电话', 'formula-without-value'],
    [{ 1: '长'.repeat(201) }, '企业名称', 'text-too-long'],
  ]
  const body = Array.from({ length: 30 }, (_, i) => line(i, faults[i / 3]?.[0] ?? {}))
  /** Two lines stand above the header, so the first enterprise is in row 4. */
  const sheet = (rows: readonly (readonly Written[])[]) => xlsxOf({ sheets: { 说明: [['请看下一张']], 名单: [['某区企业名单'], ['填表日期', '2026-01-31'], HEADER, ...rows] }, merged: ['A1:H1'] }) // prettier-ignore
  const request = (bytes: Buffer | string): ImportRequest => ({ file: onDisk(bytes), mapping: chinese, datum: 'wgs84', sheet: '名单', bounds: [120, 36, 123, 39] }) // prettier-ignore

  test('are reported exactly, by row, column and rule, and nothing is written', async () => {
    const report = await run(request(sheet(body)))
    expect(report.issues.map(({ row, column, rule }) => [row, column, rule])).toEqual(
      faults.map(([, column, rule], i) => [i * 3 + 4, column, rule]),
    )
    expect(report).toMatchObject({ rows: 30, rejected: 10, written: false })
    expect(await ask('select from enterprise')).toHaveLength(0)
    const said = describeReport(report).join('\n')
    expect(said).toContain('第 10 行 row 10 · D 列 column D 经度: 121.49E [number]')
    expect(said).toContain('第 13 行 row 13 · D, E 列 column D, E 经度, 纬度: 37.44, 121.49 [range]')
    expect(said).toContain('第 22 行 row 22 · F 列 column F 行业: #N/A [cell-error]')
  })

  test('are taken out into a sheet with their reasons, which once it is corrected brings the others in', async () => {
    const report = await run({ ...request(sheet(body)), acceptGood: true })
    expect(counts(report)).toEqual({ added: 20, changed: 0, unchanged: 0, rejected: 10, written: true })
    const faulty = faultyRows(report.table, report.issues)
    const [head = '', ...lines] = faulty.trimEnd().split('\r\n')
    expect(head).toBe(`\uFEFF${[...HEADER, '原因 reasons'].join(',')}`)
    expect(lines).toHaveLength(10)
    expect(lines[0]).toContain('第 4 行 row 4 · B 列 column B 企业名称: required')
    const corrected = [head, ...lines.map((_, i) => [...line(i * 3, {}), '改好了'].join(','))].join('\r\n')
    expect(counts(await run(request(corrected)))).toMatchObject({ added: 10, rejected: 0 })
    expect(counts(await run(request(sheet(Array.from({ length: 30 }, (_, i) => line(i, {}))))))).toMatchObject({ added: 0, changed: 0, unchanged: 30 }) // prettier-ignore
  })
})

describe('territories', () => {
  const ring = (west: number, south: number): [number, number][] => [[west, south], [west, south + 0.1], [west + 0.1, south + 0.1], [west + 0.1, south], [west, south]] // prettier-ignore
  const hole = [[121.02, 37.02], [121.04, 37.02], [121.04, 37.04], [121.02, 37.02]] as [number, number][] // prettier-ignore
  const GRIDS = [
    { code: 'G1', name: '东片区', rings: [ring(121, 37), hole] },
    { code: 'G2', name: '西片区', rings: [ring(121.1, 37)] },
  ]
  const grids = readJson(GridMapping, JSON.stringify({ capability: 'grids', name: 'code, name', columns: { code: 'code', name: 'name' }, constants: { person: '甲', phone: '0535-000000' }, district: { code: '370671', name: '测试区' } }), 'mapping') // prettier-ignore
  const text = (positions: readonly [number, number][]) => positions.map((at) => at.join(',')).join(' ')
  const kml = (cut: (rings: [number, number][][]) => [number, number][][] = (rings) => rings) =>
    `<kml><Document>${GRIDS.map(({ code: id, name, rings }) => `<Placemark><name>${name}</name><ExtendedData><Data name="code"><value>${id}</value></Data></ExtendedData><Polygon>${cut(rings).map((positions, i) => `<${i ? 'inner' : 'outer'}BoundaryIs><LinearRing><coordinates>${text(positions)}</coordinates></LinearRing></${i ? 'inner' : 'outer'}BoundaryIs>`).join('')}</Polygon></Placemark>`).join('')}</Document></kml>` // prettier-ignore
  const files: [string, Buffer | string][] = [
    ['GeoJSON', JSON.stringify({ type: 'FeatureCollection', features: GRIDS.map(({ code: id, name, rings }) => ({ type: 'Feature', properties: { name, code: id }, geometry: { type: 'Polygon', coordinates: rings } })) })],
    ['Shapefile', shapefileOf(['name', 'code'], GRIDS.map(({ code: id, name, rings }) => ({ cells: [name, id], shape: rings })))],
    ['KML', kml()],
    ['KMZ', zipped({ 'doc.kml': kml() })],
    ['GeoPackage', geopackageOf([{ name: 'grids', columns: ['name TEXT', 'code TEXT'], rows: GRIDS.map(({ code: id, name, rings }) => [drawn([rings]), name, id]) }])],
  ] // prettier-ignore

  test('are the same from every format', async () => {
    let first: object[] = []
    for (const [format, bytes] of files) {
      const report = await run({ file: onDisk(bytes), mapping: grids, datum: 'wgs84' })
      const was = first.length === 0 ? { added: 2, unchanged: 0 } : { added: 0, unchanged: 2 }
      expect([format, report.issues, counts(report)]).toEqual([format, [], { ...was, changed: 0, rejected: 0, written: true }]) // prettier-ignore
      const stated = await ask('select code, name, round(st_area(geom::geography)) as area, st_nrings(geom) as rings from grid where level = 3 order by code') // prettier-ignore
      if (first.length === 0) first = stated
      expect([format, stated]).toEqual([format, first])
    }
    expect(first).toMatchObject([{ code: 'G1', rings: 2 }, { code: 'G2', rings: 1 }]) // prettier-ignore
  })

  test('that are no good are named by the number of their feature', async () => {
    const open = kml((rings) => rings.map((positions) => [...positions.slice(0, -1), [120, 36]]))
    const report = await run({ file: onDisk(open), mapping: grids, datum: 'wgs84' })
    expect(report.issues).toMatchObject([1, 2].map((row) => ({ row, column: 'geometry', rule: 'ring-not-closed' })))
    expect(describeReport(report).join('\n')).toContain('第 2 个要素 feature 2 · geometry')
    expect(faultyRows(report.table, report.issues).split('\r\n')).toHaveLength(4)
    expect(await ask('select from grid')).toHaveLength(0)
  })

  test('are not in a sheet, which is said', async () => {
    await expect(run({ file: onDisk('code,name\nG1,东\n'), mapping: grids, datum: 'wgs84' })).rejects.toThrow(/多边形/)
  })
})

describe('a file that is refused leaves nothing behind', () => {
  test.each<[string, Buffer | string]>([
    ['a zip that leads out of itself', zipped({ '../a.shp': 'x' })],
    ['a workbook with entities', xlsxOf({ sheets: { 表: [] }, parts: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' } })],
    ['a sheet that is cut off half-way', sheetOf(shuffled(1)).subarray(0, 2_000)],
    ['a KML that is cut off half-way', kmlOf(shuffled(1)).slice(0, 9_000)],
  ])('%s', async (_, bytes) => {
    await expect(run({ file: onDisk(bytes), mapping, datum: 'wgs84', acceptGood: true })).rejects.toThrow(FileRefused)
    expect(await ask('select from enterprise')).toHaveLength(0)
    expect(await ask('select from district')).toHaveLength(0)
    expect(await ask('select from import')).toHaveLength(0)
  }) // prettier-ignore
})

const material = process.env.ANJIAN_MATERIAL ?? '../shared'
const hints = join(material, 'data/geometry/geojsonhint/test/data')
const encodings = join(material, 'data/import/encodings_synthetic')
const missing = !existsSync(hints) || !existsSync(encodings)
const WANTED = `${hints} or ${encodings} is missing: set ANJIAN_MATERIAL`

describe('files of others', () => {
  needs(missing, WANTED)
  const synthetic = mappingOf({ name: '企业名称', lng: '经度', lat: '纬度' }, '统一社会信用代码')
  const LOADS: Readonly<Record<string, number>> = { 'truncated_multibyte_gb18030.csv': 113, 'header_only.csv': 0 }

  test('the encodings load their enterprises, or say why not', async () => {
    for (const name of readdirSync(encodings)) {
      const request: ImportRequest = { file: join(encodings, name), mapping: { ...synthetic, scheme: 'test' }, datum: 'wgs84', acceptGood: true, dryRun: true } // prettier-ignore
      const report = await run(request).catch((error: Error) => error)
      if (name === 'empty.csv') expect(report).toBeInstanceOf(FileRefused)
      // Big5 has no simplified characters: the file itself has question marks in their place
      else if (name === 'big5_semicolon.csv') expect((report as Error).message).toMatch(/没有列“企业名称”.*危化品/)
      else expect([name, 'added' in report ? report.added : report.message]).toEqual([name, LOADS[name] ?? 114])
    }
  })

  test('every GeoJSON, good or bad, is taken with issues of its features or refused; no other error comes', async () => {
    const mapped = { ...mappingOf({ name: 'id', lng: 'lng', lat: 'lat' }, 'id'), scheme: 'test' }
    const fates = { taken: 0, refused: 0 }
    for (const kind of ['good', 'bad']) {
      for (const name of readdirSync(join(hints, kind)).filter((each) => each.endsWith('.geojson'))) {
        const fate = await run({ file: join(hints, kind, name), mapping: mapped, datum: 'wgs84', dryRun: true }).catch((error: Error) => error) // prettier-ignore
        if (fate instanceof Error) expect([name, fate.constructor]).toEqual([name, FileRefused])
        fates[fate instanceof Error ? 'refused' : 'taken'] += 1
      }
    }
    console.log(`geojsonhint: ${JSON.stringify(fates)}`)
    expect(await ask('select from enterprise')).toHaveLength(0)
  })
})
