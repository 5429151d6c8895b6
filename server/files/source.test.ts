import { readdirSync, readlinkSync } from 'node:fs'
import { type CsvError, type Options, parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../tests/files/onDisk.ts'
import { xlsxOf } from '../../tests/files/xlsx.ts'
import { zipped } from '../../tests/files/zip.ts'
import { tableOf } from './batches.ts'
import { openCsv } from './csv.ts'
import { MOST } from './limits.ts'
import { readRows } from './read.ts'
import type { Batch, Issue, RowSource, SourceRow } from './rows.ts'
import { openRows } from './source.ts'
import { piecesOf } from './text.ts'

const onDisk = scratch()

/** Numbers that repeat with their seed, whole and below what is asked. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const one = <Item>(next: (below: number) => number, items: readonly Item[]) => items[next(items.length)]!

const batchesOf = async (source: RowSource): Promise<Batch[]> => {
  const batches: Batch[] = []
  for await (const batch of source.batches()) batches.push(batch)
  return batches
}

/** A text as csv-parse reads it whole: its records that are not blank, and the rows that it gives up on. */
function judged(text: string, delimiter: string): { records: SourceRow[]; faults: number[] } {
  const records: SourceRow[] = []
  const faults: number[] = []
  let row = 0
  const options = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: (_: CsvError | undefined) => {
      faults.push((row += 1))
      return undefined
    },
    on_record: (cells: string[]) => {
      row += 1
      if (!cells.every((cell) => cell.trim() === '')) records.push({ row, cells })
      return null
    },
  }
  parse(text.replace(/\0+$/, ''), options as unknown as Options)
  return { records, faults }
}

