import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openArchive } from '../archive.ts'
import { cell, undefused } from '../csvLine.ts'
import { readCsv } from '../csv.ts'
import { readRows } from '../read.ts'
import { csvOf } from './csv.ts'
import { dbfHeader, dbfRecord, emptySizes, measureFields } from './dbf.ts'
import { geojsonOf } from './geojson.ts'
import { measure, shapefileOf } from './shapefile.ts'
import { flat, type Value, type WrittenRow, type WrittenTable } from './table.ts'
import { xlsxOf, xmlText } from './xlsx.ts'
import { zipOf } from './zip.ts'

const AT = new Date('2026-03-02T01:02:04Z')
const folder = mkdtempSync(join(tmpdir(), 'anjian-write-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function bytesOf(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(all)
}
async function kept(name: string, chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
  const path = join(folder, name)
  writeFileSync(path, await bytesOf(chunks))
  return path
}

const HARD = ['=1+1', "'=1+1", "''-x", "'", "'a", '+1', '-1', '@x', '\t=1', '\r=1', 'a"b', 'a,b', 'two\r\nlines', '', 'plain', '安全'] // prettier-ignore

describe('a defused cell', () => {
  test.each(HARD)('%j is read back as it was', async (text) => {
    const { rows } = await readCsv(`a,b\r\n${cell(text)},x\r\n`)
    expect(rows.map(({ cells }) => cells)).toEqual([[text, 'x']])
  })
  test.each(HARD)('%j never begins as a formula', (text) => {
    expect(cell(text)).not.toMatch(/^"?[=+\-@\t\r]/)
  })
  test('of a number is the number, and of other apostrophes nothing is taken', () => {
    expect([cell(-1), undefused("'90s"), undefused("O'=x"), undefused("'")]).toEqual(['-1', "'90s", "O'=x", "'"])
  })
})

describe('a zip', () => {
  test('holds its parts, whatever size their chunks had, under names in UTF-8', async () => {
    const long = Array.from({ length: 500 }, (_, i) => `第 ${i} 行\n`.repeat(100))
    const parts = [
      { name: 'empty.txt', content: () => [] },
      { name: '长.txt', content: () => long },
    ]
    const archive = await openArchive(await kept('a.zip', zipOf(parts, AT)))
    expect(archive.names).toEqual(['empty.txt', '长.txt'])
    expect((await archive.bytes('empty.txt')).length).toBe(0)
    expect((await archive.bytes('长.txt')).toString()).toBe(long.join(''))
    archive.close()
  })

  test('is laid out as the note says: sums after the data, time by the clock of China', async () => {
    const zip = await bytesOf(zipOf([{ name: 'a', content: () => ['hello'] }], AT))
    expect([zip.readUInt32LE(0), zip.readUInt16LE(6), zip.readUInt16LE(8)]).toEqual([0x04034b50, 0x0808, 8])
    const [time, date] = [zip.readUInt16LE(10), zip.readUInt16LE(12)]
    expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([9, 2, 4])
    expect([(date >> 9) + 1980, (date >> 5) & 15, date & 31]).toEqual([2026, 3, 2])
    expect(inflateRawSync(zip.subarray(31)).toString()).toBe('hello')
    expect(zip.readUInt32LE(zip.length - 22)).toBe(0x06054b50)
  })

  test('passes a failure on, and lets its part go when the reader stops', async () => {
    const failing = async function* () {
      yield 'a'
      throw new Error('no more')
    }
    await expect(bytesOf(zipOf([{ name: 'a', content: failing }], AT))).rejects.toThrow('no more')
    let released = 0
    const endless = async function* () {
      try {
        for (;;) yield Buffer.from(Array.from({ length: 4096 }, () => Math.random() * 256))
      } finally {
        released += 1
      }
    }
    let read = 0
    for await (const chunk of zipOf([{ name: 'a', content: endless }], AT)) {
      read += chunk.length
      if (read > 100_000) break
    }
    await expect.poll(() => released).toBe(1)
  })
})

const column = (heading: string, field: string, number = false) => ({ heading, field, width: 10, number })
const COLUMNS = [column('编号', 'ID', true), column('代码', 'CODE'), column('值', 'VALUE', true)]
const rowOf = (values: readonly Value[], position: WrittenRow['position'] = null): WrittenRow => ({ values, position })
const tableOf = (rows: readonly WrittenRow[]): WrittenTable => ({
  columns: COLUMNS,
  place: ['经度', '纬度'],
  async *rows() {
    yield rows.slice(0, 2)
    if (rows.length > 2) yield rows.slice(2)
  },
})
const ROWS = [
  rowOf([1, '007', -0.5], [121.123456789012, 37.5]),
  rowOf([2, '=1+1', null]),
  rowOf([3, 'a\r\n_x000D_<&>"\u0001', 1e-7], [-0.1, -37]),
]
const recordsIn = async (path: string) => {
  const { columns, rows } = await readRows(path)
  return rows.map(({ cells }) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])))
}

