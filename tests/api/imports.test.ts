import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { completeUscc } from '#core/domain/uscc.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { EnterpriseMapping, readJson } from '../../server/features/imports/mapping.ts'
import { faultyRows } from '../../server/features/imports/report.ts'
import type { ImportReport, ImportRequest } from '../../server/features/imports/request.ts'
import { setupToken } from '../../server/http/setup.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { needs } from '../fixtures/needs.ts'

const material = process.env.ANJIAN_MATERIAL ?? '../shared'
const at = (path: string) => join(material, 'data', path)
const missing = !existsSync(at('hazard/rmp_facilities_us.csv'))
const WANTED = `no real files under ${material}: set ANJIAN_MATERIAL`

const mapped = (name: string) => readFileSync(`data/mappings/${name}.json`, 'utf8')
const plants = readJson(EnterpriseMapping, mapped('power-plants'), 'power-plants')
const facilities = readJson(EnterpriseMapping, mapped('us-facilities'), 'us-facilities')

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
const counts = ({ added, changed, unchanged, rejected, written }: ImportReport) =>
  ({ added, changed, unchanged, rejected, written }) // prettier-ignore
const byRule = ({ issues }: ImportReport) =>
  issues.reduce<Record<string, number>>((sums, { rule }) => ({ ...sums, [rule]: (sums[rule] ?? 0) + 1 }), {})

/** The records of a real file, read by nothing of the product: no cell of these two holds a line break. */
function recordsOf(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean)
  const cellsOf = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] ?? m[2] ?? '').replaceAll('""', '"'))
  const columns = cellsOf(header)
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, i) => [columns[i] ?? '', cell])))
}

describe('3,137 Chinese power plants', () => {
  needs(missing, WANTED)
  const file = at('hazard/wri_china_power_plants.csv')
  const request: ImportRequest = { file, mapping: plants, datum: 'wgs84' }

  test('are all or nothing: rows that share an id are reported and nothing is written', async () => {
    const report = await run(request)
    expect(report).toMatchObject({ rows: 3137, located: 3126, rejected: 20, written: false })
    expect(byRule(report)).toEqual({ 'key-repeated': 20, 'position-missing': 11 })
    const records = recordsOf(file)
    const ids = records.map((record) => record['Power Plant ID'])
    const shared = records.flatMap((_, i) => (ids.indexOf(ids[i]) !== ids.lastIndexOf(ids[i]) ? [i + 2] : []))
    const lost = records.flatMap(({ Latitude }, i) => (Latitude === '' ? [i + 2] : []))
    const rows = (rule: string) => report.issues.filter((issue) => issue.rule === rule).map(({ row }) => row)
    expect(rows('key-repeated')).toEqual(shared)
    expect(rows('position-missing')).toEqual(lost)
    expect(await count('enterprise')).toBe(0)
    expect(await count('district')).toBe(0)
    expect(await count('import')).toBe(0)
  })

  test('load their good rows, and a second time change nothing', async () => {
    const first = await run({ ...request, acceptGood: true })
    expect(counts(first)).toEqual({ added: 3117, changed: 0, unchanged: 0, rejected: 20, written: true })
    expect(await count('enterprise')).toBe(3117)
    expect(await count('enterprise where geom is null')).toBe(11)
    const versions = await ask('select version from layer_version where layer = $1', ['enterprises'])
    const second = await run({ ...request, acceptGood: true })
    expect(counts(second)).toEqual({ added: 0, changed: 0, unchanged: 3117, rejected: 20, written: true })
    expect(await ask('select version from layer_version where layer = $1', ['enterprises'])).toEqual(versions)
    expect(await count('history')).toBe(0)
    expect(await count("import where capability = 'enterprises' and rejected = 20")).toBe(2)
    const [xiluodu] = await ask(
      "select name, industry, st_x(geom) as lng, st_y(geom) as lat, source from enterprise where identifier = '1000453'",
    )
    expect(xiluodu).toEqual({ name: 'Xiluodu', industry: 'D4413', lng: 103.65, lat: 28.26, source: 'import' })
  })

  test('one of the rows that share an id is taken where it is chosen with a reason, two are not', async () => {
    const choose = (...rows: number[]) =>
      rows.map((row) => ({ row, rule: 'key-repeated', reason: '现场核实' }))
    const one = await run({ ...request, acceptGood: true, dryRun: true, overrides: choose(1411) })
    expect(one).toMatchObject({ added: 3118, rejected: 19 })
    const two = await run({ ...request, acceptGood: true, dryRun: true, overrides: choose(1411, 1412) })
    expect(two).toMatchObject({ added: 3117, rejected: 20 })
    expect(await count('enterprise')).toBe(0)
  })
}) // prettier-ignore

