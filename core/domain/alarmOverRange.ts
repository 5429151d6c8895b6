/**
 * A value so far beyond the range that it is refused as a measurement: of gas, oxygen and fire it is evidence of danger all the same. Detectors
 * saturate, and transmitters send several times the range or a code for beyond it, just where a life depends on the alarm.
 */
import type { AlarmedSensor, AlarmMemory, EngineDeed, Judged, LimitKind, PastAlarm, SensorKind, Step } from './alarmRules.ts' // prettier-ignore
import { UNWATCHED } from './alarmRules.ts'
import { delaysOf, limitsOf, measureOf, pass } from './alarmWatch.ts'

/** On which sides of its range a kind is in danger: too little oxygen suffocates and too much lets everything burn, of gas and fire there is only too much. */
const SIDES: Readonly<Partial<Record<SensorKind, readonly LimitKind[]>>> = {
  combustible: ['high'],
  toxic: ['high'],
  fire: ['high'],
  oxygen: ['high', 'low'],
}

/** The side on which a value that was refused for the range is evidence of danger; undefined where it is none. */
export function overRangeSide(kind: SensorKind, { low, high }: Pick<AlarmedSensor, 'low' | 'high'>, value: number) {
  const side = value > high ? 'high' : value < low ? 'low' : undefined
  return side !== undefined && SIDES[kind]?.includes(side) ? side : undefined
}

/** A refused value, and on which side it lies. */
export interface OverRange {
  readonly at: number
  readonly value: number
  readonly overRange: LimitKind
}
const overOf = ({ over }: AlarmMemory, kind: LimitKind) => over[kind] ?? -Infinity
/** Whether a reading of that time is older than a refused value: then it says nothing of how it is now. */
export const isBehindOver = (memory: AlarmMemory, kind: LimitKind, at: number): boolean => at <= overOf(memory, kind)
/** Whether a refused value is older than the newest that was judged, or is that one once more. */
const isLate = (memory: AlarmMemory, { at, overRange }: OverRange) =>
  isBehindOver(memory, overRange, at) || (memory.at !== null && at < memory.at)
/** The newest that a condition was judged by. */
const newestOf = (memory: AlarmMemory, kind: LimitKind) => Math.max(memory.at ?? -Infinity, overOf(memory, kind))

/** What alarms, as a deed says it. */
export type Said = Omit<Extract<EngineDeed, { readonly act: 'raise' | 'escalate' }>, 'act' | 'late' | 'kind'> & {
  readonly kind: LimitKind
}

/**
 * What comes late and is beyond a limit raises an alarm of its own, marked, which has cleared by what is known since, unless an alarm of that
 * stage covers its time; one that stands and covers it is escalated. It clears nothing.
 */
export function raiseLate({ rule }: Step, memory: AlarmMemory, said: Said, past: PastAlarm[]): Judged {
  const { kind, stage, moment: at } = said
  const covers = (from: number, to: number | null) => from - rule.onDelay * 1000 <= at && (to === null || at <= to)
  const watch = memory.watches[kind] ?? UNWATCHED
  if (watch.stage > 0 && watch.raised !== null && covers(watch.raised, null)) {
    const isSaid = watch.stage >= stage && (watch.overRange || !said.overRange)
    const next = { ...watch, stage, ...(said.overRange && { overRange: said.overRange }) }
    return isSaid
      ? { memory, deeds: [] }
      : { memory: { ...memory, watches: { ...memory.watches, [kind]: next } }, deeds: [{ act: 'escalate', ...said }] }
  }
  if (past.some((one) => one.kind === kind && one.stage >= stage && covers(one.raised, one.cleared ?? one.raised))) return { memory, deeds: [] } // prettier-ignore
  const cleared = watch.stage > 0 && watch.raised !== null ? watch.raised : Math.max(at, newestOf(memory, kind))
  past.push({ kind, stage, raised: at, cleared })
  return {
    memory,
    deeds: [
      { act: 'raise', ...said, late: true },
      { act: 'clear', kind, moment: cleared, late: true },
    ],
  }
}

/**
 * What a refused value beyond the range does: it calls the second stage at once, whatever the on-delay, and ends any time in which the value was
 * back. It is no reading: it tells nothing of the rate, of a flat line, of the other side, or of whether the sensor is heard.
 */
export function judgeOverRange(step: Step, memory: AlarmMemory, one: OverRange, past: PastAlarm[]): Judged {
  const { at, value, overRange: kind } = one
  const { sensor, rule } = step
  const limit = kind === 'high' ? sensor.high : sensor.low
  const said = (moment: number) => ({ kind, stage: 2, moment, value, limit, overRange: true }) as const
  if (isLate(memory, one)) return raiseLate(step, memory, said(at), past)
  const told = { measure: memory.value === null ? null : measureOf(memory.value, kind), limits: limitsOf(sensor, kind) }
  const { watch, deeds } = pass(memory.watches[kind] ?? UNWATCHED, { kind, delays: delaysOf(rule), told, until: () => at }) // prettier-ignore
  const raised = watch.raised ?? at
  const isSaid = watch.stage === 2 && watch.overRange
  const beyond = [watch.beyond[0] ?? at, watch.beyond[1] ?? at] as const
  return {
    memory: {
      ...memory,
      over: { ...memory.over, [kind]: at },
      watches: { ...memory.watches, [kind]: { beyond, back: null, stage: 2, raised, overRange: true } },
    },
    deeds: isSaid ? deeds : [...deeds, { act: watch.stage > 0 ? 'escalate' : 'raise', ...said(Math.max(at, raised)) }],
  }
}
