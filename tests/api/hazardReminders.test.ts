import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Reminder } from '#core/contract/reminders.ts'
import type { HandAct } from '#core/domain/hazardActs.ts'
import { HAZARD_REMINDED, HAZARD_REMINDED_KINDS, UNSUBMITTED } from '#core/domain/hazardReminders.ts'
import { HAZARD_STATES } from '#core/domain/hazardStates.ts'
import { remindOfHazards } from '../../server/features/reminders/hazardSweep.ts'
import { asSteward } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { makePool } from '../../server/db/pools.ts'
import type { FreshDatabase } from './database.ts'
import { deed, desksOf, evidenced, loopBook, NOW, type PersonKey } from './hazardLoopBook.ts'
import { type ModelHazard, reachedBy, stepsOf, toldOf } from './hazardRemindersOracle.ts'

const DAY = 86_400_000
const SECOND = 1000
let book: FreshDatabase
let desks: ReturnType<typeof desksOf>

beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
afterAll(() => book.drop())
beforeEach(async () => {
  await book.owner.query('delete from hazard')
  await at(NOW.getTime())
})

const many = async <Row>(text: string, values: unknown[] = []) => (await book.owner.query(text, values)).rows as Row[]
const at = (moment: number) => book.clock.set(new Date(moment))
const sweep = (pool = book.pool) => remindOfHazards(pool, { hooked: false })
const told = () => toldOf(book.owner)

/** A hazard of the first enterprise, reported by its officer, with `acts` done to it one after another at the time of the clock. */
async function walked(acts: readonly (readonly [PersonKey, HandAct, object?])[], due = NOW.getTime() + 15 * DAY, by: PersonKey = 'officer') {
  const report = { request: randomUUID(), enterprise: 1, source: 'patrol', description: '电线裸露', dueAt: new Date(due).toISOString() }
  const { body } = await desks[by].post('/hazards').send(report).expect(201)
  for (const [who, act, fields] of acts) await done(body.id, who, act, fields)
  return body.id as number
} // prettier-ignore
async function done(id: number, who: PersonKey, act: HandAct, fields: object = {}) {
  const now = new Date((await many<{ now: string }>('select app.now() as now'))[0]!.now)
  const { body } = await desks[who].get(`/hazards/${id}`)
  const { status, body: answer } = await desks[who].post(`/hazards/${id}/events`).send(deed(act, body.events, await evidenced(book, act, { ...fields }), now)) // prettier-ignore
  expect([act, status, answer.code ?? '']).toEqual([act, 201, ''])
}
const DISPATCHED = [['officer', 'verify'], ['officer', 'dispatch']] as const // prettier-ignore
const MAJOR = [
  ['officer', 'verify', { major: true, clause: 'AQ 3067-2026 5.3' }],
  ['officer', 'dispatch'],
] as const

/** The hazard as the oracle wants it, from the row. */
async function modelOf(id: number): Promise<ModelHazard> {
  const [row] = await many<ModelHazard & { since: Date; due: string }>(
    `select h.id, h.grid, h.department, h.state, h.major, h.supervising, h.due_at as due,
      (select max(e.at) from hazard_event e where e.hazard = h.id and e.to_state is distinct from e.from_state) as since from hazard h where h.id = $1`,
    [id],
  )
  return { ...row!, since: Date.parse(String(row!.since)), due: Date.parse(row!.due) }
}

/** Goes through all steps of a hazard: a second before each nothing is new, at the second it is told to whom the oracle says. */
async function goesThrough(id: number): Promise<string[]> {
  const model = await modelOf(id)
  const moments = [...new Set(stepsOf(model).map(({ from, days }) => from + days * DAY))].sort((a, b) => a - b)
  const seen = new Set<string>()
  for (const moment of moments) {
    if (moment - SECOND >= NOW.getTime()) {
      await at(moment - SECOND)
      expect(await sweep()).toEqual({ made: 0, wait: 1 })
    }
    await at(moment)
    const before = seen.size
    for (const row of reachedBy(model, moment)) seen.add(row)
    expect((await sweep()).made).toBe(seen.size - before)
    expect(await told()).toEqual([...seen].sort())
    expect((await sweep()).made).toBe(0)
  }
  return [...seen]
    .map((row) =>
      row
        .split(' ')
        .slice(1)
        .join(' ')
        .replace(/ \d{13}/, ''),
    )
    .sort()
}

