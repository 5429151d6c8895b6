import { metresBetween, pointOf, type Position } from '../gridMesh/lattice.ts'

/**
 * Length in metres of the shortest net of straight lines that joins all places (a minimum spanning tree, by Prim): no round that visits
 * them all is shorter. 0 of fewer than two. Work grows with the square of the number of places.
 */
export function shortestNet(places: readonly Position[]): number {
  const points = places.map(pointOf)
  const far = points.map(() => Infinity)
  const joined = points.map(() => false)
  let length = 0
  let last = 0
  for (let left = points.length - 1; left > 0; left--) {
    joined[last] = true
    let nearest = -1
    for (const [i, point] of points.entries()) {
      if (joined[i]) continue
      far[i] = Math.min(far[i]!, metresBetween(points[last]!, point))
      if (nearest < 0 || far[i]! < far[nearest]!) nearest = i
    }
    length += far[nearest]!
    last = nearest
  }
  return length
}
