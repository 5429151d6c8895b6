import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finishLacks } from '#core/domain/inspectionFinish.ts'
import type { FreshDatabase } from './database.ts'
import { later, type PersonKey } from './hazardLoopBook.ts'
import { DONE, DONE_BY_LIST, inspectionBook, NEARBY, visit, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
})
afterAll(() => book.drop())

type Fields = Readonly<Record<string, unknown>>
interface Answer {
  readonly status: number
  readonly body: { code?: string; issues?: { at: string; message: string }[] }
}
const told = ({ status, body }: Answer) => [status, body.code, body.issues?.[0]?.at]
const stateOf = async (request: string) =>
  (await book.owner.query(`select state from inspection where request = $1`, [request])).rows[0]?.state as string
/** What the database says where somebody finishes it past the server. */
const pastServer = (request: string) =>
  book.owner.query(`update inspection set state = 'finished' where request = $1`, [request]).then(
    () => 'finished',
    ({ constraint }: { constraint?: string }) => constraint,
  )
const report = (who: PersonKey, fields: Fields) =>
  writers.desks[who].post('/hazards').send({ request: randomUUID(), enterprise: 1, source: 'patrol', description: '堆货', dueAt: later(10), ...fields }) // prettier-ignore

const [ok, wrong] = [(item: number) => ({ item, answer: 'ok' }), (item: number) => ({ item, answer: 'wrong' })]
const there = { checkIn: NEARBY }
const not = { noCheckIn: '地下室无信号' }
const LIST = { checklist: 1 }

/** What is lacking, from the rule and not from the code that is judged. Item 1 alone is major. */
const CASES: readonly [what: string, fields: Fields, lacks: string | undefined, at?: string][] = [
  ['nothing at all', {}, 'nothing_seen', 'body.note'],
  ['a check-in alone', there, 'nothing_seen', 'body.note'],
  ['a note alone', { note: '看过' }, 'no_check_in', 'body.noCheckIn'],
  ['a note and a check-in', { note: '看过', ...there }, undefined],
  ['a note and a reason', { note: '看过', ...not }, undefined],
  ['a list without answers', { ...LIST, ...there, note: '看过' }, 'unanswered', 'body.answers'],
  ['a list with all but one', { ...LIST, ...there, answers: [ok(1), ok(3)] }, 'unanswered', 'body.answers'],
  ['a list answered whole', { ...LIST, ...there, answers: [ok(1), ok(2), ok(3)] }, undefined],
  ['a list answered whole, from nowhere', { ...LIST, answers: [ok(1), ok(2), ok(3)] }, 'no_check_in', 'body.noCheckIn'],
  ['a major item that is wrong', { ...LIST, ...there, answers: [ok(2), wrong(1), ok(3)] }, 'major_unsaid', 'body.answers.1.note'],
  ['a major item that is wrong with its reason', { ...LIST, ...there, answers: [ok(2), { ...wrong(1), note: '当场清理' }, ok(3)] }, undefined],
  ['a general item that is wrong', { ...LIST, ...there, answers: [ok(1), wrong(2), ok(3)] }, undefined],
] // prettier-ignore

describe('an inspection is finished', () => {
  test.each(CASES)('as server, database and rule agree: %s', async (_what, fields, lacks, at) => {
    const sent = randomUUID()
    const answer = await writers.put('chief', sent, visit({ ...fields, finished: true }))
    expect(told(answer)).toEqual(lacks ? [422, 'inspection-refused', at] : [200, undefined, undefined])
    expect(await stateOf(sent)).toBe(lacks ? undefined : 'finished')
    const open = await writers.begun('chief', fields)
    expect(await pastServer(open)).toBe(lacks ? `inspection_refused_${lacks}` : 'finished')
    const answers = (fields.answers ?? []) as never
    const items = [1, 2, 3].map((id) => ({ id, severity: id === 1 ? ('major' as const) : ('general' as const) }))
    const rule = finishLacks({ items: fields.checklist ? items : undefined, answers, note: fields.note as string, isCheckedIn: 'checkIn' in fields, noCheckIn: fields.noCheckIn as string, reported: [] }) // prettier-ignore
    expect(rule[0]).toBe(lacks?.replaceAll('_', '-'))
  })

  test('with a major item that is wrong once it is a hazard that stands, and not by one that was voided', async () => {
    const fields = { ...LIST, ...there, answers: [wrong(1), ok(2), ok(3)] }
    const request = await writers.begun('chief', fields)
    const { body: hazard } = await report('chief', { inspection: request, checklistItem: 1 })
    await book.owner.query(`update hazard set state = 'voided' where id = $1`, [hazard.id])
    expect(told(await writers.put('chief', request, visit({ ...fields, finished: true, seen: 1 })))).toEqual([422, 'inspection-refused', 'body.answers.0.note']) // prettier-ignore
    expect(await pastServer(request)).toBe('inspection_refused_major_unsaid')
    await report('chief', { inspection: request, checklistItem: 1 })
    expect((await writers.put('chief', request, visit({ ...fields, finished: true, seen: 1 }))).status).toBe(200)
  })

  test('and tells in list and file whether somebody checked in, why not, how far off, and by which unit', async () => {
    const [near, none] = [
      await writers.begun('officer', { ...DONE, noCheckIn: undefined, ...there }),
      await writers.begun('chief', DONE),
    ]
    const rows = (await writers.desks.leader.get('/inspections?limit=200')).body.rows as { request: string }[]
    const row = (request: string) => rows.find((one) => one.request === request)
    expect(row(near)).toMatchObject({ checkedIn: true, noCheckIn: null, distanceM: expect.closeTo(111.3, 0) })
    expect(row(none)).toMatchObject({ checkedIn: false, noCheckIn: '地下室无信号', distanceM: null })
    const read = async (request: string) => (await writers.desks.leader.get(`/inspections/${request}`)).body
    const unit = (await book.owner.query('select d.name from department d where d.id = 1')).rows[0]?.name as string
    expect((await read(near)).authority).toBe(unit)
    expect((await read(none)).authority).toBe('网格1')
    expect((await read(await writers.begun('duty', {}))).authority).toBeNull()
  })

  test('never with both a check-in and a reason, by the server nor past it', async () => {
    expect(told(await writers.put('chief', randomUUID(), visit({ ...there, ...not })))).toEqual([422, 'inspection-refused', 'body.noCheckIn']) // prettier-ignore
    const request = await writers.begun('chief', not)
    const { body } = await writers.put('chief', request, visit({ ...there, seen: 1 }))
    expect(body).toMatchObject({ checkedIn: true, noCheckIn: null, version: 2 })
    await expect(book.owner.query(`update inspection set no_check_in = '无' where request = $1`, [request])).rejects.toMatchObject({ constraint: 'inspection_no_check_in' }) // prettier-ignore
  })
})