describe('a CSV in pieces of any size is the table that another parser makes of the whole', () => {
  const CELLS = ['', '', '甲', '丰源化工', '121.5', 'x y', ' ', 'é', '"', '""', '"甲,;\t|乙"', '"行\r\n二"', '"a""b"', '"a"b', 'a"b', '"开', '\0', '𠮷'] // prettier-ignore
  const ENCODED = ['utf8', 'gb18030', 'utf16le', 'utf16be'] as const
  const DELIMITERS = [',', ';', '\t', '|'] as const

  async function* cut(bytes: Buffer, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  /** A table whose header is plain, in any encoding, delimiter, line breaks and quotes, at times cut off or with zeros at its end. */
  function textOf(next: (below: number) => number, delimiter: string): string {
    const width = 1 + next(5)
    const eol = one(next, ['\n', '\r\n', '\r', 'mixed'])
    const line = () => (eol === 'mixed' ? one(next, ['\n', '\r\n', '\r']) : eol)
    const header = Array.from({ length: width }, (_, i) => `列${i}`).join(delimiter)
    const rows = Array.from({ length: next(30) }, () =>
      Array.from({ length: next(9) === 0 ? next(7) : width }, () => one(next, CELLS)).join(delimiter) + line(),
    )
    const text = header + line() + rows.join('')
    const cutOff = [...text].slice(0, header.length + 1 + next(text.length)).join('')
    return one(next, [text, text, cutOff, `${text}\0\0\0`])
  } // prettier-ignore

  test.each(Array.from({ length: 12 }, (_, i) => i + 1))('seed %d', async (seed) => {
    const next = random(seed)
    const seen = { quoted: 0, faults: 0, rows: 0 }
    for (let n = 0; n < 60; n++) {
      const [delimiter, encoding] = [one(next, DELIMITERS), one(next, ENCODED)]
      const text = textOf(next, delimiter)
      const bytes = iconv.encode(text, encoding)
      const { records, faults } = judged(iconv.decode(bytes, encoding), delimiter)
      const [header, ...rows] = records
      const ragged = rows.filter(({ cells }) => cells.length !== header?.cells.length).map(({ row }) => row)
      for (const size of [1, 2, 3, 7, bytes.length]) {
        const source = await openCsv(() => piecesOf(cut(bytes, size), encoding, bytes.length), { delimiter })
        const { columns, rows: found, issues } = await tableOf(source)
        const of = (rules: readonly string[]) => issues.filter(({ rule }) => rules.includes(rule)).map(({ row }) => row)
        expect({ text, size, columns, found }).toEqual({ text, size, columns: header?.cells, found: rows })
        expect([text, of(['quote-not-closed', 'csv-malformed'])]).toEqual([text, faults])
        expect([text, of(['ragged-row'])]).toEqual([text, ragged])
      }
      seen.rows += rows.length
      seen.faults += faults.length
      seen.quoted += Number(text.includes('"'))
    }
    expect(Math.min(seen.rows, seen.faults, seen.quoted)).toBeGreaterThan(0)
  })

  test('a record that is too long is a fault of its row, wherever it is cut, and the rows after it are read', async () => {
    const long = '长'.repeat(1_000_001)
    for (const eol of ['\n', '\r\n', '\r']) {
      const text = [`a,b`, `${long},1`, '2,3', `4,"${long}`, '5,6', `7,"${long}"`, '8,9', ''].join(eol)
      const first = Buffer.byteLength(['a,b', `${long},1`, ''].join(eol)) // after the line that is too long, or within its break
      for (const size of [999_983, first, first - 1, text.length * 3]) {
        const source = await openCsv(() => piecesOf(cut(Buffer.from(text), size), 'utf8', 1))
        const { rows, issues } = await tableOf(source)
        const told = issues.map(({ row, rule }: Issue) => [row, rule])
        expect([size, rows]).toEqual([size, [{ row: 3, cells: ['2', '3'] }, { row: 5, cells: ['5', '6'] }, { row: 7, cells: ['8', '9'] }]]) // prettier-ignore
        expect([size, told]).toEqual([size, [2, 4, 6].map((row) => [row, 'csv-malformed'])])
      }
    }
  }, 60_000)
})

describe('batches', () => {
  const lines = (count: number, of: (n: number) => string) => `a,b\n${Array.from({ length: count }, (_, n) => of(n)).join('\n')}\n` // prettier-ignore

  test('hold a thousand rows at most, in order, with the issues of the same rows and a share that grows', async () => {
    const path = onDisk(lines(4_321, (n) => (n % 700 === 0 ? `${n}` : `${n},\uFFFD${n % 3 === 0 ? '' : 'x'}`)))
    const source = await openRows(path)
    expect([source.columns, source.headerRow, source.of]).toEqual([['a', 'b'], 1, undefined])
    const batches = await batchesOf(source)
    expect(batches.map(({ rows }) => rows.length)).toEqual([1000, 1000, 1000, 1000, 321])
    for (const { rows, issues } of batches) expect(issues.map(({ row }) => row)).toEqual(rows.map(({ row }) => row))
    const shares = batches.map(({ share }) => share)
    expect(shares).toEqual(shares.toSorted((x, y) => x - y))
    expect(shares.at(-1)).toBe(1)
    const { rows, issues } = await readRows(path)
    expect([batches.flatMap((batch) => batch.rows), batches.flatMap((batch) => batch.issues)]).toEqual([rows, issues])
  })

  test('can be gone through again, from the first row', async () => {
    const source = await openRows(onDisk(lines(3, (n) => `${n},x`)))
    expect(await batchesOf(source)).toEqual(await batchesOf(source))
  })

  test('of a workbook come as it is unpacked; its merged cells in the last', async () => {
    const body = Array.from({ length: 2_500 }, (_, n) => [`${n}`, n % 1000 === 0 ? null : 'x'])
    const source = await openRows(onDisk(xlsxOf({ sheets: { 表: [['题'], ['甲', '乙'], ...body] }, merged: ['A5:A6'] })), { names: ['乙', '甲'] }) // prettier-ignore
    expect([source.columns, source.headerRow, source.of]).toEqual([['甲', '乙'], 2, 'cells'])
    const batches = await batchesOf(source)
    expect(batches.map(({ rows }) => rows.length)).toEqual([1000, 1000, 500])
    expect(batches.map(({ issues }) => issues)).toEqual([[], [], [{ row: 6, column: '甲', rule: 'merged-cell', found: 'A5:A6' }]]) // prettier-ignore
    expect(batches[0]?.share).toBeLessThan(1)
  })

  test('of features come a thousand at a time, with their issues', async () => {
    const place = (n: number) => (n === 1_500 ? '<Polygon></Polygon>' : '<Point><coordinates>121,37</coordinates></Point>')
    const kml = `<kml>${Array.from({ length: 2_100 }, (_, n) => `<Placemark><name>${n}</name>${place(n + 1)}</Placemark>`).join('')}</kml>`
    const source = await openRows(onDisk(zipped({ 'doc.kml': kml })))
    expect([source.columns, source.headerRow, source.of]).toEqual([['name', 'lng', 'lat'], 0, 'features'])
    const batches = await batchesOf(source)
    expect(batches.map(({ rows, issues }) => [rows.length, issues.map(({ row }) => row)])).toEqual([[1000, []], [1000, [1_500]], [100, []]]) // prettier-ignore
  }) // prettier-ignore

  test('of very wide rows are smaller, so that none is large', async () => {
    const wide = Array.from({ length: 1_000 }, (_, i) => `列${i}`).join(',')
    const batches = await batchesOf(await openRows(onDisk(`${wide}\n`.repeat(301))))
    expect(batches.map(({ rows }) => rows.length)).toEqual([100, 100, 100])
  })
})

describe('a loop that is left', () => {
  /** How often this process holds the file open. */
  const held = (path: string) =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === path
      } catch {
        return false // the folder itself, which is closed by now
      }
    }).length
  const rows = Array.from({ length: 60_000 }, (_, n) => [n, `企业${n}`])

  test.each([
    ['a CSV', () => onDisk(`甲,乙\n${rows.map((row) => row.join()).join('\n')}`)],
    ['a workbook', () => onDisk(xlsxOf({ sheets: { 表: [['甲', '乙'], ...rows.slice(0, 20_000).map(([n]) => [n ?? 0, 1])] } }))], // prettier-ignore
  ])('closes %s, which was closed before it, too', async (_, made) => {
    const path = made()
    const source = await openRows(path)
    await expect.poll(() => held(path)).toBe(0)
    let during = 0
    for await (const batch of source.batches()) {
      during = held(path)
      expect(batch.rows.length).toBe(1000)
      break
    }
    expect(during).toBe(1)
    await expect.poll(() => held(path)).toBe(0) // the system closes a file in its own time
  })
})

