import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  DISTRICT_LISTS,
  ENTERPRISE_LISTS,
  type BookList,
  type ExportDatum,
  type ExportFormat,
} from '#core/contract/exports.ts'
import { guessColumns } from '#core/domain/headings.ts'
import type { HeadedCapability } from '#core/domain/headingsTable.ts'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import { EXPOSURE, gradeLec, gradeLs, LEC_PROFILES, LIKELIHOOD, LS_PROFILES } from '#core/domain/risk.ts'
import type { Actor } from '../../server/db/actor.ts'
import { readRows } from '../../server/files/read.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { GridMapping, readJson } from '../../server/features/imports/mapping.ts'
import { deskOf } from './desk.ts'
import { manifestOf, taking } from './exportBook.ts'
import { pick, randomOf } from './randomFilters.ts'
import { CODES, mapped, sourcesBook, steward } from './sourcesBook.ts'

const plants = sourcesBook()
const { ask, take } = plants
const files = taking()
afterAll(() => files.drop())

const HARD = ['=1+1', "'=1+1", "''@x", '+86', '-1', '"quoted"', 'a,b;c', '_x000D_', '<b>&amp;</b>', '0012', '1e5', 'true', '𠮷野家', '2026-01-01', '#N/A', '\\', '%s', 'NULL'] as const // prettier-ignore
const ROWS = 40
const STEPS = LS_PROFILES['DB37']!.consequence
const HARMS = LEC_PROFILES['shandong']!.consequence

