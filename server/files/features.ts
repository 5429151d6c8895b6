import { cellFaults } from './cellFaults.ts'
import { MOST, tooManyCells, tooManyColumns, tooManyRows } from './limits.ts'
import { FileRefused, type Issue, type SourceRow } from './rows.ts'

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

/** A feature as it comes, and the share of the file that has been read. */
export interface ComingFeature {
  readonly feature: Feature
  readonly share: number
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

function refuseEmpty(): FileRefused {
  return new FileRefused(
    '文件中没有任何要素。请检查导出的图层。',
    'The file holds no feature. Check the layer that was exported.',
  )
}
function refusePlane(): FileRefused {
  return new FileRefused(
    '坐标不是经纬度，像是投影坐标（米）。请用 GIS 软件转换为经纬度（WGS 84 或 CGCS2000）后再导出。',
    'The coordinates are no longitudes and latitudes but metres of a projection. Export again in degrees (WGS 84 or CGCS2000) with a GIS program.',
  )
}

/** Learns from all features what must be known before the first is a row: their columns, and whether any is a point. */
export function featureSurvey() {
  const columns = new Set<string>()
  let [count, points, drawn, onPlane] = [0, 0, 0, 0]
  return {
    /** @throws FileRefused where columns are too many */
    see({ values, shape }: Feature): void {
      count += 1
      for (const name of values.keys()) columns.add(name)
      if (columns.size > MOST.columns) throw tooManyColumns()
      if (shape.is === 'point') points += 1
      const first = firstOf(shape)
      if (!first) return
      drawn += 1
      if (first.some((number) => Math.abs(number) > PLANE)) onPlane += 1
    },
    hasPoints: () => points > 0,
    /** @throws FileRefused where there is no feature, where all lie on a plane, metres from its origin, or cells are too many */
    columns(more: readonly string[]): string[] {
      if (count === 0) throw refuseEmpty()
      if (drawn > 0 && drawn === onPlane) throw refusePlane()
      for (const name of more) columns.add(name)
      if (columns.size > MOST.columns) throw tooManyColumns()
      if (count > MOST.rows) throw tooManyRows()
      if (count * columns.size > MOST.cells) throw tooManyCells()
      return [...columns]
    },
  }
}

/** A feature as a row, and what is wrong with it. */
export interface ReadFeature<Row extends SourceRow = SourceRow> {
  readonly row: Row
  readonly issues: readonly Issue[]
}

/** Features as rows of one kind: the columns that they have beside their properties, and each of them. */
export interface FeatureKind<Row extends SourceRow> {
  more(hasPoints: boolean): readonly string[]
  read(feature: Feature, columns: readonly string[]): ReadFeature<Row>
}

/** What a point is not; undefined where it is one, or lies nowhere. */
function notPoint(shape: Shape): readonly [rule: string, found: string] | undefined {
  if (shape.is === 'fault') return [shape.rule, shape.found]
  if (shape.is === 'polygons') return ['not-a-point', 'Polygon']
  return shape.is === 'other' ? ['not-a-point', shape.type] : undefined
}

/** Rows of cells; the position of a point stands under `lng` and `lat`. Others than points are issues. */
export const POINTS: FeatureKind<SourceRow> = {
  more: (hasPoints) => (hasPoints ? [LNG, LAT] : []),
  read({ row: number, values, shape }, columns) {
    const at = new Map<string, number>(shape.is === 'point' ? [[LNG, shape.at[0]], [LAT, shape.at[1]]] : []) // prettier-ignore
    const row = { row: number, cells: columns.map((name) => String(at.get(name) ?? values.get(name) ?? '')) }
    const [rule, found] = notPoint(shape) ?? []
    const fault = rule === undefined ? [] : [{ row: number, column: 'geometry', rule, found: found ?? '' }]
    return { row, issues: [...fault, ...cellFaults(row, columns)] }
  },
}

/** Rows of cells that lie at points, as POINTS has them, or over areas, or nowhere yet. */
export const GROUNDS: FeatureKind<FeatureRow> = {
  more: POINTS.more,
  read(feature, columns) {
    const areas = feature.shape.is === 'polygons'
    const { row, issues } = areas ? AREAS.read(feature, columns) : POINTS.read(feature, columns)
    return { row: { polygons: [], ...row }, issues }
  },
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

/** Rows with their areas. A feature without a usable polygon is an issue. */
export const AREAS: FeatureKind<FeatureRow> = {
  more: () => [],
  read({ row: number, values, shape }, columns) {
    const read = polygonsOf(shape)
    const cells = columns.map((name) => values.get(name) ?? '')
    const row = { row: number, cells, polygons: 'rule' in read ? [] : read.polygons }
    const fault = 'rule' in read ? [{ row: number, column: 'geometry', rule: read.rule, found: read.found }] : []
    return { row, issues: [...fault, ...cellFaults(row, columns)] }
  },
}
