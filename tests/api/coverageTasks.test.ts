import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CoverageTask } from '#core/contract/coverageTasks.ts'
import { settleTasks } from '../../server/features/coverageTasks/settling.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'
import { randomOf } from './randomFilters.ts'

let book: FreshDatabase
/** Noon of China. */
const NOON = new Date('2027-06-15T04:00:00Z')
const LATER = (days: number) => new Date(NOON.getTime() + days * 86_400_000)
const DAY = (at: Date) => at.toISOString().slice(0, 10)
const many = async <Row extends object>(text: string, values: unknown[] = []) => (await book.owner.query<Row>(text, values)).rows // prettier-ignore

let leader: Desk
let officer: Desk
/** Nodes whose person is changed at will: each is a fault of its own where nobody is named. */
let nodes: { id: number; name: string; person: string }[]
let chiefs: Desk[]
let department: Desk
let departments: number[]
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  leader = deskOf(book, { role: 'government', person: '甲', grids: [] })
  officer = deskOf(book, { role: 'government', person: '乙', grids: [] })
  nodes = await many('select id, name, person from grid where level = 3 order by id limit 6')
  chiefs = nodes.map(({ id }) => deskOf(book, { role: 'grid', person: `网格长 ${id}`, grids: [id] }))
  departments = (await many<{ id: number }>('select id from department order by id limit 2')).map(({ id }) => id)
  department = deskOf(book, { role: 'department', person: '丙', grids: [], department: departments[0]! })
})
afterAll(() => book.drop())
beforeEach(() => book.clock.set(NOON))

let requests = 0
const request = () => `c6f0c1e0-0000-4000-8000-${String(++requests).padStart(12, '0')}`
const keyOf = (node: number) => `node-person:${nodes[node]!.id}`
const spoil = (node: number) => many(`update grid set person = '待定' where id = $1`, [nodes[node]!.id])
const mend = (node: number) => many('update grid set person = $2 where id = $1', [nodes[node]!.id, nodes[node]!.person])
const give = (node: number, more: object = {}, desk = leader) =>
  desk.post('/coverage-tasks').send({ request: request(), fault: keyOf(node), ...more })
const given = async (node: number, more: object = {}) => {
  const { status, body } = await give(node, more)
  expect([status, body.detail]).toEqual([201, undefined])
  return body as CoverageTask
}
const listed = async (query: object = {}, desk = leader) =>
  (await desk.get('/coverage-tasks').query({ limit: 200, ...query })).body as { total: number; rows: CoverageTask[]; gives: boolean; rules: { days: number }[] } // prettier-ignore
const taskOf = async (id: number, desk = leader) => (await listed({}, desk)).rows.find((one) => one.id === id)
const figures = async (desk = leader, query: object = {}) => {
  const { body } = await desk.get('/indicators').query({ ids: 'coverage-tasks-open,coverage-tasks-late', ...query })
  return (body.figures as { parts: { n: number }[] }[]).map(({ parts }) => parts[0]?.n)
}
const clearAll = async () => {
  for (const at of nodes.keys()) await mend(at)
  await settleTasks(book.pool)
  for (const { id, version, state } of (await listed()).rows)
    if (state !== 'withdrawn')
      await leader.post(`/coverage-tasks/${id}/withdraw`).send({ seen: version, reason: '收拾' })
}

