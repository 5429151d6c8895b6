import type { GridPolygons } from '#core/domain/gridMesh/polygonsOf.ts'
import type { PolygonPositions, Position } from '#core/domain/gridMesh/lattice.ts'
import type { Random } from '../scripts/demo/random.ts'

const [WEST, SOUTH, CELL] = [121.4, 37.4, 0.012]
/** Nine decimals, as stored for editing. */
const nine = (value: number) => Number(value.toFixed(9))

/** Places in units of 1e-4° from a corner of the district, so that sums are exact decimals. */
export const at = (x: number, y: number): Position => [
  Number((121.4 + x * 1e-4).toFixed(9)),
  Number((37.4 + y * 1e-4).toFixed(9)),
]
export const ring = (...places: readonly (readonly [number, number])[]) =>
  [...places, places[0]!].map(([x, y]) => at(x, y))
export const box = (west: number, south: number, east: number, north: number) =>
  ring([west, south], [east, south], [east, north], [west, north])
export const grid = (id: number, ...polygons: readonly PolygonPositions[]): GridPolygons => ({ id, polygons })

/**
 * A made-up district of side × side grids with crooked borders. Its last grid has two polygons, one on an island off the coast; within one
 * lie two neighbours in a hole, within the next one a grid whose hole touches the outline in a corner.
 */
export function sampleGrids(random: Random, side: number): GridPolygons[] {
  const near = (at: number, by: number) => nine(at + (random.next() - 0.5) * by * CELL)
  const place = ([x, y]: readonly [number, number], by: number): Position => [
    near(WEST + x * CELL, by),
    near(SOUTH + y * CELL, by),
  ]
  const known = new Map<string, Position>()
  const corner = (x: number, y: number): Position => {
    const key = `${Math.round(3 * x)} ${Math.round(3 * y)}`
    known.set(key, known.get(key) ?? place([x, y], Number.isInteger(x) && Number.isInteger(y) ? 0.3 : 0.12))
    return known.get(key)!
  }
  const thirds = [0, 1 / 3, 2 / 3]
  const around = (x: number, y: number): Position[] => [
    ...thirds.map((third) => corner(x + third, y)),
    ...thirds.map((third) => corner(x + 1, y + third)),
    ...thirds.map((third) => corner(x + 1 - third, y + 1)),
    ...thirds.map((third) => corner(x, y + 1 - third)),
  ]
  const closed = (ring: readonly Position[]) => [...ring, ring[0]!]
  const grids = Array.from({ length: side * side }, (_, i): { id: number; polygons: Position[][][] } => ({
    id: 100 + i,
    polygons: [[closed(around(i % side, Math.floor(i / side)))]],
  }))
  const inside = (points: readonly (readonly [number, number])[]) => points.map((point) => place(point, 0.02))
  const [a, b, c, d, e, f] = inside([
    [1.35, 1.35],
    [1.5, 1.35],
    [1.65, 1.35],
    [1.65, 1.65],
    [1.5, 1.65],
    [1.35, 1.65],
  ]) as [Position, Position, Position, Position, Position, Position]
  grids[side + 1]!.polygons[0]!.push(closed([a, f, e, d, c, b]))
  grids.push({ id: 7, polygons: [[closed([b, e, f, a])]] }, { id: 5, polygons: [[closed([b, c, d, e])]] })
  const touching = [
    corner(2, 2),
    ...inside([
      [2.6, 2.4],
      [2.4, 2.6],
    ]),
  ]
  grids[2 * side + 2]!.polygons[0]!.push(closed(touching.toReversed()))
  grids.push({ id: 9, polygons: [[closed(touching)]] })
  grids[side * side - 1]!.polygons.push([
    closed(
      inside([
        [-1, 0],
        [-0.5, 0.1],
        [-0.4, 0.6],
        [-0.9, 0.5],
      ]),
    ),
  ])
  return grids
}
