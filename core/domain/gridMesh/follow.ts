import { attempt } from './attempt.ts'
import { replaceChain } from './draft.ts'
import { footOn, metresBetween, type Point, type Position, samePoint } from './lattice.ts'
import { type Mesh, pointAt, sideOf, vertexOf } from './mesh.ts'
import { type Allowance, isRefusal, placesOf, type Refusal, refusal } from './refusal.ts'

export interface Following {
  /** A border from a vertex by the next one to a last one; nothing else may meet it between them. */
  readonly from: number
  readonly next: number
  readonly to: number
  /** A road or a coast: the border takes its part between the places that are nearest to both ends. */
  readonly line: readonly Position[]
}

/** Lets a border follow a line. Its ends stay where they are; whoever wants them on the line moves them there before. */
export function followLine(mesh: Mesh, { line, ...border }: Following, allowed: Allowance = {}): Refusal | undefined {
  const places = placesOf(line)
  if (isRefusal(places)) return places
  const chain = chainOf(mesh, border)
  if (isRefusal(chain)) return chain
  const [start, end] = [pointAt(mesh, border.from), pointAt(mesh, border.to)]
  if (places.length < 2) return refusal('no-line', start)
  return attempt(mesh, 'follow', allowed, (draft) => {
    const all = [start, ...partBetween(places, start, end), end]
    const path = all
      .filter((place, i) => i === 0 || !samePoint(place, all[i - 1]!))
      .map((place) => vertexOf(mesh, place))
    if (path.join() === chain.join()) return refusal('same-place', start)
    return replaceChain(mesh, draft, chain, path)
  })
}

/** Vertices of a border along which each but the ends has two edges. */
function chainOf(mesh: Mesh, { from, next, to }: Omit<Following, 'line'>): readonly number[] | Refusal {
  const nowhere = mesh.points[from] ?? { x: 0, y: 0 }
  if (!mesh.sides.has(sideOf(from, next)) || from === to) return refusal('no-border', nowhere)
  const chain = [from, next]
  while (chain.at(-1) !== to) {
    const [before, at] = chain.slice(-2) as [number, number]
    const star = mesh.stars.get(at)!
    if (at === from) return refusal('no-border', nowhere)
    if (star.length !== 2) return refusal('junction', pointAt(mesh, at))
    chain.push(star.find((end) => end !== before)!)
  }
  return chain
}

/** The part of a line between the places that are nearest to two others. */
function partBetween(line: readonly Point[], start: Point, end: Point): Point[] {
  const [first, last] = [nearestOn(line, start), nearestOn(line, end)]
  const backwards = last.at < first.at || (last.at === first.at && first.along > last.along)
  const [low, high] = backwards ? [last, first] : [first, last]
  const part = [low.foot, ...line.slice(low.at + 1, high.at + 1), high.foot]
  return backwards ? part.toReversed() : part
}

function nearestOn(line: readonly Point[], place: Point): { at: number; foot: Point; along: number } {
  const feet = line.slice(1).map((to, at) => {
    const foot = footOn([line[at]!, to], place)
    return { at, foot, along: metresBetween(line[at]!, foot), far: metresBetween(foot, place) }
  })
  return feet.reduce((best, foot) => (foot.far < best.far ? foot : best))
}