test('a fault is given by one press: to whom the rule proposes, in the days of the rule; a sent request twice gives once', async () => {
  await spoil(0)
  const body = { request: request(), fault: keyOf(0) }
  const one = await leader.post('/coverage-tasks').send(body)
  expect(one.body).toMatchObject({
    fault: keyOf(0), kind: 'node-person', state: 'open', daysLeft: 7, dueOn: DAY(LATER(7)), givenBy: '甲', seenAt: null, clearedAt: null,
    owner: { desk: 'government', id: null }, told: { name: nodes[0]!.name, reason: 'nobody' }, history: [{ kind: 'given', by: '甲' }],
  }) // prettier-ignore
  expect((await leader.post('/coverage-tasks').send(body)).body).toEqual(one.body)
  const other = await leader.post('/coverage-tasks').send({ ...body, note: '另一句' })
  expect([other.status, other.body.code]).toEqual([409, 'request-taken'])
  const { rows } = (await leader.get('/indicators/coverage-faults/rows').query({ part: 'node-person' })).body.rows.items.length ? { rows: (await leader.get('/indicators/coverage-faults/rows').query({ part: 'node-person' })).body.rows.items } : { rows: [] } // prettier-ignore
  expect((rows as { key: string; task: unknown }[]).find(({ key }) => key === keyOf(0))?.task).toMatchObject({ id: one.body.id, daysLeft: 7, seen: false, given: true }) // prettier-ignore
  expect((await listed()).rules).toHaveLength(13)
  await clearAll()
})

