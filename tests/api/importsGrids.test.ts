import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { area as sphericalArea } from '@turf/area'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importFile } from '../../server/features/imports/import.ts'
import { GridMapping, readJson } from '../../server/features/imports/mapping.ts'
import type { ImportRequest } from '../../server/features/imports/request.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { needs } from '../fixtures/needs.ts'

const material = process.env.ANJIAN_MATERIAL ?? '../shared'
const WGS84 = join(material, 'data/boundaries/tudigong_yantai_13units_WGS84.geojson')
const GCJ02 = join(material, 'data/boundaries/echarts_yantai_12units_GCJ02.geojson')
const missing = !existsSync(WGS84) || !existsSync(GCJ02)
const WANTED = `no boundary files under ${material}: set ANJIAN_MATERIAL`

const mapping = (name: string): GridMapping => ({
  ...readJson(GridMapping, readFileSync(`data/mappings/${name}.json`, 'utf8'), name),
  constants: { person: '网格长', phone: '0535-000000' },
})

let book: FreshDatabase
let folder: string
beforeEach(async () => {
  book = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'anjian-import-'))
})
afterEach(async () => {
  await book.drop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async <Row extends object>(statement: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(statement, values)).rows
const count = async (what: string) => (await ask<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n
const run = (request: ImportRequest) => importFile(book.operator, request)

type Pair = readonly [number, number]
interface Geometry {
  readonly type: string
  readonly coordinates: unknown
}
/** Metres on a plane that is right enough near 37.3° N. */
const metres = ([lng, lat]: Pair): Pair => [lng * 111_320 * Math.cos((37.3 * Math.PI) / 180), lat * 110_990]
const ringsOf = ({ type, coordinates }: Geometry) =>
  (type === 'Polygon' ? (coordinates as Pair[][]) : (coordinates as Pair[][][]).flat()).map((ring) => ring.map(metres))
const segmentsOf = (geometry: Geometry) =>
  ringsOf(geometry).flatMap((ring) => ring.slice(1).map((to, i) => [ring[i] ?? to, to] as const))

function distance([x, y]: Pair, [[x1, y1], [x2, y2]]: readonly [Pair, Pair]): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}

/** Median distance of the vertices to the survey's border, metres. */
function medianOff(geometry: Geometry, survey: ReturnType<typeof segmentsOf>): number {
  const offs = ringsOf(geometry)
    .flat()
    .map((at) => survey.reduce((least, segment) => Math.min(least, distance(at, segment)), Infinity))
  return offs.sort((a, b) => a - b)[Math.floor(offs.length / 2)] ?? NaN
}

interface Feature {
  readonly id?: string
  readonly properties: { readonly code?: string; readonly name: string }
  readonly geometry: Geometry
}
const featuresOf = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] }).features

describe('13 units in WGS 84', () => {
  needs(missing, WANTED)
  const request: ImportRequest = { file: WGS84, mapping: mapping('yantai-13-units'), datum: 'wgs84' }

  test('become territories of a district that they draw together, and a second time change nothing', async () => {
    const report = await run(request)
    expect(report).toMatchObject({ rows: 13, located: 13, added: 13, rejected: 0, written: true, repairs: [] })
    const found = await ask<{ code: string; name: string; area: number }>(
      'select code, name, st_area(geom::geography) as area from grid where level = 3 order by id',
    )
    const features = featuresOf(WGS84)
    const expected = features.map(({ properties }) => properties)
    expect(found.map(({ code, name }) => [code, name])).toEqual(expected.map(({ code, name }) => [code, name]))
    for (const [i, { area }] of found.entries()) {
      // measured on a sphere, which differs from the ellipsoid by less than 0.7 %
      const spherical = sphericalArea(features[i]?.geometry as never)
      expect(Math.abs(area / spherical - 1)).toBeLessThan(0.007)
    }
    expect(await ask("select code, name, geom is not null as drawn, demo from district")).toEqual([{ code: '370600', name: '烟台市', drawn: true, demo: false }]) // prettier-ignore
    expect(await count('grid g join grid one on one.id = g.parent where g.level = 3 and one.level = 1')).toBe(13)
    const [history, versions] = [await count('history'), await ask('select * from layer_version order by layer')]
    expect(await run(request)).toMatchObject({ added: 0, changed: 0, unchanged: 13, written: true })
    expect(await count('history')).toBe(history)
    expect(await ask('select * from layer_version order by layer')).toEqual(versions)
  })

  test('without somebody who answers for them they are refused', async () => {
    const report = await run({ ...request, mapping: { ...mapping('yantai-13-units'), constants: {} } })
    expect(report.rejected).toBe(13)
    expect(report.issues.map(({ column, rule }) => `${column} ${rule}`)).toEqual(
      Array.from({ length: 13 }, () => ['person required', 'phone required']).flat(),
    )
    expect(await count('grid')).toBe(0)
  })
})

