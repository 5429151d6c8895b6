import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { everyPage } from './desk.ts'
import { deed, later, NOW, type PersonKey } from './hazardLoopBook.ts'
import { LEAST_RECORD, recordersOf } from './inspectionRecordsBook.ts'
import { DONE, inspectionBook, visit, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
let add: ReturnType<typeof recordersOf>
interface Row {
  readonly about: string
  readonly text: string | null
  readonly named: string | null
  readonly since: string
  readonly enterprise: number
  readonly request: string | null
}
const rowsOf = async (who: PersonKey, query: Readonly<Record<string, string>> = {}) =>
  everyPage<Row>(writers.desks[who], '/inspection-leftovers', { limit: '2', ...query }, ({ rows }: { rows: Row[] }) => rows) // prettier-ignore
const told = (rows: readonly Row[]) => rows.map(({ about, text, named, since }) => [about, text, named, since])

let [patrol, abroad, diagnosis, lone] = ['', '', '', '']
/** At one enterprise one thing of each kind, one abroad, and of each kind something that is none. */
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
  add = recordersOf(writers)
  patrol = await writers.begun('chief', { ...DONE })
  abroad = await writers.begun('duty', { enterprise: 2, ...DONE })
  diagnosis = await writers.begun('expert', { kind: 'expert', ...DONE })
  lone = await writers.begun('runner')
  const find = (who: PersonKey, inspection: string | undefined, description: string, fields: object) =>
    writers.desks[who].post('/hazards').send({ request: randomUUID(), enterprise: 1, source: 'patrol', description, dueAt: later(5), ...(inspection && { inspection }), ...fields }) // prettier-ignore
  const { body: blocked } = await find('chief', patrol, '通道堵塞', {})
  for (const [n, act] of (['verify', 'dispatch'] as const).entries())
    await writers.desks.officer.post(`/hazards/${blocked.id}/events`).send(deed(act, n + 1, act === 'dispatch' ? { dueAt: later(5) } : {})) // prettier-ignore
  await find('chief', patrol, '作废的', {})
  await find('chief', patrol, '还没到期的', { dueAt: later(20) })
  await find('chief', undefined, '不是检查发现的', {})
  await find('duty', abroad, '外区的', { enterprise: 2, dueAt: later(6) })
  await book.owner.query(`update hazard set state = 'voided' where description = '作废的'`)
  const advice = randomUUID()
  await add('expert', diagnosis, LEAST_RECORD.advice)
  await add('expert', diagnosis, { ...LEAST_RECORD.advice, note: '已经做了的' }, advice)
  await add('manager', diagnosis, { kind: 'tracking', note: '做了', answers: advice, outcome: 'done' })
  await writers.desks.duty.post('/inspection-plans').send({ request: randomUUID(), kind: 'campaign', name: '夏季', fromOn: '2024-06-16', untilOn: '2024-06-21', side: 'person', named: '周队长', filter: {} }) // prettier-ignore
  await book.clock.set(new Date(later(6.5)))
  // one of the two of the plan is visited in time
  await writers.put('duty', randomUUID(), visit({ enterprise: 2, deviceAt: later(6.5), ...DONE }))
})
afterAll(() => book.drop())

test('advice that is not done is told also before its day where that is asked', async () => {
  await book.clock.set(NOW)
  expect((await rowsOf('expert', { about: 'advice', own: '1', ahead: '1' })).map(({ text, since }) => [text, since])).toEqual([['储罐加装高液位报警', '2024-06-20T16:00:00.000Z']]) // prettier-ignore
  expect(await rowsOf('duty', { about: 'advice', own: '1', ahead: '1' })).toEqual([])
})

test('nothing is left over on the last moment of its day, and all of it is right after', async () => {
  await book.clock.set(NOW)
  expect(await rowsOf('leader')).toEqual([])
  const since = { finding: later(5), advice: '2024-06-20T16:00:00.000Z', target: '2024-06-21T16:00:00.000Z', open: later(7) } // prettier-ignore
  for (const [about, moment] of Object.entries(since)) {
    await book.clock.set(new Date(Date.parse(moment) - 1))
    expect(
      (await rowsOf('chief')).map((row) => row.about),
      about,
    ).not.toContain(about)
    await book.clock.set(new Date(Date.parse(moment) + 1))
    expect(
      (await rowsOf('chief')).map((row) => row.about),
      about,
    ).toContain(about)
  }
})

test('it is told with who has it and since when, what stands longest first, over pages', async () => {
  await book.clock.set(new Date(later(8)))
  expect(told(await rowsOf('leader'))).toEqual([
    ['finding', '通道堵塞', '安全员', later(5)],
    ['advice', '储罐加装高液位报警', '李安全', '2024-06-20T16:00:00.000Z'],
    ['finding', '外区的', null, later(6)],
    ['target', '夏季', '周队长', '2024-06-21T16:00:00.000Z'],
    ['open', null, '网格员', later(7)],
  ])
  for (const about of ['finding', 'advice', 'target', 'open'])
    expect(new Set((await rowsOf('leader', { about })).map((row) => row.about))).toEqual(new Set([about]))
})

test('each sees it of the own scope alone, by filter, and what is one’s own', async () => {
  for (const who of ['chief', 'officer', 'manager', 'expert'] as const) {
    const rows = await rowsOf(who)
    expect(
      rows.map(({ enterprise }) => enterprise),
      who,
    ).toEqual([1, 1, 1, 1])
  }
  expect((await rowsOf('leader', { grid: '0' })).map(({ text }) => text)).toEqual(['外区的'])
  expect((await rowsOf('expert', { own: '1' })).map(({ about }) => about)).toEqual(['advice'])
  expect((await rowsOf('runner', { own: '1' })).map(({ request }) => request)).toEqual([lone])
  expect((await rowsOf('chief', { own: '1' })).map(({ request }) => request)).toEqual([patrol])
})

test('what is done, late or not, is left over no more', async () => {
  const { records } = (await writers.desks.chief.get(`/inspections/${diagnosis}`)).body
  await add('chief', diagnosis, { kind: 'revisit', note: '装好了', answers: records[0].request, outcome: 'done' })
  await writers.put('runner', lone, visit({ seen: 1, ...DONE }))
  await book.owner.query(`update hazard set state = 'voided' where description = '通道堵塞'`)
  expect((await rowsOf('chief')).map(({ about }) => about)).toEqual(['target'])
  await writers.begun('officer', { deviceAt: later(8), ...DONE })
  expect(await rowsOf('chief')).toEqual([])
})
