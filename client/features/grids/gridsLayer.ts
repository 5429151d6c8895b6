import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { Grid } from '#core/contract/grids.ts'
import type { Position } from '#core/contract/route.ts'
import { liveSource, type Look, type MapLayer, REGULAR, shown } from '../../map/layer.ts'
import { tileSource } from '../../map/tileSource.ts'

export const GRID_NAMES_SOURCE = 'grid-names'
export const GRID_HITS = ['grids-name']

export interface GridsLook extends Look {
  /** Ids of the grids that the filter names. */
  readonly chosen: readonly number[]
}

const SOURCE = { source: 'grids', 'source-layer': 'grids' } as const
const LEVEL_3: ExpressionSpecification = ['==', ['get', 'level'], 3]

/** Metres a name gives way by where a hazard source sits on it, and how near that is. */
const AWAY = 230
const NEAR = 230
const METRES_PER_DEGREE = 111_320

/** Names of the territories at their centres, moved north where a hazard source sits there. */
export function gridNameFeatures(grids: readonly Grid[], sources: readonly Position[]): FeatureCollection {
  const taken = (at: Position) =>
    sources.some(([lng, lat]) => {
      const east = (lng - at[0]) * METRES_PER_DEGREE * Math.cos((at[1] * Math.PI) / 180)
      return Math.hypot(east, (lat - at[1]) * METRES_PER_DEGREE) < NEAR
    })
  return {
    type: 'FeatureCollection',
    features: grids.flatMap(({ id, level, name, centre }) => {
      if (level !== 3 || centre === null) return []
      const [lng, lat] = centre
      const coordinates = taken(centre) ? [lng, lat + AWAY / METRES_PER_DEGREE] : [lng, lat]
      return [{ type: 'Feature' as const, properties: { id, name }, geometry: { type: 'Point' as const, coordinates } }]
    }),
  }
}

/** Borders of the territories; the chosen ones tinted; the district's outline always. */
export const gridsLayer: MapLayer<GridsLook> = {
  sources: { grids: tileSource('grids', 'id') },
  layers: ({ colours, on, opacity, chosen }) => {
    const isChosen: ExpressionSpecification = ['all', LEVEL_3, ['in', ['get', 'id'], ['literal', [...chosen]]]]
    return [
      {
        id: 'grids-chosen',
        type: 'fill',
        ...SOURCE,
        filter: isChosen,
        paint: { 'fill-color': colours['map-grid-on'], 'fill-opacity': 0.9 },
      },
      {
        id: 'grids-line',
        type: 'line',
        ...SOURCE,
        filter: LEVEL_3,
        layout: { visibility: shown(on), 'line-join': 'round' },
        paint: { 'line-color': colours['map-grid3'], 'line-width': 1.1, 'line-opacity': opacity },
      },
      {
        id: 'grids-chosen-line',
        type: 'line',
        ...SOURCE,
        filter: isChosen,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours.accent, 'line-width': 1.8 },
      },
      {
        id: 'district-halo',
        type: 'line',
        source: 'district',
        'source-layer': 'district',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours['map-halo'], 'line-width': 6, 'line-opacity': 0.7 },
      },
      {
        id: 'district-line',
        type: 'line',
        source: 'district',
        'source-layer': 'district',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours['map-grid1'], 'line-width': 2.2 },
      },
    ]
  },
}

/** Names of the territories; a click on one takes it into the filter. */
export const gridNamesLayer: MapLayer<GridsLook> = {
  sources: { [GRID_NAMES_SOURCE]: liveSource('id') },
  layers: ({ colours, on, opacity, chosen }) => [
    {
      id: 'grids-name',
      type: 'symbol',
      source: GRID_NAMES_SOURCE,
      minzoom: 11,
      layout: {
        visibility: shown(on),
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': ['interpolate', ['linear'], ['zoom'], 11, 11, 14, 13],
        'text-padding': 1,
      },
      paint: {
        'text-color': ['case', ['in', ['get', 'id'], ['literal', [...chosen]]], colours.accent, colours['map-label']],
        'text-halo-color': colours['map-halo'],
        // 26 % of the size of the text
        'text-halo-width': 3,
        'text-opacity': opacity,
      },
    },
  ],
}
