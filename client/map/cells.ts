import { HeatmapLayer } from '@deck.gl/aggregation-layers'
import { SolidPolygonLayer } from '@deck.gl/layers'
import type { Map as MapLibre } from 'maplibre-gl'
import { deckOverlay } from './deckOverlay.ts'

export type Rgba = [red: number, green: number, blue: number, alpha: number]
/** A rectangle of ground: [west, south, east, north] degrees, its colour, and how much weighs there. */
export interface Cell {
  readonly bounds: readonly [number, number, number, number]
  readonly colour: Rgba
  readonly weight: number
}
export interface CellsLook {
  /** `raster`: each cell in its colour; `heat`: how much weighs where, in the colours of `ramp` from least to most. */
  readonly as: 'raster' | 'heat'
  readonly cells: readonly Cell[]
  readonly ramp: readonly Rgba[]
}

const ringOf = ({ bounds: [west, south, east, north] }: Cell) => [[west, south], [east, south], [east, north], [west, north]] as [number, number][] // prettier-ignore
const middleOf = ({ bounds: [west, south, east, north] }: Cell): [number, number] => [
  (west + east) / 2,
  (south + north) / 2,
]

/** Metres of ground over which a heat spreads: neighbours of a cell melt into one. */
const HEAT_M = 300
/** These in pixels, within what a heat can be drawn with; a pixel at zoom 0 is 62 km wide at the latitudes of China. */
const heatRadius = (map: MapLibre): number => Math.min(90, Math.max(16, (2 ** map.getZoom() * HEAT_M) / 62_000))

function layerOf(map: MapLibre, { as, cells, ramp }: CellsLook) {
  if (as === 'raster')
    return new SolidPolygonLayer<Cell>({
      id: 'cells-raster',
      data: cells as Cell[],
      getPolygon: ringOf,
      getFillColor: ({ colour }) => colour,
      extruded: false,
    })
  return new HeatmapLayer<Cell>({
    id: 'cells-heat',
    data: cells as Cell[],
    getPosition: middleOf,
    // who stood somewhere for an hour was there once: the tenth point of a cell tells less than the first
    getWeight: ({ weight }) => Math.log2(1 + weight),
    radiusPixels: heatRadius(map),
    colorRange: ramp as Rgba[],
    intensity: 1,
    threshold: 0.04,
    aggregation: 'SUM',
  })
}

/** Cells over the map, drawn by deck.gl; `remove` gives everything back. */
export function mountCells(map: MapLibre, firstLook: CellsLook) {
  let look = firstLook
  const overlay = deckOverlay(map)
  const draw = () => overlay.show([layerOf(map, look)])
  map.on('zoomend', draw)
  draw()
  return {
    restyle(next: CellsLook) {
      look = next
      draw()
    },
    remove() {
      map.off('zoomend', draw)
      overlay.remove()
    },
  }
}