/** Rows of every kind, of a seed. */
async function fill(seed: number) {
  await ask('delete from resource')
  const random = randomOf(seed)
  const maybe = <T>(value: () => T) => (random() < 0.3 ? null : value())
  const text = () => pick(random, HARD) + (random() < 0.5 ? pick(random, HARD) : '')
  const phone = () => pick(random, ['+86 535 6234567', '0535-6234567', '13800000000', '00000'])
  const day = () => new Date(Date.UTC(2020 + Math.floor(random() * 6), 0, 1 + Math.floor(random() * 365))).toISOString().slice(0, 10) // prettier-ignore
  const at = () => [121.401 + 0.198 * random(), 37.401 + 0.198 * random()]
  const all = Array.from({ length: ROWS }, (_, i) => i)
  const graded = () => {
    const likelihood = pick(random, LIKELIHOOD)
    const given = { likelihood, exposure: pick(random, EXPOSURE), consequence: pick(random, HARMS) }
    const steps = { likelihood: pick(random, STEPS), consequence: pick(random, STEPS) }
    if (random() < 0.5) return { ...given, ...gradeLec(given) }
    return { ...steps, exposure: null, ...gradeLs({ likelihood: steps.likelihood, severity: steps.consequence }) } // prettier-ignore
  }
  const risks = all.map((i) => ({ of: CODES[i % CODES.length], name: `${text()}${i}`, ...graded(), measures: maybe(() => `${text()}\n${text()}`), person: maybe(text) })) // prettier-ignore
  const visits = all.map((i) => ({
    of: CODES[i % CODES.length],
    kind: pick(random, ['self', 'patrol', 'enforcement', 'joint', 'expert', 'leader', 're-inspection']),
    inspector: text(),
    at: new Date(Date.UTC(2024, 1, i, 3, i, random() < 0.5 ? 0 : i, random() < 0.5 ? 0 : 7)).toISOString(),
    findings: Math.floor(random() * 9),
  }))
  const people = all.map((i) => ({
    of: CODES[i % CODES.length],
    office: pick(random, ['responsible-person', 'safety-manager', 'safety-director', 'safety-committee', 'contact', 'staff']),
    name: `${text()}${i}`,
    phone: maybe(phone),
    day: maybe(day),
  })) // prettier-ignore
  const resources = all.map((i) => {
    const quantity = maybe(() => Math.round(random() * 1e4) / 7)
    return {
      kind: pick(random, ['team', 'material', 'equipment', 'shelter', 'hospital', 'fire-station', 'expert', 'other']),
      name: `${text()}${i}`, owner: text(), address: maybe(text), at: maybe(at), contact: maybe(text), phone: maybe(phone), quantity,
      unit: quantity === null ? null : maybe(text), checked: maybe(day), until: maybe(day),
    } // prettier-ignore
  })
  const departments = all.slice(0, 6).map((i) => ({ code: `${text()}${i}`, name: `${text()}${i}`, en: maybe(text), person: text(), phone: phone(), industries: random() < 0.3 ? [] : ['C26', `G5${4 + i}`, 'B'] })) // prettier-ignore
  const insert = (
    table: string,
    columns: string,
    read: readonly [values: string, of: string],
    rows: readonly object[],
  ) => {
    const [values, of] = read
    const owner = values.startsWith('e.id') ? 'join enterprise e on e.identifier = r.of' : ''
    return ask(`insert into ${table} (${columns}) select ${values} from jsonb_to_recordset($1) r (${of}) ${owner} on conflict do nothing`, [JSON.stringify(rows)]) // prettier-ignore
  }
  const point = (at: string) => `st_setsrid(st_makepoint((${at} ->> 0)::float8, (${at} ->> 1)::float8), 4326)`
  await insert('risk_point', 'enterprise, name, method, profile, likelihood, exposure, consequence, score, level, measures, person',
    ['e.id, r.name, method, profile, likelihood, exposure, consequence, score, level, measures, person',
    'of text, name text, method text, profile text, likelihood float8, exposure float8, consequence float8, score float8, level smallint, measures text, person text'], risks) // prettier-ignore
  await insert('inspection', 'enterprise, kind, inspector, inspected_at, findings', ['e.id, kind, inspector, at, findings',
    'of text, kind text, inspector text, at timestamptz, findings integer'], visits) // prettier-ignore
  await insert('enterprise_person', 'enterprise, office, name, phone, appointed_on', ['e.id, office, r.name, phone, day',
    'of text, office text, name text, phone text, day date'], people) // prettier-ignore
  await insert('resource', 'kind, name, owner, address, geom, source_datum, contact, phone, quantity, unit, checked_on, valid_until, source',
    [`kind, name, owner, address, ${point('at')}, case when at <> 'null' then 'wgs84' end, contact, phone, quantity, unit, checked, until, 'import'`,
    'kind text, name text, owner text, address text, at jsonb, contact text, phone text, quantity float8, unit text, checked date, until date'], resources) // prettier-ignore
  await insert('department', 'code, name, name_en, person, phone, industries', ['code, name, en, person, phone, industries',
    'code text, name text, en text, person text, phone text, industries text[]'], departments) // prettier-ignore
  await insert('population_point', 'people, geom', [`people, ${point('at')}`, 'people integer, at jsonb'], all.map((i) => ({ people: i + 1, at: at() }))) // prettier-ignore
}

/** Territories: one with a hole and an island of the other in it, drawn against the clock and with it. */
async function drawGrids() {
  await ask(`insert into grid (id, level, code, name, person, phone) overriding system value values (9, 1, 'g', '全区', '甲', '0535-000000')`) // prettier-ignore
  const ring = (west: number, south: number, size: number, turned: boolean) => {
    const corners = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]] // prettier-ignore
    return turned ? corners.toReversed() : corners
  }
  const hole = [ring(121.43, 37.43, 0.04, true)]
  const outer = [ring(121.4, 37.4, 0.1, false), ...hole]
  const drawn = [
    ['G-1', '=一号', [outer]],
    ['G-2', '二号', [[ring(121.43, 37.43, 0.04, true)], [ring(121.5, 37.4, 0.1 / 3, true)]]],
  ]
  await ask(
    `insert into grid (parent, level, code, name, person, phone, geom)
     select 9, 3, r ->> 0, r ->> 1, '乙', '0535-6000001', st_setsrid(st_geomfromgeojson(jsonb_build_object('type', 'MultiPolygon', 'coordinates', r -> 2)), 4326)
     from jsonb_array_elements($1) r`,
    [JSON.stringify(drawn)],
  )
}

const TABLES: Readonly<Record<BookList, string>> = {
  'risk-points': 'risk_point', inspections: 'inspection', people: 'enterprise_person', grids: 'grid', departments: 'department',
  resources: 'resource', population: 'population_point',
} // prettier-ignore
const LISTS = [...ENTERPRISE_LISTS, ...DISTRICT_LISTS]
const KINDS = LISTS.filter((list) => list !== 'grids')

