import { between, contains, distanceToLine, toDegrees, toPlane } from './map/plane.ts'
import type { Point, Ring } from './map/plane.ts'

/** A ground with the four corners its lots are laid out along; `ring` is what may be built on. */
export interface Ground {
  readonly quad: readonly [Point, Point, Point, Point]
  readonly ring: Ring
}

/** A lot: its main building's position, its fence as a ring; degrees. */
export interface Lot {
  readonly at: Point
  readonly fence: Ring
  readonly large: boolean
}

type Corners = readonly [Point, Point, Point, Point]

/** Lots in rows: `rows[i]` is how many stand side by side. Those cut off by shore, river or hill are left out. */
export function lotsIn(ground: Ground, rows: readonly number[], gap = 7): Lot[] {
  const quad = ground.quad.map(toPlane) as unknown as Corners
  const ring = ground.ring.map(toPlane)
  const most = Math.max(...rows)
  return rows.flatMap((columns, row) =>
    Array.from({ length: columns }, (_, column): Lot | undefined => {
      const [s0, s1, t0, t1] = [column / columns, (column + 1) / columns, row / rows.length, (row + 1) / rows.length]
      const corners = shrink([place(quad, s0, t0), place(quad, s1, t0), place(quad, s1, t1), place(quad, s0, t1)], gap)
      const inside = corners.every((corner) => contains(ring, corner) && distanceToLine(corner, ring) > 2)
      const at = place(corners, 0.5, 0.5)
      const fence = [...corners, corners[0]].map(toDegrees)
      return inside ? { at: toDegrees(at), fence, large: columns * 2 <= most } : undefined
    }).filter((lot) => lot !== undefined),
  )
}

/** Middles of a columns × rows raster within a ground. */
export function spotsIn(ground: Ground, [columns, rows]: readonly [number, number]): Point[] {
  return lotsIn(
    ground,
    Array.from({ length: rows }, () => columns),
    4,
  ).map((lot) => lot.at)
}

/** Bilinear: s along the street, t across it. */
function place([a, b, c, d]: Corners, s: number, t: number): Point {
  return between(between(a, b, s), between(d, c, s), t)
}

/** Draws the corners in by about `gap` metres. */
function shrink(corners: Corners, gap: number): Corners {
  const [a, b, , d] = corners
  const s = Math.min(0.4, gap / Math.hypot(b[0] - a[0], b[1] - a[1]))
  const t = Math.min(0.4, gap / Math.hypot(d[0] - a[0], d[1] - a[1]))
  return [place(corners, s, t), place(corners, 1 - s, t), place(corners, 1 - s, 1 - t), place(corners, s, 1 - t)]
}
