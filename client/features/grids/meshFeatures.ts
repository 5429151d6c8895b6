import type { Feature, FeatureCollection } from 'geojson'
import { type Position, positionOf } from '#core/domain/gridMesh/lattice.ts'
import { endsOf, type Mesh, OUTSIDE, pointAt } from '#core/domain/gridMesh/mesh.ts'

type Places = readonly Position[]
type Polygons = readonly (readonly Places[])[]

/** A territory that is drawn: its land, its name, and what may be said of it beside. */
export interface DrawnLand {
  readonly id: number
  readonly label: string
  readonly changed: boolean
  readonly polygons: Polygons | null
}
/** A corner that is held, and where it would go. */
export interface HeldCorner {
  readonly vertex: number
  readonly to: Position
  readonly refused: boolean
}

const feature = (geometry: Feature['geometry'], properties: Record<string, unknown>): Feature => ({ type: 'Feature', properties, geometry }) // prettier-ignore
const line = (places: Places, properties: Record<string, unknown>): Feature =>
  feature({ type: 'LineString', coordinates: places.map(([lng, lat]) => [lng, lat]) }, properties)
const dot = ([lng, lat]: Position, properties: Record<string, unknown>): Feature =>
  feature({ type: 'Point', coordinates: [lng, lat] }, properties)
export const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})

/** Middle of the largest outline by its corners, where the name is written; undefined where there is no land. */
function middleOf(polygons: Polygons): Position | undefined {
  const outline = polygons.map(([first]) => first ?? []).toSorted((a, b) => b.length - a.length)[0]
  if (!outline || outline.length < 4) return undefined
  let [area, x, y] = [0, 0, 0]
  const [ox, oy] = outline[0]!
  for (const [i, [ax, ay]] of outline.slice(0, -1).entries()) {
    const [bx, by] = outline[i + 1]!
    const cross = (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
    area += cross
    x += cross * (ax + bx - 2 * ox)
    y += cross * (ay + by - 2 * oy)
  }
  return area === 0 ? [ox, oy] : [ox + x / (3 * area), oy + y / (3 * area)]
}

/** Territories as they are drawn, with their names; one is chosen. */
export function landFeatures(lands: readonly DrawnLand[], chosen: number | undefined): Feature[] {
  return lands.flatMap(({ id, label, changed, polygons }) => {
    if (!polygons || polygons.length === 0) return []
    const properties = { id, label, changed, chosen: id === chosen }
    const coordinates = polygons.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [lng, lat])))
    const middle = middleOf(polygons)
    const land = feature({ type: 'MultiPolygon', coordinates }, { ...properties, part: 'land' })
    return [land, ...(middle ? [dot(middle, { ...properties, part: 'name' })] : [])]
  })
}

/** The borders of a mesh, inner and outer, with a held corner where it would be; nothing of the mesh changes for that. */
export function borderFeatures(mesh: Mesh, held?: HeldCorner): Feature[] {
  const places: { inner: number[][][]; outer: number[][][] } = { inner: [], outer: [] }
  const placeOf = (vertex: number): number[] => {
    const [lng, lat] = vertex === held?.vertex ? held.to : positionOf(pointAt(mesh, vertex))
    return [lng, lat]
  }
  const isOuter = (side: number) => mesh.rings.get(mesh.sides.get(side)!)!.grid === OUTSIDE
  for (const side of mesh.sides.keys()) {
    const [from, to] = endsOf(side)
    const edge = [placeOf(from), placeOf(to)]
    if (isOuter(side)) places.outer.push(edge)
    else if (from < to) places.inner.push(edge)
  }
  const lines = (['inner', 'outer'] as const).map((part) =>
    feature({ type: 'MultiLineString', coordinates: places[part] }, { part }),
  )
  if (!held) return lines
  const moved = (mesh.stars.get(held.vertex) ?? []).map((end) => [placeOf(held.vertex), placeOf(end)])
  const shift = feature(
    { type: 'MultiLineString', coordinates: moved },
    { part: held.refused ? 'refused' : 'moved', id: 0 },
  )
  return [...lines, shift, dot(held.to, { part: held.refused ? 'corner-refused' : 'corner-held' })]
}

type Box = readonly [number, number, number, number]
/** Corners within what is seen, as handles. */
export function cornerFeatures(mesh: Mesh, [west, south, east, north]: Box, chosen: Position | undefined): Feature[] {
  const features: Feature[] = []
  for (const vertex of mesh.stars.keys()) {
    const [lng, lat] = positionOf(pointAt(mesh, vertex))
    if (lng < west || lng > east || lat < south || lat > north) continue
    if (chosen && chosen[0] === lng && chosen[1] === lat) continue
    features.push(dot([lng, lat], { part: mesh.stars.get(vertex)!.length > 2 ? 'junction' : 'corner' }))
  }
  return chosen ? [...features, dot(chosen, { part: 'corner-held' })] : features
}

/** What a tool draws: a path with its corners, a border that is meant, lines that could be followed, what would come of it, where something is refused. */
export interface Drawing {
  readonly path?: Places | undefined
  readonly chain?: Places | undefined
  readonly lines?: readonly { readonly line: Places; readonly chosen: boolean }[]
  readonly preview?: Polygons | undefined
  readonly refusedAt?: Position | undefined
  /** Where a held corner lies on a road or coast. */
  readonly onto?: Position | undefined
  readonly marks?: readonly { readonly at: Position; readonly name: string }[] | undefined
}

/** A drawing as features. */
export function drawingFeatures({ path, chain, lines = [], preview, refusedAt, onto, marks = [] }: Drawing): Feature[] {
  const outlines = (preview ?? []).flat().map((ring) => line(ring, { part: 'preview' }))
  return [
    ...lines.map((one) => line(one.line, { part: one.chosen ? 'line-chosen' : 'line' })),
    ...(chain ? [line(chain, { part: 'chain' })] : []),
    ...outlines,
    ...(path && path.length > 1 ? [line(path, { part: 'path' })] : []),
    ...(path ?? []).map((place) => dot(place, { part: 'path-corner' })),
    ...marks.map(({ at, name }) => dot(at, { part: 'mark', label: name })),
    ...(onto ? [dot(onto, { part: 'onto' })] : []),
    ...(refusedAt ? [dot(refusedAt, { part: 'corner-refused' })] : []),
  ]
}
