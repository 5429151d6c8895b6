import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CoverageCertificate } from '#core/contract/coverage.ts'
import { checkedAs, sameRules } from '../../client/features/coverage/coverageRules.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { DAY, hashOf, LEADER, LED, NOW, WHOLE } from './coverageCertificatesBook.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'

let book: FreshDatabase
let leader: Desk
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows

const sign = (desk = leader, signer = '林青山') => desk.post('/coverage/certificates').send({ signer })
const check = async (id: number) => (await leader.get(`/coverage/certificates/${id}/check`)).body as { sameData: boolean; hash: string; faults: number } // prettier-ignore
let signed: CoverageCertificate
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(WHOLE)
  await many(LED)
  leader = deskOf(book, LEADER)
  const made = await sign()
  expect([made.status, made.body.detail]).toEqual([201, undefined])
  signed = CoverageCertificate.parse(made.body)
})
afterAll(() => book.drop())

test('a certificate says who signed what, in how much each rule looked, and its hash follows from that alone', () => {
  expect(signed).toMatchObject({ signer: '林青山', district: '样板区', day: '2026-06-15', madeAt: NOW.toISOString() })
  expect(Object.fromEntries(signed.rules.map(({ kind, looked }) => [kind, looked]))).toEqual({
    'territory-gap': 2,
    'territory-overlap': 2,
    'territory-outside': 2,
    'enterprise-no-grid': 3,
    'enterprise-no-lead': 3,
    'enterprise-two-leads': 3,
    'industry-ownerless': 3,
    'class-a-leader': 1,
    'node-person': 4,
    'chief-overload': 2,
    'visit-overdue': 2,
    'source-responsible': 1,
    'place-register': 1,
  })
  expect(signed.hash).toBe(hashOf(signed))
})

test('it is read by government, departments and grids; signed by the posts that may, checked by the government', async () => {
  const path = `/coverage/certificates/${signed.id}`
  for (const actor of [
    { role: 'department', department: 1 },
    { role: 'grid', grids: [3] },
  ] as const) {
    expect((await as(actor).get(path)).body).toEqual(signed)
    expect((await as(actor).get('/coverage')).body.certificate).toEqual(signed)
    expect([(await sign(as(actor))).status, (await as(actor).get(`${path}/check`)).status]).toEqual([403, 403])
  }
  for (const actor of [{ role: 'enterprise', enterprise: 1 }, { role: 'expert' }, { role: 'wall' }] as const)
    expect((await as(actor).get(path)).status, actor.role).toBe(403)
  const officer = await as({ role: 'department', department: 1 }).get('/coverage')
  const looked = Object.fromEntries(officer.body.rules.map((one: { kind: string; looked: number }) => [one.kind, one.looked])) // prettier-ignore
  expect(looked).toMatchObject({ 'territory-gap': 2, 'enterprise-no-grid': 1, 'industry-ownerless': 1, 'visit-overdue': 1, 'node-person': 4 }) // prettier-ignore
  expect((await leader.get('/coverage/certificates/999')).status).toBe(404)
})

test('the same data give the same hash, on another day too, and what no rule looks at changes nothing', async () => {
  expect(await check(signed.id)).toMatchObject({ sameData: true, hash: signed.hash, faults: 0 })
  await many(`update enterprise set address = '迁到隔壁', staff = 7 where id = 1`)
  await book.clock.set(new Date(NOW.getTime() + DAY))
  expect(await check(signed.id)).toMatchObject({ sameData: true, hash: signed.hash, faults: 0 })
  const again = (await sign()).body as CoverageCertificate
  expect([again.day, again.hash === signed.hash, again.hash]).toEqual(['2026-06-16', false, hashOf(again)])
  // the cycle of class A ends
  await book.clock.set(new Date(NOW.getTime() + 30 * DAY))
  expect(await check(signed.id)).toMatchObject({ sameData: true, hash: signed.hash, faults: 1 })
  await book.clock.set(NOW)
})

