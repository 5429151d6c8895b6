import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../tests/files/onDisk.ts'
import { dbfOf, shpOf } from '../../tests/files/shapefile.ts'
import { xlsxOf, xlsxParts } from '../../tests/files/xlsx.ts'
import { type Part, zipOf, zipped } from '../../tests/files/zip.ts'
import { MOST, rowBudget } from './limits.ts'
import { readPolygons, readRows } from './read.ts'
import { FileRefused } from './rows.ts'

const onDisk = scratch()
const POINT = shpOf([[121, 37]])
const KML = '<kml><Placemark><name>a</name><Point><coordinates>121,37</coordinates></Point></Placemark></kml>'
const SHEET = { 表: [['名称'], ['甲']] }

/** Refused in Chinese and English, as rows and as areas, with words that are looked for. */
async function refused(bytes: Buffer | string, words: RegExp) {
  const file = onDisk(bytes)
  for (const read of [readRows, readPolygons]) {
    const error = await read(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FileRefused)
    const { message } = error as FileRefused
    expect(message).toMatch(words)
    expect(message).toMatch(/[\u4e00-\u9fff].*\n.*[a-z]/)
  }
}

/** A zip with these beside a shapefile that is good. */
const beside = (...parts: Part[]) => zipOf([{ name: 'a.shp', data: POINT }, ...parts])

describe('zips', () => {
  test('that are good are read: the others below differ from it by one thing each', async () => {
    expect((await readRows(onDisk(beside({ name: '说明.txt', data: 'x' })))).rows).toHaveLength(1)
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'a/../../b.shp', 'C:\\windows\\b.shp', '..\\b.shp', 'C:/b.shp'])('that lead out of themselves by %s', async (name) => {
    await refused(beside({ name, data: 'x' }), /指向包外/)
  }) // prettier-ignore

  test('that unpack to more than is allowed, whatever they claim', async () => {
    const zeros = Buffer.alloc(64 * 2 ** 20)
    await refused(beside({ name: 'b.txt', data: zeros, crc: 0 }), /压缩比/)
    await refused(zipOf([{ name: 'a.shp', data: POINT, claims: 0xfffffffe }]), /解压后过大/)
    // each of them is small enough to grow as it likes, together they are not
    await refused(beside(...Array.from({ length: 33 }, (_, i) => ({ name: `${i}.txt`, data: 'x', claims: MOST.smallPart }))), /解压后过大/) // prettier-ignore
    await refused(zipOf([{ name: 'a.shp', data: zeros, claims: 200, crc: 0 }]), /损坏/)
    await refused(zipOf([{ name: 'doc.kml', data: KML + ' '.repeat(10_000), claims: KML.length }]), /损坏/)
  }, 60_000)

  test('in which more zips lie are never unpacked', async () => {
    const bomb = zipped({ 'bomb.txt': Buffer.alloc(2 ** 20) })
    await refused(zipped({ 'inner.zip': bomb }), /压缩包中还有压缩包/)
    await refused(zipped({ 'deeper/inner.kmz': bomb }), /压缩包中还有压缩包/)
  })

  test('of more parts than is allowed', async () => {
    const many = Array.from({ length: MOST.parts + 1 }, (_, i) => ({ name: `${i}`, data: '', stored: true }))
    await refused(zipOf(many), /损坏/)
  }, 60_000)

  test('with a password', async () => {
    await refused(beside({ name: 'b.txt', data: 'x', encrypted: true }), /密码/)
    await refused(zipOf([{ name: 'a.shp', data: POINT, encrypted: true }]), /密码/)
  })

  test('that are cut off, wherever', async () => {
    const whole = xlsxOf({ sheets: SHEET })
    for (const share of [0.1, 0.5, 0.9, 0.99]) await refused(whole.subarray(0, whole.length * share), /损坏/)
    await refused(Buffer.from('PK\x03\x04'), /损坏/)
  })

  test('whose bytes were changed on their way', async () => {
    await refused(zipOf([{ name: 'a.shp', data: POINT, crc: 1 }]), /CRC/)
    const whole = zipOf([{ name: 'a.shp', data: POINT }])
    const packed = deflateRawSync(POINT)
    whole.fill(0xff, 36, 36 + Math.floor(packed.length / 2))
    await refused(whole, /损坏/)
  })

  test('with two parts of one name', async () => {
    await refused(beside({ name: 'A.SHP', data: POINT }), /× 2/)
  })
})

