import type { Map as MapLibre, MapGeoJSONFeature, MapMouseEvent, PointLike } from 'maplibre-gl'

/** Properties of a feature as tiles give them. */
export type Properties = Readonly<Record<string, unknown>>

/** How the features of some layers are understood when pointed at. */
export interface HitLayers<Hit> {
  readonly layers: readonly string[]
  hit(properties: Properties, position: readonly [number, number]): Hit | undefined
}

/** A finger or an unsteady hand misses by this many pixels. */
const REACH = 5

/**
 * What the features under the pointer mean: the first of the tables that has one, and of its features the top-most.
 * @param features top-most first, as MapLibre gives them
 */
export function pick<Hit>(
  features: readonly Pick<MapGeoJSONFeature, 'layer' | 'properties' | 'geometry'>[],
  tables: readonly HitLayers<Hit>[],
): Hit | undefined {
  for (const { layers, hit } of tables)
    for (const { layer, properties, geometry } of features) {
      if (!layers.includes(layer.id)) continue
      const found = hit(properties, geometry.type === 'Point' ? (geometry.coordinates as [number, number]) : [0, 0])
      if (found) return found
    }
  return undefined
}

/** What lies at a point of the screen: exactly there, else within reach. */
export function hitAt<Hit>(map: MapLibre, point: { x: number; y: number }, tables: readonly HitLayers<Hit>[]) {
  const layers = tables.flatMap((table) => table.layers).filter((id) => map.getLayer(id))
  const near: [PointLike, PointLike] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ]
  return (
    pick(map.queryRenderedFeatures([point.x, point.y], { layers }), tables) ??
    pick(map.queryRenderedFeatures(near, { layers }), tables)
  )
}

interface PointerActs<Hit> {
  click(hit: Hit | undefined, event: MapMouseEvent): void
  /** At most once a frame. */
  hover(hit: Hit | undefined, event: MapMouseEvent | undefined): void
}

/** Tells what is clicked and what is under the pointer; a second click of a pair is none of its own. */
export function watchPointer<Hit>(map: MapLibre, tables: readonly HitLayers<Hit>[], acts: PointerActs<Hit>) {
  let moved: MapMouseEvent | undefined
  let frame = 0
  map.on('click', (event) => {
    if (event.originalEvent.detail <= 1) acts.click(hitAt(map, event.point, tables), event)
  })
  map.on('mousemove', (event) => {
    moved = event
    frame ||= requestAnimationFrame(() => {
      frame = 0
      if (moved && map.style) acts.hover(hitAt(map, moved.point, tables), moved)
    })
  })
  map.on('mouseout', () => {
    moved = undefined
    acts.hover(undefined, undefined)
  })
}
