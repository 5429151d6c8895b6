import type { Camera } from '#client/view/viewStore.ts'

/** `west,south,east,north` as a condition; undefined where the map shows more than the world, or nothing. */
export function bboxText(bbox: Camera['bbox'] | undefined): string | undefined {
  if (!bbox) return undefined
  const [west, south, east, north] = bbox
  const clamped = [Math.max(-180, west), Math.max(-90, south), Math.min(180, east), Math.min(90, north)] as const
  if (east - west >= 360 || !(clamped[0] < clamped[2] && clamped[1] < clamped[3])) return undefined
  return clamped.map((degrees) => degrees.toFixed(6)).join(',')
}
