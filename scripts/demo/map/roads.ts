import type { Cell } from './blocks.ts'
import { FREE_ROADS, MAIN_ROADS, SHORE_ROAD } from './drawing.ts'
import { densify, smooth, toPlane } from './plane.ts'
import type { Point } from './plane.ts'
import { STEP } from './streets.ts'
import type { Streets } from './streets.ts'

/** A drawn road in metres of the plane; rank 1 main, 2 secondary, 3 between blocks. */
export interface Road {
  readonly name: string | null
  readonly rank: 1 | 2 | 3
  readonly line: readonly Point[]
}

/** Main roads within and beyond the district, cut off where `usable` says no (sea). */
export function mainRoads(streets: Streets, usable: (at: Point) => boolean): Road[] {
  const net = MAIN_ROADS.flatMap((road) => {
    const at = (along: number) => (road.along === 'u' ? streets(along, road.fixed) : streets(road.fixed, along))
    const from = road.along === 'v' ? Math.max(road.run[0], SHORE_ROAD) : road.run[0]
    return stretches(steps([from, road.run[1]]).map(at), usable).map((line): Road => ({
      name: road.name,
      rank: 1,
      line,
    }))
  })
  const free = FREE_ROADS.flatMap(({ name, rank, line }) =>
    stretches(smooth(line.map(toPlane), 12), usable).map((part): Road => ({ name, rank, line: part })),
  )
  return [...net, ...free]
}

function steps([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: (to - from) / STEP + 1 }, (_, i) => from + i * STEP)
}

/** Streets along the sides of the blocks that were built; sides on main roads are left to those. */
export function blockStreets(cells: readonly Cell[], streets: Streets, usable: (at: Point) => boolean): Road[] {
  const pieces = new Map<string, Set<number>>()
  const add = (side: string, [from, to]: readonly [number, number]) => {
    const known = pieces.get(side) ?? new Set()
    for (let at = from; at < to; at += STEP) known.add(at)
    pieces.set(side, known)
  }
  for (const { u, v } of cells) {
    for (const fixed of v) if (!isMain('u', fixed, u)) add(`u ${fixed}`, u)
    for (const fixed of u) if (!isMain('v', fixed, v)) add(`v ${fixed}`, v)
  }
  return [...pieces]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([side, starts]) => {
      const [along, fixed] = [side[0], Number(side.slice(2))]
      const at = (running: number) => (along === 'u' ? streets(running, fixed) : streets(fixed, running))
      return chains([...starts].sort((a, b) => a - b))
        .flatMap((run) => stretches(run.map(at), usable))
        .map((line): Road => ({ name: null, rank: 3, line }))
    })
}

function isMain(along: 'u' | 'v', fixed: number, [from, to]: readonly [number, number]): boolean {
  return MAIN_ROADS.some(
    (road) => road.along === along && road.fixed === fixed && road.run[0] <= from && road.run[1] >= to,
  )
}

/** Starts of 50 m pieces as runs of nodes: neighbours join, gaps part. */
function chains(starts: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const start of starts) {
    const open = runs.at(-1)
    if (open?.at(-1) === start) open.push(start + STEP)
    else runs.push([start, start + STEP])
  }
  return runs
}

/** The parts of a line, cut finely, of which every point is usable. */
function stretches(line: readonly Point[], usable: (at: Point) => boolean): Point[][] {
  const parts: Point[][] = [[]]
  for (const at of densify(line, 12)) {
    if (usable(at)) parts.at(-1)?.push(at)
    else if (parts.at(-1)?.length) parts.push([])
  }
  return parts.filter((part) => part.length > 3).map(thin)
}

/** Leaves out points that lie within 0.6 m of the straight line between their neighbours kept. */
function thin(line: readonly Point[]): Point[] {
  const kept: Point[] = [line[0] as Point]
  for (let i = 1; i + 1 < line.length; i++) {
    const [a, b] = [kept.at(-1) as Point, line[i + 1] as Point]
    const p = line[i] as Point
    const off =
      Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / Math.hypot(b[0] - a[0], b[1] - a[1])
    if (off > 0.6 || Math.hypot(p[0] - a[0], p[1] - a[1]) > 400) kept.push(p)
  }
  return [...kept, line.at(-1) as Point]
}
