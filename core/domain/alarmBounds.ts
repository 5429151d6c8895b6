/** How far a rule may put off an alarm, or hold it: who works beside gas or fire cannot wait. app.alarm_rule_bound holds the same. */
import type { AlarmRule, SensorKind } from './alarmRules.ts'

const BOUNDED = ['deadBand', 'onDelay'] as const
type RuleBounds = Pick<AlarmRule, (typeof BOUNDED)[number]>

/** Seconds for which any alarm may be held once the value is back. */
export const MOST_OFF_DELAY = 3600
/** Of gas and fire, and of everything else: seconds, and percent of the range. */
export const DANGER_BOUNDS: RuleBounds = { deadBand: 10, onDelay: 10 }
export const OTHER_BOUNDS: RuleBounds = { deadBand: 20, onDelay: 600 }

const DANGERS: readonly SensorKind[] = ['combustible', 'toxic', 'oxygen', 'fire']
const boundsOf = (kind: SensorKind): RuleBounds => (DANGERS.includes(kind) ? DANGER_BOUNDS : OTHER_BOUNDS)

/** What of a rule is beyond its bounds, in both languages. */
export function beyondBounds(kind: SensorKind, rule: RuleBounds) {
  const bounds = boundsOf(kind)
  return BOUNDED.filter((field) => rule[field] > bounds[field]).map((field) => {
    const most = bounds[field]
    const [zh, en] = field === 'deadBand' ? [`量程的 ${most}%`, `${most}% of the range`] : [` ${most} 秒`, `${most} s`]
    return {
      field,
      words: [`这类监测点不得超过${zh}；请改小。`, `At most ${en} for this kind of sensor: make it less.`] as const,
    }
  })
}
