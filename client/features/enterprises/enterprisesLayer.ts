import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { CLUSTER_IMAGE } from '../../map/clusterSymbol.ts'
import { BOLD, type Look, type MapLayer, nameOpacity, REGULAR, shown } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

const SOURCE = { source: 'enterprises', 'source-layer': 'enterprises' } as const

/** Risk of a single enterprise, also where a cluster holds but one; 0 is 未评级. */
const RISK: ExpressionSpecification = ['coalesce', ['get', 'risk'], ['get', 'worst'], 0]
const COUNT: ExpressionSpecification = ['coalesce', ['get', 'count'], 1]
const SINGLE: ExpressionSpecification = ['==', COUNT, 1]
/** Symbols keep their size up to zoom 12 and grow slowly beyond. */
const SIZE: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 12, 1, 16, 1.6]

const symbols = (id: string, filter: ExpressionSpecification, { on, opacity }: Look): SymbolLayerSpecification => ({
  id,
  type: 'symbol',
  ...SOURCE,
  filter: ['all', SINGLE, filter],
  layout: {
    visibility: shown(on),
    'icon-image': ['concat', 'risk-', ['to-string', RISK]],
    'icon-size': SIZE,
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
    // low first, red last: red is never covered
    'symbol-sort-key': ['match', RISK, 1, 4, 2, 3, 3, 2, 4, 1, 0],
  },
  paint: { 'icon-opacity': opacity },
})

/** Ids of layers whose features can be pointed at, top-most first. */
export const ENTERPRISE_HITS = ['enterprises-high', 'enterprises-low']
export const CLUSTER_HITS = ['enterprises-cluster']

/** Enterprises of little or unknown risk: below the names of grids. */
export const enterprisesBelowLayer: MapLayer = {
  sources: { enterprises: tileSource('enterprises', 'id') },
  layers: (look) => [
    {
      id: 'enterprises-hover',
      type: 'circle',
      ...SOURCE,
      filter: SINGLE,
      layout: { visibility: shown(look.on) },
      paint: {
        'circle-radius': 13,
        'circle-color': look.colours['map-halo'],
        'circle-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 0.9, 0],
        'circle-stroke-color': look.colours.focus,
        'circle-stroke-width': 2,
        'circle-stroke-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 1, 0],
      },
    },
    symbols('enterprises-low', ['in', RISK, ['literal', [0, 3, 4]]], look),
    {
      id: 'enterprises-name',
      type: 'symbol',
      ...SOURCE,
      filter: SINGLE,
      minzoom: 15,
      layout: {
        visibility: shown(look.on),
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 11,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1.1,
        'text-max-width': 12,
        'symbol-sort-key': ['match', RISK, 1, 0, 2, 1, 3, 2, 4, 3, 4],
      },
      paint: {
        'text-color': look.colours['map-label'],
        'text-halo-color': look.colours['map-halo'],
        'text-halo-width': 1.6,
        'text-opacity': nameOpacity(look.opacity),
      },
    },
  ],
}

/** Red and orange enterprises, clusters and overdue badges: above the names of grids. */
export const enterprisesAboveLayer: MapLayer = {
  sources: {},
  layers: (look): LayerSpecification[] => [
    symbols('enterprises-high', ['in', RISK, ['literal', [1, 2]]], look),
    {
      id: 'enterprises-overdue',
      type: 'symbol',
      ...SOURCE,
      filter: ['==', ['get', 'overdue'], 1],
      layout: {
        visibility: shown(look.on),
        'icon-image': 'overdue',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.75, 14, 1, 16, 1.2],
        'icon-offset': [8, -8],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': look.opacity },
    },
    {
      id: 'enterprises-cluster',
      type: 'symbol',
      ...SOURCE,
      filter: ['>', COUNT, 1],
      layout: {
        visibility: shown(look.on),
        'icon-image': CLUSTER_IMAGE,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['to-string', ['get', 'count']],
        'text-font': BOLD,
        'text-size': ['step', ['get', 'count'], 12, 1000, 11, 10000, 10],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
        // worst colour on top
        'symbol-sort-key': ['-', 4, ['match', ['get', 'worst'], 1, 0, 2, 1, 3, 2, 4, 3, 4]],
      },
      // ink on the white disc in every theme
      paint: { 'icon-opacity': look.opacity, 'text-color': '#14191B', 'text-opacity': look.opacity },
    },
  ],
}
