import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Outcome, Proposal } from '#core/contract/proposals.ts'
import { ENTERPRISE_FIELDS, FIELD_RULES, type FieldAct } from '#core/domain/enterpriseFields.ts'
import { alphaOf } from '#core/domain/majorHazard.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { fromWgs84 } from '../../server/files/datum.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
interface Plant {
  readonly id: number
  readonly grid: number
  readonly department: number
  readonly lng: number
  readonly lat: number
}

let book: FreshDatabase
let plant: Plant
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await book.clock.set(NOW)
  plant =
    await one<Plant>(`select e.id, e.grid, e.lead_department as department, st_x(e.geom) as lng, st_y(e.geom) as lat from enterprise e
    where e.grid is not null and e.lead_department is not null and e.footprint is not null
      and exists (select from hazard_source s where s.enterprise = e.id and s.alpha_people > 0) order by e.id limit 1`)
})
afterAll(() => book.drop())
beforeEach(() => book.owner.query('delete from proposal'))

const one = async <Row>(text: string, values: unknown[] = []) =>
  (await book.owner.query(text, values)).rows[0] as unknown as Row
const actorOf = (post: PostKind, { account = POST_KINDS.indexOf(post) + 1, person = POSTS[post].zh as string } = {}): Actor => {
  const scope = POSTS[post].scope
  return { role: scope, person, account, post, grids: scope === 'grid' ? [plant.grid] : [],
    ...(scope === 'department' && { department: plant.department }), ...(scope === 'enterprise' && { enterprise: plant.id }) }
} // prettier-ignore
const by = (post: PostKind, beside?: { account?: number; person?: string }) => deskOf(book, actorOf(post, beside))
const factsOf = async (post: PostKind = 'data-steward') => (await by(post).get(`/enterprises/${plant.id}/facts`)).body
const change = (fields: object, post: PostKind = 'data-steward') =>
  by(post).post(`/enterprises/${plant.id}`).send({ fields })
const put = (fields: object, post: PostKind = 'safety-manager') =>
  by(post).post(`/enterprises/${plant.id}/proposals`).send({ fields, note: '情况有变' })
async function proposed(fields: object): Promise<Proposal> {
  const { body, status } = await put(fields)
  expect(status, JSON.stringify(body)).toBe(201)
  return Proposal.parse(body)
}
const accept = (id: number, post: PostKind = 'data-steward', beside?: { account?: number; person?: string }) =>
  by(post, beside).post(`/proposals/${id}/acceptance`).send({})
const refuse = (id: number, post: PostKind = 'data-steward') =>
  by(post).post(`/proposals/${id}/refusal`).send({ reason: '依据不足' })
const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
const staffNow = async () =>
  (await one<{ staff: number }>('select staff from enterprise where id = $1', [plant.id])).staff

test('the database has the rule of the core, for every field, post and act', async () => {
  for (const field of ENTERPRISE_FIELDS) for (const act of ['write', 'propose', 'accept'] as const) {
    const { posts } = await one<{ posts: string[] }>('select app.field_posts($1, $2) as posts', [field, act])
    expect(posts, `${field} ${act}`).toEqual([...FIELD_RULES[field][act satisfies FieldAct]])
  }
  expect(await one('select app.field_posts($1, $2) as posts', ['vetoedAt', 'write'])).toEqual({ posts: [] })
}) // prettier-ignore

