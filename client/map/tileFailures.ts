import type { ErrorEvent, Map as MapLibre, MapSourceDataEvent } from 'maplibre-gl'
import { onBeforeUnmount, type Ref, ref, watch } from 'vue'
import type { MapHandle } from './useMap.ts'

/** Seconds between tries; the last holds for all further ones. */
const RETRY_SECONDS = [2, 4, 8, 15, 30]

interface Address {
  readonly x: number
  readonly y: number
  readonly z: number
}
/** What MapLibre tells of a tile, as far as its types leave it out. */
interface OfTile {
  readonly sourceId?: string
  readonly tile?: { readonly tileID?: { readonly canonical: Address } }
}

const keyOf = ({ z, x, y }: Address) => `${z}/${x}/${y}`
/** A refusal stays one however often it is asked; everything else may pass. */
const isRefused = (error: unknown) => {
  const status = (error as { status?: unknown }).status
  return typeof status === 'number' && status >= 400 && status < 500
}

/** Tiles that did not come, source by source. */
export function missingTiles() {
  const sources = new Map<string, Map<string, Address>>()
  return {
    add(source: string, address: Address) {
      const tiles = sources.get(source) ?? new Map<string, Address>()
      sources.set(source, tiles.set(keyOf(address), address))
    },
    remove(source: string, address: Address) {
      const tiles = sources.get(source)
      tiles?.delete(keyOf(address))
      if (tiles?.size === 0) sources.delete(source)
    },
    /** Takes all of one source out, to be asked for again. */
    take(source: string): Address[] {
      const tiles = [...(sources.get(source)?.values() ?? [])]
      sources.delete(source)
      return tiles
    },
    sources: () => [...sources.keys()],
    isEmpty: () => sources.size === 0,
  }
}

/**
 * Asks again for tiles that failed, ever more seldom, and at once when `wake` becomes true. MapLibre does neither by itself: a
 * failed tile that is to be reloaded waits for a request that nobody sends, until the camera leaves it.
 */
export function useTileFailures(handle: MapHandle, wake: Readonly<Ref<boolean>>) {
  const missing = missingTiles()
  /** Whether tiles are missing on the screen that may yet come. */
  const failing = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0

  const refresh = (source: string) => {
    const tiles = missing.take(source)
    if (tiles.length > 0 && handle.ready()?.getSource(source)) handle.ready()!.refreshTiles(source, tiles)
  }
  function again() {
    clearTimeout(timer)
    timer = undefined
    missing.sources().forEach(refresh)
  }
  function failed(event: ErrorEvent & OfTile) {
    const address = event.tile?.tileID?.canonical
    if (!event.sourceId || !address) return
    missing.add(event.sourceId, address)
    if (isRefused(event.error)) return
    failing.value = true
    timer ??= setTimeout(again, RETRY_SECONDS[Math.min(tries++, RETRY_SECONDS.length - 1)]! * 1000)
  }
  function came({ sourceId, tile }: MapSourceDataEvent & OfTile) {
    if (tile?.tileID) missing.remove(sourceId, tile.tileID.canonical)
  }
  /** Nothing is missing any more, or what is has left the screen: asking for it again gives nothing to wait for. */
  function settle() {
    if (timer) return
    failing.value = false
    tries = 0
  }
  watch(handle.map, (map: MapLibre | undefined) => {
    map?.on('error', failed)
    map?.on('sourcedata', came)
    map?.on('idle', settle)
  })
  watch(wake, (awake) => awake && again())
  onBeforeUnmount(() => clearTimeout(timer))
  return { failing, refresh }
}
