import { area } from '@turf/area'
import { polygon } from '@turf/helpers'
import { kinks } from '@turf/kinks'
import { MOST_CORNERS } from '#core/contract/filter.ts'
import type { Position } from '#core/contract/route.ts'

/** A polygon being drawn: its fixed corners, and where the pointer would put the next. */
export interface Sketch {
  readonly corners: readonly Position[]
  readonly pointer: Position | undefined
}

export const EMPTY_SKETCH: Sketch = { corners: [], pointer: undefined }

const same = (one: Position | undefined, other: Position) => one?.[0] === other[0] && one[1] === other[1]

/** Adds a corner; a second click on the same spot adds none, and a full ring takes no more. */
export const addCorner = (sketch: Sketch, corner: Position): Sketch =>
  same(sketch.corners.at(-1), corner) || sketch.corners.length >= MOST_CORNERS
    ? sketch
    : { corners: [...sketch.corners, corner], pointer: corner }

export const dropCorner = (sketch: Sketch): Sketch => ({ ...sketch, corners: sketch.corners.slice(0, -1) })
export const pointAt = (sketch: Sketch, pointer: Position): Sketch => ({ ...sketch, pointer })

/** The ring as it would be if the pointer's place were its last corner; not closed. */
export function ringOf({ corners, pointer }: Sketch): Position[] {
  return pointer && corners.length > 0 && !same(corners.at(-1), pointer) ? [...corners, pointer] : [...corners]
}

const shapeOf = (ring: readonly Position[]) => polygon([[...ring, ring[0]!]])

/** Geodesic area of a ring, m²; 0 while it has fewer than three corners. */
export const areaOf = (ring: readonly Position[]): number => (ring.length < 3 ? 0 : area(shapeOf(ring)))

/** What keeps a ring from being a sound polygon; a crossing is warned of and mended by the server. */
export function faultOf(ring: readonly Position[]): 'too-few' | 'crossing' | undefined {
  if (ring.length < 3) return 'too-few'
  return kinks(shapeOf(ring)).features.length > 0 ? 'crossing' : undefined
}
