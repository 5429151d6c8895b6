/**
 * Every export and every topic of the live stream as every role, as machines and as nobody, for rows inside and outside the scope.
 * An export or a topic without an entry here fails the test.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Layer, LAYERS } from '#core/contract/live.ts'
import type { Role } from '#core/domain/roles.ts'
import { openApi } from '../../server/http/docs/openapi.ts'
import { jsonOf } from './asking.ts'
import { type Kind, KINDS, type Matrix, matrixOf } from './matrixBook.ts'
import { rowsOfPart, type Seen, seenOf } from './scoped/parts.ts'
import { sheetIds } from './scoped/questions.ts'
import { type Eyes, SIGHTS } from './scoped/sights.ts'
import { isBeat, openStream, type Said, type Stream } from './streams.ts'

let matrix: Matrix
/** Sources that have an inventory. */
let stocked: ReadonlySet<number>
/** Ids and enterprises of what belongs to some, by its table; and the grid that each resource stands in. */
const owned = new Map<string, readonly { readonly id: number; readonly enterprise: number }[]>()
let resources: readonly { readonly id: number; readonly grid: number | null; readonly enterprise: number | null }[]
beforeAll(async () => {
  matrix = await matrixOf()
  const { rows } = await matrix.database.owner.query<{ id: number }>(
    'select distinct hazard_source as id from hazard_source_substance',
  )
  stocked = new Set(rows.map(({ id }) => id))
  const { owner } = matrix.database
  await owner.query(`insert into enterprise_person (enterprise, office, name) select id, 'contact', '甲' from enterprise on conflict do nothing`) // prettier-ignore
  await owner.query(
    `insert into resource (kind, name, owner, enterprise, geom, source_datum) select 'team', '队伍', identifier, id, geom, 'wgs84' from enterprise`,
  )
  for (const table of ['risk_point', 'inspection', 'enterprise_person'])
    owned.set(
      table,
      (await owner.query<{ id: number; enterprise: number }>(`select id, enterprise from ${table}`)).rows,
    )
  const standing = await owner.query<(typeof resources)[number]>(
    `select r.id, r.enterprise, g.id as grid from resource r left join grid g on g.level = 3 and st_intersects(g.geom, r.geom)`,
  )
  resources = standing.rows
})
afterAll(() => matrix.close())

const sorted = (ids: Iterable<number>) => [...new Set(ids)].sort((a, b) => a - b)
const idsOf = (rows: readonly { readonly id: number }[]) => sorted(rows.map(({ id }) => id))

/** Rows of a table whose enterprise is seen. */
const ofSeen = (table: string) => (seen: Seen) => {
  const enterprises = new Set(seen.rows.map(({ id }) => id))
  return idsOf((owned.get(table) ?? []).filter(({ enterprise }) => enterprises.has(enterprise)))
}
/** Resources as docs/accounts.md has them: the government and departments see all, a grid what stands in it, an enterprise its own. */
function resourcesOf({ role, grids, enterprise }: Eyes): number[] {
  if (role === 'government' || role === 'department') return idsOf(resources)
  if (role === 'grid') return idsOf(resources.filter(({ grid }) => grid !== null && grids.includes(grid)))
  return idsOf(role === 'enterprise' ? resources.filter((row) => row.enterprise === enterprise) : [])
}

