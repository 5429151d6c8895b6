import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALARM_HAND_ACTS, ALARM_RIGHTS, ALARM_STATES, ALARM_TRANSITIONS, type AlarmHandAct, type AlarmState } from '#core/domain/alarmActs.ts' // prettier-ignore
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { alarmDeed, alarmHouse, alarmsBook, T0 } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, PEOPLE, type PersonKey } from './hazardLoopBook.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await alarmsBook()
  await house.clock(0)
})
afterAll(() => book.drop())
const house = alarmHouse(() => book)
const { many, desks } = house

/** Who may do what, written out: this table and no other says what is right. */
const MAY: Readonly<Partial<Record<PersonKey, Readonly<Partial<Record<AlarmHandAct, 1 | 2>>>>>> = {
  leader: { acknowledge: 2, 'hand-over': 2, shelve: 2, unshelve: 2, note: 2, 'mark-false': 2, close: 2 },
  duty: { acknowledge: 2, 'hand-over': 2, shelve: 2, unshelve: 2, note: 2, 'mark-false': 2, close: 2 },
  officer: { note: 2 },
  chief: { note: 2 },
  manager: { acknowledge: 2, 'hand-over': 2, note: 2, close: 1 },
}
const STANDING = ['standing-unacknowledged', 'standing-acknowledged']
const LEADS: Readonly<Record<AlarmHandAct, (state: AlarmState) => AlarmState | undefined>> = {
  acknowledge: (state) => ({ 'standing-unacknowledged': 'standing-acknowledged', 'cleared-unacknowledged': 'cleared-acknowledged' } as const)[state as string],
  close: (state) => (state === 'cleared-acknowledged' ? 'closed' : undefined),
  shelve: (state) => (STANDING.includes(state) ? state : undefined),
  ...Object.fromEntries((['hand-over', 'unshelve', 'note', 'mark-false'] as const).map((act) => [act, (state: AlarmState) => (state === 'closed' ? undefined : state)])) as Record<'hand-over' | 'unshelve' | 'note' | 'mark-false', (state: AlarmState) => AlarmState | undefined>,
} // prettier-ignore

/** An alarm in a state by its log, of enterprise 1, shelved where it is to be unshelved. */
async function alarmIn(state: AlarmState, stage: 1 | 2, shelved: boolean): Promise<{ id: number; events: number }> {
  await many('truncate alarm, alarm_event cascade')
  const [{ id }] = (await many(`insert into alarm (enterprise, hazard_source, sensor, kind, raised_at, told_at, stage, state) values (1, 1, 2, 'high', app.now(), app.now(), ${stage}, 'standing-unacknowledged') returning id`)) as [{ id: number }]
  const steps: [string, string][] = [['raise', 'standing-unacknowledged']]
  if (shelved) steps.push(['shelve', 'standing-unacknowledged'])
  if (state !== 'standing-unacknowledged' && state !== 'cleared-unacknowledged') steps.push(['acknowledge', 'standing-acknowledged'])
  if (!state.startsWith('standing')) steps.push(['clear', state === 'cleared-unacknowledged' ? state : 'cleared-acknowledged'])
  if (state === 'closed') steps.push(['close', 'closed'])
  for (const [at, [act, to]] of steps.entries())
    await many(`insert into alarm_event (alarm, n, act, from_state, to_state, moment, request, person, stage, shelved_until, note, cause)
      values ($1, $2, $3, $4, $5, case when $3 in ('raise', 'clear') then app.now() end, case when $3 not in ('raise', 'clear') then gen_random_uuid() end,
        case when $3 not in ('raise', 'clear') then 'x' end, case $3 when 'raise' then ${stage} end, case $3 when 'shelve' then app.now() + interval '1 hour' end,
        case when $3 in ('shelve', 'close') then 'x' end, case $3 when 'close' then 'other' end)`, [id, at + 1, act, steps[at - 1]?.[1] ?? null, to])
  return { id, events: steps.length }
} // prettier-ignore

