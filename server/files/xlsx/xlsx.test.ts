import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Book, xlsxOf } from '../../../tests/files/xlsx.ts'
import { type ReadOptions, readRows } from '../read.ts'

const folder = mkdtempSync(join(tmpdir(), 'anjian-xlsx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (book: Book, options?: ReadOptions) => {
  const file = join(folder, 'book.bin')
  writeFileSync(file, xlsxOf(book))
  return readRows(file, options)
}
const xml = (text: string) => ({ xml: text })

/** Styles: 0 general, 1 a day, 2 a Chinese day of its own format, 3 a moment, 4 a time, 5 six digits, 6 a span, 7 per cent. */
const STYLES = `<styleSheet><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
  <numFmt numFmtId="165" formatCode="yyyy/m/d h:mm"/><numFmt numFmtId="166" formatCode="000000"/><numFmt numFmtId="167" formatCode="[h]:mm:ss"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs>${[0, 14, 164, 165, 21, 166, 167, 10].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`

describe('cells', () => {
  const cell = (style: number, value: string) => xml(`<c r="REF" s="${style}"><v>${value}</v></c>`)

  test.each([
    ['a number as it was typed', cell(0, '3.1400000000000001'), '3.14'],
    ['a sum without its residue', xml('<c r="REF"><f>0.1+0.2</f><v>0.30000000000000004</v></c>'), '0.3'],
    ['a number that needs all its digits', cell(0, '121.47964975000001'), '121.47964975000001'],
    ['a whole number', cell(0, '1000453'), '1000453'],
    ['a large number without exponent', cell(0, '1.23E+5'), '123000'],
    ['a day', cell(1, '46053'), '2026-01-31'],
    ['a day of a Chinese format', cell(2, '46053'), '2026-01-31'],
    ['a moment', cell(3, '46053.354166666664'), '2026-01-31 08:30:00'],
    ['a time', cell(4, '0.99998842592592597'), '23:59:59'],
    ['the first of March 1900, after the day that never was', cell(1, '61'), '1900-03-01'],
    ['the first day', cell(1, '1'), '1900-01-01'],
    ['leading zeros of the format', cell(5, '371'), '000371'],
    ['a span of hours as its number', cell(6, '1.5'), '1.5'],
    ['a share as its number', cell(7, '0.25'), '0.25'],
    ['truth', true, 'true'],
    [
      'an inner string without its reading',
      xml('<c r="REF" t="inlineStr"><is><t>丰源</t><rPh><t>fēngyuán</t></rPh></is></c>'),
      '丰源',
    ],
    ['text of an inner string', xml('<c r="REF" t="inlineStr"><is><r><t>丰</t></r><r><t>源</t></r></is></c>'), '丰源'],
    ['a formula by its value', xml('<c r="REF"><f>1+1</f><v>2</v></c>'), '2'],
    ['a formula of text', xml('<c r="REF" t="str"><f>A1&amp;"b"</f><v>甲b</v></c>'), '甲b'],
    ['a formula whose text is empty', xml('<c r="REF" t="str"><f>""</f><v></v></c>'), ''],
    ['escaped signs', '一_x000D_二', '一\r二'],
    ['signs of XML', '<甲> & "乙"', '<甲> & "乙"'],
    ['CDATA', xml('<c r="REF" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>'), 'a<b'],
    ['blanks around', ' 甲 ', ' 甲 '],
  ])('%s', async (_, written, text) => {
    const { rows, issues } = await read({ sheets: { 表: [['a', 'b'], [written, 'x']] }, styles: STYLES }) // prettier-ignore
    expect(issues).toEqual([])
    expect(rows).toEqual([{ row: 2, cells: [text, 'x'] }])
  })

  test('days are counted from 1904 where the workbook says so', async () => {
    const { rows } = await read({ sheets: { 表: [['a'], [cell(1, '44591')]] }, styles: STYLES, from1904: true }) // prettier-ignore
    expect(rows[0]?.cells).toEqual(['2026-01-31'])
  })

  test('readings above the characters are left out', async () => {
    const strings = '<sst><si><t>东京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si></sst>'
    const cells = [[xml('<c r="REF" t="inlineStr"><is><t>a</t></is></c>')], [xml('<c r="REF" t="s"><v>0</v></c>')]]
    const { rows } = await read({ sheets: { 表: cells }, parts: { 'xl/sharedStrings.xml': strings } })
    expect(rows[0]?.cells).toEqual(['东京'])
  })

  test.each([
    ['cell-error', xml('<c r="REF" t="e"><v>#N/A</v></c>'), '#N/A'],
    ['formula-without-value', xml('<c r="REF"><f>1+1</f></c>'), ''],
    ['formula-without-value', xml('<c r="REF"><f>1+1</f><v/></c>'), ''],
    ['digits-lost', xml('<c r="REF"><v>9.1370600123456794E+17</v></c>'), '913706001234568000'],
    ['cell-too-long', '长'.repeat(32_768), '长'.repeat(200)],
  ])('%s is an issue of its row and column', async (rule, written, found) => {
    const { issues } = await read({ sheets: { 表: [['甲', '乙'], ['x', 'y'], ['x', written]] } }) // prettier-ignore
    expect(issues).toEqual([{ row: 3, column: '乙', rule, found }])
  })
})

describe('rows and columns', () => {
  test('keep the numbers of the sheet, blank rows and cells left out', async () => {
    const sheet = [[null, '名称', null, '地址'], [], ['', '甲', null, '东路'], [null, ' '], [null, '乙']]
    const { columns, rows, of } = await read({ sheets: { 表: sheet } })
    expect(columns).toEqual(['', '名称', '', '地址'])
    expect(rows).toEqual([
      { row: 3, cells: ['', '甲', '', '东路'] },
      { row: 5, cells: ['', '乙', '', ''] },
    ])
    expect(of).toBe('cells')
  })

  test('what stands under no heading is a note of its row', async () => {
    const { issues } = await read({ sheets: { 表: [['甲'], ['x', null, 'note']] } })
    expect(issues).toEqual([{ row: 2, column: 'C', rule: 'no-heading', found: 'note' }])
  })

  test('a title and notes above the header are passed over by the names that are looked for', async () => {
    const sheet = [['某区企业名单'], ['填表日期', '2026-01-31'], ['名称', '代码'], ['甲', '1']]
    const { columns, rows } = await read({ sheets: { 表: sheet }, merged: ['A1:B1'] }, { names: ['代码', '名称'] })
    expect(columns).toEqual(['名称', '代码'])
    expect(rows).toEqual([{ row: 4, cells: ['甲', '1'] }])
  })

  test('a header of merged cells is refused by their ranges', async () => {
    const sheet = [
      ['名称', '位置', null],
      [null, '经度', '纬度'],
      ['甲', '121', '37'],
    ]
    const book = { sheets: { 表: sheet }, merged: ['A1:A2', 'B1:C1'] }
    await expect(read(book, { names: ['名称', '经度', '纬度'] })).rejects.toThrow(/A1:A2、B1:C1[\s\S]*Unmerge/)
  })

  test('rows that share a merged cell are named, all but the first', async () => {
    const sheet = [
      ['街道', '名称'],
      ['东街', '甲'],
      [null, '乙'],
      [null, '丙'],
      ['西街', '丁'],
    ]
    const { issues } = await read({ sheets: { 表: sheet }, merged: ['A2:A4'] })
    expect(issues).toEqual([3, 4].map((row) => ({ row, column: '街道', rule: 'merged-cell', found: 'A2:A4' })))
  })
})

describe('sheets', () => {
  const sheets = { 封面: [['x'], ['1']], 名单: [['甲'], ['1']], 旧: [['乙'], ['1']] }

  test('the first that can be seen is read, or the one that is named', async () => {
    expect((await read({ sheets, hidden: ['封面'] })).columns).toEqual(['甲'])
    expect((await read({ sheets }, { sheet: '旧' })).columns).toEqual(['乙'])
  })

  test('a name that none of them has is refused with those they have', async () => {
    await expect(read({ sheets }, { sheet: '明细' })).rejects.toThrow(/封面、名单、旧/)
  })

  test('prefixed elements, absolute targets and UTF-16 are read like the others', async () => {
    const text =
      '<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>名</x:v></x:c></x:row><x:row><x:c t="str"><x:v>甲</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    const { columns, rows } = await read({ sheets: { 表: [] }, parts: { 'xl/worksheets/sheet1.xml': bytes } })
    expect([columns, rows]).toEqual([['名'], [{ row: 2, cells: ['甲'] }]])
  })

  test('a sheet without a row is refused with what to do', async () => {
    await expect(read({ sheets: { 表: [] } })).rejects.toThrow(/文件为空/)
  })
})