describe('a step is told in the second in which it is reached, and not before', () => {
  test('of the due time of a general hazard', async () => {
    const id = await walked([...DISPATCHED, ['manager', 'accept']])
    expect(await goesThrough(id)).toEqual(['hazard-due department 3', 'hazard-due enterprise -1', 'hazard-due enterprise -3', 'hazard-due enterprise 0', 'hazard-due grid 1', 'hazard-due leader 7']) // prettier-ignore
  })
  test('of the due time of a major one, its body too; while nobody supervises it whoever leads', async () => {
    const id = await walked(MAJOR)
    expect(await goesThrough(id)).toEqual(['hazard-due department 0', 'hazard-due department 1', 'hazard-due department 3', 'hazard-due enterprise -1', 'hazard-due enterprise -3', 'hazard-due enterprise 0', 'hazard-due grid 1', 'hazard-due leader 7']) // prettier-ignore
  })
  test('of one that the district supervises, the duty officer', async () => {
    const id = await walked([...MAJOR, ['duty', 'supervise']])
    expect((await goesThrough(id)).filter((row) => /district|department/.test(row))).toEqual(['hazard-due department 3', 'hazard-due district 0', 'hazard-due district 1']) // prettier-ignore
  })
  test.each([
    ['hazard-verify', []],
    ['hazard-dispatch', [['officer', 'verify']]],
    ['hazard-extension', [...DISPATCHED, ['manager', 'accept'], ['manager', 'ask-extension']]],
    ['hazard-review', [...DISPATCHED, ['manager', 'accept'], ['manager', 'submit']]],
  ] as const)('of what waits for the supervisor: %s', async (kind, acts) => {
    const id = await walked(acts)
    const rows = (await goesThrough(id)).filter((row) => row.startsWith(kind))
    expect(rows).toEqual([`${kind} department 3`, `${kind} grid 1`, `${kind} leader 7`])
  })
  test('a major one that waits is told to its body, never to the chief of a grid, who may not judge it', async () => {
    const id = await walked([...MAJOR, ['duty', 'supervise'], ['manager', 'accept'], ['manager', 'submit']])
    const rows = (await goesThrough(id)).filter((row) => row.startsWith('hazard-review'))
    expect(rows).toEqual(['hazard-review department 3', 'hazard-review district 1', 'hazard-review leader 7'])
  })
  test('to the second also where the due time has a part of one', async () => {
    await walked([...DISPATCHED, ['manager', 'accept']])
    await book.owner.query(`update hazard set due_at = app.now() + interval '3 days 0.123456 seconds'`)
    await at(NOW.getTime() + 123)
    expect((await sweep()).made).toBe(0)
    await at(NOW.getTime() + 124)
    expect((await sweep()).made).toBe(1)
  })
})

describe('what changes', () => {
  test('a granted extension settles what was told and begins anew by the new due time', async () => {
    const id = await walked([...DISPATCHED, ['manager', 'accept']])
    const due = (await modelOf(id)).due
    await at(due - DAY)
    await sweep()
    await done(id, 'manager', 'ask-extension', { dueAt: new Date(due + 10 * DAY).toISOString() })
    expect(await mine('manager')).toEqual([['hazard-due', -1, false]])
    await done(id, 'officer', 'grant-extension', { dueAt: new Date(due + 9 * DAY).toISOString() })
    expect(await mine('manager')).toEqual([])
    expect(await mine('manager', 'all')).toEqual([['hazard-due', -1, true]])
    await at(due)
    expect(await sweep()).toEqual({ made: 0, wait: (6 * DAY) / SECOND })
    await at(due + 6 * DAY - SECOND)
    expect((await sweep()).made).toBe(0)
    await at(due + 6 * DAY)
    await sweep()
    expect(await mine('manager')).toEqual([['hazard-due', -3, false]])
    await at(due + 16 * DAY)
    await sweep()
    expect(await mine('leader')).toEqual([['hazard-due', 7, false]])
  })

  test('of steps that passed while nobody looked each side is told the latest alone', async () => {
    const id = await walked([...DISPATCHED, ['manager', 'accept']])
    await at((await modelOf(id)).due + 30 * DAY)
    expect((await sweep()).made).toBe(4)
    expect((await told()).map((row) => row.split(' ').slice(3).join(' ')).sort()).toEqual(['department 3', 'enterprise 0', 'grid 1', 'leader 7']) // prettier-ignore
  })

  test('once it is submitted the enterprise is left alone and its turn is over; sent back, it is told again of what stands', async () => {
    const id = await walked([...DISPATCHED, ['manager', 'accept']])
    await at((await modelOf(id)).due)
    await sweep()
    await done(id, 'manager', 'submit')
    expect(await mine('manager')).toEqual([])
    await at((await modelOf(id)).due + 2 * DAY)
    await sweep()
    const [row] = (await desks.chief.get('/reminders').query({ limit: '200' })).body.rows as Reminder[]
    expect(row).toMatchObject({ kind: 'hazard-due', days: 1, hazard: { id, turn: 'supervisor', state: 'pending-review', major: false }, called: '电线裸露' })
    await done(id, 'officer', 'reject')
    expect(await mine('manager')).toEqual([['hazard-due', 0, false]])
    expect(await mine('chief')).toEqual([['hazard-due', 1, false]])
  }) // prettier-ignore

  test.each([
    ['closed', [...DISPATCHED, ['manager', 'accept'], ['manager', 'submit']], 'pass'],
    ['voided', [], 'void'],
  ] as const)('a hazard that is %s settles all of it at once, and nothing follows', async (_, acts, act) => {
    const id = await walked(acts)
    await at(NOW.getTime() + 40 * DAY)
    await sweep()
    expect((await mine('leader')).length).toBeGreaterThan(0)
    await done(id, 'officer', act)
    for (const who of ['leader', 'officer', 'chief', 'manager'] as const) expect([who, ...(await mine(who))]).toEqual([who])
    await at(NOW.getTime() + 90 * DAY)
    expect(await sweep()).toEqual({ made: 0, wait: null })
    expect((await mine('leader', 'all')).every(([, , settled]) => settled)).toBe(true)
  }) // prettier-ignore
})

