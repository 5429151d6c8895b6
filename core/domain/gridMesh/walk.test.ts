import { createHash } from 'node:crypto'
import polygonClipping from 'polygon-clipping'
import { expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { sampleGrids } from '../../../tests/meshSamples.ts'
import { randomStep } from '../../../tests/meshWalk.ts'
import { casesOf, PATIENCE, proves } from '../../../tests/sample.ts'
import { put, undo } from './change.ts'
import { emptyMesh, type Mesh } from './mesh.ts'
import { meshOf } from './meshOf.ts'
import { type GridPolygons, outerBorderOf, polygonsOf } from './polygonsOf.ts'
import type { PolygonPositions, Position } from './lattice.ts'
import { isTiling } from './tiling.ts'

const STEPS = casesOf('ANJIAN_MESH_STEPS', 500, 10_000)
/** Steps between two looks of the judges that take long. */
const SELDOM = 25

const textOf = (mesh: Mesh) => JSON.stringify(polygonsOf(mesh))
const hashOf = (mesh: Mesh) => createHash('sha256').update(textOf(mesh)).digest('base64')

/** Twice the area in square billionths of a degree, from what is given out. */
function areaOf(rings: PolygonPositions): bigint {
  const whole = (degrees: number) => BigInt(Math.round(degrees * 1e9))
  const ofRing = (ring: readonly Position[]) => {
    const sum = ring.slice(1).reduce((sum, [x, y], i) => sum + whole(ring[i]![0]) * whole(y) - whole(x) * whole(ring[i]![1]), 0n) // prettier-ignore
    return sum < 0n ? -sum : sum
  }
  return rings.slice(1).reduce((sum, hole) => sum - ofRing(hole), ofRing(rings[0]!))
}
const total = (grids: readonly GridPolygons[]) =>
  grids.flatMap(({ polygons }) => polygons.map(areaOf)).reduce((sum, area) => sum + area, 0n)

/** Even and odd, by a ray to the east. */
const contains = (rings: PolygonPositions, [x, y]: Position) =>
  rings.reduce((inside, ring) => ring.slice(1).reduce((inside, [bx, by], i) => {
    const [ax, ay] = ring[i]!
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax) ? !inside : inside
  }, inside), false) // prettier-ignore

/** What follows from rings is what it would be if they all had just come. */
function expectTables(mesh: Mesh): void {
  const anew: Mesh = { ...emptyMesh({ ...mesh.cells, edges: new Map() }), points: mesh.points }
  put(anew, { rings: [...mesh.rings].map(([id, after]) => ({ id, before: undefined, after })), faces: [] })
  const sorted = (lists: Iterable<[number, Iterable<number>]>) =>
    new Map([...lists].map(([key, list]) => [key, [...list].sort((a, b) => a - b)]))
  expect(new Map(mesh.sides)).toEqual(anew.sides)
  expect(sorted(mesh.stars)).toEqual(sorted(anew.stars))
  expect(sorted(mesh.cells.edges)).toEqual(sorted(anew.cells.edges))
}

test(
  'a random walk of the editor keeps the mesh a tiling, and undo gives back every byte',
  { timeout: PATIENCE },
  (context) => {
    const judge =
      'exact tiling check from scratch; areas and a ray cast from what is given out; union of polygon-clipping; SHA-256 of each state'
    const compared = proves(context, {
      claim:
        'Grid editor: after every random operation grids tile the outer border; refused ones change nothing; undo and redo give back every byte',
      judged: 'core/domain/gridMesh',
      judge,
    })
    const random = randomFrom(20_261_128)
    const made = meshOf(sampleGrids(random, 5))
    if ('faults' in made) throw new Error(JSON.stringify(made.faults))
    const { mesh } = made
    const states = [hashOf(mesh)]
    const done: Record<string, number> = {}
    const refused: Record<string, number> = {}
    let area = total(polygonsOf(mesh))
    for (let step = 1; step <= STEPS; step++) {
      const [depth, known] = [mesh.done.length, mesh.points.length]
      const { kind, outer, refused: why } = randomStep(mesh, random)
      const now = hashOf(mesh)
      if (why !== undefined) {
        refused[why] = (refused[why] ?? 0) + 1
        expect([mesh.done.length, mesh.points.length, now], `${kind} ${why}`).toEqual([depth, known, states[depth]])
      } else {
        done[kind] = (done[kind] ?? 0) + 1
        if (kind === 'undo' || kind === 'redo') expect(now).toBe(states[mesh.done.length])
        else {
          expect(now, kind).not.toBe(states[depth])
          states.splice(mesh.done.length, Infinity, now)
        }
        expect(isTiling(mesh), `${step} ${kind}`).toBe(true)
        const grids = polygonsOf(mesh)
        const ground = total(grids)
        if (!outer && kind !== 'undo' && kind !== 'redo') expect(ground, kind).toBe(area)
        area = ground
        const border = outerBorderOf(mesh)
        for (let look = 0; look < 8; look++) {
          const place: Position = [121.38 + random.next() * 0.1, 37.39 + random.next() * 0.09]
          const times = grids.filter(({ polygons }) => polygons.some((rings) => contains(rings, place))).length
          expect(times).toBe(contains(border, place) ? 1 : 0)
        }
        if (step % SELDOM === 0) {
          expectTables(mesh)
          const union = polygonClipping.union(grids.flatMap(({ polygons }) => polygons) as never)
          const share = Number(total([{ id: 0, polygons: union }])) / Number(ground)
          expect(Math.abs(share - 1)).toBeLessThan(1e-9)
        }
      }
      compared()
    }
    for (const kind of ['move', 'insert', 'remove', 'split', 'merge', 'follow', 'undo', 'redo'] as const)
      expect(done[kind], kind).toBeGreaterThan(STEPS / 100)
    for (const why of ['outer-border', 'crosses', 'touches', 'junction', 'leaves-grid'])
      expect(refused[why], why).toBeGreaterThan(0)
    while (undo(mesh)) expect(hashOf(mesh)).toBe(states[mesh.done.length])
    expect(mesh.done).toHaveLength(0)
    expect(isTiling(mesh)).toBe(true)
    expectTables(mesh)
  },
)
