import { DBF_END, dbfHeader, dbfRecord, emptySizes, type FieldSize, measureFields } from './dbf.ts'
import type { Position, WrittenRow, WrittenTable } from './table.ts'
import type { ZipPart } from './zip.ts'

/** What must be known before the first byte: a header says how long the file is, how wide its fields, and where its points lie. */
export interface Measured {
  readonly rows: number
  readonly placed: number
  readonly box: readonly [west: number, south: number, east: number, north: number]
  readonly sizes: readonly FieldSize[]
}

/** Reads all rows once. */
export async function measure(table: WrittenTable): Promise<Measured> {
  const sizes = emptySizes(table)
  let [rows, placed] = [0, 0]
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for await (const lot of table.rows()) {
    for (const { values, position } of lot) {
      rows += 1
      measureFields(sizes, values)
      if (!position) continue
      placed += 1
      ;[west, east] = [Math.min(west, position[0]), Math.max(east, position[0])]
      ;[south, north] = [Math.min(south, position[1]), Math.max(north, position[1])]
    }
  }
  return { rows, placed, box: placed > 0 ? [west, south, east, north] : [0, 0, 0, 0], sizes }
}

const [MAGIC, VERSION, POINT, NONE] = [9994, 1000, 1, 0]
const HEADER = 100
/** Bytes of a record's content: its type, and of a point two numbers. */
const lengthOf = (position: Position | null) => (position ? 20 : 4)

/** Header of `.shp` and `.shx`; lengths are counted in words of two bytes. @see ESRI Shapefile Technical Description, July 1998 */
function header(bytes: number, { box }: Measured): Buffer {
  const head = Buffer.alloc(HEADER)
  head.writeInt32BE(MAGIC, 0)
  head.writeInt32BE(bytes / 2, 24)
  head.writeInt32LE(VERSION, 28)
  head.writeInt32LE(POINT, 32)
  for (const [i, edge] of box.entries()) head.writeDoubleLE(edge, 36 + 8 * i)
  return head
}

function shape(number: number, position: Position | null): Buffer {
  const record = Buffer.alloc(8 + lengthOf(position))
  record.writeInt32BE(number, 0)
  record.writeInt32BE(lengthOf(position) / 2, 4)
  record.writeInt32LE(position ? POINT : NONE, 8)
  if (position) record.writeDoubleLE(position[0], 12)
  if (position) record.writeDoubleLE(position[1], 20)
  return record
}

/** The bytes of all rows, lot by lot. */
async function* each({ rows }: WrittenTable, bytesOf: (row: WrittenRow) => Buffer): AsyncGenerator<Buffer> {
  for await (const lot of rows()) yield Buffer.concat(lot.map(bytesOf))
}

async function* shpOf(table: WrittenTable, measured: Measured) {
  const { rows, placed } = measured
  yield header(HEADER + rows * (8 + lengthOf(null)) + placed * (lengthOf([0, 0]) - lengthOf(null)), measured)
  let number = 0
  yield* each(table, ({ position }) => shape((number += 1), position))
}

async function* shxOf(table: WrittenTable, measured: Measured) {
  yield header(HEADER + 8 * measured.rows, measured)
  let at = HEADER
  yield* each(table, ({ position }) => {
    const record = Buffer.alloc(8)
    record.writeInt32BE(at / 2, 0)
    record.writeInt32BE(lengthOf(position) / 2, 4)
    at += 8 + lengthOf(position)
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

/** The parts of a shapefile of points. Each is read from the rows anew. */
export function shapefileOf(table: WrittenTable, measured: Measured, { name, datum, at }: Layer): ZipPart[] {
  return [
    { name: `${name}.shp`, content: () => shpOf(table, measured) },
    { name: `${name}.shx`, content: () => shxOf(table, measured) },
    { name: `${name}.dbf`, content: () => dbfOf(table, measured, at) },
    { name: `${name}.prj`, content: () => [prjOf(datum)] },
    { name: `${name}.cpg`, content: () => ['UTF-8'] },
  ]
}