test('one that was signed by twelve rules stays as it is, and is told from now by its rules, not by its data', async () => {
  const { assignments: _, ...data } = signed.data
  const rules = signed.rules.filter(({ kind }) => kind !== 'class-a-leader')
  // nor were there all layers of now
  const { assignments: __, patrols: ___, ...dataVersion } = signed.dataVersion
  const old = { ...signed, data, rules, dataVersion }
  await many('alter table coverage_certificate disable trigger user')
  const [{ id }] = (await many<{ id: number }>(
    `insert into coverage_certificate (signer, district_code, district, day, data_version, data, rules, hash)
      values ('林青山', '370611', '样板区', $1, $2, $3, $4, $5) returning id`,
    [old.day, old.dataVersion, data, JSON.stringify(rules), hashOf(old)],
  )) as [{ id: number }]
  await many('alter table coverage_certificate enable trigger user')
  const read = CoverageCertificate.parse((await leader.get(`/coverage/certificates/${id}`)).body)
  expect([read.rules.length, read.hash]).toEqual([12, hashOf(read)])
  const checked = await check(id)
  const now = (await leader.get('/coverage')).body.rules as CoverageCertificate['rules']
  const result = { ...checked, sameRules: sameRules(read.rules, now) }
  expect([checked.faults, checkedAs(result, read.hash)]).toEqual([0, 'rules'])
  expect(checkedAs({ ...(await check(signed.id)), sameRules: sameRules(signed.rules, now) }, signed.hash)).toBe('same')
  // data that it names has changed since: that comes first
  await many(`update grid set phone = '0535-7654321' where id = 2`)
  expect(checkedAs({ ...(await check(id)), sameRules: false }, read.hash)).toBe('changed')
  await many(`update grid set phone = '0535-1234505' where id = 2`)
  // and nobody signs by twelve any more
  const twelve = inScope(book.pool, LEADER, (db) =>
    db.run(
      sql`insert into coverage_certificate (signer, data_version, data, rules, hash) select '甲', '{}', data, rules, hash from coverage_certificate where id = ${id}`,
    ),
  )
  await expect(twelve).rejects.toMatchObject({ constraint: 'coverage_certificate_rules_check' })
})

test('one that was signed before rules of supervision decided who leads is told from now by its rules, not as false', async () => {
  const { supervision: _, clauses: __, licences: ___, ...data } = signed.data
  const former = ['enterprise-no-lead', 'enterprise-two-leads', 'industry-ownerless']
  const rules = signed.rules.map((rule) => ({
    ...rule,
    version: former.includes(rule.kind) ? rule.version - 1 : rule.version,
  }))
  const old = { ...signed, data, rules }
  await many('alter table coverage_certificate disable trigger user')
  const [{ id }] = (await many<{ id: number }>(
    `insert into coverage_certificate (signer, district_code, district, day, data_version, data, rules, hash)
      values ('林青山', '370611', '样板区', $1, $2, $3, $4, $5) returning id`,
    [old.day, old.dataVersion, data, JSON.stringify(rules), hashOf(old)],
  )) as [{ id: number }]
  await many('alter table coverage_certificate enable trigger user')
  const read = CoverageCertificate.parse((await leader.get(`/coverage/certificates/${id}`)).body)
  const now = (await leader.get('/coverage')).body.rules as CoverageCertificate['rules']
  const checked = await check(id)
  expect([read.hash, checked.sameData, checkedAs({ ...checked, sameRules: sameRules(read.rules, now) }, read.hash)]).toEqual([hashOf(read), true, 'rules']) // prettier-ignore
})

