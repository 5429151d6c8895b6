/** What is written, held against the requirements of OGC 12-128r18 by SQL and by its bytes, and by none of the product's readers. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import sqlite from 'node-sqlite3-wasm'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readRows } from '../read.ts'
import { geopackageOf, type Package } from './geopackage.ts'
import { measure, prjOf } from './shapefile.ts'
import type { WrittenRow, WrittenTable } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'anjian-written-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
// temporary files of this test are its own
beforeEach(() => vi.stubEnv('TMPDIR', folder))
afterEach(() => vi.unstubAllEnvs())
const leftOver = () => readdirSync(folder).filter((name) => name.startsWith('anjian-export-'))

const column = (heading: string, number = false) => ({ heading, field: 'F', width: 10, number })
const COLUMNS = [column('编号', true), column('代码 "甲"'), column('值', true)]
const ROWS: WrittenRow[] = [
  { values: [1, '007', -0.5], position: [121.123456789012, 37.5] },
  { values: [2, '', null], position: null },
  { values: [3, "=1+1'; drop table x; --\r\n𠮷", 1e-7], position: [-0.1, -37] },
]
const tableOf = (rows: readonly WrittenRow[]): WrittenTable => ({
  columns: COLUMNS,
  place: ['经度', '纬度'],
  async *rows() {
    yield rows.slice(0, 2)
    if (rows.length > 2) yield rows.slice(2)
  },
})
const GCJ02 = { id: 100_002, name: 'GCJ-02', definition: prjOf('GCJ-02') }
const MADE: Package = { name: 'enterprises_gcj02', title: '生产经营单位', description: '坐标系: GCJ-02', system: GCJ02, at: new Date('2026-03-02T01:02:04Z'), manifest: { rows: 3, 'who': '林青山' } } // prettier-ignore
const written = async (rows: readonly WrittenRow[], made: Partial<Package> = {}) =>
  geopackageOf(tableOf(rows), await measure(tableOf(rows)), { ...MADE, ...made })

let count = 0
async function kept(chunks: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  const path = join(folder, `${(count += 1)}.gpkg`)
  const bytes = Buffer.concat(parts)
  writeFileSync(path, bytes)
  return { path, bytes }
}
/** Answers of SQL to a file. */
async function asked<Names extends string>(path: string, questions: Readonly<Record<Names, string>>) {
  const db = new sqlite.Database(path, { readOnly: true })
  try {
    const all = Object.entries<string>(questions).map(([name, sql]) => [name, db.all(sql).map((row) => Object.values(row))]) // prettier-ignore
    return Object.fromEntries(all) as Record<Names, unknown[][]>
  } finally {
    db.close()
  }
}

