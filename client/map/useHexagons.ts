import type { Ref } from 'vue'
import type { HexagonsLook } from './hexagons.ts'
import { useDeck } from './useDeck.ts'
import type { MapHandle } from './useMap.ts'

/** Hexagons of residents while `look` is defined. deck.gl is fetched when they are first wanted. */
export const useHexagons = (handle: MapHandle, source: string, look: Readonly<Ref<HexagonsLook | undefined>>): void =>
  useDeck(handle, look, async () => {
    const { mountHexagons } = await import('./hexagons.ts')
    return (map, first) => mountHexagons(map, source, first)
  })
