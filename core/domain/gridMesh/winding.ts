import { turn } from './exact.ts'
import type { Point, Segment } from './lattice.ts'

/** Twice the middle of a segment, which is a whole number. */
export const doubleMiddle = ([a, b]: Segment): Point => ({ x: a.x + b.x, y: a.y + b.y })
const doubled = ({ x, y }: Point): Point => ({ x: 2 * x, y: 2 * y })
/** A quarter turn of the plane: what lay above lies to the right. */
const turned = ({ x, y }: Point): Point => ({ x: y, y: -x })

/**
 * How often rings wind around a place that lies on none of their segments, by the crossings of a ray to the right.
 * @param middle twice the place
 */
export function windingAround(segments: Iterable<Segment>, middle: Point): number {
  let winding = 0
  for (const [a, b] of segments) {
    const below = 2 * a.y <= middle.y
    if (below === 2 * b.y <= middle.y) continue
    if (2 * a.x < middle.x && 2 * b.x < middle.x) continue
    const beyond = 2 * a.x > middle.x && 2 * b.x > middle.x
    if (beyond || turn(doubled(a), doubled(b), middle) === (below ? 1 : -1)) winding += below ? 1 : -1
  }
  return winding
}

/**
 * How often rings wind around what lies just left of one of their own segments: 1 of a face that is as it should be. Is it so left of
 * each segment, and do segments meet in ends alone, then no place of the plane lies in the face twice or less than not at all: every
 * part of the plane between segments borders on one of them, with 1 on its left and 0 on its right.
 */
export function windingLeftOf(segments: readonly Segment[], own: Segment): number {
  const others = segments.filter(([from, to]) => from !== own[0] || to !== own[1])
  const flat = own[0].y === own[1].y
  const [from, to] = flat ? [turned(own[0]), turned(own[1])] : own
  const seen = flat ? others.map(([a, b]): Segment => [turned(a), turned(b)]) : others
  return windingAround(seen, doubleMiddle([from, to])) + (from.y < to.y ? 1 : 0)
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
