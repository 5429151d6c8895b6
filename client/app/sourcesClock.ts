import type { SourceLive } from '#core/contract/sensorQuality.ts'

/** Seconds after which ages are asked for anew, whatever happens. */
const SELDOMEST = 30
/** Seconds after which, while a sensor is silent and values came in, it may be one of those that spoke. Where its silence alarmed somebody, its end is told at once. */
const HEARD = 15
/** Seconds beyond its deadline within which an answer says whether a source fell silent. */
const PATIENCE = 5

/**
 * Whether to ask again how live the sources are. That a sensor speaks as agreed changes nothing on the map; that it falls silent is no change of a
 * row, but the last answer says when it would be.
 * @param elapsed seconds since the last answer
 * @param isHeard values came in since
 */
export function isDue(
  rows: readonly SourceLive[],
  { elapsed, isHeard }: { elapsed: number; isHeard: boolean },
): boolean {
  if (elapsed >= SELDOMEST) return true
  if (isHeard && elapsed >= HEARD && rows.some(({ silent }) => silent > 0)) return true
  return rows.some(({ silentIn }) => silentIn !== null && elapsed > silentIn)
}

/** Sources of which a sensor would be silent by now, and no answer came that says otherwise: they are not shown as live. */
export const unheardOf = (rows: readonly SourceLive[], elapsed: number): readonly SourceLive[] =>
  rows.filter(({ silentIn }) => silentIn !== null && elapsed > silentIn + PATIENCE)
