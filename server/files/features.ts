import { cellFaults } from './cellFaults.ts'
import { MOST, rowBudget, tooManyColumns } from './limits.ts'
import { FileRefused, type Issue, type SourceRow, type Table } from './rows.ts'

/** `[longitude, latitude]` in degrees, as the file has them. */
export type Position = readonly [number, number]

/** Rings of polygons, closed, as GeoJSON nests them in a MultiPolygon. */
export type MultiPolygon = readonly (readonly (readonly Position[])[])[]

/** What a feature looks like; `fault` where its shape could not be read, `other` where it is neither point nor polygon. */
export type Shape =
  | { readonly is: 'none' }
  | { readonly is: 'point'; readonly at: Position }
  | { readonly is: 'polygons'; readonly polygons: MultiPolygon }
  | { readonly is: 'other'; readonly type: string }
  | { readonly is: 'fault'; readonly rule: string; readonly found: string }

/** A thing on a map as a file has it, its number in the file counted from 1. */
export interface Feature {
  readonly row: number
  readonly values: ReadonlyMap<string, string>
  readonly shape: Shape
}

/** A feature with its area: its properties as cells; no polygon where an issue stands in their place. */
export interface FeatureRow extends SourceRow {
  readonly polygons: MultiPolygon
}

/** Columns under which the position of a point stands; it goes before a property of that name. */
const LNG = 'lng'
const LAT = 'lat'
/** From here on it is no degree, whatever was mistaken: kilometres on a plane. */
const PLANE = 1_000

/** What hinders the polygons from being drawn on the globe: the rule and what was found; undefined where nothing does. */
function faultOf(polygons: MultiPolygon): [rule: string, found: string] | undefined {
  const rings = polygons.flat()
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0)
  if (vertices > MOST.featureVertices) return ['too-many-vertices', String(vertices)]
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)]
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return ['ring-not-closed', JSON.stringify(first)]
    const beyond = ring.find(([lng, lat]) => !(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
    if (beyond) return ['range', JSON.stringify(beyond)]
  }
  return undefined
}

const firstOf = (shape: Shape) =>
  shape.is === 'point' ? shape.at : shape.is === 'polygons' ? shape.polygons[0]?.[0]?.[0] : undefined

/** @throws FileRefused where there is no feature, or where all of them lie on a plane, metres from its origin */
function refuseUnplaced(features: readonly Feature[]): void {
  if (features.length === 0) {
    throw new FileRefused(
      '文件中没有任何要素。请检查导出的图层。',
      'The file holds no feature. Check the layer that was exported.',
    )
  }
  const firsts = features.flatMap(({ shape }) => firstOf(shape) ?? [])
  const drawn = features.flatMap(({ shape }) => [firstOf(shape) ?? []]).filter((at) => at.length > 0)
  if (firsts.length === 0 || !drawn.every((at) => at.some((number) => Math.abs(number) > PLANE))) return
  throw new FileRefused(
    '坐标不是经纬度，像是投影坐标（米）。请用 GIS 软件转换为经纬度（WGS 84 或 CGCS2000）后再导出。',
    'The coordinates are no longitudes and latitudes but metres of a projection. Export again in degrees (WGS 84 or CGCS2000) with a GIS program.',
  )
}

/** @throws FileRefused where columns or cells are too many */
function columnsOf(features: readonly Feature[], more: readonly string[]): string[] {
  const columns = new Set<string>()
  for (const { values } of features) for (const name of values.keys()) columns.add(name)
  for (const name of more) columns.add(name)
  if (columns.size > MOST.columns) throw tooManyColumns()
  const count = rowBudget()
  for (const _ of features) count(columns.size)
  return [...columns]
}

/** Features as rows of cells; the position of a point stands under `lng` and `lat`. Others than points are issues. */
export function pointTable(features: readonly Feature[]): Table {
  refuseUnplaced(features)
  const columns = columnsOf(features, features.some(({ shape }) => shape.is === 'point') ? [LNG, LAT] : [])
  const issues: Issue[] = []
  const rows = features.map(({ row, values, shape }) => {
    const at = new Map<string, number>(shape.is === 'point' ? [[LNG, shape.at[0]], [LAT, shape.at[1]]] : []) // prettier-ignore
    if (shape.is === 'fault') issues.push({ row, column: 'geometry', rule: shape.rule, found: shape.found })
    if (shape.is === 'polygons') issues.push({ row, column: 'geometry', rule: 'not-a-point', found: 'Polygon' })
    if (shape.is === 'other') issues.push({ row, column: 'geometry', rule: 'not-a-point', found: shape.type })
    return { row, cells: columns.map((name) => String(at.get(name) ?? values.get(name) ?? '')) }
  })
  return { columns, rows, issues: [...issues, ...rows.flatMap((row) => cellFaults(row, columns))], of: 'features' }
}

/** The polygons of a feature; or the issue that takes their place. */
function polygonsOf(shape: Shape): { polygons: MultiPolygon } | { rule: string; found: string } {
  if (shape.is === 'fault') return shape
  if (shape.is !== 'polygons') {
    const found = shape.is === 'other' ? shape.type : shape.is === 'point' ? 'Point' : ''
    return { rule: 'not-a-polygon', found }
  }
  const fault = faultOf(shape.polygons)
  return fault ? { rule: fault[0], found: fault[1] } : { polygons: shape.polygons }
}

/** Features with their areas. A feature without a usable polygon is an issue. */
export function polygonTable(features: readonly Feature[]): Table<FeatureRow> {
  refuseUnplaced(features)
  const columns = columnsOf(features, [])
  const issues: Issue[] = []
  const rows = features.map(({ row, values, shape }): FeatureRow => {
    const read = polygonsOf(shape)
    if ('rule' in read) issues.push({ row, column: 'geometry', rule: read.rule, found: read.found })
    const cells = columns.map((name) => values.get(name) ?? '')
    return { row, cells, polygons: 'rule' in read ? [] : read.polygons }
  })
  return { columns, rows, issues: [...issues, ...rows.flatMap((row) => cellFaults(row, columns))], of: 'features' }
}

/** As rows of positions where any feature is a point, else as areas. */
export const tableOfFeatures = (features: readonly Feature[]): Table =>
  features.some(({ shape }) => shape.is === 'point') ? pointTable(features) : polygonTable(features)
