import { metresAt, multiOf, type Point, type Ring } from './coverageCity.ts'
import { planted } from './coverageFaults.ts'
import type { Pools } from './coverageRoundsPools.ts'
import { pick } from './randomFilters.ts'

/** A grid redrawn: `shape` is SQL of its geometry `g.geom` and of `$2`; `keys` of what has to be found then. */
export interface Redrawn {
  readonly grid: number
  readonly shape: string
  readonly values: readonly string[]
  readonly keys: readonly string[]
}

/** A rectangle from 12 mm to 30 m wide, at any angle about a point. */
function stripAt(random: () => number, [lng, lat]: Point): Ring {
  const [perLng, perLat] = metresAt(lat)
  const wide = 0.012 * 2500 ** random()
  const long = Math.max(2 * wide, 60 * random())
  const turn = random() * Math.PI
  const corner = (x: number, y: number): Point => [
    lng + (x * Math.cos(turn) - y * Math.sin(turn)) / perLng,
    lat + (x * Math.sin(turn) + y * Math.cos(turn)) / perLat,
  ]
  const [x, y] = [long / 2, wide / 2]
  return [corner(-x, -y), corner(x, -y), corner(x, y), corner(-x, y), corner(-x, -y)]
}

/** From one to three. */
export const some = (random: () => number) => 1 + Math.floor(random() * 3)

/** Borders of a city bent by themselves: up to three gaps, overlaps and parts outside. */
function bent(random: () => number, city: NonNullable<Pools['city']>): Redrawn[] {
  const all = planted(random, city, 400)
  return ['territory-gap', 'territory-overlap', 'territory-outside'].flatMap((kind) =>
    all
      .filter((one) => one.kind === kind && one.shape !== null)
      .slice(0, some(random))
      .map(({ grid, shape, grids }) => ({
        grid: grid + 1,
        shape: 'st_geomfromgeojson($2)',
        values: [multiOf(shape!)],
        keys: [`${kind}:${grids.map((n) => n + 1).join('-')}`],
      })),
  )
}

const ADDED = 'st_multi(st_union(g.geom, st_geomfromgeojson($2)))'

/** Strips cut out of grids, given to others too, and drawn outside, none near another; each grid is redrawn once. */
function cut(random: () => number, { loads, sites }: Pools): Redrawn[] {
  const free = [...loads.keys()]
  const take = (is: (id: number) => boolean = () => true) => {
    const id = pick(random, free.filter(is)) // prettier-ignore
    free.splice(free.indexOf(id), 1)
    return id
  }
  const strips: Point[] = []
  const isApart = ([lng, lat]: Point) =>
    strips.every(([x, y]) => Math.max(Math.abs(x - lng), Math.abs(y - lat)) > 0.002)
  const stripIn = (grid: number | null) => {
    const { at } = pick(random, sites.filter((one) => one.grid === grid && isApart(one.at))) // prettier-ignore
    strips.push(at)
    return [multiOf(stripAt(random, at))]
  }
  const hasSite = (id: number) => sites.some(({ grid, at }) => grid === id && isApart(at))
  const times = (make: () => Redrawn) => Array.from({ length: some(random) }, make)
  return [
    ...times(() => {
      const grid = take(hasSite)
      const shape = 'st_multi(st_difference(g.geom, st_geomfromgeojson($2)))'
      return { grid, shape, values: stripIn(grid), keys: [`territory-gap:${grid}`] }
    }),
    ...times(() => {
      const [host, grid] = [take(hasSite), take()]
      const pair = [host, grid].sort((a, b) => a - b).join('-')
      return { grid, shape: ADDED, values: stripIn(host), keys: [`territory-overlap:${pair}`] }
    }),
    ...times(() => {
      const grid = take()
      return { grid, shape: ADDED, values: stripIn(null), keys: [`territory-outside:${grid}`] }
    }),
    // more vertices on the same borders are no fault
    { grid: take(), shape: 'st_segmentize(g.geom, 0.0004)', values: [], keys: [] },
  ]
}

/** Grids to redraw in one round. */
export const landOf = (random: () => number, pools: Pools): Redrawn[] =>
  pools.city === null ? cut(random, pools) : bent(random, pools.city)
