import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { z } from 'zod'
import type { Datum, DatumReading } from '#core/contract/importShapes.ts'
import type { Position } from '#core/contract/route.ts'
import { BOLD, liveSource, type MapLayer } from '#client/map/layer.ts'
import type { Token } from '#client/map/palette.ts'

export const POINTS_SOURCE = 'import-points'

/** As what a point of a file is shown: as one datum reads it, or as it was checked. */
export type PointKind = Datum | 'good' | 'rejected'

/** Each kind has its own shape and colour: hollow, and full where it is the one that was chosen. None is a colour of danger. */
export const POINT_LOOKS: Readonly<Record<PointKind, { readonly hollow: string; readonly full: string; readonly colour: Token }>> = {
  wgs84: { hollow: '○', full: '●', colour: 'text-1' },
  gcj02: { hollow: '△', full: '▲', colour: 'accent' },
  bd09: { hollow: '□', full: '■', colour: 'text-3' },
  good: { hollow: '○', full: '●', colour: 'accent' },
  rejected: { hollow: '×', full: '×', colour: 'late' },
} // prettier-ignore

const KINDS = Object.keys(POINT_LOOKS) as PointKind[]
/** A value by the kind of a point; the last one stands for any other. */
const byKind = (of: (kind: PointKind) => string) =>
  [
    'match',
    ['get', 'kind'],
    ...KINDS.slice(0, -1).flatMap((kind) => [kind, of(kind)]),
    of(KINDS.at(-1)!),
  ] as unknown as ExpressionSpecification

/** Points of a file over the district; those that were chosen lie above the others. */
export const pointsLayer: MapLayer = {
  sources: { [POINTS_SOURCE]: liveSource() },
  layers: ({ colours }) => [
    {
      id: 'import-points',
      type: 'symbol',
      source: POINTS_SOURCE,
      layout: {
        'text-field': [
          'case',
          ['get', 'chosen'],
          byKind((kind) => POINT_LOOKS[kind].full),
          byKind((kind) => POINT_LOOKS[kind].hollow),
        ],
        'text-font': BOLD,
        'text-size': 13,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
        'symbol-sort-key': ['case', ['get', 'chosen'], 1, 0],
      },
      paint: {
        'text-color': byKind((kind) => colours[POINT_LOOKS[kind].colour]),
        'text-halo-color': colours['map-halo'],
        'text-halo-width': 1.5,
      },
    },
  ],
}

const collection = (points: readonly { readonly at: Position; readonly kind: PointKind; readonly chosen: boolean }[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: points.map(({ at, kind, chosen }) => ({
    type: 'Feature',
    properties: { kind, chosen },
    geometry: { type: 'Point', coordinates: at },
  })),
}) // prettier-ignore

/** The sample of a file as each datum reads it. */
export const readingFeatures = (readings: readonly z.infer<typeof DatumReading>[], chosen: Datum | undefined) =>
  collection(
    readings.flatMap(({ datum, points }) => points.map((at) => ({ at, kind: datum, chosen: datum === chosen }))),
  )

/** The rows of a file where they were found to lie. */
export const stagedFeatures = (points: readonly { readonly at: Position; readonly rejected: boolean }[]) =>
  collection(points.map(({ at, rejected }) => ({ at, kind: rejected ? 'rejected' : 'good', chosen: rejected })))

/** [west, south, east, north] degrees around positions; undefined around none. */
export function boundsAround(positions: readonly Position[]): [number, number, number, number] | undefined {
  if (positions.length === 0) return undefined
  const edge = (most: (...values: number[]) => number, axis: 0 | 1) =>
    positions.reduce((found, position) => most(found, position[axis]), positions[0]![axis])
  return [edge(Math.min, 0), edge(Math.min, 1), edge(Math.max, 0), edge(Math.max, 1)]
}
