import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { REPORT_RULE } from '#core/domain/reports.ts'
import { partOf, taking } from './exportBook.ts'
import { type QuarterBook, quarterBook, told } from './reportsQuarter.ts'

const files = taking()
let quarter: QuarterBook
let book: QuarterBook['book']
beforeAll(async () => {
  quarter = await quarterBook()
  book = quarter.book
})
afterAll(async () => {
  files.drop()
  await book.drop()
})
beforeEach(() => quarter.anew())

const by: QuarterBook['by'] = (...of) => quarter.by(...of)
const prepare: QuarterBook['prepare'] = (...of) => quarter.prepare(...of)
const sign: QuarterBook['sign'] = (...of) => quarter.sign(...of)
const read = (id: number) => quarter.read(id)
const asOwner = (text: string) => quarter.asOwner(text)
const signed = () => quarter.signed()

describe('an export', () => {
  test.each(['csv', 'csv.zip', 'xlsx'] as const)('as %s holds the figures of the report', async (format) => {
    const { id } = await signed()
    const { figures, majors } = await read(id)
    const taken = await files.take(by('leader'), `reports/${id}`, format)
    const text = format === 'csv' ? taken.bytes.toString() : (await partOf(taken, format === 'xlsx' ? /sheet1\.xml$/ : /figures\.csv$/)).toString() // prettier-ignore
    const found = figures.filter(({ measure }) => measure === 'found')
    for (const { label, value } of found.filter((one) => one.section === 'grid' && one.label !== '')) {
      const line = format === 'xlsx' ? new RegExp(`>${label}<.{1,60}<v>${value}</v>`) : new RegExp(`网格,${label},${value},`) // prettier-ignore
      expect(text).toMatch(line)
    }
    if (format === 'csv') return
    const rows = (await partOf(taken, format === 'xlsx' ? /sheet2\.xml$/ : /hazards\.csv$/)).toString()
    expect(rows.split('重大隐患').length - 1).toBe(majors.length)
    expect(rows).toContain(format === 'xlsx' ? '>=隐患 ' : "'=隐患 ")
  })

  test('tells the rate of the page, and departments as the language has them', async () => {
    await asOwner(`update department set name_en = case when id = 1 then 'Bureau One' end`)
    const { id } = await signed()
    const { figures } = await read(id)
    const linesOf = async (lang: string) => (await by('leader').get(`/exports/reports/${id}.csv`).query({ lang, bom: 'no' })).text.trim().split('\r\n').map((line) => line.split(',')) // prettier-ignore
    const [heading, ...lines] = await linesOf('zh')
    expect(heading!.at(-1)).toBe('按期整改率（%）')
    const rateOf = (section: string, key: string) => {
      const of = (measure: string) => figures.find((one) => one.section === section && one.key === key && one.measure === measure)!.value // prettier-ignore
      return of('due') === 0 ? '' : String(Number(((of('on-time') / of('due')) * 100).toFixed(1)))
    }
    expect(lines[0]!.at(-1)).toBe(rateOf('total', ''))
    expect(Number(lines[0]!.at(-1))).toBeGreaterThan(0)
    const departments = figures.filter(({ section, measure }) => section === 'department' && measure === 'due')
    expect(departments.some(({ value }) => value > 0)).toBe(true)
    // of a period in which nothing was due there is no rate
    await book.clock.set(new Date('2026-01-12T00:00:00Z'))
    const quiet = (await prepare('duty-officer', { period: '2025-Q4' })).body.id as number
    const due = (await read(quiet)).figures.filter(({ section, key, measure }) => section === 'level' && key === 'major' && measure === 'due') // prettier-ignore
    await asOwner(`update report_figure set value = 0 where report = ${quiet} and section = 'level' and key = 'major'`)
    expect(due).toHaveLength(1)
    const quietLines = (await by('leader').get(`/exports/reports/${quiet}.csv`)).text.split('\r\n')
    expect(quietLines.find((line) => line.includes('重大隐患'))).toMatch(/重大隐患,0,0,0,0,0,0,0,$/)
    const english = (await linesOf('en')).filter(([section]) => section === 'Lead department')
    expect(english.map(([, name, ...rest]) => [name, rest.at(-1)])).toEqual(departments.map(({ key, label }) => [key === '1' ? 'Bureau One' : label || 'none', rateOf('department', key)])) // prettier-ignore
  })

  test('that is not signed, or stands no more, says so in its name', async () => {
    const nameOf = async (id: number) => decodeURIComponent((await by('leader').get(`/exports/reports/${id}.csv`)).headers['content-disposition']!) // prettier-ignore
    const first = await signed()
    expect(await nameOf(first.id)).toContain(`隐患统计表-2025-Q3-${first.id}.csv`)
    const { body } = await prepare('data-steward', { period: '2025-Q3', reason: '补录漏报' })
    expect(await nameOf(body.id)).toContain(`隐患统计表-未签-2025-Q3-${body.id}.csv`)
    await sign(body)
    expect(await nameOf(first.id)).toContain(`隐患统计表-已更正-2025-Q3-${first.id}.csv`)
  })

  test('tells who, and at which data version; it is recorded, and for the district’s side alone', async () => {
    const { id, hash } = await signed()
    const { versions } = await read(id)
    const taken = await files.take(by('leader'), `reports/${id}`, 'csv.zip')
    const manifest = JSON.parse((await partOf(taken, /manifest\.json$/)).toString())
    expect(manifest).toMatchObject({ form: 'anjian-report-export-1', at: '2025-10-12T01:02:03.456Z', by: { name: '领导', post: '领导' }, period: '2025-Q3', state: 'signed', signedBy: '领导', hash, versions, rule: REPORT_RULE }) // prettier-ignore
    const { rows } = await asOwner(`select act, topic, ids::text from audit order by id desc limit 1`)
    expect(rows).toEqual([{ act: 'export', topic: 'report', ids: `{${id}}` }])
    expect(told(await by('department-officer').get(`/exports/reports/${id}.csv`))).toEqual([403, 'not-allowed'])
    expect(told(await by('leader').get('/exports/reports/999999.csv'))).toEqual([404, 'not-found'])
    expect(told(await by('leader').get(`/exports/reports/${id}.csv?grid=1`))).toEqual([400, 'invalid-request'])
  })
})
