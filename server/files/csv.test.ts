import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { delimiterOf, readCsv } from './csv.ts'
import { FileRefused } from './rows.ts'
import type { Encoding } from './encoding.ts'
import { decode } from './text.ts'
import { needs } from '../../tests/fixtures/needs.ts'

const material = process.env.ANJIAN_MATERIAL ?? '../shared'
const folder = join(material, 'data/import/encodings_synthetic')
const spectrum = join(material, 'data/import/csv-spectrum')
const missing = !existsSync(folder)
const WANTED = `${folder} is missing: set ANJIAN_MATERIAL`

describe('the same table in every encoding', () => {
  needs(missing, WANTED)
  const read = (name: string, declared?: Encoding) => {
    const { text, encoding } = decode(readFileSync(join(folder, name)), declared)
    return { encoding, table: readCsv(text) }
  }
  const flat = async (name: string) =>
    (await read(name).table).rows.map(({ row, cells }) => [row, ...cells].map((cell) => String(cell).replaceAll(/\r\n?/g, '\n'))) // prettier-ignore

  test.each([
    ['gb18030_crlf.csv', 'gb18030'],
    ['utf16le_bom_tab.csv', 'utf16le'],
    ['utf8_bom_crlf.csv', 'utf8'],
    ['mixed_eol_trailing_nul.csv', 'utf8'],
  ])('%s, found to be %s', async (name, encoding) => {
    expect(read(name).encoding).toBe(encoding)
    const plain = await flat('utf8_lf.csv')
    expect(plain).toHaveLength(120)
    expect(await flat(name)).toEqual(plain)
    const { issues } = await read(name).table
    expect(issues).toEqual([{ row: 14, column: '', rule: 'ragged-row', found: '4 / 7' }])
  })

  test('Big5 where it is declared', async () => {
    const { table } = read('big5_semicolon.csv', 'big5')
    const { columns, rows } = await table
    expect(rows).toHaveLength(120)
    expect(columns[4]).toBe('危化品')
  })

  test('a file that is cut off reports its last row and keeps the others', async () => {
    const { rows, issues } = await read('truncated_multibyte_gb18030.csv').table
    expect(rows).toHaveLength(119)
    expect(issues).toMatchObject([
      { row: 14, rule: 'ragged-row' },
      { row: 121, rule: 'quote-not-closed' },
    ])
  })

  test('a header alone is a table without rows', async () => {
    expect((await read('header_only.csv').table).rows).toEqual([])
  })

  test('an empty file is refused with what to do', async () => {
    await expect(read('empty.csv').table).rejects.toThrow(FileRefused)
  })
})

describe.skipIf(!existsSync(spectrum))('csv-spectrum', () => {
  // the expectation of location_coordinates has another telephone number than its file
  const names = existsSync(spectrum)
    ? readdirSync(join(spectrum, 'csvs')).filter((name) => !name.startsWith('location_coordinates'))
    : []
  test.each(names)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(join(spectrum, 'json', name.replace('.csv', '.json')), 'utf8'))
    const { columns, rows } = await readCsv(readFileSync(join(spectrum, 'csvs', name), 'utf8'))
    const read = rows.map(({ cells }) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])))
    expect(read).toEqual([expected].flat())
  })
})

test('a quote inside a cell that began without one is a character', async () => {
  const { rows } = await readCsv('a,b\n37°36\'37.8"N 121°2\'17.9"W,x\n')
  expect(rows[0]?.cells).toEqual(['37°36\'37.8"N 121°2\'17.9"W', 'x'])
})

test.each([
  ['a;b;c', ';'],
  ['a\tb', '\t'],
  ['"x;y;z",b', ','],
  ['only', ','],
])('the first line %j has delimiter %j', (line, delimiter) => {
  expect(delimiterOf(line)).toBe(delimiter)
})

test('counts blank and unreadable rows as the sheet does', async () => {
  const { rows, issues } = await readCsv('a,b\n\n1,2\n3\n4,\uFFFD\n"multi\nline",6\n')
  expect(rows.map(({ row }) => row)).toEqual([3, 4, 5, 6])
  expect(issues.map(({ row, rule, column }) => [row, rule, column])).toEqual([
    [4, 'ragged-row', ''],
    [5, 'unreadable-character', 'b'],
  ])
})

describe('a text without a quote', () => {
  const PIECES = ['好', ' ', ',', '\n', '\r\n', '\r', '\uFFFD']
  /** Every text of so many of these pieces. */
  const texts = (count: number): string[] =>
    count === 0 ? [''] : texts(count - 1).flatMap((text) => PIECES.map((piece) => text + piece))

  test('is split into the records that the parser of quotes finds', async () => {
    for (const text of texts(3)) {
      const body = `a,b\n${text}`
      const split = await readCsv(body)
      const { rows, issues } = await readCsv(`${body}\n"q",q`) // its last row has the quote that calls the parser
      const last = rows.at(-1)?.row
      const parsed = { columns: ['a', 'b'], rows: rows.slice(0, -1), issues: issues.filter(({ row }) => row !== last) }
      expect({ text, ...split }).toEqual({ text, ...parsed })
    }
  })

  test('goes to that parser where a line is too long, which is said of its row', async () => {
    const { issues } = await readCsv(`a,b\n1,2\n${'x'.repeat(1_100_000)},2`)
    expect(issues[0]).toMatchObject({ row: 3, rule: 'csv-malformed' })
  })
})
