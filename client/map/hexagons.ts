import { HexagonLayer } from '@deck.gl/aggregation-layers'
import type { Map as MapLibre } from 'maplibre-gl'
import { deckOverlay } from './deckOverlay.ts'
import type { Palette } from './palette.ts'

/** People at a point. */
export interface Crowd {
  readonly position: readonly [lng: number, lat: number]
  readonly people: number
}

export interface HexagonsLook {
  readonly colours: Palette
  readonly opacity: number
}

/** Metres across by zoom: the tiles hold single points from zoom 14, cells below. */
const RADII = [
  [13.99, 320],
  [14.99, 160],
  [Infinity, 90],
] as const
export const radiusAt = (zoom: number): number => RADII.find(([upTo]) => zoom <= upTo)![1]

/** Five steps of one grey, faint enough for the symbols beneath: residents are no danger, so no colour of danger. */
export function ramp(colours: Palette): [number, number, number, number][] {
  const grey = [1, 3, 5].map((at) => Number.parseInt(colours['text-2'].slice(at, at + 2), 16))
  return [24, 44, 64, 86, 110].map((alpha) => [grey[0]!, grey[1]!, grey[2]!, alpha])
}

/**
 * Points of a loaded vector source, each once: tiles sliced beyond the deepest zoom repeat what lies on their borders.
 * @param source name of both the source and the layer in its tiles
 */
export function crowdsOf(map: MapLibre, source: string): Crowd[] {
  const seen = new Set<string | number>()
  return map.querySourceFeatures(source, { sourceLayer: source }).flatMap(({ id, geometry, properties }) => {
    if (geometry.type !== 'Point' || (id !== undefined && seen.has(id))) return []
    if (id !== undefined) seen.add(id)
    return [{ position: geometry.coordinates as [number, number], people: Number(properties.people) }]
  })
}

/** Changes with any of the points. */
const sumOf = (crowds: readonly Crowd[]) =>
  crowds.reduce((sum, { position: [lng, lat], people }) => sum + people * (1 + Math.abs(lng) + Math.abs(lat)), 0)

/** Hexagons of residents over the map, drawn by deck.gl; `remove` gives everything back. */
export function mountHexagons(map: MapLibre, source: string, firstLook: HexagonsLook) {
  let look = firstLook
  let drawn = ''
  const overlay = deckOverlay(map)

  /** Drawing makes the map idle once more: what is drawn already is not drawn again. */
  function refresh() {
    const crowds = crowdsOf(map, source)
    const wanted = JSON.stringify([radiusAt(map.getZoom()), look, crowds.length, sumOf(crowds)])
    if (wanted !== drawn) draw(crowds)
    drawn = wanted
  }
  function draw(crowds: readonly Crowd[]) {
    const layer = new HexagonLayer<Crowd>({
      id: 'population-hexagons',
      data: crowds as Crowd[],
      getPosition: ({ position }) => [...position] as [number, number],
      getColorWeight: ({ people }) => people,
      colorAggregation: 'SUM',
      colorScaleType: 'quantize',
      colorRange: ramp(look.colours),
      radius: radiusAt(map.getZoom()),
      coverage: 0.94,
      extruded: false,
      gpuAggregation: false,
      opacity: look.opacity,
      pickable: false,
    })
    overlay.show([layer])
  }
  map.on('idle', refresh)
  refresh()

  return {
    restyle(next: HexagonsLook) {
      look = next
      refresh()
    },
    remove() {
      map.off('idle', refresh)
      overlay.remove()
    },
  }
}
