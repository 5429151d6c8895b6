import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { GridPerson } from '#core/contract/gridPeople.ts'
import type { Actor } from '../../server/db/actor.ts'
import { DAY as DAY_MS, LEADER, LED, NOW, WHOLE } from './coverageCertificatesBook.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'
import { randomOf } from './randomFilters.ts'

let book: FreshDatabase
let leader: Desk
const many = async <Row extends object>(text: string, values: unknown[] = []) => (await book.owner.query<Row>(text, values)).rows // prettier-ignore
const as = (actor: Partial<Actor>) => deskOf(book, { role: 'government', person: '丁', grids: [], ...actor } as Actor)
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(WHOLE)
  await many(LED)
  leader = deskOf(book, LEADER)
})
afterAll(() => book.drop())
beforeEach(async () => {
  await many('truncate grid_person restart identity')
  await book.clock.set(NOW)
})

/** The day of China so many days after that of the book. */
const day = (days = 0) => new Date(NOW.getTime() + days * DAY_MS).toISOString().slice(0, 10)
let requests = 0
const request = () => `b6f0c1e0-0000-4000-8000-${String(++requests).padStart(12, '0')}`
const WORKER = { grid: 3, part: 'worker', name: '李小满', phone: '0535-1239001', fromOn: day() }
const SUBSTITUTE = { ...WORKER, part: 'substitute', name: '王替班', phone: '0535-1239002', untilOn: day(3) }
const add = (more: object, desk = leader) => desk.post('/grid-people').send({ request: request(), ...more })
const added = async (more: object) => {
  const { status, body } = await add(more)
  expect([status, body.detail]).toEqual([201, undefined])
  return body as GridPerson
}
const end = (id: number, untilOn: string, desk = leader) =>
  desk.post(`/grid-people/${id}/end`).send({ untilOn, reason: '调整' })
const listed = async (query: object = {}, desk = leader) =>
  (await desk.get('/grid-people').query(query)).body as { today: string; edits: boolean; people: GridPerson[] }
const faults = async () =>
  (await leader.get('/indicators/coverage-faults/rows').query({ part: 'node-person' })).body.rows.items as { id: number; reason: string }[] // prettier-ignore
const sign = () => leader.post('/coverage/certificates').send({ signer: '林青山' })
const inDays = (days: number) => book.clock.set(new Date(NOW.getTime() + days * DAY_MS))

test('who stands in is called on those days, first and last of them, and on no other', async () => {
  await added({ ...SUBSTITUTE, fromOn: day(1) })
  const called = async () => {
    const grids = (await leader.get('/grids')).body as { id: number; person: string; substitute: { name: string; phone: string; untilOn: string } | null }[] // prettier-ignore
    expect(grids.filter(({ id }) => id !== 3).map(({ substitute }) => substitute)).toEqual([null, null, null])
    const { gridPerson, gridPhone, gridSubstitute } = (await leader.get('/enterprises/1')).body
    expect([gridPerson, gridPhone]).toEqual(['赵网格', '0535-1234502'])
    expect(grids.find(({ id }) => id === 3)?.substitute).toEqual(gridSubstitute)
    return gridSubstitute
  }
  expect(await called()).toBeNull()
  await book.clock.set(new Date('2026-06-15T15:59:59.999Z'))
  expect(await called()).toBeNull()
  for (const at of ['2026-06-15T16:00:00Z', '2026-06-17T15:59:59.999Z']) {
    await book.clock.set(new Date(at))
    expect(await called()).toEqual({ name: '王替班', phone: '0535-1239002', untilOn: day(3) })
  }
  await book.clock.set(new Date('2026-06-17T16:00:00Z'))
  expect(await called()).toBeNull()
  const states = (await listed({ grid: '3' })).people.map(({ state }) => state)
  expect([states, (await listed()).people]).toEqual([['ended'], []])
})