describe('whatever a rule looks at is in the hash:', () => {
  test.each([
    ['outline of the district', `update district set geom = st_multi(st_makeenvelope(121, 37, 121.02, 37.010000001, 4326))`, `update district set geom = st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326))`], // prettier-ignore
    ['phone of a node', `update grid set phone = '0535-7654321' where id = 2`, `update grid set phone = '0535-1234505' where id = 2`], // prettier-ignore
    ['industry of a unit', `update department set industries = '{C,E}' where id = 1`, `update department set industries = '{C}' where id = 1`], // prettier-ignore
    ['status of an enterprise', `update enterprise set status = 'suspended' where id = 2`, `update enterprise set status = 'active' where id = 2`], // prettier-ignore
    ['class of an enterprise', `update enterprise set class_computed = 'B' where id = 2`, `update enterprise set class_computed = 'C' where id = 2`], // prettier-ignore
    ['visit', `update inspection set inspected_at = inspected_at - interval '1 second' where enterprise = 1`, `update inspection set inspected_at = inspected_at + interval '1 second' where enterprise = 1`], // prettier-ignore
    ['who answers for a source', `update hazard_source set operator = '丁四'`, `update hazard_source set operator = '丙三'`], // prettier-ignore
    ['phone of a place', `update place set phone = '0535-7654321'`, `update place set phone = '0535-1234504'`],
    ['tenant', `insert into tenant (place, name) values (1, '新户')`, `delete from tenant`],
    ['who left', `insert into account (user_name, name, state, left_at) values ('gone', '走了的', 'left', app.now())`, `delete from account where user_name = 'gone'`], // prettier-ignore
    ['who leads an enterprise', `update post set until_at = app.now() where kind = 'leader'`, `update post set until_at = null where kind = 'leader'`], // prettier-ignore
    ['rule of supervision', `insert into supervision_rule (request, part, basis, department, principle, clause, from_on) values (gen_random_uuid(), 'support', 'district', 2, 'territorial', app.unit_clause(), '2022-01-01')`,
      `alter table supervision_rule disable trigger user; delete from supervision_rule; alter table supervision_rule enable trigger user`], // prettier-ignore
    ['repeal of a clause that is cited', `update law_clause set repealed_on = '2030-01-01' where id = app.unit_clause()`,
      `alter table law_clause disable trigger user; update law_clause set repealed_on = null where repealed_on = '2030-01-01'; alter table law_clause enable trigger user`], // prettier-ignore
    ['what names nobody', `insert into coverage_nobody values ('待招聘')`, `delete from coverage_nobody where name = '待招聘'`], // prettier-ignore
  ])('%s', async (_what, change, back) => {
    await many(change)
    const changed = await check(signed.id)
    await many(back)
    expect([changed.sameData, changed.hash === signed.hash]).toEqual([false, false])
    expect(await check(signed.id)).toMatchObject({ sameData: true, hash: signed.hash })
  })
  test('number of a rule, which is no data', async () => {
    await many(`update coverage_rule set "limit" = 79 where kind = 'chief-overload'`)
    const changed = await check(signed.id)
    expect([changed.sameData, changed.hash === signed.hash]).toEqual([true, false])
    await many(`alter table coverage_rule disable trigger user;
      update coverage_rule set "limit" = 80, version = 1 where kind = 'chief-overload'; alter table coverage_rule enable trigger user`)
    expect((await check(signed.id)).hash).toBe(signed.hash)
  })
})