describe('a change at once', () => {
  test('is made by the data steward, kept with what it was, and audited under that name', async () => {
    const before = await staffNow()
    const { body, status } = await change({ staff: before + 7 })
    expect([status, Outcome.parse(body).fields]).toEqual([201, { staff: { before, after: before + 7 } }])
    expect(await staffNow()).toBe(before + 7)
    const { rows } = await book.owner.query(
      `select person, before -> 'staff' as before, after -> 'staff' as after from audit where topic = 'enterprise' and ids = $1 order by id desc limit 1`,
      [[plant.id]],
    )
    expect(rows).toEqual([{ person: '数据管理员', before, after: before + 7 }])
    const { origins } = await factsOf()
    expect(origins.staff).toEqual({ source: 'person', by: '数据管理员', at: NOW.toISOString() })
    expect(origins.legalPerson.by).toBeNull()
  })

  test('of phone and name of the safety manager is made by the enterprise itself, and the phone is told by nobody', async () => {
    const { status, body } = await change(
      { safetyManager: '钱安', safetyManagerPhone: '0535-0001234' },
      'safety-manager',
    )
    expect([status, body.fields.safetyManagerPhone]).toEqual([201, { concealed: true }])
    expect((await factsOf('safety-manager')).facts).toMatchObject({
      safetyManager: '钱安',
      safetyManagerPhone: '0535-0001234',
    })
    expect((await factsOf('worker')).facts.safetyManagerPhone).toBeNull()
    const kept = await one<{ fields: string }>('select fields::text from enterprise_change order by id desc limit 1')
    expect(kept.fields).not.toContain('0001234')
  })

  test.each(POST_KINDS.filter((kind) => kind !== 'data-steward'))('of its staff is refused to: %s', async (post) => {
    const before = await staffNow()
    expect(told(await change({ staff: before + 1 }, post))).toEqual([403, 'not-allowed'])
    expect(await staffNow()).toBe(before)
  })

  test('is refused where one field of several is not the post’s to write', async () => {
    expect(told(await change({ safetyManager: '孙安', staff: 3 }, 'safety-manager'))).toEqual([403, 'not-allowed'])
  })

  test.each<[string, object, number, string]>([
    ['no code of an industry', { industry: 'D26' }, 400, 'invalid-request'],
    ['a phone of letters', { safetyManagerPhone: 'abc' }, 400, 'invalid-request'],
    ['a field that nobody writes', { vetoedAt: '2026-01-01T00:00:00Z' }, 400, 'invalid-request'],
    ['nothing', {}, 400, 'invalid-request'],
    ['a day without a level', { standardization: null, standardizationUntil: '2027-01-01' }, 422, 'field-refused'],
    ['a boundary that crosses itself', { footprint: { datum: 'wgs84', ring: [[121, 37], [121.01, 37.01], [121.01, 37], [121, 37.01]] } }, 422, 'field-refused'],
    ['a boundary without area', { footprint: { datum: 'wgs84', ring: [[121, 37], [121.01, 37], [121.02, 37]] } }, 422, 'field-refused'],
  ])('%s is refused', async (_, fields, status, code) => {
    expect(told(await change(fields))).toEqual([status, code])
  }) // prettier-ignore

  test('a credit code is checked, and belongs to one', async () => {
    const { scheme } = await factsOf()
    const { other } = await one<{ other: string }>(
      'select identifier as other from enterprise where scheme = $1 and id <> $2 order by id limit 1',
      [scheme, plant.id],
    )
    const { body } = await change({ identifier: other })
    expect([body.code, body.issues[0].at]).toEqual(['field-refused', 'body.fields.identifier'])
  })

  test('what is as it was is no change', async () => {
    const { facts } = await factsOf()
    expect(told(await change({ staff: facts.staff, position: facts.position }))).toEqual([422, 'field-refused'])
  })

  test('a position typed in another datum is stored in WGS 84 within a metre', async () => {
    const wanted = [plant.lng + 1e-4, plant.lat] as [number, number]
    const given = fromWgs84(wanted, 'gcj02')
    expect((await change({ position: { at: given, datum: 'gcj02' } })).status).toBe(201)
    const { away, datum } = await one<{ away: number; datum: string }>(
      'select st_distance(geom::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography) as away, source_datum as datum from enterprise where id = $1',
      [plant.id, ...wanted],
    )
    expect(away).toBeLessThan(1)
    expect(datum).toBe('gcj02')
    await change({ position: { at: [plant.lng, plant.lat], datum: 'wgs84' } })
  })
})

