import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAZARD_RIGHTS, HAZARD_TRANSITIONS } from '#core/domain/hazardActs.ts'
import { inScope } from '../../server/db/db.ts'
import { type Sql, sql } from '../../server/db/sql.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, deed, desksOf, later, loopBook, NOW } from './hazardLoopBook.ts'
import { walks } from './hazardWalk.ts'

let book: FreshDatabase
let desks: ReturnType<typeof desksOf>

beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
afterAll(() => book.drop())

const { report, file, go, refused } = walks(
  () => book,
  () => desks,
)

test('tables of core and database say the same', async () => {
  const { rows: transitions } = await book.owner.query(
    'select array[act, from_state, to_state] as one from hazard_transition',
  )
  expect(transitions.map(({ one }) => one.join(' ')).sort()).toEqual(HAZARD_TRANSITIONS.map((one) => one.join(' ')).sort()) // prettier-ignore
  const { rows: rights } = await book.owner.query('select array[post, act, reach] as one from hazard_right')
  const core = Object.entries(HAZARD_RIGHTS).flatMap(([post, acts]) => acts.map((one) => [post, ...one].join(' ')))
  expect(rights.map(({ one }) => one.join(' ')).sort()).toEqual(core.sort())
})

test('an id of a request that says something else, or is another’s, is taken: nothing is lost behind a yes', async () => {
  const request = randomUUID()
  const sent = { request, enterprise: 1, source: 'patrol', description: '灭火器过期', dueAt: later(15) }
  const first = await desks.chief.post('/hazards').send(sent)
  expect(first.status).toBe(201)
  expect((await desks.chief.post('/hazards').send(sent)).body.id).toBe(first.body.id)
  for (const [who, other] of [
    ['chief', { description: '电缆裸露' }],
    ['runner', {}],
  ] as const) {
    const { status, body } = await desks[who].post('/hazards').send({ ...sent, ...other })
    expect([who, status, body.code, body.issues?.[0]?.at]).toEqual([who, 409, 'request-taken', 'body.request'])
  }
  const deedOf = { ...deed('verify', 1), note: '属实' }
  expect((await desks.chief.post(`/hazards/${first.body.id}/events`).send(deedOf)).status).toBe(201)
  expect((await desks.chief.post(`/hazards/${first.body.id}/events`).send(deedOf)).status).toBe(201)
  for (const [who, other, code] of [
    ['chief', { kind: 'electrical' }, 'request-taken'],
    ['officer', {}, 'hazard-changed'],
  ] as const) {
    const { status, body } = await desks[who].post(`/hazards/${first.body.id}/events`).send({ ...deedOf, ...other })
    expect([who, status, body.code]).toEqual([who, 409, code])
  }
  expect((await file(first.body.id)).log).toHaveLength(2)
})

