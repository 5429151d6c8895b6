import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { Palette } from './palette.ts'

/** What every layer is drawn with, beside what is its own. */
export interface Look {
  readonly colours: Palette
  readonly on: boolean
  /** 0 to 1, as the reader set it. */
  readonly opacity: number
}

/** One thing that the map shows. Pure: the same look always gives the same style. */
export interface MapLayer<OwnLook extends Look = Look> {
  readonly sources: Record<string, SourceSpecification>
  layers(look: OwnLook): LayerSpecification[]
}

/** A layer together with the look it has just now. */
export interface Drawn {
  readonly sources: Record<string, SourceSpecification>
  readonly layers: LayerSpecification[]
}

export const draw = <OwnLook extends Look>(layer: MapLayer<OwnLook>, look: OwnLook): Drawn => ({
  sources: layer.sources,
  layers: layer.layers(look),
})

/** The whole style: the base below, then what is drawn, first to last. */
export const composeStyle = (base: StyleSpecification, drawn: readonly Drawn[]): StyleSpecification => ({
  ...base,
  sources: Object.assign({}, base.sources, ...drawn.map(({ sources }) => sources)),
  layers: [...base.layers, ...drawn.flatMap(({ layers }) => layers)],
})

/**
 * Sources keep what they hold: GeoJSON its data, vector tiles their address. A style declares them empty; useLiveSource
 * and useTiles fill them. Without this MapLibre would take the declared emptiness for a change, and clear or reload them.
 */
export function keepLiveData(previous: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const kept = Object.entries(next.sources).map(([id, source]) => [id, keep(previous?.sources[id], source)] as const)
  return { ...next, sources: Object.fromEntries(kept) }
}

function keep(held: SourceSpecification | undefined, source: SourceSpecification): SourceSpecification {
  if (source.type === 'geojson' && held?.type === 'geojson') return { ...source, data: held.data }
  if (source.type === 'vector' && held?.type === 'vector' && held.tiles) return { ...source, tiles: held.tiles }
  return source
}

/** Layout visibility of a layer that can be switched. */
export const shown = (on: boolean): 'visible' | 'none' => (on ? 'visible' : 'none')

/** Opacity of a name that steps aside while its feature is selected: the selection bears the name itself. */
export const nameOpacity = (opacity: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'selected'], false],
  0,
  opacity,
]

/** A GeoJSON source that useLiveSource fills. */
export const liveSource = (promoteId?: string): SourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
  ...(promoteId !== undefined && { promoteId }),
})

/** Regular and bold text, drawn from the machine's own fonts: the style has no glyphs to fetch. */
export const REGULAR = ['Noto Sans CJK SC', 'HarmonyOS Sans SC', 'PingFang SC', 'Microsoft YaHei']
export const BOLD = ['Noto Sans CJK SC Bold', ...REGULAR]