describe('what follows', () => {
  test('an enterprise that moves falls to another grid and is seen by its chief, and no longer by the former', async () => {
    const next = await one<{ id: number; name: string; lng: number; lat: number }>(
      `select g.id, g.name || ' ' || g.code as name, st_x(p.at) as lng, st_y(p.at) as lat
      from grid g, lateral (select st_pointonsurface(g.geom) as at) p where g.level = 3 and g.id <> $1 and app.grid_at(p.at) = g.id order by g.id limit 1`,
      [plant.grid],
    )
    const moved = await proposed({ position: { at: [next.lng, next.lat], datum: 'wgs84' } })
    const preview = await by('grid-chief').post(`/proposals/${moved.id}/rehearsal`)
    expect(preview.status).toBe(201)
    expect(await one('select grid from enterprise where id = $1', [plant.id])).toEqual({ grid: plant.grid })
    const { body, status } = await accept(moved.id, 'grid-chief')
    expect(status).toBe(201)
    expect(body).toEqual(preview.body)
    const grid = body.consequences.find(({ fact }: { fact: string }) => fact === 'grid')
    expect(grid).toMatchObject({ after: next.name, before: expect.any(String), subject: null })
    expect(body.warnings).toEqual(['outside-footprint'])
    expect(await one('select grid from enterprise where id = $1', [plant.id])).toEqual({ grid: next.id })
    expect((await by('grid-chief').get('/proposals')).body.rows).toEqual([])
    const kept = (await by('data-steward').get('/proposals').query({ enterprise: plant.id })).body.rows[0]
    expect(kept).toMatchObject({ state: 'accepted', consequences: body.consequences })
    await change({ position: { at: [plant.lng, plant.lat], datum: 'wgs84' } })
    expect(await one('select grid from enterprise where id = $1', [plant.id])).toEqual({ grid: plant.grid })
  })

  test('another trade has another leading unit', async () => {
    const { industry, leader } = await one<{ industry: string; leader: string }>(
      `select d.industries[1] as industry, d.name as leader from department d
      where cardinality(d.industries) > 0 and d.id <> $1 and app.lead_department(d.industries[1]) = d.id order by d.id limit 1`,
      [plant.department],
    )
    const { facts } = await factsOf()
    const { body } = await change({ industry })
    expect(body.consequences).toContainEqual({
      fact: 'department',
      id: null,
      subject: null,
      before: expect.any(String),
      after: leader,
    })
    await change({ industry: facts.industry })
  })

  test('a boundary that moves counts anew who lives around it, and grades every source by it', async () => {
    const { facts } = await factsOf()
    const people = async () => (await one<{ n: number }>('select app.people_outside($1) as n', [plant.id])).n
    const source = () =>
      one<{ alpha: number; people: number | null; r: number; weighted: number; provisional: boolean }>(
        'select alpha, alpha_people as people, r, sum_weighted as weighted, provisional from hazard_source where enterprise = $1 order by id limit 1',
        [plant.id],
      )
    const was = await source()
    const away = facts.footprint.ring.map(([lng, lat]: [number, number]) => [lng, lat + 0.3])
    const { body } = await change({ footprint: { ring: away, datum: 'wgs84' } })
    expect(await people()).toBe(0)
    const now = await source()
    expect([now.people, now.alpha, now.provisional]).toEqual([0, alphaOf(0), false])
    expect(now.r).toBeCloseTo(now.alpha * was.weighted, 9)
    expect(body.consequences).toContainEqual(
      expect.objectContaining({ fact: 'alphaPeople', before: was.people, after: 0 }),
    )
    expect(body.consequences).toContainEqual(expect.objectContaining({ fact: 'alpha', before: was.alpha, after: 0.5 }))
    await change({ footprint: null })
    expect(await source()).toMatchObject({ people: null, alpha: 2, provisional: true })
    await change({ footprint: { ...facts.footprint, datum: 'wgs84' } })
    expect(await source()).toEqual(was)
    for (const n of [0, 1, 29, 30, 49, 50, 99, 100, 5000])
      expect(await one('select app.alpha_of($1) as alpha', [n])).toEqual({ alpha: alphaOf(n) })
  })

  test('a rehearsal tells the same and leaves no trace', async () => {
    const traces = () =>
      one(`select (select count(*) from enterprise_change)::int as changes, (select count(*) from history)::int as history,
      (select count(*) from audit where act <> 'read')::int as audit, (select sum(version) from layer_version)::int as versions`)
    const before = await traces()
    const { body, status } = await by('safety-manager')
      .post(`/enterprises/${plant.id}/rehearsal`)
      .send({ fields: { position: { at: [0, 0], datum: 'wgs84' } } })
    expect([status, body.warnings]).toEqual([201, ['outside-district', 'no-grid', 'outside-footprint']])
    expect(body.consequences).toContainEqual(expect.objectContaining({ fact: 'grid', after: null }))
    expect(await traces()).toEqual(before)
  })
})

