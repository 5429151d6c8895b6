import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../tests/files/onDisk.ts'
import { readRows } from './read.ts'

const onDisk = scratch()
const SIMPLIFIED =
  '企业名称,统一社会信用代码,地址\n丰源化工有限公司,91370600DEM000001X,烟台市芝罘区幸福路１２号\n测试液氨冷库,91370600DEM000002X,莱山区迎春大街\n'
const TRADITIONAL =
  '企業名稱,統一編號,地址\n臺灣化學纖維股份有限公司,12345678,彰化縣彰化市中山路三段\n長春石油化學,87654321,臺北市松江路\n'
const LATIN = 'name,city\nJosé Nuñez,México\nBjörn,Düsseldorf\n'

describe('what a text is encoded in is found without a word', () => {
  test.each([
    ['UTF-8', SIMPLIFIED, 'utf8', ''],
    ['UTF-8 with a mark', SIMPLIFIED, 'utf8', '\uFEFF'],
    ['GBK', SIMPLIFIED, 'gbk', ''],
    ['GB18030 with characters of four bytes', SIMPLIFIED.replace('丰源', '㐀𠮷'), 'gb18030', ''],
    ['GBK of traditional characters', TRADITIONAL, 'gbk', ''],
    ['Big5', TRADITIONAL, 'big5', ''],
    ['UTF-16 little-endian with a mark', SIMPLIFIED, 'utf16le', '\uFEFF'],
    ['UTF-16 big-endian with a mark', SIMPLIFIED, 'utf16be', '\uFEFF'],
    ['UTF-16 little-endian without', SIMPLIFIED, 'utf16le', ''],
    ['UTF-16 big-endian without', SIMPLIFIED, 'utf16be', ''],
    ['Latin letters with accents', LATIN, 'cp1252', ''],
  ])('%s', async (_, text, encoding, mark) => {
    const { columns, rows, issues } = await readRows(onDisk(iconv.encode(mark + text, encoding)))
    expect([columns, ...rows.map(({ cells }) => cells)]).toEqual(text.trimEnd().split('\n').map((line) => line.split(','))) // prettier-ignore
    expect(issues).toEqual([])
  })

  test('a character that is cut off at the end changes nothing before it', async () => {
    const bytes = iconv.encode(`${SIMPLIFIED}尾`, 'gb18030')
    const { rows } = await readRows(onDisk(bytes.subarray(0, bytes.length - 1)))
    expect(rows.map(({ cells }) => cells[0]).slice(0, 2)).toEqual(['丰源化工有限公司', '测试液氨冷库'])
  })
})

describe('the header and the delimiter of a text', () => {
  const names = ['代码', '名称']

  test('titles above it are passed over where all the names stand below', async () => {
    const { columns, rows, issues } = await readRows(onDisk('某区名单,,\n填表,"2026-\n01-31"\n\n序号;名称,代码\n序号,名称,代码\n1,甲,A\n'), { names }) // prettier-ignore
    expect(columns).toEqual(['序号', '名称', '代码'])
    expect([rows, issues]).toEqual([[{ row: 6, cells: ['1', '甲', 'A'] }], []])
  })

  test('it is the first row where the names are nowhere', async () => {
    expect((await readRows(onDisk('a,b\n1,2\n'), { names })).columns).toEqual(['a', 'b'])
  })

  test.each([['sep=;', ';'], ['SEP=|', '|'], ['sep=\t', '\t']])('a first line %j says the delimiter', async (line, delimiter) => {
    const { columns, rows } = await readRows(onDisk(`${line}\r\na,x${delimiter}b\r\n1${delimiter}2\r\n`))
    expect([columns, rows]).toEqual([['a,x', 'b'], [{ row: 3, cells: ['1', '2'] }]])
  }) // prettier-ignore
})
