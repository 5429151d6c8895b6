import { z } from 'zod'
import { FileRefused, type Issue, type SourceRow, type Table } from './rows.ts'

/** `[longitude, latitude]` in degrees, as the file has them. */
export type Position = readonly [number, number]

/** Rings of polygons, closed, as GeoJSON nests them in a MultiPolygon. */
export type MultiPolygon = readonly (readonly (readonly Position[])[])[]

/** A feature: its properties as cells, its number in the file counted from 1. */
export interface FeatureRow extends SourceRow {
  readonly polygons: MultiPolygon
}

/** Most vertices of one feature, and of all together. */
export const MOST_VERTICES = { feature: 200_000, file: 2_000_000 } as const
/** Column that holds the id of a feature, where no property bears that name. */
const ID = 'id'

const Feature = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullish(),
})
const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })

const Ring = z.array(z.tuple([z.number(), z.number()]).rest(z.number())).min(4)
const Polygon = z.array(Ring).min(1)
const Shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: Polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Polygon).min(1) }),
])

const shown = (value: unknown) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** What hinders the polygons from being drawn on the globe: the rule and what was found; undefined where nothing does. */
function faultOf(polygons: MultiPolygon): [rule: string, found: string] | undefined {
  const rings = polygons.flat()
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0)
  if (vertices > MOST_VERTICES.feature) return ['too-many-vertices', String(vertices)]
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)]
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return ['ring-not-closed', shown(first)]
    const beyond = ring.find(([lng, lat]) => Math.abs(lng) > 180 || Math.abs(lat) > 90)
    if (beyond) return ['range', shown(beyond)]
  }
  return undefined
}

function collectionIn(text: string): readonly unknown[] {
  try {
    return Collection.parse(JSON.parse(text)).features
  } catch {
    throw new FileRefused(
      '文件不是 GeoJSON 的 FeatureCollection。请用 GIS 软件另存为 GeoJSON（经度在前）。',
      'The file is no GeoJSON FeatureCollection. Save it as GeoJSON (longitude first) with a GIS program.',
    )
  }
}

/** The polygons of a feature, heights left out; or the issue that takes their place. */
function polygonsOf(geometry: unknown): { polygons: MultiPolygon } | { rule: string; found: string } {
  const shape = Shape.safeParse(geometry)
  if (!shape.success) return { rule: 'not-a-polygon', found: shown((geometry as { type?: unknown } | null)?.type) }
  const nested = shape.data.type === 'Polygon' ? [shape.data.coordinates] : shape.data.coordinates
  const polygons = nested.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [lng, lat] as const)))
  const fault = faultOf(polygons)
  return fault ? { rule: fault[0], found: fault[1] } : { polygons }
}

/**
 * The polygons of a GeoJSON text with their properties as columns. A feature without a usable polygon is an issue.
 * @throws FileRefused where the text is no FeatureCollection, or is too large
 */
export function readGeoJson(text: string): Table<FeatureRow> {
  const parsed = collectionIn(text).map((item) => Feature.safeParse(item))
  const names = parsed.flatMap(({ data }) => Object.keys(data?.properties ?? {}))
  const columns = [...new Set([...names, ID])]
  const rows: FeatureRow[] = []
  const issues: Issue[] = []
  let vertices = 0
  for (const [i, { data }] of parsed.entries()) {
    const row = i + 1
    const read = polygonsOf(data?.geometry)
    const cells = columns.map((name) => shown(data?.properties?.[name] ?? (name === ID ? data?.id : undefined)))
    if ('rule' in read) issues.push({ row, column: 'geometry', rule: read.rule, found: read.found })
    const polygons = 'rule' in read ? [] : read.polygons
    vertices += polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
    rows.push({ row, cells, polygons })
  }
  if (vertices > MOST_VERTICES.file) {
    throw new FileRefused(
      `文件共 ${vertices} 个顶点，超过 ${MOST_VERTICES.file}。请先简化边界。`,
      `The file has ${vertices} vertices, more than ${MOST_VERTICES.file}. Simplify the borders first.`,
    )
  }
  return { columns, rows, issues }
}
