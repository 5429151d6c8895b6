import type { ExpressionSpecification } from 'maplibre-gl'
import { REGULAR, shown, type Look, type MapLayer } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

const SOURCE = { source: 'basemap', 'source-layer': 'basemap' } as const

const kind = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', kinds]]

/** Width by rank of a road (1 main … 3 lane), px: at zoom 11 and at zoom 16. */
const roadWidth: ExpressionSpecification = [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  11,
  ['match', ['get', 'rank'], 1, 2.6, 2, 1.4, 0.7],
  16,
  ['match', ['get', 'rank'], 1, 13, 2, 8, 4],
]

/**
 * Bands of shallow water along the coast, widest first: width, px, and opacity. Tiles reach 8 px beyond their border, so a
 * wider band would break there.
 */
const SHOALS = [
  [15, 0.5],
  [7, 0.7],
] as const

/** Sea, land, hills, water and roads: quiet, within 1.4 : 1 of each other; outside the district one step darker. */
export const basemapLayer: MapLayer<Look & { readonly roads: { readonly on: boolean; readonly opacity: number } }> = {
  sources: { basemap: tileSource('basemap'), district: tileSource('district') },
  layers: ({ colours, roads }) => [
    { id: 'basemap-ground', type: 'background', paint: { 'background-color': colours['map-around'] } },
    { id: 'basemap-sea', type: 'fill', ...SOURCE, filter: kind('sea'), paint: { 'fill-color': colours['map-sea'] } },
    ...SHOALS.map(([width, opacity], band) => ({
      id: `basemap-shoal-${band + 1}`,
      type: 'line' as const,
      ...SOURCE,
      filter: kind('coast'),
      layout: { 'line-join': 'round' as const, 'line-cap': 'round' as const },
      paint: { 'line-color': colours['map-shoal'], 'line-opacity': opacity, 'line-width': width },
    })),
    {
      id: 'basemap-land',
      type: 'fill',
      ...SOURCE,
      filter: kind('land', 'around'),
      paint: { 'fill-color': colours['map-around'] },
    },
    {
      id: 'basemap-hill',
      type: 'fill',
      ...SOURCE,
      filter: kind('hill'),
      paint: { 'fill-color': colours['map-hill'], 'fill-opacity': 0.5 },
    },
    {
      id: 'district-land',
      type: 'fill',
      source: 'district',
      'source-layer': 'district',
      paint: { 'fill-color': colours['map-land'], 'fill-opacity': 0.86 },
    },
    {
      id: 'basemap-block',
      type: 'fill',
      ...SOURCE,
      filter: kind('block'),
      minzoom: 12,
      paint: { 'fill-color': colours['map-hill'], 'fill-opacity': 0.35 },
    },
    {
      id: 'basemap-water',
      type: 'fill',
      ...SOURCE,
      filter: ['all', kind('water'), ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': colours['map-water'] },
    },
    {
      id: 'basemap-river',
      type: 'line',
      ...SOURCE,
      filter: ['all', kind('water'), ['==', ['geometry-type'], 'LineString']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours['map-water'],
        'line-width': ['interpolate', ['exponential', 2], ['zoom'], 10, 1.5, 12, 5, 16, 60],
      },
    },
    {
      id: 'basemap-road',
      type: 'line',
      ...SOURCE,
      filter: kind('road'),
      layout: { visibility: shown(roads.on), 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colours['map-road'], 'line-width': roadWidth, 'line-opacity': roads.opacity },
    },
    {
      id: 'basemap-coast',
      type: 'line',
      ...SOURCE,
      filter: kind('coast'),
      paint: { 'line-color': colours['map-coast'], 'line-width': 1 },
    },
  ],
}

/** Names of sea and roads; above the ground, below everything of the subject. */
export const basemapNamesLayer: MapLayer<Look & { readonly roads: boolean }> = {
  sources: {},
  layers: ({ colours, roads }) => [
    {
      id: 'basemap-road-name',
      type: 'symbol',
      ...SOURCE,
      filter: ['all', kind('road'), ['has', 'name']],
      minzoom: 14,
      layout: {
        visibility: shown(roads),
        'symbol-placement': 'line',
        'symbol-spacing': 400,
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 11,
      },
      paint: {
        'text-color': colours['text-3'],
        'text-halo-color': colours['map-halo'],
        'text-halo-width': 1.5,
      },
    },
    {
      id: 'basemap-sea-name',
      type: 'symbol',
      ...SOURCE,
      filter: ['all', kind('sea'), ['has', 'name'], ['==', ['geometry-type'], 'Point']],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 13,
        'text-letter-spacing': 1.2,
      },
      paint: { 'text-color': colours['map-sealabel'] },
    },
  ],
}
