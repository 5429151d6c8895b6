import type { Position } from '#core/contract/route.ts'

/** What is edited on the map: where an enterprise is, and its plant boundary as corners, not closed. */
export interface PlaceShape {
  readonly position: Position | undefined
  readonly ring: readonly Position[] | undefined
}

/** Shapes one after another, with those that were taken back waiting behind. */
export interface PlaceEdit {
  readonly past: readonly PlaceShape[]
  readonly now: PlaceShape
  readonly future: readonly PlaceShape[]
}

/** Steps that can be taken back. */
const MOST_STEPS = 100

export const beginEdit = (now: PlaceShape): PlaceEdit => ({ past: [], now, future: [] })

/** Another shape; the same again is no step. */
export function step(edit: PlaceEdit, next: PlaceShape): PlaceEdit {
  if (JSON.stringify(next) === JSON.stringify(edit.now)) return edit
  return { past: [...edit.past, edit.now].slice(-MOST_STEPS), now: next, future: [] }
}
export function undo(edit: PlaceEdit): PlaceEdit {
  const now = edit.past.at(-1)
  return now ? { past: edit.past.slice(0, -1), now, future: [edit.now, ...edit.future] } : edit
}
export function redo(edit: PlaceEdit): PlaceEdit {
  const [now, ...future] = edit.future
  return now ? { past: [...edit.past, edit.now], now, future } : edit
}
