import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPORT_DATUMS, EXPORT_FORMATS, type ExportDatum, type ExportFormat } from '#core/contract/exports.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'
import { manifestOf, recordsOf, type Taken, taking } from './exportBook.ts'
import { type Ledger, readLedger } from './ledger.ts'
import { shifted } from './datumOracle.ts'
import { enterprisesOf, worstFirst } from './scoped/filtering.ts'

/** What each list says of a row, read past every policy and by none of the server's queries. */
interface Kept {
  readonly id: number
  readonly name: string
  readonly lng: number | null
  readonly lat: number | null
}

const files = taking()
let book: FreshDatabase
let ledger: Ledger
let actors: Readonly<Record<string, Actor>>
let kept: Readonly<Record<string, ReadonlyMap<number, Kept>>>

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  ledger = await readLedger(book.owner)
  await book.clock.set(ledger.now)
  const department = ledger.enterprises.find((row) => row.department !== null && row.risk === 2)!.department!
  const [grid] = ledger.enterprises.flatMap((row) => (row.grid !== null && row.risk === 1 ? [row.grid] : []))
  const { enterprise } = ledger.sources[0]!
  actors = {
    leader: { role: 'government', person: '林青山', grids: [], post: 'leader' },
    department: { role: 'department', person: '甲', grids: [], department },
    grid: { role: 'grid', person: '丙', grids: [grid!] },
    enterprise: { role: 'enterprise', person: '戊', grids: [], enterprise },
  }
  const read = async (statement: string) =>
    new Map((await book.owner.query<Kept>(statement)).rows.map((row) => [row.id, row]))
  kept = {
    enterprises: await read('select id, name, st_x(geom) as lng, st_y(geom) as lat from enterprise'),
    hazards: await read(`select h.id, h.description as name, st_x(e.geom) as lng, st_y(e.geom) as lat
      from hazard h join enterprise e on e.id = h.enterprise`),
    'hazard-sources': await read('select id, name, st_x(geom) as lng, st_y(geom) as lat from hazard_source'),
  }
})
afterAll(async () => {
  files.drop()
  await book.drop()
})

const LISTS = ['enterprises', 'hazards', 'hazard-sources'] as const
type List = (typeof LISTS)[number]
const FILTERS: readonly [Record<string, string>, Filter][] = [
  [{}, {}],
  [{ risk: '1,2' }, { risk: [1, 2] }],
]

/** Ids that an actor sees of a list under a filter, in the order of the page where it has one. */
function expectedIds(actor: Actor, filter: Filter, list: List): number[] {
  const rows = enterprisesOf(ledger, actor, filter)
  if (list === 'enterprises') return worstFirst(rows)
  const own = new Set(rows.map(({ id }) => id))
  if (list === 'hazards') {
    const hazards = ledger.hazards.filter(({ enterprise }) => own.has(enterprise))
    return [...hazards].sort((a, b) => b.foundAt.getTime() - a.foundAt.getTime() || b.id - a.id).map(({ id }) => id)
  }
  const sources = ledger.sources.filter(({ enterprise, level }) => own.has(enterprise) && level !== null)
  return [...sources].sort((a, b) => a.level! - b.level! || a.id - b.id).map(({ id }) => id)
}

const DATUM_NAMES = { wgs84: 'WGS 84', gcj02: 'GCJ-02', bd09: 'BD-09' } as const
const NAME_COLUMNS = { enterprises: ['单位名称', 'NAME'], hazards: ['隐患描述', 'DESCRIBED'], 'hazard-sources': ['重大危险源名称', 'NAME'] } as const // prettier-ignore

/** The columns by which a format names what all of them say. */
function columnsOf(list: List, format: ExportFormat, datum: ExportDatum) {
  const [heading, field] = NAME_COLUMNS[list]
  if (format === 'shp.zip') return { id: 'ID', name: field, lng: 'lng', lat: 'lat' }
  if (format === 'geojson' || format === 'gpkg') return { id: '编号', name: heading, lng: 'lng', lat: 'lat' }
  return { id: '编号', name: heading, lng: `经度（${DATUM_NAMES[datum]}）`, lat: `纬度（${DATUM_NAMES[datum]}）` }
}

