import gcoord from 'gcoord'

/** Datums a file may be in. Everything is stored in WGS 84. */
export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof DATUMS)[number]

/** `[longitude, latitude]`, degrees. */
type Position = readonly [number, number]

/** Whoever maps Hong Kong, Macao or Taiwan shifts nothing there; rough outlines, along the middle of the water and the river. */
const UNSHIFTED: readonly (readonly Position[])[] = [
  // prettier-ignore
  [[113.82, 22.13], [114.51, 22.13], [114.51, 22.45], [114.45, 22.57], [114.33, 22.565], [114.26, 22.545], [114.225, 22.547],
   [114.19, 22.556], [114.16, 22.561], [114.13, 22.538], [114.113, 22.531], [114.065, 22.515], [114.03, 22.507], [113.98, 22.488],
   [113.94, 22.463], [113.866, 22.425], [113.82, 22.38]],
  // prettier-ignore
  [[113.5475, 22.1], [113.61, 22.1], [113.61, 22.2], [113.565, 22.214], [113.55, 22.217], [113.534, 22.213], [113.529, 22.2],
   [113.53, 22.185], [113.5475, 22.165]],
  // prettier-ignore
  [[119.1, 21.6], [122.3, 21.6], [122.3, 25.7], [121.2, 25.6], [120.5, 24.9], [119.1, 23.5]],
]

function inside([lng, lat]: Position, ring: readonly Position[]): boolean {
  let odd = false
  for (const [i, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring.at(i - 1) ?? [x1, y1]
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

const TYPES = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

/** GCJ-02 and WGS 84 agree in Hong Kong, Macao, Taiwan and outside China, where BD-09 still adds its own shift. */
const agree = (position: Position) => UNSHIFTED.some((ring) => inside(position, ring))

function convert(position: Position, from: Datum, to: Datum): Position {
  const [lng, lat] = gcoord.transform([position[0], position[1]], TYPES[from], TYPES[to])
  return [lng, lat]
}

/**
 * A position of a file in WGS 84, `[longitude, latitude]` degrees.
 * @see GCJ-02 and BD-09 have no published definition: gcoord's formulas, tested against independent vectors
 */
export function toWgs84(position: Position, datum: Datum): Position {
  if (datum === 'wgs84') return position
  const gcj = datum === 'bd09' ? convert(position, 'bd09', 'gcj02') : position
  return agree(gcj) ? gcj : convert(gcj, 'gcj02', 'wgs84')
}

/** The way back, for files that are handed to somebody who draws in another datum. */
export function fromWgs84(position: Position, datum: Datum): Position {
  if (datum === 'wgs84') return position
  const gcj = agree(position) ? position : convert(position, 'wgs84', 'gcj02')
  return datum === 'bd09' ? convert(gcj, 'gcj02', 'bd09') : gcj
}
