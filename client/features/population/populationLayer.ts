import { type MapLayer, shown } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

export const POPULATION_SOURCE = 'population'

/** Residents as tiles of points. They are fetched but not drawn: the hexagons of client/map/hexagons.ts add them up. */
export const populationLayer: MapLayer = {
  sources: { [POPULATION_SOURCE]: tileSource('population') },
  layers: ({ colours, on }) => [
    {
      id: 'population-point',
      type: 'circle',
      source: POPULATION_SOURCE,
      'source-layer': 'population',
      layout: { visibility: shown(on) },
      paint: { 'circle-radius': 1, 'circle-opacity': 0, 'circle-color': colours['text-3'] },
    },
  ],
}