describe('a proposal', () => {
  test('is made by the safety manager, decided by whom the rule names, and by nobody else', async () => {
    for (const post of POST_KINDS) {
      const staff = (await staffNow()) + 1
      const { id } = await proposed({ staff })
      const may = (FIELD_RULES.staff.accept as readonly PostKind[]).includes(post)
      const listed = (await by(post).get('/proposals')).body.rows ?? []
      if (POSTS[post].scope !== 'expert' && POSTS[post].of !== 'nothing')
        expect(
          listed.map((row: Proposal) => [row.id, row.mayDecide]),
          post,
        ).toEqual([[id, may]])
      else expect(listed, post).toEqual([])
      const { status } = await accept(id, post)
      expect(status, post).toBe(may ? 201 : 403)
      expect(await staffNow(), post).toBe(may ? staff : staff - 1)
      await book.owner.query('delete from proposal')
    }
    const position = await proposed({
      position: { at: [plant.lng, plant.lat + 1e-4], datum: 'wgs84' },
      industry: 'C30',
    })
    expect(told(await accept(position.id, 'grid-chief'))).toEqual([403, 'not-allowed'])
    expect(told(await refuse(position.id, 'department-officer'))).toEqual([403, 'not-allowed'])
    expect(told(await refuse(position.id))).toEqual([201, undefined])
  })

  test.each(POST_KINDS.filter((kind) => kind !== 'safety-manager'))('is not made by: %s', async (post) => {
    expect(told(await put({ staff: 1 }, post))).toEqual([403, 'not-allowed'])
  })

  test('of another enterprise is not made, seen or decided', async () => {
    const other = await one<{ id: number }>(
      'select id from enterprise where grid <> $1 and lead_department <> $2 order by id limit 1',
      [plant.grid, plant.department],
    )
    expect(
      told(
        await by('safety-manager')
          .post(`/enterprises/${other.id}/proposals`)
          .send({ fields: { staff: 1 }, note: 'x' }),
      ),
    ).toEqual([404, 'not-found'])
    const { id } = await one<{ id: number }>(
      `insert into proposal (enterprise, fields, note) values ($1, '{"staff": {"before": 1, "after": 2}}', 'x') returning id`,
      [other.id],
    )
    for (const post of ['department-officer', 'grid-chief'] as const) {
      expect(told(await accept(id, post)), post).toEqual([404, 'not-found'])
      expect((await by(post).get('/proposals')).body.total, post).toBe(0)
    }
    expect(told(await by('safety-manager').delete(`/proposals/${id}`))).toEqual([404, 'not-found'])
    // past the server: the doors of the database ask the scope themselves
    await expect(
      inScope(book.pool, actorOf('grid-chief'), (db) =>
        db.run(sql`select app.accept_proposal(${id}::integer, '', null)`),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      inScope(book.pool, actorOf('safety-manager'), (db) =>
        db.run(sql`select app.change_enterprise(${other.id}::integer, '{"safetyManager": "x"}', '', null)`),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('what cannot be is not even proposed', async () => {
    expect(told(await put({ standardization: null, standardizationUntil: '2027-01-01' }))).toEqual([
      422,
      'field-refused',
    ])
    expect(told(await put({ safetyManagerPhone: '0535-1' }))).toEqual([403, 'not-allowed'])
    expect((await by('data-steward').get('/proposals')).body.total).toBe(0)
  })

  test('whose value changed meanwhile is a conflict: listed, refused, and nothing of it applied', async () => {
    const staff = await staffNow()
    const { facts } = await factsOf()
    const stale = await proposed({ staff: staff + 1, address: '新址 1 号' })
    await change({ staff: staff + 5 })
    const [listed] = (await by('data-steward').get('/proposals').query({ state: 'open' })).body.rows
    expect(listed.conflicts).toEqual([{ field: 'staff', before: staff, now: staff + 5, after: staff + 1 }])
    const { body, status } = await accept(stale.id)
    expect([status, body.code, body.issues[0].at]).toEqual([409, 'proposal-conflict', 'fields.staff'])
    expect(told(await by('data-steward').post(`/proposals/${stale.id}/rehearsal`))).toEqual([409, 'proposal-conflict'])
    expect((await factsOf()).facts).toMatchObject({ staff: staff + 5, address: facts.address })
    expect(told(await refuse(stale.id))).toEqual([201, undefined])
  })

  test('is decided once, by whichever of two at once comes first', async () => {
    const staff = await staffNow()
    const { id } = await proposed({ staff: staff + 1 })
    const answers = await Promise.all([
      accept(id),
      accept(id, 'department-officer'),
      refuse(id, 'grid-chief'),
      by('safety-manager').delete(`/proposals/${id}`),
    ])
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
    expect(answers.filter(({ status }) => status >= 300).map(told)).toEqual(
      Array.from({ length: 3 }, () => [409, 'proposal-decided']),
    )
    const { n } = await one<{ n: number }>('select count(*)::int as n from enterprise_change where proposal = $1', [id])
    const { state } = await one<{ state: string }>('select state from proposal where id = $1', [id])
    expect(n).toBe(state === 'accepted' ? 1 : 0)
    expect(await staffNow()).toBe(state === 'accepted' ? staff + 1 : staff)
  })

  test('two of the same value: the second meets what the first made', async () => {
    const staff = await staffNow()
    const [first, second] = [await proposed({ staff: staff + 1 }), await proposed({ staff: staff + 2 })]
    const answers = await Promise.all([accept(first.id), accept(second.id, 'grid-chief')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect([staff + 1, staff + 2]).toContain(await staffNow())
  })

  test('is withdrawn by the enterprise, refused with a reason, and stays as it was decided', async () => {
    const staff = await staffNow()
    const { id } = await proposed({ staff: staff + 1 })
    const { body } = await by('safety-manager').delete(`/proposals/${id}`)
    expect(body).toMatchObject({
      state: 'withdrawn',
      decidedBy: '企业安全管理人员',
      mayDecide: false,
      mayWithdraw: false,
    })
    expect(told(await accept(id))).toEqual([409, 'proposal-decided'])
    const again = await proposed({ staff: staff + 1 })
    expect(told(await by('data-steward').post(`/proposals/${again.id}/refusal`).send({}))).toEqual([
      400,
      'invalid-request',
    ])
    expect((await refuse(again.id)).body).toMatchObject({
      state: 'refused',
      reason: '依据不足',
      decidedAt: NOW.toISOString(),
    })
    for (const text of [
      `update proposal set state = 'open', decided_at = null, decided_by = null where id = $1`,
      `update proposal set note = 'y' where id = $1`,
    ])
      await expect(book.owner.query(text, [again.id])).rejects.toMatchObject({ constraint: 'proposal_decided' })
  })

  test('is not decided by whoever made it, under another post either', async () => {
    const staff = await staffNow()
    const { id } = await proposed({ staff: staff + 1 })
    const same = { account: actorOf('safety-manager').account!, person: '换了岗位的人' }
    expect((await by('grid-chief', same).get('/proposals')).body.rows[0]).toMatchObject({ mayDecide: false })
    expect(told(await accept(id, 'grid-chief', same))).toEqual([403, 'proposal-own'])
    expect(await staffNow()).toBe(staff)
    const decide = (who: string) =>
      book.owner.query(`update proposal set state = 'accepted', decided_at = app.now(), ${who} where id = $1`, [id])
    await expect(decide(`decided_by = 'x', decided_account = ${same.account}`)).rejects.toMatchObject({
      constraint: 'proposal_not_own',
    })
    await expect(decide(`decided_by = proposed_by`)).rejects.toMatchObject({ constraint: 'proposal_not_own' })
    // a namesake with another account is somebody else
    await decide(`decided_by = proposed_by, decided_account = ${same.account + 1}`)
  })

  test('is what the table allows and nothing else', async () => {
    const insert = (columns: string, values: string) =>
      book.owner.query(
        `insert into proposal (enterprise, fields, note ${columns}) values ($1, '{"staff": {}}', 'x' ${values})`,
        [plant.id],
      )
    await expect(insert(', state', `, 'accepted'`)).rejects.toMatchObject({ constraint: 'proposal_decision' })
    await expect(insert(', state, decided_at, decided_by', `, 'refused', app.now(), 'y'`)).rejects.toMatchObject({
      constraint: 'proposal_refused_with_reason',
    })
    await expect(insert(', state, decided_at', `, 'open', app.now()`)).rejects.toMatchObject({
      constraint: 'proposal_decision',
    })
    const { id } = await proposed({ staff: (await staffNow()) + 1 })
    for (const statement of [
      sql`update proposal set state = 'withdrawn' where id = ${id}`,
      sql`delete from proposal`,
      sql`insert into proposal (enterprise, fields, note) values (${plant.id}, '{"staff": {}}', 'x')`,
      sql`update enterprise set staff = 1`,
      sql`delete from enterprise_change`,
    ])
      await expect(inScope(book.pool, actorOf('data-steward'), (db) => db.run(statement))).rejects.toMatchObject({
        code: '42501',
      })
  })

  test('is news to whoever sees the enterprise, and only says that there is some', async () => {
    const version = async () =>
      (await one<{ n: number }>(`select version::int as n from layer_version where layer = 'proposals'`)).n
    const before = await version()
    await proposed({ staff: (await staffNow()) + 1 })
    expect(await version()).toBe(before + 1)
    const { rows } = await book.owner.query(
      `select act, person from audit where topic = 'proposal' order by id desc limit 1`,
    )
    expect(rows).toEqual([{ act: 'insert', person: '企业安全管理人员' }])
  })
})
