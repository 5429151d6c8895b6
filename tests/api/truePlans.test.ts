import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inScope } from '../../server/db/db.ts'
import { verbatim } from '../../server/db/sql.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, NOW, type PersonKey } from './hazardLoopBook.ts'
import { inspectionBook, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
})
afterAll(() => book.drop())

/** Days of China from today, 2024-06-15. */
const day = (ahead: number) => new Date(Date.UTC(2024, 5, 15 + ahead)).toISOString().slice(0, 10)
const plan = (fields: Readonly<Record<string, unknown>> = {}) => ({
  request: randomUUID(), kind: 'campaign', name: '百日行动', fromOn: day(0), untilOn: day(5), side: 'person', named: '周队长', filter: {}, ...fields,
}) // prettier-ignore
const make = (fields: Readonly<Record<string, unknown>>) => writers.desks.duty.post('/inspection-plans').send(plan(fields)) // prettier-ignore
const told = ({ status, body }: { status: number; body: { issues?: { at: string }[] } }) => [
  status,
  body.issues?.[0]?.at,
]
const rawly = (who: PersonKey, from: string, until: string) =>
  inScope(book.pool, actorOf(who), (db) =>
    db.run(verbatim(`insert into inspection_plan (request, kind, name, from_on, until_on) values (gen_random_uuid(), 'campaign', 'x', '${from}', '${until}')`, [])),
  ).catch((error: { constraint?: string }) => error.constraint) // prettier-ignore

test('a plan begins today at the earliest by the calendar of China, and ends within two years, by the server and past it', async () => {
  expect(told(await make({ fromOn: day(-1) }))).toEqual([422, 'body.fromOn'])
  expect(told(await make({ fromOn: '2020-01-01', untilOn: '2020-06-01' }))).toEqual([422, 'body.fromOn'])
  expect(told(await make({ fromOn: day(3), untilOn: day(2) }))).toEqual([422, 'body.untilOn'])
  expect(told(await make({ fromOn: '2026-01-01', untilOn: '2026-06-16' }))).toEqual([422, 'body.untilOn'])
  expect(told(await make({ fromOn: '2026-01-01', untilOn: '2026-06-15' }))).toEqual([201, undefined])
  expect(told(await make({}))).toEqual([201, undefined])
  expect(await rawly('duty', day(-1), day(3))).toBe('inspection_refused_plan_past')
  expect(await rawly('duty', '2026-01-01', '2026-06-16')).toBe('inspection_refused_plan_far')
  expect(await rawly('duty', day(0), day(0))).toBe(1)
  // 23:59:59 in China is still yesterday, though the server's day began
  await book.clock.set(new Date('2024-06-15T15:59:59Z'))
  expect(told(await make({ fromOn: day(0) }))).toEqual([201, undefined])
  await book.clock.set(new Date('2024-06-15T16:00:00Z'))
  expect(told(await make({ fromOn: day(0) }))).toEqual([422, 'body.fromOn'])
  await book.clock.set(NOW)
})

test('an enterprise is told of a plan about itself on its first day, of a self-check at once, and of figures alike', async () => {
  const ids: Record<string, number> = {}
  for (const kind of ['campaign', 'joint', 'leader', 'expert', 'self'])
    ids[kind] = (await make({ kind, name: `突击-${kind}`, fromOn: day(2), untilOn: day(9) })).body.id as number
  const seen = async (who: PersonKey) => {
    const { body } = await writers.desks[who].get('/inspection-plans')
    const named = (body as { name: string }[]).map(({ name }) => name).filter((name) => name.startsWith('突击-'))
    return named.map((name) => name.slice(3)).toSorted()
  }
  const openable = async (who: PersonKey) => {
    const open: string[] = []
    for (const [kind, id] of Object.entries(ids))
      if ((await writers.desks[who].get(`/inspection-plans/${id}`)).status === 200) open.push(kind)
    return open.toSorted()
  }
  const ALL = ['campaign', 'expert', 'joint', 'leader', 'self']
  const rows = (who: PersonKey) =>
    inScope(book.pool, actorOf(who), (db) => db.run(verbatim(`select from inspection_target where plan in (${Object.values(ids).join()})`, []))) // prettier-ignore
  expect([await seen('manager'), await openable('manager'), await rows('manager')]).toEqual([['self'], ['self'], 1])
  for (const who of ['chief', 'leader', 'duty'] as const) expect(await seen(who), who).toEqual(ALL)
  await book.clock.set(new Date('2024-06-16T15:59:59Z'))
  expect(await seen('manager')).toEqual(['self'])
  await book.clock.set(new Date('2024-06-16T16:00:00Z')) // midnight in China, the first day
  expect([await seen('manager'), await openable('manager'), await rows('manager')]).toEqual([ALL, ALL, 5])
  await book.clock.set(NOW)
})

test('what a plan would freeze is counted as it is frozen, under every kind and filter', async () => {
  await book.owner.query(`insert into enterprise (id, scheme, identifier, name, industry, geom) overriding system value values
    (901, 'demo', 'N901', '密室逃脱', 'R90', null), (902, 'demo', 'N902', '铸造', 'C33', st_setsrid(st_makepoint(0.3, 0.3), 4326)), (903, 'demo', 'N903', '停业', 'C33', null)`) // prettier-ignore
  await book.owner.query(`update enterprise set status = 'suspended' where id = 903`)
  for (const kind of ['campaign', 'joint'])
    for (const filter of [{}, { grid: '2' }, { industry: 'C' }, { grid: '2', industry: 'C33' }, { search: '停业' }, { class: 'A' }]) {
      const query = new URLSearchParams({ kind, ...(filter as Record<string, string>) })
      const { status, body: size } = await writers.desks.duty.get(`/inspection-plan-sizes?${query}`)
      expect(status).toBe(200)
      const { status: is, body } = await make({ kind, filter })
      const frozen = is === 201 ? [body.total, body.ownerless] : [0, 0]
      expect([size.total, size.ownerless], `${query}`).toEqual(frozen)
    } // prettier-ignore
  expect((await writers.desks.chief.get('/inspection-plan-sizes?kind=campaign')).status).toBe(403)
})
