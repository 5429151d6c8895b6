import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAZARD_SOURCES, type HazardRow } from '#core/contract/hazards.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'

const NOW = new Date('2024-06-15T04:00:00.000Z')
const DUE = '2024-06-30T16:00:00.000Z'
let book: FreshDatabase
let leader: Desk
let chief: Desk
let stranger: Desk
let unit: Desk

beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await book.owner.query(`
    insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
    insert into grid (level, code, name, person, phone, parent, geom)
      select 3, '3' || i, '网格' || i, '赵', '0535-0000004', 1, st_multi(st_makeenvelope(i, 0, i + 1, 1, 4326)) from generate_series(0, 1) i;
    insert into enterprise (scheme, identifier, name, geom)
      select 'demo', 'E' || i, '样板' || i, st_setsrid(st_makepoint(i - 0.5, 0.5), 4326) from generate_series(1, 2) i;
    insert into department (code, name, person, phone, industries) values ('U1', '应急管理局', '钱', '0535-0000005', '{C}');
    insert into enterprise (scheme, identifier, name, industry) values ('demo', 'E3', '样板3', 'C26')`)
  const desk = (actor: Omit<Actor, 'grids'>, grids: number[] = []) => deskOf(book, { ...actor, grids })
  leader = desk({ role: 'government', person: '林青山' })
  chief = desk({ role: 'grid', person: '网格长' }, [2])
  stranger = desk({ role: 'enterprise', person: '厂长', enterprise: 2 })
  unit = desk({ role: 'department', person: '应急管理局', department: 1 })
})
afterAll(() => book.drop())

const report = (fields: Record<string, unknown> = {}) => ({
  request: randomUUID(), enterprise: 1, source: 'patrol', description: '灭火器过期', dueAt: DUE, ...fields,
}) // prettier-ignore
const made = async () => (await book.owner.query('select count(*)::int as n from hazard')).rows[0]?.n as number