test('what the prover does not find is no task, and of two who give at once the second is told what stands', async () => {
  const none = await give(1)
  expect([none.status, none.body.code, none.body.issues?.[0]?.at]).toEqual([422, 'coverage-task-refused', 'body.fault'])
  for (const fault of ['x', 'node-person:', 'node-person:99999999999', 'territory-gap:x', 'industry-ownerless:%', ':1'])
    expect([fault, (await leader.post('/coverage-tasks').send({ request: request(), fault })).status]).toEqual([
      fault,
      422,
    ])
  await spoil(1)
  const both = await Promise.all([give(1), give(1, {}, officer), give(1), give(1, {}, officer)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
  const made = both.find(({ status }) => status === 201)!.body as CoverageTask
  expect((await listed({ fault: keyOf(1) })).total).toBe(1)
  const after = await give(1)
  expect([after.body.code, after.body.present.id]).toEqual(['coverage-task-changed', made.id])
  await clearAll()
})

test('only the prover ends a task: an answer does not, and a fault that returns opens it again with its history', async () => {
  await spoil(2)
  const owner = { desk: 'grid', id: nodes[2]!.id }
  const task = await given(2, { owner, note: '请配人' })
  expect(await taskOf(task.id, chiefs[2])).toMatchObject({ mine: true, owner: { name: nodes[2]!.name } })
  const answer = await chiefs[2]!.post(`/coverage-tasks/${task.id}/answers`).send({ note: '已配好' })
  expect([answer.status, answer.body.state]).toEqual([201, 'open'])
  expect(answer.body.seenAt).not.toBeNull()
  await settleTasks(book.pool)
  expect((await taskOf(task.id))?.state).toBe('open')
  await book.clock.set(LATER(1))
  await mend(2)
  expect(await settleTasks(book.pool)).toBe(1)
  expect(await settleTasks(book.pool)).toBe(0)
  expect(await taskOf(task.id)).toMatchObject({ state: 'cleared', clearedAt: LATER(1).toISOString() })
  const late = await chiefs[2]!.post(`/coverage-tasks/${task.id}/answers`).send({ note: '再说一句' })
  expect([late.status, late.body.code]).toEqual([422, 'coverage-task-refused'])
  await book.clock.set(LATER(20))
  await spoil(2)
  expect(await settleTasks(book.pool)).toBe(1)
  const again = await taskOf(task.id)
  expect(again).toMatchObject({ state: 'open', dueOn: DAY(LATER(27)), daysLeft: 7 })
  expect(again!.history.map(({ kind, by }) => [kind, by])).toEqual([
    ['given', '甲'], ['seen', chiefNameOf(2)], ['answered', chiefNameOf(2)], ['cleared', '无盲区核对'], ['returned', '无盲区核对'],
  ]) // prettier-ignore
  await book.clock.set(LATER(28))
  expect(await figures()).toEqual([1, 1])
  expect(await settleTasks(book.pool)).toBe(1)
  expect((await taskOf(task.id))!.history.at(-1)).toMatchObject({ kind: 'late' })
  expect(await settleTasks(book.pool)).toBe(0)
  await clearAll()
})
const chiefNameOf = (node: number) => `网格长 ${nodes[node]!.id}`

test('an objection proposes another owner, who has it once the government moves it; what was not seen on is refused', async () => {
  await spoil(3)
  const task = await given(3, { owner: { desk: 'grid', id: nodes[3]!.id } })
  const same = await chiefs[3]!.post(`/coverage-tasks/${task.id}/answers`).send({ note: '不归我管', owner: { desk: 'grid', id: nodes[3]!.id } }) // prettier-ignore
  expect([same.status, same.body.issues?.[0]?.at]).toEqual([422, 'body.owner'])
  const no = await chiefs[3]!.post(`/coverage-tasks/${task.id}/answers`).send({ note: '不归我管', owner: { desk: 'department', id: departments[0] } }) // prettier-ignore
  expect(no.body).toMatchObject({ owner: { desk: 'grid' }, history: [{}, {}, { kind: 'answered', note: '不归我管', owner: { desk: 'department', id: departments[0] } }] }) // prettier-ignore
  expect(await taskOf(task.id, department)).toBeUndefined()
  const body = { seen: no.body.version as number, owner: { desk: 'department', id: departments[0] }, dueOn: DAY(LATER(3)), note: '改由部门办' } // prettier-ignore
  const moved = await Promise.all([0, 1].map(() => leader.post(`/coverage-tasks/${task.id}/owner`).send(body)))
  expect(moved.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(await taskOf(task.id, department)).toMatchObject({ mine: true, seenAt: null, dueOn: DAY(LATER(3)) })
  expect(await taskOf(task.id, chiefs[3])).toBeUndefined()
  const stale = await leader.post(`/coverage-tasks/${task.id}/withdraw`).send({ seen: body.seen, reason: 'x' })
  expect([stale.status, stale.body.present.id]).toEqual([409, task.id])
  const past = await leader.post(`/coverage-tasks/${task.id}/owner`).send({ ...body, seen: stale.body.present.version, dueOn: DAY(LATER(-1)) }) // prettier-ignore
  expect([past.status, past.body.issues?.[0]?.at]).toEqual([422, 'body.dueOn'])
  const never = await leader.post(`/coverage-tasks/${task.id}/owner`).send({ ...body, seen: stale.body.present.version, dueOn: '9999-12-31' }) // prettier-ignore
  expect([never.status, never.body.issues?.[0]?.at]).toEqual([422, 'body.dueOn'])
  const nobody = await leader.post(`/coverage-tasks/${task.id}/owner`).send({ ...body, seen: stale.body.present.version, owner: { desk: 'grid', id: 999_999 } }) // prettier-ignore
  expect([nobody.status, nobody.body.issues?.[0]?.at]).toEqual([422, 'body.owner'])
  await clearAll()
})

test('whoever gave it takes it back without a word until its owner has seen it', async () => {
  await spoil(4)
  const owner = { desk: 'grid', id: nodes[4]!.id }
  const first = await given(4, { owner })
  const foreign = await officer.post(`/coverage-tasks/${first.id}/withdraw`).send({ seen: first.version })
  expect([foreign.status, foreign.body.issues?.[0]?.at]).toEqual([422, 'body.reason'])
  expect((await leader.post(`/coverage-tasks/${first.id}/withdraw`).send({ seen: first.version })).body.state).toBe('withdrawn') // prettier-ignore
  const second = await given(4, { owner })
  expect((await leader.post(`/coverage-tasks/${second.id}/sight`).send({})).body.seenAt).toBeNull()
  const seen = await chiefs[4]!.post(`/coverage-tasks/${second.id}/sight`).send({})
  expect([seen.body.seenAt, seen.body.version]).toEqual([NOON.toISOString(), second.version])
  const without = await leader.post(`/coverage-tasks/${second.id}/withdraw`).send({ seen: second.version })
  expect([without.status, without.body.issues?.[0]?.at]).toEqual([422, 'body.reason'])
  const said = await leader.post(`/coverage-tasks/${second.id}/withdraw`).send({ seen: second.version, reason: '重复' })
  expect(said.body).toMatchObject({ state: 'withdrawn', history: [{}, {}, { kind: 'withdrawn', note: '重复', by: '甲' }] }) // prettier-ignore
  await clearAll()
})

describe('who sees and does what', () => {
  test('an owner its own, the government all, nobody else any; none but the government gives, moves or withdraws', async () => {
    await spoil(0)
    const task = await given(0, { owner: { desk: 'grid', id: nodes[0]!.id } })
    for (const desk of [chiefs[1], department]) expect(await taskOf(task.id, desk)).toBeUndefined()
    expect(await taskOf(task.id, chiefs[0])).toMatchObject({ mine: true })
    expect(await figures(chiefs[0])).toEqual([1, 0])
    expect(await figures(chiefs[1])).toEqual([0, 0])
    expect(await figures(deskOf(book, { role: 'enterprise', person: 'x', grids: [], enterprise: 1 }))).toEqual([undefined, undefined]) // prettier-ignore
    for (const desk of [chiefs[0]!, department]) {
      expect((await give(0, {}, desk)).status).toBe(403)
      expect((await desk.post(`/coverage-tasks/${task.id}/withdraw`).send({ seen: 0, reason: 'x' })).status).toBe(403)
    }
    expect((await chiefs[1]!.post(`/coverage-tasks/${task.id}/answers`).send({ note: 'x' })).status).toBe(404)
    // the government reads it, and does not answer for its owner
    expect((await leader.post(`/coverage-tasks/${task.id}/answers`).send({ note: 'x' })).status).toBe(403)
    expect((await chiefs[1]!.post(`/coverage-tasks/${task.id}/sight`).send({})).status).toBe(404)
    expect((await listed({}, chiefs[0])).gives).toBe(false)
    // past the program: nobody calls it done
    const asked = (text: string) => book.owner.query(`begin; set local role anjian_actor; set local app.role = 'government'; ${text}; rollback`).then(() => 'done', async ({ code }) => { await book.owner.query('rollback'); return code as string }) // prettier-ignore
    expect(await asked(`update coverage_task set cleared_at = now() where id = ${task.id}`)).toBe('42501')
    expect(
      await asked(`insert into coverage_task_event (task, kind, made_by) values (${task.id}, 'cleared', 'x')`),
    ).toBe('42501')
    expect(await asked(`delete from coverage_task`)).toBe('42501')
    await clearAll()
  })
})

test('random histories: state, owner, due day and figures are those of a ledger kept in memory', async () => {
  const random = randomOf(105)
  interface Kept {
    id: number
    node: number
    owner: number
    due: number
    open: boolean
    withdrawn: boolean
  }
  const ledger: Kept[] = []
  const spoilt = new Set<number>()
  let day = 40
  await book.clock.set(LATER(day))
  for (let act = 0; act < 220; act++) {
    const node = Math.floor(random() * nodes.length)
    const standing = ledger.find((one) => one.node === node && !one.withdrawn)
    const kind = Math.floor(random() * 6)
    if (kind === 0) {
      await spoil(node)
      spoilt.add(node)
    } else if (kind === 1) {
      await mend(node)
      spoilt.delete(node)
    } else if (kind === 2) {
      day += Math.floor(random() * 6)
      await book.clock.set(LATER(day))
    } else if (kind === 3) {
      const owner = Math.floor(random() * nodes.length)
      const { status, body } = await give(node, { owner: { desk: 'grid', id: nodes[owner]!.id } })
      expect(status, String(act)).toBe(!spoilt.has(node) ? 422 : standing ? 409 : 201)
      if (status === 201) ledger.push({ id: body.id, node, owner, due: day + 7, open: true, withdrawn: false })
    } else if (kind === 4 && standing) {
      const owner = Math.floor(random() * nodes.length)
      const due = day + Math.floor(random() * 9)
      const { version } = (await taskOf(standing.id))!
      const { status } = await leader.post(`/coverage-tasks/${standing.id}/owner`).send({ seen: version, owner: { desk: 'grid', id: nodes[owner]!.id }, dueOn: DAY(LATER(due)) }) // prettier-ignore
      expect(status, String(act)).toBe(standing.open ? 201 : 409)
      if (status === 201) Object.assign(standing, { owner, due })
    } else if (kind === 5 && standing && random() < 0.4) {
      const { version } = (await taskOf(standing.id))!
      expect((await leader.post(`/coverage-tasks/${standing.id}/withdraw`).send({ seen: version, reason: 'x' })).status).toBe(201) // prettier-ignore
      standing.withdrawn = true
    }
    await settleTasks(book.pool)
    for (const one of ledger.filter(({ withdrawn }) => !withdrawn)) {
      const isFound = spoilt.has(one.node)
      if (isFound && !one.open) one.due = Math.max(one.due, day + 7)
      one.open = isFound
    }
    const expected = ledger.map(({ id, owner, due, open, withdrawn }) => ({ id, owner: nodes[owner]!.id, dueOn: DAY(LATER(due)), state: withdrawn ? 'withdrawn' : !open ? 'cleared' : due < day ? 'late' : 'open' })) // prettier-ignore
    const ids = new Set(ledger.map(({ id }) => id))
    const { rows } = await listed()
    const found = rows.filter(({ id }) => ids.has(id)).toReversed()
    expect(found.map(({ id, owner, dueOn, state }) => ({ id, owner: owner.id, dueOn, state })), String(act)).toEqual(expected) // prettier-ignore
    const open = expected.filter(({ state }) => state === 'open' || state === 'late')
    expect(await figures()).toEqual([open.length, open.filter(({ state }) => state === 'late').length])
    if (act % 15 === 0)
      for (const [at, desk] of chiefs.entries()) {
        const own = open.filter(({ owner }) => owner === nodes[at]!.id)
        expect((await listed({ state: 'open' }, desk)).rows.map(({ id }) => id).toReversed()).toEqual(own.map(({ id }) => id)) // prettier-ignore
        expect(await figures(desk)).toEqual([own.length, own.filter(({ state }) => state === 'late').length])
      }
  }
  expect(ledger.length).toBeGreaterThan(5)
  await clearAll()
})

test('figures follow the filter as faults do, and their rows are what they count', async () => {
  await spoil(0)
  await spoil(1)
  await many(`update enterprise set grid = null where id = (select min(id) from enterprise where status = 'active' and class = 'C')`) // prettier-ignore
  const [{ id, grid } = { id: 0, grid: 0 }] = await many<{ id: number; grid: number }>(`select e.id, g.id as grid from enterprise e join grid g on g.level = 3 and st_intersects(g.geom, e.geom) where e.grid is null and e.status = 'active' order by e.id limit 1`) // prettier-ignore
  await given(0)
  await given(1)
  const { status } = await leader
    .post('/coverage-tasks')
    .send({ request: request(), fault: `enterprise-no-grid:${id}` })
  expect(status).toBe(201)
  expect(await figures()).toEqual([3, 0])
  expect(await figures(leader, { grid: String(nodes[0]!.id) })).toEqual([1, 0])
  expect(await figures(leader, { class: 'C' })).toEqual([3, 0])
  expect(await figures(leader, { class: 'A' })).toEqual([2, 0])
  const { body } = await leader.get('/indicators/coverage-tasks-open/rows').query({ part: 'all' })
  expect([body.total, body.rows.items.map(({ fault }: CoverageTask) => fault)]).toEqual([3, [`enterprise-no-grid:${id}`, keyOf(1), keyOf(0)]]) // prettier-ignore
  const sheet = await leader.get('/exports/indicators/coverage-tasks-open.csv').query({ part: 'all' })
  expect(sheet.text.trim().split('\n').length).toBeGreaterThanOrEqual(4)
  await many('update enterprise set grid = $2 where id = $1', [id, grid])
  await clearAll()
})