describe('21,561 US facilities in a district without bounds', () => {
  needs(missing, WANTED)
  const file = at('hazard/rmp_facilities_us.csv')
  const request: ImportRequest = { file, mapping: facilities, datum: 'wgs84' }
  const guam = recordsOfGuam()
  function recordsOfGuam() {
    if (missing) return []
    return recordsOf(file).flatMap((record, i) => (record.State === 'GU' ? [{ ...record, row: i + 2 }] : []))
  }

  test('320 are reported by positive longitude and 4 by zero coordinate; the others load fast', async () => {
    const report = await run({ ...request, acceptGood: true })
    expect(byRule(report)).toEqual({ 'positive-longitude': 320, 'zero-coordinate': 4 })
    expect(counts(report)).toEqual({ added: 21_237, changed: 0, unchanged: 0, rejected: 324, written: true })
    expect(await count('enterprise where st_x(geom) >= 0')).toBe(0)
    expect(await ask('select code, name, geom from district')).toEqual([{ code: 'us', name: 'United States', geom: null }]) // prettier-ignore
    console.log(`import: ${Math.round(report.rows / report.seconds)} rows/s (${report.seconds.toFixed(2)} s)`)
    const faulty = faultyRows(report.table, report.issues).trimEnd().split('\r\n')
    expect(faulty).toHaveLength(1 + 324)
  })

  test('four are rightly on Guam: taken with a reason, which is recorded', async () => {
    expect(guam).toHaveLength(4)
    const overrides = guam.map(({ row }) => ({ row, rule: 'positive-longitude', reason: '位于关岛' }))
    const report = await run({ ...request, acceptGood: true, overrides })
    expect(byRule(report)).toEqual({ 'positive-longitude': 316, 'zero-coordinate': 4 })
    expect(report.added).toBe(21_241)
    const ids = guam.map((record) => record['EPA Facility ID' as never] as string)
    expect(await ask('select identifier from enterprise where st_x(geom) > 0 order by 1')).toEqual(
      ids.toSorted().map((identifier) => ({ identifier })),
    )
    const [kept] = await ask<{ overrides: { key: string; reason: string }[] }>('select overrides from import')
    expect(kept?.overrides.map(({ key, reason }) => [key, reason])).toEqual(ids.map((id) => [id, '位于关岛']))
  })

  test('with bounds, further rows are reported by outside bounds', async () => {
    const [west, south, east, north] = [-125, 24, -66, 50]
    const further = recordsOf(file).filter(({ Longitude, Latitude }) => {
      const [lng, lat] = [Number(Longitude), Number(Latitude)]
      return lng < 0 && (lng < west || lng > east || lat < south || lat > north)
    })
    const report = await run({ ...request, dryRun: true, bounds: [west, south, east, north] })
    expect(byRule(report)).toEqual({ 'positive-longitude': 320, 'zero-coordinate': 4, 'outside-bounds': further.length }) // prettier-ignore
    expect(further.length).toBeGreaterThan(0)
    console.log(`outside -125,24,-66,50: ${further.length}`)
    const overrides = guam.map(({ row }) => ({ row, rule: 'positive-longitude', reason: '位于关岛' }))
    const again = await run({ ...request, dryRun: true, bounds: [west, south, east, north], overrides })
    expect(byRule(again)).toMatchObject({ 'positive-longitude': 316, 'outside-bounds': further.length + 4 })
  })

  test('a changed row changes one row and keeps what it was', async () => {
    await run({ ...request, acceptGood: true })
    const file2 = join(folder, 'changed.csv')
    writeFileSync(file2, readFileSync(file, 'utf8').replace('30.958889,-88.021111', '30.958889,-88.5'))
    const report = await run({ ...request, file: file2, acceptGood: true })
    expect(counts(report)).toEqual({ added: 0, changed: 1, unchanged: 21_236, rejected: 324, written: true })
    expect(await ask("select row_id from history where table_name = 'enterprise'")).toHaveLength(1)
  })
})

