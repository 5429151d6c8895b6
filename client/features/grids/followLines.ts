import type { BasemapLine } from '#core/contract/basemapLines.ts'
import { footOn, metresBetween, type Position, pointOf } from '#core/domain/gridMesh/lattice.ts'

/** A line with how far it is from the ends of a border, m: the border would leave its ends by so much. */
export interface NearLine extends BasemapLine {
  readonly key: number
  readonly far: number
}

function distanceTo(line: readonly Position[], place: Position): number {
  const at = pointOf(place)
  const points = line.map(pointOf)
  return points
    .slice(1)
    .reduce((least, to, i) => Math.min(least, metresBetween(footOn([points[i]!, to], at), at)), Infinity)
}

/** Lines near to both ends of a border, the nearest first. */
export function nearLines(lines: readonly BasemapLine[], corners: readonly Position[], metres: number): NearLine[] {
  const [from, to] = [corners[0], corners.at(-1)]
  if (!from || !to) return []
  return lines
    .filter(({ line }) => line.length > 1)
    .map((one, key) => ({ ...one, key, far: Math.max(distanceTo(one.line, from), distanceTo(one.line, to)) }))
    .filter(({ far }) => far <= metres)
    .toSorted((a, b) => a.far - b.far)
}

/** The line that is nearest to a place, within so many metres. */
export const lineNear = (lines: readonly NearLine[], at: Position, metres: number): NearLine | undefined =>
  lines
    .map((line) => ({ line, far: distanceTo(line.line, at) }))
    .filter(({ far }) => far <= metres)
    .toSorted((a, b) => a.far - b.far)[0]?.line

/** [west, south, east, north] degrees around a border and as much ground beside it as it may be led over. */
export function boxAround(corners: readonly Position[], degrees: number): [number, number, number, number] {
  const [lngs, lats] = [corners.map(([lng]) => lng), corners.map(([, lat]) => lat)]
  return [
    Math.min(...lngs) - degrees,
    Math.min(...lats) - degrees,
    Math.max(...lngs) + degrees,
    Math.max(...lats) + degrees,
  ]
}

/** The part of a line between the places nearest to both ends of a border, with the corners around them: all that following it looks at. */
export function partFor(line: readonly Position[], corners: readonly Position[]): readonly Position[] {
  const points = line.map(pointOf)
  const nearest = (place: Position) => {
    const at = pointOf(place)
    const far = points.slice(1).map((to, i) => metresBetween(footOn([points[i]!, to], at), at))
    return far.indexOf(Math.min(...far))
  }
  const ends = [corners[0], corners.at(-1)].flatMap((place) => (place ? [nearest(place)] : []))
  return line.slice(Math.min(...ends), Math.max(...ends) + 2)
}
