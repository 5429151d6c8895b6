import { expect, test } from 'vitest'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { sampleGrids } from '../../../tests/meshSamples.ts'
import { type Mesh, OUTSIDE, type Ring } from './mesh.ts'
import { meshOf } from './meshOf.ts'
import { isTiling } from './tiling.ts'

const made = meshOf(sampleGrids(randomFrom(4), 4))
if ('faults' in made) throw new Error(JSON.stringify(made.faults))
const { mesh } = made
type Truth = Pick<Mesh, 'points' | 'rings' | 'faces'>
const copy = (): Truth => ({ points: [...mesh.points], rings: new Map(mesh.rings), faces: new Map(mesh.faces) })
const ringIds = [...mesh.rings.keys()]
const change = (truth: Truth, id: number, by: (ring: Ring) => Partial<Ring>) =>
  truth.rings.set(id, { ...truth.rings.get(id)!, ...by(truth.rings.get(id)!) })

test('what meshOf makes is a tiling', () => expect(isTiling(copy())).toBe(true))

test('a ring that is turned, loses a corner, gets one twice or goes: no tiling', () => {
  for (const id of ringIds) {
    const turned = copy()
    change(turned, id, ({ forward }) => ({ forward: !forward }))
    const shorter = copy()
    change(shorter, id, ({ corners }) => ({ corners: corners.slice(1) }))
    const twice = copy()
    change(twice, id, ({ corners }) => ({ corners: [...corners, corners[1]!] }))
    const gone = copy()
    gone.rings.delete(id)
    const elsewhere = copy()
    change(elsewhere, id, ({ grid }) => ({ grid: grid === 100 ? 101 : 100 }))
    expect([turned, shorter, twice, gone, elsewhere].map(isTiling)).toEqual([false, false, false, false, false])
  }
})

test('a vertex of inner borders that lies far off, or on another vertex: no tiling', () => {
  const at = (vertex: number) => mesh.points[vertex]!
  const outer = new Set([...mesh.rings.values()].flatMap(({ grid, corners }) => (grid === OUTSIDE ? corners : [])))
  for (const [vertex, star] of mesh.stars) {
    const beyond = mesh.stars.get(star[0]!)!.find((end) => end !== vertex)!
    const far = { x: at(vertex).x + 40_000_000, y: at(vertex).y + 40_000_000 }
    for (const place of [at(star[0]!), at(beyond), ...(outer.has(vertex) ? [] : [far])]) {
      const truth = copy()
      truth.points[vertex] = place
      expect(isTiling(truth), `${vertex}`).toBe(false)
    }
  }
})

/** Grids and what lies outside, each as its rings in the order that has it at the left. */
function planeOf(
  points: readonly (readonly [number, number])[],
  walks: Readonly<Record<number, readonly number[][]>>,
): Truth {
  const rings = Object.entries(walks).flatMap(([grid, rings]) =>
    rings.map((corners): Ring => ({ grid: Number(grid), corners, forward: true })),
  )
  const faces = Object.keys(walks)
    .map(Number)
    .map((grid): [number, number[][]] => [grid, [[...rings.keys()].filter((id) => rings[id]!.grid === grid)]])
  return { points: points.map(([x, y]) => ({ x, y })), rings: new Map(rings.entries()), faces: new Map(faces) }
}

test('a corner beyond the side of a square, though sides are paired and areas agree: no tiling', () => {
  const halves = { [OUTSIDE]: [[3, 2, 1, 0]], 1: [[0, 1, 2, 4]], 2: [[0, 4, 2, 3]] }
  const square = [[0, 0], [4, 0], [4, 4], [0, 4]] as const // prettier-ignore
  expect(isTiling(planeOf([...square, [2, 1]], halves))).toBe(true)
  expect(isTiling(planeOf([...square, [5, 1]], halves))).toBe(false)
})

test('rings that pass through each other in common corners, though no edges cross and areas agree: no tiling', () => {
  const square = [[0, 0], [4, 0], [4, 4], [0, 4]] as const // prettier-ignore
  const holed = { [OUTSIDE]: [[3, 2, 1, 0]], 1: [[0, 1, 2, 3], [5, 2, 4, 0]], 2: [[0, 4, 2, 5]] } // prettier-ignore
  expect(isTiling(planeOf([...square, [6, -2], [1, 3]], holed))).toBe(false)
  expect(isTiling(planeOf([...square, [3, 1], [1, 3]], holed))).toBe(true)
})

test('a grid that borders on itself: no tiling', () => {
  const square = [[0, 0], [4, 0], [4, 4], [0, 4]] as const // prettier-ignore
  const outside = { [OUTSIDE]: [[3, 2, 1, 0]] }
  expect(isTiling(planeOf(square, { ...outside, 1: [[0, 1, 2]], 2: [[0, 2, 3]] }))).toBe(true)
  const { points, rings } = planeOf(square, { ...outside, 1: [[0, 1, 2], [0, 2, 3]] }) // prettier-ignore
  const [out, one, other] = [...rings].toSorted(([, a], [, b]) => a.grid - b.grid).map(([id]) => id) as [number, number, number] // prettier-ignore
  expect(isTiling({ points, rings, faces: new Map([[OUTSIDE, [[out]]], [1, [[one], [other]]]]) })).toBe(false) // prettier-ignore
})

test('a border around other ground of the same area, or two bars that cross far from their middles: no tiling', () => {
  const [one, other] = [[[0, 0], [4, 0], [4, 4], [0, 4]], [[10, 0], [14, 0], [14, 4], [10, 4]]] as const // prettier-ignore
  expect(isTiling(planeOf([...one, ...other], { [OUTSIDE]: [[7, 6, 5, 4]], 1: [[0, 1, 2, 3]] }))).toBe(false)
  const both = { [OUTSIDE]: [[3, 2, 1, 0], [7, 6, 5, 4]], 1: [[0, 1, 2, 3]], 2: [[4, 5, 6, 7]] } // prettier-ignore
  expect(isTiling(planeOf([...one, ...other], both))).toBe(true)
  const bars = [[0, 0], [30, 0], [30, 2], [0, 2], [20, -5], [22, -5], [22, 25], [20, 25]] as const // prettier-ignore
  expect(isTiling(planeOf(bars, both))).toBe(false)
})
