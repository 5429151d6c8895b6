import type { Position, Shape } from '../features.ts'
import { MOST, rowBudget, vertexBudget } from '../limits.ts'
import { FileRefused } from '../rows.ts'
import { polygonsOf } from './rings.ts'

const MAGIC = 9994
const HEADER = 100

function damaged(why: string): FileRefused {
  return new FileRefused(
    `.shp 损坏或被截断（${why}）。请重新导出 Shapefile，并检查压缩包是否完整。`,
    `The .shp is damaged or cut off (${why}). Export the shapefile again, and check that the zip is whole.`,
  )
}

const positionAt = (content: Buffer, at: number): Position => [content.readDoubleLE(at), content.readDoubleLE(at + 8)]

/** Types by their number without Z (+10) and M (+20). @see ESRI Shapefile Technical Description, July 1998 */
const TYPES: Readonly<Record<number, string>> = { 0: 'Null', 1: 'Point', 3: 'PolyLine', 5: 'Polygon', 8: 'MultiPoint' }
const typeOf = (number: number) =>
  number === 31 ? 'MultiPatch' : TYPES[number > 10 && number < 30 ? number % 10 : number]

/** The rings of a polygon; the counts in it are checked against its length before they are believed. */
function ringsIn(content: Buffer): Position[][] | number {
  const [parts, points] = [content.readInt32LE(36), content.readInt32LE(40)]
  const first = 44 + 4 * parts
  if (parts < 0 || points < 0 || first + 16 * points > content.length) throw damaged(`${points} points`)
  if (points > MOST.featureVertices) return points
  const starts = Array.from({ length: parts }, (_, i) => content.readInt32LE(44 + 4 * i))
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? points
    if (start < 0 || end < start || end > points) throw damaged(`part ${start}–${end}`)
    return Array.from({ length: end - start }, (_, k) => positionAt(content, first + 16 * (start + k)))
  })
}

function shapeIn(content: Buffer, count: (vertices: number) => void): Shape {
  const type = typeOf(content.readInt32LE(0))
  if (type === undefined) throw damaged(`type ${content.readInt32LE(0)}`)
  if (type === 'Null') return { is: 'none' }
  if (type === 'Point') return { is: 'point', at: positionAt(content, 4) }
  if (type === 'MultiPoint' && content.readInt32LE(36) === 1) return { is: 'point', at: positionAt(content, 40) }
  if (type !== 'Polygon') return { is: 'other', type }
  const rings = ringsIn(content)
  if (typeof rings === 'number') return { is: 'fault', rule: 'too-many-vertices', found: String(rings) }
  count(rings.reduce((sum, ring) => sum + ring.length, 0))
  const short = rings.find((ring) => ring.length < 4)
  if (short || rings.length === 0) return { is: 'other', type: `${type} (${short?.length ?? 0})` }
  return { is: 'polygons', polygons: polygonsOf(rings) }
}

/** A shape, and the share of the `.shp` that has been read with it. */
interface ComingShape {
  readonly shape: Shape
  readonly share: number
}

function* walk(bytes: Buffer, end: number): Generator<ComingShape, void, undefined> {
  const [countRow, countVertices] = [rowBudget(), vertexBudget()]
  let record = 0
  for (let at = HEADER; at < end;) {
    if (bytes[at + 3] === 0 && bytes.subarray(at, end).every((byte) => byte === 0)) break // some programs leave room at the end
    const length = at + 8 <= end ? bytes.readInt32BE(at + 4) * 2 : -1
    record += 1
    if (length < 4 || at + 8 + length > end) throw damaged(`record ${record}`)
    countRow(1)
    const shape = read(bytes.subarray(at + 8, at + 8 + length), countVertices, record)
    at += 8 + length
    yield { shape, share: at / end }
  }
}

/** The shapes of a `.shp` in their order, each read when it is its turn. @throws FileRefused where it is damaged, cut off, or too large */
export function shapesIn(bytes: Buffer): Generator<ComingShape, void, undefined> {
  if (bytes.length < HEADER || bytes.readInt32BE(0) !== MAGIC) throw damaged('header')
  const end = bytes.readInt32BE(24) * 2
  if (end < HEADER || end > bytes.length) throw damaged(`${end} / ${bytes.length} B`)
  return walk(bytes, end)
}

/** A record shorter than its type needs is damaged. */
function read(content: Buffer, count: (vertices: number) => void, record: number): Shape {
  try {
    return shapeIn(content, count)
  } catch (error) {
    if (error instanceof RangeError) throw damaged(`record ${record}`)
    throw error
  }
}
