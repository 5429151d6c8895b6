import type { Feature, FeatureCollection } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { Position } from '#core/contract/route.ts'
import type { RoundEntry, RoundStop } from '#core/contract/rounds.ts'
import { BOLD, liveSource, type Look, type MapLayer } from '../../map/layer.ts'

export const ROUNDS_SOURCE = 'rounds'
/** Layers by which a pointer finds an enterprise of the list. */
export const ROUNDS_HITS = ['rounds-stop', 'rounds-waiting']

export interface RoundsLook extends Look {
  /** Enterprise that is chosen. */
  readonly chosen: number | undefined
}
interface Drawn {
  readonly start: Position
  readonly stops: readonly RoundStop[]
  readonly ranked: readonly RoundEntry[]
}

/** The round as the map draws it: the way from the start and back, its stops by number, and who else is on the list. */
export function roundFeatures({ start, stops, ranked }: Drawn): FeatureCollection {
  const places = new Map(ranked.map(({ id, position }) => [id, position]))
  const numbers = new Map(stops.map(({ enterprise }, at) => [enterprise, at + 1]))
  const way = [start, ...stops.map(({ enterprise }) => places.get(enterprise) ?? start), start]
  const point = (coordinates: Position, properties: Record<string, unknown>): Feature => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...coordinates] } }) // prettier-ignore
  const waiting = ranked.flatMap(({ id, position }) => {
    if (!position) return []
    const number = numbers.get(id)
    return [point(position, number ? { mark: 'stop', id, number: String(number) } : { mark: 'waiting', id })]
  })
  const line: Feature[] = stops.length > 0 ? [{ type: 'Feature', properties: { mark: 'way' }, geometry: { type: 'LineString', coordinates: way.map((one) => [...one]) } }] : [] // prettier-ignore
  return { type: 'FeatureCollection', features: [...line, ...waiting, point(start, { mark: 'start' })] }
}

/** [west, south, east, north] degrees of all that is drawn. */
export function boundsOfRound({ start, ranked }: Drawn): [number, number, number, number] {
  const places = [start, ...ranked.flatMap(({ position }) => (position ? [position] : []))]
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

const marked = (mark: string): ExpressionSpecification => ['==', ['get', 'mark'], mark]

/** The way in 青 dashed, for it is straight from stop to stop and no road; stops are numbered, the others grey. */
export const roundsLayer: MapLayer<RoundsLook> = {
  sources: { [ROUNDS_SOURCE]: liveSource() },
  layers: ({ colours, chosen }) => {
    const isChosen: ExpressionSpecification = ['==', ['get', 'id'], chosen ?? -1]
    const ring = { 'circle-stroke-color': ['case', isChosen, colours['text-1'], colours.panel], 'circle-stroke-width': ['case', isChosen, 3, 1.5] } as const // prettier-ignore
    return [
      {
        id: 'rounds-way',
        type: 'line',
        source: ROUNDS_SOURCE,
        filter: marked('way'),
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours.accent, 'line-width': 2.4, 'line-dasharray': [2.4, 1.4] },
      },
      {
        id: 'rounds-waiting',
        type: 'circle',
        source: ROUNDS_SOURCE,
        filter: marked('waiting'),
        paint: { 'circle-radius': 5, 'circle-color': colours['text-3'], ...ring } as never,
      },
      {
        id: 'rounds-start',
        type: 'circle',
        source: ROUNDS_SOURCE,
        filter: marked('start'),
        paint: { 'circle-radius': 7, 'circle-color': colours.panel, 'circle-stroke-color': colours.accent, 'circle-stroke-width': 3 }, // prettier-ignore
      },
      {
        id: 'rounds-stop',
        type: 'circle',
        source: ROUNDS_SOURCE,
        filter: marked('stop'),
        paint: { 'circle-radius': 11, 'circle-color': colours.accent, ...ring } as never,
      },
      {
        id: 'rounds-number',
        type: 'symbol',
        source: ROUNDS_SOURCE,
        filter: marked('stop'),
        layout: { 'text-field': ['get', 'number'], 'text-font': BOLD, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true }, // prettier-ignore
        paint: { 'text-color': colours.panel },
      },
    ]
  },
}
