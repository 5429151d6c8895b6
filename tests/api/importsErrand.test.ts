import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { xlsxOf } from '../files/xlsx.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
let book: FreshDatabase
let desk: string
let source: string
beforeEach(async () => {
  book = await freshDatabase()
  desk = realpathSync(mkdtempSync(join(tmpdir(), 'anjian-desk-')))
  source = join(desk, 'reference')
  mkdirSync(source)
})
afterEach(async () => {
  await book.drop()
  rmSync(desk, { recursive: true, force: true })
})

/** `npm run import -- …` as somebody types it in the folder `desk`. */
const typed = (...words: string[]) =>
  new Promise<{ code: number; said: string; lines: string[] }>((done) => {
    const given = ['--import', tsx, resolve('scripts/import.ts'), ...words]
    const env = { ...process.env, DATABASE_URL: book.urls.server, DATABASE_OPERATOR_URL: book.urls.operator }
    execFile(process.execPath, given, { cwd: desk, env }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, said: stdout + stderr, lines: stdout.trimEnd().split('\n') }),
    )
  })

const MAPPING = { capability: 'enterprises', name: '测试', scheme: 'test', key: 'key', columns: { name: 'name', lng: 'lng', lat: 'lat' }, district: { code: 'test', name: '测试区' } } // prettier-ignore
function enterprises(rows: string) {
  writeFileSync(join(desk, 'map.json'), JSON.stringify(MAPPING))
  writeFileSync(join(source, 'book.csv'), `key,name,lng,lat\n${rows}`)
  return ['enterprises', join(source, 'book.csv'), '--map', 'map.json', '--datum', 'wgs84', '--no-bounds']
}
function grids() {
  const square = [[121, 37], [122, 37], [122, 38], [121, 38], [121, 37]] // prettier-ignore
  const feature = { type: 'Feature', properties: { code: 'G1', name: '网格' }, geometry: { type: 'Polygon', coordinates: [square] } } // prettier-ignore
  writeFileSync(join(desk, 'grids.json'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  return ['grids', 'grids.json', '--level', '3', '--datum', 'wgs84', '--person', '甲', '--phone', '0535-000000', '--district', 'test=测试区'] // prettier-ignore
}

describe('faulty rows', () => {
  test('go to var/imports of the folder one works in, never beside the file, and the last line says so', async () => {
    const { code, lines } = await typed(...enterprises('1,甲厂,121.5,37.5\n2,,121.5,37.5\n'))
    const faulty = join(desk, 'var', 'imports', 'book.csv.errors.csv')
    expect([code, readdirSync(source)]).toEqual([1, ['book.csv']])
    expect(readFileSync(faulty, 'utf8')).toContain('required')
    expect(lines.at(-1)).toContain(faulty)
  })

  test('go where --errors says, also into a folder that is not there yet', async () => {
    const { lines } = await typed(...enterprises('2,,121.5,37.5\n'), '--errors', 'check/bad.csv')
    expect(lines.at(-1)).toContain(join(desk, 'check', 'bad.csv'))
    expect([existsSync(join(desk, 'check', 'bad.csv')), existsSync(join(desk, 'var'))]).toEqual([true, false])
  })

  test('are refused the very file that is imported', async () => {
    const rows = '2,,121.5,37.5\n'
    const { code, said } = await typed(...enterprises(rows), '--errors', join('reference', 'book.csv'))
    expect([code, said]).toEqual([1, expect.stringContaining('--errors')])
    expect(readFileSync(join(source, 'book.csv'), 'utf8')).toContain(rows)
  })

  test('of a workbook are told by their cells, and corrected as CSV', async () => {
    const words = enterprises('')
    const header = ['key', 'name', 'lng', 'lat']
    const sheets = { 封面: [['x']], 名单: [['名单'], header, ['1', '甲厂', 121.5, 37.5], ['2', '', 121.5, 37.5]] }
    writeFileSync(join(source, 'book.xlsx'), xlsxOf({ sheets }))
    words[1] = join(source, 'book.xlsx')
    const { code, said } = await typed(...words, '--sheet', '名单', '--accept-good')
    expect([code, said]).toEqual([0, expect.stringContaining('第 4 行 row 4 · B 列 column B name [required]')])
    const faulty = join(desk, 'var', 'imports', 'book.xlsx.errors.csv')
    writeFileSync(faulty, readFileSync(faulty, 'utf8').replace('2,,', '2,乙厂,'))
    words[1] = faulty
    const again = await typed(...words)
    expect([again.code, again.said]).toEqual([0, expect.stringContaining('新增 added 1 ')])
  })

  test('that cannot be written do not hide what was imported', async () => {
    writeFileSync(join(desk, 'var'), 'a file where a folder should be')
    const { code, said } = await typed(...enterprises('1,甲厂,121.5,37.5\n2,,121.5,37.5\n'), '--accept-good')
    expect(code).toBe(0)
    expect(said).toContain('imported')
    expect(said).toContain('choose a file by --errors')
  })
})

describe('enterprises in no grid', () => {
  const rows = '1,甲厂,121.5,37.5\n2,乙厂,111.5,37.5\n3,丙厂,111.6,37.5\n4,丁厂,,\n'

  test('are counted after the enterprises came and after the grids came', async () => {
    const first = await typed(...enterprises(rows))
    expect(first.said).toMatch(/注意：4 家单位不在任何网格内（其中无位置 1 家，在辖区轮廓之外 0 家）/)
    const second = await typed(...grids())
    expect(second.said).toMatch(/注意：3 家单位不在任何网格内（其中无位置 1 家，在辖区轮廓之外 2 家）/)
    expect(second.said).toMatch(
      /Warning: 3 enterprises lie in no grid \(1 without a position, 2 outside the district\)/,
    )
  })

  test('are not mentioned where there are none', async () => {
    await typed(...grids())
    const { code, said } = await typed(...enterprises('1,甲厂,121.5,37.5\n'))
    expect(code).toBe(0)
    expect(said).not.toMatch(/Warning/)
  })
})

describe('what cannot be carried out is told in both languages, before anything is asked of the book', () => {
  test.each([
    ['a file that is not there', ['people', 'nowhere.csv'], ['没有文件 nowhere.csv', 'There is no file nowhere.csv']],
    ['a folder', ['people', 'reference'], ['reference 不是文件', 'reference is no file']],
    ['a capability that nobody knows', ['trees', 'nowhere.csv'], ['只能导入 enterprises', 'one of enterprises']],
  ])('%s', async (_what, words, told) => {
    const { code, said } = await typed(...words)
    expect(code).toBe(1)
    for (const words of told) expect(said).toContain(words)
    expect(said).not.toMatch(/ENOENT|EISDIR/)
  })

  test('a mapping that lacks a field', async () => {
    writeFileSync(join(source, 'people.csv'), 'a\n1\n')
    writeFileSync(join(desk, 'map.json'), JSON.stringify({ capability: 'people', name: '测试', columns: {} }))
    const { code, said } = await typed('people', join(source, 'people.csv'), '--map', 'map.json')
    expect(code).toBe(1)
    expect(said).toContain('columns.office: 必填；请补上。')
    expect(said).toContain('columns.office: Required: give it.')
  })
})