describe('POST /hazards', () => {
  test('keeps a hazard found now, under the name of who reported it', async () => {
    const { status, body } = await chief.post('/hazards').send(report({ major: true }))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      enterprise: 1, enterpriseName: '样板1', source: 'patrol', major: true, state: 'reported', foundAt: NOW.toISOString(),
      dueAt: DUE, closedAt: null, overdue: false, overdueDays: null,
    }) // prettier-ignore
    const { rows } = await book.owner.query('select changed_by, grid from hazard where id = $1', [body.id])
    expect(rows).toEqual([{ changed_by: '网格长', grid: 2 }])
  })

  test('makes one hazard of the same request, ten times at once', async () => {
    const sent = report()
    const before = await made()
    const answers = await Promise.all(Array.from({ length: 10 }, () => chief.post('/hazards').send(sent)))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(await made()).toBe(before + 1)
  })

  test('still answers the same request with its hazard when the due time has passed', async () => {
    const sent = report({ dueAt: '2024-06-15T05:00:00.000Z' })
    const { body: first } = await chief.post('/hazards').send(sent)
    await book.clock.set(new Date('2024-06-17T06:00:00Z'))
    const { body: again, status } = await chief.post('/hazards').send(sent)
    expect([status, again.id, again.overdue, again.overdueDays]).toEqual([201, first.id, true, 2])
    await book.clock.set(NOW)
  })

  test.each([
    ['an enterprise outside the scope', { enterprise: 2 }, 422, 'hazard-enterprise-unknown'],
    ['an enterprise that is not there', { enterprise: 99 }, 422, 'hazard-enterprise-unknown'],
    ['a due time of the year 0', { dueAt: '0000-01-01T00:00:00Z' }, 400, 'invalid-request'],
    ['a due time a year and a day ahead', { dueAt: '2025-06-16T04:00:00Z' }, 400, 'invalid-request'],
    ['a due time of the year 9999', { dueAt: '9999-12-31T23:59:59Z' }, 400, 'invalid-request'],
    ['a due time that has passed', { dueAt: '2024-06-15T03:59:59.999Z' }, 400, 'invalid-request'],
    ['an empty description', { description: '  ' }, 400, 'invalid-request'],
    ['a request that is no uuid', { request: 'x' }, 400, 'invalid-request'],
  ])('refuses %s and keeps nothing', async (_, fields, status, code) => {
    const before = await made()
    const answer = await chief.post('/hazards').send(report(fields))
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await made()).toBe(before)
  })

  const desks = { leader: () => leader, unit: () => unit, chief: () => chief, factory: () => stranger }
  const places = { leader: 1, unit: 3, chief: 1, factory: 2 }
  const official = ['patrol', 'enforcement', 'expert', 'third-party', 'report']
  test.each([
    ['leader', official],
    ['unit', official],
    ['chief', ['patrol', 'report']],
    ['factory', ['self']],
  ] as const)('keeps of a %s what it may find itself, %j, and no other’s word', async (who, own) => {
    for (const source of HAZARD_SOURCES) {
      const before = await made()
      const answer = await desks[who]()
        .post('/hazards')
        .send(report({ enterprise: places[who], source }))
      const may = own.includes(source as never)
      expect([source, answer.status, await made()]).toEqual([source, may ? 201 : 403, may ? before + 1 : before])
      if (may) continue
      expect([answer.body.code, answer.body.issues[0].at]).toEqual(['not-allowed', 'body.source'])
      expect(answer.body.detail).toContain(own.join(', '))
    }
    if (who === 'factory') await book.owner.query('delete from hazard where enterprise = 2')
  })

  test('is bounded to a year by the database, too', async () => {
    const late = `insert into hazard (enterprise, source, description, found_at, due_at)
      values (1, 'self', '样板', app.now(), app.now() + interval '367 days')`
    await expect(book.owner.query(late)).rejects.toThrow('hazard_due_within_a_year')
  })

  test('tells nobody of a hazard that another scope made with the same request', async () => {
    const sent = report({ description: '只给网格长看' })
    await chief.post('/hazards').send(sent)
    const { status, body, text } = await stranger.post('/hazards').send({ ...sent, enterprise: 2, source: 'self' })
    expect([status, body.code, body.issues[0].at]).toEqual([409, 'request-taken', 'body.request'])
    expect(text).not.toContain('只给网格长看')
  })
})

describe('GET /hazards', () => {
  const items = (body: { rows: HazardRow[] }) => body.rows
  test('lists latest first without losing one of many found at the same moment', async () => {
    await book.owner.query(`insert into hazard (enterprise, source, description, found_at, due_at)
      select 1 + i % 2, 'self', '样板', '2024-05-01Z'::timestamptz + (i / 10) * interval '1 microsecond', '2024-06-01Z' from generate_series(0, 99) i`)
    const { rows } = await book.owner.query('select id from hazard order by found_at desc, id desc')
    const listed = await everyPage(leader, '/hazards', { limit: '7' }, items)
    expect(listed.map(({ id }) => id)).toEqual(rows.map(({ id }) => id as number))
  }) // prettier-ignore

  test('of one enterprise, in its own scope only', async () => {
    const { body } = await leader.get('/hazards').query({ enterprise: '2' })
    expect(body.total).toBe(50)
    expect((await chief.get('/hazards').query({ enterprise: '2' })).body).toEqual({ total: 0, rows: [], next: null })
    const own = await everyPage(stranger, '/hazards', {}, items)
    expect(new Set(own.map(({ enterprise }) => enterprise))).toEqual(new Set([2]))
  })

  test('says how many whole days each is overdue', async () => {
    const { body } = await leader.get('/hazards').query({ enterprise: '2', limit: '1' })
    expect(body.rows[0]).toMatchObject({ overdue: true, overdueDays: 14 })
  })
})