describe('XML', () => {
  const LAUGHS = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`
  const FILE = '<!DOCTYPE kml [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
  const AWAY = '<!DOCTYPE kml SYSTEM "http://127.0.0.1:1/kml.dtd">'
  const named = (entity: string) => KML.replace('>a<', `>&${entity};<`)
  const sheet = (text: string) =>
    xlsxOf({ sheets: SHEET, parts: { 'xl/worksheets/sheet1.xml': text, 'xl/sharedStrings.xml': '<sst/>' } })
  const SHEET_XML = '<worksheet><sheetData><row><c t="str"><v>a</v></c></row></sheetData></worksheet>'

  test.each([
    ['a billion laughs', LAUGHS, 'j'],
    ['a file of the machine', FILE, 'file'],
    ['a definition elsewhere', AWAY, 'amp'],
    ['a definition that is very long', `<!DOCTYPE kml [${'<!ENTITY x "y">'.repeat(20_000)}]>`, 'x'],
  ])('with entities of its own: %s', async (_, doctype, entity) => {
    await refused(`${doctype}${named(entity)}`, /DOCTYPE/)
    await refused(zipped({ 'doc.kml': `${doctype}${named(entity)}` }), /DOCTYPE/)
    await refused(Buffer.from(`\uFEFF${doctype}${named(entity)}`, 'utf16le'), /DOCTYPE/)
    const { 'xl/workbook.xml': book, ...parts } = xlsxParts({ sheets: SHEET })
    await refused(
      zipped({ ...parts, 'xl/workbook.xml': `${doctype}${String(book).replace(/<\?.*\?>/, '')}` }),
      /DOCTYPE/,
    )
    await refused(sheet(`${doctype}${SHEET_XML.replace('>a<', `>&${entity};<`)}`), /DOCTYPE/)
  })

  test('with an entity that nobody defined, or a name that never ends', async () => {
    await refused(named('secret'), /XML/)
    await refused(`<kml><${'a'.repeat(200_000)}`, /XML/)
    await refused(`<kml><Placemark/><${'a'.repeat(200_000)}/></kml>`, /XML.*Max buffer/)
  })
})

describe('workbooks that claim what they do not hold', () => {
  const rows = (xml: string) =>
    xlsxOf({ sheets: SHEET, parts: { 'xl/worksheets/sheet1.xml': `<worksheet>${xml}</worksheet>` } })
  const cell = (row: string, ref: string, text = 'a') =>
    `<row r="${row}"><c r="${ref}" t="str"><v>${text}</v></c></row>`

  test('a dimension of all cells is not believed', async () => {
    const book = rows(
      `<dimension ref="A1:XFD1048576"/><sheetData>${cell('1', 'A1')}${cell('1048576', 'A1048576')}</sheetData>`,
    )
    expect((await readRows(onDisk(book))).rows).toEqual([{ row: 1_048_576, cells: ['a'] }])
  })

  test.each([
    ['a row beyond the last', cell('99999999', 'A99999999'), /row 99999999/],
    ['rows that go back', cell('2', 'A2') + cell('1', 'A1'), /row 1/],
    ['a row of no number', cell('-5', 'A1'), /row -5/],
    ['cells that go back', '<row r="1"><c r="B1"/><c r="A1"/></row>', /cell A1/],
    ['a cell of no column', cell('1', 'ZZZZZ1'), /cell ZZZZZ1/],
    ['a column beyond those that are taken', cell('1', 'XFD1'), /列数超过 1000/],
    ['a text that nobody kept', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>', /sharedStrings 99/],
    ['cells that are cut off', '<row r="1"><c r="A1"><v>1</v>', /XML/],
  ])('%s', async (_, xml, words) => {
    await refused(rows(`<sheetData>${xml}</sheetData>`), words)
  })

  test('a text longer than a cell is cut, and said', async () => {
    const { rows: found, issues } = await readRows(onDisk(rows(`<sheetData>${cell('1', 'A1', '名')}${cell('2', 'A2', '长'.repeat(500_000))}</sheetData>`))) // prettier-ignore
    expect(issues).toMatchObject([{ row: 2, column: '名', rule: 'cell-too-long' }])
    expect(found[0]?.cells[0]?.length).toBeLessThan(100_000)
  })

  test('ranges that are merged without end', async () => {
    const ranges = '<mergeCell ref="A2:A1048576"/>'.repeat(20)
    await refused(rows(`<sheetData>${cell('1', 'A1')}${cell('1048576', 'A1048576')}</sheetData><mergeCells>${ranges}</mergeCells>`), /单元格总数/) // prettier-ignore
  }, 60_000)

  test('parts that are missing', async () => {
    const { 'xl/workbook.xml': _, ...none } = xlsxParts({ sheets: SHEET })
    await refused(zipped(none), /损坏/)
    const { 'xl/worksheets/sheet1.xml': __, ...noSheet } = xlsxParts({ sheets: SHEET })
    await refused(zipped(noSheet), /损坏/)
  })

  test('a relation that leads out of the zip leads nowhere', async () => {
    const relations =
      '<Relationships><Relationship Id="s0" Type="x/worksheet" Target="../../../../../etc/passwd"/></Relationships>'
    await refused(xlsxOf({ sheets: SHEET, parts: { 'xl/_rels/workbook.xml.rels': relations } }), /损坏/)
  })
})

describe('texts', () => {
  test('of more rows or columns than are taken', async () => {
    await refused('a\n'.repeat(MOST.rows + 3), /行数超过/)
    await refused(`${'a,'.repeat(MOST.columns)}b\n1`, /列数超过/)
  }, 60_000)

  test('of more rows or cells than are taken, counted while they are read', () => {
    const rows = rowBudget()
    for (let row = 0; row < MOST.rows; row++) rows(1)
    expect(() => rows(1)).toThrow(/行数超过/)
    const cells = rowBudget()
    cells(MOST.cells)
    expect(() => cells(1)).toThrow(/单元格总数超过/)
  })

  test('of lines without end of delimiters', async () => {
    const file = onDisk(`a,b\n${`${','.repeat(300_000)}x\n`.repeat(MOST.cells / 300_000 + 1)}`)
    await expect(readRows(file)).rejects.toThrow(/单元格总数超过/)
  }, 60_000)

  test('of a cell that is too long say so of its row', async () => {
    const { issues } = await readRows(onDisk(`a,b\n1,${'长'.repeat(MOST.cell + 1)}\n`))
    expect(issues).toMatchObject([{ row: 2, column: 'b', rule: 'cell-too-long' }])
  })

  test('that are no texts', async () => {
    await refused(Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)), /不是可以导入的格式/)
    await refused(Buffer.alloc(1_000), /不是可以导入的格式/)
  })

  test('of GeoJSON nested without end', async () => {
    const nested = '['.repeat(200_000) + ']'.repeat(200_000)
    await refused(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${nested}},"geometry":null}]}`, /无法读取|FeatureCollection/) // prettier-ignore
  })

  test('of GeoJSON with too many vertices', async () => {
    const ring = `[${'[1,1],'.repeat(100_000)}[1,1]]`
    const feature = `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[${ring}]}}`
    const file = onDisk(`{"type":"FeatureCollection","features":[${Array.from({ length: 20 }, () => feature).join()}]}`)
    await expect(readPolygons(file)).rejects.toThrow(/顶点总数超过/)
  }, 60_000)

  test('named like members that every object has keep their own values', async () => {
    const features = ['{"constructor":"甲"}', '{"__proto__":"乙","toString":"丙"}', '{}'].map((properties) => `{"type":"Feature","properties":${properties},"geometry":null}`) // prettier-ignore
    const { columns, rows } = await readRows(onDisk(`{"type":"FeatureCollection","features":[${features.join()}]}`))
    const at = (name: string) => rows.map(({ cells }) => cells[columns.indexOf(name)])
    expect([at('constructor'), at('__proto__'), at('toString')]).toEqual([['甲', '', ''], ['', '乙', ''], ['', '丙', '']]) // prettier-ignore
  })
})