describe('nothing is signed while anything is found', () => {
  const certificates = async () => (await many('select id from coverage_certificate')).length
  test.each([
    ['enterprise-no-grid', `update enterprise set geom = st_setsrid(st_makepoint(122, 38), 4326) where id = 2`, `update enterprise set geom = st_setsrid(st_makepoint(121.015, 37.005), 4326) where id = 2`], // prettier-ignore
    ['enterprise-two-leads', `update department set industries = '{C,E}' where id = 1`, `update department set industries = '{C}' where id = 1`], // prettier-ignore
    ['class-a-leader', `update post set until_at = app.now() where kind = 'leader'`, `update post set until_at = null where kind = 'leader'`], // prettier-ignore
    ['node-person', `update grid set person = '待定' where id = 4`, `update grid set person = '周网格' where id = 4`],
    ['visit-overdue', `update inspection set kind = 'self' where enterprise = 1`, `update inspection set kind = 'patrol' where enterprise = 1`], // prettier-ignore
    ['source-responsible', `update hazard_source set operator = null`, `update hazard_source set operator = '丙三'`],
    ['place-register', `update place set person = null`, `update place set person = '楼长'`],
  ])('%s', async (kind, change, back) => {
    await many(change)
    const before = await certificates()
    const { status, body } = await sign()
    await many(back)
    expect([status, body.code, body.issues.map(({ at }: { at: string }) => at)]).toEqual([409, 'coverage-not-whole', [kind]]) // prettier-ignore
    expect(body.detail).toMatch(/ 1。[^]+: .* 1\. /)
    expect(await certificates()).toBe(before)
  })
  test('land that no grid covers, which the grid along it is proposed to mend', async () => {
    const shape = (east: number) =>
      `update grid set geom = st_multi(st_makeenvelope(121.01, 37, ${east}, 37.01, 4326)) where id = 4`
    await many(shape(121.0195))
    const { status, body } = await sign()
    const found = async (desk: Desk) =>
      (await desk.get('/indicators/coverage-faults/rows').query({ part: 'territory-gap' })).body.rows.items
    const [gap, ...others] = await found(leader)
    const [own, neighbour] = [
      await found(as({ role: 'grid', grids: [4] })),
      await found(as({ role: 'grid', grids: [3] })),
    ]
    // what a trigger might have missed: the check proves anew
    await many('delete from coverage_territory')
    const checked = await check(signed.id)
    await many(shape(121.02))
    expect([status, body.issues[0].at, others]).toEqual([409, 'territory-gap', []])
    expect(gap).toMatchObject({
      name: '东网格',
      owner: { desk: 'grid', id: 4, name: '东网格' },
      area: expect.closeTo(49_300, -3),
    })
    expect([own, neighbour]).toEqual([[gap], []])
    expect([checked.sameData, checked.faults]).toEqual([false, 1])
    expect(await check(signed.id)).toMatchObject({ sameData: true, hash: signed.hash, faults: 0 })
  })
  test.each([
    ['grid', 'update enterprise set grid = 3 where id = 2', 'update enterprise set grid = 4 where id = 2'],
    ['grid though it lies nowhere', 'update enterprise set geom = null where id = 2; update enterprise set grid = 4 where id = 2', `update enterprise set geom = st_setsrid(st_makepoint(121.015, 37.005), 4326) where id = 2`],
    ['unit', 'update enterprise set lead_department = 2 where id = 1', 'update enterprise set lead_department = 1 where id = 1'],
  ])('an enterprise kept under a %s that is not its own', async (_what, change, back) => {
    await many(change)
    const before = await certificates()
    const { status, body } = await sign()
    await many(back)
    expect([status, body.code, body.detail]).toEqual([409, 'coverage-not-whole', expect.stringContaining('重新归属')])
    expect(await certificates()).toBe(before)
  }) // prettier-ignore
  test('a district without an outline, where no ground was looked at', async () => {
    await many('create temporary table outline as select geom from district')
    await many('update district set geom = null')
    const { status, body } = await sign()
    const rules = (await leader.get('/coverage')).body.rules as { kind: string; looked: number }[]
    await many('update district set geom = outline.geom from outline')
    expect([status, body.code, body.detail]).toEqual([409, 'coverage-not-whole', expect.stringContaining('区界')])
    expect(rules.slice(0, 3).map(({ looked }) => looked)).toEqual([0, 2, 0])
    expect((await leader.get('/coverage')).body.rules[0].looked).toBe(2)
  })
  test('by a rule of another width than that by which land was looked at', async () => {
    const narrow = many(`update coverage_rule set "limit" = 1 where kind = 'territory-gap'`)
    await expect(narrow).rejects.toMatchObject({ constraint: 'coverage_rule_width' })
  })
  test('holes about one centre are two faults, each of which a page shows once', async () => {
    const square = (half: number) => `st_expand(st_setsrid(st_makepoint(121.015, 37.007), 4326), ${half})`
    const ring = `st_difference(${square(0.0004)}, ${square(0.0003)})`
    await many(`update grid set geom = st_multi(st_difference(st_difference(geom, ${ring}), ${square(0.0001)})) where id = 4`)
    const page = async (after?: string) => (await leader.get('/indicators/coverage-faults/rows').query({ part: 'territory-gap', limit: 1, ...(after && { after }) })).body
    const first = await page()
    const second = await page(first.next)
    await many('update grid set geom = st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)) where id = 4')
    expect([first.total, first.rows.items.length, second.rows.items.length, second.next]).toEqual([2, 1, 1, null])
    expect(second.rows.items[0].key).not.toBe(first.rows.items[0].key)
  }) // prettier-ignore
  test('not by the database either, whatever the program says', async () => {
    const insert = () =>
      inScope(book.pool, LEADER, (db) =>
        db.run(
          sql`insert into coverage_certificate (signer, data_version, data, rules, hash) select '甲', '{}', '{}', rules, hash from coverage_certificate order by id limit 1`,
        ),
      )
    await many(`update grid set person = '待定' where id = 4`)
    await expect(insert()).rejects.toMatchObject({ constraint: 'coverage_certificate_whole' })
    await many(`update grid set person = '周网格' where id = 4`)
    await many(`update account set state = 'left', left_at = app.now() where user_name = 'lin'`)
    await expect(insert()).rejects.toMatchObject({ constraint: 'coverage_certificate_whole' })
    await many(`update account set state = 'active', left_at = null where user_name = 'lin'`)
    const steady = many(`update coverage_certificate set signer = '乙'`)
    await expect(steady).rejects.toMatchObject({ constraint: 'coverage_certificate_kept' })
    await expect(many('delete from coverage_certificate')).rejects.toMatchObject({ constraint: 'coverage_certificate_kept' }) // prettier-ignore
    await expect(many('truncate coverage_certificate')).rejects.toMatchObject({ constraint: 'coverage_certificate_kept' }) // prettier-ignore
  })
})
