import polygonClipping from 'polygon-clipping'
import type { MultiPolygon, Polygon } from 'polygon-clipping'
import { between, distance, signedArea } from './plane.ts'
import type { Point, Ring } from './plane.ts'
import type { Streets } from './streets.ts'

/** A rectangle of the street net, metres in street coordinates. */
export interface Cell {
  readonly u: readonly [number, number]
  readonly v: readonly [number, number]
}

/** A street block: what is left of a cell beside its roads. Four corners where nothing was cut off. */
export interface Block {
  readonly cell: Cell
  readonly ring: Ring
  /** The four corners it had before anything was cut off: lots are laid out along them. */
  readonly quad: readonly [Point, Point, Point, Point]
  readonly whole: boolean
}

/** Half the width of a street with its pavements, metres: main roads, and streets between blocks. */
export const MAIN_HALF = 26
export const STREET_HALF = 14

/** Cuts a cell of the main roads into block cells of about 320 × 270 m on the 50 m raster; [row][column]. */
export function cutCell(cell: Cell): Cell[][] {
  const us = cut(cell.u, 320)
  const vs = cut(cell.v, 270)
  return vs
    .slice(1)
    .map((v1, row) =>
      us.slice(1).map((u1, column): Cell => ({ u: [us[column] as number, u1], v: [vs[row] as number, v1] })),
    )
}

function cut([from, to]: readonly [number, number], size: number): number[] {
  const parts = Math.max(1, Math.round((to - from) / size))
  return Array.from({ length: parts + 1 }, (_, i) => from + Math.round(((to - from) * i) / parts / 50) * 50)
}

/** What may be built on: the land, and what rivers, hills, shore and motorway have taken of it. */
export interface Site {
  readonly land: Polygon
  readonly taken: readonly MultiPolygon[]
}

/** The block inside a cell: its sides drawn in by half a road, its body clipped to its site. */
export function blockIn(cell: Cell, main: Cell, streets: Streets, site: Site): Block | undefined {
  const inset = (at: number, bound: readonly [number, number], sign: 1 | -1) =>
    at + sign * (bound.includes(at) ? MAIN_HALF : STREET_HALF)
  const [u0, u1] = [inset(cell.u[0], main.u, 1), inset(cell.u[1], main.u, -1)]
  const [v0, v1] = [inset(cell.v[0], main.v, 1), inset(cell.v[1], main.v, -1)]
  const corners = [streets(u0, v1), streets(u1, v1), streets(u1, v0), streets(u0, v0)] as const
  const quad: Polygon = [[...corners, corners[0] as Point] as Polygon[0]]
  const rest = polygonClipping.difference(polygonClipping.intersection(quad, site.land), ...site.taken)
  const biggest = rest
    .map((polygon) => polygon[0] as Ring)
    .sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)))[0]
  if (!biggest) return undefined
  const part = Math.abs(signedArea(biggest)) / Math.abs(signedArea(corners))
  if (part > 0.9999) return { cell, quad: corners, ring: [...corners, corners[0]], whole: true }
  return part * Math.abs(signedArea(corners)) < 16_000 || rest.some((polygon) => polygon.length > 1)
    ? undefined
    : { cell, quad: corners, ring: biggest, whole: false }
}

/** A strip of `half` metres to both sides of a line, ends rounded. */
export function strip(line: readonly Point[], half: number): MultiPolygon {
  const pieces = line.flatMap((b, i): Polygon[] => {
    const a = line[i - 1]
    const disc = Array.from({ length: 9 }, (_, k): Point => {
      const angle = ((k % 8) * Math.PI) / 4
      return [b[0] + half * Math.cos(angle), b[1] + half * Math.sin(angle)]
    })
    if (!a || distance(a, b) < 0.01) return [[disc as Polygon[0]]]
    const nx = (-(b[1] - a[1]) / distance(a, b)) * half
    const ny = ((b[0] - a[0]) / distance(a, b)) * half
    const side = [[a[0] + nx, a[1] + ny], [a[0] - nx, a[1] - ny], [b[0] - nx, b[1] - ny], [b[0] + nx, b[1] + ny], [a[0] + nx, a[1] + ny]] // prettier-ignore
    return [[side as Polygon[0]], [disc as Polygon[0]]]
  })
  const [first, ...rest] = pieces
  return first ? polygonClipping.union(first, ...rest) : []
}

/** A tower of `width` × `depth` metres standing square in the middle of a four-cornered block. */
export function towerIn(ring: Ring, width: number, depth: number, shift: number): Ring {
  const [a, b, c, d] = ring as [Point, Point, Point, Point]
  const at = (s: number, t: number) => between(between(a, b, s), between(d, c, s), t)
  const s = width / 2 / distance(a, b)
  const t = depth / 2 / distance(a, d)
  const corners = [at(shift - s, 0.5 - t), at(shift + s, 0.5 - t), at(shift + s, 0.5 + t), at(shift - s, 0.5 + t)]
  return [...corners, corners[0] as Point]
}
