import type { FeatureCollection } from 'geojson'
import type { Position } from '#core/contract/route.ts'
import { BOLD, liveSource, type MapLayer } from './layer.ts'
import { ringOf, type Sketch } from './sketch.ts'

export const SELECTION_SOURCE = 'selection'
export const SKETCH_SOURCE = 'sketch'
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** What is selected, as the map marks it: ring, symbol and bold name above everything else. */
export interface Selected {
  readonly position: Position
  readonly name: string
  readonly shape: 'hexagon' | 'circle'
  /** Name of the symbol that is drawn again inside the ring. */
  readonly symbol: string
}

export const selectedFeatures = (selected: Selected | undefined): FeatureCollection =>
  selected === undefined
    ? NOTHING
    : {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { name: selected.name, ring: `selection-${selected.shape}`, symbol: selected.symbol },
            geometry: { type: 'Point', coordinates: selected.position },
          },
        ],
      }

/** The mark of the selection; drawn last but for the sketch. */
export const selectionLayer: MapLayer = {
  sources: { [SELECTION_SOURCE]: liveSource() },
  layers: ({ colours }) => [
    {
      id: 'selection-ring',
      type: 'symbol',
      source: SELECTION_SOURCE,
      layout: { 'icon-image': ['get', 'ring'], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'selection-symbol',
      type: 'symbol',
      source: SELECTION_SOURCE,
      layout: {
        'icon-image': ['get', 'symbol'],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['get', 'name'],
        'text-font': BOLD,
        'text-size': 13,
        'text-variable-anchor': ['left', 'right', 'top'],
        'text-radial-offset': 1.9,
        'text-justify': 'auto',
        'text-max-width': 14,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours['text-1'], 'text-halo-color': colours['map-halo'], 'text-halo-width': 2 },
    },
  ],
}

/** The polygon in force and the one being drawn, as features: `draft` says which. */
export function sketchFeatures(inForce: readonly Position[] | undefined, sketch: Sketch): FeatureCollection {
  const features: FeatureCollection['features'] = []
  const add = (ring: readonly Position[], draft: boolean) => {
    const closed = ring.length > 2
    const shape = closed ? [...ring, ring[0]!] : [...ring]
    features.push({
      type: 'Feature',
      properties: { draft, part: 'shape' },
      geometry: closed ? { type: 'Polygon', coordinates: [shape] } : { type: 'LineString', coordinates: shape },
    })
  }
  if (inForce) add(inForce, false)
  const ring = ringOf(sketch)
  if (ring.length > 1) add(ring, true)
  for (const corner of sketch.corners)
    features.push({
      type: 'Feature',
      properties: { draft: true, part: 'corner' },
      geometry: { type: 'Point', coordinates: corner },
    })
  return { type: 'FeatureCollection', features }
}

/** The tint of drawn polygons: below the symbols, so that no colour of danger changes. */
export const sketchAreaLayer: MapLayer = {
  sources: { [SKETCH_SOURCE]: liveSource() },
  layers: ({ colours }) => [
    {
      id: 'sketch-area',
      type: 'fill',
      source: SKETCH_SOURCE,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.accent, 'fill-opacity': ['case', ['get', 'draft'], 0.12, 0.06] },
    },
  ],
}

/** The lines of drawn polygons: what can be operated is 青. */
export const sketchLayer: MapLayer = {
  sources: {},
  layers: ({ colours }) => [
    {
      id: 'sketch-line',
      type: 'line',
      source: SKETCH_SOURCE,
      filter: ['==', ['get', 'part'], 'shape'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.accent, 'line-width': 2 },
    },
    {
      id: 'sketch-corner',
      type: 'circle',
      source: SKETCH_SOURCE,
      filter: ['==', ['get', 'part'], 'corner'],
      paint: {
        'circle-radius': 4,
        'circle-color': colours.panel,
        'circle-stroke-color': colours.accent,
        'circle-stroke-width': 2,
      },
    },
  ],
}
