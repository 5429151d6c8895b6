import { FileRefused } from './rows.ts'

/** @throws FileRefused that says in which reference system the file is, and what to do */
export function refuseProjected(name: string): never {
  const shown = name.slice(0, 80)
  throw new FileRefused(
    `文件的坐标参考系是 ${shown}，不是可以直接使用的经纬度。请用 GIS 软件转换为经纬度（WGS 84 或 CGCS2000）后再导出。`,
    `The file is in the reference system ${shown}, which is none of longitude and latitude as used here. Export again in degrees (WGS 84 or CGCS2000) with a GIS program.`,
  )
}

const isGeographic = (wkt: string) => /^GEOG(C(S|RS)|RAPHICCRS)\s*\[/i.test(wkt)
const nameIn = (wkt: string) => /\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? wkt.slice(0, 40)

/** Largest difference, metres, between the axis of an ellipsoid and that of WGS 84; Xi'an 1980 has 3 m, Beijing 1954 108 m. */
const SAME_AXIS = 1
const AXIS = 6_378_137

/**
 * The reference system in the `.prj` of a shapefile (WKT). Degrees from Greenwich on the ellipsoid of WGS 84 or GRS 80 are
 * good; which datum a file is in is for whoever imports it to say.
 * @throws FileRefused where it is projected, on an older ellipsoid, or cannot be understood
 */
export function checkPrj(text: string): void {
  const wkt = text.replace(/^\uFEFF/, '').trim()
  if (!isGeographic(wkt)) {
    if (/^(PROJC|GEOC|COMPD|LOCAL|ENG)/i.test(wkt)) refuseProjected(nameIn(wkt))
    throw new FileRefused(
      '压缩包中的 .prj 不是坐标参考系的说明。请用 GIS 软件重新导出 Shapefile（经纬度）。',
      'The .prj in the zip does not describe a reference system. Export the shapefile again (in degrees) with a GIS program.',
    )
  }
  if (!isDegrees(wkt)) refuseProjected(nameIn(wkt))
}

/** Whether WKT describes degrees from Greenwich on the ellipsoid of WGS 84 or GRS 80. */
export function isDegrees(wkt: string): boolean {
  const number = (pattern: RegExp) => Number(pattern.exec(wkt)?.[1] ?? NaN)
  const axis = number(/(?:SPHEROID|ELLIPSOID)\s*\[\s*"[^"]*"\s*,\s*([\d.]+)/i)
  const meridian = number(/PRIMEM\s*\[\s*"[^"]*"\s*,\s*(-?[\d.]+)/i)
  const unit = number(/UNIT\s*\[\s*"[^"]*"\s*,\s*([\d.eE+-]+)/i)
  return (
    isGeographic(wkt) &&
    Math.abs(axis - AXIS) <= SAME_AXIS &&
    !(meridian !== 0 && !Number.isNaN(meridian)) &&
    !(Math.abs(unit - Math.PI / 180) > 1e-6)
  )
}
