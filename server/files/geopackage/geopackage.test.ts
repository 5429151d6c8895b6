import { describe, expect, test } from 'vitest'
import {
  blobOf,
  drawn,
  type Drawn,
  geopackageOf,
  type Layer,
  type Layout,
  wkbOf,
  writer,
} from '../../../tests/files/geopackage.ts'
import { scratch } from '../../../tests/files/onDisk.ts'
import { formatOf } from '../format.ts'
import { previewOf } from '../preview.ts'
import { readPolygons, readRows } from '../read.ts'
import { FileRefused } from '../rows.ts'
import { shapeInBlob } from './geometry.ts'
import { Unreadable } from './wkb.ts'

const onDisk = scratch()
const RING = [[121, 37], [121.1, 37], [121.1, 37.1], [121, 37]] as const // prettier-ignore
const HOLE = [[121.01, 37.01], [121.02, 37.01], [121.02, 37.02], [121.01, 37.01]] as const // prettier-ignore
const read = (bytes: Uint8Array) => shapeInBlob(Buffer.from(bytes))

describe('a geometry', () => {
  const LAYOUTS: Layout[] = [0, 1, 2, 3, 4].flatMap((envelope) => [false, true].map((big) => ({ envelope, big })))
  test.each(LAYOUTS)('with the layout %j is read', (layout) => {
    const of = (shape: Drawn) => read(blobOf(wkbOf(shape, layout), layout))
    expect(of([121.5, 37.5])).toEqual({ is: 'point', at: [121.5, 37.5] })
    expect(of([[RING, HOLE]])).toEqual({ is: 'polygons', polygons: [[RING, HOLE]] })
    expect(of([[RING], [HOLE]])).toEqual({ is: 'polygons', polygons: [[RING], [HOLE]] })
  })

  test.each([[1000, [7]], [2000, [8]], [3000, [7, 8]], [0x80000000, [7]], [0x40000000, [8]]] as const)('of type + %i loses height and measure', (more, rest) => {
    const ring = RING.map((at) => [...at, ...rest])
    expect(read(blobOf(wkbOf([121.5, 37.5, ...rest], { more })))).toEqual({ is: 'point', at: [121.5, 37.5] })
    expect(read(blobOf(wkbOf([[ring], [ring]], { more })))).toEqual({ is: 'polygons', polygons: [[RING], [RING]] })
  }) // prettier-ignore

  const many = (n: number) => {
    const made = writer().byte(1).uint(4).uint(n)
    for (let i = 0; i < n; i++) made.byte(1).uint(1).double(121 + i).double(37) // prettier-ignore
    return blobOf(made.bytes())
  }
  test.each<[string, Uint8Array, object]>([
    ['marked empty', blobOf(wkbOf([1, 1]), { flags: 0x10 }), { is: 'none' }],
    ['a point of no numbers', drawn([NaN, NaN]), { is: 'none' }],
    ['a polygon of no rings', blobOf(writer().byte(1).uint(3).uint(0).bytes()), { is: 'none' }],
    ['one point of several', many(1), { is: 'point', at: [121, 37] }],
    ['several points', many(2), { is: 'other', type: 'MultiPoint' }],
    ['a line', blobOf(writer().byte(1).uint(1002).uint(0).bytes()), { is: 'other', type: 'LineString' }],
    ['of a kind of its own', blobOf(wkbOf([1, 1]), { flags: 0x20 }), { is: 'other', type: 'ExtendedGeoPackageBinary' }],
    ['of more vertices than are taken', blobOf(writer().byte(1).uint(3).uint(1).uint(200_001).bytes().reduce((bytes, byte, i) => bytes.fill(byte, i, i + 1), new Uint8Array(13 + 16 * 200_001))), { is: 'fault', rule: 'too-many-vertices', found: '200001' }],
  ])('%s', (_, bytes, shape) => {
    expect(read(bytes)).toEqual(shape)
  }) // prettier-ignore

  const claim = (type: number, ...counts: number[]) => counts.reduce((made, n) => made.uint(n), writer().byte(1).uint(type)).bytes() // prettier-ignore
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['another header', Uint8Array.from([...blobOf(wkbOf([1, 1]))].with(1, 0x51))],
    ['a version that there is not', Uint8Array.from([...blobOf(wkbOf([1, 1]))].with(2, 1))],
    ['an envelope that there is not', blobOf(wkbOf([1, 1]), { envelope: 5 })],
    ['an envelope that is cut off', blobOf(new Uint8Array(), { envelope: 4 }).subarray(0, 20)],
    ['a point that is cut off', drawn([1, 1]).subarray(0, 28)],
    ['a byte order that there is not', blobOf(Uint8Array.from([...wkbOf([1, 1])].with(0, 2)))],
    ['4,294,967,295 rings', blobOf(claim(3, 0xffffffff))],
    ['4,294,967,295 points', blobOf(claim(3, 1, 0xffffffff))],
    ['4,294,967,295 polygons', blobOf(claim(6, 0xffffffff))],
    ['polygons that are points', blobOf(Uint8Array.from([...claim(6, 1), ...wkbOf([1, 1])]))],
  ])('that is %s is none', (_, bytes) => {
    expect(() => read(bytes)).toThrow(Unreadable)
  })
})

