import type { BasemapLine } from '#core/contract/basemapLines.ts'
import { footOn, metresBetween, type Position, pointOf, positionOf } from '#core/domain/gridMesh/lattice.ts'

/** A place on a road or coast, and whose. */
export interface Snap {
  readonly place: Position
  readonly kind: BasemapLine['kind']
  readonly name: string | null
}

/**
 * Where a corner that is dragged near a road or coast is put: on a corner of that line within reach, else on the nearest place of one. Corners
 * come first, so that a border and a road that turn together have no sliver between them. Undefined where nothing is within so many metres.
 */
export function snapTo(lines: readonly BasemapLine[], at: Position, metres: number): Snap | undefined {
  const place = pointOf(at)
  let corner: (Snap & { readonly far: number }) | undefined
  let foot: (Snap & { readonly far: number }) | undefined
  for (const { line, kind, name } of lines) {
    const points = line.map(pointOf)
    for (const [i, point] of points.entries()) {
      const far = metresBetween(point, place)
      if (far <= (corner?.far ?? metres)) corner = { place: positionOf(point), kind, name, far }
      const next = points[i + 1]
      if (!next) continue
      const near = footOn([point, next], place)
      const beside = metresBetween(near, place)
      if (beside <= (foot?.far ?? metres)) foot = { place: positionOf(near), kind, name, far: beside }
    }
  }
  const found = corner ?? foot
  return found && { place: found.place, kind: found.kind, name: found.name }
}