test('the proof of coverage judges who is called today, and the certificate rests on it', async () => {
  await many(
    `insert into account (user_name, name, state, left_at) values ('gone', '王替班', 'left', app.now()), ('zhao', '赵网格', 'active', null)`,
  )
  const signed = await sign()
  expect(signed.status).toBe(201)
  expect(Object.keys(signed.body.data)).toContain('substitutes')
  const check = async () => (await leader.get(`/coverage/certificates/${signed.body.id}/check`)).body as { sameData: boolean; hash: string; faults: number } // prettier-ignore
  await added(SUBSTITUTE)
  expect(await faults()).toMatchObject([{ id: 3, reason: 'left' }])
  expect(await check()).toMatchObject({ sameData: false, faults: 1 })
  expect((await sign()).status).toBe(409)
  // it is not the program alone that refuses
  await expect(many(`insert into coverage_certificate (signer, district_code, district, day, data_version, data, rules, hash)
    select signer, district_code, district, day, data_version, data, rules, hash from coverage_certificate`)).rejects.toThrow('not everything is covered') // prettier-ignore
  await inDays(3)
  expect(await faults()).toEqual([])
  expect(await check()).toMatchObject({ sameData: true, hash: signed.body.hash })
  // a chief who left is no fault while somebody stands in who did not
  await many(`update account set state = 'left', left_at = app.now() where user_name = 'zhao'`)
  expect(await faults()).toMatchObject([{ id: 3, reason: 'left' }])
  await added({ ...SUBSTITUTE, name: '周替班', fromOn: day(3), untilOn: day(4) })
  expect(await faults()).toEqual([])
  await inDays(4)
  expect(await faults()).toMatchObject([{ id: 3, reason: 'left' }])
  // nor is a chief whose phone rings nowhere, while that of the substitute does
  await many(`update grid set phone = '111-1111' where id = 4`)
  expect(await faults()).toMatchObject([{ id: 3 }, { id: 4, reason: 'no-phone' }])
  await added({ ...SUBSTITUTE, grid: 4, fromOn: day(4), untilOn: day(5) })
  expect(await faults()).toMatchObject([{ id: 3 }, { id: 4, reason: 'left' }])
  await many(`update account set state = 'active', left_at = null where user_name = 'gone'`)
  expect(await faults()).toMatchObject([{ id: 3 }])
  await many(`update grid set phone = '0535-1234503' where id = 4`)
  await many(`update account set state = 'active', left_at = null, name = '丁' where user_name in ('zhao', 'gone')`)
})

test('what is wrong is refused with where, why and what to do, and nothing is written', async () => {
  await added(WORKER)
  await added(SUBSTITUTE)
  const before = await many('select * from grid_person order by id')
  const cases: readonly [object, number, string][] = [
    [{ ...SUBSTITUTE, fromOn: day(3), untilOn: null }, 422, 'body.untilOn'],
    [{ ...SUBSTITUTE, grid: 4, untilOn: day() }, 422, 'body.untilOn'],
    [{ ...SUBSTITUTE, grid: 4, untilOn: day(-2) }, 422, 'body.untilOn'],
    [{ ...SUBSTITUTE, grid: 99 }, 422, 'body.grid'],
    [{ ...SUBSTITUTE, grid: 4, name: '待 定' }, 422, 'body.name'],
    [{ ...SUBSTITUTE, grid: 4, name: ' 周网格', phone: '0535 1234503' }, 422, 'body.name'],
    [{ ...WORKER, grid: 4, name: '周 网格', phone: '05351234503' }, 422, 'body.name'],
    [{ ...SUBSTITUTE, grid: 4, phone: '1111-11111' }, 422, 'body.phone'],
    [{ ...SUBSTITUTE, grid: 4, fromOn: day(-1) }, 422, 'body.fromOn'],
    [{ ...SUBSTITUTE, grid: 4, untilOn: day(367) }, 422, 'body.fromOn'],
    [{ ...WORKER, grid: 4, fromOn: '9999-01-01' }, 422, 'body.fromOn'],
    [{ ...WORKER, name: '李 小满', phone: '05351239001', fromOn: day(-9), untilOn: day(1) }, 422, 'body.name'],
    [{ ...SUBSTITUTE, name: '孙替班', fromOn: day(2), untilOn: day(5) }, 409, 'body.fromOn'],
  ]
  for (const [body, status, at] of cases) {
    const answer = await add(body)
    expect([answer.status, answer.body.issues?.map((one: { at: string }) => one.at)], JSON.stringify(body)).toEqual([status, [at]]) // prettier-ignore
    expect(answer.body.detail).toMatch(/[一-龥]+[^\n]*\n[A-Z].*/)
  }
  expect((await add({ ...SUBSTITUTE, grid: 4, untilOn: day(366) })).status).toBe(201)
  await many('delete from history; set session_replication_role = replica; delete from grid_person where grid = 4; reset session_replication_role') // prettier-ignore
  expect(await many('select * from grid_person order by id')).toEqual(before)
})

