import { type Point, samePoint, type Segment } from './lattice.ts'

/** Below it a double holds every whole number. */
const WHOLE = 2 ** 53

/**
 * On which side of a → b does c lie: 1 left, −1 right, 0 on the line. Always right, for places of the lattice and for twice such places.
 *
 * Their differences (below 2^40) are exact. Rounding keeps order: where two rounded products differ, the exact ones differ in the same way.
 * Where they are equal and below 2^53, as of nearly all that is nearer than 10 km, both are exact; else they are counted in whole numbers
 * of any size.
 */
export function turn(a: Point, b: Point, c: Point): -1 | 0 | 1 {
  const left = (b.x - a.x) * (c.y - a.y)
  const right = (b.y - a.y) * (c.x - a.x)
  if (left !== right || Math.abs(left) < WHOLE) return signOf(left - right)
  return signOf(BigInt(b.x - a.x) * BigInt(c.y - a.y) - BigInt(b.y - a.y) * BigInt(c.x - a.x))
}
const signOf = (value: number | bigint): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0)

const between = (a: number, b: number, c: number) => (a <= c && c <= b) || (b <= c && c <= a)
/** Whether a place lies exactly on a segment, its ends included. */
export const onSegment = ([a, b]: Segment, c: Point): boolean =>
  between(a.x, b.x, c.x) && between(a.y, b.y, c.y) && turn(a, b, c) === 0

/** Where two segments meet though they must not; of a crossing the nearest place of the lattice, to be shown. */
export interface Meeting {
  readonly how: 'crosses' | 'touches'
  readonly at: Point
}

/** Where two segments meet other than in an end that is an end of both. */
export function meetingOf(one: Segment, other: Segment): Meeting | undefined {
  const [a, b] = one
  const [c, d] = other
  if (Math.max(a.x, b.x) < Math.min(c.x, d.x) || Math.max(c.x, d.x) < Math.min(a.x, b.x)) return undefined
  if (Math.max(a.y, b.y) < Math.min(c.y, d.y) || Math.max(c.y, d.y) < Math.min(a.y, b.y)) return undefined
  const touching = [a, b].find((end) => !isEnd(other, end) && onSegment(other, end))
  const touched = touching ?? [c, d].find((end) => !isEnd(one, end) && onSegment(one, end))
  if (touched) return { how: 'touches', at: touched }
  if (isEnd(other, a) || isEnd(other, b))
    return isEnd(other, a) && isEnd(other, b) ? { how: 'touches', at: a } : undefined
  const apart = turn(a, b, c) === turn(a, b, d) || turn(c, d, a) === turn(c, d, b)
  return apart ? undefined : { how: 'crosses', at: crossingOf(one, other) }
}
const isEnd = ([a, b]: Segment, at: Point) => samePoint(a, at) || samePoint(b, at)

function crossingOf([a, b]: Segment, [c, d]: Segment): Point {
  const along = { x: b.x - a.x, y: b.y - a.y }
  const across = { x: d.x - c.x, y: d.y - c.y }
  const share = ((c.x - a.x) * across.y - (c.y - a.y) * across.x) / (along.x * across.y - along.y * across.x)
  return { x: Math.round(a.x + share * along.x), y: Math.round(a.y + share * along.y) }
}

/** Twice the area of a ring, above 0 where it runs against the clock. */
export function doubleArea(ring: readonly Point[]): bigint {
  const first = ring[0]!
  let sum = 0n
  for (let i = 1; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!]
    sum += BigInt(a.x - first.x) * BigInt(b.y - first.y) - BigInt(a.y - first.y) * BigInt(b.x - first.x)
  }
  return sum
}