describe('a workbook', () => {
  const sheets = (rows: readonly WrittenRow[]) => [
    {
      name: '表[1]/' + '长'.repeat(40),
      columns: [...COLUMNS, { heading: 'x', width: 8 }, { heading: 'y', width: 8 }],
      rows: () => [rows.map(flat)],
    },
  ]

  test('is read back: codes as text, numbers as numbers, what XML cannot hold too', async () => {
    const records = await recordsIn(await kept('a.xlsx', xlsxOf(sheets(ROWS), AT)))
    expect(records).toEqual([
      { 编号: '1', 代码: '007', 值: '-0.5', x: '121.123456789012', y: '37.5' },
      { 编号: '2', 代码: '=1+1', 值: '', x: '', y: '' },
      { 编号: '3', 代码: 'a\r\n_x000D_<&>"\u0001', 值: '1e-7', x: '-0.1', y: '-37' },
    ])
  })

  test('holds no formula, freezes its header, and marks text as text', async () => {
    const archive = await openArchive(await kept('b.xlsx', xlsxOf(sheets(ROWS), AT)))
    const sheet = (await archive.bytes('xl/worksheets/sheet1.xml')).toString()
    expect(sheet).not.toMatch(/<f[ >]/)
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<col min="2" max="2" width="10" customWidth="1"/>')
    expect(sheet).toContain('<c r="B3" s="2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>')
    expect(sheet).toContain('<c r="C2"><v>-0.5</v></c>')
    expect((await archive.bytes('xl/workbook.xml')).toString()).toContain(`<sheet name="表 1  ${'长'.repeat(26)}"`)
    archive.close()
  })

  test.each([
    ['a<b>&"', 'a&lt;b&gt;&amp;&quot;'],
    ['\0\u001f', '_x0000__x001F_'],
    ['_x000D_', '_x005F_x000D_'],
    ['_x00', '_x00'],
  ])('writes %j as %j', (text, written) => {
    expect(xmlText(text)).toBe(written)
  })
})

test('a CSV has its mark or none, and the position last', async () => {
  const text = (await bytesOf(csvOf(tableOf(ROWS.slice(0, 2)), true))).toString()
  expect(text).toBe("\uFEFF编号,代码,值,经度,纬度\r\n1,007,-0.5,121.123456789012,37.5\r\n2,'=1+1,,,\r\n")
  expect((await bytesOf(csvOf(tableOf([]), false))).toString()).toBe('编号,代码,值,经度,纬度\r\n')
})

test('GeoJSON has its manifest on top, points, and null where nothing is', async () => {
  const written = JSON.parse((await bytesOf(geojsonOf(tableOf(ROWS), { rows: 3 }))).toString()) as unknown
  expect(written).toEqual({
    type: 'FeatureCollection',
    manifest: { rows: 3 },
    features: ROWS.map(({ values: [id, code, value], position }) => ({
      type: 'Feature',
      geometry: position && { type: 'Point', coordinates: position },
      properties: { 编号: id, 代码: code, 值: value },
    })),
  })
  expect(JSON.parse((await bytesOf(geojsonOf(tableOf([]), 1))).toString())).toMatchObject({ features: [] })
})