const PLACES: Layer = {
  name: '企业 "一"',
  columns: ['名称 TEXT', 'crowded BOOLEAN', 'staff INTEGER', 'area REAL', 'since DATE', 'seen DATETIME', 'photo BLOB', 'big INTEGER'],
  rows: [
    [drawn([121.5, 37.5]), '丰源化工', 1, 12, 1.5, '2026-01-31', '2026-01-31T08:00:00.000Z', new Uint8Array(9), 2n ** 60n],
    [null, '', 0, null, 3, null, null, null, null],
    [blobOf(new Uint8Array(), { flags: 0x10 }), null, null, -4, null, null, null, null, 7],
  ],
} // prettier-ignore
const AREAS: Layer = { name: '网格', columns: ['code TEXT'], rows: [[drawn([[RING, HOLE]]), 'G1'], [drawn([121, 37]), 'G2']] } // prettier-ignore

describe('a GeoPackage', () => {
  test('is known by what it holds, and its rows are read: values by their types, positions in columns', async () => {
    const zero = `update "企业 ""一""" set 名称 = cast(名称 || x'00f0a0aeb7' as text) where fid = 1`
    const file = onDisk(geopackageOf([PLACES], zero))
    expect(await formatOf(file)).toEqual({ is: 'geopackage' })
    const { columns, rows, issues, of } = await readRows(file)
    expect(columns).toEqual(['fid', '名称', 'crowded', 'staff', 'area', 'since', 'seen', 'photo', 'big', 'lng', 'lat'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', '丰源化工\0𠮷', 'true', '12', '1.5', '2026-01-31', '2026-01-31T08:00:00.000Z', '', '1152921504606846976', '121.5', '37.5'],
      ['2', '', 'false', '', '3', '', '', '', '', '', ''],
      ['3', '', '', '-4', '', '', '', '', '7', '', ''],
    ])
    expect([of, issues]).toEqual(['features', [{ row: 1, column: '名称', rule: 'unreadable-character', found: '丰源化工\0𠮷' }]])
  }) // prettier-ignore

  test('of several layers is read by the first, or the one that is named', async () => {
    const file = onDisk(geopackageOf([PLACES, AREAS]))
    expect((await readRows(file)).rows).toHaveLength(3)
    const { rows, issues } = await readPolygons(file, { sheet: '网格' })
    expect(rows).toEqual([
      { row: 1, cells: ['1', 'G1'], polygons: [[RING, HOLE]] },
      { row: 2, cells: ['2', 'G2'], polygons: [] },
    ])
    expect(issues).toEqual([{ row: 2, column: 'geometry', rule: 'not-a-polygon', found: 'Point' }])
    await expect(readRows(file, { sheet: '道路' })).rejects.toThrow(/没有图层“道路”。现有：企业 "一"、网格/)
  })

  test('is previewed with its layers as sheets', async () => {
    const file = onDisk(geopackageOf([PLACES, AREAS]))
    const sheets = [PLACES, AREAS].map(({ name }) => ({ name, hidden: false }))
    const first = await previewOf(file)
    expect(first).toMatchObject({ format: 'geopackage', sheets, sheet: PLACES.name, count: { rows: 3, exact: true } })
    const second = await previewOf(file, { sheet: '网格' })
    expect(second).toMatchObject({ sheets, sheet: '网格', columns: ['fid', 'code', 'lng', 'lat'] })
  })

  test('of many rows tells of all of them by their number', async () => {
    const rows = Array.from({ length: 10_500 }, (_, i) => [drawn([121 + i * 1e-6, 37]), `${i}`] as const)
    const file = onDisk(geopackageOf([{ name: 'a', columns: ['n TEXT'], rows }]))
    const { count, rows: shown } = await previewOf(file)
    expect([count.rows, count.exact, shown.length]).toEqual([10_500, false, 50])
    const all = (await readRows(file)).rows
    expect(all.map(({ cells }) => cells[1])).toEqual(rows.map(([, n]) => n))
  }, 60_000)

  test('with a text or a geometry of too many bytes says so of its row', async () => {
    const far = new Uint8Array(10_000_000)
    const layer = { name: 'a', columns: ['n TEXT'], rows: [[drawn([121, 37]), '长'.repeat(200_000)], [far, 'x']] as const }
    const file = onDisk(geopackageOf([layer]))
    const { rows, issues } = await readPolygons(file)
    expect(issues.map(({ row, rule }) => [row, rule])).toEqual([[1, 'not-a-polygon'], [1, 'cell-too-long'], [2, 'too-many-vertices']])
    expect(rows[1]?.cells).toEqual(['2', 'x'])
  }) // prettier-ignore

  test.each([[4326], [4490], [0], [100]])('in the reference system %i is in degrees', async (srs) => {
    expect((await readRows(onDisk(geopackageOf([{ ...AREAS, srs }])))).rows).toHaveLength(2)
  })
  test.each([
    [4549, /EPSG:4549 CGCS2000 \/ 3-degree Gauss-Kruger CM 120E/],
    [4214, /EPSG:4214 Beijing 1954/],
    [-1, /NONE:-1 Undefined Cartesian SRS/],
    [3857, /srs_id 3857/],
  ])('in the reference system %i is refused by its name', async (srs, words) => {
    const error = await readRows(onDisk(geopackageOf([{ ...AREAS, srs }]))).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FileRefused)
    expect((error as FileRefused).message).toMatch(words)
    expect((error as FileRefused).message).toMatch(/转换为经纬度.*\n.*in degrees/)
  })
})