test('days that were stood in stay, an end is only brought forward, and what has not begun is taken back whole', async () => {
  const standing = await added(SUBSTITUTE)
  const coming = await added({ ...SUBSTITUTE, name: '孙替班', fromOn: day(3), untilOn: day(9) })
  await inDays(1)
  for (const [id, until] of [
    [standing.id, day()],
    [standing.id, day(3)],
    [standing.id, day(4)],
    [coming.id, day(5)],
    [coming.id, day(1)],
  ] as const)
    // prettier-ignore
    expect([until, (await end(id, until)).status]).toEqual([until, 422])
  expect((await end(standing.id, day(1))).body).toMatchObject({ state: 'ended', untilOn: day(1), endedBy: '林青山', endReason: '调整' }) // prettier-ignore
  expect((await end(coming.id, day(3))).body).toMatchObject({ state: 'withdrawn', untilOn: day(3) })
  const again = await end(coming.id, day(3))
  expect([again.status, again.body.present?.state]).toEqual([409, 'withdrawn'])
  // the days are free for somebody else, and what was is still told
  await added({ ...SUBSTITUTE, name: '周替班', fromOn: day(1), untilOn: day(9) })
  const names = async (on: string) => (await listed({ on })).people.map(({ name }) => name)
  await inDays(20)
  expect([await names(day()), await names(day(1)), await names(day(8)), await names(day(9))]).toEqual([['王替班'], ['周替班'], ['周替班'], []]) // prettier-ignore
  expect((await leader.get('/grid-people').query({ on: day(21) })).body.code).toBe('invalid-request')
  // neither the owner of the database changes it in passing
  for (const change of [
    `update grid_person set name = '别人'`,
    `update grid_person set until_on = '2027-01-01'`,
    'delete from grid_person',
  ])
    // prettier-ignore
    await expect(many(change)).rejects.toThrow('refused')
})

test('of two who let somebody stand in at once one is told, and the same request adds nobody twice', async () => {
  const both = await Promise.all([add(SUBSTITUTE), add({ ...SUBSTITUTE, name: '孙替班', fromOn: day(2), untilOn: day(5) })]) // prettier-ignore
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const body = { ...WORKER, request: request() }
  const same = await Promise.all([leader.post('/grid-people').send(body), leader.post('/grid-people').send(body)])
  expect(same.map((one) => [one.status, one.body.id])).toEqual([[201, same[0]!.body.id], [201, same[0]!.body.id]]) // prettier-ignore
  const other = await leader.post('/grid-people').send({ ...body, name: '别人' })
  expect([other.status, other.body.code]).toEqual([409, 'request-taken'])
  expect((await listed()).people.length).toBe(2)
})

test('a grid that is no more has nobody: who stood in ends, what was to come is taken back', async () => {
  await many(
    `insert into grid (level, code, name, person, phone, parent, department) values (2, '2x', '临时组', '钱', '0535-1234599', 1, 2)`,
  )
  const [{ id }] = await many<{ id: number }>(`select id from grid where code = '2x'`) as [{ id: number }] // prettier-ignore
  await added({ ...WORKER, grid: id, fromOn: day(-9) })
  await added({ ...SUBSTITUTE, grid: id, fromOn: day(2) })
  const { id: leaving } = await added({ ...WORKER, grid: id, name: '将离', fromOn: day(-9) })
  expect((await end(leaving, day(30))).status).toBe(201)
  await added(SUBSTITUTE)
  await many('delete from grid where id = $1', [id])
  const people = (await listed({ grid: String(id) })).people
  expect(people.map(({ state, gridName, endReason }) => [state, gridName, endReason])).toEqual([['withdrawn', null, '网格已撤并'], ['ended', null, '网格已撤并'], ['ended', null, '网格已撤并']]) // prettier-ignore
  expect((await listed()).people.map(({ grid }) => grid)).toEqual([3])
  expect((await listed({ grid: String(id) }, as({ role: 'grid', grids: [3] }))).people).toEqual([])
})