interface Sheet {
  readonly path: string
  /** Ids of its rows for who sees this; undefined where it is for one role alone. */
  readonly seen?: (seen: Seen, eyes: Eyes) => number[]
  readonly only?: Kind
  /** For some sides alone, which find nothing of that id here. */
  readonly sides?: readonly Role[]
}
const SHEETS: Readonly<Record<string, Sheet>> = {
  '/api/exports/enterprises.{format}': { path: '/api/exports/enterprises.csv', seen: ({ rows }) => idsOf(rows) },
  '/api/exports/hazards.{format}': { path: '/api/exports/hazards.csv', seen: ({ hazards }) => idsOf(hazards) },
  '/api/exports/hazard-sources.{format}': {
    path: '/api/exports/hazard-sources.csv',
    seen: ({ sources }) => idsOf(sources),
  },
  '/api/exports/substances.{format}': {
    path: '/api/exports/substances.csv',
    seen: ({ sources }) => idsOf(sources.filter(({ id }) => stocked.has(id))),
  },
  '/api/exports/risk-points.{format}': { path: '/api/exports/risk-points.csv', seen: ofSeen('risk_point') },
  '/api/exports/inspections.{format}': { path: '/api/exports/inspections.csv', seen: ofSeen('inspection') },
  '/api/exports/people.{format}': { path: '/api/exports/people.csv', seen: ofSeen('enterprise_person') },
  '/api/exports/grids.{format}': {
    path: '/api/exports/grids.csv',
    seen: (_, eyes) => idsOf(matrix.book.grids.filter((row) => row.level === 3 && SIGHTS[eyes.role].grids(row, eyes))),
  },
  '/api/exports/departments.{format}': {
    path: '/api/exports/departments.csv',
    seen: () => idsOf(matrix.book.departments),
  },
  '/api/exports/resources.{format}': {
    path: '/api/exports/resources.csv',
    seen: (_, eyes) => resourcesOf(eyes),
  },
  '/api/exports/population.{format}': {
    path: '/api/exports/population.csv',
    seen: (_, eyes) => idsOf(matrix.book.people.filter((row) => SIGHTS[eyes.role].people(row, eyes))),
  },
  '/api/exports/indicators/{id}.{format}': {
    path: '/api/exports/indicators/hazard-source-levels.csv?part=all',
    seen: (seen) => sorted(rowsOfPart(matrix.book, seen, { id: 'hazard-source-levels', part: 'all', side: 'n' })),
  },
  '/api/exports/reports/{id}.{format}': { path: '/api/exports/reports/1.csv', sides: ['government'] },
  '/api/exports/sensors/{id}/readings.csv': {
    path: '/api/exports/sensors/999999/readings.csv',
    sides: ['government', 'department', 'grid', 'enterprise', 'expert'],
  },
  '/api/exports/coverage/certificates/{id}/data.txt': {
    path: '/api/exports/coverage/certificates/999999/data.txt',
    sides: ['government'],
  },
  '/api/exports/audits.csv': { path: '/api/exports/audits.csv', only: 'audit-administrator' },
}

test('every export has an entry, and every entry is an export', () => {
  const described = Object.keys(openApi('').paths).filter((path) => path.startsWith('/api/exports/'))
  expect(Object.keys(SHEETS).sort()).toEqual(described.sort())
})

describe.each(KINDS)('to %s', (kind) => {
  // an account has but twenty exports a minute, and here are more
  beforeEach(() => matrix.database.owner.query('delete from rate_limit'))

  test.each(Object.keys(SHEETS))('%s holds what lies in scope, by cookie and by token', async (name) => {
    const { eyes, ways } = matrix.people.get(kind)!
    const { path, seen, only, sides } = SHEETS[name]!
    // the whole district is long: of those who see it each asks but once for each sheet
    const asked = eyes.role === 'government' ? [ways[Object.keys(SHEETS).indexOf(name) % ways.length]!] : ways
    for (const way of asked) {
      const answer = await matrix.server.ask(path, way)
      const { status, headers } = answer
      expect(headers['cache-control']).toBe('private, no-store')
      const isOthers = only ? kind !== only : sides !== undefined && !sides.includes(eyes.role)
      if (isOthers) expect([status, (jsonOf(answer) as { code: string }).code]).toEqual(kind === 'nobody' ? [401, 'sign-in-needed'] : [403, 'not-allowed'])
      else if (sides) expect([status, (jsonOf(answer) as { code: string }).code]).toEqual([404, 'not-found'])
      else if (!SIGHTS[eyes.role].asks) expect(status).toBe(403)
      else if (seen) expect([status, sorted(sheetIds(answer))]).toEqual([200, seen(seenOf(matrix.book, eyes, {}), eyes)])
      else expect([status, sheetIds(answer).length > 0]).toEqual([200, true])
    }
  }) // prettier-ignore
})