/** Degrees; a tenth of a metre. */
const NEAR = 1e-6

interface Case {
  readonly list: List
  readonly format: ExportFormat
  readonly datum: ExportDatum
  readonly ids: number[]
}

/** Takes a file and holds each of its rows against the book. */
async function check(desk: Desk, { list, format, datum, ids }: Case, text: object = {}) {
  const taken = await files.take(desk, list, format, { ...text, datum })
  const records = ids.length > 0 ? await recordsOf(taken, format, files.folder) : []
  const at = columnsOf(list, format, datum)
  expect(records.map((record) => Number(record[at.id]))).toEqual(ids)
  for (const record of records) {
    const row = kept[list]!.get(Number(record[at.id]))!
    expect(record[at.name]).toBe(row.name)
    if (row.lng === null || row.lat === null) {
      expect([record[at.lng], record[at.lat]]).toEqual(['', ''])
      continue
    }
    const [lng, lat] = shifted([row.lng, row.lat], datum)
    expect(Math.abs(Number(record[at.lng]) - lng)).toBeLessThan(NEAR)
    expect(Math.abs(Number(record[at.lat]) - lat)).toBeLessThan(NEAR)
  }
  return taken
}

async function checkManifest(taken: Taken, { format, datum, ids, list }: Case) {
  if (format === 'csv' || format === 'xlsx') return
  const manifest = await manifestOf(taken, format)
  const placed = ids.filter((id) => kept[list]!.get(id)!.lng !== null).length
  const { rows: versions } = await book.owner.query('select layer, version::int from layer_version')
  expect(manifest).toMatchObject({ rows: ids.length, placed, datum: { code: datum, name: DATUM_NAMES[datum] } })
  expect([manifest.asOf, manifest.at]).toEqual([ledger.now.toISOString(), ledger.now.toISOString()])
  for (const { layer, version } of versions as { layer: string; version: number }[]) {
    if (layer in manifest.versions) expect([layer, manifest.versions[layer]]).toEqual([layer, version])
  }
  expect(Object.keys(manifest.versions)).toEqual(expect.arrayContaining(['enterprises', 'hazards', 'hazard-sources']))
} // prettier-ignore

describe.each(EXPORT_FORMATS)('%s', (format) => {
  test.each(LISTS)('of %s holds the rows of scope and filter, where they stand, for each role', async (list) => {
    let seen = 0
    for (const actor of Object.values(actors)) {
      const desk = deskOf(book, actor)
      for (const [text, filter] of actor.role === 'government' ? FILTERS.slice(1) : FILTERS) {
        const ids = expectedIds(actor, filter, list)
        const taken = await check(desk, { list, format, datum: 'wgs84', ids }, text)
        await checkManifest(taken, { format, datum: 'wgs84', ids, list })
        seen += ids.length
      }
    }
    expect(seen).toBeGreaterThan(10)
  })

  test.each(EXPORT_DATUMS)('in %s is labelled and within a tenth of a metre', async (datum) => {
    const actor = actors['grid']!
    const ids = expectedIds(actor, {}, 'hazards')
    const taken = await check(deskOf(book, actor), { list: 'hazards', format, datum, ids })
    await checkManifest(taken, { format, datum, ids, list: 'hazards' })
    const file = decodeURIComponent(taken.headers['content-disposition'] ?? '')
    expect(file).toContain(`-${datum}.${format}"`)
    expect(file).toContain(`-${DATUM_NAMES[datum]}.${format}`)
  })

  test('of a figure holds the rows of its part', async () => {
    const desk = deskOf(book, actors['department']!)
    const { body } = await desk.get('/indicators/risk-distribution/rows').query({ part: '2', limit: '200' })
    const ids = (body.rows.items as { id: number }[]).map(({ id }) => id)
    expect([body.next, ids.length > 0]).toEqual([null, true])
    const taken = await files.take(desk, 'indicators/risk-distribution', format, { part: '2' })
    const column = format === 'shp.zip' ? 'ID' : '编号'
    const records = await recordsOf(taken, format, files.folder)
    expect(records.map((record) => Number(record[column]))).toEqual(ids)
  })

  test('is recorded with its format, datum and number of rows', async () => {
    await files.take(deskOf(book, actors['grid']!), 'enterprises', format, { datum: 'bd09' })
    const { rows } = await book.owner.query("select after, count::int from audit where act = 'export' order by id desc limit 1")
    expect(rows[0]).toMatchObject({
      after: { path: `/exports/enterprises.${format}?datum=bd09`, format, datum: 'bd09' },
      count: expectedIds(actors['grid']!, {}, 'enterprises').length,
    })
  })
}) // prettier-ignore