describe('is told', () => {
  test('by scope: a chief of the own nodes, a unit of all, and nobody else has the list', async () => {
    await added(WORKER)
    await added({ ...SUBSTITUTE, grid: 4 })
    const seen = async (actor: Partial<Actor>) => (await listed({}, as(actor))).people.map(({ grid, phone }) => [grid, phone]) // prettier-ignore
    expect(await seen({ role: 'grid', grids: [3] })).toEqual([[3, WORKER.phone]])
    expect(await seen({ role: 'grid', grids: [4] })).toEqual([[4, SUBSTITUTE.phone]])
    expect(await seen({ role: 'department', department: 1 })).toEqual([[3, WORKER.phone], [4, SUBSTITUTE.phone]]) // prettier-ignore
    for (const actor of [{ role: 'enterprise', enterprise: 2 }, { role: 'security' }] as Partial<Actor>[])
      expect((await as(actor).get('/grid-people')).status).toBe(403)
    expect((await listed({}, as({ role: 'department', department: 1 }))).edits).toBe(false)
    for (const actor of [
      { role: 'grid', grids: [3] },
      { role: 'department', department: 1 },
      { post: 'duty-officer' },
    ] as Partial<Actor>[])
      // prettier-ignore
      expect((await add({ ...WORKER, name: '别人' }, as(actor))).status).toBe(403)
  })

  test('an enterprise learns who stands in in its grid with the phone, a wall without it, and neither of workers', async () => {
    await added({ ...WORKER, grid: 4 })
    await added({ ...SUBSTITUTE, grid: 4 })
    const own = as({ role: 'enterprise', enterprise: 2 })
    expect((await own.get('/enterprises/2')).body.gridSubstitute).toMatchObject({
      name: '王替班',
      phone: '0535-1239002',
    })
    const rows = async (sql: string, actor: Partial<Actor>) => {
      await book.owner.query('begin')
      try {
        await book.owner.query(`select set_config('app.role', $1, true), set_config('app.enterprise', $2, true)`, [actor.role, '2']) // prettier-ignore
        await book.owner.query('set local role anjian_actor')
        return (await book.owner.query(sql)).rows
      } finally {
        await book.owner.query('rollback')
      }
    }
    expect(await rows('select part from grid_person', { role: 'enterprise' })).toEqual([{ part: 'substitute' }])
    expect(await rows('select part from grid_person', { role: 'wall' })).toEqual([{ part: 'substitute' }])
    expect(await rows('select * from grid_person_contact', { role: 'wall' })).toEqual([])
    expect(await rows('select part from grid_person', { role: 'security' })).toEqual([])
    await expect(rows('select phone from grid_person', { role: 'government' })).rejects.toThrow('permission denied')
  })
})

