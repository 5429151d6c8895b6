import { onBeforeUnmount, type Ref, watch } from 'vue'
import type { HexagonsLook, mountHexagons } from './hexagons.ts'
import type { MapHandle } from './useMap.ts'

/** Hexagons of residents while `look` is defined. deck.gl is fetched when they are first wanted. */
export function useHexagons(handle: MapHandle, source: string, look: Readonly<Ref<HexagonsLook | undefined>>) {
  let hexagons: ReturnType<typeof mountHexagons> | undefined

  function remove() {
    hexagons?.remove()
    hexagons = undefined
  }
  async function follow() {
    if (!look.value) return remove()
    if (hexagons) return hexagons.restyle(look.value)
    const { mountHexagons: mount } = await import('./hexagons.ts')
    const map = handle.ready()
    if (map && look.value && !hexagons) hexagons = mount(map, source, look.value)
  }
  watch(look, follow)
  // a restored map starts with a fresh overlay
  handle.whenReady(() => {
    remove()
    void follow()
  })
  onBeforeUnmount(remove)
}