describe('other formats are called by their name', () => {
  const compound = (text: string) => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(100_000), Buffer.from(text, 'utf16le')]) // prettier-ignore
  test.each<[string, Buffer | string, RegExp]>([
    ['an encrypted workbook', compound('EncryptedPackage'), /加密/],
    ['an old .xls', compound('Workbook'), /旧版 \.xls/],
    ['a web page', '<html><table><tr><td>名称</td></tr></table></html>', /网页/],
    ['a web page with its type', '\uFEFF<!DOCTYPE html>\n<html></html>', /网页/],
    ['a sheet of XML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', /Workbook/],
    ['a .shp alone', shpOf([[1, 1]]), /\.dbf/],
    ['a GeoPackage', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100)]), /GeoPackage/],
    ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), /其他格式的压缩包/],
    ['a PDF', '%PDF-1.7\n', /PDF/],
    ['a .dbf in a zip', zipped({ 'a.dbf': dbfOf(['a'], [['1']]) }), /没有 \.shp/],
    ['an .ods', zipped({ 'content.xml': '<x/>', mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), /OpenDocument/],
    ['an .xlsb', zipped({ 'xl/workbook.bin': 'x' }), /xlsb/],
    ['a .docx', zipped({ 'word/document.xml': '<x/>' }), /Word/],
    ['a zip of something', zipped({ 'readme.txt': 'x' }), /readme\.txt/],
  ])('%s', async (_, bytes, words) => {
    await refused(bytes, words)
  }) // prettier-ignore

  test('a file that is not there', async () => {
    await expect(readRows('/nowhere/at/all.csv')).rejects.toThrow(/ENOENT/)
  })
})
