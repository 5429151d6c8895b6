import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { BOLD, liveSource, type Look, type MapLayer, REGULAR } from '../../map/layer.ts'

export const GRID_EDIT_SOURCE = 'grid-edit'

const part = (...parts: string[]): ExpressionSpecification => ['in', ['get', 'part'], ['literal', parts]]
const IS = (name: 'chosen' | 'changed'): ExpressionSpecification => ['==', ['get', name], true]

interface LinePaint {
  readonly colour: string
  readonly width: number
  readonly dashes?: number[]
}
const lines = (id: string, parts: string[], { colour, width, dashes }: LinePaint): LayerSpecification => ({
  id: `grid-edit-${id}`,
  type: 'line',
  source: GRID_EDIT_SOURCE,
  filter: part(...parts),
  layout: { 'line-join': 'round', 'line-cap': dashes ? 'butt' : 'round' },
  paint: { 'line-color': colour, 'line-width': width, ...(dashes && { 'line-dasharray': dashes }) },
})
interface DotPaint {
  readonly fill: string
  readonly edge: string
  readonly radius: number
  readonly stroke?: number
}
const dots = (id: string, parts: string[], { fill, edge, radius, stroke = 1.5 }: DotPaint): LayerSpecification => ({
  id: `grid-edit-${id}`,
  type: 'circle',
  source: GRID_EDIT_SOURCE,
  filter: part(...parts),
  paint: { 'circle-color': fill, 'circle-radius': radius, 'circle-stroke-color': edge, 'circle-stroke-width': stroke },
})

/**
 * Territories of a draft or of a day, and what is being done to them. Shapes speak before colours: the outer border is heavy, what is meant is wide,
 * what would come is dashed, what is refused is 紫, dashed and told in words beside the map; a changed territory has dots for a line and says so in its name.
 */
export const gridEditLayer: MapLayer<Look> = {
  sources: { [GRID_EDIT_SOURCE]: liveSource() },
  layers: ({ colours }) => [
    {
      id: 'grid-edit-land',
      type: 'fill',
      source: GRID_EDIT_SOURCE,
      filter: part('land'),
      paint: {
        'fill-color': ['case', IS('chosen'), colours.accent, IS('changed'), colours.accent, colours['map-land']],
        'fill-opacity': ['case', IS('chosen'), 0.26, IS('changed'), 0.1, 0],
      },
    },
    {
      id: 'grid-edit-outline',
      type: 'line',
      source: GRID_EDIT_SOURCE,
      filter: part('land'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours['map-grid2'], 'line-width': 1.2 },
    },
    {
      id: 'grid-edit-chosen',
      type: 'line',
      source: GRID_EDIT_SOURCE,
      filter: ['all', part('land'), IS('chosen')],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.accent, 'line-width': 2.4 },
    },
    lines('lines', ['line'], { colour: colours['text-2'], width: 1.6, dashes: [1, 1.6] }),
    lines('line-chosen', ['line-chosen'], { colour: colours['text-1'], width: 3, dashes: [1, 1] }),
    lines('inner', ['inner'], { colour: colours['map-grid1'], width: 1.4 }),
    lines('outer', ['outer'], { colour: colours['map-grid1'], width: 3 }),
    lines('chain', ['chain'], { colour: colours.accent, width: 5 }),
    lines('preview', ['preview'], { colour: colours.accent, width: 2.4, dashes: [3, 2] }),
    lines('moved', ['moved'], { colour: colours.accent, width: 3 }),
    lines('refused', ['refused'], { colour: colours.late, width: 3, dashes: [2, 1.4] }),
    lines('path', ['path'], { colour: colours.accent, width: 2.6, dashes: [4, 1.5] }),
    dots('corners', ['corner'], { fill: colours.panel, edge: colours['text-1'], radius: 3.4 }),
    dots('junctions', ['junction'], { fill: colours['text-1'], edge: colours.panel, radius: 4.2 }),
    dots('path-corners', ['path-corner'], { fill: colours.accent, edge: colours.panel, radius: 4.5 }),
    dots('marks', ['mark'], { fill: colours.panel, edge: colours.accent, radius: 4.5, stroke: 2.4 }),
    dots('onto', ['onto'], { fill: 'transparent', edge: colours['text-1'], radius: 11, stroke: 2 }),
    dots('held', ['corner-held'], { fill: colours.accent, edge: colours['map-ink'], radius: 6.5, stroke: 2 }),
    dots('corner-refused', ['corner-refused'], {
      fill: colours['late-weak'],
      edge: colours.late,
      radius: 8,
      stroke: 3,
    }),
    {
      id: 'grid-edit-names',
      type: 'symbol',
      source: GRID_EDIT_SOURCE,
      filter: part('name'),
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['case', IS('chosen'), ['literal', BOLD], ['literal', REGULAR]],
        'text-size': ['interpolate', ['linear'], ['zoom'], 11, 11, 14, 13],
        'text-padding': 1,
      },
      paint: { 'text-color': colours['map-label'], 'text-halo-color': colours['map-halo'], 'text-halo-width': 3 },
    },
  ],
}