describe('the loop', () => {
  test('of a general hazard, from discovery to closure, with its three clocks', async () => {
    const id = await report()
    await book.clock.set(new Date(later(1)))
    await go(id, [['officer', 'verify']])
    const at = new Date(later(1))
    await go(id, [['officer', 'dispatch', { dueAt: later(20, at) }]])
    await book.clock.set(new Date(later(2)))
    await go(id, [['manager', 'accept']])
    await go(id, [['manager', 'ask-extension', { dueAt: later(30) }], ['colleague', 'grant-extension', { dueAt: later(28) }]]) // prettier-ignore
    await book.clock.set(new Date(later(5)))
    await go(id, [
      ['manager', 'submit'],
      ['officer', 'reject'],
      ['manager', 'submit'],
    ])
    await book.clock.set(new Date(later(6)))
    const done = await go(id, [['officer', 'pass', { revisitOn: later(40).slice(0, 10) }]])
    expect(done).toMatchObject({
      state: 'closed', turn: null, kind: 'fire', dueAt: later(28), dispatchedAt: later(1), submittedAt: later(5), closedAt: later(6),
      rejections: 1, events: 10, revisitOn: later(40).slice(0, 10), askedUntil: null,
      clocks: { foundToDispatched: 86400, dispatchedToSubmitted: 4 * 86400, submittedToClosed: 86400 },
    }) // prettier-ignore
    expect(done.log.map(({ act, person }: { act: string; person: string }) => [act, person])).toEqual([
      ['report', '网格长'], ['verify', '钱科长'], ['dispatch', '钱科长'], ['accept', '安全员'], ['ask-extension', '安全员'],
      ['grant-extension', '李科员'], ['submit', '安全员'], ['reject', '钱科长'], ['submit', '安全员'], ['pass', '钱科长'],
    ]) // prettier-ignore
    await book.clock.set(NOW)
  })

  test('of a major one: graded by a clause, five things fixed, supervised, closed by that body, work allowed again', async () => {
    const id = await report('duty', { source: 'enforcement', major: true })
    expect(await refused(id, 'chief', 'verify')).toEqual([403, 'not-allowed'])
    expect(await refused(id, 'officer', 'verify', { major: true })).toEqual([422, 'hazard-refused'])
    await go(id, [['officer', 'verify', { major: true, clause: 'AQ 3067-2026 5.3' }]])
    expect(await refused(id, 'officer', 'fix-on-spot')).toEqual([422, 'hazard-refused'])
    expect(await refused(id, 'officer', 'dispatch', { funds: undefined })).toEqual([422, 'hazard-refused'])
    await go(id, [
      ['officer', 'dispatch', { stopped: true }],
      ['manager', 'accept'],
      ['manager', 'submit'],
    ])
    expect(await refused(id, 'officer', 'pass')).toEqual([422, 'hazard-refused']) // nobody supervises it
    await go(id, [['officer', 'supervise']])
    expect(await refused(id, 'duty', 'pass')).toEqual([403, 'hazard-own']) // found it
    expect(await refused(id, 'leader', 'pass')).toEqual([422, 'hazard-refused']) // supervised by the department
    expect(await refused(id, 'officer', 'pass', { revisitOn: undefined })).toEqual([422, 'hazard-refused'])
    const closed = await go(id, [['colleague', 'pass']])
    expect(closed).toMatchObject({ state: 'closed', stopped: true, supervising: { department: 1, name: '应急管理局' } })
    expect(await refused(id, 'leader', 'resume')).toEqual([422, 'hazard-refused'])
    expect(await go(id, [['officer', 'resume']])).toMatchObject({ state: 'closed', stopped: false })
  })

  test('comes back as a hazard that names it, once', async () => {
    const id = await report('runner')
    await go(id, [
      ['chief', 'verify'],
      ['runner', 'fix-on-spot'],
    ])
    expect(await refused(id, 'runner', 'pass')).toEqual([403, 'not-allowed'])
    await go(id, [['chief', 'pass']])
    const old = await go(id, [['runner', 'rebound']])
    expect(old).toMatchObject({ state: 'closed', revisitOn: null })
    const next = await file(old.reboundAs)
    expect(next).toMatchObject({ state: 'reported', reboundOf: id, description: '灭火器过期', dueAt: later(15), turn: 'supervisor' }) // prettier-ignore
    expect(next.log).toHaveLength(1)
    expect(next.log[0]).toMatchObject({ act: 'report', person: '网格员' })
    expect(next.repeats.map(({ id: one }: { id: number }) => one)).toContain(id)
    expect(await refused(id, 'chief', 'rebound')).toEqual([422, 'hazard-refused'])
  })
})