describe('ten seeded faults', () => {
  const header = '企业名称,统一社会信用代码,经度,纬度,行业,员工人数,电话'
  const mapping = readJson(
    EnterpriseMapping,
    JSON.stringify({
      capability: 'enterprises',
      name: '测试',
      scheme: 'uscc',
      key: '统一社会信用代码',
      columns: { name: '企业名称', lng: '经度', lat: '纬度', industry: '行业', staff: '员工人数', safetyManagerPhone: '电话' },
      district: { code: '370671', name: '测试区' },
    }),
    'mapping',
  ) // prettier-ignore

  test('are reported exactly, by row, column and rule', async () => {
    const code = (n: number) => completeUscc(`91370600DEM0${String(n).padStart(4, '0')}`)
    const line = (n: number, change: Partial<Record<number, string>> = {}) =>
      [`企业${n}`, code(n), '121.49', '37.44', 'C2614', '12', '0535-6000001'].map((cell, i) => change[i] ?? cell).join(',') // prettier-ignore
    const faults: [Partial<Record<number, string>>, string, string][] = [
      [{ 0: '' }, '企业名称', 'required'],
      [{ 1: `${code(3).slice(0, 17)}${code(3).endsWith('0') ? '1' : '0'}` }, '统一社会信用代码', 'uscc-check-digit'],
      [{ 2: '121.49E' }, '经度', 'number'],
      [{ 2: '37.44', 3: '121.49' }, '经度, 纬度', 'range'],
      [{ 2: '0', 3: '0' }, '经度, 纬度', 'zero-coordinate'],
      [{ 2: '112.49' }, '经度, 纬度', 'outside-bounds'],
      [{ 4: 'A2614' }, '行业', 'industry'],
      [{ 5: '-3' }, '员工人数', 'whole-range'],
      [{ 6: '打电话' }, '电话', 'phone'],
      [{ 0: '长'.repeat(201) }, '企业名称', 'text-too-long'],
    ]
    const lines = Array.from({ length: 30 }, (_, i) => line(i, faults[i / 3]?.[0] ?? {}))
    const file = join(folder, 'faults.csv')
    writeFileSync(file, `${header}\n${lines.join('\n')}\n`)
    const report = await run({ file, mapping, datum: 'wgs84', bounds: [120, 36, 123, 39] })
    expect(report.issues.map(({ row, column, rule }) => [row, column, rule])).toEqual(
      faults.map(([, column, rule], i) => [i * 3 + 2, column, rule]),
    )
    expect(report).toMatchObject({ rows: 30, rejected: 10, written: false })
    expect(await count('enterprise')).toBe(0)
    expect(await run({ file, mapping, datum: 'wgs84', bounds: [120, 36, 123, 39], acceptGood: true })).toMatchObject({
      added: 20,
      rejected: 10,
    })
  })
})

