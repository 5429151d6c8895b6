import { expect, test } from 'vitest'
import { readDistrict } from '../../../scripts/demo/drawn.ts'
import { randomFrom } from '../../../scripts/demo/random.ts'
import { randomStep } from '../../../tests/meshWalk.ts'
import { undo } from './change.ts'
import { followLine } from './follow.ts'
import type { Position } from './lattice.ts'
import { backOf, endsOf, type Mesh, OUTSIDE } from './mesh.ts'
import { meshOf } from './meshOf.ts'
import { type GridPolygons, polygonsOf } from './polygonsOf.ts'
import { isTiling } from './tiling.ts'

const drawn = readDistrict()
const grids = drawn.grids.map(({ ring }, i): GridPolygons => ({ id: i + 1, polygons: [[ring as Position[]]] }))
const made = meshOf(grids)
if ('faults' in made) throw new Error(JSON.stringify(made.faults))
const { mesh } = made

test('the 31 territories of the demo district are a mesh as they are stored, to the byte', () => {
  expect([grids.length, made.changed, isTiling(mesh)]).toEqual([31, [], true])
  expect(polygonsOf(mesh)).toEqual(grids)
})

/** Borders between two grids, from junction to junction. */
function inner({ sides, stars, rings }: Mesh): { from: number; next: number; to: number }[] {
  const gridAt = (side: number) => rings.get(sides.get(side)!)!.grid
  return [...sides.keys()].flatMap((side) => {
    const [from, next] = endsOf(side)
    if (stars.get(from)!.length < 3 || gridAt(side) === OUTSIDE || gridAt(backOf(side)) === OUTSIDE) return []
    const chain = [from, next]
    while (stars.get(chain.at(-1)!)!.length === 2)
      chain.push(stars.get(chain.at(-1)!)!.find((end) => end !== chain.at(-2))!)
    return [{ from, next, to: chain.at(-1)! }]
  })
}

test('its borders follow its roads, or are refused by name; a walk keeps it a tiling; undo gives back every byte', () => {
  const random = randomFrom(31)
  const roads = drawn.roads.map(({ line }) => line as Position[])
  let followed = 0
  for (let look = 0; look < 150; look++) {
    const refused = followLine(mesh, { ...random.pick(inner(mesh)), line: random.pick(roads) })
    if (refused) continue
    followed++
    expect(isTiling(mesh)).toBe(true)
  }
  expect(followed).toBeGreaterThan(3)
  for (let step = 0; step < 40; step++) if (!randomStep(mesh, random).refused) expect(isTiling(mesh)).toBe(true)
  while (undo(mesh));
  expect(polygonsOf(mesh)).toEqual(grids)
  expect(isTiling(mesh)).toBe(true)
})
