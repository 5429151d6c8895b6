import { edgesNear } from './cells.ts'
import { type Draft, faceOf, ringOf } from './draft.ts'
import { meetingOf } from './exact.ts'
import type { Point, Segment } from './lattice.ts'
import { backOf, endsOf, type Mesh, OUTSIDE, pointAt, type Ring, segmentOf, sidesOf } from './mesh.ts'
import { type Allowance, type Refusal, refusal } from './refusal.ts'
import { boxOf, doubleMiddle, windingAround, windingLeftOf } from './winding.ts'

/** Directed edges that an operation takes away, and those that it brings. */
interface Difference {
  readonly gone: ReadonlySet<number>
  readonly fresh: ReadonlySet<number>
}

/**
 * Why a draft must not be done, or nothing. It looks at the borders near those that change and at the faces beside them. That is enough:
 * each edge keeps one face at each side; where segments meet in ends alone and each face that changes
 * lies once left of its edges, no place of the plane lies in two faces or in none of those that it lay in.
 */
export function refusalOf(mesh: Mesh, draft: Draft, { outer = false }: Allowance): Refusal | undefined {
  const difference = differenceOf(mesh, draft)
  return (
    vanishing(mesh, draft) ??
    lopsided(mesh, difference) ??
    (draft.outerMoves && !outer ? refusal('outer-border', movedOuter(mesh, draft)) : undefined) ??
    meeting(mesh, difference) ??
    inverted(mesh, draft, difference)
  )
}

const ringsAfter = (draft: Draft): Ring[] => [...draft.rings.values()].filter((ring) => ring !== undefined)

/** A ring that is none: fewer than three corners, or one of them twice. */
function vanishing(mesh: Mesh, draft: Draft): Refusal | undefined {
  const broken = ringsAfter(draft).find(({ corners }) => corners.length < 3 || new Set(corners).size < corners.length)
  return broken && refusal('vanishes', pointAt(mesh, broken.corners[0]!))
}

function differenceOf(mesh: Mesh, draft: Draft): Difference {
  const gone = new Set<number>()
  for (const id of draft.rings.keys()) for (const side of sidesOfKnown(mesh, id)) gone.add(side)
  const fresh = new Set<number>()
  for (const side of ringsAfter(draft).flatMap(sidesOf)) if (!gone.delete(side)) fresh.add(side)
  return { gone, fresh }
}
const sidesOfKnown = (mesh: Mesh, id: number) => {
  const ring = mesh.rings.get(id)
  return ring ? sidesOf(ring) : []
}

/** An edge that would have a face at one side alone: no operation makes one, and none is done that does. */
function lopsided(mesh: Mesh, { gone, fresh }: Difference): Refusal | undefined {
  const odd = [gone, fresh].map((sides) => [...sides].find((side) => !sides.has(backOf(side)))).find(Boolean)
  return odd === undefined ? undefined : refusal('inverts', segmentOf(mesh, odd)[0])
}

/** A new edge that meets another one, old or new, other than in a common end. */
function meeting(mesh: Mesh, { gone, fresh }: Difference): Refusal | undefined {
  const came: Segment[] = []
  for (const side of fresh) {
    const [from, to] = endsOf(side)
    const segment = segmentOf(mesh, side)
    if (mesh.sides.has(side) && !gone.has(side)) return refusal('touches', segment[0])
    if (from > to) continue
    const stays = [...edgesNear(mesh.cells, segment)].filter((edge) => !gone.has(edge))
    for (const other of [...stays.map((edge) => segmentOf(mesh, edge)), ...came]) {
      const met = meetingOf(segment, other)
      if (met) return refusal(met.how, met.at)
    }
    came.push(segment)
  }
  return undefined
}

/** A place of the border to what lies outside that would change. */
function movedOuter(mesh: Mesh, draft: Draft): Point {
  const [id, ring] = [...draft.rings].find(([, ring]) => ring?.grid === OUTSIDE)!
  const left = new Set(ring!.corners)
  const corners = mesh.rings.get(id)!.corners
  return pointAt(mesh, corners.find((corner) => !left.has(corner)) ?? corners[0]!)
}

/** A face that would not lie once left of each of its edges, or a hole outside its outline. */
function inverted(mesh: Mesh, draft: Draft, { gone, fresh }: Difference): Refusal | undefined {
  const near = boxOf([...gone, ...fresh].map((side) => segmentOf(mesh, side)).flat())
  const grids = new Set([...ringsAfter(draft).map(({ grid }) => grid), ...draft.faces.keys()])
  for (const grid of grids) {
    const face = faceOf(mesh, draft, grid) ?? []
    const segments = face.flat().flatMap((id) => segmentsOf(mesh, draft, id))
    const wanted = grid === OUTSIDE ? 0 : 1
    // beyond what changed no winding can have changed, unless faces were made of one or one of two
    const seen = draft.faces.size > 0 ? segments : segments.filter((one) => near(doubleMiddle(one)))
    const wrong = seen.find((one) => windingLeftOf(segments, one) !== wanted)
    if (wrong) return refusal('inverts', middleOf(wrong))
    const lost = grid === OUTSIDE ? undefined : face.map((polygon) => strayHole(mesh, draft, polygon)).find(Boolean)
    if (lost) return refusal('inverts', lost)
  }
  return undefined
}

function strayHole(mesh: Mesh, draft: Draft, [outline, ...holes]: readonly number[]): Point | undefined {
  if (holes.length === 0) return undefined
  const around = segmentsOf(mesh, draft, outline!)
  const first = holes.map((id) => segmentsOf(mesh, draft, id)[0]!)
  const stray = first.find((side) => windingAround(around, doubleMiddle(side)) !== 1)
  return stray?.[0]
}

const segmentsOf = (mesh: Mesh, draft: Draft, id: number): Segment[] =>
  sidesOf(ringOf(mesh, draft, id)!).map((side) => segmentOf(mesh, side))
const middleOf = (segment: Segment): Point => {
  const { x, y } = doubleMiddle(segment)
  return { x: Math.round(x / 2), y: Math.round(y / 2) }
}
