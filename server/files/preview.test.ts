import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../tests/files/onDisk.ts'
import { shapefileOf } from '../../tests/files/shapefile.ts'
import { xlsxOf } from '../../tests/files/xlsx.ts'
import { zipped } from '../../tests/files/zip.ts'
import { previewOf } from './preview.ts'
import { readRows } from './read.ts'

const onDisk = scratch()
const HEADER = '企业名称,统一社会信用代码,地址'
const line = (n: number) => `丰源化工有限公司${n},9137060${n},烟台市芝罘区幸福路${n}号`
const csv = (rows: number) => `${HEADER}\r\n${Array.from({ length: rows }, (_, n) => `${line(n)}\r\n`).join('')}`

describe('a text', () => {
  test('in GBK is shown as each encoding has it, the one that was found first', async () => {
    const { format, text, delimiter, headerRow, columns, rows, count } = await previewOf(onDisk(iconv.encode(csv(80), 'gb18030'))) // prettier-ignore
    expect({ format, delimiter, headerRow, columns, count }).toEqual({ format: 'csv', delimiter: ',', headerRow: 1, columns: HEADER.split(','), count: { rows: 80, exact: true } }) // prettier-ignore
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2))
    expect([text?.encoding, text?.by]).toEqual(['gb18030', 'detected'])
    expect(text?.candidates.map(({ encoding }) => encoding)).toEqual(['gb18030', 'utf8', 'big5', 'utf16le', 'utf16be'])
    const [gb, utf8] = text?.candidates ?? []
    expect(gb).toEqual({ encoding: 'gb18030', lines: [HEADER, ...[0, 1, 2, 3].map(line)], unreadable: 0 })
    expect(utf8?.unreadable).toBeGreaterThan(100)
  })

  test.each([
    ['mark', Buffer.from(`\uFEFF${csv(2)}`), undefined, 'utf8'],
    ['mark', Buffer.from(`\uFEFF${csv(2)}`, 'utf16le'), 'gb18030', 'utf16le'],
    ['declared', Buffer.from(csv(2)), 'big5', 'big5'],
    ['detected', Buffer.from(csv(2)), undefined, 'utf8'],
  ] as const)('by %s', async (by, bytes, declared, encoding) => {
    const { text } = await previewOf(onDisk(bytes), { encoding: declared })
    expect([text?.by, text?.encoding, text?.candidates[0]?.encoding]).toEqual([by, encoding, encoding])
  })

  test('that is long is estimated by its head', async () => {
    const { count } = await previewOf(onDisk(csv(60_000)))
    expect(count.exact).toBe(false)
    expect(Math.abs(count.rows / 60_000 - 1)).toBeLessThan(0.15)
  })

  test('says the issues of the rows that are shown, and of no others', async () => {
    const rows = Array.from({ length: 90 }, (_, n) => (n % 40 === 3 ? 'a' : 'a,b'))
    const { issues } = await previewOf(onDisk(`甲,乙\n${rows.join('\n')}`))
    expect(issues.map(({ row, rule }) => [row, rule])).toEqual([5, 45].map((row) => [row, 'ragged-row']))
  })

  test.each([
    ['known headings', '某区企业名单,,\n填表日期,2026-01-31,\n企业名称,经度,纬度\n甲,121,37\n', 3],
    ['width, where no heading is known', '名单,,,\n,,,\na1,b1,c1,d1\n1,2,3,4\n', 3],
    ['the first row, where all are alike', 'a1,b1\n1,2\n', 1],
  ])('has its header guessed by %s', async (_, text, row) => {
    const path = onDisk(text)
    const { headerRow, columns, rows } = await previewOf(path)
    expect(headerRow).toBe(row)
    const read = await readRows(path, { names: columns })
    expect([read.columns, read.rows]).toEqual([columns, rows])
  })
})

test('a workbook names its sheets, and shows the one that is asked for; few of its texts are read', async () => {
  const body = Array.from({ length: 12_000 }, (_, n) => [`企业${n % 300}`, n])
  const cover = Array.from({ length: 1_000 }, (_, n) => [`第${n}行${'x'.repeat(200)}`]) // whose texts come first
  const sheets = { 封面: cover, 名单: [['某区名单'], ['企业名称', '从业人员'], ...body] }
  const path = onDisk(xlsxOf({ sheets, hidden: ['封面'] }))
  const shown = await previewOf(path)
  expect(shown).toMatchObject({ format: 'xlsx', sheet: '名单', headerRow: 2, columns: ['企业名称', '从业人员'], sheets: [{ name: '封面', hidden: true }, { name: '名单', hidden: false }] }) // prettier-ignore
  expect(shown.rows.map(({ cells }) => cells)).toEqual(body.slice(0, 50).map((cells) => cells.map(String)))
  expect(Math.abs(shown.count.rows / 12_000 - 1)).toBeLessThan(0.15)
  expect((await previewOf(path, { sheet: '封面' })).columns).toEqual(cover[0])
})

describe('things on a map', () => {
  test('of KML and KMZ name their folders', async () => {
    const kml = '<kml><Document><name>全区</name><Folder><name>东片</name><Placemark><name>甲</name><Point><coordinates>121,37</coordinates></Point></Placemark></Folder><Folder><name>西片</name></Folder></Document></kml>' // prettier-ignore
    for (const bytes of [kml, zipped({ 'doc.kml': kml })]) {
      const shown = await previewOf(onDisk(bytes))
      expect(shown).toMatchObject({ format: 'kml', layers: ['全区', '东片', '西片'], headerRow: 0, columns: ['name', 'lng', 'lat'], count: { rows: 1, exact: true } }) // prettier-ignore
      expect(shown.rows).toEqual([{ row: 1, cells: ['甲', '121', '37'] }])
    }
  })

  test('of a shapefile name their layer; areas are no issue', async () => {
    const ring: [number, number][] = [[121, 37], [121, 38], [122, 38], [121, 37]] // prettier-ignore
    const shown = await previewOf(onDisk(shapefileOf(['name'], [{ cells: ['甲'], shape: [ring] }])))
    expect(shown).toMatchObject({ format: 'shapefile', columns: ['name'], issues: [], count: { rows: 1, exact: true } })
    expect(shown.layers).toHaveLength(1)
  })

  test('of a large GeoJSON are read by its head, strings with brackets or not', async () => {
    const feature = (n: number) => ({ type: 'Feature', properties: { 名称: `甲"}]{${n}`, pad: 'x'.repeat(400) }, geometry: { type: 'Point', coordinates: [121, 37] } }) // prettier-ignore
    const collection = (count: number) => JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: count }, (_, n) => feature(n)) }) // prettier-ignore
    const large = await previewOf(onDisk(collection(30_000)))
    expect(large).toMatchObject({ format: 'geojson', columns: ['名称', 'pad', 'id', 'lng', 'lat'], issues: [] })
    expect(large.rows).toHaveLength(50)
    expect(large.count.exact).toBe(false)
    expect(Math.abs(large.count.rows / 30_000 - 1)).toBeLessThan(0.05)
    expect((await previewOf(onDisk(collection(3)))).count).toEqual({ rows: 3, exact: true })
  })
})
