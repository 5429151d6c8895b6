import type { MapHandle } from './useMap.ts'

/** What browser tests may ask: the map is a canvas, and what it shows cannot be read from the page. */
export interface MapProbe {
  /** Pixels from the map's upper left corner. */
  project(position: [lng: number, lat: number]): [x: number, y: number]
  /** How many features of a style layer are drawn just now. */
  rendered(layer: string): number
  /** Properties of what is drawn of a style layer. */
  features(layer: string): Record<string, unknown>[]
  /** Everything that was asked for is drawn. */
  loaded(): boolean
}

declare global {
  interface Window {
    /** Read-only; described in ARCHITECTURE.md. */
    anjian?: { readonly map: MapProbe }
  }
}

/** Lets browser tests look at the map; it can change nothing. */
export function exposeProbe(handle: MapHandle) {
  const features = (layer: string) => {
    const map = handle.ready()
    return map?.getLayer(layer) ? map.queryRenderedFeatures({ layers: [layer] }) : []
  }
  window.anjian = Object.freeze({
    map: Object.freeze({
      project(position: [number, number]): [number, number] {
        const point = handle.map.value?.project(position)
        return point ? [point.x, point.y] : [Number.NaN, Number.NaN]
      },
      rendered: (layer: string) => features(layer).length,
      features: (layer: string) => features(layer).map(({ properties }) => ({ ...properties })),
      loaded: () => handle.state.value === 'idle',
    }),
  })
}