/** Kind, days and whether it is settled of what a person is reminded of. */
async function mine(who: PersonKey, share = 'open') {
  const { rows } = (await desks[who].get('/reminders').query({ share, limit: '200' }).expect(200)).body as { rows: Reminder[] } // prettier-ignore
  return rows.filter(({ hazard }) => hazard !== null).map(({ kind, days, settled }) => [kind, days, settled]).sort() as [string, number, boolean][] // prettier-ignore
}

describe('who is told', () => {
  test('each side its own, the leader what goes up to the leader; the neighbours nothing', async () => {
    const id = await walked([...DISPATCHED, ['manager', 'accept']])
    await at((await modelOf(id)).due + 8 * DAY)
    await sweep()
    expect(await mine('manager')).toEqual([['hazard-due', 0, false]])
    expect(await mine('chief')).toEqual([['hazard-due', 1, false]])
    expect(await mine('officer')).toEqual([['hazard-due', 3, false]])
    expect(await mine('leader')).toEqual([['hazard-due', 7, false]])
    expect(await mine('duty')).toEqual([])
    for (const who of ['steward', 'runner', 'worker', 'expert'] as const) expect([who, (await desks[who].get('/reminders')).status]).toEqual([who, 403])
    await book.owner.query('update hazard set enterprise = 2')
    await book.owner.query('update reminder set grid = null, department = 2')
    for (const who of ['officer', 'chief'] as const) expect([who, ...(await mine(who))]).toEqual([who])
  }) // prettier-ignore

  test('who reads it leaves it unread to others, and the next step is unread again', async () => {
    const id = await walked([...DISPATCHED, ['manager', 'accept']])
    const { due } = await modelOf(id)
    await at(due - 3 * DAY)
    await sweep()
    const unread = async () => (await desks.manager.get('/reminders')).body.unread as number
    const [{ id: reminder }] = await many<{ id: number }>('select id from reminder') as [{ id: number }]
    expect(await unread()).toBe(1)
    await desks.manager.post('/reminders/reading').send({ ids: [reminder] }).expect(201)
    expect(await unread()).toBe(0)
    await at(due - DAY)
    await sweep()
    expect(await unread()).toBe(1)
  }) // prettier-ignore
})

test('sweeps at once, of several servers and after a restart, tell each step once', async () => {
  const second = makePool(book.urls.server, { size: 3 })
  for (let n = 0; n < 6; n += 1) await walked([...DISPATCHED, ['manager', 'accept']])
  await at(NOW.getTime() + 40 * DAY)
  const made = await Promise.all([sweep(), sweep(second), sweep(), sweep(second), sweep(second)])
  expect(made.reduce((sum, one) => sum + one.made, 0)).toBe(24)
  await second.end()
  const third = makePool(book.urls.server, { size: 1 })
  expect((await sweep(third)).made).toBe(0)
  await third.end()
  expect(await many('select hazard from reminder group by hazard, kind, side, days, counted_from having count(*) > 1')).toEqual([])
}) // prettier-ignore

test('what an import takes back takes its reminders along, sent or not', async () => {
  await walked([...DISPATCHED, ['manager', 'accept']])
  await at(NOW.getTime() + 40 * DAY)
  await remindOfHazards(book.pool, { hooked: true })
  await desks.manager.post('/reminders/reading').send({ ids: (await many<{ id: number }>(`select id from reminder where side = 'enterprise'`)).map(({ id }) => id) }).expect(201)
  const counts = () => many<object>('select (select count(*)::int from reminder) as told, (select count(*)::int from reminder_webhook) as hooks, (select count(*)::int from reminder_reading) as read')
  expect(await counts()).toEqual([{ told: 4, hooks: 4, read: 1 }])
  await asSteward(book.operator, '数据管理员', (db) => db.run(new Sql(['delete from hazard'], [])))
  expect(await counts()).toEqual([{ told: 0, hooks: 0, read: 0 }])
}) // prettier-ignore

test('the database knows by itself whether the enterprise has it, and in which state something waits, as the rule says', async () => {
  const rows = await many<{ state: string; kind: string; unsubmitted: boolean }>(
    `select s.state, t.kind, t.unsubmitted from unnest($1::text[]) s (state) cross join lateral app.hazard_terms(0, s.state, now()) t`,
    [HAZARD_STATES],
  )
  const open = HAZARD_STATES.filter((state) => state !== 'closed' && state !== 'voided')
  const expected = open.flatMap((state) => [
    ...HAZARD_REMINDED_KINDS.flatMap((kind) => (HAZARD_REMINDED[kind].state === state ? [[state, kind, false]] : [])),
    [state, 'hazard-due', UNSUBMITTED.includes(state)],
  ])
  expect(rows.map(({ state, kind, unsubmitted }) => [state, kind, unsubmitted]).sort()).toEqual(expected.sort())
})