test('tables of core and database say the same', async () => {
  const transitions = await many<{ one: string[] }>('select array[act, from_state, to_state] as one from alarm_transition')
  expect(transitions.map(({ one }) => one.join(' ')).sort()).toEqual(ALARM_TRANSITIONS.map((one) => one.join(' ')).sort())
  const rights = await many<{ one: string[] }>('select array[post, act, reach] as one from alarm_right')
  const core = Object.entries(ALARM_RIGHTS).flatMap(([post, acts]) => acts.map((one) => [post, ...one].join(' ')))
  expect(rights.map(({ one }) => one.join(' ')).sort()).toEqual(core.sort())
}) // prettier-ignore

test('each act by each post in each state and stage does what the table says, is refused by its reason, and is offered where it may be done', async () => {
  const all = desks()
  let done = 0
  /** @returns the alarm that is there afterwards */
  async function attempt(person: PersonKey, { state, stage, act }: { state: AlarmState; stage: 1 | 2; act: AlarmHandAct }, { id, events }: { id: number; events: number }) {
    const where = [state, stage, act, person].join(' ')
    const to = LEADS[act](state)
    const may = (MAY[person]?.[act] ?? 0) >= stage
    const offered = (await all[person].get(`/alarms/${id}`)).body.may as { act: string; refusal: string | null }[]
    const shown = offered.find((one) => one.act === act)
    expect([where, shown !== undefined, shown?.refusal ?? null]).toEqual([where, to !== undefined && may, null])
    const { status, body } = await all[person].post(`/alarms/${id}/events`).send(alarmDeed(act, events))
    if (to === undefined || !may) {
      expect([where, status, (await all.duty.get(`/alarms/${id}`)).body.events]).toEqual([where, MAY[person] && to === undefined ? 422 : 403, events])
      return { id, events }
    }
    expect([where, status, body.state, body.events]).toEqual([where, 201, to, events + 1])
    done += 1
    return alarmIn(state, stage, act === 'unshelve')
  }
  const cases = ALARM_STATES.flatMap((state) => ([1, 2] as const).flatMap((stage) => ALARM_HAND_ACTS.map((act) => ({ state, stage, act }))))
  // the colleague is as the officer; a leader is as the duty officer, and who may do nothing: once is enough
  const once = (person: PersonKey, stage: number, state: AlarmState) => (person === 'leader' ? stage === 1 : MAY[person] || (stage === 1 && state === 'cleared-acknowledged'))
  for (const { state, stage, act } of cases) {
    let alarm = await alarmIn(state, stage, act === 'unshelve')
    for (const person of (Object.keys(PEOPLE) as PersonKey[]).filter((one) => one !== 'colleague' && once(one, stage, state))) alarm = await attempt(person, { state, stage, act }, alarm)
  }
  expect(done).toBeGreaterThan(80)
}) // prettier-ignore

test('the database by itself holds the same: nobody who writes past the routes does more', async () => {
  class Undone extends Error {}
  /** What comes of an event that is written straight into the log, which is undone. */
  const straight = (person: PersonKey, act: AlarmHandAct, { id, events }: { id: number; events: number }) =>
    inScope(book.pool, actorOf(person), async (db) => {
      await db.run(sql`insert into alarm_event (alarm, n, act, request, note, shelved_until, handed_to, cause) values (${id}, ${events + 1}, ${act}, gen_random_uuid(), '试',
        case when ${act} = 'shelve' then app.now() + interval '1 hour' end, case when ${act} = 'hand-over' then 'duty' end, case when ${act} = 'close' then 'other' end)`)
      throw new Undone('done')
    }).catch((error: Error & { constraint?: string }) => (error instanceof Undone ? 'done' : (error.constraint ?? error.message)))
  for (const stage of [1, 2] as const)
    for (const act of ALARM_HAND_ACTS) {
      const state = ALARM_STATES.find((one) => LEADS[act](one) !== undefined)!
      const alarm = await alarmIn(state, stage, act === 'unshelve')
      for (const person of Object.keys(PEOPLE) as PersonKey[]) {
        const may = (MAY[person === 'colleague' ? 'officer' : person]?.[act] ?? 0) >= stage
        expect([stage, act, person, await straight(person, act, alarm)]).toEqual([stage, act, person, may ? 'done' : expect.not.stringMatching(/^done$/)])
      }
    }
}) // prettier-ignore