test('a manifest says who, of what, and under which conditions in words', async () => {
  const { rows } = await book.owner.query<{ id: number; name: string }>('select id, name from grid where level = 3 order by id limit 1')
  const query = { grid: `${rows[0]!.id},0`, risk: '1,0', overdue: '1', search: '厂' }
  const taken = await files.take(deskOf(book, actors['leader']!), 'enterprises', 'geojson', query)
  const { by, filter, title, form, columns, program } = await manifestOf(taken, 'geojson')
  expect({ by, title, form }).toEqual({ by: { name: '林青山', post: '领导', role: 'government' }, title: '生产经营单位', form: 'anjian-export-1' })
  expect([...filter.words].sort()).toEqual([`网格：${rows[0]!.name}、不在任何网格`, '文字：厂', '有超期隐患', '风险：重大风险、未评级'].sort())
  expect(filter.address).toBe(`/exports/enterprises.geojson?${new URLSearchParams(query).toString()}`)
  expect(columns).toContainEqual({ name: '单位名称', field: 'NAME' })
  expect(program).toMatch(/^anjian \d+\.\d+\.\d+$/)
  const english = await files.take(deskOf(book, actors['leader']!), 'enterprises', 'geojson', { ...query, lang: 'en' })
  expect((await manifestOf(english, 'geojson')).filter.words).toContain('With overdue hazards')
}) // prettier-ignore

test('phones are a column for posts that may know them, and none for others', async () => {
  const { enterprise } = actors['enterprise']!
  await book.owner.query("update enterprise set safety_manager_phone = '+86 535 1234567' where id = $1", [enterprise])
  const taken = (post: Actor['post']) =>
    files.take(deskOf(book, { ...actors['enterprise']!, ...(post && { post }) }), 'enterprises', 'geojson')
  const records = async (post: Actor['post']) => recordsOf(await taken(post), 'geojson', files.folder)
  expect((await records('safety-manager')).map((record) => record['安全管理人员电话'])).toEqual(['+86 535 1234567'])
  const [others] = await records('worker')
  expect(Object.keys(others!)).not.toContain('安全管理人员电话')
  expect((await taken('worker')).bytes.toString()).not.toContain('1234567')
})

test.each(['parquet', 'zip', 'shp', 'csv.gz'])('there is no format %s', async (format) => {
  expect((await deskOf(book, actors['grid']!).get(`/exports/enterprises.${format}`)).status).toBe(404)
})

test.each([
  [{ datum: 'cgcs2000' }, 'query.datum'],
  [{ bom: 'maybe' }, 'query.bom'],
  [{ format: 'csv' }, 'query'],
])('%j is refused as a problem', async (query, at) => {
  const { status, body, type } = await deskOf(book, actors['grid']!).get('/exports/enterprises.xlsx').query(query)
  expect([status, type, body.issues[0].at]).toEqual([400, 'application/problem+json', at])
})
