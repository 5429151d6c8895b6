import { randomUUID } from 'node:crypto'
import type { FreshDatabase } from './database.ts'
import { desksOf, loopBook, NOW, PEOPLE, type PersonKey } from './hazardLoopBook.ts'

/** A checklist of three items (ids 1 to 3) and another of one (id 4), the second one retired. */
export async function inspectionBook(): Promise<FreshDatabase> {
  const book = await loopBook()
  await book.owner.query(`
    insert into checklist (name, industry, source) values ('消防', null, '样板'), ('旧表', 'C', '样板');
    insert into checklist_item (checklist, n, question, clause, evidence, severity, kind) values
      (1, 1, '疏散通道畅通', '消防法 28', '照片', 'major', 'fire'), (1, 2, '灭火器有效', 'GB 50444', null, 'general', 'fire'),
      (1, 3, '配电箱完好', 'GB 50054', null, 'general', 'electrical'), (2, 1, '旧项', '旧规', null, 'general', 'other');
    update checklist set state = 'retired' where id = 2`)
  return book
}

/** Geodesic neighbour of enterprise 1, which lies at 0.5, 0.5: a thousandth of a degree to the east. */
export const NEARBY = { lng: 0.501, lat: 0.5, accuracyM: 12.5, at: NOW.toISOString() }

/** A patrol at enterprise 1 that is begun now. */
export const visit = (fields: Readonly<Record<string, unknown>> = {}) => ({
  enterprise: 1,
  kind: 'patrol',
  deviceAt: NOW.toISOString(),
  answers: [],
  finished: false,
  seen: 0,
  ...fields,
})

/** What a finished one says besides, without a checklist, and by the first one. */
export const DONE = { finished: true, note: '已到场查看', noCheckIn: '地下室无信号' }
export const DONE_BY_LIST = {
  finished: true,
  noCheckIn: '地下室无信号',
  checklist: 1,
  answers: [1, 2, 3].map((item) => ({ item, answer: 'ok' })),
}

/** Writes inspections as people do. */
export function writersOf(book: FreshDatabase) {
  const desks = desksOf(book)
  const put = (who: PersonKey, request: string, body: object) => desks[who].put(`/inspections/${request}`).send(body)
  /** A new one. @returns its request id */
  async function begun(who: PersonKey, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const request = randomUUID()
    const { status, body } = await put(who, request, visit(fields))
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`)
    return request
  }
  return { desks, put, begun, people: Object.keys(PEOPLE) as PersonKey[] }
}