test('a cause that the list does not name is explained, by people and past them', async () => {
  const { id, events } = await alarmIn('cleared-acknowledged', 1, false)
  const close = (more: object) => desks().duty.post(`/alarms/${id}/events`).send(alarmDeed('close', events, more))
  expect((await close({ cause: 'other' })).body).toMatchObject({ code: 'alarm-refused', issues: [{ at: 'body.note' }] })
  expect((await close({ cause: 'other', note: '  ' })).status).toBe(400)
  for (const note of ['null', `' '`])
    await expect(many(`insert into alarm_event (alarm, n, act, from_state, to_state, request, person, cause, note) values (${id}, ${events + 1}, 'close', 'cleared-acknowledged', 'closed', gen_random_uuid(), 'x', 'other', ${note})`)).rejects.toMatchObject({ constraint: 'alarm_event_other' })
  expect((await close({ cause: 'other', note: '雷击' })).body).toMatchObject({ state: 'closed', cause: 'other' })
}) // prettier-ignore

test('an alarm is as old as what it is about, however late the server knew', async () => {
  const { id } = await alarmIn('standing-unacknowledged', 1, false)
  await many(`update alarm set raised_at = app.now() - interval '50 minutes', told_at = app.now() - interval '2 minutes' where id = ${id}`)
  const [row] = (await desks().duty.get('/alarms')).body.rows
  expect([row.age, Date.parse(row.toldAt) - Date.parse(row.raisedAt)]).toEqual([50 * 60, 48 * 60_000])
}) // prettier-ignore

test('whoever acts says what was seen, once; a shelving lasts a day at most; others of no scope see nothing of it', async () => {
  const all = desks()
  const { id } = await alarmIn('standing-unacknowledged', 1, false)
  const act = (deed: object, who: PersonKey = 'duty') => all[who].post(`/alarms/${id}/events`).send(deed)
  const day = 86_400_000
  for (const until of [T0, T0 - 1, T0 + day + 1])
    expect((await act(alarmDeed('shelve', 1, { until: new Date(until).toISOString() }))).body).toMatchObject({ code: 'alarm-refused', issues: [{ at: 'body.until' }] })
  const sent = alarmDeed('shelve', 1, { until: new Date(T0 + day).toISOString() })
  expect([(await act(sent)).status, (await act(sent)).body.events]).toEqual([201, 2])
  expect((await act({ ...sent, note: '别的' })).body.code).toBe('request-taken')
  expect((await act({ ...alarmDeed('note', 2), request: sent.request })).body.issues[0].at).toBe('body.request')
  expect((await act(alarmDeed('note', 1))).body.code).toBe('alarm-changed')
  // the very same at once is one and the same answer; two of two people are one and a refusal
  const note = alarmDeed('note', 2)
  const thrice = await Promise.all([act(note), act(note), act(note)])
  expect(thrice.map(({ status, body }) => [status, body.events])).toEqual(Array(3).fill([201, 3]))
  const both = await Promise.all([act(alarmDeed('acknowledge', 3)), act(alarmDeed('acknowledge', 3), 'manager')])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const [{ id: other }] = (await many("insert into alarm (enterprise, gateway, kind, raised_at, told_at, stage, state) values (2, 2, 'gateway', app.now(), app.now(), 1, 'standing-unacknowledged') returning id")) as [{ id: number }]
  for (const who of ['manager', 'worker', 'chief', 'officer', 'expert'] as const) {
    expect([who, (await all[who].get(`/alarms/${other}`)).status]).toEqual([who, 404])
    const { total, calling, standing, rows } = (await all[who].get('/alarms')).body
    expect([who, total, calling, standing, rows.map((row: { id: number }) => row.id)]).toEqual([who, 1, 0, 1, [id]])
  }
  expect((await all.duty.get('/alarms')).body).toMatchObject({ total: 2, calling: 1, standing: 2 })
}) // prettier-ignore
