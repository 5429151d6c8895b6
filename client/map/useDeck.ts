import type { Map as MapLibre } from 'maplibre-gl'
import { onBeforeUnmount, type Ref, watch } from 'vue'
import type { MapHandle } from './useMap.ts'

/** Something that deck.gl draws, once it is there. */
interface Mounted<Look> {
  restyle(look: Look): void
  remove(): void
}

/** Keeps what deck.gl draws in step with `look`, while that is defined. `fetch`: brings what mounts it, when it is first wanted. */
export function useDeck<Look>(
  handle: MapHandle,
  look: Readonly<Ref<Look | undefined>>,
  fetch: () => Promise<(map: MapLibre, look: Look) => Mounted<Look>>,
): void {
  let mounted: Mounted<Look> | undefined

  function remove() {
    mounted?.remove()
    mounted = undefined
  }
  async function follow() {
    if (!look.value) return remove()
    if (mounted) return mounted.restyle(look.value)
    const mount = await fetch()
    const map = handle.ready()
    if (map && look.value && !mounted) mounted = mount(map, look.value)
  }
  watch(look, follow)
  // a restored map starts with a fresh overlay
  handle.whenReady(() => {
    remove()
    void follow()
  })
  onBeforeUnmount(remove)
}