/** All that the book has of a list, but for who changed it when. */
const held = (list: BookList) =>
  ask(`select to_jsonb(t) - '{changed_at, changed_by, geom_3857}'::text[] as row from ${TABLES[list]} t order by id`)

/** What the wizard guesses of a file by its headings alone: a column for each field that it may fill. */
async function guessed(list: BookList, path: string) {
  const { columns, rows } = await readRows(path)
  const headed = list.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as HeadedCapability
  const sample = rows.slice(0, 50).map(({ cells }) => cells)
  const { required, optional } = IMPORT_FIELDS[list]
  const known = [...required, ...optional]
  const fields = Object.entries(guessColumns(headed, columns, sample).fields).filter(([field]) => known.includes(field))
  return { fields: Object.fromEntries(fields.map(([field, guess]) => [field, guess!.column])), known }
}

const WAYS: readonly (readonly [ExportFormat, Record<string, string>])[] = [
  ['csv', {}],
  ['csv', { lang: 'en', bom: 'no' }],
  ['xlsx', {}],
  ['geojson', { lang: 'en' }],
  ['gpkg', {}],
]

describe.each([7, 23])('export, then import as the headings are guessed: seed %i', (seed) => {
  test('changes nothing, whatever the list, the format and the language', async () => {
    await fill(seed)
    for (const list of KINDS) {
      const before = await held(list)
      expect(before.length).toBeGreaterThan(5)
      for (const [format, query] of WAYS) {
        const { path } = await files.take(deskOf(plants.book, steward), list, format, query)
        const { fields, known } = await guessed(list, path)
        const { issues, rows, added, changed, unchanged, rejected, written } = await take(path, mapped(list, fields))
        const lost = issues.filter(({ rule }) => rule !== 'position-missing')
        const n = before.length
        expect([list, format, Object.keys(fields).toSorted(), lost, rows, added, changed, unchanged, rejected, written]).toEqual(
          [list, format, known.toSorted(), [], n, 0, 0, n, 0, true],
        ) // prettier-ignore
      }
      expect(await held(list)).toEqual(before)
    }
  })
})

