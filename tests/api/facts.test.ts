import { describe, expect, test } from 'vitest'
import { Outcome } from '#core/contract/proposals.ts'
import { ENTERPRISE_FIELDS, FIELD_RULES, type FieldAct } from '#core/domain/enterpriseFields.ts'
import { alphaOf } from '#core/domain/majorHazard.ts'
import { POST_KINDS } from '#core/domain/posts.ts'
import { fromWgs84 } from '../../server/files/datum.ts'
import { NOW, proposalsBook } from './proposalsBook.ts'

const proposals = proposalsBook()
const { one, by, factsOf, change, proposed, accept, told, staffNow } = proposals

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
    const { rows } = await proposals.book.owner.query(
      `select person, before -> 'staff' as before, after -> 'staff' as after from audit where topic = 'enterprise' and ids = $1 order by id desc limit 1`,
      [[proposals.plant.id]],
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
      [scheme, proposals.plant.id],
    )
    const { body } = await change({ identifier: other })
    expect([body.code, body.issues[0].at]).toEqual(['field-refused', 'body.fields.identifier'])
  })

  test('what is as it was is no change', async () => {
    const { facts } = await factsOf()
    expect(told(await change({ staff: facts.staff, position: facts.position }))).toEqual([422, 'field-refused'])
  })

  test('a position typed in another datum is stored in WGS 84 within a metre', async () => {
    const wanted = [proposals.plant.lng + 1e-4, proposals.plant.lat] as [number, number]
    const given = fromWgs84(wanted, 'gcj02')
    expect((await change({ position: { at: given, datum: 'gcj02' } })).status).toBe(201)
    const { away, datum } = await one<{ away: number; datum: string }>(
      'select st_distance(geom::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography) as away, source_datum as datum from enterprise where id = $1',
      [proposals.plant.id, ...wanted],
    )
    expect(away).toBeLessThan(1)
    expect(datum).toBe('gcj02')
    await change({ position: { at: [proposals.plant.lng, proposals.plant.lat], datum: 'wgs84' } })
  })
})

describe('what follows', () => {
  test('an enterprise that moves falls to another grid and is seen by its chief, and no longer by the former', async () => {
    const next = await one<{ id: number; name: string; lng: number; lat: number }>(
      `select g.id, g.name || ' ' || g.code as name, st_x(p.at) as lng, st_y(p.at) as lat
      from grid g, lateral (select st_pointonsurface(g.geom) as at) p where g.level = 3 and g.id <> $1 and app.grid_at(p.at) = g.id order by g.id limit 1`,
      [proposals.plant.grid],
    )
    const moved = await proposed({ position: { at: [next.lng, next.lat], datum: 'wgs84' } })
    const preview = await by('grid-chief').post(`/proposals/${moved.id}/rehearsal`)
    expect(preview.status).toBe(201)
    expect(await one('select grid from enterprise where id = $1', [proposals.plant.id])).toEqual({
      grid: proposals.plant.grid,
    })
    const { body, status } = await accept(moved.id, 'grid-chief')
    expect(status).toBe(201)
    expect(body).toEqual(preview.body)
    const grid = body.consequences.find(({ fact }: { fact: string }) => fact === 'grid')
    expect(grid).toMatchObject({ after: next.name, before: expect.any(String), subject: null })
    expect(body.warnings).toEqual([{ rule: 'outside-footprint', of: null }])
    expect(await one('select grid from enterprise where id = $1', [proposals.plant.id])).toEqual({ grid: next.id })
    expect((await by('grid-chief').get('/proposals')).body.rows).toEqual([])
    const kept = (await by('data-steward').get('/proposals').query({ enterprise: proposals.plant.id })).body.rows[0]
    expect(kept).toMatchObject({ state: 'accepted', consequences: body.consequences })
    await change({ position: { at: [proposals.plant.lng, proposals.plant.lat], datum: 'wgs84' } })
    expect(await one('select grid from enterprise where id = $1', [proposals.plant.id])).toEqual({
      grid: proposals.plant.grid,
    })
  })

  test('another trade has another leading unit', async () => {
    const { industry, leader } = await one<{ industry: string; leader: string }>(
      `select d.industries[1] as industry, d.name as leader from department d
      where cardinality(d.industries) > 0 and d.id <> $1 and app.lead_department(d.industries[1]) = d.id order by d.id limit 1`,
      [proposals.plant.department],
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
    const people = async () => (await one<{ n: number }>('select app.people_outside($1) as n', [proposals.plant.id])).n
    const source = () =>
      one<{ alpha: number; people: number | null; r: number; weighted: number; provisional: boolean }>(
        'select alpha, alpha_people as people, r, sum_weighted as weighted, provisional from hazard_source where enterprise = $1 order by id limit 1',
        [proposals.plant.id],
      )
    const was = await source()
    // somewhere else in the district where nobody lives
    const { east, north } = await one<{ east: number; north: number }>(
      `select x / 200.0::float8 as east, y / 200.0::float8 as north from enterprise e, district d, generate_series(-40, 40) x, generate_series(-40, 40) y
      cross join lateral (select st_translate(e.footprint, x / 200.0, y / 200.0) as ring) moved
      where e.id = $1 and st_covers(d.geom, ring)
        and not exists (select from population_point p where st_dwithin(p.geom::geography, ring::geography, 500)) order by x, y limit 1`,
      [proposals.plant.id],
    )
    const away = facts.footprint.ring.map(([lng, lat]: [number, number]) => [lng + east, lat + north])
    const { body, status } = await change({
      position: { at: [proposals.plant.lng + east, proposals.plant.lat + north], datum: 'wgs84' },
      footprint: { ring: away, datum: 'wgs84' },
    })
    expect(status, JSON.stringify(body)).toBe(201)
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
    await change({
      position: { at: [proposals.plant.lng, proposals.plant.lat], datum: 'wgs84' },
      footprint: { ...facts.footprint, datum: 'wgs84' },
    })
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
      .post(`/enterprises/${proposals.plant.id}/rehearsal`)
      .send({ fields: { position: { at: [0, 0], datum: 'wgs84' } } })
    expect([status, body.warnings.map(({ rule }: { rule: string }) => rule)]).toEqual([
      201,
      ['outside-district', 'no-grid', 'outside-footprint'],
    ])
    expect(body.consequences).toContainEqual(expect.objectContaining({ fact: 'grid', after: null }))
    expect(await traces()).toEqual(before)
  })
})
