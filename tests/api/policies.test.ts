import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filterKey } from '#core/contract/conditions.ts'
import { Filter } from '#core/contract/filter.ts'
import { HAZARD_SOURCES, REPORTABLE_SOURCES } from '#core/contract/hazards.ts'
import { INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

const NAMES = [
  'government',
  'department 1',
  'department 2',
  'grid 1',
  'grid 2',
  'enterprise',
  'expert',
  'wall',
  'public',
  'nobody',
] as const
type Name = (typeof NAMES)[number]
/** Filters under which the wall is asked below, as if its scenes had them: what it may see is judged here, not what it may ask. */
const SCENES = [{}, { bbox: '121,37,122,38' }, { search: '演' }, { overdue: '1' }]

let book: FreshDatabase
let actors: Record<Name, Actor>
/** Ids of the enterprises in each one's scope, by a statement that knows no policy. */
let scopes: Record<Name, number[]>

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  const ids = async (text: string) => (await book.owner.query(text)).rows.map((row) => row.id as number)
  const [one, two] = await ids('select lead_department as id from enterprise group by 1 order by count(*) desc limit 2')
  const [near, far] = await ids('select grid as id from enterprise group by 1 order by count(*) desc limit 2')
  const [own] = await ids('select enterprise as id from hazard_source order by id limit 1')
  const [other] = await ids(`select id from enterprise where id <> ${own} order by id desc limit 1`)
  const house = (role: Actor['role'], rest: Partial<Actor> = {}): Actor => ({ role, person: role, grids: [], ...rest })
  actors = {
    government: house('government'),
    'department 1': house('department', { department: one! }),
    'department 2': house('department', { department: two! }),
    'grid 1': house('grid', { grids: [near!] }),
    'grid 2': house('grid', { grids: [far!] }),
    enterprise: house('enterprise', { enterprise: own! }),
    expert: house('expert', { enterprises: [own!, other!] }),
    wall: house('wall', { conditions: SCENES.map((scene) => filterKey(Filter.parse(scene))) }),
    public: house('public'),
    // a role without its own keys, though keys of other roles are set, opens nothing
    nobody: house('grid', { department: one!, enterprise: own!, enterprises: [own!] }),
  }
  scopes = {
    government: await ids('select id from enterprise'),
    'department 1': await ids(`select id from enterprise where lead_department = ${one}`),
    'department 2': await ids(`select id from enterprise where lead_department = ${two}`),
    'grid 1': await ids(`select id from enterprise where grid = ${near}`),
    'grid 2': await ids(`select id from enterprise where grid = ${far}`),
    enterprise: [own!],
    expert: [own!, other!].sort((a, b) => a - b),
    wall: await ids('select id from enterprise'),
    public: [],
    nobody: [],
  }
}) // prettier-ignore
afterAll(() => book.drop())

const raw = (text: string) => new Sql([text], [])
const as = (name: Name, text: string) => inScope(book.pool, actors[name], (db) => db.raw(raw(text)))
const outcome = (attempt: Promise<{ rowCount: number | null }>) =>
  attempt.then(
    ({ rowCount }) => `${rowCount}`,
    (error: Error) => (/permission denied|row-level security/.test(error.message) ? 'denied' : `failed: ${error.message}`),
  ) // prettier-ignore

/** Table and the column that says whose a row is. */
const TABLES = [
  ['enterprise', 'id'],
  ['risk_point', 'enterprise'],
  ['hazard_source', 'enterprise'],
  ['hazard_source_substance', '(select s.enterprise from hazard_source s where s.id = hazard_source)'],
  ['hazard', 'enterprise'],
  ['inspection', 'enterprise'],
  ['enterprise_person', 'enterprise'],
  ['licence', 'enterprise'],
  ['certificate', 'enterprise'],
  ['special_equipment', 'enterprise'],
  ['insurance', 'enterprise'],
  ['safety_fund', 'enterprise'],
  ['emergency_plan', 'enterprise'],
  ['penalty', 'enterprise'],
  ['accident', 'enterprise'],
  ['file_declaration', 'enterprise'],
] as const
const ROLL_UPS = ['enterprise_count', 'hazard_month', 'hazard_day', 'enterprise_hazards'] as const

