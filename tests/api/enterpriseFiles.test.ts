import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WholeFile } from '#core/contract/enterpriseFiles.ts'
import type { EntryBody } from '#core/contract/fileEntries.ts'
import { accidentGrade } from '#core/domain/accidentGrade.ts'
import { FILE_SECTIONS, type FileSectionName } from '#core/domain/fileSections.ts'
import { knowledgeOf, type PostKind, POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { isComplete, judgeFiles, type Verdicts } from './scoped/fileOracle.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
const steward: Actor = { role: 'government', person: '数据', grids: [], post: 'data-steward' }

let book: FreshDatabase
let desk: Desk
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  desk = deskOf(book, steward)
})
afterAll(() => book.drop())

const one = async <Row>(text: string, values: unknown[] = []) =>
  (await book.owner.query(text, values)).rows[0] as unknown as Row
const fileOf = async (id: number, by = desk) => WholeFile.parse((await by.get(`/enterprises/${id}/file`)).body)
const sectionOf = async (id: number, section: FileSectionName) =>
  (await fileOf(id)).sections.find((each) => each.section === section)!
const add = (id: number, body: EntryBody, by = desk) => by.post(`/enterprises/${id}/entries`).send(body)

describe('in the demo district', () => {
  let verdicts: ReadonlyMap<number, Verdicts>
  beforeAll(async () => {
    const { now } = await one<{ now: string }>('select app.now() as now')
    await book.clock.set(new Date(now))
    verdicts = await judgeFiles(book.owner, new Date(now))
  })

  test('every section is found in every state that it can have', async () => {
    const seen = new Map(FILE_SECTIONS.map((section) => [section, new Set([...verdicts.values()].map((each) => each[section]))]))
    for (const section of ['licences', 'equipment', 'plans'] as const) expect([...seen.get(section)!], section).toEqual(expect.arrayContaining(['answers', 'missing', 'over']))
    for (const section of ['certificates', 'insurance', 'standardization'] as const) expect([...seen.get(section)!].sort(), section).toEqual(['answers', 'missing', 'not-applicable', 'over'])
    for (const section of ['safety-director', 'safety-committee', 'funds'] as const) expect([...seen.get(section)!].sort(), section).toEqual(['answers', 'missing', 'not-applicable'])
    for (const section of ['people', 'risk-points'] as const) expect([...seen.get(section)!].sort(), section).toEqual(['answers', 'missing'])
  })

  test('each section of each file stands as an oracle in memory says, and completeness counts these', async () => {
    const asked = [...verdicts.keys()].filter((id) => id % 6 === 0)
    for (const id of asked) {
      const { sections, completeness, at } = await fileOf(id)
      const told = sections.map(({ section, state, dueAt }) => [section, state === 'due' || state === 'filled' ? (dueAt !== null && dueAt <= at ? 'over' : 'answers') : state])
      expect(Object.fromEntries(told), String(id)).toEqual(verdicts.get(id))
      const all = Object.values(verdicts.get(id)!)
      expect(completeness).toEqual({ n: all.filter((each) => each === 'answers').length, of: all.filter((each) => each !== 'not-applicable').length })
    }
    expect(asked.length).toBeGreaterThan(150)
  })

  test('the figure of complete files counts those whose file says so, and opens exactly these', async () => {
    const { body } = await desk.get('/indicators').query({ ids: 'file-completeness' })
    const complete = [...verdicts].flatMap(([id, each]) => (isComplete(each) ? [id] : []))
    expect(body.figures[0].parts).toEqual([{ part: 'all', n: complete.length, of: verdicts.size }])
    expect(complete.length).toBeGreaterThan(100)
    expect(complete.length).toBeLessThan(1100)
    const rows = await everyPage(desk, '/indicators/file-completeness/rows', { part: 'all' }, ({ rows: { items } }: { rows: { items: { id: number }[] } }) => items)
    expect(rows.map(({ id }) => id).sort((a, b) => a - b)).toEqual(complete.sort((a, b) => a - b))
    for (const id of [complete[0]!, complete.at(-1)!]) {
      const { completeness } = await fileOf(id)
      expect(completeness.n).toBe(completeness.of)
    }
  })
}) // prettier-ignore

