import { z } from 'zod'
import type { Piece } from './csv.ts'
import type { ComingFeature, Feature, Position, Shape } from './features.ts'
import { itemsIn, type Rest } from './geojsonItems.ts'
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw noCollection()
  }
}

const noCollection = () =>
  new FileRefused(
    '文件不是 GeoJSON 的 FeatureCollection。请用 GIS 软件另存为 GeoJSON（经度在前）。',
    'The file is no GeoJSON FeatureCollection. Save it as GeoJSON (longitude first) with a GIS program.',
  )

function collectionIn(text: string) {
  const root = parsed(text)
  if (Item.safeParse(root).success) return { features: [root], crs: undefined }
  const { data } = Collection.safeParse(root)
  if (!data) throw noCollection()
  return data
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

function featureOf(item: unknown, row: number): Feature {
  const feature = Item.safeParse(item).data
  const properties = Object.entries(Object(feature?.properties) as Record<string, unknown>)
  const values = new Map(properties.map(([name, value]) => [name, shown(value)]))
  if ((values.get(ID) ?? '') === '') values.set(ID, shown(feature?.id))
  return { row, values, shape: shapeOf(feature?.geometry) }
}

/**
 * The features of a GeoJSON text (a collection, or one feature) as its pieces come, their properties and their id as values; none but
 * the one at hand is held. @throws FileRefused where the text is neither, is not in degrees, or is too large
 */
export async function* geoJsonFeatures(pieces: AsyncIterable<Piece>): AsyncGenerator<ComingFeature, void, undefined> {
  const [countRow, countVertices] = [rowBudget(), vertexBudget()]
  const rest: Rest = { text: '' }
  let row = 0
  const next = (item: unknown, share: number): ComingFeature => {
    const feature = featureOf(item, (row += 1))
    const { shape, values } = feature
    if (shape.is === 'polygons') countVertices(shape.polygons.flat().reduce((sum, ring) => sum + ring.length, 0))
    countRow(values.size)
    return { feature, share }
  }
  for await (const { number, text, share } of itemsIn(pieces, rest)) {
    // where the system stands before the features, they are not read for nothing
    if (row === 0) refuseCrs((parsed(`${rest.head}0]}`) as { readonly crs?: unknown }).crs)
    while (row + 1 < number) yield next(undefined, share) // neither object nor array
    yield next(parsed(text), share)
  }
  const { features, crs } = collectionIn(rest.text)
  refuseCrs(crs)
  for (const item of features.slice(row)) yield next(item, 1)
}