describe.each(NAMES)('%s', (name) => {
  test.each(TABLES)('reads of %s exactly the rows in scope', async (table, owner) => {
    if (name === 'public') return expect(await outcome(as(name, `select id from ${table}`))).toBe('denied')
    const expected = await book.owner.query(`select id from ${table} where ${owner} = any ($1) order by id`, [scopes[name]])
    const seen = await as(name, `select id from ${table} order by id`)
    expect(seen.rows).toEqual(expected.rows)
    if (name === 'government') expect(seen.rowCount).toBeGreaterThan(0)
  }) // prettier-ignore

  test.each(ROLL_UPS)('reads of %s only cells of the own scope', async (table) => {
    if (name === 'public') return expect(await outcome(as(name, `select from ${table}`))).toBe('denied')
    const { role, department, grids } = actors[name]
    const scope = { government: 'true', wall: 'true', department: `department = ${department}`, grid: `grid = any ('{${grids.join()}}')` }
    const where = scope[role as keyof typeof scope] ?? 'false'
    const expected = await book.owner.query(`select count(*)::int as n from ${table} where ${where}`)
    expect((await as(name, `select count(*)::int as n from ${table}`)).rows).toEqual(expected.rows)
  }) // prettier-ignore

  const CHANGES = ['enterprise', 'risk_point', 'hazard_source', 'hazard_source_substance', 'inspection', 'hazard', ...ROLL_UPS]
    .flatMap((table) => [['update', table, `update ${table} set ${table.includes('_') && ROLL_UPS.includes(table as never) ? 'grid' : 'id'} = 1`], ['delete', table, `delete from ${table}`]] as const) // prettier-ignore
  test.each(CHANGES)('may not %s %s', async (_verb, _table, statement) => {
    expect(await outcome(as(name, statement))).toBe('denied')
  })

  test.each([
    ['enterprise', "insert into enterprise (scheme, identifier, name) values ('x', 'x', 'x')"],
    ['inspection', "insert into inspection (enterprise, kind, inspector, inspected_at) values (1, 'self', 'x', app.now())"],
    ['hazard_month', 'insert into hazard_month select * from hazard_month limit 1'],
    ['app.clock', 'insert into app.clock (fixed_at) values (now())'],
    ['layer_version', 'update layer_version set version = 0'],
    ['app.rebuild_rollups()', 'select app.rebuild_rollups()'],
    ['history', 'select from history'],
  ])('may not write %s', async (_, statement) => {
    expect(await outcome(as(name, statement))).toBe('denied')
  }) // prettier-ignore

  test('may report a hazard of an enterprise in scope and of no other, from its own sources and no other', async () => {
    const report = (id: number, source: string) =>
      outcome(as(name, `insert into hazard (enterprise, source, description, found_at, due_at) values (${id}, '${source}', '策略', app.now(), app.now())`))
    const outside = scopes.government.find((id) => !scopes[name].includes(id))
    const [inside] = scopes[name]
    const own = REPORTABLE_SOURCES[actors[name].role]
    for (const source of HAZARD_SOURCES) {
      const may = own.includes(source) ? '1' : 'denied'
      if (inside !== undefined) expect([source, await report(inside, source)]).toEqual([source, may])
      if (outside !== undefined) expect(await report(outside, source)).toBe('denied')
    }
    await book.owner.query("delete from hazard where description = '策略'")
  }) // prettier-ignore

  test('finds by name only what is in scope', async () => {
    if (name === 'public') return expect(await outcome(as(name, "select app.enterprises_named('演')"))).toBe('denied')
    const { rows } = await as(name, "select unnest(app.enterprises_named('演')) as id order by 1")
    expect(rows.map((row: { id: number }) => row.id)).toEqual([...scopes[name]].sort((a, b) => a - b))
  })
})

