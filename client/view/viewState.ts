import type { FilterText } from '#core/contract/filter.ts'

/** What the map can show, in the order of the rail. */
export const LAYER_KEYS = [
  'enterprises',
  'hazards',
  'hazard-sources',
  'rings',
  'grids',
  'places',
  'population',
  'roads',
] as const
export type LayerKey = (typeof LAYER_KEYS)[number]

/** How one layer is shown; opacity from 0.1 to 1 in steps of a hundredth. */
export interface LayerLook {
  on: boolean
  opacity: number
}
export type LayerLooks = Record<LayerKey, LayerLook>

/** The thing whose file is open; a hazard source also names its enterprise where that is known. */
export interface Selection {
  readonly kind: 'enterprise' | 'hazard-source' | 'place'
  readonly id: number
  readonly enterprise?: number
}

export const THEMES = ['dark', 'light'] as const
export type Theme = (typeof THEMES)[number]
export const LOCALES = ['zh', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export const SIDES = ['left', 'right', 'list'] as const
export type Side = (typeof SIDES)[number]
export type Open = Record<Side, boolean>

/** Everything of the workspace that a link carries, but the camera: that is the map's own `map=`. */
export interface ViewState {
  /** Conditions in the order in which they were set; never holds bbox, the camera is no condition. */
  readonly filter: FilterText
  readonly selection: Selection | undefined
  readonly layers: LayerLooks
  readonly theme: Theme
  readonly locale: Locale
  readonly open: Open
}

const OFF_AT_FIRST: readonly LayerKey[] = ['hazards', 'population']

/** Layers as a fresh page shows them. */
export const firstLayers = (): LayerLooks =>
  Object.fromEntries(LAYER_KEYS.map((key) => [key, { on: !OFF_AT_FIRST.includes(key), opacity: 1 }])) as LayerLooks
