import type { Feature, FeatureCollection, Polygon, Position as Corner } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { CoverageFault } from '#core/contract/coverage.ts'
import { liveSource, type Look, type MapLayer } from '../../map/layer.ts'

export const COVERAGE_SOURCE = 'coverage'
/** Layers by which a pointer finds a fault. */
export const COVERAGE_HITS = ['coverage-point', 'coverage-ring', 'coverage-area']

export interface CoverageLook extends Look {
  /** Key of the fault that is chosen. */
  readonly chosen: string | undefined
}

const isPolygon = (shape: unknown): shape is Polygon => (shape as Polygon | null)?.type === 'Polygon'

/** Faults as the map draws them: what has a shape as it is, and a mark at the position of each that has one. */
export function coverageFeatures(faults: readonly CoverageFault[]): FeatureCollection {
  const features = faults.flatMap(({ key, kind, subject, position, shape }): Feature[] => {
    const properties = { key, kind, mark: subject === 'territory' ? 'ring' : 'point' }
    const area: Feature[] = isPolygon(shape) ? [{ type: 'Feature', properties, geometry: shape }] : []
    if (position === null) return area
    return [...area, { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...position] } }]
  })
  return { type: 'FeatureCollection', features }
}

/** [west, south, east, north] degrees of a fault: of its shape, else of its position; undefined where it has neither. */
export function boundsOfFault({ shape, position }: Pick<CoverageFault, 'shape' | 'position'>) {
  const corners: readonly Corner[] = isPolygon(shape) ? shape.coordinates.flat() : position ? [[...position]] : []
  if (corners.length === 0) return undefined
  const edge = (most: (...values: number[]) => number, axis: 0 | 1) =>
    corners.reduce((found, corner) => most(found, corner[axis]!), corners[0]![axis]!)
  return [edge(Math.min, 0), edge(Math.min, 1), edge(Math.max, 0), edge(Math.max, 1)] as [
    number,
    number,
    number,
    number,
  ]
}

const AREA: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const POINT: ExpressionSpecification = ['==', ['geometry-type'], 'Point']
const OVERLAP: ExpressionSpecification = ['==', ['get', 'kind'], 'territory-overlap']
const marked = (mark: 'ring' | 'point'): ExpressionSpecification => ['all', POINT, ['==', ['get', 'mark'], mark]]

const symbol = (id: string, filter: ExpressionSpecification, icon: string): LayerSpecification => ({
  id,
  type: 'symbol',
  source: COVERAGE_SOURCE,
  filter,
  layout: { 'icon-image': icon, 'icon-allow-overlap': true, 'icon-ignore-placement': true },
})

/**
 * Blind spots, always drawn: land in no grid and beyond the district under 紫 hatch, land in two under a grey cross-hatch; a gap of a centimetre
 * cannot be seen at any zoom, so each has a ring of constant size as well. What has no shape is a diamond.
 */
export const coverageLayer: MapLayer<CoverageLook> = {
  sources: { [COVERAGE_SOURCE]: liveSource() },
  layers: ({ colours, chosen }) => {
    const isChosen: ExpressionSpecification = ['==', ['get', 'key'], chosen ?? '']
    return [
      {
        id: 'coverage-area',
        type: 'fill',
        source: COVERAGE_SOURCE,
        filter: AREA,
        paint: { 'fill-pattern': ['case', OVERLAP, ['image', 'blind-overlap'], ['image', 'blind-hatch']] },
      },
      {
        id: 'coverage-line',
        type: 'line',
        source: COVERAGE_SOURCE,
        filter: AREA,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours.late, 'line-width': 1.8 },
      },
      {
        id: 'coverage-chosen-line',
        type: 'line',
        source: COVERAGE_SOURCE,
        filter: ['all', AREA, isChosen],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours['map-ink'], 'line-width': 2.6 },
      },
      symbol('coverage-ring', marked('ring'), 'blind-ring'),
      symbol('coverage-point', marked('point'), 'blind-point'),
      symbol('coverage-chosen', ['all', POINT, isChosen], 'selection-circle'),
    ]
  },
}
