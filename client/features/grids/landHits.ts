import type { Position } from '#core/domain/gridMesh/lattice.ts'

type Polygons = readonly (readonly (readonly Position[])[])[]

/** The first land in which a place lies: its rings are crossed an odd number of times on the way east. */
export function gridAtPlace(
  lands: readonly { readonly id: number; readonly polygons: Polygons | null }[],
  [x, y]: Position,
): number | undefined {
  const crossings = (ring: readonly Position[]) =>
    ring.slice(1).filter(([bx, by], i) => {
      const [ax, ay] = ring[i]!
      return ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)
    }).length
  return lands.find(({ polygons }) => (polygons ?? []).flat().reduce((sum, ring) => sum + crossings(ring), 0) % 2 === 1)
    ?.id
}
