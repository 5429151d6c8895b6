/** Cities for proofs of coverage: grids that share their borders vertex by vertex, and a district that is their union. */
export type Point = readonly [lng: number, lat: number]
/** A closed ring, counter-clockwise, its first point at its end again. */
export type Ring = readonly Point[]

export interface City {
  readonly district: Ring
  /** Column by column, each column from south to north. */
  readonly grids: readonly Ring[]
  readonly columns: number
  readonly rows: number
  /** Pieces of a side of a grid: vertex `at * pieces` of its ring is a corner; sides go south, east, north, west. */
  readonly pieces: number
}

export interface CityPlan {
  readonly columns: number
  readonly rows: number
  readonly pieces: number
  /** Degrees of a side. */
  readonly side: number
  readonly southWest: Point
}

/** Nine decimals, a tenth of a millimetre: how the product's own files are written. */
export const rounded = ([lng, lat]: Point): Point => [Number(lng.toFixed(9)), Number(lat.toFixed(9))]

/** From one corner to the next, that one left out; each point strays across, by up to a twentieth of a side in the middle. */
function sideOf(random: () => number, [from, to]: readonly [Point, Point], { pieces, side }: CityPlan): Point[] {
  return Array.from({ length: pieces }, (_, at) => {
    if (at === 0) return from
    const part = at / pieces
    const stray = (random() - 0.5) * side * 0.4 * part * (1 - part)
    const isFlat = Math.abs(to[0] - from[0]) > Math.abs(to[1] - from[1])
    const [lng, lat] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
    return rounded(isFlat ? [lng, lat + stray] : [lng + stray, lat])
  })
}

/** The same random numbers, the same city. */
export function cityOf(random: () => number, plan: CityPlan): City {
  const { columns, rows, pieces, side, southWest } = plan
  const stray = () => (random() - 0.5) * side * 0.3
  const corners = Array.from({ length: columns + 1 }, (_, x) =>
    Array.from({ length: rows + 1 }, (__, y) =>
      rounded([southWest[0] + x * side + stray(), southWest[1] + y * side + stray()]),
    ),
  )
  const corner = (x: number, y: number) => corners[x]![y]!
  const sides = (wide: number, high: number, [dx, dy]: readonly [number, number]) =>
    Array.from({ length: wide }, (_, x) =>
      Array.from({ length: high }, (__, y) => sideOf(random, [corner(x, y), corner(x + dx, y + dy)], plan)),
    )
  const flat = sides(columns, rows + 1, [1, 0])
  const upright = sides(columns + 1, rows, [0, 1])
  const back = (side: readonly Point[], from: Point) => [from, ...side.slice(1).reverse()]
  const closed = (points: readonly Point[]): Ring => [...points, points[0]!]
  const grids = Array.from({ length: columns }, (_, x) =>
    Array.from({ length: rows }, (__, y) =>
      closed([
        ...flat[x]![y]!,
        ...upright[x + 1]![y]!,
        ...back(flat[x]![y + 1]!, corner(x + 1, y + 1)),
        ...back(upright[x]![y]!, corner(x, y + 1)),
      ]),
    ),
  ).flat()
  const to = (length: number) => Array.from({ length }, (_, at) => at)
  const district = closed([
    ...to(columns).flatMap((x) => flat[x]![0]!),
    ...to(rows).flatMap((y) => upright[columns]![y]!),
    ...to(columns)
      .reverse()
      .flatMap((x) => back(flat[x]![rows]!, corner(x + 1, rows))),
    ...to(rows)
      .reverse()
      .flatMap((y) => back(upright[0]![y]!, corner(0, y + 1))),
  ])
  return { district, grids, columns, rows, pieces }
}

/** As PostGIS reads it. */
export const multiOf = (ring: Ring): string =>
  JSON.stringify({
    type: 'MultiPolygon',
    coordinates: [[ring]],
    crs: { type: 'name', properties: { name: 'EPSG:4326' } },
  })

/** Metres of a degree of longitude and of latitude, by the series that surveyors print. */
export function metresAt(latitude: number): Point {
  const turn = (latitude * Math.PI) / 180
  return [
    111412.84 * Math.cos(turn) - 93.5 * Math.cos(3 * turn) + 0.118 * Math.cos(5 * turn),
    111132.954 - 559.822 * Math.cos(2 * turn) + 1.175 * Math.cos(4 * turn),
  ]
}

/** A point so many metres to the east and north. */
export function moved([lng, lat]: Point, [east, north]: Point): Point {
  const [perLng, perLat] = metresAt(lat)
  return rounded([lng + east / perLng, lat + north / perLat])
}

/** Metres from one point to another near by, eastwards and northwards. */
export function metresTo(from: Point, to: Point): Point {
  const [perLng, perLat] = metresAt(from[1])
  return [(to[0] - from[0]) * perLng, (to[1] - from[1]) * perLat]
}

/** The ring with another point in the place of vertex `at`. */
export const withVertex = (ring: Ring, at: number, point: Point): Ring => {
  const open = ring.slice(0, -1).map((old, n) => (n === at ? point : old))
  return [...open, open[0]!]
}

/** Grids that share a side or a corner with grid `n`. */
export function around({ columns, rows }: Pick<City, 'columns' | 'rows'>, n: number): number[] {
  const [x, y] = [Math.floor(n / rows), n % rows]
  const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [x + dx, y + dy] as const))
  const inside = near.filter(([a, b]) => a >= 0 && a < columns && b >= 0 && b < rows && (a !== x || b !== y))
  return inside.map(([a, b]) => a * rows + b).sort((a, b) => a - b)
}

/** The grid on the other side of side 0 south, 1 east, 2 north or 3 west of grid `n`; undefined beyond the district. */
export function beyond({ columns, rows }: Pick<City, 'columns' | 'rows'>, n: number, side: number): number | undefined {
  const [x, y] = [Math.floor(n / rows) + [0, 1, 0, -1][side]!, (n % rows) + [-1, 0, 1, 0][side]!]
  return x >= 0 && x < columns && y >= 0 && y < rows ? x * rows + y : undefined
}