/** A change of each layer: of rows that belong to an enterprise one inside and one outside, else of what is everybody's. */
const OWNED = (table: string, column: string, key = 'enterprise') =>
  `update ${table} set ${column} = ${column} || '。' where ${key} = any ($1)`
const CHANGES: Readonly<Record<Layer, { readonly sql: string; readonly owned: boolean }>> = {
  enterprises: { sql: OWNED('enterprise', 'name', 'id'), owned: true },
  'hazard-sources': { sql: OWNED('hazard_source', 'name'), owned: true },
  hazards: { sql: OWNED('hazard', 'description'), owned: true },
  'risk-points': { sql: OWNED('risk_point', 'name'), owned: true },
  inspections: { sql: OWNED('inspection', 'inspector'), owned: true },
  district: { sql: `update district set name = name || '。'`, owned: false },
  departments: { sql: `update department set person = person || '一'`, owned: false },
  grids: { sql: `update grid set person = person || '一' where level = 1`, owned: false },
  'grid-drafts': {
    sql: `insert into grid_draft (request, name) values (gen_random_uuid(), '草案')`,
    owned: false,
  },
  scenes: {
    sql: `insert into scene (name, state) values ('场景 ' || (select count(*) from scene), '#v=1')`,
    owned: false,
  },
  proposals: {
    sql: `insert into proposal (enterprise, fields, note) select unnest($1::integer[]), '{"staff": {"before": 1, "after": 2}}', 'x'`,
    owned: true,
  },
  reminders: {
    sql: `insert into reminder (enterprise, kind, subject, section, last_day, side, days)
      select unnest($1::integer[]), 'gap', 'people', 'people', '2026-03-02', 'enterprise', 0`,
    owned: true,
  },
  alarms: {
    sql: `with made as (insert into gateway (enterprise, name) select e, 'x' || random() from unnest($1::integer[]) e returning id, enterprise)
      insert into alarm (enterprise, gateway, kind, raised_at, told_at, stage, state)
        select enterprise, id, 'gateway', app.now(), app.now(), 1, 'standing-unacknowledged' from made`,
    owned: true,
  },
  pledges: {
    sql: `insert into daily_pledge (enterprise, units, running, stopped, overhauled, hot_special, hot_first, hot_second, confined, other_works, trial, start_stop, tanks, judgement, promise, principal)
      select unnest($1::integer[]), 0, 0, 0, 0, 0, 0, 0, 0, 0, false, false, 'none', 'x', 'x', 'x'
      on conflict (enterprise, day) do update set judgement = daily_pledge.judgement || '。'`,
    owned: true,
  },
  'special-works': {
    sql: `insert into special_work (request, enterprise, kind, place, from_at, until_at, responsible, guardian)
      select gen_random_uuid(), unnest($1::integer[]), 'road', 'x', app.now(), app.now() + interval '1 hour', 'x', 'y'`,
    owned: true,
  },
  // everybody in the district reads laws and rules
  laws: {
    sql: `insert into law (name, kind, in_force_from, source) select '某法' || count(*), 'law', '2026-01-01', 'x' from law`,
    owned: false,
  },
  supervision: {
    sql: `insert into supervision_rule (request, part, basis, department, principle, clause, from_on)
      select gen_random_uuid(), 'support', 'district', min(id), 'territorial', app.unit_clause(), '2022-01-01' from department`,
    owned: false,
  },
  assignments: {
    // in force for days that nothing of the demo knows
    sql: `insert into assignment (request, enterprise, person, from_on, until_on, ended_at, ended_by, end_reason)
      select gen_random_uuid(), unnest($1::integer[]), 'x', '2001-01-01', '2001-01-01', app.now(), 'x', 'x'`,
    owned: true,
  },
  patrols: { sql: `update patrol_rule set source = source || '。' where kind = 'near'`, owned: false },
  'coverage-tasks': {
    sql: `insert into coverage_task (request, fault, kind, told, desk, owner, due_on) values (gen_random_uuid(), 'enterprise-no-grid:1', 'enterprise-no-grid', '{}', 'government', 'x', app.today())`,
    owned: false,
  },
  reports: {
    sql: `insert into report (period, rule, versions, prepared_by, prepared_at, hash) values ('2001', 'HR-1', '{}', 'x', app.now(), sha256('x'))`,
    owned: false,
  },
  readings: { sql: `insert into gateway (enterprise, name) select unnest($1::integer[]), '网关'`, owned: true },
  duties: { sql: `insert into duty_log (request, kind, text) values (gen_random_uuid(), 'other', 'x')`, owned: false },
  places: { sql: `update place set name = name || '。' where id = (select min(id) from place)`, owned: false },
  population: { sql: 'update population_point set people = people + 1 where id = (select min(id) from population_point)', owned: false }, // prettier-ignore
  basemap: { sql: `update basemap set name = 'x' where id = (select min(id) from basemap)`, owned: false },
}

