import { setImmediate } from 'node:timers/promises'
import type { ComingFeature, Shape } from '../features.ts'
import { MOST, rowBudget, tooManyColumns, vertexBudget } from '../limits.ts'
import { type Cell, type Kept, quoted, reading, type Tables } from './database.ts'
import { shapeInBlob } from './geometry.ts'
import { checkSystem, type Layer, layerIn, layerNames } from './layers.ts'
import { damaged } from './refusals.ts'
import { Unreadable } from './wkb.ts'

/** Bytes of a text and of a geometry beyond which they are not read: four to a letter, and 32 to a vertex with height and measure. */
const MOST_TEXT = 4 * (MOST.cell + 1)
const MOST_SHAPE = 48 * MOST.featureVertices
/** Rows after which others have their turn. */
const TURN = 250
/** What a text longer than any cell is shown as: too long. */
const TOO_LONG = '…'.repeat(MOST.cell + 1)

/** Beyond this, whole numbers are told as text, or their last digits would be lost. */
const MOST_WHOLE = Number.MAX_SAFE_INTEGER
/** The endless number stands for a text that is too long, for nothing else of a file can be it and be of use. */
const LONG = '1e999'

/** A cell as JSON takes it; nothing where it is no value. */
const valueOf = ({ name }: Kept) => {
  const column = quoted(name)
  return `case typeof(${column})
    when 'text' then iif(octet_length(${column}) <= ${MOST_TEXT}, ${column}, ${LONG})
    when 'integer' then iif(${column} between -${MOST_WHOLE} and ${MOST_WHOLE}, ${column}, cast(${column} as text))
    when 'real' then ${column} end`
}
/** All cells of a row at once, which is told twice as fast as one after the other. */
const valuesOf = (columns: readonly Kept[]) => `json_array(${columns.map(valueOf).join(', ')})`
type Value = string | number | null

const shapeIn = (name: string) => {
  const column = quoted(name)
  return `iif(typeof(${column}) <> 'blob' or octet_length(${column}) <= ${MOST_SHAPE}, ${column}, octet_length(${column}))`
}

function shown(value: Value, { type }: Kept): string {
  if (value === null) return ''
  if (value === Infinity) return TOO_LONG
  return type === 'BOOLEAN' && (value === 0 || value === 1) ? String(value === 1) : String(value)
}

function shapeOf(cell: Cell | undefined, row: number): Shape {
  if (cell === null || cell === undefined) return { is: 'none' }
  if (typeof cell === 'number') return { is: 'fault', rule: 'too-many-vertices', found: `${cell} B` }
  if (!(cell instanceof Uint8Array)) throw damaged(`feature ${row}`)
  try {
    return shapeInBlob(Buffer.from(cell.buffer, cell.byteOffset, cell.length))
  } catch (error) {
    if (error instanceof Unreadable) throw damaged(`feature ${row}: ${error.message}`)
    throw error
  }
}

/** The share of a table that lies before a row, by its number. */
function shareOf(tables: Tables, { name }: Layer, number: string): (row: Cell | undefined) => number {
  const edge = (end: 'min' | 'max') => Number([...tables.rows(name, [`${end}(${number})`])][0]?.[0] ?? 0)
  const [first, last] = [edge('min'), edge('max')]
  return (row) => Math.min(1, Math.max(1e-6, (Number(row) - first + 1) / (last - first + 1))) || 1
}

/** Letters of a whole number at most, and of what a column holds without a row's keeping it, as far as that is believed. */
const DIGITS = 20
const MOST_INITIAL = 1_000

/** Bytes that a row has at least: texts that may be numbers, or that the row need not keep, are not counted. */
function bytesIn(shape: Cell | undefined, values: readonly Value[], columns: readonly Kept[]): number {
  let sum = shape instanceof Uint8Array ? shape.length : 0
  for (const [i, { initial }] of columns.entries()) {
    const value = values[i]
    if (typeof value === 'string' && value.length > Math.max(DIGITS, Math.min(initial, MOST_INITIAL)))
      sum += value.length
  }
  return sum
}

/** The features of a layer, each read when it is its turn. */
async function* featuresOf(tables: Tables, layer: Layer): AsyncGenerator<ComingFeature, void, undefined> {
  checkSystem(tables, layer)
  const columns = tables.columns(layer.name).filter(({ name }) => name !== layer.geometry)
  if (columns.length > MOST.columns) throw tooManyColumns()
  const number = tables.rowName(layer.name)
  const share = shareOf(tables, layer, number)
  const [countRow, countVertices] = [rowBudget(), vertexBudget()]
  let [row, bytes] = [0, 0]
  for (const [at, geometry, json] of tables.rows(layer.name, [number, shapeIn(layer.geometry), valuesOf(columns)])) {
    const cells = JSON.parse(String(json)) as Value[]
    row += 1
    bytes += bytesIn(geometry, cells, columns)
    // pages that lie in several tables, or several times in one, say more than there is
    if (bytes > tables.size) throw damaged(`feature ${row}: > ${tables.size} B`)
    const shape = shapeOf(geometry, row)
    if (shape.is === 'polygons') countVertices(shape.polygons.flat().reduce((sum, ring) => sum + ring.length, 0))
    countRow(cells.length)
    const values = new Map(columns.map((column, i) => [column.name, shown(cells[i] ?? null, column)]))
    yield { feature: { row, values, shape }, share: share(at) }
    if (row % TURN === 0) await setImmediate()
  }
}

/**
 * The features of a layer of a GeoPackage as they come, none but the one at hand in memory; `name` is the layer, else it is the
 * first. Nothing in it is run: neither views nor triggers nor functions. @throws FileRefused where it is damaged or not in degrees
 */
export const geopackageFeatures = (path: string, name?: string): AsyncGenerator<ComingFeature, void, undefined> =>
  reading(path, (tables) => featuresOf(tables, layerIn(tables, name)))

/** The layers of a GeoPackage by their names, and the one that is read where `name` is wanted. @throws FileRefused */
export async function layersOf(path: string, name?: string): Promise<{ names: string[]; chosen: string }> {
  const found = reading(path, function* (tables) {
    yield { names: layerNames(tables).names, chosen: layerIn(tables, name).name }
  })
  for await (const layers of found) return layers
  throw damaged('gpkg_contents')
}
