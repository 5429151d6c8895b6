import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { HazardSourceRow } from '#core/contract/hazardSources.ts'
import type { SourceLive } from '#core/contract/sensorQuality.ts'
import { circleRing } from '../../map/circle.ts'
import { liveSource, type Look, type MapLayer, nameOpacity, REGULAR, shown } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

const SOURCE = { source: 'hazard-sources', 'source-layer': 'hazard-sources' } as const
export const RINGS_SOURCE = 'hazard-source-rings'
/** Distance within which people count for α, GB 18218-2018: m from the plant boundary; drawn about the source. */
export const RING_METRES = 500
export const HAZARD_SOURCE_HITS = ['hazard-sources-symbol']

export const SILENT_SOURCE = 'hazard-sources-live'
const SYMBOL_SIZE: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 8, 0.4, 10, 0.55, 12, 1, 16, 1.3]

/** A unit below S = 1 is no major hazard source and has no level. */
const GRADED: ExpressionSpecification = ['>', ['coalesce', ['get', 'level'], 0], 0]
/** Higher levels last, so that 一级 is never covered. */
const SORT: ExpressionSpecification = ['-', 5, ['get', 'level']]

/** The colour of the ring about a source that warns; its width says the same. */
const byWarning = (colours: Look['colours']): ExpressionSpecification => [
  'match',
  ['get', 'warning'],
  1,
  colours['risk-1'],
  2,
  colours['risk-2'],
  3,
  colours['risk-3'],
  colours['risk-4'],
]

/** The rings as polygons of `level`; none about a guarded store that is shown where its enterprise stands. */
export const ringFeatures = (sources: readonly HazardSourceRow[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: sources.flatMap(({ id, level, position, exact }) => {
    if (level === null || position === null || !exact) return []
    const geometry = { type: 'Polygon' as const, coordinates: [circleRing(position, RING_METRES)] }
    return [{ type: 'Feature', properties: { id, level }, geometry }]
  }),
})

/** 500 m about each major hazard source. */
export const ringsLayer: MapLayer = {
  sources: { [RINGS_SOURCE]: liveSource() },
  layers: ({ colours, on, opacity }) => {
    const colour: ExpressionSpecification = [
      'match',
      ['get', 'level'],
      1,
      colours['risk-1-text'],
      2,
      colours['risk-2-text'],
      3,
      colours['risk-3-text'],
      colours['risk-4-text'],
    ]
    return [
      {
        id: 'rings-area',
        type: 'fill',
        source: RINGS_SOURCE,
        layout: { visibility: shown(on) },
        paint: { 'fill-color': colours['text-2'], 'fill-opacity': 0.06 * opacity },
      },
      {
        id: 'rings-line',
        type: 'line',
        source: RINGS_SOURCE,
        layout: { visibility: shown(on) },
        paint: { 'line-color': colour, 'line-width': 1.2, 'line-dasharray': [6, 4], 'line-opacity': 0.8 * opacity },
      },
    ]
  },
}

/** Marks over the sources of which sensors say nothing: all of them, or some. */
export const silentFeatures = (sources: readonly HazardSourceRow[], live: readonly SourceLive[]): FeatureCollection => {
  const byId = new Map(live.map((one) => [one.source, one]))
  return {
    type: 'FeatureCollection',
    features: sources.flatMap(({ id, level, position }) => {
      const { sensors = 0, silent = 0 } = byId.get(id) ?? {}
      if (level === null || position === null || silent === 0) return []
      const symbol = silent === sensors ? 'source-silent' : 'source-partly'
      return [{ type: 'Feature', properties: { id, symbol }, geometry: { type: 'Point', coordinates: [...position] } }]
    }),
  }
}
/** How live a source is, over its symbol. */
export const silentLayer: MapLayer = {
  sources: { [SILENT_SOURCE]: liveSource() },
  layers: ({ on, opacity }) => [
    {
      id: 'hazard-sources-silent',
      type: 'symbol',
      source: SILENT_SOURCE,
      layout: {
        visibility: shown(on),
        'icon-image': ['get', 'symbol'],
        'icon-size': SYMBOL_SIZE,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': opacity },
    },
  ],
}

/** Major hazard sources: hexagon by level, within a ring while it warns, the enterprise's own risk as a badge where it differs, name beside. */
export const hazardSourcesLayer: MapLayer<Look> = {
  sources: { 'hazard-sources': tileSource('hazard-sources', 'id') },
  layers: ({ colours, on, opacity }) => [
    {
      id: 'hazard-sources-warning',
      type: 'circle',
      ...SOURCE,
      filter: ['all', GRADED, ['>', ['coalesce', ['get', 'warning'], 0], 0]],
      layout: { visibility: shown(on), 'circle-sort-key': ['-', 5, ['get', 'warning']] },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 9, 10, 12, 12, 20, 16, 26],
        'circle-color': byWarning(colours),
        'circle-opacity': 0.18 * opacity,
        'circle-stroke-color': byWarning(colours),
        'circle-stroke-width': ['match', ['get', 'warning'], 1, 5, 2, 4, 3, 3, 2],
        'circle-stroke-opacity': opacity,
      },
    },
    {
      id: 'hazard-sources-symbol',
      type: 'symbol',
      ...SOURCE,
      filter: GRADED,
      layout: {
        visibility: shown(on),
        'icon-image': ['concat', 'hazard-source-', ['to-string', ['get', 'level']]],
        'icon-size': SYMBOL_SIZE,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': SORT,
      },
      paint: { 'icon-opacity': opacity },
    },
    {
      id: 'hazard-sources-badge',
      type: 'symbol',
      ...SOURCE,
      filter: ['all', GRADED, ['>', ['coalesce', ['get', 'risk'], 0], 0], ['!=', ['get', 'risk'], ['get', 'level']]],
      minzoom: 11,
      layout: {
        visibility: shown(on),
        'icon-image': ['concat', 'badge-', ['to-string', ['get', 'risk']]],
        'icon-offset': [10, 10],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': SORT,
      },
      paint: { 'icon-opacity': opacity },
    },
    {
      id: 'hazard-sources-name',
      type: 'symbol',
      ...SOURCE,
      filter: GRADED,
      minzoom: 11.5,
      layout: {
        visibility: shown(on),
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 12,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1.4,
        'text-max-width': 12,
        'text-justify': 'auto',
        'symbol-sort-key': ['get', 'level'],
      },
      paint: {
        'text-color': colours['text-1'],
        'text-halo-color': colours['map-halo'],
        'text-halo-width': 2,
        'text-opacity': nameOpacity(opacity),
      },
    },
  ],
}
