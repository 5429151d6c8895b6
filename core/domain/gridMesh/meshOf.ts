import { boardFor } from './cells.ts'
import { put } from './change.ts'
import { faultsOf } from './faults.ts'
import { backOf, emptyMesh, type Face, type Mesh, OUTSIDE, type Ring, segmentOf, type Swap } from './mesh.ts'
import { listOf, type Plan, planOf, unpairedOf } from './plan.ts'
import { type GridPolygons, polygonsOf } from './polygonsOf.ts'
import { type MeshFault, rawRings } from './rawRings.ts'
import { loopsOf } from './trace.ts'
import { knotted, welded } from './weld.ts'

export interface MeshWishes {
  /** Metres within which vertices are made one, and put on edges; none are unless it is asked. */
  readonly weld?: number
  /** Metres up to which what is open between two grids is a slit, not a bay: 2 cm unless said otherwise. */
  readonly slit?: number
  /** Ground within the outer border may be left to no grid. */
  readonly open?: boolean
}

export interface Meshed {
  readonly mesh: Mesh
  /** Grids that have got other positions than were given: rounded, made one, or put where a neighbour has a corner. */
  readonly changed: readonly number[]
}

/** Polygons as one mesh that tiles its outer border, or what keeps them from it. */
export function meshOf(
  grids: readonly GridPolygons[],
  { weld = 0, slit = 0.02, open = false }: MeshWishes = {},
): Meshed | { readonly faults: readonly MeshFault[] } {
  const vertices = { points: [], vertices: new Map<string, number>() }
  const { rings, faults } = rawRings(vertices, grids)
  if (faults.length > 0) return { faults }
  const plan = planOf(vertices, knotted(vertices, weld > 0 ? welded(vertices, rings, weld) : rings, weld))
  const found = faultsOf(plan, { slit, open })
  if (found.length > 0) return { faults: found }
  const segments = [...plan.walkers.keys()].map((side) => segmentOf(plan, side))
  const mesh: Mesh = { ...emptyMesh(boardFor(segments)), ...vertices }
  put(mesh, wholeOf(plan))
  mesh.made = mesh.rings.size + 1
  const given = new Map(grids.map(({ id, polygons }) => [id, JSON.stringify(polygons)]))
  const changed = polygonsOf(mesh).filter(({ id, polygons }) => JSON.stringify(polygons) !== given.get(id))
  return { mesh, changed: changed.map(({ id }) => id) }
}

/** All rings and faces as they come into an empty mesh, and those of what lies outside. */
function wholeOf(plan: Plan): { rings: Swap<Ring>[]; faces: Swap<Face>[] } {
  const faces = new Map<number, number[][]>()
  for (const [at, { grid, polygon, hole }] of plan.raw.entries()) {
    const polygons = listOf(faces, grid)
    if (hole) polygons[polygon]!.push(at)
    else polygons.push([at])
  }
  const around = loopsOf(plan, unpairedOf(plan).map(backOf))
  const outer = around.map((corners): Ring => ({ grid: OUTSIDE, corners, forward: true }))
  faces.set(
    OUTSIDE,
    outer.map((_, at) => [plan.rings.length + at]),
  )
  return { rings: [...plan.rings, ...outer].map(came), faces: [...faces].map(([id, face]) => came(face, id)) }
}
const came = <Item>(after: Item, id: number): Swap<Item> => ({ id, before: undefined, after })
