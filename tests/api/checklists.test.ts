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
/** The same, with what the preview of the file has seen. */
const again = async (text: string | Buffer) => {
  const preview = await desks.steward.post('/checklists/preview').set('content-type', 'application/octet-stream').send(Buffer.from(text)) // prettier-ignore
  return send(text).query({ seen: String(preview.body.seen) })
}
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
    expect((await again(shipped)).body).toEqual({ checklists: [] })
    expect(await rows()).toEqual(before)
  })

  test('puts a changed one in force as its next version; the one before is retired and stays', async () => {
    expect((await send(`${HEAD}\n变,,甲,2,乙项,某条,,一般,fire\n变,,甲,1,甲项,某条,照片,major,其他`)).status).toBe(201)
    expect((await again(`${HEAD}\n变,,甲,1,甲项,某条,照片,重大,其他`)).status).toBe(201)
    const { rows: versions } = await book.owner
      .query(`select version, state, (select count(*)::int from checklist_item i where i.checklist = c.id) as items
      from checklist c where name = '变' order by version`)
    expect(versions).toEqual([{ version: 1, state: 'retired', items: 2 }, { version: 2, state: 'in-force', items: 1 }]) // prettier-ignore
    expect((await listed()).find(({ name }) => name === '变')).toMatchObject({ version: 2, items: [{ n: 1, severity: 'major', kind: 'other' }] }) // prettier-ignore
  })

  test('writes nothing over a list of a name that is there unless it says what was seen of it', async () => {
    const list = (name: string, item: string) => `${name},,甲,1,${item},某条,照片,重大,其他`
    expect((await send(`${HEAD}\n${list('首发', '甲项')}`)).status).toBe(201)
    const before = await rows()
    // the same words, other ones, and beside a list that is new
    for (const text of [
      list('首发', '甲项'),
      list('首发', '乙项'),
      `${list('新发', '甲项')}\n${list('首发', '乙项')}`,
    ]) {
      const { status, body } = await send(`${HEAD}\n${text}`)
      expect([status, body.code, body.issues[0].at]).toEqual([409, 'checklist-changed', 'query.seen'])
      expect(body.detail).toContain('/checklists/preview')
    }
    // nor over one that is retired
    await book.owner.query("update checklist set state = 'retired' where name = '首发'")
    expect((await send(`${HEAD}\n${list('首发', '乙项')}`)).status).toBe(409)
    expect(await rows()).toEqual(before)
    expect((await again(`${HEAD}\n${list('首发', '乙项')}`)).status).toBe(201)
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

describe('POST /checklists/preview', () => {
  const look = (text: string, who: PersonKey = 'steward') =>
    desks[who].post('/checklists/preview').set('content-type', 'application/octet-stream').send(Buffer.from(text))
  const publish = (text: string, seen: number) =>
    desks.steward.post('/checklists').query({ seen: String(seen) }).set('content-type', 'application/octet-stream').send(Buffer.from(text)) // prettier-ignore
  const ONE = `${HEAD}\n看,C26,甲,1,甲项,某条,,一般,fire\n看,C26,甲,2,乙项,某条,照片,重大,其他\n看,C26,甲,3,丙项,某条,,一般,fire`
  const OTHER = `${HEAD}\n看,C26,乙,1,新项,新条,,一般,fire\n看,C26,乙,2,甲项,某条,,一般,fire\n看,C26,乙,3,丙项,某条,记录,一般,fire`

  test('tells what each item of each checklist would change, and writes nothing', async () => {
    const before = await rows()
    const fresh = await look(ONE)
    expect([fresh.status, fresh.body.lists]).toMatchObject([201, [{ name: '看', former: null, version: 1, items: [{ change: 'added' }, { change: 'added' }, { change: 'added' }] }]]) // prettier-ignore
    expect(await rows()).toEqual(before)
    expect((await publish(ONE, fresh.body.seen)).status).toBe(201)
    const [change] = (await look(OTHER)).body.lists as { items: { change: string; before: { n: number; question: string } | null; after: { n: number; question: string } | null; fields: string[] }[] }[] // prettier-ignore
    expect(change).toMatchObject({ name: '看', version: 2, source: '乙', former: { version: 1, source: '甲', industry: 'C26' } }) // prettier-ignore
    expect(change!.items.map((one) => [one.change, one.before?.question ?? null, one.after?.question ?? null, one.fields])).toEqual([
      ['added', null, '新项', []],
      ['changed', '甲项', '甲项', ['n']],
      ['removed', '乙项', null, []],
      ['changed', '丙项', '丙项', ['evidence']],
    ]) // prettier-ignore
    expect((await look(ONE)).body.lists).toMatchObject([{ version: null, items: [{ change: 'same' }, { change: 'same' }, { change: 'same' }] }]) // prettier-ignore
  })

  test('is what publishing stands on: where others published since, it is refused and nothing is taken', async () => {
    const { seen } = (await look(OTHER)).body as { seen: number }
    expect((await send(`${HEAD}\n另,,甲,1,甲项,某条,照片,重大,其他`)).status).toBe(201)
    const before = await rows()
    const refused = await publish(OTHER, seen)
    expect([refused.status, refused.body.code, await rows()]).toEqual([409, 'checklist-changed', before])
    const again = (await look(OTHER)).body as { seen: number }
    expect((await publish(OTHER, again.seen)).status).toBe(201)
    const retired = (await desks.chief.get('/checklists?state=retired')).body as { name: string; version: number; madeBy: string }[] // prettier-ignore
    expect(retired.find(({ name }) => name === '看')).toMatchObject({ version: 1, madeBy: '管数据的' })
    expect((await listed()).find(({ name }) => name === '看')).toMatchObject({ version: 2 })
  })

  test('names wrong cells as publishing does, and is for the steward alone', async () => {
    const { status, body } = await look(`${HEAD}\n坏,,甲,0,坏项,,,一般,fire`)
    expect([status, body.issues.map(({ at }: { at: string }) => at)]).toEqual([422, ['row 2, 依据', 'row 2, 序号']])
    for (const who of ['leader', 'duty', 'officer', 'chief', 'manager', 'expert'] as const)
      expect((await look(ONE, who)).status, who).toBe(403)
    expect((await desks.steward.post('/checklists?seen=x').set('content-type', 'application/octet-stream').send(Buffer.from(ONE))).status).toBe(400) // prettier-ignore
  })
})
