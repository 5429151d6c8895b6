import type { HazardRow } from '#core/contract/hazards.ts'
import type { IndicatorId } from '#core/contract/indicators.ts'

type Timed = Pick<HazardRow, 'foundAt' | 'dispatchedAt' | 'submittedAt' | 'closedAt'>
type End = keyof Timed | 'now'
/** Between which moments of a hazard each clock runs. */
const ENDS: Readonly<Partial<Record<IndicatorId, readonly [End, End]>>> = {
  'clock-dispatch': ['foundAt', 'dispatchedAt'],
  'clock-submit': ['dispatchedAt', 'submittedAt'],
  'clock-close': ['submittedAt', 'closedAt'],
  'review-waiting': ['submittedAt', 'now'],
}

/** Seconds that the clock of a figure shows for one hazard; undefined where the figure is no clock. `now`: epoch milliseconds. */
export function spanOfRow(id: IndicatorId, row: Timed, now: number): number | undefined {
  const ends = ENDS[id]
  if (!ends) return undefined
  const [from, to] = ends.map((end) => (end === 'now' ? now : Date.parse(row[end] ?? '')))
  return (to! - from!) / 1000
}
