import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { boardFor, cellsOf, edgesNear, putEdge } from './cells.ts'
import { meetingOf, turn } from './exact.ts'
import type { Point, Segment } from './lattice.ts'

const random = randomFrom(9)
const whole = (a: Point, b: Point, c: Point): number => {
  const twice = BigInt(b.x - a.x) * BigInt(c.y - a.y) - BigInt(b.y - a.y) * BigInt(c.x - a.x)
  return twice > 0n ? 1 : twice < 0n ? -1 : 0
}

/** A place at which p v − q u = 1: as near to a line from 0 to (p, q), which have no divisor in common, as a place can be. */
function nearestTo(p: number, q: number): Point | undefined {
  let [a, b] = [[BigInt(p), 1n, 0n], [BigInt(q), 0n, 1n]] as [bigint[], bigint[]] // prettier-ignore
  while (b[0] !== 0n) {
    const times = a[0]! / b[0]!
    ;[a, b] = [b, a.map((value, i) => value - times * b[i]!)]
  }
  return a[0] === 1n ? { x: Number(-a[2]!), y: Number(a[1]!) } : undefined
}

test('the side of a line is right all over the globe, also as near to it as a place can be, where doubles are wrong', () => {
  let [wrong, near] = [0, 0]
  for (let look = 0; look < 5000; look++) {
    const reach = random.pick([1e3, 1e7, 1e9, 1.5e11])
    const some = (): Point => ({ x: random.whole(1, reach), y: random.whole(1, reach) })
    const [a, along] = [some(), some()]
    const off = nearestTo(along.x, along.y) ?? along
    const b = { x: a.x - along.x, y: a.y - along.y }
    for (const sign of [1, -1]) {
      const c = { x: a.x + sign * off.x, y: a.y + sign * off.y }
      expect(turn(a, b, c)).toBe(whole(a, b, c))
      near += Number(off !== along)
      wrong += Number(Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) !== whole(a, b, c))
    }
    const far = some()
    expect(turn(a, b, far)).toBe(whole(a, b, far))
  }
  expect(near).toBeGreaterThan(4000)
  expect(wrong).toBeGreaterThan(1000)
})

describe('two segments', () => {
  /** By the shares of each at which lines meet; of whole numbers small enough for that. */
  function judged([a, b]: Segment, [c, d]: Segment): string {
    const [r, s] = [{ x: b.x - a.x, y: b.y - a.y }, { x: d.x - c.x, y: d.y - c.y }] // prettier-ignore
    const across = r.x * s.y - r.y * s.x
    const from = { x: c.x - a.x, y: c.y - a.y }
    if (across !== 0) {
      const [t, u] = [(from.x * s.y - from.y * s.x) / across, (from.x * r.y - from.y * r.x) / across]
      if (t < 0 || t > 1 || u < 0 || u > 1) return 'apart'
      const ends = [t, u].filter((share) => share === 0 || share === 1).length
      return ends === 2 ? 'apart' : ends === 1 ? 'touches' : 'crosses'
    }
    if (from.x * r.y !== from.y * r.x) return 'apart'
    const along = (at: Point) => (at.x - a.x) * r.x + (at.y - a.y) * r.y
    const [low, high] = [Math.min(along(c), along(d)), Math.max(along(c), along(d))]
    return Math.max(0, low) < Math.min(along(b), high) ? 'touches' : 'apart'
  }
  const places = Array.from({ length: 16 }, (_, i) => ({ x: i % 4, y: Math.floor(i / 4) }))
  const segments = places.flatMap((a) => places.filter((b) => b !== a).map((b): Segment => [a, b]))

  test.each([1, 12_345_678_901])('meet, cross or keep apart as shares of their lengths say: all of a 4 × 4 lattice, times %i', (scale) => {
    const scaled = ({ x, y }: Point): Point => ({ x: x * scale, y: y * scale })
    const large = segments.map(([a, b]): Segment => [scaled(a), scaled(b)])
    for (const [i, one] of segments.entries())
      for (const [j, other] of segments.entries()) {
        const met = meetingOf(large[i]!, large[j]!)?.how ?? 'apart'
        if (met !== judged(one, other)) expect.fail(`${JSON.stringify([one, other])} ${met}`)
      }
  }) // prettier-ignore
})

test('all segments that meet share a cell of the board, and one of a town’s has few others in its cells', () => {
  const near = ({ x, y }: Point, by: number): Point => ({ x: x + random.whole(-by, by), y: y + random.whole(-by, by) })
  const lines = Array.from({ length: 400 }, (_, i): Segment => {
    const from = near({ x: 121_400_000_000, y: -37_400_000_000 }, 2e7)
    const to = near(from, random.pick([1e5, 1e6, 1e7]))
    return [from, [to, { x: from.x, y: to.y }, { x: to.x, y: from.y }][i % 3]!] // prettier-ignore
  })
  const cells = boardFor(lines)
  for (const [i, line] of lines.entries()) putEdge(cells, i, line)
  let met = 0
  for (const line of lines) {
    const found = edgesNear(cells, line)
    for (const [i, other] of lines.entries()) {
      if (other === line || !meetingOf(line, other)) continue
      met++
      if (!found.has(i)) expect.fail(JSON.stringify([line, other]))
    }
  }
  expect(met).toBeGreaterThan(100)
  expect(Math.max(...lines.map((line) => cellsOf(cells.size, line).length))).toBeLessThan(60)
})