describe('a new enterprise', () => {
  let id: number
  beforeAll(async () => {
    await book.clock.set(NOW)
    const made = await one<{ id: number }>(`insert into enterprise (scheme, identifier, name, high_risk, staff, opened_at)
      values ('test', 'new', '新厂', true, 120, app.now() - interval '40 days') returning id`)
    id = made.id
  })

  test('misses what applies, says who fills it by when, and why the rest does not apply', async () => {
    const { sections, completeness } = await fileOf(id)
    const stands = Object.fromEntries(sections.map(({ section, state, by, lacks, reason }) => [section, [state, by, reason ?? lacks.join()]]))
    expect(stands).toEqual({
      identity: ['missing', 'enterprise', 'industry,address,legal-person'],
      class: ['missing', 'supervisor', 'class'],
      position: ['missing', 'enterprise', 'position'],
      people: ['missing', 'enterprise', 'responsible-person,safety-manager'],
      'safety-director': ['missing', 'enterprise', 'safety-director'],
      'safety-committee': ['not-applicable', 'enterprise', 'below-threshold'],
      licences: ['missing', 'enterprise', 'business-licence'],
      certificates: ['missing', 'enterprise', 'responsible-certificate,manager-certificate'],
      'risk-points': ['missing', 'enterprise', 'risk-points'],
      'hazard-sources': ['not-applicable', 'enterprise', 'no-chemicals'],
      equipment: ['missing', 'enterprise', 'equipment'],
      insurance: ['missing', 'enterprise', 'policy'],
      funds: ['missing', 'enterprise', 'fund'],
      plans: ['missing', 'enterprise', 'plan,filing,drill'],
      standardization: ['missing', 'enterprise', 'standardization'],
      hazards: ['filled', 'supervisor', ''],
      inspections: ['missing', 'supervisor', 'visit'],
      penalties: ['filled', 'supervisor', ''],
      accidents: ['filled', 'supervisor', ''],
    })
    const { dueAt } = sections.find(({ section }) => section === 'licences')!
    expect(dueAt).toBe(new Date(NOW.getTime() - 10 * 86_400_000).toISOString())
    expect(completeness).toEqual({ n: 3, of: 17 })
  })

  test.each<[FileSectionName, EntryBody[], object]>([
    ['licences', [{ entry: 'licence', kind: 'business', number: '1', issuer: '市监', issuedOn: '2020-01-01', expiresOn: null }], { state: 'filled', dueAt: null }],
    ['licences', [{ entry: 'licence', kind: 'fire', number: '2', issuer: '消防', issuedOn: '2023-01-01', expiresOn: '2026-06-14' }], { state: 'due', dueAt: '2026-06-14T16:00:00.000Z' }],
    ['licences', [{ entry: 'licence', kind: 'fire', number: '3', issuer: '消防', issuedOn: '2026-06-10', expiresOn: '2029-06-14' }], { state: 'filled', dueAt: '2029-06-14T16:00:00.000Z' }],
    ['licences', [{ entry: 'licence', kind: 'dangerous-chemicals', number: '4', issuer: '应急', issuedOn: '2026-06-10', expiresOn: '2026-09-10' }], { state: 'due', dueAt: '2026-09-10T16:00:00.000Z' }],
    ['hazard-sources', [], { state: 'missing', lacks: ['assessment'] }],
    ['certificates', [{ entry: 'declaration', section: 'certificates', reason: '筹建中' }], { state: 'not-applicable', reason: 'declared' }],
    ['certificates', [{ entry: 'certificate', kind: 'responsible-person', holder: '甲', subject: null, number: null, issuedOn: '2026-01-01', expiresOn: '2029-01-01' }], { state: 'missing', lacks: ['manager-certificate'] }],
    ['people', [{ entry: 'person', office: 'responsible-person', name: '甲', phone: '0535-0000001', appointedOn: null }], { state: 'missing', lacks: ['safety-manager'] }],
    ['people', [{ entry: 'person', office: 'safety-manager', name: '乙', phone: null, appointedOn: '2026-01-01' }], { state: 'filled' }],
    ['safety-director', [{ entry: 'person', office: 'safety-director', name: '丙', phone: null, appointedOn: null }], { state: 'filled' }],
    ['equipment', [{ entry: 'declaration', section: 'equipment', reason: '无特种设备' }], { state: 'not-applicable', reason: 'declared' }],
    ['equipment', [{ entry: 'equipment', kind: 'boiler', name: '锅炉', registration: 'R1', inspectionDueOn: '2026-06-15' }], { state: 'due', dueAt: '2026-06-15T16:00:00.000Z' }],
    ['insurance', [{ entry: 'insurance', insurer: '保险', policy: 'P2', fromOn: '2026-07-01', untilOn: '2027-06-30' }], { state: 'missing', lacks: ['policy'] }],
    ['insurance', [{ entry: 'insurance', insurer: '保险', policy: 'P1', fromOn: '2025-07-01', untilOn: '2026-06-30' }], { state: 'due', dueAt: '2026-06-30T16:00:00.000Z' }],
    ['funds', [{ entry: 'fund', year: 2026, due: 1000, spent: 0.07 }], { state: 'missing', lacks: ['fund'] }],
    ['funds', [{ entry: 'fund', year: 2025, due: 1000, spent: 900 }], { state: 'filled' }],
    ['plans', [{ entry: 'plan', kind: 'comprehensive', name: '综合', filedOn: '2026-01-01', drilledOn: null }], { state: 'missing', lacks: ['drill'] }],
    ['plans', [{ entry: 'plan', kind: 'special', name: '火灾', filedOn: null, drilledOn: '2025-12-10' }], { state: 'due', dueAt: '2026-06-10T16:00:00.000Z' }],
    ['penalties', [{ entry: 'penalty', decidedOn: '2026-01-01', authority: '应急', document: 'D1', reason: '未培训', amount: 20000.5 }], { state: 'filled' }],
    ['accidents', [{ entry: 'accident', happenedOn: '2026-01-01', deaths: 3, seriousInjuries: 0, directLoss: 0, description: '坍塌' }], { state: 'filled' }],
  ])('%s stands as its entries say: %j', async (section, bodies, expected) => {
    for (const body of bodies) expect((await add(id, body)).status).toBe(201)
    expect(await sectionOf(id, section)).toMatchObject(expected)
  })

  test('tells each entry as it was written, with where it came from, and the grade of an accident', async () => {
    const { entries } = await fileOf(id)
    const { changedAt, ...penalty } = entries.penalty[0]!
    expect(penalty).toEqual({ id: expect.any(Number), source: 'person', madeBy: '数据', madeAt: NOW.toISOString(), changedBy: '数据', decidedOn: '2026-01-01', authority: '应急', document: 'D1', reason: '未培训', amount: 20000.5 })
    expect(changedAt).toBe(NOW.toISOString())
    expect(entries.accident[0]).toMatchObject({ deaths: 3, grade: 3 })
    expect(entries.person.map(({ office, phone }) => [office, phone])).toEqual([['responsible-person', '0535-0000001'], ['safety-manager', null], ['safety-director', null]])
  })

  test('an entry is written anew and deleted; history, audit and the version of the layer say so', async () => {
    const version = async () => (await one<{ version: string }>(`select version from layer_version where layer = 'enterprises'`)).version
    const before = await version()
    const fund: EntryBody = { entry: 'fund', year: 2024, due: 1, spent: 1 }
    const { entry } = (await add(id, fund)).body
    expect((await desk.post(`/enterprises/${id}/entries/fund/${entry}`).send({ ...fund, spent: 0.5 })).status).toBe(201)
    expect((await fileOf(id)).entries.fund.find(({ year }) => year === 2024)).toMatchObject({ spent: 0.5 })
    expect((await desk.delete(`/enterprises/${id}/entries/fund/${entry}`)).body).toEqual({ done: true })
    expect((await desk.delete(`/enterprises/${id}/entries/fund/${entry}`)).status).toBe(404)
    expect(Number(await version()) - Number(before)).toBe(3)
    const { rows } = await book.owner.query(`select act, person, before ->> 'spent' as before, after ->> 'spent' as after from audit where topic = 'safety_fund' and ids = $1 order by id`, [[entry]])
    expect(rows).toEqual([
      { act: 'insert', person: '数据', before: null, after: '1.00' },
      { act: 'update', person: '数据', before: '1.00', after: '0.50' },
      { act: 'delete', person: '数据', before: '0.50', after: null },
    ])
    const { n } = await one<{ n: number }>(`select count(*)::int as n from history where table_name = 'safety_fund' and row_id = $1`, [entry])
    expect(n).toBe(2)
  })

  test.each<[string, object, number, string]>([
    ['the same twice', { entry: 'fund', year: 2025, due: 2, spent: 2 }, 422, 'entry-refused'],
    ['one that ends before it begins', { entry: 'insurance', insurer: '保险', policy: 'P9', fromOn: '2026-07-01', untilOn: '2026-06-30' }, 422, 'entry-refused'],
    ['no such day', { entry: 'insurance', insurer: '保险', policy: 'P9', fromOn: '2026-02-30', untilOn: '2026-06-30' }, 400, 'invalid-request'],
    ['less than nobody', { entry: 'accident', happenedOn: '2026-01-01', deaths: -1, seriousInjuries: 0, directLoss: 0, description: 'x' }, 400, 'invalid-request'],
    ['no such kind', { entry: 'secret' }, 400, 'invalid-request'],
  ])('%s is refused', async (_, body, status, code) => {
    const answer = await desk.post(`/enterprises/${id}/entries`).send(body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('an entry keeps its kind and its enterprise', async () => {
    const { entries } = await fileOf(id)
    const fund = entries.fund[0]!.id
    const licence: EntryBody = { entry: 'licence', kind: 'other', number: 'x', issuer: 'x', issuedOn: '2026-01-01', expiresOn: null }
    expect((await desk.post(`/enterprises/${id}/entries/fund/${fund}`).send(licence)).status).toBe(400)
    const { other } = await one<{ other: number }>(`select id as other from enterprise where id <> $1 order by id limit 1`, [id])
    expect((await desk.delete(`/enterprises/${other}/entries/fund/${fund}`)).status).toBe(404)
    expect((await fileOf(id)).entries.fund.map((each) => each.id)).toContain(fund)
  })

  test('its entries follow it into another grid', async () => {
    const { grid } = await one<{ grid: number }>('select id as grid from grid where level = 3 order by id limit 1')
    await book.owner.query('update enterprise set geom = (select st_pointonsurface(geom) from grid where id = $2) where id = $1', [id, grid])
    const chief = deskOf(book, { role: 'grid', person: '网格长', grids: [grid] })
    expect((await fileOf(id, chief)).entries.fund.length).toBeGreaterThan(0)
    const elsewhere = deskOf(book, { role: 'grid', person: '网格长', grids: [grid + 1] })
    expect((await elsewhere.get(`/enterprises/${id}/file`)).body.code).toBe('not-found')
  })
}) // prettier-ignore

test('the database grades an accident as the core does', async () => {
  const edges = [[0, 2, 3, 9, 10, 29, 30], [0, 9, 10, 49, 50, 99, 100], [0, 9_999_999.99, 1e7, 49_999_999.99, 5e7, 99_999_999.99, 1e8]] as const
  const { id } = await one<{ id: number }>('select id from enterprise order by id limit 1')
  for (const deaths of edges[0]) for (const seriousInjuries of edges[1]) for (const directLoss of edges[2]) {
    const { grade } = await one<{ grade: number }>(`insert into accident (enterprise, happened_on, deaths, serious_injuries, direct_loss, description) values ($1, '2026-01-01', $2, $3, $4, 'x') returning grade`, [id, deaths, seriousInjuries, directLoss])
    expect([deaths, seriousInjuries, directLoss, grade]).toEqual([deaths, seriousInjuries, directLoss, accidentGrade({ deaths, seriousInjuries, directLoss })])
  }
}) // prettier-ignore

describe('who may', () => {
  let own: { id: number; grid: number; department: number }
  beforeAll(async () => {
    own = await one(`select e.id, e.grid, e.lead_department as department from enterprise e join enterprise_person p on p.enterprise = e.id
      where p.phone is not null and e.grid is not null and e.lead_department is not null order by e.id limit 1`)
  })
  const as = (kind: PostKind): Desk => {
    const { scope, of } = POSTS[kind]
    const bound = { district: {}, department: { department: own.department }, grids: { grids: [own.grid] }, enterprise: { enterprise: own.id }, nothing: { enterprises: [own.id] } }[of]
    return deskOf(book, { role: scope, person: kind, grids: [], post: kind, ...bound })
  }
  const licence = (number: string): EntryBody => ({ entry: 'licence', kind: 'other', number, issuer: 'x', issuedOn: '2026-01-01', expiresOn: null })
  const penalty = (document: string): EntryBody => ({ entry: 'penalty', decidedOn: '2026-01-01', authority: 'x', document, reason: 'x', amount: 0 })

  test.each(['leader', 'duty-officer', 'data-steward', 'department-officer', 'grid-chief', 'grid-worker', 'safety-manager', 'worker', 'expert'] as const)('%s: phones, and what may be written', async (kind) => {
    const { entries } = await fileOf(own.id, as(kind))
    const knows = knowledgeOf({ role: POSTS[kind].scope, post: kind }).includes('phones')
    expect(entries.person.some(({ phone }) => phone !== null)).toBe(knows)
    expect(entries.person.length).toBeGreaterThan(0)
    expect([kind, (await add(own.id, licence(kind), as(kind))).status]).toEqual([kind, kind === 'data-steward' || kind === 'safety-manager' ? 201 : 403])
    expect([kind, (await add(own.id, penalty(kind), as(kind))).status]).toEqual([kind, kind === 'data-steward' ? 201 : 403])
  })

  test('a safety manager writes into no other file, nor may take a penalty off the own', async () => {
    const { other } = await one<{ other: number }>('select id as other from enterprise where id <> $1 order by id limit 1', [own.id])
    const { penalised } = await one<{ penalised: number }>('select id as penalised from penalty where enterprise = $1 limit 1', [own.id])
    const manager = as('safety-manager')
    expect((await manager.get(`/enterprises/${other}/file`)).status).toBe(404)
    expect((await add(other, licence('y'), manager)).status).toBe(404)
    expect((await manager.delete(`/enterprises/${own.id}/entries/penalty/${penalised}`)).status).toBe(404)
    expect((await fileOf(own.id)).entries.penalty.map(({ id }) => id)).toContain(penalised)
  })

  test('who reads a file is in the audit', async () => {
    const read = async () => (await one<{ n: number }>(`select count(*)::int as n from audit where act = 'read' and topic = 'enterprise' and ids = $1`, [[own.id]])).n
    const before = await read()
    await fileOf(own.id, as('grid-chief'))
    expect(await read()).toBe(before + 1)
  })
}) // prettier-ignore

test('all inspections are reached page by page, and the file says how many there are', async () => {
  const { id } = await one<{ id: number }>('select enterprise as id from inspection group by 1 order by count(*) desc, 1 limit 1')
  await book.owner.query(
    `insert into inspection (enterprise, kind, inspector, inspected_at) select $1, 'patrol', '某 ' || n, timestamptz '2019-03-01' + n / 3 * interval '1 millisecond' from generate_series(1, 30) n`,
    [id],
  )
  const { rows } = await book.owner.query<{ id: number }>('select id from inspection where enterprise = $1 order by inspected_at desc, id desc', [id])
  const { file } = await fileOf(id)
  expect(file.inspectionsTotal).toBe(rows.length)
  expect(file.inspections.length).toBeLessThan(rows.length)
  const listed = await everyPage(desk, `/enterprises/${id}/inspections`, { limit: '7' }, (body: { total: number; rows: { id: number }[] }) => {
    expect(body.total).toBe(rows.length)
    return body.rows
  })
  expect(listed.map((row) => row.id)).toEqual(rows.map((row) => row.id))
  expect((await desk.get('/enterprises/999999/inspections')).status).toBe(404)
}) // prettier-ignore
