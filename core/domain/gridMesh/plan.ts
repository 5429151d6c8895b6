import { backOf, type Mesh, type Ring, segmentOf, sidesOf } from './mesh.ts'
import type { RawRing } from './rawRings.ts'
import { isOutline } from './trace.ts'
import type { Segment } from './lattice.ts'

/** Rings on their way into a mesh, by the place in the list, with what is asked of them again and again. */
export interface Plan {
  readonly points: Mesh['points']
  readonly rings: readonly Ring[]
  readonly raw: readonly RawRing[]
  /** Grids that walk a directed edge. */
  readonly walkers: ReadonlyMap<number, readonly number[]>
  /** Directed edges of each grid. */
  readonly segments: ReadonlyMap<number, readonly Segment[]>
}

export function planOf({ points }: Pick<Mesh, 'points'>, raw: readonly RawRing[]): Plan {
  const rings = raw.map(({ grid, hole, corners }): Ring => ({
    grid,
    corners,
    forward: isOutline({ points }, corners) !== hole,
  }))
  const walkers = new Map<number, number[]>()
  const segments = new Map<number, Segment[]>()
  for (const ring of rings)
    for (const side of sidesOf(ring)) {
      listOf(walkers, side).push(ring.grid)
      listOf(segments, ring.grid).push(segmentOf({ points }, side))
    }
  return { points, raw, rings, walkers, segments }
}

export function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const known = lists.get(key)
  if (known) return known
  const list: Item[] = []
  lists.set(key, list)
  return list
}

/** Directed edges that no grid walks the other way: the border to what lies outside, if all is well. */
export const unpairedOf = ({ walkers }: Plan): number[] =>
  [...walkers.keys()].filter((side) => !walkers.has(backOf(side)))
export const gridsAlong = ({ walkers }: Plan, side: number): readonly number[] => [
  ...(walkers.get(side) ?? []),
  ...(walkers.get(backOf(side)) ?? []),
]