describe('12 units in GCJ-02', () => {
  needs(missing, WANTED)
  const request: ImportRequest = { file: GCJ02, mapping: mapping('yantai-12-units'), datum: 'gcj02' }

  test('nine invalid shapes are repaired, reported, and keep their area within 0.1 %', async () => {
    const report = await run(request)
    expect(report).toMatchObject({ rows: 12, added: 12, rejected: 0, written: true })
    const invalid: string[] = []
    for (const { properties, geometry } of featuresOf(GCJ02)) {
      const [judged] = await ask<{ valid: boolean }>('select st_isvalid(st_geomfromgeojson($1)) as valid', [
        JSON.stringify(geometry),
      ])
      if (!judged?.valid) invalid.push(properties.name)
    }
    expect(invalid).toHaveLength(9)
    expect(report.repairs.map(({ name }) => name)).toEqual(invalid)
    expect(report.issues.map(({ rule }) => rule)).toEqual(invalid.map(() => 'repaired'))
    for (const { code, before, after } of report.repairs) {
      expect(Math.abs(after / before - 1)).toBeLessThan(0.001)
      const [kept] = await ask<{ area: number }>('select st_area(geom::geography) as area from grid where code = $1', [
        code,
      ])
      expect(kept?.area).toBeCloseTo(after, 0)
    }
    expect(await count('grid where not st_isvalid(geom)')).toBe(0)
  })

  test('lie nearer to an independent WGS 84 survey of the same units than they came', async () => {
    await run(request)
    const surveyed = new Map(
      featuresOf(WGS84).map(({ properties: { name }, geometry }) => [name, segmentsOf(geometry)]),
    )
    const came = new Map(featuresOf(GCJ02).map(({ properties: { name }, geometry }) => [name, geometry]))
    const kept = await ask<{ name: string; geometry: Geometry }>(
      'select name, st_asgeojson(geom, 9, 0)::json as geometry from grid where level = 3 order by id',
    )
    const offs = kept.flatMap(({ name, geometry }) => {
      const survey = surveyed.get(name)
      const raw = came.get(name)
      return survey && raw ? [{ name, shifted: medianOff(geometry, survey), raw: medianOff(raw, survey) }] : []
    })
    expect(offs).toHaveLength(10)
    for (const { name, shifted, raw } of offs) expect(`${name} ${shifted < raw - 50}`).toBe(`${name} true`)
  })
})

describe('shapes that cannot be taken', () => {
  const square = (west: number, south: number, size: number) => [
    [west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south],
  ] // prettier-ignore
  const feature = (code: string, geometry: unknown) => ({
    type: 'Feature',
    properties: { code, name: `网格${code}` },
    geometry,
  })
  const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings })

  test('are reported by feature and rule; nothing is written', async () => {
    const bow = [[121, 37], [121.1, 37.1], [121.1, 37], [121, 37.08], [121, 37]] // prettier-ignore
    const file = join(folder, 'odd.geojson')
    const features = [
      feature('1', polygon(square(121, 37, 0.1))),
      feature('2', polygon(bow)),
      feature('3', { type: 'Point', coordinates: [121, 37] }),
      feature('4', polygon(square(121.2, 37, 0.1).slice(0, 4))),
      feature('5', polygon(square(37, 121, 0.1))),
      feature('6', polygon([[121, 37], [121, 37], [121, 37], [121, 37]])), // prettier-ignore
      feature('1', polygon(square(121.4, 37, 0.1))),
    ]
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
    const plain = readJson(GridMapping, readFileSync('data/mappings/yantai-13-units.json', 'utf8'), '')
    const request: ImportRequest = {
      file,
      datum: 'wgs84',
      mapping: { ...plain, constants: { person: '甲', phone: '0535-000000' } },
    }
    const report = await run(request)
    expect(report.issues.map(({ row, rule }) => `${row} ${rule}`)).toEqual([
      '1 key-repeated', '2 area-changed', '3 not-a-polygon', '4 ring-not-closed', '5 range', '6 nothing-left', '7 key-repeated',
    ]) // prettier-ignore
    expect(report).toMatchObject({ rejected: 7, written: false })
    expect(await count('grid')).toBe(0)
    const bowed = await run({
      ...request,
      acceptGood: true,
      overrides: [{ row: 2, rule: 'area-changed', reason: '已核对' }],
    })
    expect(bowed).toMatchObject({ added: 1, rejected: 6 })
    expect(await count('grid where level = 3 and st_isvalid(geom)')).toBe(1)
  })
})