describe('POST /hazards/:id/events', () => {
  test('of 50 at once lets one in; the others are told that somebody came first', async () => {
    const id = await report()
    const { events } = await go(id, [['officer', 'verify']])
    const who = ['officer', 'colleague', 'duty', 'leader', 'chief'] as const
    /** Whoever finds all connections taken for too long asks again, as the answer says. */
    const dispatch = async (at: number) => {
      for (;;) {
        const answer = await desks[who[at % 5]!].post(`/hazards/${id}/events`).send(deed('dispatch', events))
        if (answer.status !== 503) return answer
      }
    }
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => dispatch(at)))
    const told = new Map<string, number>()
    for (const { status, body } of answers)
      told.set(`${status} ${body.code}`, (told.get(`${status} ${body.code}`) ?? 0) + 1)
    expect(Object.fromEntries(told)).toEqual({ '201 undefined': 1, '409 hazard-changed': 49 })
    expect((await file(id)).log).toHaveLength(3)
  })

  test('does the same request once, ten times at once, and answers all alike', async () => {
    const id = await report()
    const sent = deed('verify', 1)
    const answers = await Promise.all(Array.from({ length: 10 }, () => desks.officer.post(`/hazards/${id}/events`).send(sent))) // prettier-ignore
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect((await file(id)).log).toHaveLength(2)
    expect((await desks.officer.post(`/hazards/${await report()}/events`).send(sent)).body.issues[0].at).toBe('body.request') // prettier-ignore
  })

  test('is not found outside the scope, and its log neither', async () => {
    const { rows } = await book.owner.query(`insert into hazard (enterprise, source, description, found_at, due_at)
      values (2, 'patrol', '别人的', '${later(-1)}', '${later(9)}') returning id`)
    const id = rows[0]?.id as number
    expect((await desks.officer.get(`/hazards/${id}`)).status).toBe(404)
    expect((await desks.officer.post(`/hazards/${id}/events`).send(deed('verify', 1))).status).toBe(404)
    expect((await file(id)).log[0]).toMatchObject({ act: 'record', to: 'reported' })
  })

  test('takes as evidence what is in the file of the enterprise only', async () => {
    const { rows } = await book.owner
      .query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256)
      select e, 'photo', '照片', 'a.jpg', 'image/jpeg', 9, repeat('a', 63) || e from generate_series(1, 2) e returning id`)
    const [own, foreign] = rows.map(({ id }) => id as number)
    const id = await report()
    await go(id, [
      ['officer', 'verify'],
      ['officer', 'dispatch'],
      ['manager', 'accept'],
    ])
    expect(await refused(id, 'manager', 'submit', { documents: [foreign] })).toEqual([400, 'invalid-request'])
    const { log } = await go(id, [['manager', 'submit', { documents: [own] }]])
    expect(log.at(-1).documents).toEqual([own])
  })
})

test('GET /hazards lists by whose turn it is, the soonest due first, and what is closed is nobody’s', async () => {
  const [late, soon, given, shut] = [
    await report('chief', { dueAt: later(60) }),
    await report('chief', { dueAt: later(3) }),
    await report('chief', { dueAt: later(4) }),
    await report('chief', { dueAt: later(2) }),
  ]
  await go(given, [
    ['officer', 'verify'],
    ['officer', 'dispatch', { dueAt: later(4) }],
  ])
  await go(shut, [['officer', 'void']])
  const own = new Set([late, soon, given, shut])
  const list = async (turn: string) => {
    const { body } = await desks.leader.get(`/hazards?order=due&limit=200&turn=${turn}`)
    return { total: body.total as number, ids: (body.rows as { id: number }[]).map(({ id }) => id).filter((id) => own.has(id)) } // prettier-ignore
  }
  const [anyone, enterprise, supervisor] = [await list('anyone'), await list('enterprise'), await list('supervisor')]
  expect(anyone.ids).toEqual([soon, given, late])
  expect(enterprise.ids).toEqual([given])
  expect(supervisor.ids).toEqual([soon, late])
  expect(anyone.total).toBe(enterprise.total + supervisor.total)
})

test('what an enterprise found itself is in its list while it may take the next step, and stays in the supervisor’s', async () => {
  const own = await report('manager', { source: 'self' })
  const told = await report('chief')
  const lists = async () => {
    const ids = async (turn: string) => {
      const { body } = await desks.manager.get(`/hazards?order=due&limit=200&turn=${turn}`)
      return (body.rows as { id: number; turn: string }[]).filter(({ id }) => id === own || id === told)
    }
    return { enterprise: await ids('enterprise'), supervisor: await ids('supervisor') }
  }
  const is = (id: number, turn: string) => expect.objectContaining({ id, turn }) as unknown
  expect(await lists()).toEqual({ enterprise: [is(own, 'either')], supervisor: expect.arrayContaining([is(own, 'either'), is(told, 'supervisor')]) }) // prettier-ignore
  await go(own, [
    ['manager', 'verify'],
    ['manager', 'dispatch'],
  ])
  expect(await lists()).toEqual({ enterprise: [is(own, 'enterprise')], supervisor: [is(told, 'supervisor')] })
  const major = await report('manager', { source: 'self' })
  await go(major, [['officer', 'verify', { major: true, clause: '某条' }]])
  const { body } = await desks.manager.get('/hazards?limit=200&turn=enterprise')
  expect((body.rows as { id: number }[]).map(({ id }) => id)).not.toContain(major)
})

test('the log only grows, and nothing of a hazard changes without it', async () => {
  const id = await report()
  await expect(book.owner.query(`update hazard_event set note = 'x' where hazard = ${id}`)).rejects.toThrow('only grows') // prettier-ignore
  await expect(book.owner.query(`delete from hazard_event where hazard = ${id}`)).rejects.toThrow('only grows')
  await book.owner.query(`update hazard set state = 'closed', closed_at = '${later(3)}' where id = ${id}`)
  expect((await file(id)).log.at(-1)).toMatchObject({ n: 2, act: 'record', from: 'reported', to: 'closed' })
  expect(await file(id)).toMatchObject({ events: 2, state: 'closed', closedAt: later(3) })
  await book.owner.query(`delete from hazard where id = ${id}`)
  const { rows } = await book.owner.query(`select act, to_state from hazard_event where hazard = ${id} order by n desc limit 1`) // prettier-ignore
  expect(rows).toEqual([{ act: 'withdraw', to_state: 'withdrawn' }])
})

test('who comes second by a hair finds the place taken, and no other fault', async () => {
  const id = await report()
  await go(id, [['officer', 'verify']])
  const late = inScope(book.pool, actorOf('officer'), (db) =>
    db.run(sql`insert into hazard_event (hazard, n, act, note) values (${id}::integer, 2, 'void', '晚了') on conflict do nothing`),
  ) // prettier-ignore
  expect(await late).toBe(0)
  expect((await file(id)).log).toHaveLength(2)
})

describe('past the server, in the database itself', () => {
  const directly = async (statement: Sql) => {
    const done = inScope(book.pool, actorOf('manager'), (db) => db.run(statement))
    return done.then(
      () => 'done',
      ({ constraint, code }: { constraint?: string; code?: string }) => constraint ?? code,
    )
  }

  test('an act decides nothing but its own: no grade, no time, no look-back comes with another', async () => {
    const id = await report('duty', { source: 'enforcement', major: true })
    const clause = { major: true, clause: 'AQ 3067-2026 5.3' }
    await go(id, [
      ['officer', 'verify', clause],
      ['officer', 'dispatch'],
    ])
    for (const beside of [sql`major`, sql`kind`, sql`due_at`, sql`revisit_on`, sql`stopped`])
      expect(
        await directly(sql`insert into hazard_event (hazard, n, act, ${beside})
        select ${id}::integer, 4, 'accept', (jsonb_populate_record(null::hazard_event,
          '{"major": false, "kind": "fire", "due_at": "2024-07-30T00:00:00Z", "revisit_on": "2024-07-30", "stopped": false}')).${beside}`),
      ).toBe(beside.parts[0] === 'stopped' ? 'done' : 'hazard_event_says')
    expect(await file(id)).toMatchObject({ major: true, state: 'rectifying', stopped: false })
  })

  test('nobody reports a hazard that is closed already', async () => {
    const closed = sql`insert into hazard (request, enterprise, source, description, found_at, due_at, state, closed_at)
      values (${randomUUID()}::uuid, 1, 'self', '已好', app.now(), app.now(), 'closed', app.now())`
    expect(await directly(closed)).toBe('42501')
  })
})
