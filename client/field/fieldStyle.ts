import type { FeatureCollection } from 'geojson'
import type { StyleSpecification } from 'maplibre-gl'
import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import { basemapLayer, basemapNamesLayer } from '../features/basemap/basemapLayer.ts'
import { gridsLayer } from '../features/grids/gridsLayer.ts'
import { composeStyle, draw, liveSource, type Look, type MapLayer, REGULAR } from '../map/layer.ts'
import type { Palette } from '../map/palette.ts'

export const ENTERPRISES_SOURCE = 'field-enterprises'
export const HERE_SOURCE = 'field-here'
export const FIELD_HITS = ['field-enterprise']

/** Enterprises of the book as points, worst last so that it is drawn on top. */
export const enterprisePoints = (rows: readonly EnterpriseRow[], late: ReadonlySet<number>): FeatureCollection => ({
  type: 'FeatureCollection',
  features: rows.flatMap(({ id, name, risk, position }) =>
    position === null
      ? []
      : [{
          type: 'Feature' as const,
          properties: { id, name, risk: risk ?? 0, overdue: late.has(id) ? 1 : 0 },
          geometry: { type: 'Point' as const, coordinates: [...position] },
        }],
  ),
}) // prettier-ignore

export const herePoint = (at: { readonly lng: number; readonly lat: number } | undefined): FeatureCollection => ({
  type: 'FeatureCollection',
  features: at ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [at.lng, at.lat] } }] : [],
})

const enterprisesLayer: MapLayer = {
  sources: { [ENTERPRISES_SOURCE]: liveSource('id') },
  layers: ({ colours }: Look) => [
    {
      id: 'field-enterprise',
      type: 'symbol',
      source: ENTERPRISES_SOURCE,
      layout: {
        'icon-image': ['concat', 'risk-', ['to-string', ['get', 'risk']]],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['match', ['get', 'risk'], 1, 4, 2, 3, 3, 2, 4, 1, 0],
      },
    },
    {
      id: 'field-overdue',
      type: 'symbol',
      source: ENTERPRISES_SOURCE,
      filter: ['==', ['get', 'overdue'], 1],
      layout: { 'icon-image': 'overdue', 'icon-size': 0.9, 'icon-offset': [8, -8], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'field-name',
      type: 'symbol',
      source: ENTERPRISES_SOURCE,
      minzoom: 15,
      layout: { 'text-field': ['get', 'name'], 'text-font': REGULAR, 'text-size': 12, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1.1 },
      paint: { 'text-color': colours['map-label'], 'text-halo-color': colours['map-halo'], 'text-halo-width': 1.6 },
    },
  ],
} // prettier-ignore

const hereLayer: MapLayer = {
  sources: { [HERE_SOURCE]: liveSource() },
  layers: ({ colours }: Look) => [
    {
      id: 'field-here',
      type: 'circle',
      source: HERE_SOURCE,
      paint: { 'circle-radius': 7, 'circle-color': colours.accent, 'circle-stroke-color': colours['map-halo'], 'circle-stroke-width': 3 },
    },
  ],
} // prettier-ignore

/** The map of the phone: the ground, the own grids, the enterprises of the book, and where one stands. */
export function fieldStyle(colours: Palette, own: readonly number[]): StyleSpecification {
  const always = { colours, on: true, opacity: 1 }
  return composeStyle({ version: 8, sources: {}, layers: [] }, [
    draw(basemapLayer, { ...always, roads: { on: true, opacity: 1 } }),
    draw(gridsLayer, { ...always, chosen: own }),
    draw(basemapNamesLayer, { ...always, roads: true }),
    draw(enterprisesLayer, always),
    draw(hereLayer, always),
  ])
}
