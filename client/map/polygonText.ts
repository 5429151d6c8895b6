import type { Position } from '#core/contract/route.ts'

/** Decimals of a degree that are kept: one unit is about 0.1 m. */
const DECIMALS = 6

/** Corners of a ring, not closed, as the filter's `polygon`: `lng,lat;lng,lat;…` degrees. */
export const writePolygon = (corners: readonly Position[]): string =>
  corners.map((corner) => corner.map((degrees) => String(Number(degrees.toFixed(DECIMALS)))).join(',')).join(';')

/** The corners that a `polygon` text says; undefined where it is none. */
export function readPolygon(text: string | undefined): Position[] | undefined {
  if (!text) return undefined
  const corners = text.split(';').map((corner) => corner.split(',').map(Number))
  const sound = corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite))
  return sound && corners.length >= 3 ? (corners as Position[]) : undefined
}
