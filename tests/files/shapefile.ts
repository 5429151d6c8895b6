import iconv from 'iconv-lite'
import { zipped } from './zip.ts'

type Position = readonly [number, number]
/** A point, the rings of a polygon as a shapefile has them (outer ones clockwise), or nothing. */
export type Drawn = Position | readonly (readonly Position[])[] | null

const isPoint = (shape: Exclude<Drawn, null>): shape is Position => typeof shape[0] === 'number'

function contentOf(shape: Drawn): Buffer {
  if (shape === null) return Buffer.alloc(4)
  if (isPoint(shape)) {
    const content = Buffer.alloc(20)
    content.writeInt32LE(1, 0)
    content.writeDoubleLE(shape[0], 4)
    content.writeDoubleLE(shape[1], 12)
    return content
  }
  const points = shape.flat()
  const content = Buffer.alloc(44 + 4 * shape.length + 16 * points.length)
  content.writeInt32LE(5, 0)
  content.writeInt32LE(shape.length, 36)
  content.writeInt32LE(points.length, 40)
  let start = 0
  for (const [i, ring] of shape.entries()) {
    content.writeInt32LE(start, 44 + 4 * i)
    start += ring.length
  }
  for (const [i, [x, y]] of points.entries()) {
    content.writeDoubleLE(x, 44 + 4 * shape.length + 16 * i)
    content.writeDoubleLE(y, 52 + 4 * shape.length + 16 * i)
  }
  return content
}

/** A `.shp`, as ESRI's description has it; boxes are left at zero. */
export function shpOf(shapes: readonly Drawn[]): Buffer {
  const records = shapes.map((shape, i) => {
    const content = contentOf(shape)
    const head = Buffer.alloc(8)
    head.writeInt32BE(i + 1, 0)
    head.writeInt32BE(content.length / 2, 4)
    return Buffer.concat([head, content])
  })
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + Buffer.concat(records).length) / 2, 24)
  header.writeInt32LE(1000, 28)
  const drawn = shapes.find((shape) => shape !== null)
  header.writeInt32LE(drawn ? (isPoint(drawn) ? 1 : 5) : 0, 32)
  return Buffer.concat([header, ...records])
}

/** A `.dbf` of text fields, or of others where the column says so: `['staff', 'N']`. */
export function dbfOf(
  columns: readonly (string | readonly [string, string])[],
  rows: readonly (readonly string[])[],
  { encoding = 'utf8', language = 0 }: { encoding?: string; language?: number } = {},
): Buffer {
  const fields = columns.map((column) => (typeof column === 'string' ? ([column, 'C'] as const) : column))
  const cells = rows.map((row) => row.map((cell) => iconv.encode(cell, encoding)))
  const widths = fields.map((_, i) => Math.min(254, Math.max(1, ...cells.map((row) => row[i]?.length ?? 0))))
  const length = 1 + widths.reduce((sum, width) => sum + width, 0)
  const header = Buffer.alloc(32 + 32 * fields.length + 1)
  header[0] = 3
  header.writeUInt32LE(rows.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(length, 10)
  header[29] = language
  for (const [i, [name, type]] of fields.entries()) {
    iconv.encode(name, encoding).copy(header, 32 + 32 * i, 0, 10)
    header[32 + 32 * i + 11] = type.charCodeAt(0)
    header[32 + 32 * i + 16] = widths[i] ?? 0
  }
  header[header.length - 1] = 0x0d
  const records = cells.map((row) => {
    const record = Buffer.alloc(length, ' ')
    let at = 1
    for (const [i, width] of widths.entries()) {
      row[i]?.copy(record, at, 0, width)
      at += width
    }
    return record
  })
  return Buffer.concat([header, ...records, Buffer.from([0x1a])])
}

export const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** A zipped shapefile of UTF-8 that says so. */
export const shapefileOf = (
  columns: Parameters<typeof dbfOf>[0],
  features: readonly { readonly cells: readonly string[]; readonly shape: Drawn }[],
): Buffer =>
  zipped({
    '导出/图层.shp': shpOf(features.map(({ shape }) => shape)),
    '导出/图层.dbf': dbfOf(columns, features.map(({ cells }) => cells)), // prettier-ignore
    '导出/图层.prj': WGS84_PRJ,
    '导出/图层.cpg': 'UTF-8',
  })