describe('every route, as every actor, answers with rows in scope only', () => {
  const parts = { all: 'all', risk: '4', level: '3', grid: 'all', month: '', 'class-month': '2026-05', state: 'rectifying', enterprise: 'all', 'grid-or-none': 'all', inspector: 'all', plan: '1', day: '2026-06-01', 'alarm-kind': 'high', 'alarm-cause': 'leak', 'fault-kind': 'all' } // prettier-ignore
  const paths = (month: string): [path: string, query: Record<string, string>][] => [
    ['/enterprises', { limit: '200' }],
    ['/enterprises', { limit: '200', bbox: '121,37,122,38' }],
    ['/enterprises', { limit: '200', search: '演' }],
    ['/hazards', { limit: '200' }],
    ['/hazard-sources', {}],
    ['/search', { text: '演' }],
    ['/grids', {}],
    ['/places', { limit: '200' }],
    ['/places/names', {}],
    ['/departments', {}],
    ['/district', {}],
    ['/facets', { overdue: '1' }],
    ['/indicators', { ids: INDICATOR_IDS.join(',') }],
    ...INDICATOR_IDS.map((id): [string, Record<string, string>] => [
      `/indicators/${id}/rows`,
      { limit: '200', part: INDICATORS[id].part === 'month' ? month : parts[INDICATORS[id].part] },
    ]),
    ['/exports/enterprises.csv', {}],
    ['/exports/hazards.csv', {}],
    ['/exports/risk-points.csv', {}],
    ['/exports/inspections.csv', {}],
    ['/exports/people.csv', {}],
    ['/exports/indicators/hazards-open.csv', { part: 'all' }],
  ]

  test.each(NAMES)('%s', async (name) => {
    const desk = deskOf(book, actors[name])
    const foreign = new Set(scopes.government.filter((id) => !scopes[name].includes(id)))
    const names = await book.owner.query<{ id: number; name: string }>('select id, name from enterprise')
    const own = new Set(names.rows.filter(({ id }) => !foreign.has(id)).map((row) => row.name))
    const hidden = names.rows.filter(({ id, name: one }) => foreign.has(id) && !own.has(one)).map((row) => row.name)
    const shows = (text: string, one: string) => text.includes(`"${one}"`) || text.includes(`,${one},`)
    let seen = 0
    for (const [path, query] of paths(new Date().toISOString().slice(0, 7))) {
      const { status, text, body } = await desk.get(path).query(query)
      if (name === 'public') {
        expect([path, status, body.code]).toEqual([path, 403, 'not-allowed'])
        continue
      }
      expect([path, status]).toEqual([path, 200])
      expect([path, hidden.filter((one) => shows(text, one))]).toEqual([path, []])
      seen += [...own].filter((one) => shows(text, one)).length
    }
    expect(seen > 0).toBe(scopes[name].length > 0)
    const [outside] = foreign
    if (outside !== undefined) expect([403, 404]).toContain((await desk.get(`/enterprises/${outside}`)).status)
  })

  test.each(NAMES)('%s counts no more than the own rows', async (name) => {
    const { body, status } = await deskOf(book, actors[name])
      .get('/indicators')
      .query({ ids: INDICATOR_IDS.join(',') })
    if (name === 'public') return expect(status).toBe(403)
    const figure = (id: string) => body.figures.find((one: { id: string }) => one.id === id).parts
    expect(figure('enterprises')).toEqual([{ part: 'all', n: scopes[name].length, of: null }])
    const { rows } = await book.owner.query(
      "select count(*)::int as n from hazard where enterprise = any ($1) and state not in ('closed', 'voided')",
      [scopes[name]],
    )
    expect(figure('hazards-open')[0].n).toBe(rows[0]?.n)
  })
})