describe('a checklist', () => {
  const changes = async (request: string) => [
    told(await writers.put('chief', request, visit({ seen: 1 }))),
    await book.owner.query(`update inspection set checklist = null where request = $1`, [request]).then(
      () => 'changed',
      ({ constraint }: { constraint?: string }) => constraint,
    ),
  ]

  test('stays once a finding names an item of it, by the server and past it', async () => {
    const request = await writers.begun('chief', LIST)
    await report('chief', { inspection: request, checklistItem: 2 })
    expect(await changes(request)).toEqual([[422, 'inspection-refused', 'body.checklist'], 'inspection_refused_list_named']) // prettier-ignore
    expect((await writers.put('chief', request, visit({ ...LIST, seen: 1, note: '续' }))).status).toBe(200)
  })

  test('is changed while findings name no item of it', async () => {
    const request = await writers.begun('chief', LIST)
    await report('chief', { inspection: request })
    expect((await writers.put('chief', request, visit({ seen: 1 }))).body.checklist).toBeNull()
  })
})

describe('an item', () => {
  test('has a second hazard in other words alone, and the same report again is no second one', async () => {
    const request = await writers.begun('chief', DONE_BY_LIST)
    const first = { request: randomUUID(), inspection: request, checklistItem: 1, description: '东门堆货' }
    const kept = await report('chief', first)
    expect([kept.status, (await report('chief', first)).body.id]).toEqual([201, kept.body.id])
    const same = { inspection: request, checklistItem: 1, description: '东门堆货' }
    expect(told(await report('chief', same))).toEqual([400, 'invalid-request', 'body.description'])
    expect((await report('chief', { ...same, description: '西门堆货' })).status).toBe(201)
    expect((await report('chief', { ...same, checklistItem: 2 })).status).toBe(201)
    expect((await writers.desks.chief.get(`/inspections/${request}`)).body.findings).toBe(3)
  })

  test('has one of five reports in the same words at once', async () => {
    const request = await writers.begun('chief', DONE_BY_LIST)
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => report('chief', { inspection: request, checklistItem: 3, description: '同一处' }))) // prettier-ignore
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400, 400, 400, 400])
  })

  test('and findings of none are reported at once, and nobody waits in a ring', async () => {
    const request = await writers.begun('chief', DONE_BY_LIST)
    for (let round = 0; round < 6; round++) {
      const reports = Array.from({ length: 10 }, (_, at) =>
        report('chief', {
          inspection: request,
          description: `第 ${round} 轮第 ${at} 处`,
          ...(at % 2 === 0 && { checklistItem: 2 }),
        }),
      )
      expect((await Promise.all(reports)).map(({ status }) => status)).toEqual(reports.map(() => 201))
    }
    expect((await writers.desks.chief.get(`/inspections/${request}`)).body.findings).toBe(60)
  })

  test('is reported again in the same words where the first was voided', async () => {
    const request = await writers.begun('chief', DONE_BY_LIST)
    const same = { inspection: request, checklistItem: 1, description: '误报' }
    const { body } = await report('chief', same)
    await book.owner.query(`update hazard set state = 'voided' where id = $1`, [body.id])
    expect((await report('chief', same)).status).toBe(201)
  })
})
