import { type Mesh, OUTSIDE } from './mesh.ts'

/**
 * Whether a mesh is a tiling of its outer border: counted anew from rings and points alone, in whole numbers of any size, without the
 * board of cells, the predicates or the tables that operations trust.
 */
export function isTiling({ points, rings, faces }: Pick<Mesh, 'points' | 'rings' | 'faces'>): boolean {
  const places = points.map(({ x, y }): Place => [x, y])
  const walks = new Map(
    [...rings].map(([id, { corners, forward }]) => [id, forward ? [...corners] : [...corners].reverse()]),
  )
  const edges = [...walks.values()].flatMap(edgesAlong)
  const faceEdges = [...faces].map(([grid, face]) => ({
    grid,
    edges: face.flat().flatMap((id) => edgesAlong(walks.get(id) ?? [])),
  }))
  const area = edges.reduce((sum, [a, b]) => sum + cross([0, 0], places[a]!, places[b]!), 0n)
  return (
    [...faces.values()].flat(2).length === rings.size &&
    [...faces].every(([grid, face]) => face.length > 0 && face.flat().every((id) => rings.get(id)?.grid === grid)) &&
    [...walks.values()].every((walk) => walk.length >= 3 && new Set(walk).size === walk.length) &&
    isPaired(edges) &&
    area === 0n && // of all grids and of what lies outside, which walks the outer border the other way
    !edgesMeet(edges, places) &&
    faceEdges.every(({ grid, edges }) => liesLeft(edges, places, grid === OUTSIDE ? 0 : 1)) &&
    [...faces].every(([grid, face]) => grid === OUTSIDE || face.every((polygon) => areHoles(polygon, walks, places)))
  )
}

type Place = readonly [x: number, y: number]
type Edge = readonly [from: number, to: number]
const edgesAlong = (walk: readonly number[]): Edge[] => walk.map((from, i) => [from, walk[(i + 1) % walk.length]!])

/** Each directed edge is walked once, and once the other way. */
function isPaired(edges: readonly Edge[]): boolean {
  const walked = new Set(edges.map(([from, to]) => `${from} ${to}`))
  return walked.size === edges.length && edges.every(([from, to]) => walked.has(`${to} ${from}`))
}

/** Differences of places are exact, their products need all digits. */
const cross = (a: Place, b: Place, c: Place): bigint =>
  BigInt(b[0] - a[0]) * BigInt(c[1] - a[1]) - BigInt(b[1] - a[1]) * BigInt(c[0] - a[0])
const sign = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0)

/** Whether two edges have more in common than an end: a line sweeps over them from west to east. */
function edgesMeet(edges: readonly Edge[], places: readonly Place[]): boolean {
  const once = edges.filter(([from, to]) => from < to)
  const sorted = once.map((edge) => {
    const [a, b] = [places[edge[0]]!, places[edge[1]]!]
    return {
      edge,
      a,
      b,
      west: Math.min(a[0], b[0]),
      east: Math.max(a[0], b[0]),
      low: Math.min(a[1], b[1]),
      high: Math.max(a[1], b[1]),
    }
  })
  sorted.sort((one, other) => one.west - other.west)
  let swept: typeof sorted = []
  for (const one of sorted) {
    swept = swept.filter(({ east }) => east >= one.west)
    if (swept.some((other) => other.high >= one.low && other.low <= one.high && meet(one, other))) return true
    swept.push(one)
  }
  return false
}

interface Swept {
  readonly edge: Edge
  readonly a: Place
  readonly b: Place
}
/** Whether edges whose boxes meet do so in more than a common end. */
function meet(one: Swept, other: Swept): boolean {
  const [a, b, c, d] = [
    cross(one.a, one.b, other.a),
    cross(one.a, one.b, other.b),
    cross(other.a, other.b, one.a),
    cross(other.a, other.b, one.b),
  ].map(sign) as [number, number, number, number]
  const common = one.edge.find((vertex) => other.edge.includes(vertex))
  if (common === undefined) return a * b <= 0 && c * d <= 0
  if (a !== 0 || b !== 0) return false
  // on one line from a common end: they run along each other unless to opposite sides
  const [p, q, r] = [
    one.edge[0] === common ? one.b : one.a,
    other.edge[0] === common ? other.b : other.a,
    one.edge[0] === common ? one.a : one.b,
  ]
  return Math.sign(p[0] - r[0]) === Math.sign(q[0] - r[0]) && Math.sign(p[1] - r[1]) === Math.sign(q[1] - r[1])
}

/** Whether a face lies as often as that left of each of its edges, and once less right of it. */
const liesLeft = (edges: readonly Edge[], places: readonly Place[], times: number): boolean =>
  edges.every((edge) => {
    const [a, b] = [places[edge[0]]!, places[edge[1]]!]
    const steep = a[1] !== b[1]
    const around = edges.reduce((sum, other) => sum + (other === edge ? 0 : crossed(other, places, [a, b])), 0)
    return around + ((steep ? b[1] > a[1] : b[0] < a[0]) ? 1 : 0) === times
  })

/** How an edge adds to the winding around the middle of another one, by a ray to the east or, for one that lies flat, to the north. */
function crossed(edge: Edge, places: readonly Place[], [a, b]: readonly [Place, Place]): number {
  const steep = a[1] !== b[1]
  const [one, other] = [places[edge[0]]!, places[edge[1]]!]
  const level = steep ? a[1] + b[1] : -a[0] - b[0]
  const [from, to] = steep ? [2 * one[1] > level, 2 * other[1] > level] : [-2 * one[0] > level, -2 * other[0] > level]
  if (from === to) return 0
  const twice = ([x, y]: Place): Place => [2 * x, 2 * y]
  const left = sign(cross(twice(one), twice(other), [a[0] + b[0], a[1] + b[1]]))
  return to && left > 0 ? 1 : from && left < 0 ? -1 : 0
}

/** The first ring of a polygon is its outline, all others lie in it. */
function areHoles(
  polygon: readonly number[],
  walks: ReadonlyMap<number, readonly number[]>,
  places: readonly Place[],
): boolean {
  const [outline, ...holes] = polygon.map((id) => edgesAlong(walks.get(id)!))
  return holes.every((hole) => {
    const [a, b] = hole[0]!
    const around = outline!.reduce((sum, edge) => sum + crossed(edge, places, [places[a]!, places[b]!]), 0)
    return around === 1
  })
}