test('areas are drawn in place of points, and nothing where there is none', async () => {
  const area = [[[[0, 0], [2, 0], [2, 2], [0, 0]], [[1, 0.5], [1.5, 0.5], [1.5, 1], [1, 0.5]]]] as const // prettier-ignore
  const table = { ...tableOf([{ ...ROWS[0]!, area }, ROWS[2]!]), draws: 'areas' } as const
  const { features } = JSON.parse((await bytesOf(geojsonOf(table, 1))).toString()) as { features: { geometry: unknown }[] }
  expect(features.map(({ geometry }) => geometry)).toEqual([{ type: 'MultiPolygon', coordinates: area }, null])
  const measured = await measure(table)
  expect([measured.placed, measured.box]).toEqual([1, [0, 0, 2, 2]])
  const [shp, shx] = shapefileOf(table, measured, { name: 'a', datum: 'WGS_84', at: AT })
  const whole = await bytesOf(shp!.content() as AsyncIterable<Uint8Array>)
  const index = await bytesOf(shx!.content() as AsyncIterable<Uint8Array>)
  expect([whole.readInt32BE(24) * 2, index.readInt32BE(24) * 2, whole.readInt32LE(32)]).toEqual([whole.length, index.length, 5])
  expect([0, 1].map((i) => whole.readInt32BE(index.readInt32BE(100 + 8 * i) * 2))).toEqual([1, 2])
  expect([0, 1].map((i) => whole.readInt32LE(index.readInt32BE(100 + 8 * i) * 2 + 8))).toEqual([5, 0])
  // the outer ring ran against the clock and the hole, too: one is turned, the other stays
  const points = Array.from({ length: 8 }, (_, i) => [0, 8].map((at) => whole.readDoubleLE(108 + 52 + 16 * i + at)))
  expect(points).toEqual([...area[0][0].toReversed(), ...area[0][1]])
}) // prettier-ignore

describe('a shapefile', () => {
  const write = async (rows: readonly WrittenRow[], name: string) =>
    kept(
      name,
      zipOf(shapefileOf(tableOf(rows), await measure(tableOf(rows)), { name: 'a', datum: 'GCJ-02', at: AT }), AT),
    )

  test('is read back with its points and without', async () => {
    expect(await recordsIn(await write(ROWS, 'a.shp.zip'))).toEqual([
      { ID: '1', CODE: '007', VALUE: '-0.500000000000000', lng: '121.123456789012', lat: '37.5' },
      { ID: '2', CODE: '=1+1', VALUE: '', lng: '', lat: '' },
      { ID: '3', CODE: ROWS[2]!.values[1], VALUE: '0.000000100000000', lng: '-0.1', lat: '-37' },
    ])
  })

  test('says in its headers how long it is and where its points lie; its index points at them', async () => {
    const archive = await openArchive(await write(ROWS, 'b.shp.zip'))
    const [shp, shx, prj] = await Promise.all(['a.shp', 'a.shx', 'a.prj'].map((name) => archive.bytes(name)))
    archive.close()
    expect(shp!.readInt32BE(24) * 2).toBe(shp!.length)
    expect(shx!.readInt32BE(24) * 2).toBe(shx!.length)
    expect([36, 44, 52, 60].map((at) => shp!.readDoubleLE(at))).toEqual([-0.1, -37, 121.123456789012, 37.5])
    for (const [i] of ROWS.entries()) expect(shp!.readInt32BE(shx!.readInt32BE(100 + 8 * i) * 2)).toBe(i + 1)
    expect(prj!.toString()).toMatch(/^GEOGCS\["GCJ-02",DATUM\["D_GCJ-02"/)
  })

  test('cuts a text that is too long at a character, and counts it', () => {
    const columns = [column('名称', 'NAME')]
    const sizes = emptySizes({ ...tableOf([]), columns })
    for (const text of ['长'.repeat(85), '长'.repeat(84), '']) measureFields(sizes, [text])
    expect(sizes).toEqual([{ length: 254, decimals: 0, shortened: 1 }])
    const record = dbfRecord(columns, sizes, ['长'.repeat(85)])
    expect(record.toString().trimEnd()).toBe(` ${'长'.repeat(84)}`)
    expect(record.length).toBe(255)
  })

  test('gives a number the decimals that it has room for', () => {
    const columns = [column('值', 'VALUE', true)]
    const sizes = emptySizes({ ...tableOf([]), columns })
    for (const value of [123456789012, 0.123456789012345, -1]) measureFields(sizes, [value])
    expect(dbfRecord(columns, sizes, [123456789012]).toString('latin1')).toBe(' 123456789012.0000000')
    expect([...dbfHeader(columns, sizes, 1, AT).subarray(48, 50)]).toEqual([20, 7])
  })
})
