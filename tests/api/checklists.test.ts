import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { desksOf, loopBook, type PersonKey } from './hazardLoopBook.ts'

let book: FreshDatabase
let desks: ReturnType<typeof desksOf>
beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
afterAll(() => book.drop())

const HEAD = '检查表,行业,来源,序号,检查内容,依据,证据,严重程度,类型'
const send = (text: string | Buffer, who: PersonKey = 'steward') =>
  desks[who].post('/checklists').set('content-type', 'application/octet-stream').send(Buffer.from(text))
const listed = async () =>
  (await desks.chief.get('/checklists')).body as { name: string; version: number; industry: string | null; items: { n: number; question: string; severity: string; kind: string; clause: string }[] }[] // prettier-ignore
const rows = async () =>
  (
    await book.owner.query(
      `select (select count(*)::int from checklist) as lists, (select count(*)::int from checklist_item) as items`,
    )
  ).rows[0]

describe('POST /checklists', () => {
  test('takes the checklists that come with the product, every item with its clause, and the same again changes nothing', async () => {
    const shipped = await readFile('data/checklists/checklists.csv')
    const lines = shipped.toString().trim().split('\n').slice(1)
    const { status, body } = await send(shipped)
    expect([status, body.checklists.length]).toEqual([201, new Set(lines.map((line) => line.split(',')[0])).size])
    const kept = (await listed()).flatMap(({ name, items }) =>
      items.map(({ n, question }) => `${name},${n},${question}`),
    )
    expect(kept.sort()).toEqual(lines.map((line) => line.split(',')).map(([name, , , n, question]) => `${name},${n},${question}`).sort()) // prettier-ignore
    expect((await listed()).every(({ items }) => items.every(({ clause }) => /第.+条/.test(clause)))).toBe(true)
    const before = await rows()
    expect((await send(shipped)).body).toEqual({ checklists: [] })
    expect(await rows()).toEqual(before)
  })

  test('puts a changed one in force as its next version; the one before is retired and stays', async () => {
    expect((await send(`${HEAD}\n变,,甲,2,乙项,某条,,一般,fire\n变,,甲,1,甲项,某条,照片,major,其他`)).status).toBe(201)
    expect((await send(`${HEAD}\n变,,甲,1,甲项,某条,照片,重大,其他`)).status).toBe(201)
    const { rows: versions } = await book.owner
      .query(`select version, state, (select count(*)::int from checklist_item i where i.checklist = c.id) as items
      from checklist c where name = '变' order by version`)
    expect(versions).toEqual([{ version: 1, state: 'retired', items: 2 }, { version: 2, state: 'in-force', items: 1 }]) // prettier-ignore
    expect((await listed()).find(({ name }) => name === '变')).toMatchObject({ version: 2, items: [{ n: 1, severity: 'major', kind: 'other' }] }) // prettier-ignore
  })

  test('names each wrong cell by row and column, and takes nothing of the file', async () => {
    const before = await rows()
    const { status, body } = await send(`${HEAD}
好,,甲,1,好项,某条,,一般,fire
坏,Z99,甲,0,坏项,某条,,一般,fire
坏,,甲,1,,某条,,轻微,fire
好,,甲,1,重号,某条,,一般,fire
好,,乙,2,来源不同,某条,,一般,魔法
,,甲,1,${'长'.repeat(301)},,,一般,fire`)
    expect([status, body.code]).toEqual([422, 'import-rows-rejected'])
    expect(body.issues.map(({ at }: { at: string }) => at)).toEqual([
      'row 3, 行业', 'row 3, 序号', 'row 4, 检查内容', 'row 4, 严重程度', 'row 5, 序号', 'row 6, 类型', 'row 6, 来源',
      'row 7, 检查表', 'row 7, 依据', 'row 7, 检查内容',
    ]) // prettier-ignore
    expect(body.issues.every(({ message }: { message: string }) => /[：；]|。/.test(message) && message.includes('\n'))).toBe(true) // prettier-ignore
    expect(await rows()).toEqual(before)
  })

  test.each([
    ['nothing', '', 400],
    ['a column less', HEAD.replace(',依据', ''), 422],
    ['no row', HEAD, 422],
    ['no file of rows', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 422],
  ])('refuses a body of %s', async (_what, body, status) => {
    const before = await rows()
    expect((await send(body)).status).toBe(status)
    expect(await rows()).toEqual(before)
  })

  test('is for the steward of the data alone, past the server too', async () => {
    for (const who of ['leader', 'duty', 'officer', 'chief', 'manager', 'expert'] as const)
      expect((await send(`${HEAD}\n变,,甲,1,甲项,某条,照片,重大,其他`, who)).status, who).toBe(403)
  })
})