test('after each of many random acts lists, history, calls and proof are as a ledger in memory has them', async () => {
  const random = randomOf(106)
  const NODES = [1, 2, 3, 4]
  const people = Array.from({ length: 6 }, (_, n) => ({ name: `人员${'甲乙丙丁戊己'[n]}`, phone: `0535-123910${n}` }))
  interface Kept { readonly id: number; readonly grid: number; readonly part: string; readonly name: string; readonly from: string; until: string | null } // prettier-ignore
  const ledger: Kept[] = []
  const chiefs = new Map([[1, '王主任'], [2, '钱科长'], [3, '赵网格'], [4, '周网格']]) // prettier-ignore
  const gone = new Set<string>()
  const meets = (a: { from: string; until: string | null }, b: { from: string; until: string | null }) =>
    a.from < (b.until ?? '9') && b.from < (a.until ?? '9') && a.from < (a.until ?? '9') && b.from < (b.until ?? '9')
  let now = 0
  let refused = 0
  for (let act = 0; act < 160; act++) {
    const chance = random()
    const pick = <Of>(of: readonly Of[]) => of[Math.floor(random() * of.length)]!
    if (chance < 0.45) {
      const part = random() < 0.6 ? 'substitute' : 'worker'
      const [grid, who, from] = [pick(NODES), pick(people), now + Math.floor(random() * 6) - 1]
      const until = part === 'worker' && random() < 0.5 ? null : from + Math.floor(random() * 6)
      const wanted = { from: day(from), until: until === null ? null : day(until) }
      const { status, body } = await add({ grid, part, ...who, fromOn: wanted.from, untilOn: wanted.until })
      const rivals = ledger.filter((one) => one.grid === grid && one.part === part && (part === 'substitute' || one.name === who.name) && meets(one, wanted)) // prettier-ignore
      const bad = until !== null && until <= from ? 422 : part === 'substitute' && from < now ? 422 : rivals.length > 0 ? (part === 'substitute' ? 409 : 422) : 201 // prettier-ignore
      expect([act, status]).toEqual([act, bad])
      if (status === 201) ledger.push({ id: body.id, grid, part, name: who.name, ...wanted })
      else refused++
    } else if (chance < 0.65 && ledger.length > 0) {
      const [one, until] = [pick(ledger), day(now + Math.floor(random() * 5) - 2)]
      const over = (await many<{ ended: boolean }>('select coalesce(until_on <= greatest(app.today(), from_on), false) as ended from grid_person where id = $1', [one.id]))[0]!.ended // prettier-ignore
      const fits = one.until === null || until < one.until
      const allowed = one.from > day(now) ? until === one.from : until >= one.from && (one.part === 'worker' || until >= day(now)) // prettier-ignore
      const { status } = await end(one.id, until)
      expect([act, status]).toEqual([act, over ? 409 : fits && allowed ? 201 : 422])
      if (status === 201) one.until = until
      else refused++
    } else if (chance < 0.75) {
      const grid = pick(NODES)
      chiefs.set(grid, pick(['待定', `网格长${grid}`]))
      await many('update grid set person = $2 where id = $1', [grid, chiefs.get(grid)])
    } else if (chance < 0.82) {
      const { name } = pick(people)
      const state = gone.delete(name) ? 'active' : (gone.add(name), 'left')
      await many(`insert into account (user_name, name, state, left_at) values ($1, $2, $3, case $3 when 'left' then app.now() end) on conflict (user_name) do update set state = excluded.state, left_at = excluded.left_at`, [`u${people.findIndex((one) => one.name === name)}`, name, state]) // prettier-ignore
    } else await inDays((now += Math.floor(random() * 3)))

    const on = (when: string) => ledger.filter(({ from, until }) => from <= when && (until === null || until > when))
    const ids = (of: readonly { id: number }[]) => of.map(({ id }) => id).sort((a, b) => a - b)
    const open = ledger.filter(({ from, until }) => until === null || (until > day(now) && until > from))
    expect(ids((await listed()).people)).toEqual(ids(open))
    const back = day(now - Math.floor(random() * 8))
    expect([act, ids((await listed({ on: back })).people)]).toEqual([act, ids(on(back))])
    const node = pick(NODES)
    expect(ids((await listed({ grid: String(node) })).people)).toEqual(ids(ledger.filter(({ grid }) => grid === node)))
    const called = (grid: number) => on(day(now)).find((one) => one.grid === grid && one.part === 'substitute')?.name ?? chiefs.get(grid)! // prettier-ignore
    const wrong = NODES.filter((grid) => called(grid) === '待定' || gone.has(called(grid)))
    expect([act, ids(await faults())]).toEqual([act, wrong])
  }
  expect([refused > 15, ledger.length > 20, now > 8]).toEqual([true, true, true])
})
