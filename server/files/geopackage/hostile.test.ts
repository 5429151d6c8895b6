import { mkdtempSync, readdirSync, readFileSync, rmdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { blobOf, drawn, geopackageOf, type Layer, writer } from '../../../tests/files/geopackage.ts'
import { scratch } from '../../../tests/files/onDisk.ts'
import { openPolygons, readPolygons, readRows } from '../read.ts'
import { FileRefused } from '../rows.ts'

const onDisk = scratch()
const RING = [[121, 37], [121.1, 37], [121.1, 37.1], [121, 37]] as const // prettier-ignore
/** Enough rows for a tree of several pages. */
const GOOD: Layer = {
  name: 'a',
  columns: ['name TEXT'],
  rows: Array.from({ length: 400 }, (_, i) => [i % 2 ? drawn([[RING]]) : drawn([121, 37]), `第 ${i} 个`] as const),
}
const SMALL: Layer = { ...GOOD, rows: GOOD.rows.slice(0, 2) }
const good = geopackageOf([GOOD])
const PAGE = 4096

/** Refused in Chinese and English, as rows and as areas, with words that are looked for. */
async function refused(bytes: Buffer, words: RegExp) {
  const file = onDisk(bytes)
  for (const read of [readRows, readPolygons]) {
    const error = await read(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FileRefused)
    expect((error as FileRefused).message).toMatch(words)
    expect((error as FileRefused).message).toMatch(/[\u4e00-\u9fff].*\n.*[a-z]/)
  }
}
const changed = (bytes: Buffer, at: number, ...values: number[]) => {
  const copy = Buffer.from(bytes)
  copy.set(values, at)
  return copy
}
const NAME = "update gpkg_contents set table_name = 'v' where table_name = 'a'; update gpkg_geometry_columns set table_name = 'v';" // prettier-ignore

describe('a GeoPackage is refused', () => {
  test('never where it is good: the others below differ from it by one thing each', async () => {
    expect((await readRows(onDisk(good))).rows).toHaveLength(400)
  })

  test.each([0.1, 0.5, 0.9, 0.999])('where it is cut off after %d of it', async (share) => {
    await refused(good.subarray(0, Math.floor(good.length * share)), /损坏或不完整/)
  })

  test.each<[string, Buffer, RegExp]>([
    ['pages of no size', changed(good, 16, 0, 0), /page 0 B/],
    ['pages of an odd size', changed(good, 16, 0x0f, 0xff), /page 4095 B/],
    ['a journal elsewhere', changed(good, 18, 2, 2), /WAL/],
    ['texts in UTF-16', changed(good, 59, 2), /UTF-8/],
    ['a version that there is not', changed(good, 18, 9, 9), /gpkg_contents/],
    ['a header and nothing more', good.subarray(0, 100), /损坏/],
    ['not even a header', good.subarray(0, 40), /损坏/],
    ['a schema on a page of another kind', changed(good, 100, 2), /page 1/],
    ['a schema that points out of its page', changed(good, 108, 0xff, 0xff), /schema/],
    ['a schema that leads back to itself', changed(good, 100, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), /page 1\D/],
    ['more tables than a page holds', changed(good, 103, 0xff, 0xff), /schema/],
    ['pages of noise', Buffer.concat([good.subarray(0, PAGE), Buffer.from(good.subarray(PAGE)).fill(0xa5)]), /损坏/],
    ['pages of zeros', Buffer.concat([good.subarray(0, PAGE), Buffer.alloc(good.length - PAGE)]), /损坏/],
    ['no table of contents', geopackageOf([SMALL], 'drop table gpkg_contents'), /不是 GeoPackage/],
    ['no table of geometries', geopackageOf([SMALL], 'drop table gpkg_geometry_columns'), /gpkg_geometry_columns/],
    ['no table of reference systems', geopackageOf([SMALL], 'drop table gpkg_spatial_ref_sys'), /gpkg_spatial_ref_sys/],
    ['no row of its geometry', geopackageOf([SMALL], 'delete from gpkg_geometry_columns'), /gpkg_geometry_columns: a/],
    ['a column that is not there', geopackageOf([SMALL], "update gpkg_geometry_columns set column_name = 'x'"), /a\.x/],
    ['no layer', geopackageOf([]), /没有要素图层/],
    ['rows without numbers', geopackageOf([], `create table w (geom, n text primary key) without rowid; insert into w values (null, 'x'); insert into gpkg_contents (table_name, data_type) values ('w', 'features'); insert into gpkg_geometry_columns values ('w', 'geom', 'POINT', 0, 0, 0)`), /_rowid_/],
  ])('where it has %s', async (_, bytes, words) => {
    await refused(bytes, words)
  }) // prettier-ignore

  const claim = (type: number, n: number) => blobOf(writer().byte(1).uint(type).uint(n).bytes())
  test.each<[string, Uint8Array | string]>([
    ['4,294,967,295 rings', claim(3, 0xffffffff)],
    ['4,294,967,295 polygons', claim(6, 0xffffffff)],
    ['no bytes', new Uint8Array()],
    ['words', 'POINT (121 37)'],
  ])('where a geometry is %s', async (_, geometry) => {
    await refused(geopackageOf([{ ...SMALL, rows: [[geometry as Uint8Array, 'x']] }]), /feature 1/)
  })

  test('where a layer is a view, even one without end, or a virtual table', async () => {
    const endless = 'create view v as with recursive r (n) as (select 1 union all select n + 1 from r) select n as fid, null as geom from r;' // prettier-ignore
    await refused(geopackageOf([SMALL], endless + NAME), /“v”是视图/)
    await refused(geopackageOf([SMALL], `create virtual table v using fts5 (fid, geom); ${NAME}`), /“v”是视图/)
    await refused(geopackageOf([SMALL], `create view g as select * from gpkg_contents; pragma writable_schema = on; drop table gpkg_contents; create view gpkg_contents as with recursive r (n) as (select 1 union all select n + 1 from r) select n as table_name, 'x' as data_type from r`), /不是 GeoPackage/) // prettier-ignore
  })

  /** A page of a tree whose children are all the same one. @see sqlite.org/fileformat2.html 1.6 */
  function pageOver(child: number): Buffer {
    const page = Buffer.alloc(PAGE)
    page[0] = 5
    page.writeUInt16BE(500, 3)
    page.writeUInt16BE(PAGE - 5 * 500, 5)
    page.writeUInt32BE(child, 8)
    for (let i = 0; i < 500; i++) {
      page.writeUInt16BE(PAGE - 5 * (i + 1), 12 + 2 * i)
      page.writeUInt32BE(child, PAGE - 5 * (i + 1))
      page[PAGE - 5 * (i + 1) + 4] = 1
    }
    return page
  }
  /** The file with the root of its layer made the top of so many such pages over one leaf: 500 to that power times its rows. */
  function endless(levels: number): Buffer {
    const starts = Array.from({ length: good.length / PAGE }, (_, i) => i * PAGE).slice(1)
    const root = starts.find((at) => good[at] === 5)!
    const leaf = good.readUInt32BE(root + good.readUInt16BE(root + 12))
    const last = good.length / PAGE
    const more = Array.from({ length: levels - 1 }, (_, i) => pageOver(i === 0 ? leaf : last + i))
    const bytes = Buffer.concat([good, ...more])
    pageOver(levels === 1 ? leaf : last + levels - 1).copy(bytes, root)
    bytes.writeUInt32BE(bytes.length / PAGE, 28)
    return bytes
  }

  test('where one page is all pages of a tree, and where it is its own child', async () => {
    await refused(endless(1), /feature \d+: > \d+ B/)
    await refused(endless(6), /feature \d+: > \d+ B/)
    const own = endless(1)
    const root = own.findIndex((byte, at) => at > 0 && at % PAGE === 0 && byte === 5)
    pageOver(root / PAGE + 1).copy(own, root)
    await refused(own, /malformed/)
  })
})

describe('a GeoPackage that would have something done', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('is read as it lies there: triggers, computed columns and defaults do nothing', async () => {
    const sql = `create trigger t after insert on a begin delete from a; end; create index i on a (name) where name like '%x';
      alter table a add column made text as (hex(zeroblob(400000000))) virtual; alter table a add column put text default '${'ours'.repeat(50)}';`
    const { columns, rows } = await readRows(onDisk(geopackageOf([GOOD], sql)))
    expect(columns).toEqual(['fid', 'name', 'put', 'lng', 'lat'])
    expect([rows.length, new Set(rows.map(({ cells }) => cells[2]))]).toEqual([400, new Set(['ours'.repeat(50)])])
  })

  test('computes no table of contents', async () => {
    const sql = `alter table gpkg_contents rename to c; create table gpkg_contents (table_name text as (hex(zeroblob(40000000))), data_type text); insert into gpkg_contents (data_type) values ('features')` // prettier-ignore
    await refused(geopackageOf([SMALL], sql), /gpkg_contents\.table_name/)
  })

  test('is not changed, and nothing is left beside it or elsewhere, whether it is read, left or refused', async () => {
    const file = onDisk(good, 'kept.gpkg')
    const at = new Date('2026-01-31T00:00:00Z')
    utimesSync(file, at, at)
    // a journal of somebody else's is not rolled back into it
    writeFileSync(`${file}-journal`, Buffer.alloc(1024, 1))
    const beside = readdirSync(dirname(file))
    // temporary folders of this test are its own
    const elsewhere = mkdtempSync(join(tmpdir(), 'anjian-elsewhere-'))
    vi.stubEnv('TMPDIR', elsewhere)
    await readRows(file)
    for await (const _ of (await openPolygons(file)).batches()) break
    await refused(changed(good, 100, 2), /损坏/)
    unlinkSync(`${file}-journal`)
    expect(readFileSync(file).equals(good)).toBe(true)
    expect(readdirSync(dirname(file)).filter((name) => name.startsWith('kept'))).toEqual(['kept.gpkg'])
    expect(beside).toContain('kept.gpkg-journal')
    expect(readdirSync(elsewhere)).toEqual([])
    rmdirSync(elsewhere)
  })
})
