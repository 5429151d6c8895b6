import type { ExportDatum } from '#core/contract/exports.ts'

/*
 * GCJ-02 and BD-09 by another hand than the product's library: the formulas as they went round since 2010, on the ellipsoid of
 * Krasovsky 1940. For places on the mainland.
 */
const AXIS = 6_378_245
const ECCENTRICITY = 0.006693421622965943

function offset(x: number, y: number): readonly [east: number, north: number] {
  const { PI, sin, sqrt, abs } = Math
  const waves = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3)
  const along = (20 * sin(x * PI) + 40 * sin((x / 3) * PI) + 150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * (2 / 3)
  const across = (20 * sin(y * PI) + 40 * sin((y / 3) * PI) + 160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * (2 / 3)
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves + along
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves + across
  return [east, north]
} // prettier-ignore

function gcj02([lng, lat]: readonly [number, number]): readonly [number, number] {
  const [east, north] = offset(lng - 105, lat - 35)
  const phi = (lat * Math.PI) / 180
  const magic = 1 - ECCENTRICITY * Math.sin(phi) ** 2
  const meridian = ((AXIS * (1 - ECCENTRICITY)) / (magic * Math.sqrt(magic))) * (Math.PI / 180)
  const parallel = (AXIS / Math.sqrt(magic)) * Math.cos(phi) * (Math.PI / 180)
  return [lng + east / parallel, lat + north / meridian]
}

function bd09([x, y]: readonly [number, number]): readonly [number, number] {
  const turn = (Math.PI * 3000) / 180
  const far = Math.hypot(x, y) + 0.00002 * Math.sin(y * turn)
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * turn)
  return [far * Math.cos(angle) + 0.0065, far * Math.sin(angle) + 0.006]
}

/** A position of WGS 84 as a datum has it, degrees. */
export function shifted(position: readonly [number, number], datum: ExportDatum): readonly [number, number] {
  if (datum === 'wgs84') return position
  return datum === 'gcj02' ? gcj02(position) : bd09(gcj02(position))
}
