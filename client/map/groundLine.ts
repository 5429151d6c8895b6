import type { StyleSpecification } from 'maplibre-gl'
import type { Position } from '#core/contract/route.ts'
import type { Palette } from './palette.ts'

/** The style with a ring beneath what is edited, dashed: it is shown and not moved. */
export function withGround(style: StyleSpecification, ring: readonly Position[], colours: Palette): StyleSpecification {
  if (ring.length < 3) return style
  const coordinates = [...ring, ring[0]!].map(([lng, lat]) => [lng, lat])
  const data = { type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates } }
  return {
    ...style,
    sources: { ...style.sources, ground: { type: 'geojson', data } },
    layers: [
      ...style.layers,
      {
        id: 'ground',
        type: 'line',
        source: 'ground',
        paint: { 'line-color': colours['text-1'], 'line-width': 1.8, 'line-dasharray': [4, 3] },
      },
    ],
  }
}
