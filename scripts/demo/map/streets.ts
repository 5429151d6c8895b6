import { toPlane } from './plane.ts'
import type { Point, Ring } from './plane.ts'

/** Where the street net starts, how it lies to the shore, and how its avenues bend to the south. */
const START = toPlane([121.521, 37.4525])
const SHORE_ANGLE = (-19 * Math.PI) / 180
const ALONG: Point = [Math.cos(SHORE_ANGLE), Math.sin(SHORE_ANGLE)]
const INLAND: Point = [Math.sin(SHORE_ANGLE), -Math.cos(SHORE_ANGLE)]
const BEND = 2.6e-5
const SHORE_FADES = 2600
const SMOOTHING = 420
/** Beyond this u the streets run on as they left the district. */
const SHORE_ENDS = 3900

/** Street coordinates: u metres along the shore to the south-east, v metres inland from it. */
export type Streets = (u: number, v: number) => Point

/** The street net of the demo district: its first streets follow the shore, its avenues bend to the south. */
export function streetsAlong(shore: Ring): Streets {
  const local = shore.map(([x, y]): Point => {
    const [dx, dy] = [x - START[0], y - START[1]]
    return [dx * ALONG[0] + dy * ALONG[1], -(dx * INLAND[0] + dy * INLAND[1])]
  })
  const seaward = new Map<number, number>()
  const offset = (along: number) => {
    const u = Math.min(SHORE_ENDS, Math.max(-SHORE_ENDS, along))
    const known = seaward.get(u) ?? smoothed(local, u)
    seaward.set(u, known)
    return known
  }
  return (u, v) => {
    const along = u + BEND * Math.max(0, v) ** 2
    const inland = v - offset(u) * Math.exp(-Math.max(0, v) / SHORE_FADES)
    return [START[0] + along * ALONG[0] + inland * INLAND[0], START[1] + along * ALONG[1] + inland * INLAND[1]]
  }
}

/** Gaussian mean of how far the shore lies seaward of the base line around u. */
function smoothed(shore: readonly Point[], u: number): number {
  let weights = 0
  let sum = 0
  for (const [at, seaward] of shore) {
    const weight = Math.exp(-(((at - u) / SMOOTHING) ** 2) / 2)
    weights += weight
    sum += weight * seaward
  }
  return weights > 1e-9 ? sum / weights : 0
}

/** A street or avenue as a line: one of u and v fixed, the other running; nodes every `STEP` metres. */
export function street(
  streets: Streets,
  along: 'u' | 'v',
  fixed: number,
  [from, to]: readonly [number, number],
): Point[] {
  const line: Point[] = []
  for (let at = from; at <= to; at += STEP) line.push(along === 'u' ? streets(at, fixed) : streets(fixed, at))
  return line
}

/** Metres between two nodes of a street; u and v of every corner are multiples of it. */
export const STEP = 50
