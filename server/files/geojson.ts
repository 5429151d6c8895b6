import { z } from 'zod'
import type { Feature, Position, Shape } from './features.ts'
import { rowBudget, vertexBudget } from './limits.ts'
import { refuseProjected } from './projection.ts'
import { FileRefused } from './rows.ts'

/** Column that holds the id of a feature, where no property bears that name. */
const ID = 'id'

const Item = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.unknown().optional(), // as it is: a copy would lose what is called __proto__
  geometry: z.unknown().optional(),
})
const Crs = z.object({ properties: z.object({ name: z.string() }) })
const Collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
  crs: z.unknown().optional(),
})

const Place = z.tuple([z.number(), z.number()]).rest(z.number())
const Ring = z.array(Place).min(4)
const Polygon = z.array(Ring).min(1)
const Known = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: Place }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.tuple([Place]) }),
  z.object({ type: z.literal('Polygon'), coordinates: Polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Polygon).min(1) }),
])

const shown = (value: unknown) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

function collectionIn(text: string) {
  try {
    const root: unknown = JSON.parse(text)
    return Item.safeParse(root).success ? { features: [root], crs: undefined } : Collection.parse(root)
  } catch {
    throw new FileRefused(
      '文件不是 GeoJSON 的 FeatureCollection。请用 GIS 软件另存为 GeoJSON（经度在前）。',
      'The file is no GeoJSON FeatureCollection. Save it as GeoJSON (longitude first) with a GIS program.',
    )
  }
}

/** Heights are left out. */
const flat = ([lng, lat]: readonly [number, number, ...number[]]): Position => [lng, lat]

function shapeOf(geometry: unknown): Shape {
  if (geometry === null || geometry === undefined) return { is: 'none' }
  const known = Known.safeParse(geometry).data
  if (!known) return { is: 'other', type: shown((geometry as { readonly type?: unknown }).type) }
  if (known.type === 'Point') return { is: 'point', at: flat(known.coordinates) }
  if (known.type === 'MultiPoint') return { is: 'point', at: flat(known.coordinates[0]) }
  const nested = known.type === 'Polygon' ? [known.coordinates] : known.coordinates
  return { is: 'polygons', polygons: nested.map((rings) => rings.map((ring) => ring.map(flat))) }
}

/** Old GeoJSON could say its reference system; what says nothing is in degrees. */
function refuseCrs(crs: unknown): void {
  const name = Crs.safeParse(crs).data?.properties.name
  if (name !== undefined && !/CRS:?:?84$|EPSG:.*\b(4326|4490)$/i.test(name)) refuseProjected(name)
}

/**
 * The features of a GeoJSON text (a collection, or one feature), their properties and their id as values.
 * @throws FileRefused where the text is neither, is not in degrees, or is too large
 */
export function readGeoJson(text: string): Feature[] {
  const collection = collectionIn(text)
  refuseCrs(collection.crs)
  const [countRow, countVertices] = [rowBudget(), vertexBudget()]
  return collection.features.map((item, i) => {
    const feature = Item.safeParse(item).data
    const properties = Object.entries(Object(feature?.properties) as Record<string, unknown>)
    const values = new Map(properties.map(([name, value]) => [name, shown(value)]))
    if ((values.get(ID) ?? '') === '') values.set(ID, shown(feature?.id))
    const shape = shapeOf(feature?.geometry)
    if (shape.is === 'polygons') countVertices(shape.polygons.flat().reduce((sum, ring) => sum + ring.length, 0))
    countRow(values.size)
    return { row: i + 1, values, shape }
  })
}

/**
 * The beginning of a long GeoJSON text as a whole one: all that stands before its features, and those of them that are
 * whole. @returns it, and how many characters of the text it has used; undefined where no feature is whole
 */
export function headOfGeoJson(text: string): { text: string; used: number } | undefined {
  const begins = /"features"\s*:\s*\[/.exec(text)
  if (!begins) return undefined
  const from = begins.index + begins[0].length
  let [depth, end] = [0, 0]
  const tokens = /"(?:[^"\\]|\\.)*"|[{}]/gs
  tokens.lastIndex = from
  for (let token = tokens.exec(text); token && depth >= 0; token = tokens.exec(text)) {
    if (token[0] === '{') depth += 1
    if (token[0] === '}') depth -= 1
    if (token[0] === '}' && depth === 0) end = tokens.lastIndex
  }
  return end === 0 ? undefined : { text: `${text.slice(0, end)}]}`, used: end }
}