describe('datum', () => {
  test('a file in GCJ-02 lands on independent WGS 84 points', async () => {
    const { vectors } = JSON.parse(readFileSync('tests/fixtures/standards/datumVectors.json', 'utf8')) as {
      vectors: { from: string; to: string; given: [number, number]; expected: [number, number] }[]
    }
    const pairs = vectors.filter(({ from, to, given }) => from === 'wgs84' && to === 'gcj02' && given[0] < 137)
    const file = join(folder, 'gcj02.csv')
    const lines = pairs.map(({ expected: [lng, lat] }, i) => `p${i},点${i},${lng},${lat}`)
    writeFileSync(file, `key,name,lng,lat\n${lines.join('\n')}\n`)
    const mapping = readJson(
      EnterpriseMapping,
      JSON.stringify({ capability: 'enterprises', name: '测试', scheme: 'test', key: 'key', columns: { name: 'name', lng: 'lng', lat: 'lat' }, district: { code: 'test', name: '测试区' } }),
      'mapping',
    ) // prettier-ignore
    expect(await run({ file, mapping, datum: 'gcj02' })).toMatchObject({ added: pairs.length, rejected: 0 })
    for (const [i, { given }] of pairs.entries()) {
      const [off] = await ask<{ metres: number; datum: string }>(
        `select st_distance(geom::geography, st_setsrid(st_makepoint($1, $2), 4326)::geography) as metres, source_datum as datum
         from enterprise where identifier = $3`,
        [...given, `p${i}`],
      )
      expect(off?.metres).toBeLessThan(0.3)
      expect(off?.datum).toBe('gcj02')
    }
  })
})

describe('a book that holds the demonstration', () => {
  test('takes real rows only where it is told to let the demonstration go, which then has left nothing', async () => {
    const demo = await freshDatabase({ demo: true })
    try {
      const of = async (what: string) =>
        (await demo.owner.query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]?.n
      const file = join(folder, 'real.csv')
      writeFileSync(file, `key,name\n1,烟台港2号\n`)
      const mapping = readJson(
        EnterpriseMapping,
        JSON.stringify({ capability: 'enterprises', name: '测试', scheme: 'test', key: 'key', columns: { name: 'name' }, district: { code: '370671', name: '高新区' } }),
        'mapping',
      ) // prettier-ignore
      await expect(importFile(demo.operator, { file, mapping, datum: 'wgs84' })).rejects.toThrow('--replace-demo')
      const dry = await importFile(demo.operator, { file, mapping, datum: 'wgs84', replaceDemo: true, dryRun: true })
      expect(dry.written).toBe(false)
      expect([await of('enterprise'), await of('demo_identity')]).toEqual([1200, 11])
      expect(await setupToken(demo.pool)).toBeUndefined()

      // as after a day of trying: what was in use is never deleted alone, but goes with the demonstration
      await demo.owner.query(`update sensor_service set from_at = from_at - interval '1 day'`)
      await expect(demo.owner.query('delete from sensor')).rejects.toThrow('the sensor was in use')
      await demo.owner.query('update district set demo = false')
      const steward = await demo.operator.connect()
      await steward.query('set role anjian_steward')
      const gone = await steward.query('delete from sensor_service')
      steward.release(true)
      expect(gone.rowCount).toBe(0)
      await demo.owner.query('update district set demo = true')
      const report = await importFile(demo.operator, { file, mapping, datum: 'wgs84', replaceDemo: true })
      expect(report).toMatchObject({ added: 1, replacedDemo: true, written: true })
      const { rows } = await demo.owner.query('select name, initials from enterprise')
      expect(rows).toEqual([{ name: '烟台港2号', initials: 'ytg2h' }])
      for (const table of ['demo_identity', 'hazard', 'grid', 'department', 'place', 'population_point', 'history']) {
        expect(`${table} ${await of(table)}`).toBe(`${table} 0`)
      }
      expect(await of('district where not demo')).toBe(1)
      expect(await of('hazard_month where recorded <> 0')).toBe(0)
      expect(await of("basemap where kind in ('road', 'block')")).toBe(0)
      expect(await of("basemap where kind in ('sea', 'coast')")).toBeGreaterThan(0)
      expect(await setupToken(demo.pool)).toMatch(/^[\w-]{40,}$/)
    } finally {
      await demo.drop()
    }
  })
})