test('every topic has an entry, and every entry is a topic', () => {
  expect(Object.keys(CHANGES).sort()).toEqual([...LAYERS].sort())
})

/** The stream tells of the house's data to whoever sees rows of it, and to an expert what is everybody's. */
const hears = (kind: Kind) => SIGHTS[matrix.people.get(kind)!.eyes.role].hears

describe('GET /api/live', () => {
  const opened: [kind: Kind, stream: Stream][] = []
  afterAll(() => opened.forEach(([, stream]) => stream.stop()))
  const changesOf = ({ said }: Stream, layer: Layer) =>
    said.filter(({ name, data }) => name === 'change' && data.layer === layer).map(({ data }) => data)

  test('tells everybody of changes in scope, by cookie and by token, and nobody of any other', async () => {
    const { database, server, people, inside, outside } = matrix
    for (const [kind, { ways }] of people) for (const way of ways) opened.push([kind, openStream(server.address, way)])
    await Promise.all(opened.map(([, stream]) => stream.until(isBeat)))
    const both = [inside.id, outside.id]
    for (const { sql, owned } of Object.values(CHANGES)) {
      // inside and outside apart, so that neither can hide behind the other
      for (const id of owned ? both : [0]) await database.owner.query(sql, owned ? [[id]] : [])
    }
    const { rows } = await database.owner.query<{ layer: Layer; version: number }>('select layer, version::int from layer_version')
    const [, first] = opened.find(([kind]) => kind === 'leader')!
    for (const { layer, version } of rows.filter((row) => row.layer in CHANGES))
      await first.until(({ name, data }) => name === 'change' && data.layer === layer && data.version === version)
    // what a change has been told to one it has been sent to all; a beat after that shows that nothing is on its way
    const beats = opened.map(([, stream]) => stream.said.filter(isBeat).length)
    matrix.hub.broadcastAll()
    await Promise.all(opened.map(([, stream], at) => stream.until((event: Said) => isBeat(event) && stream.said.filter(isBeat).indexOf(event) >= beats[at]!)))
    for (const [kind, stream] of opened) {
      const { eyes } = people.get(kind)!
      const mine = [inside, outside].filter((row) => SIGHTS[eyes.role].enterprises(row, eyes)).map(({ id }) => id)
      for (const [layer, { owned }] of Object.entries(CHANGES) as [Layer, { owned: boolean }][]) {
        const heard = changesOf(stream, layer)
        if (owned) expect(sorted(heard.flatMap(({ ids }) => ids ?? [-1])), `${kind}: ${layer}`).toEqual(sorted(mine))
        else expect(heard.length > 0, `${kind}: ${layer}`).toBe(hears(kind))
      }
    }
  }) // prettier-ignore
})