describe('the encoding is told by the head', () => {
  const ascii = `name,note\n${'abc,def\n'.repeat(160_000)}`

  test('or, where that is all ASCII, by the first characters beyond it', async () => {
    const { rows, issues } = await readRows(onDisk(iconv.encode(`${ascii}丰源化工有限公司,危化品\n`, 'gb18030')))
    expect([rows.at(-1)?.cells, issues]).toEqual([['丰源化工有限公司', '危化品'], []])
  })

  test('and what comes later and is no such text is an issue of its row', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${ascii}丰源,x\n${ascii.slice(10)}`),
      iconv.encode('丰源,y\n', 'gb18030'),
    ])
    const { rows, issues } = await readRows(onDisk(bytes))
    expect(issues.map(({ row, column, rule }) => [row, column, rule])).toEqual([[320_003, 'name', 'unreadable-character']]) // prettier-ignore
    expect(rows.at(-1)?.cells[1]).toBe('y')
  })
})

test('half of a character of UTF-16 is an issue of its row, a whole one is not', async () => {
  const { issues } = await readRows(onDisk(Buffer.from('\uFEFFa,b\n𠮷,1\n\uD842,1\n', 'utf16le')))
  expect(issues).toEqual([{ row: 3, column: 'a', rule: 'unreadable-character', found: '\uD842' }])
})

test('limits hold on the way: rows beyond the last are never given out', async () => {
  const source = await openRows(onDisk('a\n'.repeat(MOST.rows + 3)))
  let rows = 0
  const all = async () => {
    for await (const batch of source.batches()) rows += batch.rows.length
  }
  await expect(all()).rejects.toThrow(/行数超过/)
  expect(rows).toBeLessThan(MOST.rows)
}, 60_000)
