import { DBF_END, dbfHeader, dbfRecord, emptySizes, type FieldSize, measureFields } from './dbf.ts'
import { drawnOf, type Edges, edgesOf, shapeOf, SHAPES } from './shapes.ts'
import type { WrittenRow, WrittenTable } from './table.ts'
import type { ZipPart } from './zip.ts'

/** What must be known before the first byte: a header says how long the file is, how wide its fields, and where its shapes lie. */
export interface Measured {
  readonly rows: number
  readonly placed: number
  readonly box: Edges
  /** Bytes of all shapes, without what stands before each. */
  readonly bytes: number
  readonly sizes: readonly FieldSize[]
}

/** Reads all rows once. */
export async function measure(table: WrittenTable): Promise<Measured> {
  const sizes = emptySizes(table)
  let [rows, placed, bytes] = [0, 0, 0]
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for await (const lot of table.rows()) {
    for (const row of lot) {
      rows += 1
      measureFields(sizes, row.values)
      const drawn = drawnOf(row, table)
      bytes += lengthOf(row, table)
      if (!drawn) continue
      placed += 1
      const edges = edgesOf(drawn)
      ;[west, east] = [Math.min(west, edges[0]), Math.max(east, edges[2])]
      ;[south, north] = [Math.min(south, edges[1]), Math.max(north, edges[3])]
    }
  }
  return { rows, placed, box: placed > 0 ? [west, south, east, north] : [0, 0, 0, 0], bytes, sizes }
}

const [MAGIC, VERSION] = [9994, 1000]
const HEADER = 100
/** Bytes of a record's content. */
function lengthOf(row: WrittenRow, table: WrittenTable): number {
  const drawn = drawnOf(row, table)
  if (!drawn) return 4
  if ('at' in drawn) return 20
  const rings = drawn.area.flat()
  return 44 + 4 * rings.length + 16 * rings.reduce((sum, ring) => sum + ring.length, 0)
}

/** Header of `.shp` and `.shx`; lengths are counted in words of two bytes. @see ESRI Shapefile Technical Description, July 1998 */
function header(bytes: number, { box }: Measured, { draws = 'points' }: WrittenTable): Buffer {
  const head = Buffer.alloc(HEADER)
  head.writeInt32BE(MAGIC, 0)
  head.writeInt32BE(bytes / 2, 24)
  head.writeInt32LE(VERSION, 28)
  head.writeInt32LE(SHAPES[draws], 32)
  for (const [i, edge] of box.entries()) head.writeDoubleLE(edge, 36 + 8 * i)
  return head
}

/** What stands before a shape, and in the index for it. */
function marks(first: number, bytes: number): Buffer {
  const record = Buffer.alloc(8)
  record.writeInt32BE(first, 0)
  record.writeInt32BE(bytes / 2, 4)
  return record
}

/** The bytes of all rows, lot by lot. */
async function* each({ rows }: WrittenTable, bytesOf: (row: WrittenRow) => Buffer): AsyncGenerator<Buffer> {
  for await (const lot of rows()) yield Buffer.concat(lot.map(bytesOf))
}

async function* shpOf(table: WrittenTable, measured: Measured) {
  yield header(HEADER + 8 * measured.rows + measured.bytes, measured, table)
  let number = 0
  yield* each(table, (row) => {
    const shape = shapeOf(drawnOf(row, table))
    return Buffer.concat([marks((number += 1), shape.length), shape])
  })
}

async function* shxOf(table: WrittenTable, measured: Measured) {
  yield header(HEADER + 8 * measured.rows, measured, table)
  let at = HEADER
  yield* each(table, (row) => {
    const bytes = lengthOf(row, table)
    const record = marks(at / 2, bytes)
    at += 8 + bytes
    return record
  })
}

async function* dbfOf(table: WrittenTable, { rows, sizes }: Measured, at: Date) {
  yield dbfHeader(table.columns, sizes, rows, at)
  yield* each(table, ({ values }) => dbfRecord(table.columns, sizes, values))
  yield DBF_END
}

/**
 * Degrees from Greenwich. No register has a number for GCJ-02 and BD-09: they bear their names, on the ellipsoid of WGS 84, so that
 * nobody takes them for it.
 */
export const prjOf = (name: string) =>
  `GEOGCS["${name}",DATUM["D_${name}",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`

/** A layer's name, what its datum is called, and the day of its table. */
interface Layer {
  readonly name: string
  readonly datum: string
  readonly at: Date
}

/** The parts of a shapefile. Each is read from the rows anew. */
export function shapefileOf(table: WrittenTable, measured: Measured, { name, datum, at }: Layer): ZipPart[] {
  return [
    { name: `${name}.shp`, content: () => shpOf(table, measured) },
    { name: `${name}.shx`, content: () => shxOf(table, measured) },
    { name: `${name}.dbf`, content: () => dbfOf(table, measured, at) },
    { name: `${name}.prj`, content: () => [prjOf(datum)] },
    { name: `${name}.cpg`, content: () => ['UTF-8'] },
  ]
}
