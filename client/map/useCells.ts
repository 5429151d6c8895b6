import type { Ref } from 'vue'
import type { CellsLook } from './cells.ts'
import { useDeck } from './useDeck.ts'
import type { MapHandle } from './useMap.ts'

/** Cells of ground while `look` is defined. deck.gl is fetched when they are first wanted. */
export const useCells = (handle: MapHandle, look: Readonly<Ref<CellsLook | undefined>>): void =>
  useDeck(handle, look, async () => (await import('./cells.ts')).mountCells)
