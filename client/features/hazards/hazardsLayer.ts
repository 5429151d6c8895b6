import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { ENTERPRISE_POINT_ZOOM } from '#core/contract/tiles.ts'
import { BOLD, type Look, type MapLayer, shown } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

const SOURCE = { source: 'hazards', 'source-layer': 'hazards' } as const
export const HAZARD_HITS = ['hazards-flag', 'hazards-overdue', 'hazards-overdue-near']

/** `clocked`: the enterprises are shown, and from the zoom of points on bear the clock themselves. */
interface HazardLook extends Look {
  readonly clocked: boolean
}

/** A flag stands on top of its enterprise: of a cluster's disc below the zoom of points, of a symbol from there on. Pixels. */
const onTop = (x: number, disc: number, symbol: number): ExpressionSpecification => [
  'step',
  ['zoom'],
  ['literal', [x, disc]],
  ENTERPRISE_POINT_ZOOM,
  ['literal', [x, symbol]],
]
/** Text is set off by its own size. */
const TEXT_SIZE = 12
const em = (pixels: number) => pixels / TEXT_SIZE
/** Major ones, then overdue ones, then many, above the others. */
const SORT: ExpressionSpecification = [
  '+',
  ['*', 1e9, ['min', 1, ['get', 'major']]],
  ['*', 1e8, ['min', 1, ['get', 'overdue']]],
  ['get', 'open'],
]

const clock = (id: string, on: boolean, opacity: number): SymbolLayerSpecification => ({
  id,
  type: 'symbol',
  ...SOURCE,
  filter: ['>', ['get', 'overdue'], 0],
  layout: {
    visibility: shown(on),
    'icon-image': 'overdue',
    'icon-offset': onTop(-13, -22, -10),
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
    'symbol-sort-key': SORT,
  },
  paint: { 'icon-opacity': opacity },
})

/**
 * Open hazards where their enterprises are, always shown, and the names of what lies below keep clear of them: a flag with how many, a red banner where a major one is among them, a clock where
 * one is overdue.
 */
export const hazardsLayer: MapLayer<HazardLook> = {
  sources: { hazards: tileSource('hazards', 'id') },
  layers: ({ colours, on, opacity, clocked }) => [
    {
      id: 'hazards-flag',
      type: 'symbol',
      ...SOURCE,
      layout: {
        visibility: shown(on),
        'icon-image': ['case', ['>', ['get', 'major'], 0], 'hazard-major', 'hazard'],
        'icon-offset': onTop(0, -26, -14),
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'open']],
        'text-font': BOLD,
        'text-size': TEXT_SIZE,
        'text-anchor': 'left',
        'text-offset': onTop(em(10), em(-30), em(-18)),
        'text-allow-overlap': true,
        'symbol-sort-key': SORT,
      },
      paint: {
        'icon-opacity': opacity,
        'text-color': colours['text-1'],
        'text-halo-color': colours['map-halo'],
        'text-halo-width': 2,
        'text-opacity': opacity,
      },
    },
    { ...clock('hazards-overdue', on, opacity), maxzoom: ENTERPRISE_POINT_ZOOM },
    { ...clock('hazards-overdue-near', on && !clocked, opacity), minzoom: ENTERPRISE_POINT_ZOOM },
  ],
}
