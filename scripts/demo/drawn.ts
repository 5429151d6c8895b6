import { readFileSync } from 'node:fs'
import type { Zone } from './map/drawing.ts'
import type { Point, Ring } from './map/plane.ts'
import type { Use } from './map/town.ts'

/** A street block as committed: `quad` its four corners before anything was cut off, `ring` what is left. */
export interface DrawnBlock {
  readonly grid: string
  readonly use: Use
  readonly name?: string
  readonly quad: readonly [Point, Point, Point, Point]
  readonly ring: Ring
}

/** data/demo/district.json: what scripts/basemap.ts drew. Longitude, latitude in degrees. */
export interface DrawnDistrict {
  readonly source: string
  readonly outline: Ring
  readonly shore: readonly Point[]
  readonly grids: readonly { readonly name: string; readonly zone: Zone; readonly ring: Ring }[]
  readonly blocks: readonly DrawnBlock[]
  readonly towers: readonly { readonly name: string; readonly grid: string; readonly ring: Ring }[]
  readonly roads: readonly { readonly name: string | null; readonly rank: number; readonly line: readonly Point[] }[]
  readonly water: readonly { readonly name: string; readonly ring: Ring }[]
  readonly hills: readonly { readonly name: string; readonly ring: Ring }[]
}

/** data/demo/coast.json: the surroundings, clipped from OpenStreetMap's coastlines. */
export interface DrawnCoast {
  readonly source: string
  readonly land: readonly Ring[][]
  readonly sea: readonly Ring[][]
  readonly around: readonly Ring[][]
  readonly coast: readonly (readonly Point[])[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/demo/${name}.json`, import.meta.url), 'utf8'))

export const readDistrict = () => read('district') as DrawnDistrict
export const readCoast = () => read('coast') as DrawnCoast
