import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AssignedLeader, Assignment } from '#core/contract/assignments.ts'
import type { Figures } from '#core/contract/indicators.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { pick, randomOf } from './randomFilters.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
const DAY = 86_400_000
const dayAt = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
const dayBack = (days: number) => dayAt(NOW.getTime() - days * DAY)
const TODAY = dayBack(0)

let book: FreshDatabase
let leader: Desk
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })

/** Two grids and two units; 1–4 are of class A in grid 3 or 4, 5 of class B, 6 of class A and closed. Leaders are the accounts 1–4; 5 holds another post. */
const BOOK = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into department (code, name, person, phone, industries)
    values ('U1', '应急管理局', '钱科长', '0535-1234505', '{C}'), ('U2', '住建局', '孙科长', '0535-1234506', '{E}');
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王主任', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, department) values (2, '2', '应急管理局', '钱科长', '0535-1234505', 1, 1);
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵网格', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周网格', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into enterprise (scheme, identifier, name, industry, status, class_computed, class_rule, geom)
    select 'demo', 'E' || n, '单位' || n, case when n % 2 = 1 then 'C2611' else 'E47' end, case n when 6 then 'closed' else 'active' end,
      case n when 5 then 'B' else 'A' end, 'CL-1', st_setsrid(st_makepoint(case when n % 2 = 1 then 121.005 else 121.015 end, 37.005), 4326)
    from generate_series(1, 6) n order by n;
  insert into account (user_name, name, state) select 'leader' || n, '领导' || n, 'active' from generate_series(1, 5) n order by n;
  insert into post (account, kind, from_at) select id, case id when 5 then 'duty-officer' else 'leader' end, '2020-01-01' from account`

beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(BOOK)
  leader = as({ role: 'government', post: 'leader', person: '林青山' })
})
afterAll(() => book.drop())
beforeEach(async () => {
  await book.clock.set(NOW)
  await many(`alter table assignment disable trigger user; truncate assignment restart identity; alter table assignment enable trigger user;
    delete from inspection; update account set state = 'active', left_at = null; update post set until_at = null`)
})

interface Wanted {
  readonly seen?: number | null
  readonly fromOn?: string
  readonly request?: string
}
const assign = (enterprise: number, account: number, { seen = null, fromOn = TODAY, request = randomUUID() }: Wanted = {}, desk = leader) =>
  desk.post('/assignments').send({ request, enterprise, leader: `account-${account}`, fromOn, seen }) // prettier-ignore
const end = (id: number, untilOn = TODAY, desk = leader) => desk.post(`/assignments/${id}/end`).send({ untilOn, reason: '调整分工' }) // prettier-ignore
const listed = (query: Record<string, string> = {}, desk = leader) =>
  everyPage(desk, '/assignments', { limit: '3', ...query }, (body: { rows: Assignment[] }) => body.rows)
const figure = async (id: string, desk = leader) =>
  ((await desk.get('/indicators').query({ ids: id })).body as Figures).figures[0]!.parts[0]!.n
const rowsOf = async (id: string, desk = leader) =>
  ((await desk.get(`/indicators/${id}/rows`).query({ part: 'all' })).body.rows.items as { id: number }[]).map((row) => row.id).sort() // prettier-ignore
const inForce = async () => Object.fromEntries((await listed({ on: TODAY })).map((one) => [one.enterprise, one.person]))

test('whoever leads on any day is what a history kept in memory says, whatever was assigned, replaced and ended on whatever days', async () => {
  const random = randomOf(98_098)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  /** Half-open days, as text, which is in the order of time. */
  const spans: { id: number; enterprise: number; account: number; from: string; until: string | null }[] = []
  const tally = { assigned: 0, replaced: 0, ended: 0, refused: 0, changed: 0 }
  for (let step = 0; step < 160; step += 1) {
    const now = NOW.getTime() + step * 1.5 * DAY
    await book.clock.set(new Date(now))
    const day = dayAt(now - pick(random, [0, 0, 1, 2, 5, 12, 40, -1]) * DAY)
    const [enterprise, account] = [whole(1, 5), whole(1, 5)]
    const own = spans.filter((one) => one.enterprise === enterprise)
    const open = own.find(({ until }) => until === null)
    const ahead = day > dayAt(now)
    if (open && random() < 0.3) {
      const { status } = await end(open.id, day)
      const refused = ahead || day < open.from
      expect([step, status]).toEqual([step, refused ? 422 : 201])
      if (!refused) open.until = day
      tally[refused ? 'refused' : 'ended'] += 1
      continue
    }
    const lied = random() < 0.15
    const { status, body } = await assign(enterprise, account, { fromOn: day, seen: lied ? 999_999 : (open?.id ?? null) })
    // of a day on which it ended the next may begin
    const overlaps = own.some(({ until }) => until !== null && day < until)
    const refused = account === 5 || ahead || overlaps || (open !== undefined && day < open.from)
    expect([step, status]).toEqual([step, lied ? 409 : refused ? 422 : 201])
    tally[lied ? 'changed' : refused ? 'refused' : open ? 'replaced' : 'assigned'] += 1
    if (status !== 201) continue
    if (open) open.until = day
    spans.push({ id: body.id as number, enterprise, account, from: day, until: null })
  }
  for (const n of Object.values(tally)) expect(n).toBeGreaterThan(5)
  for (let back = -60; back <= 245; back += 5) {
    const day = dayAt(NOW.getTime() + back * DAY)
    const told = (await listed({ on: day })).map(({ enterprise, person, id }) => [enterprise, person, id]).sort()
    const known = spans.filter(({ from, until }) => from <= day && (until === null || day < until))
    expect([day, told]).toEqual([day, known.map((one) => [one.enterprise, `领导${one.account}`, one.id]).sort()])
    expect(new Set(told.map(([enterprise]) => enterprise)).size, 'one on any day').toBe(told.length)
  }
  const all = await listed()
  expect(all.length).toBe(spans.length)
  expect(all.map(({ fromOn }) => fromOn)).toEqual(all.map(({ fromOn }) => fromOn).toSorted().reverse())
  const one = await listed({ leader: 'account-2' })
  expect(one.map(({ id }) => id).sort()).toEqual(spans.filter(({ account }) => account === 2).map(({ id }) => id).sort())
}) // prettier-ignore

describe('one leader of an enterprise', () => {
  test('of several who assign it at once one does, the others are told what stands now', async () => {
    for (const enterprise of [1, 2, 3]) {
      const present = enterprise === 3 ? ((await assign(3, 4)).body.id as number) : null
      const answers = await Promise.all(
        [1, 2, 3, 1, 2].map((account) => assign(enterprise, account, { seen: present })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
      expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(Array(4).fill('assignment-changed')) // prettier-ignore
    }
    expect(await many('select enterprise from assignment where until_on is null order by 1')).toHaveLength(3)
  })
  test('is a constraint: not past the program either, and what was written stays', async () => {
    await assign(1, 1, { fromOn: dayBack(10) })
    const insert = (from: string, until: string | null) =>
      many(
        `insert into assignment (request, enterprise, account, person, from_on, until_on, end_reason, ended_at, ended_by)
          values (gen_random_uuid(), 1, 2, 'x', $1, $2::date, case when $2::date is not null then 'x' end, case when $2::date is not null then app.now() end, case when $2::date is not null then 'x' end)`,
        [from, until],
      )
    await expect(insert(TODAY, null)).rejects.toMatchObject({ constraint: 'assignment_one' })
    await expect(insert(dayBack(20), dayBack(9))).rejects.toMatchObject({ constraint: 'assignment_one' })
    await insert(dayBack(20), dayBack(10))
    for (const change of ["person = '乙'", "from_on = from_on - 1", 'enterprise = 2', 'account = 2', "note = 'x'", "made_at = app.now() - interval '1 hour'"]) // prettier-ignore
      await expect(many(`update assignment set ${change} where until_on is null`), change).rejects.toMatchObject({ constraint: 'assignment_refused_kept' }) // prettier-ignore
    await expect(many('update assignment set until_on = null where until_on is not null')).rejects.toMatchObject({ constraint: 'assignment_refused_kept' }) // prettier-ignore
    await expect(many('delete from assignment')).rejects.toMatchObject({ constraint: 'assignment_refused_kept' })
  })
  test('the same request again assigns nothing, and answers the same', async () => {
    const request = randomUUID()
    const [first, second] = await Promise.all([assign(1, 1, { request }), assign(1, 1, { request })])
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body])
    const other = await assign(1, 2, { request })
    expect([other.status, other.body.code]).toEqual([409, 'request-taken'])
    expect(await listed()).toHaveLength(1)
  })
  test('is ended on the day on which another takes over, and the name is that of the day of assigning', async () => {
    const { body: before } = await assign(1, 1, { fromOn: dayBack(30) })
    await many(`update account set name = '改名了' where id = 1`)
    const { body: now } = await assign(1, 2, { seen: before.id as number, fromOn: dayBack(5) })
    await many(`update account set name = '领导1' where id = 1`)
    const told = (await listed({ enterprise: '1' })).map(({ person, fromOn, untilOn, endReason, endedBy }) => [person, fromOn, untilOn, endReason, endedBy]) // prettier-ignore
    expect(told).toEqual([
      ['领导2', dayBack(5), null, null, null],
      ['领导1', dayBack(30), dayBack(5), '改由他人分包', '林青山'],
    ])
    expect((await end(before.id as number)).status).toBe(409)
    expect((await end(now.id as number)).body).toMatchObject({ untilOn: TODAY, endReason: '调整分工' })
  })
})

describe('an enterprise of class A is leaderless', () => {
  const leaderless = async () => {
    const rows = await rowsOf('class-a-leaderless')
    const faults = (await leader.get('/indicators/coverage-faults/rows').query({ part: 'class-a-leader' })).body.rows.items as { id: number; owner: { desk: string } }[] // prettier-ignore
    expect(faults.map(({ id }) => id)).toEqual(rows)
    for (const { owner } of faults) expect(owner.desk).toBe('government')
    expect(await figure('class-a-leaderless')).toBe(rows.length)
    return rows
  }
  test('until one is assigned, and again where the account left, the post ended, or the assignment did', async () => {
    expect(await leaderless()).toEqual([1, 2, 3, 4])
    for (const enterprise of [1, 2, 3]) await assign(enterprise, enterprise)
    expect(await leaderless()).toEqual([4])
    const version = async () => Number((await many<{ version: string }>(`select version from layer_version where layer = 'assignments'`))[0]!.version) // prettier-ignore
    const before = await version()
    await many(`update account set state = 'left', left_at = app.now() where id = 1`)
    expect([await leaderless(), await version()]).toEqual([[1, 4], before + 1])
    await many(`update post set until_at = app.now() + interval '1 hour' where account = 2`)
    expect(await leaderless()).toEqual([1, 4])
    await book.clock.set(new Date(NOW.getTime() + 3_600_000))
    expect(await leaderless()).toEqual([1, 2, 4])
    const third = (await listed({ enterprise: '3' }))[0]!
    await end(third.id)
    expect(await leaderless()).toEqual([1, 2, 3, 4])
    expect((await listed({ on: TODAY })).map(({ person, active }) => [person, active])).toEqual([['领导2', false], ['领导1', false]]) // prettier-ignore
  })
  test('and all of a filter have one by one act, those that have one keep theirs, and a number that is not that of now is refused', async () => {
    await assign(2, 2)
    await assign(3, 1)
    await many(`update account set state = 'left', left_at = app.now() where id = 1`)
    const all = (leaderless: number, request = randomUUID()) =>
      leader.post('/assignments/all').send({ request, leader: 'account-3', fromOn: TODAY, filter: { class: 'A' }, leaderless }) // prettier-ignore
    const stale = await all(4)
    expect([stale.status, stale.body.code, stale.body.present]).toEqual([409, 'assignment-changed', { leaderless: 3 }])
    const request = randomUUID()
    const answers = await Promise.all([all(3, request), all(3, request)])
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(2).fill([201, { assigned: 3 }]))
    const other = await leader.post('/assignments/all').send({ request, leader: 'account-2', fromOn: TODAY, filter: { class: 'A' }, leaderless: 3 }) // prettier-ignore
    expect([other.status, other.body.code]).toEqual([409, 'request-taken'])
    expect(await inForce()).toEqual({ 1: '领导3', 2: '领导2', 3: '领导3', 4: '领导3' })
    expect(await leaderless()).toEqual([])
    const past = await many<{ n: number }>(`select count(*)::int as n from assignment where until_on is not null`)
    expect(past).toEqual([{ n: 1 }])
  })
})

test('a led visit is late once the days of the rule are over, counted from the latest finished one, else from the first day of all', async () => {
  const first = await assign(1, 1, { fromOn: dayBack(91) })
  await assign(1, 2, { seen: first.body.id as number, fromOn: dayBack(3) })
  await assign(2, 1, { fromOn: dayBack(90) })
  await assign(5, 1, { fromOn: dayBack(200) })
  const late = async () => [await rowsOf('assigned-visits-late'), (await listed({ on: TODAY })).filter((one) => one.late).map((one) => one.enterprise)] // prettier-ignore
  expect(await late()).toEqual([[1], [1]])
  const visit = (enterprise: number, kind: string, days: number) =>
    many(`insert into inspection (enterprise, kind, inspector, inspected_at, findings) values ($1, $2, '领导1', app.now() - make_interval(days => $3), 0)`, [enterprise, kind, days]) // prettier-ignore
  await visit(1, 'patrol', 1)
  await visit(2, 'leader', 91)
  expect(await late()).toEqual([[1, 2], [2, 1].sort()])
  await visit(1, 'leader', 90)
  await visit(2, 'leader', 89)
  expect(await late()).toEqual([[], []])
  const told = (await leader.get('/assignments/leaders')).body.leaders as AssignedLeader[]
  expect(told.map((one) => [one.leader, one.enterprises, one.late])).toEqual([
    ['account-1', 2, 0],
    ['account-2', 1, 0],
    ['account-3', 0, 0],
    ['account-4', 0, 0],
  ])
  expect((await listed({ enterprise: '1' }))[0]).toMatchObject({ visitedDays: 90 })
  expect((await listed({ enterprise: '5' }))[0]).toMatchObject({ visitedAt: null, visitedDays: null, late: false })
  // the number is a rule: another is the next version, and judges at once
  await many(`update assignment_rule set "limit" = 89`)
  expect([(await late())[0], (await leader.get('/assignments/leaders')).body.rule]).toMatchObject([[1], { version: 2, limit: 89 }]) // prettier-ignore
  await many(`update assignment_rule set "limit" = 90`)
})

test('is read in scope, and written by leaders and duty officers alone, of leaders alone', async () => {
  for (const enterprise of [1, 2, 3, 4]) await assign(enterprise, 1)
  const desks = {
    department: as({ role: 'department', department: 1 }),
    grid: as({ role: 'grid', grids: [4] }),
    enterprise: as({ role: 'enterprise', enterprise: 3 }),
  }
  const seen = await Promise.all(Object.values(desks).map(async (desk) => (await listed({}, desk)).map((one) => one.enterprise).sort())) // prettier-ignore
  expect(seen).toEqual([[1, 3], [2, 4], [3]])
  for (const desk of Object.values(desks)) {
    const { leaders, assigns } = (await desk.get('/assignments/leaders')).body as { leaders: AssignedLeader[]; assigns: boolean } // prettier-ignore
    expect([leaders.map((one) => one.leader), assigns]).toEqual([['account-1'], false])
    expect((await assign(5, 1, {}, desk)).status).toBe(403)
    expect((await end(1, TODAY, desk)).status).toBe(403)
  }
  for (const role of ['wall', 'security', 'expert'] as const)
    expect((await as({ role }).get('/assignments')).status, role).toBe(403)
  expect((await as({ role: 'public' }).get('/assignments')).status).toBe(401)
  expect((await assign(5, 1, {}, as({ role: 'government', post: 'data-steward' }))).status).toBe(403)
  expect((await assign(5, 1, {}, as({ role: 'government', post: 'duty-officer' }))).status).toBe(201)
  const refused = async (answer: ReturnType<typeof assign>) => {
    const { status, body } = await answer
    return [status, body.code, body.issues?.[0]?.at]
  }
  expect(await refused(assign(6, 1))).toEqual([422, 'assignment-refused', 'body.enterprise'])
  await end((await listed({ enterprise: '1' }))[0]!.id)
  expect(await refused(assign(1, 5))).toEqual([422, 'assignment-refused', 'body.leader'])
  // invented leaders are for a demonstration alone
  const named = leader.post('/assignments').send({ request: randomUUID(), enterprise: 1, leader: 'name-某领导', fromOn: TODAY, seen: null }) // prettier-ignore
  expect(await refused(named as ReturnType<typeof assign>)).toEqual([422, 'assignment-refused', 'body.leader'])
})
