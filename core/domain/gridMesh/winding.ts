import { turn } from './exact.ts'
import type { Point, Segment } from './lattice.ts'

/** Twice the middle of a segment, which is a whole number. */
export const doubleMiddle = ([a, b]: Segment): Point => ({ x: a.x + b.x, y: a.y + b.y })
const doubled = ({ x, y }: Point): Point => ({ x: 2 * x, y: 2 * y })

/**
 * How often rings wind around a place that lies on none of their segments.
 * @param middle twice the place
 */
export const windingAround = (segments: Iterable<Segment>, middle: Point): number => crossings(segments, middle, false)

/**
 * How often rings wind around what lies just left of one of their own segments: 1 of a face that is as it should be. Is it so left of
 * each segment, and do segments meet in ends alone, then no place of the plane lies in the face twice or less than not at all: every
 * part of the plane between segments borders on one of them, with 1 on its left and 0 on its right.
 */
export function windingLeftOf(segments: readonly Segment[], own: Segment): number {
  const [from, to] = own
  const flat = from.y === to.y
  const right = crossings(segments, doubleMiddle(own), flat, own)
  // just beyond the segment itself, where the ray begins; its other side is one crossing away
  return right + ((flat ? to.x < from.x : to.y > from.y) ? 1 : 0)
}

/** What a ray from a place crosses, each time from its right to its left: eastwards, or northwards for a place of a flat segment. */
function crossings(segments: Iterable<Segment>, middle: Point, north: boolean, own?: Segment): number {
  const level = north ? -middle.x : middle.y
  const start = north ? middle.y : middle.x
  let winding = 0
  for (const segment of segments) {
    const [a, b] = segment
    const below = 2 * (north ? -a.x : a.y) <= level
    if (below === 2 * (north ? -b.x : b.y) <= level || segment === own) continue
    const [one, other] = north ? [2 * a.y, 2 * b.y] : [2 * a.x, 2 * b.x]
    if (one < start && other < start) continue
    const ahead = (one > start && other > start) || turn(doubled(a), doubled(b), middle) === (below ? 1 : -1)
    if (ahead) winding += below ? 1 : -1
  }
  return winding
}

/** Whether twice a place lies in the box around places. */
export function boxOf(points: readonly Point[]): (doubled: Point) => boolean {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    low = Math.min(low, y)
    high = Math.max(high, y)
  }
  return ({ x, y }) => 2 * left <= x && x <= 2 * right && 2 * low <= y && y <= 2 * high
}
