import type { Position } from '#core/contract/route.ts'

/** WGS 84: equatorial radius, m, and first eccentricity squared. */
const EQUATOR = 6_378_137
const ECCENTRICITY_SQUARED = 0.006_694_379_990_14
const CORNERS = 96

/**
 * A circle of a radius on the ground as a closed ring, by the ellipsoid's radii of curvature at its centre.
 * Meant for kilometres: off by under a millimetre at 500 m.
 * @param radius m
 */
export function circleRing([lng, lat]: Position, radius: number): Position[] {
  const phi = (lat * Math.PI) / 180
  const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) ** 2
  const meridian = (EQUATOR * (1 - ECCENTRICITY_SQUARED)) / bend ** 1.5
  const parallel = (EQUATOR / Math.sqrt(bend)) * Math.cos(phi)
  return Array.from({ length: CORNERS + 1 }, (_corner, index): Position => {
    const bearing = (2 * Math.PI * (index % CORNERS)) / CORNERS
    const north = ((radius * Math.cos(bearing)) / meridian) * (180 / Math.PI)
    const east = ((radius * Math.sin(bearing)) / parallel) * (180 / Math.PI)
    return [lng + east, lat + north]
  })
}
