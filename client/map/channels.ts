import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre, StyleSpecification, VectorTileSource } from 'maplibre-gl'
import { computed, type Ref, watch } from 'vue'
import { usePace } from './pace.ts'
import { tilesAsked } from './tileSource.ts'
import type { MapHandle } from './useMap.ts'

/** Keeps a GeoJSON source filled with `data`, whatever becomes of the style around it. */
export function useLiveSource(handle: MapHandle, id: string, data: Readonly<Ref<FeatureCollection>>) {
  const fill = () => handle.ready()?.getSource<GeoJSONSource>(id)?.setData(data.value)
  watch(data, fill)
  handle.whenReady(fill)
}

/**
 * Features of an answer. They stay the same object while they say the same, so that an answer which comes again as it was is not
 * drawn again: lists are asked for with every change of what they stand on. Compared whole, so for hundreds of features, not for a mesh.
 */
export const steadyFeatures = (make: () => FeatureCollection) =>
  computed<FeatureCollection>((before) => {
    const now = make()
    return before && JSON.stringify(before) === JSON.stringify(now) ? before : now
  })

/** Puts the addresses of tiles into a style that is about to be made, so that nothing is fetched twice. */
export const pointTiles = (style: StyleSpecification, addresses: Readonly<Record<string, string>>) => ({
  ...style,
  sources: Object.fromEntries(
    Object.entries(style.sources).map(([id, source]) => {
      const address = addresses[id]
      return [id, source.type === 'vector' && address ? { ...source, tiles: [address] } : source]
    }),
  ),
})

/**
 * Keeps the vector sources pointed at their addresses. Old tiles stay on the screen until the new ones have come; those that
 * had failed are asked for by `refresh`. Another filter is taken up at once, newer data at the pace at which the map is drawn.
 */
export function useTiles(
  handle: MapHandle,
  addresses: Readonly<Ref<Readonly<Record<string, string>>>>,
  refresh: (source: string) => void,
) {
  const { isFree } = usePace(handle, point)

  function point() {
    const changed = Object.entries(addresses.value).flatMap(([id, address]) => {
      const source = handle.ready()?.getSource<VectorTileSource>(id)
      // what it was told, not what it has taken up: that comes a frame later
      const held = source?.serialize().tiles?.[0]
      return source && held !== address ? [{ source, held, address }] : []
    })
    const asked = changed.filter(({ held, address }) => held === undefined || tilesAsked(held) !== tilesAsked(address))
    const due = asked.length < changed.length && isFree() ? changed : asked
    for (const { source, address } of due) aim(source, address)
  }
  function aim(source: VectorTileSource, address: string) {
    const map = handle.ready()
    // a tile under way would be kept as it was asked for before: ask for all of them once more when it has come
    if (!map?.isSourceLoaded(source.id)) map?.once('idle', () => again(source.id, address))
    source.setTiles([address])
    refresh(source.id)
  }
  function again(id: string, address: string) {
    const source = handle.ready()?.getSource<VectorTileSource>(id)
    if (source && addresses.value[id] === address) aim(source, address)
  }
  watch(addresses, point)
  handle.whenReady(point)
}

/** Where a feature state is kept. */
interface StateAt {
  readonly source: string
  readonly sourceLayer: string
}

/** Marks one feature of a source, for paint expressions to read as ['feature-state', key]. */
export function useFeatureState(handle: MapHandle, at: StateAt, key: string, id: Readonly<Ref<number | undefined>>) {
  const mark = (map: MapLibre, feature: number | undefined, value: boolean) => {
    if (feature === undefined || !map.getSource(at.source)) return
    if (value) map.setFeatureState({ ...at, id: feature }, { [key]: true })
    else map.removeFeatureState({ ...at, id: feature }, key)
  }
  watch(id, (now, before) => {
    const map = handle.ready()
    if (!map) return
    mark(map, before, false)
    mark(map, now, true)
  })
  handle.whenReady((map) => mark(map, id.value, true))
}
