import type { ExpressionSpecification } from 'maplibre-gl'
import { type MapLayer, REGULAR, shown } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

/** Layers by which a pointer finds a place; a block found by them is none. */
export const PLACE_HITS = ['places-area']

const SOURCE = { source: 'places', 'source-layer': 'places' } as const

const kind = (name: string): ExpressionSpecification => ['==', ['get', 'kind'], name]

/** Parks and office towers that are supervised as one, and named blocks: ink and grey only, for no colour of danger is theirs. */
export const placesLayer: MapLayer = {
  sources: { places: tileSource('places', 'id') },
  layers: ({ colours, on, opacity }) => [
    {
      id: 'places-area',
      type: 'fill',
      ...SOURCE,
      layout: { visibility: shown(on) },
      paint: {
        'fill-color': ['match', ['get', 'kind'], 'tower', colours['map-grid3'], colours['map-hill']],
        'fill-opacity': ['match', ['get', 'kind'], 'tower', 0.55 * opacity, 'park', 0.8 * opacity, 0.4 * opacity],
      },
    },
    {
      id: 'places-park',
      type: 'line',
      ...SOURCE,
      filter: kind('park'),
      layout: { visibility: shown(on) },
      paint: {
        'line-color': colours['map-grid2'],
        'line-width': 1.2,
        'line-dasharray': [3, 2],
        'line-opacity': 0.8 * opacity,
      },
    },
    {
      id: 'places-tower',
      type: 'line',
      ...SOURCE,
      filter: kind('tower'),
      minzoom: 13,
      layout: { visibility: shown(on) },
      paint: { 'line-color': colours['map-grid2'], 'line-width': 1, 'line-opacity': opacity },
    },
    {
      id: 'places-selected',
      type: 'line',
      ...SOURCE,
      layout: { visibility: shown(on) },
      paint: {
        'line-color': colours['text-1'],
        'line-width': 2.5,
        'line-opacity': ['case', ['boolean', ['feature-state', 'selected'], false], 1, 0],
      },
    },
    {
      id: 'places-name',
      type: 'symbol',
      ...SOURCE,
      filter: [
        'step',
        ['zoom'],
        kind('park'),
        14.5,
        ['in', ['get', 'kind'], ['literal', ['park', 'tower']]],
        15.5,
        true,
      ],
      minzoom: 13,
      layout: {
        visibility: shown(on),
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 11,
        'text-max-width': 8,
        'symbol-sort-key': ['match', ['get', 'kind'], 'park', 0, 'tower', 1, 2],
      },
      paint: {
        'text-color': colours['text-3'],
        'text-halo-color': colours['map-halo'],
        'text-halo-width': 2,
        'text-opacity': opacity,
      },
    },
  ],
}
