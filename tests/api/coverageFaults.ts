import { around, beyond, type City, metresTo, moved, type Point, type Ring, withVertex } from './coverageCity.ts'
import { pick } from './randomFilters.ts'

/** A fault put into a city: a grid is redrawn or, where `shape` is null, taken away; and what has to be found then. */
export interface Planted {
  readonly grid: number
  readonly shape: Ring | null
  readonly kind: string
  readonly grids: readonly number[]
  /** m²; null where it is what the grid had. */
  readonly area: number | null
  /** m, of the largest disc in it: no less than twice the area by its edge, no more than the way; null where the whole grid is gone. */
  readonly width: readonly [least: number, most: number] | null
}

const sorted = (ids: readonly (number | undefined)[]) =>
  ids.filter((id) => id !== undefined).sort((one, other) => one - other)

/** A vertex lies beside the chord of its neighbours: moved straight across it opens ground on one side alone, where one beyond an end may cross its own edge. */
function isBeside(before: Point, here: Point, after: Point): boolean {
  const [chord, way] = [metresTo(before, after), metresTo(before, here)]
  const part = (way[0] * chord[0] + way[1] * chord[1]) / (chord[0] ** 2 + chord[1] ** 2)
  return part > 0.05 && part < 0.95
}

/**
 * Moves one vertex of one grid across the border by 0.1 to 30 m, away from corners: what opens is half the way times the
 * chord between the vertices beside it. Into the grid it is a gap, out of it an overlap or, at the border of the district, outside.
 */
function bent(random: () => number, city: City, grid: number, side: number): Planted {
  const { pieces } = city
  const ring = city.grids[grid]!
  const first = Math.floor(random() * (pieces - 3))
  const places = Array.from({ length: pieces - 3 }, (_, n) => side * pieces + 2 + ((first + n) % (pieces - 3)))
  const at = places.find((one) => isBeside(ring[one - 1]!, ring[one]!, ring[one + 1]!))!
  const [before, here, after] = [ring[at - 1]!, ring[at]!, ring[at + 1]!]
  const [east, north] = metresTo(before, after)
  const chord = Math.hypot(east, north)
  const width = Math.min(0.1 * 300 ** random(), chord / 12)
  const isGap = random() < 0.5
  const way = (isGap ? width : -width) / chord // the inside lies to the left
  const other = beyond(city, grid, side)
  const to = moved(here, [-north * way, east * way])
  const edges = [[before, here], [here, after], [after, to], [to, before]] as const // prettier-ignore
  const edge = edges.reduce((sum, [one, next]) => sum + Math.hypot(...metresTo(one, next)), 0)
  return {
    grid,
    shape: withVertex(ring, at, to),
    kind: isGap ? 'territory-gap' : other === undefined ? 'territory-outside' : 'territory-overlap',
    grids: sorted([grid, other]),
    area: (width * chord) / 2,
    width: [(width * chord) / edge, width],
  }
}

/** Faults at random places that have nothing to do with each other: no two are of the same grid, and none beside one that is gone. */
export function planted(random: () => number, city: City, count: number): Planted[] {
  const used = new Set<number>()
  const faults: Planted[] = []
  for (let tries = 0; faults.length < count && tries < count * 20; tries++) {
    const grid = Math.floor(random() * city.grids.length)
    const isRemoved = random() < 0.15
    const side = pick(random, [0, 1, 2, 3])
    const touched = isRemoved ? [grid, ...around(city, grid)] : sorted([grid, beyond(city, grid, side)])
    if (touched.some((one) => used.has(one))) continue
    touched.forEach((one) => used.add(one))
    if (isRemoved)
      faults.push({ grid, shape: null, kind: 'territory-gap', grids: around(city, grid), area: null, width: null })
    else faults.push(bent(random, city, grid, side))
  }
  return faults
}