describe('a GeoPackage', () => {
  test('has the application id, the tables and the reference systems that are required, and is whole', async () => {
    const { path, bytes } = await kept(await written(ROWS))
    expect([bytes.toString('latin1', 0, 15), bytes.toString('latin1', 68, 72), bytes.readUInt32BE(60)]).toEqual(['SQLite format 3', 'GPKG', 10_300])
    expect([bytes[18], bytes[19]]).toEqual([1, 1])
    const found = await asked(path, {
      whole: 'pragma integrity_check',
      keys: 'pragma foreign_key_check',
      tables: "select name from sqlite_schema where type = 'table' and name like 'gpkg%' order by name",
      systems: 'select srs_id, organization, organization_coordsys_id from gpkg_spatial_ref_sys order by srs_id',
      named: `select srs_name, definition from gpkg_spatial_ref_sys where srs_id = 100002`,
      contents: 'select table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id from gpkg_contents',
      geometry: 'select * from gpkg_geometry_columns',
      extensions: 'select table_name, column_name, extension_name, scope from gpkg_extensions order by 1',
      metadata: 'select md_scope, mime_type, metadata from gpkg_metadata join gpkg_metadata_reference on md_file_id = id',
    })
    expect(found).toEqual({
      whole: [['ok']],
      keys: [],
      tables: ['contents', 'extensions', 'geometry_columns', 'metadata', 'metadata_reference', 'spatial_ref_sys'].map((name) => [`gpkg_${name}`]),
      systems: [[-1, 'NONE', -1], [0, 'NONE', 0], [4326, 'EPSG', 4326], [100_002, 'NONE', 100_002]],
      named: [['GCJ-02', expect.stringMatching(/^GEOGCS\["GCJ-02",DATUM\["D_GCJ-02"/)]],
      contents: [['enterprises_gcj02', 'features', '生产经营单位', '坐标系: GCJ-02', '2026-03-02T01:02:04.000Z', -0.1, -37, 121.123456789012, 37.5, 100_002]],
      geometry: [['enterprises_gcj02', 'geom', 'POINT', 100_002, 0, 0]],
      extensions: [['gpkg_metadata', null, 'gpkg_metadata', 'read-write'], ['gpkg_metadata_reference', null, 'gpkg_metadata', 'read-write']],
      metadata: [['dataset', 'application/json', '{"rows":3,"who":"林青山"}']],
    })
  }) // prettier-ignore

  test('has its rows by their headings: numbers, texts and points as they were', async () => {
    const { path } = await kept(await written(ROWS))
    const { types, rows } = await asked(path, {
      types: 'select name, type, pk from pragma_table_info(\'enterprises_gcj02\')',
      rows: 'select fid, hex(geom), 编号, "代码 ""甲""", 值 from enterprises_gcj02',
    })
    expect(types).toEqual([['fid', 'INTEGER', 1], ['geom', 'POINT', 0], ['编号', 'INTEGER', 0], ['代码 "甲"', 'TEXT', 0], ['值', 'REAL', 0]])
    expect(rows.map(([fid, , ...cells]) => [fid, ...cells])).toEqual(ROWS.map(({ values }, i) => [i + 1, ...values]))
    const blobs = rows.map(([, hex]) => (hex === '' ? null : Buffer.from(String(hex), 'hex')))
    expect(blobs.map((blob) => blob && [blob.toString('latin1', 0, 2), blob[2], blob[3], blob.readInt32LE(4), blob[8], blob.readUInt32LE(9), blob.readDoubleLE(13), blob.readDoubleLE(21), blob.length])).toEqual(
      ROWS.map(({ position }) => position && ['GP', 0, 1, 100_002, 1, 1, ...position, 29]),
    )
  }) // prettier-ignore

  test('in WGS 84 needs no system of its own, and without points no box', async () => {
    const system = { id: 4326, name: 'WGS 84' }
    const { path } = await kept(await written([ROWS[1]!], { system }))
    const found = await asked(path, {
      systems: 'select srs_id from gpkg_spatial_ref_sys order by 1',
      contents: 'select min_x, max_y, srs_id from gpkg_contents',
    })
    expect(found).toEqual({ systems: [[-1], [0], [4326]], contents: [[null, null, 4326]] })
    const none = await kept(await written([], { system }))
    expect(await asked(none.path, { n: 'select count(*) from enterprises_gcj02' })).toEqual({ n: [[0]] })
  })

  test('is read back by the product', async () => {
    const { columns, rows } = await readRows((await kept(await written(ROWS))).path)
    expect(columns).toEqual(['fid', '编号', '代码 "甲"', '值', 'lng', 'lat'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', '1', '007', '-0.5', '121.123456789012', '37.5'],
      ['2', '2', '', '', '', ''],
      ['3', '3', String(ROWS[2]!.values[1]), '1e-7', '-0.1', '-37'],
    ])
  })
})

test('one lot of rows is held at a time', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const lots: WeakRef<WrittenRow[]>[] = []
  let most = 0
  const many: WrittenTable = {
    ...tableOf([]),
    async *rows() {
      for (let i = 0; i < 8; i++) {
        await setImmediate()
        collect()
        most = Math.max(most, lots.filter((lot) => lot.deref() !== undefined).length)
        await setImmediate()
        const lot = ROWS.map((row) => ({ ...row }))
        lots.push(new WeakRef(lot))
        yield lot
      }
    },
  }
  await kept(await geopackageOf(many, await measure(tableOf([])), MADE))
  expect(lots).toHaveLength(8)
  expect(most).toBeLessThan(3)
}, 60_000)

describe('the file that it lies in meanwhile', () => {
  test('has no name any more when the first byte is sent', async () => {
    const chunks = await written(ROWS)
    expect(leftOver()).toEqual([])
    expect((await kept(chunks)).bytes.length).toBeGreaterThan(4096)
  })

  test('goes where the rows end in a failure', async () => {
    const failing: WrittenTable = {
      ...tableOf(ROWS),
      async *rows() {
        yield ROWS
        throw new Error('no more')
      },
    }
    await expect(geopackageOf(failing, await measure(tableOf(ROWS)), MADE)).rejects.toThrow('no more')
    expect(leftOver()).toEqual([])
  })

  test('is let go where the reader leaves, before the first byte or after it', async () => {
    const many = Array.from({ length: 5_000 }, () => ROWS[2]!)
    const openFiles = () => readdirSync('/proc/self/fd').length
    const before = openFiles()
    const never = Readable.from(await written(many))
    never.destroy()
    const gone = new Writable({ write: (_, __, done) => done(new Error('gone')) })
    await expect(pipeline(Readable.from(await written(many)), gone)).rejects.toThrow('gone')
    await expect.poll(openFiles).toBe(before)
  })
})