describe('territories', () => {
  beforeEach(drawGrids)
  const again = async (format: ExportFormat, datum: ExportDatum = 'wgs84', lang = 'zh') => {
    const taken = await files.take(deskOf(plants.book, steward), 'grids', format, { datum, lang })
    const { fields } = await guessed('grids', taken.path)
    expect(Object.keys(fields).toSorted()).toEqual(['code', 'name', 'person', 'phone'])
    const mapping = readJson(GridMapping, JSON.stringify({ capability: 'grids', name: 'x', columns: fields }), 'x')
    return { taken, report: await importFile(plants.book.operator, { file: taken.path, mapping, datum, acceptGood: true }) }
  } // prettier-ignore
  const land = () =>
    ask<{ m2: number; holes: number; parts: number }>(
      `select st_area(geom::geography) as m2, st_numgeometries(geom) as parts, (select sum(st_numinteriorrings(d.geom))::int from st_dump(t.geom) d) as holes
       from grid t where level = 3 order by id`,
    )

  test.each([['geojson', 'zh'], ['geojson', 'en'], ['gpkg', 'zh']] as const)('come back from %s (%s) to the last digit', async (format, lang) => {
    const before = await held('grids')
    const { report } = await again(format, 'wgs84', lang)
    expect([report.issues, report.added, report.changed, report.unchanged]).toEqual([[], 0, 0, 2])
    expect(await held('grids')).toEqual(before)
  }) // prettier-ignore

  test('come back from a shapefile as the same land, with its hole and its pieces, whichever way the rings ran', async () => {
    const before = await land()
    expect(before.map(({ holes, parts }) => [holes, parts])).toEqual([[1, 1], [0, 2]]) // prettier-ignore
    const { taken, report } = await again('shp.zip')
    expect([report.issues, report.added]).toEqual([[], 0])
    const after = await land()
    expect(after.map(({ holes, parts }) => [holes, parts])).toEqual([[1, 1], [0, 2]]) // prettier-ignore
    for (const [i, { m2 }] of after.entries()) expect(Math.abs(m2 / before[i]!.m2 - 1)).toBeLessThan(1e-12)
    expect(await manifestOf(taken, 'shp.zip')).toMatchObject({ title: '三级网格', rows: 2, placed: 2 })
  })

  test.each(['gcj02', 'bd09'] as const)('over %s move by less than a fifth of a metre', async (datum) => {
    const corners = () => ask<{ x: number; y: number }>(`select st_x(p.geom) as x, st_y(p.geom) as y from grid g, st_dumppoints(g.geom) p where g.level = 3 order by g.id, p.path`) // prettier-ignore
    const before = await corners()
    const { taken, report } = await again('geojson', datum)
    expect([report.issues.filter(({ rule }) => rule !== 'repaired'), report.added]).toEqual([[], 0])
    const [feature] = (JSON.parse(taken.bytes.toString()) as { features: { geometry: { coordinates: number[][][][] } }[] }).features
    expect(Math.abs(feature!.geometry.coordinates[0]![0]![0]![0]! - 121.4)).toBeGreaterThan(0.001)
    const after = await corners()
    expect(after).toHaveLength(before.length)
    for (const [i, { x, y }] of after.entries())
      expect(Math.max(Math.abs(x - before[i]!.x), Math.abs(y - before[i]!.y))).toBeLessThan(2e-6)
  }) // prettier-ignore

  test('in a table have a point inside instead', async () => {
    const { text } = await deskOf(plants.book, steward).get('/exports/grids.csv')
    const [, first] = text.split('\r\n')
    expect(first).toMatch(/^\d+,G-1,'=一号,乙,0535-6000001,\d+\.\d+,121\.\d+,37\.\d+$/)
  })
})

test('phones are for whom they are for, and nothing is for nobody', async () => {
  await fill(3)
  await drawGrids()
  const [{ id }] = (await ask<{ id: number }>(`select enterprise as id from risk_point limit 1`)) as [{ id: number }]
  for (const list of LISTS) {
    const told = async (actor: Actor) => {
      const { text, status } = await deskOf(plants.book, actor).get(`/exports/${list}.csv`)
      return [list, status, /电话/.test(text.split('\r\n')[0]!), /0535-6|13800000000/.test(text)]
    }
    const duty = list === 'grids' || list === 'departments'
    const has = duty || list === 'people' || list === 'resources'
    expect(await told(steward)).toEqual([list, 200, has, has])
    expect(await told({ role: 'enterprise', person: '员', grids: [], account: 3, post: 'worker', enterprise: id })).toEqual([list, 200, duty, list === 'departments']) // prettier-ignore
    expect(await told({ role: 'security', person: '安', grids: [], account: 4, post: 'security-administrator' })).toEqual([list, 200, duty, false]) // prettier-ignore
    expect((await deskOf(plants.book, { role: 'public', person: '', grids: [] }).get(`/exports/${list}.csv`)).status).toBe(403) // prettier-ignore
  }
})

test('an export of the district takes no filter; one of enterprises takes that of the page', async () => {
  await fill(3)
  const desk = deskOf(plants.book, steward)
  for (const list of DISTRICT_LISTS)
    expect((await desk.get(`/exports/${list}.csv`).query({ search: '厂1' })).status).toBe(400)
  const [{ id }] = (await ask<{ id: number }>(`select id from enterprise where identifier = '${CODES[2]}'`)) as [{ id: number }] // prettier-ignore
  for (const list of ENTERPRISE_LISTS) {
    const { text } = await desk.get(`/exports/${list}.csv`).query({ search: '厂3' })
    const [{ n }] = (await ask<{ n: number }>(`select count(*)::int as n from ${TABLES[list]} where enterprise = ${id}`)) as [{ n: number }] // prettier-ignore
    expect(n).toBeGreaterThan(0)
    expect(text.split(`,${CODES[2]},`)).toHaveLength(n + 1)
    expect(CODES.filter((code) => text.includes(code))).toEqual([CODES[2]])
  }
})
