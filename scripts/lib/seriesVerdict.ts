/** What the rules of alarms say of labelled series: what was detected, how late, and what was false. */
import { judgeReadings } from '#core/domain/alarmJudge.ts'
import { type AlarmRule, FIRST_ALARM_RULES, NOTHING_REMEMBERED, type ValueKind } from '#core/domain/alarmRules.ts'
import type { Channel, Labelled, Span } from './labelledSeries.ts'

/** An alarm of one channel. */
export interface Stood {
  readonly channel: string
  readonly kind: ValueKind
  readonly stage: number
  readonly raised: number
  readonly cleared: number | null
}
const VALUE_KINDS: readonly ValueKind[] = ['high', 'low', 'rate', 'flat']

/** Alarms of a channel by a rule, those of its kind unless another is given. */
export function alarmsOf({ at }: Pick<Labelled, 'at'>, { name, kind, values, sensor }: Channel, rule: AlarmRule = FIRST_ALARM_RULES[kind]): Stood[] {
  const readings = at.map((moment, n) => ({ at: moment, value: values[n]! }))
  const { deeds } = judgeReadings({ sensor, rule }, NOTHING_REMEMBERED, readings, { now: at.at(-1)!, past: [] })
  const alarms: Stood[] = []
  for (const deed of deeds) {
    const last = alarms.findLastIndex((one) => one.kind === deed.kind)
    if (deed.act === 'raise') alarms.push({ channel: name, kind: deed.kind as ValueKind, stage: deed.stage, raised: deed.moment, cleared: null })
    else if (deed.act === 'escalate') alarms[last] = { ...alarms[last]!, stage: deed.stage }
    else alarms[last] = { ...alarms[last]!, cleared: deed.moment }
  }
  return alarms
} // prettier-ignore

const DAY_MS = 86_400_000
const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, { from, until }) => sum + until - from, 0)
const within = ({ raised }: Stood, { from, until }: Span) => from <= raised && raised <= until

/** Middle one; of an even number the lower. */
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor((all.length - 1) / 2)]

/** What was made of the series of one group by alarms of some kinds. */
function verdictOf(series: readonly Labelled[], kinds: readonly ValueKind[], stood: (one: Labelled) => readonly Stood[]) {
  let [faults, detected, alarms, wrong, quiet] = [0, 0, 0, 0, 0]
  const delays: number[] = []
  for (const one of series) {
    const raised = stood(one).filter(({ kind }) => kinds.includes(kind))
    faults += one.faults.length
    alarms += raised.length
    wrong += raised.filter((alarm) => !one.faults.some((fault) => within(alarm, fault))).length
    quiet += (one.at.at(-1)! - one.at[0]! - lengthOf(one.faults)) * one.channels.length
    for (const fault of one.faults) {
      const first = Math.min(...raised.filter((alarm) => within(alarm, fault)).map(({ raised: at }) => at))
      if (first === Infinity) continue
      detected += 1
      delays.push((first - fault.from) / 1000)
    }
  }
  return { series: series.length, faults, detected, delay: median(delays), alarms, wrong, quietDays: quiet / DAY_MS }
} // prettier-ignore

export const HEADINGS = ['series', 'files', 'alarms of', 'faults', 'detected', 'median delay s', 'alarms', 'false', 'days of a sensor without a fault', 'false a day of a sensor'] as const // prettier-ignore

/** The table of all groups, each kind for itself and all together. */
export function verdictTable(all: readonly Labelled[], stood: (one: Labelled) => readonly Stood[]): string[][] {
  const groups = [...new Set(all.map(({ group }) => group))]
  return groups.flatMap((group) => {
    const series = all.filter((one) => one.group === group)
    const each = [...VALUE_KINDS.map((kind) => [kind, [kind]] as const), ['any', VALUE_KINDS] as const]
    return each.flatMap(([name, kinds]) => {
      const told = verdictOf(series, kinds, stood)
      if (name !== 'any' && told.alarms === 0) return []
      const share = told.quietDays > 0 ? (told.wrong / told.quietDays).toFixed(1) : '—'
      return [[group, told.series, name, told.faults || '—', told.faults > 0 ? told.detected : '—', told.delay ?? '—', told.alarms, told.wrong, told.quietDays.toFixed(2), share].map(String)] // prettier-ignore
    })
  })
}
