import { randomFrom } from '../random.ts'
import type { Blob } from './drawing.ts'
import { distance, smooth, toPlane } from './plane.ts'
import type { Point, Ring } from './plane.ts'

/** A hill or lake as a ragged ellipse, closed; the same seed draws the same shape. */
export function drawBlob(blob: Blob, seed: number, ragged: number): Ring {
  const random = randomFrom(seed)
  const centre = toPlane(blob.at)
  const turn = (blob.turn * Math.PI) / 180
  const corners = Array.from({ length: 13 }, (_, i): Point => {
    const angle = (i / 13) * 2 * Math.PI
    const far = 1 + ragged * (random.next() - 0.5)
    const [x, y] = [blob.radii[0] * far * Math.cos(angle), blob.radii[1] * far * Math.sin(angle)]
    return [centre[0] + x * Math.cos(turn) - y * Math.sin(turn), centre[1] + x * Math.sin(turn) + y * Math.cos(turn)]
  })
  return smooth(corners, 4, true)
}

/** A river as a closed strip that widens from its source to its mouth, metres. */
export function drawRiver(
  course: readonly Point[],
  [source, mouth]: readonly [number, number],
): { middle: Point[]; ring: Ring } {
  const middle = smooth(course.map(toPlane), 8)
  const sides = middle.map((at, i) => {
    const [a, b] = [middle[Math.max(0, i - 1)] as Point, middle[Math.min(middle.length - 1, i + 1)] as Point]
    const half = (source + ((mouth - source) * i) / (middle.length - 1)) / 2
    const [nx, ny] = [(-(b[1] - a[1]) / distance(a, b)) * half, ((b[0] - a[0]) / distance(a, b)) * half]
    return { left: [at[0] + nx, at[1] + ny] as Point, right: [at[0] - nx, at[1] - ny] as Point }
  })
  const ring = [...sides.map((side) => side.left), ...sides.map((side) => side.right).reverse()]
  return { middle, ring: [...ring, ring[0] as Point] }
}
